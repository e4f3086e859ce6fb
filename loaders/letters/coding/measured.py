"""How often each rule was right where it was measured: the confidence of a coding."""

from __future__ import annotations

from collections import Counter
from functools import cache

from peelgraph.loaders.letters.coding.cues import read_table

_ENOUGH = 10


@cache
def _shares() -> dict[tuple[str, str], float]:
    """The share right of each rule, drawn towards one half where few cases were seen.

    Cases on which no rule was made ("fresh") count alone where there are enough of them; else all cases do.
    """
    fresh, every = _count(only_fresh=True), _count(only_fresh=False)
    chosen = {key: fresh[key] if fresh.get(key, (0, 0))[1] >= _ENOUGH else cases for key, cases in every.items()}
    return {key: (right + 1) / (of + 2) for key, (right, of) in chosen.items()}


def _count(*, only_fresh: bool) -> dict[tuple[str, str], tuple[int, int]]:
    """Return right decisions and all decisions by field and rule."""
    right: Counter[tuple[str, str]] = Counter()
    of: Counter[tuple[str, str]] = Counter()
    for row in read_table("measured.csv"):
        if row["fresh"] == "yes" or not only_fresh:
            right[row["field"], row["rule"]] += int(row["right"])
            of[row["field"], row["rule"]] += int(row["of"])
    return {key: (right[key], of[key]) for key in of}


def confidence(field: str, rule: str) -> float:
    """Return the measured share right of a rule, one half for one that was never measured.

    Args:
        field: The field that the rule decides: ``polarity``, ``kind``, ``practices`` or ``risks``.
        rule: The rule's name in ``measured.csv``.
    """
    return round(_shares().get((field, rule), 0.5), 2)
