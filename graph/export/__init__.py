"""Writing what of a graph may leave it, in formats that other tools read.

``FORMATS`` names them all; each is a function that takes the nodes in pages and writes them to a place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from peelgraph.graph.content_hash import ContentHash
from peelgraph.graph.contents import HeldNode, all_pages
from peelgraph.graph.embargo import london_now
from peelgraph.graph.export.job import ExportJob, Format
from peelgraph.graph.public import Embargo, is_free, open_documents, public_pages
from peelgraph.graph.store import Graph
from peelgraph.ontology.errors import StoreError
from peelgraph.ontology.model import BASE, load_model

FORMATS: Mapping[str, Format] = {
    "turtle": Format("RDF, to be read by people too", "rdf_files:write_turtle", (".ttl",)),
    "n-triples": Format("RDF, a statement a line", "rdf_files:write_n_triples", (".nt",)),
    "n-quads": Format("RDF, each document in a graph of its own", "rdf_files:write_n_quads", (".nq",)),
    "trig": Format("the same, to be read by people too", "rdf_files:write_trig", (".trig",)),
    "rdf-xml": Format("RDF", "rdf_files:write_rdf_xml", (".rdf",)),
    "json-ld": Format("RDF as JSON", "rdf_files:write_json_ld", (".jsonld",)),
    "neo4j-admin": Format(
        "a folder for `neo4j-admin database import`, the fastest way of a very large graph to a server",
        "neo4j_admin:write_import_folder",
        folder=True,
    ),
    "jsonl": Format(
        "the whole graph, which `load` brings back", "json_lines:write_json_lines", endings=(".jsonl", ".ndjson")
    ),
    "csv": Format("a folder of tables for spreadsheets and data frames", "csv_folder:write_csv_folder", folder=True),
    "graphml": Format("for Gephi, yEd, igraph, networkx", "network_xml:write_graphml", endings=(".graphml",)),
    "gexf": Format("for Gephi", "network_xml:write_gexf", endings=(".gexf",)),
    "cypher": Format("a script for an empty Neo4j", "cypher_script:write_cypher_script", endings=(".cypher",)),
}
"""Each format by its name."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote.

    Args:
        target: Where it is.
        nodes: How many nodes.
        relationships: How many relationships.
        sha256: The content hash of what was written.
        embargoed_count: Findings under embargo: left out, but in a backup, which has them.
        embargoed_until: When the last of their embargoes ends.
        closed_passages: Passages of which only the sentences of findings were written, since the licence of their
            document is not known to be open.
    """

    target: Path
    nodes: int
    relationships: int
    sha256: str
    embargoed_count: int
    embargoed_until: dt.datetime | None
    closed_passages: int = 0


def format_of(target: str | Path) -> str | None:
    """Return the name of the format that a file's ending says, or None if no format goes by it.

    >>> print(format_of("folder"))
    None
    """
    name = Path(target).name.lower().removesuffix(".gz")
    endings = {ending: form for form, known in FORMATS.items() for ending in known.endings}
    return next((form for ending, form in endings.items() if name.endswith(ending)), None)


def export_graph(
    graph: Graph,
    target: str | Path,
    form: str | None = None,
    *,
    include_embargoed: bool = False,
    whole_passages: bool = False,
    backup: bool = False,
    now: dt.datetime | None = None,
    base: str = BASE,
    progress: Callable[[str, int], None] = lambda _what, _count: None,
) -> ExportReport:
    """Write what of a graph may leave it.

    Args:
        graph: The graph.
        target: Where to write: a folder that is not there yet, or a file.
        form: The format, a key of ``FORMATS``; by default the one that the ending of ``target`` says.
        include_embargoed: Also write what is under embargo.
        whole_passages: Write passages whole, also those whose document's licence is not known to be open.
        backup: Write everything as it is: also whole passages, what is under embargo, the paths of
            tables and who made corrections.
        now: The wall-clock time in London by which embargoes are judged; by default the time it is.
        base: What the addresses in RDF begin with.
        progress: Told what is being done and how many nodes of it are done.

    Raises:
        StoreError: There is no such format, or it cannot be written there.
    """
    form = form or format_of(target)
    if form is None:
        raise StoreError(f"no format goes by the ending of {target}: name one of {', '.join(FORMATS)}")
    if form not in FORMATS:
        raise StoreError(f"there is no format {form!r}: {', '.join(FORMATS)}")
    model = load_model()
    if backup and form != "jsonl":
        raise StoreError(f"a backup is written as jsonl, which `load` brings back, and not as {form}")
    held = Embargo.at(graph, model, now or london_now()) if backup or not include_embargoed else Embargo()
    embargo = Embargo() if backup else held
    whole = whole_passages or backup
    free = frozenset[str]() if whole else open_documents(graph)
    content = ContentHash(model)
    closed = 0

    def taken_up() -> Iterator[list[HeldNode]]:
        nonlocal closed
        leaving = all_pages(graph, model) if backup else public_pages(graph, model, embargo, whole_passages=whole)
        for page in leaving:
            for node in page:
                content.add(node)
                closed += not whole and not is_free(node, free)
            yield page
            progress("writing", content.nodes)

    FORMATS[form].write(ExportJob(graph, taken_up(), Path(target), model, content, base, complete=backup, whole=whole))
    return ExportReport(
        Path(target), content.nodes, content.relationships, content.hexdigest(), held.findings, held.until, closed
    )
