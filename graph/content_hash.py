"""A hash of what a graph holds, the same on every engine and in whatever order it is read."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping

from peelgraph.graph.contents import HeldNode, all_pages
from peelgraph.graph.store import Graph
from peelgraph.ontology.model import Model, PropertyType
from peelgraph.ontology.records import Link, Value

_MODULUS = 1 << 256
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


class ContentHash:
    """Takes up nodes and relationships one by one, in any order.

    The SHA-256 of each, written in one way, are added up; the sum does not depend on the order, and what is there
    twice does not cancel out. The hash is the SHA-256 of the two counts and the sum.

    Args:
        model: The model, by which values are written in one way.

    >>> from peelgraph.ontology.model import load_model
    >>> first, second = ContentHash(load_model()), ContentHash(load_model())
    >>> london, essex = HeldNode("Force", "london", {}), HeldNode("Force", "essex", {})
    >>> first.add(london); first.add(essex); second.add(essex); second.add(london)
    >>> first.hexdigest() == second.hexdigest()
    True
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._sum = 0
        self.nodes = 0
        self.relationships = 0

    def add(self, node: HeldNode) -> None:
        """Take up a node and the relationships that leave it."""
        self._take(node_text(node, self._model))
        self.nodes += 1
        for link in node.links:
            self._take(link_text(node, link, self._model))
            self.relationships += 1

    def hexdigest(self) -> str:
        """Return the hash of all that was taken up, as 64 hexadecimal digits."""
        return hashlib.sha256(f"{self.nodes} {self.relationships} {self._sum:064x}".encode()).hexdigest()

    def _take(self, text: str) -> None:
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(text.encode()).digest())) % _MODULUS


def hash_of(nodes: Iterable[HeldNode], model: Model) -> ContentHash:
    """Return the hash of nodes and the relationships that leave them."""
    content = ContentHash(model)
    for node in nodes:
        content.add(node)
    return content


def graph_hash(graph: Graph, model: Model) -> ContentHash:
    """Return the hash of all that a graph holds of the model."""
    return hash_of((node for page in all_pages(graph, model) for node in page), model)


def node_text(node: HeldNode, model: Model) -> str:
    """Return a node without its relationships as one text, the same wherever it is kept."""
    declared = model.node_types[node.label].properties
    return _text(["node", node.label, node.id, _plain(node.properties, declared)])


def link_text(node: HeldNode, link: Link, model: Model) -> str:
    """Return a relationship that leaves a node as one text, the same wherever it is kept."""
    declared = model.node_types[node.label].relationships[link.type].properties
    properties = _plain(link.properties, declared)
    return _text(["relationship", node.label, node.id, link.type, link.label, link.id, properties])


def _text(parts: list[object]) -> str:
    return _ENCODER.encode(parts)


def _plain(properties: Mapping[str, Value], declared: Mapping[str, PropertyType]) -> dict[str, object]:
    """Return values as JSON has them, with their kinds: engines differ in whether 1.0 comes back as a whole number."""
    plain: dict[str, object] = {}
    for name, value in properties.items():
        if isinstance(value, dt.date):
            plain[name] = [type(value).__name__, value.isoformat()]
        elif declared[name].datatype == "float" and isinstance(value, int | float):
            plain[name] = ["float", float(value).hex()]
        else:
            plain[name] = value
    return plain
