"""What a format is, and what it is given to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from peelgraph.graph.content_hash import ContentHash
from peelgraph.graph.contents import HeldNode
from peelgraph.graph.store import Graph
from peelgraph.ontology.model import BASE, Model


@dataclass(frozen=True, slots=True)
class ExportJob:
    """What a format writes, and where.

    Args:
        graph: The graph, for what the nodes alone do not say.
        pages: The nodes that may leave it, in pages; to be read once.
        target: Where to write.
        model: The model.
        content: The counts and the hash of what ``pages`` has yielded so far.
        base: What the addresses in RDF begin with.
        complete: True where nothing is left out, as in a backup.
        whole: True where passages are written whole, whatever their document's licence is.
    """

    graph: Graph
    pages: Iterator[list[HeldNode]]
    target: Path
    model: Model
    content: ContentHash
    base: str = BASE
    complete: bool = False
    whole: bool = False


Writer = Callable[[ExportJob], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A form that a graph can be written in.

    Args:
        what: What it is, for a person who chooses.
        writer: The function that writes it, as ``module:function`` within this package, imported when it is used.
        endings: The endings of files that are in it; none for a format that must be asked for by name.
        folder: True where it is a folder and not a file.
    """

    what: str
    writer: str
    endings: tuple[str, ...] = ()
    folder: bool = False

    def write(self, job: ExportJob) -> None:
        """Write what a job says."""
        module, _, function = self.writer.partition(":")
        cast("Writer", getattr(import_module(f"peelgraph.graph.export.{module}"), function))(job)
