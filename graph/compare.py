"""Forces side by side: what they share, and where one can learn from another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peelgraph.graph.profile import PracticeRecord, practice_records
from peelgraph.graph.question import ask
from peelgraph.graph.store import Graph, Row
from peelgraph.ontology.errors import UnknownNameError

Answer = dict[str, Any]


def compare(graph: Graph, forces: Sequence[str], **embargo: Any) -> Answer:
    """Return what forces share and where one was praised for what another was found weak in.

    Args:
        graph: The graph.
        forces: Slugs of the forces, two or more.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.

    Returns:
        ``coverage`` of each force; ``shared_weaknesses`` and ``shared_strengths`` (practices in which at least two
        of them were found weak, or praised, with the inspections); ``can_learn`` (a force whose latest finding on a
        practice is a weakness, from one whose latest is a strength); ``grades`` on the questions that at least two
        of them have a grade on in the same inspection.

    Raises:
        UnknownNameError: The graph has no such force.
    """
    known = graph.forces()
    for force in forces:
        if force not in known:
            raise UnknownNameError("force", force)
    findings = [row for force in forces for row in ask(graph, "findings", force=force, **embargo).dicts()]
    by_practice: dict[str, list[PracticeRecord]] = {}
    for record in practice_records(findings):
        by_practice.setdefault(record.practice, []).append(record)
    return {
        "forces": list(forces),
        "coverage": [ask(graph, "coverage", force=force, **embargo).dicts()[0] for force in forces],
        "shared_weaknesses": _shared(by_practice, "weaknesses", "found_weak_in"),
        "shared_strengths": _shared(by_practice, "strengths", "found_strong_in"),
        "can_learn": _lessons(by_practice),
        "grades": _grades(graph, forces, **embargo),
    }


def _shared(by_practice: dict[str, list[PracticeRecord]], what: str, when: str) -> list[Row]:
    rows = []
    for practice, records in by_practice.items():
        having = sorted((r for r in records if getattr(r, what)), key=lambda r: r.force)
        if len(having) > 1:
            rows.append(
                {
                    "practice": practice,
                    "name": having[0].name,
                    "forces": [{"force": r.force, "inspections": r.to_row()[when], "latest": r.latest} for r in having],
                    "embargoed_count": sum(r.embargoed for r in having),
                }
            )
    return sorted(rows, key=lambda row: (-len(row["forces"]), row["practice"]))


def _lessons(by_practice: dict[str, list[PracticeRecord]]) -> list[Row]:
    rows = []
    for practice, records in by_practice.items():
        weak = [r for r in records if r.latest == "weakness"]
        strong = [r for r in records if r.latest == "strength"]
        rows += [
            {
                "practice": practice,
                "name": learner.name,
                "learner": learner.force,
                "found_weak_in": learner.to_row()["found_weak_in"],
                "teacher": teacher.force,
                "found_strong_in": teacher.to_row()["found_strong_in"],
                "finding": teacher.strengths[0]["finding"],
                "text": teacher.strengths[0]["text"],
                "wording": teacher.strengths[0]["wording"],
                "embargoed_count": learner.embargoed + teacher.embargoed,
            }
            for learner in weak
            for teacher in strong
        ]
    return sorted(rows, key=lambda row: (row["practice"], row["learner"], row["teacher"]))


def _grades(graph: Graph, forces: Sequence[str], **embargo: Any) -> list[Row]:
    together: dict[tuple[int, str, str], Row] = {}
    for force in forces:
        for row in ask(graph, "grades", force=force, **embargo).dicts():
            key = (-(row["sequence"] or 0), row["inspection"], row["question"])
            entry = together.setdefault(
                key,
                {
                    "inspection": row["inspection"],
                    "question": row["question"],
                    "name": row["question_name"],
                    "grades": {},
                },
            )
            entry["grades"][force] = row["value"]
    return [together[key] for key in sorted(together) if len(together[key]["grades"]) > 1]
