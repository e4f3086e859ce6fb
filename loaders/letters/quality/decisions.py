"""Decisions of the coding against what a person decided: how far their confidence can be believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from peelgraph.loaders.letters.coding.coded import Coded
from peelgraph.loaders.letters.extraction import ExtractedFinding

FINDING = "finding"
"""Stands for all decisions on a finding together; its confidence is the least of theirs."""
FIELDS = ("polarity", "kind", "practices", "risks", FINDING)
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Where one range of confidence ends and the next begins; the last takes in its end."""
CUTS = EDGES[1:-1]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on a finding that a person coded too.

    Args:
        field: What was decided; ``finding`` for all of one finding together.
        confidence: How surely, as stated.
        method: How it was reached; "" for all of a finding together.
        right: Whether the person decided so too.
    """

    field: str
    confidence: float
    method: str
    right: bool


@dataclass(frozen=True, slots=True)
class Range:
    """The decisions of one field whose confidence lies in one range.

    Args:
        field: The field.
        low: Where the range begins.
        high: Where it ends.
        cases: How many decisions there are.
        stated: Their mean confidence.
        right: The share of them that are right.
    """

    field: str
    low: float
    high: float
    cases: int
    stated: float
    right: float


@dataclass(frozen=True, slots=True)
class Cut:
    """The decisions of one field on both sides of a confidence.

    Args:
        field: The field.
        at: The confidence.
        above: How many are at least as sure.
        above_right: The share of these that are right; None where there are none.
        below: How many are less sure.
        below_right: The share of these that are right.
    """

    field: str
    at: float
    above: int
    above_right: float | None
    below: int
    below_right: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far the confidences of one field can be believed.

    Args:
        field: The field.
        cases: How many decisions there are.
        stated: Their mean confidence.
        right: The share of them that are right.
        error: The expected calibration error: how far, over the ranges, what is stated is from what is right.
    """

    field: str
    cases: int
    stated: float
    right: float
    error: float


@dataclass(frozen=True, slots=True)
class Way:
    """How decisions of one field were reached.

    Args:
        field: The field.
        method: ``rule`` or ``model``.
        cases: How many decisions were reached so.
        share: Their share of the field's decisions.
        right: The share of them that are right.
    """

    field: str
    method: str
    cases: int
    share: float
    right: float


def decisions_on(found: ExtractedFinding, coded: Mapping[str, Any]) -> Iterator[Decision]:
    """Yield the decisions on a finding, and all of them together.

    What the source itself states has no confidence and is left out. A practice or risk that a person coded and nobody
    decided on is not among them: it lowers recall, not the worth of what was decided.

    Args:
        found: The finding.
        coded: Its coding by hand, in the annotation guide's form.
    """
    coding = found.coding
    made: list[tuple[str, Coded[Any], bool]] = [
        ("polarity", coding.polarity, coding.polarity.value == coded["polarity"]),
        ("kind", coding.kind, coding.kind.value == coded["kind"]),
        *(("practices", practice, practice.value in coded["practices"]) for practice in coding.practices),
        *(("risks", risk, risk.value in coded["risks"]) for risk in coding.risks),
    ]
    for field, decision, right in made:
        if decision.confidence is not None:
            yield Decision(field, decision.confidence, decision.method, right)
    yield Decision(FINDING, coding.confidence, "", all(right for _, _, right in made))


def ranges(decisions: Iterable[Decision]) -> list[Range]:
    """Return the decisions by field and range of confidence, without ranges in which there are none."""
    found = []
    for field, made in _by_field(decisions):
        for low, high in pairwise(EDGES):
            within = [d for d in made if low <= d.confidence < high or d.confidence == high == EDGES[-1]]
            if within:
                found.append(Range(field, low, high, len(within), _stated(within), _right(within)))
    return found


def calibrations(decisions: Sequence[Decision]) -> list[Calibration]:
    """Return how far the confidences of each field can be believed.

    >>> [about] = calibrations([Decision("kind", 0.9, "rule", True), Decision("kind", 0.9, "rule", False)])
    >>> round(about.error, 2)
    0.4
    """
    found = []
    for field, made in _by_field(decisions):
        error = sum(part.cases * abs(part.stated - part.right) for part in ranges(made)) / len(made)
        found.append(Calibration(field, len(made), _stated(made), _right(made), error))
    return found


def cuts(decisions: Iterable[Decision]) -> list[Cut]:
    """Return how right the decisions of each field are on both sides of each cut."""
    found = []
    for field, made in _by_field(decisions):
        for at in CUTS:
            above = [decision for decision in made if decision.confidence >= at]
            below = [decision for decision in made if decision.confidence < at]
            found.append(
                Cut(
                    field,
                    at,
                    len(above),
                    _right(above) if above else None,
                    len(below),
                    _right(below) if below else None,
                )
            )
    return found


def ways(decisions: Iterable[Decision]) -> list[Way]:
    """Return how the decisions of each field were reached."""
    found = []
    for field, made in _by_field(decisions):
        for method, cases in sorted(Counter(decision.method for decision in made).items()):
            if method:
                so = [decision for decision in made if decision.method == method]
                found.append(Way(field, method, cases, cases / len(made), _right(so)))
    return found


def _by_field(decisions: Iterable[Decision]) -> Iterator[tuple[str, list[Decision]]]:
    every = list(decisions)
    for field in FIELDS:
        if made := [decision for decision in every if decision.field == field]:
            yield field, made


def _stated(decisions: Sequence[Decision]) -> float:
    return sum(decision.confidence for decision in decisions) / len(decisions)


def _right(decisions: Sequence[Decision]) -> float:
    return sum(decision.right for decision in decisions) / len(decisions)
