"""The trained model: what a transformer and the rules' signals together say of each sentence of a passage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Literal

from peelgraph.loaders.letters.coding.encoder import Encoder
from peelgraph.loaders.letters.coding.signals import Surroundings
from peelgraph.loaders.letters.coding.theme import Theme
from peelgraph.loaders.letters.coding.wordpieces import Piece, WordPieces

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float32]]

Field = Literal["polarity", "kind", "practices", "risks"]
FIELDS: tuple[Field, ...] = ("polarity", "kind", "practices", "risks")

LONGEST_HEADING = 16
LONGEST_SENTENCE = 100
LONGEST_PASSAGE = 320
"""Most word pieces of a heading, of a sentence and of what is read at once; a longer passage is read in parts."""

ALONE = 0.4
"""How much a sentence's polarity read by itself counts beside that read in its passage, whose other words colour it."""

_NEARLY = 0.4
_CUE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of one sentence.

    Args:
        text: The sentence.
        shares: For each field the calibrated probability of each value, in the order of ``PassageModel.values``.
        pieces: Its word pieces.
        contributions: For each field what each piece adds to each value: an array of pieces by values.
        theme: The number of the practice that its document is about throughout, where that was weighed too.
    """

    text: str
    shares: Mapping[Field, Array]
    pieces: Sequence[Piece]
    contributions: Mapping[Field, Array]
    theme: int | None = None

    def on(self, theme: Theme) -> Reading:
        """Return the reading with its practices weighed by the theme of its document."""
        return replace(
            self, shares={**self.shares, "practices": theme.weighed(self.shares["practices"])}, theme=theme.number
        )

    def cue(self, field: Field, chosen: int) -> str:
        """Return the words that spoke most for a value of a field, as they stand in the sentence.

        Args:
            field: The field.
            chosen: The number of the value.
        """
        if not self.pieces:
            return ""
        added = self.contributions[field]
        spoke = added[:, chosen] - added.mean(axis=1)
        words: dict[tuple[int, int], float] = {}
        for piece, weight in zip(self.pieces, spoke, strict=True):
            place = (piece.start, piece.end)
            words[place] = words.get(place, 0.0) + float(weight)
        places = [place for place in words if self.text[place[0]].isalnum()]
        if not places or max(words[place] for place in places) <= 0:
            return ""
        first = last = max(range(len(places)), key=lambda at: words[places[at]])
        enough = _NEARLY * words[places[first]]
        while last - first + 1 < _CUE_WORDS:
            before = words[places[first - 1]] if first else 0.0
            after = words[places[last + 1]] if last + 1 < len(places) else 0.0
            if max(before, after) < enough:
                break
            first, last = (first - 1, last) if before > after else (first, last + 1)
        return self.text[places[first][0] : places[last][1]]


@dataclass(frozen=True, slots=True)
class _Vectors:
    """A heading and sentences as vectors: of each piece of each sentence, and the mean of all."""

    of: Sequence[Array]
    whole: Array


@dataclass(frozen=True, slots=True)
class _Speaks:
    """What speaks for the values of a field: each word piece by itself, and what stands around."""

    by_piece: Array
    around: Array

    @property
    def total(self) -> Array:
        total: Array = self.by_piece.sum(axis=0) + self.around
        return total

    def mixed_with(self, other: _Speaks, share: float) -> _Speaks:
        """Return this with a share of another reading of the same pieces."""
        return _Speaks(
            (1 - share) * self.by_piece + share * other.by_piece, (1 - share) * self.around + share * other.around
        )


class PassageModel:
    """Reads passages with trained weights.

    Args:
        weights: The arrays that training wrote.
    """

    def __init__(self, weights: Mapping[str, Any]) -> None:
        from threadpoolctl import ThreadpoolController  # noqa: PLC0415 - with numpy, only where something is extracted

        self._threads = ThreadpoolController()
        self._weights = {name: _whole(name, weights) for name in weights if not name.endswith(".step")}
        self._pieces = WordPieces(_words(weights["pieces"]))
        of_encoder = [name for name in self._weights if name.startswith("encoder.")]
        self._encoder = Encoder({name.removeprefix("encoder."): self._weights[name] for name in of_encoder})
        self.values: Mapping[Field, Sequence[str]] = {field: _words(weights[f"{field}.values"]) for field in FIELDS}
        self.thresholds: Mapping[str, float] = {
            field: float(weights[f"{field}.threshold"]) for field in ("practices", "risks")
        }

    def read(self, sentences: Sequence[str], around: Surroundings, signals: Array) -> list[Reading]:
        """Return what the model says of each sentence of a passage.

        Args:
            sentences: The sentences, in the passage's order.
            around: What stands around them.
            signals: What the rules see in them: ``Signals.of``.
        """
        cut = [self._pieces.cut(sentence)[:LONGEST_SENTENCE] for sentence in sentences]
        readings: list[Reading] = []
        for first, last in _parts([len(pieces) for pieces in cut]):
            readings += self._read_part(sentences[first:last], cut[first:last], around, signals[first:last])
        return readings

    @contextmanager
    def side_by_side(self) -> Iterator[None]:
        """Let several threads read passages at once, each multiplying its matrices by itself.

        They are too small to be multiplied by several threads together: on a busy machine that is forty times slower.
        """
        with self._threads.limit(limits=1, user_api="blas"):
            yield

    def _read_part(
        self, sentences: Sequence[str], cut: Sequence[Sequence[Piece]], around: Surroundings, signals: Array
    ) -> list[Reading]:
        [together] = self._vectors(around.section, [cut])
        alone = self._vectors(around.section, [[pieces] for pieces in cut]) if len(cut) > 1 else []
        readings = []
        for at, (text, pieces, row) in enumerate(zip(sentences, cut, signals, strict=True)):
            said = {field: self._speak(field, together.of[at], together.whole, row) for field in FIELDS}
            if alone:
                by_itself = self._speak("polarity", alone[at].of[0], alone[at].whole, row)
                said["polarity"] = said["polarity"].mixed_with(by_itself, ALONE)
            readings.append(self._reading(text, pieces, said))
        return readings

    def _vectors(self, section: str, groups: Sequence[Sequence[Sequence[Piece]]]) -> list[_Vectors]:
        """Encode a heading with each group of sentences under it."""
        heading = [piece.id for piece in self._pieces.cut(section)[:LONGEST_HEADING]]
        texts, places = [], []
        for cut in groups:
            ids = [self._pieces.start, *heading, self._pieces.end]
            ends = list(accumulate((len(pieces) for pieces in cut), initial=len(ids)))
            places.append(list(pairwise(ends)))
            texts.append([*ids, *(piece.id for pieces in cut for piece in pieces), self._pieces.end])
        return [
            _Vectors([vectors[start:end] for start, end in of], vectors.mean(axis=0))
            for vectors, of in zip(self._encoder.encode(texts), places, strict=True)
        ]

    def _speak(self, field: Field, vectors: Array, whole: Array, signals: Array) -> _Speaks:
        weights = self._weights
        by_piece = vectors @ weights[f"{field}.sentence"] / max(1, len(vectors))
        around = whole @ weights[f"{field}.passage"] + signals @ weights[f"{field}.signals"] + weights[f"{field}.bias"]
        return _Speaks(by_piece, around)

    def _reading(self, text: str, pieces: Sequence[Piece], said: Mapping[Field, _Speaks]) -> Reading:
        shares: dict[Field, Array] = {}
        for field, speaks in said.items():
            cooled = speaks.total / self._weights[f"{field}.temperature"]
            shares[field] = _one_of(cooled) if field in {"polarity", "kind"} else _each(cooled)
        return Reading(text, shares, pieces, {field: speaks.by_piece for field, speaks in said.items()})


@cache
def load_passage_model() -> PassageModel:
    """Return the shipped model, read once a process."""
    import numpy as np  # noqa: PLC0415 - 80 ms that commands without extraction need not pay

    with as_file(files("peelgraph.loaders.letters.coding").joinpath("model.npz")) as path, np.load(path) as weights:
        return PassageModel({name: weights[name] for name in weights.files})


def _whole(name: str, weights: Mapping[str, Any]) -> Any:
    """Return an array as numbers: one kept in 8 bits is multiplied by its columns' steps."""
    if (step := weights.get(f"{name}.step")) is None:
        return weights[name]
    return weights[name].astype("float32") * step


def _words(array: Any) -> list[str]:
    """Return the words of an array that holds text as bytes, a line a word."""
    return bytes(array).decode("utf-8").split("\n")


def _parts(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Return the parts in which a passage is read, as ranges of sentences.

    >>> _parts([100, 100, 100, 100]), _parts([])
    ([(0, 3), (3, 4)], [])
    """
    parts: list[tuple[int, int]] = []
    first, held = 0, 0
    for at, length in enumerate(lengths):
        if at > first and held + length > LONGEST_PASSAGE:
            parts.append((first, at))
            first, held = at, 0
        held += length
    return [*parts, (first, len(lengths))] if lengths else []


def _one_of(speaks: Array) -> Array:
    import numpy as np  # noqa: PLC0415

    shares = np.exp(speaks - speaks.max())
    one: Array = shares / shares.sum()
    return one


def _each(speaks: Array) -> Array:
    import numpy as np  # noqa: PLC0415

    each: Array = (1 / (1 + np.exp(-speaks))).astype(np.float32)
    return each
