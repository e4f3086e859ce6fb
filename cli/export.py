"""``export``: what of a graph may leave it, in formats that other tools read."""

from __future__ import annotations

import datetime as dt

import click
from peelgraph.cli.options import graph_option
from peelgraph.cli.output import say
from peelgraph.cli.reading import reading

FORMATS = ("neo4j-admin",)
"""The names of the formats, which a test compares with those of the library."""


@click.command("export")
@click.argument("target", metavar="FOLDER", type=click.Path())
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    required=True,
    help="neo4j-admin: a folder for `neo4j-admin database import`, the fastest way of a very large graph to a server.",
)
@click.option("--include-embargoed", is_flag=True, help="Also write what is still under embargo.")
@click.option(
    "--as-of",
    "now",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d"]),
    metavar="TIME",
    help="Judge embargoes by this time in London (YYYY-MM-DDTHH:MM) instead of now.",
)
@graph_option
def export(uri: str, target: str, form: str, include_embargoed: bool, now: dt.datetime | None) -> None:
    """Write the graph for other tools.

    What is under embargo is left out, unless asked for. A README in the folder has the command that imports it.

    \b
    Examples:
      peelgraph export import-folder --format neo4j-admin
      peelgraph export import-folder --format neo4j-admin --include-embargoed
    """
    from peelgraph.cli.progress import work_progress  # noqa: PLC0415
    from peelgraph.graph.export import export_graph  # noqa: PLC0415

    with reading(uri) as graph, work_progress("nodes") as progress:
        report = export_graph(graph, target, form, include_embargoed=include_embargoed, now=now, progress=progress)
    say(
        f"{report.nodes:,} nodes and {report.relationships:,} relationships written to {report.target} "
        f"(sha256 {report.sha256}); its README.md says how to go on"
    )
    if report.embargoed_until:
        findings = f"{report.embargoed_count:,} finding{'' if report.embargoed_count == 1 else 's'}"
        say(
            f"left out: {findings} under embargo until {report.embargoed_until:%d %B %Y, %H:%M} "
            "(--include-embargoed writes them)"
        )
