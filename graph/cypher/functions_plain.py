"""Functions of strings, numbers, lists and conversions."""

from __future__ import annotations

import datetime as dt
import math
import random
import unicodedata
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import Any, Final

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher.compare import equals, is_number, kind
from peelgraph.graph.cypher.durations import Duration
from peelgraph.graph.cypher.entities import NodeRef, PathRef, RelationshipRef
from peelgraph.graph.cypher.values import iso
from peelgraph.ontology.errors import QueryError

_MOST_ITEMS: Final = 50_000_000


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


def substring(text: Any, start: Any, length: Any = None) -> str:
    """Return a part of a string; positions count from 0."""
    whole, start = c.string(text, "substring(...)"), c.integer(start, "substring(...)")
    if start < 0 or (length is not None and c.integer(length, "substring(...)") < 0):
        raise QueryError("substring(...) takes no negative position or length")
    return whole[start:] if length is None else whole[start : start + length]


def left(text: Any, length: Any) -> str:
    """Return the first characters."""
    if c.integer(length, "left(...)") < 0:
        raise QueryError("left(...) takes no negative length")
    return c.string(text, "left(...)")[:length]


def right(text: Any, length: Any) -> str:
    """Return the last characters."""
    if c.integer(length, "right(...)") < 0:
        raise QueryError("right(...) takes no negative length")
    whole = c.string(text, "right(...)")
    return whole[max(0, len(whole) - length) :]


def split(text: Any, separators: Any) -> list[str]:
    """Split a string at one separator, or at any of a list of them."""
    text = c.string(text, "split(...)")
    marks = [c.string(mark, "split(...)") for mark in (separators if isinstance(separators, list) else [separators])]
    if any(not mark for mark in marks):
        return list(text) or [""]
    parts = [text]
    for mark in marks:
        parts = [piece for part in parts for piece in part.split(mark)]
    return parts


def replace(text: Any, search: Any, replacement: Any, limit: Any = None) -> str:
    """Replace every occurrence of a string, or the first ones."""
    where = "replace(...)"
    count = -1 if limit is None else c.integer(limit, where)
    return c.string(text, where).replace(c.string(search, where), c.string(replacement, where), count)


def trimmed(text: Any, characters: Any, *, start: bool, end: bool) -> str:
    """Strip white space, or the given characters."""
    whole = c.string(text, "trim(...)")
    marks = None if characters is None else c.string(characters, "trim(...)")
    whole = whole.lstrip(marks) if start else whole
    return whole.rstrip(marks) if end else whole


def normalize(text: Any, form: Any = "NFC") -> str:
    """Return a string in a Unicode normal form."""
    return unicodedata.normalize(c.string(form, "normalize(...)"), c.string(text, "normalize(...)"))  # type: ignore[arg-type]


def size(value: Any) -> int:
    """Return the number of characters or items."""
    if not isinstance(value, (str, list)):
        raise c.wrong_type("size(...)", "a string or a list", value)
    return len(value)


def is_empty(value: Any) -> bool:
    """Tell whether a string, list or map is empty."""
    if not isinstance(value, (str, list, dict)):
        raise c.wrong_type("isEmpty(...)", "a string, a list or a map", value)
    return not value


def reverse(value: Any) -> Any:
    """Return a string or list backwards."""
    if not isinstance(value, (str, list)):
        raise c.wrong_type("reverse(...)", "a string or a list", value)
    return value[::-1]


def head(values: Any) -> Any:
    """Return the first item, or None."""
    found = c.as_list(values, "head(...)")
    return found[0] if found else None


def last(values: Any) -> Any:
    """Return the last item, or None."""
    found = c.as_list(values, "last(...)")
    return found[-1] if found else None


def tail(values: Any) -> list[Any]:
    """Return all but the first item."""
    return c.as_list(values, "tail(...)")[1:]


def number_range(start: Any, stop: Any, step: Any = 1) -> list[int]:
    """Return the integers from start to stop, both included."""
    where = "range(...)"
    start, stop, step = c.integer(start, where), c.integer(stop, where), c.integer(step, where)
    if step == 0:
        raise QueryError("range(...) takes no step of 0")
    found = range(start, stop + (1 if step > 0 else -1), step)
    if len(found) > _MOST_ITEMS:
        raise QueryError(f"range(...) would have {len(found):,} items: take a larger step")
    return list(found)


def absolute(value: Any) -> float | int:
    """Return a number without its sign."""
    return abs(c.number(value, "abs(...)"))


def sign(value: Any) -> int:
    """Return -1, 0 or 1."""
    number = c.number(value, "sign(...)")
    return int(number > 0) - int(number < 0)


_MODES: Final = {
    "UP": ROUND_UP, "DOWN": ROUND_DOWN, "CEILING": ROUND_CEILING, "FLOOR": ROUND_FLOOR, "HALF_UP": ROUND_HALF_UP,
    "HALF_DOWN": ROUND_HALF_DOWN, "HALF_EVEN": ROUND_HALF_EVEN,
}  # fmt: skip


def rounded(value: Any, precision: Any = None, mode: Any = None) -> float:
    """Round a number; half goes up without a precision or mode, away from zero with one."""
    given = float(c.number(value, "round(...)"))
    if not math.isfinite(given):
        return given
    if precision is None or (precision == 0 and mode is None):
        return float(math.floor(given + 0.5)) if abs(given) < 2**52 else given
    places = c.integer(precision, "round(...)")
    if places < 0:
        raise QueryError("round(...) takes no negative precision: divide first")
    rounding = _MODES.get(c.string(mode, "round(...)").upper()) if mode is not None else ROUND_HALF_UP
    if rounding is None:
        raise QueryError(f"{mode!r} is no way to round: one of {', '.join(_MODES)}")
    number = Decimal(repr(given))
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return given
    return float(number.quantize(Decimal(1).scaleb(-places), rounding))


def logarithm(value: Any) -> float:
    """Return the natural logarithm."""
    number = c.number(value, "log(...)")
    return math.log(number) if number > 0 else (-math.inf if number == 0 else math.nan)


def logarithm10(value: Any) -> float:
    """Return the logarithm to base 10."""
    number = c.number(value, "log10(...)")
    return math.log10(number) if number > 0 else (-math.inf if number == 0 else math.nan)


def square_root(value: Any) -> float:
    """Return the square root; NaN of a negative number."""
    number = c.number(value, "sqrt(...)")
    return math.sqrt(number) if number >= 0 else math.nan


def exponential(value: Any) -> float:
    """Return e to a power."""
    try:
        return math.exp(c.number(value, "exp(...)"))
    except OverflowError:
        return math.inf


def real(name: str) -> Any:
    """Return a function of `math` as a function of Cypher: NaN outside its domain."""
    plain = getattr(math, name)

    def call(*values: Any) -> float:
        numbers = [float(c.number(value, f"{name}(...)")) for value in values]
        try:
            return float(plain(*numbers))
        except ValueError:
            return math.nan

    return call


def cotangent(value: Any) -> float:
    """Return the cotangent."""
    found = math.tan(c.number(value, "cot(...)"))
    return 1 / found if found else math.inf


def haversin(value: Any) -> float:
    """Return half the versine."""
    return (1 - math.cos(c.number(value, "haversin(...)"))) / 2


def whole(name: str) -> Any:
    """Return ``ceil`` or ``floor``, which answer a float."""
    plain = math.ceil if name == "ceil" else math.floor

    def call(value: Any) -> float:
        number = c.number(value, f"{name}(...)")
        return float(plain(number)) if math.isfinite(number) else float(number)

    return call


def is_nan(value: Any) -> bool:
    """Tell whether a number is NaN."""
    return math.isnan(c.number(value, "isNaN(...)"))


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


def keys(value: Any) -> list[str]:
    """Return the names of the properties that are not null, or the keys of a map."""
    if isinstance(value, dict):
        return sorted(value)
    if isinstance(value, (NodeRef, RelationshipRef)):
        return list(value.properties())
    raise c.wrong_type("keys(...)", "a node, a relationship or a map", value)


def properties(value: Any) -> dict[str, Any]:
    """Return the properties of a node or relationship as a map."""
    if isinstance(value, dict):
        return value
    if isinstance(value, (NodeRef, RelationshipRef)):
        return value.properties()
    raise c.wrong_type("properties(...)", "a node, a relationship or a map", value)


def labels(value: Any) -> list[str]:
    """Return the labels of a node."""
    if not isinstance(value, NodeRef):
        raise c.wrong_type("labels(...)", "a node", value)
    return [value.label]


def relationship_type(value: Any) -> str:
    """Return the type of a relationship."""
    if not isinstance(value, RelationshipRef):
        raise c.wrong_type("type(...)", "a relationship", value)
    return value.type


def element_id(value: Any) -> str:
    """Return the id of a node or relationship as a text."""
    if not isinstance(value, (NodeRef, RelationshipRef)):
        raise c.wrong_type("elementId(...)", "a node or a relationship", value)
    return value.element_id()


def internal_id(value: Any) -> int:
    """Return the number of a node or relationship in this graph."""
    if not isinstance(value, (NodeRef, RelationshipRef)):
        raise c.wrong_type("id(...)", "a node or a relationship", value)
    return value.table.offset + value.row


def start_node(value: Any) -> NodeRef:
    """Return the node that a relationship leaves."""
    if not isinstance(value, RelationshipRef):
        raise c.wrong_type("startNode(...)", "a relationship", value)
    return value.start


def end_node(value: Any) -> NodeRef:
    """Return the node that a relationship enters."""
    if not isinstance(value, RelationshipRef):
        raise c.wrong_type("endNode(...)", "a relationship", value)
    return value.end


def path_nodes(value: Any) -> list[NodeRef]:
    """Return the nodes of a path."""
    if not isinstance(value, PathRef):
        raise c.wrong_type("nodes(...)", "a path", value)
    return list(value.nodes)


def path_relationships(value: Any) -> list[RelationshipRef]:
    """Return the relationships of a path."""
    if not isinstance(value, PathRef):
        raise c.wrong_type("relationships(...)", "a path", value)
    return list(value.relationships)


def path_length(value: Any) -> int:
    """Return the number of relationships of a path."""
    if not isinstance(value, PathRef):
        raise c.wrong_type("length(...)", "a path (size(...) is for strings and lists)", value)
    return len(value.relationships)


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


def random_number() -> float:
    """Return a random number from 0 up to 1."""
    return random.random()  # noqa: S311 - Cypher's rand() is no secret


def random_uuid() -> str:
    """Return a random UUID."""
    bits = random.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62) | 4 << 76 | 2 << 62
    digits = f"{bits:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
