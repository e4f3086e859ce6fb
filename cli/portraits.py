"""``force``, ``practice`` and ``risk``: all that the graph knows of one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from peelgraph.cli.asking import show
from peelgraph.cli.options import OBJECT_FORMATS, answer_options_in, graph_option
from peelgraph.cli.output import Target, ViewColumn
from peelgraph.cli.pages import finding_lines, heading, paragraph, table
from peelgraph.cli.reading import dagger
from peelgraph.cli.recommendations import addressee, state
from peelgraph.ontology.counted import counted

if TYPE_CHECKING:
    from peelgraph.graph.naming import Labels

Answer = dict[str, Any]
LATEST = {"weakness": "found weak", "strength": "praised", "both": "found weak and praised"}


@click.command("force")
@click.argument("name", metavar="FORCE")
@answer_options_in(OBJECT_FORMATS)
@graph_option
def force(uri: str, name: str, form: str | None, output: str | None, include_embargoed: bool) -> None:
    """All that the graph knows of a force.

    \b
    Examples:
      peelgraph force essex
      peelgraph force "Devon & Cornwall" --format json
    """
    from peelgraph.graph.portraits import force_portrait  # noqa: PLC0415

    target = Target.of(form, output, include_embargoed=include_embargoed)
    show(
        target,
        uri,
        lambda graph, naming: force_portrait(graph, naming.force(name), **target.embargo),
        _force_pages,
        sentences="force",
    )


def _force_pages(answer: Answer, labels: Labels, about: str, width: int) -> str:
    force, coverage = answer["force"], answer["coverage"]
    seen = ", ".join(labels.inspection(i) for i in coverage["inspections"]) or "no inspection"
    parts = [
        f"{force['name']} ({force['region'] or 'region unknown'}; ONS {force['ons_code'] or 'unknown'})\n",
        paragraph(
            f"Read: {counted(coverage['findings_count'], 'finding')} from {seen}; "
            f"{counted(coverage['grades_count'], 'grade')}, {counted(coverage['initiatives_count'], 'initiative')}, "
            f"{counted(coverage['recommendations_count'], 'recommendation')} that name it, "
            f"{counted(coverage['documents_count'], 'document')} read sentence by sentence. "
            "What was not read is not seen, which is not the same as not there.",
            width,
        ),
        _practices(answer["practices"], labels, width),
        _latest_grades(answer["grades"], labels, width),
        _initiatives(answer["initiatives"], width),
        _recommendations(answer["recommendations"], width),
        _documents(answer["documents"], labels, width),
        paragraph(about, width),
    ]
    return "\n".join(part for part in parts if part)


def _practices(rows: list[Answer], labels: Labels, width: int) -> str:
    def evidence(row: Answer) -> str:
        findings = row["weaknesses"] if row["latest"] != "strength" else row["strengths"]
        return str(findings[0]).rsplit("-", 1)[-1]

    columns = [
        ViewColumn("Practice", lambda r: r["name"] + dagger(r), ratio=4),
        ViewColumn("Latest word", lambda r: LATEST[r["latest"]], ratio=2),
        ViewColumn("Found weak in", lambda r: ", ".join(map(labels.inspection, r["found_weak_in"])) or "–", ratio=4),
        ViewColumn("Praised in", lambda r: ", ".join(map(labels.inspection, r["found_strong_in"])) or "–", ratio=4),
        ViewColumn("Evidence", evidence, whole=True),
    ]
    return table("Practices, latest first", rows, columns, width)


def _latest_grades(grades: list[Answer], labels: Labels, width: int) -> str:
    by_inspection: dict[str, list[str]] = {}
    for grade in grades:
        by_inspection.setdefault(grade["inspection"], []).append(f"{grade['question_name']}: {grade['value']}")
    rows = [{"inspection": labels.inspection(i), "grades": "; ".join(values)} for i, values in by_inspection.items()]
    columns = [
        ViewColumn("Inspection", lambda r: r["inspection"], ratio=2),
        ViewColumn("Grades", lambda r: r["grades"], ratio=8),
    ]
    note = "Questions and scale changed in PEEL 2021/22: grades from before and after do not compare."
    return table("Grades, latest first", rows, columns, width, [note])


def _initiatives(rows: list[Answer], width: int) -> str:
    columns = [
        ViewColumn("Initiative", lambda r: r["title"], ratio=5),
        ViewColumn("Practice", lambda r: r["practice_name"] or "", ratio=3),
        ViewColumn("Year", lambda r: str(r["year"] or "?"), number=True),
        ViewColumn("Evaluated", lambda r: r["evidence_stage"] or "unknown", ratio=2),
    ]
    return table("Initiatives that it runs or ran (no evidence of effect)", rows, columns, width)


def _recommendations(rows: list[Answer], width: int) -> str:
    columns = [
        ViewColumn("Recommendation", lambda r: r["summary"], ratio=6),
        ViewColumn("Due", lambda r: r["due"] or "not said", ratio=2),
        ViewColumn("State", state, ratio=3),
    ]
    return table("Recommendations that name it", rows, columns, width)


def _documents(rows: list[Answer], labels: Labels, width: int) -> str:
    columns = [
        ViewColumn("Document", lambda r: r["name"], ratio=4),
        ViewColumn("Inspection", lambda r: labels.inspection(r["inspection"]), ratio=3),
        ViewColumn("Findings", lambda r: str(r["findings_count"]), number=True),
    ]
    return table("Documents read sentence by sentence", rows, columns, width)


@click.command("practice")
@click.argument("name", metavar="PRACTICE")
@answer_options_in(OBJECT_FORMATS)
@graph_option
def practice(uri: str, name: str, form: str | None, output: str | None, include_embargoed: bool) -> None:
    """All that the graph knows of a practice.

    \b
    Examples:
      peelgraph practice call-handling
      peelgraph practice IOM
      peelgraph practice "managing offenders" --format json
    """
    from peelgraph.graph.portraits import practice_portrait  # noqa: PLC0415

    target = Target.of(form, output, include_embargoed=include_embargoed)
    show(
        target,
        uri,
        lambda graph, naming: practice_portrait(graph, naming.practice(name), **target.embargo),
        _practice_pages,
        sentences="practice",
    )


def _practice_pages(answer: Answer, labels: Labels, about: str, width: int) -> str:
    several = len({row["practice"] for row in answer["forces"]}) > 1
    columns = [
        ViewColumn("Force", lambda r: labels.force(r["force"]) + dagger(r), ratio=3),
        *([ViewColumn("Practice", lambda r: r["name"], ratio=3)] if several else []),
        ViewColumn("Latest word", lambda r: LATEST[r["latest"]], ratio=2),
        ViewColumn("Found weak in", lambda r: ", ".join(map(labels.inspection, r["found_weak_in"])) or "–", ratio=4),
        ViewColumn("Praised in", lambda r: ", ".join(map(labels.inspection, r["found_strong_in"])) or "–", ratio=4),
    ]
    latest = [f for f in answer["findings"] if f["polarity"] != "neutral"]
    parts = [
        _concept_head(answer["practice"], width),
        table("What was found, latest first", answer["forces"], columns, width),
        finding_lines("Latest weaknesses", [f for f in latest if f["polarity"] == "weakness"], labels, width),
        finding_lines("Latest strengths", [f for f in latest if f["polarity"] == "strength"], labels, width),
        _run_initiatives(answer["initiatives"], labels, width),
        _addressed(answer["recommendations"], labels, width),
        paragraph(about, width),
    ]
    return "\n".join(part for part in parts if part)


def _concept_head(concept: Answer, width: int) -> str:
    place = f" Part of: {concept['broader_name']}." if concept["broader_name"] else ""
    also = f" Also called: {', '.join(concept['alternative_names'])}." if concept["alternative_names"] else ""
    below = f" Below it: {', '.join(concept['narrower_names'])}." if concept["narrower"] else ""
    return f"{concept['name']} ({concept['slug']})\n\n" + paragraph(
        f"{concept['definition']}.{place}{also}{below}", width
    )


def _run_initiatives(rows: list[Answer], labels: Labels, width: int) -> str:
    columns = [
        ViewColumn("Initiative", lambda r: r["title"], ratio=5),
        ViewColumn("Force", lambda r: labels.force(r["force"]), ratio=3),
        ViewColumn("Year", lambda r: str(r["year"] or "?"), number=True),
        ViewColumn("Evaluated", lambda r: r["evidence_stage"] or "unknown", ratio=2),
    ]
    return table("Initiatives (no evidence of effect)", rows, columns, width)


def _addressed(rows: list[Answer], labels: Labels, width: int) -> str:
    columns = [
        ViewColumn("Recommendation", lambda r: r["summary"], ratio=6),
        ViewColumn("To", lambda r: addressee(r, labels) or "not said", ratio=2),
        ViewColumn("Published", lambda r: r["published"] or "?", ratio=2),
        ViewColumn("State", state, ratio=2),
    ]
    return table("Recommendations", rows, columns, width)


@click.command("risk")
@click.argument("name", metavar="RISK")
@answer_options_in(OBJECT_FORMATS)
@graph_option
def risk(uri: str, name: str, form: str | None, output: str | None, include_embargoed: bool) -> None:
    """All that the graph knows of a risk.

    \b
    Examples:
      peelgraph risk vulnerability-missed
      peelgraph risk reoffending --format json
    """
    from peelgraph.graph.portraits import risk_portrait  # noqa: PLC0415

    target = Target.of(form, output, include_embargoed=include_embargoed)
    show(
        target,
        uri,
        lambda graph, naming: risk_portrait(graph, naming.risk(name), **target.embargo),
        _risk_pages,
        sentences="risk",
    )


def _risk_pages(answer: Answer, labels: Labels, about: str, width: int) -> str:
    practices = [
        ViewColumn("Practice", lambda r: r["name"] + dagger(r), ratio=3),
        ViewColumn("Findings", lambda r: str(r["findings_count"]), number=True),
        ViewColumn("Last seen", lambda r: labels.inspection(r["last_seen"]), ratio=2),
    ]
    parts = [
        _concept_head(answer["risk"], width),
        heading("Forces found with a weakness that exposes to it", width),
        paragraph(
            ", ".join(labels.force(r["force"]) + dagger(r) for r in answer["forces"]) or "none in the data", width
        ),
        table("Practices whose weakness exposes to it", answer["practices"], practices, width),
        finding_lines("Latest findings", answer["findings"], labels, width),
        paragraph(about, width),
    ]
    return "\n".join(part for part in parts if part)
