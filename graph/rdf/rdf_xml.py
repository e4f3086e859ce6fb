"""RDF/XML, subject by subject, in the order in which they come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox
from peelgraph.graph.rdf.view import PREFIXES
from peelgraph.ontology.errors import StoreError
from peelgraph.ontology.model import RDF, XSD

_NAME = re.compile(r"[A-Za-z_][\w.-]*$", re.ASCII)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BY_ADDRESS = {address: prefix for prefix, address in PREFIXES.items()}


def rdf_xml_text(quads: Iterable[ox.Quad | ox.Triple]) -> Iterator[str]:
    """Yield statements as RDF/XML; the graphs that they are in are not told.

    Args:
        quads: The statements, those of one subject behind each other; without blank nodes.

    Raises:
        StoreError: A text has a character that XML cannot hold.
    """
    spaces = "".join(f"\n    xmlns:{prefix}={quoteattr(address)}" for prefix, address in PREFIXES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    for subject, statements in groupby(quads, key=lambda quad: quad.subject):
        yield _element(subject, list(statements))
    yield "</rdf:RDF>\n"


def _element(subject: object, statements: list[ox.Quad] | list[ox.Triple] | list[ox.Quad | ox.Triple]) -> str:
    assert isinstance(subject, ox.NamedNode)  # noqa: S101 - we write no blank nodes
    name, space = "rdf:Description", ""
    first = statements[0]
    if first.predicate.value == RDF + "type" and isinstance(first.object, ox.NamedNode):
        name, space = _qualified(first.object.value)
        statements = statements[1:]
    lines = [f"  <{name}{space} rdf:about={quoteattr(subject.value)}>\n"]
    lines += [_property(subject.value, statement) for statement in statements]
    return "".join([*lines, f"  </{name}>\n"])


def _property(subject: str, statement: ox.Quad | ox.Triple) -> str:
    name, space = _qualified(statement.predicate.value)
    object_ = statement.object
    if isinstance(object_, ox.NamedNode):
        return f"    <{name}{space} rdf:resource={quoteattr(object_.value)}/>\n"
    assert isinstance(object_, ox.Literal)  # noqa: S101 - we write no blank nodes
    text = object_.value
    if wrong := _NO_XML.search(text):
        raise StoreError(
            f"RDF/XML cannot hold the character U+{ord(wrong.group()):04X}, which {subject} has in {name}: "
            "write Turtle or N-Triples, or take the character out of the source"
        )
    datatype = object_.datatype.value
    if object_.language:
        about = f' xml:lang="{object_.language}"'
    else:
        about = f" rdf:datatype={quoteattr(datatype)}" if datatype != XSD + "string" else ""
    return f"    <{name}{space}{about}>{escape(text, {chr(13): '&#13;'})}</{name}>\n"


def _qualified(address: str) -> tuple[str, str]:
    """Return an address as a name of XML, and the declaration of its prefix where that is not at the top."""
    found = _NAME.search(address)
    if not found or not found.start():
        raise StoreError(f"RDF/XML cannot name the property {address}: write Turtle or N-Triples")
    space = address[: found.start()]
    if space in _BY_ADDRESS:
        return f"{_BY_ADDRESS[space]}:{found.group()}", ""
    return f"more:{found.group()}", f" xmlns:more={quoteattr(space)}"
