"""``questions``: the queries behind the answers."""

from __future__ import annotations

import click
from peelgraph.cli.options import answer_options
from peelgraph.cli.output import Target, View, ViewColumn, write_rows


@click.command("questions")
@click.argument("name", required=False)
@answer_options
def questions(name: str | None, form: str | None, output: str | None, include_embargoed: bool) -> None:
    """The questions behind the answers, with their Cypher.

    Without NAME the list; with it the query itself, which you can change and ask with `peelgraph cypher --file`.

    \b
    Examples:
      peelgraph questions
      peelgraph questions shared-weaknesses
    """
    from peelgraph.graph.question import load_question, question_names  # noqa: PLC0415
    from peelgraph.graph.store import Result  # noqa: PLC0415

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
