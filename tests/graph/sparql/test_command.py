"""The commands `sparql`, `serve` and `questions --sparql`."""

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
from peelgraph.graph.sparql.questions import load_sparql_question, sparql_question_names
from pyoxigraph import RdfFormat, parse

NAMES = "SELECT ?f ?name { ?f a peel:Force ; skos:prefLabel ?name FILTER(LANG(?name) = 'en') } ORDER BY ?name LIMIT 2"


def test_rows_in_each_format(run, shipped_file, tmp_path):
    table = run("sparql", NAMES, "--graph", shipped_file)
    assert table.status == 0
    assert "<force/avon-and-somerset>" in table.out
    assert "Coded by peelgraph, not by the inspectorate" in " ".join(table.out.split())
    rows = json.loads(run("sparql", NAMES, "--graph", shipped_file, "--format", "json").out)
    assert [row["name"] for row in rows] == ["Avon and Somerset Constabulary", "Bedfordshire Police"]
    assert rows[0]["f"] == "https://w3id.org/peelgraph/force/avon-and-somerset"
    for form in ("jsonl", "csv", "md"):
        assert "Bedfordshire Police" in run("sparql", NAMES, "--graph", shipped_file, "--format", form).out
    assert run("sparql", NAMES, "--graph", shipped_file, "-o", tmp_path / "a.xlsx").status == 0
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")


def test_numbers_are_numbers(run, shipped_file):
    said = run("sparql", "SELECT (COUNT(*) AS ?n) (1.5 AS ?x) (true AS ?t) ?none {}", "--graph", shipped_file, "--format", "json")  # fmt: skip
    assert said.status == 1, "a variable outside the group is refused"
    said = run("sparql", "SELECT (2 AS ?n) (1.5 AS ?x) (true AS ?t) ?none {}", "--graph", shipped_file, "--format", "json")  # fmt: skip
    assert json.loads(said.out) == [{"n": 2, "x": 1.5, "t": True, "none": None}]


def test_yes_and_no(run, shipped_file):
    assert run("sparql", "ASK { ?f a peel:Force }", "--graph", shipped_file).out == "yes\n"
    assert run("sparql", "ASK { ?f a peel:Nothing }", "--graph", shipped_file).out == "no\n"
    assert json.loads(run("sparql", "ASK {}", "--graph", shipped_file, "--format", "json").out) == [{"answer": True}]


def test_graphs(run, shipped_file, tmp_path):
    turtle = run("sparql", "DESCRIBE <force/essex>", "--graph", shipped_file)
    assert turtle.out.startswith("@prefix")
    found = len(set(parse(turtle.out.encode(), RdfFormat.TURTLE)))
    assert found > 5
    for ending, form in ((".nt", RdfFormat.N_TRIPLES), (".rdf", RdfFormat.RDF_XML), (".jsonld", RdfFormat.JSON_LD)):
        path = tmp_path / f"essex{ending}"
        assert run("sparql", "DESCRIBE <force/essex>", "--graph", shipped_file, "-o", path).status == 0
        assert len(set(parse(path.read_bytes(), form))) == found
    assert run("sparql", "DESCRIBE <force/essex>", "--graph", shipped_file, "--format", "csv").status == 2
    assert run("sparql", "ASK {}", "--graph", shipped_file, "--format", "turtle").status == 2


def test_a_publisher_s_own_addresses(run, shipped_file):
    base = "https://data.example.org/policing/"
    said = run("sparql", "ASK { <force/essex> a peel:Force }", "--graph", shipped_file, "--base-uri", base)
    assert said.out == "yes\n"
    assert run("sparql", "ASK {}", "--graph", shipped_file, "--base-uri", "nonsense").status == 2


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["ASK { SERVICE <http://127.0.0.1:9/> {} }"], 1, "line 1, column 7: SERVICE"),
        (["LOAD <http://127.0.0.1:9/>"], 1, "would change the graph"),
        (["SELECT {"], 1, "line 1, column 8"),
        (["SELECT (COUNT(*) AS ?n) {?a ?b ?c. ?d ?e ?f. ?g ?h ?i}", "--timeout", "0.5"], 1, "stopped after 0.5 s"),
        ([], 2, "give the query itself"),
        (["ASK {}", "--file", "x"], 2, "give the query itself"),
        (["SELECT * { ?s ?p ?o }", "--limit", "3"], 0, "there is more than 3"),
    ],
)
def test_what_is_wrong_is_a_sentence(run, shipped_file, arguments, status, said):
    done = run("sparql", *arguments, "--graph", shipped_file)
    assert done.status == status
    assert said in done.err


def test_what_is_under_embargo_is_left_out_unless_asked_for(run, lettered_file):
    count = ["sparql", "SELECT (COUNT(?d) AS ?n) { ?d a peel:Document }", "--graph", lettered_file, "--format", "json"]
    before = run(*count, "--as-of", "2015-05-14T00:00")
    assert json.loads(before.out) == [{"n": 0}]
    assert "under embargo until 14 May 2015, 00:01" in before.err
    assert json.loads(run(*count, "--as-of", "2015-05-14T00:01").out) == [{"n": 1}]
    assert json.loads(run(*count, "--as-of", "2015-05-14T00:00", "--include-embargoed").out) == [{"n": 1}]


def test_the_line_below_an_answer_counts_by_the_same_time_as_the_answer(run, lettered_file):
    def told(*options):
        asked = ("sparql", "SELECT (COUNT(?x) AS ?n) { ?x a peel:Finding }", "--graph", lettered_file, *options)
        text = " ".join(run(*asked).out.split())
        return re.search(r"─ ([0-9]+) ", text)[1], re.search("From ([0-9]+) findings", text)[1]

    before, after = told("--as-of", "2015-05-14T00:00"), told("--as-of", "2015-05-14T00:01")
    assert before == ("589", "589")
    assert after == told() != before
    assert after[0] == after[1]


@pytest.mark.parametrize("name", sparql_question_names())
def test_a_question_s_query_is_printed_and_can_be_asked(run, shipped_file, name):
    text = run("questions", name, "--sparql").out
    assert text == load_sparql_question(name).sparql
    assert run("sparql", "-", "--graph", shipped_file, "--format", "csv", stdin=text.encode()).status == 0


def test_the_list_of_questions_in_sparql(run):
    rows = json.loads(run("questions", "--sparql", "--format", "json").out)
    assert [row["question"] for row in rows] == list(sparql_question_names())
    assert "force" in next(row for row in rows if row["question"] == "repeated")["parameters"]
    assert run("questions", "about", "--sparql").status == 1


def test_serve_listens_on_this_machine_until_it_is_interrupted(shipped_file):
    arguments = [sys.executable, "-m", "peelgraph.cli", "serve", "--port", "0", "--graph", str(shipped_file)]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as running:
        line = running.stderr.readline()
        assert line.startswith("SPARQL endpoint: http://127.0.0.1:")
        address = line.split()[2]
        with urllib.request.urlopen(f"{address}?query=ASK%20%7B%7D") as answer:
            assert json.load(answer)["boolean"] is True
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 130
        assert "Traceback" not in running.stderr.read()


def test_serve_says_what_is_wrong(run, shipped_file):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", "--port", taken.getsockname()[1], "--graph", shipped_file)
    assert (done.status, "--port names another port" in done.err) == (1, True)
    outside = run("serve", "--host", "0.0.0.0", "--include-embargoed", "--graph", shipped_file)
    assert (outside.status, "this machine only" in outside.err) == (2, True)
    assert "quickstart" in run("serve", "--graph", "nowhere.kgl").err
