"""What is published of a graph, held in memory: every page, file and count is made of this and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from peelgraph.graph.content_hash import ContentHash
from peelgraph.graph.contents import HeldNode
from peelgraph.graph.public import Embargo, public_pages
from peelgraph.graph.store import Graph
from peelgraph.ontology.licences import is_open
from peelgraph.ontology.model import Model
from peelgraph.ontology.records import Link

_PAGE = 1000


class Snapshot:
    """The nodes of a graph that are published, and how they hang together.

    Args:
        nodes: The nodes, in the order in which files list them.
        model: The model.
    """

    def __init__(self, nodes: Iterable[HeldNode], model: Model) -> None:
        self.model = model
        self._nodes: dict[str, dict[str, HeldNode]] = {label: {} for label in model.node_types}
        self._order: list[tuple[str, str]] = []
        self._in: dict[tuple[str, str], list[tuple[HeldNode, Link]]] = {}
        for node in nodes:
            self._nodes[node.label][node.id] = node
            self._order.append(node.key)
        self.content = ContentHash(model)
        for node in self.all():
            self.content.add(node)
            for link in node.links:
                self._in.setdefault((link.label, link.id), []).append((node, link))

    @classmethod
    def of_graph(cls, graph: Graph, model: Model, embargo: Embargo) -> Snapshot:
        """Return what is published of a graph."""
        return cls((node for page in public_pages(graph, model, embargo) for node in page), model)

    def all(self) -> Iterator[HeldNode]:
        """Yield every node."""
        return (self._nodes[label][id_] for label, id_ in self._order)

    def pages(self) -> Iterator[list[HeldNode]]:
        """Yield every node, in pages, as the formats of exports take them."""
        nodes = self.all()
        while page := list(islice(nodes, _PAGE)):
            yield page

    def of(self, label: str) -> Mapping[str, HeldNode]:
        """Return the nodes of a label by their ids."""
        return self._nodes[label]

    def get(self, label: str, id_: str) -> HeldNode | None:
        """Return a node, or None where it is not published."""
        return self._nodes[label].get(id_)

    def out(self, node: HeldNode, type_: str) -> list[HeldNode]:
        """Return what a node's relationships of one type reach, by id."""
        found = (self.get(link.label, link.id) for link in node.links if link.type == type_)
        return [other for other in found if other is not None]

    def one(self, node: HeldNode, type_: str) -> HeldNode | None:
        """Return what a node's relationship reaches, if it has one."""
        return next(iter(self.out(node, type_)), None)

    def links_to(self, label: str, id_: str) -> list[tuple[HeldNode, Link]]:
        """Return the nodes that have a relationship to a node, with the relationships."""
        return self._in.get((label, id_), [])

    def to(self, node: HeldNode, type_: str, label: str | None = None) -> list[HeldNode]:
        """Return the nodes of a label whose relationship of one type reaches a node."""
        links = self.links_to(*node.key)
        return [other for other, link in links if link.type == type_ and label in {None, other.label}]

    def below(self, label: str, slug: str) -> list[str]:
        """Return the slugs of the concepts below one, at whatever depth, in alphabetical order."""
        found: set[str] = set()
        waiting = [slug]
        while waiting:
            for other, link in self.links_to(label, waiting.pop()):
                if link.type == "BROADER" and other.id not in found and other.id != slug:
                    found.add(other.id)
                    waiting.append(other.id)
        return sorted(found)

    def is_whole(self, document: HeldNode) -> bool:
        """Return whether a document's passages are published whole: its licence is open."""
        return is_open(document.properties.get("licence"))
