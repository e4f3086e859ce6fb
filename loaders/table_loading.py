"""Loading tables: rows that hold are stated, rows that do not are told and kept aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from peelgraph.loaders.reference import Names, add_missing_reference
from peelgraph.loaders.report import FileReport
from peelgraph.loaders.tables import RejectsWriter, Row, Table, TableFile, with_defined_names
from peelgraph.loaders.tables.known import Known
from peelgraph.ontology.errors import Fault, PeelgraphError
from peelgraph.ontology.protocols import Counts, Lookup, Sink, SourceWriter
from peelgraph.ontology.records import Record

Progress = Callable[[str, int], None]

BATCH = 5000
MAX_FAULTS_KEPT = 10_000
"""The most faults of one file that a report holds; every rejected row is in the rejects file all the same."""

_LABELS = {"vocabulary": ("Practice", "Risk", "Question"), "forces": ("Force", "Region")}


@dataclass(frozen=True, slots=True)
class TableToLoad:
    """A file of tables with its report.

    Args:
        file: The open file.
        report: What becomes of it.
        source: The source of the rows that name none themselves, as those of a rejects file do.
    """

    file: TableFile
    report: FileReport
    source: str

    @property
    def sources(self) -> list[str]:
        """The sources that its rows belong to."""
        named = [source for table in self.file.tables for source in table.rejected_from()]
        return list(dict.fromkeys([*named, self.source]))

    @property
    def replaced_labels(self) -> list[str]:
        """The labels of its whole tables, whose earlier statements may be withdrawn; a rejects file has none."""
        kinds = [table.kind for table in self.file.tables if not table.is_rejects]
        return [label for kind in kinds for label in _LABELS.get(kind.name, (kind.label,))]


class TableLoader:
    """Loads the tables of one source in one transaction.

    Args:
        lookup: The graph, for reading.
        sink: The same graph, for writing.
        rejects: Where rejected rows go; None writes none.
        progress: Called with a file's name and the number of rows read so far.
    """

    def __init__(self, lookup: Lookup, sink: Sink, rejects: RejectsWriter | None, progress: Progress) -> None:
        self._lookup = lookup
        self._sink = sink
        self._rejects = rejects
        self._progress = progress

    def load(self, source: str, tables: Sequence[TableToLoad], *, beside: Iterable[Record] = ()) -> None:
        """Load what the tables say under one source, and note in their reports what became of it.

        Args:
            source: The source's name.
            tables: The files, each after those that it may refer to.
            beside: Records that the source states beside its tables.
        """
        before = [(table.report, _copy(table.report.counts), table.report.rejected) for table in tables]
        try:
            known = with_defined_names([table.file for table in tables], Names(self._lookup).known())
            with self._sink.stating(source) as writer:
                writer.write(beside)
                for table in tables:
                    self._state(writer, source, known, table)
                _withdraw(writer, tables)
        except PeelgraphError as error:
            for report, counts, rejected in before:
                report.rejected = rejected + report.rows - rejected - _rows(counts)
                report.counts = counts
                report.faults.append(Fault(str(error)))

    def _state(self, writer: SourceWriter, source: str, known: Known, table: TableToLoad) -> None:
        report = table.report
        report.kind = "+".join(dict.fromkeys(one.kind.name for one in table.file.tables))
        rows = (pair for pair in table.file.read(known) if (pair[1].source or table.source) == source)
        while batch := list(islice(rows, BATCH)):
            self._note_faults(batch, report, source)
            self._write(writer, [row for _, row in batch], report)
            self._progress(report.path, report.rows)

    def _write(self, writer: SourceWriter, rows: Sequence[Row], report: FileReport) -> None:
        stated = [row.record for row in rows if row.record]
        beside = [record for row in rows for record in row.extra_records]
        add_missing_reference(writer, [*beside, *stated])
        writer.write(beside)
        report.counts.add(writer.write(stated))

    def _note_faults(self, batch: Sequence[tuple[Table, Row]], report: FileReport, source: str) -> None:
        for table, row in batch:
            if row.faults:
                report.rejected += 1
                report.faults += row.faults[: max(0, MAX_FAULTS_KEPT - len(report.faults))]
                if self._rejects:
                    self._rejects.add(table, row, source)


def _withdraw(writer: SourceWriter, tables: Sequence[TableToLoad]) -> None:
    """Take out what the tables no longer state, unless rows of them were rejected: those may be what is missed."""
    withheld = {label for table in tables if table.report.rejected for label in table.replaced_labels}
    for table in tables:
        kept = writer.count_unstated(table.replaced_labels) if table.report.rejected else 0
        if kept:
            table.report.warnings.append(
                f"{kept} rows that the table stated before and does not state now were kept, since rows were rejected; "
                "mend those and load the whole table again"
            )
    for table in reversed(tables):
        labels = set(table.replaced_labels) - withheld
        if labels:
            table.report.counts.removed += writer.withdraw_unstated(labels)


def _copy(counts: Counts) -> Counts:
    return Counts(counts.created, counts.updated, counts.unchanged, counts.removed)


def _rows(counts: Counts) -> int:
    return counts.created + counts.updated + counts.unchanged
