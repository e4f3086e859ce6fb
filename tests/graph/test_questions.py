"""Every question's answer against a calculation from the tables: written from the definitions, not from the Cypher."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peelgraph.graph import open_graph
from peelgraph.graph.question import ask, load_question, question_names
from peelgraph.loaders.load import LoadOptions, load, load_shipped
from peelgraph.ontology.errors import ModelError, PeelgraphError
from peelgraph.ontology.records import Link, Record

NOW = dt.datetime(2026, 11, 23, 12, 0)


def visible(facts, include_embargoed, now):
    return [c for c in facts.claims if include_embargoed or c.embargoed_until is None or c.embargoed_until <= now]


def selected(facts, claim, *, inspection=None, region=None, source_kind=None, since=None, **_):
    """Whether a claim lies in a selection, whatever it says."""
    return (
        inspection in {None, claim.inspection}
        and region in {None, facts.regions[claim.force]}
        and source_kind in {None, claim.source_kind}
        and facts.since(claim, since)
    )


def latest_word(facts, claims, word, other):
    """Whether the latest of these claims says one thing and not the other; within one inspection both count."""
    says = max((facts.place(c) for c in claims if c.polarity == word), default=-1)
    denies = max((facts.place(c) for c in claims if c.polarity == other), default=-1)
    return says > denies


def in_time(facts, claims):
    """The inspections of some claims in order of time."""
    return sorted({c.inspection for c in claims}, key=lambda slug: (facts.sequence(slug), slug))


def years(facts, claims):
    return {facts.period(c)[:4] for c in claims} - {""}


def shared_weaknesses(
    facts, *, force=None, practice=None, risk=None, status=None, min_forces=2, include_embargoed=True, now=NOW, **where
):
    seen = visible(facts, include_embargoed, now)
    rounds = {c.inspection for c in seen if c.inspection.startswith("peel-")}
    recent = sorted(rounds, key=facts.sequence)[-2:]
    forces_read = len({c.force for c in seen if selected(facts, c, **where)})
    rows = []
    for slug, (name, _) in facts.practices.items():
        if not facts.under(facts.practices, slug, practice):
            continue
        on_it = [c for c in seen if slug in c.practices]
        weak = [
            c
            for c in on_it
            if c.polarity == "weakness"
            and selected(facts, c, **where)
            and status in {None, c.status}
            and (risk is None or any(facts.under(facts.risks, r, risk) for r in c.risks))
        ]
        forces = sorted({c.force for c in weak})
        if len(forces) < max(min_forces, 1) or (force and force not in forces):
            continue
        of = {f: [c for c in weak if c.force == f] for f in forces}
        all_of = {f: [c for c in on_it if c.force == f] for f in forces}
        order = in_time(facts, weak)
        row = {
            "practice": slug,
            "name": name,
            "forces_count": len(forces),
            "forces": forces,
            "findings_count": len(weak),
            "forces_recent": sum(any(c.inspection in recent for c in of[f]) for f in forces),
            "forces_read": forces_read,
            "since_praised": [f for f in forces if latest_word(facts, all_of[f], "strength", "weakness")],
            "first_seen": order[0],
            "last_seen": order[-1],
            "forces_same_time": [],
            "force_last_seen": None,
            "force_praised_too": None,
            "force_findings": [],
            "embargoed_count": sum(c.embargoed_until is not None and c.embargoed_until > now for c in weak),
        }
        if force:
            own = of[force]
            last = row["force_last_seen"] = in_time(facts, own)[-1]
            own_years = years(facts, [c for c in own if c.inspection == last])
            row["forces_same_time"] = [
                f
                for f in forces
                if f != force and (years(facts, of[f]) & own_years or any(c.inspection == last for c in of[f]))
            ]
            row["force_praised_too"] = any(
                c.polarity == "strength" and c.inspection == row["force_last_seen"] for c in all_of[force]
            )
            latest_first = sorted(own, key=lambda c: (-facts.place(c), c.id))
            row["force_findings"] = [c.id for c in latest_first]
        rows.append(row)
    if not force:
        return sorted(rows, key=lambda r: (-r["forces_count"], r["practice"]))
    rows.sort(key=lambda r: (r["forces_count"], r["practice"]))
    rows.sort(key=lambda r: not r["forces_same_time"])
    rows.sort(key=lambda r: -facts.sequence(r["force_last_seen"]))
    return rows


def good_practice(facts, *, force=None, practice=None, min_forces=1, include_embargoed=True, now=NOW, **where):
    seen = visible(facts, include_embargoed, now)
    initiatives = [
        row
        for row in facts.tables.get("good_practice", [])
        if where.get("inspection") is None
        and where.get("region") in {None, facts.regions[row["force"]]}
        and where.get("source_kind") in {None, row["source_kind"]}
        and (where.get("since") is None or (row["year"] and f"{row['year']}-01-01" >= where["since"]))
    ]
    rows = []
    for slug, (name, _) in facts.practices.items():
        if not facts.under(facts.practices, slug, practice):
            continue
        on_it = [c for c in seen if slug in c.practices]
        strong = [c for c in on_it if c.polarity == "strength" and selected(facts, c, **where)]
        runs = [row for row in initiatives if row["practice"] == slug]
        praised, running = sorted({c.force for c in strong}), sorted({row["force"] for row in runs})
        forces = sorted({*praised, *running})
        if len(forces) < max(min_forces, 1) or (force and force not in forces):
            continue
        order = in_time(facts, strong)
        rows.append(
            {
                "practice": slug,
                "name": name,
                "forces_count": len(forces),
                "forces": forces,
                "findings_count": len(strong),
                "strength_forces_count": len(praised),
                "initiatives_count": len(runs),
                "strength_forces": praised,
                "initiative_forces": running,
                "since_criticised": [
                    f for f in praised if latest_word(facts, [c for c in on_it if c.force == f], "weakness", "strength")
                ],
                "first_seen": order[0] if order else None,
                "last_seen": order[-1] if order else None,
                "embargoed_count": sum(c.embargoed_until is not None and c.embargoed_until > now for c in strong),
            }
        )
    return sorted(rows, key=lambda r: (-r["forces_count"], r["practice"]))


def repeated(facts, *, force=None, practice=None, include_embargoed=True, now=NOW):
    groups = defaultdict(list)
    for c in visible(facts, include_embargoed, now):
        for slug in c.practices:
            if force in {None, c.force} and facts.under(facts.practices, slug, practice):
                groups[c.force, slug].append(c)
    rows = []
    for (of, slug), claims in groups.items():
        weak = [c for c in claims if c.polarity == "weakness"]
        found_in = in_time(facts, weak)
        said = in_time(facts, [c for c in weak if c.peer_context == "concern-repeated"])
        if not said and len(found_in) < 2:
            continue
        places = [facts.place(c) for c in weak]
        strong = [c for c in claims if c.polarity == "strength"]
        between = in_time(facts, [c for c in strong if min(places) < facts.place(c) < max(places)])
        rows.append(
            {
                "force": of,
                "practice": slug,
                "inspections": found_in,
                "findings_count": len(weak),
                "basis": "inspectorate-says" if said else "came-back" if between else "found-again",
                "name": facts.practices[slug][0],
                "embargoed_count": sum(c.embargoed_until is not None and c.embargoed_until > now for c in weak),
                "said_in": said,
                "praised_between": between,
                "praised_since": in_time(facts, [c for c in strong if facts.place(c) > max(places)]),
                "findings": [c.id for c in sorted(weak, key=lambda c: (facts.place(c), c.inspection, c.id))],
            }
        )
    return sorted(rows, key=lambda r: (-len(r["inspections"]), -r["findings_count"], r["force"], r["practice"]))


def answer(graph, name, /, *without, **given):
    rows = ask(graph, name, **given).dicts()
    return [{key: value for key, value in row.items() if key not in without} for row in rows]


# The shipped data


SELECTIONS = [
    {},
    {"min_forces": 1},
    {"min_forces": 12},
    {"min_forces": 44},
    {"force": "essex"},
    {"force": "essex", "min_forces": 1},
    {"force": "greater-manchester", "since": "2021"},
    {"force": "wiltshire", "region": "south-west"},
    {"force": "wiltshire", "region": "london"},
    {"practice": "call-handling", "min_forces": 1},
    {"practice": "managing-offenders"},
    {"practice": "protecting-vulnerable-people", "force": "devon-and-cornwall"},
    {"inspection": "peel-2016"},
    {"inspection": "peel-2023-25", "min_forces": 1},
    {"inspection": "domestic-abuse-2014"},
    {"region": "wales", "min_forces": 1},
    {"region": "west-midlands"},
    {"source_kind": "press-release", "min_forces": 1},
    {"source_kind": "research", "min_forces": 1},
    {"since": "2021-01-01", "min_forces": 1},
    {"since": "2017"},
    {"since": "2017-03"},
    {"since": "2017-03-02"},
    {"since": "2018-03-22", "min_forces": 1},
    {"since": "2031", "min_forces": 1},
    {"since": "2016-02", "region": "north-west", "source_kind": "inspectorate-page", "min_forces": 1},
]


@pytest.mark.parametrize(
    "chosen",
    [
        *SELECTIONS,
        {"risk": "harm-to-people"},
        {"risk": "organisational-risk", "min_forces": 1},
        {"risk": "learning-lost", "min_forces": 1},
        {"status": "cause-of-concern", "min_forces": 1},
        {"status": "not-stated", "min_forces": 5},
        {"status": "accelerated-cause-of-concern", "min_forces": 1},
        {"risk": "harm-to-people", "practice": "responding-to-the-public", "since": "2017", "force": "essex"},
    ],
    ids=str,
)
def test_shared_weaknesses_are_counted_as_defined(shipped, facts, chosen):
    assert answer(shipped, "shared-weaknesses", **chosen) == shared_weaknesses(facts, **chosen)


def test_for_every_force_what_it_shares_and_with_whom(shipped, facts):
    for force in facts.regions:
        assert answer(shipped, "shared-weaknesses", force=force) == shared_weaknesses(facts, force=force)


def test_every_practice_inspection_region_and_risk_selects_as_defined(shipped, facts):
    terms = {
        "practice": facts.practices,
        "inspection": facts.inspections,
        "region": set(facts.regions.values()),
        "risk": facts.risks,
    }
    for name, values in terms.items():
        for value in values:
            chosen = {name: value, "min_forces": 1}
            assert answer(shipped, "shared-weaknesses", **chosen) == shared_weaknesses(facts, **chosen), chosen
            if name != "risk":
                assert answer(shipped, "good-practice", **chosen) == good_practice(facts, **chosen), chosen


def test_seventy_two_weaknesses_of_force_and_practice_since_2021_and_26_by_day_alone(shipped, tables):
    rows = answer(shipped, "shared-weaknesses", since="2021-01-01", min_forces=1)
    assert sum(row["forces_count"] for row in rows) == 72
    with_day = {
        (row["force"], row["practice"])
        for row in tables["findings"]
        if row["polarity"] == "weakness" and row["published"] >= "2021-01-01"
    }
    assert len(with_day) == 26


def test_since_takes_a_year_and_a_month_and_means_their_first_day(shipped):
    for whole, day in (("2017", "2017-01-01"), ("2017-03", "2017-03-01")):
        assert ask(shipped, "shared-weaknesses", since=whole) == ask(shipped, "shared-weaknesses", since=day)
        assert ask(shipped, "good-practice", since=whole) == ask(shipped, "good-practice", since=day)


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_good_practice_is_counted_as_defined(shipped, facts, chosen):
    assert answer(shipped, "good-practice", **chosen) == good_practice(facts, **chosen)


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"force": "essex"},
        {"force": "bedfordshire"},
        {"practice": "managing-offenders"},
        {"practice": "call-handling"},
    ],
    ids=str,
)
def test_repeated_weaknesses_are_counted_as_defined(shipped, facts, chosen):
    assert answer(shipped, "repeated", "force_name", **chosen) == repeated(facts, **chosen)


def test_all_three_bases_of_a_repeat_are_in_the_shipped_data(shipped):
    assert {row["basis"] for row in answer(shipped, "repeated")} == {"inspectorate-says", "came-back", "found-again"}


def first_day(period):
    year, month, day = (*map(int, period.split("-")), 1, 1)[:3]
    return dt.date(year, month, day)


def last_day(period):
    """The last day of a year, a month or a day: what was due by a month is late when the month is over."""
    parts = [*map(int, period.split("-"))]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = (parts[0] + 1, 1) if len(parts) == 1 or parts[1] == 12 else (parts[0], parts[1] + 1)
    return dt.date(year, month, 1) - dt.timedelta(days=1)


def recommendations(facts, *, force=None, only_own=False, practice=None, status=None, overdue_on=None, now=NOW):
    today = overdue_on or now.date().isoformat()
    rows = []
    for row in facts.tables["recommendations"]:
        to = row["addressed_to"]
        scope = (
            "own" if force and to == force
            else "national" if to == "all-forces"
            else "force" if to in facts.regions
            else "body"
        )  # fmt: skip
        if force and not (scope == "own" or (scope == "national" and not only_own)):
            continue
        if status and row["status"] != status:
            continue
        if practice and not facts.under(facts.practices, row["practice"], practice):
            continue
        passed = bool(row["due"]) and last_day(row["due"]) < dt.date.fromisoformat(today)
        still = row["status"] in {"open", "under-review"}
        known_after = passed and still and row["status_date"] and first_day(row["status_date"]) > last_day(row["due"])
        if row["status"] in {"complete", "superseded"}:
            state = "closed"
        elif passed:
            state = "overdue" if known_after else "due date passed, status unknown"
        else:
            state = "open" if still else "unknown"
        if overdue_on and state not in {"overdue", "due date passed, status unknown"}:
            continue
        about = [
            c
            for c in facts.claims
            if c.polarity == "weakness" and row["practice"] in c.practices and force in {None, c.force}
        ]
        inspection = row["inspection"] or None
        rows.append(
            {
                "recommendation": row["id"],
                "inspection": inspection,
                "published": row["published"] or (facts.inspections[inspection][1] if inspection else "") or None,
                "addressed_to": to or None,
                "scope": scope,
                "due": row["due"] or None,
                "status": row["status"] or None,
                "status_date": row["status_date"] or None,
                "state": state,
                "superseded_by": row["superseded_by"] or None,
                "practices": [row["practice"]] if row["practice"] else [],
                "practice_names": [facts.practices[row["practice"]][0]] if row["practice"] else [],
                "findings_count": len(about),
                "summary": row["summary"],
                "source_kind": row["source_kind"],
                "source_url": row["source_url"],
            }
        )
    return sorted(rows, key=lambda r: r["recommendation"])


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"force": "hampshire"},
        {"force": "hampshire", "only_own": True},
        {"force": "devon-and-cornwall", "practice": "protecting-vulnerable-people"},
        {"force": "kent", "only_own": True},
        {"practice": "managing-offenders"},
        {"practice": "responding-to-the-public"},
        {"status": "open"},
        {"status": "under-review"},
        {"overdue_on": "2014-09-04"},
        {"overdue_on": "2015-03-31"},
        {"overdue_on": "2015-04-01"},
        {"overdue_on": "2023-03-02"},
        {"overdue_on": "2023-03-31"},
        {"overdue_on": "2023-04-01"},
        {"overdue_on": "2026-01-01"},
        {"overdue_on": "2026-01-01", "force": "hampshire"},
    ],
    ids=str,
)
def test_recommendations_are_told_as_defined(shipped, facts, chosen):
    rows = answer(shipped, "recommendations", now=NOW, **chosen)
    assert sorted(rows, key=lambda r: r["recommendation"]) == recommendations(facts, **chosen)


def test_a_forces_own_recommendations_come_before_national_ones_and_later_ones_first(shipped):
    for rows in (answer(shipped, "recommendations"), answer(shipped, "recommendations", force="hampshire")):
        dated = [(r["scope"] != "own", r["published"], r["recommendation"]) for r in rows if r["published"]]
        for one, next_ in pairwise(dated):
            assert one[0] <= next_[0]
            if one[0] == next_[0]:
                assert one[1] > next_[1] or (one[1] == next_[1] and one[2] < next_[2])


def test_a_status_that_is_not_known_is_never_called_open(shipped):
    for on in (None, "2016", "2030-01-01"):
        for row in answer(shipped, "recommendations", overdue_on=on):
            if row["status"] in {None, "not-stated"}:
                assert row["state"] in {"unknown", "due date passed, status unknown"}
    states = Counter(row["state"] for row in answer(shipped, "recommendations", now=NOW))
    assert set(states) == {"closed", "open", "overdue", "unknown", "due date passed, status unknown"}


def test_coverage_is_what_was_read_of_each_force(shipped, facts):
    rows = answer(shipped, "coverage")
    assert [row["force"] for row in rows] == sorted(facts.regions)
    names = {row["slug"]: row["name"] for row in facts.tables["forces"]}
    count = {name: Counter(row["force"] for row in facts.tables[name]) for name in ("grades", "good_practice")}
    addressed = Counter(row["addressed_to"] for row in facts.tables["recommendations"])
    for row in rows:
        force = row["force"]
        own = [c for c in facts.claims if c.force == force]
        order = in_time(facts, own)
        assert row == {
            "force": force,
            "name": names[force],
            "findings_count": len(own),
            "inspections": order,
            "grades_count": count["grades"][force],
            "initiatives_count": count["good_practice"][force],
            "recommendations_count": addressed[force],
            "documents_count": 0,
            "from_inspectorate_count": sum(c.source_kind in {"inspectorate-page", "inspectorate-report"} for c in own),
            "with_day_count": sum(len(c.published) == 10 for c in own),
            "first_seen": order[0],
            "last_seen": order[-1],
        }
    assert answer(shipped, "coverage", force="kent") == [row for row in rows if row["force"] == "kent"]


def test_inspections_read_counts_the_forces_seen_by_each(shipped, facts):
    rows = answer(shipped, "inspections-read")
    assert [row["inspection"] for row in rows] == sorted(facts.inspections, key=facts.sequence)
    grades = Counter(f"peel-{row['cycle']}" for row in facts.tables["grades"])
    made = Counter(row["inspection"] for row in facts.tables["recommendations"])
    titles = {row["slug"]: row["title"] for row in facts.tables["inspections"]}
    for row in rows:
        slug = row["inspection"]
        found = [c for c in facts.claims if c.inspection == slug]
        assert row == {
            "inspection": slug,
            "title": titles[slug],
            "period": facts.inspections[slug][1] or None,
            "forces_count": len({c.force for c in found}),
            "findings_count": len(found),
            "grades_count": grades[slug],
            "recommendations_count": made[slug],
            "documents_count": 0,
        }


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"since": "2021-01-01"},
        {"since": "2017-03"},
        {"since": "2017-03-01"},
        {"polarity": "weakness", "since": "2019"},
    ],
)
def test_placed_in_time_says_by_what(shipped, facts, chosen):
    expected = {}
    for c in facts.claims:
        if chosen.get("polarity") in {None, c.polarity}:
            by = {10: "day", 7: "period", 4: "period"}.get(len(c.published))
            by = by or ("inspection" if facts.inspections[c.inspection][1] else "nothing")
            counts = expected.setdefault(by, [0, 0])
            counts[0] += 1
            counts[1] += facts.since(c, chosen.get("since"))
    assert ask(shipped, "placed-in-time", **chosen).rows == [[by, *expected[by]] for by in sorted(expected)]
    if not chosen:
        assert expected == {"day": [280, 280], "inspection": [309, 309]}


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"force": "essex"},
        {"practice": "managing-offenders"},
        {"practice": "call-handling", "force": "kent"},
        {"risk": "harm-to-people", "polarity": "weakness"},
        {"risk": "learning-lost"},
        {"inspection": "peel-2015", "polarity": "strength"},
        {"words": ["domestic", "abuse"]},
        {"words": ["the force", "vulnerable"], "polarity": "weakness"},
        {"words": []},
        {"words": ["no such words anywhere"]},
    ],
    ids=str,
)
def test_findings_are_those_asked_for_each_with_its_coding(shipped, facts, chosen):
    rows = answer(shipped, "findings", **chosen)
    titles = {row["slug"]: row["title"] for row in facts.tables["inspections"]}
    names = {row["slug"]: row["name"] for row in facts.tables["forces"]}
    expected = [
        {
            "finding": c.id,
            "force": c.force,
            "force_name": names[c.force],
            "inspection": c.inspection,
            "inspection_title": titles[c.inspection],
            "sequence": facts.place(c),
            "period": facts.period(c),
            "polarity": c.polarity,
            "kind": "finding",
            "status": c.status,
            "peer_context": c.peer_context or None,
            "text": c.text,
            "wording": "summary",
            "practices": list(c.practices),
            "practice_names": [facts.practices[p][0] for p in c.practices],
            "risks": list(c.risks),
            "risk_names": [facts.risks[r][0] for r in c.risks],
            "question": c.question or None,
            "source_kind": c.source_kind,
            "source_url": c.source_url,
            "document": None,
            "confidence": None,
            "embargoed_until": None,
        }
        for c in facts.claims
        if chosen.get("force") in {None, c.force}
        and chosen.get("inspection") in {None, c.inspection}
        and chosen.get("polarity") in {None, c.polarity}
        and all(word in c.text.lower() for word in chosen.get("words", []))
        and any(facts.under(facts.practices, p, chosen.get("practice")) for p in c.practices)
        and ("risk" not in chosen or any(facts.under(facts.risks, r, chosen["risk"]) for r in c.risks))
    ]
    expected.sort(key=lambda r: (-r["sequence"], r["force"], r["finding"]))
    assert rows == expected


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"force": "essex"},
        {"question": "legitimacy"},
        {"inspection": "peel-2021-22"},
        {"force": "kent", "question": "efficiency", "inspection": "peel-2016"},
    ],
    ids=str,
)
def test_grades_are_those_of_the_table(shipped, facts, chosen):
    expected = [
        (
            row["force"],
            row["pillar"],
            f"peel-{row['cycle']}",
            row["grade"],
            row["published"] or facts.inspections[f"peel-{row['cycle']}"][1],
            row["source_kind"],
            row["source_url"],
        )
        for row in facts.tables["grades"]
        if chosen.get("force") in {None, row["force"]}
        and chosen.get("question") in {None, row["pillar"]}
        and chosen.get("inspection") in {None, f"peel-{row['cycle']}"}
    ]
    expected.sort(key=lambda r: (r[0], -facts.sequence(r[2]), r[1]))
    columns = ("force", "question", "inspection", "value", "period", "source_kind", "source_url")
    assert [tuple(row[c] for c in columns) for row in answer(shipped, "grades", **chosen)] == expected


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"force": "wiltshire"},
        {"practice": "preventing-crime"},
        {"words": ["panel"]},
        {"words": ["young", "search"]},
    ],
    ids=str,
)
def test_initiatives_are_those_of_the_table(shipped, facts, chosen):
    expected = [
        {
            "initiative": row["id"],
            "title": row["title"],
            "force": row["force"],
            "practice": row["practice"],
            "practice_name": facts.practices[row["practice"]][0],
            "evidence_stage": row["evidence_stage"] or None,
            "year": int(row["year"]) if row["year"] else None,
            "partners": row["partners"].split(";") if row["partners"] else None,
            "summary": row["summary"] or None,
            "source_kind": row["source_kind"],
            "source_url": row["source_url"],
        }
        for row in facts.tables["good_practice"]
        if chosen.get("force") in {None, row["force"]}
        and facts.under(facts.practices, row["practice"], chosen.get("practice"))
        and all(word in f"{row['title']} {row['summary']}".lower() for word in chosen.get("words", []))
    ]
    expected.sort(key=lambda r: (-(r["year"] or 0), r["initiative"]))
    assert answer(shipped, "initiatives", "force_name", **chosen) == expected


def test_evidence_of_a_shipped_finding_is_its_row(shipped, facts):
    by_hand = {"method": "hand", "confidence": None, "cue": None}
    for c in facts.claims[::20]:
        (row,) = answer(shipped, "evidence", finding=c.id)
        assert (row["finding"], row["text"], row["wording"], row["force"]) == (c.id, c.text, "summary", c.force)
        assert (row["inspection"], row["period"], row["polarity"]) == (c.inspection, facts.period(c), c.polarity)
        assert (row["polarity_method"], row["kind"], row["kind_method"]) == ("hand", "finding", "hand")
        assert (row["source_kind"], row["source_url"], row["sources"]) == (c.source_kind, c.source_url, ["peelgraph"])
        assert (row["passage_text"], row["document"], row["start_at"], row["polarity_confidence"]) == (None,) * 4
        assert answer(shipped, "codings", finding=c.id) == [
            {"relationship": kind, "slug": slug, "name": scheme[slug][0], **by_hand}
            for kind, slugs, scheme in (
                ("CONCERNS", c.practices, facts.practices),
                ("EXPOSES", c.risks, facts.risks),
            )
            for slug in slugs
        ]  # fmt: skip


def test_the_vocabulary_is_the_table(shipped, tables):
    rows = [
        {
            "scheme": row["scheme"],
            "slug": row["slug"],
            "name": row["label"],
            "broader": row["broader"] or None,
            "definition": row["definition"] or None,
            "alternative_names": row["alternative_labels"].split(";") if row["alternative_labels"] else None,
        }
        for row in tables["vocabulary"]
    ]
    assert answer(shipped, "vocabulary") == sorted(rows, key=lambda r: (r["scheme"], r["slug"]))


def test_the_shipped_data_is_one_source_and_no_document(shipped, tables):
    counts = {row["label"]: row["nodes_count"] for row in answer(shipped, "sources")}
    assert {row["source"] for row in answer(shipped, "sources")} == {"peelgraph"}
    questions = {row["pillar"] for row in tables["grades"]}
    assert counts.pop("Question") >= len(questions)
    assert counts == {
        "Finding": 589,
        "Grade": 866,
        "Force": 43,
        "Region": len({row["region"] for row in tables["forces"]}),
        "Initiative": 114,
        "Inspection": 22,
        "Practice": 75,
        "Recommendation": 52,
        "Risk": 27,
    }
    assert answer(shipped, "documents") == []


def test_about_is_the_size_and_reach_of_the_data(shipped, facts):
    (row,) = answer(shipped, "about")
    periods = [facts.period(c) for c in facts.claims]
    assert row == {
        "findings_count": 589,
        "forces_count": 43,
        "quoted_count": 0,
        "first_period": min(periods),
        "last_period": max(periods),
        "documents_count": 0,
        "embargoed_count": 0,
        "embargoed_until": None,
    }


# Whatever the order of the rows


@pytest.mark.parametrize("seed", [1, 2])
def test_answers_are_the_same_whatever_the_order_of_the_rows(shipped, tables, tmp_path, seed):
    dice = random.Random(seed)
    folder = tmp_path / "shuffled"
    folder.mkdir()
    for name, rows in tables.items():
        mixed = rows.copy()
        dice.shuffle(mixed)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, rows[0])
            table.writeheader()
            table.writerows(mixed)
    with open_graph(tmp_path / "shuffled.kgl", write=True) as graph:
        report = load([str(folder)], graph, graph, LoadOptions(source="peelgraph"))
        assert [file.faults for file in report.files if file.faults] == []
        for name in question_names():
            if not any(parameter.name == "finding" for parameter in load_question(name).parameters):
                assert of_the_tables(name, ask(graph, name, **when(name))) == of_the_tables(
                    name, ask(shipped, name, **when(name))
                ), name
        for force in ("essex", "kent", "wiltshire"):
            for name in ("shared-weaknesses", "good-practice", "repeated", "findings", "recommendations"):
                assert ask(graph, name, force=force) == ask(shipped, name, force=force)


def when(name):
    return {"now": NOW} if any(parameter.name == "now" for parameter in load_question(name).parameters) else {}


def of_the_tables(name, result):
    """The rows without what no table states: the questions that the shipped data brings."""
    return [row for row in result.rows if row[1] != "Question"] if name == "sources" else result.rows


# Findings of every sort, also such as the shipped data lacks


def claims_of(facts):
    terms = st.lists(st.sampled_from(sorted(facts.practices)), max_size=2, unique=True).map(tuple)
    risks = st.lists(st.sampled_from(sorted(facts.risks)), max_size=2, unique=True).map(tuple)
    fields = st.fixed_dictionaries(
        {
            "force": st.sampled_from(sorted(facts.regions)),
            "inspection": st.sampled_from(sorted(facts.inspections)),
            "polarity": st.sampled_from(["weakness", "weakness", "strength", "neutral"]),
            "practices": terms,
            "risks": risks,
            "published": st.sampled_from(["", "", "2014-11-27", "2017-03", "2018", "2021-07-07", "2023-10"]),
            "status": st.sampled_from(["not-stated", "cause-of-concern"]),
            "source_kind": st.sampled_from(["inspectorate-page", "news"]),
            "peer_context": st.sampled_from(["", "", "", "concern-repeated", "improved-since-last"]),
            "embargoed_until": st.sampled_from([None, None, NOW, NOW + dt.timedelta(minutes=1)]),
        }
    )
    return st.lists(fields, max_size=25)


@st.composite
def choices(draw, facts):
    options = {
        "force": sorted(facts.regions),
        "practice": sorted(facts.practices),
        "inspection": sorted(facts.inspections),
        "region": sorted(set(facts.regions.values())),
        "source_kind": ["inspectorate-page", "news", "press-release"],
        "since": ["2014", "2017-03", "2017-03-01", "2018-06", "2023-10-01"],
        "min_forces": [1, 2, 3],
        "include_embargoed": [True, False],
    }
    names = draw(st.lists(st.sampled_from(sorted(options)), max_size=3, unique=True))
    return {name: draw(st.sampled_from(options[name])) for name in names}


def test_any_findings_are_counted_as_defined(small, small_facts, claim, engine):
    @settings(max_examples=120 if engine == "embedded" else 40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(claims_of(small_facts), choices(small_facts), st.sampled_from([None, "harm", "missed"]))
    def check(drawn, chosen, risk):
        facts = replace(small_facts, claims=[claim(id=f"x{n:02}", **one) for n, one in enumerate(drawn)])
        graph = small(facts.claims)
        chosen = {"now": NOW} | chosen
        weak = chosen | ({"risk": risk} if risk else {})
        assert answer(graph, "shared-weaknesses", **weak) == shared_weaknesses(facts, **weak)
        assert answer(graph, "good-practice", **chosen) == good_practice(facts, **chosen)
        again = {key: chosen[key] for key in ("force", "practice", "include_embargoed", "now") if key in chosen}
        assert answer(graph, "repeated", "force_name", **again) == repeated(facts, **again)

    check()


def test_a_tie_is_broken_by_the_slug(small, claim):
    graph = small(
        claim(f"{practice}-{force}", force, "peel-2016", "weakness", (practice,))
        for practice in ("triage", "calls", "grading")
        for force in ("dover", "avon")
    )
    assert [row["practice"] for row in answer(graph, "shared-weaknesses")] == ["calls", "grading", "triage"]


def test_with_a_force_given_recent_comes_first_then_the_same_time_then_rare(small, claim):
    def weak(practice, inspection, *forces):
        return [claim(f"{practice}-{inspection}-{f}", f, inspection, "weakness", (practice,)) for f in forces]

    graph = small(
        [
            *weak("public", "peel-2023-25", "avon"),
            *weak("public", "peel-2014", "brent"),
            *weak("triage", "peel-2016", "avon"),
            *weak("triage", "peel-2014", "brent"),
            *weak("grading", "peel-2016", "avon", "brent", "crewe"),
            *weak("calls", "peel-2016", "avon", "dover"),
            *weak("crime", "peel-2014", "avon"),
        ]
    )
    rows = answer(graph, "shared-weaknesses", force="avon")
    assert [row["practice"] for row in rows] == ["public", "calls", "grading", "triage"]
    assert [row["forces_same_time"] for row in rows] == [[], ["dover"], ["brent", "crewe"], []]


def test_a_force_praised_later_is_said_to_be_and_stays_counted(small, claim):
    graph = small(
        [
            claim("x1", "avon", "peel-2014", "weakness", ("calls",)),
            claim("x2", "avon", "peel-2023-25", "strength", ("calls",)),
            claim("x3", "brent", "peel-2014", "weakness", ("calls",)),
            claim("x4", "brent", "peel-2014", "strength", ("calls",)),
            claim("x5", "crewe", "peel-2014", "weakness", ("calls",)),
            claim("x6", "crewe", "peel-2023-25", "strength", ("grading",)),
        ]
    )
    (row,) = answer(graph, "shared-weaknesses")
    assert (row["forces"], row["since_praised"]) == (["avon", "brent", "crewe"], ["avon"])


@pytest.mark.parametrize(
    ("praised_in", "basis"),
    [("peel-2014", "found-again"), ("peel-2016", "came-back"), ("peel-2018-19", "found-again"), (None, "found-again")],
)
def test_only_praise_between_two_findings_of_weakness_makes_it_come_back(small, claim, praised_in, basis):
    claims = [claim(f"x-{i}", "avon", i, "weakness", ("calls",)) for i in ("peel-2014", "peel-2018-19")]
    if praised_in:
        claims.append(claim("x-praise", "avon", praised_in, "strength", ("calls",)))
    (row,) = answer(small(claims), "repeated")
    assert (row["basis"], row["inspections"]) == (basis, ["peel-2014", "peel-2018-19"])


def test_what_the_inspectorate_calls_a_repeat_is_one_also_without_an_earlier_finding(small, claim):
    graph = small([claim("x1", "avon", "peel-2016", "weakness", ("calls",), peer_context="concern-repeated")])
    (row,) = answer(graph, "repeated")
    assert (row["basis"], row["inspections"], row["findings_count"]) == ("inspectorate-says", ["peel-2016"], 1)


@pytest.mark.parametrize(
    ("status", "status_date", "on", "state"),
    [
        ("open", "2015-03-31", "2015-04-01", "due date passed, status unknown"),
        ("open", "2015-04-01", "2015-04-01", "overdue"),
        ("under-review", "2016", "2016-06-01", "overdue"),
        ("open", "2015", "2016-06-01", "due date passed, status unknown"),
        ("open", "2015-04-01", "2015-03-31", "open"),
        ("open", None, "2015-04-01", "due date passed, status unknown"),
        ("not-stated", "2016-01-01", "2016-06-01", "due date passed, status unknown"),
        (None, None, "2015-03-31", "unknown"),
        ("complete", "2014-01-01", "2016-01-01", "closed"),
        ("superseded", None, "2014-01-01", "closed"),
    ],
)
@pytest.mark.parametrize("due", ["2015-03-31", "2015-03"])
def test_a_recommendation_is_overdue_only_where_it_is_known_to_be_open_after_it_was_due(
    graph, status, status_date, on, state, due
):
    said = {"summary": "Answer calls.", "addressed_to": "all-forces", "due": due}
    said |= {name: value for name, value in (("status", status), ("status_date", status_date)) if value}
    with graph.stating("table") as writer:
        writer.write([Record("Recommendation", "r1", said)])
    (row,) = answer(graph, "recommendations", now=dt.datetime.fromisoformat(on))
    assert (row["state"], row["scope"], row["inspection"]) == (state, "national", None)
    passed = state in {"overdue", "due date passed, status unknown"}
    assert len(answer(graph, "recommendations", overdue_on=on)) == (1 if passed else 0)


def test_a_day_without_a_period_is_the_findings_place_in_time(small, claim):
    """A letter's finding has the day that the letter bears, and nothing else."""
    graph = small([claim("x1", "avon", "peel-2014", "weakness", ("calls",))])
    graph_with_day(graph, claim)
    assert {row["finding"]: row["period"] for row in answer(graph, "findings")}["x9"] == "2021-07-07"
    assert answer(graph, "evidence", finding="x9")[0]["period"] == "2021-07-07"
    (row,) = answer(graph, "shared-weaknesses", since="2021", min_forces=1)
    assert (row["forces"], row["findings_count"]) == (["brent"], 1)
    assert [row["practice"] for row in answer(graph, "good-practice", since="2021")] == ["grading"]
    assert ask(graph, "placed-in-time", since="2021").rows == [["day", 2, 2], ["inspection", 1, 0]]
    assert answer(graph, "about")[0]["last_period"] == "2021-07-07"


def graph_with_day(graph, claim):
    with graph.stating("letter") as writer:
        for id_, polarity, practice in (("x9", "weakness", "calls"), ("x8", "strength", "grading")):
            record = claim(id_, "brent", "peel-2014", polarity, (practice,)).record()
            properties = {**record.properties, "published": dt.date(2021, 7, 7)}
            writer.write([replace(record, properties=properties)])


# Embargo


END = dt.datetime(2026, 11, 23, 0, 1)


@pytest.fixture
def embargoed(small, claim):
    """One finding in four is free from one minute past midnight on; it is the only one of the latest round."""
    return small(
        [
            claim("x1", "avon", "peel-2014", "weakness", ("calls",)),
            claim("x2", "brent", "peel-2014", "weakness", ("calls",)),
            claim("x3", "crewe", "peel-2016", "strength", ("calls",)),
            claim("x4", "crewe", "peel-2023-25", "weakness", ("calls",), ("missed",), embargoed_until=END),
        ]
    )


COUNTED = {
    "shared-weaknesses": ("findings_count", 3, 2),
    "good-practice": ("findings_count", 1, 1),
    "coverage": ("findings_count", 4, 3),
    "inspections-read": ("findings_count", 4, 3),
    "placed-in-time": ("findings_count", 4, 3),
    "about": ("findings_count", 4, 3),
}


@pytest.mark.parametrize("name", COUNTED)
@pytest.mark.parametrize(("minutes", "held"), [(-1, True), (0, False), (1, False)])
def test_an_embargoed_finding_is_left_out_of_every_count_until_its_minute(embargoed, name, minutes, held):
    column, all_, free = COUNTED[name]
    now = END + dt.timedelta(minutes=minutes)
    rows = answer(embargoed, name, include_embargoed=False, now=now)
    assert sum(row[column] for row in rows) == (free if held else all_)
    rows = answer(embargoed, name, include_embargoed=True, now=now)
    assert sum(row[column] for row in rows) == all_


@pytest.mark.parametrize(("minutes", "held"), [(-1, 1), (0, 0), (1, 0)])
def test_shown_with_the_others_an_embargoed_finding_is_counted_apart(embargoed, minutes, held):
    now = END + dt.timedelta(minutes=minutes)
    for name in ("shared-weaknesses", "about"):
        assert answer(embargoed, name, now=now)[0]["embargoed_count"] == held
    until = {row["finding"]: row["embargoed_until"] for row in answer(embargoed, "findings", now=now)}
    assert until == {"x1": None, "x2": None, "x3": None, "x4": END if held else None}
    left = answer(embargoed, "findings", include_embargoed=False, now=now)
    assert len(left) == 4 - held


def test_what_is_under_embargo_does_not_show_in_what_is_recent(embargoed):
    now = END - dt.timedelta(minutes=1)
    (row,) = answer(embargoed, "shared-weaknesses", include_embargoed=False, now=now)
    assert (row["forces_recent"], row["last_seen"], row["forces_read"]) == (2, "peel-2014", 3)
    (row,) = answer(embargoed, "shared-weaknesses", now=now)
    assert (row["forces_recent"], row["last_seen"], row["since_praised"]) == (1, "peel-2023-25", [])
    (row,) = answer(embargoed, "shared-weaknesses", include_embargoed=False, now=END)
    assert (row["forces_recent"], row["last_seen"]) == (1, "peel-2023-25")


@pytest.mark.parametrize(("minutes", "held"), [(-1, 1), (0, 0)])
def test_a_grade_that_only_an_embargoed_letter_states_is_counted_from_its_minute_on(embargoed, minutes, held):
    question = Record("Question", "efficiency", {"slug": "efficiency", "name": "Efficiency"})
    given = (("OF", "Force", "crewe"), ("ANSWERS", "Question", "efficiency"), ("GIVEN_IN", "Inspection", "peel-2016"))
    grade = Record("Grade", "g", {"value": "good"}, tuple(Link(*link) for link in given))
    letter = {"title": "Letter", "kind": "letter", "embargoed_until": END}
    with embargoed.stating("letter") as writer:
        writer.write([Record("Document", "letter", letter), question, grade])
    now = END + dt.timedelta(minutes=minutes)
    for name in ("coverage", "inspections-read"):
        count = [
            sum(row["grades_count"] for row in answer(embargoed, name, include_embargoed=included, now=now))
            for included in (False, True)
        ]
        assert count == [1 - held, 1]


def test_a_repeat_that_rests_on_an_embargoed_finding_waits_for_it(small, claim):
    graph = small(
        [
            claim("x1", "avon", "peel-2014", "weakness", ("calls",)),
            claim("x2", "avon", "peel-2016", "weakness", ("calls",), embargoed_until=END),
        ]
    )
    before, then = END - dt.timedelta(minutes=1), END
    assert answer(graph, "repeated", include_embargoed=False, now=before) == []
    assert answer(graph, "repeated", include_embargoed=True, now=before)[0]["embargoed_count"] == 1
    assert answer(graph, "repeated", include_embargoed=False, now=then)[0]["inspections"] == ["peel-2014", "peel-2016"]


# The question files themselves


@pytest.mark.parametrize("name", question_names())
def test_a_question_returns_the_columns_of_its_header_also_on_an_empty_graph(graph, name):
    question = load_question(name)
    given_ = {"finding": "x"} if any(p.name == "finding" for p in question.parameters) else {}
    result = ask(graph, name, **given_)
    assert result.columns == tuple(column.name for column in question.columns)
    assert result.rows == [] or name == "about"


def test_an_unknown_question_or_parameter_is_told(graph):
    with pytest.raises(ModelError, match="there is no question 'nothing'"):
        load_question("nothing")
    with pytest.raises(PeelgraphError, match="the question repeated has no parameter since"):
        ask(graph, "repeated", since="2014")


def test_loading_the_shipped_data_again_changes_no_answer(shipped, tmp_path):
    with open_graph(tmp_path / "twice.kgl", write=True) as graph:
        load_shipped(graph, graph)
        report = load_shipped(graph, graph)
        assert (report.total.counts.created, report.total.counts.updated, report.total.counts.removed) == (0, 0, 0)
        for name in ("shared-weaknesses", "repeated", "coverage"):
            assert ask(graph, name) == ask(shipped, name)
