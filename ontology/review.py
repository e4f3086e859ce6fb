"""What goes to a reviewer and what comes back: the rows of a review sheet, whatever file it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from peelgraph.ontology.corrections import Coding, Field
from peelgraph.ontology.errors import Fault


@dataclass(frozen=True, slots=True)
class How:
    """How one field was coded.

    Args:
        method: As the model names methods; empty where none is said.
        confidence: How surely; the least, where the field has several values.
        cue: The words that decided it.
    """

    method: str = ""
    confidence: float | None = None
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A stale correction that may fit a new finding.

    Args:
        correction: The id of the correction.
        field: What it corrects.
        new: The coding that it gives.
        text: The text that it was made of.
        alike: How alike the two texts are, 0 to 1.
    """

    correction: str
    field: Field
    new: tuple[str, ...]
    text: str
    alike: float


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One finding as a reviewer sees it.

    Args:
        finding: Its id.
        text: The sentence, or our summary.
        force: The force that it is about.
        document: The document that states it, or the inspection where no document does.
        section: The heading that it stands under.
        passage: The passage that states it.
        confidence: The least confidence of all its codings.
        coding: What it is coded as.
        how: How each field was coded.
        offers: Stale corrections that may fit it.
    """

    finding: str
    text: str
    force: str
    document: str
    section: str
    passage: str
    confidence: float | None
    coding: Coding
    how: Mapping[Field, How]
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """One row that comes back.

    Args:
        line: Its line in the file.
        finding: The id of the finding.
        shown: The coding that the sheet showed, of the fields that it has.
        new: The corrections.
        confirmed: True where the reviewer found the rest of the coding right.
        takes_offers: True where the reviewer takes what is offered.
        offers: The ids of the stale corrections that were offered.
        reviewer: Who reviewed it.
        note: What the reviewer noted.
        faults: What is wrong with the row.
    """

    line: int
    finding: str
    shown: Coding = field(default_factory=dict)
    new: Coding = field(default_factory=dict)
    confirmed: bool = False
    takes_offers: bool = False
    offers: tuple[str, ...] = ()
    reviewer: str = ""
    note: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def untouched(self) -> bool:
        """True where the reviewer said nothing about the finding."""
        return not (self.new or self.confirmed or self.takes_offers or self.faults)


@dataclass(frozen=True, slots=True)
class Example:
    """One reviewed sentence.

    Args:
        passage: The number of its passage.
        section: The heading that it stands under.
        text: Its text.
        coding: Its coding, a person's word on top.
    """

    passage: int
    section: str
    text: str
    coding: Coding


@dataclass(frozen=True, slots=True)
class ExampleDocument:
    """The reviewed sentences of a document, in its order.

    Args:
        id: The document's id.
        facts: What is known of it, in the names of the annotation guide, and its ``kind``.
        examples: The sentences.
    """

    id: str
    facts: Mapping[str, str]
    examples: tuple[Example, ...]
