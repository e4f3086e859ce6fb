"""Tables for a reader: no word is broken while there is any other way to fit the width."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peelgraph.cli.output import View, ViewColumn

_TIED = "\ue000"
"""Stands for a space at which a line must not break; a private character, since wrapping breaks at all white space."""
_ROUND = re.compile(r"(?<=\bPEEL) (?=\d)| (?=– )")
_CONTROL = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}

Cells = list[list[str]]


@dataclass(frozen=True, slots=True)
class _Layout:
    widths: list[int]
    gap: int


def render_table(rows: Sequence[dict[str, Any]], view: View, *, width: int) -> str:
    """Return rows as a table no wider than asked, long text wrapped, counts flush right.

    Where the words of a row do not fit beside each other, each row becomes a block of lines, one for each column.
    """
    parts = [textwrap.fill(view.title, width)] if view.title else []
    if rows:
        cells = [[_clean(column.cell(row)) for column in view.columns] for row in rows]
        layout = _layout(cells, view.columns, width)
        body = _drawn(cells, view, layout) if layout else _blocks(cells, view.columns, width)
        parts += ["", *body]
    else:
        parts.append(textwrap.fill(view.empty, width))
    for note in view.notes:
        parts += ["", textwrap.fill(note, width, break_on_hyphens=False)]
    return "\n".join(line.rstrip() for line in parts).replace(_TIED, " ") + "\n"


def _clean(text: str) -> str:
    """Return text that can neither steer a terminal nor lose the name of an inspection over two lines."""
    return _ROUND.sub(_TIED, text.translate(_CONTROL).replace("\t", " "))


def _layout(cells: Cells, columns: Sequence[ViewColumn], width: int) -> _Layout | None:
    """Return the columns' widths, the gap between them as wide as there is room; None where words do not fit."""
    texts = [[column.header, *(row[n] for row in cells)] for n, column in enumerate(columns)]
    natural = [max(len(line) for text in column for line in text.split("\n")) for column in texts]
    for gap, apart in ((3, _TIED), (2, _TIED), (2, None)):
        room = width - 2 - gap * (len(columns) - 1)
        least = [
            most if column.whole or column.number else max(_longest_word(text, apart) for text in told)
            for told, column, most in zip(texts, columns, natural, strict=True)
        ]
        if sum(least) <= room:
            return _Layout(_shared_out(least, natural, [column.ratio or 1 for column in columns], room), gap)
    return None


def _longest_word(text: str, tied: str | None) -> int:
    words = text.split() if tied else text.replace(_TIED, " ").split()
    return max(map(len, words), default=1)


def _shared_out(least: list[int], natural: list[int], ratios: list[int], room: int) -> list[int]:
    """Return widths between the least and the natural ones that share out the room by the columns' ratios."""
    widths = list(least)
    while (left := room - sum(widths)) > 0:
        growing = [n for n, most in enumerate(natural) if widths[n] < most]
        if not growing:
            break
        # The column that is narrowest for its share gets the next place, so that no rounding is left over.
        for _ in range(left):
            growing = [n for n in growing if widths[n] < natural[n]]
            if not growing:
                break
            widths[min(growing, key=lambda n: (widths[n] / ratios[n], n))] += 1
    return widths


def _drawn(cells: Cells, view: View, layout: _Layout) -> list[str]:
    rule = " " + "─" * (sum(layout.widths) + layout.gap * (len(layout.widths) - 1))
    header = _lines([column.header for column in view.columns], view.columns, layout, low=True)
    lines = [*header, rule]
    for n, row in enumerate(cells):
        if n and view.lines:
            lines.append("")
        lines += _lines(row, view.columns, layout)
    return lines


def _lines(row: list[str], columns: Sequence[ViewColumn], layout: _Layout, *, low: bool = False) -> list[str]:
    """Return one row's lines; ``low`` lets short cells stand at the bottom, as headings do."""
    wrapped = [_wrapped(text, width) for text, width in zip(row, layout.widths, strict=True)]
    height = max(map(len, wrapped))
    filled = [[""] * (height - len(cell)) + cell if low else cell + [""] * (height - len(cell)) for cell in wrapped]
    return [
        " "
        + (" " * layout.gap).join(
            cell[n].rjust(width) if column.number else cell[n].ljust(width)
            for cell, column, width in zip(filled, columns, layout.widths, strict=True)
        )
        for n in range(height)
    ]


def _wrapped(text: str, width: int) -> list[str]:
    lines = []
    for line in text.split("\n"):
        fitting = line if max(map(len, line.split()), default=0) <= width else line.replace(_TIED, " ")
        lines += textwrap.wrap(fitting, width, break_on_hyphens=False) or [""]
    return lines


def _blocks(cells: Cells, columns: Sequence[ViewColumn], width: int) -> list[str]:
    """Return each row as a block: a line for each column, its heading before it."""
    headers = [" ".join(column.header.replace("-\n", "").split()) for column in columns]
    indent = max(map(len, headers)) + 4
    lines: list[str] = []
    for row in cells:
        lines += [""] if lines else []
        for header, text in zip(headers, row, strict=True):
            told = _wrapped(text or "–", max(width - indent, 20))
            start = f" {header}:" if header else ""
            lines += [f"{start:<{indent}}{told[0]}", *(" " * indent + more for more in told[1:])]
    return lines
