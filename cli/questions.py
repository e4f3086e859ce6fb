"""``questions``: the queries behind the answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from peelgraph.cli.options import PLAIN_ROW_FORMATS, answer_options_in
from peelgraph.cli.output import Target, View, ViewColumn, write_rows, write_text

if TYPE_CHECKING:
    from peelgraph.graph.store import Result


@click.command("questions")
@click.argument("name", required=False)
@click.option("--sparql", "in_sparql", is_flag=True, help="The queries in SPARQL, for the questions that have one.")
@answer_options_in(PLAIN_ROW_FORMATS, embargo=False)
def questions(name: str | None, in_sparql: bool, form: str | None, output: str | None) -> None:
    """The questions behind the answers, with their Cypher.

    Without NAME the list; with it the query itself, which you can change and ask with `peelgraph cypher --file`, or
    with --sparql `peelgraph sparql --file`.

    \b
    Examples:
      peelgraph questions
      peelgraph questions shared-weaknesses
      peelgraph questions shared-weaknesses -o mine.cypher
      peelgraph questions shared-weaknesses --sparql
    """
    if name:
        if form:
            raise click.UsageError("--format is for the list, and NAME gives a query as it is: leave one of them out")
        path = Path(output) if output and output != "-" else None
        write_text(_query(name, in_sparql=in_sparql), Target("table", path, include_embargoed=True))
        return
    shown, asked = ("NAME --sparql", "sparql --file FILE") if in_sparql else ("NAME", "cypher --file FILE --param K=V")
    view = View(
        title="Questions in SPARQL" if in_sparql else "Questions",
        columns=[
            ViewColumn("Question", lambda r: r["question"], whole=True),
            ViewColumn("What it answers", lambda r: r["answers"], ratio=4),
            ViewColumn("Parameters", lambda r: ", ".join(r["parameters"]) or "–", ratio=3),
        ],
        notes=[f"The query: peelgraph questions {shown}. To ask it with changes: peelgraph {asked}"],
        lines=True,
    )
    write_rows(_listed(in_sparql=in_sparql), view, Target.of(form, output, include_embargoed=True))


def _query(name: str, *, in_sparql: bool) -> str:
    """Return the query of a question."""
    if in_sparql:
        from peelgraph.graph.sparql.questions import load_sparql_question  # noqa: PLC0415

        return load_sparql_question(name).sparql
    from peelgraph.graph.question import load_question  # noqa: PLC0415

    return load_question(name).cypher


def _listed(*, in_sparql: bool) -> Result:
    """Return the questions, or those that have a query in SPARQL."""
    from peelgraph.graph.store import Result  # noqa: PLC0415

    columns = ("question", "title", "answers", "parameters", "columns")
    rows: list[list[object]]
    if in_sparql:
        from peelgraph.graph.sparql.questions import load_sparql_question, sparql_question_names  # noqa: PLC0415

        found = map(load_sparql_question, sparql_question_names())
        rows = [[q.name, q.title, q.answers, list(q.parameters), [c.name for c in q.columns]] for q in found]
    else:
        from peelgraph.graph.question import load_question, question_names  # noqa: PLC0415

        known = map(load_question, question_names())
        rows = [
            [q.name, q.title, q.answers, [p.name for p in q.parameters], [c.name for c in q.columns]] for q in known
        ]
    return Result(columns, rows)
