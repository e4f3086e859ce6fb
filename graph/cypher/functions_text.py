"""Functions of strings."""

from __future__ import annotations

import unicodedata
from typing import Any

from peelgraph.graph.cypher import check_types as c
from peelgraph.ontology.errors import QueryError


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
