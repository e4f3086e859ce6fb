"""The CSV that ``neo4j-admin database import`` reads: headers with types and spaces of ids, and cells.

A text is always quoted, so that an empty one differs from none; quotes in it are doubled; a line break may stand in it.
The items of a list are joined by a character that no text of ours has. What a cell cannot hold (an empty list, one
empty text, an item with that character) is left out of it and set by a statement afterwards.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from peelgraph.ontology.model import PropertyType
from peelgraph.ontology.records import Value

ARRAY_DELIMITER = "\x1f"
PART_ROWS = 500_000
"""Rows of one file; a label with more nodes has several."""

_TYPES = {
    "string": "string",
    "integer": "long",
    "float": "double",
    "boolean": "boolean",
    "date": "date",
    "datetime": "localdatetime",
}


def header(declared: Mapping[str, PropertyType], before: Iterable[str], after: Iterable[str]) -> str:
    """Return the header of files with these properties, between other columns.

    >>> header({}, [":START_ID(Finding)", ":END_ID(Force)"], [":TYPE"])
    ':START_ID(Finding),:END_ID(Force),:TYPE'
    """
    typed = (f"{p.name}:{_TYPES[p.datatype]}{'[]' if p.many else ''}" for p in declared.values())
    return ",".join([*before, *typed, *after])


def cell(value: Value | None) -> str | None:
    r"""Return a value as a cell; None if no cell can hold it.

    >>> print(cell("yes"), cell(None), cell(0.1), cell(dt.date(2014, 11, 27)), sep="|")
    "yes"||0.1|2014-11-27
    >>> cell(["Essex", "Kent"]), cell([])
    ('"Essex\x1fKent"', None)
    """
    if value is None:
        return ""
    if isinstance(value, list):
        if value in ([], [""]) or any(ARRAY_DELIMITER in item for item in value):
            return None
        return _quoted(ARRAY_DELIMITER.join(value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    return value.isoformat() if isinstance(value, dt.date) else _quoted(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def literal(value: object) -> str:
    r"""Return a text or a list of texts as a literal of Cypher.

    >>> print(literal(['it\'s "so"', "a\nb"]))
    ["it's \"so\"", "a\nb"]
    """
    return json.dumps(value, ensure_ascii=False)


class Parts:
    """The files of one label or one kind of relationship: a header, and rows in parts of some size.

    Args:
        folder: Where they are written.
        stem: How their names begin.
        heading: The header.
        open_files: Closes them at the end.
    """

    def __init__(self, folder: Path, stem: str, heading: str, open_files: ExitStack) -> None:
        self._folder = folder
        self._stem = stem
        self._open_files = open_files
        self._file: IO[str] | None = None
        self._rows = 0
        self.names = [f"{folder.name}/{stem}-header.csv"]
        self.longest = 0
        self.multiline = False
        (folder / f"{stem}-header.csv").write_text(heading + "\n", "utf-8", newline="\n")

    def write(self, cells: Iterable[str]) -> None:
        """Write one row."""
        row = ",".join(cells)
        self.longest = max(self.longest, len(row))
        self.multiline = self.multiline or "\n" in row or "\r" in row
        if self._file is None or self._rows == PART_ROWS:
            self._next()
        assert self._file is not None  # noqa: S101 - _next() opened it
        self._file.write(row + "\n")
        self._rows += 1

    def _next(self) -> None:
        if self._file is not None:
            self._file.close()
        name = f"{self._stem}-{len(self.names)}.csv"
        self._file = self._open_files.enter_context((self._folder / name).open("w", encoding="utf-8", newline=""))
        self.names.append(f"{self._folder.name}/{name}")
        self._rows = 0
