"""Words to the lines of a column, the cells of a table's row together."""

from __future__ import annotations

import re
from collections.abc import Sequence
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

    @property
    def is_mark(self) -> bool:
        """Whether it is a bullet or a number that stands apart from its text."""
        return len(self.words) == 1 and (len(self.text) == 1 or bool(_NUMBER.fullmatch(self.text)))


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


def read_column(runs: Sequence[Run], page: int) -> list[PrintedLine]:
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
