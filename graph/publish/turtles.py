"""The Turtle file of each thing: what is said of it, and what others say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import pyoxigraph as ox
from peelgraph.graph.contents import HeldNode
from peelgraph.graph.publish.places import Places, file_name
from peelgraph.graph.publish.snapshot import Snapshot
from peelgraph.graph.publish.statistics import Statistics
from peelgraph.graph.rdf.addresses import encoded, iri
from peelgraph.graph.rdf.mapping import NodeMapper
from peelgraph.graph.rdf.schemes import scheme_quads
from peelgraph.graph.rdf.turtle import turtle_text

_CACHED = 50_000


class Turtles:
    """Writes the Turtle file of each thing, and counts all statements on the way.

    Args:
        snapshot: What is published.
        places: Where things are.
        mapper: Writes nodes as RDF.
        base: What addresses of things begin with.
    """

    def __init__(self, snapshot: Snapshot, places: Places, mapper: NodeMapper, base: str) -> None:
        self._snapshot = snapshot
        self._places = places
        self._mapper = mapper
        self._base = base
        self._address = lru_cache(_CACHED)(lambda label, id_: ox.NamedNode(iri(label, id_, base)))
        self.statistics = Statistics(base)

    def write(self, write: Callable[[str, str], None]) -> None:
        """Write the file of each thing, and of each document's graph.

        Args:
            write: Takes a file and its text.
        """
        graphs: dict[str, list[ox.Quad]] = {}
        self.statistics.add(scheme_quads(self._base))
        for node in self._snapshot.all():
            own = list(self._mapper.quads(node))
            self.statistics.add(own)
            for quad in own:
                if isinstance(quad.graph_name, ox.NamedNode):
                    graphs.setdefault(quad.graph_name.value, []).append(quad)
            said = [*own, *self._said_by_others(node)]
            write(f"{self._places.stem(node.label, node.id)}.ttl", "".join(turtle_text(said, self._base)))
        for id_ in self._snapshot.of("Document"):
            quads = graphs.get(f"{self._base}graph/{encoded(id_)}", [])
            write(f"graph/{file_name(id_)}.ttl", "".join(turtle_text(quads, self._base)))

    def _said_by_others(self, node: HeldNode) -> Iterator[ox.Quad]:
        """Yield what relationships of other things say of one."""
        for other, link in self._snapshot.links_to(node.label, node.id):
            end = self._snapshot.model.node_types[other.label].relationships[link.type]
            yield ox.Quad(
                self._address(other.label, other.id), ox.NamedNode(end.iri), self._address(node.label, node.id)
            )
