"""What two inspections of a force say side by side, against a calculation from the tables."""

from __future__ import annotations

import datetime as dt

import pytest
from peelgraph.graph.changes import changes, grade_changes
from peelgraph.graph.grades import comparable, direction
from peelgraph.ontology.errors import PeelgraphError
from peelgraph.ontology.records import Link, Record

BEST_FIRST = ["outstanding", "good", "adequate", "requires improvement", "inadequate"]


def practices_of(rows):
    return [row["practice"] for row in rows]


def pairs(facts):
    """Every force with its last two inspections, first and last, and the two around PEEL 2021/22."""
    for force in facts.regions:
        seen = sorted({c.inspection for c in facts.claims if c.force == force}, key=facts.sequence)
        for earlier, later in {(seen[-2], seen[-1]), (seen[0], seen[-1]), (seen[0], seen[1])}:
            yield force, earlier, later


def test_what_changed_between_inspections_is_as_defined_for_every_force(shipped, facts):
    for force, earlier, later in pairs(facts):
        own = [c for c in facts.claims if c.force == force]

        def found(polarity, *inspections, own=own):
            return {p for c in own if c.polarity == polarity and c.inspection in inspections for p in c.practices}

        ever = {c.inspection for c in own if facts.place(c) < facts.sequence(later)}
        weak_before, weak_after = found("weakness", earlier), found("weakness", later)
        praised = found("strength", later)
        answer = changes(shipped, force, earlier, later)
        assert (answer["force"], answer["earlier"], answer["later"]) == (force, earlier, later)
        first_time = weak_after - found("weakness", *ever)
        again = {
            p
            for c in own
            if c.inspection == later and c.polarity == "weakness" and c.peer_context == "concern-repeated"
            for p in c.practices
        }
        assert practices_of(answer["new"]) == sorted(first_time - again)
        assert practices_of(answer["said_again"]) == sorted(first_time & again)
        for row in answer["repeated"] + answer["again_after_a_gap"] + answer["new"] + answer["said_again"]:
            before = [c for c in own if facts.place(c) < facts.sequence(later) and row["practice"] in c.practices]
            weak = {c.inspection for c in before if c.polarity == "weakness"}
            last = max(map(facts.sequence, weak), default=-1)
            praise = {c.inspection for c in before if c.polarity == "strength" and facts.place(c) > last}
            assert row["weak_before"] == sorted(weak, key=facts.sequence)
            assert row["praised_between"] == sorted(praise, key=facts.sequence)
            assert row["said_again"] == (row["practice"] in again)
        assert practices_of(answer["repeated"]) == sorted(weak_after & weak_before)
        assert practices_of(answer["again_after_a_gap"]) == sorted(
            weak_after & found("weakness", *(ever - {earlier})) - weak_before
        )
        assert practices_of(answer["praised_now"]) == sorted((weak_before - weak_after) & praised)
        assert practices_of(answer["not_mentioned_again"]) == sorted(weak_before - weak_after - praised)
        assert practices_of(answer["strengths"]) == sorted(praised)
        rounds = {c.inspection for c in facts.claims if c.inspection.startswith("peel-")}
        between = [
            slug
            for slug in sorted(rounds, key=facts.sequence)
            if facts.sequence(earlier) < facts.sequence(slug) < facts.sequence(later)
            and slug not in {c.inspection for c in own}
        ]
        assert answer["not_seen_between"] == between
        last = max(facts.place(c) for c in own)
        assert answer["not_seen_since"] == sorted((r for r in rounds if facts.sequence(r) > last), key=facts.sequence)
        assert answer["read_as"] == {"earlier": "headlines", "later": "headlines"}
        assert answer["mentioned_unjudged"] == []


def test_a_row_shows_the_findings_it_rests_on(shipped, facts):
    claims = {c.id: c for c in facts.claims}
    shown = 0
    for force in facts.regions:
        answer = changes(shipped, force)
        for part, inspection in (("strengths", "later"), ("new", "later"), ("not_mentioned_again", "earlier")):
            for row in answer[part]:
                assert row["findings"]
                for finding in row["findings"]:
                    stated = claims[finding["finding"]]
                    assert (finding["text"], finding["polarity"]) == (stated.text, stated.polarity)
                    assert stated.inspection == answer[inspection]
                    assert row["practice"] in stated.practices
                    shown += 1
    assert shown > 100


def test_by_default_the_last_two_inspections_in_which_the_force_was_seen(shipped, facts):
    for force in facts.regions:
        seen = sorted({c.inspection for c in facts.claims if c.force == force}, key=facts.sequence)
        answer = changes(shipped, force)
        assert (answer["earlier"], answer["later"]) == (seen[-2], seen[-1])


@pytest.fixture
def three_rounds(small, claim):
    return small(
        [
            claim("x1", "avon", "peel-2014", "weakness", ("calls",)),
            claim("x2", "avon", "peel-2014", "weakness", ("crime",)),
            claim("x3", "avon", "peel-2016", "strength", ("calls",)),
            claim("x4", "avon", "peel-2016", "weakness", ("grading",)),
            claim("x5", "avon", "peel-2023-25", "weakness", ("calls",)),
            claim("x6", "avon", "peel-2023-25", "neutral", ("grading",)),
            claim("x7", "brent", "peel-2018-19", "weakness", ("calls",)),
            claim("x8", "crewe", "peel-2014", "weakness", ("calls",)),
        ]
    )


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ((None, None), ("peel-2016", "peel-2023-25")),
        (("peel-2014", None), ("peel-2014", "peel-2023-25")),
        ((None, "peel-2016"), ("peel-2014", "peel-2016")),
        (("peel-2016", "peel-2014"), ("peel-2014", "peel-2016")),
    ],
)
def test_one_inspection_or_both_may_be_asked_for_in_any_order(three_rounds, asked, chosen):
    answer = changes(three_rounds, "avon", *asked)
    assert (answer["earlier"], answer["later"]) == chosen


@pytest.mark.parametrize(
    ("force", "asked", "said"),
    [
        ("avon", ("peel-2023-25", None), "two inspections, one after the other; avon was seen in peel-2014, peel-2016"),
        ("avon", (None, "peel-2014"), "two inspections, one after the other"),
        ("avon", ("peel-2016", "peel-2016"), "two inspections, one after the other"),
        ("avon", ("peel-2018-19", None), "nothing of avon was read from peel-2018-19; it was seen in peel-2023-25"),
        ("crewe", (None, None), "crewe was seen in 1 inspection only; changes need two"),
        ("dover", (None, None), "dover was seen in 0 inspections only"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(three_rounds, force, asked, said):
    with pytest.raises(PeelgraphError, match=said):
        changes(three_rounds, force, *asked)


def test_a_weakness_that_returns_after_a_gap_is_neither_new_nor_repeated(three_rounds):
    answer = changes(three_rounds, "avon")
    assert (answer["new"], answer["repeated"]) == ([], [])
    assert practices_of(answer["again_after_a_gap"]) == ["calls"]
    assert answer["not_seen_between"] == ["peel-2018-19"]


def test_what_the_later_inspection_mentions_without_judging_is_not_said_to_be_unmentioned(three_rounds):
    answer = changes(three_rounds, "avon")
    assert (answer["not_mentioned_again"], practices_of(answer["mentioned_unjudged"])) == ([], ["grading"])
    assert practices_of(changes(three_rounds, "avon", later="peel-2016")["not_mentioned_again"]) == ["crime"]


def test_what_is_under_embargo_takes_no_part_when_left_out(small, claim):
    end = dt.datetime(2026, 11, 23, 0, 1)
    graph = small(
        [
            claim("x1", "avon", "peel-2014", "weakness", ("calls",)),
            claim("x2", "avon", "peel-2016", "weakness", ("calls",)),
            claim("x3", "avon", "peel-2023-25", "strength", ("calls",), embargoed_until=end),
        ]
    )
    before = {"now": end - dt.timedelta(minutes=1), "include_embargoed": False}
    assert changes(graph, "avon", **before)["later"] == "peel-2016"
    assert changes(graph, "avon", **(before | {"now": end}))["later"] == "peel-2023-25"


def test_a_round_that_others_were_seen_in_only_under_embargo_is_no_gap(small, claim):
    end = dt.datetime(2026, 11, 23, 0, 1)
    graph = small(
        [
            claim("x1", "avon", "peel-2014", "weakness", ("calls",)),
            claim("x2", "avon", "peel-2016", "weakness", ("calls",)),
            claim("x3", "brent", "peel-2023-25", "weakness", ("calls",), embargoed_until=end),
        ]
    )
    before = {"now": end - dt.timedelta(minutes=1), "include_embargoed": False}
    assert changes(graph, "avon", **before)["not_seen_since"] == []
    assert changes(graph, "avon", **(before | {"now": end}))["not_seen_since"] == ["peel-2023-25"]


def test_what_the_source_calls_a_repeat_is_not_called_new(small, claim):
    graph = small(
        [
            claim("x1", "avon", "peel-2014", "strength", ("crime",)),
            claim("x2", "avon", "peel-2016", "weakness", ("calls",), peer_context="concern-repeated"),
            claim("x3", "avon", "peel-2016", "weakness", ("crime",)),
        ]
    )
    answer = changes(graph, "avon")
    assert (practices_of(answer["said_again"]), practices_of(answer["new"])) == (["calls"], ["crime"])
    assert answer["new"][0]["praised_between"] == ["peel-2014"]


# Grades


def test_grades_of_two_inspections_compare_as_the_rule_of_2021_says(shipped, facts):
    compared = 0
    for force, earlier, later in pairs(facts):
        held = {
            inspection: {
                row["pillar"]: row["grade"]
                for row in facts.tables["grades"]
                if row["force"] == force and f"peel-{row['cycle']}" == inspection
            }
            for inspection in (earlier, later)
        }
        new_scale = [facts.sequence(slug) >= facts.sequence("peel-2021-22") for slug in (earlier, later)]
        rows = grade_changes(shipped, force, earlier, later)
        assert [row["question"] for row in rows] == sorted({**held[earlier], **held[later]})
        for row in rows:
            old, new = held[earlier].get(row["question"]), held[later].get(row["question"])
            assert (row["earlier"], row["later"]) == (old, new)
            assert row["comparable"] is bool(old and new and new_scale[0] == new_scale[1])
            if row["comparable"]:
                compared += 1
                step = BEST_FIRST.index(old) - BEST_FIRST.index(new)
                assert row["direction"] == ("better" if step > 0 else "worse" if step < 0 else "same")
            else:
                assert row["direction"] is None
    assert compared > 50


@pytest.mark.parametrize(
    ("before", "after", "yes"),
    [
        (("efficiency", 5), ("efficiency", 13), True),
        (("efficiency", 13), ("efficiency", 16), False),
        (("efficiency", 16), ("efficiency", 19), True),
        (("efficiency", 5), ("legitimacy", 5), False),
    ],
)
def test_two_grades_compare_only_on_one_question_and_one_side_of_2021(before, after, yes):
    rows = [{"question": question, "sequence": sequence} for question, sequence in (before, after)]
    assert comparable(*rows, 16) is yes
    assert comparable(*reversed(rows), 16) is yes


def test_a_better_grade_is_called_better():
    for i, earlier in enumerate(BEST_FIRST):
        for j, later in enumerate(BEST_FIRST):
            assert direction(earlier, later) == ("same" if i == j else "better" if j < i else "worse")


def test_a_question_graded_on_both_sides_of_2021_does_not_compare(small):
    graph = small([])
    with graph.stating("grades") as writer:
        writer.write([Record("Question", "efficiency", {"slug": "efficiency", "name": "Efficiency"})])
        writer.write(
            Record(
                "Grade",
                f"avon-{inspection}-efficiency",
                {"value": value},
                (
                    Link("OF", "Force", "avon"),
                    Link("ANSWERS", "Question", "efficiency"),
                    Link("GIVEN_IN", "Inspection", inspection),
                ),
            )
            for inspection, value in (
                ("peel-2016", "good"),
                ("peel-2018-19", "requires improvement"),
                ("peel-2021-22", "adequate"),
                ("peel-2023-25", "good"),
            )
        )

    def told(earlier, later):
        (row,) = grade_changes(graph, "avon", earlier, later)
        return row["comparable"], row["direction"]

    assert told("peel-2016", "peel-2018-19") == (True, "worse")
    assert told("peel-2018-19", "peel-2021-22") == (False, None)
    assert told("peel-2021-22", "peel-2023-25") == (True, "better")
    assert told("peel-2016", "peel-2023-25") == (False, None)
