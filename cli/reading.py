"""What every reading command does: open the graph, name things for a reader, say what the answer rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from peelgraph.cli.output import Target, say
from peelgraph.graph.open import open_graph
from peelgraph.graph.question import ask
from peelgraph.graph.sentences import about_line, under_embargo
from peelgraph.ontology.counted import counted

if TYPE_CHECKING:
    from peelgraph.graph.store import Graph, Result

__all__ = [
    "about_line", "cut", "dagger", "embargo_note", "left_out_note", "names", "reading", "tell_left_out",
]  # fmt: skip
TABLE_LIMIT = 20
NAMES_SHOWN = 8


@contextmanager
def reading(uri: str) -> Iterator[Graph]:
    """Open a graph for reading, telling what a person should know of it."""
    with open_graph(uri) as graph:
        for notice in graph.notices:
            say(notice)
        yield graph


def tell_left_out(graph: Graph, target: Target) -> None:
    """Say how many findings under embargo a file leaves out, and until when."""
    if target.path is None or target.include_embargoed:
        return
    row = ask(graph, "about").dicts()[0]
    if row["embargoed_count"]:
        held = under_embargo(row["embargoed_count"], row["embargoed_until"])
        say(f"left out: {held} (--include-embargoed writes them)")


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
    return [f"{counted(left, 'more row')}: --limit 0 shows all, -o FILE.csv writes them to a file."] if left else []


def names(items: Sequence[str], shown: int = NAMES_SHOWN) -> str:
    """Return names joined by commas, cut after some with a count of the rest."""
    if len(items) <= shown + 1:
        return ", ".join(items)
    return f"{', '.join(items[:shown])} and {len(items) - shown} more"
