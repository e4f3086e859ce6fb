"""The parts of a letter: header lines, subject, introduction, passages under their sections, signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from peelgraph.loaders.letters import wording
from peelgraph.loaders.letters.blocks import Block, read_blocks
from peelgraph.loaders.letters.frame import Frame, cut_frame
from peelgraph.loaders.letters.grades import PrintedGrade, printed_grade
from peelgraph.loaders.letters.opening import SENTENCE_END, findings_start, is_frame, is_introduction, is_other_section
from peelgraph.loaders.letters.scars import mend
from peelgraph.loaders.letters.set_aside import SetAside, first_point, sections_set_aside
from peelgraph.loaders.letters.text import Line
from peelgraph.loaders.letters.title_page import may_be_title, printed_title
from peelgraph.ontology.text import collapse

ForceOf = Callable[[str], "str | None"]
"""Tells the slug of the force that a heading names, or None."""

_CONTENTS = re.compile(r"(?:\.\s?){5,}\s*\d*$")
_SUBJECT_LENGTH = 34
_TITLE_WIDTH = 130
_NO_SUBJECT = re.compile(
    r"\s*(?:i|we|my|our|thank|thanks|as|you|your|between|from|in|hmic\w*|this|further|following|please|during|at|on|it|when)\s",
    re.IGNORECASE,
)
_ASKS_FOR = re.compile(r"\b(?:should|must|recommends?|needs?\s+to|will\s+need\s+to)\b[^.]*:$", re.IGNORECASE)
_SUBJECT_MARK = re.compile(
    r"^(?:(?:re|subject|ref(?:erence)?|(?:inspection\s+)?title|inspection|topic|about)\s*:|re(?:\.|\s[-–—])(?=\s))\s*",
    re.IGNORECASE,
)
_SUBJECT_WORD = re.compile(
    r"\b(?:inspection|review|peel|thematic|report|assessment|findings|policing|police)\b", re.IGNORECASE
)
_UNFINISHED = re.compile(r"(?:\b(?:a|an|and|as|at|by|for|from|in|into|of|on|or|the|to|with)|[-–—:,&])$", re.IGNORECASE)
_JOINS = re.compile(r"AND|OR|OF|IN|FOR|TO|BY|WITH|ON|&")
_KIND_OF_LETTER = re.compile(r"\s*(?:our\s+)?(?:letter|findings|results)\s+(?:on|of|to|for|from)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^an?\s+", re.IGNORECASE)
_TITLE_WORD = re.compile(r"\b(?:inspection|review|peel|thematic|assessment)\b", re.IGNORECASE)
_JUDGING_HEADING = re.compile(
    r"^(?:areas?\s+(?:for|of)\s+(?:improvement|concern|good\s+practice)|causes?\s+of\s+concern"
    r"|accelerated\s+causes?\s+of\s+concern|"
    r"strengths?|weaknesses|good\s+practice|innovative\s+practice|promising\s+practice|recommendations?"
    r"|what\s+(?:is\s+)?work(?:s|ing)\s+well|what\s+is\s+going\s+well|"
    r"what\s+(?:needs|could)\b.*|positives?|positive\s+(?:findings|practice|areas)|concerns|shortcomings"
    r"|areas\s+of\s+strength|"
    r"(?:what\s+)?(?:does|is)\s+not\s+work\w*\s*(?:well)?|what\s+(?:the\s+force\s+)?(?:does|could\s+do)\s+(?:well"
    r"|better))\s*:?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One bullet or paragraph of the findings.

    Args:
        number: Its place among the passages, from 1.
        section: The heading that it stands under, as printed.
        text: Its text, white space normalised.
        line: The number of its first line.
        page: The page that it begins on, where the source has pages.
        topic: The nearest heading that names a subject rather than a judgement, for the coding.
        lead: The paragraph that leads in to its list (``The force should:``), for the coding.
        force: The force that a heading above it names.
    """

    number: int
    section: str | None
    text: str
    line: int
    page: int | None = None
    topic: str | None = None
    lead: str | None = None
    force: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's parts.

    Args:
        header: The lines above the salutation.
        salutation: The line that addresses the receiver, if there is one.
        subject: The subject line, if one was found.
        introduction: What stands between the subject and the findings, and the frame after them.
        passages: The bullets and paragraphs of the findings.
        signature: The lines after the closing phrase, without the copy list.
        lead_found: Whether a heading, a list or a lead-in said where the findings begin.
        grades: The grades that stand on lines of their own.
        set_aside: The sections with points that were read as no part of the findings.
    """

    header: tuple[Line, ...]
    salutation: Line | None
    subject: Block | None
    introduction: tuple[Block, ...]
    passages: tuple[Passage, ...]
    signature: tuple[Line, ...]
    lead_found: bool
    grades: tuple[PrintedGrade, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


def read_letter(lines: Sequence[Line], force_of: ForceOf = lambda _: None) -> Letter:
    r"""Return the parts of a letter from its lines, whatever kind of file they were read from.

    Args:
        lines: The lines.
        force_of: Tells the slug of the force that a heading names, or None.

    >>> from peelgraph.loaders.letters.text import split_lines
    >>> text = "Dear Ada\n\nCall review\n\nCall handling\n\n- Calls are answered fast.\n\nYours sincerely"
    >>> [(p.section, p.text) for p in read_letter(split_lines(text)).passages]
    [('Call handling', 'Calls are answered fast.')]
    """
    frame = cut_frame(mend(lines))
    blocks = [block for block in read_blocks(_with_subject_apart(frame)) if not _CONTENTS.search(block.text)]
    blocks = _counted_paragraphs(blocks)
    subject, blocks = _subject(blocks, frame)
    blocks, grades = _without_grades(blocks, force_of)
    start, found = findings_start(blocks)
    start = first_point(blocks, start) if start is not None else None
    if start and blocks[start - 1].kind == "heading" and _opens_one_of_several(blocks, start - 1, force_of):
        start -= 1
    passages, rest = _read_passages(blocks[start:], force_of) if start is not None else ([], [])
    before = blocks[: start if start is not None else len(blocks)]
    return Letter(
        frame.header, frame.salutation, subject, (*before, *rest), tuple(passages), frame.signature, found, grades,
        sections_set_aside(blocks),
    )  # fmt: skip


def _counted_paragraphs(blocks: list[Block]) -> list[Block]:
    """Return the blocks, numbered ones as paragraphs where the numbers count all of them from the introduction on."""
    first = next((block for block in blocks if block.kind != "heading"), None)
    if first is None or not re.fullmatch(r"\(?1[.)]", first.marker):
        return blocks
    if not (is_introduction(first.text) or is_frame(first.text)):
        return blocks
    return [
        replace(block, kind="paragraph")
        if block.kind == "bullet" and re.fullmatch(r"\(?\d{1,3}[.)]", block.marker) and block.indent <= first.indent + 1
        else block
        for block in blocks
    ]


def _subject(blocks: list[Block], frame: Frame) -> tuple[Block | None, list[Block]]:
    """Return the subject line and the blocks after it."""
    rest = blocks
    subject = None
    titled = frame.salutation is None and printed_title(
        [collapse(line.text) for line in frame.header if line.text.strip()]
    )
    if rest and not titled and _may_be_subject(rest, after_salutation=frame.salutation is not None):
        subject, rest = replace(rest[0], kind="heading"), rest[1:]
    if subject is None:
        for line in frame.header:
            text = collapse(line.text)
            if _SUBJECT_MARK.match(text) and (
                _SUBJECT_WORD.search(text) or not re.match(r"ref|our|your", text, re.IGNORECASE)
            ):
                subject = Block("heading", text, line.number, line.page)
    if subject is None and frame.salutation is not None:
        subject = _title_above_salutation(frame.header)
    if subject is not None:
        text = _SUBJECT_MARK.sub("", subject.text).strip(" *_")
        subject = Block("heading", text, subject.line, subject.page)
    return subject, rest


def _opens_one_of_several(blocks: Sequence[Block], at: int, force_of: ForceOf) -> bool:
    """Tell whether a heading opens the part of one force, and a later one the part of another."""
    first = force_of(blocks[at].text)
    later = {force_of(block.text) for block in blocks[at + 1 :] if block.kind == "heading"} - {None}
    return first is not None and bool(later - {first})


def _without_grades(blocks: list[Block], force_of: ForceOf) -> tuple[list[Block], tuple[PrintedGrade, ...]]:
    """Return the blocks without those that hold a grade and nothing else, and these grades."""
    kept: list[Block] = []
    grades: list[PrintedGrade] = []
    heading = force = None
    for block in blocks:
        if block.kind != "bullet" and (grade := printed_grade(block.text, heading, force)):
            grades.append(grade)
            continue
        if block.kind == "heading":
            heading, force = block.text, force_of(block.text) or force
        kept.append(block)
    return kept, tuple(grades)


def _with_subject_apart(frame: Frame) -> list[Line]:
    """Return the body's lines with a blank line after a subject line that stands directly over the text."""
    lines = list(frame.body)
    first = next((i for i, line in enumerate(lines) if line.text.strip()), None)
    if first is None or frame.salutation is None or _NO_SUBJECT.match(lines[first].text):
        return lines
    width = max(len(line.text) for line in lines)
    for i in range(first, min(first + 3, len(lines) - 1)):
        text, below = lines[i].text.rstrip(), lines[i + 1].text.split()
        if not below or re.search(r"[.:;]$", text) or len(text) > _TITLE_WIDTH:
            return lines
        if len(text) + 1 + len(below[0]) <= min(width, _TITLE_WIDTH) and not _runs_on(text, below[0]):
            return [*lines[: i + 1], Line(lines[i].number, "", lines[i].page), *lines[i + 1 :]]
    return lines


def _runs_on(line: str, below: str) -> bool:
    """Tell whether a subject line is not complete before the line below it, by its last word or the first one there."""
    return below[:1].islower() or bool(_UNFINISHED.search(line) or _JOINS.fullmatch(below))


def _title_above_salutation(header: Sequence[Line]) -> Block | None:
    """Return the title that stands by itself between the address and the salutation.

    A line below it that only says what kind of letter it heads ("Letter on the findings for …") is left out.
    """
    filled = [i for i, line in enumerate(header) if line.text.strip()]
    if not filled:
        return None
    first = next((i + 1 for i in range(filled[-1], -1, -1) if not header[i].text.strip()), 0)
    if first == 0:
        return None
    lines = [line for line in header[first : filled[-1] + 1] if not _KIND_OF_LETTER.match(line.text)]
    text = collapse(" ".join(line.text for line in lines))
    if (
        not _TITLE_WORD.search(text)
        or not 3 < len(text.split()) <= _SUBJECT_LENGTH
        or not may_be_title(_ARTICLE.sub("", text))
    ):
        return None
    return Block("heading", text, lines[0].number, lines[0].page)


def _may_be_subject(blocks: Sequence[Block], *, after_salutation: bool) -> bool:
    """Tell whether a first block is a subject line: a heading, or a short line that is no sentence."""
    first, *others = blocks
    if _SUBJECT_MARK.match(first.text):
        return True
    if wording.LEAD_HEADING.match(first.text) or wording.OTHER_HEADING.match(first.text):
        return False
    if first.kind == "heading":
        if others and others[0].kind == "bullet":
            return False
        return after_salutation or not _asks(first.text)
    return (
        after_salutation
        and first.kind == "paragraph"
        and bool(others)
        and len(first.text.split()) <= _SUBJECT_LENGTH
        and not re.search(r"[.:;,]$", first.text)
        and not _NO_SUBJECT.match(first.text)
    )


def _asks(text: str) -> bool:
    return text.endswith("?") and bool(re.match(r"(?:how|to\s+what\s+extent)\b", text, re.IGNORECASE))


@dataclass(slots=True)
class _Place:
    """Where the reading of the findings stands."""

    section: str | None = None
    topic: str | None = None
    lead: str | None = None
    force: str | None = None
    skipping: bool = False

    def enter(self, heading: str, force: str | None, *, other: bool) -> None:
        plain = wording.STRIP_HEADING_NUMBER.sub("", heading)
        self.section, self.lead = heading, None
        self.force = force or self.force
        self.skipping = other
        if not _JUDGING_HEADING.match(plain):
            self.topic = plain


def _read_passages(blocks: Sequence[Block], force_of: ForceOf) -> tuple[list[Passage], list[Block]]:
    place = _Place()
    passages: list[Passage] = []
    frame: list[Block] = []
    others = {block.line for at, block in enumerate(blocks) if block.kind == "heading" and is_other_section(blocks, at)}
    for block, lead in _with_sublists(blocks):
        if block.kind == "heading":
            place.enter(block.text, force_of(block.text), other=block.line in others)
        elif place.skipping or (block.kind == "paragraph" and is_frame(block.text)):
            frame.append(block)
        elif lead:
            place.lead = block.text
        else:
            if block.kind == "paragraph":
                place.lead = None
            passages.append(
                Passage(
                    len(passages) + 1,
                    place.section,
                    block.text,
                    block.line,
                    block.page,
                    place.topic,
                    place.lead,
                    place.force,
                )
            )
    return passages, frame


def _with_sublists(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Yield each block, a bullet with its own sub-list joined, and whether it leads in to a list."""
    i = 0
    while i < len(blocks):
        block = blocks[i]
        i += 1
        asks_for = bool(_ASKS_FOR.search(block.text)) and len(SENTENCE_END.split(block.text)) == 1
        if block.kind == "bullet" and block.text.endswith(":") and not asks_for:
            parts = [block.text]
            while i < len(blocks) and blocks[i].kind == "bullet" and _is_below(blocks[i], block):
                parts.append(blocks[i].text)
                i += 1
            block = Block(block.kind, " ".join(parts), block.line, block.page, block.marker, block.indent)
        opens_list = (
            (block.kind == "paragraph" or asks_for)
            and block.text.endswith(":")
            and len(SENTENCE_END.split(block.text)) == 1
            and i < len(blocks)
            and blocks[i].kind == "bullet"
        )
        yield block, opens_list


def _is_below(block: Block, parent: Block) -> bool:
    if block.indent != parent.indent:
        return block.indent > parent.indent
    return re.sub(r"\w+", "1", block.marker) != re.sub(r"\w+", "1", parent.marker)
