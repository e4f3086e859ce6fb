"""``compare`` and ``changes``: forces side by side, and one force over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from peelgraph.cli.asking import show
from peelgraph.cli.options import answer_options, graph_option
from peelgraph.cli.output import Target, ViewColumn
from peelgraph.cli.pages import heading, in_whose_words, paragraph, table
from peelgraph.cli.reading import dagger

if TYPE_CHECKING:
    from peelgraph.graph.naming import Labels, Naming
    from peelgraph.graph.store import Graph

Answer = dict[str, Any]


@click.command("compare")
@click.argument("forces", nargs=-1, required=True, metavar="FORCE FORCE...")
@answer_options
@graph_option
def compare(uri: str, forces: tuple[str, ...], form: str | None, output: str | None, include_embargoed: bool) -> None:
    """Forces side by side.

    What at least two of them were found weak in or praised for, where one could learn from another, and the grades
    that both have from the same inspection. Not a ranking: more pages were readable of some forces than of others.

    \b
    Examples:
      peelgraph compare essex kent
      peelgraph compare gwent "south wales" "north wales" dyfed-powys --format json
    """
    from peelgraph.graph.compare import compare as compare_forces  # noqa: PLC0415

    target = Target.of(form, output, include_embargoed=include_embargoed)

    def find(graph: Graph, naming: Naming) -> Answer:
        slugs = list(dict.fromkeys(naming.force(name) for name in forces))
        if len(slugs) < 2:
            raise click.UsageError("compare needs two different forces at least")
        return compare_forces(graph, slugs, **target.embargo)

    show(target, uri, find, _compare_pages)


def _compare_pages(answer: Answer, labels: Labels, about: str, width: int) -> str:
    def seen(row: Answer) -> str:
        told = []
        for entry in row["forces"]:
            since = ", praised since" if entry["latest"] == "strength" else ""
            told.append(
                f"{labels.force(entry['force'])}: {', '.join(map(labels.inspection, entry['inspections']))}{since}"
            )
        return "\n".join(told)

    def praised(row: Answer) -> str:
        return "\n".join(
            f"{labels.force(e['force'])}: {', '.join(map(labels.inspection, e['inspections']))}"
            + (", found weak since" if e["latest"] == "weakness" else "")
            for e in row["forces"]
        )

    coverage = [
        ViewColumn("Force", lambda r: r["name"], ratio=4),
        ViewColumn("Findings read", lambda r: str(r["findings_count"]), number=True),
        ViewColumn("From", lambda r: ", ".join(map(labels.inspection, r["inspections"])), ratio=8),
    ]
    shared = [
        ViewColumn("Practice", lambda r: r["name"] + dagger(r), ratio=3),
        ViewColumn("Found weak in", seen, ratio=7),
    ]
    strong = [
        ViewColumn("Practice", lambda r: r["name"] + dagger(r), ratio=3),
        ViewColumn("Praised in", praised, ratio=7),
    ]
    learn = [
        ViewColumn("Practice", lambda r: r["name"] + dagger(r), ratio=3),
        ViewColumn(
            "Last found weak",
            lambda r: f"{labels.force(r['learner'])}, {labels.inspection(r['found_weak_in'][-1])}",
            ratio=3,
        ),
        ViewColumn(
            "Last praised",
            lambda r: f"{labels.force(r['teacher'])}, {labels.inspection(r['found_strong_in'][-1])}",
            ratio=3,
        ),
        ViewColumn("For what", in_whose_words, ratio=6),
        ViewColumn("Evidence", lambda r: r["finding"].rsplit("-", 1)[-1], whole=True),
    ]
    grades = [
        ViewColumn("Inspection", lambda r: labels.inspection(r["inspection"]), ratio=2),
        ViewColumn("Question", lambda r: r["name"], ratio=3),
        *(ViewColumn(labels.force(f), lambda r, f=f: r["grades"].get(f, "–"), ratio=2) for f in answer["forces"]),  # type: ignore[misc]
    ]
    parts = [
        table("What was read", answer["coverage"], coverage, width),
        table("Found weak in several of them", answer["shared_weaknesses"], shared, width)
        or "No practice was found weak in two of them.\n",
        table("Praised in several of them", answer["shared_strengths"], strong, width),
        table("Where one was praised last and another found weak last", answer["can_learn"], learn, width),
        table("Grades from the same inspection", answer["grades"], grades, width),
        paragraph(about, width),
    ]
    return "\n".join(part for part in parts if part)


@click.command("changes")
@click.argument("force", metavar="FORCE")
@click.option("--from", "earlier", metavar="INSPECTION", help="The earlier inspection; by default the one before.")
@click.option(
    "--to",
    "later",
    metavar="INSPECTION",
    help="The later inspection; by default the last in which the force was seen.",
)
@answer_options
@graph_option
def changes(
    uri: str,
    force: str,
    earlier: str | None,
    later: str | None,
    form: str | None,
    output: str | None,
    include_embargoed: bool,
) -> None:
    """A force between two inspections.

    New weaknesses, repeated ones, what was praised this time, and what was not mentioned again, which is not the same
    as solved. Grades, and where they do not compare.

    \b
    Examples:
      peelgraph changes essex
      peelgraph changes "west midlands" --from 2016 --to 2018-19
    """
    from peelgraph.graph.changes import changes as changes_of  # noqa: PLC0415

    target = Target.of(form, output, include_embargoed=include_embargoed)

    def find(graph: Graph, naming: Naming) -> Answer:
        before = naming.inspection(earlier) if earlier else None
        after = naming.inspection(later) if later else None
        return changes_of(graph, naming.force(force), before, after, **target.embargo)

    show(target, uri, find, _changes_pages)


def _changes_pages(answer: Answer, labels: Labels, about: str, width: int) -> str:
    earlier, later = labels.inspection(answer["earlier"]), labels.inspection(answer["later"])
    title = f"{labels.force(answer['force'])}: from {earlier} to {later}"
    gap = answer["not_seen_between"]
    missed = f"Nothing of it was read from {', '.join(map(labels.inspection, gap))}." if gap else ""
    sections = (
        ("new", f"Found weak in {later}, never before in the data"),
        ("again_after_a_gap", f"Found weak in {later} and earlier, but not in {earlier}"),
        ("repeated", f"Found weak in {earlier} and again in {later}"),
        ("praised_now", f"Found weak in {earlier}, praised in {later}"),
        ("not_mentioned_again", f"Found weak in {earlier}, not mentioned in {later} (not the same as solved)"),
        ("strengths", f"Praised in {later}"),
    )
    grades = [
        ViewColumn("Question", lambda r: r["name"], ratio=3),
        ViewColumn(earlier, lambda r: r["earlier"] or "–", ratio=2),
        ViewColumn(later, lambda r: r["later"] or "–", ratio=2),
        ViewColumn("", lambda r: (r["direction"] or "") if r["comparable"] else "does not compare", ratio=2),
    ]
    parts = [heading(title, width) + "\n", paragraph(missed, width)]
    parts += [_practices(heading_, answer[key], width) for key, heading_ in sections]
    parts += [table("Grades", answer["grades"], grades, width), paragraph(about, width)]
    return "\n".join(part for part in parts if part)


def _practices(title: str, rows: list[Answer], width: int) -> str:
    if not rows:
        return ""
    lines = [heading(title, width)]
    for row in rows:
        lines.append(row["name"] if width else f"\n{row['name']}\n")
        for finding in row["findings"]:
            sign = {"weakness": "–", "strength": "+"}[finding["polarity"]]
            lines.append(
                paragraph(
                    f"{sign} {in_whose_words(finding)}  [{finding['finding'].rsplit('-', 1)[-1]}]{dagger(finding)}",
                    width,
                    "    ",
                ).rstrip("\n")
            )
    return "\n".join(lines) + "\n"
