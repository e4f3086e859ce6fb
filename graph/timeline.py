"""A force over all the inspections in which it was seen: what was new, what returned, what fell silent, and its grades.

The inspection before is the last in which the force was seen: an inspection of which nothing of it was read says
nothing, and is named as a gap. Silence is not an answer either: an inspection speaks of some things and not of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from peelgraph.graph.grades import SCALE_CHANGE, comparable, direction
from peelgraph.graph.question import ask
from peelgraph.graph.rounds import PEEL, missed, rounds_read
from peelgraph.graph.store import Graph, Result, Row
from peelgraph.ontology.errors import UnknownNameError
from peelgraph.ontology.protocols import KnownInspection

Answer = dict[str, Any]

SAID_AGAIN: Final = "concern-repeated"
"""The peer context of a finding of which the source itself says that it is a repeat."""

STEP_COLUMNS: Final = (
    "force", "inspection", "period", "step", "practice", "question", "name", "before", "not_seen_between", "grade",
    "grade_before", "said_again", "both", "weak_before", "praised_before", "weak_later", "praised_later", "findings",
    "embargoed_count",
)  # fmt: skip
"""The columns of a timeline as rows: a step of a practice, or of a question that was graded."""

WEAK_STEPS: Final = ("new", "said-again", "repeated", "again", "came-back")
"""The steps at which a practice was found weak."""


def timeline(graph: Graph, force: str, **embargo: Any) -> Answer:
    """Return what all inspections say of a force, in order of time.

    Args:
        graph: The graph.
        force: Slug of the force.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.

    Returns:
        ``inspections``, in which a finding or a grade of the force was read, each with the rounds missed before it;
        ``not_seen_since``, the rounds missed after the last; ``steps``, one for each practice and inspection that says
        or ceases to say something of it; ``grades``, one step for each grade; ``letters``, what inspections beside
        PEEL found weak and what PEEL said of it later; ``unplaced_count``, the findings that have no place in time.

    Raises:
        UnknownNameError: The graph has no such force.
    """
    if force not in graph.forces():
        raise UnknownNameError("force", force)
    findings = ask(graph, "findings", force=force, **embargo).dicts()
    grades = ask(graph, "grades", force=force, **embargo).dicts()
    placed = [row for row in findings if row["sequence"] is not None]
    rounds = rounds_read(graph, **embargo)
    moments = _moments(placed)
    seen = {slug for moment in moments for slug in moment.inspections}
    last = moments[-1].place if moments else None
    known = {inspection.slug: inspection for inspection in graph.inspections()}
    change = known[SCALE_CHANGE].sequence if SCALE_CHANGE in known else None
    steps = _practice_steps(moments, rounds, {slug: i.published_period for slug, i in known.items()})
    return {
        "force": force,
        "inspections": _inspections(placed, grades, rounds, seen, known),
        "not_seen_since": missed(rounds, seen, last, None),
        "steps": [step | {"force": force} for step in steps],
        "grades": [step | {"force": force} for step in _grade_steps(grades, change)],
        "letters": _letters(steps, moments),
        "unplaced_count": len(findings) - len(placed),
    }


def timeline_rows(answer: Answer) -> Result:
    """Return a timeline as rows: the steps of practices and of grades, in order of time.

    Args:
        answer: What ``timeline`` returns.
    """
    order = {row["inspection"]: n for n, row in enumerate(answer["inspections"])}
    steps = sorted((*answer["steps"], *answer["grades"]), key=lambda step: order[step["inspection"]])
    return Result(STEP_COLUMNS, [[step[column] for column in STEP_COLUMNS] for step in steps])


@dataclass(frozen=True, slots=True)
class _Said:
    """What one moment says of one practice."""

    name: str
    weak: list[Row] = field(default_factory=list)
    strong: list[Row] = field(default_factory=list)
    noted: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Moment:
    """The inspections that share a place in time, hardly ever more than one, and what they say of each practice."""

    place: int
    inspections: tuple[str, ...]
    said: dict[str, _Said]


def _moments(findings: Iterable[Row]) -> list[_Moment]:
    moments = []
    for place, rows in groupby(sorted(findings, key=lambda row: row["sequence"]), key=lambda row: row["sequence"]):
        said: dict[str, _Said] = {}
        inspections = set()
        for row in rows:
            inspections.add(row["inspection"])
            for practice, name in zip(row["practices"], row["practice_names"], strict=True):
                of = said.setdefault(practice, _Said(name))
                {"weakness": of.weak, "strength": of.strong}.get(row["polarity"], of.noted).append(row)
        moments.append(_Moment(place, tuple(sorted(inspections)), said))
    return moments


def _practice_steps(moments: Sequence[_Moment], rounds: dict[str, int], periods: dict[str, str | None]) -> list[Row]:
    seen = {slug for moment in moments for slug in moment.inspections}
    steps = []
    for n, moment in enumerate(moments):
        earlier, later = moments[:n], moments[n + 1 :]
        before = earlier[-1] if earlier else None
        gap = missed(rounds, seen, before.place, moment.place) if before else []
        silent = {p: said.name for p, said in before.said.items() if said.weak} if before else {}
        names = silent | {practice: said.name for practice, said in moment.said.items()}
        for practice, name in sorted(names.items()):
            common = _step("practice", practice, name) | {
                "before": list(before.inspections) if before else [],
                "not_seen_between": gap,
                "weak_before": _found(earlier, practice, "weak"),
                "praised_before": _found(earlier, practice, "strong"),
                "weak_later": _found(later, practice, "weak"),
                "praised_later": _found(later, practice, "strong"),
            }
            steps += [common | own for own in _said_at(moment, practice, earlier)]
    for step in steps:
        step["period"] = step["period"] or periods.get(step["inspection"])
    return steps


def _said_at(moment: _Moment, practice: str, earlier: Sequence[_Moment]) -> Iterator[Row]:
    """Yield what a moment says of a practice: weak, strong, both or neither; or nothing any more."""
    said = moment.said.get(practice)
    if said is None:
        yield from ({"inspection": slug, "step": "not-mentioned-again"} for slug in moment.inspections)
        return
    both = bool(said.weak and said.strong)
    praise = "praised-since" if _found(earlier, practice, "weak") and not both else "praised"
    noted = said.noted if not said.weak and not said.strong else []
    told = ((_weak_step(earlier, practice, said), said.weak), (praise, said.strong), ("mentioned", noted))
    for step, findings in told:
        for inspection in sorted({row["inspection"] for row in findings}):
            own = [row for row in findings if row["inspection"] == inspection]
            yield {
                "inspection": inspection,
                "period": max((row["period"] for row in own if row["period"]), default=None),
                "step": step,
                "both": both,
                "said_again": step in WEAK_STEPS and any(row["peer_context"] == SAID_AGAIN for row in own),
                "findings": [row["finding"] for row in own],
                "embargoed_count": sum(row["embargoed_until"] is not None for row in own),
            }


def _weak_step(earlier: Sequence[_Moment], practice: str, said: _Said) -> str:
    """Return what a finding of weakness is, seen from the inspections before it."""
    weak = [n for n, moment in enumerate(earlier) if practice in moment.said and moment.said[practice].weak]
    if weak and weak[-1] == len(earlier) - 1:
        return "repeated"
    if weak:
        return "came-back" if _found(earlier[weak[-1] + 1 :], practice, "strong") else "again"
    return "said-again" if any(row["peer_context"] == SAID_AGAIN for row in said.weak) else "new"


def _found(moments: Iterable[_Moment], practice: str, what: str) -> list[str]:
    """Return the inspections that found a practice ``weak`` or ``strong``, in order of time."""
    rows = (row for m in moments if practice in m.said for row in getattr(m.said[practice], what))
    found = {row["inspection"]: row["sequence"] for row in rows}
    return sorted(found, key=lambda slug: (found[slug], slug))


def _grade_steps(grades: Iterable[Row], change: int | None) -> Iterator[Row]:
    """Yield a step for each grade: against the last one on the same question, where the two compare."""
    last: dict[str, Row] = {}
    for row in sorted(grades, key=lambda row: (row["sequence"] or 0, row["inspection"], row["question"])):
        before = last.get(row["question"])
        step = "first-grade"
        if before is not None:
            on_one_scale = comparable(before, row, change)
            step = direction(before["value"], row["value"]) if on_one_scale else "does-not-compare"
        yield _step("question", row["question"], row["question_name"]) | {
            "inspection": row["inspection"],
            "period": row["period"],
            "step": step,
            "before": [before["inspection"]] if before else [],
            "grade": row["value"],
            "grade_before": before["value"] if before else None,
            "new_scale": change is not None and (row["sequence"] or 0) >= change,
        }
        last[row["question"]] = row


def _step(kind: str, slug: str, name: str) -> Row:
    """Return a step that says nothing yet, of a practice or a question."""
    empty: Row = dict.fromkeys(STEP_COLUMNS)
    lists = ("before", "not_seen_between", "weak_before", "praised_before", "weak_later", "praised_later", "findings")
    return empty | {each: [] for each in lists} | {"embargoed_count": 0, kind: slug, "name": name}


def _inspections(
    findings: Sequence[Row],
    grades: Sequence[Row],
    rounds: dict[str, int],
    seen: set[str],
    told: dict[str, KnownInspection],
) -> list[Row]:
    """Return the inspections in which a force was seen or graded, in order of time."""
    read = seen | {row["inspection"] for row in grades}
    rows: list[Row] = []
    last: int | None = None
    for slug in sorted(read, key=lambda slug: (told[slug].sequence or 0, slug)):
        own = [row for row in findings if row["inspection"] == slug]
        documents = {row["document"] for row in own if row["document"]}
        place = told[slug].sequence
        rows.append(
            {
                "inspection": slug,
                "title": told[slug].title,
                "period": told[slug].published_period,
                "findings_count": len(own),
                "grades_count": sum(row["inspection"] == slug for row in grades),
                "read_as": read_as(own),
                "documents": sorted(documents),
                "not_seen_before": missed(rounds, seen, last, place) if own and last is not None else [],
            }
        )
        last = place if own else last
    return rows


def read_as(findings: Iterable[Row]) -> str | None:
    """Return how findings were read: ``sentences`` of a document, ``headlines`` of a table, ``both``, or nothing.

    Args:
        findings: Rows of the question ``findings``.
    """
    ways = {"sentences" if row["document"] else "headlines" for row in findings}
    return "both" if len(ways) > 1 else next(iter(ways), None)


def _letters(steps: Iterable[Row], moments: Sequence[_Moment]) -> list[Row]:
    """Return what inspections beside PEEL found weak, and what PEEL rounds said of it later."""
    place = {slug: moment.place for moment in moments for slug in moment.inspections}
    rows = []
    for step in steps:
        if step["step"] not in WEAK_STEPS or step["inspection"].startswith(PEEL):
            continue
        later = [s for s in place if s.startswith(PEEL) and place[s] > place[step["inspection"]]]
        weak = [slug for slug in step["weak_later"] if slug in later]
        praised = [slug for slug in step["praised_later"] if slug in later]
        since = "came-back" if weak else "praised" if praised else "not-mentioned" if later else "not-seen"
        rows.append(
            {
                "inspection": step["inspection"],
                "practice": step["practice"],
                "name": step["name"],
                "since": since,
                "weak_in": weak,
                "praised_in": praised,
                "rounds_read": len(later),
                "findings": step["findings"],
                "embargoed_count": step["embargoed_count"],
            }
        )
    return rows
