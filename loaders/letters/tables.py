"""Tables set in columns of plain text, which hold figures and grades but no findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from peelgraph.loaders.letters.text import Line

_GAP = re.compile(r"\s{3,}|\t+")
_FEWEST_CELLS, _FEWEST_ROWS = 3, 2


def tables_apart(lines: Sequence[Line]) -> tuple[list[Line], tuple[int, ...]]:
    r"""Return lines without the paragraphs that are set in three columns or more, and the first line number of each.

    >>> from peelgraph.loaders.letters.text import split_lines
    >>> text = "It is so:\n\n         Kent    Essex\nCalls    Good    Good\nCare     Good    Poor\n\nCalls are fast."
    >>> kept, tables = tables_apart(split_lines(text))
    >>> [line.text for line in kept if line.text], tables
    (['It is so:', 'Calls are fast.'], (3,))
    """
    kept: list[Line] = []
    tables: list[int] = []
    for paragraph in _paragraphs(lines):
        rows = sum(_is_row(line.text) for line in paragraph)
        if rows < _FEWEST_ROWS or 3 * rows < len(paragraph):
            kept += paragraph
        else:
            tables.append(paragraph[0].number)
    return kept, tuple(tables)


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield runs of filled lines and runs of blank ones."""
    run: list[Line] = []
    for line in lines:
        if run and bool(line.text.strip()) != bool(run[-1].text.strip()):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_row(text: str) -> bool:
    cells = [cell for cell in _GAP.split(text.strip()) if cell]
    return len(cells) >= _FEWEST_CELLS and not any(re.search(r"[a-z]{2}[.;:]$", cell) for cell in cells[:-1])
