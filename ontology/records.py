"""The records that loaders state and stores keep: a node with the relationships that leave it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool | dt.date | dt.datetime | list[str]
"""What a property may hold: text, number, truth, day, wall-clock time, or a list of texts."""


@dataclass(frozen=True, slots=True)
class Link:
    """One relationship that leaves a record's node.

    Args:
        type: The relationship's type as the model names it, for example ``"CONCERNS"``.
        label: The label of the node at the other end.
        id: The id of the node at the other end.
        properties: The relationship's own properties, by name; no value is None.
    """

    type: str
    label: str
    id: str
    properties: Mapping[str, Value] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells the link apart from the others of its record: type, label and id of the other end."""
        return self.type, self.label, self.id


@dataclass(frozen=True, slots=True)
class Record:
    """What one source states of one node: its properties and the relationships that leave it.

    Args:
        label: The node's label as the model names it, for example ``"Finding"``.
        id: The node's id, unique within its label.
        properties: The properties by name, without ``id`` and ``sources``; no value is None.
        links: The relationships that leave the node.
        counted: True where the record is one row of a load's report (a table's row, a letter's finding).
    """

    label: str
    id: str
    properties: Mapping[str, Value]
    links: tuple[Link, ...] = ()
    counted: bool = True

    @property
    def key(self) -> tuple[str, str]:
        """Label and id, unique in the graph."""
        return self.label, self.id
