"""How sure the model may be of itself: fitted on documents that it has not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from peelgraph.loaders.letters.learning.coded_document import CodedSentence

_TEMPERATURES = np.round(np.geomspace(0.4, 5, 60), 3)
_THRESHOLDS = np.round(np.arange(0.1, 0.71, 0.02), 2)
_MOST = {"practices": 3, "risks": 2}


@dataclass(frozen=True)
class Said:
    """What the network said of one sentence, beside its coding.

    Args:
        coded: The coding.
        speaks: For each field what speaks for each value.
    """

    coded: CodedSentence
    speaks: Mapping[str, np.ndarray]


def calibrate(said: Sequence[Said], values: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """Return for each field the temperature that makes its probabilities honest, and where values are chosen.

    The temperature is the one with the least surprise (Guo and others, 2017); the threshold the one with the best F1.
    """
    calibration: dict[str, dict[str, float]] = {}
    for field in ("polarity", "kind"):
        right = np.array([list(values[field]).index(getattr(one.coded, field)) for one in said])
        speaks = np.array([one.speaks[field] for one in said])
        surprise = [-np.log(_one_of(speaks / t)[np.arange(len(right)), right] + 1e-9).mean() for t in _TEMPERATURES]
        calibration[field] = {"temperature": float(_TEMPERATURES[int(np.argmin(surprise))])}
    for field in ("practices", "risks"):
        some = [one for one in said if field == "practices" or one.coded.polarity == "weakness"]
        right = np.array([[value in getattr(one.coded, field) for value in values[field]] for one in some])
        speaks = np.array([one.speaks[field] for one in some])
        surprise = []
        for t in _TEMPERATURES:
            shares = np.clip(_each(speaks / t), 1e-9, 1 - 1e-9)
            surprise.append(-(right * np.log(shares) + (1 - right) * np.log(1 - shares)).mean())
        temperature = float(_TEMPERATURES[int(np.argmin(surprise))])
        scores = [f1(some, field, values[field], temperature, threshold) for threshold in _THRESHOLDS]
        calibration[field] = {"temperature": temperature, "threshold": float(_THRESHOLDS[int(np.argmax(scores))])}
    return calibration


def f1(said: Sequence[Said], field: str, names: Sequence[str], temperature: float, threshold: float) -> float:
    """Return the micro F1 of a field whose values are chosen where their probability reaches a threshold."""
    both = taken = held = 0
    for one in said:
        shares = _each(one.speaks[field] / temperature)
        ranked = np.argsort(-shares)[: _MOST[field]]
        chosen = {names[at] for at in ranked if shares[at] >= threshold}
        if field == "practices" and not chosen:
            chosen = {names[ranked[0]]}
        right = set(getattr(one.coded, field))
        both, taken, held = both + len(chosen & right), taken + len(chosen), held + len(right)
    return 2 * both / max(1, taken + held)


def describe(
    said: Sequence[Said], values: Mapping[str, Sequence[str]], calibration: Mapping[str, Mapping[str, float]]
) -> str:
    """Return how good the network is on documents that it has not seen, as text."""
    lines = [f"{len(said)} findings of documents kept apart"]
    for field in ("polarity", "kind"):
        chosen = [values[field][int(one.speaks[field].argmax())] for one in said]
        right = np.mean([value == getattr(one.coded, field) for value, one in zip(chosen, said, strict=True)])
        lines.append(f"{field}: {right:.3f}")
    first = [values["practices"][int(one.speaks["practices"].argmax())] in one.coded.practices for one in said]
    lines.append(f"first practice: {np.mean(first):.3f}")
    weak = [one for one in said if one.coded.polarity == "weakness"]
    for field, some in (("practices", said), ("risks", weak)):
        lines.append(f"{field} F1: {f1(some, field, values[field], **calibration[field]):.3f}")
    return "\n".join([*lines, str(calibration)])


def _one_of(speaks: np.ndarray) -> np.ndarray:
    shares = np.exp(speaks - speaks.max(-1, keepdims=True))
    return shares / shares.sum(-1, keepdims=True)


def _each(speaks: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-speaks))
