"""A coding as the coder reached it: the value, how surely, and the words that decided it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

T_co = TypeVar("T_co", covariant=True)

Polarity = Literal["strength", "weakness", "neutral"]
Kind = Literal["finding", "recommendation", "action-taken", "action-planned"]
Status = Literal["area-for-improvement", "cause-of-concern", "accelerated-cause-of-concern"]
Method = Literal["rule", "model", "stated"]


@dataclass(frozen=True, slots=True)
class Coded(Generic[T_co]):
    """One decision of the coding.

    Args:
        value: What was decided.
        confidence: The share of such decisions that are right, as measured for their rule; None where the source
            itself states the value.
        cue: The words that decided it, as they stand in the text; empty where the absence of words did.
        rule: The name of the rule, as in ``measured.csv``.
        method: How it was reached.
    """

    value: T_co
    confidence: float | None
    cue: str
    rule: str
    method: Method = "rule"
