"""``cypher``: ask the graph in Cypher, read-only."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from peelgraph.cli.options import PLAIN_ROW_FORMATS, answer_options_in, graph_option, rows_option, timeout_option
from peelgraph.cli.output import Target, View, ViewColumn, reader_text, say, write_rows
from peelgraph.cli.reading import about_line, reading, tell_left_out
from peelgraph.ontology.counted import counted


@click.command("cypher")
@click.argument("query", required=False)
@click.option("--file", "path", metavar="FILE", help='Read the query from a file; "-" reads standard input.')
@click.option(
    "--param", "parameters", multiple=True, metavar="K=V", help="A parameter: V as JSON, else as text. Repeatable."
)
@rows_option("Most rows; 0 for all.")
@timeout_option("Most seconds.")
@answer_options_in(PLAIN_ROW_FORMATS)
@graph_option
def cypher(
    uri: str,
    query: str | None,
    path: str | None,
    parameters: tuple[str, ...],
    limit: int,
    timeout: float,
    form: str | None,
    output: str | None,
    include_embargoed: bool,
) -> None:
    """Ask the graph in Cypher, read-only.

    Answers as Neo4j 5 does. What would write, read a file or reach the network is refused. On the terminal findings
    under embargo are in the answer; a file (-o) is answered without them.

    \b
    Examples:
      peelgraph cypher "MATCH (f:Force) RETURN f.name ORDER BY f.name LIMIT 5"
      peelgraph cypher "MATCH (x:Finding)-[:ABOUT]->(:Force {slug: \\$force}) RETURN x.text" --param force=essex
      peelgraph cypher --file question.cypher --format csv -o answer.csv
    """
    from peelgraph.graph.cypher import to_json  # noqa: PLC0415
    from peelgraph.graph.embargo import london_now  # noqa: PLC0415
    from peelgraph.graph.store import QueryLimits, Result  # noqa: PLC0415

    text = query_text(query, path)
    given = dict(_parameter(one) for one in parameters)
    target = Target.of(form, output, include_embargoed=include_embargoed)
    public_at = None if target.embargo["include_embargoed"] else london_now()
    with reading(uri) as graph:
        answer = graph.query(text, given, QueryLimits(timeout=timeout, rows=limit), public_at)
        tell_left_out(graph, target)
        notes = [about_line(graph, target.embargo)] if target.readable else []
    rows_as_json = [[to_json(value) for value in row] for row in answer.rows]
    result = Result(answer.columns, rows_as_json, answer.truncated)
    columns = [ViewColumn(name, lambda r, name=name: reader_text(r[name]), ratio=1) for name in result.columns]  # type: ignore[misc]
    count = len(result.rows)
    rows = counted(count, "row")
    write_rows(result, View(columns, notes=[rows, *notes], empty="(no rows)"), target)
    for notice in answer.notices:
        say(notice)
    if result.truncated:
        say(f"there are more rows than {limit}; --limit 0 gives all")


def query_text(query: str | None, path: str | None) -> str:
    """Return a query from the command line, a file or standard input.

    Raises:
        click.UsageError: Both or neither are given, or the file cannot be read.
    """
    if (query is None) == (path is None):
        raise click.UsageError("give the query itself, or --file FILE")
    if query == "-":
        return sys.stdin.read()
    if query is not None:
        return query
    assert path is not None  # noqa: S101 - one of the two is there
    if path == "-":
        return sys.stdin.read()
    try:
        return Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise click.UsageError(f"{path} cannot be read: {reason}") from None


def _parameter(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"{text!r} is not K=V, for example force=essex", param_hint="--param")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value
    except RecursionError:
        raise click.BadParameter(f"{name} is JSON that is nested too deeply to be read", param_hint="--param") from None
