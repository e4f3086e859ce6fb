"""``copy``: a graph to another place, from a file to a server or back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from peelgraph.cli.options import adopt_option
from peelgraph.cli.output import say
from peelgraph.ontology.counted import counted

if TYPE_CHECKING:
    from peelgraph.graph.copy import CopyReport


@click.command("copy")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--replace", is_flag=True, help="If TO holds something else, first take out all that it holds.")
@adopt_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    help="How the report is written.",
)
def copy(source: str, target: str, replace: bool, adopt: bool, form: str) -> None:
    """Copy a graph to another place.

    FROM and TO are paths of files or addresses of servers, in any combination. Everything is copied, also what is under
    embargo. At the end both sides are read and compared by a hash of their contents. Started again, an interrupted
    copy goes on where it was. TO may be empty or hold a part of the same graph; if it holds anything else, nothing is
    written, unless --replace is given: then every node of peelgraph's labels in TO is deleted, with its
    relationships, before the copy begins.

    \b
    Examples:
      peelgraph copy peelgraph.kgl neo4j://localhost
      peelgraph copy neo4j://server/police police.kgl
      peelgraph copy peelgraph.kgl backup.kgl
    """
    import json  # noqa: PLC0415

    from peelgraph.cli.progress import work_progress  # noqa: PLC0415
    from peelgraph.graph.copy import copy_graph  # noqa: PLC0415

    with work_progress("nodes") as progress:
        report = copy_graph(source, target, replace=replace, adopt=adopt, progress=progress)
    for notice in report.notices:
        say(notice)
    if form == "json":
        click.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    for sentence in _sentences(report):
        say(sentence)


def _sentences(report: CopyReport) -> list[str]:
    whole = _counted(report.nodes, report.relationships)
    new = _counted(report.nodes_copied, report.relationships_copied)
    same = f"both sides hold the same (sha256 {report.sha256})"
    said = []
    if report.nodes_removed:
        said.append(f"taken out of {report.target} first: {counted(report.nodes_removed, 'node')}")
    if new == whole:
        said.append(f"{whole} copied; {same}")
    elif report.nodes_copied or report.relationships_copied:
        said.append(f"{new} copied, the others of {whole} were there; {same}")
    else:
        said.append(f"{whole} were there already; {same}")
    if report.embargoed_until:
        said.append(
            f"a copy is complete, with {counted(report.embargoed_count, 'finding')} under embargo until "
            f"{report.embargoed_until.replace('T', ' ')}"
        )
    if report.nodes_left or report.relationships_left:
        left = _counted(report.nodes_left, report.relationships_left)
        said.append(f"left in {report.source}, since the model does not have them: {left}")
    if report.properties_left:
        names = ", ".join(report.properties_left)
        said.append(f"left in {report.source}, since the model does not have them, the properties {names}")
    return said


def _counted(nodes: int, relationships: int) -> str:
    return f"{counted(nodes, 'node')} and {counted(relationships, 'relationship')}"
