"""Rows of an answer in the four formats of SPARQL 1.1: JSON, XML, CSV and TSV.

The engine can write them too, but only all rows of an answer; these stop at a number of rows and of bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode

Term = NamedNode | BlankNode | Literal | None
Row = Sequence[Term]

_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"


def rows_as(media: str, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    r"""Yield an answer's rows piece by piece.

    Args:
        media: The media type of the format.
        columns: The names of the columns.
        rows: The rows, with None where a column has no value.

    >>> "".join(rows_as("text/csv", ["x"], [[Literal("a,b")], [None]]))
    'x\r\n"a,b"\r\n\r\n'
    """
    yield from _WRITERS[media](columns, rows)


def _json(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    yield f'{{"head": {{"vars": {json.dumps(list(columns))}}}, "results": {{"bindings": ['
    between = "\n"
    for row in rows:
        said = {name: _json_term(term) for name, term in zip(columns, row, strict=True) if term is not None}
        yield between + json.dumps(said, ensure_ascii=False)
        between = ",\n"
    yield "\n]}}\n"


def _json_term(term: NamedNode | BlankNode | Literal) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    said = {"type": "literal", "value": term.value}
    if term.language:
        said["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        said["datatype"] = term.datatype.value
    return said


def _xml(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    names = "".join(f"<variable name={quoteattr(name)}/>" for name in columns)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    yield f"<head>{names}</head><results>\n"
    for row in rows:
        bound = (
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(columns, row, strict=True)
            if term is not None
        )
        yield f"<result>{''.join(bound)}</result>\n"
    yield "</results></sparql>\n"


def _xml_term(term: NamedNode | BlankNode | Literal) -> str:
    value = escape(_storable(term.value), {"\r": "&#13;"})
    if isinstance(term, NamedNode):
        return f"<uri>{value}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{value}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{value}</literal>"
    if term.datatype.value != _STRING:
        return f"<literal datatype={quoteattr(term.datatype.value)}>{value}</literal>"
    return f"<literal>{value}</literal>"


def _storable(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold, each replaced by the mark for that."""
    return "".join(c if (c >= " " and c not in "\ufffe\uffff") or c in "\t\n\r" else "\ufffd" for c in text)


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    def line(cells: Iterable[str]) -> str:
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow(cells)
        return "\r\n" if out.getvalue() == '""\r\n' else out.getvalue()

    yield line(columns)
    for row in rows:
        yield line(_csv_cell(term) for term in row)


def _csv_cell(term: Term) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if isinstance(term, BlankNode) else term.value


def _tsv(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in columns) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else str(term) for term in row) + "\n"


_WRITERS: Final[dict[str, Callable[[Sequence[str], Iterable[Row]], Iterator[str]]]] = {
    "application/sparql-results+json": _json,
    "application/sparql-results+xml": _xml,
    "text/csv": _csv,
    "text/tab-separated-values": _tsv,
}
ROW_MEDIA: Final = tuple(_WRITERS)
"""The media types of rows, the preferred one first."""

TRUTH_MEDIA: Final = ROW_MEDIA[:2]
"""The media types in which yes and no can be said."""


def truth_as(media: str, truth: bool) -> str:
    """Return yes or no in a format."""
    word = "true" if truth else "false"
    if media.endswith("json"):
        return f'{{"head": {{}}, "boolean": {word}}}\n'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        f"<head/><boolean>{word}</boolean></sparql>\n"
    )
