"""Which function makes records of the rows of which kind of table."""

from __future__ import annotations

from collections.abc import Callable

from peelgraph.loaders.tables.columns import TableKind
from peelgraph.loaders.tables.findings import finding
from peelgraph.loaders.tables.forces import force
from peelgraph.loaders.tables.good_practice import initiative
from peelgraph.loaders.tables.grades import grade
from peelgraph.loaders.tables.inspections import inspection
from peelgraph.loaders.tables.recommendations import recommendation
from peelgraph.loaders.tables.row import Cells
from peelgraph.loaders.tables.vocabulary import term
from peelgraph.ontology.records import Record

Made = tuple[Record | None, tuple[Record, ...]]
"""The record of a row, or None where the row has faults; and the records that it states beside it."""


def row_maker(kind: TableKind) -> Callable[[Cells], Made]:
    """Return the function that makes records of one row of a kind of table."""
    if kind.name == "forces":
        return force
    alone: dict[str, Callable[[Cells], Record | None]] = {
        "findings": finding,
        "grades": grade,
        "inspections": inspection,
        "good_practice": initiative,
        "recommendations": recommendation,
        "vocabulary": term,
    }
    make = alone[kind.name]
    return lambda cells: (make(cells), ())
