"""Loading tables: rows that hold are stated, rows that do not are told and kept aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from peelgraph.loaders.reference import Names, add_missing_reference
from peelgraph.loaders.report import FileReport
from peelgraph.loaders.retrying import Patience
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


@dataclass(slots=True)
class _State:
    """How far one table has come, so that a second try tells and counts nothing twice.

    Args:
        table: The table.
        before: The counts of its report before it was stated.
        warnings: How many warnings its report had by then.
        noted: How many rejected rows were noted, in whichever try.
        most: The most rows that any try has read.
        stated: What this try did, batch by batch.
        kept: What was done for good, batch by batch, in whichever try.
    """

    table: TableToLoad
    before: Counts
    warnings: int
    noted: int = 0
    most: int = 0
    stated: list[Counts] = field(default_factory=list)
    kept: list[Counts] = field(default_factory=list)

    @classmethod
    def of(cls, table: TableToLoad) -> _State:
        return cls(table, _sum([table.report.counts]), len(table.report.warnings))

    def start_afresh(self) -> None:
        """Forget what the try before has stated."""
        self._reset([])
        self.stated.clear()

    def add(self, counts: Counts) -> None:
        """Count a batch; one that an earlier try has kept counts as what it did then."""
        place = len(self.stated)
        counts = self.kept[place] if place < len(self.kept) else counts
        self.stated.append(counts)
        report = self.table.report
        report.counts.add(counts)
        self.most = max(self.most, report.rows)

    def keep(self) -> None:
        """Note that all that was stated so far stays, whatever becomes of the rest."""
        self.kept = [*self.stated, *self.kept[len(self.stated) :]]

    def give_up(self, error: PeelgraphError) -> None:
        """Tell why the table is not in the graph, or only in part; rows that are not kept count as rejected."""
        report = self.table.report
        rows = max(self.most, report.rows)
        self._reset(self.kept)
        report.rejected = rows - (report.rows - report.rejected)
        report.faults.append(Fault(str(error)))

    def _reset(self, counts: Sequence[Counts]) -> None:
        self.table.report.counts = _sum([self.before, *counts])
        del self.table.report.warnings[self.warnings :]


class TableLoader:
    """Loads the tables of one source in one transaction; a very large source in parts, where the engine needs that.

    Args:
        lookup: The graph, for reading.
        sink: The same graph, for writing.
        rejects: Where rejected rows go; None writes none.
        progress: Called with a file's name and the number of rows read so far.
        patience: How a graph is met that is busy or away.
    """

    def __init__(
        self,
        lookup: Lookup,
        sink: Sink,
        rejects: RejectsWriter | None,
        progress: Progress,
        patience: Patience | None = None,
    ) -> None:
        self._lookup = lookup
        self._sink = sink
        self._rejects = rejects
        self._progress = progress
        self._patience = patience or Patience()

    def load(self, source: str, tables: Sequence[TableToLoad], *, beside: Sequence[Record] = ()) -> None:
        """Load what the tables say under one source, and note in their reports what became of it.

        Args:
            source: The source's name.
            tables: The files, each after those that it may refer to.
            beside: Records that the source states beside its tables.
        """
        states = [_State.of(table) for table in tables]
        try:
            known = with_defined_names([table.file for table in tables], Names(self._lookup).known())
            self._patience.state(lambda: self._state_source(source, known, states, beside))
        except PeelgraphError as error:
            for state in states:
                state.give_up(error)

    def _state_source(self, source: str, known: Known, states: Sequence[_State], beside: Sequence[Record]) -> None:
        for state in states:
            state.start_afresh()
        with self._sink.stating(source, in_parts=True) as writer:
            writer.write(beside)
            for state in states:
                for batch in self._batches(source, known, state):
                    state.add(self._write(writer, batch))
                    self._progress(state.table.report.path, state.table.report.rows)
                    if writer.end_of_part():
                        for each in states:
                            each.keep()
            _withdraw(writer, [state.table for state in states])

    def _batches(self, source: str, known: Known, state: _State) -> Iterator[list[Row]]:
        """Yield the rows of a source in batches, noting those that are rejected, each once in all tries."""
        table, report = state.table, state.table.report
        report.kind = "+".join(dict.fromkeys(one.kind.name for one in table.file.tables))
        rows = (pair for pair in table.file.read(known) if (pair[1].source or table.source) == source)
        seen = 0
        while batch := list(islice(rows, BATCH)):
            rejected = [pair for pair in batch if pair[1].faults]
            self._note_faults(rejected[max(0, state.noted - seen) :], report, source)
            seen += len(rejected)
            state.noted = max(state.noted, seen)
            yield [row for _, row in batch]

    def _write(self, writer: SourceWriter, rows: Sequence[Row]) -> Counts:
        stated = [row.record for row in rows if row.record]
        beside = [record for row in rows for record in row.extra_records]
        add_missing_reference(writer, [*beside, *stated])
        writer.write(beside)
        return writer.write(stated)

    def _note_faults(self, rejected: Sequence[tuple[Table, Row]], report: FileReport, source: str) -> None:
        for table, row in rejected:
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


def _sum(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for one in counts:
        total.add(one)
    return total
