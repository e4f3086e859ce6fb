"""From a finding to its sentence, its document, and how it was coded."""

from __future__ import annotations

from typing import Any

from peelgraph.graph.coded import coded_findings, coding_of, how_coded
from peelgraph.graph.corrections import PRIVATE_COLUMNS, corrections_of
from peelgraph.graph.question import ask
from peelgraph.graph.store import Graph
from peelgraph.ontology.errors import PeelgraphError, UnknownNameError

Answer = dict[str, Any]


def evidence(graph: Graph, finding: str) -> Answer:
    """Return a finding with the passage and document that state it, its codings, and what a person said of them.

    Args:
        graph: The graph.
        finding: The finding's id, or the last part of it if that names only one.

    Returns:
        The columns of the question ``evidence``, its ``practices`` and ``risks``, and its ``corrections``, the latest
        first: rows of the log with ``machine``, what is stated without them, and how that was reached.

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
        "corrections": _corrections(graph, rows[0]["finding"]),
    }


def without_reviewers(answer: Answer) -> Answer:
    """Return the answer as it may leave the machine: not who corrected, nor what they noted."""
    corrections = [{k: v for k, v in c.items() if k not in PRIVATE_COLUMNS} for c in answer["corrections"]]
    return {**answer, "corrections": corrections}


def _corrections(graph: Graph, finding: str) -> list[dict[str, Any]]:
    rows = corrections_of(graph, finding)
    if not rows:
        return []
    stated = next(iter(coded_findings(graph, [finding]))).stated
    coding, how = coding_of(stated), how_coded(stated)
    kept = ("id", "field", "old", "new", "confirmed", "reviewer", "made_at", "state", "in_force", "undone_at", "note")
    return [
        {name: row[name] for name in kept}
        | {
            "machine": list(coding[row["field"]]),
            "machine_method": how[row["field"]].method or None,
            "machine_confidence": how[row["field"]].confidence,
            "machine_cue": how[row["field"]].cue or None,
        }
        for row in rows
    ]


def _coding(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("slug", "name", "method", "confidence", "cue")}
