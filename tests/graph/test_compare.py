"""Forces side by side, against a calculation from the tables."""

from __future__ import annotations

from itertools import product

import pytest
from peelgraph.graph.compare import compare
from peelgraph.graph.question import ask
from peelgraph.ontology.errors import UnknownNameError

GROUPS = [
    ("essex", "kent"),
    ("gwent", "south-wales", "north-wales", "dyfed-powys"),
    ("wiltshire", "city-of-london"),
    ("greater-manchester", "cleveland", "west-midlands", "lancashire", "merseyside", "durham"),
]


def latest(facts, claims):
    def last(polarity):
        return max((facts.place(c) for c in claims if c.polarity == polarity), default=-1)

    weak, strong = last("weakness"), last("strength")
    return "both" if weak == strong else "weakness" if weak > strong else "strength"


def in_time(facts, claims):
    return sorted({c.inspection for c in claims}, key=facts.sequence)


@pytest.mark.parametrize("forces", GROUPS, ids="-".join)
@pytest.mark.parametrize(("part", "polarity"), [("shared_weaknesses", "weakness"), ("shared_strengths", "strength")])
def test_what_forces_share_is_what_two_of_them_were_found_to_be(shipped, facts, forces, part, polarity):
    expected = []
    for practice in facts.practices:
        having = []
        for force in sorted(forces):
            on_it = [c for c in facts.claims if c.force == force and practice in c.practices]
            said = [c for c in on_it if c.polarity == polarity]
            if said:
                having.append({"force": force, "inspections": in_time(facts, said), "latest": latest(facts, on_it)})
        if len(having) > 1:
            shared = {
                "practice": practice,
                "name": facts.practices[practice][0],
                "forces": having,
                "embargoed_count": 0,
            }
            expected.append(shared)
    expected.sort(key=lambda row: (-len(row["forces"]), row["practice"]))
    assert expected or len(forces) == 2
    assert compare(shipped, forces)[part] == expected


@pytest.mark.parametrize("forces", GROUPS, ids="-".join)
def test_one_learns_from_another_whose_latest_word_is_praise_where_its_own_is_not(shipped, facts, forces):
    expected = []
    for practice, learner, teacher in product(sorted(facts.practices), sorted(forces), sorted(forces)):
        of = {f: [c for c in facts.claims if c.force == f and practice in c.practices] for f in (learner, teacher)}
        if not all(of.values()):
            continue
        if latest(facts, of[learner]) == "weakness" and latest(facts, of[teacher]) == "strength":
            weak = [c for c in of[learner] if c.polarity == "weakness"]
            strong = [c for c in of[teacher] if c.polarity == "strength"]
            expected.append((practice, learner, in_time(facts, weak), teacher, in_time(facts, strong)))
    columns = ("practice", "learner", "found_weak_in", "teacher", "found_strong_in")
    rows = compare(shipped, forces)["can_learn"]
    assert [tuple(row[c] for c in columns) for row in rows] == expected
    assert rows or len(forces) == 2
    claims = {c.id: c for c in facts.claims}
    for row in rows:
        shown = claims[row["finding"]]
        assert (shown.force, shown.polarity, shown.text) == (row["teacher"], "strength", row["text"])
        assert row["practice"] in shown.practices
        assert shown.inspection == row["found_strong_in"][-1]


@pytest.mark.parametrize("forces", GROUPS, ids="-".join)
def test_grades_stand_side_by_side_only_from_one_inspection_on_one_question(shipped, facts, forces):
    together = {}
    for row in facts.tables["grades"]:
        if row["force"] in forces:
            together.setdefault((f"peel-{row['cycle']}", row["pillar"]), {})[row["force"]] = row["grade"]
    expected = [
        (inspection, question, grades)
        for (inspection, question), grades in sorted(
            together.items(), key=lambda item: (-facts.sequence(item[0][0]), item[0][1])
        )
        if len(grades) > 1
    ]
    rows = compare(shipped, forces)["grades"]
    assert [(row["inspection"], row["question"], row["grades"]) for row in rows] == expected


def test_how_much_was_read_of_each_force_stands_beside_the_comparison(shipped):
    answer = compare(shipped, ("kent", "essex"))
    assert answer["forces"] == ["kent", "essex"]
    assert answer["coverage"] == [row for f in ("kent", "essex") for row in ask(shipped, "coverage", force=f).dicts()]


def test_an_unknown_force_is_told(shipped):
    with pytest.raises(UnknownNameError, match="no force is called 'narnia'"):
        compare(shipped, ("essex", "narnia"))
