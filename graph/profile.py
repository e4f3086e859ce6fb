"""What findings say of each practice of a force: how often found weak or strong, and the latest word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from peelgraph.graph.store import Row


@dataclass(slots=True)
class PracticeRecord:
    """What was found of one practice of one force.

    Args:
        force: Slug of the force.
        practice: Slug of the practice.
        name: Name of the practice.
        weaknesses: The findings of weakness, latest first.
        strengths: The findings of strength, latest first.
    """

    force: str
    practice: str
    name: str
    weaknesses: list[Row] = field(default_factory=list)
    strengths: list[Row] = field(default_factory=list)

    @property
    def latest(self) -> str:
        """The latest word: ``weakness``, ``strength``, or ``both`` where one inspection said both."""
        weak, strong = _place(self.weaknesses), _place(self.strengths)
        if weak == strong:
            return "both"
        return "weakness" if weak > strong else "strength"

    @property
    def place(self) -> int:
        """The place in time of the latest inspection that spoke of it; -1 where none has a place."""
        return max(_place(self.weaknesses), _place(self.strengths))

    @property
    def embargoed(self) -> int:
        """How many of the findings are still under embargo."""
        return sum(1 for row in (*self.weaknesses, *self.strengths) if row["embargoed_until"])

    def to_row(self) -> Row:
        """Return the record as plain values, findings by their ids."""
        return {
            "practice": self.practice,
            "name": self.name,
            "latest": self.latest,
            "found_weak_in": _inspections(self.weaknesses),
            "found_strong_in": _inspections(self.strengths),
            "weaknesses": [row["finding"] for row in self.weaknesses],
            "strengths": [row["finding"] for row in self.strengths],
            "embargoed_count": self.embargoed,
        }


def practice_records(findings: Iterable[Row]) -> list[PracticeRecord]:
    """Return what findings say of each practice of each force, weakest and latest first.

    Args:
        findings: Rows of the question ``findings``, latest first.
    """
    records: dict[tuple[str, str], PracticeRecord] = {}
    for row in findings:
        if row["polarity"] == "neutral":
            continue
        for practice, name in zip(row["practices"], row["practice_names"], strict=True):
            key = (row["force"], practice)
            record = records.setdefault(key, PracticeRecord(row["force"], practice, name))
            (record.weaknesses if row["polarity"] == "weakness" else record.strengths).append(row)
    return sorted(
        records.values(),
        key=lambda r: (-r.place, -len(r.weaknesses), r.practice),
    )


def _place(findings: list[Row]) -> int:
    return max((row["sequence"] or 0 for row in findings), default=-1)


def _inspections(findings: list[Row]) -> list[str]:
    found = {row["inspection"]: row["sequence"] or 0 for row in findings if row["inspection"]}
    return sorted(found, key=lambda slug: (found[slug], slug))
