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

    def encode(self, ids: Sequence[int]) -> Array:
        """Return a vector for each word piece of one text, in context.

        Args:
            ids: The numbers of its pieces, at most ``longest``.
        """
        weights = self._weights
        vectors = weights["words"][list(ids)] + weights["positions"][: len(ids)]
        vectors = self._norm(vectors, "norm")
        for layer in range(self.layers):
            attended = self._linear(self._attend(vectors, layer), f"{layer}.output")
            vectors = self._norm(vectors + attended, f"{layer}.attention_norm")
            inner = _gelu(self._linear(vectors, f"{layer}.inner"))
            vectors = self._norm(vectors + self._linear(inner, f"{layer}.outer"), f"{layer}.output_norm")
        return vectors

    def _attend(self, vectors: Array, layer: int) -> Array:
        import numpy as np  # noqa: PLC0415 - 80 ms that commands without extraction need not pay

        length, width = vectors.shape
        query, key, value = (
            self._linear(vectors, f"{layer}.{part}").reshape(length, HEADS, width // HEADS).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / np.float32(math.sqrt(width // HEADS))
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        mixed: Array = (shares @ value).transpose(1, 0, 2).reshape(length, width)
        return mixed

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
