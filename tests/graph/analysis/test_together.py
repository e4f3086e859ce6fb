"""``together`` against a reckoning in plain Python over the shipped tables."""

import random
from collections import defaultdict
from itertools import combinations

import pytest
from peelgraph.graph.analysis.chance import Shuffling
from peelgraph.graph.analysis.together import MORE, NO_MORE, together


def items(claim):
    return [("practice", p) for p in claim.practices] + [("risk", r) for r in claim.risks]


def held_in_places(claims):
    places = defaultdict(set)
    for claim in claims:
        if claim.polarity == "weakness":
            places[claim.force, claim.inspection].update(items(claim))
    return places


def pairs_of(places):
    found = defaultdict(set)
    for place, held in places.items():
        for pair in combinations(sorted(held), 2):
            found[pair].add(place)
    return found


def forces(places):
    return {force for force, _ in places}


def keyed(rows):
    return {((r["first_kind"], r["first"]), (r["second_kind"], r["second"])): r for r in rows}


def test_counts_are_those_of_the_tables(shipped, facts, quick):
    found = pairs_of(held_in_places(facts.claims))
    rows = keyed(together(shipped, test=quick).result.dicts())
    assert set(rows) == {pair for pair, places in found.items() if len(forces(places)) >= 5}
    for pair, row in rows.items():
        assert row["forces"] == sorted(forces(found[pair]))
        assert (row["forces_count"], row["places_count"]) == (len(row["forces"]), len(found[pair]))
        assert {(p["force"], p["inspection"]) for p in row["places"]} == found[pair]
        one = {(c.force, c.inspection) for c in facts.claims if c.polarity == "weakness" and set(pair) <= set(items(c))}
        assert row["one_finding_count"] == len(one)


def test_expected_and_lift_are_those_of_a_plain_shuffle(shipped, facts):
    """Deal practices and risks anew within inspection and question, in plain Python, and count again."""
    weak = [c for c in facts.claims if c.polarity == "weakness"]
    rows = keyed(together(shipped).result.dicts())
    total = defaultdict(int)
    rounds, deck = 200, random.Random(7)
    for _ in range(rounds):
        places = defaultdict(set)
        for kind, of in (("practice", "practices"), ("risk", "risks")):
            strata = defaultdict(list)
            for c in weak:
                if getattr(c, of):
                    strata[c.inspection, c.question].append(c)
            for stratum in strata.values():
                where = [(c.force, c.inspection) for c in stratum]
                deck.shuffle(where)
                for place, c in zip(where, stratum, strict=True):
                    places[place].update((kind, slug) for slug in getattr(c, of))
        for pair, at in pairs_of(places).items():
            total[pair] += len(forces(at))
    for pair, row in rows.items():
        assert row["expected"] == pytest.approx(total[pair] / rounds, abs=0.6)
        assert row["lift"] == pytest.approx(row["forces_count"] / row["expected"], rel=0.05)


def test_the_strongest_pairs_of_the_shipped_data(shipped):
    found = together(shipped)
    rows = found.result.dicts()
    beyond = [(r["first"], r["second"]) for r in rows if r["verdict"] == MORE]
    assert beyond[0] == ("evaluation-and-learning", "learning-lost")
    assert ("domestic-abuse", "repeat-victimisation") in beyond
    assert [r["verdict"] for r in rows] == [MORE] * len(beyond) + [NO_MORE] * (len(rows) - len(beyond))
    assert all((r["p"] <= 0.05) == (r["verdict"] == MORE) for r in rows)
    assert found.places == 212


def test_fewer_forces_may_be_asked_for(shipped, facts, quick):
    found = pairs_of(held_in_places(facts.claims))
    rows = keyed(together(shipped, min_forces=3, test=quick).result.dicts())
    assert set(rows) == {pair for pair, places in found.items() if len(forces(places)) >= 3}


def test_the_answer_does_not_depend_on_the_order_of_loading(small, claim, shuffled):
    claims = [
        claim(f"{force}-{inspection}-{n}", force, inspection, "weakness", (practice,), (risk,))
        for force in ("avon", "brent", "crewe", "dover")
        for inspection in ("peel-2014", "peel-2016")
        for n, (practice, risk) in enumerate([("calls", "harm"), ("grading", "waste"), ("crime", "missed")])
        if (force, n) != ("dover", 1)
    ]
    test = Shuffling(permutations=49, pilot=20)
    first = together(small(claims), min_forces=3, test=test)
    assert first.result.rows
    for seed in range(3):
        assert together(small(shuffled(claims, seed)), min_forces=3, test=test) == first


def test_two_inspections_of_a_force_are_two_places(small, claim, quick):
    graph = small(
        [
            claim(f"{force}-{n}", force, inspection, "weakness", (practice,))
            for force in ("avon", "brent")
            for n, (inspection, practice) in enumerate([("peel-2014", "calls"), ("peel-2016", "crime")])
        ]
    )
    assert together(graph, min_forces=2, test=quick).result.rows == []


def test_nothing_to_compare_is_an_answer(small, claim, quick):
    assert together(small([]), test=quick).result.rows == []
    found = together(small([claim("a", "avon", "peel-2016", "weakness", ("calls",))]), test=quick)
    assert (found.result.rows, found.pairs) == ([], 0)
