"""``recommendations``: what was asked for, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from peelgraph.cli.asking import Answered, answer
from peelgraph.cli.options import answer_options, graph_option, limit_option
from peelgraph.cli.output import View, ViewColumn
from peelgraph.cli.selection import show_cypher_option

if TYPE_CHECKING:
    from peelgraph.graph.naming import Labels


@click.command("recommendations")
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
def recommendations(**options: Any) -> None:
    """What was recommended, to whom, and what became of it.

    A status is what a page said on its date. "Overdue" means that a page dated after the due day still called it open;
    where no page says, the status is unknown, which is not open.

    \b
    Examples:
      peelgraph recommendations --force "west midlands"
      peelgraph recommendations --overdue-on 2026-01-01
      peelgraph recommendations --practice crime-recording --format json
    """
    if options["only_own"] and not options["force"]:
        raise click.UsageError("--only-own needs --force")
    answer("recommendations", options, _view)


def _view(answered: Answered) -> View:
    labels, force = answered.labels, answered.chosen.get("force")
    own = f" in {labels.force(force)}" if force else ""
    basis = f"Weaknesses: findings of weakness on the same practice{own}; that they led to it is not said."
    return View(
        title=f"Recommendations that concern {labels.force(force)}" if force else "Recommendations",
        columns=[
            ViewColumn("Recommendation", lambda r: r["summary"], ratio=8),
            ViewColumn("Made in, to", lambda r: _made(r, labels), ratio=4),
            ViewColumn("Due", lambda r: r["due"] or "not said", whole=True),
            ViewColumn("State", state, ratio=3),
            ViewColumn("Practice", lambda r: ", ".join(r["practice_names"]), ratio=3),
            ViewColumn("Weak-\nnesses", lambda r: str(r["findings_count"]), number=True),
        ],
        notes=[basis] if answered.rows else [],
        empty="No recommendation within this selection.",
        lines=True,
    )


def addressee(row: dict[str, Any], labels: Labels) -> str:
    """Return to whom a recommendation is addressed, as a reader calls it."""
    to = labels.force(row["addressed_to"])
    return to.replace("-", " ") if to == row["addressed_to"] else to


def _made(row: dict[str, Any], labels: Labels) -> str:
    when = f", {row['published']}" if row["published"] else ""
    return f"{labels.inspection(row['inspection']) or 'inspection not known'}{when}; to {addressee(row, labels)}" + (
        " (national)" if row["scope"] == "national" else ""
    )


def state(row: dict[str, Any]) -> str:
    """Return what is known of a recommendation's state, who says so and when."""
    dated = f" on {row['status_date']}" if row["status_date"] else ""
    said = (
        f"; the page says {row['status'].replace('-', ' ')}{dated}" if row["status"] not in {None, "not-stated"} else ""
    )
    instead = f"; now: {row['superseded_by']}" if row["superseded_by"] else ""
    return f"{row['state']}{said}{instead}"
