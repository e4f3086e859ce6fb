"""Practices: what a sentence is about, by the vocabulary's labels, cue words, its passage and its section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from peelgraph.loaders.letters.coding.coded import Coded
from peelgraph.loaders.letters.coding.cues import Cue, Hit, compile_pattern, find_cues, plain, read_cues
from peelgraph.loaders.letters.coding.measured import confidence
from peelgraph.loaders.letters.coding.overlap import TermIndex
from peelgraph.ontology.vocabulary import Concept

_LABEL_WEIGHT = 3.0
_GROUP_WEIGHT = 1.6
_WEAK_WEIGHT = 1.0
_ENOUGH = 1.5
_MOST = 3
_SIDE = re.compile(
    r"\b(?:so\s+that|in\s+order\s+to|leading\s+to|resulting\s+in|which\s+(?:means|cuts|affects|helps|allows|could)|because\s+of|"
    r"as\s+a\s+result|rather\s+than|instead\s+of|such\s+as|who\s+(?:frequently|often|deal)|by\s+the\s+time)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A practice that a text may be about.

    Args:
        slug: The practice.
        score: How much speaks for it.
        cue: The words that speak for it most.
        start: Where they begin.
    """

    slug: str
    score: float
    cue: str
    start: int


class PracticeCoder:
    """Codes practices by a vocabulary, which may hold terms of the user's own.

    Args:
        practices: The practices by slug.
    """

    def __init__(self, practices: Mapping[str, Concept]) -> None:
        self._practices = practices
        shipped = (cue for cue in read_cues("practice_cues.csv") if cue.value in practices)
        self._cues = (*_label_cues(practices.values()), *shipped)

    @cached_property
    def _terms(self) -> TermIndex:
        return TermIndex(
            {c.slug: " ".join((c.name, c.definition, *c.alternative_names)) for c in self._practices.values()}
        )

    def candidates(self, text: str) -> list[Candidate]:
        """Return the practices for which a text's words speak, best first."""
        simple = plain(text)
        found: dict[str, list[Hit]] = {}
        for hit in _outermost(list(find_cues(simple, self._cues))):
            found.setdefault(hit.cue.value, []).append(hit)
        candidates = []
        for slug, hits in found.items():
            if all(hit.cue.weak for hit in hits):
                continue
            weights = sorted((self._weight(simple, hit) for hit in hits), reverse=True)
            top = max(hits, key=lambda hit: self._weight(simple, hit))
            score = weights[0] + 0.25 * sum(weights[1:3])
            candidates.append(Candidate(slug, score, text[top.start : top.end], top.start))
        return sorted(candidates, key=lambda c: (-c.score, c.start, c.slug))

    @staticmethod
    def _weight(text: str, hit: Hit) -> float:
        """A word beside the point counts less: after "so that", "such as" and the like."""
        return hit.cue.weight * (0.75 if _SIDE.search(text, 0, hit.start) else 1.0)

    def code(
        self, text: str, *, before: Sequence[str] = (), passage: str = "", topic: str | None = None
    ) -> list[Coded[str]]:
        """Code the practices of a sentence, the surest first.

        Args:
            text: The sentence.
            before: The practices of the sentence before it in its passage.
            passage: The whole passage.
            topic: The heading that names the subject.
        """
        own = [c for c in self.candidates(text) if c.score >= _ENOUGH]
        if own:
            return self._choose(own)
        if before:
            rule = "passage"
            return [Coded(slug, confidence("practices", rule), "", rule) for slug in before[:2]]
        around = [c for c in self.candidates(passage) if c.score >= _ENOUGH]
        if around:
            best = around[0]
            return [Coded(best.slug, confidence("practices", "passage"), best.cue, "passage")]
        for source, rule in ((text, "definition"), (topic or "", "section")):
            if named := self._by_words(source, rule, topic):
                return [named]
        return []

    def _choose(self, own: Sequence[Candidate]) -> list[Coded[str]]:
        """Take the best candidate, and others that come close to it and are no group of one taken."""
        chosen: list[Candidate] = []
        for candidate in own:
            if chosen and (candidate.score < 2 or candidate.score < 0.8 * own[0].score):
                continue
            if any(self._akin(candidate.slug, taken.slug) for taken in chosen):
                continue
            chosen.append(candidate)
            if len(chosen) == _MOST:
                break
        coded = []
        for rank, candidate in enumerate(chosen):
            rule = "further words" if rank else "strong words" if candidate.score >= 2.5 else "weak words"
            coded.append(Coded(candidate.slug, confidence("practices", rule), candidate.cue, rule))
        return coded

    def _akin(self, one: str, other: str) -> bool:
        return other in (one, self._practices[one].broader) or self._practices[other].broader == one

    def _by_words(self, text: str, rule: str, topic: str | None) -> Coded[str] | None:
        """The practice whose name and definition share the rarest words with a text, if enough of them."""
        if rule == "section":
            named = self.candidates(text)
            if named:
                return Coded(named[0].slug, confidence("practices", rule), named[0].cue, rule)
        best = self._terms.best(text, 0.25 if rule == "definition" else 0.1)
        if best is None:
            return None
        slug, words = best
        return Coded(slug, confidence("practices", rule), ", ".join(words), rule)


def _label_cues(practices: Iterable[Concept]) -> list[Cue]:
    """Every label of a practice is a cue; a group's speaks less, and a weak label never alone."""
    cues = []
    for concept in practices:
        weight = _LABEL_WEIGHT if concept.broader else _GROUP_WEIGHT
        for name in (concept.name, *concept.alternative_names):
            weak = name in concept.weak_names
            words = re.sub(r"[^\w' ]+", " ", plain(name))
            pattern = " ".join(re.escape(word) for word in words.split())
            if pattern:
                cues.append(
                    Cue(concept.slug, _WEAK_WEIGHT if weak else weight, compile_pattern(pattern + "s?"), weak)
                )
    return cues


def _outermost(hits: Sequence[Hit]) -> list[Hit]:
    """Leave out a hit that lies within a longer one of another practice and weighs no more."""
    return [
        hit
        for hit in hits
        if not any(
            other.start <= hit.start
            and hit.end <= other.end
            and (other.end - other.start) > (hit.end - hit.start)
            and other.cue.weight >= hit.cue.weight
            and other.cue.value != hit.cue.value
            and not other.cue.weak
            for other in hits
        )
    ]
