"""How sure the machine must be of a coding before a page states it as what an inspection found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

SURE = 0.8
"""Below which confidence a coding that nobody reviewed is told as a reading, with how sure it is.

It is stricter than the 0.5 by which `quality` counts codings as doubtful: a title is read without what stands below it.
"""
_MACHINE = {"rule", "model"}


def unsure(codings: Iterable[Mapping[str, Any]]) -> int | None:
    """Return how sure the least sure of the machine's codings is, in per cent; None where each may be stated.

    Args:
        codings: The codings, each with its method and confidence; those of persons and sources count as sure.

    >>> unsure([{"method": "rule", "confidence": 0.61}, {"method": "model", "confidence": 0.9}])
    61
    >>> print(unsure([{"method": "correction", "confidence": 0.61}, {"method": "rule", "confidence": 0.8}]))
    None
    """
    made = (coding["confidence"] for coding in codings if coding["method"] in _MACHINE)
    least = min((confidence for confidence in made if confidence is not None), default=1.0)
    return int(least * 100 + 1e-9) if least < SURE else None
