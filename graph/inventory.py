"""What is in a graph, counted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from peelgraph.graph.embargo import london_now
from peelgraph.graph.public import Embargo, public_pages
from peelgraph.graph.store import Graph
from peelgraph.ontology.model import Model, load_model

Counts = Mapping[str, int]


def inventory(graph: Graph, *, include_embargoed: bool = True, now: dt.datetime | None = None) -> dict[str, Any]:
    """Return the graph's address, its model's version, and the counts of its labels and relationship types.

    Args:
        graph: The graph.
        include_embargoed: Count what is under embargo too.
        now: The wall-clock time in London by which embargoes are judged; by default the time it is.

    Returns:
        ``graph``, ``model_version``, ``labels`` and ``relationships`` (name to count, in the model's order, those that
        occur).
    """
    model = load_model()
    embargo = Embargo() if include_embargoed else Embargo.at(graph, model, now or london_now())
    labels, types = _public(graph, model, embargo) if embargo.nodes else _all(graph)
    return {
        "graph": graph.uri,
        "model_version": model.version,
        "labels": {label: labels[label] for label in model.node_types if label in labels},
        "relationships": {name: types[name] for name in model.relationship_types if name in types},
    }


def _all(graph: Graph) -> tuple[Counts, Counts]:
    labels = graph.run("MATCH (n) WITH labels(n)[0] AS name RETURN name, count(*) AS n")
    types = graph.run("MATCH ()-[r]->() WITH type(r) AS name RETURN name, count(*) AS n")
    return {row["name"]: row["n"] for row in labels}, {row["name"]: row["n"] for row in types}


def _public(graph: Graph, model: Model, embargo: Embargo) -> tuple[Counts, Counts]:
    labels: Counter[str] = Counter()
    types: Counter[str] = Counter()
    for page in public_pages(graph, model, embargo, whole_passages=True):
        labels.update(node.label for node in page)
        types.update(link.type for node in page for link in node.links)
    return labels, types
