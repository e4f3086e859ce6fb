"""The parts of a letter: header lines, subject, introduction, passages under their sections, signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from peelgraph.loaders.letters import wording
from peelgraph.loaders.letters.blocks import Block, read_blocks
from peelgraph.loaders.letters.footnotes import footnotes_apart
from peelgraph.loaders.letters.frame import cut_frame
from peelgraph.loaders.letters.grades import PrintedGrade, printed_grade
from peelgraph.loaders.letters.opening import (
    SENTENCE_END,
    findings_start,
    is_frame,
    is_introduction,
    is_other_section,
    leads_in,
)
from peelgraph.loaders.letters.run_in import FINITE, headings_apart
from peelgraph.loaders.letters.scars import mend
from peelgraph.loaders.letters.set_aside import SetAside, first_point, sections_set_aside
from peelgraph.loaders.letters.subject import find_subject, with_subject_apart
from peelgraph.loaders.letters.tables import tables_apart
from peelgraph.loaders.letters.text import Line

ForceOf = Callable[[str], "str | None"]
"""Tells the slug of the force that a heading names, or None."""

_CONTENTS = re.compile(r"(?:\.\s?){5,}\s*\d*$")
_HEADING_WORDS, _LONGEST_TITLE = 8, 24
_TELLS = re.compile(
    r"^(?!to\b|that\b|whether\b|who\b|which\b)(?:[\w’'-]+,?\s+){1,14}?(?:is|are|was|were|has|have|had|did|does|do|could|can|will|would|waited|took|made|gave)\b"
)
"""An item of a list that has a subject and a verb of its own."""

_CASE_STUDY = re.compile(r"(?:box\s*\d*\W*)?case\s+(?:study|example)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"‘'](?=[^”\"]*\b(?:[Ii]|me|my|[Ww]e|us)\b)[^“”\"]+[”\"’'](?:\s*[–—-]?\s*[^.”\"]{0,80})?")
"""What a person said, quoted by itself, with who that was."""

_ASKED = re.compile(r"\b(?:should|must|shall)\b", re.IGNORECASE)
_ASKS_FOR = re.compile(r"\b(?:should|must|recommends?|needs?\s+to|will\s+need\s+to)\b[^.]*:$", re.IGNORECASE)
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
        tables: The first line of each table that was left out.
        footnotes: The footnotes, which were left out.
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
    tables: tuple[int, ...] = ()
    footnotes: tuple[str, ...] = ()


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
    text, footnotes = footnotes_apart(lines)
    frame = cut_frame(mend(text))
    body, tables = tables_apart(with_subject_apart(frame))
    blocks = [block for block in read_blocks(body) if not _CONTENTS.search(block.text)]
    blocks = _counted_paragraphs(blocks)
    subject, blocks = find_subject(blocks, frame)
    blocks = _without_boxes(headings_apart(blocks))
    blocks, grades = _without_grades(blocks, force_of)
    start, found = findings_start(blocks)
    start = first_point(blocks, start) if start is not None else None
    if start and blocks[start - 1].kind == "heading" and _opens_one_of_several(blocks, start - 1, force_of):
        start -= 1
    passages, rest = _read_passages(blocks[start:], force_of) if start is not None else ([], [])
    before = blocks[: start if start is not None else len(blocks)]
    return Letter(
        frame.header, frame.salutation, subject, (*before, *rest), tuple(passages), frame.signature, found, grades,
        sections_set_aside(blocks), tables, tuple(footnotes),
    )  # fmt: skip


def _counted_paragraphs(blocks: list[Block]) -> list[Block]:
    """Return the blocks, numbered ones as paragraphs where the numbers count all of them from the introduction on."""
    first = next((block for block in blocks if block.kind != "heading"), None)
    if first is None or not re.fullmatch(r"\(?1[.)]", first.marker):
        return blocks
    if not (is_frame(first.text) or any(is_introduction(text) for text in SENTENCE_END.split(first.text))):
        return blocks
    return [
        replace(block, kind="paragraph")
        if block.kind == "bullet" and re.fullmatch(r"\(?\d{1,3}[.)]", block.marker) and block.indent <= first.indent + 1
        else block
        for block in blocks
    ]


def _without_boxes(blocks: list[Block]) -> list[Block]:
    """Return the blocks without boxes: a heading and paragraph on one case, and what somebody is quoted as saying."""
    kept: list[Block] = []
    telling = quoted = False
    for block in blocks:
        named = quoted and len(block.text.split()) <= _HEADING_WORDS and not block.text.endswith(".")
        quoted = bool(_QUOTED.fullmatch(block.text)) and not _ASKED.search(block.text)
        if quoted or named:
            continue
        opens = bool(_CASE_STUDY.match(block.text)) and len(block.text.split()) <= _HEADING_WORDS
        if opens or block.kind == "heading":
            telling = opens
        if not telling:
            kept.append(block)
        elif not opens:
            telling = False
    return kept


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


@dataclass(slots=True)
class _Place:
    """Where the reading of the findings stands."""

    section: str | None = None
    topic: str | None = None
    lead: str | None = None
    force: str | None = None
    skipping: bool = False
    under: Block | None = None

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
        elif place.skipping or (block.kind == "paragraph" and _is_no_finding(block.text)):
            frame.append(block)
        elif lead:
            place.lead, place.under = block.text, block if block.kind == "bullet" else None
        else:
            if block.kind == "paragraph" or (place.under and not _is_below(block, place.under)):
                place.lead = place.under = None
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


def _is_no_finding(text: str) -> bool:
    """Tell whether a paragraph belongs to the frame, leads in to findings, or is a title that stands among them."""
    untold = not re.search(r"[.!:;][\"'’”)\]]*\d*$", text) and not FINITE.search(text)
    return is_frame(text) or leads_in(text) or (untold and len(text.split()) <= _LONGEST_TITLE)


def _with_sublists(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Yield each block, a bullet with its own sub-list joined, and whether it leads in to a list."""
    i = 0
    while i < len(blocks):
        block = blocks[i]
        i += 1
        asks_for = bool(_ASKS_FOR.search(block.text)) and len(SENTENCE_END.split(block.text)) == 1
        if block.kind == "bullet" and block.text.endswith(":") and not asks_for:
            parts = [block.text]
            first = i
            while i < len(blocks) and blocks[i].kind == "bullet" and _is_below(blocks[i], block):
                parts.append(blocks[i].text)
                i += 1
            if len(parts) > 2 and all(_TELLS.search(part) for part in parts[1:]):
                yield block, True
                yield from ((item, False) for item in blocks[first:i])
                continue
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
