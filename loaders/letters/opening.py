"""Where the findings of a document begin, and which paragraphs belong to its frame."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peelgraph.loaders.letters import wording
from peelgraph.loaders.letters.blocks import Block

SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][)’”]))\s+(?=[(A-Z‘“'\"])")
"""Where one sentence ends and another begins, roughly: enough to look for phrases."""

_SENTENCE = re.compile(r"[\"'‘“(]?[A-Z\d].*[.!?][\"'’”)]*$")
_MAY_BE_TOPIC = re.compile(r"^(?:contact|context|follow[- ]?up|how\s+(?:we|hmic\w*)\s.*)\W*$", re.IGNORECASE)
_CONTACT_DETAILS = re.compile(
    r"@|https?:|www\.|\b(?:e-?mail|telephone|tel|phone)\s*:|\bpress\s+office\b|\b0\d{2,4}[\s)]\d{3}", re.IGNORECASE
)
_FEWEST_WORDS = 5


def findings_start(blocks: Sequence[Block]) -> tuple[int | None, bool]:
    """Return where the findings begin, and whether the document's layout says so."""
    lead = next((i + 1 for i, _ in enumerate(blocks) if _is_lead(blocks, i)), None)
    heading = next((i for i, block in enumerate(blocks) if block.kind == "heading" and _is_topic(blocks, i)), None)
    if lead is not None and heading is not None and heading < lead:
        return (heading if _holds_findings(blocks, heading, lead - 1) else lead), True
    if lead is not None or heading is not None:
        return (lead if lead is not None else heading), True
    for i, block in enumerate(blocks):
        if block.kind == "bullet" and not in_introduction_list(blocks, i):
            return i, True
    for opens in (is_introduction, is_frame):
        for i, block in enumerate(blocks):
            if i and block.kind == "paragraph" and not opens(block.text):
                return i, False
    return None, False


def _holds_findings(blocks: Sequence[Block], heading: int, lead: int) -> bool:
    """Tell whether what stands between a first heading and a later lead-in holds findings already."""
    topics = [i for i in range(heading, lead) if blocks[i].kind == "heading" and _is_topic(blocks, i)]
    between = [i for i in range(heading, lead) if blocks[i].kind != "heading"]
    lists = any(blocks[i].kind == "bullet" and not in_introduction_list(blocks, i) for i in between)
    told = any(blocks[i].kind == "paragraph" and not is_introduction(blocks[i].text) for i in between)
    return lists or told or len(topics) > 1


def _is_lead(blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at]
    if at + 1 >= len(blocks):
        return False
    if block.kind == "heading":
        return bool(wording.LEAD_HEADING.match(wording.STRIP_HEADING_NUMBER.sub("", block.text)))
    if block.kind == "bullet":
        return False
    last = SENTENCE_END.split(block.text)[-1]
    if not wording.LEAD_SENTENCE.search(last) or wording.INTRODUCTION_LIST.search(last):
        return False
    return last.endswith(":") or not wording.ELSEWHERE.search(last)


def _is_topic(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a heading stands over text that may hold findings."""
    if is_other_section(blocks, at) or at + 1 >= len(blocks):
        return False
    for below, block in enumerate(blocks[at + 1 :], start=at + 1):
        if block.kind == "heading":
            if is_other_section(blocks, below):
                return False
            continue
        return block.kind == "bullet" or (not is_frame(block.text) and not wording.INTRODUCTION_LIST.search(block.text))
    return False


def in_introduction_list(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a bullet stands in a list of what an inspection looked at."""
    for block in reversed(blocks[:at]):
        if block.kind != "bullet":
            return bool(wording.INTRODUCTION_LIST.search(block.text))
    return False


def is_frame(text: str) -> bool:
    """Tell whether a paragraph belongs to the letter's frame: half of its sentences or more thank or promise.

    >>> is_frame("I would like to thank your staff for their help.")
    True
    """
    sentences = SENTENCE_END.split(wording.spelled_out(text))
    frame = sum(bool(wording.NO_FINDING.search(sentence)) for sentence in sentences)
    return frame * 2 >= len(sentences)


def leads_in(text: str) -> bool:
    """Tell whether a paragraph is one sentence that leads in to the findings and says nothing else.

    >>> leads_in("The findings that relate to Kent Police are as follows."), leads_in("The findings are acted on.")
    (True, False)
    """
    lead = wording.LEAD_SENTENCE.search(text) and re.search(r"\b(?:as\s+follows?|below|follow)\b[^.]*[.:]$", text)
    return bool(lead) and len(SENTENCE_END.split(text)) == 1 and not wording.INTRODUCTION_LIST.search(text)


def is_introduction(text: str) -> bool:
    """Tell whether a paragraph may stand before the findings: half of its sentences or more open the letter.

    >>> is_introduction("We visited the force in May 2015."), is_introduction("Staff are well trained.")
    (True, False)
    """
    sentences = SENTENCE_END.split(wording.spelled_out(text))
    opening = sum(
        bool(wording.NO_FINDING.search(sentence) or wording.INTRODUCTION.search(sentence)) for sentence in sentences
    )
    return opening * 2 >= len(sentences)


def is_other_section(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a heading stands over background, such as contents, method or contact details.

    A word that may name a subject too (``Contact``) does only where what stands under it is no finding.

    Args:
        blocks: The document's blocks.
        at: The heading's place among them.
    """
    plain = wording.STRIP_HEADING_NUMBER.sub("", blocks[at].text)
    if not wording.OTHER_HEADING.match(plain):
        return False
    if not _MAY_BE_TOPIC.match(plain):
        return True
    under = blocks_under(blocks, at)
    told = [block for block in under if may_be_finding(block)]
    return 2 * len(told) <= len(under) or any(_CONTACT_DETAILS.search(block.text) for block in under)


def blocks_under(blocks: Sequence[Block], at: int) -> list[Block]:
    """Return the blocks between a heading and the next one."""
    end = next((i for i in range(at + 1, len(blocks)) if blocks[i].kind == "heading"), len(blocks))
    return list(blocks[at + 1 : end])


def may_be_finding(block: Block) -> bool:
    """Tell whether a block begins and ends as a sentence and belongs neither to the frame nor to the introduction."""
    told = bool(_SENTENCE.match(block.text)) and len(block.text.split()) >= _FEWEST_WORDS
    return told and not is_frame(block.text) and not is_introduction(block.text)
