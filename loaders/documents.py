"""Loading one document: read it, code it, and state it in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from peelgraph.loaders.formats.limits import DocumentLimits
from peelgraph.loaders.formats.reader import DocumentReader, ReadDocument
from peelgraph.loaders.letters import Extraction, GivenFacts, document_records, extract
from peelgraph.loaders.reference import Names, add_missing_reference
from peelgraph.loaders.report import FileReport
from peelgraph.loaders.retrying import Patience
from peelgraph.loaders.sources import Input, find_inputs, form_of
from peelgraph.ontology.dates import parse_day
from peelgraph.ontology.errors import Fault, GivenFactError, LoadError, PeelgraphError
from peelgraph.ontology.licences import licence_called, licences
from peelgraph.ontology.protocols import Counts, KnownDocument, Lookup, Sink
from peelgraph.ontology.records import Record

_WORDS = re.compile(r"[^\W_]+")


class DocumentLoader:
    """Loads documents one by one; leave it as a context, so that the process that reads PDF and Word ends.

    Args:
        names: The names that a document may refer to.
        lookup: The graph, for reading.
        sink: The same graph, for writing.
        facts: What the documents do not say of themselves.
        patience: How a graph is met that is busy or away.
        limits: How large a document may be, and how long it may take to read.
    """

    def __init__(
        self,
        names: Names,
        lookup: Lookup,
        sink: Sink,
        facts: GivenFacts,
        patience: Patience | None = None,
        limits: DocumentLimits | None = None,
    ) -> None:
        self._reader = DocumentReader(limits)
        self._patience = patience or Patience()
        self._names = names
        self._lookup = lookup
        self._sink = sink
        self._facts = facts
        self._loaded: dict[str, tuple[str, str, tuple[str, ...]]] = {}

    def __enter__(self) -> DocumentLoader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.close()

    def load(self, given: Input) -> FileReport:
        """Load one document; return what became of it. It is stated whole, or not at all."""
        report = FileReport(given.name, kind=self._facts.kind)
        try:
            data = read_document(given, self._reader.limits)
            read = self._reader.read(data, given.name)
            extraction = read_coded(read, self._names, self._facts)
            report.kind, report.document = extraction.kind, extraction.document_id
            report.embargoed_until = extraction.facts.embargoed_until
            report.faults += extraction.faults
            report.warnings += extraction.warnings
            if not extraction.faults:
                self._state(given, data, read, extraction, report)
        except PeelgraphError as error:
            report.faults.append(Fault(str(error)))
        return report

    def _state(self, given: Input, data: bytes, read: ReadDocument, extraction: Extraction, report: FileReport) -> None:
        document = extraction.document_id or ""
        sha256 = hashlib.sha256(data).hexdigest()
        known = self._lookup.document(document)
        if first := self._same_in_another_format(document, sha256, extraction):
            report.counts.unchanged = len(extraction.findings)
            report.warnings.append(f"the same letter as {first}, in another format: nothing to do")
            return
        self._refuse_another(document, sha256, given.name, extraction, known)
        self._loaded[document] = (given.name, sha256, _words(extraction))
        again = known if known and known.sha256 == sha256 else None
        licence = self._facts.licence or (again.licence if again else None) or self._named_licence(read, known, report)
        if again and again.licence == licence:
            report.counts.unchanged = again.findings
            return
        filename = given.path.name if given.path else None
        records = document_records(
            extraction, filename=filename, sha256=sha256, source_url=read.source_url, licence=licence
        )
        if again:
            self._state_licence(document, records)
            report.counts.unchanged = again.findings
            report.warnings.append(f"its licence is now {licence} (was {again.licence or 'not known'})")
            return

        def state() -> Counts:
            with self._sink.stating(document) as writer:
                add_missing_reference(writer, records, completing=["Inspection"])
                counts = writer.write(records)
                counts.removed = writer.withdraw_unstated(["Finding"])
                writer.withdraw_unstated(["Passage", "Document", "Inspection", "Grade"])
            return counts

        report.counts = self._patience.state(state)

    def _named_licence(self, read: ReadDocument, known: KnownDocument | None, report: FileReport) -> str | None:
        """Return the one licence that a document names; tell it where it names several, or where one is lost."""
        if len(read.licences) == 1:
            return read.licences[0]
        if read.licences:
            report.warnings.append(
                f"it names several licences ({', '.join(read.licences)}), so none is kept: --licence says which"
            )
        if known and known.licence:
            report.warnings.append(
                f"its licence, {known.licence}, is not kept, since the file is another one and nothing says that it is "
                "under it too: if it is, load it with --licence"
            )
        return None

    def _state_licence(self, document: str, records: Sequence[Record]) -> None:
        """State the document alone anew; its passages and findings stay as they are."""

        def state() -> Counts:
            with self._sink.stating(document) as writer:
                return writer.write([record for record in records if record.label == "Document"])

        self._patience.state(state)

    def _same_in_another_format(self, document: str, sha256: str, extraction: Extraction) -> str | None:
        """Return the file of this load that says the same, word for word, in other bytes; the first one counts."""
        name, before, words = self._loaded.get(document, ("", sha256, ()))
        return name if before != sha256 and words == _words(extraction) else None

    def _refuse_another(
        self, document: str, sha256: str, name: str, extraction: Extraction, known: KnownDocument | None
    ) -> None:
        """Refuse to put a document in the place of another one, or of a table, that happens to have its id."""
        before, loaded_sha256, _ = self._loaded.get(document, (name, sha256, ()))
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


def read_coded(read: ReadDocument, names: Names, facts: GivenFacts) -> Extraction:
    """Return what a document says, coded by the vocabulary that names holds."""
    extraction = extract(
        read.lines,
        vocabulary=names.vocabulary,
        forces=names.force_names,
        inspections=names.inspections,
        given=facts,
    )
    faults = extraction.faults if read.format == "text" else tuple(_placed(extraction.faults, read))
    return replace(extraction, faults=faults, warnings=(*read.warnings, *extraction.warnings))


def _placed(faults: Sequence[Fault], read: ReadDocument) -> list[Fault]:
    """Tell faults by their page where there are pages: what is no text file has no lines that a reader could count."""
    pages = {line.number: line.page for line in read.lines}
    return [Fault(fault.message, page=fault.page or pages.get(fault.line or 0)) for fault in faults]


def _words(extraction: Extraction) -> tuple[str, ...]:
    """Return the words of the findings, by which the same letter is known in another format."""
    return tuple(word.lower() for finding in extraction.findings for word in _WORDS.findall(finding.text))


def read_document(given: Input, limits: DocumentLimits) -> bytes:
    """Return the bytes of a document.

    Raises:
        LoadError: It cannot be read, or is larger than any document.
    """
    if given.path is None:
        data = given.data or b""
    else:
        try:
            with given.path.open("rb") as file:
                data = file.read(limits.file_bytes + 1)
        except OSError as error:
            raise LoadError(f"{given.name} cannot be read: {error.strerror or error}") from None
    if len(data) > limits.file_bytes:
        raise LoadError(f"{given.name} is larger than {limits.file_bytes / 1e6:g} MB, the limit for a document")
    return data


def given_facts(
    *,
    force: str | None = None,
    inspection: str | None = None,
    published: str | None = None,
    document: str | None = None,
    kind: str | None = None,
    licence: str | None = None,
) -> GivenFacts:
    """Return what options say of a document, checked.

    Raises:
        GivenFactError: The date is no day, the document's id holds what no id may hold, a name is empty, or nobody
            knows the licence.
    """
    for fact, name in (("force", force), ("inspection", inspection)):
        if name is not None and not name.strip():
            raise GivenFactError(fact, f"it is empty: name the {fact}, or leave --{fact} out")
    if document is not None and (not document.strip() or any(c.isspace() or c in "/\\" for c in document)):
        raise GivenFactError("document", f"{document!r} is no id: use letters, digits and hyphens")
    return GivenFacts(
        force=force,
        inspection=inspection,
        published=None if published is None else _given_day(published),
        document=document,
        kind="report" if kind == "report" else "letter",
        licence=None if licence is None else _given_licence(licence),
    )


def _given_day(text: str) -> dt.date:
    try:
        return parse_day(text)
    except ValueError as error:
        raise GivenFactError("published", str(error)) from None


def _given_licence(text: str) -> str:
    licence = licence_called(text)
    if licence is None:
        known = ", ".join(licence.short for licence in licences())
        raise GivenFactError("licence", f"{text!r} is no licence that is known: write one of {known}, or its address")
    return licence.name


def extract_file(path: str, data: bytes | None, facts: GivenFacts, limits: DocumentLimits | None = None) -> Extraction:
    """Return what one document says, without a graph: coded by the shipped vocabulary.

    Args:
        path: The file, or ``-``.
        data: What came through standard input, for ``-``.
        facts: What the document does not say of itself.
        limits: How large it may be, and how long it may take to read.

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
    with DocumentReader(limits) as reader:
        return read_coded(reader.read(read_document(given, reader.limits), given.name), Names(), facts)
