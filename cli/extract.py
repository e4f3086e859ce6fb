"""``extract``: read one document without a graph."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from peelgraph.cli.given import facts_given, say_embargoed
from peelgraph.cli.output import say


@click.command("extract")
@click.argument("path", metavar="PATH")
@click.option("--kind", type=click.Choice(["letter", "report"]), help="What the document is.")
@click.option("--force", metavar="FORCE", help="The force that it is about, if it does not say.")
@click.option("--inspection", metavar="INSPECTION", help="The inspection that it reports, if it does not say.")
@click.option("--published", metavar="DATE", help="Its date (YYYY-MM-DD), if it does not say.")
@click.option("--document", metavar="ID", help="Its id, instead of the one made from its facts.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "jsonl"]),
    default="json",
    show_default=True,
    help="Indented, or on one line.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="Write to a file instead.")
@click.option("--include-embargoed", is_flag=True, help="Write to a file (-o) also what is still under embargo.")
def extract(path: str, form: str, output: str | None, include_embargoed: bool, **given: str | None) -> None:
    """Read one document without a graph.

    Prints what was read as JSON: the document's facts, its passages, and each finding with its exact place, its coding,
    how sure that is and the words that decided it. "-" reads standard input.

    \b
    Examples:
      peelgraph extract sample-letter.txt
      peelgraph extract sample-letter.txt -o coded.json
    """
    import json  # noqa: PLC0415

    from peelgraph.graph.embargo import london_now  # noqa: PLC0415
    from peelgraph.loaders.documents import extract_file  # noqa: PLC0415
    from peelgraph.ontology.errors import PeelgraphError  # noqa: PLC0415

    facts = facts_given(**given)
    data = sys.stdin.buffer.read() if path == "-" else None
    extraction = extract_file(path, data, facts)
    until = extraction.facts.embargoed_until
    if until is not None and until <= london_now():
        until = None
    if until and output and output != "-" and not include_embargoed:
        raise PeelgraphError(
            f"{path} is under embargo until {until:%d %B %Y, %H:%M} and is not written to a file; "
            "--include-embargoed writes it all the same"
        )
    text = json.dumps(extraction.to_json(), ensure_ascii=False, indent=2 if form == "json" else None) + "\n"
    if output and output != "-":
        try:
            Path(output).write_text(text, "utf-8")
        except OSError as error:
            raise PeelgraphError(f"{output} cannot be written: {error.strerror or error}") from None
        say(f"written to {output}")
    else:
        click.echo(text, nl=False)
    if until:
        say_embargoed(path, until)
    for warning in extraction.warnings:
        say(f"{path}: {warning}")
    for fault in extraction.faults:
        say(f"{path}: {fault}")
    if extraction.faults:
        raise click.exceptions.Exit(1)
