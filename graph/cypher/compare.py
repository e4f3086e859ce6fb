"""Equality, order and grouping of values, as Cypher defines them: three answers, and a total order beside them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Hashable
from typing import Any, Final

from peelgraph.graph.cypher.durations import Duration
from peelgraph.graph.cypher.entities import NodeRef, PathRef, RelationshipRef

_SIMPLE: Final = frozenset({str, int, bool, NodeRef, RelationshipRef})


def is_number(value: object) -> bool:
    """Tell whether a value is an integer or a float; a boolean is not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def kind(value: object) -> str:  # noqa: PLR0912 - one branch for each type
    """Return the name of a value's type, for comparing and for messages.

    >>> kind(dt.datetime(2014, 9, 3))
    'local datetime'
    """
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "float"
        case str():
            return "string"
        case list():
            return "list"
        case dict():
            return "map"
        case NodeRef():
            return "node"
        case RelationshipRef():
            return "relationship"
        case PathRef():
            return "path"
        case dt.datetime():
            return "local datetime" if value.tzinfo is None else "zoned datetime"
        case dt.date():
            return "date"
        case dt.time():
            return "local time" if value.tzinfo is None else "zoned time"
        case _:
            return "duration"


def equals(left: Any, right: Any) -> bool | None:
    """Tell whether two values are equal; None where that is unknown because of a null.

    >>> equals(1, 1.0), equals("1", 1), equals(None, 1)
    (True, False, None)
    """
    if left is None or right is None:
        return None
    if type(left) is type(right) and type(left) in _SIMPLE:
        return bool(left == right)
    if is_number(left) and is_number(right):
        return float(left) == float(right)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and _all_equal(zip(left, right, strict=True))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and _all_equal((left[key], right[key]) for key in left)
    return group_key(left) == group_key(right)


def _all_equal(pairs: Any) -> bool | None:
    unknown = False
    for left, right in pairs:
        same = equals(left, right)
        if same is False:
            return False
        unknown = unknown or same is None
    return None if unknown else True


def compare(left: Any, right: Any) -> int | None:
    """Return -1, 0 or 1, or None where two values have no order for ``<``; NaN gives 2."""
    if left is None or right is None:
        return None
    if is_number(left) and is_number(right):
        if math.isnan(left) or math.isnan(right):
            return 2
        return int(left > right) - int(left < right)
    what = kind(left)
    if what != kind(right) or what in {"map", "node", "relationship", "path", "duration"}:
        return None
    if what == "list":
        return _compare_lists(left, right)
    return int(left > right) - int(left < right)


def _compare_lists(left: list[Any], right: list[Any]) -> int | None:
    for a, b in zip(left, right, strict=False):
        order = compare(a, b)
        if order is None or order != 0:
            return order
    return (len(left) > len(right)) - (len(left) < len(right))


_RANKS: Final = {
    name: rank
    for rank, name in enumerate(
        (
            "map", "node", "relationship", "list", "path", "zoned datetime", "local datetime", "date", "zoned time",
            "local time", "duration", "string", "boolean", "float", "null",
        )
    )
}  # fmt: skip


def sort_key(value: Any) -> tuple[Any, ...]:
    """Return a key by which any values can be sorted: by kind, then by value, null last."""
    if isinstance(value, str):
        return (11, value)
    if is_number(value):
        return (13, 1, 0) if math.isnan(value) else (13, 0, value)
    what = kind(value)
    rank = _RANKS[what]
    match value:
        case None:
            return (rank,)
        case list():
            return (rank, [sort_key(item) for item in value])
        case dict():
            entries = sorted(value.items())
            return (rank, len(entries), [key for key, _ in entries], [sort_key(item) for _, item in entries])
        case NodeRef() | RelationshipRef():
            return (rank, value.table.offset + value.row)
        case PathRef():
            return (
                rank,
                [sort_key(node) for node in value.nodes],
                [sort_key(each) for each in value.relationships],
            )
        case Duration():
            return (rank, value.average_seconds(), value.nanoseconds, value.months, value.days)
        case dt.datetime() if value.tzinfo is not None:
            return (rank, value.astimezone(dt.UTC), str(value.utcoffset()), str(value.tzinfo))
        case _:
            return (rank, value)


def group_key(value: Any) -> Hashable:
    """Return a key that two values share exactly if they are one value for DISTINCT and for grouping.

    >>> group_key(1) == group_key(1.0), group_key(True) == group_key(1)
    (True, False)
    """
    match value:
        case bool():
            return ("boolean", value)
        case float() if math.isnan(value):
            return ("nan",)
        case list():
            return ("list", tuple(map(group_key, value)))
        case dict():
            return ("map", frozenset((key, group_key(item)) for key, item in value.items()))
        case dt.datetime() if value.tzinfo is not None:
            return (
                "zoned",
                value.replace(tzinfo=None),
                str(value.utcoffset()),
                getattr(value.tzinfo, "key", None),
            )
        case dt.time() if value.tzinfo is not None:
            return ("zoned", value.replace(tzinfo=None), str(value.utcoffset()))
        case _:
            return value  # type: ignore[no-any-return]
