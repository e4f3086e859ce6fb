"""Printed lines to paragraphs, headings, items of lists and rows of tables, across columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from peelgraph.loaders.formats.content import Part
from peelgraph.loaders.formats.hyphens import Hyphens
from peelgraph.loaders.formats.pdf_lines import PrintedLine

_TERMINAL = re.compile(r"[.!?:;][)\]’”'\"]*$|\b(?:and|or)$")
_SENTENCE_END = re.compile(r"[.!?][)\]’”'\"]*$")
_SHORT_CELL = 60


@dataclass(slots=True)
class Block:
    """Lines that belong together.

    Args:
        lines: The lines.
        breaks: The places in them before which a line's end is meant.
        level: How deep it lies in nested lists.
    """

    lines: list[PrintedLine]
    breaks: set[int] = field(default_factory=set)

    @property
    def first(self) -> PrintedLine:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> PrintedLine:
        """Its last line."""
        return self.lines[-1]

    @property
    def item(self) -> bool:
        """Whether it is an item of a list."""
        return bool(self.first.marker) or self.first.numbered


def read_parts(pages: Sequence[list[list[PrintedLine]]], known: Sequence[str]) -> Iterator[Part]:
    """Yield the parts of a document from the columns of its pages.

    Args:
        pages: For each page its columns, for each column its lines.
        known: Texts whose words tell which hyphens at a line's end are meant.
    """
    columns = [column for page in pages for column in page]
    leading = _leading(columns)
    blocks: list[Block] = []
    for column in columns:
        found = list(_gather(column, leading))
        if blocks and found and _continues(blocks[-1], found[0]):
            blocks[-1].breaks.update(at + len(blocks[-1].lines) for at in found[0].breaks)
            blocks[-1].lines += found.pop(0).lines
        blocks += found
    hyphens = Hyphens([*_uncut(blocks), *known]) if any(_cut(block) for block in blocks) else Hyphens([])
    depth = _Depths(blocks)
    for block in blocks:
        yield from _parts(block, hyphens, depth)


def _leading(columns: Sequence[Sequence[PrintedLine]]) -> float:
    """Return the usual distance of two lines, relative to the size of their font."""
    pitches: Counter[float] = Counter()
    for column in columns:
        for a, b in pairwise(column):
            if 0.8 * a.size < b.top - a.top < 2.5 * a.size and abs(a.size - b.size) < 0.5:
                pitches[round((b.top - a.top) / a.size, 2)] += 1
    if not pitches:
        return 1.3
    most = max(pitches.values())
    return min(pitch for pitch, count in pitches.items() if count >= 0.4 * most)


def _gather(lines: Sequence[PrintedLine], leading: float) -> Iterator[Block]:
    block: Block | None = None
    for line in lines:
        if block is None:
            block = Block([line])
        elif _begins_block(block, line, leading):
            yield block
            block = Block([line])
        else:
            if _is_meant(block.last, line):
                block.breaks.add(len(block.lines))
            block.lines.append(line)
    if block:
        yield block


def _begins_block(block: Block, line: PrintedLine, leading: float) -> bool:
    last = block.last
    size = max(last.size, line.size)
    pitch = line.top - last.top
    if line.marker or len(line.cells) > 1 or len(last.cells) > 1:
        return True
    if line.numbered and not _hangs_on(block, line):
        return True
    if pitch > 1.18 * leading * size + 0.5 or pitch < -size:
        return True
    if abs(last.size - line.size) > 0.08 * size or last.bold != line.bold:
        return not (last.bold != line.bold and _runs_on(last, line))
    if block.item and line.left < block.first.text_left - 0.6 * size and line.left <= block.first.mark_left + 1:
        # Back at the edge of the bullet: text after the list, unless the list has no hanging indent.
        hanging = len(block.lines) > 1 and abs(block.lines[1].left - block.first.text_left) < 0.6 * size
        if hanging or _is_meant(last, line):
            return True
    indented = line.left > last.left + 0.8 * size and not block.item and len(block.lines) > 1
    if indented and _SENTENCE_END.search(last.text):
        return True
    return _is_meant(last, line) and bool(_TERMINAL.search(last.text))


def _hangs_on(block: Block, line: PrintedLine) -> bool:
    """Tell whether a number that opens a line goes on with a bullet's sentence: "… of whom there were / 140."."""
    hanging = bool(block.first.marker) and abs(line.left - block.first.text_left) < 0.6 * line.size
    return hanging and not _TERMINAL.search(block.last.text) and not _is_meant(block.last, line)


def _runs_on(last: PrintedLine, line: PrintedLine) -> bool:
    """Tell whether a line that is bold and one that is not are of one sentence."""
    return not _is_meant(last, line) and not _TERMINAL.search(last.text) and line.text[:1].islower()


def _is_meant(last: PrintedLine, line: PrintedLine) -> bool:
    """Tell whether a line ended although the next one's first word would have fitted."""
    if last.words[-1].broken:
        return False
    room = last.edges[1] - last.right
    first = line.words[0]
    return room > (first.right - first.left) + 0.9 * last.size


def _continues(block: Block, following: Block) -> bool:
    """Tell whether a block at the top of a column or page goes on with the one before."""
    last, line = block.last, following.first
    if following.item or len(line.cells) > 1 or len(last.cells) > 1:
        return False
    if abs(last.size - line.size) > 0.08 * last.size or last.bold != line.bold:
        return False
    if last.words[-1].broken:
        return True
    full = not _is_meant(last, line)
    if _SENTENCE_END.search(last.text):
        hangs = line.left - line.edges[0] > 0.6 * line.size
        shift = abs((line.left - line.edges[0]) - (block.first.text_left - block.first.edges[0]))
        return full and bool(block.first.marker) and hangs and shift < 0.6 * line.size
    return line.text[:1].islower() or (full and not last.text.endswith((":", ";")))


def _cut(block: Block) -> bool:
    return any(line.text.endswith("-") for line in block.lines[:-1])


def _uncut(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the text of lines without the words that a hyphen cut."""
    for block in blocks:
        after_cut = False
        for line in block.lines:
            words = line.text.split(" ")
            cut = words[-1].endswith("-")
            yield " ".join(words[1 if after_cut else 0 : len(words) - cut])
            after_cut = cut


def _parts(block: Block, hyphens: Hyphens, depths: _Depths) -> Iterator[Part]:
    first = block.first
    if len(first.cells) > 1:
        cells = [" ".join(word.text for word in cell) for cell in first.cells]
        if max(map(len, cells)) > _SHORT_CELL or any(_SENTENCE_END.search(cell) for cell in cells):
            yield from (Part(cell, first.page) for cell in cells)
        else:
            yield Part(" | ".join(cells), first.page)
        return
    text = ""
    for at, line in enumerate(block.lines):
        if not text:
            text = line.text
        elif at in block.breaks:
            text += "\n" + line.text
        elif text.endswith("-") and line.text[:1].isalpha():
            text = hyphens.join(text, line.text)
        else:
            text += " " + line.text
    if first.marker:
        text = f"{first.marker} {text}"
    yield Part(text, first.page, block.item, depths.of(block) if block.item else 0)


class _Depths:
    """How deep each item of a list lies, by where its bullet stands."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._of: dict[int, int] = {}
        open_marks: list[float] = []
        for block in blocks:
            if not block.item:
                open_marks = []
                continue
            at = block.first.mark_left - block.first.edges[0]
            while open_marks and open_marks[-1] > at + 4:
                open_marks.pop()
            if not open_marks or at > open_marks[-1] + 4:
                open_marks.append(at)
            self._of[id(block)] = len(open_marks) - 1

    def of(self, block: Block) -> int:
        """Return how many lists lie around the one that an item belongs to."""
        return self._of.get(id(block), 0)
