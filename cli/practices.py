"""``shared-weaknesses``, ``good-practice`` and ``repeated``: practices across forces."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
from peelgraph.cli.asking import Answered, answer
from peelgraph.cli.options import answer_options, graph_option, limit_option
from peelgraph.cli.output import View, ViewColumn
from peelgraph.cli.reading import dagger, names
from peelgraph.cli.selection import show_cypher_option

if TYPE_CHECKING:
    from peelgraph.graph.naming import Labels

STATUSES = ("not-stated", "area-for-improvement", "cause-of-concern", "accelerated-cause-of-concern")
WITH_WHOM_NOTE = (
    "Forces: how many were found weak in it, {name} included. At the same time: by the inspection named in the row, "
    "or in its year. *: praised on it since. "
    "±: the same inspection also praised it. "
    "The sentence behind a row: peelgraph evidence followed by its last column."
)
WHY_AGAIN = {
    "inspectorate-says": "the inspectorate says so",
    "found-again": "found again",
    "came-back": "came back after praise",
}
SOURCE_KINDS = (
    "inspectorate-page", "inspectorate-report", "press-release", "news", "police-or-commissioner", "college",
    "government", "research", "other",
)  # fmt: skip


@click.command("shared-weaknesses")
@click.option("--force", metavar="FORCE", help="Only what this force shares, and with whom: recent and rare first.")
@click.option("--practice", metavar="PRACTICE", help="Only this practice, or those of this group.")
@click.option("--risk", metavar="RISK", help="Only weaknesses that expose to this risk.")
@click.option("--inspection", metavar="INSPECTION", help="Only what this inspection found, for example 2018-19.")
@click.option("--region", metavar="REGION", help="Only forces of this region.")
@click.option("--status", type=click.Choice(STATUSES), help="Only weaknesses of this rank of the inspectorate.")
@click.option("--source-kind", type=click.Choice(SOURCE_KINDS), help="Only what was read on this kind of page.")
@click.option("--since", metavar="DATE", help="Only what was published since then: YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option("--min-forces", type=click.IntRange(min=1), default=2, show_default=True, help="Least number of forces.")
@limit_option
@show_cypher_option
@answer_options
@graph_option
def shared_weaknesses(**options: Any) -> None:
    """Which practices were found weak in how many forces?

    A practice counts once for each force, however often it was found weak. "Recent" is the last two PEEL rounds that
    the data hold. A force of which nothing was read is not seen, which is not the same as not weak.

    \b
    Examples:
      peelgraph shared-weaknesses
      peelgraph shared-weaknesses --force essex
      peelgraph shared-weaknesses --practice "managing offenders" --since 2021
      peelgraph shared-weaknesses --region wales -o wales.csv
    """
    answer("shared-weaknesses", options, _shared, polarity="weakness")


def _shared(answered: Answered) -> View:
    if not answered.chosen.get("force"):
        return widely_shared(answered.rows, answered.labels)
    view = _with_whom(answered)
    return replace(view, notes=[*view.notes, *_letter_notes(answered)])


def widely_shared(rows: list[dict[str, Any]], labels: Labels) -> View:
    """Return how practices found weak in several forces are shown."""
    read = rows[0]["forces_read"] if rows else 0
    return View(
        title=f"Practices found weak in several forces (of {read} forces with any finding in this selection)"
        if rows
        else "",
        columns=[
            ViewColumn("Practice", lambda r: r["name"] + dagger(r), ratio=3),
            ViewColumn("Forces\nrecently", lambda r: str(r["forces_recent"]), number=True),
            ViewColumn("Forces\never", lambda r: str(r["forces_count"]), number=True),
            ViewColumn("Found weak (* praised since)", lambda r: _starred(r, labels), ratio=6),
            ViewColumn("First and last seen", lambda r: _span(r, labels), ratio=2),
        ],
        notes=["Recently: in the last two PEEL rounds in the data. *: the latest finding on it is a strength."]
        if rows
        else [],
        empty="No practice was found weak in that many forces within this selection; --min-forces 1 shows single ones.",
    )


def _with_whom(answered: Answered) -> View:
    labels, force = answered.labels, answered.chosen["force"]
    name = labels.force(force)

    def others(row: dict[str, Any], *, same_time: bool) -> str:
        together = set(row["forces_same_time"])
        chosen = [f for f in row["forces"] if f != force and (f in together) == same_time]
        return names([labels.force(f) + ("*" if f in row["since_praised"] else "") for f in chosen]) or "–"

    def when(row: dict[str, Any]) -> str:
        since = ", praised since" if force in row["since_praised"] else ""
        return labels.inspection(row["force_last_seen"]) + since

    return View(
        title=f"Weaknesses that {name} shares, recent and rare first",
        columns=[
            ViewColumn("Practice", lambda r: r["name"] + _both(r) + dagger(r), ratio=4),
            ViewColumn(f"{name} found\nweak in", when, ratio=3),
            ViewColumn("Forces", lambda r: str(r["forces_count"]), number=True),
            ViewColumn("With, at the\nsame time", lambda r: others(r, same_time=True), ratio=4),
            ViewColumn("With, at\nother times", lambda r: others(r, same_time=False), ratio=4),
            ViewColumn(
                "Evidence",
                lambda r: r["force_findings"][0].rsplit("-", 1)[-1] if r["force_findings"] else "",
                whole=True,
            ),
        ],
        notes=[WITH_WHOM_NOTE.format(name=name)] if answered.rows else [],
        empty=_fewer(answered, f"No weakness of {name} is shared by {{}} forces within this selection")
        or f"Nothing read of {name} was found weak in another force too (within this selection"
        + (f"; {name} itself must be in the region)." if answered.chosen.get("region") else ")."),
    )


def _letter_notes(answered: Answered) -> list[str]:
    """Say of which inspections only this force's letter is loaded, so that nobody takes silence for strength."""
    from peelgraph.graph.question import ask  # noqa: PLC0415

    chosen, labels = answered.chosen, answered.labels
    force, inspection, since = chosen["force"], chosen.get("inspection"), chosen.get("since") or ""
    documents = ask(answered.graph, "documents", **answered.embargo).dicts()
    own = {
        d["inspection"]
        for d in documents
        if force in d["force"] and inspection in {None, d["inspection"]} and str(d["published"] or since) >= since
    }
    alone = sorted(i for i in own if not any(d["inspection"] == i and force not in d["force"] for d in documents))
    return [
        f"{labels.inspection(i)}: only {labels.force(force)}'s letter is loaded; "
        "what it told other forces is not seen. "
        "A letter is coded sentence by sentence, the shipped tables by headline: their counts do not compare."
        for i in alone
    ]


@click.command("good-practice")
@click.option("--force", metavar="FORCE", help="Only practices in which this force was praised or runs an initiative.")
@click.option("--practice", metavar="PRACTICE", help="Only this practice, or those of this group.")
@click.option("--inspection", metavar="INSPECTION", help="Only strengths that this inspection found.")
@click.option("--region", metavar="REGION", help="Only forces of this region.")
@click.option("--source-kind", type=click.Choice(SOURCE_KINDS), help="Only what was read on this kind of page.")
@click.option("--since", metavar="DATE", help="Only what was published since then: YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option("--min-forces", type=click.IntRange(min=1), default=1, show_default=True, help="Least number of forces.")
@limit_option
@show_cypher_option
@answer_options
@graph_option
def good_practice(**options: Any) -> None:
    """Which practices were praised, or applied by an initiative?

    Two things, counted apart: findings of strength by the inspectorate, and initiatives that a force runs or ran. An
    initiative, or praise, is not evidence that something works.

    \b
    Examples:
      peelgraph good-practice
      peelgraph good-practice --practice domestic-abuse
      peelgraph good-practice --region "north west" --since 2019
    """
    answer("good-practice", options, _good, polarity="strength")


def _good(answered: Answered) -> View:
    labels, force = answered.labels, answered.chosen.get("force")
    return View(
        title=f"Practices in which {labels.force(force)} was praised or runs an initiative, and who else"
        if force
        else "Practices that were praised, or that an initiative applies",
        columns=[
            ViewColumn("Practice", lambda r: r["name"] + dagger(r), ratio=3),
            ViewColumn("Forces\nin all", lambda r: str(r["forces_count"]), number=True),
            ViewColumn("Praised", lambda r: str(r["strength_forces_count"]), number=True),
            ViewColumn("Who (* found weak since)", lambda r: _praised(r, labels, force), ratio=5),
            ViewColumn("Initia-\ntives", lambda r: str(r["initiatives_count"]), number=True),
            ViewColumn("Run by", lambda r: _run_by(r, labels, force), ratio=4),
            ViewColumn("Praise first and last seen", lambda r: _span(r, labels), ratio=2),
        ],
        notes=["Praise and initiatives are no evidence of effect. One practice: peelgraph practice NAME."],
        empty=_fewer(answered, "No practice was praised or applied in {} forces within this selection")
        or "No praise and no initiative within this selection.",
    )


def _fewer(answered: Answered, said: str) -> str:
    """Return why there is no row where more forces are asked for than a single other one; else nothing."""
    least = answered.chosen["min_forces"]
    return f"{said.format(least)}; a lower --min-forces shows more." if least > 2 else ""


@click.command("repeated")
@click.option("--force", metavar="FORCE", help="Only this force.")
@click.option("--practice", metavar="PRACTICE", help="Only this practice, or those of this group.")
@limit_option
@show_cypher_option
@answer_options
@graph_option
def repeated(**options: Any) -> None:
    """Weaknesses that were found again.

    Either the source itself says that it is a repeat ("the inspectorate says so", also where the earlier finding is not
    in the data), or two inspections found the same force weak in the same practice. "Came back" means that an
    inspection between the first and the last of them praised it.

    \b
    Examples:
      peelgraph repeated --force "west yorkshire"
      peelgraph repeated --practice investigation-quality -o repeated.xlsx
    """
    answer("repeated", options, _again)


def _again(answered: Answered) -> View:
    labels = answered.labels
    return View(
        title="Weaknesses found again in the same force",
        columns=[
            ViewColumn("Force", lambda r: labels.force(r["force"]), ratio=3),
            ViewColumn("Practice", lambda r: r["name"] + dagger(r), ratio=4),
            ViewColumn("Found weak in", lambda r: ", ".join(map(labels.inspection, r["inspections"])), ratio=5),
            ViewColumn("Why it counts", lambda r: _why_again(r, labels), ratio=5),
            ViewColumn("Latest", lambda r: r["findings"][-1].rsplit("-", 1)[-1], whole=True),
        ],
        notes=["Praised since: the latest finding on it is a strength."]
        if any(row["praised_since"] for row in answered.rows)
        else [],
        empty="No weakness was found again within this selection.",
    )


def _why_again(row: dict[str, Any], labels: Labels) -> str:
    """Return why a weakness counts as repeated, with the inspections that say so, and whether it was praised since."""
    said, between, since = (
        ", ".join(map(labels.inspection, row[key])) for key in ("said_in", "praised_between", "praised_since")
    )
    came_back = row["basis"] == "came-back"
    told = [WHY_AGAIN[row["basis"]] + (f" in {said}" if said else f" in {between}" if came_back else "")]
    told += [f"praised between in {between}"] if between and not came_back else []
    told += [f"praised since in {since}"] if since else []
    return "; ".join(told)


def _both(row: dict[str, Any]) -> str:
    return " ±" if row.get("force_praised_too") else ""


def _starred(row: dict[str, Any], labels: Labels) -> str:
    praised = set(row["since_praised"])
    return names([labels.force(slug) + ("*" if slug in praised else "") for slug in row["forces"]])


def _praised(row: dict[str, Any], labels: Labels, force: str | None) -> str:
    criticised, praised = set(row["since_criticised"]), _first(row["strength_forces"], force)
    return names([labels.force(slug) + ("*" if slug in criticised else "") for slug in praised]) or "–"


def _run_by(row: dict[str, Any], labels: Labels, force: str | None) -> str:
    return names(labels.forces(_first(row["initiative_forces"], force)), 5) or "–"


def _first(forces: list[str], force: str | None) -> list[str]:
    """Return the forces with the one asked for first, so that it is never among those that are only counted."""
    return sorted(forces, key=lambda slug: slug != force)


def _span(row: dict[str, Any], labels: Labels) -> str:
    first, last = labels.inspection(row["first_seen"]), labels.inspection(row["last_seen"])
    return first if first == last else f"{first} – {last}"
