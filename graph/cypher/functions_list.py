"""Functions of lists, and those that lists share with strings."""

from __future__ import annotations

from typing import Any, Final

from peelgraph.graph.cypher import check_types as c
from peelgraph.ontology.errors import QueryError

_MOST_ITEMS: Final = 50_000_000


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
