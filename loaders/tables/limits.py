"""How large a table may be before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableLimits:
    """The limits that keep a hostile or broken file from filling memory or disk; each can be set.

    Args:
        file_bytes: Size of the file as it lies on the disk.
        expanded_bytes: Size of all parts of an Excel workbook together, unpacked.
        ratio: How many times larger than packed a part of a workbook may be; small parts are not looked at.
        parts: Number of parts (entries of the zip archive) of a workbook.
        sheets: Number of sheets of a workbook.
        rows: Rows of one table, without its header.
        columns: Columns of a table.
        cell_chars: Characters of one cell; a longer one is a fault of its row. Excel has the same limit.
        row_chars: Characters of one row of a CSV file, quoted line ends included.
        broken_rows: Rows of one CSV file whose quotation marks are broken, before the file is given up.
    """

    file_bytes: int = 256_000_000
    expanded_bytes: int = 1_000_000_000
    ratio: int = 250
    parts: int = 5_000
    sheets: int = 100
    rows: int = 1_000_000
    columns: int = 200
    cell_chars: int = 32_767
    row_chars: int = 500_000
    broken_rows: int = 100
