"""The table of functions: how many arguments each takes and what it does."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher import functions_convert as convert
from peelgraph.graph.cypher import functions_graph as graphs
from peelgraph.graph.cypher import functions_list as lists
from peelgraph.graph.cypher import functions_number as numbers
from peelgraph.graph.cypher import functions_text as texts
from peelgraph.graph.cypher import temporal
from peelgraph.graph.cypher import temporal_reckoning as reckoning


class Function(NamedTuple):
    """A function.

    Args:
        least: The fewest arguments it takes.
        most: The most arguments it takes.
        call: What it does with evaluated arguments.
        sees_null: Whether it is called when an argument is null; else it answers null then.
    """

    least: int
    most: int
    call: Callable[..., Any]
    sees_null: bool = False


def _coalesce(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


def _trim(text: Any, characters: Any = None) -> Any:
    return texts.trimmed(text, characters, start=True, end=True)


def _ltrim(text: Any, characters: Any = None) -> Any:
    return texts.trimmed(text, characters, start=True, end=False)


def _rtrim(text: Any, characters: Any = None) -> Any:
    return texts.trimmed(text, characters, start=False, end=True)


def _upper(text: Any) -> str:
    return c.string(text, "toUpper(...)").upper()


def _lower(text: Any) -> str:
    return c.string(text, "toLower(...)").lower()


def _characters(text: Any) -> int:
    return len(c.string(text, "char_length(...)"))


_PLAIN: Final[dict[str, Function]] = {
    "abs": Function(1, 1, numbers.absolute),
    "btrim": Function(1, 2, _trim),
    "ceil": Function(1, 1, numbers.whole("ceil")),
    "ceiling": Function(1, 1, numbers.whole("ceil")),
    "char_length": Function(1, 1, _characters),
    "character_length": Function(1, 1, _characters),
    "coalesce": Function(1, 1000, _coalesce, sees_null=True),
    "cot": Function(1, 1, numbers.cotangent),
    "e": Function(0, 0, lambda: math.e),
    "elementid": Function(1, 1, graphs.element_id),
    "endnode": Function(1, 1, graphs.end_node),
    "exp": Function(1, 1, numbers.exponential),
    "floor": Function(1, 1, numbers.whole("floor")),
    "haversin": Function(1, 1, numbers.haversin),
    "head": Function(1, 1, lists.head),
    "id": Function(1, 1, graphs.internal_id),
    "isempty": Function(1, 1, lists.is_empty),
    "isnan": Function(1, 1, numbers.is_nan),
    "keys": Function(1, 1, graphs.keys),
    "labels": Function(1, 1, graphs.labels),
    "last": Function(1, 1, lists.last),
    "left": Function(2, 2, texts.left),
    "length": Function(1, 1, graphs.path_length),
    "log": Function(1, 1, numbers.logarithm),
    "ln": Function(1, 1, numbers.logarithm),
    "log10": Function(1, 1, numbers.logarithm10),
    "lower": Function(1, 1, _lower),
    "ltrim": Function(1, 2, _ltrim),
    "nodes": Function(1, 1, graphs.path_nodes),
    "normalize": Function(1, 2, texts.normalize),
    "nullif": Function(2, 2, convert.null_if, sees_null=True),
    "pi": Function(0, 0, lambda: math.pi),
    "properties": Function(1, 1, graphs.properties),
    "rand": Function(0, 0, numbers.random_number),
    "randomuuid": Function(0, 0, numbers.random_uuid),
    "range": Function(2, 3, lists.number_range),
    "relationships": Function(1, 1, graphs.path_relationships),
    "replace": Function(3, 4, texts.replace),
    "reverse": Function(1, 1, lists.reverse),
    "right": Function(2, 2, texts.right),
    "round": Function(1, 3, numbers.rounded),
    "rtrim": Function(1, 2, _rtrim),
    "sign": Function(1, 1, numbers.sign),
    "size": Function(1, 1, lists.size),
    "split": Function(2, 2, texts.split),
    "sqrt": Function(1, 1, numbers.square_root),
    "startnode": Function(1, 1, graphs.start_node),
    "substring": Function(2, 3, texts.substring),
    "tail": Function(1, 1, lists.tail),
    "toboolean": Function(1, 1, convert.to_boolean),
    "tobooleanlist": Function(1, 1, convert.each(convert.to_boolean)),
    "tobooleanornull": Function(1, 1, convert.or_null(convert.to_boolean)),
    "tofloat": Function(1, 1, convert.to_float),
    "tofloatlist": Function(1, 1, convert.each(convert.to_float)),
    "tofloatornull": Function(1, 1, convert.or_null(convert.to_float)),
    "tointeger": Function(1, 1, convert.to_integer),
    "tointegerlist": Function(1, 1, convert.each(convert.to_integer)),
    "tointegerornull": Function(1, 1, convert.or_null(convert.to_integer)),
    "tolower": Function(1, 1, _lower),
    "tostring": Function(1, 1, convert.to_string),
    "tostringlist": Function(1, 1, convert.each(convert.to_string)),
    "tostringornull": Function(1, 1, convert.or_null(convert.to_string)),
    "toupper": Function(1, 1, _upper),
    "trim": Function(1, 2, _trim),
    "type": Function(1, 1, graphs.relationship_type),
    "upper": Function(1, 1, _upper),
    "valuetype": Function(1, 1, convert.value_type, sees_null=True),
    "duration": Function(1, 1, reckoning.make_duration),
    "duration.between": Function(2, 2, reckoning.between),
    "duration.inmonths": Function(2, 2, lambda a, b: reckoning.between(a, b, "inMonths")),
    "duration.indays": Function(2, 2, lambda a, b: reckoning.between(a, b, "inDays")),
    "duration.inseconds": Function(2, 2, lambda a, b: reckoning.between(a, b, "inSeconds")),
}
_REAL: Final = {
    "acos": 1,
    "asin": 1,
    "atan": 1,
    "atan2": 2,
    "cos": 1,
    "degrees": 1,
    "radians": 1,
    "sin": 1,
    "tan": 1,
}
_TEMPORALS: Final = ("date", "datetime", "localdatetime", "time", "localtime")


def function_table(clock: temporal.Clock) -> dict[str, Function]:
    """Return every function by its name in lower case.

    Args:
        clock: The moment that ``date()`` and its like answer.
    """
    table = dict(_PLAIN)
    table.update({name: Function(count, count, numbers.real(name)) for name, count in _REAL.items()})
    table["timestamp"] = Function(0, 0, lambda: int(clock.now.timestamp() * 1000))
    for name in _TEMPORALS:
        table[name] = Function(0, 1, _maker(clock, name))
        for kind in ("transaction", "statement", "realtime"):
            table[f"{name}.{kind}"] = Function(0, 1, _now(clock, name))
        table[f"{name}.truncate"] = Function(1, 3, _truncation(name))
    return table


def _maker(clock: temporal.Clock, name: str) -> Callable[..., Any]:
    return lambda *values: clock.make(name, *values, given=bool(values))


def _now(clock: temporal.Clock, name: str) -> Callable[..., Any]:
    def call(zone: Any = None) -> Any:
        return clock.make(name, given=False) if zone is None else clock.make(name, {"timezone": zone})

    return call


def _truncation(name: str) -> Callable[..., Any]:
    return lambda unit, *rest: reckoning.truncate(name, unit, *rest)
