"""Beyond chance: findings dealt anew among the forces of one inspection and question, and what that gives.

Which force was looked at by which inspection, on which question, and how often it was criticised or praised there is
kept: it depends on what was read, not on the force. Only what was found is dealt anew. What real data shows beyond
what such shuffled data shows is then no matter of coverage.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from peelgraph.ontology.errors import PeelgraphError

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Truths = NDArray[np.bool_]
Draw = Callable[[Ints], tuple[Floats, Truths]]

PERMUTATIONS = 999
"""How often the findings are dealt anew for the probability."""
PILOT = 200
"""How often before that, to learn what is usual for each pair."""
SEED = 20140904
"""The seed of all shuffling: the same data gives the same answer."""
LEVEL = 0.05
"""The corrected probability above which something is no more than chance."""


@dataclass(frozen=True, slots=True)
class Shuffling:
    """How a test beyond chance is made.

    Args:
        permutations: How often the findings are dealt anew.
        pilot: How often before that, to learn what is usual for each pair.
        seed: The seed of the shuffling.
        level: The corrected probability above which something is no more than chance.

    Raises:
        PeelgraphError: Nothing would be dealt anew, or the seed is below zero.
    """

    permutations: int = PERMUTATIONS
    pilot: int = PILOT
    seed: int = SEED
    level: float = LEVEL

    def __post_init__(self) -> None:
        if self.permutations < 1 or self.pilot < 1:
            raise PeelgraphError("the findings must be dealt anew once at least: give permutations of 1 or more")
        if self.seed < 0:
            raise PeelgraphError(f"a seed is 0 or more, not {self.seed}")


@dataclass(frozen=True, slots=True)
class Chance:
    """What shuffled data gives, beside the real data.

    Args:
        usual: The mean of each statistic over shuffled data.
        p: For each statistic the probability that shuffled data shows anything, among all that is compared, as far
            beyond the usual; not a number where it could not be told at all.
    """

    usual: Floats
    p: Floats


class Dealer:
    """Deals the places of findings anew within strata.

    Args:
        strata: For each finding what it may be exchanged within.
        places: For each finding the number of its place: a force, or a force in an inspection.
        seed: The seed.
    """

    def __init__(self, strata: Sequence[Hashable], places: Ints, seed: int) -> None:
        numbers = {stratum: n for n, stratum in enumerate(dict.fromkeys(strata))}
        codes = np.fromiter((numbers[s] for s in strata), dtype=np.float64, count=len(strata))
        self._order = np.argsort(codes, kind="stable")
        self._codes = codes[self._order]
        self._places = places[self._order]
        self._random = np.random.default_rng(seed)

    def deal(self) -> Ints:
        """Return the findings' places, dealt anew within each stratum."""
        keys = self._codes + self._random.random(len(self._codes))
        dealt = np.empty_like(self._places)
        dealt[self._order] = self._places[np.argsort(keys)]
        return dealt


def beyond_chance(places: Ints, dealer: Dealer, draw: Draw, test: Shuffling, floor: float = 1e-9) -> Chance:
    """Return how far statistics are beyond chance, corrected for their number by the largest of each shuffle.

    Each statistic is measured in standard deviations from its mean over a pilot of shuffles, which is then fixed. In
    every further shuffle the largest of all that can be told is kept. A statistic's probability is the share of the
    shuffles, the real data counted among them, whose largest is at least as large (Westfall and Young's maximum).

    Args:
        places: The places of the findings as they are.
        dealer: Deals them anew.
        draw: From places to the statistics, and which of them can be told at all.
        test: How often, and from which seed.
        floor: Added to each variance, so that what hardly ever happens by chance does not decide alone.
    """
    with one_thread():
        return _beyond_chance(places, dealer, draw, test, floor)


def one_thread() -> AbstractContextManager[object]:
    """Return a context in which matrices are multiplied in one thread: on a busy machine more wait for each other."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - looks at every library that is loaded

    limits: AbstractContextManager[object] = threadpool_limits(limits=1, user_api="blas")
    return limits


def _beyond_chance(places: Ints, dealer: Dealer, draw: Draw, test: Shuffling, floor: float) -> Chance:
    observed, told = draw(places)
    total, squares = np.zeros_like(observed), np.zeros_like(observed)
    for _ in range(test.pilot):
        drawn, _told = draw(dealer.deal())
        total += drawn
        squares += drawn * drawn
    usual = total / test.pilot
    spread = np.sqrt(np.maximum(squares / test.pilot - usual * usual, 0.0) + floor)
    largest = np.full(test.permutations, -np.inf)
    for n in range(test.permutations):
        drawn, can = draw(dealer.deal())
        if can.any():
            largest[n] = ((drawn - usual) / spread)[can].max()
    largest.sort()
    # Equal figures may differ in their last digit, as sums in another order do.
    far = (observed - usual) / spread - 1e-9
    above = test.permutations - np.searchsorted(largest, far, side="left")
    p = (above + 1.0) / (test.permutations + 1.0)
    return Chance(usual, np.where(told, p, np.nan))
