"""``sparql``: ask the graph's RDF in SPARQL, read-only."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import click
from peelgraph.cli.cypher import query_text
from peelgraph.cli.options import PLAIN_ROW_FORMATS, graph_option, rows_option, timeout_option
from peelgraph.cli.output import Target, View, ViewColumn, cell_text, say, write_rows
from peelgraph.cli.reading import about_line, reading
from peelgraph.cli.views import tell_embargo, view_of, view_options

_GRAPH_FORMATS = {
    "turtle": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
_GRAPH_ENDINGS = {".ttl": "turtle", ".nt": "nt", ".rdf": "rdf", ".jsonld": "jsonld"}
_XSD = "http://www.w3.org/2001/XMLSchema#"


@click.command("sparql")
@click.argument("query", required=False)
@click.option("--file", "path", metavar="FILE", help='Read the query from a file; "-" reads standard input.')
@rows_option("Most rows or triples; 0 for all.")
@timeout_option("Most seconds.")
@click.option(
    "--format",
    "form",
    type=click.Choice([*PLAIN_ROW_FORMATS, *_GRAPH_FORMATS]),
    help="How to write rows (table for reading, the others for machines) or a graph (turtle, nt, rdf, jsonld). "
    "Default table or turtle, or by FILE's ending.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="Write to a file instead.")
@view_options
@graph_option
def sparql(
    uri: str,
    query: str | None,
    path: str | None,
    limit: int,
    timeout: float,
    form: str | None,
    output: str | None,
    include_embargoed: bool,
    now: dt.datetime | None,
    base: str | None,
) -> None:
    """Ask the graph's RDF in SPARQL 1.1, read-only.

    SELECT answers rows, ASK yes or no, CONSTRUCT and DESCRIBE a graph in Turtle. The prefixes peel, skos, dcterms,
    prov, oa, org, owl, rdf, rdfs, xsd and a few more are known; all statements are in the default graph. What is under
    embargo is left out. SERVICE, FROM and updates are refused.

    \b
    Examples:
      peelgraph sparql "SELECT ?name { ?f a peel:Force ; skos:prefLabel ?name } ORDER BY ?name LIMIT 5"
      peelgraph sparql "DESCRIBE <practice/call-handling>"
      peelgraph questions repeated --sparql | peelgraph sparql - --format csv -o repeated.csv
    """
    from peelgraph.graph.question import embargo_of  # noqa: PLC0415
    from peelgraph.graph.rdf import quads  # noqa: PLC0415
    from peelgraph.graph.sparql.guard import checked  # noqa: PLC0415
    from peelgraph.graph.sparql.limits import SparqlLimits  # noqa: PLC0415
    from peelgraph.graph.sparql.service import SparqlService  # noqa: PLC0415

    asked = checked(query_text(query, path))
    view = view_of(base, now, include_embargoed=include_embargoed)
    rows_wanted = asked.form in {"SELECT", "ASK"}
    media, target = (None, _target(form, output)) if rows_wanted else (_graph_media(form, output), None)
    limits = SparqlLimits(timeout=timeout, rows=limit, answer=1 << 30, memory=4096)
    with reading(uri) as graph:
        with SparqlService(quads(graph, view), view.base) as service:
            answer = service.ask(asked, media, limits)
        tell_embargo(graph, view)
        embargo = embargo_of(now, include_embargoed=include_embargoed)
        about = about_line(graph, embargo) if target and target.readable else ""
    if target is None:
        _write_graph(answer.body, output)
    elif asked.form == "ASK":
        _write_truth(json.loads(answer.body)["boolean"], target)
    else:
        _write_rows(json.loads(answer.body), target, view.base, about)
    if answer.truncated:
        say(f"there is more than {limit}; --limit 0 gives all")


def _target(form: str | None, output: str | None) -> Target:
    if form in _GRAPH_FORMATS or (not form and output and Path(output).suffix.lower() in _GRAPH_ENDINGS):
        raise click.UsageError("rows and truths are no graph: use table, json, jsonl, csv, md or xlsx")
    return Target.of(form, output, include_embargoed=True)


def _graph_media(form: str | None, output: str | None) -> str:
    ending = Path(output).suffix.lower() if output and output != "-" else ""
    chosen = form or _GRAPH_ENDINGS.get(ending, ending or "turtle")
    if chosen not in _GRAPH_FORMATS:
        raise click.UsageError("CONSTRUCT and DESCRIBE answer a graph: use --format turtle, nt, rdf or jsonld")
    return _GRAPH_FORMATS[chosen]


def _write_graph(body: bytes, output: str | None) -> None:
    if not output or output == "-":
        click.echo(body, nl=False)
        return
    from peelgraph.ontology.errors import PeelgraphError  # noqa: PLC0415

    try:
        Path(output).write_bytes(body)
    except OSError as error:
        raise PeelgraphError(f"{output} cannot be written: {error.strerror or error}") from None
    say(f"written to {output}")


def _write_truth(truth: bool, target: Target) -> None:
    from peelgraph.graph.store import Result  # noqa: PLC0415

    if target.form == "table" and target.path is None:
        click.echo("yes" if truth else "no")
        return
    columns = [ViewColumn("Answer", lambda r: "yes" if r["answer"] else "no")]
    write_rows(Result(("answer",), [[truth]]), View(columns), target)


def _write_rows(said: dict[str, Any], target: Target, base: str, about: str) -> None:
    from peelgraph.graph.sparql.prefixes import shortened  # noqa: PLC0415
    from peelgraph.graph.store import Result  # noqa: PLC0415

    names = tuple(said["head"]["vars"])
    bindings = said["results"]["bindings"]

    def cell(term: dict[str, str] | None) -> Any:
        value = _value(term)
        return shortened(value, base) if term and term["type"] == "uri" and target.readable else value

    rows = [[cell(binding.get(name)) for name in names] for binding in bindings]
    columns = [ViewColumn(name, lambda r, name=name: cell_text(r[name]), ratio=1) for name in names]  # type: ignore[misc]
    count = f"{len(rows):,} row{'' if len(rows) == 1 else 's'}"
    write_rows(Result(names, rows), View(columns, notes=[count, about], empty="(no rows)"), target)


def _value(term: dict[str, str] | None) -> Any:
    """Return a term as a plain value: numbers and truths as such, all else as text."""
    if term is None:
        return None
    text = term["value"]
    kind = term.get("datatype", "").removeprefix(_XSD)
    try:
        match kind:
            case "integer" | "int" | "long" | "nonNegativeInteger":
                return int(text)
            case "decimal" | "double" | "float":
                return float(text)
            case "boolean":
                return text in {"true", "1"}
    except ValueError:
        return text
    return text
