"""Answers on the shipped data: for readers and for machines."""

import csv
import datetime as dt
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from peelgraph.cli.options import ROW_FORMATS
from peelgraph.graph import open_graph
from peelgraph.ontology.errors import PeelgraphError
from peelgraph.ontology.records import Link, Record

ROOT = Path(__file__).parents[2]
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
    assert "one object, which csv cannot hold: use json" in done.err
    asked = run(name, *OBJECTS[name], "--format", "xlsx", "--graph", shipped_file)
    assert (asked.status, "one object, which xlsx cannot hold: use json" in asked.err) == (2, True)


@pytest.mark.parametrize("name", [*ROWS, *OBJECTS])
def test_a_command_offers_the_formats_that_it_can_write(run, shipped_file, name, tmp_path):
    offered = re.search(r"--format \[(.*?)\]", run(name, "--help").out)[1].split("|")
    for form in ROW_FORMATS:
        written = run(name, *OBJECTS.get(name, []), "--format", form, "-o", "x", *graph_of(name, shipped_file))
        assert (written.status == 0) == (form in offered), form


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


@pytest.mark.parametrize("option", [[], ["--sparql"]], ids=["cypher", "sparql"])
def test_the_query_of_a_question_goes_to_a_file_and_has_no_format(run, tmp_path, option):
    shown = run("questions", "repeated", *option)
    written = run("questions", "repeated", *option, "-o", "query.csv")
    assert (written.status, written.out, written.err) == (0, "", "written to query.csv\n")
    assert (tmp_path / "query.csv").read_text("utf-8") == shown.out
    assert run("questions", "repeated", *option, "-o", "-").out == shown.out
    refused = run("questions", "repeated", *option, "--format", "json")
    assert (refused.status, "--format is for the list" in refused.err) == (2, True)
    assert "--include-embargoed" not in run("questions", "--help").out
    option_said = " --sparql" if option else ""
    assert f"peelgraph questions NAME{option_said}. To ask" in " ".join(run("questions", *option).out.split())


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


def cells_of(path):
    book = openpyxl.load_workbook(path)
    values = [[cell.value for cell in row] for row in book.active]
    book.close()
    return values


def test_a_workbook_has_a_space_for_what_it_cannot_hold(run, tmp_path):
    letter = (ROOT / "data" / "sample-letter.txt").read_text("utf-8")
    (tmp_path / "letter.txt").write_text(letter.replace("integrated offender", "integrated\x07offender"), "utf-8")
    assert run("load", "letter.txt", "--graph", "g.kgl").status == 0
    done = run("search", "offender", "-o", "found.xlsx", "--graph", "g.kgl")
    assert (done.status, done.err) == (0, "written to found.xlsx\n")
    assert any("integrated offender" in str(cell) for row in cells_of("found.xlsx") for cell in row)


@pytest.mark.parametrize(
    "asked",
    [
        ("cypher", "RETURN $text AS `a\x07b`, [$text] AS b", "--param", 'text="=1\\u0001\\ufffe\\n2"'),
        ("sparql", 'SELECT ?a ?b { VALUES (?a ?b) { ("=1\\u0001\\uFFFE\\n2" "=1\\u0001\\uFFFE\\n2") } }'),
    ],
    ids=lambda asked: asked[0],
)
def test_what_a_query_answers_fits_a_workbook(run, shipped_file, asked):
    assert run(*asked, "-o", "found.xlsx", "--graph", shipped_file).status == 0
    assert cells_of("found.xlsx")[1] == ["'=1  \n2"] * 2


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
    ("documents",), ("force", "essex"), ("practice", "p"), ("info",), ("cypher", "MATCH (x:Finding) RETURN x.text"),
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


@pytest.mark.parametrize(
    "command",
    [("force", "wiltshire"), ("compare", "wiltshire", "gwent"), ("changes", "wiltshire"), ("timeline", "wiltshire")],
)
def test_each_sentence_that_rests_on_an_embargo_says_so_since_it_is_copied_alone(run, tmp_path, command):
    letter = (ROOT / "data" / "sample-letter.txt").read_text("utf-8").replace("14 May 2015", "14 May 2099")
    for force in ("Wiltshire", "Gwent"):
        (tmp_path / f"{force}.txt").write_text(letter.replace("Wiltshire", force), "utf-8")
    later = letter.replace("11 May 2015", "12 May 2016").replace("Sample inspection", "Second inspection")
    (tmp_path / "later.txt").write_text(later, "utf-8")
    assert run("load", "Wiltshire.txt", "Gwent.txt", "later.txt").status == 0
    lines = run(*command, "--format", "line").out.splitlines()
    about_practices = [line for line in lines if "found weak" in line or "praised" in line]
    assert about_practices
    assert [line for line in about_practices if "† " not in line or "under embargo" not in line] == []


def test_python_gives_no_evidence_under_embargo_where_that_is_to_be_left_out(embargoed):
    with open_graph(embargoed) as graph:
        assert graph.evidence("closed-2").text == "secret weakness"
        with pytest.raises(PeelgraphError, match="under embargo until 01 January 2999, 00:01"):
            graph.evidence("closed-2", include_embargoed=False)
        later = dt.datetime(2999, 1, 1, 0, 1)
        assert graph.evidence("closed-2", include_embargoed=False, now=later).text == "secret weakness"


def test_a_page_does_not_say_that_a_letter_under_embargo_is_loaded(run, embargoed):
    asked = ("shared-weaknesses", "--force", "essex", "--min-forces", "1", "--graph", embargoed)
    assert "letter is loaded" in run(*asked).out
    assert run(*asked, "-o", "answer.md").status == 0
    page = embargoed.with_name("answer.md").read_text("utf-8")
    assert "letter" not in page


def test_a_file_that_cannot_be_written_is_a_sentence(run, shipped_file):
    done = run("coverage", "-o", "no/such/folder/x.csv", "--graph", shipped_file)
    assert done.status == 1
    assert "cannot be written" in done.err


def test_what_rests_on_an_embargo_is_marked_on_every_page_for_a_reader(run, embargoed):
    for command in (["force", "essex"], ["practice", "p"], ["coverage"], ["info"], ["recommendations"]):
        text = " ".join(run(*command, "--graph", embargoed).out.split())
        assert "† 1 finding under embargo until 1 January 2999, 00:01, not to be published yet" in text
    assert "Practice †" in run("force", "essex", "--graph", embargoed).out
    assert "Essex †" in run("practice", "p", "--graph", embargoed).out


def test_a_letter_under_embargo_is_read_to_the_terminal_and_to_no_file(run, tmp_path):
    letter = (ROOT / "data" / "sample-letter.txt").read_text("utf-8").replace("14 May 2015", "14 May 2099")
    (tmp_path / "letter.txt").write_text(letter, "utf-8")
    shown = run("extract", "letter.txt")
    assert (shown.status, "under embargo until 14 May 2099, 00:01" in shown.err) == (0, True)
    loaded = run("load", "letter.txt", "--dry-run")
    assert "letter.txt: † under embargo until 14 May 2099, 00:01 (London): not to be published\n" in loaded.err
    kept = run("extract", "letter.txt", "-o", "coded.json")
    assert (kept.status, (tmp_path / "coded.json").exists()) == (1, False)
    assert run("extract", "letter.txt", "-o", "coded.json", "--include-embargoed").status == 0
    assert json.loads((tmp_path / "coded.json").read_text("utf-8")) == json.loads(shown.out)


@pytest.mark.parametrize(
    ("now", "free"),
    [
        (dt.datetime(2027, 6, 30, 23, 0, 59, tzinfo=dt.UTC), False),
        (dt.datetime(2027, 6, 30, 23, 1, tzinfo=dt.UTC), True),
        (dt.datetime(2027, 12, 1, 0, 0, 59, tzinfo=dt.UTC), False),
        (dt.datetime(2027, 12, 1, 0, 1, tzinfo=dt.UTC), True),
    ],
)
def test_an_embargo_ends_on_the_minute_by_the_clock_in_london_in_summer_and_winter(
    run, shipped_copy, tmp_path, monkeypatch, now, free
):
    from peelgraph.graph import embargo

    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return now.astimezone(tz)

    until = "1 July 2027" if now.month == 6 else "1 December 2027"
    letter = (ROOT / "data" / "sample-letter.txt").read_text("utf-8").replace("Thursday 14 May 2015", until)
    (tmp_path / "letter.txt").write_text(letter, "utf-8")
    assert run("load", "letter.txt", "--graph", shipped_copy).status == 0
    monkeypatch.setattr(embargo.dt, "datetime", Clock)
    run("documents", "--graph", shipped_copy, "-o", "documents.json")
    names = [row["name"] for row in json.loads((tmp_path / "documents.json").read_text("utf-8"))]
    assert any(name.startswith("letter-sample") for name in names) == free


@pytest.mark.parametrize("name", OBJECTS)
def test_one_object_is_markdown_without_lines_of_a_terminal(run, shipped_file, name):
    text = run(name, *OBJECTS[name], "--format", "md", "--graph", shipped_file).out
    assert "─" not in text
    assert "\n\n\n" not in text
    assert max(map(len, text.splitlines())) > 100


def test_an_ending_that_says_no_format_is_refused_and_a_dash_is_standard_output(run, shipped_file, tmp_path):
    refused = run("coverage", "-o", "coverage.pdf", "--graph", shipped_file)
    assert (refused.status, "no format goes by the ending .pdf" in refused.err) == (2, True)
    assert run("coverage", "-o", "coverage.pdf", "--format", "json", "--graph", shipped_file).status == 0
    assert "How much is known" in run("coverage", "-o", "-", "--graph", shipped_file).out
    assert not (tmp_path / "-").exists()


def test_a_query_comes_through_standard_input(run, shipped_file):
    assert run("cypher", "-", "--format", "csv", "--graph", shipped_file, stdin=b"RETURN 1 AS one").out == "one\n1\n"


@pytest.mark.parametrize(
    ("value", "status", "said"),
    [
        ("[" * 50_000, 2, "Invalid value for --param: x is JSON that is nested too deeply to be read"),
        ("[" * 600 + "]" * 600, 1, "the parameter $x cannot be used: it is nested too deeply"),
        ("[" * 600, 0, "written to x.json"),
    ],
    ids=["too deep to read", "too deep to ask", "no JSON"],
)
def test_a_parameter_that_is_nested_too_deeply_is_told(run, shipped_file, value, status, said):
    done = run("cypher", "RETURN $x AS x", "--param", f"x={value}", "-o", "x.json", "--graph", shipped_file)
    assert (done.status, said in done.err) == (status, True)


def test_an_answer_that_cannot_be_written_is_a_sentence(shipped_file):
    if not Path("/dev/full").exists():
        pytest.skip("no full device here")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "peelgraph.cli", "coverage", "--graph", shipped_file],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "peelgraph: the answer cannot be written: No space left on device\n")
