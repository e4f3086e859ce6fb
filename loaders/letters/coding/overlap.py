"""The term of a vocabulary whose words a text shares, the rarer the more they count."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping

_WORD = re.compile(r"[a-z]{3,}")
_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "that",
        "this",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "not",
        "who",
        "how",
        "from",
        "their",
        "they",
        "them",
        "its",
        "his",
        "her",
        "our",
        "your",
        "all",
        "any",
        "force",
        "forces",
        "police",
        "officers",
        "officer",
        "staff",
        "people",
        "other",
        "into",
        "what",
        "when",
        "where",
        "which",
        "will",
        "can",
        "could",
        "would",
        "should",
        "more",
        "some",
        "such",
        "than",
        "then",
        "there",
        "these",
        "those",
        "been",
        "being",
        "also",
        "very",
        "well",
        "good",
        "use",
        "used",
        "using",
        "work",
        "working",
        "make",
        "made",
        "under",
        "hmic",
        "inspectors",
        "inspection",
        "found",
        "find",
        "area",
        "areas",
        "number",
    ]
)
_ENDINGS = (
    "isation",
    "ations",
    "ation",
    "ments",
    "ment",
    "ities",
    "ity",
    "ings",
    "ing",
    "ies",
    "ion",
    "ed",
    "es",
    "ly",
    "s",
    "e",
    "y",
)


def stem(word: str) -> str:
    """Return a word without its usual endings.

    >>> stem("recording") == stem("records") == stem("recorded")
    True
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def terms(text: str) -> dict[str, str]:
    """Return the telling words of a text: stem to the word as it stands first."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text.casefold()):
        if word not in _COMMON:
            found.setdefault(stem(word), word)
    return found


class TermIndex:
    """Terms by the words of their names and definitions.

    Args:
        texts: For each slug its names and definition.

    >>> index = TermIndex({"vetting": "vetting and clearance", "custody": "detention in custody"})
    >>> index.best("Clearance took months.", 0.1)
    ('vetting', ['clearance'])
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._terms = {slug: frozenset(terms(text)) for slug, text in texts.items()}
        counts = Counter(term for words in self._terms.values() for term in words)
        self._weight = {term: math.log(len(texts) / count) + 0.1 for term, count in counts.items()}

    def best(self, text: str, least: float) -> tuple[str, list[str]] | None:
        """Return the slug that shares most with a text, and the shared words, or None below the least share."""
        words = terms(text)
        scored = []
        for slug, own in self._terms.items():
            shared = [term for term in words if term in own]
            if shared:
                length = math.sqrt(sum(self._weight[term] ** 2 for term in own))
                score = sum(self._weight[term] for term in shared) / (length * math.sqrt(len(words)) + 1)
                scored.append((score, slug, [words[term] for term in shared]))
        if not scored:
            return None
        score, slug, cue = max(scored, key=lambda s: (s[0], s[1]))
        return (slug, cue) if score >= least else None
