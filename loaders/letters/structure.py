"""The parts of a letter: header lines, subject, introduction, passages under their sections, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peelgraph.loaders.letters import wording
from peelgraph.loaders.letters.blocks import Block, read_blocks
from peelgraph.loaders.letters.scars import mend
from peelgraph.loaders.letters.text import Line
from peelgraph.ontology.text import collapse

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“'\"])")
_SUBJECT_MARK = re.compile(r"^(?:re|subject|ref(?:erence)?|title)\s*:\s*", re.IGNORECASE)
_SUBJECT_WORD = re.compile(
    r"\b(?:inspection|review|peel|thematic|report|assessment|findings|policing|police)\b", re.IGNORECASE
)
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
    """

    number: int
    section: str | None
    text: str
    line: int
    page: int | None = None
    topic: str | None = None
    lead: str | None = None


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
    """

    header: tuple[Line, ...]
    salutation: Line | None
    subject: Block | None
    introduction: tuple[Block, ...]
    passages: tuple[Passage, ...]
    signature: tuple[Line, ...]
    lead_found: bool


def read_letter(lines: Sequence[Line]) -> Letter:
    r"""Return the parts of a letter from its lines, whatever kind of file they were read from.

    >>> from peelgraph.loaders.letters.text import split_lines
    >>> text = "Dear Ada\n\nCall review\n\nCall handling\n\n- Calls are answered fast.\n\nYours sincerely"
    >>> [(p.section, p.text) for p in read_letter(split_lines(text)).passages]
    [('Call handling', 'Calls are answered fast.')]
    """
    header, salutation, body, signature = _frame(mend(lines))
    blocks = read_blocks(body)
    subject, blocks = _subject(blocks, header)
    start, found = _findings_start(blocks)
    passages, frame = _read_passages(blocks[start:]) if start is not None else ([], [])
    before = blocks[: start if start is not None else len(blocks)]
    return Letter(header, salutation, subject, (*before, *frame), tuple(passages), signature, found)


def _frame(lines: Sequence[Line]) -> tuple[tuple[Line, ...], Line | None, list[Line], tuple[Line, ...]]:
    """Cut a letter into header, salutation, body and signature; the copy list is dropped."""
    opens = next((i for i, line in enumerate(lines) if wording.SALUTATION.match(line.text)), None)
    after = opens + 1 if opens is not None else _header_length(lines)
    closes = next((i for i in range(len(lines) - 1, after - 1, -1) if wording.CLOSING.match(lines[i].text)), None)
    if closes is None:
        closes = next((i for i in range(after, len(lines)) if _opens_copy_list(lines, i)), len(lines))
    signature = []
    for i in range(closes + 1, len(lines)):
        if wording.COPY_LIST.match(lines[i].text):
            break
        signature.append(lines[i])
    header = tuple(lines[: opens if opens is not None else after])
    return header, lines[opens] if opens is not None else None, list(lines[after:closes]), tuple(signature)


def _opens_copy_list(lines: Sequence[Line], at: int) -> bool:
    return bool(wording.COPY_LIST.match(lines[at].text)) and len(lines[at].text) < 100


def _header_length(lines: Sequence[Line]) -> int:
    """Without a salutation the header ends before the first line that belongs to running text."""
    for i, line in enumerate(lines):
        text = line.text.strip()
        if len(text.split()) > 14 or re.match(r"[-•*]\s+\w+\s+\w+\s+\w+\s+\w+", text):
            start = i
            while start and lines[start - 1].text.strip() and len(lines[start - 1].text.split()) > 8:
                start -= 1
            return start
    return len(lines)


def _subject(blocks: list[Block], header: Sequence[Line]) -> tuple[Block | None, list[Block]]:
    """Return the subject line and the blocks after it."""
    rest = blocks
    subject = None
    if rest and (rest[0].kind == "heading" or _SUBJECT_MARK.match(rest[0].text)) and not _opens_findings(rest):
        subject, rest = rest[0], rest[1:]
    if subject is None:
        for line in header:
            text = collapse(line.text)
            if _SUBJECT_MARK.match(text) and _SUBJECT_WORD.search(text):
                subject = Block("heading", text, line.number, line.page)
    if subject is not None:
        text = _SUBJECT_MARK.sub("", subject.text).strip(" *_")
        subject = Block("heading", text, subject.line, subject.page)
    return subject, rest


def _opens_findings(blocks: Sequence[Block]) -> bool:
    """Tell whether a first heading stands over findings already, so that it is no subject line."""
    first, *others = blocks
    if wording.LEAD_HEADING.match(first.text) or wording.OTHER_HEADING.match(first.text):
        return True
    return bool(others) and others[0].kind == "bullet"


def _findings_start(blocks: Sequence[Block]) -> tuple[int | None, bool]:
    """Return where the findings begin, and whether the letter's layout says so."""
    lead = next((i + 1 for i, b in enumerate(blocks) if _is_lead(blocks, i)), None)
    heading = next((i for i, block in enumerate(blocks) if block.kind == "heading" and _is_topic(blocks, i)), None)
    if lead is not None and heading is not None:
        skipped = [i for i in range(heading, lead - 1) if blocks[i].kind == "heading" and _is_topic(blocks, i)]
        with_list = any(blocks[i + 1].kind == "bullet" for i in skipped if i + 1 < len(blocks))
        return (heading if len(skipped) > 1 or with_list else lead), True
    if lead is not None or heading is not None:
        return (lead if lead is not None else heading), True
    for i, block in enumerate(blocks):
        if block.kind == "bullet" and not _in_introduction_list(blocks, i):
            return i, True
    for i, block in enumerate(blocks):
        if i and block.kind == "paragraph" and not is_frame(block.text):
            return i, False
    return None, False


def _is_lead(blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at]
    if at + 1 >= len(blocks):
        return False
    if block.kind == "heading":
        return bool(wording.LEAD_HEADING.match(wording.STRIP_HEADING_NUMBER.sub("", block.text)))
    if block.kind == "bullet":
        return False
    last = _SENTENCE_END.split(block.text)[-1]
    if not wording.LEAD_SENTENCE.search(last) or wording.INTRODUCTION_LIST.search(last):
        return False
    return last.endswith(":") or not wording.ELSEWHERE.search(last)


def _is_topic(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a heading stands over text that may hold findings."""
    text = wording.STRIP_HEADING_NUMBER.sub("", blocks[at].text)
    if wording.OTHER_HEADING.match(text) or at + 1 >= len(blocks):
        return False
    for block in blocks[at + 1 :]:
        if block.kind == "heading":
            continue
        return block.kind == "bullet" or (not is_frame(block.text) and not wording.INTRODUCTION_LIST.search(block.text))
    return False


def _in_introduction_list(blocks: Sequence[Block], at: int) -> bool:
    for block in reversed(blocks[:at]):
        if block.kind != "bullet":
            return bool(wording.INTRODUCTION_LIST.search(block.text))
    return False


def is_frame(text: str) -> bool:
    """Tell whether a paragraph belongs to the letter's frame: half of its sentences or more thank or promise.

    >>> is_frame("I would like to thank your staff for their help.")
    True
    """
    sentences = _SENTENCE_END.split(text)
    frame = sum(bool(wording.NO_FINDING.search(sentence)) for sentence in sentences)
    return frame * 2 >= len(sentences)


@dataclass(slots=True)
class _Place:
    """Where the reading of the findings stands."""

    section: str | None = None
    topic: str | None = None
    lead: str | None = None
    skipping: bool = False

    def enter(self, heading: str) -> None:
        plain = wording.STRIP_HEADING_NUMBER.sub("", heading)
        self.section, self.lead = heading, None
        self.skipping = bool(wording.OTHER_HEADING.match(plain))
        if not _JUDGING_HEADING.match(plain):
            self.topic = plain


def _read_passages(blocks: Sequence[Block]) -> tuple[list[Passage], list[Block]]:
    place = _Place()
    passages: list[Passage] = []
    frame: list[Block] = []
    for block, lead in _with_sublists(blocks):
        if block.kind == "heading":
            place.enter(block.text)
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
                )
            )
    return passages, frame


def _with_sublists(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Yield each block, a bullet with its own sub-list joined, and whether it leads in to a list."""
    i = 0
    while i < len(blocks):
        block = blocks[i]
        i += 1
        if block.kind == "bullet" and block.text.endswith(":"):
            parts = [block.text]
            while i < len(blocks) and blocks[i].kind == "bullet" and _is_below(blocks[i], block):
                parts.append(blocks[i].text)
                i += 1
            block = Block(block.kind, " ".join(parts), block.line, block.page, block.marker, block.indent)
        opens_list = (
            block.kind == "paragraph"
            and block.text.endswith(":")
            and len(_SENTENCE_END.split(block.text)) == 1
            and i < len(blocks)
            and blocks[i].kind == "bullet"
        )
        yield block, opens_list


def _is_below(block: Block, parent: Block) -> bool:
    if block.indent != parent.indent:
        return block.indent > parent.indent
    return re.sub(r"\w+", "1", block.marker) != re.sub(r"\w+", "1", parent.marker)
