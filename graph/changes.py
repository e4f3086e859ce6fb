"""What changed for a force between two inspections."""

from __future__ import annotations

from typing import Any

from peelgraph.graph.grades import SCALE_CHANGE, comparable, direction
from peelgraph.graph.profile import PracticeRecord, practice_records
from peelgraph.graph.question import ask
from peelgraph.graph.store import Graph, Row
from peelgraph.ontology.errors import PeelgraphError

Answer = dict[str, Any]


def changes(graph: Graph, force: str, earlier: str | None = None, later: str | None = None, **embargo: Any) -> Answer:
    """Return what two inspections of a force say, side by side.

    "Not mentioned again" is not "solved": an inspection speaks of some things and not of others.

    Args:
        graph: The graph.
        force: Slug of the force.
        earlier: Slug of the earlier inspection; by default the last one before ``later`` in which the force was seen.
        later: Slug of the later one; by default the last one in which the force was seen.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.

    Raises:
        PeelgraphError: The force was seen in fewer than two inspections, or not in the ones asked for.
    """
    findings = ask(graph, "findings", force=force, **embargo).dicts()
    seen = _seen(findings)
    later, earlier = _choose(force, seen, earlier, later)
    between = [
        slug for slug, place in _rounds(graph).items() if seen[earlier] < place < seen[later] and slug not in seen
    ]
    before = {r.practice: r for r in practice_records(f for f in findings if f["inspection"] == earlier)}
    after = {r.practice: r for r in practice_records(f for f in findings if f["inspection"] == later)}
    weak_before = {slug for slug, r in before.items() if r.weaknesses}
    weak_after = {slug for slug, r in after.items() if r.weaknesses}
    mentioned = {practice for f in findings if f["inspection"] == later for practice in f["practices"]}
    weak_ever = {
        r.practice for r in practice_records(f for f in findings if (f["sequence"] or 0) < seen[later]) if r.weaknesses
    }
    return {
        "force": force,
        "earlier": earlier,
        "later": later,
        "not_seen_between": between,
        "new": _rows(after, weak_after - weak_ever),
        "again_after_a_gap": _rows(after, (weak_after & weak_ever) - weak_before),
        "repeated": _rows(after, weak_after & weak_before),
        "praised_now": _rows(after, {s for s in weak_before - weak_after if s in after and after[s].strengths}),
        "not_mentioned_again": _rows(before, weak_before - mentioned),
        "strengths": _rows(after, {s for s, r in after.items() if r.strengths}),
        "grades": grade_changes(graph, force, earlier, later),
    }


def grade_changes(graph: Graph, force: str, earlier: str, later: str) -> list[Row]:
    """Return the grades of two inspections by question, and where they compare the direction.

    Args:
        graph: The graph.
        force: Slug of the force.
        earlier: Slug of the earlier inspection.
        later: Slug of the later one.
    """
    change = next((i.sequence for i in graph.inspections() if i.slug == SCALE_CHANGE), None)
    before = {row["question"]: row for row in ask(graph, "grades", force=force, inspection=earlier).dicts()}
    after = {row["question"]: row for row in ask(graph, "grades", force=force, inspection=later).dicts()}
    rows = []
    for question in sorted(before.keys() | after.keys()):
        old, new = before.get(question), after.get(question)
        both = old is not None and new is not None and comparable(old, new, change)
        rows.append(
            {
                "question": question,
                "name": (new or old or {})["question_name"],
                "earlier": old["value"] if old else None,
                "later": new["value"] if new else None,
                "comparable": both,
                "direction": direction(old["value"], new["value"]) if both and old and new else None,
            }
        )
    return rows


def _seen(findings: list[Row]) -> dict[str, int]:
    """Return the inspections in which a force was seen with their place in time, latest first."""
    return {row["inspection"]: row["sequence"] or 0 for row in findings if row["inspection"]}


def _choose(force: str, seen: dict[str, int], earlier: str | None, later: str | None) -> tuple[str, str]:
    for given in (earlier, later):
        if given is not None and given not in seen:
            raise PeelgraphError(
                f"nothing of {force} was read from {given}; it was seen in {', '.join(seen) or 'no inspection'}"
            )
    order = sorted(seen, key=lambda slug: -seen[slug])
    if earlier and later and seen[earlier] > seen[later]:
        earlier, later = later, earlier
    chosen = later or next(iter(order), None)
    before = earlier or next((slug for slug in order if chosen and seen[slug] < seen[chosen]), None)
    if len(seen) < 2:
        raise PeelgraphError(
            f"{force} was seen in {len(seen)} inspection{'s' if len(seen) != 1 else ''} only; changes need two"
        )
    if chosen is None or before is None or seen[before] >= seen[chosen]:
        raise PeelgraphError(
            f"changes need two inspections, one after the other; {force} was seen in {', '.join(reversed(order))}"
        )
    return chosen, before


def _rounds(graph: Graph) -> dict[str, int]:
    """Return the PEEL rounds that the graph has findings of, with their place in time."""
    rows = ask(graph, "inspections-read").dicts()
    places = {i.slug: i.sequence or 0 for i in graph.inspections()}
    return {
        row["inspection"]: places[row["inspection"]]
        for row in rows
        if row["findings_count"] and row["inspection"].startswith("peel-")
    }


def _rows(records: dict[str, PracticeRecord], practices: set[str]) -> list[Row]:
    return [
        {
            "practice": slug,
            "name": records[slug].name,
            "findings": [
                {
                    "finding": f["finding"],
                    "polarity": f["polarity"],
                    "text": f["text"],
                    "wording": f["wording"],
                    "embargoed_until": f["embargoed_until"],
                }
                for f in (*records[slug].weaknesses, *records[slug].strengths)
            ],
        }
        for slug in sorted(practices)
    ]
