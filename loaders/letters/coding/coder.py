"""The coding of a passage's sentences: rules propose, the trained model decides, and each decision says why."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TypeVar

from peelgraph.loaders.letters.coding.coded import Coded, Kind, Polarity, Status
from peelgraph.loaders.letters.coding.headings import HeadingSays, read_heading, stated_status
from peelgraph.loaders.letters.coding.kind import code_kind
from peelgraph.loaders.letters.coding.passage_model import Field, Reading, load_passage_model
from peelgraph.loaders.letters.coding.polarity import code_polarity, weigh
from peelgraph.loaders.letters.coding.practices import Context, PracticeCoder
from peelgraph.loaders.letters.coding.risks import RiskCoder
from peelgraph.loaders.letters.coding.signals import KINDS, POLARITIES, Signals, Surroundings
from peelgraph.loaders.letters.coding.stated import read_stated
from peelgraph.loaders.letters.coding.theme import Theme, find_theme
from peelgraph.loaders.letters.findings import Span
from peelgraph.loaders.letters.structure import Passage
from peelgraph.ontology.vocabulary import Vocabulary

_T = TypeVar("_T", bound=str)

_SENTENCE_END = re.compile(r"[.!?]\W*$")
_MOST_PRACTICES = 3
_MOST_RISKS = 2
_ABOUT_NOTHING = 0.2
"""A neutral sentence whose likeliest practice is less likely than this is about none."""


@dataclass(frozen=True, slots=True)
class Coding:
    """All that was decided of one finding.

    Args:
        kind: Its kind.
        polarity: Its polarity.
        practices: The practices that it is about, the surest first.
        risks: What it exposes to; only a weakness has any.
        status: The inspectorate's own rank, where the source states one.
    """

    kind: Coded[Kind]
    polarity: Coded[Polarity]
    practices: tuple[Coded[str], ...]
    risks: tuple[Coded[str], ...]
    status: Coded[Status] | None

    @property
    def confidence(self) -> float:
        """The least of all confidences: how far the finding as a whole can be trusted."""
        decisions: tuple[Coded[object], ...] = (self.kind, self.polarity, *self.practices, *self.risks)
        return min(decision.confidence for decision in decisions if decision.confidence is not None)


@dataclass(frozen=True, slots=True)
class _Proposals:
    """What the rules alone would code."""

    kind: Coded[Kind]
    polarity: Coded[Polarity]
    practices: Sequence[Coded[str]]
    risks: Sequence[Coded[str]]


class Coder:
    """Codes findings by a vocabulary.

    The model knows the shipped practices and risks; terms of the user's own are coded by their labels.

    Args:
        vocabulary: The practices and risks, the user's own among them.
        subject: The document's subject line.
    """

    def __init__(self, vocabulary: Vocabulary, subject: str | None = None) -> None:
        self._subject = subject
        self._vocabulary = vocabulary
        self._practices = PracticeCoder(vocabulary.practices)
        self._risks = RiskCoder(vocabulary.risks)
        self._model = load_passage_model()
        known = self._model.values
        self._signals = Signals(self._practices, self._risks, known["practices"], known["risks"])

    def code_all(self, passages: Sequence[tuple[Passage, Sequence[Span]]]) -> list[list[Coding]]:
        """Return the codings of the spans of several passages, which all processors that we may use share.

        Args:
            passages: The passages, each with its spans.

        Returns:
            For each passage the codings of its spans, in their order.
        """
        with self._model.side_by_side(), ThreadPoolExecutor(_processors()) as pool:
            read = list(pool.map(lambda one: self._read(*one), passages))
        theme = self._theme([reading for readings in read for reading in readings])
        codings: list[list[Coding]] = []
        asked: dict[str | None, Sequence[Coded[str]]] = {}
        for (passage, spans), readings in zip(passages, read, strict=True):
            decided = self._decide(passage, spans, readings, theme, asked.get(passage.section, ()))
            recommended = [one.practices for one in decided if one.kind.value == "recommendation"]
            if recommended:
                asked[passage.section] = recommended[0]
            codings.append(decided)
        return codings

    def code(self, passage: Passage, spans: Sequence[Span]) -> list[Coding]:
        """Return the coding of each span of a passage that is a document by itself, in the spans' order."""
        return self.code_all([(passage, spans)])[0]

    def _read(self, passage: Passage, spans: Sequence[Span]) -> list[Reading]:
        around = Surroundings(passage.text, passage.section or "", passage.lead or "")
        sentences = [passage.text[span.start : span.end] for span in spans]
        return self._model.read(sentences, around, self._signals.of(sentences, around, [weigh(s) for s in sentences]))

    def _theme(self, readings: Sequence[Reading]) -> Theme | None:
        named = {practice.value for practice in self._practices.code(self._subject or "", Context())}
        known = self._model.values["practices"]
        return find_theme([reading.shares["practices"] for reading in readings], known, named)

    def _decide(
        self,
        passage: Passage,
        spans: Sequence[Span],
        readings: Sequence[Reading],
        theme: Theme | None,
        asked: Sequence[Coded[str]],
    ) -> list[Coding]:
        """Return the codings of a passage's spans.

        Args:
            passage: The passage.
            spans: Its spans.
            readings: What the model says of each.
            theme: What the document is about throughout.
            asked: What the recommendation of its section is about, for a sentence that says what became of it.
        """
        heading = read_heading(passage.section)
        codings: list[Coding] = []
        for span, read, judgement in zip(spans, readings, _judge(readings), strict=True):
            reading = read.on(theme) if theme else read
            proposed = code_polarity(reading.text, heading.polarity, span.hint)
            proposals = self._propose(passage, reading.text, heading, proposed, codings)
            stated = read_stated(reading.text, passage.lead, alone=len(spans) == 1)
            kind, polarity = (stated.kind, stated.polarity) if stated else judgement.explained(reading, proposals)
            practices = self._about(reading, proposals, polarity)
            if asked and polarity.rule == "outcome":
                practices = tuple(replace(practice, cue="", rule="outcome") for practice in asked)
            risks = self._exposes(reading, proposals) if polarity.value == "weakness" else ()
            status = _status_of(reading.text, polarity, heading.status)
            codings.append(Coding(kind, polarity, practices, risks, status))
        return codings

    def _propose(
        self,
        passage: Passage,
        text: str,
        heading: HeadingSays,
        polarity: Coded[Polarity],
        codings: Sequence[Coding],
    ) -> _Proposals:
        before = tuple(practice.value for practice in codings[-1].practices) if codings else ()
        after_weakness = any(coding.polarity.value == "weakness" for coding in codings)
        kind = code_kind(text, lead=passage.lead, heading=heading.kind, after_weakness=after_weakness)
        practices = self._practices.code(text, Context(before, passage.text, passage.topic, self._subject))
        slugs = [practice.value for practice in practices]
        risks = self._risks.code(text, slugs, recommendation=kind.value == "recommendation")
        return _Proposals(kind, polarity, practices, risks)

    def _about(self, reading: Reading, proposals: _Proposals, polarity: Coded[Polarity]) -> tuple[Coded[str], ...]:
        """Choose the likeliest practice, further ones that are likely enough, and terms of the user's own."""
        own = self._own_terms("practices", proposals.practices)
        chosen = self._likely(reading, "practices", proposals.practices, _MOST_PRACTICES - len(own))
        if not chosen and not own:
            slug, share = self._likeliest(reading, "practices")
            if polarity.value != "neutral" or share >= _ABOUT_NOTHING:
                chosen = [self._decided(reading, "practices", slug, proposals.practices)]
        return (*own, *chosen)

    def _exposes(self, reading: Reading, proposals: _Proposals) -> tuple[Coded[str], ...]:
        own = self._own_terms("risks", proposals.risks)
        return (*own, *self._likely(reading, "risks", proposals.risks, _MOST_RISKS - len(own)))

    def _likely(self, reading: Reading, field: Field, proposals: Sequence[Coded[str]], most: int) -> list[Coded[str]]:
        """Return the values of a field that are likelier than its threshold, the likeliest first."""
        threshold = self._model.thresholds[field]
        ranked = sorted(self._shares(reading, field).items(), key=lambda item: (-item[1], item[0]))
        likely = [slug for slug, share in ranked[: max(0, most)] if share >= threshold]
        return [self._decided(reading, field, slug, proposals) for slug in likely]

    def _likeliest(self, reading: Reading, field: Field) -> tuple[str, float]:
        return max(self._shares(reading, field).items(), key=lambda item: (item[1], item[0]))

    def _shares(self, reading: Reading, field: Field) -> dict[str, float]:
        """Return the probability of each value that the vocabulary has."""
        concepts = self._vocabulary.practices if field == "practices" else self._vocabulary.risks
        shares = zip(self._model.values[field], reading.shares[field], strict=True)
        return {slug: float(share) for slug, share in shares if slug in concepts}

    def _own_terms(self, field: Field, proposals: Sequence[Coded[str]]) -> list[Coded[str]]:
        known = set(self._model.values[field])
        return [proposal for proposal in proposals if proposal.value not in known]

    def _decided(self, reading: Reading, field: Field, slug: str, proposals: Sequence[Coded[str]]) -> Coded[str]:
        number = list(self._model.values[field]).index(slug)
        agreeing = next((proposal for proposal in proposals if proposal.value == slug), None)
        return _explained(reading, field, number, slug, agreeing)


def _processors() -> int:
    """Return how many processors this process may use."""
    may_use = getattr(os, "sched_getaffinity", None)
    return len(may_use(0)) if may_use else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class _Judgement:
    """A kind and a polarity that go together, by their numbers, and how likely they are."""

    share: float
    kind: int
    polarity: int

    def explained(self, reading: Reading, proposals: _Proposals) -> tuple[Coded[Kind], Coded[Polarity]]:
        """Return both with their reasons."""
        kind, polarity = KINDS[self.kind], POLARITIES[self.polarity]
        said = proposals.kind if proposals.kind.value == kind else None
        weighed = proposals.polarity if proposals.polarity.value == polarity else None
        return (
            _explained(reading, "kind", self.kind, kind, said),
            _explained(reading, "polarity", self.polarity, polarity, weighed),
        )


def _judge(readings: Sequence[Reading]) -> list[_Judgement]:
    """Choose kind and polarity of each sentence; the two halves of one sentence never have the same polarity."""
    judgements = [_possible(reading)[0] for reading in readings]
    for first, second in pairwise(range(len(readings))):
        if not _SENTENCE_END.search(readings[first].text) and judgements[first].polarity == judgements[second].polarity:
            unlike = (
                (one, other)
                for one, other in product(_possible(readings[first]), _possible(readings[second]))
                if one.polarity != other.polarity
            )
            judgements[first], judgements[second] = max(unlike, key=lambda pair: pair[0].share * pair[1].share)
    return judgements


def _possible(reading: Reading) -> list[_Judgement]:
    """Return what goes together, the likeliest first: a recommendation is a weakness, an action neutral."""
    kinds, polarities = reading.shares["kind"], reading.shares["polarity"]
    together = [
        _Judgement(float(kinds[k] * polarities[p]), k, p)
        for (k, kind), (p, polarity) in product(enumerate(KINDS), enumerate(POLARITIES))
        if kind == "finding" or polarity == ("weakness" if kind == "recommendation" else "neutral")
    ]
    return sorted(together, key=lambda judgement: -judgement.share)


def _explained(reading: Reading, field: Field, number: int, value: _T, agreeing: Coded[_T] | None) -> Coded[_T]:
    """Return a decision with its reason: the words of the rule that says the same, else those that weighed most."""
    share = round(float(reading.shares[field][number]), 2)
    if agreeing and (agreeing.cue or value == "finding"):
        return Coded(value, share, agreeing.cue, agreeing.rule)
    if field == "practices" and number == reading.theme:
        return Coded(value, share, "", "theme", "model")
    return Coded(value, share, reading.cue(field, number), "model", "model")


def _status_of(text: str, polarity: Coded[Polarity], heading: Status | None) -> Coded[Status] | None:
    if stated := stated_status(text):
        return Coded(stated[0], None, stated[1], "sentence", "stated")
    if heading and polarity.value == "weakness":
        return Coded(heading, None, "", "heading", "stated")
    return None
