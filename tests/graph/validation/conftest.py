"""A graph that is sound and has everything, and copies of its nodes that break one thing each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from peelgraph.graph.bulk import BulkWriter
from peelgraph.graph.contents import writing_order
from peelgraph.ontology.model import Model, NodeType, PropertyType, load_model
from peelgraph.ontology.records import Link

MODEL: Model = load_model()
DAY = dt.date(2014, 11, 27)
EMBARGO = dt.datetime(2014, 12, 1, 0, 1)
OWN = {
    ("Inspection", "sequence"): 1,
    ("Initiative", "year"): 2014,
    ("Passage", "text"): "Calls wait. So be it.",
    ("Finding", "text"): "Calls wait.",
    ("Finding", "polarity"): "weakness",
    ("Correction", "state"): "undone",
    ("Recommendation", "status"): "superseded",
}


@dataclass(frozen=True)
class Made:
    """A node as a test writes it, sound or not."""

    label: str
    id: str
    properties: dict[str, Any]
    links: list[Link] = field(default_factory=list)

    def but(self, id_: str, place: int, /, **changes: Any) -> Made:
        """Return a copy under another id that differs in some properties; None takes one out."""
        properties = self.properties | ({"slug": id_} if "slug" in self.properties else {})
        if "ons_code" in properties:
            properties["ons_code"] = f"E{place:08d}"
        if self.label == "Passage":
            properties["number"] = place
        properties = {name: value for name, value in (properties | changes).items() if value is not None}
        return replace(self, id=id_, properties=properties)

    def linked(self, type_: str, *links: Link) -> Made:
        """Return the node with other relationships of a type."""
        return replace(self, links=[link for link in self.links if link.type != type_] + list(links))


def value_of(label: str, declared: PropertyType) -> Any:
    """Return a value that fits."""
    if (label, declared.name) in OWN:
        return OWN[label, declared.name]
    if declared.name == "claims":
        return '{"test": {"properties": {}, "links": []}}'
    if declared.values:
        return declared.values[0]
    if declared.many:
        return ["test"]
    if declared.pattern and "0-9a-f" in declared.pattern:
        return "0" * 64
    if declared.pattern:
        return "E00000001" if declared.name == "ons_code" else DAY.isoformat()
    kinds = {"integer": 1, "float": 0.5, "boolean": True, "date": DAY, "datetime": EMBARGO}
    return kinds.get(declared.datatype, "https://example.org/x" if "url" in declared.name else f"A {declared.name}")


def sound_node(node_type: NodeType) -> Made:
    """Return a node with every property and relationship that its label may have."""
    label = node_type.label
    properties = {n: value_of(label, p) for n, p in node_type.properties.items() if n != "id"}
    if "slug" in properties:
        properties["slug"] = "sound"
    links = []
    for end in node_type.relationships.values():
        own = {name: {"start": 0, "end": 11}.get(name, value_of("", p)) for name, p in end.properties.items()}
        links.append(Link(end.type, end.target, "other" if end.target == label else "sound", own))
    return Made(label, "sound", properties, links)


def sound_nodes() -> dict[tuple[str, str], Made]:
    """Return one node of each label with everything, and one more of each for those that join their own kind."""
    nodes = {(label, "sound"): sound_node(node_type) for label, node_type in MODEL.node_types.items()}
    for label, node_type in MODEL.node_types.items():
        if label in {end.target for end in node_type.relationships.values()} or label in {
            "Force",
            "Region",
            "Document",
        }:
            later = {"sequence": 2} if label == "Inspection" else {}
            other = nodes[label, "sound"].but("other", 99, **later)
            for type_ in ("BROADER", "FOLLOWED_UP_BY"):
                other = other.linked(type_)
            nodes[label, "other"] = other
    return nodes


def write(graph: Any, nodes: list[Made]) -> None:
    """Write nodes unchecked."""
    writer = BulkWriter(graph.write, MODEL)
    for label in writing_order(MODEL):
        for node in nodes:
            if node.label == label:
                writer.create(label, {node.id: node.properties})
    for node in nodes:
        writer.link(node.label, [(node.id, link) for link in node.links])


@pytest.fixture(scope="session")
def making() -> Any:
    """The functions of this file."""
    from types import SimpleNamespace

    return SimpleNamespace(sound=sound_nodes, write=write, MODEL=MODEL, Made=Made, Link=Link, EMBARGO=EMBARGO)
