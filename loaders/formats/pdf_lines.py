"""Words to lines in reading order: columns one after the other, the cells of a table's row together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from peelgraph.loaders.formats.pdf_page import Word

_GLYPHS = frozenset("•‣▪■□●○◦∙·➢►▶➤✓✔❖◆◾▸❑❏⮚→\x7f\ufffd-–—*+")
_LETTERS = frozenset("oO§ØøüvnlqÂ")
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\(?\d{1,2}(?:\.\d{1,2}){1,3}[.)]?", re.IGNORECASE)
_LEADER = re.compile(r"\.{4,}\s*\d*$|(?:\. ){4,}\.?\s*\d*$|…{2,}\s*\d*$")


@dataclass(slots=True)
class Run:
    """Words of one line that stand together.

    Args:
        words: The words, from left to right.
    """

    words: list[Word]
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        self.left = min(word.left for word in self.words)
        self.right = max(word.right for word in self.words)
        self.top = min(word.top for word in self.words)
        self.bottom = max(word.bottom for word in self.words)

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class PrintedLine:
    """A line as printed.

    Args:
        cells: What stands on it: one run, or the cells of a table's row.
        page: Its page, from 1.
        marker: A bullet's glyph, or nothing.
        bullet_left: Where the glyph stands.
        edges: The left and right edge of the column that it stands in.
    """

    cells: list[list[Word]]
    page: int
    marker: str = ""
    bullet_left: float = 0.0
    edges: tuple[float, float] = (0.0, 0.0)

    @property
    def words(self) -> list[Word]:
        """All its words."""
        return [word for cell in self.cells for word in cell]

    @property
    def left(self) -> float:
        """Where its first word begins."""
        return self.cells[0][0].left

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return self.cells[-1][-1].right

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self._main.top

    @property
    def size(self) -> float:
        """The size of its font."""
        return self._main.size

    @property
    def _main(self) -> Word:
        return max(self.words, key=lambda word: len(word.text))

    @property
    def bold(self) -> bool:
        """Whether all of its words are bold."""
        return all(word.bold for word in self.words)

    @property
    def text(self) -> str:
        """Its words, without a bullet's glyph, cells parted by a bar."""
        return " | ".join(" ".join(word.text for word in cell) for cell in self.cells)

    @property
    def text_left(self) -> float:
        """Where its text begins, after a bullet's glyph or a number."""
        first = self.cells[0]
        numbered = not self.marker and len(first) > 1 and _NUMBER.fullmatch(first[0].text)
        return first[1].left if numbered else self.left

    @property
    def mark_left(self) -> float:
        """Where its bullet or number stands, else its text."""
        return self.bullet_left if self.marker else self.left

    @property
    def numbered(self) -> bool:
        """Whether it opens with a number that stands apart from its text."""
        first = self.cells[0]
        return (
            not self.marker
            and len(first) > 1
            and bool(_NUMBER.fullmatch(first[0].text))
            and first[1].left - first[0].right > 0.45 * self.size
        )


def read_columns(runs: list[Run], page: int) -> list[list[PrintedLine]]:
    """Return the lines of a page, one list for each column, in reading order."""
    return [lines for column in _columns(runs) if (lines := _lines(column, page))]


def read_runs(words: Sequence[Word]) -> list[Run]:
    """Group words that stand together on one line."""
    groups: list[list[Word]] = []
    for word in words:
        last = groups[-1][-1] if groups else None
        if last and not _apart(last, word):
            groups[-1].append(word)
        elif last is None or not _again(last, word):
            groups.append([word])
    return [Run(group) for group in groups]


def _apart(last: Word, word: Word) -> bool:
    size = max(last.size, word.size, 1.0)
    gap = word.left - last.right
    return abs(last.bottom - word.bottom) > 0.5 * size or gap > 1.1 * size or gap < -0.3 * size


def _again(last: Word, word: Word) -> bool:
    """Tell whether a word was printed twice, a hair apart, to look bold."""
    return last.text == word.text and abs(last.left - word.left) < 2 and abs(last.top - word.top) < 2


def _columns(runs: list[Run], depth: int = 0) -> list[list[Run]]:
    """Cut a page's runs into columns where a gutter parts running text, and what stands across them between."""
    gutter = _gutter(runs) if depth < 4 else None
    if gutter is None:
        return [runs] if runs else []
    columns: list[list[Run]] = []
    across: list[Run] = []
    left: list[Run] = []
    right: list[Run] = []

    def close_columns() -> None:
        if left and right:
            close_across()
            columns.extend([*_columns(list(left), depth + 1), *_columns(list(right), depth + 1)])
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
    plain = [run for run in runs if not _is_mark(run)]
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


def _is_mark(run: Run) -> bool:
    """Tell whether a run is a bullet or a number that stands apart from its text."""
    return len(run.words) == 1 and (len(run.text) == 1 or bool(_NUMBER.fullmatch(run.text)))


def _count(runs: Iterable[Run]) -> int:
    return sum(len(run.words) for run in runs)


def _running(runs: Sequence[Run]) -> bool:
    """Tell whether runs look like the lines of running text rather than cells or bullets."""
    plain = [run for run in runs if not _is_mark(run)]
    rows = len({round(run.bottom / 4) for run in plain})
    # Justified lines fall into several runs, cells into more with fewer words.
    return rows >= 4 and _count(plain) >= 3.2 * rows and _count(plain) >= 2.2 * len(plain)


def _beside(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Tell whether two groups stand beside each other rather than one below the other."""
    top = max(min(run.top for run in left), min(run.top for run in right))
    bottom = min(max(run.bottom for run in left), max(run.bottom for run in right))
    within = [run for run in right if run.top >= top - 2 and run.bottom <= bottom + 2]
    return len(within) >= 3


def _lines(runs: Sequence[Run], page: int) -> list[PrintedLine]:
    """Return the lines of one column from top to bottom."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.bottom, run.left)):
        if rows and _same_line(rows[-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    lines = [_line(sorted(row, key=lambda run: run.left), page) for row in rows]
    return [line for line in lines if not _LEADER.search(line.text)]


def set_edges(pages: Sequence[Sequence[Sequence[PrintedLine]]]) -> None:
    """Tell each line the edges of its column; pages of one column share theirs."""
    frames = [_edges(column) for columns in pages if len(columns) > 1 for column in columns if len(column) > 5]
    single = [columns[0] for columns in pages if len(columns) == 1]
    narrow = [_frame(column, frames) for column in single]
    wide = [line for column, frame in zip(single, narrow, strict=True) if not frame for line in column]
    shared = _edges(wide) if wide else (0.0, 0.0)
    for column, frame in zip(single, narrow, strict=True):
        for line in column:
            line.edges = frame or shared
    for columns in pages:
        for column in columns if len(columns) > 1 else []:
            edges = (_frame(column, frames) or _edges(column)) if len(column) <= 5 else _edges(column)
            for line in column:
                line.edges = edges


def _frame(lines: Sequence[PrintedLine], frames: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """Return the edges of the narrow column, known from other pages, that lines stand in."""
    left, right = _edges(lines)
    for frame in sorted(frames):
        if abs(frame[0] - left) < 6 and right < frame[1] + 3:
            return frame
    return None


def _edges(lines: Sequence[PrintedLine]) -> tuple[float, float]:
    """Return where lines begin and end, but for the few that stick out."""
    lefts, rights = sorted(line.mark_left for line in lines), sorted(line.right for line in lines)
    few = len(lines) // 33
    return lefts[few], rights[-1 - few]


def _same_line(row: Sequence[Run], run: Run) -> bool:
    height = min(run.bottom - run.top, row[0].bottom - row[0].top)
    shared = min(run.bottom, row[0].bottom) - max(run.top, row[0].top)
    return shared > 0.5 * height and all(run.left >= other.right - 2 or run.right <= other.left + 2 for other in row)


def _line(row: Sequence[Run], page: int) -> PrintedLine:
    words = [word for run in row for word in run.words]
    marker, bullet_left = "", 0.0
    if len(words) > 1 and _is_glyph(words[0], words[1]):
        marker, bullet_left = "•", words[0].left
        words = words[1:]
    elif words[0].text[0] in _GLYPHS - {"-", "–", "—", "*", "+"} and len(words[0].text) > 1:
        marker, bullet_left = "•", words[0].left
        words[0].text = words[0].text[1:]
    if _is_spread(words):
        return PrintedLine([words], page, marker, bullet_left)
    cells: list[list[Word]] = [[words[0]]]
    for last, word in pairwise(words):
        numbered = len(cells) == 1 and len(cells[0]) == 1 and _NUMBER.fullmatch(last.text)
        if word.left - last.right > 2.2 * max(last.size, word.size) and not numbered:
            cells.append([word])
        else:
            cells[-1].append(word)
    return PrintedLine(cells, page, marker, bullet_left)


def _is_spread(words: Sequence[Word]) -> bool:
    """Tell whether a justified line was spread over its column: every gap is as wide as the next, as in no table."""
    gaps = [word.left - last.right for last, word in pairwise(words)]
    return len(gaps) > 1 and min(gaps) > 0 and max(gaps) < 1.25 * min(gaps)


def _is_glyph(word: Word, following: Word) -> bool:
    if len(word.text) != 1:
        return False
    private = "\ue000" <= word.text <= "\uf8ff"
    apart = following.left - word.right > 0.5 * max(following.size, 1.0)
    if word.text in "-–—*+":
        return apart or following.text[:1].isupper()
    return private or word.text in _GLYPHS or word.symbol or (word.text in _LETTERS and apart)
