"""What a document states outright of a sentence's kind and polarity: by the line over its list, or as an outcome."""

from __future__ import annotations

import re
from dataclasses import dataclass

from peelgraph.loaders.letters.coding.coded import Coded, Kind, Polarity

_I = re.IGNORECASE
_ASKS = re.compile(r"\b(?:should|must|recommends?|needs?\s+to|will\s+need\s+to|asks?|required\s+to)\b[^.]*:\s*$", _I)
_HAS_DONE = re.compile(
    r"\b(?:has|have|had)(?:\s+(?:also|since|now|already|therefore|done\s+the\s+following))*\s*:\s*$", _I
)
_DID = re.compile(
    r"(?:also\s+)?(?:\w{3,}ed|set|put|begun|made|built|bought|taken|given|cut|held|brought|sent|written|met|taught|found|led|run|drawn)\b"
)
_MATTER = r"(?:recommendations?|causes?\s+of\s+concern|areas?\s+for\s+improvement|afis?)"
_OPEN = re.compile(
    rf"\b{_MATTER}\b[^.;]{{0,40}}\b(?:remains?|stays?|(?:is|are)\s+still)\s+(?:open|outstanding|unmet)\b"
    rf"|\bkeep(?:ing)?\s+(?:this|the|that|both|these)\s+{_MATTER}\s+open\b", _I,
)  # fmt: skip
_CLOSED = re.compile(
    rf"\b(?:this|the|that|both|these|all)\s+(?:\w+\s+){{0,2}}{_MATTER}\s+(?:is|are|has\s+been|have\s+been)\s+(?:now\s+|therefore\s+)*"
    rf"(?:closed|discharged|met)\b"
    rf"|\b(?:have|has|['’]ve)\s+(?:now\s+|therefore\s+)*(?:closed|discharged)\s+(?:this|the|that|both|these|all)\s+(?:\w+\s+){{0,2}}{_MATTER}\b",
    _I,
)
_NOT_YET = re.compile(r"\b(?:not|n['’]t|cannot|before|until|when|once|if)\b", _I)

_INSPECTED = re.compile(
    r"(?:(?:In|During|As\s+part\s+of|For)\b[^,]{0,60},\s+)?"
    r"(?P<did>(?:[Ww]e|I|[Oo]ur\s+(?:inspectors|team)|[Ii]nspectors|HMIC(?:FRS)?)\s+(?:also\s+)?(?:examined|reviewed|listened\s+to|read|visited|spoke\s+(?:to|with)"
    r"|interviewed|sampled|audited|dip-sampled|looked\s+(?:at|through)|checked|sat\s+in\s+on|tested|met|held))\b"
    r"(?!.*\b(?:found|but|which|whom?|none|all|every|each|no|not|saw|showed|heard|impressed|pleased|only|most|disagreed|without|could|because"
    r"|noticed|in\s+\d+|in\s+\w+\s+of|seldom|rarely)\b)[^;:]*\."
)
"""What the inspectors did, and nothing of what they saw."""

_LED, _SETTLED, _DESCRIBED = 0.96, 0.88, 0.98
"""How sure: of 26 items under a line that asks, all were coded as recommendations; of 6 outcomes, all as said here; of
56 sentences on what the inspectors did, all as neutral.

Shares are drawn towards one half as in ``measured.csv``.
"""


@dataclass(frozen=True, slots=True)
class Stated:
    """A kind and a polarity that need no judgement.

    Args:
        kind: The kind.
        polarity: The polarity.
    """

    kind: Coded[Kind]
    polarity: Coded[Polarity]


def read_stated(text: str, lead: str | None, *, alone: bool) -> Stated | None:
    """Return the kind and polarity that a document states, or None.

    Args:
        text: The sentence.
        lead: The line that leads in to its list (``The force should:``).
        alone: Whether it is its item's only sentence.

    >>> read_stated("review its policy;", "The force should:", alone=True).kind.value
    'recommendation'
    >>> read_stated("This recommendation remains open.", None, alone=False).polarity.value
    'weakness'
    >>> read_stated("We examined three plans in detail.", None, alone=False).polarity.value
    'neutral'
    >>> read_stated("Staff are well led.", "The force has:", alone=True) is None
    True
    """
    if lead and _ASKS.search(lead) and (alone or text[:1].islower()):
        return _stated("recommendation", "weakness", "", "lead-in", _LED)
    if lead and _HAS_DONE.search(lead) and text[:1].islower() and _DID.match(text):
        return _stated("action-taken", "neutral", "", "lead-in", _LED)
    if still := _OPEN.search(text):
        return _stated("finding", "weakness", still.group(), "outcome", _SETTLED)
    if (ended := _CLOSED.search(text)) and not _NOT_YET.search(text[: ended.end()]):
        return _stated("finding", "strength", ended.group(), "outcome", _SETTLED)
    if did := _INSPECTED.fullmatch(text):
        return _stated("finding", "neutral", did["did"], "inspected", _DESCRIBED)
    return None


def _stated(kind: Kind, polarity: Polarity, cue: str, rule: str, share: float) -> Stated:
    return Stated(Coded(kind, share, cue, rule), Coded(polarity, share, cue, rule))
