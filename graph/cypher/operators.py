"""Arithmetic and the operators of strings and lists on evaluated values."""

from __future__ import annotations

import math
from typing import Any

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher import temporal
from peelgraph.graph.cypher import temporal_reckoning as reckoning
from peelgraph.graph.cypher.compare import equals, is_number, kind
from peelgraph.graph.cypher.durations import Duration
from peelgraph.graph.cypher.entities import NodeRef, RelationshipRef
from peelgraph.graph.cypher.fields import field
from peelgraph.graph.cypher.functions_convert import float_text
from peelgraph.graph.cypher.java_regex import java_regex
from peelgraph.ontology.errors import QueryError


def add(left: Any, right: Any) -> Any:
    """Return ``left + right``."""
    if isinstance(left, list):
        return None if right is None else left + (right if isinstance(right, list) else [right])
    if isinstance(right, list):
        return None if left is None else [left, *right]
    if left is None or right is None:
        return None
    if is_number(left) and is_number(right):
        total = left + right
        return total if isinstance(total, float) else c.in_range(total)
    if isinstance(left, str) or isinstance(right, str):
        return _joined(left, right)
    if isinstance(right, Duration) and (temporal.is_temporal(left) or isinstance(left, Duration)):
        return reckoning.add_duration(left, right)
    if isinstance(left, Duration) and temporal.is_temporal(right):
        return reckoning.add_duration(right, left)
    raise QueryError(f"a {kind(left)} and a {kind(right)} cannot be added{_date_advice(left, right)}")


def _joined(left: Any, right: Any) -> str:
    texts = []
    for value in (left, right):
        if isinstance(value, str):
            texts.append(value)
        elif is_number(value):
            texts.append(float_text(value) if isinstance(value, float) else str(value))
        else:
            raise QueryError(
                f"a string and a {kind(value)} cannot be joined: write toString(...) around the {kind(value)}"
            )
    return "".join(texts)


def _date_advice(left: Any, right: Any) -> str:
    if temporal.is_temporal(left) or temporal.is_temporal(right):
        return ": add a duration, as in date + duration({days: 30})"
    return ""


def subtract(left: Any, right: Any) -> Any:
    """Return ``left - right``."""
    if left is None or right is None:
        return None
    if is_number(left) and is_number(right):
        total = left - right
        return total if isinstance(total, float) else c.in_range(total)
    if isinstance(right, Duration) and (temporal.is_temporal(left) or isinstance(left, Duration)):
        return reckoning.add_duration(left, right, -1)
    if temporal.is_temporal(left) and temporal.is_temporal(right):
        raise QueryError("a date cannot be taken from a date: write duration.inDays(start, end).days")
    raise QueryError(f"a {kind(right)} cannot be taken from a {kind(left)}{_date_advice(left, right)}")


def multiply(left: Any, right: Any) -> Any:
    """Return ``left * right``."""
    if left is None or right is None:
        return None
    if isinstance(left, Duration) and is_number(right):
        return reckoning.scale(left, right)
    if isinstance(right, Duration) and is_number(left):
        return reckoning.scale(right, left)
    _numbers("*", left, right)
    product = left * right
    return product if isinstance(product, float) else c.in_range(product)


def divide(left: Any, right: Any) -> Any:
    """Return ``left / right``; of two integers, without the rest."""
    if left is None or right is None:
        return None
    if isinstance(left, Duration):
        return reckoning.divide(left, right)
    _numbers("/", left, right)
    if isinstance(left, int) and isinstance(right, int):
        if right == 0:
            raise QueryError("an integer was divided by 0: write CASE WHEN n = 0 THEN null ELSE m / n END")
        whole = abs(left) // abs(right)
        return c.in_range(whole if (left < 0) == (right < 0) else -whole)
    return _float_quotient(float(left), float(right))


def _float_quotient(left: float, right: float) -> float:
    if right:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def remainder(left: Any, right: Any) -> Any:
    """Return ``left % right``, with the sign of the left side."""
    if left is None or right is None:
        return None
    _numbers("%", left, right)
    if isinstance(left, int) and isinstance(right, int):
        if right == 0:
            raise QueryError("an integer was divided by 0: write CASE WHEN n = 0 THEN null ELSE m % n END")
        rest = abs(left) % abs(right)
        return -rest if left < 0 else rest
    try:
        return math.fmod(left, right)
    except ValueError:
        return math.nan


def power(left: Any, right: Any) -> float | None:
    """Return ``left ^ right``, always a float."""
    if left is None or right is None:
        return None
    _numbers("^", left, right)
    try:
        found = float(left) ** float(right)
    except OverflowError:
        return math.inf
    except ZeroDivisionError:
        return math.inf
    return math.nan if isinstance(found, complex) else found


def _numbers(sign: str, left: Any, right: Any) -> None:
    for value in (left, right):
        if not is_number(value):
            raise c.wrong_type(sign, "two numbers", value)


def negate(value: Any) -> Any:
    """Return ``-value``."""
    if value is None:
        return None
    if isinstance(value, Duration):
        return reckoning.scale(value, -1)
    return c.in_range(-value) if isinstance(value, int) and is_number(value) else -c.number(value, "-")


def concatenate(left: Any, right: Any) -> Any:
    """Return ``left || right`` of two strings or two lists."""
    if left is None or right is None:
        return None
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(left, list) and isinstance(right, list):
        return left + right
    raise QueryError(f"|| joins two strings or two lists, not a {kind(left)} and a {kind(right)}")


def contains(values: Any, value: Any) -> bool | None:
    """Return ``value IN values``."""
    if values is None:
        return None
    unknown = False
    for item in c.as_list(values, "IN"):
        same = equals(value, item)
        if same:
            return True
        unknown = unknown or same is None
    return None if unknown else False


def text_test(operator: str, left: Any, right: Any) -> bool | None:
    """Return ``STARTS WITH``, ``ENDS WITH``, ``CONTAINS`` and ``=~``; null where a side is no string."""
    if operator == "=~":
        if left is None or right is None:
            return None
        pattern = java_regex(c.string(right, "=~"))
        return pattern.fullmatch(left) is not None if isinstance(left, str) else None
    if not isinstance(left, str) or not isinstance(right, str):
        return None
    if operator == "CONTAINS":
        return right in left
    return left.startswith(right) if operator == "STARTS WITH" else left.endswith(right)


def member(value: Any, key: str) -> Any:
    """Return ``value.key``."""
    if value is None:
        return None
    if isinstance(value, (NodeRef, RelationshipRef)):
        return value.get(key)
    if isinstance(value, dict):
        return value.get(key)
    if temporal.is_temporal(value) or isinstance(value, Duration):
        return field(value, key)
    raise c.wrong_type(f".{key}", "a node, a relationship, a map or a date", value)


def item(value: Any, index: Any) -> Any:
    """Return ``value[index]``."""
    if value is None or index is None:
        return None
    if isinstance(value, list):
        at = c.integer(index, "[...] after a list")
        return value[at] if -len(value) <= at < len(value) else None
    if isinstance(value, (dict, NodeRef, RelationshipRef)):
        return member(value, c.string(index, "[...] after a map or node"))
    if isinstance(index, str) and (temporal.is_temporal(value) or isinstance(value, Duration)):
        return field(value, index)
    raise c.wrong_type("[...]", "a list, a map or a node", value)


def part(value: Any, start: Any, stop: Any) -> list[Any] | None:
    """Return ``value[start..stop]``."""
    if value is None or start is None or stop is None:
        return None
    values = c.as_list(value, "[..]")
    return values[c.integer(start, "[..]") : min(c.integer(stop, "[..]"), len(values))]
