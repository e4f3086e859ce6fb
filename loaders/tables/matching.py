"""Telling the kinds of table apart by their columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from peelgraph.loaders.tables.columns import TableKind
from peelgraph.loaders.tables.kinds import KINDS


def column_key(name: str) -> str:
    """Return a column's name without case, spaces, underscores, hyphens and other signs.

    >>> column_key("Source-URL ") == column_key("source_url")
    True
    """
    return "".join(filter(str.isalnum, name.casefold()))


@cache
def column_names(kind: TableKind) -> dict[str, str]:
    """Return for each key of a column's name or alias the name of the column."""
    keys = {column_key(column.name): column.name for column in kind.columns}
    for column in kind.columns:
        for alias in column.aliases:
            keys.setdefault(column_key(alias), column.name)
    return keys


@cache
def _all_keys() -> frozenset[str]:
    return frozenset(key for kind in KINDS for key in column_names(kind))


def count_known_columns(header: Sequence[str]) -> int:
    """Return how many cells of a row are names of columns of any kind of table."""
    return sum(column_key(cell) in _all_keys() for cell in header)


def matching_kinds(header: Sequence[str]) -> list[TableKind]:
    """Return the kinds whose required columns a header all has, the one with most columns known first.

    >>> [kind.name for kind in matching_kinds(["Force", "Inspection", "Question", "Grade"])]
    ['grades']
    """
    fitting = [kind for kind in KINDS if not missing_columns(kind, header)]
    return sorted(fitting, key=lambda kind: (_known(kind, header), len(kind.required)), reverse=True)


def nearest_kind(header: Sequence[str]) -> TableKind | None:
    """Return the kind that a header resembles most, or None where it has no column of any."""
    best = max(KINDS, key=lambda kind: (_known(kind, header), -len(missing_columns(kind, header))))
    return best if _known(best, header) else None


def missing_columns(kind: TableKind, header: Sequence[str]) -> list[str]:
    """Return the required columns of a kind that a header lacks."""
    names = column_names(kind)
    present = {names.get(column_key(cell)) for cell in header}
    return [name for name in kind.required if name not in present]


def _known(kind: TableKind, header: Sequence[str]) -> int:
    names = column_names(kind)
    return len({names.get(column_key(cell)) for cell in header} - {None})
