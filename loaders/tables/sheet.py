"""A grid of texts with line numbers, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from peelgraph.loaders.tables.source import Source
from peelgraph.ontology.errors import LoadError

_PACKED = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


class SheetRow(NamedTuple):
    """One row as it stands in the file.

    Args:
        line: Its 1-based line: where it starts in a CSV file, the row's number in a workbook.
        cells: Its cells as text.
        fault: What is wrong with the row as such, if anything.
    """

    line: int
    cells: list[str]
    fault: str | None = None


class Sheet(Protocol):
    """One grid of a file."""

    @property
    def title(self) -> str | None:
        """The sheet's name in its workbook; None for a CSV file."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know about how the sheet was read."""

    @property
    def drops_empty_ends(self) -> bool:
        """True where a row may be shorter than the header because empty cells at its end are not kept."""

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows that hold anything, one at a time, the header first; each call starts afresh."""


def open_sheets(source: Source) -> list[Sheet]:
    """Return the sheets of a CSV file (always one) or of an Excel workbook.

    Raises:
        LoadError: The file is neither, is broken, or passes a limit.
    """
    head = source.head(16)
    if head.startswith(_PACKED):
        from peelgraph.loaders.tables.xlsx_sheet import xlsx_sheets  # noqa: PLC0415 - openpyxl costs 165 ms

        return list(xlsx_sheets(source))
    if head.startswith(_OLD_OFFICE):
        raise LoadError(
            f"{source.name} is an old (.xls) or password-protected Excel file:"
            " save it as .xlsx without a password, or as CSV"
        )
    for start, what in _OTHERS:
        if head.startswith(start):
            raise LoadError(f"{source.name} is not a table: it is {what}")
    from peelgraph.loaders.tables.csv_sheet import CsvSheet  # noqa: PLC0415 - as the other kind of sheet

    return [CsvSheet(source)]
