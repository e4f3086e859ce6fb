"""``questions``: the queries behind the answers."""

from __future__ import annotations

import click
from peelgraph.cli.options import PLAIN_ROW_FORMATS, answer_options_in
from peelgraph.cli.output import Target, View, ViewColumn, write_rows


@click.command("questions")
@click.argument("name", required=False)
@click.option("--sparql", "in_sparql", is_flag=True, help="The queries in SPARQL, for the questions that have one.")
@answer_options_in(PLAIN_ROW_FORMATS)
def questions(name: str | None, in_sparql: bool, form: str | None, output: str | None, include_embargoed: bool) -> None:
    """The questions behind the answers, with their Cypher.

    Without NAME the list; with it the query itself, which you can change and ask with `peelgraph cypher --file`, or
    with --sparql `peelgraph sparql --file`.

    \b
    Examples:
      peelgraph questions
      peelgraph questions shared-weaknesses
      peelgraph questions shared-weaknesses --sparql
    """
    from peelgraph.graph.question import load_question, question_names  # noqa: PLC0415
    from peelgraph.graph.store import Result  # noqa: PLC0415

    if in_sparql:
        _in_sparql(name, Target.of(form, output, include_embargoed=include_embargoed))
        return
    if name:
        click.echo(load_question(name).cypher, nl=False)
        return
    loaded = [load_question(known) for known in question_names()]
    columns = ("question", "title", "answers", "parameters", "columns")
    rows = [[q.name, q.title, q.answers, [p.name for p in q.parameters], [c.name for c in q.columns]] for q in loaded]
    view = View(
        title="Questions",
        columns=[
            ViewColumn("Question", lambda r: r["question"], whole=True),
            ViewColumn("What it answers", lambda r: r["answers"], ratio=4),
            ViewColumn("Parameters", lambda r: ", ".join(r["parameters"]) or "–", ratio=3),
        ],
        notes=["The query: peelgraph questions NAME. To ask it with changes: peelgraph cypher --file FILE --param K=V"],
        lines=True,
    )
    write_rows(Result(columns, rows), view, Target.of(form, output, include_embargoed=include_embargoed))


def _in_sparql(name: str | None, target: Target) -> None:
    """Print a question's SPARQL, or the list of the questions that have one."""
    from peelgraph.graph.sparql.questions import load_sparql_question, sparql_question_names  # noqa: PLC0415
    from peelgraph.graph.store import Result  # noqa: PLC0415

    if name:
        click.echo(load_sparql_question(name).sparql, nl=False)
        return
    loaded = [load_sparql_question(known) for known in sparql_question_names()]
    columns = ("question", "title", "answers", "parameters", "columns")
    rows = [[q.name, q.title, q.answers, list(q.parameters), [c.name for c in q.columns]] for q in loaded]
    view = View(
        title="Questions in SPARQL",
        columns=[
            ViewColumn("Question", lambda r: r["question"], whole=True),
            ViewColumn("What it answers", lambda r: r["answers"], ratio=4),
            ViewColumn("Parameters", lambda r: ", ".join(r["parameters"]) or "–", ratio=3),
        ],
        notes=["The query: peelgraph questions NAME --sparql. To ask it with changes: peelgraph sparql --file FILE"],
        lines=True,
    )
    write_rows(Result(columns, rows), view, target)
