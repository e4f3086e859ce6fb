"""Sentences as vectors: a small transformer, run in numpy."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float32]]

HEADS = 12
_EPSILON = 1e-12


class Encoder:
    """A transformer encoder of the BERT family (Devlin and others, 2019).

    Args:
        weights: Its arrays by name: ``words``, ``positions``, ``norm.scale``, ``norm.shift``, and for each layer
            ``N.`` with ``query``, ``key``, ``value``, ``output``, ``inner``, ``outer`` (each ``.weight`` and
            ``.bias``), ``attention_norm`` and ``output_norm`` (each ``.scale`` and ``.shift``).
    """

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._weights = weights
        self.layers = 1 + max(int(name.partition(".")[0]) for name in weights if name[0].isdigit())
        self.longest = len(weights["positions"])

    def encode(self, texts: Sequence[Sequence[int]]) -> list[Array]:
        """Return for each text a vector for each of its word pieces, in context.

        What is done to each piece by itself is done to those of all texts at once; only where pieces look at each
        other are the texts kept apart.

        Args:
            texts: The numbers of their pieces, at most ``longest`` each.
        """
        import numpy as np  # noqa: PLC0415 - 80 ms that commands without extraction need not pay

        weights = self._weights
        lengths = np.array([len(ids) for ids in texts])
        padded = np.arange(lengths.max()) < lengths[:, None]
        vectors = weights["words"][[one for ids in texts for one in ids]]
        vectors = vectors + weights["positions"][np.nonzero(padded)[1]]
        vectors = self._norm(vectors, "norm")
        for layer in range(self.layers):
            attended = self._linear(self._attend(vectors, padded, layer), f"{layer}.output")
            vectors = self._norm(vectors + attended, f"{layer}.attention_norm")
            inner = _gelu(self._linear(vectors, f"{layer}.inner"))
            vectors = self._norm(vectors + self._linear(inner, f"{layer}.outer"), f"{layer}.output_norm")
        return np.split(vectors, np.cumsum(lengths)[:-1])

    def _attend(self, vectors: Array, padded: Any, layer: int) -> Array:
        """Return what each piece takes from those of its text.

        Args:
            vectors: The pieces of all texts, one text after the other.
            padded: Which places of texts by pieces of the longest text are taken.
            layer: The number of the layer.
        """
        import numpy as np  # noqa: PLC0415

        texts, longest = padded.shape
        width = vectors.shape[1]
        query, key, value = (
            self._spread(self._linear(vectors, f"{layer}.{part}"), padded)
            .reshape(texts, longest, HEADS, width // HEADS)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(math.sqrt(width // HEADS))
        scores = np.where(padded[:, None, None, :], scores, np.float32(-1e9))
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        mixed: Array = (shares @ value).transpose(0, 2, 1, 3).reshape(texts, longest, width)[padded]
        return mixed

    @staticmethod
    def _spread(vectors: Array, padded: Any) -> Array:
        """Return the pieces of all texts as texts by pieces, with nothing where a text has none."""
        import numpy as np  # noqa: PLC0415

        spread = np.zeros((*padded.shape, vectors.shape[1]), np.float32)
        spread[padded] = vectors
        return spread

    def _linear(self, vectors: Array, name: str) -> Array:
        product: Array = vectors @ self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return product

    def _norm(self, vectors: Array, name: str) -> Array:
        import numpy as np  # noqa: PLC0415

        centred = vectors - vectors.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + np.float32(_EPSILON))
        normed: Array = centred / spread * self._weights[f"{name}.scale"] + self._weights[f"{name}.shift"]
        return normed


def _gelu(values: Array) -> Array:
    """Return the Gaussian error linear unit, its error function by Abramowitz and Stegun 7.1.26 (error 1.5e-7)."""
    import numpy as np  # noqa: PLC0415

    scaled = np.abs(values) * np.float32(math.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * scaled)
    polynomial = np.full_like(t, 1.061405429)
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        polynomial = polynomial * t + np.float32(coefficient)
    error = np.sign(values) * (1 - polynomial * t * np.exp(-scaled * scaled))
    result: Array = values * np.float32(0.5) * (1 + error)
    return result
