"""What every reading command does: open the graph, name things for a reader, say what the answer rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from peelgraph.cli.output import Target, say
from peelgraph.graph.open import open_graph
from peelgraph.graph.question import ask

if TYPE_CHECKING:
    from peelgraph.graph.store import Graph, Result

TABLE_LIMIT = 20
NAMES_SHOWN = 8


@contextmanager
def reading(uri: str) -> Iterator[Graph]:
    """Open a graph for reading, telling what a person should know of it."""
    with open_graph(uri) as graph:
        for notice in graph.notices:
            say(notice)
        yield graph


def about_line(graph: Graph, embargo: dict[str, Any]) -> str:
    """Return the one line under every answer: what the data is, its cut-off, and where to see how much is known."""
    row = ask(graph, "about", **embargo).dicts()[0]
    if not row["findings_count"]:
        return "The graph holds no findings yet. How much is known: peelgraph coverage"
    findings, forces, documents = row["findings_count"], row["forces_count"], row["documents_count"]
    letters = f", {row['quoted_count']} of them quoted from {documents} document{_s(documents)}" if documents else ""
    embargoed = row["embargoed_count"] if embargo.get("include_embargoed", True) else 0
    held = f"; † {_embargoed(embargoed, row['embargoed_until'])}, not to be published yet" if embargoed else ""
    return (
        f"From {findings:,} findings on {forces} force{_s(forces)}{letters}; "
        f"the latest is of {row['last_period'] or 'unknown date'}{held}. "
        "Coded by peelgraph, not by the inspectorate. How much is known: peelgraph coverage"
    )


def tell_left_out(graph: Graph, target: Target) -> None:
    """Say how many findings under embargo a file leaves out, and until when."""
    if target.path is None or target.include_embargoed:
        return
    row = ask(graph, "about").dicts()[0]
    if row["embargoed_count"]:
        say(f"left out: {_embargoed(row['embargoed_count'], row['embargoed_until'])} (--include-embargoed writes them)")


def dagger(row: dict[str, Any]) -> str:
    """Return the mark of a row that rests on findings under embargo."""
    return " †" if row.get("embargoed_count") or row.get("embargoed_until") else ""


def embargo_note(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the sentence that marks rows with findings under embargo."""
    marked = sum(1 for row in rows if dagger(row))
    rest = "row rests" if marked == 1 else "rows rest"
    return [f"† {marked} {rest} on findings under embargo: not to be published yet."] if marked else []


def cut(result: Result, limit: int | None, target: Target) -> tuple[Result, int]:
    """Return the rows that are shown and how many are left out: a reader gets 20 unless asked otherwise.

    Args:
        result: All rows.
        limit: What ``--limit`` says; None where it is not given.
        target: Where they go.
    """
    most = limit if limit is not None else (TABLE_LIMIT if target.readable and target.path is None else 0)
    if not most or len(result.rows) <= most:
        return result, 0
    from peelgraph.graph.store import Result as Cut  # noqa: PLC0415

    left = len(result.rows) - most
    if limit is not None and not target.readable:
        say(f"{left} more rows; --limit 0 gives all")
    return Cut(result.columns, result.rows[:most], truncated=True), left


def left_out_note(left: int) -> list[str]:
    """Return the sentence that says how many rows are not shown."""
    return [f"{left} more row{_s(left)}: --limit 0 shows all, -o FILE.csv writes them to a file."] if left else []


def names(items: Sequence[str], shown: int = NAMES_SHOWN) -> str:
    """Return names joined by commas, cut after some with a count of the rest."""
    if len(items) <= shown + 1:
        return ", ".join(items)
    return f"{', '.join(items[:shown])} and {len(items) - shown} more"


def _embargoed(count: int, until: dt.datetime) -> str:
    return f"{count:,} finding{_s(count)} under embargo until {until.day} {until:%B %Y, %H:%M}"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
