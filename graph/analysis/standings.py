"""What was said last of each practice of each force: the weaknesses and strengths in the order of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from peelgraph.graph.analysis.coded import CodedFinding

OWN_ACCOUNT = "police-or-commissioner"
"""The kind of source in which a force or its commissioner speaks of itself."""
RANKS = ("not-stated", "area-for-improvement", "cause-of-concern", "accelerated-cause-of-concern")


@dataclass(slots=True)
class Standing:
    """What was found of one practice of one force, latest first.

    Args:
        force: Slug of the force.
        practice: Slug of the practice.
        weaknesses: The findings of weakness.
        strengths: The findings of strength.
    """

    force: str
    practice: str
    weaknesses: list[CodedFinding] = field(default_factory=list)
    strengths: list[CodedFinding] = field(default_factory=list)

    @property
    def last_weak(self) -> int:
        """The place in time of the last weakness; -1 where there is none."""
        return self.weaknesses[0].sequence if self.weaknesses else -1

    @property
    def last_strong(self) -> int:
        """The place in time of the last strength; -1 where there is none."""
        return self.strengths[0].sequence if self.strengths else -1

    @property
    def praised_last(self) -> bool:
        """True where the last inspection that spoke of it praised it and did not criticise it."""
        return self.last_strong > self.last_weak

    @property
    def praises_since(self) -> list[CodedFinding]:
        """The strengths found after the last weakness."""
        return [finding for finding in self.strengths if finding.sequence > self.last_weak]

    @property
    def weak_in(self) -> list[str]:
        """The inspections that found it weak, latest first."""
        return list(dict.fromkeys(finding.inspection for finding in self.weaknesses))

    @property
    def rank(self) -> str:
        """The highest rank that the last inspection which found it weak gave it."""
        last = [f.status for f in self.weaknesses if f.sequence == self.last_weak and f.status in RANKS]
        return max(last, key=RANKS.index, default="not-stated")

    @property
    def repeated(self) -> bool:
        """True where several inspections found it weak, or a source says that it is a repeat."""
        return len(self.weak_in) > 1 or any(finding.again for finding in self.weaknesses)


def standings(findings: Iterable[CodedFinding]) -> dict[str, dict[str, Standing]]:
    """Return what was found of each practice by force: practice, then force, to its standing."""
    by_practice: dict[str, dict[str, Standing]] = {}
    for finding in sorted(findings, key=lambda f: (-f.sequence, f.id)):
        if finding.polarity not in {"weakness", "strength"}:
            continue
        for practice in finding.practices:
            forces = by_practice.setdefault(practice, {})
            standing = forces.setdefault(finding.force, Standing(finding.force, practice))
            (standing.weaknesses if finding.polarity == "weakness" else standing.strengths).append(finding)
    return by_practice
