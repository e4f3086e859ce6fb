"""For each weakness of a force: who was praised for it, got out of it or tried something, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peelgraph.graph.analysis.coded import CodedFinding, coded_findings
from peelgraph.graph.analysis.lesson import NONE, Lesson, from_initiative, from_praise
from peelgraph.graph.analysis.reasons import nothing, reason
from peelgraph.graph.analysis.standings import RANKS, Standing, standings
from peelgraph.graph.naming import Labels
from peelgraph.graph.question import ask
from peelgraph.graph.store import Graph, Result, Row
from peelgraph.ontology.errors import UnknownNameError

COLUMNS = (
    "practice", "name", "force", "score", "reason", "kind", "apart", "way", "freshness", "coding", "found_weak_in",
    "status", "repeated", "recent", "finding", "earlier_weakness", "initiative", "text", "wording", "source_kind",
    "source_url", "year", "out", "own_findings", "embargoed_count",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Learned:
    """For each weakness of a force who it may learn from.

    Args:
        force: Slug of the force.
        result: The rows, the force's weaknesses in order: recent, ranked, repeated and later ones first; within
            one weakness by score.
        praised_since: The practices left out because the latest word on them is praise (slugs).
    """

    force: str
    result: Result
    praised_since: list[str]


def learn_from(
    graph: Graph, force: str, *, practice: str | None = None, everything: bool = False, **embargo: Any
) -> Learned:
    """Return for each weakness of a force who was praised for it, got out of it, or runs an initiative.

    A force is out whose last word on the practice is a weakness, or whose last inspection said both. What is older
    than 2021 stands apart. Where no strength is on record, a row says so; nothing is taken from a wider practice.

    Args:
        graph: The graph.
        force: Slug of the force.
        practice: Only this practice or what is below it (slug).
        everything: Also for weaknesses on which the force has been praised since.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.

    Raises:
        UnknownNameError: The graph has no such force or practice.
    """
    if force not in graph.forces():
        raise UnknownNameError("force", force)
    concepts = {c.slug: c for c in graph.concepts() if c.scheme == "practice"}
    if practice is not None and practice not in concepts:
        raise UnknownNameError("practice", practice)
    findings = coded_findings(graph, **embargo)
    known = standings(findings)
    within = _below(practice, {slug: c.broader for slug, c in concepts.items()}) if practice else set(known)
    weak = [forces[force] for slug, forces in known.items() if force in forces and slug in within]
    weak = [standing for standing in weak if standing.weaknesses]
    praised_since = sorted(standing.practice for standing in weak if standing.praised_last)
    if not everything:
        weak = [standing for standing in weak if not standing.praised_last]
    since = _recent_from(findings)
    weak.sort(key=lambda s: _first(s, since))
    initiatives = ask(graph, "initiatives").dicts()
    this_year = max((int(f.period[:4]) for f in findings if f.period), default=0)
    labels = Labels(graph)
    rows: list[Row] = []
    for standing in weak:
        concept = concepts.get(standing.practice)
        common = _common(standing, concept.name if concept else standing.practice, since)
        others = {slug: s for slug, s in known[standing.practice].items() if slug != force}
        common["out"] = sorted(s.force for s in others.values() if s.strengths and not s.praised_last)
        applied = [row for row in initiatives if row["practice"] == standing.practice and row["force"] != force]
        lessons = _lessons(others, applied, this_year)
        if not any(lesson.strength for lesson in lessons):
            wider = concepts[concept.broader].name if concept and concept.broader in concepts else None
            weak_others = sum(1 for s in others.values() if s.weaknesses)
            why = nothing(common["out"], weak_others, len(lessons), wider, labels.force)
            rows.append(common | _nothing(standing, why))
        rows += [common | _told(lesson, standing, labels) for lesson in lessons]
    _quote(graph, rows)
    return Learned(
        force,
        Result(COLUMNS, [[row[column] for column in COLUMNS] for row in rows]),
        [] if everything else praised_since,
    )


def _lessons(others: dict[str, Standing], initiatives: Sequence[Row], this_year: int) -> list[Lesson]:
    """Return what can be learnt of one practice, by score, then force."""
    lessons = [from_praise(standing, this_year) for standing in others.values() if standing.praised_last]
    tried = [from_initiative(row, others.get(row["force"]), this_year) for row in initiatives]
    lessons += [lesson for lesson in tried if lesson]
    return sorted(lessons, key=lambda x: (-x.score, x.force, (x.initiative or {}).get("initiative", "")))


def _first(standing: Standing, since: int) -> tuple[bool, int, bool, int, str]:
    """Return the order of weaknesses: recent, then ranked by the inspectorate, then repeated, then later ones."""
    return (
        standing.last_weak < since,
        -RANKS.index(standing.rank),
        not standing.repeated,
        -standing.last_weak,
        standing.practice,
    )


def _common(standing: Standing, name: str, since: int) -> Row:
    return {
        "practice": standing.practice,
        "name": name,
        "found_weak_in": standing.weak_in,
        "status": standing.rank,
        "repeated": standing.repeated,
        "recent": standing.last_weak >= since,
        "own_findings": [finding.id for finding in standing.weaknesses],
    }


def _told(lesson: Lesson, own: Standing, labels: Labels) -> Row:
    strength, row = lesson.strength, lesson.initiative or {}
    earlier = lesson.standing.weaknesses[:1] if lesson.standing else []
    cited = [*own.weaknesses, *([strength] if strength else []), *earlier]
    return {
        "force": lesson.force,
        "score": lesson.score,
        "reason": reason(lesson, labels.inspection),
        "kind": lesson.kind,
        "apart": lesson.apart,
        "way": lesson.way,
        "freshness": lesson.freshness,
        "coding": lesson.coding,
        "finding": strength.id if strength else None,
        "earlier_weakness": earlier[0].id if earlier else None,
        "initiative": row.get("initiative"),
        "text": row.get("summary"),
        "wording": "summary" if row else None,
        "source_kind": strength.source_kind if strength else row.get("source_kind"),
        "source_url": row.get("source_url"),
        "year": lesson.year,
        "embargoed_count": sum(finding.embargoed for finding in cited),
    }


def _nothing(own: Standing, why: str) -> Row:
    unknown: Row = dict.fromkeys((
        "force", "apart", "finding", "earlier_weakness", "initiative", "text", "wording", "source_kind", "source_url",
        "year",
    ))  # fmt: skip
    return unknown | {
        "score": 0.0,
        "reason": why,
        "kind": NONE,
        "way": 0.0,
        "freshness": 0.0,
        "coding": 0.0,
        "embargoed_count": sum(finding.embargoed for finding in own.weaknesses),
    }


def _recent_from(findings: Sequence[CodedFinding]) -> int:
    """Return the place in time of the last PEEL round but one that the data hold: what follows is recent."""
    rounds = sorted({f.sequence for f in findings if f.inspection.startswith("peel-") and f.sequence})
    return rounds[-2] if len(rounds) > 1 else (rounds or [1])[0]


def _below(practice: str, broader: dict[str, str | None]) -> set[str]:
    below = {practice}
    while more := {slug for slug, above in broader.items() if above in below} - below:
        below |= more
    return below


def _quote(graph: Graph, rows: Sequence[Row]) -> None:
    """Fill in the words and the page of each strength that is cited."""
    ids = sorted({row["finding"] for row in rows if row["finding"]})
    if not ids:
        return
    said = {
        row["id"]: row
        for row in graph.run(
            "MATCH (x:Finding) WHERE x.id IN $ids "
            "RETURN x.id AS id, x.text AS text, x.wording AS wording, x.source_url AS source_url",
            {"ids": ids},
        )
    }
    for row in rows:
        if row["finding"]:
            row.update({key: said[row["finding"]][key] for key in ("text", "wording", "source_url")})
