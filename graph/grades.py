"""When two grades compare, and how."""

from __future__ import annotations

from peelgraph.graph.store import Row

SCALE_CHANGE = "peel-2021-22"
"""The inspection from which questions changed and the grade ``adequate`` was added."""

BEST_FIRST = ("outstanding", "good", "adequate", "requires improvement", "inadequate")


def comparable(earlier: Row, later: Row, change: int | None) -> bool:
    """Return whether two grades compare: the same question, and both before, or both from, PEEL 2021/22.

    Args:
        earlier: A row of the question ``grades``.
        later: Another one.
        change: The place in time of PEEL 2021/22, or None where the graph does not know it.
    """
    if earlier["question"] != later["question"]:
        return False
    if change is None:
        return True
    return ((earlier["sequence"] or 0) < change) == ((later["sequence"] or 0) < change)


def direction(earlier: str, later: str) -> str:
    """Return ``better``, ``worse`` or ``same`` for two grades on one scale.

    >>> direction("requires improvement", "good")
    'better'
    """
    before, after = BEST_FIRST.index(earlier), BEST_FIRST.index(later)
    return "same" if before == after else "better" if after < before else "worse"
