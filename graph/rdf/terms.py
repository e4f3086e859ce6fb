"""Values of the property graph as terms of RDF, and back."""

from __future__ import annotations

import datetime as dt
import math
from zoneinfo import ZoneInfo

import pyoxigraph as ox
from peelgraph.graph.rdf.addresses import is_address
from peelgraph.ontology.dates import parse_period
from peelgraph.ontology.model import RDF, XSD, PropertyType
from peelgraph.ontology.records import Value

LONDON = ZoneInfo("Europe/London")

_DATATYPES = {name: ox.NamedNode(XSD + name) for name in ("date", "gYear", "gYearMonth", "dateTime", "boolean")}
JSON = ox.NamedNode(RDF + "JSON")


def to_term(value: Value, declared: PropertyType) -> ox.NamedNode | ox.Literal:
    """Return one value as a term, as the model says.

    >>> from peelgraph.ontology.model import load_model
    >>> inspection = load_model().node_types["Inspection"].properties
    >>> print(to_term("2014-11", inspection["published_period"]))
    "2014-11"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>
    >>> until = load_model().node_types["Document"].properties["embargoed_until"]
    >>> print(to_term(dt.datetime(2026, 7, 1, 0, 1), until))
    "2026-07-01T00:01:00+01:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>
    """
    match declared.form:
        case "text":
            return ox.Literal(str(value), language="en")
        case "period":
            return _period(str(value))
        case "address":
            return _address(str(value))
    if declared.datatype == "string":
        return ox.Literal(str(value))
    if isinstance(value, dt.datetime):
        return ox.Literal(_with_offset(value), datatype=_DATATYPES["dateTime"])
    if isinstance(value, dt.date):
        return ox.Literal(value.isoformat(), datatype=_DATATYPES["date"])
    if isinstance(value, bool):
        return ox.Literal(str(value).lower(), datatype=_DATATYPES["boolean"])
    if declared.datatype == "float":
        return ox.Literal(_double(float(value)), datatype=ox.NamedNode(declared.rdf_datatype))  # type: ignore[arg-type]
    return ox.Literal(str(value), datatype=ox.NamedNode(declared.rdf_datatype))


def from_term(term: ox.NamedNode | ox.Literal, declared: PropertyType) -> str | int | float | bool | dt.date:
    """Return the value that a term stands for.

    >>> from peelgraph.ontology.model import load_model
    >>> until = load_model().node_types["Document"].properties["embargoed_until"]
    >>> from_term(to_term(dt.datetime(2026, 7, 1, 0, 1), until), until)
    datetime.datetime(2026, 7, 1, 0, 1)
    """
    text = term.value
    match declared.datatype:
        case "integer":
            return int(text)
        case "float":
            return float(text)
        case "boolean":
            return text in {"true", "1"}
        case "date":
            return dt.date.fromisoformat(text)
        case "datetime":
            return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    return text


def _period(text: str) -> ox.Literal:
    try:
        parse_period(text)
    except ValueError:
        return ox.Literal(text)
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}.get(len(text))
    return ox.Literal(text, datatype=_DATATYPES[kind]) if kind else ox.Literal(text)


def _address(text: str) -> ox.NamedNode | ox.Literal:
    if is_address(text):
        try:
            return ox.NamedNode(text)
        except ValueError:
            pass
    return ox.Literal(text)


def _double(number: float) -> str:
    if math.isfinite(number):
        return repr(number).replace("e", "E")
    return "NaN" if math.isnan(number) else ("INF" if number > 0 else "-INF")


def _with_offset(time: dt.datetime) -> str:
    """Return a wall-clock time in London with its offset; the earlier one where a clock shows it twice."""
    text = time.isoformat()
    offset = time.replace(tzinfo=LONDON).utcoffset() or dt.timedelta()
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return f"{text}Z"
    sign = "-" if minutes < 0 else "+"
    return f"{text}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
