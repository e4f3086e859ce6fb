"""``timeline``: one force over all the inspections in which it was seen."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import click
from peelgraph.cli.options import answer_options, graph_option
from peelgraph.cli.output import Target, View, ViewColumn, write_object, write_rows, write_sentences
from peelgraph.cli.pages import heading, paragraph, table
from peelgraph.cli.reading import about_line, dagger, reading, tell_left_out
from peelgraph.ontology.counted import counted

if TYPE_CHECKING:
    from peelgraph.graph.naming import Labels

Answer = dict[str, Any]

READ_AS = {"sentences": "sentence by sentence", "headlines": "headlines", "both": "both ways", None: "grades only"}
RETURNED = {"said-again", "repeated", "again", "came-back"}
WEAK = {"new", *RETURNED}
PRAISE = {"praised", "praised-since"}
SINCE = {
    "came-back": "Found weak again in PEEL",
    "praised": "Not found weak again, praised in PEEL",
    "not-mentioned": "Neither found weak nor praised in any PEEL round read since, which is not the same as solved",
    "not-seen": "No PEEL round read since",
}
DENSITY = (
    "A letter is coded sentence by sentence, the shipped tables by headline: that a headline does not mention what a "
    "letter named says little."
)
EVIDENCE = "The sentence behind a row: peelgraph evidence followed by its last column."
MOVED = "↑ better, ↓ worse than its last grade on the same question."
SCALE = "Questions and the scale of grades changed with PEEL 2021/22: grades of the two tables do not compare."


@click.command("timeline")
@click.argument("force", metavar="FORCE")
@answer_options
@graph_option
def timeline(uri: str, force: str, form: str | None, output: str | None, include_embargoed: bool) -> None:
    """A force over all inspections in which it was seen.

    Practice by practice: found weak for the first time in the data, again, again after praise, praised since, or not
    mentioned again, which is not the same as solved. What a letter named and PEEL found again or did not. Grades, and
    where they do not compare. Inspections of which nothing of the force was read are named.

    For machines: one row for each step of a practice or grade, in order of time.

    \b
    Examples:
      peelgraph timeline essex
      peelgraph timeline "west yorkshire" -o west-yorkshire.csv
    """
    from peelgraph.graph.composed_lines import composed_lines  # noqa: PLC0415
    from peelgraph.graph.naming import Labels, Naming  # noqa: PLC0415
    from peelgraph.graph.timeline import timeline as timeline_of  # noqa: PLC0415
    from peelgraph.graph.timeline import timeline_rows  # noqa: PLC0415

    target = Target.of(form, output, include_embargoed=include_embargoed)
    with reading(uri) as graph:
        found = timeline_of(graph, Naming(graph).force(force), **target.embargo)
        people = target.readable or target.form == "line"
        labels, about = Labels(graph), about_line(graph, target.embargo) if people else ""
        lines = composed_lines(graph, "timeline", found, target.embargo) if target.form == "line" else []
        tell_left_out(graph, target)
    if target.form == "line":
        write_sentences(lines, [about], target)
    elif target.readable:
        write_object(found, lambda width: _pages(found, labels, about, width), target)
    else:
        write_rows(timeline_rows(found), View(()), target)


def _pages(answer: Answer, labels: Labels, about: str, width: int) -> str:
    from peelgraph.graph.courses import courses, told  # noqa: PLC0415

    practices = courses(answer)
    read = [row["inspection"] for row in answer["inspections"] if row["findings_count"]]
    returned = [c for c in practices if any(step["step"] in RETURNED for step in c["steps"])]
    once = [c for c in practices if c not in returned and any(step["step"] == "new" for step in c["steps"])]
    since = [c for c in once if any(step["step"] == "praised-since" for step in c["steps"])]
    once = [c for c in once if c not in since]
    praised = [c for c in practices if {"praised"} <= {step["step"] for step in c["steps"]} <= {"praised", "mentioned"}]
    full = [
        ViewColumn("Practice", lambda r: r["name"] + dagger(r), ratio=3),
        ViewColumn("What each inspection said of it", lambda r: "\n".join(told(r, read, labels)), ratio=6),
        ViewColumn("Evidence", lambda r: _evidence(r, WEAK), whole=True),
    ]
    way_out = [*full[:2], ViewColumn("Praise", lambda r: _evidence(r, PRAISE), whole=True)]
    parts = [
        heading(f"{labels.force(answer['force'])} over time", width) + "\n",
        _seen(answer, labels, width),
        table("Found weak more than once", returned, full, width),
        table("Found weak once and praised since", since, way_out, width),
        _once(read, once, labels, width),
        table("Praised, and never found weak in the data", praised, _brief("Praised in", PRAISE, labels), width),
        *_letters(answer["letters"], labels, width),
        _grades(answer["grades"], labels, width),
        paragraph(EVIDENCE if practices else "", width),
        paragraph(about, width),
    ]
    return "\n".join(part for part in parts if part)


def _evidence(course: Answer, steps: set[str]) -> str:
    """Return the last finding of some steps, as `evidence` takes it."""
    ids = [finding for step in course["steps"] if step["step"] in steps for finding in step["findings"]]
    return str(ids[-1]).rsplit("-", 1)[-1]


def _brief(header: str, steps: set[str], labels: Labels) -> list[ViewColumn]:
    def told(course: Answer) -> str:
        slugs = dict.fromkeys(step["inspection"] for step in course["steps"] if step["step"] in steps)
        both = " and praised" if any(step["both"] and step["step"] == "new" for step in course["steps"]) else ""
        return ", ".join(map(labels.inspection, slugs)) + (f",{both}" if both and steps == WEAK else "")

    return [
        ViewColumn("Practice", lambda r: r["name"] + dagger(r), ratio=5),
        ViewColumn(header, told, ratio=5),
        ViewColumn("Evidence", lambda r: _evidence(r, steps), whole=True),
    ]


def _once(read: list[str], courses: list[Answer], labels: Labels, width: int) -> str:
    """Return the practices found weak once and neither found weak again nor praised since."""

    def since(course: Answer) -> str:
        weak = next(step["inspection"] for step in course["steps"] if step["step"] == "new")
        return str(len(read) - 1 - read.index(weak))

    practice, found, evidence = _brief("Found weak in", WEAK, labels)
    columns = [practice, found, ViewColumn("Inspections\nread since", since, number=True), evidence]
    return table("Found weak once; silence since is not the same as solved", courses, columns, width)


def _letters(letters: list[Answer], labels: Labels, width: int) -> list[str]:
    """Return what PEEL said later of the practices that other inspections found weak."""
    parts = []
    for slug, of in groupby(letters, lambda row: row["inspection"]):
        rows = list(of)
        title = f"The {counted(len(rows), 'practice')} found weak in {labels.inspection(slug)}, and PEEL since"
        lines = [
            paragraph(f"{words}: {_named([row for row in rows if row['since'] == since], labels)}.", width)
            for since, words in SINCE.items()
            if any(row["since"] == since for row in rows)
        ]
        parts.append("\n".join([heading(title, width), *lines]))
    return parts


def _named(rows: list[Answer], labels: Labels) -> str:
    told = []
    for row in rows:
        where = ", ".join(map(labels.inspection, row["weak_in"] or row["praised_in"]))
        told.append(row["name"] + dagger(row) + (f" ({where})" if where else ""))
    return "; ".join(sorted(told))


def _seen(answer: Answer, labels: Labels, width: int) -> str:
    """Return the inspections in which the force was seen, and those in which it was not though others were."""
    columns = [
        ViewColumn("Seen in", lambda r: labels.inspection(r["inspection"]), ratio=4),
        ViewColumn("Published", lambda r: r["period"] or "not known", whole=True),
        ViewColumn("Findings", lambda r: str(r["findings_count"]), number=True),
        ViewColumn("Grades", lambda r: str(r["grades_count"]), number=True),
        ViewColumn("Read as", lambda r: READ_AS[r["read_as"]], ratio=3),
    ]
    notes = []
    for row in answer["inspections"]:
        if row["not_seen_before"]:
            gap = ", ".join(map(labels.inspection, row["not_seen_before"]))
            notes.append(f"Gap before {labels.inspection(row['inspection'])}: no finding of it was read from {gap}.")
    if answer["not_seen_since"]:
        gap = ", ".join(map(labels.inspection, answer["not_seen_since"]))
        notes.append(f"No finding of it was read from {gap}, though others' were: what has changed since is not seen.")
    if answer["unplaced_count"]:
        notes.append(f"{counted(answer['unplaced_count'], 'finding')} without a place in time left out.")
    if len({row["read_as"] for row in answer["inspections"]} - {None}) > 1:
        notes.append(DENSITY)
    if not answer["inspections"]:
        return paragraph("No finding and no grade of it is in the graph: it was not seen.", width)
    return table("Where it was seen", answer["inspections"], columns, width, notes)


def _grades(steps: list[Answer], labels: Labels, width: int) -> str:
    """Return the grades of each question in order of time, apart before and from the change of 2021/22."""
    parts = []
    for new_scale in (False, True):
        own = [step for step in steps if step["new_scale"] == new_scale]
        inspections = list(dict.fromkeys(step["inspection"] for step in own))
        rows: dict[str, Answer] = {}
        for step in own:
            row = rows.setdefault(step["question"], {"name": step["name"], "grades": {}})
            row["grades"][step["inspection"]] = step
        columns = [ViewColumn("Question", lambda r: r["name"], ratio=4)]
        columns += [
            ViewColumn(labels.inspection(slug), lambda r, slug=slug: _grade(r["grades"].get(slug)), ratio=2)  # type: ignore[misc]
            for slug in inspections
        ]
        title = "Grades from PEEL 2021/22" if new_scale else "Grades until PEEL 2018/19"
        ordered = sorted(rows.values(), key=lambda row: (-len(row["grades"]), row["name"]))
        parts.append(table(title, ordered, columns, width))
    notes = [MOVED] if any(step["step"] in {"better", "worse"} for step in steps) else []
    notes += [SCALE] if all(parts) else []
    return "\n".join(part for part in [*parts, paragraph(" ".join(notes), width)] if part)


def _grade(step: Answer | None) -> str:
    if step is None:
        return "–"
    moved = {"better": " ↑", "worse": " ↓"}.get(step["step"], "")
    return f"{step['grade']}{moved}"
