"""The files to download: every format, and packed copies of them, the same bytes each time."""

from __future__ import annotations

import gzip
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from peelgraph.graph.export import FORMATS
from peelgraph.graph.export.job import ExportJob
from peelgraph.graph.publish.deposit import digest
from peelgraph.graph.publish.snapshot import Snapshot
from peelgraph.graph.publish.vocabulary import ontology_turtle
from peelgraph.graph.store import Graph
from peelgraph.ontology.model import BASE

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_FILE_RIGHTS = 0o644 << 16


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download.

    Args:
        path: Where it is, told from the top of the site.
        what: What it is, for a person who chooses.
        media_type: Its media type, unpacked.
        conforms_to: What it follows, as an address; empty where nothing is named.
        packed: How the one file is packed: a media type, or empty.
        bundled: In what several files are bundled: a media type, or empty.
        bytes: Its size.
        sha256: Its hash.
    """

    path: str
    what: str
    media_type: str
    conforms_to: str = ""
    packed: str = ""
    bundled: str = ""
    bytes: int = 0
    sha256: str = ""

    @property
    def name(self) -> str:
        """Its name without its folder."""
        return self.path.rsplit("/", 1)[-1]

    def measured(self, stage: Path) -> Download:
        """Return it with its size and hash."""
        path = stage / self.path
        return replace(self, bytes=path.stat().st_size, sha256=digest(path))


_W3C = "http://www.w3.org/ns/formats/"
RDF_FORMATS = (
    ("turtle", ".ttl", "text/turtle", "Turtle", "Everything as Turtle: RDF that people can read too"),
    ("n-triples", ".nt", "application/n-triples", "N-Triples", "Everything as N-Triples: RDF, a statement a line"),
    ("n-quads", ".nq", "application/n-quads", "N-Quads", "Everything as N-Quads: each document in a graph of its own"),
    ("trig", ".trig", "application/trig", "TriG", "Everything as TriG: Turtle, each document in a graph of its own"),
    ("json-ld", ".jsonld", "application/ld+json", "JSON-LD", "Everything as JSON-LD, with its context"),
    ("rdf-xml", ".rdf", "application/rdf+xml", "RDF_XML", "Everything as RDF/XML"),
)
"""The forms of RDF: the export's name of it, the ending, the media type, the W3C's name, and what it is."""


def write_downloads(
    graph: Graph,
    snapshot: Snapshot,
    stage: Path,
    base: str = BASE,
    progress: Callable[[str, int], None] = lambda _what, _count: None,
) -> list[Download]:
    """Write every file to download.

    Args:
        graph: The graph.
        snapshot: What of it is published.
        stage: The top of the site.
        base: What addresses in RDF begin with.
        progress: Told what is being written and how many files are.

    Returns:
        The files, with their sizes and hashes.
    """
    (stage / "data").mkdir()
    downloads: list[Download] = []
    for download in _written(graph, snapshot, stage, base):
        downloads.append(download.measured(stage))
        progress("writing files to download", len(downloads))
    return downloads


def _written(graph: Graph, snapshot: Snapshot, stage: Path, base: str) -> Iterator[Download]:
    for form, ending, media_type, name, what in RDF_FORMATS:
        download = Download(f"data/all{ending}", what, media_type, _W3C + name)
        _export(graph, snapshot, form, stage / download.path, base)
        yield download
        yield _packed(download, stage)
    lines = Download("data/all.jsonl", "Everything as JSON Lines, which `peelgraph load` reads", "application/jsonl")
    _export(graph, snapshot, "jsonl", stage / lines.path, base)
    yield lines
    yield _packed(lines, stage)
    _export(graph, snapshot, "csv", stage / "data" / "csv", base)
    yield _bundle(stage, "data/csv", Download("data/csv.zip", "All tables in one file", "text/csv", bundled=_ZIP))
    for path in sorted((stage / "data" / "csv").glob("*.csv")):
        kind = "Nodes" if path.stem in snapshot.model.node_types else "Relationships"
        yield Download(f"data/csv/{path.name}", f"{kind} as a table: {path.stem}", "text/csv")
    yield Download("data/csv/README.md", "What the tables and their columns are", "text/markdown")
    (stage / "ns.ttl").write_text(ontology_turtle(), "utf-8", newline="\n")
    yield Download("ns.ttl", "The ontology", "text/turtle", "http://www.w3.org/2002/07/owl#")
    (stage / "context.jsonld").write_text(_shipped("peelgraph.ontology", "context.jsonld"), "utf-8", newline="\n")
    yield Download("context.jsonld", "The JSON-LD context", "application/ld+json")
    (stage / "LICENSE.md").write_text(_shipped("peelgraph.data", "LICENSE.md"), "utf-8", newline="\n")


_GZIP = "application/gzip"
_ZIP = "application/zip"


def attribution() -> str:
    """Return the attribution that the Open Government Licence asks for, as the terms of the shipped data have it.

    >>> attribution()
    'Contains public sector information licensed under the Open Government Licence v3.0. Source: HMICFRS.'
    """
    lines = _shipped("peelgraph.data", "LICENSE.md").splitlines()
    return " ".join(line.removeprefix("> ") for line in lines if line.startswith("> "))


def _shipped(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text("utf-8")


def _export(graph: Graph, snapshot: Snapshot, form: str, target: Path, base: str) -> None:
    FORMATS[form].write(ExportJob(graph, snapshot.pages(), target, snapshot.model, snapshot.content, base))


def _packed(download: Download, stage: Path) -> Download:
    """Pack a file, with no time and no name in it."""
    packed = replace(download, path=f"{download.path}.gz", what=f"{download.what}; packed", packed=_GZIP)
    with (
        (stage / download.path).open("rb") as plain,
        (stage / packed.path).open("wb") as file,
        gzip.GzipFile("", "wb", fileobj=file, mtime=0) as target,
    ):
        shutil.copyfileobj(plain, target)
    return packed


def _bundle(stage: Path, folder: str, download: Download) -> Download:
    """Bundle a folder, every file of it as of the same time."""
    with zipfile.ZipFile(stage / download.path, "w", zipfile.ZIP_DEFLATED) as target:
        for path in sorted((stage / folder).iterdir()):
            entry = zipfile.ZipInfo(path.name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _FILE_RIGHTS
            target.writestr(entry, path.read_bytes())
    return download
