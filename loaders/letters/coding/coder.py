"""The coding of a passage's sentences, each with an eye on its neighbours and its headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peelgraph.loaders.letters.coding.coded import Coded, Kind, Polarity, Status
from peelgraph.loaders.letters.coding.headings import read_heading, stated_status
from peelgraph.loaders.letters.coding.kind import code_kind
from peelgraph.loaders.letters.coding.measured import confidence
from peelgraph.loaders.letters.coding.polarity import code_polarity
from peelgraph.loaders.letters.coding.practices import Context, PracticeCoder
from peelgraph.loaders.letters.coding.risks import RiskCoder
from peelgraph.loaders.letters.findings import Span
from peelgraph.loaders.letters.structure import Passage
from peelgraph.ontology.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Coding:
    """All that was decided of one finding.

    Args:
        kind: Its kind.
        polarity: Its polarity.
        practices: The practices that it is about, the surest first.
        risks: What it exposes to; only a weakness has any.
        status: The inspectorate's own rank, where the source states one.
    """

    kind: Coded[Kind]
    polarity: Coded[Polarity]
    practices: tuple[Coded[str], ...]
    risks: tuple[Coded[str], ...]
    status: Coded[Status] | None

    @property
    def confidence(self) -> float:
        """The least of all confidences: how far the finding as a whole can be trusted."""
        decisions: tuple[Coded[object], ...] = (self.kind, self.polarity, *self.practices, *self.risks)
        return min(decision.confidence for decision in decisions if decision.confidence is not None)


class Coder:
    """Codes findings by a vocabulary.

    Args:
        vocabulary: The practices and risks, the user's own among them.
        subject: The document's subject line.
    """

    def __init__(self, vocabulary: Vocabulary, subject: str | None = None) -> None:
        self._subject = subject
        self._practices = PracticeCoder(vocabulary.practices)
        self._risks = RiskCoder(vocabulary.risks)

    def code(self, passage: Passage, spans: Sequence[Span]) -> list[Coding]:
        """Return the coding of each span of a passage, in the spans' order."""
        heading = read_heading(passage.section)
        codings: list[Coding] = []
        for span in spans:
            text = passage.text[span.start : span.end]
            before = codings[-1] if codings else None
            after_weakness = any(coding.polarity.value == "weakness" for coding in codings)
            kind = code_kind(text, lead=passage.lead, heading=heading.kind, after_weakness=after_weakness)
            polarity = _polarity_of(kind) or code_polarity(text, heading.polarity, span.hint)
            named = tuple(practice.value for practice in before.practices) if before else ()
            context = Context(named, passage.text, passage.topic, self._subject)
            practices = self._practices.code(text, context)
            codings.append(
                Coding(
                    kind,
                    polarity,
                    tuple(practices),
                    self._risks_of(text, kind, polarity, practices),
                    _status_of(text, polarity, heading.status),
                )
            )
        return codings

    def _risks_of(
        self, text: str, kind: Coded[Kind], polarity: Coded[Polarity], practices: Sequence[Coded[str]]
    ) -> tuple[Coded[str], ...]:
        if polarity.value != "weakness":
            return ()
        slugs = [practice.value for practice in practices]
        return tuple(self._risks.code(text, slugs, recommendation=kind.value == "recommendation"))


def _polarity_of(kind: Coded[Kind]) -> Coded[Polarity] | None:
    """The kind settles the polarity of all but plain findings."""
    if kind.value == "finding":
        return None
    value: Polarity = "weakness" if kind.value == "recommendation" else "neutral"
    return Coded(value, confidence("polarity", kind.value), kind.cue, kind.value)


def _status_of(text: str, polarity: Coded[Polarity], heading: Status | None) -> Coded[Status] | None:
    if stated := stated_status(text):
        return Coded(stated[0], None, stated[1], "sentence", "stated")
    if heading and polarity.value == "weakness":
        return Coded(heading, None, "", "heading", "stated")
    return None
