"""Type predicates: ``x IS :: LIST<INTEGER NOT NULL>``."""

from __future__ import annotations

from typing import Any, Final

from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher.compare import kind
from peelgraph.ontology.errors import QueryError

_KINDS: Final = {
    "BOOL": "boolean",
    "BOOLEAN": "boolean",
    "VARCHAR": "string",
    "STRING": "string",
    "INT": "integer",
    "INTEGER": "integer",
    "SIGNED INTEGER": "integer",
    "FLOAT": "float",
    "DATE": "date",
    "LOCAL TIME": "local time",
    "TIME WITHOUT TIME ZONE": "local time",
    "ZONED TIME": "zoned time",
    "TIME WITH TIME ZONE": "zoned time",
    "LOCAL DATETIME": "local datetime",
    "TIMESTAMP WITHOUT TIME ZONE": "local datetime",
    "ZONED DATETIME": "zoned datetime",
    "TIMESTAMP WITH TIME ZONE": "zoned datetime",
    "DURATION": "duration",
    "MAP": "map",
    "NODE": "node",
    "ANY NODE": "node",
    "VERTEX": "node",
    "ANY VERTEX": "node",
    "RELATIONSHIP": "relationship",
    "ANY RELATIONSHIP": "relationship",
    "EDGE": "relationship",
    "ANY EDGE": "relationship",
    "PATH": "path",
    "ANY MAP": "map",
}
_SCALARS: Final = frozenset(
    {
        "boolean",
        "string",
        "integer",
        "float",
        "date",
        "local time",
        "zoned time",
        "local datetime",
        "zoned datetime",
        "duration",
    }
)


def has_type(value: Any, types: s.ValueTypes) -> bool:
    """Tell whether a value has one of the given types.

    Args:
        value: Any value; null has every type that is not ``NOT NULL``.
        types: The types.

    Raises:
        QueryError: Cypher has no such type.
    """
    return any(_is(value, option) for option in types.options)


def _is(value: Any, wanted: s.ValueType) -> bool:
    if wanted.name in {"NOTHING", "NULL"}:
        return value is None and wanted.name == "NULL"
    if value is None:
        return wanted.nullable
    if wanted.name in {"ANY", "ANY VALUE"}:
        return True
    if wanted.name == "PROPERTY VALUE":
        return kind(value) in _SCALARS or (isinstance(value, list) and all(kind(item) in _SCALARS for item in value))
    if wanted.name in {"LIST", "ARRAY"}:
        return isinstance(value, list) and (wanted.inner is None or all(has_type(item, wanted.inner) for item in value))
    if wanted.name not in _KINDS:
        raise QueryError(
            f"{wanted.name} is no type: STRING, INTEGER, FLOAT, BOOLEAN, DATE, LIST<STRING>, MAP, NODE … are"
        )
    return kind(value) == _KINDS[wanted.name]
