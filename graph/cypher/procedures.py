"""The few procedures that are answered: what a graph holds, never what a machine holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from peelgraph.graph.cypher.compare import kind
from peelgraph.graph.cypher.entities import Graph, Table
from peelgraph.ontology.errors import QueryError

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "db.labels": ("label",),
    "db.relationshiptypes": ("relationshipType",),
    "db.propertykeys": ("propertyKey",),
    "db.schema.nodetypeproperties": ("nodeType", "nodeLabels", "propertyName", "propertyTypes", "mandatory"),
    "db.schema.reltypeproperties": ("relType", "propertyName", "propertyTypes", "mandatory"),
    "db.ping": ("success",),
}


def call_procedure(graph: Graph, name: str, arguments: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield what a procedure answers.

    Args:
        graph: The graph.
        name: The procedure, in any case.
        arguments: Its arguments; none of those allowed takes any.

    Raises:
        QueryError: It was given arguments.
    """
    if arguments:
        raise QueryError(f"{name}() takes no argument")
    return _PROCEDURES[name.lower()](graph)


def _tables(graph: Graph) -> list[Table]:
    return [*map(graph.nodes, graph.labels), *map(graph.relationships, graph.types)]


def _labels(graph: Graph) -> Iterator[dict[str, Any]]:
    return ({"label": label} for label in graph.labels)


def _types(graph: Graph) -> Iterator[dict[str, Any]]:
    return ({"relationshipType": name} for name in graph.types)


def _values(table: Table, key: str) -> list[Any]:
    return table.column(key) or []


def _keys(graph: Graph) -> Iterator[dict[str, Any]]:
    used = {key for table in _tables(graph) for key in table.keys if any(v is not None for v in _values(table, key))}
    return ({"propertyKey": key} for key in sorted(used))


_TYPES: Final = {
    "string": "String", "integer": "Long", "float": "Double", "boolean": "Boolean", "date": "Date",
    "local datetime": "LocalDateTime", "zoned datetime": "DateTime", "local time": "LocalTime", "zoned time": "Time",
    "duration": "Duration",
}  # fmt: skip


def _type_of(value: Any) -> str:
    if isinstance(value, list):
        return f"{_type_of(value[0]) if value else 'String'}Array"
    return _TYPES[kind(value)]


def _schema(table: Table) -> Iterator[tuple[str | None, list[str] | None, bool]]:
    found = False
    for key in sorted(table.keys):
        values = _values(table, key)
        present = [value for value in values if value is not None]
        if present:
            found = True
            yield key, sorted({_type_of(value) for value in present}), len(present) == len(values)
    if not found:
        yield None, None, False


def _node_properties(graph: Graph) -> Iterator[dict[str, Any]]:
    for label in graph.labels:
        for key, types, always in _schema(graph.nodes(label)):
            row = (f":`{label}`", [label], key, types, always)
            yield dict(zip(COLUMNS["db.schema.nodetypeproperties"], row, strict=True))


def _relationship_properties(graph: Graph) -> Iterator[dict[str, Any]]:
    for name in graph.types:
        for key, types, always in _schema(graph.relationships(name)):
            row = (f":`{name}`", key, types, always)
            yield dict(zip(COLUMNS["db.schema.reltypeproperties"], row, strict=True))


def _ping(_graph: Graph) -> Iterator[dict[str, Any]]:
    return iter(({"success": True},))


_PROCEDURES: Final[Mapping[str, Callable[[Graph], Iterator[dict[str, Any]]]]] = {
    "db.labels": _labels,
    "db.relationshiptypes": _types,
    "db.propertykeys": _keys,
    "db.schema.nodetypeproperties": _node_properties,
    "db.schema.reltypeproperties": _relationship_properties,
    "db.ping": _ping,
}
