"""From a finding to its sentence, its document, and how it was coded."""

from __future__ import annotations

from typing import Any

from peelgraph.graph.question import ask
from peelgraph.graph.store import Graph
from peelgraph.ontology.errors import PeelgraphError, UnknownNameError

Answer = dict[str, Any]


def evidence(graph: Graph, finding: str) -> Answer:
    """Return a finding with the passage and document that state it, and its codings.

    Args:
        graph: The graph.
        finding: The finding's id, or the last part of it if that names only one.

    Raises:
        UnknownNameError: There is no such finding.
        PeelgraphError: Several findings end like that.
    """
    rows = ask(graph, "evidence", finding=finding.strip()).dicts()
    exact = [row for row in rows if row["finding"] == finding.strip()]
    rows = exact or rows
    if not rows:
        raise UnknownNameError("finding", finding)
    if len({row["finding"] for row in rows}) > 1:
        ids = ", ".join(row["finding"] for row in rows[:5])
        raise PeelgraphError(f"{len(rows)} findings end with {finding!r}: {ids}; give more of the id")
    codings = ask(graph, "codings", finding=rows[0]["finding"]).dicts()
    return {
        **rows[0],
        "practices": [_coding(row) for row in codings if row["relationship"] == "CONCERNS"],
        "risks": [_coding(row) for row in codings if row["relationship"] == "EXPOSES"],
    }


def _coding(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("slug", "name", "method", "confidence", "cue")}
