"""What changed for a force between two inspections."""

from __future__ import annotations

from typing import Any

from peelgraph.graph.grades import SCALE_CHANGE, comparable, direction
from peelgraph.graph.profile import PracticeRecord, practice_records
from peelgraph.graph.question import ask
from peelgraph.graph.rounds import missed, rounds_read
from peelgraph.graph.store import Graph, Row
from peelgraph.graph.timeline import SAID_AGAIN, read_as
from peelgraph.ontology.errors import PeelgraphError

Answer = dict[str, Any]

_SHOWN = ("finding", "polarity", "text", "wording", "period", "source_kind", "embargoed_until")


def changes(graph: Graph, force: str, earlier: str | None = None, later: str | None = None, **embargo: Any) -> Answer:
    """Return what two inspections of a force say, side by side.

    "Not mentioned again" is not "solved": an inspection speaks of some things and not of others.

    Args:
        graph: The graph.
        force: Slug of the force.
        earlier: Slug of the earlier inspection; by default the last one before ``later`` in which the force was seen.
        later: Slug of the later one; by default the last one in which the force was seen.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.

    Returns:
        The two inspections and how they were ``read_as``; the PEEL rounds ``not_seen_between`` them and
        ``not_seen_since``; practices that the later one found weak: ``new``, ``said_again`` (new in the data, though
        the source says that it is a repeat), ``again_after_a_gap`` and ``repeated``, each with the inspections that
        found it weak before, and praised it between; practices that the earlier one found weak: ``praised_now``,
        ``mentioned_unjudged`` and ``not_mentioned_again``; ``strengths`` of the later one; ``grades``.

    Raises:
        PeelgraphError: The force was seen in fewer than two inspections, or not in the ones asked for.
    """
    findings = [f for f in ask(graph, "findings", force=force, **embargo).dicts() if f["sequence"] is not None]
    seen = _seen(findings)
    later, earlier = _choose(force, seen, earlier, later)
    rounds = rounds_read(graph, **embargo)
    first_of = [f for f in findings if f["inspection"] == earlier]
    then_of = [f for f in findings if f["inspection"] == later]
    before = {r.practice: r for r in practice_records(first_of)}
    after = {r.practice: r for r in practice_records(then_of)}
    ever = {r.practice: r for r in practice_records(f for f in findings if f["sequence"] < seen[later])}
    weak_before, weak_after = _weak(before), _weak(after)
    first_time = weak_after - _weak(ever)
    said_again = {slug for slug in first_time if any(f["peer_context"] == SAID_AGAIN for f in after[slug].weaknesses)}
    mentioned = {practice for f in then_of for practice in f["practices"]}
    praised = {slug for slug, r in after.items() if r.strengths}
    unjudged = (weak_before & mentioned) - weak_after - praised
    return {
        "force": force,
        "earlier": earlier,
        "later": later,
        "read_as": {"earlier": read_as(first_of), "later": read_as(then_of)},
        "not_seen_between": missed(rounds, seen, seen[earlier], seen[later]),
        "not_seen_since": missed(rounds, seen, max(seen.values()), None),
        "new": _rows(after, first_time - said_again, ever),
        "said_again": _rows(after, said_again, ever),
        "again_after_a_gap": _rows(after, (weak_after & _weak(ever)) - weak_before, ever),
        "repeated": _rows(after, weak_after & weak_before, ever),
        "praised_now": _rows(after, (weak_before - weak_after) & praised, ever),
        "mentioned_unjudged": _rows(before, unjudged, {}),
        "not_mentioned_again": _rows(before, weak_before - mentioned, {}),
        "strengths": _rows(after, praised, ever),
        "grades": grade_changes(graph, force, earlier, later, **embargo),
    }


def grade_changes(graph: Graph, force: str, earlier: str, later: str, **embargo: Any) -> list[Row]:
    """Return the grades of two inspections by question, and where they compare the direction.

    Args:
        graph: The graph.
        force: Slug of the force.
        earlier: Slug of the earlier inspection.
        later: Slug of the later one.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.
    """
    change = next((i.sequence for i in graph.inspections() if i.slug == SCALE_CHANGE), None)
    before = {row["question"]: row for row in ask(graph, "grades", force=force, inspection=earlier, **embargo).dicts()}
    after = {row["question"]: row for row in ask(graph, "grades", force=force, inspection=later, **embargo).dicts()}
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
    return {row["inspection"]: row["sequence"] for row in findings}


def _choose(force: str, seen: dict[str, int], earlier: str | None, later: str | None) -> tuple[str, str]:
    for given in (earlier, later):
        if given is not None and given not in seen:
            raise PeelgraphError(
                f"nothing of {force} was read from {given}; it was seen in {', '.join(seen) or 'no inspection'}"
            )
    order = sorted(seen, key=lambda slug: (-seen[slug], slug))
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


def _weak(records: dict[str, PracticeRecord]) -> set[str]:
    return {slug for slug, record in records.items() if record.weaknesses}


def _rows(records: dict[str, PracticeRecord], practices: set[str], ever: dict[str, PracticeRecord]) -> list[Row]:
    return [_row(records[slug], ever.get(slug)) for slug in sorted(practices)]


def _row(record: PracticeRecord, earlier: PracticeRecord | None) -> Row:
    """Return a practice with its findings in one inspection, and what was said of it before."""
    findings = (*record.weaknesses, *record.strengths)
    weak = earlier.to_row()["found_weak_in"] if earlier else []
    last = max((row["sequence"] for row in earlier.weaknesses), default=None) if earlier else None
    praise = [row for row in earlier.strengths if last is None or row["sequence"] > last] if earlier else []
    return {
        "practice": record.practice,
        "name": record.name,
        "said_again": any(row["peer_context"] == SAID_AGAIN for row in record.weaknesses),
        "weak_before": weak,
        "praised_between": list(dict.fromkeys(row["inspection"] for row in reversed(praise))),
        "findings": [{column: row[column] for column in _SHOWN} for row in findings],
    }
