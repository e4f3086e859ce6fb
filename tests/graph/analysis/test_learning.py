"""``learn_from`` against a reckoning in plain Python over the shipped tables."""

from collections import defaultdict

import pytest
from peelgraph.graph.analysis.learning import learn_from
from peelgraph.ontology.errors import UnknownNameError

STAGED = {"worked", "promising", "mixed", "no-effect"}
OWN = "police-or-commissioner"


def places(facts, polarity):
    """Practice, then force, to the places in time at which it was found so."""
    found = defaultdict(lambda: defaultdict(list))
    for claim in facts.claims:
        if claim.polarity == polarity:
            for practice in claim.practices:
                found[practice][claim.force].append(facts.place(claim))
    return found


def weaknesses(facts, force):
    """The practices whose last word on a force is not praise alone."""
    weak, strong = places(facts, "weakness"), places(facts, "strength")
    return {
        p for p, forces in weak.items() if force in forces and max(forces[force]) >= max(strong[p].get(force, [-1]))
    }


def year_of(text):
    return int(text[:4]) if text else None


def expected(facts, force):
    """(practice, other force, kind, dated) of all that force may learn from; no row is ``none``."""
    weak, strong = places(facts, "weakness"), places(facts, "strength")
    rows = set()
    for practice in weaknesses(facts, force):
        praised = []
        for other, when in strong[practice].items():
            last_weak = max(weak[practice].get(other, [-1]))
            if other == force or max(when) <= last_weak:
                continue
            since = [
                c
                for c in facts.claims
                if c.force == other
                and practice in c.practices
                and c.polarity == "strength"
                and facts.place(c) > last_weak
            ]
            said = [c for c in since if c.source_kind != OWN] or since
            cited = max(said, key=lambda c: (facts.place(c), facts.period(c), 1.0, c.id))
            kind = "own-account" if cited.source_kind == OWN else "got-out" if last_weak >= 0 else "praised"
            year = year_of(facts.period(cited))
            praised.append((practice, other, kind, None if year is None or year >= 2021 else "dated", cited.id))
        rows.update(praised)
        if not praised:
            rows.add((practice, None, "none", None, None))
        for row in facts.tables["good_practice"]:
            if row["practice"] != practice or row["force"] == force:
                continue
            year = year_of(row["year"])
            last_weak = max(
                (
                    facts.period(c)
                    for c in facts.claims
                    if c.force == row["force"] and practice in c.practices and c.polarity == "weakness"
                ),
                default="",
            )
            out = max(weak[practice].get(row["force"], [-1])) >= max(strong[practice].get(row["force"], [-1]))
            if year and out and last_weak and int(last_weak[:4]) > year:
                continue
            stage = row["evidence_stage"]
            kind = (
                "own-account"
                if row["source_kind"] == OWN
                else "initiative-evaluated"
                if stage in STAGED
                else "initiative"
            )
            apart = "undated" if year is None else "dated" if year < 2021 else None
            rows.add((practice, row["force"], kind, apart, row["id"]))
    return rows


def test_every_force_learns_what_the_tables_say(shipped, facts):
    for force in sorted(facts.regions):
        rows = learn_from(shipped, force).result.dicts()
        found = {(r["practice"], r["force"], r["kind"], r["apart"], r["finding"] or r["initiative"]) for r in rows}
        assert found == expected(facts, force), force
        assert len(found) == len(rows)


def test_essex_finds_who_got_out_of_its_call_handling(shipped):
    rows = learn_from(shipped, "essex").result.dicts()
    first = rows[0]
    assert (first["practice"], first["force"], first["kind"]) == ("call-handling", "northumbria", "got-out")
    assert first["reason"] == (
        "was found weak in PEEL 2021/22, praised in PEEL 2023-25 (news page of 14 May 2025, in our words); "
        "finding d2f96bf675cf"
    )
    assert first["source_url"].startswith("http")
    assert first["own_findings"] == ["essex-peel-2021-22-16ed6301dadc"]
    assert first["earlier_weakness"].startswith("northumbria-peel-2021-22-")


def test_the_score_is_the_documented_formula_and_orders_each_weakness(shipped):
    for row in (rows := learn_from(shipped, "west-midlands").result.dicts()):
        whole = row["way"] + 0.1 * row["freshness"] * row["coding"]
        assert row["score"] == pytest.approx(whole * (0.1 if row["apart"] else 1), abs=1e-4)
    by_practice = defaultdict(list)
    for row in rows:
        if row["kind"] != "none":
            by_practice[row["practice"]].append(row["score"])
    assert all(scores == sorted(scores, reverse=True) for scores in by_practice.values())


def test_recent_ranked_and_repeated_weaknesses_come_first(shipped, facts):
    for force in ("west-midlands", "essex", "west-yorkshire"):
        rows = {r["practice"]: r for r in learn_from(shipped, force).result.dicts()}
        order = [(not r["recent"], r["status"] == "not-stated", not r["repeated"]) for r in rows.values()]
        assert order == sorted(order)
        assert {p for p, r in rows.items() if r["recent"]} == {
            p
            for p in rows
            if any(
                c.force == force and p in c.practices and c.polarity == "weakness" and facts.place(c) >= 16
                for c in facts.claims
            )
        }


def test_what_was_praised_since_is_left_out_and_named(shipped):
    learned = learn_from(shipped, "essex")
    assert learned.praised_since == ["partnership-working"]
    assert "partnership-working" not in {row["practice"] for row in learned.result.dicts()}
    everything = learn_from(shipped, "essex", everything=True)
    assert "partnership-working" in {row["practice"] for row in everything.result.dicts()}
    assert everything.praised_since == []


def test_a_practice_or_a_group_narrows(shipped):
    assert {r["practice"] for r in learn_from(shipped, "essex", practice="vetting").result.dicts()} == {"vetting"}
    group = learn_from(shipped, "essex", practice="managing-offenders").result.dicts()
    assert {r["practice"] for r in group} == {"sex-offender-management"}


def test_unknown_names_are_refused(shipped):
    with pytest.raises(UnknownNameError):
        learn_from(shipped, "nowhere")
    with pytest.raises(UnknownNameError):
        learn_from(shipped, "essex", practice="nothing")


def one(small, claim, *more):
    weak = claim("w", "avon", "peel-2021-22", "weakness", ("calls",))
    return learn_from(small([weak, *more]), "avon").result.dicts()


def test_no_strength_on_record_is_an_answer(small, claim):
    (row,) = one(small, claim, claim("s", "brent", "peel-2021-22", "strength", ("public",)))
    assert (row["force"], row["kind"], row["score"]) == (None, "none", 0.0)
    assert row["reason"].startswith("no strength on record (and no initiative)")
    assert "“Responding” is not drawn on" in row["reason"]


def test_a_force_found_weak_later_is_out(small, claim):
    (row,) = one(
        small,
        claim,
        claim("s", "brent", "peel-2021-22", "strength", ("calls",)),
        claim("x", "brent", "peel-2023-25", "weakness", ("calls",)),
    )
    assert row["kind"] == "none"
    assert row["out"] == ["brent"]
    assert "Brent" in row["reason"]


def test_a_force_praised_and_criticised_by_one_inspection_is_out(small, claim):
    (row,) = one(
        small,
        claim,
        claim("s", "brent", "peel-2023-25", "strength", ("calls",)),
        claim("x", "brent", "peel-2023-25", "weakness", ("calls",)),
    )
    assert (row["kind"], row["out"]) == ("none", ["brent"])


def test_who_was_found_weak_before_comes_before_who_never_was(small, claim):
    rows = one(
        small,
        claim,
        claim("a", "brent", "peel-2023-25", "strength", ("calls",)),
        claim("b", "crewe", "peel-2014", "weakness", ("calls",)),
        claim("c", "crewe", "peel-2021-22", "strength", ("calls",)),
        claim("d", "dover", "peel-2018-19", "strength", ("calls",)),
    )
    assert [(r["force"], r["kind"], r["apart"]) for r in rows] == [
        ("crewe", "got-out", None),
        ("brent", "praised", None),
        ("dover", "praised", "dated"),
    ]
    assert rows[2]["reason"].endswith("dated: ring before you quote")


def test_an_own_account_stands_last_and_says_so(small, claim):
    rows = one(
        small,
        claim,
        claim("a", "brent", "peel-2023-25", "strength", ("calls",), source_kind=OWN),
        claim("b", "crewe", "peel-2021-22", "strength", ("calls",)),
    )
    assert [r["kind"] for r in rows] == ["praised", "own-account"]
    assert "says of itself" in rows[1]["reason"]


def test_a_strength_without_any_date_stands_apart(small, claim):
    (row,) = one(small, claim, claim("a", "brent", "core-2017", "strength", ("calls",)))
    assert row["apart"] == "undated"
    assert "year not known" in row["reason"]


def test_rows_do_not_depend_on_the_order_of_loading(small, claim, facts, shuffled):
    claims = [
        claim(f"x{n}", f, i, p, ("calls",))
        for n, (f, i, p) in enumerate([
            ("avon", "peel-2016", "weakness"), ("brent", "peel-2021-22", "strength"), ("crewe", "peel-2023-25", "strength"),
            ("dover", "peel-2014", "weakness"), ("dover", "peel-2023-25", "strength"), ("brent", "peel-2021-22", "strength"),
        ])
    ]  # fmt: skip
    first = learn_from(small(claims), "avon").result
    for seed in range(3):
        assert learn_from(small(shuffled(claims, seed)), "avon").result == first


def test_what_is_under_embargo_is_left_out_unless_asked_for(small, claim, letters):
    import datetime as dt

    graph = small([claim("w", "avon", "peel-2021-22", "weakness", ("calls",))])
    letters.add(graph, "secret", claim("secret-1", "brent", "peel-2023-25", "strength", ("calls",)))
    now = dt.datetime(2026, 11, 22, 12, 0)
    (public,) = learn_from(graph, "avon", include_embargoed=False, now=now).result.dicts()
    assert public["kind"] == "none"
    (row,) = learn_from(graph, "avon", include_embargoed=True, now=now).result.dicts()
    assert (row["force"], row["embargoed_count"]) == ("brent", 1)
    assert "letter or report" in row["reason"]
