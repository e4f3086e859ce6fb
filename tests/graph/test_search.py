"""Findings and initiatives by words, and what was loaded."""

from __future__ import annotations

import datetime as dt

import pytest
from peelgraph.graph.loaded import loaded_sources
from peelgraph.graph.naming import Naming
from peelgraph.graph.question import ask
from peelgraph.graph.search import search
from peelgraph.ontology.errors import UnknownNameError
from peelgraph.ontology.records import Link, Record


@pytest.mark.parametrize(
    "words",
    [
        ["domestic"],
        ["Domestic", "ABUSE"],
        ["control room"],
        ["call  handlers"],
        ["panel"],
        ["knife", "young"],
        ["zebra"],
    ],
    ids=" ".join,
)
def test_every_word_must_stand_in_what_is_found_in_any_case(shipped, facts, words):
    folded = [" ".join(word.lower().split()) for word in words]
    found = [c for c in facts.claims if all(word in c.text.lower() for word in folded)]
    found.sort(key=lambda c: (-facts.place(c), c.force, c.id))
    expected = [
        ("finding", c.id, c.force, c.inspection, facts.period(c), c.polarity, c.text, "summary", list(c.practices))
        for c in found
    ]
    initiatives = [
        row
        for row in facts.tables["good_practice"]
        if all(word in f"{row['title']} {row['summary']}".lower() for word in folded)
    ]
    initiatives.sort(key=lambda row: (-int(row["year"] or 0), row["id"]))
    expected += [
        (
            "initiative",
            row["id"],
            row["force"],
            None,
            row["year"] or None,
            None,
            f"{row['title']}: {row['summary']}" if row["summary"] else row["title"],
            "summary",
            [row["practice"]],
        )
        for row in initiatives
    ]
    assert [tuple(row[:9]) for row in search(shipped, words).rows] == expected


def test_every_word_narrows_the_search(shipped):
    one, two = (len(search(shipped, words).rows) for words in (["officers"], ["officers", "training"]))
    assert 0 < two < one


def test_words_are_taken_as_they_are_and_never_as_a_pattern(small, claim):
    graph = small([claim("x1", "avon", "peel-2014", "weakness", (), text="50% of calls (101) wait* [sic] 'long'.")])
    for words in (["50%"], ["(101)"], ["wait*"], ["[sic]"], ["'long'"], ["  ", "calls"]):
        assert [row["id"] for row in search(graph, words).dicts()] == ["x1"]
    for words in ([".*"], ["5.%"], ["calls$"], ["\\d"]):
        assert search(graph, words).rows == []


def test_an_initiative_on_two_practices_is_found_once(small):
    graph = small([])
    links = (
        Link("RUN_BY", "Force", "avon"),
        Link("APPLIES", "Practice", "grading"),
        Link("APPLIES", "Practice", "calls"),
    )
    with graph.stating("table") as writer:
        writer.write([Record("Initiative", "v1", {"title": "A call-back desk"}, links)])
    (row,) = search(graph, ["desk"]).dicts()
    assert (row["id"], row["practices"], row["text"]) == ("v1", ["calls", "grading"], "A call-back desk")


@pytest.mark.parametrize(("minutes", "held"), [(-1, True), (0, False)])
def test_what_is_under_embargo_is_not_found_when_left_out(small, claim, letters, minutes, held):
    graph = small([])
    letters.add(graph, "secret", claim("x1", "avon", "peel-2016", "weakness", ("calls",)))
    when = {"now": letters.until + dt.timedelta(minutes=minutes)}
    assert len(search(graph, ["calls"], include_embargoed=False, **when).rows) == (0 if held else 1)
    (row,) = search(graph, ["calls"], **when).dicts()
    assert row["embargoed_until"] == (letters.until if held else None)


# What was loaded


def test_documents_come_before_the_sources_of_tables_each_with_what_it_holds(lettered):
    letter, table = loaded_sources(lettered).dicts()
    (document,) = ask(lettered, "documents").dicts()
    assert (letter["name"], letter["kind"], letter["filename"]) == (document["name"], "letter", "sample-letter.txt")
    assert letter["holds"] == [f"{document['passages_count']} passages", f"{document['findings_count']} findings"]
    assert (letter["embargoed_until"], letter["under_embargo"]) == (dt.datetime(2015, 5, 14, 0, 1), False)
    assert (table["name"], table["kind"], table["findings_count"]) == ("peelgraph", "shipped data", 589)
    assert {"589 Finding", "866 Grade", "43 Force"} <= set(table["holds"])


def test_a_table_source_is_listed_under_its_name(small, claim):
    graph = small([claim("x1", "avon", "peel-2014", "weakness", ("calls",))])
    (row,) = loaded_sources(graph).dicts()
    assert (row["name"], row["kind"], row["findings_count"], row["under_embargo"]) == ("small", "table", 1, False)


@pytest.mark.parametrize(("minutes", "held"), [(-1, True), (0, False)])
def test_what_only_a_letter_under_embargo_states_is_named_nowhere_until_its_minute(
    small, claim, letters, minutes, held
):
    graph = small([claim("x0", "avon", "peel-2014", "weakness", ("calls",))])
    letters.add(graph, "secret", claim("x1", "avon", "", "weakness", ("calls",)), new_inspection="secret-visit")
    when = {"now": letters.until + dt.timedelta(minutes=minutes), "include_embargoed": False}
    answers = [loaded_sources(graph, **when).dicts()]
    answers += [
        ask(graph, name, **when).dicts()
        for name in ("documents", "inspections-read", "coverage", "findings", "shared-weaknesses", "sources")
    ]
    assert ("secret" in repr(answers)) is not held
    assert "peel-2014" in repr(answers)
    shown = ask(graph, "documents", now=when["now"]).dicts()
    assert [(row["name"], row["under_embargo"]) for row in shown] == [("secret", held)]


# Names


def test_every_name_of_every_known_thing_leads_to_it(shipped, tables):
    naming = Naming(shipped)
    for row in tables["forces"]:
        for name in (row["slug"], row["name"], row["name"].upper(), *row["alternative_names"].split(";")):
            assert naming.force(name) == row["slug"]
        assert naming.region(row["region"]) == row["region"].lower().replace(" ", "-")
    for row in tables["inspections"]:
        for name in filter(None, (row["slug"], row["title"], row["formerly"], row["slug"].removeprefix("peel-"))):
            assert naming.inspection(name) == row["slug"]
    for row in tables["vocabulary"]:
        find = naming.practice if row["scheme"] == "practice" else naming.risk
        assert find(row["slug"]) == find(row["label"]) == row["slug"]


@pytest.mark.parametrize(
    ("kind", "name", "nearest"),
    [
        ("force", "Esex", "essex"),
        ("practice", "cal handling", "call-handling"),
        ("risk", "lerning lost", "learning-lost"),
        ("inspection", "Making best use of police tim", "core-business-2014"),
        ("region", "Walse", "wales"),
    ],
)
def test_an_unknown_name_gets_the_nearest(shipped, kind, name, nearest):
    with pytest.raises(UnknownNameError) as error:
        getattr(Naming(shipped), kind)(name)
    assert nearest in error.value.nearest
