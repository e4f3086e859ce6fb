"""Practices: what a sentence is about, by the vocabulary's labels, cue words, its passage and its section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from peelgraph.loaders.letters.coding.coded import Coded
from peelgraph.loaders.letters.coding.cues import Cue, Hit, find_cues, label_pattern, plain, read_cues
from peelgraph.loaders.letters.coding.measured import confidence
from peelgraph.loaders.letters.coding.overlap import TermIndex
from peelgraph.ontology.vocabulary import Concept

_LABEL_WEIGHT = 3.0
_GROUP_WEIGHT = 1.6
_WEAK_WEIGHT = 1.0
_ENOUGH = 1.5
_CLEAR = 2.5
_MOST = 3
_CLOSE = 0.8
_CARRIED = 2
_CARRY = 1.6
_TOPIC = 0.6
_SUBJECT = 1.5
_SHARED = 0.25
_POINTS_BACK = re.compile(
    r"\W*(?:(?:however|but|in\s+addition|also|and|yet|although|while|as\s+a\s+result|despite\s+this)\W+)?"
    r"(?:it|its|this|these|those|they|their|them|such|the\s+(?:policy|process|system|scheme|team|unit|plan"
    r"|strategy|work|records?)|both|some|most|many)\b",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\b(?:so\s+that|in\s+order\s+to|leading\s+to|resulting\s+in|which\s+(?:means|cuts|affects|helps|allows"
    r"|could)|because\s+of|"
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


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a sentence.

    Args:
        before: The practices of the sentence before it in its passage.
        passage: The whole passage.
        topic: The heading that names the subject.
        subject: The document's subject line.
    """

    before: tuple[str, ...] = ()
    passage: str = ""
    topic: str | None = None
    subject: str | None = None


class PracticeCoder:
    """Codes practices by a vocabulary, which may hold terms of the user's own.

    Args:
        practices: The practices by slug.
    """

    def __init__(self, practices: Mapping[str, Concept]) -> None:
        self._practices = practices
        shipped = (cue for cue in read_cues("practice_cues.csv") if cue.value in practices)
        self._known: dict[str, list[Candidate]] = {}
        self._cues = (*_label_cues(practices.values()), *shipped)

    @cached_property
    def _terms(self) -> TermIndex:
        return TermIndex(
            {
                c.slug: " ".join((c.name, c.definition, *(n for n in c.alternative_names if n not in c.weak_names)))
                for c in self._practices.values()
            }
        )

    def candidates(self, text: str | None) -> Sequence[Candidate]:
        """Return the practices for which the words of a sentence, passage, heading or subject speak, best first."""
        if not text:
            return ()
        if text not in self._known:
            self._known[text] = self._spoken_for(text)
        return self._known[text]

    def _spoken_for(self, text: str) -> list[Candidate]:
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

    def code(self, text: str, context: Context) -> list[Coded[str]]:
        """Code the practices of a sentence, the surest first.

        The sentence's own words count most; the sentence before it, its section and the document's subject tip
        the balance, and decide alone where the sentence only says "it".

        Args:
            text: The sentence.
            context: What stands around it.
        """
        own = {c.slug: c for c in self.candidates(text)}
        surrounding = self._surrounding(text, context)
        scored = [replace(c, score=c.score + surrounding.pop(slug, 0.0)) for slug, c in own.items()]
        scored += [Candidate(slug, bonus, "", len(text)) for slug, bonus in surrounding.items()]
        likely = [c for c in scored if c.score >= _ENOUGH]
        if likely:
            return self._choose(likely, own)
        if defined := self._by_definition(text):
            return [defined]
        elsewhere = (
            ("passage", context.passage, _CLEAR),
            ("section", context.topic, _ENOUGH),
            ("passage", context.passage, _ENOUGH),
            ("subject", context.subject, _ENOUGH),
        )
        for rule, source, least in elsewhere:
            found = [c for c in self.candidates(source) if c.score >= least]
            if found:
                return [Coded(found[0].slug, confidence("practices", rule), found[0].cue, rule)]
        best = max(scored, key=lambda c: c.score, default=None)
        return [Coded(best.slug, confidence("practices", "hardly"), best.cue, "hardly")] if best else []

    def _surrounding(self, text: str, context: Context) -> dict[str, float]:
        """Return what the surroundings add to each practice that they name."""
        bonus: dict[str, float] = {}
        carried = _CARRY if _POINTS_BACK.match(text) else _CARRY / 2
        for rank, slug in enumerate(context.before[:_CARRIED]):
            bonus[slug] = bonus.get(slug, 0.0) + carried / (1 + rank / 3)
        named = self.candidates(context.topic)[:2]
        for candidate in named:
            bonus[candidate.slug] = bonus.get(candidate.slug, 0.0) + _TOPIC
        if only := self._only_subject(context.subject):
            bonus[only] = bonus.get(only, 0.0) + _SUBJECT
        return bonus

    def _only_subject(self, subject: str | None) -> str | None:
        """Return the practice that a document is about, where its subject line clearly names just one."""
        named = self.candidates(subject)
        if len(named) != 1 or named[0].score < _LABEL_WEIGHT or not self._practices[named[0].slug].broader:
            return None
        return named[0].slug

    def _choose(self, likely: Sequence[Candidate], own: Mapping[str, Candidate]) -> list[Coded[str]]:
        """Take the best candidate, and others that come close to it and are no group of one taken."""
        chosen: list[Candidate] = []
        ranked = sorted(likely, key=lambda c: (-c.score, c.start, c.slug))
        strongest = max((own[c.slug].score for c in ranked if c.slug in own), default=0.0)
        for candidate in ranked:
            mine = own[candidate.slug].score if candidate.slug in own else 0.0
            if chosen and mine < max(2.0, _CLOSE * strongest):
                continue
            if any(self._akin(candidate.slug, taken.slug) for taken in chosen):
                continue
            chosen.append(candidate)
            if len(chosen) == _MOST:
                break
        coded = []
        for rank, candidate in enumerate(chosen):
            rule = _rule(candidate, own.get(candidate.slug), first=not rank)
            coded.append(Coded(candidate.slug, confidence("practices", rule), candidate.cue, rule))
        return coded

    def _akin(self, one: str, other: str) -> bool:
        return other in (one, self._practices[one].broader) or self._practices[other].broader == one

    def _by_definition(self, text: str) -> Coded[str] | None:
        """The practice whose name and definition share the rarest words with a text, if enough of them."""
        best = self._terms.best(text, _SHARED)
        if best is None:
            return None
        slug, words = best
        return Coded(slug, confidence("practices", "definition"), ", ".join(words), "definition")


def _rule(candidate: Candidate, own: Candidate | None, *, first: bool) -> str:
    """Name the rule that took a practice: by the sentence's own words, strong or weak, or by what stands around."""
    if own is None:
        return "surroundings"
    if not first:
        return "further words"
    return (
        "strong words"
        if own.score >= _CLEAR
        else "weak words and surroundings"
        if candidate.score > own.score
        else "weak words"
    )


def _label_cues(practices: Iterable[Concept]) -> list[Cue]:
    """Every label of a practice is a cue; a group's speaks less, and a weak label never alone."""
    cues = []
    for concept in practices:
        weight = _LABEL_WEIGHT if concept.broader else _GROUP_WEIGHT
        for name in (concept.name, *concept.alternative_names):
            weak = name in concept.weak_names
            if pattern := label_pattern(name):
                cues.append(Cue(concept.slug, _WEAK_WEIGHT if weak else weight, pattern, weak))
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
