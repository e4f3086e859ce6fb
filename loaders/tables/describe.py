"""The page that tells a user how to write each table, made from the declarations of `kinds`.

``python -m peelgraph.loaders.tables.describe > docs/tables.md`` writes it anew.
"""

from __future__ import annotations

import sys

from peelgraph.loaders.tables.columns import Column, TableKind
from peelgraph.loaders.tables.kinds import KINDS, REJECTED_COLUMNS
from peelgraph.loaders.tables.limits import TableLimits


def describe() -> str:
    """Return the page in Markdown."""
    return "\n".join([_opening(), *map(_kind, KINDS), _closing()])


def _opening() -> str:
    limits = TableLimits()
    kinds = ", ".join(f"[{kind.name}](#{kind.name})" for kind in KINDS)
    return f"""# How to write a table

`peelgraph load` reads tables in CSV and Excel (`.xlsx`) files. What a table holds is told by the names of its
columns, whatever the file is called:
{kinds}.

- The first row that is not blank names the columns, in any order; case, spaces, `_` and `-` do not matter.
  Other columns may be there: they are not used, and a warning names them.
- A CSV file separates its cells by comma, semicolon, tab or `|`, and quotes a cell that holds the separator.
  UTF-8 is best; UTF-16 and Windows-1252 are understood. Of a workbook every sheet is read whose first row is
  known.
- Forces, inspections, practices, risks and questions go by their slug or by any name, in any spelling.
  Several practices or risks in one cell are separated by `;`.
- A date is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as precise as the source gives it; an Excel date counts as
  precise as it is shown. A cell that is left empty means "not known".
- All faults of a row are told at once, with its line, and the row is rejected; the others are loaded. A row
  that repeats an earlier one, or says something else of the same thing, is rejected too.
- A `'` before a cell that starts with `=`, `+`, `-` or `@`, which keeps a spreadsheet from running it, is
  taken off.
- Limits: {limits.rows:,} rows, {limits.columns} columns, {limits.cell_chars:,} characters in a cell,
  {limits.file_bytes // 1_000_000} MB in a file.
"""


def _kind(kind: TableKind) -> str:
    rows = "\n".join(map(_column, kind.columns))
    return f"""## {kind.name}

{kind.holds}

| column | needed | what it holds | may also be called |
|---|---|---|---|
{rows}

```csv
{kind.example.rstrip()}
```
"""


def _column(column: Column) -> str:
    needed = "yes" if column.must_be_filled else "yes, may be empty" if column.required else ""
    values = ": " + ", ".join(f"`{value}`" for value in column.values) if column.values else ""
    aliases = ", ".join(f"`{alias}`" for alias in column.aliases)
    return f"| `{column.name}` | {needed} | {column.holds}{values} | {aliases} |".replace("  |", " |")


def _closing() -> str:
    because, line, source = (f"`{name}`" for name in REJECTED_COLUMNS)
    return f"""## Rejected rows

`peelgraph load --rejects FILE` writes the rejected rows as they stood, with three columns at the end:
{because} says what is wrong, {line} where the row stood, {source} in which source. Mend the cells, leave the
three columns, and load the file: its rows are added to the source that they came from, and nothing is taken
out.
"""


if __name__ == "__main__":
    sys.stdout.write(describe())
