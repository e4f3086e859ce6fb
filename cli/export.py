"""``export``: what of a graph may leave it, in formats that other tools read."""

from __future__ import annotations

import datetime as dt

import click
from peelgraph.cli.options import graph_option
from peelgraph.cli.output import say
from peelgraph.cli.reading import reading
from peelgraph.graph.export import FORMATS, format_of
from peelgraph.graph.export.job import BASE


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
    help="What the addresses in RDF begin with; a publisher's own.",
)
@graph_option
def export(
    uri: str, target: str, form: str | None, include_embargoed: bool, now: dt.datetime | None, base: str
) -> None:
    """Write the graph for other tools.

    What is under embargo is left out, unless asked for. A file whose name ends in .gz is packed. A format that is a
    folder has a README in it that says how to go on.

    \b
    Examples:
      peelgraph export import-folder --format neo4j-admin
      peelgraph export import-folder --format neo4j-admin --include-embargoed
    """
    from peelgraph.cli.progress import work_progress  # noqa: PLC0415
    from peelgraph.graph.export import export_graph  # noqa: PLC0415

    chosen = form or format_of(target)
    if chosen is None:
        endings = ", ".join(ending for known in FORMATS.values() for ending in known.endings)
        raise click.UsageError(f"no format goes by the ending of {target}: use {endings or 'none'}, or say --format")
    with reading(uri) as graph, work_progress("nodes") as progress:
        report = export_graph(
            graph, target, chosen, include_embargoed=include_embargoed, now=now, base=base, progress=progress
        )
    more = "; its README.md says how to go on" if FORMATS[chosen].folder else ""
    say(
        f"{report.nodes:,} nodes and {report.relationships:,} relationships written to {report.target} "
        f"(sha256 {report.sha256}){more}"
    )
    if report.embargoed_until:
        findings = f"{report.embargoed_count:,} finding{'' if report.embargoed_count == 1 else 's'}"
        say(
            f"left out: {findings} under embargo until {report.embargoed_until:%d %B %Y, %H:%M} "
            "(--include-embargoed writes them)"
        )
