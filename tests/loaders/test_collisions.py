"""One thing never takes the place of another because it bears its name."""

import os
import threading
from pathlib import Path

import pytest
from peelgraph.loaders.documents import given_facts
from peelgraph.loaders.load import LoadOptions, load, load_shipped

LETTER = (Path(__file__).parents[2] / "data" / "sample-letter.txt").read_text("utf-8")
TABLE = "force,cycle,polarity,practice,statement\nessex,2016,weakness,call-handling,Calls wait.\n"


@pytest.fixture
def loads(graph, tmp_path, monkeypatch):
    """Load files by name from a folder of the test."""
    monkeypatch.chdir(tmp_path)

    def run(*paths, source=None, stdin=None, **facts):
        options = LoadOptions(source=source, facts=given_facts(**facts))
        return load([str(path) for path in paths], graph, graph, options, stdin=stdin)

    return run


def findings(graph):
    return graph.run("MATCH (x:Finding) RETURN count(x) AS n")[0]["n"]


def faults(report):
    return " ".join(str(fault) for file in report.files for fault in file.faults)


@pytest.mark.parametrize("name", ["peelgraph", "our-notes"])
def test_a_document_never_takes_out_a_table_of_its_name(loads, graph, tmp_path, name):
    load_shipped(graph, graph)
    (tmp_path / "table.csv").write_text(TABLE)
    (tmp_path / "letter.txt").write_text(LETTER)
    loads("table.csv", source="our-notes")
    before = findings(graph)
    report = loads("letter.txt", document=name)
    assert f"--document {name} is the name of a table in the graph" in faults(report)
    assert findings(graph) == before


def test_a_table_never_takes_out_a_document_of_its_name(loads, graph, tmp_path):
    (tmp_path / "table.csv").write_text(TABLE)
    (tmp_path / "letter.txt").write_text(LETTER)
    loads("letter.txt", document="ours")
    before = findings(graph)
    assert "--source ours is the id of a document" in faults(loads("table.csv", source="ours"))
    assert findings(graph) == before


def test_a_table_never_takes_the_name_of_the_shipped_data(run, shipped_copy, tmp_path):
    (tmp_path / "table.csv").write_text(TABLE)
    before = run("info", "--format", "json", "--graph", shipped_copy).out
    answer = run("load", "table.csv", "--source", "peelgraph", "--graph", shipped_copy)
    assert (answer.status, "the name of the shipped data" in answer.err) == (2, True)
    assert run("info", "--format", "json", "--graph", shipped_copy).out == before


def test_a_document_never_takes_the_place_of_another_with_its_id(loads, graph, tmp_path):
    load_shipped(graph, graph)
    (tmp_path / "letter.txt").write_text(LETTER)
    (tmp_path / "other.txt").write_text(LETTER)
    loads("letter.txt", document="ours")
    held = graph.run(
        "MATCH (x:Finding {source_kind: 'inspectorate-report'})-[:ABOUT]->(f) RETURN x.id AS id, f.slug AS force"
    )
    report = loads("other.txt", document="ours", force="kent")
    assert "--document ours is in the graph already as another document" in faults(report)
    assert held == graph.run(
        "MATCH (x:Finding {source_kind: 'inspectorate-report'})-[:ABOUT]->(f) RETURN x.id AS id, f.slug AS force"
    )


def test_two_letters_of_one_load_that_differ_are_not_one_document(loads, graph, tmp_path):
    (tmp_path / "a.txt").write_text(LETTER)
    (tmp_path / "b.txt").write_text(LETTER.replace("\n\nYours", " More is planned.\n\nYours"))
    (tmp_path / "c.txt").write_text(LETTER)
    report = loads("a.txt", "b.txt", "c.txt")
    assert [bool(file.faults) for file in report.files] == [False, True, False]
    assert "b.txt and a.txt differ and are both the document" in faults(report)
    assert report.files[2].counts.unchanged == report.files[0].counts.created


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("force", "kent", "it is taken for one about kent, as --force says"),
        ("published", "2001-02-03", "it is kept as of 2001-02-03, as --published says"),
    ],
)
def test_an_option_that_contradicts_a_letter_is_told(loads, graph, tmp_path, option, value, said):
    (tmp_path / "letter.txt").write_text(LETTER)
    (file,) = loads("letter.txt", **{option: value}).files
    assert any(said in warning for warning in file.warnings)


def test_an_inspection_that_is_given_and_not_used_is_told(loads, graph, tmp_path):
    load_shipped(graph, graph)
    subject = next(line for line in LETTER.splitlines() if line.startswith("Sample inspection"))
    (tmp_path / "letter.txt").write_text(LETTER.replace(subject, "PEEL 2016"))
    (file,) = loads("letter.txt", inspection="peel-2017").files
    assert any("wins over --inspection peel-2017" in warning for warning in file.warnings)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_comes_through_a_pipe_is_read_once(loads, graph, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    threading.Thread(target=lambda: pipe.write_text(TABLE), daemon=True).start()
    assert loads(pipe, source="mine").total.counts.created == 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_a_device_is_nothing_to_load_and_no_graph(loads, run):
    assert faults(loads("/dev/zero")) == "/dev/zero is a device, and no file or folder"
    for command in (["info"], ["load", "x.csv"], ["quickstart"]):
        answer = run(*command, "--graph", "/dev/full")
        assert (answer.status, answer.err) == (1, "peelgraph: /dev/full is a device, not a graph; name a file\n")


def test_an_empty_address_of_the_graph_is_told(run):
    answer = run("info", "--graph", "")
    assert (answer.status, "the address of the graph is empty" in answer.err) == (1, True)


def as_page(letter):
    """Return a letter in plain text as a web page."""
    parts = [part for part in letter.split("\n\n") if part.strip()]
    return "<!DOCTYPE html><html><body>" + "".join(f"<pre>{part}</pre>" for part in parts) + "</body></html>"


def test_the_same_letter_in_another_format_is_no_fault(loads, graph, tmp_path):
    (tmp_path / "a.txt").write_text(LETTER)
    (tmp_path / "b.html").write_text(as_page(LETTER))
    first, second = loads("a.txt", "b.html").files
    assert not second.faults
    assert second.counts.unchanged == first.counts.created > 0
    assert "the same letter as a.txt, in another format: nothing to do" in second.warnings
    assert graph.run("MATCH (d:Document) RETURN d.filename AS name") == [{"name": "a.txt"}]


def test_a_letter_in_another_format_that_says_something_else_is_a_fault(loads, graph, tmp_path):
    (tmp_path / "a.txt").write_text(LETTER)
    (tmp_path / "b.html").write_text(as_page(LETTER.replace("\n\nYours", " More is planned.\n\nYours")))
    assert "b.html and a.txt differ and are both the document" in faults(loads("a.txt", "b.html"))


def test_a_letter_loaded_again_in_another_format_changes_no_finding(loads, graph, tmp_path):
    (tmp_path / "a.txt").write_text(LETTER)
    (tmp_path / "b.html").write_text(as_page(LETTER))
    created = loads("a.txt").total.counts.created
    counts = loads("b.html").total.counts
    assert (counts.created, counts.removed) == (0, 0)
    assert counts.updated + counts.unchanged == created > 0
    assert graph.run("MATCH (d:Document) RETURN d.filename AS name") == [{"name": "b.html"}]
