"""What a heading says of all the sentences under it: a judgement, a kind, the inspectorate's own rank."""

from __future__ import annotations

import re
from dataclasses import dataclass

from peelgraph.loaders.letters.coding.coded import Kind, Polarity, Status

_STATUS: tuple[tuple[re.Pattern[str], Status], ...] = (
    (re.compile(r"\baccelerated\s+causes?\s+of\s+concern\b", re.IGNORECASE), "accelerated-cause-of-concern"),
    (re.compile(r"\bcauses?\s+of\s+concern\b", re.IGNORECASE), "cause-of-concern"),
    (re.compile(r"\bareas?\s+(?:for|of|requiring)\s+improvement\b", re.IGNORECASE), "area-for-improvement"),
)
_STRENGTH = re.compile(
    r"^\W*(?:areas?\s+of\s+)?(?:strengths?|good\s+practice|positives?|positive\s+\w+|innovative\s+practice"
    r"|promising\s+practice|"
    r"what\s+(?:is\s+)?(?:works?|working|going)\s+well|what\s+the\s+force\s+does\s+well)\b", re.IGNORECASE,
)  # fmt: skip
_WEAKNESS = re.compile(
    r"^\W*(?:areas?\s+(?:for|of)\s+(?:improvement|concern)|weaknesses|concerns|shortcomings"
    r"|(?:accelerated\s+)?causes?\s+of\s+concern|"
    r"what\s+(?:needs|could|does\s+not|is\s+not)\b)", re.IGNORECASE,
)  # fmt: skip
_RECOMMENDATION = re.compile(r"^\W*recommendations?\b", re.IGNORECASE)
_STATED = re.compile(
    r"\b(?:is|are|was|were|remains?|became|becomes?|as|constitutes?"
    r"|identified)\s+(?:\w+\s+){0,2}(?P<rank>(?:accelerated\s+)?"
    r"cause\s+of\s+concern|areas?\s+(?:for|requiring)\s+improvement)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no\s+longer|previous|previously|last|earlier|former)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HeadingSays:
    """What a heading says of the sentences under it.

    Args:
        polarity: Their polarity, for example under "Strengths".
        kind: Their kind, under "Recommendations".
        status: The inspectorate's own rank, under "Areas for improvement".
    """

    polarity: Polarity | None = None
    kind: Kind | None = None
    status: Status | None = None


def read_heading(heading: str | None) -> HeadingSays:
    """Return what a heading says of the sentences under it.

    >>> read_heading("Areas for improvement").status
    'area-for-improvement'
    """
    if not heading:
        return HeadingSays()
    status = next((rank for pattern, rank in _STATUS if pattern.search(heading)), None)
    if _RECOMMENDATION.match(heading):
        return HeadingSays("weakness", "recommendation", status)
    if status or _WEAKNESS.match(heading):
        return HeadingSays("weakness", None, status)
    return HeadingSays("strength" if _STRENGTH.match(heading) else None)


def stated_status(text: str) -> tuple[Status, str] | None:
    """Return the rank that a sentence itself states, with its words.

    >>> stated_status("This is a cause of concern.")
    ('cause-of-concern', 'cause of concern')
    """
    for match in _STATED.finditer(text):
        if not _DENIED.search(text[max(0, match.start() - 30) : match.end()]):
            rank = match["rank"]
            status = next((status for pattern, status in _STATUS if pattern.search(rank)), None)
            if status:
                return status, rank
    return None
