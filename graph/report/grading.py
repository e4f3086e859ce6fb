"""The grades of a force over time, in panels that hold only what compares."""

from __future__ import annotations

from collections.abc import Iterable

from peelgraph.graph.grades import SCALE_CHANGE
from peelgraph.graph.report.blocks import Graded, Grades, Panel, Ref
from peelgraph.graph.report.facts import ForceFacts
from peelgraph.graph.report.sources import Sources
from peelgraph.graph.report.words import clip, listed
from peelgraph.graph.store import Row

BROKEN = "From {} questions and scale are others: grades from before and from then on do not compare"
_COLUMNS = 9
_QUESTIONS = 10


def grades_over_time(facts: ForceFacts, sources: Sources) -> Grades | None:
    """Return the grades of a force, or None where none was read.

    Args:
        facts: What is known of the force.
        sources: Numbers the pages that the grades were read on.
    """
    rows: list[Row] = facts.portrait["grades"]
    if not rows:
        return None
    change = facts.places.get(SCALE_CHANGE)
    columns = _columns(facts, rows)
    before = [i for i in columns if change is None or facts.places[i] < change]
    after = [i for i in columns if i not in before]
    name = facts.labels.inspection(SCALE_CHANGE)
    titles = (f"Before {name}", f"From {name}") if change is not None else ("All inspections", "")
    panels = tuple(
        panel
        for title, chosen in zip(titles, (before, after), strict=True)
        if (panel := _panel(title, chosen, rows, facts, sources)) is not None
    )
    return Grades(panels, BROKEN.format(name), " ".join(_described(panel) for panel in panels))


def _columns(facts: ForceFacts, rows: Iterable[Row]) -> list[str]:
    """Return the inspections with a grade, and the PEEL rounds not read on the force, the last where there are many."""
    graded = {row["inspection"] for row in rows}
    first = min(facts.places[i] for i in graded)
    return sorted(graded | {i for i in facts.not_read if facts.places[i] > first}, key=lambda i: (facts.places[i], i))[
        -_COLUMNS:
    ]


def _panel(title: str, columns: list[str], rows: list[Row], facts: ForceFacts, sources: Sources) -> Panel | None:
    own = [row for row in rows if row["inspection"] in columns]
    if not own:
        return None
    values = {(row["question"], row["inspection"]): str(row["value"]) for row in own}
    names = {row["question"]: str(row["question_name"]) for row in own}
    count = {question: sum(q == question for q, _ in values) for question in names}
    order = sorted(names, key=lambda question: (-count[question], names[question]))[:_QUESTIONS]
    return Panel(
        title,
        tuple(_graded(i, [row for row in own if row["inspection"] == i], facts, sources) for i in columns),
        tuple((clip(names[q], 44), tuple(values.get((q, i)) for i in columns)) for q in order),
    )


def _graded(inspection: str, rows: list[Row], facts: ForceFacts, sources: Sources) -> Graded:
    numbers = sorted({sources.ref(row).number for row in rows})
    years = sorted({str(row["period"])[:4] for row in rows if row["period"]})
    return Graded(
        clip(facts.labels.inspection(inspection), 24),
        "–".join(dict.fromkeys((years[0], years[-1]))) if years else "",
        tuple(Ref(number) for number in numbers),
    )


def _described(panel: Panel) -> str:
    sentences = []
    for question, values in panel.rows:
        said = [f"{value} in {i.name}" for value, i in zip(values, panel.inspections, strict=True) if value]
        sentences.append(f"{question}: {listed(said)}.")
    return f"{panel.title}. " + " ".join(sentences)
