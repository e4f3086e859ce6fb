"""The network as it trains: the encoder of ``coding.encoder`` in jax, over batches, with dropout, and its loss."""

from __future__ import annotations

import math
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from peelgraph.loaders.letters.coding.encoder import HEADS

from training.examples import Batch

Arrays = dict[str, Any]
DROPOUT = 0.1
SIGNALS_DROPOUT = 0.2
KIND_SHARE, EACH_PRACTICE_SHARE, RISK_SHARE = 0.5, 0.3, 0.7
"""How much each part of the loss counts beside polarity and the practice that comes first."""


def new_heads(values: dict[str, int], width: int, signals: int, seed: int) -> Arrays:
    """Return untrained weights that turn a sentence's vector, its passage's and its signals into values."""
    chance = np.random.default_rng(seed)
    heads: Arrays = {}
    for field, count in values.items():
        heads[f"{field}.sentence"] = chance.normal(0, 0.02, (width, count)).astype(np.float32)
        heads[f"{field}.passage"] = chance.normal(0, 0.02, (width, count)).astype(np.float32)
        heads[f"{field}.signals"] = np.zeros((signals, count), np.float32)
        heads[f"{field}.bias"] = np.zeros(count, np.float32)
    return heads


def speak(weights: Arrays, layers: int, fields: tuple[str, ...], batch: Batch, key: Any = None) -> Arrays:
    """Return for each field what speaks for each value of each sentence; with a key for chance, with dropout."""
    encoder, heads = weights["encoder"], weights["heads"]
    keys = _Keys(key)
    vectors = _encode(encoder, layers, batch.ids, batch.mask, keys)
    sentences = batch.means @ vectors
    passage = (vectors * batch.mask[..., None]).sum(1, keepdims=True) / batch.mask.sum(1)[:, None, None]
    sentences, passage = _drop(sentences, keys, DROPOUT), _drop(passage, keys, DROPOUT)
    signals = _drop(batch.signals, keys, SIGNALS_DROPOUT)
    return {
        field: sentences @ heads[f"{field}.sentence"]
        + passage @ heads[f"{field}.passage"]
        + signals @ heads[f"{field}.signals"]
        + heads[f"{field}.bias"]
        for field in fields
    }


def loss(weights: Arrays, layers: int, batch: Batch, key: Any) -> Any:
    """Return how far the network is from the coding, a sentence."""
    said = speak(weights, layers, ("polarity", "kind", "practices", "risks"), batch, key)
    right = batch.targets
    first = right["practices"] / jnp.maximum(right["practices"].sum(-1, keepdims=True), 1)
    off = (
        _surprise(said["polarity"], right["polarity"])
        + KIND_SHARE * _surprise(said["kind"], right["kind"]) * right["of_kind"]
        - (first * jax.nn.log_softmax(said["practices"])).sum(-1)
        + EACH_PRACTICE_SHARE * _each(said["practices"], right["practices"])
        + RISK_SHARE * _each(said["risks"], right["risks"]) * right["of_risk"]
    )
    return (off * right["weight"]).sum() / right["weight"].sum()


class _Keys:
    """Hands out one key of chance after another, or None where there is to be none."""

    def __init__(self, key: Any) -> None:
        self._key = key

    def next(self) -> Any:
        if self._key is None:
            return None
        self._key, key = jax.random.split(self._key)
        return key


def _encode(weights: Arrays, layers: int, ids: Any, mask: Any, keys: _Keys) -> Any:
    batch, length = ids.shape
    vectors = weights["words"][ids] + weights["positions"][:length]
    vectors = _drop(_norm(weights, vectors, "norm"), keys, DROPOUT)
    unseen = (1 - mask)[:, None, None, :] * -1e9
    for layer in range(layers):
        query, key, value = (
            _linear(weights, vectors, f"{layer}.{part}").reshape(batch, length, HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        shares = jax.nn.softmax(query @ key.transpose(0, 1, 3, 2) / math.sqrt(query.shape[-1]) + unseen, -1)
        mixed = (shares @ value).transpose(0, 2, 1, 3).reshape(vectors.shape)
        attended = _drop(_linear(weights, mixed, f"{layer}.output"), keys, DROPOUT)
        vectors = _norm(weights, vectors + attended, f"{layer}.attention_norm")
        inner = jax.nn.gelu(_linear(weights, vectors, f"{layer}.inner"), approximate=False)
        outer = _drop(_linear(weights, inner, f"{layer}.outer"), keys, DROPOUT)
        vectors = _norm(weights, vectors + outer, f"{layer}.output_norm")
    return vectors


def _linear(weights: Arrays, vectors: Any, name: str) -> Any:
    return vectors @ weights[f"{name}.weight"] + weights[f"{name}.bias"]


def _norm(weights: Arrays, vectors: Any, name: str) -> Any:
    centred = vectors - vectors.mean(-1, keepdims=True)
    spread = jnp.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    return centred / spread * weights[f"{name}.scale"] + weights[f"{name}.shift"]


def _drop(values: Any, keys: _Keys, share: float) -> Any:
    key = keys.next()
    if key is None:
        return values
    return values * jax.random.bernoulli(key, 1 - share, values.shape) / (1 - share)


def _surprise(said: Any, right: Any) -> Any:
    return -jnp.take_along_axis(jax.nn.log_softmax(said), right[..., None], -1)[..., 0]


def _each(said: Any, right: Any) -> Any:
    return (jnp.maximum(said, 0) - said * right + jnp.log1p(jnp.exp(-jnp.abs(said)))).sum(-1)
