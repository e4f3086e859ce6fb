"""``export``: what of a graph may leave it, in formats that other tools read."""

from __future__ import annotations

import datetime as dt

import click
from peelgraph.cli.options import graph_option
from peelgraph.cli.output import say
from peelgraph.cli.reading import reading
from peelgraph.graph.export import FORMATS, format_of
from peelgraph.ontology.counted import counted
from peelgraph.ontology.model import BASE


def _base(_context: click.Context, _parameter: click.Parameter, base: str) -> str:
    from peelgraph.graph.rdf.addresses import checked_base  # noqa: PLC0415 - RDF alone needs it
    from peelgraph.ontology.errors import PeelgraphError  # noqa: PLC0415

    try:
        return base if base == BASE else checked_base(base)
    except PeelgraphError as error:
        raise click.BadParameter(str(error)) from None


@click.command("export")
@click.argument("target", metavar="FILE", type=click.Path())
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMATS)),
    help="The format; by default the one that FILE's ending says. "
    + "; ".join(" ".join([f"{name}:", known.what, *known.endings]) for name, known in FORMATS.items())
    + ".",
)
@click.option("--include-embargoed", is_flag=True, help="Also write what is still under embargo.")
@click.option(
    "--whole-passages",
    is_flag=True,
    help="Write passages whole, also those whose document's licence is not known to be open; keep it private.",
)
@click.option(
    "--backup",
    is_flag=True,
    help="Write everything as it is, also what is under embargo, as JSON Lines; keep it private.",
)
@click.option(
    "--as-of",
    "now",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d"]),
    metavar="TIME",
    help="Judge embargoes by this time in London (YYYY-MM-DDTHH:MM) instead of now.",
)
@click.option(
    "--base-uri",
    "base",
    metavar="URI",
    default=BASE,
    show_default=True,
    callback=_base,
    help="What the addresses in RDF begin with; a publisher's own.",
)
@graph_option
def export(
    uri: str,
    target: str,
    form: str | None,
    include_embargoed: bool,
    whole_passages: bool,
    backup: bool,
    now: dt.datetime | None,
    base: str,
) -> None:
    """Write the graph for other tools.

    What is under embargo is left out, unless asked for. Of a passage whose document's licence is not known to be open,
    only the sentences of findings are written, unless asked for. A file whose name ends in .gz is packed. A format that
    is a folder has a README in it that says how to go on.

    \b
    Examples:
      peelgraph export peelgraph.ttl
      peelgraph export peelgraph.nq.gz --base-uri https://data.example.org/policing/
      peelgraph export import-folder --format neo4j-admin
      peelgraph export import-folder --format neo4j-admin --include-embargoed
      peelgraph export tables --format csv
      peelgraph export network.gexf
      peelgraph export --backup backup.jsonl.gz
    """
    from peelgraph.cli.progress import work_progress  # noqa: PLC0415
    from peelgraph.graph.export import export_graph  # noqa: PLC0415

    chosen = form or format_of(target)
    if chosen is None:
        endings = ", ".join(ending for known in FORMATS.values() for ending in known.endings)
        raise click.UsageError(f"no format goes by the ending of {target}: use {endings or 'none'}, or say --format")
    if backup and chosen != "jsonl":
        raise click.UsageError("a backup is JSON Lines: name a file that ends in .jsonl or .jsonl.gz")
    with reading(uri) as graph, work_progress("nodes") as progress:
        report = export_graph(
            graph,
            target,
            chosen,
            include_embargoed=include_embargoed,
            whole_passages=whole_passages,
            backup=backup,
            now=now,
            base=base,
            progress=progress,
        )
    more = "; its README.md says how to go on" if FORMATS[chosen].folder else ""
    say(
        f"{report.nodes:,} nodes and {report.relationships:,} relationships written to {report.target} "
        f"(sha256 {report.sha256}){more}"
    )
    findings = counted(report.embargoed_count, "finding")
    until = f"under embargo until {report.embargoed_until:%d %B %Y, %H:%M}" if report.embargoed_until else ""
    if backup:
        held = f", with {findings} {until}" if until else ""
        say(f"a backup is complete{held}; `peelgraph load {target} --graph NEW.kgl` brings it back")
    elif until:
        say(f"left out: {findings} {until} (--include-embargoed writes them)")
    if report.closed_passages:
        count = report.closed_passages
        passages = "1 passage" if count == 1 else f"{count:,} passages"
        say(
            f"only the sentences of findings of {passages}, whose licence is not known to be open "
            "(`peelgraph load --licence` records it; --whole-passages writes all)"
        )
