"""The columns of a page, in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from peelgraph.loaders.formats.pdf_lines import PrintedLine, Run, read_column

_DEEPEST: Final = 3


def read_columns(pages: Sequence[list[Run]], numbers: Sequence[int]) -> list[list[list[PrintedLine]]]:
    """Return the lines of each page, one list for each column, in reading order.

    Args:
        pages: What stands on each page.
        numbers: The pages' numbers, from 1.
    """
    columns = []
    former: float | None = None
    for runs, number in zip(pages, numbers, strict=True):
        gutter = _gutter(runs)
        if gutter is None and former is not None and _parts(former, runs):
            gutter = former
        former = gutter
        columns.append([lines for column in _columns(runs, gutter) if (lines := read_column(column, number))])
    return columns


def _parts(gutter: float, runs: Sequence[Run]) -> bool:
    """Tell whether the gutter of the page before also parts the little that stands on a last page."""
    left = [run for run in runs if run.right <= gutter]
    right = [run for run in runs if run.left >= gutter]
    return len(left) + len(right) == len(runs) and any(
        abs(one.bottom - other.bottom) < 0.5 * (one.bottom - one.top) for one in left for other in right
    )


def _columns(runs: list[Run], gutter: float | None, depth: int = 0) -> list[list[Run]]:
    """Cut a page's runs into columns where a gutter parts running text, and what stands across them between."""
    if gutter is None:
        return [runs] if runs else []
    columns: list[list[Run]] = []
    across: list[Run] = []
    left: list[Run] = []
    right: list[Run] = []

    def close_columns() -> None:
        if left and right:
            close_across()
            for column in (left, right):
                columns.extend(_columns(list(column), _gutter(column) if depth < _DEEPEST else None, depth + 1))
        else:
            across.extend(left + right)
        left.clear()
        right.clear()

    def close_across() -> None:
        if across:
            columns.append(list(across))
        across.clear()

    for run in sorted(runs, key=lambda run: (run.top, run.left)):
        if run.left < gutter < run.right:
            close_columns()
            across.append(run)
        else:
            (left if run.right <= gutter else right).append(run)
    close_columns()
    close_across()
    return columns


def _gutter(runs: Sequence[Run]) -> float | None:
    """Return where the empty strip begins that parts two columns of running text, if there is one."""
    if len(runs) < 8:
        return None
    start, end = min(run.left for run in runs), max(run.right for run in runs)
    width = end - start
    plain = [run for run in runs if not run.is_mark]
    edges = Counter(round(run.left) for run in plain if start + 0.2 * width < run.left < start + 0.85 * width)
    best: tuple[int, float] | None = None
    for edge, count in edges.items():
        if count < 3:
            continue
        # Near the end of the first column: what begins a little to the left of most still stands in the second.
        end_of_first = max((run.right for run in plain if run.right <= edge - 1), default=start)
        middle = end_of_first + 0.25 * (edge - end_of_first)
        left = [run for run in runs if run.right <= middle]
        right = [run for run in runs if run.left >= middle]
        across = sum(len(run.words) for run in runs) - _count(left) - _count(right)
        if not (_running(left) and _running(right)) or across > 2 * (_count(left) + _count(right)):
            continue
        if not _beside(left, right):
            continue
        score = min(_count(left), _count(right)) - across
        if best is None or (score, -middle) > (best[0], -best[1]):
            best = (score, middle)
    return best[1] if best else None


def _count(runs: Iterable[Run]) -> int:
    return sum(len(run.words) for run in runs)


def _running(runs: Sequence[Run]) -> bool:
    """Tell whether runs look like the lines of running text rather than cells or bullets."""
    plain = [run for run in runs if not run.is_mark]
    rows = len({round(run.bottom / 4) for run in plain})
    # Justified lines fall into several runs, cells into more with fewer words.
    return rows >= 4 and _count(plain) >= 3.2 * rows and _count(plain) >= 2.2 * len(plain)


def _beside(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Tell whether two groups stand beside each other rather than one below the other."""
    top = max(min(run.top for run in left), min(run.top for run in right))
    bottom = min(max(run.bottom for run in left), max(run.bottom for run in right))
    within = [run for run in right if run.top >= top - 2 and run.bottom <= bottom + 2]
    return len(within) >= 3
