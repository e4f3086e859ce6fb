"""Loading files into a graph: the library call behind ``peelgraph load``."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from peelgraph.loaders.documents import DocumentLoader
from peelgraph.loaders.formats.limits import DocumentLimits
from peelgraph.loaders.letters import GivenFacts
from peelgraph.loaders.reference import SHIPPED_TABLES, Names, open_shipped, shipped_reference
from peelgraph.loaders.report import FileReport, LoadReport
from peelgraph.loaders.retrying import Patience
from peelgraph.loaders.sources import READABLE, Found, Input, find_inputs, form_of
from peelgraph.loaders.table_loading import Progress, TableLoader, TableToLoad
from peelgraph.loaders.tables import RejectsWriter, TableFile, open_table
from peelgraph.ontology.corrections import REVIEW_SOURCE
from peelgraph.ontology.errors import Fault, LoadError
from peelgraph.ontology.protocols import Lookup, Sink
from peelgraph.ontology.records import Record

SHIPPED_SOURCE = "peelgraph"
FLUSH_SECONDS = 30.0
_OF_DOCUMENTS = ("force", "inspection", "published", "document", "licence")


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What the files do not say themselves.

    Args:
        kind: ``table``, ``letter`` or ``report``; by default told by content.
        source: The name under which tables are kept; by default each file's path, or a name made from its content where
            it came through a pipe.
        facts: What a document does not say of itself.
        rejects: Where rejected rows go; None writes none.
        limits: How large a document may be, and how long it may take to read.
    """

    kind: str | None = None
    source: str | None = None
    facts: GivenFacts = field(default_factory=GivenFacts)
    rejects: Path | None = None
    limits: DocumentLimits | None = None

    def idle(self, kind: str) -> list[str]:
        """Return what to say of the options that mean nothing for a file: one sentence, or none.

        Args:
            kind: What the file is: ``table``, ``letter``, ``report`` or ``graph``.
        """
        names = [name for name in _OF_DOCUMENTS if getattr(self.facts, name)] if kind in {"table", "graph"} else []
        names += ["source"] if kind != "table" and (self.source or "").strip() else []
        if not names:
            return []
        first, last = ", ".join(f"--{name}" for name in names[:-1]), f"--{names[-1]}"
        return [f"{first} and {last} say nothing of a {kind}" if first else f"{last} says nothing of a {kind}"]


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
    loading = _Loading(lookup, sink, options or LoadOptions(), progress or _silent)
    return loading.run(paths, stdin)


def load_shipped(lookup: Lookup, sink: Sink, progress: Progress | None = None) -> LoadReport:
    """Load the shipped open data, or renew it: what other sources state stays.

    Args:
        lookup: The graph, for reading.
        sink: The same graph, for writing.
        progress: Called with a table's name and the number of rows read so far.
    """
    with ExitStack() as open_files:
        tables = [
            TableToLoad(open_files.enter_context(open_shipped(name)), FileReport(f"{name}.csv"), SHIPPED_SOURCE)
            for name in SHIPPED_TABLES
        ]
        TableLoader(lookup, sink, None, progress or _silent).load(SHIPPED_SOURCE, tables, beside=_questions())
    sink.flush()
    return LoadReport([table.report for table in tables])


def remove(name: str, sink: Sink, labels: Sequence[str]) -> int:
    """Take out all that a source states and nothing else does; return how many nodes left the graph.

    Args:
        name: The id of a document, or the name of a table source.
        sink: The graph, for writing.
        labels: All labels of the model.
    """

    def withdraw() -> int:
        with sink.stating(name, in_parts=True) as writer:
            return writer.withdraw_unstated(labels)

    removed = Patience().state(withdraw)
    sink.flush()
    return removed


class _Loading:
    """One load: what is known, what was reported, and when the graph was last made durable."""

    def __init__(self, lookup: Lookup, sink: Sink, options: LoadOptions, progress: Progress) -> None:
        self._lookup = lookup
        self._sink = sink
        self._options = options
        self._progress = progress
        self._patience = Patience()
        self._flushed = time.monotonic()
        self.report = LoadReport()

    def run(self, paths: Sequence[str], stdin: BinaryIO | None) -> LoadReport:
        found = find_inputs(paths, stdin)
        self.report.files += [FileReport(name, faults=[Fault(message)]) for name, message in found.faults]
        with ExitStack() as open_files:
            tables, letters = self._sort(found.inputs, open_files)
            self._load_tables(tables)
            self._load_letters(letters)
        self._tell_left_out(found)
        self._sink.flush()
        return self.report

    def _sort(self, inputs: Iterable[Input], open_files: ExitStack) -> tuple[list[TableToLoad], list[Input]]:
        """Tell tables and letters apart, and open the tables."""
        tables: list[TableToLoad] = []
        letters: list[Input] = []
        for given in inputs:
            try:
                if (self._options.kind or form_of(given)) == "table":
                    self._refuse_source_of_another(self._options.source)
                    file = open_files.enter_context(open_table(given.given(), name=given.name))
                    source = (self._options.source or "").strip()
                    unnamed = [] if given.path or source else _unnamed(file, given.source)
                    warnings = [*self._options.idle("table"), *unnamed, *file.warnings]
                    tables.append(TableToLoad(file, FileReport(given.name, warnings=warnings), source or given.source))
                else:
                    letters.append(given)
            except LoadError as error:
                self.report.files.append(FileReport(given.name, faults=[Fault(str(error))]))
        return sorted(tables, key=_table_order), letters

    def _refuse_source_of_another(self, source: str | None) -> None:
        """Refuse a name for a table under which something else is kept, which the table would take out."""
        if (source or "").strip() == REVIEW_SOURCE:
            raise LoadError(f"--source {REVIEW_SOURCE} is the name of what people corrected: choose another name")
        if source and self._lookup.document(source):
            raise LoadError(f"--source {source} is the id of a document in the graph: choose another name")

    def _load_tables(self, tables: Sequence[TableToLoad]) -> None:
        self.report.files += [table.report for table in tables]
        by_source: dict[str, list[TableToLoad]] = {}
        for table in tables:
            for source in table.sources:
                by_source.setdefault(source, []).append(table)
        with RejectsWriter(self._options.rejects) if self._options.rejects else nullcontext() as rejects:
            loader = TableLoader(self._lookup, self._sink, rejects, self._progress, self._patience)
            for source, group in by_source.items():
                loader.load(source, group)
                self._flush_now_and_then()
        if rejects:
            self.report.rejects = rejects.paths

    def _load_letters(self, letters: Sequence[Input]) -> None:
        if not letters:
            return
        facts = self._options.facts
        if self._options.kind in {"letter", "report"}:
            facts = replace(facts, kind=self._options.kind)
        names = Names(self._lookup)
        with DocumentLoader(names, self._lookup, self._sink, facts, self._patience, self._options.limits) as loader:
            for given in letters:
                self._progress(given.name, 0)
                report = loader.load(given)
                report.warnings[:0] = self._options.idle(report.kind or "letter")
                self.report.files.append(report)
                self._flush_now_and_then()

    def _tell_left_out(self, found: Found) -> None:
        if found.left_out:
            names = ", ".join(path.name for path in found.left_out[:5])
            more = f" and {len(found.left_out) - 5} more" if len(found.left_out) > 5 else ""
            said = f"left out, since only {', '.join(READABLE)} files of a folder are read: {names}{more}"
            self.report.files.append(FileReport("", warnings=[said]))

    def _flush_now_and_then(self) -> None:
        if time.monotonic() - self._flushed > FLUSH_SECONDS:
            self._sink.flush()
            self._flushed = time.monotonic()


def _unnamed(file: TableFile, source: str) -> list[str]:
    """Return what to say of a table that has no path to be known by; of rejected rows each names its source."""
    if all(table.is_rejects for table in file.tables):
        return []
    return [f"kept as {source!r}; with --source NAME its next version would take its place"]


def _table_order(table: TableToLoad) -> tuple[int, str]:
    places = [SHIPPED_TABLES.index(one.kind.name) for one in table.file.tables if one.kind.name in SHIPPED_TABLES]
    return min(places, default=len(SHIPPED_TABLES)), table.report.path


def _questions() -> list[Record]:
    return [record for (label, _), record in shipped_reference().items() if label == "Question"]


def _silent(name: str, rows: int) -> None:
    """Tell nobody of progress."""
