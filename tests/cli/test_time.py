"""``timeline``, ``changes``, ``repeated`` and ``recommendations`` as a reader meets them."""

import json
import re
from pathlib import Path

import pytest

LETTER = "essex-2014-09-03.txt"


@pytest.fixture(scope="module")
def lettered_essex(letters, tmp_path_factory):
    """A file with the shipped data and the real letter to Essex; only for reading."""
    from peelgraph.graph import open_graph
    from peelgraph.loaders.load import load, load_shipped

    path = tmp_path_factory.mktemp("essex") / "essex.kgl"
    with open_graph(path, write=True) as graph:
        load_shipped(graph, graph)
        assert not load([str(Path(letters) / LETTER)], graph, graph).faulty
    return path


def words(run, *arguments):
    return " ".join(run(*arguments).out.split())


def test_a_timeline_is_rows_for_a_machine(run, shipped_file):
    from peelgraph.graph.timeline import STEP_COLUMNS

    rows = json.loads(run("timeline", "essex", "--format", "json", "--graph", shipped_file).out)
    assert list(rows[0]) == list(STEP_COLUMNS)
    assert {row["force"] for row in rows} == {"essex"}
    csv = run("timeline", "essex", "--format", "csv", "--graph", shipped_file).out
    assert len(csv.splitlines()) == len(rows) + 1


def test_a_timeline_says_what_was_not_seen_and_that_silence_is_not_solved(run, shipped_file):
    text = words(run, "timeline", "essex", "--graph", shipped_file)
    assert "No finding of it was read from PEEL 2023-25, though others' were" in text
    assert "silence since is not the same as solved" in text
    assert "grades of the two tables do not compare" in text
    assert "peelgraph coverage" in text
    gap = words(run, "timeline", "avon-and-somerset", "--graph", shipped_file)
    assert "Gap before PEEL 2023-25: no finding of it was read from PEEL 2021/22." in gap


def test_a_practice_that_is_only_mentioned_is_in_no_table_of_a_timeline(run, tmp_path):
    (tmp_path / "t.csv").write_text(
        "force,cycle,pillar,practice,polarity,statement\n"
        "kent,2014,,vetting,neutral,Vetting is done by a team of six.\n"
        "kent,2014,,leadership,strength,Leaders are seen.\n"
    )
    assert run("load", "t.csv", "--source", "ours").status == 0
    done = run("timeline", "kent")
    assert done.status == 0
    assert "Leadership" in done.out
    assert "Vetting" not in done.out


def test_what_the_core_business_letter_named_came_back_in_peel(run, lettered_essex):
    text = words(run, "timeline", "essex", "--graph", lettered_essex)
    assert "found weak in Core business (2014), and PEEL since" in text
    assert "Evaluation and sharing of good practice (PEEL 2014, PEEL 2017)" in text
    assert "A letter is coded sentence by sentence, the shipped tables by headline" in text
    assert "PEEL 2017: found weak again (“again”, says the source)" in text


@pytest.mark.parametrize("form", ["table", "md"])
def test_changes_say_what_was_not_seen_between_and_since(run, shipped_file, form):
    text = words(run, "changes", "avon-and-somerset", "--format", form, "--graph", shipped_file)
    assert "Between them no finding of Avon and Somerset was read from PEEL 2021/22." in text
    assert "peelgraph timeline avon-and-somerset" in text


def test_a_letter_and_headlines_beside_each_other_are_said_to_differ(run, lettered_essex):
    text = words(run, "changes", "essex", "--from", "core-business-2014", "--to", "2014", "--graph", lettered_essex)
    assert "One was coded sentence by sentence, the other by headline" in text


def test_a_repeat_says_who_calls_it_one_and_leads_to_its_latest_finding(run, shipped_file):
    text = words(run, "repeated", "--force", "essex", "--format", "md", "--graph", shipped_file)
    assert "the inspectorate says so in PEEL 2017" in text
    assert "78d5f1c7af78" in text
    assert "came back after praise in PEEL 2017" in words(
        run, "repeated", "--force", "devon-and-cornwall", "--format", "md", "--graph", shipped_file
    )


def test_three_answers_are_kept_apart_and_what_is_left_out_is_said(run, shipped_file):
    def rows(*more):
        return json.loads(run("recommendations", "--format", "json", "--graph", shipped_file, *more).out)

    text = words(run, "recommendations", "--overdue-on", "2026-11-01", "--graph", shipped_file)
    late = rows("--overdue-on", "2026-11-01")
    assert {row["state"] for row in late} == {"overdue", "due date passed, status unknown"}
    for state, said in (
        ("overdue", "Overdue on 1 November 2026: a page dated after the due date still calls it open"),
        ("due date passed, status unknown", "Due date passed by 1 November 2026, status unknown"),
    ):
        count = sum(row["state"] == state for row in late)
        assert f"{count})" in text.split(said)[1][:60]
    closed = [row for row in rows() if row["state"] == "closed"]
    undated = [row for row in rows() if row["state"] != "closed" and not row["due"]]
    assert f"Not shown: {len(closed)} closed, {len(undated)} without a due date, 0 not due before then." in text
    everything = words(run, "recommendations", "--limit", "0", "--graph", shipped_file)
    assert "superseded by PEEL effectiveness inspections as of 2017-08-30" in everything
    assert "open as of 2026-03" in everything


def test_a_heading_says_how_many_there_are_when_not_all_are_shown(run, shipped_file):
    asked = ("recommendations", "--force", "essex", "--graph", shipped_file)
    rows = json.loads(run(*asked, "--format", "json").out)
    late = sum(row["state"] == "due date passed, status unknown" for row in rows)
    assert f"what became of it since (2 of {late})" in words(run, *asked, "--limit", "2")
    assert f"what became of it since ({late})" in words(run, *asked, "--limit", "0")


def test_one_recommendation_leads_to_the_findings_in_each_force(run, shipped_file):
    rows = json.loads(run("recommendations", "acquisitive-2022-1a", "--format", "json", "--graph", shipped_file).out)
    forces = sorted({row["force"] for row in rows})
    text = words(run, "recommendations", "acquisitive-2022-1a", "--graph", shipped_file)
    assert f"Call handling: {len(forces)} forces with a finding on it" in text
    after = {r["force"] for r in rows if r["polarity"] == "weakness" and r["when_found"] == "after"}
    assert f"{len(after)} found weak in it after the recommendation" in text
    one = json.loads(
        run(
            "recommendations", "acquisitive-2022-1a", "--force", "essex", "--format", "json", "--graph", shipped_file
        ).out
    )
    assert {row["force"] for row in one} == {"essex"}


@pytest.mark.parametrize("form", ["table", "md"])
def test_the_counts_of_a_recommendation_are_of_all_forces_also_where_one_is_asked_for(run, shipped_file, form):
    asked = ("recommendations", "acquisitive-2022-1a", "--format", form, "--graph", shipped_file)
    (counts,) = re.findall("Call handling: .*? praised after it", words(run, *asked))
    essex, kent = words(run, *asked, "--force", "essex"), words(run, *asked, "--force", "kent")
    assert counts in essex
    assert "What was found of the same practice in Essex" in essex
    assert "Northumbria" not in essex
    assert counts in kent
    assert "Nothing of Kent was read on it." in kent


def test_one_recommendation_shows_as_many_rows_as_asked_for_and_says_how_many_more(run, shipped_file, tmp_path):
    asked = ("recommendations", "acquisitive-2022-1a", "--graph", shipped_file)
    findings = r" [0-9a-f]{12}$"
    everything = run(*asked, "--limit", "0").out
    count = len(re.findall(findings, everything, re.MULTILINE))
    assert count > 20
    assert "more row" not in everything
    for options, shown in (((), 20), (("--limit", "3"), 3)):
        text = run(*asked, *options).out
        assert len(re.findall(findings, text, re.MULTILINE)) == shown
        left = count - shown
        assert f"{left} more row{'' if left == 1 else 's'}: --limit 0 shows all, -o FILE.csv writes them" in text
    counts = re.compile("Call handling: .*? praised after it")
    assert counts.findall(" ".join(run(*asked, "--limit", "1").out.split())) == counts.findall(
        " ".join(everything.split())
    )
    assert run(*asked, "-o", "all.md").status == 0
    assert "more row" not in (tmp_path / "all.md").read_text("utf-8")


def test_changes_asked_for_the_wrong_way_round_are_swapped_and_that_is_said(run, shipped_file):
    asked = ("changes", "essex", "--format", "json", "--graph", shipped_file)
    swapped = run(*asked, "--from", "PEEL 2018/19", "--to", "PEEL 2014")
    right = run(*asked, "--from", "PEEL 2014", "--to", "PEEL 2018/19")
    assert swapped.err.strip() == "--from and --to are swapped: PEEL 2014 came before PEEL 2018/19"
    assert (right.err, right.out) == ("", swapped.out)


@pytest.mark.parametrize("asked", [("--to", "peel-2014"), ("--from", "core-business-2014")])
def test_changes_that_lack_an_inspection_under_embargo_name_it(run, shipped_copy, letters, asked):
    from peelgraph.graph import open_graph
    from peelgraph.loaders.load import load

    letter = (Path(letters) / LETTER).read_text("utf-8").replace("2014 at 00:01", "2099 at 00:01")
    path = shipped_copy.with_name(LETTER)
    path.write_text(letter, "utf-8")
    with open_graph(shipped_copy, write=True) as graph:
        assert not load([str(path)], graph, graph).faulty
    written = ("changes", "essex", *asked, "-o", "x.json", "--graph", shipped_copy)
    refused = run(*written)
    assert refused.status == 1
    assert re.search(
        r"left out: core-business-2014, with \d+ findings under embargo until 4 September 2099, 00:01 "
        r"\(--include-embargoed",
        refused.err,
    )
    assert run(*written, "--include-embargoed").status == 0


def test_changes_that_lack_an_inspection_and_nothing_is_under_embargo_name_none(run, shipped_file):
    refused = run("changes", "essex", "--to", "peel-2014", "-o", "x.json", "--graph", shipped_file)
    assert (refused.status, "embargo" in refused.err) == (1, False)


def test_an_unknown_recommendation_gets_the_nearest_and_conditions_do_not_go_with_an_id(run, shipped_file):
    unknown = run("recommendations", "acquisitive-2022-1x", "--graph", shipped_file)
    assert (unknown.status, "did you mean acquisitive-2022-1" in unknown.err) == (1, True)
    refused = run("recommendations", "acquisitive-2022-1a", "--status", "open", "--graph", shipped_file)
    assert refused.status == 2
    assert "--status selects among recommendations, and an ID names one already: leave it out, or the ID" in refused.err
    both = run("recommendations", "acquisitive-2022-1a", "--status", "open", "--overdue-on", "2024")
    assert "--status and --overdue-on select among" in both.err
    assert "leave them out, or the ID" in both.err


@pytest.mark.parametrize("command", [["timeline", "essex"], ["recommendations", "acquisitive-2022-1a"]])
def test_the_query_and_the_formats_of_an_answer(run, shipped_file, tmp_path, command):
    assert run(*command, "-o", "answer.xlsx", "--graph", shipped_file).status == 0
    assert run(*command, "-o", "answer.md", "--graph", shipped_file).status == 0
    assert "─" not in (tmp_path / "answer.md").read_text("utf-8")


def test_the_query_behind_an_id_is_shown(run):
    assert run("recommendations", "x", "--show-cypher").out.startswith("// title: Findings on the practice of")
    assert run("recommendations", "--show-cypher").out.startswith("// title: Recommendations")


def test_each_practice_over_time_is_a_sentence_that_can_be_copied_alone(run, shipped_file):
    lines = run("timeline", "essex", "--format", "line", "--graph", shipped_file).out.splitlines()
    (line,) = [line for line in lines if "evaluation and sharing of good practice" in line]
    assert line == (
        "Essex, evaluation and sharing of good practice: "
        "PEEL 2014 [12 November 2014; our words, the inspectorate's page]: found weak; "
        "PEEL 2015 to PEEL 2016: not mentioned; "
        "PEEL 2017 [22 March 2018; our words, the inspectorate's page]: found weak again (“again”, says the source); "
        "PEEL 2018/19 to PEEL 2021/22: not mentioned; silence is not the same as solved; "
        "nothing of it was read from PEEL 2023-25. "
        "Latest: finding 78d5f1c7af78. Coded by peelgraph, not by the inspectorate."
    )
    from peelgraph.graph import open_graph

    with open_graph(shipped_file) as graph:
        assert lines[: lines.index("")] == graph.timeline("essex").lines()
    assert "peelgraph coverage" in lines[-1]
