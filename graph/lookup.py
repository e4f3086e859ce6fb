"""What a loader asks of a graph, answered by queries that every engine understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from peelgraph.graph.store import Row
from peelgraph.ontology.protocols import KnownInspection
from peelgraph.ontology.vocabulary import Concept, Scheme


class Runs(Protocol):
    """Something that runs trusted queries."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of a query."""


class GraphLookup:
    """The loader's questions to a graph (see ``ontology.protocols.Lookup``); a store inherits them."""

    def forces(self: Runs) -> Mapping[str, Sequence[str]]:
        """Return the forces in the graph: slug to all other names."""
        rows = self.run(
            "MATCH (f:Force) RETURN f.slug AS slug, f.name AS name, f.alternative_names AS others ORDER BY slug"
        )
        return {row["slug"]: [row["name"], *(row["others"] or [])] for row in rows}

    def inspections(self: Runs) -> Sequence[KnownInspection]:
        """Return the inspections in the graph, in order of time."""
        rows = self.run(
            "MATCH (i:Inspection) RETURN i.slug AS slug, i.sequence AS sequence, i.title AS title, "
            "i.formerly AS formerly, i.published_period AS published_period ORDER BY sequence, slug"
        )
        return [KnownInspection(**row) for row in rows]

    def concepts(self: Runs) -> Sequence[Concept]:
        """Return the practices, risks and questions in the graph."""
        schemes: tuple[Scheme, ...] = ("practice", "risk", "question")
        return [concept for scheme in schemes for concept in _concepts(self, scheme)]

    def document_hash(self: Runs, document_id: str) -> str | None:
        """Return the SHA-256 of the file that a document was read from, or None if it is not in the graph."""
        rows = self.run("MATCH (d:Document {id: $id}) RETURN d.sha256 AS sha256", {"id": document_id})
        return rows[0]["sha256"] if rows else None

    def document_findings(self: Runs, document_id: str) -> int:
        """Return how many findings of a document are in the graph."""
        rows = self.run(
            "MATCH (:Document {id: $id})<-[:PART_OF]-(:Passage)<-[:STATED_IN]-(x:Finding) RETURN count(x) AS findings",
            {"id": document_id},
        )
        return int(rows[0]["findings"]) if rows else 0


def _concepts(graph: Runs, scheme: Scheme) -> list[Concept]:
    rows = graph.run(
        f"MATCH (c:{scheme.capitalize()}) OPTIONAL MATCH (c)-[:BROADER]->(b) "
        "RETURN c.slug AS slug, c.name AS name, c.definition AS definition, c.alternative_names AS others, "
        "b.slug AS broader ORDER BY slug"
    )
    return [
        Concept(
            scheme,
            row["slug"],
            row["name"],
            row["definition"] or "",
            row["broader"],
            tuple(row["others"] or ()),
        )
        for row in rows
    ]
