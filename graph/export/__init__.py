"""Writing what of a graph may leave it, in formats that other tools read.

A format is a function that takes the nodes in pages and writes them to a place; ``FORMATS`` names them all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from peelgraph.graph.content_hash import ContentHash
from peelgraph.graph.contents import HeldNode
from peelgraph.graph.embargo import london_now
from peelgraph.graph.export.neo4j_admin import write_import_folder
from peelgraph.graph.public import Embargo, public_pages
from peelgraph.graph.store import Graph
from peelgraph.ontology.errors import StoreError
from peelgraph.ontology.model import Model, load_model

Format = Callable[[Iterator[list[HeldNode]], Path, Model, ContentHash], None]

FORMATS: Mapping[str, Format] = {"neo4j-admin": write_import_folder}
"""Each format with the function that writes it."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote.

    Args:
        target: Where it is.
        nodes: How many nodes.
        relationships: How many relationships.
        sha256: The content hash of what was written.
        embargoed_count: Findings left out since they are under embargo.
        embargoed_until: When the last of their embargoes ends.
    """

    target: Path
    nodes: int
    relationships: int
    sha256: str
    embargoed_count: int
    embargoed_until: dt.datetime | None


def export_graph(
    graph: Graph,
    target: str | Path,
    form: str,
    *,
    include_embargoed: bool = False,
    now: dt.datetime | None = None,
    progress: Callable[[str, int], None] = lambda _what, _count: None,
) -> ExportReport:
    """Write what of a graph may leave it.

    Args:
        graph: The graph.
        target: Where to write; nothing is there yet.
        form: The format, a key of ``FORMATS``.
        include_embargoed: Also write what is under embargo.
        now: The wall-clock time in London by which embargoes are judged; by default the time it is.
        progress: Told what is being done and how many nodes of it are done.

    Raises:
        StoreError: There is no such format, or it cannot be written there.
    """
    if form not in FORMATS:
        raise StoreError(f"there is no format {form!r}: {', '.join(FORMATS)}")
    model = load_model()
    embargo = Embargo() if include_embargoed else Embargo.at(graph, model, now or london_now())
    content = ContentHash(model)

    def taken_up() -> Iterator[list[HeldNode]]:
        for page in public_pages(graph, model, embargo):
            for node in page:
                content.add(node)
            yield page
            progress("writing", content.nodes)

    FORMATS[form](taken_up(), Path(target), model, content)
    return ExportReport(
        Path(target), content.nodes, content.relationships, content.hexdigest(), embargo.findings, embargo.until
    )
