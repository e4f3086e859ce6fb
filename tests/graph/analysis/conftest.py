"""The fixtures of the graph's tests, and graphs of these answers."""

import random

import pytest


@pytest.fixture(scope="session")
def quick():
    """A test beyond chance with few shuffles, where the figures do not matter."""
    from peelgraph.graph.analysis.chance import Shuffling

    return Shuffling(permutations=19, pilot=10)


@pytest.fixture
def shuffled():
    """Return a copy of a list in another order."""

    def in_another_order(items, seed):
        other = list(items)
        random.Random(seed).shuffle(other)
        return other

    return in_another_order
