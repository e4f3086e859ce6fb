"""Where a person finds what is wrong: the row of a table or the passage of a document, and what to do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from peelgraph.graph.store import Graph
from peelgraph.graph.validation.breach import Breach

Key = tuple[str, str]
Locate = Callable[[str, Collection[Key]], Mapping[Key, str]]
"""From a table's source and the keys of nodes to the rows that state them, as ``findings.csv, line 17``."""

SHIPPED = "peelgraph"

_MEND: Mapping[str, str] = {
    "minCount": "fill it in",
    "maxCount": "leave one",
    "datatype": "write a value of that kind",
    "in": "write one of these",
    "pattern": "write it in that form",
    "minInclusive": "write a number in the range",
    "maxInclusive": "write a number in the range",
    "end": "name one that fits",
    "real-date": "write a date that there is",
    "date-precision": "write the date once, as precisely as the source gives it",
    "risk-of-weakness": "take the risk away, or code it as a weakness",
    "kind-polarity": "correct the kind or the polarity",
    "asked": "correct the question or the inspection",
    "cycle": "take one of them out of the group",
    "one-grade": "leave one of the rows",
    "ons-code": "correct one of the codes",
    "later": "correct their sequence, or which follows up which",
    "fieldwork": "correct the dates",
    "status-date": "say what became of it, or leave the date out",
}


def no_rows(_source: str, _keys: Collection[Key]) -> Mapping[Key, str]:
    """Return no rows: for where nobody can read the tables again."""
    return {}


def with_places(
    graph: Graph, breaches: Sequence[Breach], now: dt.datetime, locate: Locate, named: Callable[[str], str]
) -> list[Breach]:
    """Return breaches with the sources that state the nodes, the places where they do, and what to do.

    Args:
        graph: The graph.
        breaches: The breaches.
        now: The wall-clock time in London by which a fault is marked as under embargo.
        locate: Finds the rows of tables.
        named: What a source is called.
    """
    sources = _sources(graph, breaches)
    embargoed = _embargoed(graph, breaches, sources, now)
    documents = _documents(graph, {source for held in sources.values() for source in held})
    passages = _passages(graph, breaches)
    rows = {
        source: locate(source, [key for key, held in sources.items() if source in held])
        for source in sorted({source for held in sources.values() for source in held} - documents.keys())
    }
    told = []
    for breach in breaches:
        held = sources.get(breach.key, ())
        places, remedies = [], []
        for source in held:
            if source in documents:
                where = ", ".join(filter(None, [_document(source, documents[source]), passages.get(breach.key)]))
            else:
                where = rows[source].get(breach.key) or _table(source, named)
            places.append(where)
            remedies.append(_remedy(breach, source, where, documents))
        told.append(
            replace(
                breach,
                sources=tuple(held),
                place="; ".join(places),
                remedy="; ".join(dict.fromkeys(remedies)) or _unstated(breach),
                embargoed=breach.key in embargoed,
            )
        )
    return told


def _table(source: str, named: Callable[[str], str]) -> str:
    return "the shipped data" if source == SHIPPED else named(source)


def _document(id_: str, row: Mapping[str, Any]) -> str:
    return f"{row['filename']} (document {id_})" if row["filename"] else f"document {id_}"


def _remedy(breach: Breach, source: str, where: str, documents: Mapping[str, Any]) -> str:
    if source == SHIPPED:
        return "`peelgraph quickstart` states the shipped data again; if this stays, tell whoever gave you peelgraph"
    if source in documents:
        return f"take the document out and load it again: `peelgraph remove {source}`, then `peelgraph load`"
    mend = _MEND.get(breach.rule)
    return f"{mend} in {where}, then load that table again" if mend else f"load {where} again"


def _unstated(breach: Breach) -> str:
    if not breach.id:
        return "see who writes to this graph beside peelgraph; what has no id cannot be loaded again"
    return f"no source states it: delete the {breach.label}, or load what states it"


def _sources(graph: Graph, breaches: Sequence[Breach]) -> dict[Key, tuple[str, ...]]:
    sources: dict[Key, tuple[str, ...]] = {}
    for label, ids in _by_label(breaches):
        for row in graph.run(
            f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN id, n.sources AS sources", {"ids": ids}
        ):
            held = row["sources"]
            sources[label, row["id"]] = tuple(map(str, held)) if isinstance(held, list) else ()
    return sources


def _embargoed(
    graph: Graph, breaches: Sequence[Breach], sources: Mapping[Key, Collection[str]], now: dt.datetime
) -> set[Key]:
    """Return what is under embargo: by its own time, or since a document that states it is."""
    rows = graph.run("MATCH (d:Document) WHERE d.embargoed_until > $now RETURN d.id AS id", {"now": now})
    held = {row["id"] for row in rows}
    found = {key for key, stating in sources.items() if held.intersection(stating)}
    for label, ids in _by_label(breaches):
        for row in graph.run(
            f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) WHERE n.embargoed_until > $now RETURN id",
            {"ids": ids, "now": now},
        ):
            found.add((label, row["id"]))
    return found


def _documents(graph: Graph, sources: Collection[str]) -> dict[str, Mapping[str, Any]]:
    rows = graph.run(
        "UNWIND $ids AS id MATCH (d:Document {id: id}) RETURN id, d.filename AS filename", {"ids": sorted(sources)}
    )
    return {row["id"]: row for row in rows}


def _passages(graph: Graph, breaches: Sequence[Breach]) -> dict[Key, str]:
    """Return the passage that a node is or stands in."""
    found: dict[Key, str] = {}
    for label, ids in _by_label(breaches):
        if label == "Passage":
            pattern = "MATCH (p:Passage {id: id})"
        elif label == "Finding":
            pattern = "MATCH (:Finding {id: id})-[:STATED_IN]->(p:Passage)"
        else:
            continue
        for row in graph.run(
            f"UNWIND $ids AS id {pattern} RETURN id, p.number AS number, p.page AS page", {"ids": ids}
        ):
            page = f", page {row['page']}" if row["page"] is not None else ""
            found[label, row["id"]] = f"passage {row['number']}{page}"
    return found


def _by_label(breaches: Sequence[Breach]) -> Iterator[tuple[str, list[str]]]:
    by_label: dict[str, dict[str, None]] = {}
    for breach in breaches:
        if breach.id:
            by_label.setdefault(breach.label, {})[breach.id] = None
    for label, ids in by_label.items():
        yield label, list(ids)
