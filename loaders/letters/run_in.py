"""Headings that are run in: they stand at the beginning of the paragraph that they head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from peelgraph.loaders.letters.blocks import Block

_RUN_IN = re.compile(
    r"(?:\*\*|__)?(?P<heading>(?!(?:It|This|That|These|Those|They|There|We|I|You|He|She|The|A|An|Some|Most|Many|Few|No|None|All|However|Also|Staff"
    r"|Officers|Notes?|Example|Recommendation|Action|Yes|See|Source)\b)[A-Z][\w'’&-]*(?:,?\s+(?!\d)[\w'’&-]+){0,5}?)"
    r"(?P<mark>\.|:|\s[–—-])(?:\*\*|__)?\s+(?=[A-Z‘“'\"])"
)
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|cannot|could|will|would|may|might|must|should|needs?|remains?|varies|works?|lacks?"
    r"|appears?|seems?|exists?|improved|improves|fell|rose|suffers?|suffered)\b|n['’]t\b",
    re.IGNORECASE,
)
"""A verb that makes a sentence of its words, among the commonest."""

_FEWEST = 3


def headings_apart(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, each heading that is run in as a block of its own before the rest of its paragraph.

    Short words without a verb before a full stop, a colon or a dash are taken for headings where three paragraphs or
    more open so.

    >>> texts = ["Searches. Staff search well.", "Calls. They are answered.", "Interviews. Nobody holds them."]
    >>> [(block.kind, block.text) for block in headings_apart([Block("paragraph", text, 1) for text in texts])][:2]
    [('heading', 'Searches'), ('paragraph', 'Staff search well.')]
    """
    found = {at: match for at, block in enumerate(blocks) if (match := _run_in(block))}
    marks = Counter(match["mark"].strip() for match in found.values())
    return [part for at, block in enumerate(blocks) for part in _parts(block, found.get(at), marks)]


def _run_in(block: Block) -> re.Match[str] | None:
    match = _RUN_IN.match(block.text) if block.kind != "heading" else None
    return match if match and not FINITE.search(match["heading"]) else None


def _parts(block: Block, match: re.Match[str] | None, marks: Counter[str]) -> Iterator[Block]:
    if match is None or marks[match["mark"].strip()] < _FEWEST:
        yield block
        return
    yield Block("heading", match["heading"], block.line, block.page)
    yield replace(block, text=block.text[match.end() :])
