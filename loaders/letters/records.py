"""An extraction as records of the graph."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from peelgraph.loaders.letters.coding.coded import Coded
from peelgraph.loaders.letters.extraction import ExtractedFinding, ExtractedPassage, Extraction
from peelgraph.loaders.letters.grades import ExtractedGrade
from peelgraph.ontology.errors import LoadError
from peelgraph.ontology.records import Link, Record, Value

SOURCE_KIND = "inspectorate-report"
"""What kind of source a letter of the inspectorate is, for the findings quoted from it."""


def document_records(
    extraction: Extraction,
    *,
    filename: str | None = None,
    sha256: str | None = None,
    source_url: str | None = None,
    licence: str | None = None,
) -> list[Record]:
    """Return what a letter states: its inspection where that is new, the document, its passages and its findings.

    Only the findings count as rows of a load.

    Args:
        extraction: What was read; without faults.
        filename: The name of the file that it was read from.
        sha256: The hash of that file.
        source_url: Where the letter is published.
        licence: Under which licence.

    Raises:
        LoadError: The extraction has faults; the error tells them all.
    """
    document_id = extraction.document_id
    if extraction.faults or document_id is None:
        raise LoadError("; ".join(str(fault) for fault in extraction.faults) or "the document has no id")
    about = {"filename": filename, "sha256": sha256, "source_url": source_url, "licence": licence}
    records = list(_inspection(extraction))
    records.append(_document(extraction, document_id, about))
    records += [_passage(passage, extraction, document_id) for passage in extraction.passages]
    records += [_finding(finding, extraction, source_url) for finding in extraction.findings]
    records += [_grade(grade, extraction, source_url) for grade in extraction.grades]
    return records


def _present(properties: Iterable[tuple[str, Value | None]]) -> dict[str, Value]:
    return {name: value for name, value in properties if value is not None and value not in ("", [])}


def _inspection(extraction: Extraction) -> Iterable[Record]:
    """The inspection's record: of each document where no table states it, or where the letter says what follows it up.

    A document that is taken back, or is still under embargo, so leaves the inspection to the others that report it.
    """
    inspection, facts = extraction.inspection, extraction.facts
    if inspection is None:
        return
    links = [Link("FOLLOWED_UP_BY", "Inspection", extraction.follow_up.slug)] if extraction.follow_up else []
    known = inspection.known
    if known and not known.of_documents:
        if links and extraction.follow_up and extraction.follow_up.slug != inspection.slug:
            yield Record(
                "Inspection",
                known.slug,
                {"slug": known.slug, "title": known.title},
                tuple(links),
                counted=False,
            )
        return
    properties = _present(
        [
            ("slug", inspection.slug),
            ("sequence", known.sequence if known else inspection.sequence),
            ("title", known.title if known else facts.inspection or inspection.slug),
            ("formerly", facts.formerly),
            ("fieldwork_start", facts.fieldwork_start),
            ("fieldwork_end", facts.fieldwork_end),
        ]
    )
    yield Record("Inspection", inspection.slug, properties, tuple(links), counted=False)


def _embargo(extraction: Extraction) -> dt.datetime | None:
    return extraction.facts.embargoed_until


def _document(extraction: Extraction, document_id: str, about: dict[str, str | None]) -> Record:
    facts = extraction.facts
    properties = _present(
        [
            ("title", extraction.title or facts.inspection or document_id),
            ("kind", extraction.kind),
            ("published", facts.published),
            ("published_period", facts.published_period),
            ("embargoed_until", facts.embargoed_until),
            ("author", facts.author),
            ("author_office", facts.author_office),
            ("addressee", facts.addressee),
            ("addressee_office", facts.addressee_office),
            ("follow_up", facts.follow_up),
            *about.items(),
        ]
    )
    links = []
    if extraction.inspection:
        links.append(Link("REPORTS", "Inspection", extraction.inspection.slug))
    if facts.force:
        links.append(Link("SENT_TO", "Force", facts.force))
    return Record("Document", document_id, properties, tuple(links), counted=False)


def _passage(extracted: ExtractedPassage, extraction: Extraction, document_id: str) -> Record:
    passage = extracted.passage
    properties = _present(
        [
            ("number", passage.number),
            ("section", passage.section),
            ("text", passage.text),
            ("page", passage.page),
            ("embargoed_until", _embargo(extraction)),
        ]
    )
    return Record("Passage", extracted.id or "", properties, (Link("PART_OF", "Document", document_id),), counted=False)


def _finding(finding: ExtractedFinding, extraction: Extraction, source_url: str | None) -> Record:
    coding, facts = finding.coding, extraction.facts
    properties = _present(
        [
            ("text", finding.text),
            ("wording", "quoted"),
            ("kind", coding.kind.value),
            ("polarity", coding.polarity.value),
            ("status", coding.status.value if coding.status else "not-stated"),
            ("published", facts.published),
            ("published_period", facts.published_period),
            ("embargoed_until", _embargo(extraction)),
            ("source_kind", SOURCE_KIND),
            ("source_url", source_url),
            *_how("polarity_", coding.polarity).items(),
            *_how("kind_", coding.kind).items(),
            ("confidence", coding.confidence),
        ]
    )
    links = [
        *(Link("CONCERNS", "Practice", practice.value, _how("", practice)) for practice in coding.practices),
        *(Link("EXPOSES", "Risk", risk.value, _how("", risk)) for risk in coding.risks),
        Link("STATED_IN", "Passage", finding.passage.id or "", {"start": finding.start, "end": finding.end}),
    ]
    if about := finding.force or facts.force:
        links.append(Link("ABOUT", "Force", about))
    if extraction.inspection:
        links.append(Link("FOUND_IN", "Inspection", extraction.inspection.slug))
    return Record("Finding", finding.id or "", properties, tuple(links))


def _grade(grade: ExtractedGrade, extraction: Extraction, source_url: str | None) -> Record:
    inspection = extraction.inspection.slug if extraction.inspection else ""
    properties = _present(
        [
            ("value", grade.value),
            ("published", extraction.facts.published),
            ("published_period", extraction.facts.published_period),
            ("source_kind", SOURCE_KIND),
            ("source_url", source_url),
        ]
    )
    links = (
        Link("OF", "Force", grade.force),
        Link("ANSWERS", "Question", grade.question),
        Link("GIVEN_IN", "Inspection", inspection),
    )
    return Record("Grade", f"{grade.force}-{inspection}-{grade.question}", properties, links, counted=False)


def _how(prefix: str, coded: Coded[object]) -> dict[str, Value]:
    """How a value was reached, as properties."""
    return _present(
        [
            (f"{prefix}method", coded.method),
            (f"{prefix}confidence", coded.confidence),
            (f"{prefix}cue", coded.cue),
        ]
    )
