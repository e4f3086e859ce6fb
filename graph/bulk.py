"""Creating nodes and relationships in batches, in Cypher that every engine takes fast."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from peelgraph.graph.store import Row
from peelgraph.ontology.model import Model
from peelgraph.ontology.records import Link

Run = Callable[[str, Mapping[str, Any]], list[Row]]


class BulkWriter:
    """Creates nodes and relationships that are not there yet; whoever calls has checked them against the model.

    Args:
        run: Runs one Cypher statement that writes.
        model: The model.
    """

    def __init__(self, run: Run, model: Model) -> None:
        self._run = run
        self._model = model
        self._used: dict[str, dict[str, None]] = {}

    def create(self, label: str, nodes: Mapping[str, Mapping[str, Any]]) -> None:
        """Create nodes; those that bring a property name first take the slower way by which the engine learns it.

        An engine that keeps columns moves a row each time a property is added to it: given all at once, the same
        nodes take half the memory.

        Args:
            label: Their label.
            nodes: The properties of each, without ``id``, by its id.
        """
        used = self._used.setdefault(label, {})
        first: list[dict[str, Any]] = []
        rest: list[dict[str, Any]] = []
        for id_, properties in nodes.items():
            (rest if properties.keys() <= used.keys() else first).append({"id": id_, "properties": properties})
            used.update(dict.fromkeys(properties))
        untitled = "" if self._model.node_types[label].naming else ", title: null"
        if first:
            self._run(
                f"UNWIND $rows AS row CREATE (n:{label} {{id: row.id{untitled}}}) SET n += row.properties",
                {"rows": first},
            )
        if rest:
            given = "".join(f", `{name}`: row.properties.`{name}`" for name in used)
            self._run(f"UNWIND $rows AS row CREATE (:{label} {{id: row.id{untitled}{given}}})", {"rows": rest})

    def link(self, label: str, links: Iterable[tuple[str, Link]]) -> None:
        """Create relationships between nodes that are there.

        Args:
            label: The label of the nodes that they leave.
            links: Each with the id of the node that it leaves.
        """
        groups: dict[tuple[str, str, tuple[str, ...]], list[dict[str, Any]]] = {}
        for id_, link in links:
            row = {"id": id_, "other": link.id, "properties": dict(link.properties)}
            groups.setdefault((link.type, link.label, tuple(link.properties)), []).append(row)
        for (type_, other, names), rows in groups.items():
            given = ", ".join(f"`{name}`: row.properties.`{name}`" for name in names)
            self._run(
                f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) MATCH (m:{other} {{id: row.other}}) "
                f"CREATE (n)-[:{type_}{f' {{{given}}}' if given else ''}]->(m)",
                {"rows": rows},
            )

    def delete(self, label: str, ids: list[str]) -> None:
        """Delete nodes, with every relationship that leaves or reaches them."""
        self._run(f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n", {"ids": ids})
