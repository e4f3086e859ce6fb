"""The constraints of the model's shapes, on one node: datatype, number of values, closed list, pattern, range, end."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from peelgraph.graph.validation.breach import Breach
from peelgraph.graph.validation.reading import RawNode
from peelgraph.ontology.model import Model, NodeType, PropertyType, RelationshipEnd

_KINDS = {
    "string": "a text",
    "integer": "a whole number",
    "float": "a number",
    "boolean": "true or false",
    "date": "a day",
    "datetime": "a wall-clock time",
}


def constraint_breaches(node: RawNode, node_type: NodeType) -> Iterator[Breach]:
    """Yield what of a node breaks its label's shape."""
    for name, declared in node_type.properties.items():
        value = node.id if name == "id" else node.properties.get(name)
        for rule, message in _faults(name, value, declared):
            yield _breach(node, f"{node.label}.{name}", rule, message)
    for end in node_type.relationships.values():
        yield from _relationship(node, end)


def shape_count(model: Model) -> int:
    """Return how many shapes the model has: of labels, their properties and relationships, and what those carry."""
    return sum(
        1 + len(node.properties) + sum(1 + len(end.properties) for end in node.relationships.values())
        for node in model.node_types.values()
    )


def _relationship(node: RawNode, end: RelationshipEnd) -> Iterator[Breach]:
    shape = f"{node.label}.{end.type}"
    links = node.linked(end.type)
    right = [link for link in links if end.target in link.labels]
    if end.required and not right:
        yield _breach(node, shape, "minCount", f"it has no {end.type} to a {end.target}")
    if not end.many and len(right) > 1:
        ends = ", ".join(sorted(str(link.id) for link in right))
        yield _breach(node, shape, "maxCount", f"it has {len(right)} {end.type}, to {ends}; one is allowed")
    for link in links:
        if end.target not in link.labels:
            reached = f"{'/'.join(link.labels) or 'a node without label'} {str(link.id)!r}"
            yield _breach(node, shape, "end", f"its {end.type} reaches {reached}, not a {end.target}")
    for id_, times in Counter(link.id for link in right).items():
        if times > 1:
            yield _breach(node, shape, "twice", f"it has {end.type} to {end.target} {id_!r} {times} times")
    for link in right:
        for name, declared in end.properties.items():
            value = link.properties.get(name)
            for rule, message in _faults(name, value, declared):
                yield _breach(node, f"{shape}.{name}", rule, f"its {end.type} to {link.id}: {message}")


def _faults(name: str, value: Any, declared: PropertyType) -> Iterator[tuple[str, str]]:
    """Yield each constraint that a value breaks, with a sentence."""
    if value is None or (declared.many and value == []):
        if declared.required:
            yield "minCount", f"it has no {name}"
        return
    if isinstance(value, list) and not declared.many:
        yield "maxCount", f"{name} has {len(value)} values; one is allowed"
        return
    if not _fits(value, declared):
        kind = "a list of texts" if declared.many else _KINDS[declared.datatype]
        yield "datatype", f"{name} is {_shown(value)}, which is not {kind}"
        return
    for one in value if isinstance(value, list) else [value]:
        yield from _value_faults(name, one, declared)


def _value_faults(name: str, value: Any, declared: PropertyType) -> Iterator[tuple[str, str]]:
    if declared.values and value not in declared.values:
        yield "in", f"{name} is {_shown(value)}, not one of {', '.join(declared.values)}"
    if declared.pattern and not re.fullmatch(declared.pattern, str(value)):
        yield "pattern", f"{name} is {_shown(value)}, which is not of the form {declared.pattern}"
    if isinstance(value, int | float):
        if declared.minimum is not None and not value >= declared.minimum:
            yield "minInclusive", f"{name} is {value!r}; the least allowed is {declared.minimum:g}"
        if declared.maximum is not None and not value <= declared.maximum:
            yield "maxInclusive", f"{name} is {value!r}; the most allowed is {declared.maximum:g}"


def _fits(value: Any, declared: PropertyType) -> bool:
    if declared.many:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if isinstance(value, bool):
        return declared.datatype == "boolean"
    match declared.datatype:
        case "date":
            return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
        case "float":
            return isinstance(value, int | float)
        case other:
            return isinstance(value, {"string": str, "integer": int, "datetime": dt.datetime}.get(other, bool))


def _breach(node: RawNode, shape: str, rule: str, message: str) -> Breach:
    return Breach(node.label, node.id, shape, rule, message)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:79] + "…"
