"""Dealing findings anew, and what is beyond chance."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from peelgraph.graph.analysis.chance import Dealer, Shuffling, beyond_chance
from peelgraph.graph.analysis.coded import of_like_density

DEALT = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 4)), max_size=30)


@given(DEALT, st.integers(0, 3))
def test_a_deal_keeps_each_stratum_s_places(dealt, seed):
    strata = [stratum for stratum, _ in dealt]
    places = np.array([place for _, place in dealt], dtype=np.intp)
    dealer = Dealer(strata, places, seed)
    for _ in range(3):
        drawn = dealer.deal()
        assert Counter(zip(strata, drawn.tolist(), strict=True)) == Counter(dealt)


def test_every_order_of_a_stratum_is_as_likely():
    dealer = Dealer("xxx", np.arange(3), 5)
    seen = Counter(tuple(dealer.deal().tolist()) for _ in range(6000))
    assert len(seen) == 6
    assert all(abs(count - 1000) < 150 for count in seen.values())


def test_the_same_seed_deals_the_same():
    strata, places = "aabbb", np.arange(5)
    one, other = Dealer(strata, places, 3), Dealer(strata, places, 3)
    assert all((one.deal() == other.deal()).all() for _ in range(5))


def test_pure_chance_is_rarely_called_more():
    """Over worlds without any structure a false alarm comes about as rarely as the level says."""
    alarms = 0
    for world in range(60):
        source = np.random.default_rng(world)
        labels = source.integers(0, 6, 120)
        places = source.integers(0, 8, 120)

        def draw(at, labels=labels):
            table = np.zeros((8, 6))
            np.add.at(table, (at, labels), 1.0)
            return table.ravel(), np.ones(48, dtype=bool)

        found = beyond_chance(places, Dealer(["s"] * 120, places, world), draw, Shuffling(99, 40))
        alarms += bool(np.nanmin(found.p) <= 0.05)
    assert alarms <= 9


def test_what_cannot_be_told_has_no_probability():
    places = np.array([0, 1])

    def draw(at):
        return np.array([float(at[0]), 1.0]), np.array([True, False])

    found = beyond_chance(places, Dealer("aa", places, 1), draw, Shuffling(19, 10))
    assert not np.isnan(found.p[0])
    assert np.isnan(found.p[1])


@pytest.mark.parametrize(("given", "chosen"), [([], "headlines"), ([False, True], "headlines"), ([True], "sentences")])
def test_what_is_counted_by_default(given, chosen):
    from types import SimpleNamespace

    counted = of_like_density([SimpleNamespace(quoted=quoted) for quoted in given])
    assert counted.counting == chosen
    assert len(counted.findings) + counted.left_out == len(given)
