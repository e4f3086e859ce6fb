"""``validate`` says what is wrong, where it stands and what to do, so that a person can mend it."""

import csv
import json
import shutil
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from peelgraph.graph import open_graph
from peelgraph.loaders.load import load_shipped


def break_(uri, cypher, **parameters):
    with open_graph(uri, write=True) as graph:
        graph.write(cypher, parameters)


def faults(run, uri, *options):
    ran = run("validate", "--graph", uri, "--format", "json", *options)
    return ran.status, json.loads(ran.out)


def test_sound_data_has_no_faults(run, shipped_copy):
    ran = run("validate", "--graph", shipped_copy)
    assert (ran.status, ran.out) == (0, "")
    first, second = ran.err.splitlines()
    assert first.startswith("1,816 nodes checked against ")
    assert first.endswith(" shapes: no faults")
    assert second == "not tried, since the graph has none of them: Document, Passage, Correction"
    assert faults(run, shipped_copy) == (0, [])


def test_a_broken_copy_of_the_shipped_data_names_the_row(run, shipped_copy):
    break_(shipped_copy, "MATCH (f:Force {id: 'kent'}) SET f.ons_code = 'Kent'")
    break_(
        shipped_copy,
        "MATCH (f:Finding {id: $id}) SET f.polarity = 'bad'",
        id="avon-and-somerset-peel-2015-c9fd6a29ee78",
    )
    break_(shipped_copy, "MATCH (:Practice {id: 'call-handling'})-[r:BROADER]->() DELETE r")
    status, told = faults(run, shipped_copy)
    assert status == 1
    assert [(row["label"], row["shape"], row["rule"], row["place"]) for row in told] == [
        ("Force", "Force.ons_code", "pattern", "forces.csv, line 21"),
        ("Finding", "Finding.polarity", "in", "findings.csv, line 4"),
    ]
    assert told[1]["message"] == "polarity is 'bad', not one of strength, weakness, neutral"
    assert "quickstart" in told[0]["remedy"]
    ran = run("validate", "--graph", shipped_copy)
    assert ran.status == 1
    assert "findings.csv" in ran.out
    assert "2 faults" in ran.err


def test_the_rows_that_are_named_are_those_of_the_files(run, shipped_copy, tables_folder):
    with open_graph(shipped_copy, write=True) as graph:
        for label in ("Finding", "Grade", "Recommendation", "Initiative"):
            for id_ in list(graph.ids(label))[::97]:
                graph.write(f"MATCH (n:{label} {{id: $id}}) SET n.source_kind = 'hearsay'", {"id": id_})
    _, told = faults(run, shipped_copy)
    assert len(told) > 15
    for row in told:
        name, _, line = row["place"].partition(", line ")
        lines = list(numbered_rows(tables_folder / name))
        cells = next(cells for number, cells in lines if number == int(line))
        if "id" in cells:
            assert cells["id"] == row["id"]
        else:
            assert row["id"].startswith(cells["force"])


def numbered_rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        before = reader.line_num
        for cells in reader:
            yield before + 1 if before else 2, cells
            before = reader.line_num


def test_what_is_advised_mends_the_shipped_data(run, shipped_copy):
    break_(shipped_copy, "MATCH (f:Force {id: 'kent'}) SET f.ons_code = 'Kent'")
    break_(
        shipped_copy,
        "MATCH (f:Finding {id: $id}) SET f.polarity = 'bad'",
        id="avon-and-somerset-peel-2015-c9fd6a29ee78",
    )
    with open_graph(shipped_copy, write=True) as graph:
        load_shipped(graph, graph)
    assert faults(run, shipped_copy) == (0, [])


def test_a_fault_in_a_letter_names_the_passage_and_its_remedy_mends_it(run, shipped_copy, sample_letter):
    assert run("load", sample_letter, "--graph", shipped_copy).status == 0
    with open_graph(shipped_copy) as graph:
        [finding] = graph.run(
            "MATCH (f:Finding)-[:STATED_IN]->(p:Passage) RETURN f.id AS id, p.number AS n ORDER BY id LIMIT 1"
        )
        [document] = graph.ids("Document")
    break_(shipped_copy, "MATCH (f:Finding {id: $id}) SET f.text = 'Other words.'", id=finding["id"])
    status, [fault] = faults(run, shipped_copy)
    assert (status, fault["rule"], fault["id"]) == (1, "span", finding["id"])
    assert fault["place"] == f"{sample_letter.name} (document {document}), passage {finding['n']}"
    assert f"`peelgraph remove {document}`" in fault["remedy"]
    assert run("remove", document, "--graph", shipped_copy).status == 0
    assert run("load", sample_letter, "--graph", shipped_copy).status == 0
    assert faults(run, shipped_copy) == (0, [])


def test_a_fault_in_a_table_of_ones_own_names_its_file_and_row(run, shipped_copy, tables_folder, tmp_path):
    folder = tmp_path / "private"
    folder.mkdir()
    rows = (tables_folder / "grades.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "mine.csv").write_text(
        rows[0]
        + "kent,2017,reducing-crime,good,2018-03,,\n"
        + "kent,2014,investigating-offending,good,,,\n"
        + "kent,2017,legitimacy,good,,,\n",
        "utf-8",
    )
    assert run("load", folder / "mine.csv", "--graph", tmp_path / "mine.kgl").status == 0
    status, [fault] = faults(run, tmp_path / "mine.kgl")
    assert (status, fault["rule"], fault["shape"]) == (1, "asked", "Grade.ANSWERS")
    assert fault["place"] == f"{folder / 'mine.csv'}, line 2"
    assert fault["remedy"].startswith("correct the question or the inspection in ")
    ran = run("validate", "--graph", tmp_path / "mine.kgl", "-o", "faults.csv")
    assert ran.status == 1
    written = (tmp_path / "faults.csv").read_text("utf-8-sig")
    assert "private" not in written  # a path stays on the machine
    assert "mine.csv-" in written


def test_faults_under_embargo_stay_out_of_files(run, shipped_copy, sample_letter, tmp_path):
    assert run("load", sample_letter, "--graph", shipped_copy).status == 0
    later = "MATCH (n) WHERE n.embargoed_until IS NOT NULL SET n.embargoed_until = localdatetime('2999-01-01T00:01')"
    break_(shipped_copy, later)
    break_(shipped_copy, "MATCH (p:Passage) WHERE p.number = 1 SET p.section = 7")
    assert len(faults(run, shipped_copy)[1]) == 1
    ran = run("validate", "--graph", shipped_copy, "-o", "faults.json")
    assert (ran.status, json.loads((tmp_path / "faults.json").read_text("utf-8"))) == (1, [])
    assert "left out: 1 fault of what is under embargo" in ran.err
    run("validate", "--graph", shipped_copy, "-o", "faults.json", "--include-embargoed")
    assert len(json.loads((tmp_path / "faults.json").read_text("utf-8"))) == 1


def test_the_limit_cuts_what_is_shown_and_not_what_is_counted(run, shipped_copy):
    break_(shipped_copy, "MATCH (f:Force) SET f.ons_code = 'none'")
    ran = run("validate", "--graph", shipped_copy, "--limit", "3", "--format", "csv")
    assert len(ran.out.splitlines()) == 4
    assert "85 faults" in ran.err  # 43 of the pattern, 42 that share a code


def test_shacl_tells_the_same_and_nothing_twice(run, shipped_copy):
    assert run("validate", "--shacl", "--graph", shipped_copy).status == 0
    break_(shipped_copy, "MATCH (f:Force {id: 'kent'}) SET f.ons_code = 'Kent'")
    assert faults(run, shipped_copy, "--shacl") == faults(run, shipped_copy)


def test_without_pyshacl_a_sentence_says_what_to_install(run, shipped_copy, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    ran = run("validate", "--shacl", "--graph", shipped_copy)
    assert ran.status == 1
    assert "pip install 'peelgraph[shacl]'" in ran.err


def test_no_graph_is_said(run, tmp_path):
    ran = run("validate", "--graph", tmp_path / "none.kgl")
    assert (ran.status, "quickstart" in ran.err) == (1, True)


@pytest.fixture
def tables_folder():
    """The folder of the shipped tables."""
    return Path(str(files("peelgraph.data").joinpath("findings.csv"))).parent


@pytest.fixture
def sample_letter(tables_folder, tmp_path):
    """A copy of the sample letter."""
    return shutil.copyfile(tables_folder / "sample-letter.txt", tmp_path / "sample-letter.txt")
