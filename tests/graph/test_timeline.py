"""One force over all inspections, against a calculation from the tables."""

from __future__ import annotations

import csv
import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peelgraph.graph import open_graph
from peelgraph.graph.timeline import STEP_COLUMNS, read_as, timeline, timeline_rows
from peelgraph.loaders.load import LoadOptions, load, load_shipped
from peelgraph.ontology.errors import UnknownNameError
from peelgraph.ontology.records import Link, Record

BEST_FIRST = ["outstanding", "good", "adequate", "requires improvement", "inadequate"]
NEW_SCALE = "peel-2021-22"


def expected_steps(facts, force):
    """What each inspection says of each practice, from the definitions: {(inspection, practice): {steps}}."""
    own = [c for c in facts.claims if c.force == force]
    seen = sorted({c.inspection for c in own}, key=facts.sequence)

    def found(polarity, practice, inspections):
        return [c for c in own if c.polarity == polarity and practice in c.practices and c.inspection in inspections]

    steps = {}
    for n, inspection in enumerate(seen):
        for practice in {p for c in own for p in c.practices}:
            weak, strong = found("weakness", practice, [inspection]), found("strength", practice, [inspection])
            earlier, before = seen[:n], seen[n - 1 : n]
            weak_before = [i for i in earlier if found("weakness", practice, [i])]
            told = set()
            if weak:
                after_the_last = earlier[earlier.index(weak_before[-1]) + 1 :] if weak_before else []
                if weak_before and not after_the_last:
                    told.add("repeated")
                elif found("strength", practice, after_the_last):
                    told.add("came-back")
                elif weak_before:
                    told.add("again")
                elif any(c.peer_context == "concern-repeated" for c in weak):
                    told.add("said-again")
                else:
                    told.add("new")
            if strong:
                told.add("praised-since" if weak_before and not weak else "praised")
            if not weak and not strong:
                if found("neutral", practice, [inspection]):
                    told.add("mentioned")
                elif found("weakness", practice, before):
                    told.add("not-mentioned-again")
            if told:
                steps[inspection, practice] = told
    return steps


def told(answer):
    steps = {}
    for step in answer["steps"]:
        steps.setdefault((step["inspection"], step["practice"]), set()).add(step["step"])
    return steps


def test_each_step_is_as_defined_for_every_force(shipped, facts):
    kinds = set()
    for force in facts.regions:
        answer = timeline(shipped, force)
        assert told(answer) == expected_steps(facts, force)
        kinds |= {step["step"] for step in answer["steps"]}
    assert kinds >= {"new", "repeated", "again", "came-back", "said-again", "praised", "praised-since"}


def test_a_step_says_what_was_found_before_and_later_and_rests_on_its_findings(shipped, facts):
    for force in facts.regions:
        own = [c for c in facts.claims if c.force == force]
        for step in timeline(shipped, force)["steps"]:
            at = facts.sequence(step["inspection"])

            def found(polarity, *, later, step=step, at=at, own=own):
                inspections = {c.inspection for c in own if c.polarity == polarity and step["practice"] in c.practices}
                return sorted(
                    (i for i in inspections if (facts.sequence(i) > at if later else facts.sequence(i) < at)),
                    key=facts.sequence,
                )

            assert step["weak_before"] == found("weakness", later=False)
            assert step["praised_before"] == found("strength", later=False)
            assert step["weak_later"] == found("weakness", later=True)
            assert step["praised_later"] == found("strength", later=True)
            polarity = "strength" if step["step"].startswith("praised") else "weakness"
            rests_on = [
                c
                for c in own
                if c.inspection == step["inspection"] and c.polarity == polarity and step["practice"] in c.practices
            ]
            assert sorted(step["findings"]) == sorted(c.id for c in rests_on)
            periods = [facts.period(c) for c in rests_on] or [facts.inspections[step["inspection"]][1]]
            assert step["period"] == max(periods)


def test_the_inspection_before_is_the_last_in_which_the_force_was_seen_and_a_gap_is_said(shipped, facts):
    rounds = sorted({c.inspection for c in facts.claims if c.inspection.startswith("peel-")}, key=facts.sequence)
    gaps = 0
    for force in facts.regions:
        seen = sorted({c.inspection for c in facts.claims if c.force == force}, key=facts.sequence)
        graded = {f"peel-{row['cycle']}" for row in facts.tables["grades"] if row["force"] == force}
        answer = timeline(shipped, force)
        assert [row["inspection"] for row in answer["inspections"]] == sorted({*seen, *graded}, key=facts.sequence)
        before = dict(zip(seen[1:], seen, strict=False))
        for step in answer["steps"]:
            last = before.get(step["inspection"])
            assert step["before"] == ([last] if last else [])
        for row in answer["inspections"]:
            slug = row["inspection"]
            missed = []
            if slug in before:
                between = range(facts.sequence(before[slug]) + 1, facts.sequence(slug))
                missed = [r for r in rounds if facts.sequence(r) in between and r not in seen]
            assert row["not_seen_before"] == missed
            assert {tuple(s["not_seen_between"]) for s in answer["steps"] if s["inspection"] == slug} <= {tuple(missed)}
            assert row["findings_count"] == sum(c.force == force and c.inspection == slug for c in facts.claims)
            assert row["read_as"] == ("headlines" if slug in seen else None)
            gaps += bool(missed)
        assert answer["not_seen_since"] == [r for r in rounds if facts.sequence(r) > facts.sequence(seen[-1])]
    assert gaps > 10


def test_grades_are_followed_by_question_and_compare_on_one_side_of_2021(shipped, facts):
    kinds = set()
    for force in facts.regions:
        last, expected = {}, []
        rows = [row for row in facts.tables["grades"] if row["force"] == force]
        rows.sort(key=lambda row: (facts.sequence(f"peel-{row['cycle']}"), row["pillar"]))
        for row in rows:
            slug, question, grade = f"peel-{row['cycle']}", row["pillar"], row["grade"]
            new_scale = facts.sequence(slug) >= facts.sequence(NEW_SCALE)
            step, was = "first-grade", None
            if question in last:
                was, was_new = last[question]
                places = BEST_FIRST.index(was), BEST_FIRST.index(grade)
                step = "same" if places[0] == places[1] else "better" if places[1] < places[0] else "worse"
                step = step if was_new == new_scale else "does-not-compare"
            expected.append((slug, question, grade, was, step, new_scale))
            last[question] = grade, new_scale
        columns = ("inspection", "question", "grade", "grade_before", "step", "new_scale")
        grades = timeline(shipped, force)["grades"]
        assert [tuple(step[c] for c in columns) for step in grades] == expected
        kinds |= {step["step"] for step in grades}
    assert kinds == {"first-grade", "same", "better", "worse"}


def test_rows_are_all_steps_and_grades_in_order_of_time(shipped, facts):
    for force in ("essex", "kent", "west-yorkshire"):
        answer = timeline(shipped, force)
        rows = timeline_rows(answer)
        assert rows.columns == STEP_COLUMNS
        assert len(rows.rows) == len(answer["steps"]) + len(answer["grades"])
        places = [facts.sequence(row["inspection"]) for row in rows.dicts()]
        assert places == sorted(places)
        assert {row["force"] for row in rows.dicts()} == {force}


def test_the_order_of_rows_in_the_tables_changes_nothing(facts, tmp_path):
    shuffled = tmp_path / "tables"
    shuffled.mkdir()
    for name in ("findings", "grades", "inspections", "forces"):
        rows = list(facts.tables[name])
        random.Random(7).shuffle(rows)
        with (shuffled / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
    with open_graph(tmp_path / "a.kgl", write=True) as graph, open_graph(tmp_path / "b.kgl", write=True) as other:
        load_shipped(graph, graph)
        report = load([str(shuffled)], other, other, LoadOptions(source="peelgraph"))
        assert not report.faulty
        for force in facts.regions:
            assert timeline(graph, force) == timeline(other, force)


# Any findings


def claims_of(facts):
    one = st.fixed_dictionaries(
        {
            "force": st.sampled_from(["avon", "brent"]),
            "inspection": st.sampled_from(sorted(facts.inspections)),
            "polarity": st.sampled_from(["weakness", "weakness", "strength", "neutral"]),
            "practices": st.lists(st.sampled_from(["calls", "crime"]), max_size=2, unique=True).map(tuple),
            "peer_context": st.sampled_from(["", "", "concern-repeated"]),
        }
    )
    return st.lists(one, max_size=12)


def test_any_findings_are_followed_as_defined(small, small_facts, claim, engine):
    from peelgraph.graph.question import ask

    @settings(max_examples=120 if engine == "embedded" else 30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(claims_of(small_facts))
    def check(drawn):
        facts = replace(small_facts, claims=[claim(id=f"x{n:02}", **one) for n, one in enumerate(drawn)])
        graph = small(facts.claims)
        for force in ("avon", "brent"):
            answer = timeline(graph, force)
            assert told(answer) == expected_steps(facts, force)
            repeats = {r["practice"]: r["basis"] for r in ask(graph, "repeated", force=force).dicts()}
            returned = {s["practice"] for s in answer["steps"] if s["step"] in {"repeated", "again", "came-back"}}
            said = {s["practice"] for s in answer["steps"] if s["said_again"]}
            assert returned | said == set(repeats)
            for step in answer["steps"]:
                if step["step"] == "came-back":
                    assert repeats[step["practice"]] in {"came-back", "inspectorate-says"}

    check()


@pytest.mark.parametrize(
    ("later", "since"),
    [
        ([], "not-seen"),
        ([("peel-2016", "strength", "crime")], "not-mentioned"),
        ([("peel-2016", "neutral", "calls")], "not-mentioned"),
        ([("peel-2016", "strength", "calls")], "praised"),
        ([("peel-2016", "strength", "calls"), ("peel-2018-19", "weakness", "calls")], "came-back"),
        ([("thematic-2023", "weakness", "calls")], "not-seen"),
        ([("peel-2014", "weakness", "calls")], "not-seen"),
    ],
)
def test_what_a_letter_named_came_back_in_peel_or_not(small, claim, later, since):
    """``core-2017`` stands between PEEL 2014 and PEEL 2016."""
    claims = [claim("x", "avon", "core-2017", "weakness", ("calls",))]
    claims += [claim(f"y{n}", "avon", slug, says, (practice,)) for n, (slug, says, practice) in enumerate(later)]
    rows = [r for r in timeline(small(claims), "avon")["letters"] if r["inspection"] == "core-2017"]
    assert [(row["practice"], row["since"], row["findings"]) for row in rows] == [("calls", since, ["x"])]
    assert rows[0]["rounds_read"] == len({slug for slug, *_ in later if slug in {"peel-2016", "peel-2018-19"}})


def test_two_inspections_of_one_place_in_time_are_neither_before_nor_after_each_other(small, claim):
    graph = small([claim("x1", "avon", "peel-2016", "weakness", ("calls",))])
    with graph.stating("twin") as writer:
        writer.write([Record("Inspection", "twin", {"slug": "twin", "title": "Twin", "sequence": 4})])
        writer.write([claim("x2", "avon", "twin", "weakness", ("calls",)).record()])
        writer.write([claim("x3", "avon", "peel-2018-19", "weakness", ("calls",)).record()])
    steps = [(s["inspection"], s["step"], s["before"]) for s in timeline(graph, "avon")["steps"]]
    assert steps == [("peel-2016", "new", []), ("twin", "new", []), ("peel-2018-19", "repeated", ["peel-2016", "twin"])]


def test_what_has_no_place_in_time_is_counted_and_left_out(small, claim):
    graph = small([claim("x1", "avon", "peel-2016", "weakness", ("calls",))])
    with graph.stating("odd") as writer:
        writer.write([Record("Inspection", "odd", {"slug": "odd", "title": "Odd"})])
        writer.write([claim("x2", "avon", "odd", "weakness", ("calls",)).record()])
        whole = claim("x3", "avon", "odd", "weakness", ("calls",)).record()
        writer.write([replace(whole, links=tuple(link for link in whole.links if link.type != "FOUND_IN"))])
    answer = timeline(graph, "avon")
    assert (answer["unplaced_count"], len(answer["steps"])) == (2, 1)


def test_a_force_of_which_nothing_was_read_has_no_steps_and_an_unknown_one_is_refused(small, claim):
    graph = small([claim("x1", "brent", "peel-2016", "weakness", ("calls",))])
    answer = timeline(graph, "avon")
    assert (answer["inspections"], answer["steps"], answer["not_seen_since"]) == ([], [], ["peel-2016"])
    assert timeline_rows(answer).rows == []
    with pytest.raises(UnknownNameError, match="no force is called 'nowhere'"):
        timeline(graph, "nowhere")


def test_what_is_under_embargo_takes_no_part_when_left_out(small, claim):
    end = dt.datetime(2026, 11, 23, 0, 1)
    graph = small(
        [
            claim("x1", "avon", "peel-2014", "weakness", ("calls",)),
            claim("x2", "avon", "peel-2016", "weakness", ("calls",), embargoed_until=end),
            claim("x3", "brent", "peel-2018-19", "weakness", ("calls",), embargoed_until=end),
        ]
    )
    before = {"now": end - dt.timedelta(minutes=1), "include_embargoed": False}
    answer = timeline(graph, "avon", **before)
    assert ([row["inspection"] for row in answer["inspections"]], answer["not_seen_since"]) == (["peel-2014"], [])
    assert [step["weak_later"] for step in answer["steps"]] == [[]]
    freed = timeline(graph, "avon", **(before | {"now": end}))
    assert ([step["step"] for step in freed["steps"]], freed["not_seen_since"]) == (
        ["new", "repeated"],
        ["peel-2018-19"],
    )
    assert [s["embargoed_count"] for s in timeline(graph, "avon", now=before["now"])["steps"]] == [0, 1]


def test_a_question_graded_on_both_sides_of_2021_does_not_compare(small):
    graph = small([])
    with graph.stating("grades") as writer:
        writer.write([Record("Question", "efficiency", {"slug": "efficiency", "name": "Efficiency"})])
        for inspection, value in (("peel-2018-19", "good"), (NEW_SCALE, "adequate"), ("peel-2023-25", "good")):
            links = (
                Link("OF", "Force", "avon"),
                Link("ANSWERS", "Question", "efficiency"),
                Link("GIVEN_IN", "Inspection", inspection),
            )
            writer.write([Record("Grade", f"avon-{inspection}-efficiency", {"value": value}, links)])
    answer = timeline(graph, "avon")
    assert [step["step"] for step in answer["grades"]] == ["first-grade", "does-not-compare", "better"]
    assert [row["read_as"] for row in answer["inspections"]] == [None, None, None]


def test_sentences_of_a_letter_and_headlines_of_a_table_are_told_apart(lettered):
    answer = timeline(lettered, "wiltshire")
    ways = {row["inspection"]: row["read_as"] for row in answer["inspections"]}
    assert set(ways.values()) >= {"sentences", "headlines"}
    (letter,) = [row for row in answer["inspections"] if row["documents"]]
    assert {row["inspection"] for row in answer["letters"]} == {letter["inspection"]}
    assert read_as([{"document": "d"}, {"document": None}]) == "both"
