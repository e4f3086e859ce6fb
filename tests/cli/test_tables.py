"""Tables for a reader, at the widths that terminals have."""

import re

import pytest
from peelgraph.cli.output import View, ViewColumn
from peelgraph.cli.tables import render_table
from peelgraph.graph import open_graph

COMMANDS = [
    ["shared-weaknesses"], ["shared-weaknesses", "--force", "gloucestershire"], ["good-practice"],
    ["good-practice", "--force", "essex"], ["force", "northamptonshire"], ["practice", "managing-offenders"],
    ["practice", "vetting"], ["risk", "organisational-risk"], ["compare", "essex", "kent", "norfolk", "suffolk", "sussex"],
    ["repeated"], ["changes", "essex"], ["timeline", "essex"], ["recommendations"], ["recommendations", "--force", "kent"],
    ["recommendations", "acquisitive-2022-1a"], ["coverage"], ["coverage", "--by", "inspection"],
    ["search", "domestic"], ["documents"], ["info"],
]  # fmt: skip


@pytest.mark.parametrize("width", [80, 100, 160])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_word_is_broken_and_no_line_is_too_wide(run, shipped_file, monkeypatch, command, width):
    monkeypatch.setenv("COLUMNS", "2000")
    wide = run(*command, "--graph", shipped_file).out
    words = set(wide.split())
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run(*command, "--graph", shipped_file).out.splitlines()
    assert [line for line in lines if len(line) > width and not set(line) <= {"─"}] == []
    broken = {word for line in lines for word in line.split() if word not in words and "─" not in word}
    # Where words do not fit beside each other a row is a block, whose headings stand before a colon, empty cells marked.
    assert {word for word in broken if not word.endswith(":") and word != "–"} == set()


@pytest.mark.parametrize(
    ("said", "width"),
    [
        ("abc", 100),
        ("", 100),
        ("-3", 100),
        ("0", 100),
        ("8_0", 100),
        ("9" * 5000, 100),
        ("1", 60),
        ("59", 60),
        (" 72 ", 72),
    ],
)
def test_a_width_that_is_none_counts_as_not_set_and_one_that_is_too_narrow_as_the_least(
    run, shipped_file, monkeypatch, said, width
):
    asked = ("evidence", "16ed6301dadc", "--graph", shipped_file)
    monkeypatch.setenv("COLUMNS", str(width))
    expected = run(*asked)
    monkeypatch.setenv("COLUMNS", said)
    assert run(*asked) == expected
    assert expected.status == 0


def test_an_inspection_s_name_stays_on_one_line(run, shipped_file):
    text = run("shared-weaknesses", "--force", "essex", "--graph", shipped_file).out
    assert "PEEL 2021/22" in text
    assert not re.search(r"PEEL( {2,}|\n)", text)


def test_words_that_do_not_fit_beside_each_other_go_below_each_other():
    columns = [ViewColumn(f"Column {n}", lambda r, n=n: r[n]) for n in range(3)]
    text = render_table([{0: "a" * 20, 1: "b" * 20, 2: ""}], View(columns), width=40)
    assert text.splitlines()[1:] == [f" Column 0:  {'a' * 20}", f" Column 1:  {'b' * 20}", " Column 2:  –"]


def test_text_cannot_steer_the_terminal():
    text = render_table(
        [{"a": "red \x1b[31m and \x9b31m\tbell \x07"}], View([ViewColumn("A", lambda r: r["a"])]), width=60
    )
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)


@pytest.mark.parametrize(
    "command", [["practice", "vetting"], ["risk", "organisational-risk"], ["recommendations"]], ids=" ".join
)
def test_a_reader_meets_names_and_no_slugs(run, shipped_file, command):
    text = run(*command, "--graph", shipped_file).out
    body = re.sub(r"\[[a-z0-9-]+\]", "", text.split("\n\n", 1)[1])  # an id to ask further with stands in brackets
    assert not re.search(r"\b(all-forces|west-midlands|ageing-|siloed-working|not-stated)", body)


def test_forces_in_a_practice_or_risk_stand_by_name_and_never_by_how_often_they_were_found_weak(shipped_file):
    from peelgraph.graph.portraits import practice_portrait, risk_portrait

    with open_graph(shipped_file) as graph:
        rows = practice_portrait(graph, "investigation-quality")["forces"]
        lately = [r["force"] for r in rows if "peel-2023-25" in r["found_weak_in"] + r["found_strong_in"]]
        exposed = [r["force"] for r in risk_portrait(graph, "delayed-response")["forces"]]
    assert len(lately) > 3
    assert lately == sorted(lately)
    assert exposed == sorted(exposed)


def test_what_one_can_learn_says_whose_words_and_leads_to_the_sentence(run, shipped_file):
    text = run("compare", "essex", "kent", "--graph", shipped_file).out
    (finding,) = re.findall(r"  ([0-9a-f]{12})$", text, re.MULTILINE)
    assert run("evidence", finding, "--graph", shipped_file).status == 0


def test_the_force_asked_for_is_never_among_those_that_are_only_counted(run, shipped_file):
    text = run("good-practice", "--force", "west yorkshire", "--limit", 0, "--graph", shipped_file).out
    assert "West Yorkshire was praised or runs an initiative" in text
    assert re.search(r"^ \S.*West Yorkshire|^ \S.* West +", text, re.MULTILINE)


def test_a_region_without_the_force_asked_for_is_told_and_not_taken_for_an_answer(run, shipped_file):
    text = run("shared-weaknesses", "--force", "essex", "--region", "wales", "--graph", shipped_file).out
    assert "Essex itself must be in the region" in " ".join(text.split())
