"""What the rules see in a sentence and around it, as numbers: the evidence that the trained model weighs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from peelgraph.loaders.letters.coding.coded import Kind, Polarity
from peelgraph.loaders.letters.coding.headings import HeadingSays, read_heading
from peelgraph.loaders.letters.coding.kind import code_kind
from peelgraph.loaders.letters.coding.polarity import Weighing, code_polarity, weigh
from peelgraph.loaders.letters.coding.practices import Candidate, PracticeCoder
from peelgraph.loaders.letters.coding.risks import RiskCoder

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float32]]

POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
KINDS: tuple[Kind, ...] = get_args(Kind)
_LABEL = 3.0
"""The score of a practice's own label: the measure of the others."""
_OF_PASSAGE, _OF_SECTION = 4, 2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the sentences of one passage.

    Args:
        passage: The whole passage.
        section: The heading that it stands under.
        lead: The line that leads in to its list (``The force should:``).
    """

    passage: str
    section: str = ""
    lead: str = ""


class Signals:
    """Turns sentences into what the rules see in them.

    Args:
        practices: The rules of practices.
        risks: The rules of risks.
        known_practices: The practices in the order of the numbers.
        known_risks: The risks in the order of the numbers.
    """

    def __init__(
        self,
        practices: PracticeCoder,
        risks: RiskCoder,
        known_practices: Sequence[str],
        known_risks: Sequence[str],
    ) -> None:
        self._practice_coder = practices
        self._risk_coder = risks
        self._practices = {slug: number for number, slug in enumerate(known_practices)}
        self._risks = {slug: number for number, slug in enumerate(known_risks)}
        self.width = 3 * len(self._practices) + len(self._risks) + 3 + 3 * len(POLARITIES) + 2 * len(KINDS) + 2

    def of(self, sentences: Sequence[str], around: Surroundings, weighings: Sequence[Weighing] | None = None) -> Array:
        """Return one row of numbers for each sentence of a passage, in order.

        Args:
            sentences: The sentences, in the passage's order.
            around: What stands around them.
            weighings: What speaks for each polarity in each of them, where it is known.
        """
        import numpy as np  # noqa: PLC0415 - 80 ms that commands without extraction need not pay

        shared = [
            *self._scores(self._practice_coder.candidates(around.passage)[:_OF_PASSAGE]),
            *self._scores(self._practice_coder.candidates(around.section)[:_OF_SECTION]),
        ]
        heading = read_heading(around.section)
        rows = []
        before: Weighing | None = None
        for sentence, weighing in zip(sentences, weighings or map(weigh, sentences), strict=True):
            own = self._scores(self._practice_coder.candidates(sentence))
            judgement = _judgement(sentence, weighing, before, heading, around.lead)
            rows.append([*own, *shared, *self._risks_in(sentence), *judgement])
            before = weighing
        return np.array(rows, dtype=np.float32).reshape(len(rows), self.width)

    def _scores(self, candidates: Iterable[Candidate]) -> list[float]:
        row = [0.0] * len(self._practices)
        for candidate in candidates:
            if (number := self._practices.get(candidate.slug)) is not None:
                row[number] = candidate.score / _LABEL
        return row

    def _risks_in(self, sentence: str) -> list[float]:
        row = [0.0] * len(self._risks)
        for coded in self._risk_coder.code(sentence, ()):
            if (number := self._risks.get(coded.value)) is not None:
                row[number] = 1.0
        return row


def _judgement(
    sentence: str, weighing: Weighing, before: Weighing | None, heading: HeadingSays, lead: str
) -> list[float]:
    """Return what the rules of polarity and kind say of a sentence, of the one before it and of its heading."""
    polarity = code_polarity(weighing).value
    kind = code_kind(sentence, lead=lead or None).value
    former = code_polarity(before).value if before else None
    return [
        weighing.strength / _LABEL,
        weighing.weakness / _LABEL,
        weighing.neutral / _LABEL,
        *_chosen(polarity, POLARITIES),
        *_chosen(kind, KINDS),
        *_chosen(heading.polarity, POLARITIES),
        *_chosen(heading.kind, KINDS),
        *_chosen(former, POLARITIES),
        float(before is not None),
        float(sentence[:1].islower()),
    ]


def _chosen(value: str | None, values: Sequence[str]) -> list[float]:
    return [float(value == other) for other in values]
