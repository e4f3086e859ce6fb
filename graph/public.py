"""What of a graph may leave it: without what is under embargo, and without what is nobody else's business."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from peelgraph.graph.contents import HeldNode, all_pages
from peelgraph.graph.statements import NodeState, Statement, claims_from_json, claims_to_json
from peelgraph.graph.store import Graph
from peelgraph.ontology.corrections import Correction, in_force
from peelgraph.ontology.model import Model, NodeType

Key = tuple[str, str]
Corrections = Mapping[str, tuple[Correction, ...]]

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
        """Return what is under embargo in a graph at a wall-clock time in London."""
        held = graph.run("MATCH (d:Document) WHERE d.embargoed_until > $now RETURN d.id AS id", {"now": now})
        documents = [row["id"] for row in held]
        nodes: set[Key] = set()
        ends: list[dt.datetime] = []
        for label in model.node_types:
            rows = graph.run(
                f"MATCH (n:{label}) WHERE n.embargoed_until > $now OR all(s IN n.sources WHERE s IN $documents) "
                "RETURN n.id AS id, n.embargoed_until AS until",
                {"now": now, "documents": documents},
            )
            nodes.update((label, row["id"]) for row in rows)
            ends += [row["until"] for row in rows if row["until"] is not None]
        findings = sum(1 for label, _ in nodes if label == "Finding")
        return cls(frozenset(documents), frozenset(nodes), findings, max(ends, default=None))


def public_pages(graph: Graph, model: Model, embargo: Embargo) -> Iterator[list[HeldNode]]:
    """Yield what of a graph may leave it, in pages.

    A node that others state too is as they alone state it. A source that is a path goes out as ``outward`` says, and
    the reviewer of a correction and the reviewer's note not at all.

    Args:
        graph: The graph.
        model: The model.
        embargo: What is left out; an empty one leaves nothing out.
    """
    corrections = _corrections(graph) if embargo.documents else {}
    for page in all_pages(graph, model):
        stated = (_stated_by_others(node, model.node_types[node.label], embargo, corrections) for node in page)
        yield [_outward(node) for node in stated if node is not None]


def outward(source: str) -> str:
    """Return the name by which a source is known outside: a path is its last part and 8 digits of its hash.

    >>> outward("/home/someone/findings.csv"), outward("our own notes")
    ('findings.csv-f3632928', 'our own notes')
    """
    if not PurePath(source).is_absolute():
        return source
    return f"{PurePath(source).name}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


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
    return list(properties.get("sources") or ())
