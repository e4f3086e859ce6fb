"""The command line on a graph on a server: as on a file, and its faults as sentences."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"
LETTER = DATA / "sample-letter.txt"
SECRET = "hush-hush-hush"
READING = [
    ("shared-weaknesses",), ("shared-weaknesses", "--force", "essex"), ("good-practice", "--region", "wales"), ("repeated",),
    ("recommendations", "--overdue-on", "2026-11-23"), ("coverage",), ("coverage", "--by", "inspection"), ("documents",),
    ("info",), ("force", "essex"), ("practice", "call-handling"), ("risk", "reoffending"), ("compare", "essex", "kent"),
    ("changes", "essex"), ("timeline", "essex"), ("recommendations", "acquisitive-2022-1a"),
    ("evidence", "16ed6301dadc"), ("search", "burglary"),
    ("cypher", "MATCH (f:Force)-[:IN_REGION]->(r) RETURN f, r.name ORDER BY f.slug LIMIT 3"),
]  # fmt: skip


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
@pytest.mark.parametrize("form", ["json", "table"])
def test_an_answer_is_the_same_from_a_file_and_from_a_server(run, shipped_file, shipped_server_uri, arguments, form):
    given = () if arguments[0] == "info" and form == "table" else ("--format", form)
    file = run(*arguments, *given, "--graph", shipped_file)
    server = run(*arguments, *given, "--graph", shipped_server_uri)
    assert (server.status, server.err) == (file.status, file.err) == (0, "")
    assert server.out.replace(shipped_server_uri, "GRAPH") == file.out.replace(str(shipped_file), "GRAPH")


def test_quickstart_load_documents_and_remove(run, neo4j_uri, monkeypatch):
    monkeypatch.setenv("PEELGRAPH_GRAPH", neo4j_uri)
    done = run("quickstart", "--graph", neo4j_uri)
    assert done.status == 0
    assert f"Loaded into {neo4j_uri}" in done.err
    assert f"--graph {neo4j_uri}" in done.out
    monkeypatch.setenv("PEELGRAPH_GRAPH", neo4j_uri)
    would = json.loads(run("load", LETTER, "--dry-run", "--format", "json", "--graph", neo4j_uri).out)
    first = json.loads(run("load", LETTER, "--format", "json", "--graph", neo4j_uri).out)
    again = json.loads(run("load", LETTER, "--format", "json", "--graph", neo4j_uri).out)
    assert would["created"] == first["created"] == again["unchanged"] == 24
    names = [row["name"] for row in json.loads(run("documents", "--format", "json", "--graph", neo4j_uri).out)]
    (letter,) = (name for name in names if name != "peelgraph")
    assert run("remove", letter, "--graph", neo4j_uri).status == 0
    assert json.loads(run("info", "--format", "json", "--graph", neo4j_uri).out)["labels"]["Finding"] == 589
    renewed = run("quickstart", "--graph", neo4j_uri)
    assert renewed.status == 0


def test_a_dry_run_keeps_nothing(run, neo4j_uri, servers):
    done = run("load", LETTER, "--dry-run", "--graph", neo4j_uri)
    assert done.status == 0, done.err
    assert f"Would load into {neo4j_uri}" in done.err
    with servers.driver(neo4j_uri).session() as session:
        assert session.run("MATCH (n) RETURN count(n) AS n").single()["n"] == 0


@pytest.mark.parametrize(
    "arguments", [("quickstart",), ("load", str(LETTER)), ("load", str(LETTER), "--dry-run"), ("coverage",), ("cypher", "RETURN 1")]
)  # fmt: skip
def test_a_fault_is_one_sentence_without_the_password(run, arguments):
    port = sys.modules["neo4j_server"].free_port()
    done = run(*arguments, "--graph", f"neo4j://ann:{SECRET}@127.0.0.1:{port}")
    assert done.status == 1
    assert done.err.startswith(f"peelgraph: no Neo4j answers at neo4j://127.0.0.1:{port}")
    assert done.err.count("\n") == 1
    assert SECRET not in done.err + done.out


def test_credentials_in_an_address_are_warned_and_never_shown(run, neo4j_uri):
    address = neo4j_uri.replace("://", f"://ann:{SECRET}@")
    for arguments in (("quickstart",), ("load", LETTER), ("coverage",), ("documents",)):
        done = run(*arguments, "--graph", address)
        assert done.status == 0, done.err
        assert SECRET not in done.out + done.err
        assert done.err.count("a password in an address is seen by others") == 1


def test_no_graph_yet_and_another_tools_database(run, neo4j_uri, servers):
    done = run("coverage", "--graph", neo4j_uri)
    assert done.status == 1
    assert f"peelgraph quickstart --graph {neo4j_uri}" in done.err
    with servers.driver(neo4j_uri).session() as session:
        session.run("CREATE (:Force {id: 'essex', slug: 'essex', name: 'Essex'})").consume()
    for arguments in (("coverage",), ("quickstart",), ("load", LETTER)):
        done = run(*arguments, "--graph", neo4j_uri)
        assert done.status == 1
        assert "--adopt to make it a graph of peelgraph" in done.err
    assert run("quickstart", "--adopt", "--graph", neo4j_uri).status == 0
    assert run("load", LETTER, "--graph", neo4j_uri).status == 0


def test_a_quickstart_that_fails_half_way_is_told(run, neo4j_uri, monkeypatch):
    from peelgraph.graph.writer import RecordWriter
    from peelgraph.ontology.errors import StoreError

    def fails(self):
        raise StoreError("the disk of the server is full: make room")

    monkeypatch.setattr(RecordWriter, "finish", fails)
    done = run("quickstart", "--graph", neo4j_uri)
    assert done.status == 1
    assert "the disk of the server is full: make room" in done.err


def test_a_question_on_a_file_does_not_import_the_driver(shipped_file):
    code = (
        "import sys\n"
        "from peelgraph.cli.main import invoke\n"
        f"invoke('coverage', '--graph', {str(shipped_file)!r})\n"
        f"invoke('cypher', 'RETURN 1', '--graph', {str(shipped_file)!r})\n"
        "assert 'neo4j' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
