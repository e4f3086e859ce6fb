"""How often each rule was right where it was measured: the confidence of a coding."""

from __future__ import annotations

from functools import cache

from peelgraph.loaders.letters.coding.cues import read_table


@cache
def _shares() -> dict[tuple[str, str], float]:
    """The share right of each rule, drawn towards one half where few cases were seen."""
    return {
        (row["field"], row["rule"]): (int(row["right"]) + 1) / (int(row["of"]) + 2)
        for row in read_table("measured.csv")
    }


def confidence(field: str, rule: str) -> float:
    """Return the measured share right of a rule, one half for one that was never measured.

    Args:
        field: The field that the rule decides: ``polarity``, ``kind``, ``practices`` or ``risks``.
        rule: The rule's name in ``measured.csv``.
    """
    return round(_shares().get((field, rule), 0.5), 2)
