"""One thing to learn from: what kind it is, how much it weighs, and in which order."""

from __future__ import annotations

from dataclasses import dataclass

from peelgraph.graph.analysis.coded import CodedFinding
from peelgraph.graph.analysis.standings import OWN_ACCOUNT, Standing
from peelgraph.graph.store import Row

DATED_BEFORE = 2021
"""What is older stands apart: ring before you quote it."""
FRESH_FOR = 10
"""Years after which something counts as no longer fresh at all."""
APART = 0.1
"""What stands apart keeps this share of its score, and so comes after all that does not."""
GOT_OUT = "got-out"
PRAISED = "praised"
EVALUATED = "initiative-evaluated"
INITIATIVE = "initiative"
OWN = "own-account"
NONE = "none"
WAYS = {GOT_OUT: 0.9, PRAISED: 0.8, INITIATIVE: 0.3, OWN: 0.2}
STAGES = {"worked": 0.7, "promising": 0.6, "mixed": 0.5, "no-effect": 0.4}
"""The stages at which an initiative has been evaluated, each with what it weighs."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One force's strength or initiative on a practice.

    Args:
        force: Slug of the force.
        kind: ``got-out`` (found weak, later praised), ``praised``, ``initiative-evaluated``, ``initiative`` (not
            evaluated, or not known), ``own-account`` (a force or commissioner of itself).
        way: What the kind weighs.
        year: The year; None where it is not known.
        coding: How surely the strength is coded, 0 to 1.
        freshness: From 1 for the year of the latest finding down to 0.
        strength: The finding of strength, if it is one.
        standing: What was found of the practice in this force, if anything.
        initiative: The row of the initiative, if it is one.
    """

    force: str
    kind: str
    way: float
    year: int | None
    coding: float
    freshness: float
    strength: CodedFinding | None = None
    standing: Standing | None = None
    initiative: Row | None = None

    @property
    def apart(self) -> str | None:
        """``dated`` where it is from before 2021, ``undated`` where its year is not known, else nothing."""
        if self.year is None:
            return "undated"
        return "dated" if self.year < DATED_BEFORE else None

    @property
    def score(self) -> float:
        """(way + 0.1 × freshness × coding), a tenth of it for what stands apart."""
        whole = self.way + 0.1 * self.freshness * self.coding
        return round(whole * (APART if self.apart else 1.0), 4)


def from_praise(standing: Standing, this_year: int) -> Lesson:
    """Return the lesson of a force whose latest word on a practice is praise.

    Args:
        standing: What was found of the practice in the force; praised last.
        this_year: The year of the latest finding in the data.
    """
    said = [f for f in standing.praises_since if f.source_kind != OWN_ACCOUNT]
    strength = max(said or standing.praises_since, key=lambda f: (f.sequence, f.period or "", f.confidence, f.id))
    kind = OWN if not said else GOT_OUT if standing.weaknesses else PRAISED
    year = int(strength.period[:4]) if strength.period else None
    return Lesson(
        standing.force, kind, WAYS[kind], year, strength.confidence, freshness(year, this_year), strength, standing
    )


def from_initiative(row: Row, standing: Standing | None, this_year: int) -> Lesson | None:
    """Return the lesson of an initiative; None where its force was found weak in the practice later.

    Args:
        row: A row of the question ``initiatives``.
        standing: What was found of the practice in the force, if anything.
        this_year: The year of the latest finding in the data.
    """
    year, stage = row["year"], row["evidence_stage"]
    if year is not None and standing and not standing.praised_last and _year(standing) > year:
        return None
    kind = OWN if row["source_kind"] == OWN_ACCOUNT else EVALUATED if stage in STAGES else INITIATIVE
    way = STAGES[stage] if kind == EVALUATED else WAYS[kind]
    return Lesson(row["force"], kind, way, year, 1.0, freshness(year, this_year), standing=standing, initiative=row)


def freshness(year: int | None, this_year: int) -> float:
    """Return how fresh a year is: 1 for this year, a tenth less for each year before it.

    >>> freshness(2022, 2025), freshness(2009, 2025), freshness(None, 2025)
    (0.7, 0.0, 0.0)
    """
    if year is None:
        return 0.0
    return round(min(1.0, max(0.0, 1.0 - (this_year - year) / FRESH_FOR)), 4)


def _year(standing: Standing) -> int:
    """Return the year of the last weakness; 0 where it is not known."""
    return max((int(f.period[:4]) for f in standing.weaknesses if f.period), default=0)
