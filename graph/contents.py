"""All that a graph holds, read in pages from whichever engine: each node with the relationships that leave it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from peelgraph.graph.statements import check
from peelgraph.graph.store import Graph
from peelgraph.ontology.errors import ConstraintError
from peelgraph.ontology.model import Model, NodeType
from peelgraph.ontology.records import Link, Record, Value

PAGE = 5000
"""Nodes that are read, compared and written together."""


@dataclass(frozen=True, slots=True)
class HeldNode:
    """A node as a graph holds it.

    Args:
        label: Its label.
        id: Its id, unique within the label.
        properties: All its properties that the model has, ``sources`` and ``claims`` among them, without ``id``.
        links: The relationships that leave it, in the order of their keys.
    """

    label: str
    id: str
    properties: Mapping[str, Value]
    links: tuple[Link, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Label and id, unique in the graph."""
        return self.label, self.id

    def check(self, model: Model) -> None:
        """Check the node and what leaves it against the model.

        Raises:
            ConstraintError: It breaks the model.
        """
        check(Record(self.label, self.id, self.properties, self.links), model.node_types)
        seen = set()
        for link in self.links:
            if link.key in seen:
                twice = f"{link.type} to {link.label} {link.id!r}"
                raise ConstraintError(f"{self.label} {self.id!r} breaks the model: it has {twice} twice")
            seen.add(link.key)


def all_pages(graph: Graph, model: Model) -> Iterator[list[HeldNode]]:
    """Yield all that a graph holds of the model, label by label in the order of writing, by id within a label."""
    for label in writing_order(model):
        yield from pages(graph, model.node_types[label])


def pages(graph: Graph, node_type: NodeType) -> Iterator[list[HeldNode]]:
    """Yield all nodes of a label in the order of their ids, some thousand at a time."""
    for ids in in_pages(graph.ids(node_type.label)):
        yield fetch(graph, node_type, ids)


def fetch(graph: Graph, node_type: NodeType, ids: Sequence[str]) -> list[HeldNode]:
    """Return those nodes of a label with these ids that the graph holds, in the order of the ids."""
    found = graph.run(
        f"UNWIND $ids AS id MATCH (n:{node_type.label} {{id: id}}) RETURN id, properties(n) AS properties",
        {"ids": list(ids)},
    )
    links: dict[str, list[Link]] = {row["id"]: [] for row in found}
    if node_type.relationships and found:
        for row in graph.run(
            f"UNWIND $ids AS id MATCH (n:{node_type.label} {{id: id}})-[r]->(m) "
            "RETURN id, type(r) AS type, labels(m) AS labels, m.id AS other, properties(r) AS properties",
            {"ids": list(links)},
        ):
            end = node_type.relationships.get(row["type"])
            if end is not None and end.target in row["labels"]:
                properties = {name: value for name, value in row["properties"].items() if name in end.properties}
                links[row["id"]].append(Link(end.type, end.target, row["other"], properties))
    nodes = {
        row["id"]: HeldNode(
            node_type.label,
            row["id"],
            {
                name: row["properties"][name]
                for name in node_type.properties
                if name != "id" and row["properties"].get(name) is not None
            },
            tuple(sorted(links[row["id"]], key=lambda link: link.key)),
        )
        for row in found
    }
    return [nodes[id_] for id_ in ids if id_ in nodes]


def counts(graph: Graph) -> tuple[int, int]:
    """Return how many nodes and relationships there are in all, also of what the model does not have."""
    nodes = graph.run("MATCH (n) RETURN count(*) AS n")
    relationships = graph.run("MATCH ()-[r]->() RETURN count(*) AS n")
    return int(nodes[0]["n"]), int(relationships[0]["n"])


def writing_order(model: Model) -> list[str]:
    """Return the labels so that what is referred to comes before what refers, as far as there is such an order.

    >>> from peelgraph.ontology.model import load_model
    >>> order = writing_order(load_model())
    >>> order.index("Force") < order.index("Finding")
    True
    """
    waiting = list(model.node_types)
    order: list[str] = []
    while waiting:
        free = [label for label in waiting if _targets(model.node_types[label]) <= {label, *order}]
        order += free or waiting[:1]
        waiting = [label for label in waiting if label not in order]
    return order


def _targets(node_type: NodeType) -> set[str]:
    return {end.target for end in node_type.relationships.values()}


def in_pages(ids: Iterable[str], size: int = PAGE) -> Iterator[list[str]]:
    """Yield ids some at a time.

    >>> list(in_pages("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    stream = iter(ids)
    while page := list(islice(stream, size)):
        yield page
