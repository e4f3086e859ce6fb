"""``compare`` and ``changes``: forces side by side, and one force over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from peelgraph.cli.asking import show
from peelgraph.cli.options import OBJECT_FORMATS, answer_options_in, graph_option
from peelgraph.cli.output import Target, ViewColumn, say
from peelgraph.cli.pages import heading, in_whose_words, paragraph, table
from peelgraph.cli.reading import dagger
from peelgraph.ontology.errors import PeelgraphError

if TYPE_CHECKING:
    from peelgraph.graph.naming import Labels, Naming
    from peelgraph.graph.store import Graph

Answer = dict[str, Any]


@click.command("compare")
@click.argument("forces", nargs=-1, required=True, metavar="FORCE FORCE...")
@answer_options_in(OBJECT_FORMATS)
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

    show(target, uri, find, _compare_pages, sentences="compare")


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
@answer_options_in(OBJECT_FORMATS)
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
    as solved. Grades, and where they do not compare. If --from came after --to, they are swapped, and that is said on
    standard error.

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
        slug = naming.force(force)
        try:
            answer = changes_of(graph, slug, before, after, **target.embargo)
        except PeelgraphError as error:
            raise PeelgraphError(f"{error}{_unseen_under_embargo(graph, slug, target)}") from None
        if before and answer["earlier"] != before:
            _tell_swapped(graph, answer)
        return answer

    show(target, uri, find, _changes_pages, sentences="changes")


def _unseen_under_embargo(graph: Graph, force: str, target: Target) -> str:
    """Say which inspections of a force are left out because all that is known of them is under embargo."""
    if target.embargo["include_embargoed"]:
        return ""
    from peelgraph.graph.question import ask  # noqa: PLC0415
    from peelgraph.graph.sentences import under_embargo  # noqa: PLC0415

    findings = [row for row in ask(graph, "findings", force=force).dicts() if row["inspection"]]
    public = {row["inspection"] for row in findings if row["embargoed_until"] is None}
    held = [row for row in findings if row["inspection"] not in public]
    if not held:
        return ""
    inspections = ", ".join(sorted({row["inspection"] for row in held}))
    what = under_embargo(len(held), max(row["embargoed_until"] for row in held))
    return f"; left out: {inspections}, with {what} (--include-embargoed writes it all the same)"


def _tell_swapped(graph: Graph, answer: Answer) -> None:
    from peelgraph.graph.naming import Labels  # noqa: PLC0415

    labels = Labels(graph)
    earlier, later = labels.inspection(answer["earlier"]), labels.inspection(answer["later"])
    say(f"--from and --to are swapped: {earlier} came before {later}")


def _changes_pages(answer: Answer, labels: Labels, about: str, width: int) -> str:
    earlier, later = labels.inspection(answer["earlier"]), labels.inspection(answer["later"])
    title = f"{labels.force(answer['force'])}: from {earlier} to {later}"
    sections = (
        ("new", f"Found weak in {later}, for the first time in the data"),
        ("said_again", f"Found weak in {later}; the source says “again”, the earlier finding is not in the data"),
        ("again_after_a_gap", f"Found weak in {later} and earlier, but not in {earlier}"),
        ("repeated", f"Found weak in {earlier} and again in {later}"),
        ("praised_now", f"Found weak in {earlier}, praised in {later}"),
        ("mentioned_unjudged", f"Found weak in {earlier}, mentioned in {later} and not judged"),
        ("not_mentioned_again", f"Found weak in {earlier}, not mentioned in {later} (not the same as solved)"),
        ("strengths", f"Praised in {later}"),
    )
    grades = [
        ViewColumn("Question", lambda r: r["name"], ratio=3),
        ViewColumn(earlier, lambda r: r["earlier"] or "–", ratio=2),
        ViewColumn(later, lambda r: r["later"] or "–", ratio=2),
        ViewColumn("", _compared, ratio=2),
    ]
    parts = [heading(title, width) + "\n"]
    parts += [paragraph(sentence, width) for sentence in _cautions(answer, labels)]
    parts += [_practices(heading_, answer[key], labels, width) for key, heading_ in sections]
    parts += [table("Grades", answer["grades"], grades, width), paragraph(_apart(answer["grades"]), width)]
    parts += [paragraph(f"All inspections: peelgraph timeline {answer['force']}", width), paragraph(about, width)]
    return "\n".join(part for part in parts if part)


def _cautions(answer: Answer, labels: Labels) -> list[str]:
    """Say what was not seen, and where two inspections were not read alike."""

    def listed(slugs: list[str]) -> str:
        return ", ".join(map(labels.inspection, slugs))

    force, between, since = labels.force(answer["force"]), answer["not_seen_between"], answer["not_seen_since"]
    said = [f"Between them no finding of {force} was read from {listed(between)}."] if between else []
    if since:
        said.append(f"No finding of {force} was read from {listed(since)}, though others' were: later is not seen.")
    if answer["read_as"]["earlier"] != answer["read_as"]["later"]:
        said.append(
            "One was coded sentence by sentence, the other by headline: that a headline does not mention what a "
            "letter named says little."
        )
    return said


def _compared(row: Answer) -> str:
    if row["comparable"]:
        return str(row["direction"])
    return "not graded in both" if None in (row["earlier"], row["later"]) else "does not compare"


def _apart(grades: list[Answer]) -> str:
    """Say why grades of two inspections do not compare, where none do."""
    if not grades or any(row["comparable"] for row in grades):
        return ""
    return "No grade compares: questions and the scale of grades changed with PEEL 2021/22, or none was graded in both."


def _practices(title: str, rows: list[Answer], labels: Labels, width: int) -> str:
    if not rows:
        return ""
    lines = [heading(title, width)]
    for row in rows:
        name = row["name"] + _before(row, labels)
        lines.append(paragraph(name, width).rstrip("\n") if width else f"\n{name}\n")
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


def _before(row: Answer, labels: Labels) -> str:
    """Return what was said of a practice before the later inspection."""
    weak, praised = (", ".join(map(labels.inspection, row[key])) for key in ("weak_before", "praised_between"))
    told = [f"found weak in {weak}"] if weak else []
    told += [f"praised in {praised}"] if praised else []
    told += ["“again”, says the source"] if row["said_again"] else []
    return f" (before: {'; '.join(told)})" if weak or praised else f" ({told[0]})" if told else ""
