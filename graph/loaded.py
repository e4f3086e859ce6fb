"""What was loaded into a graph: documents, and the sources of tables."""

from __future__ import annotations

from typing import Any

from peelgraph.graph.question import ask
from peelgraph.graph.store import Graph, Result
from peelgraph.ontology.corrections import REVIEW_SOURCE

COLUMNS = (
    "name", "kind", "title", "force", "inspection", "published", "findings_count", "holds", "embargoed_until",
    "under_embargo", "filename",
)  # fmt: skip
_KINDS = {"peelgraph": "shipped data", REVIEW_SOURCE: "corrections"}


def loaded_sources(graph: Graph, **embargo: Any) -> Result:
    """Return the documents, then the sources of tables, with what each holds.

    Args:
        graph: The graph.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.

    Returns:
        One row for each: ``holds`` is a list such as ``["17 passages", "44 findings"]``.
    """
    documents = ask(graph, "documents", **embargo).dicts()
    rows = [
        [
            d["name"], d["kind"], d["title"], d["force"], d["inspection"], d["published"], d["findings_count"],
            [f"{d['passages_count']} passages", f"{d['findings_count']} findings"], d["embargoed_until"],
            d["under_embargo"], d["filename"],
        ]
        for d in documents
    ]  # fmt: skip
    ids = {d["name"] for d in ask(graph, "documents").dicts()}
    held: dict[str, dict[str, int]] = {}
    for row in ask(graph, "sources", **embargo).dicts():
        if row["source"] not in ids:
            held.setdefault(row["source"], {})[row["label"]] = row["nodes_count"]
    rows += [
        [
            source, _KINDS.get(source, "table"), None, [], None, None,
            labels.get("Finding", 0), [f"{count} {label}" for label, count in labels.items()], None, False, None,
        ]
        for source, labels in held.items()
    ]  # fmt: skip
    return Result(COLUMNS, rows)
