"""The PEEL rounds that a graph was read from, and those in which nothing of a force was read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from peelgraph.graph.question import ask
from peelgraph.graph.store import Graph

PEEL = "peel-"
"""What the slug of a PEEL round begins with: these look at every force, other inspections only at some."""


def rounds_read(graph: Graph, **embargo: Any) -> dict[str, int]:
    """Return the PEEL rounds that the graph has findings of, with their place in time, earliest first.

    Args:
        graph: The graph.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.
    """
    rows = ask(graph, "inspections-read", **embargo).dicts()
    read = {row["inspection"] for row in rows if row["findings_count"] and row["inspection"].startswith(PEEL)}
    places = {i.slug: i.sequence for i in graph.inspections() if i.slug in read and i.sequence is not None}
    return dict(sorted(places.items(), key=lambda item: (item[1], item[0])))


def missed(rounds: Mapping[str, int], seen: Collection[str], after: int | None, before: int | None) -> list[str]:
    """Return the rounds between two places in time in which a force was not seen although others were.

    Args:
        rounds: The rounds read, with their places.
        seen: The inspections in which the force was seen.
        after: The place that they must follow; None for any.
        before: The place that they must precede; None for any.

    >>> missed({"peel-2015": 6, "peel-2016": 8, "peel-2017": 11}, {"peel-2015"}, 6, None)
    ['peel-2016', 'peel-2017']
    """
    return [
        slug
        for slug, place in rounds.items()
        if slug not in seen and (after is None or place > after) and (before is None or place < before)
    ]
