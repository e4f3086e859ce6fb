"""What a page bears beside its text: running heads and feet, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from peelgraph.loaders.formats.pdf_lines import PrintedLine, Run

_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-–—|\s]*(?:\d{1,3}|[ivxlc]{1,6})[-–—|\s]*(?:(?:of|/)\s*\d{1,4})?|page\s+\d+.*", re.IGNORECASE
)
_MARGIN = 0.14
_REACH = 4
_STRETCHED = 3
_NOTE = re.compile(r"\(?(?:\d{1,3}|[*†‡])[.)]?(?:\s|(?=[A-Z‘“]))")

Columns = list[list[PrintedLine]]


def drop_running_heads(pages: Sequence[list[Run]], heights: Sequence[float]) -> None:
    """Take out what stands at the same place at the top or the foot of several pages, and page numbers.

    Args:
        pages: What stands on each page; changed.
        heights: The height of each page.
    """
    seen: Counter[tuple[str, int]] = Counter()
    at_edges = [_at_edges(runs, height) for runs, height in zip(pages, heights, strict=True)]
    for runs in at_edges:
        seen.update({_key(run) for run in runs})
    enough = 2 if len(pages) < 8 else max(3, len(pages) // 10)
    for page, runs in zip(pages, at_edges, strict=True):
        gone = {
            id(run)
            for run in runs
            if sum(seen[_key(run)[0], _key(run)[1] + near] for near in (-1, 0, 1)) >= enough
            or (_PAGE_NUMBER.fullmatch(run.text) and not _within_text(run, page))
        }
        page[:] = [run for run in page if id(run) not in gone]


def _at_edges(runs: Sequence[Run], height: float) -> list[Run]:
    """Return what stands on the first and last few lines of a page, as far as they lie in its margins."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.bottom):
        if rows and run.bottom - rows[-1][0].bottom < 3:
            rows[-1].append(run)
        else:
            rows.append([run])
    top = [run for row in rows[:_REACH] for run in row if run.top < _MARGIN * height]
    rest = rows[max(_REACH, len(rows) - _REACH) :] if len(rows) > _REACH else rows
    foot = [run for row in rest for run in row if run.top > (1 - _MARGIN) * height]
    return [*top, *foot]


def _within_text(run: Run, page: Sequence[Run]) -> bool:
    """Tell whether a number stands in a line of text that was stretched to its column's width."""
    size = run.words[0].size
    return any(
        other is not run
        and abs(other.bottom - run.bottom) < 3
        and min(abs(other.left - run.right), abs(run.left - other.right)) < _STRETCHED * size
        for other in page
    )


def _key(run: Run) -> tuple[str, int]:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", run.text.lower()), round(run.top / 6)


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
