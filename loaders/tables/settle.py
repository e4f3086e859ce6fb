"""What tables may refer to once the names that they define themselves are counted in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peelgraph.loaders.tables.known import DefinedNames, Known, KnownNames, Names
from peelgraph.loaders.tables.table_file import TableFile
from peelgraph.ontology.names import inspection_names, slugify
from peelgraph.ontology.records import Record

_DEFINING = frozenset({"forces", "inspections", "vocabulary"})


def with_defined_names(files: Sequence[TableFile], known: Known) -> Known:
    """Return what is known with the forces, inspections and terms that some tables are about to add.

    Only rows without faults count, so that no other row comes to refer to one that is rejected; and as
    a row may be at fault because it refers to such a one (a term whose broader term is rejected), the tables
    are read again until nothing changes.

    Args:
        files: The files that are loaded together.
        known: What is known without them.

    Raises:
        LoadError: A table passes a limit, or a file breaks off.
    """
    if not any(table.kind.name in _DEFINING for file in files for table in file.tables):
        return known
    defined = _defined(files, _lenient(known))
    while True:
        fewer = _defined(files, defined.over(known))
        if fewer == defined:
            return defined.over(known)
        defined = fewer


class _AnyName:
    """Takes every name for a known one."""

    def __init__(self, what: str) -> None:
        self.what = what

    def get(self, name: str) -> str | None:
        return slugify(name) or None

    def nearest(self, name: str, limit: int = 2) -> list[str]:  # noqa: ARG002 - the protocol's arguments
        return []


def _lenient(known: Known) -> Known:
    """Return names among which every inspection, practice and risk is known."""
    anything: list[Names] = [_AnyName(names.what) for names in (known.inspections, known.practices, known.risks)]
    inspections, practices, risks = anything
    return KnownNames(known.forces, inspections, practices, risks, known.questions, known.grades)


def _defined(files: Sequence[TableFile], known: Known) -> DefinedNames:
    defined = DefinedNames()
    for file in files:
        for table in file.tables:
            if table.kind.name in _DEFINING:
                for row in table.rows(known):
                    if row.record is not None:
                        _note(defined, row.record)
    return defined


def _note(defined: DefinedNames, record: Record) -> None:
    if record.label == "Inspection":
        title, formerly = (str(record.properties.get(name, "")) for name in ("title", "formerly"))
        defined.inspections[record.id] = inspection_names(record.id, title, formerly)
        return
    by_label = {
        "Force": defined.forces,
        "Practice": defined.practices,
        "Risk": defined.risks,
        "Question": defined.questions,
    }
    others = record.properties.get("alternative_names", ())
    names = [str(record.properties["name"])]
    if isinstance(others, Iterable):
        names += map(str, others)
    by_label[record.label][record.id] = names
