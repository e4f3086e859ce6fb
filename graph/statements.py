"""What several sources state of one node, and what is therefore shown of it.

The merged view is each source's statement laid over the ones before it: a later property wins, relationships
that may be many are united, one that may be only one is replaced; a person's corrections come on top. As long as all
sources say what is shown, nothing is kept beside the node itself; else each one's words are kept in the node's
``claims``.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from peelgraph.graph.overlay import lay_over
from peelgraph.ontology.corrections import Correction
from peelgraph.ontology.errors import ConstraintError
from peelgraph.ontology.model import NodeType, PropertyType
from peelgraph.ontology.records import Link, Record, Value

LinkKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says of one node.

    Args:
        properties: The node's properties, without ``id``, ``sources`` and ``claims``.
        links: The properties of each relationship that leaves the node, by its type, label and id.
    """

    properties: Mapping[str, Value] = field(default_factory=dict)
    links: Mapping[LinkKey, Mapping[str, Value]] = field(default_factory=dict)

    @classmethod
    def of(cls, record: Record) -> Statement:
        """Return what a record states."""
        return cls(dict(record.properties), {link.key: dict(link.properties) for link in record.links})

    def as_links(self) -> list[Link]:
        """Return the relationships as links."""
        return [Link(*key, properties) for key, properties in self.links.items()]


@dataclass(frozen=True, slots=True)
class NodeState:
    """A node as the graph holds it: what is shown, who states it, and who says otherwise.

    Args:
        shown: The merged view that the graph holds.
        sources: The sources that state it, the latest change last.
        claims: Each source's own statement where they disagree; None where all say what is shown.
        corrections: What a person corrected of it, which comes on top.
    """

    shown: Statement
    sources: tuple[str, ...]
    claims: Mapping[str, Statement] | None = None
    corrections: tuple[Correction, ...] = ()

    def stating(self, source: str, statement: Statement, node_type: NodeType) -> NodeState:
        """Return the state after a source states something of the node."""
        stated = {s: self._stated(s) for s in self.sources}
        if stated.get(source) == statement:
            again = self.corrected(self.corrections, node_type) if self.corrections else self
            return self if again == self else again  # a correction may be in force again that could not be laid
        stated.pop(source, None)
        stated[source] = statement
        return _state(stated, node_type, self.corrections)

    def without(self, source: str, node_type: NodeType) -> NodeState | None:
        """Return the state after a source no longer states the node, or None if nobody else does."""
        stated = {s: self._stated(s) for s in self.sources if s != source}
        return _state(stated, node_type, self.corrections) if stated else None

    def corrected(self, corrections: tuple[Correction, ...], node_type: NodeType) -> NodeState:
        """Return the state with these corrections on top instead of those before."""
        return _state({s: self._stated(s) for s in self.sources}, node_type, corrections)

    def _stated(self, source: str) -> Statement:
        return self.claims[source] if self.claims else self.shown


def first_state(
    source: str, statement: Statement, node_type: NodeType, corrections: tuple[Correction, ...] = ()
) -> NodeState:
    """Return the state of a node that one source has just stated."""
    if not corrections:
        return NodeState(statement, (source,))
    return _state({source: statement}, node_type, corrections)


def _state(stated: Mapping[str, Statement], node_type: NodeType, corrections: tuple[Correction, ...]) -> NodeState:
    merged = merge(stated, node_type)
    shown = Statement(*lay_over(merged.properties, merged.links, corrections))
    agreed = all(statement == shown for statement in stated.values())
    return NodeState(shown, tuple(stated), None if agreed else stated, corrections)


def merge(stated: Mapping[str, Statement], node_type: NodeType) -> Statement:
    """Return what sources state together, the last one on top."""
    properties: dict[str, Value] = {}
    links: dict[LinkKey, Mapping[str, Value]] = {}
    for statement in stated.values():
        properties |= statement.properties
        single = {key[0] for key in statement.links if not node_type.relationships[key[0]].many}
        links = {key: value for key, value in links.items() if key[0] not in single} | dict(statement.links)
    return Statement(properties, links)


def claims_to_json(claims: Mapping[str, Statement]) -> str:
    """Return claims as the text that a node keeps them in, the same on every engine."""
    plain = {
        source: {
            "properties": {k: _plain(v) for k, v in sorted(statement.properties.items())},
            "links": [
                [*key, {k: _plain(v) for k, v in sorted(own.items())}] for key, own in sorted(statement.links.items())
            ],
        }
        for source, statement in claims.items()
    }
    return json.dumps(plain, ensure_ascii=False)


def claims_from_json(text: str, node_type: NodeType) -> dict[str, Statement]:
    """Return the claims that a node keeps as text."""
    claims: dict[str, Statement] = {}
    for source, said in json.loads(text).items():
        properties = {
            name: _typed(value, node_type.properties[name].datatype) for name, value in said["properties"].items()
        }
        links = {(t, label, id_): props for t, label, id_, props in said["links"]}
        claims[source] = Statement(properties, links)
    return claims


def _plain(value: Value) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def _typed(value: Value, datatype: str) -> Value:
    if datatype == "datetime" and isinstance(value, str):
        return dt.datetime.fromisoformat(value)
    if datatype == "date" and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return value


def check(record: Record, node_types: Mapping[str, NodeType]) -> None:
    """Check a record against the model.

    Raises:
        ConstraintError: It breaks the model; the message names every fault.
    """
    node_type = node_types.get(record.label)
    if node_type is None:
        raise ConstraintError(f"the model has no label {record.label}")
    faults = [*_property_faults(record, node_type), *_link_faults(record, node_type)]
    if not record.id:
        faults.insert(0, "it has no id")
    elif node_type.key == "slug" and record.properties.get("slug", record.id) != record.id:
        faults.insert(0, f"its slug {record.properties['slug']!r} is not its id")
    if faults:
        raise ConstraintError(f"{record.label} {record.id!r} breaks the model: {'; '.join(faults)}")


def _property_faults(record: Record, node_type: NodeType) -> list[str]:
    faults = _value_faults(record.properties, node_type.properties, record.label)
    required = (p.name for p in node_type.properties.values() if p.required and p.name not in {"id", "sources"})
    return faults + [f"it has no {name}" for name in required if name not in record.properties]


def _value_faults(given: Mapping[str, Value], declared_by_name: Mapping[str, PropertyType], owner: str) -> list[str]:
    faults = []
    for name, value in given.items():
        declared = declared_by_name.get(name)
        if declared is None:
            faults.append(f"{owner} has no property {name}")
        elif not _fits(value, declared.datatype, many=declared.many):
            faults.append(f"{name} = {value!r} is no {declared.datatype}{' list' if declared.many else ''}")
        elif declared.values and value not in declared.values:
            faults.append(f"{name} = {value!r} is not one of {', '.join(declared.values)}")
        elif declared.pattern and not re.fullmatch(declared.pattern, str(value)):
            faults.append(f"{name} = {value!r} is not of the form {declared.pattern}")
        elif isinstance(value, int | float) and not _in_range(value, declared):
            faults.append(f"{name} = {value!r} is not between {declared.minimum} and {declared.maximum}")
    return faults


def _in_range(value: float, declared: PropertyType) -> bool:
    least, most = declared.minimum, declared.maximum
    return (least is None or value >= least) and (most is None or value <= most)


def _fits(value: Value, datatype: str, *, many: bool) -> bool:
    if many:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    match datatype:
        case "string":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "float":
            return isinstance(value, float | int) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "datetime":
            return isinstance(value, dt.datetime)
        case _:
            return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _link_faults(record: Record, node_type: NodeType) -> list[str]:
    faults = []
    seen: dict[str, int] = {}
    for link in record.links:
        declared = node_type.relationships.get(link.type)
        if declared is None:
            faults.append(f"{record.label} has no relationship {link.type}")
        elif declared.target != link.label:
            faults.append(f"{link.type} reaches {declared.target}, not {link.label}")
        else:
            faults += [
                f"{link.type}: {fault}" for fault in _value_faults(link.properties, declared.properties, link.type)
            ]
        seen[link.type] = seen.get(link.type, 0) + 1
    for name, declared in node_type.relationships.items():
        if declared.required and not seen.get(name):
            faults.append(f"it has no {name}")
        if not declared.many and seen.get(name, 0) > 1:
            faults.append(f"it has {seen[name]} {name}, one is allowed")
    return faults
