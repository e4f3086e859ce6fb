"""How sure the model may be of itself, and how much the rules count beside it: fitted on documents it has not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from peelgraph.loaders.letters.learning.coded_document import CodedSentence
from scipy.optimize import minimize

Calibration = Mapping[str, Mapping[str, float]]

RULES = {"practices": ("sentence", "passage", "section"), "risks": ("sentence",)}
"""Where the rules look for each field, in the order of ``coding.signals``."""

_TEMPERATURES = np.round(np.geomspace(0.4, 5, 60), 3)
_THRESHOLDS = np.round(np.arange(0.1, 0.71, 0.02), 2)
_MOST = {"practices": 3, "risks": 2}


@dataclass(frozen=True)
class Said:
    """What the network said of one sentence, beside its coding.

    Args:
        coded: The coding.
        speaks: For each field what speaks for each value.
        signals: What the rules see in the sentence.
    """

    coded: CodedSentence
    speaks: Mapping[str, np.ndarray]
    signals: np.ndarray


def calibrate(said: Sequence[Said], values: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """Return for each field what makes its probabilities honest, and from where a practice or risk is chosen.

    The temperature is the one with the least surprise (Guo and others, 2017). Of practices and risks the rules' signals
    are weighed again: while it trains, the network learns its documents by heart and forgets them.
    """
    calibration: dict[str, dict[str, float]] = {}
    for field in ("polarity", "kind"):
        right = np.array([list(values[field]).index(getattr(one.coded, field)) for one in said])
        speaks = np.array([one.speaks[field] for one in said])
        surprise = [-np.log(_one_of(speaks / t)[np.arange(len(right)), right] + 1e-9).mean() for t in _TEMPERATURES]
        calibration[field] = {"temperature": float(_TEMPERATURES[int(np.argmin(surprise))])}
    for field in RULES:
        calibration[field] = _weighed(field, _judged(said, field), values)
        scores = [f1(said, field, values, calibration, float(threshold)) for threshold in _THRESHOLDS]
        calibration[field]["threshold"] = float(_THRESHOLDS[int(np.argmax(scores))])
    return calibration


def rule_columns(field: str, values: Mapping[str, Sequence[str]]) -> dict[str, slice]:
    """Return in which columns of the signals the rules say what they see for each value of a field, by where."""
    practices, risks = len(values["practices"]), len(values["risks"])
    if field == "risks":
        return {"sentence": slice(3 * practices, 3 * practices + risks)}
    return {place: slice(at * practices, (at + 1) * practices) for at, place in enumerate(RULES["practices"])}


def f1(
    said: Sequence[Said], field: str, values: Mapping[str, Sequence[str]], calibration: Calibration, threshold: float
) -> float:
    """Return the micro F1 of a field whose values are chosen where their probability reaches a threshold."""
    both = taken = held = 0
    names = values[field]
    for one in _judged(said, field):
        shares = _each(_calibrated(one, field, values, calibration[field]))
        ranked = np.argsort(-shares)[: _MOST[field]]
        chosen = {names[at] for at in ranked if shares[at] >= threshold}
        if field == "practices" and not chosen:
            chosen = {names[ranked[0]]}
        right = set(getattr(one.coded, field))
        both, taken, held = both + len(chosen & right), taken + len(chosen), held + len(right)
    return 2 * both / max(1, taken + held)


def describe(said: Sequence[Said], values: Mapping[str, Sequence[str]], calibration: Calibration) -> str:
    """Return how good the network is on documents that it has not seen, as text."""
    lines = [f"{len(said)} findings of documents kept apart"]
    for field in ("polarity", "kind"):
        chosen = [values[field][int(one.speaks[field].argmax())] for one in said]
        right = np.mean([value == getattr(one.coded, field) for value, one in zip(chosen, said, strict=True)])
        lines.append(f"{field}: {right:.3f}")
    shares = {field: f1(said, field, values, calibration, calibration[field]["threshold"]) for field in RULES}
    return "\n".join([*lines, *(f"{field} F1: {share:.3f}" for field, share in shares.items())])


def _judged(said: Sequence[Said], field: str) -> list[Said]:
    """Leave out what a field is not coded of: only a weakness has risks."""
    return [one for one in said if field == "practices" or one.coded.polarity == "weakness"]


def _weighed(field: str, said: Sequence[Said], values: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return how much the network and each place of the rules count, by logistic regression over all values."""
    right = np.array([[value in getattr(one.coded, field) for value in values[field]] for one in said])
    columns = rule_columns(field, values)
    seen = [
        np.array([one.speaks[field] for one in said]),
        *(np.array([one.signals[place] for one in said]) for place in columns.values()),
    ]

    def off(weights: np.ndarray) -> tuple[float, np.ndarray]:
        speaks = sum(weight * one for weight, one in zip(weights, seen, strict=False)) + weights[-1]
        slope = (_each(speaks) - right) / right.size
        return (
            float((np.logaddexp(0, speaks) - right * speaks).mean()),
            np.array([*((slope * one).sum() for one in seen), slope.sum()]),
        )

    start = np.array([1.0, *(0.0 for _ in columns), 0.0])
    network, *rules, bias = minimize(off, start, jac=True, method="L-BFGS-B", options={"ftol": 1e-12}).x
    found = {"temperature": 1 / network, **dict(zip(columns, rules, strict=True)), "bias": bias}
    return {name: round(float(weight), 4) for name, weight in found.items()}


def _calibrated(one: Said, field: str, values: Mapping[str, Sequence[str]], weights: Mapping[str, float]) -> np.ndarray:
    speaks = one.speaks[field] / weights["temperature"] + weights["bias"]
    for place, columns in rule_columns(field, values).items():
        speaks = speaks + weights[place] * one.signals[columns]
    return speaks


def _one_of(speaks: np.ndarray) -> np.ndarray:
    shares = np.exp(speaks - speaks.max(-1, keepdims=True))
    return shares / shares.sum(-1, keepdims=True)


def _each(speaks: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-speaks))
