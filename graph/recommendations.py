"""From a recommendation to what was found of the same practice in each force, before it and after."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from peelgraph.graph.question import ask
from peelgraph.graph.store import Graph, Result, Row

STATES: Final = ("overdue", "due date passed, status unknown", "open", "unknown", "closed")
"""The states of a recommendation, in the order in which a reader acts on them."""

_WHAT: Final = {"weakness": "weak", "strength": "praised"}


def by_state(result: Result) -> Result:
    """Return recommendations by their state: what is overdue first, what is closed last; else in the order given.

    Args:
        result: The answer to the question ``recommendations``.
    """
    at = result.columns.index("state")
    return Result(result.columns, sorted(result.rows, key=lambda row: STATES.index(row[at])))


def on_same_practice(
    graph: Graph, recommendation: str | None = None, force: str | None = None, **embargo: Any
) -> list[Row]:
    """Return what was found of the practices of recommendations, a row for each of them, force and practice.

    That a recommendation led to a finding is not said.

    Args:
        graph: The graph.
        recommendation: Its id; None for all.
        force: Slug of the force; None for all of which something was read on the practice.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.

    Returns:
        Rows with ``recommendation``, ``force``, ``practice``, ``name``, ``latest`` (``weakness``, ``strength`` or
        ``both`` in the last inspection that spoke of it), ``weak_`` and ``praised_`` each with ``before``, ``after``
        and ``not_clear`` (inspections, in order of time), ``findings`` (ids, latest first) and ``embargoed_count``.
    """
    rows = ask(graph, "recommendation-findings", recommendation=recommendation, force=force, **embargo).dicts()
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["recommendation"], row["force"], row["practice"]), []).append(row)
    return [_summary(groups[key]) for key in sorted(groups)]


def _summary(findings: list[Row]) -> Row:
    """Return what the findings on one practice of one force say, latest first."""
    last = max(row["sequence"] or 0 for row in findings)
    says = {row["polarity"] for row in findings if (row["sequence"] or 0) == last}
    found = {
        f"{word}_{then.replace('-', '_')}": _inspections(
            row for row in findings if row["polarity"] == polarity and row["when_found"] == then
        )
        for polarity, word in _WHAT.items()
        for then in ("before", "after", "not-clear")
    }
    return {
        **{column: findings[0][column] for column in ("recommendation", "force", "practice", "name")},
        "latest": "both" if len(says) > 1 else next(iter(says)),
        **found,
        "findings": list(dict.fromkeys(row["finding"] for row in findings)),
        "embargoed_count": sum(row["embargoed_until"] is not None for row in findings),
    }


def _inspections(findings: Iterable[Row]) -> list[str]:
    found = {row["inspection"]: row["sequence"] or 0 for row in findings if row["inspection"]}
    return sorted(found, key=lambda slug: (found[slug], slug))
