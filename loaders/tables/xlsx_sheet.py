"""Reading Excel workbooks row by row, with a look at the archive before anything in it is unpacked."""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import openpyxl
from peelgraph.loaders.tables.sheet import SheetRow
from peelgraph.loaders.tables.source import Source
from peelgraph.ontology.errors import LoadError

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_WORKBOOK = "xl/workbook.xml"
_WORD = "word/document.xml"
_LAST_ROW = 1_048_576
_SURPLUS = 16
_BATCH = 100
_SMALL = 1_000_000
_HEAD = 4096
_NOT_A_DATE_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def xlsx_sheets(source: Source) -> list[XlsxSheet]:
    """Return the sheets of a workbook; it stays open until the source is closed.

    Raises:
        LoadError: The file is no workbook, is broken, or passes a limit.
    """
    _check_archive(source)
    file = source.open()
    source.on_close(file.close)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:
        raise _broken(source, error) from error
    source.on_close(book.close)
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
    if len(sheets) > source.limits.sheets:
        raise LoadError(f"{source.name} has {len(sheets)} sheets; the limit is {source.limits.sheets}: split it")
    return [XlsxSheet(source, sheet) for sheet in sheets]


class XlsxSheet:
    """One sheet of a workbook.

    Args:
        source: The workbook's file.
        sheet: The sheet as openpyxl reads it.
    """

    warnings: tuple[str, ...] = ()
    drops_empty_ends = True

    def __init__(self, source: Source, sheet: ReadOnlyWorksheet) -> None:
        self._source = source
        self._sheet: Any = sheet
        self._sheet.reset_dimensions()
        self.title: str | None = str(self._sheet.title)

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows that hold anything, one at a time, the header first."""
        columns = self._source.limits.columns
        header = next(self._rows(1, columns + 1, batch=1), None)
        if header is None:
            return
        yield header
        yield from self._rows(header.line + 1, min(len(header.cells) + _SURPLUS, columns + 1))

    def _rows(self, first: int, width: int, batch: int = _BATCH) -> Iterator[SheetRow]:
        rows = self._sheet.iter_rows(min_row=first, max_row=_LAST_ROW, max_col=width)
        line = first - 1
        blank: tuple[Any, ...] = ()  # openpyxl gives one and the same for every row that the file leaves out
        while True:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    read = list(islice(rows, batch))
            except Exception as error:
                raise _broken(self._source, error) from error
            if not read:
                return
            for row in read:
                line += 1
                if row is blank:
                    continue
                if cells := _texts(row):
                    yield SheetRow(line, cells)
                else:
                    blank = row


def _texts(row: tuple[Any, ...]) -> list[str]:
    """Return a row's cells as text, without the empty ones at its end."""
    cells = [value if isinstance(value := cell.value, str) else _text(value, cell) for cell in row]
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _text(value: object, cell: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return _date(value.date(), cell.number_format)
    return str(value)


def _date(day: dt.date, number_format: str) -> str:
    """Return a day as precisely as the sheet shows it: ``mmm-yy`` shows a month, not its first day.

    >>> _date(dt.date(2018, 3, 1), "mmm-yy"), _date(dt.date(2018, 3, 1), "dd/mm/yyyy")
    ('2018-03', '2018-03-01')
    """
    code = _NOT_A_DATE_CODE.sub("", number_format).lower()
    iso = day.isoformat()
    if "d" in code or "y" not in code:
        return iso
    return iso[:7] if "m" in code else iso[:4]


def _check_archive(source: Source) -> None:
    """Refuse an archive that is no workbook, or would unpack to far more than its size."""
    limits = source.limits
    try:
        with zipfile.ZipFile(source.path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise _broken(source, error) from error
    if any(part.filename == _WORD for part in parts):
        raise LoadError(f"{source.name} is a Word document, not a table: load it without --kind table")
    if not any(part.filename == _WORKBOOK for part in parts):
        raise LoadError(
            f"{source.name} is not a table: it is an archive, but no Excel workbook; save it as XLSX or CSV"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise LoadError(f"{source.name} is encrypted: save it without a password")
    if len(parts) > limits.parts:
        raise LoadError(f"{source.name} has {len(parts):,} parts; the limit is {limits.parts:,}: save it as CSV")
    if sum(part.file_size for part in parts) > limits.expanded_bytes:
        raise LoadError(
            f"{source.name} unpacks to more than {limits.expanded_bytes:,} bytes, the limit: split it or save it as CSV"
        )
    for part in parts:
        if part.file_size > _SMALL and part.file_size > limits.ratio * max(part.compress_size, 1):
            raise LoadError(
                f"{source.name}: its part {part.filename} unpacks to more than {limits.ratio} times its size,"
                " as harmful archives do: save it as CSV"
            )
    _check_types(source, [part for part in parts if part.filename.endswith((".xml", ".rels"))])


def _check_types(source: Source, parts: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse a part with a document type, whichever parser is installed: no workbook needs one, entities do."""
    try:
        with zipfile.ZipFile(source.path) as archive:
            for part in parts:
                with archive.open(part) as file:
                    head = file.read(_HEAD)
                if b"<!DOCTYPE" in head.replace(b"\0", b""):
                    raise LoadError(
                        f"{source.name} is a broken Excel workbook: its part {part.filename} declares a document type, "
                        "as harmful files do; open and save it again, or save it as CSV"
                    )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error) as error:
        raise _broken(source, error) from error


def _broken(source: Source, error: Exception) -> LoadError:
    return LoadError(
        f"{source.name} is a broken Excel workbook ({type(error).__name__}): open and save it again, or save it as CSV"
    )
