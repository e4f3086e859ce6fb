"""RDF/XML, subject by subject, in the order in which they come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from operator import attrgetter
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox
from peelgraph.graph.rdf.view import PREFIXES
from peelgraph.ontology.errors import StoreError
from peelgraph.ontology.model import RDF, XSD

_NAME = re.compile(r"[A-Za-z_][\w.-]*$", re.ASCII)
_MARKUP = re.compile("[^\t\n\x20-\x25\x27-\x3b=\x3f-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BY_ADDRESS = {address: prefix for prefix, address in PREFIXES.items()}


def rdf_xml_text(quads: Iterable[ox.Quad | ox.Triple]) -> Iterator[str]:
    """Yield statements as RDF/XML; the graphs that they are in are not told.

    Args:
        quads: The statements, those of one subject behind each other; without blank nodes.

    Raises:
        StoreError: A text has a character that XML cannot hold.
    """
    writer = _Writer()
    spaces = "".join(f"\n    xmlns:{prefix}={quoteattr(address)}" for prefix, address in PREFIXES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    for subject, statements in groupby(quads, key=attrgetter("subject")):
        yield writer.element(subject, statements)
    yield "</rdf:RDF>\n"


class _Writer:
    """Writes subjects; what it found of a property's or datatype's address it keeps, since there are few of them."""

    def __init__(self) -> None:
        self._qualified = cache(_qualified)
        self._datatype = cache(_datatype)

    def element(self, subject: ox.NamedNode, statements: Iterator[ox.Quad | ox.Triple]) -> str:
        name, space = "rdf:Description", ""
        lines = []
        first = next(statements)
        if first.predicate.value == RDF + "type" and isinstance(first.object, ox.NamedNode):
            name, space = self._qualified(first.object.value)
        else:
            lines.append(self._property(subject.value, first))
        lines += [self._property(subject.value, statement) for statement in statements]
        return "".join([f"  <{name}{space} rdf:about={quoteattr(subject.value)}>\n", *lines, f"  </{name}>\n"])

    def _property(self, subject: str, statement: ox.Quad | ox.Triple) -> str:
        name, space = self._qualified(statement.predicate.value)
        object_ = statement.object
        if isinstance(object_, ox.NamedNode):
            return f"    <{name}{space} rdf:resource={quoteattr(object_.value)}/>\n"
        assert isinstance(object_, ox.Literal)  # noqa: S101 - we write no blank nodes
        language = object_.language
        about = f' xml:lang="{language}"' if language else self._datatype(object_.datatype.value)
        text = object_.value
        if _MARKUP.search(text):
            text = _escaped(text, subject, name)
        return f"    <{name}{space}{about}>{text}</{name}>\n"


def _escaped(text: str, subject: str, name: str) -> str:
    if wrong := _NO_XML.search(text):
        raise StoreError(
            f"RDF/XML cannot hold the character U+{ord(wrong.group()):04X}, which {subject} has in {name}: "
            "write Turtle or N-Triples, or take the character out of the source"
        )
    return escape(text, {"\r": "&#13;"})


def _datatype(address: str) -> str:
    return f" rdf:datatype={quoteattr(address)}" if address != XSD + "string" else ""


def _qualified(address: str) -> tuple[str, str]:
    """Return an address as a name of XML, and the declaration of its prefix where that is not at the top."""
    found = _NAME.search(address)
    if not found or not found.start():
        raise StoreError(f"RDF/XML cannot name the property {address}: write Turtle or N-Triples")
    space = address[: found.start()]
    if space in _BY_ADDRESS:
        return f"{_BY_ADDRESS[space]}:{found.group()}", ""
    return f"more:{found.group()}", f" xmlns:more={quoteattr(space)}"
