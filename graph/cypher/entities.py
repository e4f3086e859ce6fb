"""The graph as the evaluator sees it: tables of nodes and relationships, read column by column when asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Column: TypeAlias = "list[Any]"
Reader: TypeAlias = "Callable[[str], Column]"


class Table:
    """What nodes of one label, or relationships of one type, have in common.

    Args:
        name: The label or type.
        offset: The number of the first row; rows are numbered over all tables of the kind.
        keys: The properties that the model gives them.
        read: Reads one property: a value for each row, in order.
    """

    def __init__(self, name: str, offset: int, keys: Sequence[str], read: Reader) -> None:
        self.name = name
        self.offset = offset
        self.keys = tuple(keys)
        self._read = read
        self._columns: dict[str, Column | None] = {}
        self._indexes: dict[str, dict[Hashable, list[int]]] = {}

    def column(self, key: str) -> Column | None:
        """Return a property of every row, or None where the model has no such property here."""
        try:
            return self._columns[key]
        except KeyError:
            found = self._columns[key] = self._read(key) if key in self.keys else None
            return found

    def rows_where(self, key: str, value: Hashable) -> list[int]:
        """Return the rows whose property equals a string or a number."""
        index = self._indexes.get(key)
        if index is None:
            index = self._indexes[key] = {}
            for row, found in enumerate(self.column(key) or ()):
                if isinstance(found, (str, int, float)):
                    index.setdefault((isinstance(found, bool), found), []).append(row)
        return index.get((isinstance(value, bool), value), [])

    def properties(self, row: int) -> dict[str, Any]:
        """Return what is stored in a row, by key in alphabetical order."""
        found = {}
        for key in sorted(self.keys):
            column = self.column(key)
            value = column[row] if column is not None else None
            if value is not None:
                found[key] = value
        return found


class NodeTable(Table):
    """The nodes of one label."""

    def __init__(self, name: str, offset: int, keys: Sequence[str], read: Reader, count: int) -> None:
        super().__init__(name, offset, keys, read)
        self.nodes = [NodeRef(self, row) for row in range(count)]


class RelationshipTable(Table):
    """The relationships of one type, found from either end."""

    def __init__(
        self,
        name: str,
        offset: int,
        keys: Sequence[str],
        read: Reader,
        ends: Sequence[tuple[NodeRef, NodeRef]],
    ) -> None:
        super().__init__(name, offset, keys, read)
        self.leaving: dict[NodeRef, list[RelationshipRef]] = {}
        self.entering: dict[NodeRef, list[RelationshipRef]] = {}
        self.relationships = [RelationshipRef(self, row, start, end) for row, (start, end) in enumerate(ends)]
        for relationship in self.relationships:
            self.leaving.setdefault(relationship.start, []).append(relationship)
            self.entering.setdefault(relationship.end, []).append(relationship)


class NodeRef:
    """One node; two references to one node are one object."""

    __slots__ = ("row", "table")

    def __init__(self, table: NodeTable, row: int) -> None:
        self.table = table
        self.row = row

    @property
    def label(self) -> str:
        """Its label; every node of the model has one."""
        return self.table.name

    def get(self, key: str) -> Any:
        """Return a property, or None."""
        column = self.table.column(key)
        return None if column is None else column[self.row]

    def properties(self) -> dict[str, Any]:
        """Return its properties that are not null."""
        return self.table.properties(self.row)

    def element_id(self) -> str:
        """Return ``Label:id``."""
        return f"{self.table.name}:{self.get('id')}"


class RelationshipRef:
    """One relationship; two references to one relationship are one object."""

    __slots__ = ("end", "row", "start", "table")

    def __init__(self, table: RelationshipTable, row: int, start: NodeRef, end: NodeRef) -> None:
        self.table = table
        self.row = row
        self.start = start
        self.end = end

    @property
    def type(self) -> str:
        """Its type."""
        return self.table.name

    def get(self, key: str) -> Any:
        """Return a property, or None."""
        column = self.table.column(key)
        return None if column is None else column[self.row]

    def properties(self) -> dict[str, Any]:
        """Return its properties that are not null."""
        return self.table.properties(self.row)

    def element_id(self) -> str:
        """Return a text that no other relationship has."""
        return f"{self.table.name}:{self.table.offset + self.row}"

    def other(self, node: NodeRef) -> NodeRef:
        """Return the end that is not ``node``; of a loop, the node itself."""
        return self.end if self.start is node else self.start


@dataclass(frozen=True, slots=True)
class PathRef:
    """A path: one node more than relationships."""

    nodes: tuple[NodeRef, ...]
    relationships: tuple[RelationshipRef, ...]


class Graph:
    """All tables of a graph, each one read when a query first needs it.

    Args:
        labels: How many nodes each label has.
        types: The relationship types in use.
        read_nodes: Reads the nodes of a label, given the number of its first one.
        read_relationships: Reads the relationships of a type, given the number of its first one.
    """

    def __init__(
        self,
        labels: Mapping[str, int],
        types: Mapping[str, int],
        read_nodes: Callable[[str, int], NodeTable],
        read_relationships: Callable[[str, int], RelationshipTable],
    ) -> None:
        self.labels = dict(labels)
        self.types = dict(types)
        self._read_nodes = read_nodes
        self._read_relationships = read_relationships
        self._nodes: dict[str, NodeTable] = {}
        self._relationships: dict[str, RelationshipTable] = {}

    def nodes(self, label: str) -> NodeTable:
        """Return the nodes of a label that the graph has."""
        if label not in self._nodes:
            self._nodes[label] = self._read_nodes(label, _offset(self.labels, label))
        return self._nodes[label]

    def relationships(self, name: str) -> RelationshipTable:
        """Return the relationships of a type that the graph has."""
        if name not in self._relationships:
            self._relationships[name] = self._read_relationships(name, _offset(self.types, name))
        return self._relationships[name]


def _offset(counts: Mapping[str, int], name: str) -> int:
    offset = 0
    for each, count in counts.items():
        if each == name:
            break
        offset += count
    return offset
