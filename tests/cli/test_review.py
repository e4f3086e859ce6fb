"""``review`` as a person and as a script meet it."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from peelgraph.graph import open_graph
from peelgraph.loaders.load import load
from peelgraph.loaders.review.layout import COLUMNS

LETTER = Path(__file__).parents[2] / "data" / "sample-letter.txt"


@pytest.fixture
def lettered(shipped_copy):
    """The shipped graph with the sample letter, in the folder where commands run."""
    with open_graph(shipped_copy, write=True) as graph:
        assert not load([str(LETTER)], graph, graph).faulty
    return shipped_copy


def filled(path, line, **cells):
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for name, value in cells.items():
        rows[line - 1][COLUMNS.index(name)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return rows[line - 1][0]


def cells(path, name):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row[COLUMNS.index(name)] for row in csv.reader(file)][1:]


def log(run, *options):
    return json.loads(run("review", "log", "--format", "json", *options).out)


def test_there_and_back(run, lettered, tmp_path):
    out = run("review", "export", "review.csv")
    assert (out.status, out.out) == (0, "")
    assert out.err == "24 findings written to review.csv\n"
    sheet = tmp_path / "review.csv"
    confidences = [float(value) for value in cells(sheet, "confidence")]
    assert confidences == sorted(confidences)
    first = filled(sheet, 2, new_practices="vetting", reviewer="JS")
    filled(sheet, 3, ok="yes", reviewer="JS")
    dry = run("review", "import", "review.csv", "--dry-run")
    assert (
        dry.err == "2 rows would be taken (1 codings corrected, 5 confirmed); 0 unchanged; 22 left empty; 0 rejected\n"
    )
    assert log(run) == []
    done = run("review", "import", "review.csv")
    assert (done.status, done.err) == (0, dry.err.replace("would be taken", "taken"))
    again = run("review", "import", "review.csv", "--format", "json")
    assert json.loads(again.out) == {
        "rows": 24, "applied": 0, "unchanged": 2, "untouched": 22, "rejected": 0, "corrected": 0, "confirmed": 0,
        "settled": 0, "dry_run": False, "faults": [],
    }  # fmt: skip
    (row,) = log(run, "--finding", first)
    assert (row["field"], row["new"], row["reviewer"], row["state"]) == ("practices", ["vetting"], "JS", "applied")
    shown = run("evidence", first).out
    assert "Vetting (a person's word)" in shown
    assert "by JS on" in shown
    assert "without that:" in shown
    undone = run("review", "undo", row["id"])
    assert undone.err == f"{row['id']} is undone: practices of {first}\n"
    assert run("review", "undo", row["id"]).err == f"{row['id']} was undone already\n"
    assert "Vetting" not in run("evidence", first).out.split("What people said")[0]
    assert run("validate").status == 0


def test_faulty_rows_are_told_and_the_others_taken(run, lettered, tmp_path):
    run("review", "export", "review.csv")
    filled(tmp_path / "review.csv", 2, new_practices="vettig", reviewer="JS")
    filled(tmp_path / "review.csv", 3, ok="yes")
    out = run("review", "import", "review.csv")
    assert out.status == 1
    assert "review.csv, line 2: new_practices: no practice is called 'vettig'; did you mean vetting" in out.err
    assert "review.csv, line 3: nobody is named: fill the column reviewer, or give --reviewer" in out.err
    named = run("review", "import", "review.csv", "--reviewer", "Pseudonym")
    assert named.status == 1
    assert {row["reviewer"] for row in log(run)} == {"Pseudonym"}


def test_reviewers_stay_out_of_files(run, lettered, tmp_path):
    run("review", "export", "review.csv")
    filled(tmp_path / "review.csv", 2, ok="yes", reviewer="Secret", note="Private")
    run("review", "import", "review.csv")
    assert "Secret" in run("review", "log").out
    assert run("review", "log", "-o", "log.csv").status == 0
    assert run("export", "graph.jsonl").status == 0
    assert run("evidence", cells(tmp_path / "review.csv", "id")[0], "-o", "e.json").status == 0
    for name in ("log.csv", "graph.jsonl", "e.json"):
        said = (tmp_path / name).read_text("utf-8")
        assert "confirmed" in said or "Correction" in said
        assert "Secret" not in said
        assert "Private" not in said


def test_a_sheet_of_one_force_and_of_all(run, lettered, tmp_path):
    assert "0 findings written" in run("review", "export", "e.csv", "--force", "Essex Police").err
    everything = run("review", "export", "a.csv", "--force", "essex", "--all", "--limit", "3")
    assert "3 findings written to a.csv" in everything.err
    assert "more, surer ones, are not in it: --limit 0 writes all" in everything.err
    assert set(cells(tmp_path / "a.csv", "force")) == {"essex"}
    unknown = run("review", "export", "d.csv", "--document", "letter-sample")
    assert unknown.status == 1
    assert "no document is called 'letter-sample'" in unknown.err


def test_a_workbook_and_what_is_none(run, lettered, tmp_path):
    assert run("review", "export", "review.xlsx", "--limit", "5").status == 0
    assert openpyxl.load_workbook(tmp_path / "review.xlsx")["review"].max_row == 6
    assert run("review", "export", "review.pdf").status == 2
    assert run("review", "import", "nothing.csv").status == 1
    assert run("review", "undo", "abc").status == 1
    assert run("review", "export", "x.csv", "--graph", "none.kgl").status == 1


def test_what_was_reviewed_can_be_learnt_from(run, lettered, tmp_path):
    assert "nothing is written" in run("review", "export", "training", "--training").err
    run("review", "export", "review.csv")
    filled(tmp_path / "review.csv", 2, ok="yes", reviewer="JS")
    run("review", "import", "review.csv")
    assert (
        run("review", "export", "training", "--training").err
        == "1 reviewed sentence of 1 document written to training\n"
    )
    (path,) = (tmp_path / "training").glob("*.coded")
    assert cells(tmp_path / "review.csv", "sentence")[0] in path.read_text("utf-8")
    assert run("review", "export", "t.csv", "--training").status == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--force", "essex"),
            "--force chooses findings for a sheet, and --training writes all that was reviewed: leave it out",
        ),
        (("--limit", "100"), "--limit chooses"),
        (("--document", "d", "--all", "--limit", "0"), "--document, --all and --limit choose findings for a sheet"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_what_chooses_for_a_sheet_does_not_go_with_training(run, lettered, tmp_path, options, said):
    done = run("review", "export", "training", "--training", *options)
    assert (done.status, said in " ".join(done.err.split())) == (2, True)
    assert not (tmp_path / "training").exists()


def test_once_all_is_reviewed_it_is_said_that_none_is_left(run, lettered, tmp_path):
    run("review", "export", "review.csv")
    for line in range(2, 26):
        filled(tmp_path / "review.csv", line, ok="yes", reviewer="JS")
    assert run("review", "import", "review.csv").status == 0
    left = "nothing is doubtful any more: people reviewed all that the machine coded here; --all exports that too\n"
    assert run("review", "export", "again.csv").err == f"{left}0 findings written to again.csv\n"
    assert "no finding here was coded by the machine" in run("review", "export", "e.csv", "--force", "essex").err
    assert run("review", "export", "a.csv", "--all").err.startswith("100 findings written")


def test_corrections_are_no_source_that_can_be_taken_out_or_overwritten(run, lettered, tmp_path):
    run("review", "export", "review.csv")
    filled(tmp_path / "review.csv", 2, ok="yes", reviewer="JS")
    run("review", "import", "review.csv")
    refused = run("remove", "peelgraph-review")
    assert refused.status == 1
    assert "review undo" in refused.err
    table = tmp_path / "t.csv"
    table.write_text("force,cycle,pillar,practice,polarity,statement\nkent,2014,,vetting,weakness,Slow.\n")
    assert run("load", "t.csv", "--source", "peelgraph-review").status == 2
    held = [row for row in json.loads(run("documents", "--format", "json").out) if row["name"] == "peelgraph-review"]
    assert [(row["kind"], row["holds"]) for row in held] == [("corrections", ["5 Correction"])]


def test_where_all_is_under_embargo_that_is_the_only_reason(run, shipped_copy, tmp_path):
    letter = LETTER.read_text("utf-8").replace("Thursday 14 May 2015", "14 May 2095")
    assert "2095" in letter
    (tmp_path / "held.txt").write_text(letter, "utf-8")
    assert run("load", "held.txt").status == 0
    held = run("review", "export", "review.csv").err
    assert "left out: 24 findings under embargo until" in held
    assert "nothing is doubtful" not in held
    assert "nothing is doubtful" in run("review", "export", "other.csv", "--force", "kent").err
    assert run("review", "export", "all.csv", "--include-embargoed").err == "24 findings written to all.csv\n"
    filled(tmp_path / "all.csv", 2, ok="yes", reviewer="JS")
    assert run("review", "import", "all.csv").status == 0
    training = run("review", "export", "training", "--training").err
    assert "nothing is written: all that was reviewed is under embargo" in training
