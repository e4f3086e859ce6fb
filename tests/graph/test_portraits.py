"""All that the graph knows of one force, practice or risk, against a calculation from the tables."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import pytest
from peelgraph.graph.portraits import force_portrait, practice_portrait, risk_portrait
from peelgraph.graph.profile import practice_records
from peelgraph.graph.question import ask
from peelgraph.ontology.errors import UnknownNameError


def latest(facts, claims):
    def last(polarity):
        return max((facts.place(c) for c in claims if c.polarity == polarity), default=-1)

    weak, strong = last("weakness"), last("strength")
    return "both" if weak == strong else "weakness" if weak > strong else "strength"


def record_of(facts, practice, claims):
    """What is said of one practice of one force: found weak and strong in which inspections, and the latest word."""
    said = {"weakness": [], "strength": []}
    for c in sorted(claims, key=lambda c: (-facts.place(c), c.id)):
        said[c.polarity].append(c)
    return {
        "practice": practice,
        "name": facts.practices[practice][0],
        "latest": latest(facts, claims),
        "found_weak_in": sorted({c.inspection for c in said["weakness"]}, key=facts.sequence),
        "found_strong_in": sorted({c.inspection for c in said["strength"]}, key=facts.sequence),
        "weaknesses": [c.id for c in said["weakness"]],
        "strengths": [c.id for c in said["strength"]],
        "embargoed_count": 0,
    }


def grouped(claims):
    groups = defaultdict(list)
    for c in claims:
        for practice in c.practices:
            groups[c.force, practice].append(c)
    return groups


def test_a_forces_practices_show_the_latest_word_and_when_it_was_said(shipped, facts):
    for force in facts.regions:
        groups = grouped(c for c in facts.claims if c.force == force)
        expected = {practice: record_of(facts, practice, claims) for (_, practice), claims in groups.items()}
        rows = force_portrait(shipped, force)["practices"]
        assert {row["practice"]: row for row in rows} == expected
        assert len(rows) == len(expected)


def test_what_was_said_last_comes_first(shipped, facts):
    for force in ("essex", "kent", "gwent"):
        groups = grouped(c for c in facts.claims if c.force == force)
        rows = force_portrait(shipped, force)["practices"]
        last = [max(facts.place(c) for c in groups[force, row["practice"]]) for row in rows]
        assert last == sorted(last, reverse=True)


def test_a_forces_page_holds_its_facts_and_the_answers_of_the_questions(shipped, tables):
    for force in ("essex", "dyfed-powys"):
        answer = force_portrait(shipped, force)
        (row,) = (row for row in tables["forces"] if row["slug"] == force)
        assert answer["force"] == {
            "slug": force,
            "name": row["name"],
            "ons_code": row["ons_code"],
            "nation": row["nation"],
            "region": row["region"],
            "alternative_names": row["alternative_names"].split(";"),
        }
        assert [answer["coverage"]] == ask(shipped, "coverage", force=force).dicts()
        assert answer["findings"] == ask(shipped, "findings", force=force).dicts()
        assert answer["grades"] == ask(shipped, "grades", force=force).dicts()
        assert answer["initiatives"] == ask(shipped, "initiatives", force=force).dicts()
        assert answer["documents"] == []
        own = {r["id"] for r in tables["recommendations"] if r["addressed_to"] == force}
        assert {r["recommendation"] for r in answer["recommendations"]} == own


@pytest.mark.parametrize("practice", ["call-handling", "managing-offenders", "stop-and-search", "preventing-crime"])
def test_a_practices_page_shows_every_force_with_the_latest_word(shipped, facts, practice):
    answer = practice_portrait(shipped, practice)
    below = {slug for slug in facts.practices if facts.under(facts.practices, slug, practice)}
    groups = {key: claims for key, claims in grouped(facts.claims).items() if key[1] in below}
    expected = {
        (force, slug): {"force": force, **record_of(facts, slug, claims)} for (force, slug), claims in groups.items()
    }
    assert {(row["force"], row["practice"]): row for row in answer["forces"]} == expected
    assert len(answer["forces"]) == len(expected) > 5
    assert {row["finding"] for row in answer["findings"]} == {c.id for claims in groups.values() for c in claims}
    applied = {row["id"] for row in facts.tables["good_practice"] if row["practice"] in below}
    assert {row["initiative"] for row in answer["initiatives"]} == applied
    asked = {row["id"] for row in facts.tables["recommendations"] if row["practice"] in below}
    assert {row["recommendation"] for row in answer["recommendations"]} == asked


def test_a_practices_page_says_where_it_stands_in_the_vocabulary(shipped, tables):
    terms = {row["slug"]: row for row in tables["vocabulary"] if row["scheme"] == "practice"}
    for slug in ("call-handling", "managing-offenders"):
        row = terms[slug]
        assert practice_portrait(shipped, slug)["practice"] == {
            "slug": slug,
            "name": row["label"],
            "definition": row["definition"],
            "alternative_names": row["alternative_labels"].split(";") if row["alternative_labels"] else None,
            "broader": row["broader"] or None,
            "broader_name": terms[row["broader"]]["label"] if row["broader"] else None,
            "narrower": (below := sorted(one for one in terms if terms[one]["broader"] == slug)),
            "narrower_names": [terms[one]["label"] for one in below],
        }


@pytest.mark.parametrize("risk", ["learning-lost", "harm-to-people", "organisational-risk"])
def test_a_risks_page_shows_who_is_exposed_to_it_and_by_what(shipped, facts, risk):
    answer = risk_portrait(shipped, risk)
    exposed = [c for c in facts.claims if any(facts.under(facts.risks, r, risk) for r in c.risks)]
    exposed.sort(key=lambda c: (-facts.place(c), c.force, c.id))
    assert [row["finding"] for row in answer["findings"]] == [c.id for c in exposed]
    for what, of in (("forces", lambda c: [c.force]), ("practices", lambda c: c.practices)):
        groups = defaultdict(list)
        for c in exposed:
            for slug in of(c):
                groups[slug].append(c)
        rows = [
            (row[what.removesuffix("s")], row["findings_count"], row["last_seen"], row["findings"])
            for row in answer[what]
        ]
        assert rows == [
            (slug, len(claims), claims[0].inspection, [c.id for c in claims])
            # Practices by how often, forces by name: by how often would rank them.
            for slug, claims in sorted(groups.items(), key=lambda g: (-len(g[1]) if what == "practices" else 0, g[0]))
        ]
    assert len(exposed) > 3


@pytest.mark.parametrize(
    ("portrait", "slug", "said"),
    [
        (force_portrait, "narnia", "no force is called 'narnia'"),
        (practice_portrait, "juggling", "no practice is called 'juggling'"),
        (risk_portrait, "juggling", "no risk is called 'juggling'"),
        (practice_portrait, "learning-lost", "no practice is called 'learning-lost'"),
    ],
)
def test_what_nobody_knows_is_said_to_be_unknown(shipped, portrait, slug, said):
    with pytest.raises(UnknownNameError, match=said):
        portrait(shipped, slug)


def test_two_findings_on_one_practice_never_merge(small, claim):
    graph = small([claim(f"x{n}", "avon", "peel-2014", "weakness", ("calls",), text=f"Call {n}.") for n in range(3)])
    assert [row["weaknesses"] for row in practice_portrait(graph, "calls")["forces"]] == [["x0", "x1", "x2"]]


def test_praise_and_criticism_in_one_inspection_are_both_the_latest_word(small, claim):
    graph = small(
        [
            claim("x1", "avon", "peel-2014", "weakness", ("calls",)),
            claim("x2", "avon", "peel-2016", "weakness", ("calls",)),
            claim("x3", "avon", "peel-2016", "strength", ("calls",)),
            claim("x4", "avon", "peel-2023-25", "neutral", ("calls",)),
        ]
    )
    (row,) = practice_portrait(graph, "calls")["forces"]
    assert (row["latest"], row["found_weak_in"], row["found_strong_in"]) == (
        "both",
        ["peel-2014", "peel-2016"],
        ["peel-2016"],
    )


def test_a_practice_of_which_nothing_is_judged_has_no_record():
    assert practice_records([]) == []
    row = {"force": "avon", "practices": ["calls"], "practice_names": ["Calls"], "polarity": "neutral", "sequence": 1}
    assert practice_records([row]) == []


def test_a_letter_stands_on_its_forces_page(lettered):
    (letter,) = force_portrait(lettered, "wiltshire")["documents"]
    assert (letter["kind"], letter["force"], letter["published"]) == ("letter", ["wiltshire"], dt.date(2015, 5, 11))
    assert letter["findings_count"] == sum(
        row["document"] == letter["name"] for row in force_portrait(lettered, "wiltshire")["findings"]
    )
    assert force_portrait(lettered, "kent")["documents"] == []


@pytest.mark.parametrize(("minutes", "held"), [(-1, True), (0, False)])
def test_pages_leave_out_a_letter_under_embargo_until_its_minute(small, claim, letters, minutes, held):
    graph = small([claim("x1", "avon", "peel-2014", "strength", ("calls",))])
    letters.add(graph, "secret", claim("x2", "avon", "peel-2016", "weakness", ("calls",), ("missed",)))
    when = {"now": letters.until + dt.timedelta(minutes=minutes), "include_embargoed": False}
    force = force_portrait(graph, "avon", **when)
    assert [d["name"] for d in force["documents"]] == ([] if held else ["secret"])
    assert force["coverage"]["documents_count"] == (0 if held else 1)
    assert [f["finding"] for f in force["findings"]] == (["x1"] if held else ["x2", "x1"])
    assert force["practices"][0]["latest"] == ("strength" if held else "weakness")
    assert [row["latest"] for row in practice_portrait(graph, "calls", **when)["forces"]] == [
        "strength" if held else "weakness"
    ]
    assert len(risk_portrait(graph, "harm", **when)["findings"]) == (0 if held else 1)
    assert ("secret" in repr((force, practice_portrait(graph, "calls", **when)))) is not held
