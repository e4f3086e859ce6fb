"""Nodes as an engine gives them, also where they break the model: with all that leaves them, whatever it reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peelgraph.graph.contents import in_pages
from peelgraph.graph.store import Graph
from peelgraph.ontology.model import NodeType


@dataclass(frozen=True, slots=True)
class RawLink:
    """A relationship that leaves a node.

    Args:
        type: Its type.
        labels: The labels of the other end.
        id: The id of the other end, if it has one.
        properties: Its properties.
    """

    type: str
    labels: tuple[str, ...]
    id: str | None
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RawNode:
    """A node with what leaves it.

    Args:
        label: The label that it was asked for by.
        id: Its id.
        properties: Its properties that have a value, also those that the model does not have.
        links: The relationships that leave it, likewise.
    """

    label: str
    id: str
    properties: Mapping[str, Any]
    links: Sequence[RawLink] = field(default_factory=tuple)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that state it, as far as they can be read."""
        held = self.properties.get("sources")
        return tuple(str(source) for source in held) if isinstance(held, list) else ()

    def linked(self, type_: str) -> list[RawLink]:
        """Return its relationships of a type."""
        return [link for link in self.links if link.type == type_]


def raw_pages(graph: Graph, node_type: NodeType) -> Iterator[list[RawNode]]:
    """Yield the nodes of a label that have an id, in the order of their ids, some thousand at a time."""
    label = node_type.label
    for ids in in_pages(filter(None, graph.ids(label))):
        found = graph.run(
            f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN id, properties(n) AS properties", {"ids": ids}
        )
        links: dict[str, list[RawLink]] = {row["id"]: [] for row in found}
        for row in graph.run(
            f"UNWIND $ids AS id MATCH (n:{label} {{id: id}})-[r]->(m) "
            "RETURN id, type(r) AS type, labels(m) AS labels, m.id AS other, properties(r) AS properties",
            {"ids": ids},
        ):
            links[row["id"]].append(RawLink(row["type"], tuple(row["labels"]), row["other"], row["properties"]))
        yield [
            RawNode(label, row["id"], {k: v for k, v in row["properties"].items() if v is not None}, links[row["id"]])
            for row in found
        ]
