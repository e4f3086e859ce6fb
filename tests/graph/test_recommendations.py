"""From a recommendation to the findings on the same practice in each force, against a calculation from the tables."""

from __future__ import annotations

import datetime as dt

import pytest
from peelgraph.graph.question import ask
from peelgraph.graph.recommendations import STATES, by_state, on_same_practice
from peelgraph.ontology.records import Link, Record


def days(period):
    """The first and the last day that a date may mean."""
    parts = [*map(int, period.split("-"))]
    first = dt.date(*[*parts, 1, 1][:3])
    if len(parts) == 3:
        return first, first
    year, month = (parts[0] + 1, 1) if len(parts) == 1 or parts[1] == 12 else (parts[0], parts[1] + 1)
    return first, dt.date(year, month, 1) - dt.timedelta(days=1)


def when_found(found, made):
    if not found or not made:
        return "not-clear"
    if days(found)[0] > days(made)[1]:
        return "after"
    return "before" if days(found)[1] < days(made)[0] else "not-clear"


def expected(facts, recommendation=None, force=None):
    rows = set()
    for asked in facts.tables["recommendations"]:
        made = asked["published"] or facts.inspections.get(asked["inspection"], (0, ""))[1]
        for claim in facts.claims:
            if (
                recommendation in {None, asked["id"]}
                and force in {None, claim.force}
                and asked["practice"] in claim.practices
                and (asked["addressed_to"] not in facts.regions or asked["addressed_to"] == claim.force)
            ):
                when = when_found(facts.period(claim), made)
                rows.add(
                    (asked["id"], claim.force, asked["practice"], claim.polarity, claim.inspection, claim.id, when)
                )
    return rows


@pytest.mark.parametrize(
    "chosen",
    [{}, {"force": "essex"}, {"recommendation": "acquisitive-2022-1a"}, {"recommendation": "west-midlands-8796-a"}],
    ids=str,
)
def test_findings_on_the_same_practice_are_told_as_defined(shipped, facts, chosen):
    rows = ask(shipped, "recommendation-findings", **chosen).dicts()
    columns = ("recommendation", "force", "practice", "polarity", "inspection", "finding", "when_found")
    found = [tuple(row[column] for column in columns) for row in rows]
    assert len(found) == len(set(found))
    assert set(found) == expected(facts, **chosen)
    keys = [(row["recommendation"], row["force"], -(row["sequence"] or 0), row["finding"]) for row in rows]
    assert keys == sorted(keys)


def test_each_force_s_findings_are_summed_up_as_they_are(shipped, facts):
    rows = on_same_practice(shipped)
    told = expected(facts)
    assert {(r["recommendation"], r["force"], r["practice"]) for r in rows} == {row[:3] for row in told}
    for row in rows:
        own = [t for t in told if t[:3] == (row["recommendation"], row["force"], row["practice"])]
        for word, polarity in (("weak", "weakness"), ("praised", "strength")):
            for when in ("before", "after", "not-clear"):
                inspections = {t[4] for t in own if t[3] == polarity and t[6] == when}
                assert row[f"{word}_{when.replace('-', '_')}"] == sorted(inspections, key=facts.sequence)
        last = max(facts.sequence(t[4]) for t in own)
        says = {t[3] for t in own if facts.sequence(t[4]) == last}
        assert row["latest"] == ("both" if len(says) > 1 else says.pop())
        assert sorted(row["findings"]) == sorted(t[5] for t in own)


def test_a_recommendation_to_a_force_leads_to_that_force_alone(shipped):
    led = set()
    for row in ask(shipped, "recommendations").dicts():
        if row["scope"] == "force":
            forces = {r["force"] for r in on_same_practice(shipped, row["recommendation"])}
            assert forces <= {row["addressed_to"]}
            led |= forces
    assert len(led) > 3


@pytest.mark.parametrize(
    ("made", "found", "when"),
    [
        ("2022-08", "2022-09-01", "after"),
        ("2022-08", "2022-08-31", "not-clear"),
        ("2022-08", "2022", "not-clear"),
        ("2022-08", "2021", "before"),
        ("2022-08", "2022-07", "before"),
        ("2022-08-10", "2022-08-10", "not-clear"),
        ("2022", "2023", "after"),
        ("2022", "2022-12-31", "not-clear"),
        ("", "2022-12-31", "not-clear"),
    ],
)
def test_before_and_after_are_said_only_where_the_dates_are_exact_enough(small, claim, made, found, when):
    graph = small([claim("x1", "avon", "peel-2016", "weakness", ("calls",), published=found)])
    said = {"summary": "Answer calls.", "addressed_to": "all-forces"} | ({"published_period": made} if made else {})
    with graph.stating("table") as writer:
        writer.write(
            [Record("Recommendation", "r1", said, (Link("CONCERNS", "Practice", "calls", {"method": "hand"}),))]
        )
    (row,) = ask(graph, "recommendation-findings").dicts()
    assert row["when_found"] == when


def test_what_is_under_embargo_is_left_out(small, claim):
    end = dt.datetime(2026, 11, 23, 0, 1)
    graph = small([claim("x1", "avon", "peel-2016", "weakness", ("calls",), embargoed_until=end)])
    with graph.stating("table") as writer:
        practice = Link("CONCERNS", "Practice", "calls", {"method": "hand"})
        writer.write(
            [Record("Recommendation", "r1", {"summary": "Answer.", "addressed_to": "all-forces"}, (practice,))]
        )
    before = {"now": end - dt.timedelta(minutes=1)}
    assert on_same_practice(graph, include_embargoed=False, **before) == []
    assert on_same_practice(graph, **before)[0]["embargoed_count"] == 1
    assert on_same_practice(graph, include_embargoed=False, now=end)[0]["embargoed_count"] == 0


def test_what_is_overdue_comes_first_and_what_is_closed_last(shipped):
    asked = ask(shipped, "recommendations")
    ordered = by_state(asked)
    states = [STATES.index(row["state"]) for row in ordered.dicts()]
    assert states == sorted(states)
    assert sorted(map(str, ordered.rows)) == sorted(map(str, asked.rows))
    for state in STATES:
        kept = [row["recommendation"] for row in asked.dicts() if row["state"] == state]
        assert [row["recommendation"] for row in ordered.dicts() if row["state"] == state] == kept
