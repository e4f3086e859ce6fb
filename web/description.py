"""What the endpoint says of itself: a SPARQL 1.1 service description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peelgraph.web.negotiate import GRAPHS, ROWS
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_VOID = "http://rdfs.org/ns/void#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_W3C_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "nt": "N-Triples",
    "rdf": "RDF_XML",
    "jsonld": "JSON-LD",
}


def described(endpoint: str, triples: int, graphs: Mapping[str, int], media: str) -> bytes:
    """Return the description in a format.

    Args:
        endpoint: The address of the endpoint.
        triples: Number of triples in the default graph.
        graphs: The named graphs, each with its number of triples.
        media: The media type of the format.
    """
    form = RdfFormat.from_media_type(media)
    assert form is not None  # noqa: S101 - only formats that the engine has are on offer
    prefixes = {"sd": _SD, "void": _VOID}
    return serialize(_triples(endpoint, triples, graphs), format=form, prefixes=prefixes) or b""


def _triples(endpoint: str, triples: int, graphs: Mapping[str, int]) -> Iterator[Triple]:
    service, dataset, default = BlankNode("service"), BlankNode("dataset"), BlankNode("default")

    def sd(name: str) -> NamedNode:
        return NamedNode(_SD + name)

    yield Triple(service, _TYPE, sd("Service"))
    yield Triple(service, sd("endpoint"), NamedNode(endpoint))
    yield Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    yield Triple(service, sd("feature"), sd("UnionDefaultGraph"))
    for offer in (*ROWS, *GRAPHS):
        yield Triple(service, sd("resultFormat"), NamedNode(_FORMATS + _W3C_NAMES[offer.name]))
    yield Triple(service, sd("defaultDataset"), dataset)
    yield Triple(dataset, _TYPE, sd("Dataset"))
    yield Triple(dataset, sd("defaultGraph"), default)
    yield Triple(default, _TYPE, sd("Graph"))
    yield Triple(default, NamedNode(f"{_VOID}triples"), _count(triples))
    for number, (name, count) in enumerate(sorted(graphs.items())):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Triple(dataset, sd("namedGraph"), named)
        yield Triple(named, _TYPE, sd("NamedGraph"))
        yield Triple(named, sd("name"), NamedNode(name))
        yield Triple(named, sd("graph"), graph)
        yield Triple(graph, _TYPE, sd("Graph"))
        yield Triple(graph, NamedNode(f"{_VOID}triples"), _count(count))


def _count(number: int) -> Literal:
    return Literal(number)
