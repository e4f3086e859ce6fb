"""What the ontology's Turtle says beside the model: concept schemes, grades, licences, Welsh names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeVar, cast

import pyoxigraph as ox
from peelgraph.graph.rdf.addresses import id_in
from peelgraph.ontology.model import BASE, NS

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_NAMES = {_SKOS + "prefLabel", _SKOS + "altLabel", _SKOS + "notation"}
_IN_SCHEME = {_SKOS + "topConceptOf", _SKOS + "inScheme"}


class _Said(NamedTuple):
    subject: ox.NamedNode
    predicate: ox.NamedNode
    object: ox.NamedNode | ox.Literal


def scheme_quads(base: str) -> Iterator[ox.Quad]:
    """Yield what the ontology says of the concept schemes, and of the grades, which are no nodes of a graph.

    Args:
        base: What the addresses begin with.
    """
    schemes = {"practices.ttl": False, "risks.ttl": False, "questions.ttl": False, "grades.ttl": True}
    for file, whole in schemes.items():
        for triple in _triples(file):
            if whole or triple.subject.value.startswith(f"{BASE}scheme/"):
                subject, predicate, object_ = triple
                yield ox.Quad(rebased(subject, base), predicate, rebased(object_, base))
                if predicate.value == _SKOS + "topConceptOf":
                    yield ox.Quad(rebased(subject, base), ox.NamedNode(_SKOS + "inScheme"), rebased(object_, base))


T = TypeVar("T")


def rebased(term: T, base: str) -> T:
    """Return a term with a publisher's own beginning of its address, unless it is one of the ontology."""
    if base == BASE or not isinstance(term, ox.NamedNode) or not term.value.startswith(BASE):
        return term
    return term if term.value.startswith(NS) else cast("T", ox.NamedNode(base + term.value.removeprefix(BASE)))


@cache
def concepts_by_name(scheme: str) -> Mapping[str, str]:
    """Return the concepts of a scheme of grades or licences by any of their names.

    >>> concepts_by_name("https://w3id.org/peelgraph/scheme/grades")["requires improvement"]
    'https://w3id.org/peelgraph/grade-value/requires-improvement'
    """
    found: dict[str, str] = {}
    triples = list(_triples(f"{id_in(scheme)}.ttl"))
    members = {t.subject.value for t in triples if t.predicate.value in _IN_SCHEME and t.object.value == scheme}
    for triple in triples:
        if triple.subject.value in members and triple.predicate.value in _NAMES:
            found.setdefault(normal(triple.object.value), triple.subject.value)
    for member in members:
        found.setdefault(normal(member), member)
    return found


@cache
def welsh_names() -> Mapping[str, frozenset[str]]:
    """Return the Welsh names of forces, by slug.

    >>> sorted(welsh_names()["south-wales"])
    ['Heddlu De Cymru']
    """
    names: dict[str, frozenset[str]] = {}
    for triple in _triples("welsh.ttl"):
        slug = id_in(triple.subject.value)
        names[slug] = names.get(slug, frozenset()) | {triple.object.value}
    return names


def normal(name: str) -> str:
    """Return a name so that hyphens, white space, case and a slash at the end make no difference.

    >>> normal("OGL-UK-3.0 ")
    'ogl uk 3.0'
    """
    return re.sub(r"[\s-]+", " ", name).strip(" /").casefold()


@cache
def _triples(file: str) -> tuple[_Said, ...]:
    data = files("peelgraph.ontology").joinpath(file).read_bytes()
    return tuple(
        _Said(quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal)
    )
