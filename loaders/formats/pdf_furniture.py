"""What a page bears beside its text: running heads and feet, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from peelgraph.loaders.formats.pdf_lines import PrintedLine

_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-–—|\s]*(?:\d{1,4}|[ivxlc]{1,6})[-–—|\s]*(?:(?:of|/)\s*\d{1,4})?|page\s+\d+.*", re.IGNORECASE
)
_MARGIN = 0.14
_REACH = 4
_NOTE = re.compile(r"\(?(?:\d{1,3}|[*†‡])[.)]?(?:\s|(?=[A-Z‘“]))")

Columns = list[list[PrintedLine]]


def drop_running_lines(pages: Sequence[Columns], heights: Sequence[float]) -> None:
    """Take out what stands at the same place at the top or the foot of several pages, and page numbers.

    Args:
        pages: The columns of each page; changed.
        heights: The height of each page.
    """
    seen: Counter[tuple[str, int]] = Counter()
    at_edges = [_edge_lines(columns, height) for columns, height in zip(pages, heights, strict=True)]
    for lines in at_edges:
        seen.update({_key(line) for line in lines})
    enough = 2 if len(pages) < 8 else max(3, len(pages) // 10)
    for columns, lines in zip(pages, at_edges, strict=True):
        gone = {
            id(line)
            for line in lines
            if sum(seen[_key(line)[0], _key(line)[1] + near] for near in (-1, 0, 1)) >= enough
            or _PAGE_NUMBER.fullmatch(line.text)
        }
        for column in columns:
            column[:] = [line for line in column if id(line) not in gone]
        columns[:] = [column for column in columns if column]


def _edge_lines(columns: Columns, height: float) -> list[PrintedLine]:
    """Return the lines in the upper and lower margin of a page."""
    lines = sorted((line for column in columns for line in column), key=lambda line: line.top)
    top = [line for line in lines[:_REACH] if line.top < _MARGIN * height]
    foot = [line for line in lines[-_REACH:] if line.top > (1 - _MARGIN) * height]
    return [*top, *(line for line in foot if not any(line is other for other in top))]


def _key(line: PrintedLine) -> tuple[str, int]:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.lower()), round(line.top / 6)


def body_size(pages: Sequence[Columns]) -> float:
    """Return the size of the font in which most is printed."""
    sizes: Counter[float] = Counter()
    for columns in pages:
        for column in columns:
            for line in column:
                sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def drop_footnotes(pages: Sequence[Columns], heights: Sequence[float], size: float) -> int:
    """Take out the notes in small print at the foot of pages; return how many there were.

    Args:
        pages: The columns of each page; changed.
        heights: The height of each page.
        size: The size in which most is printed.
    """
    notes = 0
    for columns, height in zip(pages, heights, strict=True):
        for column in columns:
            start = len(column)
            while start and column[start - 1].size < 0.93 * size and column[start - 1].top > 0.4 * height:
                start -= 1
            while start < len(column) and not _NOTE.match(column[start].text):
                start += 1
            notes += sum(bool(_NOTE.match(line.text)) for line in column[start:])
            del column[start:]
        columns[:] = [column for column in columns if column]
    return notes
