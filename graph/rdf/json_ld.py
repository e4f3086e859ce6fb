"""JSON-LD with the shipped context: things as objects, and how they were coded within them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

import pyoxigraph as ox
from peelgraph.ontology.model import BASE, RDF, XSD

_OA = "http://www.w3.org/ns/oa#"

Object = dict[str, Any]
Said = dict[str, list[ox.NamedNode | ox.Literal]]


@cache
def load_context() -> Object:
    """Return the shipped context, ``ontology/context.jsonld``.

    >>> load_context()["id"]
    '@id'
    """
    context: Object = json.loads(files("peelgraph.ontology").joinpath("context.jsonld").read_bytes())["@context"]
    return context


def json_ld_text(quads: Iterable[ox.Quad], base: str = BASE) -> Iterator[str]:
    """Yield statements as one JSON-LD document; named graphs come last and are held till then.

    Args:
        quads: The statements, those of one thing and its parts (the addresses with ``#``) behind each other.
        base: What addresses are told relative to.
    """
    writer = _Writer(base)
    yield '{\n  "@context": ' + _indented({"@base": base, **load_context()}, 2) + ',\n  "@graph": ['
    graphs: dict[str, list[Object]] = {}
    between = "\n    "
    for (name, _), statements in groupby(quads, key=_thing):
        node = writer.node(statements)
        if isinstance(name, ox.NamedNode):
            graphs.setdefault(name.value, []).append(node)
            continue
        yield between + _indented(node, 4)
        between = ",\n    "
    for address, nodes in graphs.items():
        yield between + _indented({"id": writer.address(address), "@graph": nodes}, 4)
        between = ",\n    "
    yield "\n  ]\n}\n"


def _thing(quad: ox.Quad) -> tuple[object, str]:
    assert isinstance(quad.subject, ox.NamedNode)  # noqa: S101 - we write no blank nodes
    return quad.graph_name, quad.subject.value.partition("#")[0]


def _indented(value: Object, width: int) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n" + " " * width)


@dataclass(frozen=True, slots=True)
class _TermDefinition:
    name: str
    type: str | None
    language: str | None
    container: str | None


class _Writer:
    def __init__(self, base: str) -> None:
        self._base = base
        context = load_context()
        self._vocabulary: str = context["@vocab"]
        self._prefixes = {
            value: f"{name}:"
            for name, value in context.items()
            if isinstance(value, str) and value.endswith(("#", "/")) and not name.startswith("@")
        }
        spaces = {name: value for name, value in context.items() if isinstance(value, str)}
        self._terms: dict[str, _TermDefinition] = {}
        for name, value in context.items():
            if isinstance(value, dict) and "@id" in value:
                prefix, _, local = value["@id"].partition(":")
                type_ = value.get("@type")
                if type_ and not type_.startswith("@"):
                    space, _, kind = type_.partition(":")
                    type_ = spaces[space] + kind
                self._terms[spaces[prefix] + local] = _TermDefinition(
                    name, type_, value.get("@language"), value.get("@container")
                )
        self._term = cache(self._make_term)
        self._word = cache(self._make_word)

    def address(self, text: str) -> str:
        """Return an address relative to the base, where it lies below it and has no ``%``, which some decode."""
        below = text.startswith(self._base) and len(text) > len(self._base)
        return text[len(self._base) :] if below and "%" not in text else text

    def node(self, quads: Iterable[ox.Quad]) -> Object:
        """Return the first subject as an object, with the others in the places where they belong."""
        said: dict[str, Said] = {}
        for quad in quads:
            assert isinstance(quad.subject, ox.NamedNode)  # noqa: S101 - we write no blank nodes
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)  # noqa: S101
            said.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
        main = next(iter(said))
        parts = {subject: statements for subject, statements in said.items() if subject != main}
        codings = [s for s, statements in parts.items() if _reaches(statements, "hasTarget", main)]
        spans = [s for s, statements in parts.items() if _reaches(statements, "hasBody", main)]
        node = self._object(main, said[main], parts)
        for name, predicate, subjects in (("codings", "hasTarget", codings), ("spans", "hasBody", spans)):
            nested = []
            for subject in subjects:
                statements = parts.pop(subject)
                others = [term for term in statements[_OA + predicate] if term.value != main]
                kept = {p: terms for p, terms in statements.items() if p != _OA + predicate}
                nested.append(self._object(subject, kept | ({_OA + predicate: others} if others else {}), parts))
            if nested:
                node[name] = nested
        if parts:
            node["@included"] = [self._object(subject, parts[subject], {}) for subject in parts]
        return node

    def _object(self, subject: str, said: Said, parts: dict[str, Said]) -> Object:
        node: Object = {"id": self.address(subject)}
        for predicate, terms in said.items():
            if predicate == RDF + "type":
                types = [self._word(term.value) for term in terms]
                node["type"] = types[0] if len(types) == 1 else types
                continue
            known = self._term(predicate)
            if known.container == "@language" and all(isinstance(t, ox.Literal) and t.language for t in terms):
                by_language: dict[str, list[str]] = {}
                for term in terms:
                    assert isinstance(term, ox.Literal)  # noqa: S101 - asked above
                    by_language.setdefault(str(term.language), []).append(term.value)
                node[known.name] = {k: v[0] if len(v) == 1 else v for k, v in by_language.items()}
                continue
            values = [self._value(term, known, parts) for term in terms]
            node[known.name] = values[0] if len(values) == 1 and known.container != "@set" else values
        return node

    def _value(self, term: ox.NamedNode | ox.Literal, known: _TermDefinition, parts: dict[str, Said]) -> object:
        if isinstance(term, ox.NamedNode):
            if term.value in parts:
                return self._object(term.value, parts.pop(term.value), parts)
            if known.type == "@vocab":
                return self._word(term.value)
            return self.address(term.value) if known.type == "@id" else {"id": self.address(term.value)}
        if term.language:
            return term.value if known.language == term.language else {"@value": term.value, "@language": term.language}
        datatype = term.datatype.value
        if known.type == datatype:
            return term.value
        if datatype == XSD + "string":
            return term.value if known.type is None and known.language is None else {"@value": term.value}
        return {"@value": term.value, "@type": self._word(datatype)}

    def _make_term(self, predicate: str) -> _TermDefinition:
        return self._terms.get(predicate) or _TermDefinition(self._word(predicate), None, None, None)

    def _make_word(self, address: str) -> str:
        """Return an address as a word of the vocabulary, or with a prefix."""
        if address.startswith(self._vocabulary):
            return address[len(self._vocabulary) :]
        for space, prefix in self._prefixes.items():
            if address.startswith(space):
                return prefix + address[len(space) :]
        return address


def _reaches(said: Said, predicate: str, address: str) -> bool:
    return any(term.value == address for term in said.get(_OA + predicate, ()))
