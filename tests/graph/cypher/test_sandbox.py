"""The child process: limits hold, sentences are clear, nothing is left behind."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
import warnings

import kglite
import pytest
from peelgraph.graph.cypher import Node, Path, Relationship, prepare, run_in_child, to_json
from peelgraph.ontology.errors import NoGraphError, QueryError, QueryStoppedError
from peelgraph.ontology.model import load_model


@pytest.fixture
def ask(graph_file, model):
    def call(query, parameters=None, **limits):
        return run_in_child(graph_file, prepare(query, parameters, model), **limits)

    return call


def test_rows_and_types(ask):
    found = ask(
        "MATCH (d:Document {kind: 'letter'}) "
        "RETURN d.published, d.embargoed_until, [1, null, 1.5], {a: duration('P1D')} AS m"
    )
    assert found.rows[0][:3] == [dt.date(2014, 9, 3), dt.datetime(2014, 9, 4, 0, 1), [1, None, 1.5]]
    assert json.dumps(to_json(found.rows[0][3])) == '{"a": "P1D"}'
    assert not found.truncated


def test_entities(ask):
    query = "MATCH p = (f:Force {slug: 'kent'})-[r:IN_REGION]->(g) RETURN f, r, p"
    [[force, relationship, path]] = ask(query).rows
    assert isinstance(force, Node)
    assert isinstance(relationship, Relationship)
    assert isinstance(path, Path)
    assert force.labels == ("Force",)
    assert force["name"] == "Kent Police"
    assert "title" not in force
    assert "type" not in force
    assert (relationship.start, relationship.end) == ("Force:kent", "Region:south-east")
    assert len(path) == 1
    assert to_json(force)["elementId"] == "Force:kent"


def test_parameters_travel(ask):
    given = {
        "d": dt.date(2020, 1, 2),
        "t": dt.datetime(2020, 1, 2, 3, 4),
        "m": {"a": [1, "x", None]},
        "z": 2**60,
        "f": 0.1,
    }
    [row] = ask("RETURN $d, $t, $m, $z, $f", given).rows
    assert row == list(given.values())


def test_one_row_more_is_told(ask):
    found = ask("MATCH (f:Force) RETURN f.slug", row_limit=10)
    assert len(found.rows) == 10
    assert found.truncated
    assert not ask("MATCH (f:Force) RETURN f.slug LIMIT 10", row_limit=10).truncated
    assert len(ask("MATCH (x:Finding) RETURN x.id", row_limit=0).rows) == 593


@pytest.mark.parametrize(
    "query",
    [
        "UNWIND range(1, 10000000) AS x UNWIND range(1, 10000000) AS y RETURN count(*)",
        "MATCH (a), (b), (c), (d) RETURN count(*)",
        "RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' =~ '(a+)+' AS x",
        "MATCH (a)-[*]-(b) RETURN count(*)",
    ],
)
def test_time_is_kept(ask, query):
    started = time.monotonic()
    with pytest.raises(QueryStoppedError, match="stopped after 1 s"):
        ask(query, timeout_s=1)
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "query",
    [
        "RETURN reduce(s = 'a', x IN range(1, 40) | s + s) AS s",
        "RETURN reduce(s = [1], x IN range(1, 40) | s + s) AS s",
    ],
)
def test_memory_is_kept(ask, query):
    with pytest.raises(QueryStoppedError, match="stopped"):
        ask(query, memory_limit_mib=1024, timeout_s=20)


def test_errors_are_sentences(ask, capfd):
    with pytest.raises(QueryError, match="divided by 0: write CASE"):
        ask("RETURN 1 / 0")
    assert capfd.readouterr() == ("", "")


def test_no_graph(tmp_path, model):
    with pytest.raises(NoGraphError, match="quickstart"):
        run_in_child(tmp_path / "none.kgl", prepare("RETURN 1", {}, model))


def test_a_broken_file_is_told(tmp_path, model):
    broken = tmp_path / "broken.kgl"
    broken.write_bytes(b"not a graph")
    with pytest.raises(QueryError, match="could not answer"):
        run_in_child(broken, prepare("RETURN 1", {}, model))


def test_the_file_stays_as_it_is(ask, graph_file):
    before = graph_file.read_bytes()
    ask("MATCH (n) RETURN count(n)")
    assert graph_file.read_bytes() == before
    assert [path.name for path in graph_file.parent.iterdir()] == [graph_file.name]


def test_a_dead_parent_leaves_no_child(graph_file, tmp_path):
    script = (
        "import sys; from peelgraph.graph.cypher import prepare, run_in_child; "
        "from peelgraph.ontology.model import load_model; "
        "run_in_child(sys.argv[1], prepare(sys.argv[2], {}, load_model()), timeout_s=2)"
    )
    query = "UNWIND range(1, 10000000) AS x UNWIND range(1, 10000000) AS y RETURN count(*)"
    parent = subprocess.Popen([sys.executable, "-c", script, str(graph_file), query])
    deadline = time.monotonic() + 10
    children = []
    while not children and time.monotonic() < deadline:
        time.sleep(0.1)
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(parent.pid)], capture_output=True, text=True, check=False
        ).stdout.split()
    assert children
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and any(running(int(pid)) for pid in children):
        time.sleep(0.1)
    assert not any(running(int(pid)) for pid in children)


def running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()[:1] not in {"Z", ""}


def test_a_graph_large_enough_to_be_unpacked_to_files_answers(tmp_path):
    path = tmp_path / "large.kgl"
    engine = kglite.open(str(path), durable="off")
    engine.cypher("UNWIND $rows AS row CREATE (n:Finding {id: row.id, title: null, text: row.text, sources: row.sources})", params={
        "rows": [{"id": f"x{n}", "text": f"text {n} " * 10, "sources": ["a", f"b{n}"]} for n in range(40_000)]
    })  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        engine.cypher("MATCH (n:Finding) WHERE n.id ENDS WITH '7' SET n.text = n.text + '!'")
        engine.save()
        engine.close()
    answer = run_in_child(path, prepare("MATCH (n:Finding) RETURN count(n.text) AS n", {}, load_model()))
    assert answer.rows == [[40_000]]
