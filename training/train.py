"""Trains the model that codes sentences, and writes its weights: ``python -m training.train``.

Every tenth document is kept apart, to learn how sure the model may be of itself (``calibration.json``). The same
environment (``uv.lock``) gives the same weights.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_enable_fast_math=false")

import jax
import jax.numpy as jnp
import numpy as np
import optax
from peelgraph.loaders.letters.coding.passage_model import ALONE, FIELDS
from peelgraph.loaders.letters.coding.signals import KINDS, POLARITIES
from peelgraph.loaders.letters.learning.coded_document import CODED, training_hash
from peelgraph.ontology.vocabulary import load_vocabulary

from training.base import load_base
from training.calibration import RULES, Calibration, Said, calibrate, describe, rule_columns
from training.examples import Batch, Example, Maker, alone_of, batch_of
from training.network import loss, new_heads, speak

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "loaders" / "letters" / "coding" / "model.npz"
CALIBRATION = ROOT / "training" / "calibration.json"

LAYERS = 12
EPOCHS = 3
RATE = 1e-4
HEADS_FASTER = 10
PIECES_AT_ONCE = 512
LENGTHS = (32, 64, 96, 128, 192, 256, 352)
SEED = 0
APART = 10
"""Every so manieth document is kept apart to calibrate."""

Arrays = dict[str, Any]


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where to write the weights")
    parser.add_argument("--calibration", type=Path, default=CALIBRATION, help="where to write what calibration found")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--layers", type=int, default=LAYERS)
    options = parser.parse_args()
    pieces, encoder = load_base(options.layers)
    vocabulary = load_vocabulary()
    maker = Maker.of(pieces, vocabulary)
    documents = [example for folder in CODED for example in maker.documents(ROOT / "data" / "coded" / folder)]
    statements = maker.statements(ROOT / "data" / "findings.csv")
    values = {
        "polarity": list(POLARITIES), "kind": list(KINDS),
        "practices": sorted(vocabulary.practices), "risks": sorted(vocabulary.risks),
    }  # fmt: skip
    width = {field: len(names) for field, names in values.items()}
    start = {
        "encoder": encoder,
        "heads": new_heads(width, encoder["words"].shape[1], documents[0].signals.shape[1], SEED),
    }
    names = sorted({example.document for example in documents})
    apart = set(names[APART // 2 :: APART])
    trainer = Trainer(options.layers, options.epochs, values)
    weights = trainer.train(start, [*(one for one in documents if one.document not in apart), *statements])
    said = trainer.ask(weights, [one for one in documents if one.document in apart])
    calibration = calibrate(said, values)
    options.calibration.write_text(json.dumps(calibration, indent=2) + "\n", encoding="utf-8")
    print(describe(said, values, calibration))
    write_weights(options.weights, weights, pieces, values, calibration)


class Trainer:
    """Trains networks.

    Args:
        layers: The encoder's layers.
        epochs: How often every example is seen.
        values: The values of each field.
    """

    def __init__(self, layers: int, epochs: int, values: Mapping[str, Sequence[str]]) -> None:
        self._layers, self._epochs, self._values = layers, epochs, values
        self._speak = jax.jit(lambda weights, batch: speak(weights, layers, FIELDS, _batch(batch)))

    def train(self, start: Arrays, examples: Sequence[Example]) -> Arrays:
        """Return the weights that training on some examples gives."""
        chance = np.random.default_rng(SEED)
        plan = [list(self._batches(examples, chance)) for _ in range(self._epochs)]
        steps = sum(len(batches) for batches in plan)
        pace = optax.warmup_cosine_decay_schedule(0.0, 1.0, steps // 10, steps)
        rule = optax.multi_transform(
            {
                "encoder": _adamw(lambda step: RATE * pace(step), 1.0),
                "heads": _adamw(lambda step: HEADS_FASTER * RATE * pace(step), 5.0),
            },
            {"encoder": "encoder", "heads": "heads"},
        )
        weights = jax.tree.map(jnp.asarray, start)
        state = rule.init(weights)

        @jax.jit
        def step(weights: Arrays, state: Any, batch: Arrays, key: Any) -> tuple[Arrays, Any, Any]:
            off, slope = jax.value_and_grad(loss)(weights, self._layers, _batch(batch), key)
            change, state = rule.update(slope, state, weights)
            return optax.apply_updates(weights, change), state, off

        key = jax.random.PRNGKey(SEED)
        began = time.monotonic()
        for epoch, batches in enumerate(plan, start=1):
            total = []
            for length, batch in batches:
                key, now = jax.random.split(key)
                weights, state, off = step(weights, state, self._arrays(batch, length), now)
                total.append(float(off))
            print(f"epoch {epoch}: loss {np.mean(total):.3f} after {time.monotonic() - began:.0f} s", flush=True)
        return jax.tree.map(np.asarray, weights)

    def ask(self, weights: Arrays, examples: Sequence[Example]) -> list[Said]:
        """Return what a network says of the findings of some examples, beside their coding."""
        said = []
        for example in examples:
            answer = self._answer(weights, example)
            for at, coded in enumerate(example.coded):
                if coded.polarity is None:
                    continue
                speaks = {field: answer[field][at] for field in FIELDS}
                if len(example.coded) > 1:
                    alone = self._answer(weights, alone_of(example, at))["polarity"][0]
                    speaks["polarity"] = (1 - ALONE) * speaks["polarity"] + ALONE * alone
                said.append(Said(coded, speaks, example.signals[at]))
        return said

    def _answer(self, weights: Arrays, example: Example) -> Arrays:
        answer = self._speak(weights, self._arrays([example], _room(example), 1))
        return {field: np.asarray(answer[field])[0] for field in FIELDS}

    def _batches(self, examples: Sequence[Example], chance: np.random.Generator) -> Iterator[tuple[int, list[Example]]]:
        """Yield examples of one length together, in an order of chance."""
        by_length: dict[int, list[Example]] = {}
        full = []
        for at in chance.permutation(len(examples)):
            length = _room(examples[at])
            waiting = by_length.setdefault(length, [])
            waiting.append(examples[at])
            if len(waiting) == _size(length):
                full.append((length, by_length.pop(length)))
        full += [(length, rest) for length, rest in sorted(by_length.items())]
        for at in chance.permutation(len(full)):
            yield full[at]

    def _arrays(self, examples: Sequence[Example], length: int, size: int | None = None) -> Arrays:
        batch = batch_of(examples, size or _size(length), length, self._values["practices"], self._values["risks"])
        return vars(batch)


def write_weights(
    path: Path,
    weights: Arrays,
    pieces: Sequence[str],
    values: Mapping[str, Sequence[str]],
    calibration: Calibration,
) -> None:
    """Write weights as ``coding.passage_model`` reads them: matrices in 8 bits, the rest to 6 decimals."""
    arrays: dict[str, np.ndarray] = {"pieces": _text(pieces), "trained_on": _text([training_hash(ROOT / "data")])}
    for name, array in weights["encoder"].items():
        if array.ndim == 2 and name != "positions":
            arrays[f"encoder.{name}"], arrays[f"encoder.{name}.step"] = _in_8_bits(array, rows=name == "words")
        else:
            arrays[f"encoder.{name}"] = _rounded(array)
    heads = _with_rules(weights["heads"], values, calibration)
    arrays |= {name: _rounded(array) for name, array in heads.items()}
    for field, names in values.items():
        arrays[f"{field}.values"] = _text(names)
        arrays[f"{field}.temperature"] = np.float32(calibration[field]["temperature"])
        if field in RULES:
            arrays[f"{field}.threshold"] = np.float32(calibration[field]["threshold"])
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)


def _with_rules(heads: Arrays, values: Mapping[str, Sequence[str]], calibration: Calibration) -> Arrays:
    """Return the heads with what calibration adds for the rules' signals, before the temperature divides it."""
    heads = {name: np.array(array) for name, array in heads.items()}
    for field in RULES:
        weights = calibration[field]
        for place, columns in rule_columns(field, values).items():
            at = np.arange(len(values[field]))
            heads[f"{field}.signals"][columns.start + at, at] += weights[place] * weights["temperature"]
        heads[f"{field}.bias"] += weights["bias"] * weights["temperature"]
    return heads


def _in_8_bits(array: np.ndarray, *, rows: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return a matrix as whole numbers from -127 to 127, and the step of each of its columns (or rows)."""
    step = _rounded(np.abs(array).max(axis=1 if rows else 0, keepdims=True) / 127)
    step = np.maximum(step, np.float32(1e-6))
    return np.clip(np.rint(array / step), -127, 127).astype(np.int8), step


def _rounded(array: np.ndarray) -> np.ndarray:
    return np.round(np.asarray(array, dtype=np.float64), 6).astype(np.float32)


def _text(words: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)


def _adamw(rate: Any, most: float) -> Any:
    return optax.chain(optax.clip_by_global_norm(most), optax.adamw(rate, weight_decay=0.01))


def _room(example: Example) -> int:
    return next(length for length in LENGTHS if len(example.ids) <= length)


def _size(length: int) -> int:
    return max(1, PIECES_AT_ONCE // length)


def _batch(arrays: Arrays) -> Batch:
    return Batch(**arrays)


if __name__ == "__main__":
    main()
