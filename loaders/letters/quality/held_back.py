"""How good the reading is on the held-back documents, which no rule and no model was made on."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from peelgraph.loaders.letters.extract import extract
from peelgraph.loaders.letters.learning.coded_document import CodedDocument, parse_coded
from peelgraph.loaders.letters.quality.agreement import CHOICES, TERMS, Agreement, Tally, compare
from peelgraph.loaders.letters.quality.decisions import (
    Calibration,
    Cut,
    Decision,
    Range,
    Way,
    calibrations,
    cuts,
    decisions_on,
    ranges,
    ways,
)
from peelgraph.loaders.reference import Names

RESAMPLES = 2_000
"""How often documents are drawn anew to see how far a figure depends on which ones there are."""
SEED = 20141126
"""From where the drawing starts, so that the same documents give the same intervals."""
_INTERVAL = 0.95


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure over all documents.

    Args:
        name: ``facts``, ``sentences``, ``polarity``, ``kind``, ``practices`` or ``risks``.
        value: The share that is right; for sentences, practices and risks F1.
        low: Where its 95% interval begins.
        high: Where it ends.
        cases: How many a person coded.
    """

    name: str
    value: float
    low: float
    high: float
    cases: int


@dataclass(frozen=True, slots=True)
class TermFigure:
    """How well one practice or risk is found.

    Args:
        field: ``practices`` or ``risks``.
        term: Its slug.
        precision: The share of what was found that is right; None where nothing was found.
        recall: The share of what a person coded that was found; None where nothing was coded.
        f1: The harmonic mean of both.
        coded: How many a person coded.
        found: How many were found.
        right: How many are the same.
    """

    field: str
    term: str
    precision: float | None
    recall: float | None
    f1: float
    coded: int
    found: int
    right: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on coded documents.

    Args:
        documents: How many documents there are.
        findings: How many findings a person coded in them.
        judged: How many of these were found, so that their coding could be judged.
        figures: The figures over all.
        terms: Each practice and each risk, those that a person coded most first.
        calibration: How far the confidences of each field can be believed.
        ranges: The decisions by range of confidence.
        cuts: How right the decisions are on both sides of a confidence.
        ways: How the decisions were reached.
    """

    documents: int
    findings: int
    judged: int
    figures: tuple[Figure, ...]
    terms: tuple[TermFigure, ...]
    calibration: tuple[Calibration, ...]
    ranges: tuple[Range, ...]
    cuts: tuple[Cut, ...]
    ways: tuple[Way, ...]

    def to_json(self) -> dict[str, Any]:
        """Return what was measured as one object, ready for ``json.dumps``."""
        return {**asdict(self), "resamples": RESAMPLES}


def held_back_documents() -> list[CodedDocument]:
    """Return the shipped held-back documents, by name."""
    folder = files("peelgraph.data").joinpath("coded", "held-back")
    shipped = sorted((f for f in folder.iterdir() if f.name.endswith(".coded")), key=lambda f: f.name)
    return [parse_coded(f.read_text(encoding="utf-8"), f.name.removesuffix(".coded")) for f in shipped]


def measure(documents: Sequence[CodedDocument], tell: Callable[[str, int], None] | None = None) -> Measured:
    """Read coded documents and measure what was read.

    Args:
        documents: The documents.
        tell: Is told the name of each document before it is read, and how many have been read.
    """
    names = Names()
    agreements: list[Agreement] = []
    decisions: list[Decision] = []
    for number, document in enumerate(documents):
        if tell:
            tell(f"measuring {document.name}", number)
        read = extract(
            document.text(), vocabulary=names.vocabulary, forces=names.force_names, inspections=names.inspections
        )
        coded = document.gold()
        agreement = compare(coded, read.to_json())
        agreements.append(agreement)
        for c, f in sorted(agreement.pairs.items()):
            decisions += decisions_on(read.findings[f], coded["findings"][c])
    return Measured(
        len(documents),
        sum(agreement.sentences.coded for agreement in agreements),
        sum(len(agreement.pairs) for agreement in agreements),
        tuple(figures(agreements)),
        tuple(_terms(agreements)),
        tuple(calibrations(decisions)),
        tuple(ranges(decisions)),
        tuple(cuts(decisions)),
        tuple(ways(decisions)),
    )


def figures(agreements: Sequence[Agreement]) -> Iterator[Figure]:
    """Yield the figures over documents, each with its 95% interval.

    The sentences of one document are alike, so documents and not sentences are drawn anew for the intervals.

    Args:
        agreements: How far the reading of each document agrees with its coding by hand.
    """
    drawing = random.Random(SEED)  # noqa: S311 - nothing secret
    drawn = [drawing.choices(range(len(agreements)), k=len(agreements)) for _ in range(RESAMPLES)] if agreements else []
    for name, (tallies, value_of) in _by_figure(agreements).items():
        total = sum(tallies, Tally())
        others = sorted(value_of(sum((tallies[n] for n in numbers), Tally())) for numbers in drawn)
        edge = int(len(others) * (1 - _INTERVAL) / 2)
        low, high = (others[edge], others[-1 - edge]) if others else (0.0, 1.0)
        yield Figure(name, value_of(total), low, high, total.coded)


def _by_figure(agreements: Sequence[Agreement]) -> Mapping[str, tuple[list[Tally], Callable[[Tally], float]]]:
    def share(tally: Tally) -> float:
        return tally.share

    def f1(tally: Tally) -> float:
        return tally.f1

    return {
        "facts": ([agreement.facts for agreement in agreements], share),
        "sentences": ([agreement.sentences for agreement in agreements], f1),
        **{name: ([agreement.choices[name] for agreement in agreements], share) for name in CHOICES},
        **{name: ([sum(a.terms[name].values(), Tally()) for a in agreements], f1) for name in TERMS},
    }


def _terms(agreements: Sequence[Agreement]) -> Iterator[TermFigure]:
    for field in TERMS:
        total: dict[str, Tally] = {}
        for agreement in agreements:
            for slug, tally in agreement.terms[field].items():
                total[slug] = total.get(slug, Tally()) + tally
        for slug, t in sorted(total.items(), key=lambda item: (-item[1].coded, item[0])):
            yield TermFigure(field, slug, t.precision, t.recall, t.f1, t.coded, t.found, t.right)
