"""Loading one document: read it, code it, and state it in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from pathlib import Path

from peelgraph.loaders.letters import Extraction, GivenFacts, document_records, extract
from peelgraph.loaders.reference import Names, add_missing_reference
from peelgraph.loaders.report import FileReport
from peelgraph.loaders.retrying import Patience
from peelgraph.loaders.sources import Input, find_inputs, form_of
from peelgraph.ontology.errors import Fault, LoadError, PeelgraphError
from peelgraph.ontology.protocols import Counts, KnownDocument, Lookup, Sink

MAX_BYTES = 16_000_000
"""The most bytes of one document that are read; the longest inspection report has under a tenth of that as text."""


class DocumentLoader:
    """Loads documents one by one.

    Args:
        names: The names that a document may refer to.
        lookup: The graph, for reading.
        sink: The same graph, for writing.
        facts: What the documents do not say of themselves.
        patience: How a graph is met that is busy or away.
    """

    def __init__(
        self, names: Names, lookup: Lookup, sink: Sink, facts: GivenFacts, patience: Patience | None = None
    ) -> None:
        self._patience = patience or Patience()
        self._names = names
        self._lookup = lookup
        self._sink = sink
        self._facts = facts
        self._loaded: dict[str, tuple[str, str]] = {}

    def load(self, given: Input) -> FileReport:
        """Load one document; return what became of it. It is stated whole, or not at all."""
        report = FileReport(given.name, kind=self._facts.kind)
        try:
            data = read_document(given)
            extraction = read_coded(data, self._names, self._facts)
            report.kind, report.document = extraction.kind, extraction.document_id
            report.faults += extraction.faults
            report.warnings += extraction.warnings
            if not extraction.faults:
                self._state(given, data, extraction, report)
        except PeelgraphError as error:
            report.faults.append(Fault(str(error)))
        return report

    def _state(self, given: Input, data: bytes, extraction: Extraction, report: FileReport) -> None:
        document = extraction.document_id or ""
        sha256 = hashlib.sha256(data).hexdigest()
        known = self._lookup.document(document)
        self._refuse_another(document, sha256, given.name, extraction, known)
        self._loaded[document] = (given.name, sha256)
        if known and known.sha256 == sha256:
            report.counts.unchanged = known.findings
            return
        filename = given.path.name if given.path else None
        records = document_records(extraction, filename=filename, sha256=sha256)

        def state() -> Counts:
            with self._sink.stating(document) as writer:
                add_missing_reference(writer, records, completing=["Inspection"])
                counts = writer.write(records)
                counts.removed = writer.withdraw_unstated(["Finding"])
                writer.withdraw_unstated(["Passage", "Document", "Inspection"])
            return counts

        report.counts = self._patience.state(state)

    def _refuse_another(
        self, document: str, sha256: str, name: str, extraction: Extraction, known: KnownDocument | None
    ) -> None:
        """Refuse to put a document in the place of another one, or of a table, that happens to have its id."""
        before, loaded_sha256 = self._loaded.get(document, (name, sha256))
        if loaded_sha256 != sha256:
            raise LoadError(
                f"{name} and {before} differ and are both the document {document}: load the right one alone, "
                "or give each an id with --document"
            )
        if self._facts.document is None:
            return
        if known is None and document in self._lookup.sources():
            raise LoadError(f"--document {document} is the name of a table in the graph: choose another id")
        facts, inspection = extraction.facts, extraction.inspection
        this = (facts.force, inspection.slug if inspection else None, facts.published)
        if known and (known.force, known.inspection, known.published) != this:
            was = " of ".join(str(part) for part in (known.force, known.inspection, known.published))
            raise LoadError(
                f"--document {document} is in the graph already as another document ({was}): choose another id, "
                f"or take that one out with `peelgraph remove {document}`"
            )


def read_coded(data: bytes, names: Names, facts: GivenFacts) -> Extraction:
    """Return what a document says, coded by the vocabulary that names holds."""
    return extract(
        data,
        vocabulary=names.vocabulary,
        forces=names.force_names,
        inspections=names.inspections,
        given=facts,
    )


def read_document(given: Input) -> bytes:
    """Return the bytes of a document.

    Raises:
        LoadError: It cannot be read, or is larger than any document.
    """
    if given.path is None:
        data = given.data or b""
    else:
        try:
            with given.path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise LoadError(f"{given.name} cannot be read: {error.strerror or error}") from None
    if len(data) > MAX_BYTES:
        raise LoadError(f"{given.name} is larger than {MAX_BYTES // 1_000_000} MB, the limit for a document")
    return data


def given_facts(
    *,
    force: str | None = None,
    inspection: str | None = None,
    published: str | None = None,
    document: str | None = None,
    kind: str | None = None,
) -> GivenFacts:
    """Return what options say of a document, checked.

    Raises:
        LoadError: The date is no day, or the document's id holds what no id may hold.
    """
    day = None
    if published is not None:
        try:
            day = dt.date.fromisoformat(published)
        except ValueError:
            raise LoadError(f"--published {published!r} is not a day: write YYYY-MM-DD") from None
    if document is not None and (not document.strip() or any(c.isspace() or c in "/\\" for c in document)):
        raise LoadError(f"--document {document!r} is no id: use letters, digits and hyphens")
    return GivenFacts(
        force=force,
        inspection=inspection,
        published=day,
        document=document,
        kind="report" if kind == "report" else "letter",
    )


def extract_file(path: str, data: bytes | None, facts: GivenFacts) -> Extraction:
    """Return what one document says, without a graph: coded by the shipped vocabulary.

    Args:
        path: The file, or ``-``.
        data: What came through standard input, for ``-``.
        facts: What the document does not say of itself.

    Raises:
        LoadError: The file cannot be read, or is of a format that cannot be.
    """
    if path != "-" and not Path(path).exists():
        raise LoadError(f"there is no file {path}")
    if path != "-" and Path(path).is_dir():
        raise LoadError(f"{path} is a folder: name one file")
    found = find_inputs([path], io.BytesIO(data or b""))
    if found.faults:
        raise LoadError(found.faults[0][1])
    given = found.inputs[0]
    if form_of(given) == "table":
        raise LoadError(f"{path} is a table; `peelgraph load {path}` reads it")
    return read_coded(read_document(given), Names(), facts)
