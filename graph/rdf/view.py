"""What of a graph is published as RDF, and the forms in which a program takes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
from peelgraph.graph.embargo import london_now
from peelgraph.graph.public import Embargo, open_documents, public_pages
from peelgraph.graph.rdf.addresses import checked_base
from peelgraph.graph.rdf.mapping import NodeMapper
from peelgraph.graph.rdf.schemes import scheme_quads
from peelgraph.graph.rdf.terms import LONDON
from peelgraph.graph.store import Graph
from peelgraph.ontology.model import BASE, Model, load_model

if TYPE_CHECKING:
    import rdflib

PREFIXES: Mapping[str, str] = {
    "peel": "https://w3id.org/peelgraph/ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The short forms of addresses that exports use."""


@dataclass(frozen=True, slots=True)
class PublicView:
    """What of a graph is published, and under which addresses.

    Args:
        base: What the addresses begin with: an http(s) address that ends in a slash.
        include_embargoed: Also publish what is under embargo.
        now: The time by which embargoes are judged: wall-clock time in London, or a time with a zone; by default now.
        complete: Also write what only a complete copy needs and may hold: passages whose document's licence is not
            open, and the order of lists.

    Raises:
        PeelgraphError: The base cannot begin an address.
    """

    base: str = BASE
    include_embargoed: bool = False
    now: dt.datetime | None = None
    complete: bool = False

    def __post_init__(self) -> None:
        checked_base(self.base)

    def embargo(self, graph: Graph, model: Model) -> Embargo:
        """Return what is left out of a graph."""
        if self.include_embargoed:
            return Embargo()
        now = self.now or london_now()
        return Embargo.at(graph, model, now.astimezone(LONDON).replace(tzinfo=None) if now.tzinfo else now)

    def mapper(self, graph: Graph, model: Model, *, whole_passages: bool = False) -> NodeMapper:
        """Return what writes the nodes of a graph as RDF, passages whole where asked, whatever their licence is."""
        free = open_documents(graph)
        documents = {id_: whole_passages or id_ in free for id_ in graph.ids("Document")}
        return NodeMapper(model, documents, self.base, complete=self.complete)


PUBLIC = PublicView()
"""What anybody may have, under our own addresses."""


def quads(graph: Graph, view: PublicView = PUBLIC) -> Iterator[ox.Quad]:
    """Yield a graph as RDF in one order: concept schemes, then nodes by label and id, properties as the model has them.

    What one document alone states is in a graph of its own; all else in the default graph.

    Args:
        graph: The graph.
        view: What of it.
    """
    model = load_model()
    yield from scheme_quads(view.base)
    mapper = view.mapper(graph, model)
    for page in public_pages(graph, model, view.embargo(graph, model), whole_passages=view.complete):
        for node in page:
            yield from mapper.quads(node)


def load_rdf_store(graph: Graph, view: PublicView = PUBLIC) -> ox.Store:
    """Return a store in memory that holds what ``quads`` yields; the ontology itself is not in it.

    A query sees the statements of documents only if its default graph is the union of all graphs.

    Args:
        graph: The graph.
        view: What of it.
    """
    store = ox.Store()
    store.bulk_extend(quads(graph, view))
    return store


def to_rdflib(graph: Graph, view: PublicView = PUBLIC) -> rdflib.Dataset:
    """Return what ``quads`` yields as a dataset of rdflib, whose default graph is the union of all graphs.

    Args:
        graph: The graph.
        view: What of it.
    """
    import rdflib  # noqa: PLC0415 - costs 500 ms

    dataset = rdflib.Dataset(default_union=True)
    for prefix, address in PREFIXES.items():
        dataset.bind(prefix, address)

    def term(given: object) -> rdflib.URIRef | rdflib.Literal:
        if isinstance(given, ox.Literal):
            if given.language:
                return rdflib.Literal(given.value, lang=given.language)
            kind = rdflib.URIRef(given.datatype.value)
            plain = kind == rdflib.XSD.string
            return rdflib.Literal(given.value, datatype=None if plain else kind, normalize=False)
        assert isinstance(given, ox.NamedNode)  # noqa: S101 - we write no blank nodes
        return rdflib.URIRef(given.value)

    default = dataset.default_graph
    dataset.addN(
        (
            term(quad.subject),
            term(quad.predicate),
            term(quad.object),
            default if isinstance(quad.graph_name, ox.DefaultGraph) else dataset.graph(term(quad.graph_name)),
        )
        for quad in quads(graph, view)
    )
    return dataset
