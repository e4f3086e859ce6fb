"""``recommendations ID``: what was found of the practice of one recommendation in each force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from peelgraph.cli.output import Target, View, ViewColumn, write_object, write_rows
from peelgraph.cli.pages import heading, paragraph, table
from peelgraph.cli.reading import about_line, cut, dagger, left_out_note, reading, tell_left_out
from peelgraph.cli.recommendations import BASIS, due, made, status_words
from peelgraph.cli.selection import selected, shown_cypher
from peelgraph.ontology.counted import counted

if TYPE_CHECKING:
    from peelgraph.graph.naming import Labels
    from peelgraph.graph.store import Graph

Row = dict[str, Any]


def one_recommendation(recommendation: str, options: dict[str, Any]) -> None:
    """Show what was found of the practice of one recommendation in each force."""
    refused = [
        f"--{name.replace('_', '-')}" for name in ("only_own", "practice", "status", "overdue_on") if options[name]
    ]
    if refused:
        selects, it = ("selects", "it") if len(refused) == 1 else ("select", "them")
        raise click.UsageError(
            f"{' and '.join(refused)} {selects} among recommendations, and an ID names one already: "
            f"leave {it} out, or the ID"
        )
    if options["show_cypher"]:
        shown_cypher("recommendation-findings")
        return
    from peelgraph.graph.naming import Labels  # noqa: PLC0415
    from peelgraph.graph.question import ask  # noqa: PLC0415
    from peelgraph.graph.recommendations import on_same_practice  # noqa: PLC0415

    target = Target.of(options["form"], options["output"], include_embargoed=options["include_embargoed"])
    with reading(options["uri"]) as graph:
        chosen = selected(graph, {"force": options["force"]})
        row = _find(graph, recommendation, target)
        labels = Labels(graph)
        if target.readable:
            found = on_same_practice(graph, row["recommendation"], None, **target.embargo)
            about = about_line(graph, target.embargo)
        else:
            asked = ask(graph, "recommendation-findings", recommendation=recommendation, **chosen, **target.embargo)
            result, _ = cut(asked, options["limit"], target)
        tell_left_out(graph, target)
    if target.readable:
        shown, left = _shown(found, chosen.get("force"), options["limit"], target)
        notes = [*left_out_note(left), about]
        write_object({}, lambda width: _one_page(row, found, shown, chosen.get("force"), labels, notes, width), target)
    else:
        write_rows(result, View(()), target)


def _find(graph: Graph, recommendation: str, target: Target) -> Row:
    from peelgraph.graph.question import ask  # noqa: PLC0415
    from peelgraph.ontology.errors import UnknownNameError  # noqa: PLC0415

    rows = {row["recommendation"]: row for row in ask(graph, "recommendations", **target.embargo).dicts()}
    if recommendation not in rows:
        import difflib  # noqa: PLC0415

        near = difflib.get_close_matches(recommendation, rows, n=3, cutoff=0.5)
        raise UnknownNameError("recommendation", recommendation, near)
    return rows[recommendation]


def _shown(found: list[Row], force: str | None, limit: int | None, target: Target) -> tuple[list[Row], int]:
    """Return the rows of the table, all or of the force asked for, and how many more there are."""
    from peelgraph.graph.store import Result  # noqa: PLC0415

    rows = [[row] for row in found if force in {None, row["force"]}]
    result, left = cut(Result(("row",), rows), limit, target)
    return [row for (row,) in result.rows], left


def _one_page(
    row: Row, found: list[Row], shown: list[Row], force: str | None, labels: Labels, notes: list[str], width: int
) -> str:
    """Return what was found on a recommendation's practice: counts of all forces, then the rows that are shown."""

    def said(key: str) -> ViewColumn:
        words = {"before": "Before it", "after": "After it", "not_clear": "About then,\nor not clear"}[key]
        return ViewColumn(words, lambda r: _told(r, key, labels), ratio=4)

    several = len(row["practices"]) > 1
    columns = [
        ViewColumn("Force", lambda r: labels.force(r["force"]) + dagger(r), ratio=3),
        *([ViewColumn("Practice", lambda r: r["name"], ratio=3)] if several else []),
        said("before"),
        *([said("not_clear")] if any(r["weak_not_clear"] or r["praised_not_clear"] for r in shown) else []),
        said("after"),
        ViewColumn("Latest", lambda r: r["findings"][0].rsplit("-", 1)[-1], whole=True),
    ]
    title = "What was found of the same practice" + (f" in {labels.force(force)}" if force else "")
    nothing = f"Nothing of {labels.force(force)} was read on it." if force and found and not shown else ""
    parts = [
        heading(row["summary"], width) + "\n",
        paragraph(f"{made(row, labels)}. {due(row)}; {status_words(row)}. Today: {row['state']}.", width),
        paragraph(_counts(row, found), width),
        table(title, shown, columns, width),
        paragraph(nothing, width),
        paragraph(f"{BASIS} The sentence behind the latest: peelgraph evidence followed by the last column.", width),
        *(paragraph(note, width) for note in notes),
    ]
    return "\n".join(part for part in parts if part)


def _counts(row: Row, found: list[Row]) -> str:
    """Return in how many forces something was found on a recommendation's practice, and what after it."""
    practices = ", ".join(row["practice_names"]) or "no practice coded"
    if not found:
        return f"{practices}: no finding on it was read."
    seen, weak, praised = (
        len({r["force"] for r in found if key is None or r[key]}) for key in (None, "weak_after", "praised_after")
    )
    return (
        f"{practices}: {counted(seen, 'force')} with a finding on it; "
        f"{weak} found weak in it after the recommendation, {praised} praised after it."
    )


def _told(row: Row, key: str, labels: Labels) -> str:
    told = [
        f"{words}: {', '.join(map(labels.inspection, row[f'{what}_{key}']))}"
        for what, words in (("weak", "weak"), ("praised", "praised"))
        if row[f"{what}_{key}"]
    ]
    return "\n".join(told) or "–"
