"""Values between the process that asks and the child that answers: JSON with a tag for what JSON lacks."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any
from zoneinfo import ZoneInfo

from peelgraph.graph.cypher.durations import Duration
from peelgraph.graph.cypher.entities import NodeRef, PathRef, RelationshipRef
from peelgraph.graph.cypher.values import Node, Path, Relationship, Value

_PLAIN = (str, int, bool, type(None))


def encode(value: Any) -> Any:  # noqa: PLR0912 - one branch for each type
    """Return a JSON value for a parameter or for what the evaluator answered.

    Args:
        value: A value of Cypher; a tuple or set counts as a list.

    Raises:
        TypeError: Cypher has no such value.
    """
    if type(value) in _PLAIN:
        return value
    match value:
        case float():
            return value if math.isfinite(value) else {"float": str(value)}
        case list() | tuple():
            return [encode(item) for item in value]
        case NodeRef():
            return {"node": _node(value)}
        case RelationshipRef():
            return {"relationship": _relationship(value)}
        case PathRef():
            nodes = [_node(node) for node in value.nodes]
            return {"path": [nodes, [_relationship(relationship) for relationship in value.relationships]]}
        case dict():
            return {"map": {str(key): encode(item) for key, item in value.items()}}
        case dt.datetime():
            zone = getattr(value.tzinfo, "key", None)
            return {"datetime": [value.isoformat(), zone, value.fold]}
        case dt.date():
            return {"date": value.isoformat()}
        case dt.time():
            return {"time": value.isoformat()}
        case Duration():
            return {"duration": [value.months, value.days, value.seconds, value.nanoseconds]}
        case dt.timedelta():
            return {"duration": [0, value.days, value.seconds, value.microseconds * 1000]}
        case _:
            raise TypeError(f"{type(value).__name__} is no type of Cypher")


def decode(value: Any) -> Any:
    """Return the value that ``encode`` was given; entities come back as `values.Node` and its like."""
    if not isinstance(value, (list, dict)):
        return value
    if isinstance(value, list):
        return [decode(item) for item in value]
    [(tag, body)] = value.items()
    match tag:
        case "map":
            return {key: decode(item) for key, item in body.items()}
        case "float":
            return float(body)
        case "date":
            return dt.date.fromisoformat(body)
        case "time":
            return dt.time.fromisoformat(body)
        case "datetime":
            text, zone, fold = body
            moment = dt.datetime.fromisoformat(text)
            return moment.replace(tzinfo=ZoneInfo(zone), fold=fold) if zone else moment
        case "duration":
            return Duration(*body)
        case "node":
            return _decoded_node(body)
        case "relationship":
            return _decoded_relationship(body)
        case "path":
            nodes, relationships = body
            return Path(
                tuple(_decoded_node(node) for node in nodes),
                tuple(_decoded_relationship(relationship) for relationship in relationships),
            )
        case _:
            raise ValueError(f"no value has the tag {tag!r}")


def _node(node: NodeRef) -> list[Any]:
    return [node.element_id(), [node.label], encode(node.properties())]


def _relationship(relationship: RelationshipRef) -> list[Any]:
    start, end = relationship.start.element_id(), relationship.end.element_id()
    return [relationship.element_id(), relationship.type, start, end, encode(relationship.properties())]


def _decoded_node(body: Any) -> Node:
    element_id, labels, properties = body
    return Node(element_id, tuple(labels), decode(properties))


def _decoded_relationship(body: Any) -> Relationship:
    element_id, kind, start, end, properties = body
    return Relationship(element_id, kind, start, end, decode(properties))


def public(value: Any) -> Value:
    """Return a value of the evaluator as a caller sees it, without a process in between."""
    found: Value = decode(encode(value))
    return found
