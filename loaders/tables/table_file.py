"""Files of tables: a CSV file with one, or a workbook with several."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from peelgraph.loaders.tables.header import is_known_header, read_header
from peelgraph.loaders.tables.known import Known
from peelgraph.loaders.tables.limits import TableLimits
from peelgraph.loaders.tables.repeats import Repeats
from peelgraph.loaders.tables.sheet import Sheet, SheetRow, open_sheets
from peelgraph.loaders.tables.source import Source
from peelgraph.loaders.tables.table import Row, Table
from peelgraph.ontology.errors import LoadError


class TableFile:
    """A file with one table (CSV) or several (a workbook); use it with ``with``.

    Args:
        source: The file; it is closed with this.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.name = source.name
        self.tables: list[Table] = []
        self.warnings: list[str] = []
        self._find_tables()

    def _find_tables(self) -> None:
        sheets = open_sheets(self._source)
        headers = [next(iter(sheet.rows()), None) for sheet in sheets]
        for header in headers:
            if header and len(header.cells) > self._source.limits.columns:
                raise LoadError(
                    f"{self.name} has more than {self._source.limits.columns} columns, the limit for a table"
                )
        if not any(headers):
            raise LoadError(f"{self.name} is empty: a table starts with a row of column names")
        good = [
            (sheet, header)
            for sheet, header in zip(sheets, headers, strict=True)
            if header and is_known_header(header.cells)
        ]
        if not good:
            # The sheet with the widest first row is the one most likely meant.
            best = max(filter(None, headers), key=lambda header: len(header.cells))
            read_header(best.cells, self.name)
        for sheet, first in good:
            self._add(sheet, first, several=len(good) > 1)
        for sheet, header in zip(sheets, headers, strict=True):
            if header and not is_known_header(header.cells):
                self.warnings.append(f"the sheet {sheet.title!r} is left out: its first row names no table's columns")

    def _add(self, sheet: Sheet, first: SheetRow, *, several: bool) -> None:
        prefix = f"sheet {sheet.title!r}: " if several else ""
        where = f"{self.name}, sheet {sheet.title!r}," if several else self.name
        table = Table(sheet, read_header(first.cells, where), where=where, limits=self._source.limits, prefix=prefix)
        self.tables.append(table)
        self.warnings += [prefix + warning for warning in sheet.warnings]
        if ignored := [name or "(no name)" for name in table.header.ignored]:
            self.warnings.append(
                f"{prefix}not used: {', '.join(map(repr, ignored))};"
                f" no column of a {table.kind.name} table is called so"
            )
        rows = sheet.rows()
        next(rows, None)
        if next(rows, None) is None:
            self.warnings.append(f"{prefix}the table has a header and no rows")

    def read(self, known: Known) -> Iterator[tuple[Table, Row]]:
        """Yield what becomes of each row of each table, one at a time; each call starts afresh.

        Raises:
            LoadError: A table passes a limit, or the file breaks off.
        """
        repeats = Repeats()
        for table in self.tables:
            for row in table.rows(known, repeats=repeats):
                yield table, row

    @property
    def is_rejects(self) -> bool:
        """True where any of the tables holds rows that an earlier load rejected."""
        return any(table.is_rejects for table in self.tables)

    def close(self) -> None:
        """Close the file."""
        self._source.close()

    def __enter__(self) -> TableFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_table(
    given: Path | str | BinaryIO, *, name: str | None = None, limits: TableLimits | None = None
) -> TableFile:
    """Open a CSV or XLSX file and tell of what kind its tables are.

    Args:
        given: A path, or a binary stream such as standard input.
        name: What messages call it; by default the file's name.
        limits: How large it may be.

    Raises:
        LoadError: The file cannot be read, is no table of a known kind, or passes a limit.
    """
    source = Source(given, name=name, limits=limits or TableLimits())
    try:
        return TableFile(source)
    except BaseException:
        source.close()
        raise


def read_table(
    given: Path | str | BinaryIO, known: Known, *, name: str | None = None, limits: TableLimits | None = None
) -> Iterator[Row]:
    """Yield what becomes of each row of a file, one at a time.

    Args:
        given: A path, or a binary stream such as standard input.
        known: What the rows may refer to.
        name: What messages call it; by default the file's name.
        limits: How large it may be.

    Raises:
        LoadError: The file cannot be read, is no table of a known kind, or passes a limit.
    """
    with open_table(given, name=name, limits=limits) as file:
        for _, row in file.read(known):
            yield row
