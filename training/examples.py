"""Coded documents and statements as what the network trains on."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from peelgraph.loaders.letters.coding.passage_model import LONGEST_HEADING, LONGEST_PASSAGE, LONGEST_SENTENCE
from peelgraph.loaders.letters.coding.practices import PracticeCoder
from peelgraph.loaders.letters.coding.risks import RiskCoder
from peelgraph.loaders.letters.coding.signals import KINDS, POLARITIES, Signals, Surroundings
from peelgraph.loaders.letters.coding.wordpieces import WordPieces
from peelgraph.loaders.letters.learning.coded_document import CodedDocument, CodedPassage, CodedSentence, read_folder
from peelgraph.ontology.vocabulary import Vocabulary

STATEMENT_WEIGHT = 0.5
"""How much one of our own short summaries of a page counts beside a sentence of a document."""


@dataclass(frozen=True)
class Example:
    """A passage as the network reads it.

    Args:
        document: The document that it stands in.
        ids: The numbers of its word pieces, the heading's first.
        places: For each sentence, from which to which of them it goes.
        signals: What the rules see in each sentence.
        coded: The coding of each sentence; a sentence that is no finding has none.
        weight: How much its sentences count.
    """

    document: str
    ids: list[int]
    places: list[tuple[int, int]]
    signals: np.ndarray
    coded: list[CodedSentence]
    weight: float = 1.0


@dataclass(frozen=True)
class Maker:
    """Makes examples.

    Args:
        pieces: Cuts words into pieces.
        vocabulary: The practices and risks.
        signals: What the rules see.
    """

    pieces: WordPieces
    vocabulary: Vocabulary
    signals: Signals

    @classmethod
    def of(cls, pieces: Sequence[str], vocabulary: Vocabulary) -> Maker:
        """Return what makes examples with a list of word pieces and a vocabulary."""
        practices, risks = vocabulary.practices, vocabulary.risks
        signals = Signals(PracticeCoder(practices), RiskCoder(risks), sorted(practices), sorted(risks))
        return cls(WordPieces(pieces), vocabulary, signals)

    def documents(self, folder: Path) -> list[Example]:
        """Return the passages of all coded documents in a folder."""
        return [example for document in read_folder(folder) for example in self._passages(document)]

    def statements(self, table: Path) -> list[Example]:
        """Return the statements of a table of findings, each a passage of its own, of no known kind."""
        with table.open(encoding="utf-8", newline="") as file:
            return [
                self._example(f"{table.name} {number}", "", "", [coded], STATEMENT_WEIGHT)
                for number, row in enumerate(csv.DictReader(file), start=2)
                for coded in [_statement(row)]
            ]

    def _passages(self, document: CodedDocument) -> Iterator[Example]:
        lead = ""
        for part in document.body:
            if isinstance(part, CodedPassage):
                yield self._example(document.name, part.section, lead, part.sentences, 1.0)
            else:
                lead = part.removeprefix("> ") if part.startswith("> ") and part.endswith(":") else ""

    def _example(
        self, document: str, section: str, lead: str, sentences: Sequence[CodedSentence], weight: float
    ) -> Example:
        around = Surroundings(" ".join(sentence.text for sentence in sentences), section, lead)
        ids = [self.pieces.start, *(piece.id for piece in self.pieces.cut(section)[:LONGEST_HEADING]), self.pieces.end]
        places = []
        for sentence in sentences:
            room = max(1, LONGEST_PASSAGE - len(ids))
            cut = [piece.id for piece in self.pieces.cut(sentence.text)[: min(LONGEST_SENTENCE, room)]]
            places.append((len(ids), len(ids) + len(cut)))
            ids += cut
        signals = self.signals.of([sentence.text for sentence in sentences], around)
        return Example(document, [*ids, self.pieces.end], places, signals, list(sentences), weight)


@dataclass(frozen=True)
class Batch:
    """Some examples as arrays of one shape: ``b`` passages of ``s`` sentences of ``n`` word pieces.

    Args:
        ids: Word pieces, b × n.
        mask: Where there are any, b × n.
        means: What makes a sentence's vector of its pieces', b × s × n.
        signals: What the rules see, b × s × signals.
        targets: For each field its values, b × s (numbers) or b × s × values; ``weight`` and ``of_kind``, ``of_risk``
            say which sentences count.
    """

    ids: np.ndarray
    mask: np.ndarray
    means: np.ndarray
    signals: np.ndarray
    targets: dict[str, np.ndarray]


def batch_of(
    examples: Sequence[Example], size: int, length: int, practices: Sequence[str], risks: Sequence[str]
) -> Batch:
    """Return some examples as one batch.

    Args:
        examples: At most ``size`` of them.
        size: How many passages the arrays have room for.
        length: How many word pieces of each.
        practices: The practices in the order of their numbers.
        risks: The risks likewise.
    """
    most = max(len(example.coded) for example in examples)
    sentences = next(room for room in (4, 10, 30) if most <= room)
    width = examples[0].signals.shape[1]
    ids = np.zeros((size, length), np.int32)
    mask = np.zeros((size, length), np.float32)
    mask[len(examples) :, 0] = 1
    means = np.zeros((size, sentences, length), np.float32)
    signals = np.zeros((size, sentences, width), np.float32)
    shape = (size, sentences)
    targets = {name: np.zeros(shape, np.int32) for name in ("polarity", "kind")}
    targets |= {name: np.zeros(shape, np.float32) for name in ("weight", "of_kind", "of_risk")}
    targets["practices"] = np.zeros((*shape, len(practices)), np.float32)
    targets["risks"] = np.zeros((*shape, len(risks)), np.float32)
    for b, example in enumerate(examples):
        ids[b, : len(example.ids)] = example.ids
        mask[b, : len(example.ids)] = 1
        signals[b, : len(example.coded)] = example.signals
        for s, ((start, end), coded) in enumerate(zip(example.places, example.coded, strict=True)):
            means[b, s, start:end] = 1 / max(1, end - start)
            if coded.polarity is None:
                continue
            targets["weight"][b, s] = example.weight
            targets["polarity"][b, s] = [*POLARITIES].index(coded.polarity)  # type: ignore[arg-type]
            if coded.kind:
                targets["kind"][b, s] = [*KINDS].index(coded.kind)  # type: ignore[arg-type]
                targets["of_kind"][b, s] = 1
            targets["of_risk"][b, s] = coded.polarity == "weakness"
            targets["practices"][b, s, [practices.index(slug) for slug in coded.practices]] = 1
            targets["risks"][b, s, [risks.index(slug) for slug in coded.risks]] = 1
    return Batch(ids, mask, means, signals, targets)


def alone_of(example: Example, at: int) -> Example:
    """Return one sentence of an example under its heading, without its neighbours."""
    (start, end), heading = example.places[at], example.places[0][0]
    return Example(
        example.document,
        [*example.ids[:heading], *example.ids[start:end], example.ids[-1]],
        [(heading, heading + end - start)],
        example.signals[at : at + 1],
        example.coded[at : at + 1],
        example.weight,
    )


def _statement(row: dict[str, str]) -> CodedSentence:
    risks = (row["risk"],) if row["risk"] else ()
    return CodedSentence(row["statement"], row["polarity"], None, (row["practice"],), risks)
