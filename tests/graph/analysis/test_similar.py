"""``similar`` and the groups of forces, against a reckoning in plain Python over the shipped tables."""

import itertools
import math
import random
from collections import defaultdict

import networkx as nx
import pytest
from peelgraph.graph.analysis.chance import Shuffling
from peelgraph.graph.analysis.coded import coded_findings
from peelgraph.graph.analysis.communities import communities, projection
from peelgraph.graph.analysis.profiles import Profiles
from peelgraph.graph.analysis.similar import ALIKE, NO_MORE, similar
from peelgraph.ontology.errors import UnknownNameError


def profiles_of(facts):
    profiles = defaultdict(set)
    for claim in facts.claims:
        profiles[claim.force].update((claim.polarity, practice) for practice in claim.practices)
    return profiles


def cosine(profiles, one, other):
    def weight(item):
        return math.log(len(profiles) / sum(item in held for held in profiles.values()))

    def length(force):
        return math.sqrt(sum(weight(item) ** 2 for item in profiles[force]))

    shared = profiles[one] & profiles[other]
    scale = length(one) * length(other)
    return sum(weight(item) ** 2 for item in shared) / scale if scale else 0.0


def test_scores_and_what_is_shared_are_those_of_the_tables(shipped, facts, quick):
    profiles = profiles_of(facts)
    for force in ("essex", "kent", "west-midlands"):
        rows = similar(shipped, force, test=quick).result.dicts()
        assert len(rows) == len(profiles) - 1
        for row in rows:
            both = profiles[force] & profiles[row["force"]]
            assert row["shared"] == len(both)
            assert row["score"] == pytest.approx(cosine(profiles, force, row["force"]), abs=1e-4)
            assert set(row["shared_weaknesses"]) == {p for polarity, p in both if polarity == "weakness"}
            assert set(row["shared_strengths"]) == {p for polarity, p in both if polarity == "strength"}
        assert rows == sorted(rows, key=lambda r: (-r["score"], -r["shared"], r["force"]))


def test_each_shared_practice_names_the_inspections_and_findings(shipped, facts, quick):
    row = next(r for r in similar(shipped, "essex", test=quick).result.dicts() if r["force"] == "warwickshire")
    for shared in row["shared_in"]:
        for force, inspections, finding in (
            ("essex", shared["own_inspections"], shared["own_finding"]),
            ("warwickshire", shared["their_inspections"], shared["their_finding"]),
        ):
            held = {
                c.id: c
                for c in facts.claims
                if c.force == force and c.polarity == shared["polarity"] and shared["practice"] in c.practices
            }
            assert set(inspections) == {c.inspection for c in held.values()}
            assert finding in held


def test_on_the_shipped_data_hardly_any_pair_is_beyond_chance(shipped, facts):
    """Shuffled data shares as much: across all pairs the maximum is 7."""
    profiles = profiles_of(facts)
    most = max(len(profiles[a] & profiles[b]) for a, b in itertools.combinations(profiles, 2))
    assert most == 7
    rows = similar(shipped, "essex").result.dicts()
    assert {row["verdict"] for row in rows} == {NO_MORE}
    assert all(row["p"] is None for row in rows if row["shared"] < 5)
    assert all(row["p"] > 0.05 for row in rows if row["p"] is not None)


def alike_world(claim):
    """Forces that were each found strong in something else, two of them weak in the same of many practices."""
    claims = []
    practices = ("calls", "grading", "triage", "crime", "public")
    for n, inspection in enumerate(("peel-2014", "peel-2016", "peel-2018-19", "peel-2021-22", "peel-2023-25")):
        for force in ("avon", "brent", "crewe", "dover"):
            polarity_practice = practices[n] if force in {"avon", "brent"} else practices[(n + 1) % 5]
            claims.append(claim(f"{force}-{n}", force, inspection, "weakness", (polarity_practice,)))
    return claims


def test_a_probability_does_not_depend_on_the_order_of_loading_nor_on_who_is_asked(small, claim, shuffled):
    claims = alike_world(claim)
    test = Shuffling(permutations=199, pilot=50)
    graph = small(claims)
    first = similar(graph, "avon", test=test).result
    back = {row["force"]: row for row in similar(graph, "brent", test=test).result.dicts()}
    ahead = {row["force"]: row for row in first.dicts()}
    assert (ahead["brent"]["score"], ahead["brent"]["p"]) == (back["avon"]["score"], back["avon"]["p"])
    grouped = communities(graph, test=test, shuffles=9)
    for seed in range(3):
        other = small(shuffled(claims, seed))
        assert similar(other, "avon", test=test).result == first
        assert communities(other, test=test, shuffles=9) == grouped


def test_below_five_shared_nothing_is_called_alike(small, claim, quick):
    claims = [
        claim(f"{force}-{n}", force, "peel-2016", "weakness", (practice,))
        for force, said in {"avon": ("calls", "crime"), "brent": ("calls", "crime"), "crewe": ("triage",)}.items()
        for n, practice in enumerate(said)
    ]
    brent = similar(small(claims), "avon", test=quick).result.dicts()[0]
    assert (brent["force"], brent["shared"], brent["p"], brent["verdict"]) == ("brent", 2, None, NO_MORE)


def test_peers_stand_in(shipped, quick):
    rows = similar(shipped, "essex", peers=["kent", "surrey", "essex"], test=quick).result.dicts()
    assert {row["force"] for row in rows} == {"kent", "surrey"}
    assert {row["basis"] for row in rows} == {"peer-group"}
    with pytest.raises(UnknownNameError):
        similar(shipped, "essex", peers=["narnia"])


def test_an_unknown_force_is_refused_and_an_unseen_one_has_no_rows(shipped, small_facts, graph, small, claim, quick):
    with pytest.raises(UnknownNameError):
        similar(shipped, "nowhere")
    seen = small([claim("x", "avon", "peel-2016", "weakness", ("calls",))])
    assert similar(seen, "brent", test=quick).result.rows == []


def test_a_letter_is_not_counted_with_headlines_unless_asked_for(small, claim, letters, quick):
    graph = small(
        [
            claim("a", "avon", "peel-2016", "weakness", ("calls",)),
            claim("b", "brent", "peel-2016", "weakness", ("calls",)),
            claim("d", "dover", "peel-2016", "weakness", ("crime",)),
        ]
    )
    letters.add(graph, "letter", claim("l", "brent", "peel-2016", "weakness", ("crime",)))
    found = similar(graph, "dover", test=quick)
    assert (found.counted.counting, found.counted.left_out) == ("headlines", 1)
    assert {row["shared"] for row in found.result.dicts()} == {0}
    both = similar(graph, "dover", counting="both", test=quick)
    assert (both.counted.left_out, both.counted.quoted) == (0, 1)
    assert both.result.dicts()[0]["force"] == "brent"
    assert similar(graph, "dover", counting="sentences", test=quick).result.rows == []


def test_the_projection_is_networkx_s_own(shipped, facts):
    """Forces and items as a bipartite graph, projected by networkx pair by pair, has the same edges."""
    profiles = profiles_of(facts)
    two_mode = nx.Graph()
    two_mode.add_nodes_from(profiles, bipartite=0)
    for force, items in profiles.items():
        two_mode.add_edges_from((force, item) for item in items)
    plain = nx.bipartite.generic_weighted_projected_graph(
        two_mode, list(profiles), weight_function=lambda _, a, b: cosine(profiles, a, b)
    )
    ours = projection(Profiles(coded_findings(shipped)))
    weighing = {frozenset(e[:2]): e[2]["weight"] for e in plain.edges(data=True) if e[2]["weight"] > 0}
    assert {frozenset(e[:2]): pytest.approx(e[2]["weight"]) for e in ours.edges(data=True)} == weighing


def test_groups_hold_every_force_once_and_are_louvain_s(shipped, facts):
    found = communities(shipped, shuffles=9)
    rows = found.result.dicts()
    assert sorted(force for row in rows for force in row["forces"]) == sorted(profiles_of(facts))
    joined = projection(Profiles(coded_findings(shipped)))
    plain = nx.community.louvain_communities(joined, weight="weight", seed=found.test.seed)
    assert {frozenset(row["forces"]) for row in rows} == {frozenset(group) for group in plain}
    assert found.modularity == pytest.approx(nx.community.modularity(joined, plain), abs=1e-4)
    assert not found.beyond_chance


def test_two_forces_made_alike_are_found(graph, small, claim):
    """Of forty practices two forces share the same ones in every stratum; chance cannot do that."""
    from peelgraph.ontology.records import Record

    forces = [f"f{n:02}" for n in range(12)]
    practices = [f"p{n:02}" for n in range(40)]
    deck, claims = random.Random(1), []
    same = deck.sample(practices, 8)
    for force in forces:
        drawn = same if force in {"f00", "f01"} else deck.sample(practices, 8)
        for k, inspection in enumerate(("peel-2014", "peel-2016", "peel-2018-19", "peel-2021-22") * 2):
            claims.append(claim(f"{force}-{k}", force, inspection, "weakness", (drawn[k],)))
    small([])
    with graph.stating("more") as writer:
        writer.write([Record("Force", f, {"slug": f, "name": f"{f} Police"}) for f in forces])
        writer.write([Record("Practice", p, {"slug": p, "name": p}) for p in practices])
        writer.write([c.record() for c in claims])
    rows = similar(graph, "f00", test=Shuffling(permutations=199, pilot=50)).result.dicts()
    assert (rows[0]["force"], rows[0]["verdict"]) == ("f01", ALIKE)
    assert rows[0]["p"] <= 0.05
    assert {row["verdict"] for row in rows[1:]} == {NO_MORE}
