"""The tables of a KGLite graph: what the store wrote, without what the engine invents.

Only the fixed queries of this module ever reach the engine; the text that a person types never does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from peelgraph.graph.cypher.entities import Column, Graph, NodeRef, NodeTable, RelationshipTable


class Engine(Protocol):
    """The one call of the engine that is used."""

    def cypher(self, query: str, /, **options: Any) -> Any:
        """Answer a query."""


def open_graph(
    engine: Engine, node_keys: Mapping[str, Sequence[str]], relationship_keys: Mapping[str, Sequence[str]]
) -> Graph:
    """Return the graph behind an engine, restricted to the labels, types and properties of the model.

    Args:
        engine: A `kglite.KnowledgeGraph`.
        node_keys: For each label its properties.
        relationship_keys: For each relationship type its properties.

    Returns:
        The graph; its tables are read when a query first needs them.
    """
    labels = _counts(engine, "MATCH (n) RETURN labels(n)[0] AS name, count(*) AS rows", node_keys)
    types = _counts(engine, "MATCH ()-[r]->() RETURN type(r) AS name, count(*) AS rows", relationship_keys)
    by_element_id: dict[str, NodeRef] = {}

    def read_nodes(label: str, offset: int) -> NodeTable:
        return _node_table(engine, label, offset, node_keys[label], by_element_id)

    def read_relationships(name: str, offset: int) -> RelationshipTable:
        for label in labels:
            graph.nodes(label)
        return _relationship_table(engine, name, offset, relationship_keys[name], by_element_id)

    graph = Graph(labels, types, read_nodes, read_relationships)
    return graph


def _ask(engine: Engine, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = engine.cypher(query, disable_optimizer=True, hide_structural_keys=True).to_list()
    return found


def _counts(engine: Engine, query: str, known: Mapping[str, object]) -> dict[str, int]:
    found = {row["name"]: row["rows"] for row in _ask(engine, query)}
    return {name: found[name] for name in sorted(found) if name in known}


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _node_table(
    engine: Engine, label: str, offset: int, keys: Sequence[str], by_element_id: dict[str, NodeRef]
) -> NodeTable:
    pattern = f"(x:{_quoted(label)})"
    ids = [row["e"] for row in _ask(engine, f"MATCH {pattern} RETURN elementId(x) AS e")]
    table = NodeTable(label, offset, keys, lambda key: _column(engine, pattern, key, ids), len(ids))
    by_element_id.update(zip(ids, table.nodes, strict=True))
    return table


def _relationship_table(
    engine: Engine, name: str, offset: int, keys: Sequence[str], by_element_id: Mapping[str, NodeRef]
) -> RelationshipTable:
    pattern = f"(a)-[x:{_quoted(name)}]->(b)"
    rows = _ask(engine, f"MATCH {pattern} RETURN elementId(x) AS e, elementId(a) AS a, elementId(b) AS b")
    rows = [row for row in rows if row["a"] in by_element_id and row["b"] in by_element_id]
    ids = [row["e"] for row in rows]
    ends = [(by_element_id[row["a"]], by_element_id[row["b"]]) for row in rows]
    properties: dict[str, dict[str, Any]] = {}

    def read(key: str) -> Column:
        if not properties:
            found = _ask(engine, f"MATCH {pattern} RETURN elementId(x) AS e, properties(x) AS p")
            properties.update((row["e"], row["p"]) for row in found)
        return [properties[each].get(key) for each in ids]

    return RelationshipTable(name, offset, keys, read, ends)


def _column(engine: Engine, pattern: str, key: str, ids: Sequence[str]) -> Column:
    value = f"x.{_quoted(key)}"
    rows = _ask(engine, f"MATCH {pattern} WHERE {value} IS NOT NULL RETURN elementId(x) AS e, {value} AS v")
    found = {row["e"]: row["v"] for row in rows}
    return [found.get(each) for each in ids]
