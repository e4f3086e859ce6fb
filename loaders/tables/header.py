"""Which column of a table is which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peelgraph.loaders.tables.columns import TableKind
from peelgraph.loaders.tables.kinds import KINDS, REJECTED_BECAUSE, REJECTED_COLUMNS
from peelgraph.loaders.tables.matching import (
    column_key,
    column_names,
    matching_kinds,
    missing_columns,
    nearest_kind,
)
from peelgraph.ontology.cells import unescape_formula
from peelgraph.ontology.errors import LoadError

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table whose kind is known.

    Args:
        kind: The table's kind.
        names: The columns as the file names them, in its order.
        places: For each column of the kind that the file has, and for those of a rejects file, its place.
        ignored: The columns that are not used, as the file names them.
    """

    kind: TableKind
    names: tuple[str, ...]
    places: dict[str, int]
    ignored: tuple[str, ...]

    @property
    def is_rejects(self) -> bool:
        """True where the file holds rows that an earlier load rejected."""
        return REJECTED_BECAUSE in self.places


def read_header(cells: Sequence[str], where: str) -> Header:
    """Return what a header says.

    Args:
        cells: The first row of the table.
        where: The file, and the sheet if there are several, for messages.

    Raises:
        LoadError: The header is of no known kind, fits two kinds alike, or names one column twice.
    """
    names = [" ".join(unescape_formula(cell).split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    kinds = matching_kinds(names)
    if not kinds:
        raise LoadError(f"{where} {_unknown(names)}")
    return _placed(kinds[0], names, where)


def is_known_header(cells: Sequence[str]) -> bool:
    """Return whether a row is the header of a table of a known kind."""
    return bool(matching_kinds(cells))


def _placed(kind: TableKind, names: list[str], where: str) -> Header:
    by_key = column_names(kind) | {column_key(name): name for name in REJECTED_COLUMNS}
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if column := by_key.get(column_key(name)):
            found.setdefault(column, []).append(place)
    places = {column: _one(column, names, at, where) for column, at in found.items()}
    used = set(places.values())
    return Header(
        kind=kind,
        names=tuple(names),
        places=places,
        ignored=tuple(name for place, name in enumerate(names) if place not in used),
    )


def _one(column: str, names: list[str], places: list[int], where: str) -> int:
    """Return the place of a column; where several cells could be it, its own name counts, not an alias."""
    own = [place for place in places if column_key(names[place]) == column_key(column)]
    best = own or places
    if len(best) > 1:
        both = " and ".join(repr(names[place]) for place in best)
        raise LoadError(f"{where} gives the column {column} more than once, as {both}: keep one of them")
    return best[0]


def _unknown(names: list[str]) -> str:
    found = ", ".join(_short(name) or "(no name)" for name in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    start = f"is not a table that is known: its first row reads {found}{more}; " if names else "has no header; "
    if kind := nearest_kind(names):
        lacks = missing_columns(kind, names)
        return (
            f"{start}the nearest kind is {kind.name}, which needs the columns {', '.join(kind.required)}"
            f" (not there: {', '.join(lacks)})"
        )
    kinds = ", ".join(kind.name for kind in KINDS)
    return f"{start}a table starts with the column names of one of {kinds}"


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:39] + "…"
