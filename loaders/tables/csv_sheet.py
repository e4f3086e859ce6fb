"""Reading CSV files: any usual separator and encoding, and broken rows without losing their neighbours."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import deque
from collections.abc import Iterator

from peelgraph.loaders.tables.encoding import find_encoding
from peelgraph.loaders.tables.limits import TableLimits
from peelgraph.loaders.tables.matching import count_known_columns
from peelgraph.loaders.tables.sheet import SheetRow
from peelgraph.loaders.tables.source import Source
from peelgraph.ontology.errors import LoadError

_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<separator>[,;\t|])"?[\r\n]*')


class CsvSheet:
    """The one sheet of a CSV file.

    Args:
        source: The file.

    Raises:
        LoadError: The file holds no text.
    """

    title: str | None = None
    drops_empty_ends = False

    def __init__(self, source: Source) -> None:
        self._source = source
        self._limits = source.limits
        self._encoding, warning = find_encoding(source)
        self.warnings: tuple[str, ...] = (warning,) if warning else ()
        self._separator = self._find_separator()

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows that hold anything, one at a time, the header first."""
        with self._open() as text:
            lines = _Lines(text, self._limits)
            if match := _SEPARATOR_LINE.fullmatch(lines.peek()):
                next(lines)
                separator = match["separator"]
            else:
                separator = self._separator
            yield from _read(lines, separator, self._limits, self._source.name)

    def _open(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self._source.open(), encoding=self._encoding, newline="")

    def _find_separator(self) -> str:
        """Return the separator by which the header has most columns that are known, then most columns."""

        def known(separator: str) -> tuple[int, int]:
            with self._open() as text:
                rows = _read(_Lines(text, self._limits), separator, self._limits, self._source.name)
                header = next(rows, SheetRow(1, []))
            return count_known_columns(header.cells), len(header.cells)

        return max(_SEPARATORS, key=known)


class _Lines:
    """The physical lines of a file, counted; those of a broken row can be given back."""

    def __init__(self, text: io.TextIOWrapper, limits: TableLimits) -> None:
        self._text = text
        self._limit = limits.row_chars
        self._back: deque[str] = deque()
        self._taken: list[str] = []
        self._chars = 0
        self._line = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else self._read()
        if not line:
            raise StopIteration
        self._taken.append(line)
        self._chars += len(line)
        if self._chars > self._limit:
            raise _RowTooLongError
        return line

    def _read(self) -> str:
        line = self._text.readline(self._limit + 1)
        rest = line
        while rest and not rest.endswith(("\n", "\r")):
            rest = self._text.readline(self._limit)
        return line

    def peek(self) -> str:
        """Return the next line without taking it."""
        if not self._back and (line := self._read()):
            self._back.append(line)
        return self._back[0] if self._back else ""

    def begin_row(self) -> int:
        """Forget the lines taken so far, and return the number of the line that comes next."""
        self._line += len(self._taken)
        self._taken.clear()
        self._chars = 0
        return self._line + 1

    def keep_first(self) -> str:
        """Give back all lines taken since `begin_row` but the first, and return that."""
        first, *rest = self._taken
        self._back.extendleft(reversed(rest))
        del self._taken[1:]
        return first


class _RowTooLongError(Exception):
    """A row passes the limit of characters."""


def _read(lines: _Lines, separator: str, limits: TableLimits, name: str) -> Iterator[SheetRow]:
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=separator != "\t")
    broken = itertools.count(1)
    while True:
        line = lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RowTooLongError) as error:
            if next(broken) > limits.broken_rows:
                raise LoadError(
                    f"{name}: more than {limits.broken_rows} rows have broken quotation marks, the last on"
                    f" line {line}: check how the file was written"
                ) from error
            cells = lines.keep_first().rstrip("\r\n").split(separator)
            yield SheetRow(line, cells[: limits.columns], _why(error, limits))
            continue
        if any(cells) and not all(map(_blank, cells)):
            yield SheetRow(line, cells)


def _blank(cell: str) -> bool:
    return not cell or cell.isspace()


def _why(error: Exception, limits: TableLimits) -> str:
    advice = "shorten it, or close a quotation mark that it opens"
    if isinstance(error, _RowTooLongError):
        return f"the row is longer than {limits.row_chars:,} characters: {advice}"
    if "field larger" in str(error):
        return f"a cell of the row is longer than {csv.field_size_limit():,} characters: {advice}"
    if "unexpected end" in str(error):
        return "a quotation mark opens a cell of this row and is never closed: close it, or double it"
    return "a quotation mark stands inside a quoted cell: double it, or take it out"
