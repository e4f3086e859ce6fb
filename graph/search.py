"""Findings and initiatives by words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peelgraph.graph.question import ask
from peelgraph.graph.store import Graph, Result

COLUMNS = (
    "type",
    "id",
    "force",
    "inspection",
    "period",
    "polarity",
    "text",
    "wording",
    "practices",
    "source_kind",
    "source_url",
    "embargoed_until",
)


def search(graph: Graph, words: Sequence[str], **embargo: Any) -> Result:
    """Return the findings and initiatives that hold every word, in any case.

    Args:
        graph: The graph.
        words: Words, or phrases of several.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.

    Returns:
        Findings, latest first, then initiatives, latest first.
    """
    folded = [" ".join(word.lower().split()) for word in words if word.strip()]
    findings = ask(graph, "findings", words=folded, **embargo).dicts()
    initiatives = ask(graph, "initiatives", words=folded).dicts()
    rows = [
        [
            "finding", f["finding"], f["force"], f["inspection"], f["period"], f["polarity"], f["text"], f["wording"],
            f["practices"], f["source_kind"], f["source_url"], f["embargoed_until"],
        ]
        for f in findings
    ]  # fmt: skip
    applied: dict[str, list[str]] = {}
    for i in initiatives:
        applied.setdefault(i["initiative"], []).extend([i["practice"]] if i["practice"] else [])
    rows += [
        [
            "initiative", i["initiative"], i["force"], None, str(i["year"]) if i["year"] else None, None,
            f"{i['title']}: {i['summary']}" if i["summary"] else i["title"], "summary",
            applied[i["initiative"]], i["source_kind"], i["source_url"], None,
        ]
        for i in {i["initiative"]: i for i in initiatives}.values()
    ]  # fmt: skip
    return Result(COLUMNS, rows)
