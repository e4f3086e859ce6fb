"""Reading the states of nodes inside a transaction, and what of a state is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from peelgraph.graph.bulk import Run
from peelgraph.graph.statements import NodeState, Statement, claims_from_json, claims_to_json
from peelgraph.ontology.corrections import Correction
from peelgraph.ontology.model import NodeType
from peelgraph.ontology.records import Link, Value


def read_states(
    run: Run, node_type: NodeType, ids: Sequence[str], corrections: Callable[[str, str], tuple[Correction, ...]]
) -> dict[str, NodeState]:
    """Return the states of those nodes of a label with these ids that the graph holds, by id.

    Args:
        run: Runs one Cypher statement in the transaction.
        node_type: The label.
        ids: The ids.
        corrections: Returns the corrections in force of a node, from its label and id.
    """
    label = node_type.label
    nodes = run(
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN id, properties(n) AS properties",
        {"ids": list(ids)},
    )
    if not nodes:
        return {}
    links: dict[str, dict[tuple[str, str, str], dict[str, Value]]] = {row["id"]: {} for row in nodes}
    for row in run(
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}})-[r]->(m) "
        "RETURN id, type(r) AS type, labels(m)[0] AS label, m.id AS other, properties(r) AS properties",
        {"ids": list(links)},
    ):
        end = node_type.relationships.get(row["type"])
        properties = {k: v for k, v in row["properties"].items() if end and k in end.properties}
        links[row["id"]][row["type"], row["label"], row["other"]] = properties
    return {
        row["id"]: _node_state(row["properties"], links[row["id"]], node_type, corrections(label, row["id"]))
        for row in nodes
    }


def stored(state: NodeState) -> dict[str, Any]:
    """Return the properties that a node of this state has in the graph, without its id."""
    properties: dict[str, Any] = {**state.shown.properties, "sources": list(state.sources)}
    if state.claims:
        properties["claims"] = claims_to_json(state.claims)
    return properties


def new_links(before: NodeState, after: NodeState) -> list[Link]:
    """Return the relationships that a change of state brings, those with other properties among them."""
    return [link for link in after.shown.as_links() if before.shown.links.get(link.key) != link.properties]


def _node_state(
    properties: Mapping[str, Any],
    links: Mapping[tuple[str, str, str], Mapping[str, Value]],
    node_type: NodeType,
    corrections: tuple[Correction, ...],
) -> NodeState:
    own = {
        k: v
        for k, v in properties.items()
        if k in node_type.properties and k not in {"id", "sources", "claims"} and v is not None
    }
    claims = properties.get("claims")
    return NodeState(
        Statement(own, links),
        tuple(properties.get("sources") or ()),
        claims_from_json(claims, node_type) if claims else None,
        corrections,
    )
