"""Functions of nodes, relationships and paths."""

from __future__ import annotations

from typing import Any

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher.entities import NodeRef, PathRef, RelationshipRef


def keys(value: Any) -> list[str]:
    """Return the names of the properties that are not null, or the keys of a map."""
    if isinstance(value, dict):
        return sorted(value)
    if isinstance(value, (NodeRef, RelationshipRef)):
        return list(value.properties())
    raise c.wrong_type("keys(...)", "a node, a relationship or a map", value)


def properties(value: Any) -> dict[str, Any]:
    """Return the properties of a node or relationship as a map."""
    if isinstance(value, dict):
        return value
    if isinstance(value, (NodeRef, RelationshipRef)):
        return value.properties()
    raise c.wrong_type("properties(...)", "a node, a relationship or a map", value)


def labels(value: Any) -> list[str]:
    """Return the labels of a node."""
    if not isinstance(value, NodeRef):
        raise c.wrong_type("labels(...)", "a node", value)
    return [value.label]


def relationship_type(value: Any) -> str:
    """Return the type of a relationship."""
    if not isinstance(value, RelationshipRef):
        raise c.wrong_type("type(...)", "a relationship", value)
    return value.type


def element_id(value: Any) -> str:
    """Return the id of a node or relationship as a text."""
    if not isinstance(value, (NodeRef, RelationshipRef)):
        raise c.wrong_type("elementId(...)", "a node or a relationship", value)
    return value.element_id()


def internal_id(value: Any) -> int:
    """Return the number of a node or relationship in this graph."""
    if not isinstance(value, (NodeRef, RelationshipRef)):
        raise c.wrong_type("id(...)", "a node or a relationship", value)
    return value.table.offset + value.row


def start_node(value: Any) -> NodeRef:
    """Return the node that a relationship leaves."""
    if not isinstance(value, RelationshipRef):
        raise c.wrong_type("startNode(...)", "a relationship", value)
    return value.start


def end_node(value: Any) -> NodeRef:
    """Return the node that a relationship enters."""
    if not isinstance(value, RelationshipRef):
        raise c.wrong_type("endNode(...)", "a relationship", value)
    return value.end


def path_nodes(value: Any) -> list[NodeRef]:
    """Return the nodes of a path."""
    if not isinstance(value, PathRef):
        raise c.wrong_type("nodes(...)", "a path", value)
    return list(value.nodes)


def path_relationships(value: Any) -> list[RelationshipRef]:
    """Return the relationships of a path."""
    if not isinstance(value, PathRef):
        raise c.wrong_type("relationships(...)", "a path", value)
    return list(value.relationships)


def path_length(value: Any) -> int:
    """Return the number of relationships of a path."""
    if not isinstance(value, PathRef):
        raise c.wrong_type("length(...)", "a path (size(...) is for strings and lists)", value)
    return len(value.relationships)
