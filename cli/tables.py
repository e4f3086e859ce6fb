"""Tables for a reader, drawn with rich."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from peelgraph.cli.output import View
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text


def render_table(rows: Sequence[dict[str, Any]], view: View, *, width: int) -> str:
    """Return rows as a table no wider than asked, long text wrapped, counts flush right."""
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False, emoji=False, markup=False)
    if view.title:
        console.print(view.title)
    if rows:
        console.print(_table(rows, view))
    else:
        console.print(view.empty)
    for note in view.notes:
        console.print()
        console.print(note)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    return "\n".join(line for n, line in enumerate(lines) if line or (n and lines[n - 1])) + "\n"


def _table(rows: Sequence[dict[str, Any]], view: View) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=any(c.ratio for c in view.columns), pad_edge=False, show_lines=view.lines)
    for column in view.columns:
        table.add_column(
            column.header,
            justify="right" if column.number else "left",
            ratio=column.ratio or None,
            no_wrap=column.whole,
            overflow="fold",
            vertical="top",
        )
    for row in rows:
        table.add_row(*(Text(column.cell(row)) for column in view.columns))
    return table
