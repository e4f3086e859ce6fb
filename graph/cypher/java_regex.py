"""Regular expressions of Java, which Cypher uses, in terms of Python's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from peelgraph.ontology.errors import QueryError

_CLASSES: Final = {
    "Alpha": "a-zA-Z", "Digit": "0-9", "Alnum": "a-zA-Z0-9", "Upper": "A-Z", "Lower": "a-z", "Space": r" \t\n\x0b\f\r",
    "Punct": r"!-/:-@\[-`{-~", "XDigit": "0-9a-fA-F", "ASCII": r"\x00-\x7f", "Blank": r" \t",
}  # fmt: skip
_UNICODE: Final = {"L": r"[^\W\d_]", "IsAlphabetic": r"[^\W\d_]", "N": r"\d", "Nd": r"\d", "IsDigit": r"\d"}
_PROPERTY = re.compile(r"\\([pP])(?:\{(\w+)\}|(\w))")


@lru_cache(maxsize=256)
def java_regex(pattern: str) -> re.Pattern[str]:
    """Return the Python pattern that matches what Java's does.

    Args:
        pattern: A regular expression as typed after ``=~``.

    Raises:
        QueryError: It is none, or uses what Python has no equal of.

    >>> bool(java_regex("(?i)kent.*").fullmatch("Kent Police"))
    True
    """
    body = _without_quotes(pattern)
    body = _PROPERTY.sub(_property, body)
    body = re.sub(r"\(\?<(?![=!])(\w+)>", r"(?P<\1>", body)
    body = re.sub(r"\\k<(\w+)>", r"(?P=\1)", body)
    flags = re.NOFLAG if "\\p" in pattern or "(?u" in pattern.lower() else re.ASCII
    found = re.match(r"\(\?([a-zA-Z]+)\)", body)
    if found:
        body = body[found.end() :]
        for letter in found.group(1):
            flags |= _flag(letter)
    if re.search(r"\(\?[a-zA-Z]+\)", body):
        raise QueryError("a flag such as (?i) must stand first in a regular expression")
    if "&&" in body:
        raise QueryError("&& inside a character class is not understood: combine two conditions with AND")
    try:
        return re.compile(body, flags)
    except re.error as error:
        raise QueryError(f"{pattern!r} is no regular expression: {error}") from None


def _flag(letter: str) -> re.RegexFlag:
    flags = {
        "i": re.IGNORECASE,
        "s": re.DOTALL,
        "m": re.MULTILINE,
        "x": re.VERBOSE,
        "u": re.NOFLAG,
        "U": re.NOFLAG,
        "d": re.NOFLAG,
    }
    if letter not in flags:
        raise QueryError(f"{letter!r} is no flag of a regular expression: (?i), (?s), (?m) and (?x) are")
    return flags[letter]


def _without_quotes(pattern: str) -> str:
    return re.sub(r"\\Q(.*?)(?:\\E|$)", lambda found: re.escape(found.group(1)), pattern, flags=re.DOTALL)


def _property(found: re.Match[str]) -> str:
    name = found.group(2) or found.group(3)
    negated = found.group(1) == "P"
    if name in _CLASSES:
        return f"[{'^' if negated else ''}{_CLASSES[name]}]"
    if name in _UNICODE and not negated:
        return _UNICODE[name]
    raise QueryError(f"{found.group()} is not understood in a regular expression: write the characters in [...]")
