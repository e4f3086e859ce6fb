"""Functions that turn values into others, and tell what type a value has."""

from __future__ import annotations

import datetime as dt
import math
from decimal import (
    Decimal,
)
from typing import Any, Final

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher.compare import equals, is_number, kind
from peelgraph.graph.cypher.durations import Duration
from peelgraph.graph.cypher.values import iso
from peelgraph.ontology.errors import QueryError


def float_text(value: float) -> str:
    """Return a float as Java writes it.

    >>> float_text(12345678.9), float_text(0.5), float_text(1e20)
    ('1.23456789E7', '0.5', '1.0E20')
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        text = format(Decimal(repr(value)), "f")
        return text if "." in text else text + ".0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    first, rest = digits[0], "".join(map(str, digits[1:])) or "0"
    return f"{'-' if sign else ''}{first}.{rest}E{int(exponent) + len(digits) - 1}"


def to_string(value: Any) -> str:
    """Return the text of a string, number, boolean or temporal."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | Duration():
            return str(value)
        case float():
            return float_text(value)
        case dt.datetime() | dt.time():
            return iso(value)
        case dt.date():
            return value.isoformat()
        case _:
            raise c.wrong_type("toString(...)", "a string, a number, a boolean, a date or a duration", value)


def to_integer(value: Any) -> int | None:
    """Return a whole number; None for a text that is none."""
    match value:
        case bool():
            return int(value)
        case int():
            return value
        case float():
            return _truncated(value)
        case str():
            return _integer_of(value)
        case _:
            raise c.wrong_type("toInteger(...)", "a string, a number or a boolean", value)


def _integer_of(text: str) -> int | None:
    try:
        return _fitting(int(text)) if "_" not in text and text == text.strip() else None
    except ValueError:
        found = to_float(text)
        return None if found is None or not math.isfinite(found) else _fitting(int(found))


def _fitting(value: int) -> int | None:
    if not -(2**63) <= value < 2**63:
        raise QueryError(f"{value} is beyond 64 bits: use toFloat(...)")
    return value


def _truncated(value: float) -> int:
    if math.isnan(value):
        return 0
    return max(-(2**63), min(2**63 - 1, int(value))) if math.isfinite(value) else (2**63 - 1 if value > 0 else -(2**63))


def to_float(value: Any) -> float | None:
    """Return a float; None for a text that is none."""
    if is_number(value):
        return float(value)
    if not isinstance(value, str):
        raise c.wrong_type("toFloat(...)", "a string or a number", value)
    text = value if value == value.strip() else ""
    try:
        return (
            float(text) if "_" not in text and text.lower() not in {"inf", "-inf", "+inf", "nan", "infinity"} else None
        )
    except ValueError:
        return None


def to_boolean(value: Any) -> bool | None:
    """Return a boolean; None for a text that is none."""
    match value:
        case bool():
            return value
        case int():
            return value != 0
        case str():
            return {"true": True, "false": False}.get(value.strip().lower())
        case _:
            raise c.wrong_type("toBoolean(...)", "a string, an integer or a boolean", value)


def null_if(value: Any, other: Any) -> Any:
    """Return None if two values are equal, else the first."""
    return None if equals(value, other) else value


def or_null(convert: Any) -> Any:
    """Return a conversion that answers None where the plain one refuses."""

    def call(value: Any) -> Any:
        try:
            return convert(value)
        except QueryError:
            return None

    return call


def each(convert: Any) -> Any:
    """Return a conversion of every item of a list; what cannot be converted becomes None."""

    def call(values: Any) -> list[Any]:
        lenient = or_null(convert)
        return [None if value is None else lenient(value) for value in c.as_list(values, "the conversion of a list")]

    return call


_TYPE_NAMES: Final = {
    "null": "NULL",
    "boolean": "BOOLEAN NOT NULL",
    "integer": "INTEGER NOT NULL",
    "float": "FLOAT NOT NULL",
    "string": "STRING NOT NULL",
    "map": "MAP NOT NULL",
    "node": "NODE NOT NULL",
    "relationship": "RELATIONSHIP NOT NULL",
    "path": "PATH NOT NULL",
    "date": "DATE NOT NULL",
    "local datetime": "LOCAL DATETIME NOT NULL",
    "zoned datetime": "ZONED DATETIME NOT NULL",
    "local time": "LOCAL TIME NOT NULL",
    "zoned time": "ZONED TIME NOT NULL",
    "duration": "DURATION NOT NULL",
}


def value_type(value: Any) -> str:
    """Return the most exact type of a value."""
    if not isinstance(value, list):
        return _TYPE_NAMES[kind(value)]
    inner = sorted({value_type(item) for item in value}, key=_type_order)
    if "NULL" in inner and len(inner) > 1:
        inner = [name.removesuffix(" NOT NULL") for name in inner if name != "NULL"]
    return f"LIST<{' | '.join(inner) or 'NOTHING'}> NOT NULL"


def _type_order(name: str) -> int:
    order = ("NULL", "BOOLEAN", "STRING", "INTEGER", "FLOAT", "DATE", "LOCAL TIME", "ZONED TIME", "LOCAL DATETIME",
             "ZONED DATETIME", "DURATION", "NODE", "RELATIONSHIP", "MAP", "LIST", "PATH")  # fmt: skip
    return next((rank for rank, each_name in enumerate(order) if name.startswith(each_name)), len(order))
