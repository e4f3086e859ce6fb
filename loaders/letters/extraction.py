"""What is read of one letter, and its form as JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from peelgraph.loaders.letters.coding.coder import Coding
from peelgraph.loaders.letters.facts import Facts
from peelgraph.loaders.letters.grades import ExtractedGrade
from peelgraph.loaders.letters.inspections import ResolvedInspection
from peelgraph.loaders.letters.structure import Passage
from peelgraph.ontology.errors import Fault
from peelgraph.ontology.protocols import KnownInspection


@dataclass(frozen=True, slots=True)
class GivenFacts:
    """What the caller knows of a document, by command-line options; it wins over what the document says.

    Args:
        force: The force, by any of its names.
        inspection: The inspection's slug or title; used where the printed title is not a known one.
        published: The document's date.
        document: The document's id.
        kind: ``letter`` or ``report``.
        licence: The name of the licence that it was published under; no text of a document says so.
    """

    force: str | None = None
    inspection: str | None = None
    published: dt.date | None = None
    document: str | None = None
    kind: str = "letter"
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class ExtractedPassage:
    """A passage with its id; the id is None while a fact that it is made of is missing."""

    id: str | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class ExtractedFinding:
    """A finding with its place and its coding.

    Args:
        id: Its id; None while a fact that it is made of is missing.
        text: Its exact text.
        passage: The passage that states it.
        start: Where it begins in the passage's text, in code points.
        end: Where it ends, half-open.
        coding: What was decided of it.
        force: The force that it is about.
    """

    id: str | None
    text: str
    passage: ExtractedPassage
    start: int
    end: int
    coding: Coding
    force: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read of one letter.

    Args:
        facts: The document's facts, with those that were given.
        inspection: The inspection that it is about, if known or named.
        follow_up: The known inspection that the letter says will look again, if it is one.
        document_id: The document's id, or None while a fact that it is made of is missing.
        kind: ``letter`` or ``report``.
        title: The subject line.
        passages: The passages in their order.
        findings: The findings in their order.
        faults: What keeps the letter from being loaded, all at once.
        warnings: What a reader should check.
        forces: The forces that it is about, where it has a part for each of several.
        grades: The grades that it prints beside a known question.
    """

    facts: Facts = field(default_factory=Facts)
    inspection: ResolvedInspection | None = None
    follow_up: KnownInspection | None = None
    document_id: str | None = None
    kind: str = "letter"
    title: str | None = None
    passages: tuple[ExtractedPassage, ...] = ()
    findings: tuple[ExtractedFinding, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    grades: tuple[ExtractedGrade, ...] = ()

    @property
    def document(self) -> dict[str, str | None]:
        """The facts as the annotation guide's file form gives them, and the document's id and kind."""
        f = self.facts
        return {
            "id": self.document_id,
            "kind": self.kind,
            "title": self.title,
            "force": f.force,
            "inspection": f.inspection,
            "inspection_id": self.inspection.slug if self.inspection else None,
            "formerly": f.formerly,
            "published": f.dated,
            "embargoed_until": _embargo_as_said(f),
            "author": f.author,
            "author_office": f.author_office,
            "addressee": f.addressee,
            "addressee_office": f.addressee_office,
            "fieldwork_start": f.fieldwork_start,
            "fieldwork_end": f.fieldwork_end,
            "follow_up": f.follow_up,
        }

    def to_json(self) -> dict[str, object]:
        """Return the extraction in the annotation guide's file form, ready for ``json.dumps``."""
        return {
            "document": self.document,
            "passages": [_passage_json(passage) for passage in self.passages],
            "findings": [_finding_json(finding) for finding in self.findings],
            "forces": list(self.forces) or ([self.facts.force] if self.facts.force else []),
            "grades": [
                {"force": grade.force, "question": grade.question, "value": grade.value} for grade in self.grades
            ],
            "faults": [str(fault) for fault in self.faults],
            "warnings": list(self.warnings),
        }


def _embargo_as_said(facts: Facts) -> str | None:
    """Return the end of an embargo as the document gives it: a day and time, or a day alone."""
    if facts.embargoed_until is None:
        return None
    if not facts.embargo_has_time:
        return facts.embargoed_until.date().isoformat()
    return facts.embargoed_until.isoformat(timespec="minutes")


def _passage_json(extracted: ExtractedPassage) -> dict[str, object]:
    passage = extracted.passage
    return {
        "id": extracted.id,
        "number": passage.number,
        "section": passage.section,
        "text": passage.text,
        "page": passage.page,
    }


def _finding_json(finding: ExtractedFinding) -> dict[str, object]:
    coding = finding.coding
    return {
        "passage": finding.passage.passage.number,
        "section": finding.passage.passage.section,
        "text": finding.text,
        "kind": coding.kind.value,
        "polarity": coding.polarity.value,
        "practices": [practice.value for practice in coding.practices],
        "risks": [risk.value for risk in coding.risks],
        "status": coding.status.value if coding.status else None,
        "force": finding.force,
        "id": finding.id,
        "start": finding.start,
        "end": finding.end,
        "confidence": coding.confidence,
        "cues": {
            "kind": coding.kind.cue,
            "polarity": coding.polarity.cue,
            "practices": {practice.value: practice.cue for practice in coding.practices},
            "risks": {risk.value: risk.cue for risk in coding.risks},
        },
    }
