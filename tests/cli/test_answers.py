"""Answers on the shipped data: for readers and for machines."""

import csv
import datetime as dt
import io
import json

import openpyxl
import pytest
from peelgraph.graph import open_graph
from peelgraph.ontology.records import Link, Record

ROWS = {
    "shared-weaknesses": ["practice", "name", "forces_count", "forces", "findings_count", "forces_recent", "forces_read", "since_praised", "first_seen", "last_seen"],
    "good-practice": ["practice", "name", "forces_count", "forces", "findings_count", "strength_forces_count", "initiatives_count"],
    "repeated": ["force", "practice", "inspections", "findings_count", "basis"],
    "recommendations": ["recommendation"],
    "coverage": ["force"],
    "documents": ["name"],
    "questions": ["question"],
}  # fmt: skip
OBJECTS = {
    "info": [], "force": ["essex"], "practice": ["call-handling"], "risk": ["reoffending"], "compare": ["essex", "kent"],
    "changes": ["essex"], "evidence": ["16ed6301dadc"],
}  # fmt: skip


def graph_of(name, shipped_file):
    return [] if name == "questions" else ["--graph", shipped_file]


@pytest.mark.parametrize("name", ROWS)
def test_rows_are_a_list_of_objects_with_the_contract_s_columns_first(run, shipped_file, name):
    rows = json.loads(run(name, "--format", "json", *graph_of(name, shipped_file)).out)
    assert list(rows[0])[: len(ROWS[name])] == ROWS[name]


@pytest.mark.parametrize("name", ROWS)
def test_every_format_holds_the_same_rows(run, shipped_file, name, tmp_path):
    graph = graph_of(name, shipped_file)
    as_json = json.loads(run(name, "--format", "json", *graph).out)
    lines = run(name, "--format", "jsonl", *graph).out.splitlines()
    assert [json.loads(line) for line in lines] == as_json
    table = list(csv.DictReader(io.StringIO(run(name, "--format", "csv", *graph).out)))
    assert [list(row) for row in table] == [list(row) for row in as_json]
    assert run(name, "-o", tmp_path / "rows.xlsx", *graph).status == 0
    sheet = openpyxl.load_workbook(tmp_path / "rows.xlsx").active
    assert [c.value for c in next(sheet.iter_rows())] == list(as_json[0])
    assert sheet.max_row == len(as_json) + 1
    sheet.parent.close()


@pytest.mark.parametrize("name", OBJECTS)
def test_one_object_is_printed_as_one_object(run, shipped_file, name):
    answer = run(name, *OBJECTS[name], "--format", "json", "--graph", shipped_file)
    assert isinstance(json.loads(answer.out), dict)
    assert answer.err == ""


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_cannot_be_a_spreadsheet(run, shipped_file, name, tmp_path):
    done = run(name, *OBJECTS[name], "-o", tmp_path / "x.csv", "--graph", shipped_file)
    assert done.status == 2
    assert "json" in done.err


def test_info_counts_what_the_shipped_data_hold(run, shipped_file):
    labels = json.loads(run("info", "--format", "json", "--graph", shipped_file).out)["labels"]
    expected = {
        "Force": 43,
        "Grade": 866,
        "Finding": 589,
        "Initiative": 114,
        "Recommendation": 52,
        "Practice": 75,
        "Risk": 27,
    }
    assert labels == labels | expected


@pytest.mark.parametrize("name", [*(n for n in ROWS if n != "questions"), *OBJECTS])
def test_a_reader_is_told_what_the_data_is_and_where_coverage_stands(run, shipped_file, name):
    out = run(name, *OBJECTS.get(name, []), "--graph", shipped_file).out
    if name != "evidence":
        assert "From 589 findings on 43 forces; the latest is of 2025-07-24." in out
        assert "peelgraph coverage" in out
    assert max(map(len, out.splitlines())) <= 100 or name == "evidence"


def test_a_table_says_what_it_leaves_out(run, shipped_file):
    out = run("shared-weaknesses", "--limit", "3", "--graph", shipped_file).out
    assert "39 more rows: --limit 0 shows all" in out
    assert "more row" not in run("shared-weaknesses", "--limit", "0", "--graph", shipped_file).out


def test_a_machine_gets_all_rows_unless_it_asks_for_fewer(run, shipped_file):
    assert len(json.loads(run("repeated", "--format", "json", "--graph", shipped_file).out)) == 55
    limited = run("repeated", "--format", "json", "--limit", "2", "--graph", shipped_file)
    assert len(json.loads(limited.out)) == 2
    assert "53 more rows" in limited.err


def test_since_says_how_many_were_placed_by_their_inspection(run, shipped_file):
    out = run("shared-weaknesses", "--since", "2021-01-01", "--graph", shipped_file).out
    assert "72 findings of weakness" in " ".join(out.split())
    assert "26 placed by their own day" in " ".join(out.split())
    assert "46 only by their inspection's date" in " ".join(out.split())


def test_no_command_ranks_forces(run, shipped_file):
    names = [row["force"] for row in json.loads(run("coverage", "--format", "json", "--graph", shipped_file).out)]
    assert names == sorted(names)


def test_no_rows_is_an_answer(run, shipped_file):
    done = run("search", "zzzz", "--graph", shipped_file)
    assert done.status == 0
    assert "Nothing holds all of these words" in done.out
    assert json.loads(run("search", "zzzz", "--format", "json", "--graph", shipped_file).out) == []


def test_the_query_behind_an_answer_can_be_asked_again(run, shipped_file, tmp_path):
    shown = run("shared-weaknesses", "--show-cypher").out
    assert shown.startswith("// title: Weaknesses that forces share")
    assert run("questions", "shared-weaknesses").out == shown


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@cmd", "\tx"])
def test_no_cell_can_become_a_formula(run, tmp_path, text):
    with open_graph(tmp_path / "g.kgl", write=True) as graph:
        force = Record("Force", "essex", {"slug": "essex", "name": "Essex"})
        properties = {"text": text, "wording": "summary", "kind": "finding", "polarity": "weakness"}
        with graph.stating("a") as writer:
            writer.write([force, Record("Finding", "x1", properties, (Link("ABOUT", "Force", "essex"),))])
        graph.flush()
    word = text.strip("=+-@\t")
    row = next(csv.DictReader(io.StringIO(run("search", word, "--format", "csv", "--graph", "g.kgl").out)))
    assert row["text"] == f"'{text}"
    run("search", word, "-o", "x.xlsx", "--graph", "g.kgl")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert [c.data_type for c in book.active[2] if c.value and text in str(c.value)] == ["s"]
    book.close()
    assert json.loads(run("search", word, "--format", "json", "--graph", "g.kgl").out)[0]["text"] == text


@pytest.fixture
def embargoed(tmp_path):
    """A graph with one weakness that is public and one under embargo until far from now."""
    until = dt.datetime(2999, 1, 1, 0, 1)
    about = (
        Link("ABOUT", "Force", "essex"),
        Link("CONCERNS", "Practice", "p", {"method": "rule"}),
        Link("FOUND_IN", "Inspection", "i"),
    )
    words = {"wording": "quoted", "kind": "finding", "polarity": "weakness"}
    stated = (*about, Link("STATED_IN", "Passage", "s", {"start": 0, "end": 6}))
    with open_graph(tmp_path / "g.kgl", write=True) as graph:
        with graph.stating("a") as writer:
            writer.write([
                Record("Force", "essex", {"slug": "essex", "name": "Essex Police"}),
                Record("Practice", "p", {"slug": "p", "name": "Practice"}),
                Record("Inspection", "i", {"slug": "i", "title": "PEEL 2998", "sequence": 1}),
                Record("Finding", "open-1", {"text": "public weakness"} | words, about),
                Record("Document", "d", {"title": "Letter", "kind": "letter", "embargoed_until": until}, (Link("SENT_TO", "Force", "essex"), Link("REPORTS", "Inspection", "i"))),
                Record("Passage", "s", {"number": 1, "text": "secret weakness", "embargoed_until": until}, (Link("PART_OF", "Document", "d"),)),
                Record("Finding", "closed-2", {"text": "secret weakness", "embargoed_until": until} | words, stated),
            ])  # fmt: skip
        graph.flush()
    return tmp_path / "g.kgl"


READING = [
    ("shared-weaknesses", "--min-forces", "1"), ("repeated",), ("search", "weakness"), ("coverage",), ("coverage", "--by", "inspection"),
    ("documents",), ("force", "essex"), ("practice", "p"), ("cypher", "MATCH (x:Finding) RETURN x.text"),
    ("cypher", "MATCH (d:Document) RETURN d.title, d.embargoed_until"), ("cypher", "MATCH (n) RETURN count(n) AS n"),
]  # fmt: skip


@pytest.mark.parametrize("arguments", READING)
def test_a_file_leaves_out_what_is_under_embargo_and_its_counts(run, embargoed, arguments):
    def written(*more):
        done = run(*arguments, "--graph", embargoed, "--format", "json", "-o", "answer.json", *more)
        assert done.status == 0, done.err
        return embargoed.with_name("answer.json").read_text("utf-8"), done.err

    public, said = written()
    assert "secret" not in public
    assert "2999" not in public
    assert '"closed-2"' not in public
    everything, _ = written("--include-embargoed")
    if arguments[0] != "repeated":
        assert everything != public
        assert "left out" in said or arguments[0] == "cypher"


def test_the_terminal_shows_what_is_under_embargo_and_marks_it(run, embargoed):
    out = run("shared-weaknesses", "--min-forces", "1", "--graph", embargoed).out
    assert "Practice †" in out
    assert "under embargo: not to be published yet" in out
    assert "UNDER EMBARGO until 01 January 2999, 00:01" in run("evidence", "closed-2", "--graph", embargoed).out
    refused = run("evidence", "closed-2", "--graph", embargoed, "-o", "x.json")
    assert refused.status == 1
    assert "under embargo" in refused.err


def test_a_file_that_cannot_be_written_is_a_sentence(run, shipped_file):
    done = run("coverage", "-o", "no/such/folder/x.csv", "--graph", shipped_file)
    assert done.status == 1
    assert "cannot be written" in done.err
