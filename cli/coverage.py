"""``coverage``: how much is known, so that nobody takes silence for strength."""

from __future__ import annotations

import click
from peelgraph.cli.asking import in_sentences
from peelgraph.cli.options import answer_options, graph_option
from peelgraph.cli.output import Target, View, ViewColumn, write_rows
from peelgraph.cli.reading import about_line, reading, tell_left_out


@click.command("coverage")
@click.option(
    "--by",
    type=click.Choice(["force", "inspection"]),
    default="force",
    show_default=True,
    help="Rows by force or by inspection.",
)
@click.option("--force", metavar="FORCE", help="Only this force.")
@answer_options
@graph_option
def coverage(
    uri: str, by: str, force: str | None, form: str | None, output: str | None, include_embargoed: bool
) -> None:
    """How much of each force and inspection is known.

    More pages read means more findings: never rank forces by these numbers. A force of which nothing was read is not
    seen, which says nothing of how good it is.

    \b
    Examples:
      peelgraph coverage
      peelgraph coverage --by inspection
      peelgraph coverage --force kent --format json
    """
    from peelgraph.graph.naming import Labels, Naming  # noqa: PLC0415
    from peelgraph.graph.question import ask  # noqa: PLC0415

    if by == "inspection" and force:
        raise click.UsageError("--force goes with --by force")
    target = Target.of(form, output, include_embargoed=include_embargoed)
    with reading(uri) as graph:
        if by == "inspection":
            result = ask(graph, "inspections-read", **target.embargo)
        else:
            slug = Naming(graph).force(force) if force else None
            result = ask(graph, "coverage", force=slug, **target.embargo)
        view = View(())
        if target.readable:
            labels = Labels(graph)
            view = View(
                columns=_inspection_columns() if by == "inspection" else _force_columns(labels),
                title="How much is known of each " + by,
                notes=[
                    "More pages read means more findings: never a ranking.",
                    about_line(graph, target.embargo),
                ],
            )
        elif target.form == "line":
            view = in_sentences(graph, "coverage" if by == "force" else "inspections-read", {}, result.dicts(), target)
        tell_left_out(graph, target)
    write_rows(result, view, target)


def _force_columns(labels: object) -> list[ViewColumn]:
    from peelgraph.graph.naming import Labels  # noqa: PLC0415

    assert isinstance(labels, Labels)  # noqa: S101
    return [
        ViewColumn("Force", lambda r: labels.force(r["force"]), ratio=3),
        ViewColumn("Find-\nings", lambda r: str(r["findings_count"]), number=True),
        ViewColumn("by the\ninspec-\ntorate", lambda r: str(r["from_inspectorate_count"]), number=True),
        ViewColumn("with\na day", lambda r: str(r["with_day_count"]), number=True),
        ViewColumn("Grades", lambda r: str(r["grades_count"]), number=True),
        ViewColumn("Initia-\ntives", lambda r: str(r["initiatives_count"]), number=True),
        ViewColumn("Docu-\nments", lambda r: str(r["documents_count"]), number=True),
        ViewColumn(
            "Inspections read",
            lambda r: ", ".join(labels.inspection(i) for i in r["inspections"]) or "none",
            ratio=6,
        ),
    ]


def _inspection_columns() -> list[ViewColumn]:
    return [
        ViewColumn("Inspection", lambda r: r["title"], ratio=6),
        ViewColumn("Published", lambda r: r["period"] or "not known", whole=True),
        ViewColumn("Forces\nread", lambda r: str(r["forces_count"]), number=True),
        ViewColumn("Find-\nings", lambda r: str(r["findings_count"]), number=True),
        ViewColumn("Grades", lambda r: str(r["grades_count"]), number=True),
        ViewColumn("Recommen-\ndations", lambda r: str(r["recommendations_count"]), number=True),
        ViewColumn("Docu-\nments", lambda r: str(r["documents_count"]), number=True),
    ]
