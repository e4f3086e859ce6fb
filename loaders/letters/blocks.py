"""Lines to blocks: bullets, headings and paragraphs, with hard-wrapped lines joined."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from peelgraph.loaders.letters.headlines import MARKDOWN, looks_like_heading
from peelgraph.loaders.letters.hyphens import join_broken, words_of
from peelgraph.loaders.letters.text import Line
from peelgraph.ontology.text import collapse

BlockKind = Literal["heading", "bullet", "paragraph"]

_GLYPH = re.compile(r"\s*(?:(?P<dash>[-–—*+o])\s+|(?P<glyph>[•‣▪■□●○◦∙·§➢►▶➤✓✔❖◆\uf000-\uf0ff])\s*)(?=\S)")
_NUMBER = re.compile(
    r"\s*(?P<number>\(?(?:\d{1,3}|[a-h]|[ivx]{1,5})[.)]|\(?[a-z]\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s+(?=\S)",
    re.IGNORECASE,
)
_BARE_RULE = re.compile(r"\W*")
_ITEM_ENDED = re.compile(r"[.:;,!?][\"'’”)\]]*$|[;,]\s*(?:and|or)$")
_SENTENCE_ENDED = re.compile(r"[.!?][\"'’”)\]]*$")
_EXPECTS_NUMBER = re.compile(r"\b(?:\d+\s+(?:and|or|to)|between|than|nearly|almost|paragraphs?)$", re.IGNORECASE)
_WORD = re.compile(r"\w[\w'’-]*")
_LONGEST = 40
_SHORT = 0.72
_SKIPPED = 9


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a bullet or a paragraph, its lines joined and its white space normalised.

    Args:
        kind: What it is.
        text: Its text without the bullet's glyph or number.
        line: The number of its first line.
        page: The page that it begins on, where the source has pages.
        marker: The bullet's glyph or number as printed.
        indent: How far its first line is indented.
    """

    kind: BlockKind
    text: str
    line: int
    page: int | None = None
    marker: str = ""
    indent: int = 0


@dataclass(slots=True)
class _Draft:
    """A block whose lines are being gathered."""

    lines: list[Line]
    marker: str
    indent: int
    parted: bool = True

    @property
    def last(self) -> str:
        return self.lines[-1].text.rstrip()

    @property
    def numbered(self) -> bool:
        return bool(_NUMBER.match(self.marker + " x"))


def read_blocks(lines: Sequence[Line]) -> list[Block]:
    r"""Return the blocks of some lines in their order.

    >>> from peelgraph.loaders.letters.text import split_lines
    >>> [(b.kind, b.text) for b in read_blocks(split_lines("Preventing crime\n\n- The force\n  is good."))]
    [('heading', 'Preventing crime'), ('bullet', 'The force is good.')]
    """
    inside = words_of("\n".join(line.text for line in lines)) if any(_breaks(line) for line in lines) else frozenset()
    drafts = list(_gather(lines))
    texts = [join_lines([line.text for line in draft.lines], inside) for draft in drafts]
    blocks = []
    for i, (draft, text) in enumerate(zip(drafts, texts, strict=True)):
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        blocks.append(_finish(draft, text, following))
    return _mend_breaks([block for block in blocks if block.text], inside)


def _breaks(line: Line) -> bool:
    return _broken_word(line.text.rstrip()) is not None


def _gather(lines: Sequence[Line]) -> Iterator[_Draft]:
    """Group lines to drafts: a blank line, a bullet's mark or a deliberate line end begins a new one."""
    width = _width(lines)
    draft: _Draft | None = None
    last = ""
    for at, line in enumerate(lines):
        if _BARE_RULE.fullmatch(line.text):
            if draft:
                yield draft
                draft = None
            continue
        marker = _marker(line.text, draft, last)
        if marker and _NUMBER.match(marker + "x"):
            last = marker.strip()
        if (
            draft
            and not marker
            and not _ends_here(draft, line, width)
            and not _heading_between(draft, lines, at, width)
        ):
            draft.lines.append(line)
            continue
        if draft:
            yield draft
        rest = line.text[len(marker) :]
        indent = len(line.text) - len(line.text.lstrip())
        parted = at == 0 or not lines[at - 1].text.strip()
        draft = _Draft([Line(line.number, rest, line.page)], marker.strip(), indent, parted)
    if draft:
        yield draft


def _width(lines: Sequence[Line]) -> int:
    """Return how long a full line is; the few longest, such as an address, do not count."""
    lengths = sorted(len(line.text) for line in lines if line.text.strip())
    return lengths[math.ceil(0.95 * (len(lengths) - 1))] if lengths else 0


def _marker(text: str, draft: _Draft | None, last: str) -> str:
    """Return the bullet's mark that opens a line, or nothing; the last number goes on where headings stand between."""
    if match := _NUMBER.match(text):
        wrapped = draft is not None and not draft.numbered and not _ITEM_ENDED.search(draft.last)
        if wrapped and draft is not None and len(draft.lines) == 1 and not draft.marker:
            opens = bool(re.search(r"^\(?(?:1|a|i)[.)]$|\d\.\d", match["number"], re.IGNORECASE))
            opens = opens or (bool(last) and _follows(last, match["number"], most=_SKIPPED if draft.parted else 1))
            wrapped = not (opens and looks_like_heading(collapse(draft.last)) and not text[match.end() :][:1].islower())
        if draft is not None and draft.numbered and not _ITEM_ENDED.search(draft.last):
            wrapped = not _follows(draft.marker, match["number"])
        wrapped = wrapped or (draft is not None and bool(_EXPECTS_NUMBER.search(draft.last)))
        return "" if wrapped else match.group()
    match = _GLYPH.match(text)
    if not match:
        return ""
    glyph = match.group("dash")
    if glyph and draft and draft.marker != glyph and not _ITEM_ENDED.search(draft.last):
        rest = text[match.end() :]
        if len(draft.lines) == 1 and looks_like_heading(collapse(draft.last)) and rest[:1].isupper():
            return match.group()
        if rest[:1].islower() or glyph == "o" or len(draft.lines) > 1:
            return ""
    return match.group()


def _follows(before: str, number: str, most: int = 1) -> bool:
    """Tell whether a number is the one after another: 3. after 2., (d) after (c), 2.4 after 2.3.

    Args:
        before: The number before.
        number: The number.
        most: How far on it may be, where marks of another kind are counted between them.
    """
    one, other = (re.findall(r"\d+|[a-z]+", mark.lower()) for mark in (before, number))
    if not one or len(one) != len(other) or one[:-1] != other[:-1]:
        return bool(one) and bool(other[:-1] == one)
    first, second = one[-1], other[-1]
    if first.isdecimal() and second.isdecimal():
        return 0 < int(second) - int(first) <= most
    return bool(first.isalpha() and second.isalpha())


def _ends_here(draft: _Draft, line: Line, width: int) -> bool:
    """Tell whether a block ended with the line above: it stopped before it was full, as a heading or a sentence."""
    above = draft.last
    first = line.text.split()[0]
    if first[:1].islower() or len(above) + 1 + len(first) > width:
        return False
    if _SENTENCE_ENDED.search(above) and len(draft.lines) > 1:
        return len(above) <= _SHORT * width and len(draft.lines[-2].text) > len(above)
    if len(draft.lines) > 1 or (draft.marker and not draft.numbered):
        return False
    return len(above) <= _SHORT * width and looks_like_heading(collapse(above))


def _heading_between(draft: _Draft, lines: Sequence[Line], at: int, width: int) -> bool:
    """Tell whether a line is a heading between two blocks that no blank line parts from it."""
    text = collapse(lines[at].text)
    after = lines[at + 1].text if at + 1 < len(lines) else ""
    if not re.search(r"[.;!?][\"'’”)]*$", draft.last) or not _is_short_heading(text, width):
        return False
    begins_item = bool(_GLYPH.match(after) or _NUMBER.match(after) or _is_short_heading(after, width))
    first = after.split()[:1]
    fits = bool(first) and not first[0][:1].islower() and len(text) + 1 + len(first[0]) < width
    return begins_item or fits


def _is_short_heading(text: str, width: int) -> bool:
    plain = collapse(text)
    return len(plain) <= _SHORT * width and plain[:1].isupper() and looks_like_heading(plain)


def join_lines(lines: Sequence[str], inside: Collection[str] = ()) -> str:
    """Return wrapped lines as one, a word that a line's end breaks made whole.

    Args:
        lines: The lines.
        inside: The words that the document has inside its lines; they tell a broken word from a compound.

    >>> join_lines(["the force's call-", "handling  centre investi-", "gates it"])
    "the force's call-handling centre investigates it"
    """
    parts: list[str] = []
    for line in lines:
        text = collapse(line)
        if not text:
            continue
        broken = _broken_word(parts[-1]) if parts else None
        word = _WORD.match(text)
        if broken and word and text[0].islower() and word.group() not in {"and", "or", "to"}:
            parts[-1] = parts[-1][: -len(broken) - 1] + join_broken(broken, word.group(), inside) + text[word.end() :]
        else:
            parts.append(text)
    return " ".join(parts)


def _broken_word(line: str) -> str | None:
    """Return the part of a word that a hyphen ends at the end of a line."""
    if not line.endswith(("-", "\u2010", "\u2011")):
        return None
    last = line[:-1].rpartition(" ")[2][-_LONGEST:]
    found = re.search(r"\w[\w'’-]*$", last)
    return found.group() if found else None


def _finish(draft: _Draft, text: str, following: _Draft | None) -> Block:
    first = draft.lines[0]
    plain = MARKDOWN.sub("", text).strip()
    sibling = (
        following is not None
        and following.numbered
        and _level(following.marker) == _level(draft.marker)
        and following.lines[0].number - draft.lines[-1].number <= 1
    )
    alone = not draft.marker and draft.parted and (following is None or following.parted)
    heading = looks_like_heading(text, alone=alone) and (not draft.marker or (draft.numbered and not sibling))
    kind: BlockKind = "heading" if heading else "bullet" if draft.marker else "paragraph"
    return Block(kind, plain if heading else text, first.number, first.page, draft.marker, draft.indent)


def _level(marker: str) -> tuple[int, str]:
    digits = re.sub(r"\d+", "1", marker)
    return len(re.findall(r"\d+", marker)), "digit" if digits[:2].strip("(").startswith("1") else "letter"


def _mend_breaks(blocks: list[Block], inside: Collection[str]) -> list[Block]:
    """Join a block cut by a blank line (a page break) to its rest, which begins in mid-sentence."""
    mended: list[Block] = []
    for block in blocks:
        before = mended[-1] if mended else None
        if (
            before
            and block.kind == "paragraph"
            and (before.kind != "heading" or before.text.endswith(","))
            and block.text[:1].islower()
            and not re.search(r"[.:;!?]\W*$", before.text)
        ):
            mended[-1] = replace(before, text=join_lines([before.text, block.text], inside))
        else:
            mended.append(block)
    return mended
