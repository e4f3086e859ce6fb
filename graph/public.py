"""What of a graph may leave it: without embargoes, passages of others' that are not free, or anybody's own business."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from peelgraph.graph.contents import HeldNode, all_pages
from peelgraph.graph.statements import NodeState, Statement, claims_from_json, claims_to_json
from peelgraph.graph.store import Graph
from peelgraph.ontology.corrections import Correction, in_force
from peelgraph.ontology.errors import QueryError, StoreError
from peelgraph.ontology.licences import is_open
from peelgraph.ontology.model import Model, NodeType

Key = tuple[str, str]
Corrections = Mapping[str, tuple[Correction, ...]]

BLANK = "·"
"""What stands for each character of a passage that may not be published."""

_PRIVATE = {("Correction", "reviewer"), ("Correction", "note")}


@dataclass(frozen=True, slots=True)
class Embargo:
    """What is under embargo at a time.

    Args:
        documents: The ids of the documents.
        nodes: Everything that is left out: the documents, what stands in them, and what nothing else states.
        findings: How many of the nodes are findings.
        until: When the last of the embargoes ends; None where there is none.
    """

    documents: frozenset[str] = frozenset()
    nodes: frozenset[Key] = frozenset()
    findings: int = 0
    until: dt.datetime | None = None

    @classmethod
    def at(cls, graph: Graph, model: Model, now: dt.datetime) -> Embargo:
        """Return what is under embargo in a graph at a wall-clock time in London.

        Raises:
            StoreError: Something is under embargo, and a node does not tell its sources as a list of names.
        """
        held = graph.run("MATCH (d:Document) WHERE d.embargoed_until > $now RETURN d.id AS id", {"now": now})
        documents = [row["id"] for row in held]
        alone = " OR all(s IN n.sources WHERE s IN $documents)" if documents else ""
        nodes: set[Key] = set()
        ends: list[dt.datetime] = []
        for label in model.node_types:
            query = (
                f"MATCH (n:{label}) WHERE n.embargoed_until > $now{alone} RETURN n.id AS id, n.embargoed_until AS until"
            )
            try:
                rows = graph.run(query, {"now": now, **({"documents": documents} if documents else {})})
            except QueryError as error:
                raise StoreError(
                    f"what is under embargo cannot be told, since the sources of a {label} are no list of names "
                    f"({error}): `peelgraph validate` names it; load what states it again"
                ) from error
            nodes.update((label, row["id"]) for row in rows)
            ends += [row["until"] for row in rows if row["until"] is not None]
        findings = sum(1 for label, _ in nodes if label == "Finding")
        return cls(frozenset(documents), frozenset(nodes), findings, max(ends, default=None))


def public_pages(
    graph: Graph, model: Model, embargo: Embargo, *, whole_passages: bool = False
) -> Iterator[list[HeldNode]]:
    """Yield what of a graph may leave it, in pages.

    A node that others state too is as they alone state it. A source that is a path goes out as ``outward`` says, and
    the reviewer of a correction and the reviewer's note not at all. Of a passage whose document's licence is not open
    only the sentences of findings can be read, in their places.

    Args:
        graph: The graph.
        model: The model.
        embargo: What is left out; an empty one leaves nothing out.
        whole_passages: Leave passages whole, whatever their document's licence is.
    """
    corrections = _corrections(graph) if embargo.documents else {}
    free = frozenset[str]() if whole_passages else open_documents(graph)
    for page in all_pages(graph, model):
        stated = (_stated_by_others(node, model.node_types[node.label], embargo, corrections) for node in page)
        leaving = [_outward(node) for node in stated if node is not None]
        closed = set() if whole_passages else {node.id for node in leaving if not is_free(node, free)}
        yield _blanked_pages(graph, leaving, closed, embargo) if closed else leaving


def open_documents(graph: Graph) -> frozenset[str]:
    """Return the ids of the documents whose licence lets whole passages be published."""
    rows = graph.run("MATCH (d:Document) WHERE d.licence IS NOT NULL RETURN d.id AS id, d.licence AS licence")
    return frozenset(row["id"] for row in rows if is_open(row["licence"]))


def is_free(node: HeldNode, documents: frozenset[str]) -> bool:
    """Return whether all of a node may be published: it is no passage, or one of documents whose licence is open.

    Args:
        node: The node.
        documents: The ids of the documents whose licence is open.
    """
    of = [link.id for link in node.links if link.type == "PART_OF"]
    return node.label != "Passage" or (bool(of) and documents.issuperset(of))


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text of which only some parts can be read, each other character but a space as a dot.

    >>> blanked("Calls wait. Nobody knows.", [(0, 11)])
    'Calls wait. ······ ······'
    """
    shown = [character if character == " " else BLANK for character in text]
    for start, end in spans:
        shown[start:end] = text[start:end]
    return "".join(shown)


@lru_cache(1000)
def outward(source: str) -> str:
    """Return the name by which a source is known outside: a path is its last part and 8 digits of its hash.

    >>> outward("/home/someone/findings.csv"), outward("our own notes")
    ('findings.csv-f3632928', 'our own notes')
    """
    if not PurePath(source).is_absolute():
        return source
    return f"{PurePath(source).name}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


def _blanked_pages(graph: Graph, nodes: list[HeldNode], closed: set[str], embargo: Embargo) -> list[HeldNode]:
    """Return nodes, of which closed passages keep only the sentences of findings that are not under embargo."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in graph.run(
        "UNWIND $ids AS id MATCH (f:Finding)-[s:STATED_IN]->(p:Passage {id: id}) "
        "RETURN id, f.id AS finding, s.start AS start, s.`end` AS stop",
        {"ids": sorted(closed)},
    ):
        start, end = row["start"], row["stop"]
        known = isinstance(start, int) and isinstance(end, int) and 0 <= start <= end
        if known and ("Finding", row["finding"]) not in embargo.nodes:
            spans.setdefault(row["id"], []).append((start, end))
    return [_blanked_passage(node, spans.get(node.id, ())) if node.id in closed else node for node in nodes]


def _blanked_passage(node: HeldNode, spans: Iterable[tuple[int, int]]) -> HeldNode:
    kept = {name: value for name, value in node.properties.items() if name != "claims"}
    if "text" in kept:
        kept["text"] = blanked(str(kept["text"]), spans)
    return replace(node, properties=kept)


def _corrections(graph: Graph) -> Corrections:
    """Return the corrections in force of each finding that has any."""
    found: dict[str, list[Correction]] = {}
    for row in graph.run("MATCH (c:Correction)-[:CORRECTS]->(f:Finding) RETURN f.id AS id, properties(c) AS said"):
        correction = Correction.of(row["said"])
        if correction.state == "applied":
            found.setdefault(row["id"], []).append(correction)
    return {id_: tuple(in_force(corrections).values()) for id_, corrections in found.items()}


def _stated_by_others(
    node: HeldNode, node_type: NodeType, embargo: Embargo, corrections: Corrections
) -> HeldNode | None:
    """Return a node as it is without what is under embargo, or None if that leaves nothing of it."""
    if node.key in embargo.nodes:
        return None
    withheld = embargo.documents & set(_sources(node.properties))
    if withheld:
        claims = node.properties.get("claims")
        own = {name: value for name, value in node.properties.items() if name not in {"sources", "claims"}}
        state: NodeState | None = NodeState(
            Statement(own, {link.key: link.properties for link in node.links}),
            tuple(_sources(node.properties)),
            claims_from_json(claims, node_type) if isinstance(claims, str) else None,
            corrections.get(node.id, ()) if node.label == "Finding" else (),
        )
        for source in sorted(withheld):
            state = state.without(source, node_type) if state else None
        if state is None:
            return None
        properties: dict[str, Any] = {**state.shown.properties, "sources": list(state.sources)}
        if state.claims:
            properties["claims"] = claims_to_json(state.claims)
        ordered = {name: properties[name] for name in node_type.properties if name in properties}
        links = tuple(sorted(state.shown.as_links(), key=lambda link: link.key))
        node = HeldNode(node.label, node.id, ordered, links)
    if any((link.label, link.id) in embargo.nodes for link in node.links):
        node = replace(node, links=tuple(link for link in node.links if (link.label, link.id) not in embargo.nodes))
    return node


def _outward(node: HeldNode) -> HeldNode:
    properties = {name: value for name, value in node.properties.items() if (node.label, name) not in _PRIVATE}
    properties["sources"] = [outward(source) for source in _sources(properties)]
    claims = properties.get("claims")
    if isinstance(claims, str):
        named = {outward(source): _without_private(node.label, said) for source, said in json.loads(claims).items()}
        properties["claims"] = json.dumps(named, ensure_ascii=False)
    return replace(node, properties=properties)


def _without_private(label: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what one source says of a node without what is nobody else's business."""
    return {**said, "properties": {k: v for k, v in said["properties"].items() if (label, k) not in _PRIVATE}}


def _sources(properties: Mapping[str, Any]) -> list[str]:
    """Return who states a node; what a broken graph holds instead of a list is taken as one name."""
    held = properties.get("sources") or ()
    return list(map(str, held)) if isinstance(held, list | tuple) else [str(held)]
