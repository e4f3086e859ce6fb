"""Loading files into a graph: the library call behind ``peelgraph load``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from peelgraph.loaders.documents import DocumentLoader, GivenFacts
from peelgraph.loaders.reference import (
    SHIPPED_TABLES,
    Names,
    add_missing_reference,
    open_shipped,
    shipped_reference,
)
from peelgraph.loaders.report import FileReport, LoadReport
from peelgraph.loaders.sources import Input, find_inputs, form_of
from peelgraph.loaders.tables import RejectsWriter, Row, Table, TableFile, open_table, with_defined_names
from peelgraph.loaders.tables.known import Known
from peelgraph.ontology.errors import Fault, LoadError, PeelgraphError
from peelgraph.ontology.protocols import Counts, Lookup, Sink, SourceWriter
from peelgraph.ontology.records import Record

Progress = Callable[[str, int], None]

SHIPPED_SOURCE = "peelgraph"
FLUSH_SECONDS = 30.0
BATCH = 5000

_LABELS = {"vocabulary": ("Practice", "Risk", "Question"), "forces": ("Force", "Region")}
_MAX_FAULTS_TOLD = 1000


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What the files do not say themselves.

    Args:
        kind: ``table``, ``letter`` or ``report``; by default told by content.
        source: The name under which tables are kept; by default each file's path.
        facts: What a document does not say of itself.
        rejects: Where rejected rows go; None writes none.
    """

    kind: str | None = None
    source: str | None = None
    facts: GivenFacts = field(default_factory=GivenFacts)
    rejects: Path | None = None


def load(
    paths: Sequence[str],
    lookup: Lookup,
    sink: Sink,
    options: LoadOptions | None = None,
    *,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Load letters and tables, or whole folders of them, into a graph.

    Tables come first, each after those that it may refer to; each source is one transaction. The work is
    acknowledged, that is durable and visible to readers, when this returns.

    Args:
        paths: Files and folders; ``-`` is standard input.
        lookup: The graph, for reading.
        sink: The same graph, for writing.
        options: What the files do not say themselves.
        stdin: Standard input.
        progress: Called with a file's name and the number of rows read so far.

    Returns:
        What became of each file; faults are told there and never raised.
    """
    loading = _Loading(lookup, sink, options or LoadOptions(), progress or (lambda _name, _rows: None))
    return loading.run(paths, stdin)


def load_shipped(lookup: Lookup, sink: Sink, progress: Progress | None = None) -> LoadReport:
    """Load the shipped open data, or renew it: what other sources state stays.

    Args:
        lookup: The graph, for reading.
        sink: The same graph, for writing.
        progress: Called with a table's name and the number of rows read so far.
    """
    loading = _Loading(lookup, sink, LoadOptions(source=SHIPPED_SOURCE), progress or (lambda _name, _rows: None))
    with ExitStack() as open_files:
        tables = [(open_files.enter_context(open_shipped(name)), FileReport(f"{name}.csv")) for name in SHIPPED_TABLES]
        loading.load_tables(SHIPPED_SOURCE, tables, None, beside=_questions())
    sink.flush()
    return loading.report


def remove(name: str, sink: Sink, labels: Sequence[str]) -> int:
    """Take out all that a source states and nothing else does; return how many nodes left the graph.

    Args:
        name: The id of a document, or the name of a table source.
        sink: The graph, for writing.
        labels: All labels of the model.
    """
    with sink.stating(name) as writer:
        removed = writer.withdraw_unstated(labels)
    sink.flush()
    return removed


class _Loading:
    """One load: what is known, what was reported, and when the graph was last made durable."""

    def __init__(self, lookup: Lookup, sink: Sink, options: LoadOptions, progress: Progress) -> None:
        self._lookup = lookup
        self._sink = sink
        self._options = options
        self._progress = progress
        self._flushed = time.monotonic()
        self.report = LoadReport()

    def run(self, paths: Sequence[str], stdin: BinaryIO | None) -> LoadReport:
        found = find_inputs(paths, stdin)
        self.report.files += [FileReport(name, faults=[Fault(message)]) for name, message in found.faults]
        tables, letters = self._sort(found.inputs)
        with RejectsWriter(self._options.rejects) if self._options.rejects else nullcontext() as rejects:
            self._load_table_files(tables, rejects)
        if rejects:
            self.report.rejects = rejects.paths
        self._load_letters(letters)
        if found.left_out:
            names = ", ".join(path.name for path in found.left_out[:5])
            more = f" and {len(found.left_out) - 5} more" if len(found.left_out) > 5 else ""
            self.report.files.append(
                FileReport("", warnings=[f"{len(found.left_out)} files are of no kind that can be read and were left out: {names}{more}"])
            )
        self._sink.flush()
        return self.report

    def load_tables(
        self,
        source: str,
        tables: Sequence[tuple[TableFile, FileReport]],
        rejects: RejectsWriter | None,
        *,
        beside: Iterable[Record] = (),
    ) -> None:
        """Load the tables of one source in one transaction; rows of a rejects file only add to their own source."""
        self.report.files += [report for _, report in tables if report not in self.report.files]
        try:
            known = with_defined_names([file for file, _ in tables], Names(self._lookup).known())
            with self._sink.stating(source) as writer:
                writer.write(beside)
                stated: list[str] = []
                for file, report in tables:
                    stated += self._state(writer, source, known, file, report, rejects)
                self._withdraw(writer, stated, [report for _, report in tables])
        except PeelgraphError as error:
            for _, report in tables:
                report.counts, report.rejected = Counts(), report.rows
                report.faults.append(Fault(str(error)))
        self._flush_now_and_then()

    def _sort(self, inputs: Iterable[Input]) -> tuple[list[tuple[Input, TableFile]], list[Input]]:
        """Tell tables and letters apart, and open the tables."""
        tables: list[tuple[Input, TableFile]] = []
        letters: list[Input] = []
        for given in inputs:
            try:
                form = self._options.kind or form_of(given)
                if form == "table":
                    tables.append((given, open_table(given.given(), name=given.name)))
                else:
                    letters.append(given)
            except LoadError as error:
                self.report.files.append(FileReport(given.name, faults=[Fault(str(error))]))
        return sorted(tables, key=_table_order), letters

    def _load_table_files(self, tables: Sequence[tuple[Input, TableFile]], rejects: RejectsWriter | None) -> None:
        by_source: dict[str, list[tuple[TableFile, FileReport]]] = {}
        for given, file in tables:
            report = FileReport(given.name, warnings=list(file.warnings))
            for source in self._sources(given, file):
                by_source.setdefault(source, []).append((file, report))
        with ExitStack() as open_files:
            for _, file in tables:
                open_files.enter_context(file)
            for source, group in by_source.items():
                self.load_tables(source, group, rejects)

    def _sources(self, given: Input, file: TableFile) -> list[str]:
        named = [source for table in file.tables for source in table.rejected_from()]
        own = [self._options.source or given.source] if not file.is_rejects or not named else []
        return list(dict.fromkeys([*named, *own]))

    def _state(
        self,
        writer: SourceWriter,
        source: str,
        known: Known,
        file: TableFile,
        report: FileReport,
        rejects: RejectsWriter | None,
    ) -> list[str]:
        """Write a file's rows; return the labels of its tables, whose earlier statements may be withdrawn."""
        report.kind = "+".join(dict.fromkeys(table.kind.name for table in file.tables))
        rows = (pair for pair in file.read(known) if pair[1].source in {None, source})
        while batch := list(islice(rows, BATCH)):
            self._note_faults(batch, report, rejects, source)
            self._write(writer, [row for _, row in batch], report)
            self._progress(report.path, report.rows)
        whole = [table.kind for table in file.tables if not table.is_rejects]
        return [label for kind in whole for label in _LABELS.get(kind.name, (kind.label,))]

    def _write(self, writer: SourceWriter, rows: Sequence[Row], report: FileReport) -> None:
        records = [record for row in rows for record in (*row.extra_records, *([row.record] if row.record else []))]
        add_missing_reference(writer, records)
        extra = [record for row in rows for record in row.extra_records]
        writer.write(extra)
        report.counts.add(writer.write(row.record for row in rows if row.record))

    def _note_faults(
        self, batch: Sequence[tuple[Table, Row]], report: FileReport, rejects: RejectsWriter | None, source: str
    ) -> None:
        for table, row in batch:
            if row.faults:
                report.rejected += 1
                if len(report.faults) < _MAX_FAULTS_TOLD:
                    report.faults += row.faults
                if rejects:
                    rejects.add(table, row, source)

    def _withdraw(self, writer: SourceWriter, labels: Sequence[str], reports: Sequence[FileReport]) -> None:
        if not labels:
            return
        if any(report.rejected for report in reports):
            for report in reports:
                if report.rejected:
                    report.warnings.append(
                        "rows were rejected, so nothing that the table stated before was taken out; "
                        "mend them and load the whole table again"
                    )
            return
        reports[-1].counts.removed += writer.withdraw_unstated(set(labels))

    def _load_letters(self, letters: Sequence[Input]) -> None:
        if not letters:
            return
        loader = DocumentLoader(Names(self._lookup), self._lookup, self._sink, self._options.facts)
        for given in letters:
            self._progress(given.name, 0)
            report = loader.load(given)
            self.report.files.append(report)
            self._flush_now_and_then()

    def _flush_now_and_then(self) -> None:
        if time.monotonic() - self._flushed > FLUSH_SECONDS:
            self._sink.flush()
            self._flushed = time.monotonic()


def _table_order(pair: tuple[Input, TableFile]) -> tuple[int, str]:
    places = [SHIPPED_TABLES.index(table.kind.name) for table in pair[1].tables if table.kind.name in SHIPPED_TABLES]
    return min(places, default=len(SHIPPED_TABLES)), pair[0].name


def _questions() -> list[Record]:
    return [record for (label, _), record in shipped_reference().items() if label == "Question"]
