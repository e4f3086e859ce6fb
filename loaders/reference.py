"""The shipped facts that a source may refer to without stating them: forces, regions, inspections and terms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import BinaryIO, cast

from peelgraph.loaders.tables import (
    KnownNames,
    TableFile,
    open_table,
    with_defined_names,
)
from peelgraph.ontology.names import NameIndex, inspection_names
from peelgraph.ontology.protocols import KnownInspection, Lookup, SourceWriter
from peelgraph.ontology.records import Record
from peelgraph.ontology.vocabulary import Vocabulary, load_vocabulary

Key = tuple[str, str]

SHIPPED_TABLES = (
    "vocabulary",
    "forces",
    "inspections",
    "findings",
    "grades",
    "good_practice",
    "recommendations",
)
"""The shipped tables, each after those that it refers to."""


@cache
def shipped_reference() -> Mapping[Key, Record]:
    """Return the shipped forces, regions, inspections and terms by label and id."""
    vocabulary = load_vocabulary()
    schemes = (vocabulary.practices, vocabulary.risks, vocabulary.questions)
    records = [concept.record() for scheme in schemes for concept in scheme.values()]
    nothing = _index(vocabulary, {}, ())
    for name in ("forces", "inspections"):
        with open_shipped(name) as file:
            for _, row in file.read(with_defined_names([file], nothing)):
                records += [*row.extra_records, *([row.record] if row.record else [])]
    return {record.key: record for record in records}


def open_shipped(name: str) -> TableFile:
    """Open a shipped table by its name, for example ``"findings"``; close it after use."""
    with files("peelgraph.data").joinpath(f"{name}.csv").open("rb") as stream:
        return open_table(cast("BinaryIO", stream), name=f"{name}.csv")


def closure(keys: Iterable[Key]) -> list[Record]:
    """Return the shipped records among these label and id pairs, with all shipped ones that they refer to."""
    shipped = shipped_reference()
    found: dict[Key, Record] = {}
    waiting = [key for key in keys if key in shipped]
    while waiting:
        record = shipped[waiting.pop()]
        if record.key not in found:
            found[record.key] = record
            waiting += [(link.label, link.id) for link in record.links if (link.label, link.id) in shipped]
    return list(found.values())


def add_missing_reference(writer: SourceWriter, records: Sequence[Record], *, completing: Collection[str] = ()) -> None:
    """State the shipped forces, inspections and terms that records refer to and that nobody has stated yet.

    Args:
        writer: The open transaction.
        records: The records.
        completing: Labels of which the records say only a part, so that the shipped record is stated beside them.
    """
    shipped = shipped_reference()
    own = {record.key for record in records if record.label not in completing}
    ends = {(link.label, link.id) for record in records for link in record.links}
    needed = writer.missing({key for key in ends if key in shipped and key not in own})
    if needed:
        added = closure(needed)
        there = {record.key for record in added} - writer.missing({record.key for record in added})
        writer.add_reference(record for record in added if record.key not in there and record.key not in own)


class Names:
    """All the names that a load may refer to: the shipped ones, and those in the graph.

    Args:
        lookup: The graph; None for the shipped names only.
    """

    def __init__(self, lookup: Lookup | None = None) -> None:
        shipped = shipped_reference()
        forces = {id_: _names(record) for (label, id_), record in shipped.items() if label == "Force"}
        inspections = {id_: _inspection(record) for (label, id_), record in shipped.items() if label == "Inspection"}
        self.vocabulary = load_vocabulary()
        if lookup is not None:
            self.vocabulary = self.vocabulary.with_concepts(lookup.concepts())
            forces |= {slug: list(names) for slug, names in lookup.forces().items()}
            inspections |= {inspection.slug: inspection for inspection in lookup.inspections()}
        self.force_names: Mapping[str, Sequence[str]] = forces
        self.inspections = sorted(inspections.values(), key=lambda i: (i.sequence or 0, i.slug))

    def known(self) -> KnownNames:
        """Return what the rows of a table may refer to."""
        return _index(self.vocabulary, self.force_names, self.inspections)


def _index(
    vocabulary: Vocabulary, forces: Mapping[str, Collection[str]], inspections: Iterable[KnownInspection]
) -> KnownNames:
    return KnownNames(
        forces=NameIndex("force", forces, drop_service_words=True),
        inspections=NameIndex(
            "inspection", {i.slug: inspection_names(i.slug, i.title, i.formerly or "") for i in inspections}
        ),
        practices=vocabulary.practices_index,
        risks=vocabulary.risks_index,
        questions=vocabulary.questions_index,
        grades=vocabulary.grades,
    )


def _names(record: Record) -> list[str]:
    others = record.properties.get("alternative_names", [])
    return [str(record.properties["name"]), *(others if isinstance(others, list) else [])]


def _inspection(record: Record) -> KnownInspection:
    said = record.properties
    sequence = said.get("sequence")
    return KnownInspection(
        slug=record.id,
        sequence=sequence if isinstance(sequence, int) else None,
        title=str(said["title"]),
        formerly=str(said["formerly"]) if "formerly" in said else None,
        published_period=str(said["published_period"]) if "published_period" in said else None,
    )
