"""How findings are coded: as it is now, and as their sources say without what a person corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from peelgraph.graph.contents import HeldNode, fetch, in_pages
from peelgraph.graph.statements import Statement, claims_from_json, merge
from peelgraph.graph.store import Graph
from peelgraph.ontology.corrections import FIELDS, LINKED, Coding, Correction, Field
from peelgraph.ontology.model import NodeType, load_model
from peelgraph.ontology.review import How


@dataclass(frozen=True, slots=True)
class CodedFinding:
    """A finding with its coding.

    Args:
        node: The finding as the graph holds it.
        coding: What it is coded as.
        how: How each of its fields was coded.
        stated: What its sources state, without corrections.
    """

    node: HeldNode
    coding: Coding
    how: Mapping[Field, How]
    stated: Statement

    @property
    def id(self) -> str:
        """Its id."""
        return self.node.id

    @property
    def text(self) -> str:
        """Its text."""
        return str(self.node.properties.get("text", ""))

    @property
    def confidence(self) -> float | None:
        """The least confidence of all its codings."""
        value = self.node.properties.get("confidence")
        return float(value) if isinstance(value, int | float) else None

    def linked(self, type_: str) -> str:
        """Return the id that a relationship reaches, or nothing."""
        return next((link.id for link in self.node.links if link.type == type_), "")


def coded_findings(graph: Graph, ids: Iterable[str] | None = None) -> Iterator[CodedFinding]:
    """Yield findings with their coding: those with these ids that are there, or all."""
    node_type = load_model().node_types["Finding"]
    for page in in_pages(graph.ids("Finding") if ids is None else ids):
        for node in fetch(graph, node_type, page):
            yield _coded(node, node_type)


def coding_of(statement: Statement) -> dict[Field, tuple[str, ...]]:
    """Return the coding that a finding's properties and relationships are; what has several values in their order."""
    coding: dict[Field, tuple[str, ...]] = {}
    for field in FIELDS:
        if field in LINKED:
            coding[field] = tuple(sorted(key[2] for key in statement.links if key[0] == LINKED[field][0]))
        else:
            value = statement.properties.get(field)
            coding[field] = (str(value),) if value else ()
    return coding


def how_coded(statement: Statement) -> dict[Field, How]:
    """Return how each field of a finding was coded; of several values, as the least sure of them was."""
    return {field: _how(statement, field) for field in FIELDS}


def all_corrections(graph: Graph) -> list[Correction]:
    """Return all corrections that a graph holds, in the order in which they were made."""
    rows = graph.run("MATCH (c:Correction) RETURN properties(c) AS said")
    return sorted((Correction.of(row["said"]) for row in rows), key=lambda c: c.order)


def by_finding(corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    """Return corrections by the id of their finding, in their order."""
    found: dict[str, list[Correction]] = {}
    for correction in corrections:
        found.setdefault(correction.finding, []).append(correction)
    return found


def _coded(node: HeldNode, node_type: NodeType) -> CodedFinding:
    shown = Statement(node.properties, {link.key: link.properties for link in node.links})
    claims = node.properties.get("claims")
    stated = merge(claims_from_json(claims, node_type), node_type) if isinstance(claims, str) else shown
    return CodedFinding(node, coding_of(shown), how_coded(shown), stated)


def _how(statement: Statement, field: Field) -> How:
    if field == "status":
        return How()
    if field not in LINKED:
        said = {name: statement.properties.get(f"{field}_{name}") for name in ("method", "confidence", "cue")}
        return _as_how(said)
    ways = [_as_how(said) for key, said in sorted(statement.links.items()) if key[0] == LINKED[field][0]]
    if not ways:
        return How()
    least = min(ways, key=lambda how: 1.0 if how.confidence is None else how.confidence)
    return How(least.method, least.confidence, "; ".join(dict.fromkeys(how.cue for how in ways if how.cue)))


def _as_how(said: Mapping[str, Any]) -> How:
    confidence = said.get("confidence")
    return How(
        str(said.get("method") or ""),
        float(confidence) if isinstance(confidence, int | float) else None,
        str(said.get("cue") or ""),
    )
