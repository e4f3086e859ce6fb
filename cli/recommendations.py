"""``recommendations``: what was asked for, what became of it, and what was found of the same practice."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click
from peelgraph.cli.asking import answer
from peelgraph.cli.options import answer_options, graph_option, limit_option
from peelgraph.cli.output import Target, View, write_object
from peelgraph.cli.pages import heading, paragraph
from peelgraph.cli.reading import (
    TABLE_LIMIT,
    about_line,
    cut,
    dagger,
    embargo_note,
    left_out_note,
    reading,
    tell_left_out,
)
from peelgraph.cli.selection import selected, show_cypher_option
from peelgraph.ontology.counted import counted

if TYPE_CHECKING:
    from peelgraph.graph.naming import Labels
    from peelgraph.graph.store import Graph

Row = dict[str, Any]

HEADINGS = {
    "overdue": "Overdue on {day}: a page dated after the due date still calls it open",
    "due date passed, status unknown": "Due date passed by {day}, status unknown: no page says what became of it since",
    "open": "Open when a page last said so; not known to be past a due date on {day}",
    "unknown": "Status unknown; not known to be past a due date on {day}",
    "closed": "Closed: complete or superseded, as a page says",
}
BASIS = (
    "Findings on the same practice, as both were coded; that the recommendation led to them is not said. A force of "
    "which nothing was read on it is not seen."
)
EACH_FORCE = "What was found in each force: peelgraph recommendations followed by an id in brackets."


@click.command("recommendations")
@click.argument("recommendation", required=False, metavar="[ID]")
@click.option("--force", metavar="FORCE", help="What is addressed to this force, and national ones marked as such.")
@click.option("--only-own", is_flag=True, help="With --force: leave national ones out.")
@click.option("--practice", metavar="PRACTICE", help="Only on this practice, or those of this group.")
@click.option(
    "--status",
    type=click.Choice(["open", "under-review", "complete", "superseded", "not-stated"]),
    help="Only of this status.",
)
@click.option("--overdue-on", metavar="DATE", help="Only what was due before this day and is not known to be closed.")
@limit_option
@show_cypher_option
@answer_options
@graph_option
def recommendations(recommendation: str | None, **options: Any) -> None:
    """What was recommended, to whom, and what became of it.

    Three answers are kept apart: overdue (a page dated after the due date still calls it open), due date passed with
    status unknown (which is not open), and closed (complete or superseded). A status is what a page said on its date;
    a due month has passed when its last day has. With an ID: what was found of the same practice in each force, before
    the recommendation and after it.

    \b
    Examples:
      peelgraph recommendations --force "west midlands"
      peelgraph recommendations --force essex --overdue-on 2026-11-01
      peelgraph recommendations acquisitive-2022-1a
      peelgraph recommendations --practice crime-recording --format json
    """
    if options["only_own"] and not options["force"]:
        raise click.UsageError("--only-own needs --force")
    if recommendation:
        from peelgraph.cli.recommendation import one_recommendation  # noqa: PLC0415

        one_recommendation(recommendation, options)
    elif _readable(options):
        _listed(options)
    else:
        answer("recommendations", options, lambda _: View(()))


def _readable(options: dict[str, Any]) -> bool:
    target = Target.of(options["form"], options["output"], include_embargoed=options["include_embargoed"])
    return target.readable and not options["show_cypher"]


def _listed(options: dict[str, Any]) -> None:
    """Show recommendations to a reader, by state, each with what was found of the same practice."""
    from peelgraph.graph.naming import Labels  # noqa: PLC0415
    from peelgraph.graph.question import ask  # noqa: PLC0415
    from peelgraph.graph.recommendations import by_state  # noqa: PLC0415

    uri, limit = options.pop("uri"), options.pop("limit")
    target = Target.of(options.pop("form"), options.pop("output"), include_embargoed=options.pop("include_embargoed"))
    options.pop("show_cypher")
    with reading(uri) as graph:
        chosen = selected(graph, options)
        asked = by_state(ask(graph, "recommendations", **chosen, **target.embargo))
        result, left = cut(asked, limit, target)
        rows, labels, force = result.dicts(), Labels(graph), chosen.get("force")
        found = _found(graph, rows, force, target) if force else []
        totals = Counter(row["state"] for row in asked.dicts())
        notes = [f"{BASIS} {EACH_FORCE}"] if rows else []
        notes += [*_not_shown(graph, chosen, len(asked.rows)), *left_out_note(left), *embargo_note(found)]
        notes.append(about_line(graph, target.embargo))
        tell_left_out(graph, target)
    day = dt.date.fromisoformat(chosen["overdue_on"]) if "overdue_on" in chosen else _today()
    title = f"Recommendations that concern {labels.force(force)}" if force else "Recommendations"

    def pages(width: int) -> str:
        parts = [heading(title, width) + "\n"]
        parts += _by_state(rows, totals, found, labels, force, day, width)
        parts += [paragraph("" if rows else "No recommendation within this selection.", width)]
        parts += [paragraph(note, width) for note in notes]
        return "\n".join(part for part in parts if part)

    write_object({}, pages, target)


def _found(graph: Graph, rows: Sequence[Row], force: str, target: Target) -> list[Row]:
    """Return what was found in a force of the practices of the recommendations that are shown."""
    from peelgraph.graph.recommendations import on_same_practice  # noqa: PLC0415

    few = [row["recommendation"] for row in rows] if len(rows) <= TABLE_LIMIT else [None]
    return [found for id_ in few for found in on_same_practice(graph, id_, force, **target.embargo)]


def _by_state(
    rows: Sequence[Row],
    totals: Mapping[str, int],
    found: Sequence[Row],
    labels: Labels,
    force: str | None,
    day: dt.date,
    width: int,
) -> list[str]:
    """Return the recommendations that are shown under their states, each with how many there are in all."""
    parts = []
    for state_, said in HEADINGS.items():
        own = [row for row in rows if row["state"] == state_]
        if own:
            count = f"{len(own)} of {totals[state_]}" if len(own) < totals[state_] else str(len(own))
            title = f"{said.format(day=f'{day.day} {day:%B %Y}')} ({count})"
            blocks = [_block(row, found, labels, force, width) for row in own]
            parts.append(heading(title, width) + "\n" + "\n".join(blocks))
    return parts


def _block(row: Row, found: Sequence[Row], labels: Labels, force: str | None, width: int) -> str:
    """Return one recommendation: what was asked, of whom, by when, what became of it, what was found."""
    practices = ", ".join(row["practice_names"]) or "no practice coded"
    lines = [f"{made(row, labels)}. {due(row)}; {status_words(row)}."]
    if force:
        own = [r for r in found if r["recommendation"] == row["recommendation"]]
        lines += [f"{r['name']}: {labels.force(force)} {_course(r, labels)}{dagger(r)}" for r in own]
        lines += [] if own else [f"{practices}: nothing of {labels.force(force)} was read on it"]
    elif row["practices"]:
        lines.append(f"{practices}: {counted(row['findings_count'], 'finding')} of weakness on it")
    head = f"{row['summary']}  [{row['recommendation']}]"
    return paragraph(head, width) + "".join(paragraph(line, width, "    ") for line in lines)


def due(row: Row) -> str:
    """Return by when something was recommended."""
    return f"Due {row['due']}" if row["due"] else "No due date given"


def _course(row: Row, labels: Labels) -> str:
    """Return when a force was found weak or praised in a practice, before a recommendation and after."""
    said = {"before": "before it", "after": "after it", "not_clear": "about then"}
    told = [
        f"{words} {when} ({', '.join(map(labels.inspection, row[f'{key}_{then}']))})"
        for then, when in said.items()
        for key, words in (("weak", "found weak"), ("praised", "praised"))
        if row[f"{key}_{then}"]
    ]
    return f"{', '.join(told)}  [{row['findings'][0].rsplit('-', 1)[-1]}]"


def _not_shown(graph: Graph, chosen: dict[str, Any], shown: int) -> list[str]:
    """Say how many recommendations an overdue date leaves out, and why."""
    if "overdue_on" not in chosen:
        return []
    from peelgraph.graph.question import ask  # noqa: PLC0415

    rest = {name: value for name, value in chosen.items() if name != "overdue_on"}
    rows = ask(graph, "recommendations", **rest).dicts()
    closed = sum(row["state"] == "closed" for row in rows)
    undated = sum(row["state"] != "closed" and not row["due"] for row in rows)
    later = len(rows) - shown - closed - undated
    return [f"Not shown: {closed} closed, {undated} without a due date, {later} not due before then."]


def addressee(row: Row, labels: Labels) -> str:
    """Return to whom a recommendation is addressed, as a reader calls it."""
    to = labels.force(row["addressed_to"])
    return to.replace("-", " ") if to == row["addressed_to"] else to


def made(row: Row, labels: Labels) -> str:
    """Return which inspection made a recommendation, when, and to whom."""
    when = f", {row['published']}" if row["published"] else ""
    national = " (national)" if row["scope"] == "national" else ""
    return (
        f"{labels.inspection(row['inspection']) or 'Inspection not known'}{when}; to {addressee(row, labels)}{national}"
    )


def status_words(row: Row) -> str:
    """Return what a page says of a recommendation's status, with its date, and what took its place."""
    if row["status"] in {None, "not-stated"}:
        return "no status given"
    instead = f" by {row['superseded_by']}" if row["superseded_by"] else ""
    dated = f" as of {row['status_date']}" if row["status_date"] else ", date not given"
    return f"{row['status'].replace('-', ' ')}{instead}{dated}"


def state(row: Row) -> str:
    """Return what is known of a recommendation's state, who says so and when."""
    said = status_words(row)
    return row["state"] if said == "no status given" else f"{row['state']}; the page says {said}"


def _today() -> dt.date:
    from peelgraph.graph.embargo import london_now  # noqa: PLC0415

    return london_now().date()
