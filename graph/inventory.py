"""What is in a graph, counted."""

from __future__ import annotations

from typing import Any

from peelgraph.graph.store import Graph
from peelgraph.ontology.model import load_model


def inventory(graph: Graph) -> dict[str, Any]:
    """Return the graph's address, its model's version, and the counts of its labels and relationship types.

    Args:
        graph: The graph.

    Returns:
        ``graph``, ``model_version``, ``labels`` and ``relationships`` (name to count, in the model's order, those that
        occur).
    """
    model = load_model()
    labels = {
        row["label"]: row["n"] for row in graph.run("MATCH (n) WITH labels(n)[0] AS label RETURN label, count(*) AS n")
    }
    types = {
        row["type"]: row["n"] for row in graph.run("MATCH ()-[r]->() WITH type(r) AS type RETURN type, count(*) AS n")
    }
    return {
        "graph": graph.uri,
        "model_version": model.version,
        "labels": {label: labels[label] for label in model.node_types if label in labels},
        "relationships": {name: types[name] for name in model.relationship_types if name in types},
    }
