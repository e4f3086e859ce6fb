"""One table, row by row: from cells to records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from peelgraph.loaders.tables.columns import TableKind
from peelgraph.loaders.tables.header import Header
from peelgraph.loaders.tables.kinds import REJECTED_COLUMNS, REJECTED_FROM, REJECTED_LINE
from peelgraph.loaders.tables.known import Known
from peelgraph.loaders.tables.limits import TableLimits
from peelgraph.loaders.tables.repeats import Repeats
from peelgraph.loaders.tables.row import Cells
from peelgraph.loaders.tables.rows import row_maker
from peelgraph.loaders.tables.sheet import Sheet, SheetRow
from peelgraph.ontology.cells import unescape_formula
from peelgraph.ontology.errors import Fault, LoadError
from peelgraph.ontology.records import Record

_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")
_SPREADSHEET_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one row of a table.

    Args:
        line: Its 1-based line in the file (in a workbook: the row's number in its sheet).
        record: What it states; None where it has faults.
        extra_records: What it states beside that and what is not counted: a force's region.
        faults: What is wrong with it; the row is rejected if there are any.
        fields: Its cells as they stand in the file, kept only where it has faults.
        source: In a rejects file, the source that the row was rejected from.
        source_line: In a rejects file, its line in that source.
    """

    line: int
    record: Record | None
    extra_records: tuple[Record, ...] = ()
    faults: tuple[Fault, ...] = ()
    fields: tuple[str, ...] | None = None
    source: str | None = None
    source_line: int | None = None


class Table:
    """One table of a file.

    Args:
        sheet: Its rows.
        header: Its header.
        where: The file, and the sheet if there are several, for messages.
        limits: How large it may be.
        prefix: What stands before each fault's message: the sheet, if the file has several tables.
    """

    def __init__(self, sheet: Sheet, header: Header, *, where: str, limits: TableLimits, prefix: str = "") -> None:
        self.header = header
        self.where = where
        self.sheet = sheet.title
        self._rows = sheet
        self._limits = limits
        self._prefix = prefix

    @property
    def kind(self) -> TableKind:
        """The table's kind."""
        return self.header.kind

    @property
    def is_rejects(self) -> bool:
        """True where the table holds rows that an earlier load rejected: it only adds to their source."""
        return self.header.is_rejects

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns as the file names them, without those of a rejects file's end."""
        skipped = self._rejected_places()
        return tuple(name for place, name in enumerate(self.header.names) if place not in skipped)

    def original(self, fields: tuple[str, ...]) -> tuple[str, ...]:
        """Return a row's fields without those of a rejects file's end, in the order of `columns`."""
        skipped = self._rejected_places()
        return tuple(field for place, field in enumerate(fields) if place not in skipped)

    def rejected_from(self) -> list[str]:
        """Return the sources that the rows of a rejects file came from, each once, in their order."""
        if not self.is_rejects:
            return []
        found = (self._origin(row.cells)[0] for row in self._data())
        return list(dict.fromkeys(source for source in found if source))

    def rows(self, known: Known, *, repeats: Repeats | None = None) -> Iterator[Row]:
        """Yield what becomes of each row, one at a time; each call starts afresh.

        Args:
            known: What the rows may refer to.
            repeats: The ids seen so far in the file; by default those of this table only.

        Raises:
            LoadError: The table passes a limit, or its file breaks off.
        """
        cells = Cells(self.header, known)
        make = row_maker(self.kind)
        repeats = repeats if repeats is not None else Repeats()
        for row in self._data():
            source, source_line = self._origin(row.cells)
            record: Record | None = None
            extra: tuple[Record, ...] = ()
            messages = self._shape_faults(row)
            if not messages:
                cells.start(self._cleaned(row.cells))
                record, extra = make(cells)
                messages = cells.faults
            if record is not None and (repeat := repeats.fault(record, row.line, self.sheet, source)):
                record, extra, messages = None, (), [repeat]
            faults = tuple(Fault(self._prefix + message, line=row.line) for message in messages)
            yield Row(row.line, record, extra, faults, tuple(row.cells) if faults else None, source, source_line)

    def _data(self) -> Iterator[SheetRow]:
        rows = self._rows.rows()
        next(rows, None)
        for count, row in enumerate(rows, start=1):
            if count > self._limits.rows:
                raise LoadError(f"{self.where} has more than {self._limits.rows:,} rows, the limit: split it")
            yield row

    def _shape_faults(self, row: SheetRow) -> list[str]:
        """Return what is wrong with a row before its cells are looked at one by one."""
        if row.fault:
            return [row.fault]
        cells, width = row.cells, len(self.header.names)
        if len(cells) < width and not self._rows.drops_empty_ends:
            return [f"too few fields: {len(cells)} where the header has {width}; is a separator missing?"]
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            counts = f"{len(cells)} where the header has {width}"
            return [f"too many fields: {counts}; put a cell that holds the separator in quotation marks"]
        joined = "".join(cells)
        if len(joined) > self._limits.cell_chars or _FORBIDDEN.search(joined) or "#" in joined:
            return list(self._cell_faults(cells[:width]))
        return []

    def _cell_faults(self, cells: list[str]) -> Iterator[str]:
        for name, cell in zip(self.header.names, cells, strict=False):
            if len(cell) > self._limits.cell_chars:
                yield f"{name} has {len(cell):,} characters; the limit is {self._limits.cell_chars:,}"
            if found := _FORBIDDEN.search(cell):
                yield f"{name} holds the character U+{ord(found[0]):04X}, which no text may hold: take it out"
            if cell.strip() in _SPREADSHEET_ERRORS:
                yield f"{name} holds the spreadsheet error {cell.strip()}: write the value, or leave it empty"

    def _cleaned(self, cells: list[str]) -> list[str]:
        """Return the header's cells, white space collapsed, and an empty one for columns not there."""
        width = len(self.header.names)
        cleaned = [" ".join((unescape_formula(cell) if cell[:1] == "'" else cell).split()) for cell in cells[:width]]
        cleaned.extend([""] * (width + 1 - len(cleaned)))
        return cleaned

    def _origin(self, cells: list[str]) -> tuple[str | None, int | None]:
        if not self.is_rejects:
            return None, None
        source, line = (self._cell(cells, column) for column in (REJECTED_FROM, REJECTED_LINE))
        return source or None, int(line) if line.isascii() and line.isdigit() and len(line) < 10 else None

    def _cell(self, cells: list[str], column: str) -> str:
        place = self.header.places.get(column, len(cells))
        return unescape_formula(cells[place]).strip() if place < len(cells) else ""

    def _rejected_places(self) -> set[int]:
        return {place for name, place in self.header.places.items() if name in REJECTED_COLUMNS}
