"""The conditions that questions share, from what a person types."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from peelgraph.graph.store import Graph

F = TypeVar("F", bound=Callable[..., Any])


def show_cypher_option(command: F) -> F:
    """Add ``--show-cypher``."""
    return click.option("--show-cypher", is_flag=True, help="Print the query behind the answer and do nothing else.")(
        command
    )


def shown_cypher(name: str) -> None:
    """Print a question's Cypher."""
    from peelgraph.graph.question import load_question  # noqa: PLC0415

    click.echo(load_question(name).cypher, nl=False)


def selected(graph: Graph, given: dict[str, Any]) -> dict[str, Any]:
    """Return the conditions as a question takes them: names as slugs, dates as days.

    Args:
        graph: The graph, which knows the names.
        given: The options as typed; None where an option was not given.

    Raises:
        UnknownNameError: Nothing in the graph has that name.
        click.BadParameter: A date is no date.
    """
    from peelgraph.graph.naming import Naming  # noqa: PLC0415

    naming = Naming(graph)
    find: dict[str, Callable[[str], str]] = {
        "force": naming.force,
        "practice": naming.practice,
        "risk": naming.risk,
        "inspection": naming.inspection,
        "region": naming.region,
        "since": partial(day, option="--since"),
        "overdue_on": partial(day, option="--overdue-on"),
    }
    return {name: find[name](value) if name in find else value for name, value in given.items() if value is not None}


def day(text: str, option: str) -> str:
    """Return the first day of a date at any precision, as ISO text.

    Raises:
        click.BadParameter: The text is no date.
    """
    from peelgraph.ontology.dates import first_day, parse_period  # noqa: PLC0415

    try:
        return first_day(parse_period(text)).isoformat()
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from None


def since_note(graph: Graph, chosen: dict[str, Any], polarity: str, embargo: dict[str, bool]) -> list[str]:
    """Say how many findings a date could place, and by what."""
    if not chosen.get("since"):
        return []
    from peelgraph.graph.question import ask  # noqa: PLC0415

    rows = {
        row["placed_by"]: row
        for row in ask(graph, "placed-in-time", since=chosen["since"], polarity=polarity, **embargo).dicts()
    }
    count = {by: row["since_count"] for by, row in rows.items()}
    lost = rows["nothing"]["findings_count"] if "nothing" in rows else 0
    total = sum(count.values())
    sentence = (
        f"Since {chosen['since']}: {total} findings of {polarity} in the whole graph, "
        f"{count.get('day', 0)} placed by their own day, {count.get('period', 0)} by their own month or year, "
        f"{count.get('inspection', 0)} only by their inspection's date; "
        f"{lost} have no date at all and are left out."
    )
    return [sentence]
