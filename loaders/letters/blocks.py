"""Lines to blocks: bullets, headings and paragraphs, with hard-wrapped lines joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from peelgraph.loaders.letters.text import Line
from peelgraph.ontology.text import collapse

BlockKind = Literal["heading", "bullet", "paragraph"]

_GLYPH = re.compile(r"\s*(?:(?P<dash>[-–—*+o])\s+|(?P<glyph>[•‣▪■□●○◦∙·➢►▶➤✓✔❖◆\uf000-\uf0ff])\s*)(?=\S)")
_NUMBER = re.compile(
    r"\s*(?P<number>\(?(?:\d{1,2}|[a-h]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s+(?=\S)", re.IGNORECASE
)
_FURNITURE = re.compile(
    r"\s*(?:page\s+\d+(?:\s+of\s+\d+)?|[-–]\s*\d{1,3}\s*[-–]|\d{1,3}|[-_=*~—–\s]{3,}|\W*|"
    r"official(?:[- ]sensitive)?|restricted|not protectively marked)\s*",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"^#{1,6}\s+|^\*\*(?=.*\*\*:?$)|(?<=\S)\*\*(?=:?$)")
_UNFINISHED_LEAD = re.compile(
    r"\b(?:is|are|was|were|be|include|includes|including|found|that|to|should|must|follows|following|below|"
    r"these|by|concluded|identified|observed|noted|the force|your force|has|have|conclusions|findings)\s*:$",
    re.IGNORECASE,
)
_BROKEN_WORD = re.compile(r"\w[-\u2010\u2011]$")
_HEADING_WORDS = 14
_HEADING_LENGTH = 110


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
    drafts = list(_gather(lines))
    texts = [join_lines([line.text for line in draft.lines]) for draft in drafts]
    blocks = []
    for i, (draft, text) in enumerate(zip(drafts, texts, strict=True)):
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        blocks.append(_finish(draft, text, following))
    return _mend_breaks([block for block in blocks if block.text])


def _gather(lines: Sequence[Line]) -> Iterator[_Draft]:
    """Group lines to drafts: a blank line, a bullet's mark or a deliberate line end begins a new one."""
    width = max((len(line.text) for line in lines), default=0)
    draft: _Draft | None = None
    for at, line in enumerate(lines):
        if _FURNITURE.fullmatch(line.text):
            if not line.text.strip() and draft:
                yield draft
                draft = None
            continue
        marker = _marker(line.text, draft)
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
        draft = _Draft([Line(line.number, rest, line.page)], marker.strip(), indent)
    if draft:
        yield draft


def _marker(text: str, draft: _Draft | None) -> str:
    """Return the bullet's mark that opens a line, or nothing."""
    if match := _NUMBER.match(text):
        wrapped = draft is not None and not draft.numbered and not re.search(r"[.:;!?]$|\b(?:and|or)$", draft.last)
        return "" if wrapped else match.group()
    match = _GLYPH.match(text)
    if not match:
        return ""
    glyph = match.group("dash")
    if glyph and draft and draft.marker != glyph and not re.search(r"[.:;,!?)]$|\b(?:and|or)$", draft.last):
        rest = text[match.end() :]
        if len(draft.lines) == 1 and looks_like_heading(collapse(draft.last)) and rest[:1].isupper():
            return match.group()
        if rest[:1].islower() or glyph == "o" or len(draft.lines) > 1:
            return ""
    return match.group()


def _ends_here(draft: _Draft, line: Line, width: int) -> bool:
    """Tell whether a heading stands directly above this line: its line ended before it was full."""
    if len(draft.lines) > 1 or (draft.marker and not draft.numbered):
        return False
    above = draft.last
    first = line.text.split()[0]
    return (
        first[:1].isupper()
        and len(above) <= 0.7 * width
        and len(above) + 1 + len(first) <= width
        and looks_like_heading(collapse(above))
    )


def _heading_between(draft: _Draft, lines: Sequence[Line], at: int, width: int) -> bool:
    """Tell whether a line is a heading between two items that no blank line parts from it."""
    text = collapse(lines[at].text)
    after = lines[at + 1].text if at + 1 < len(lines) else ""
    begins_item = bool(_GLYPH.match(after) or _NUMBER.match(after) or _is_short_heading(after, width))
    return bool(re.search(r"[.;!?]$", draft.last)) and begins_item and _is_short_heading(text, width)


def _is_short_heading(text: str, width: int) -> bool:
    plain = collapse(text)
    return len(plain) <= 0.6 * width and plain[:1].isupper() and looks_like_heading(plain)


def join_lines(lines: Sequence[str]) -> str:
    """Return wrapped lines as one, without a space after a hyphen that ends a line.

    >>> join_lines(["the force's call-", "handling  centre"])
    "the force's call-handling centre"
    """
    parts: list[str] = []
    for line in lines:
        text = collapse(line)
        if not text:
            continue
        if parts and not (_BROKEN_WORD.search(parts[-1][-2:]) and text[0].islower()):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


def looks_like_heading(text: str) -> bool:
    """Tell whether a line standing alone reads as a heading.

    >>> looks_like_heading("Preventing crime"), looks_like_heading("The force is well led.")
    (True, False)
    >>> looks_like_heading("How well does the force prevent crime?"), looks_like_heading("We found that:")
    (True, False)
    """
    plain = _MARKDOWN.sub("", text).strip()
    if not plain or len(plain) > _HEADING_LENGTH or len(plain.split()) > _HEADING_WORDS:
        return False
    if not re.search(r"[^\W\d_]{2}", plain) or not (plain[0].isupper() or plain[0].isdigit() or plain[0] in "'‘“\""):
        return False
    return not re.search(r"[.;,!]$|[.!?]\s+[A-Z]|\band$", plain) and not _UNFINISHED_LEAD.search(plain)


def _finish(draft: _Draft, text: str, following: _Draft | None) -> Block:
    first = draft.lines[0]
    plain = _MARKDOWN.sub("", text).strip()
    sibling = (
        following is not None
        and following.numbered
        and _level(following.marker) == _level(draft.marker)
        and following.lines[0].number - draft.lines[-1].number <= 1
    )
    heading = looks_like_heading(text) and (not draft.marker or (draft.numbered and not sibling))
    kind: BlockKind = "heading" if heading else "bullet" if draft.marker else "paragraph"
    return Block(kind, plain if heading else text, first.number, first.page, draft.marker, draft.indent)


def _level(marker: str) -> tuple[int, str]:
    digits = re.sub(r"\d+", "1", marker)
    return len(re.findall(r"\d+", marker)), "digit" if digits[:2].strip("(").startswith("1") else "letter"


def _mend_breaks(blocks: list[Block]) -> list[Block]:
    """Join a block cut by a blank line (a page break) to its rest, which begins in mid-sentence."""
    mended: list[Block] = []
    for block in blocks:
        before = mended[-1] if mended else None
        if (
            before
            and block.kind == "paragraph"
            and before.kind != "heading"
            and block.text[:1].islower()
            and not re.search(r"[.:;!?]\W*$", before.text)
        ):
            text = join_lines([before.text, block.text])
            mended[-1] = Block(before.kind, text, before.line, before.page, before.marker, before.indent)
        else:
            mended.append(block)
    return mended
