"""How often each rule was right where it was measured: the confidence of what a rule codes."""

from __future__ import annotations

from collections import Counter
from functools import cache

from peelgraph.loaders.letters.coding.cues import read_table


@cache
def _shares() -> dict[tuple[str, str], float]:
    """The share right of each rule in all that it was measured on, drawn towards one half where cases are few."""
    right: Counter[tuple[str, str]] = Counter()
    of: Counter[tuple[str, str]] = Counter()
    for row in read_table("measured.csv"):
        right[row["field"], row["rule"]] += int(row["right"])
        of[row["field"], row["rule"]] += int(row["of"])
    return {key: (right[key] + 1) / (of[key] + 2) for key in of}


def confidence(field: str, rule: str) -> float:
    """Return the measured share right of a rule, one half for one that was never measured.

    Args:
        field: The field that the rule decides: ``polarity``, ``kind``, ``practices`` or ``risks``.
        rule: The rule's name in ``measured.csv``.
    """
    return round(_shares().get((field, rule), 0.5), 2)
