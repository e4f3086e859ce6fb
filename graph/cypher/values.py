"""What a query answers: plain Python values, nodes, relationships, paths and durations, and their JSON forms."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from peelgraph.graph.cypher.durations import Duration

Scalar: TypeAlias = "bool | int | float | str | dt.date | dt.datetime | dt.time | Duration | None"
Value: TypeAlias = "Scalar | list[Value] | dict[str, Value] | Node | Relationship | Path"
Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True)
class Node(Mapping[str, Value]):
    """A node: a mapping of the properties that are stored on it.

    Args:
        element_id: ``Label:id``, the same in every graph that holds the node.
        labels: Its labels.
        properties: Its properties; one that is null is absent.
    """

    element_id: str
    labels: tuple[str, ...]
    properties: dict[str, Value] = field(hash=False)

    def __getitem__(self, key: str) -> Value:
        return self.properties[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.properties)

    def __len__(self) -> int:
        return len(self.properties)


@dataclass(frozen=True)
class Relationship(Mapping[str, Value]):
    """A relationship: a mapping of the properties that are stored on it.

    Args:
        element_id: Its type and its two ends.
        type: Its type.
        start: ``Label:id`` of the node it leaves.
        end: ``Label:id`` of the node it enters.
        properties: Its properties; one that is null is absent.
    """

    element_id: str
    type: str
    start: str
    end: str
    properties: dict[str, Value] = field(hash=False)

    def __getitem__(self, key: str) -> Value:
        return self.properties[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.properties)

    def __len__(self) -> int:
        return len(self.properties)


@dataclass(frozen=True)
class Path:
    """A path: one node more than relationships.

    Args:
        nodes: The nodes from start to end.
        relationships: What joins them, in that order, whichever way each one points.
    """

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]

    def __len__(self) -> int:
        return len(self.relationships)


def to_json(value: Value) -> Json:
    """Return the JSON form of a value: temporals as ISO text, nodes and relationships as objects.

    Args:
        value: Any value of a result.

    Returns:
        What ``json.dumps`` takes; NaN and infinities become text, since JSON has no such number.

    >>> to_json([dt.date(2014, 11, 12), 1.5])
    ['2014-11-12', 1.5]
    """
    match value:
        case float() if not math.isfinite(value):
            return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        case None | bool() | int() | float() | str():
            return value
        case dt.datetime() | dt.time():
            return iso(value)
        case dt.date():
            return value.isoformat()
        case Duration():
            return str(value)
        case list():
            return [to_json(item) for item in value]
        case dict():
            return {key: to_json(item) for key, item in value.items()}
        case Path():
            return {
                "nodes": [to_json(node) for node in value.nodes],
                "relationships": [to_json(relationship) for relationship in value.relationships],
            }
        case Node():
            return {
                "elementId": value.element_id,
                "labels": list(value.labels),
                "properties": to_json(value.properties),
            }
        case Relationship():
            return {
                "elementId": value.element_id,
                "type": value.type,
                "startNodeElementId": value.start,
                "endNodeElementId": value.end,
                "properties": to_json(value.properties),
            }


def iso(value: dt.datetime | dt.time) -> str:
    """Return the text of a point in time as Cypher writes it: no trailing zeros, Z for UTC, the zone in brackets.

    >>> iso(dt.datetime(2014, 9, 3, 9, 30))
    '2014-09-03T09:30:00'
    """
    text = f"{value.date().isoformat()}T" if isinstance(value, dt.datetime) else ""
    text += f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}"
    if value.microsecond:
        text += f".{value.microsecond:06d}".rstrip("0")
    offset = value.utcoffset()
    if offset is None:
        return text
    zone = getattr(value.tzinfo, "key", None)
    suffix = "Z" if not offset else value.strftime("%z")[:3] + ":" + value.strftime("%z")[3:5]
    return text + suffix + (f"[{zone}]" if zone else "")
