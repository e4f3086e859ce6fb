"""Profiles of forces over practices found weak or strong, and how alike they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from peelgraph.graph.analysis.chance import Dealer, Floats, Ints, Truths
from peelgraph.graph.analysis.coded import CodedFinding

Item = tuple[str, str]
"""A polarity and a practice: what was found weak and what was found strong are two things."""


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike forces are, two by two.

    Args:
        score: The cosine of their profiles, rare practices weighing more.
        shared: How many items both have.
    """

    score: Floats
    shared: Floats


class Profiles:
    """The findings of strength and weakness as a table of forces by items.

    Args:
        findings: The findings, in any order.
    """

    def __init__(self, findings: Sequence[CodedFinding]) -> None:
        self.findings = sorted(
            (f for f in findings if f.practices and f.polarity in {"weakness", "strength"}), key=lambda f: f.id
        )
        self.forces = sorted({f.force for f in self.findings})
        self.items: list[Item] = sorted({(f.polarity, p) for f in self.findings for p in f.practices})
        force_of = {force: n for n, force in enumerate(self.forces)}
        item_of = {item: n for n, item in enumerate(self.items)}
        self.places: Ints = np.array([force_of[f.force] for f in self.findings], dtype=np.intp)
        coded = [(n, item_of[f.polarity, p]) for n, f in enumerate(self.findings) for p in f.practices]
        self._finding: Ints = np.array([n for n, _ in coded], dtype=np.intp)
        self._item: Ints = np.array([item for _, item in coded], dtype=np.intp)

    def dealer(self, seed: int) -> Dealer:
        """Return what deals the findings of one inspection, question and polarity anew among its forces."""
        return Dealer([(f.inspection, f.question, f.polarity) for f in self.findings], self.places, seed)

    def table(self, places: Ints) -> Floats:
        """Return 1 for each force and item that was found of it at least once, else 0."""
        table = np.zeros((len(self.forces), len(self.items)))
        table[places[self._finding], self._item] = 1.0
        return table

    def alike(self, places: Ints) -> Alike:
        """Return how alike the forces are where the findings are at these places."""
        table = self.table(places)
        weighted = table * weights(table)
        lengths = np.sqrt((weighted * weighted).sum(axis=1))
        product = weighted @ weighted.T
        scale = np.outer(lengths, lengths)
        return Alike(np.divide(product, scale, out=np.zeros_like(product), where=scale > 0), table @ table.T)

    def pairs(self) -> tuple[Ints, Ints]:
        """Return the two forces of each pair."""
        return np.triu_indices(len(self.forces), k=1)

    def tell(self, places: Ints, least: int) -> tuple[Floats, Truths]:
        """Return the score of each pair, and whether it shares enough to be told."""
        first, second = self.pairs()
        alike = self.alike(places)
        return alike.score[first, second], alike.shared[first, second] >= least


def weights(table: Floats) -> Floats:
    """Return the weight of each item: the logarithm of forces read to forces of which it was found.

    >>> [float(w.round(2)) for w in weights(np.array([[1.0, 1.0], [1.0, 0.0]]))]
    [0.0, 0.69]
    """
    having = table.sum(axis=0)
    return np.where(having > 0, np.log(len(table) / np.maximum(having, 1.0)), 0.0)
