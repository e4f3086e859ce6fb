"""Polarity: whether a sentence praises, criticises, or judges nothing, by cue words and what negates them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from peelgraph.loaders.letters.coding.coded import Coded, Polarity
from peelgraph.loaders.letters.coding.cues import Hit, find_cues, plain, read_cues
from peelgraph.loaders.letters.coding.measured import confidence

_NEGATOR = re.compile(
    r"\b(?:no|not|never|nor|neither|without|cannot|hardly|rarely|seldom|few|little|less|insufficient\w*"
    r"|insufficiently|"
    r"lack\w*|unable|fails?|failed|nothing|nobody|none|limited|scarcely|barely|absence|too)\b|n't\b",
    re.IGNORECASE,
)
_NOT_NEGATING = re.compile(
    r"\b(?:not\s+only|not\s+just|a\s+few|a\s+little|few\s+forces|no\s+doubt|no\s+longer|not\s+limited\s+to"
    r"|of\s+the\s+few)\b",
    re.IGNORECASE,
)
_PLAIN_NOT = re.compile(
    r"\b(?:(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would|may|might|should)\s+(?:\w+\s+)?not"
    r"|cannot|can't|"
    r"(?:is|are|was|were|does|do|did|has|have|had|could|would|should|wo)n't|neither|never|nobody|no\s+one|none)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:found|find|understands?|noted|notes|identified|indicated|indicates|concluded|told|aware|evidence"
    r"|observed|believes?|"
    r"saw|considers?|felt|clear|concern(?:ed)?|means|meant|showed|shows|reported|said|fact|risk"
    r"|so)\s+(?:us\s+)?that\s+(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:that|which|who|whom|whose|where|when|those|if|whether)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_BUT_ONE = re.compile(r"\bdoes\s+not\s+have\s+an?\s+policy\b.*\bbut\b", re.IGNORECASE)
_LESSENED = re.compile(
    r"\b(?:no|not|never|without|few|fewer|rarely|seldom|hardly|reduc\w+|cut\w*|falling|fallen|fell|clear(?:ed"
    r"|ing)|remov\w+|avoid\w*|"
    r"prevent\w*|resolv\w+|address\w*|tackl\w+|overc\w+|eliminat\w+|minimis\w+|free\s+(?:of|from)|identif(?:y|ies"
    r"|ied)|restor\w+|"
    r"eas(?:e|ed|ing))\s+(?:\w+\s+){0,3}$|n't\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_NEVER_LESSENED = re.compile(
    r"^(?:not|little|few|no|scant|without|lack|insufficient|rarely|seldom|hardly|yet|still|has\s+yet|only)",
    re.IGNORECASE,
)
_JUDGEMENT = 1.0


@dataclass(frozen=True, slots=True)
class Weighing:
    """What speaks for each polarity in a sentence.

    Args:
        strength: The weight for a strength.
        weakness: The weight for a weakness.
        neutral: The weight for a sentence that judges nothing.
        cues: The words that weigh most for each of them.
    """

    strength: float
    weakness: float
    neutral: float
    cues: dict[Polarity, str]


def weigh(text: str) -> Weighing:
    """Return what speaks for each polarity in a sentence or a part of one.

    >>> weighing = weigh("The process is not effective.")
    >>> weighing.weakness > weighing.strength
    True
    """
    simple = plain(text)
    best: dict[Polarity, list[tuple[float, Hit]]] = {"strength": [], "weakness": [], "neutral": []}
    for hit in _outermost(list(find_cues(simple, read_cues("polarity_cues.csv")))):
        value, weight = _in_context(simple, hit)
        if weight:
            best[value].append((weight, hit))
    totals = {value: _total([weight for weight, _ in found]) for value, found in best.items()}
    cues = {
        value: text[(top := max(found, key=lambda pair: pair[0])[1]).start : top.end]
        for value, found in best.items() if found
    }  # fmt: skip
    extra, cue = _plain_negations(simple)
    if extra and (not best["weakness"] or extra > totals["weakness"]):
        cues["weakness"] = text[cue[0] : cue[1]]
    return Weighing(totals["strength"], totals["weakness"] + extra, totals["neutral"], cues)


def _outermost(hits: Sequence[Hit]) -> list[Hit]:
    """Leave out hits inside a longer or heavier one, so that no word counts twice."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.cue.weight > 0, -h.cue.weight, h.start - h.end, h.start)):
        if not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept.append(hit)
    return kept


def _total(weights: Sequence[float]) -> float:
    """The greatest weight in full, each further one at a third."""
    ordered = sorted(weights, reverse=True)
    return ordered[0] + sum(ordered[1:]) / 3 if ordered else 0.0


def _in_context(text: str, hit: Hit) -> tuple[Polarity, float]:
    """Return a hit's polarity and weight after the words before it: negation turns it, a relative clause dims it."""
    before = text[max(0, hit.start - 60) : hit.start]
    clause = re.split(r"[.;:,]|\bbut\b|\band\b(?=\s+(?:is|are|has|have|it|they|the)\b)", before)[-1]
    weight = hit.cue.weight
    if hit.cue.value == "neutral":
        return "neutral", weight
    if hit.cue.value == "weakness":
        words = text[hit.start : hit.end]
        if _LESSENED.search(clause) and not _NEVER_LESSENED.match(words):
            return "strength", weight * 0.7
        return "weakness", weight * (0.5 if _in_relative_clause(clause) else 1)
    tail = " ".join(clause.split()[-5:])
    inside = text[hit.start : hit.end].partition(" ")[2]
    if _NEGATOR.search(_NOT_NEGATING.sub("", tail)) or _NEGATOR.search(_NOT_NEGATING.sub("", inside)):
        return "weakness", weight + 0.3
    return "strength", weight


def _in_relative_clause(before: str) -> bool:
    return bool(_RELATIVE.search(before)) and not _REPORTED.search(before)


def _plain_negations(text: str) -> tuple[float, tuple[int, int]]:
    """A negated main verb speaks for a weakness whatever the verb; in a relative clause hardly."""
    best, where = 0.0, (0, 0)
    if _BUT_ONE.search(text):
        return best, where
    for match in _PLAIN_NOT.finditer(text):
        if _NOT_NEGATING.match(text, max(0, match.end() - 3)):
            continue
        clause = re.split(r"[.;:,(]", text[: match.start()])[-1]
        weight = 0.6 if _in_relative_clause(clause) else 2.2
        if weight > best:
            end = re.compile(r"(?:\s+\w+){0,2}").match(text, match.end())
            best, where = weight, (match.start(), end.end() if end else match.end())
    return best, where


def judged(text: str) -> Polarity | None:
    """Return the polarity of a part of a sentence, or None where nothing in it judges."""
    weighing = weigh(text)
    if weighing.neutral >= max(weighing.strength, weighing.weakness) and weighing.neutral > 0:
        return None
    if max(weighing.strength, weighing.weakness) < _JUDGEMENT:
        return None
    return "strength" if weighing.strength > weighing.weakness else "weakness"


def code_polarity(
    sentence: str | Weighing, heading: Polarity | None = None, hint: Polarity | None = None
) -> Coded[Polarity]:
    """Code the polarity of a sentence.

    Args:
        sentence: The sentence, or what ``weigh`` found in it.
        heading: What the heading above it says all sentences there are, for example "Areas for improvement".
        hint: What the other half of a split sentence implies, used where nothing in the text judges.

    >>> code_polarity("The policy is well understood by staff.").value
    'strength'
    """
    weighing = weigh(sentence) if isinstance(sentence, str) else sentence
    strength = weighing.strength + (2 if heading == "strength" else 0)
    weakness = weighing.weakness + (2 if heading == "weakness" else 0)
    if max(strength, weakness) < _JUDGEMENT or weighing.neutral > max(strength, weakness):
        if weighing.neutral:
            return _coded("neutral", "describes", weighing)
        if hint:
            return _coded(hint, "other half judges", weighing)
        return _coded("strength", "nothing judges", weighing)
    if weighing.strength and weighing.weakness and abs(weakness - strength) < 0.6:
        return _coded("weakness", "in balance", weighing)
    if weakness >= strength:
        return _coded("weakness", "weakness outweighs" if weighing.strength else "weakness alone", weighing)
    rule = "strength alone" if not weighing.weakness else "strength outweighs"
    if rule == "strength alone" and strength < 2:
        rule = "faint strength alone"
    return _coded("strength", rule, weighing)


def _coded(value: Polarity, rule: str, weighing: Weighing) -> Coded[Polarity]:
    return Coded(value, confidence("polarity", rule), weighing.cues.get(value, ""), rule)
