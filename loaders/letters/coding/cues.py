"""Cue tables: patterns of words, each with a value and a weight, kept as data beside this module.

A pattern is written in words: ``*`` stands for the rest of a word, ``~3`` for up to three words,
``(a|b)`` for alternatives, ``?`` makes what precedes it optional, and a space also matches
a hyphen. Case does not matter.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PACKAGE = "peelgraph.loaders.letters.coding"
_LONGEST = 3000
_CURLY = str.maketrans("‘’“”‐‑–—\u00a0", "''\"\"---- ")


@dataclass(frozen=True, slots=True)
class Cue:
    """One pattern with what it speaks for.

    Args:
        value: What the pattern speaks for: a slug, a polarity, a kind.
        weight: How strongly.
        pattern: The compiled pattern.
        weak: Whether it never decides alone.
    """

    value: str
    weight: float
    pattern: re.Pattern[str]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found in a text.

    Args:
        cue: The cue.
        start: Where its words begin.
        end: Where they end.
    """

    cue: Cue
    start: int
    end: int


def plain(text: str) -> str:
    """Return a text with straight quotes and plain hyphens, every character at its old place.

    >>> plain("the force’s ‘silo’")
    "the force's 'silo'"
    """
    return text.translate(_CURLY)


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return the regular expression that a pattern of words stands for.

    >>> bool(compile_pattern("train* ~2 prevention").search("Training in crime-prevention"))
    True
    """
    expression = pattern.replace("(", "(?:")
    expression = re.sub(r"~(\d) ", r"(?:[^\\s.;:\\-]+[\\s\\-]+){0,\1}", expression)
    expression = expression.replace("*", r"[\w']*").replace(" ", r"(?:[\s\-]+)")
    return re.compile(rf"(?<![\w'])(?:{expression})(?!\w)", re.IGNORECASE)


def label_pattern(name: str) -> re.Pattern[str] | None:
    """Return the pattern of a term's label, in the singular or plural, or None for one without a word.

    >>> bool(label_pattern("Call handling (999)").search("poor call-handling 999"))
    True
    """
    words = re.findall(r"[\w']+", plain(name))
    return compile_pattern(" ".join(words) + "s?") if words else None


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table of this package, read once a process."""
    text = files(_PACKAGE).joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


@cache
def read_cues(name: str) -> tuple[Cue, ...]:
    """Return the cues of a table whose columns are a value, ``weight`` and ``pattern``."""
    rows = read_table(name)
    column = next(iter(rows[0]))
    return tuple(Cue(row[column], float(row["weight"]), compile_pattern(row["pattern"])) for row in rows)


def find_cues(text: str, cues: Iterable[Cue]) -> Iterator[Hit]:
    """Yield every place of a plain text where a cue's words stand, in as much of it as any sentence has."""
    for cue in cues:
        for match in cue.pattern.finditer(text, 0, _LONGEST):
            yield Hit(cue, match.start(), match.end())
