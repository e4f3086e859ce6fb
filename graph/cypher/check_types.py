"""Checks of the type of an argument, with the sentences that they raise."""

from __future__ import annotations

from typing import Any

from peelgraph.graph.cypher.compare import is_number, kind
from peelgraph.ontology.errors import QueryError

_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


def wrong_type(where: str, wanted: str, value: object) -> QueryError:
    """Return the error for a value of the wrong type."""
    article = "an" if kind(value)[0] in "aeiou" else "a"
    return QueryError(f"{where} takes {wanted}, not {article} {kind(value)}{_advice(value, wanted)}")


def _advice(value: object, wanted: str) -> str:
    if wanted.endswith("string"):
        return (
            ": write toString(...) around it"
            if kind(value) not in {"list", "map", "node", "relationship", "path"}
            else ""
        )
    if isinstance(value, str) and "number" in wanted:
        return ": write toInteger(...) or toFloat(...) around it"
    return ""


def string(value: Any, where: str) -> str:
    """Return a value that must be a string."""
    if not isinstance(value, str):
        raise wrong_type(where, "a string", value)
    return value


def number(value: Any, where: str) -> float:
    """Return a value that must be a number."""
    if not is_number(value):
        raise wrong_type(where, "a number", value)
    return value  # type: ignore[no-any-return]


def integer(value: Any, where: str) -> int:
    """Return a value that must be an integer."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise wrong_type(where, "an integer", value)
    return value


def boolean(value: Any, where: str) -> bool | None:
    """Return a value that must be a boolean or null."""
    if value is not None and not isinstance(value, bool):
        raise wrong_type(where, "true, false or null", value)
    return value


def in_range(value: int) -> int:
    """Return an integer that fits 64 bits.

    Raises:
        QueryError: It does not.
    """
    if not _SMALLEST <= value <= _LARGEST:
        raise QueryError("an integer went beyond 64 bits: write toFloat(...) around a factor")
    return value


def as_list(value: Any, where: str) -> list[Any]:
    """Return a value that must be a list."""
    if not isinstance(value, list):
        raise wrong_type(where, "a list", value)
    return value
