"""``report``: two pages on a force, to hand over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from peelgraph.cli.options import graph_option
from peelgraph.cli.output import say
from peelgraph.cli.reading import reading
from peelgraph.graph.report import FORMS
from peelgraph.ontology.counted import counted

_KINDS = tuple(dict.fromkeys(FORMS.values()))


@click.command("report")
@click.argument("name", metavar="FORCE")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    required=True,
    help="The file: .html, .md or .docx; - for standard output, with --format.",
)
@click.option("--format", "form", type=click.Choice(_KINDS), help="What to write; by default what FILE's ending says.")
@click.option("--include-embargoed", is_flag=True, help="Also write what is still under embargo, marked.")
@click.option(
    "--as-of",
    "now",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d"]),
    metavar="TIME",
    help="Judge embargoes and due dates by this time in London (YYYY-MM-DDTHH:MM) instead of now.",
)
@graph_option
def report(
    uri: str, name: str, output: str, form: str | None, include_embargoed: bool, now: dt.datetime | None
) -> None:
    """Two pages on a force for its chief officers.

    Grades over time, what the force was found weak in and who shares it, what was found again, who to learn from, which
    recommendations are not known to be closed, and what a reader could do next: each with its source. The web page
    needs no network and prints on two pages of A4. What is under embargo is left out, unless asked for.

    \b
    Examples:
      peelgraph report essex -o essex.html
      peelgraph report "devon and cornwall" -o devon.docx
      peelgraph report essex -o essex.md --as-of 2026-11-01
    """
    from peelgraph.graph.embargo import london_now  # noqa: PLC0415
    from peelgraph.graph.naming import Naming  # noqa: PLC0415
    from peelgraph.graph.question import ask  # noqa: PLC0415
    from peelgraph.graph.report import force_report, written  # noqa: PLC0415

    path = Path(output) if output != "-" else None
    chosen = form or (FORMS.get(path.suffix.lower()) if path else None)
    if chosen is None:
        given = f"the ending of {output}" if path else "standard output"
        raise click.UsageError(f"{given} does not say what to write: use {', '.join(FORMS)}, or say --format")
    as_of = now or london_now()
    with reading(uri) as graph:
        found = force_report(graph, Naming(graph).force(name), include_embargoed=include_embargoed, now=as_of)
        held = ask(graph, "about", now=as_of).dicts()[0]
    content = written(found, chosen)
    if path is None:
        click.echo(content, nl=False)
    else:
        _write(path, content)
        printed = ": two pages of A4 when printed" if chosen == "html" else ""
        say(f"written to {path}{printed}")
    if held["embargoed_count"] and not include_embargoed:
        until, count = held["embargoed_until"], held["embargoed_count"]
        say(
            f"left out: {counted(count, 'finding')} under embargo until "
            f"{until.day} {until:%B %Y, %H:%M} (--include-embargoed writes them)"
        )


def _write(path: Path, content: bytes) -> None:
    from peelgraph.ontology.errors import PeelgraphError  # noqa: PLC0415

    try:
        path.write_bytes(content)
    except OSError as error:
        raise PeelgraphError(f"{path} cannot be written: {error.strerror or error}") from None
