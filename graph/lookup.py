"""What a loader asks of a graph, answered by queries that every engine understands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from peelgraph.graph.store import Row
from peelgraph.ontology.protocols import KnownDocument, KnownInspection
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
            "MATCH (i:Inspection) OPTIONAL MATCH (d:Document)-[:REPORTS]->(i) "
            "WITH i, collect(d.id) AS documents "
            "RETURN i.slug AS slug, i.sequence AS sequence, i.title AS title, i.formerly AS formerly, "
            "i.published_period AS published_period, all(s IN i.sources WHERE s IN documents) AS of_documents "
            "ORDER BY sequence, slug"
        )
        return [KnownInspection(**row) for row in rows]

    def concepts(self: Runs) -> Sequence[Concept]:
        """Return the practices, risks and questions in the graph."""
        schemes: tuple[Scheme, ...] = ("practice", "risk", "question")
        return [concept for scheme in schemes for concept in _concepts(self, scheme)]

    def document(self: Runs, document_id: str) -> KnownDocument | None:
        """Return what the graph holds of a document, or None if it is not there."""
        rows = self.run(
            "MATCH (d:Document {id: $id}) OPTIONAL MATCH (d)<-[:PART_OF]-(:Passage)<-[:STATED_IN]-(x:Finding) "
            "WITH d, count(x) AS findings "
            "OPTIONAL MATCH (d)-[:SENT_TO]->(f:Force) OPTIONAL MATCH (d)-[:REPORTS]->(i:Inspection) "
            "RETURN d.sha256 AS sha256, min(f.slug) AS force, min(i.slug) AS inspection, d.published AS published, "
            "findings, d.licence AS licence",
            {"id": document_id},
        )
        return KnownDocument(**rows[0]) if rows else None

    def sources(self: Runs) -> Collection[str]:
        """Return the names of all sources that state anything: documents and tables."""
        return {row["source"] for row in self.run("MATCH (n) UNWIND n.sources AS source RETURN DISTINCT source")}


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
