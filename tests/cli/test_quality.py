"""``quality`` as a person and as a script meet it."""

import json
from pathlib import Path

import pytest
from peelgraph.graph import open_graph
from peelgraph.loaders.load import load

SAMPLE = (Path(__file__).parents[2] / "data" / "sample-letter.txt").read_text("utf-8")


@pytest.fixture
def lettered(shipped_copy):
    with open_graph(shipped_copy, write=True) as graph:
        assert not load([str(Path(__file__).parents[2] / "data" / "sample-letter.txt")], graph, graph).faulty
    return shipped_copy


def answer(run, *options):
    ran = run("quality", "--format", "json", *options)
    assert ran.status == 0
    return json.loads(ran.out)


def test_all_parts_are_one_object(run, lettered):
    ran = run("quality", "--format", "json")
    assert ran.status == 0
    assert "measuring on 10 held-back documents" in ran.err
    told = json.loads(ran.out)
    assert set(told) == {"doubtful_below", "held_back", "reviewed", "documents"}
    assert set(told["held_back"]) == {
        "documents", "findings", "judged", "figures", "terms", "calibration", "ranges", "cuts", "ways", "resamples",
    }  # fmt: skip
    assert [f["name"] for f in told["held_back"]["figures"]] == [
        "facts", "sentences", "polarity", "kind", "practices", "risks",
    ]  # fmt: skip
    assert all(0 <= f["low"] <= f["value"] <= f["high"] <= 1 for f in told["held_back"]["figures"])
    assert [d["findings"] for d in told["documents"]] == [24]


def test_it_is_a_page_for_a_reader(run, lettered):
    page = run("quality").out
    for heading in ("Measured on 10 held-back documents", "To choose a cut", "By practice", "Document by document"):
        assert heading in page
    assert max(map(len, page.splitlines())) <= 100


def test_no_sentence_of_a_held_back_document_is_printed(run, lettered):
    from peelgraph.loaders.letters.quality.held_back import held_back_documents

    told = run("quality").out + run("quality", "--format", "json").out
    count = sum(s.text in told for d in held_back_documents() for p in d.passages for s in p.sentences)
    assert count == 0


def test_a_part_can_be_asked_for_alone(run, lettered):
    ran = run("quality", "--part", "reviewed", "--part", "documents", "--format", "json")
    assert "measuring" not in ran.err
    told = json.loads(ran.out)
    assert told["held_back"] is None
    assert told["reviewed"] == {"findings": 0, "fields": [], "by_hand": 0, "gone": 0}
    assert answer(run, "--part", "held-back")["documents"] is None
    page = run("quality", "--part", "reviewed").out
    assert "peelgraph review export review.xlsx" in page


def test_what_was_reviewed_is_told(run, lettered, tmp_path):
    run("review", "export", "review.csv", "--limit", "2")
    sheet = (tmp_path / "review.csv").read_text("utf-8-sig").splitlines()
    place = sheet[0].split(",").index("ok")
    from csv import reader, writer

    rows = list(reader(sheet))
    for row in rows[1:]:
        row[place] = "yes"
    with (tmp_path / "review.csv").open("w", encoding="utf-8", newline="") as file:
        writer(file).writerows(rows)
    assert run("review", "import", "review.csv", "--reviewer", "JS").status == 0
    told = answer(run, "--part", "reviewed", "--part", "documents")
    assert told["reviewed"]["findings"] == 2
    assert all(field["right"] == field["reviewed"] == 2 for field in told["reviewed"]["fields"])
    assert told["documents"][0]["confirmed"] == 2
    assert "1.000" in run("quality", "--part", "reviewed").out


def test_the_setting_of_doubt_is_an_option(run, lettered):
    few, many = (answer(run, "--part", "documents", "--doubtful-below", below) for below in ("0", "1"))
    assert few["documents"][0]["doubtful"] == 0 < many["documents"][0]["doubtful"]
    assert run("quality", "--doubtful-below", "2").status == 2


def test_a_file_leaves_out_what_is_under_embargo(run, shipped_copy, tmp_path):
    text = f"EMBARGOED UNTIL 06:00 ON SUNDAY 1 JANUARY 2090\n\n{SAMPLE}"
    (tmp_path / "letter.txt").write_text(text, "utf-8")
    assert run("load", "letter.txt").status == 0
    shown = answer(run, "--part", "documents")
    assert [d["under_embargo"] for d in shown["documents"]] == [True]
    assert "†" in run("quality", "--part", "documents").out
    left = run("quality", "--part", "documents", "-o", "q.json")
    assert "left out" in left.err
    assert json.loads((tmp_path / "q.json").read_text("utf-8"))["documents"] == []
    run("quality", "--part", "documents", "-o", "q.json", "--include-embargoed")
    assert len(json.loads((tmp_path / "q.json").read_text("utf-8"))["documents"]) == 1


def test_an_object_is_no_table_of_rows_and_a_graph_must_be_there(run, shipped_copy):
    for form in ("csv", "xlsx", "line"):
        assert run("quality", "--format", form, "-o", "q.out").status == 2
    away = run("quality", "--graph", "nowhere.kgl")
    assert away.status == 1
    assert "quickstart" in away.err
