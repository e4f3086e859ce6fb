"""Bringing a whole graph back from JSON Lines, to whichever engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from peelgraph.graph.bulk import BulkWriter
from peelgraph.graph.content_hash import ContentHash, link_text, node_text
from peelgraph.graph.contents import PAGE, HeldNode, fetch
from peelgraph.graph.export.json_lines import read_json_lines
from peelgraph.graph.store import Graph
from peelgraph.ontology.errors import ConstraintError, LoadError
from peelgraph.ontology.model import Model, load_model


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a restoring did.

    Args:
        nodes: Nodes of the file, all of which the graph holds now.
        created: Those of them that the graph did not hold before.
        relationships: Relationships of the file, likewise.
        sha256: The content hash of the file.
    """

    nodes: int
    created: int
    relationships: int
    sha256: str


def restore_graph(
    graph: Graph, path: str | Path, *, progress: Callable[[str, int], None] = lambda _what, _count: None
) -> RestoreReport:
    """Load a whole graph from JSON Lines.

    The file is read through and checked before anything is written. What the graph holds already in the same way is
    left as it is, so that what was interrupted can be done again.

    Args:
        graph: The graph, open for writing: empty, or with a part of the same.
        path: The file that `export` wrote.
        progress: Told what is being done and how many nodes of it are done.

    Raises:
        LoadError: The file is no whole graph, was cut off or changed, or breaks the model; or the graph holds
            something else.
    """
    model = load_model()
    content = _check(graph, path, model, progress)
    writer = BulkWriter(graph.write, model)
    created = 0
    done = 0
    for label, page in _pages(path, model):
        there = {node.id for node in fetch(graph, model.node_types[label], [node.id for node in page])}
        missing = {node.id: node.properties for node in page if node.id not in there}
        writer.create(label, missing)
        created += len(missing)
        done += len(page)
        progress("loading", done)
    for label, page in _pages(path, model):
        held = {node.id: node for node in fetch(graph, model.node_types[label], [node.id for node in page])}
        known = {id_: {link.key for link in node.links} for id_, node in held.items()}
        writer.link(label, [(n.id, link) for n in page for link in n.links if link.key not in known[n.id]])
    graph.flush()
    return RestoreReport(content.nodes, created, content.relationships, content.hexdigest())


def _check(graph: Graph, path: str | Path, model: Model, progress: Callable[[str, int], None]) -> ContentHash:
    """Read the whole file, check each node, and see that the graph holds nothing else."""
    content = ContentHash(model)
    ids: dict[str, set[str]] = {label: set() for label in model.node_types}
    reached: dict[str, set[str]] = {label: set() for label in model.node_types}
    for label, page in _pages(path, model):
        for node in page:
            try:
                node.check(model)
            except ConstraintError as error:
                raise LoadError(f"{path}: {error}") from None
            if node.id in ids[label]:
                raise LoadError(f"{path} has {label} {node.id!r} twice: write it again")
            ids[label].add(node.id)
            for link in node.links:
                reached[link.label].add(link.id)
            content.add(node)
        _compare(graph, page, model)
        progress("checking", content.nodes)
    for label, names in reached.items():
        if nowhere := names - ids[label]:
            raise LoadError(f"{path} refers to {label} {min(nowhere)!r}, which it does not have: write it again")
    for label, names in ids.items():
        for id_ in graph.ids(label):
            if id_ not in names:
                raise _other(graph, f"{label} {id_!r}, which {path} does not have")
    return content


def _compare(graph: Graph, page: list[HeldNode], model: Model) -> None:
    stated = {node.id: node for node in page}
    for node in fetch(graph, model.node_types[page[0].label], list(stated)):
        original = stated[node.id]
        known = {link_text(original, link, model) for link in original.links}
        links = [link_text(node, link, model) for link in node.links]
        if node_text(node, model) != node_text(original, model) or not set(links) <= known:
            raise _other(graph, f"{node.label} {node.id!r} otherwise than the file")


def _other(graph: Graph, what: str) -> LoadError:
    return LoadError(
        f"{graph.uri} holds {what}: a whole graph goes into an empty one; name a new one with --graph, and bring them "
        "together by loading the tables and documents themselves"
    )


def _pages(path: str | Path, model: Model) -> Iterator[tuple[str, list[HeldNode]]]:
    """Yield the nodes of a file some thousand at a time, each page of one label."""
    for label, nodes in groupby(read_json_lines(path, model), key=lambda node: node.label):
        while page := list(islice(nodes, PAGE)):
            yield label, page
