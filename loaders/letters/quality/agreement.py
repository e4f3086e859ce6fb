"""How far what was read of a document agrees with its coding by hand: the measure of the annotation guide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peelgraph.loaders.letters.learning.coded_document import FACTS

TERMS = ("practices", "risks")
CHOICES = ("polarity", "kind")
_ENOUGH = 0.5
_WORDS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found, what a person coded, and what of both is the same.

    Args:
        right: How many are the same.
        found: How many were found.
        coded: How many a person coded.
    """

    right: int = 0
    found: int = 0
    coded: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.coded + other.coded)

    @property
    def share(self) -> float:
        """The share of what a person coded that was found so."""
        return self.right / max(1, self.coded)

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what a person coded that was found; None where nothing was coded."""
        return self.right / self.coded if self.coded else None

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 1 where there is nothing to find and nothing was found.

        >>> Tally(right=2, found=3, coded=5).f1
        0.5
        """
        return 2 * self.right / (self.found + self.coded) if self.found + self.coded else 1.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the reading of one document agrees with its coding by hand.

    Args:
        facts: The document's facts.
        sentences: Its findings, by their exact words.
        choices: Its findings by polarity and by kind; a finding that was not found counts as wrong.
        terms: For practices and for risks, each term that was found or coded.
        pairs: The number of each coded finding that was found, with the number of that.
    """

    facts: Tally
    sentences: Tally
    choices: Mapping[str, Tally]
    terms: Mapping[str, Mapping[str, Tally]]
    pairs: Mapping[int, int] = field(default_factory=dict)


def words(text: object) -> tuple[str, ...]:
    """Return the words by which texts are compared.

    >>> words("The force’s plan (2014).")
    ('the', 'force', 's', 'plan', '2014')
    """
    return tuple(_WORDS.findall(str(text or "").lower().replace("’", "'")))


def align(coded: Sequence[str], found: Sequence[str]) -> dict[int, int]:
    """Return which found finding stands for which coded one: where words overlap best, by at least half.

    Args:
        coded: The texts that a person coded.
        found: The texts that were found.

    >>> align(["All is well today.", "Calls wait."], ["Calls wait.", "All is well."])
    {1: 0, 0: 1}
    """
    likely = []
    others = [set(words(text)) for text in found]
    for c, text in enumerate(coded):
        own = set(words(text))
        for f, other in enumerate(others):
            overlap = len(own & other) / max(1, len(own | other))
            if overlap >= _ENOUGH:
                likely.append((overlap, -abs(c - f), c, f))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, c, f in sorted(likely, reverse=True):
        if c not in pairs and f not in used:
            pairs[c] = f
            used.add(f)
    return pairs


def compare(coded: Mapping[str, Any], found: Mapping[str, Any]) -> Agreement:
    """Return how far a reading agrees with a coding by hand, both in the annotation guide's form.

    Args:
        coded: What a person coded: ``document`` and ``findings``.
        found: What was read.
    """
    gold, got = coded["findings"], found["findings"]
    pairs = align([finding["text"] for finding in gold], [finding["text"] for finding in got])
    both = [(gold[c], got[f]) for c, f in pairs.items()]
    exact = sum(words(one["text"]) == words(other["text"]) for one, other in both)
    choices = {
        name: Tally(sum(one[name] == other.get(name) for one, other in both), len(gold), len(gold)) for name in CHOICES
    }
    return Agreement(
        _facts(coded["document"], found["document"]),
        Tally(exact, len(got), len(gold)),
        choices,
        {name: _terms(name, gold, got, both) for name in TERMS},
        pairs,
    )


def _facts(coded: Mapping[str, Any], found: Mapping[str, Any]) -> Tally:
    told = [name for name in FACTS if name in coded]
    right = sum(words(coded[name]) == words(found.get(name)) for name in told)
    return Tally(right, len(told), len(told))


def _terms(
    name: str,
    coded: Sequence[Mapping[str, Any]],
    found: Sequence[Mapping[str, Any]],
    both: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]],
) -> dict[str, Tally]:
    def values(finding: Mapping[str, Any]) -> set[str]:
        return set(finding.get(name) or ())

    counts = (
        Counter(slug for one, other in both for slug in values(one) & values(other)),
        Counter(slug for finding in found for slug in values(finding)),
        Counter(slug for finding in coded for slug in values(finding)),
    )
    return {slug: Tally(*(count[slug] for count in counts)) for slug in sorted({*counts[1], *counts[2]})}
