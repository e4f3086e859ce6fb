"""Turtle and TriG that read well: subject by subject, in the order in which they come, under few prefixes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby

import pyoxigraph as ox
from peelgraph.graph.rdf.view import PREFIXES
from peelgraph.ontology.model import BASE, RDF, XSD

_LOCAL = re.compile(r"[A-Za-z_](?:[\w-]*[A-Za-z0-9_])?", re.ASCII)
_BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f\ufeff\ufffe\uffff]')
_CACHED = 50_000

Write = Callable[[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple], str]


def turtle_text(quads: Iterable[ox.Quad | ox.Triple], base: str = BASE) -> Iterator[str]:
    """Yield statements as Turtle; the graphs that they are in are not told.

    Args:
        quads: The statements, those of one subject behind each other.
        base: What addresses are told relative to.

    >>> essex = ox.NamedNode("https://w3id.org/peelgraph/force/essex")
    >>> triple = ox.Triple(essex, ox.NamedNode("https://w3id.org/peelgraph/ns#nation"), ox.Literal("England"))
    >>> print("".join(turtle_text([triple])).rpartition("@prefix")[2])  # doctest: +ELLIPSIS
     xsd: <http://www.w3.org/2001/XMLSchema#> .
    <BLANKLINE>
    <force/essex>
        peel:nation "England" .
    <BLANKLINE>
    """
    write = _writer(base)
    yield _head(base)
    for _, statements in groupby(quads, key=lambda quad: quad.subject):
        yield "\n" + _subject(statements, write, "")


def trig_text(quads: Iterable[ox.Quad], base: str = BASE) -> Iterator[str]:
    """Yield statements as TriG: first those of the default graph, then the other graphs, which are held till then.

    Args:
        quads: The statements, those of one subject and graph behind each other.
        base: What addresses are told relative to.
    """
    write = _writer(base)
    graphs: dict[ox.NamedNode | ox.BlankNode, list[str]] = {}
    yield _head(base)
    for (name, _), statements in groupby(quads, key=lambda quad: (quad.graph_name, quad.subject)):
        if isinstance(name, ox.DefaultGraph):
            yield "\n" + _subject(statements, write, "")
        else:
            graphs.setdefault(name, []).append(_subject(statements, write, "    "))
    for name, blocks in graphs.items():
        yield f"\n{write(name)} {{\n" + "\n".join(blocks) + "}\n"


def _head(base: str) -> str:
    prefixes = "".join(f"@prefix {prefix}: <{address}> .\n" for prefix, address in PREFIXES.items())
    return f"@base <{base}> .\n{prefixes}"


def _subject(statements: Iterable[ox.Quad | ox.Triple], write: Write, indent: str) -> str:
    objects: dict[ox.NamedNode, list[str]] = {}
    for statement in statements:
        objects.setdefault(statement.predicate, []).append(write(statement.object))
    lines = [
        f"{indent}    {'a' if predicate.value == RDF + 'type' else write(predicate)} {' , '.join(said)}"
        for predicate, said in objects.items()
    ]
    return f"{indent}{write(statement.subject)}\n" + " ;\n".join(lines) + " .\n"


def _writer(base: str) -> Write:
    """Return a function that writes a term."""
    spaces = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))

    @lru_cache(_CACHED)
    def address(text: str) -> str:
        for prefix, space in spaces:
            if text.startswith(space) and _LOCAL.fullmatch(text, len(space)):
                return f"{prefix}:{text[len(space) :]}"
        return f"<{text[len(base) :]}>" if text.startswith(base) and len(text) > len(base) else f"<{text}>"

    def term(given: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        if isinstance(given, ox.NamedNode):
            return address(given.value)
        if not isinstance(given, ox.Literal):
            return str(given)
        text = given.value
        if given.language:
            return f'"{_escaped(text)}"@{given.language}'
        datatype = given.datatype.value
        if datatype == XSD + "string":
            return f'"{_escaped(text)}"'
        if datatype in _BARE and _BARE[datatype].fullmatch(text):
            return text
        return f'"{_escaped(text)}"^^{address(datatype)}'

    return term


def _escaped(text: str) -> str:
    if not _ESCAPED.search(text):
        return text
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found.group()) or f"\\u{ord(found.group()):04X}", text)
