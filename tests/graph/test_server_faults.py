"""What goes wrong with a server is a sentence with a remedy, never a traceback, and never shows a password."""

from __future__ import annotations

import threading
import time

import pytest
from peelgraph.graph import open_graph
from peelgraph.graph.question import ask
from peelgraph.graph.server import MARKER, ServerGraph
from peelgraph.graph.writer import RecordWriter
from peelgraph.loaders import retrying
from peelgraph.loaders.load import LoadOptions, load, load_shipped, remove
from peelgraph.ontology.errors import (
    ConstraintError,
    NoGraphError,
    StoreError,
    TransientStoreError,
)
from peelgraph.ontology.model import load_model
from peelgraph.ontology.records import Record

SECRET = "hush-hush-hush"
HEADER = "force,cycle,polarity,practice,statement\n"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(retrying, "_wait", lambda seconds: None)


@pytest.fixture
def secured(servers, request):
    """The port of a server that asks for a password, and the password; one for the whole run."""
    if not hasattr(request.session, "secured_port"):
        request.session.secured_port = servers.process.open("secured", auth=True, dbms__security__auth_lock_time="1s")
    return request.session.secured_port


@pytest.fixture
def password(request):
    """The right password for that server."""
    import sys

    return sys.modules["neo4j_server"].PASSWORD


@pytest.fixture
def free_port():
    """A port on which nothing listens."""
    import sys

    return sys.modules["neo4j_server"].free_port()


def refused(uri, *, write=False, adopt=False):
    with pytest.raises(StoreError) as told, open_graph(uri, write=write, adopt=adopt):
        """Never reached."""
    said = str(told.value)
    assert SECRET not in said
    assert "\n" not in said
    assert said[-1] not in ".!"
    return said


def force(slug, **more):
    return Record("Force", slug, {"slug": slug, "name": f"{slug.title()} Police"} | more)


# Who and where


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_an_absent_server(scheme, free_port):
    said = refused(f"{scheme}://127.0.0.1:{free_port}")
    assert said.startswith(f"no Neo4j answers at {scheme}://127.0.0.1:{free_port}")
    assert "docker compose up --wait" in said


def test_an_unknown_host():
    assert refused("neo4j://no-such-host.invalid").startswith("no Neo4j answers at neo4j://no-such-host.invalid")


def test_a_port_on_which_something_else_answers():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        def answer():
            connection, _ = other.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        assert f"bolt://127.0.0.1:{port}" in refused(f"bolt://127.0.0.1:{port}")


def test_the_address_of_this_machine_in_the_new_internet(free_port):
    assert f"neo4j://[::1]:{free_port}" in refused(f"neo4j://[::1]:{free_port}")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("neo4j://localhost:port", "the port of neo4j://localhost:port is no port: write neo4j://HOST:7687"),
        ("neo4j://localhost:99999", "is no port"),
        ("neo4j://", "names no host: write neo4j://HOST:7687/DATABASE"),
        ("neo4j:///police", "names no host"),
        (f"bolt://ann:{SECRET}@:7687", "bolt://:7687 names no host"),
        (f"bolt://ann:{SECRET}@host:port", "the port of bolt://host:port is no port"),
        (f"neo4j://ann:{SECRET}@host?x=1", "neo4j://host?x=1 has more than scheme, host, port and database"),
        ("http://localhost:7474", "no graph can be at a http:// address"),
        ("neo4j://[::1", "neo4j://[::1"),
    ],
)
def test_an_address_that_means_nothing(address, said):
    assert said in refused(address)


@pytest.mark.parametrize("write", [False, True])
def test_a_wrong_password(secured, monkeypatch, write):
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    said = refused(f"neo4j://127.0.0.1:{secured}", write=write)
    if "too often" not in said:
        assert said.endswith("refused the user 'neo4j': check NEO4J_USERNAME and NEO4J_PASSWORD")


def test_no_password_where_one_is_needed(secured):
    said = refused(f"neo4j://127.0.0.1:{secured}")
    assert said.endswith("wants a user and a password: set NEO4J_USERNAME and NEO4J_PASSWORD")


def test_a_token_that_is_refused(secured, monkeypatch):
    monkeypatch.setenv("NEO4J_TOKEN", SECRET)
    assert refused(f"neo4j://127.0.0.1:{secured}").endswith("refused the token in NEO4J_TOKEN")


def test_wrong_passwords_again_and_again(secured, monkeypatch):
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    told = [refused(f"bolt://127.0.0.1:{secured}") for _ in range(5)]
    assert told[-1].endswith("wait a few seconds, then set NEO4J_PASSWORD")
    time.sleep(1.5)  # the server locks the user for a second


def test_the_right_password_from_the_environment_or_warned_in_the_address(secured, password, monkeypatch):
    address = f"127.0.0.1:{secured}"
    with open_graph(f"neo4j://neo4j:{password}@{address}", write=True) as graph:
        assert graph.notices == (
            "a password in an address is seen by others; set NEO4J_USERNAME and NEO4J_PASSWORD instead",
        )
        assert password not in graph.uri
        assert password not in repr(graph._address)
    monkeypatch.setenv("NEO4J_PASSWORD", password)
    with open_graph(f"neo4j://{address}") as graph:
        assert graph.notices == ()


def test_a_wrong_database(neo4j_uri, monkeypatch):
    said = refused(f"{neo4j_uri}/police")
    assert said == f"the server at {neo4j_uri} has no database called 'police': name another as {neo4j_uri}/NAME"
    monkeypatch.setenv("NEO4J_DATABASE", "other")
    assert "'other'" in refused(neo4j_uri)
    with open_graph(f"{neo4j_uri}/neo4j", write=True) as graph:
        assert graph.uri == f"{neo4j_uri}/neo4j"


@pytest.mark.parametrize(
    ("version", "good"), [("4.4.30", False), ("5.25.1", False), ("5.26.0", True), ("2026.09", True)]
)
def test_an_old_version(neo4j_uri, monkeypatch, version, good):
    run = ServerGraph.run

    def answer(self, cypher, parameters=None):
        if "dbms.components" in cypher:
            return [{"name": "Neo4j Kernel", "versions": [version]}]
        return run(self, cypher, parameters)

    monkeypatch.setattr(ServerGraph, "run", answer)
    if good:
        with open_graph(neo4j_uri, write=True):
            """Opened."""
    else:
        assert refused(neo4j_uri) == f"Neo4j {version} at {neo4j_uri} is too old: peelgraph needs 5.26 or later"


# Whose database


def test_an_empty_database_is_no_graph_yet_and_reading_makes_none(neo4j_uri, servers):
    with pytest.raises(NoGraphError, match="quickstart --graph neo4j://"):
        open_graph(neo4j_uri)
    with servers.driver(neo4j_uri).session() as session:
        assert list(session.run("SHOW CONSTRAINTS")) == []


@pytest.fixture
def foreign(neo4j_uri, servers):
    """A database in which another tool has nodes of our labels."""
    with servers.driver(neo4j_uri).session() as session:
        session.run(
            "CREATE (:Station:Force {id: 'essex', slug: 'essex', name: 'Essex'}), (:Officer {id: 'x'})"
        ).consume()
    return neo4j_uri


@pytest.mark.parametrize("write", [False, True])
def test_another_tools_database_is_left_alone(foreign, servers, write):
    assert refused(foreign, write=write) == (
        f"the database at {foreign} holds Force nodes that peelgraph did not write: "
        "use another database (neo4j://HOST/NAME), or --adopt to make it a graph of peelgraph"
    )
    with servers.driver(foreign).session() as session:
        assert list(session.run("SHOW CONSTRAINTS")) == []


def test_another_tools_database_is_adopted_when_told(foreign):
    assert "opened for writing" in refused(foreign, adopt=True)
    with open_graph(foreign, write=True, adopt=True) as graph, graph.stating("a") as writer:
        counts = writer.write([force("essex"), force("kent")])
    assert (counts.created, counts.updated) == (1, 1)
    with open_graph(foreign) as graph:
        assert sorted(graph.forces()) == ["essex", "kent"]
        assert graph.run("MATCH (o:Officer) RETURN o.id AS id") == [{"id": "x"}]


def test_nodes_of_other_labels_alone_are_no_hindrance(neo4j_uri, servers):
    with servers.driver(neo4j_uri).session() as session:
        session.run("CREATE (:Officer {id: 'x'})").consume()
    with open_graph(neo4j_uri, write=True) as graph:
        assert graph.forces() == {}


def test_duplicates_are_told_with_what_they_are(foreign, servers):
    with servers.driver(foreign).session() as session:
        session.run("CREATE (:Force {id: 'essex'})").consume()
    said = refused(foreign, write=True, adopt=True)
    assert "holds two nodes with one id, so it cannot become a graph of peelgraph" in said
    assert "'essex'" in said
    assert "merge or delete one of them first" in said
    assert "did not write" in refused(foreign)


def test_an_index_in_the_way_of_a_constraint(foreign, servers):
    with servers.driver(foreign).session() as session:
        session.run("CREATE INDEX theirs FOR (f:Force) ON (f.id)").consume()
        try:
            said = refused(foreign, write=True, adopt=True)
        finally:
            session.run("DROP INDEX theirs").consume()
    assert "has an index where peelgraph needs a constraint" in said


def test_constraints_that_were_dropped_are_made_again(neo4j_uri, servers):
    with open_graph(neo4j_uri, write=True):
        """Made."""
    with servers.driver(neo4j_uri).session() as session:
        session.run("DROP CONSTRAINT force_id").consume()
        session.run("CREATE (:Force {id: 'essex', slug: 'essex', name: 'Essex', sources: ['a']})").consume()
    with open_graph(neo4j_uri) as graph:
        assert list(graph.forces()) == ["essex"]
    with open_graph(neo4j_uri, write=True):
        """Mended."""
    with servers.driver(neo4j_uri).session() as session:
        session.run("DROP CONSTRAINT force_id").consume()
        session.run("CREATE (:Force {id: 'essex'})").consume()
    with pytest.raises(ConstraintError, match="two nodes with one id"):
        open_graph(neo4j_uri, write=True)


def test_a_constraint_of_the_same_kind_under_another_name_serves(neo4j_uri, servers):
    with servers.driver(neo4j_uri).session() as session:
        session.run("CREATE CONSTRAINT theirs FOR (f:Force) REQUIRE f.id IS UNIQUE").consume()
    for _ in range(2):
        with open_graph(neo4j_uri, write=True):
            """Opened."""
    with servers.driver(neo4j_uri).session() as session:
        names = [row["name"] for row in session.run("SHOW CONSTRAINTS YIELD name")]
    assert {"theirs", MARKER} < set(names)
    assert "force_id" not in names


# What a server does not allow


def test_a_read_only_database_is_read_and_not_written(servers):
    port = servers.process.open("read-only")
    uri = f"neo4j://127.0.0.1:{port}"
    with open_graph(uri, write=True) as graph, graph.stating("a") as writer:
        writer.write([force("essex")])
    servers.process.close(port)
    servers.process.open("read-only", port, server__databases__default_to_read_only="true")
    try:
        with open_graph(uri) as graph:
            assert list(graph.forces()) == ["essex"]
        with open_graph(uri, write=True) as graph:
            with pytest.raises(StoreError) as told, graph.stating("a") as writer:
                writer.write([force("kent")])
            assert str(told.value).startswith(f"the database at {uri} is read-only: ask its administrator")
            report = load_shipped(graph, graph)
            assert {str(fault).split(":")[0] for file in report.files for fault in file.faults}
            assert report.total.counts.created == 0
    finally:
        servers.process.close(port)


def test_an_empty_read_only_database(servers):
    port = servers.process.open("empty-read-only")
    servers.process.close(port)
    servers.process.open("empty-read-only", port, server__databases__default_to_read_only="true")
    try:
        assert "is read-only" in refused(f"neo4j://127.0.0.1:{port}", write=True)
    finally:
        servers.process.close(port)


@pytest.fixture
def narrow(servers):
    """The address of a server that gives a transaction little memory."""
    port = servers.process.open("narrow", db__memory__transaction__max="16m")
    yield f"neo4j://127.0.0.1:{port}"
    servers.process.close(port)


def test_a_transaction_too_large_is_told_and_leaves_nothing(narrow):
    with open_graph(narrow, write=True) as graph:
        with pytest.raises(StoreError) as told, graph.stating("a") as writer:
            writer.write(force(f"f{n}") for n in range(200_000))
        assert str(told.value).startswith(
            f"the transaction was too large for {narrow}: raise db.memory.transaction.max"
        )
        assert graph.forces() == {}


def test_a_large_table_is_stated_in_parts_which_need_less(servers, tmp_path, monkeypatch):
    uri = servers.empty()
    (tmp_path / "f.csv").write_text(HEADER + "".join(f"essex,2016,weakness,,Number {n}.\n" for n in range(300)))
    monkeypatch.setattr("peelgraph.loaders.table_loading.BATCH", 50)
    monkeypatch.setattr("peelgraph.graph.writer.PART", 100)
    kept = []
    end = RecordWriter.end_of_part
    monkeypatch.setattr(RecordWriter, "end_of_part", lambda self: kept.append(end(self)) or kept[-1])
    with open_graph(uri, write=True) as graph:
        report = load([str(tmp_path / "f.csv")], graph, graph, LoadOptions(source="mine"))
        assert report.total.counts.created == 300
        assert kept == [False, True] * 3
        (tmp_path / "f.csv").write_text(HEADER + "essex,2016,weakness,,Number 7.\n")
        report = load([str(tmp_path / "f.csv")], graph, graph, LoadOptions(source="mine"))
        assert (report.total.counts.unchanged, report.total.counts.removed) == (1, 299)


# Passing errors


@pytest.fixture
def fails(monkeypatch):
    """Let the writer fail in passing the first times that it comes to a text."""

    def arrange(text, times, *, away=False):
        written = RecordWriter.write
        left = [times]

        def write(self, records):
            records = list(records)
            counts = written(self, records)
            if left[0] and any(text in str(record.properties.get("text", "")) for record in records):
                left[0] -= 1
                raise TransientStoreError("the server was busy; do it again", away=away)
            return counts

        monkeypatch.setattr(RecordWriter, "write", write)
        return left

    return arrange


@pytest.mark.parametrize("times", [1, 2, retrying.TRIES - 1])
def test_a_table_is_stated_again_and_nothing_is_counted_or_told_twice(graph, tmp_path, monkeypatch, fails, times):
    monkeypatch.setattr("peelgraph.loaders.table_loading.BATCH", 2)
    rows = ["essex", "narnia", "kent", "mordor", "wiltshire", "gondor", "dorset"]
    (tmp_path / "f.csv").write_text(HEADER + "".join(f"{slug},2016,weakness,,Of {slug}.\n" for slug in rows))
    fails("Of kent.", times)
    rejects = tmp_path / "rejects.csv"
    report = load([str(tmp_path / "f.csv")], graph, graph, LoadOptions(rejects=rejects))
    assert (report.total.counts.created, report.total.rejected, report.total.rows) == (4, 3, 7)
    assert [fault.line for file in report.files for fault in file.faults] == [3, 5, 7]
    assert [line.split(",")[0] for line in rejects.read_text("utf-8-sig").splitlines()[1:]] == [
        "narnia",
        "mordor",
        "gondor",
    ]
    assert len(ask(graph, "findings").rows) == 4


def test_what_was_kept_before_a_passing_error_counts_as_created_once(servers, tmp_path, monkeypatch, fails):
    monkeypatch.setattr("peelgraph.loaders.table_loading.BATCH", 2)
    monkeypatch.setattr("peelgraph.graph.writer.PART", 4)
    (tmp_path / "f.csv").write_text(HEADER + "".join(f"essex,2016,weakness,,Number {n}.\n" for n in range(9)))
    with open_graph(servers.empty(), write=True) as graph:
        left = fails("Number 6.", 2)
        report = load([str(tmp_path / "f.csv")], graph, graph)
        assert left == [0]
        counts = report.total.counts
        assert (counts.created, counts.unchanged, counts.updated, report.total.rejected) == (9, 0, 0, 0)
        assert len(ask(graph, "findings").rows) == 9


def test_an_error_that_does_not_pass_is_told_once_and_what_was_kept_is_counted(servers, tmp_path, monkeypatch, fails):
    monkeypatch.setattr("peelgraph.loaders.table_loading.BATCH", 2)
    monkeypatch.setattr("peelgraph.graph.writer.PART", 4)
    (tmp_path / "a.csv").write_text(HEADER + "".join(f"essex,2016,weakness,,Number {n}.\n" for n in range(9)))
    (tmp_path / "b.csv").write_text(HEADER + "kent,2016,weakness,,Another.\n")
    with open_graph(servers.empty(), write=True) as graph:
        fails("Number 6.", 99)
        report = load([str(tmp_path / "a.csv"), str(tmp_path / "b.csv")], graph, graph)
        first, second = report.files
        assert [str(fault) for fault in first.faults] == ["the server was busy; do it again"]
        kept = len(ask(graph, "findings", force="essex").rows)
        assert 0 < kept < 9
        assert (first.counts.created, first.rejected) == (kept, first.rows - kept)
        assert (second.counts.created, second.faults) == (1, [])


def test_a_graph_that_stays_away_is_not_asked_for_each_source_again(graph, tmp_path, fails):
    for name in "abc":
        (tmp_path / f"{name}.csv").write_text(HEADER + f"essex,2016,weakness,,Of {name}.\n")
    left = fails("Of ", 99, away=True)
    report = load([str(tmp_path)], graph, graph)
    assert 99 - left[0] == retrying.TRIES
    assert [len(file.faults) for file in report.files] == [1, 1, 1]


def test_a_letter_is_stated_again(graph, fails):
    from pathlib import Path

    letter = Path(__file__).parents[2] / "data" / "sample-letter.txt"
    left = fails("", 2)
    report = load([str(letter)], graph, graph)
    assert left == [0]
    assert not report.faulty
    assert report.total.counts.created == len(ask(graph, "findings").rows) > 20


def test_waits_grow_and_end(monkeypatch):
    waits = []
    monkeypatch.setattr(retrying, "_wait", waits.append)

    def busy():
        raise TransientStoreError("busy")

    with pytest.raises(TransientStoreError):
        retrying.Patience().state(busy)
    assert waits == [0.25, 0.5, 1, 2, 4]


def test_a_deadlock_is_a_passing_error_and_the_load_wins_in_the_end(servers, tmp_path):
    """Another program holds what we want, and wants what we hold: the server ends one of the two."""
    uri = servers.empty()
    (tmp_path / "f.csv").write_text(HEADER + "kent,2016,weakness,,One.\n")
    with open_graph(uri, write=True) as graph:
        load_shipped(graph, graph)
        met, done = threading.Event(), threading.Event()
        states = RecordWriter.write

        def write(self, records):
            counts = states(self, records)
            if not met.is_set() and counts.created:
                self._run("MATCH (f:Force {id: 'essex'}) SET f.locked = null", {})
                met.set()
                done.wait(0.5)
                self._run("MATCH (f:Force {id: 'kent'}) SET f.locked = null", {})
            return counts

        def other():
            with servers.driver(uri).session() as session, session.begin_transaction() as transaction:
                transaction.run("MATCH (f:Force {id: 'kent'}) SET f.locked = null").consume()
                met.wait(30)
                transaction.run("MATCH (f:Force {id: 'essex'}) SET f.locked = null").consume()
                transaction.commit()
            done.set()

        errors = []

        def stubborn():
            from neo4j.exceptions import TransientError

            try:
                other()
            except TransientError as error:
                errors.append(error)
            done.set()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(RecordWriter, "write", write)
            thread = threading.Thread(target=stubborn)
            thread.start()
            report = load([str(tmp_path / "f.csv")], graph, graph)
            thread.join()
        assert not report.faulty
        assert report.total.counts.created == 1


# Two at once


def test_two_loaders_at_once_leave_what_one_would(servers):
    from peelgraph.graph.content_hash import graph_hash

    uri = servers.empty()
    with open_graph(uri, write=True) as graph:
        load_shipped(graph, graph)
        alone = graph_hash(graph, load_model()).hexdigest()
        remove("peelgraph", graph, list(load_model().node_types))
    reports = []

    def run():
        with open_graph(uri, write=True) as graph:
            reports.append(load_shipped(graph, graph))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [report.faulty for report in reports] == [False, False]
    created = sorted(report.total.counts.created for report in reports)
    assert created[0] == 0 < created[1]
    with open_graph(uri) as graph:
        assert graph_hash(graph, load_model()).hexdigest() == alone


def test_one_writer_waits_for_the_other_and_both_are_heard(servers):
    uri = servers.empty()
    with open_graph(uri, write=True) as graph, open_graph(uri, write=True) as other:
        stated = threading.Event()

        def second():
            with other.stating("b") as writer:
                stated.set()
                writer.write([force("essex", ons_code="E23000028")])

        thread = threading.Thread(target=second)
        with graph.stating("a") as writer:
            thread.start()
            writer.write([force("essex")])
            assert not stated.wait(0.5)
        thread.join()
        (row,) = graph.run("MATCH (f:Force) RETURN f.id AS id, f.sources AS sources, f.ons_code AS code")
        assert row == {"id": "essex", "sources": ["a", "b"], "code": "E23000028"}


# Killed


def test_a_server_that_is_killed_in_the_middle_of_a_load(servers, tmp_path, monkeypatch):
    process = servers.own_process()
    port = process.open("killed")
    uri = f"neo4j://127.0.0.1:{port}"
    monkeypatch.setattr("peelgraph.graph.server.RETRY_TIME", 0.5)
    (tmp_path / "a.csv").write_text(HEADER + "".join(f"essex,2016,weakness,,First {n}.\n" for n in range(40)))
    (tmp_path / "b.csv").write_text(HEADER + "".join(f"kent,2016,weakness,,Second {n}.\n" for n in range(40)))
    files = [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
    written = RecordWriter.write
    killed = []

    def write(self, records):
        records = list(records)
        counts = written(self, records)
        if not killed and any(record.properties.get("text") == "Second 0." for record in records):
            killed.append(process.kill())
        return counts

    try:
        with pytest.MonkeyPatch.context() as patch, open_graph(uri, write=True) as graph:
            patch.setattr(RecordWriter, "write", write)
            report = load(files, graph, graph)
        first, second = report.files
        assert (first.counts.created, first.faults) == (40, [])
        assert (second.counts.created, second.rejected) == (0, 40)
        (fault,) = second.faults
        assert str(fault).startswith(f"no Neo4j answers at {uri}, or it went away")
    finally:
        process = process.again()
    try:
        process.open("killed", port)
        with open_graph(uri, write=True) as graph:
            assert len(ask(graph, "findings", force="essex").rows) == 40
            assert ask(graph, "findings", force="kent").rows == []
            report = load(files, graph, graph)
            assert not report.faulty
            assert (report.total.counts.created, report.total.counts.unchanged) == (40, 40)
            rows = graph.run("MATCH (x:Finding)-[r:ABOUT]->(f) RETURN f.id AS force, count(x) AS x, count(r) AS r")
            assert sorted((row["force"], row["x"], row["r"]) for row in rows) == [("essex", 40, 40), ("kent", 40, 40)]
    finally:
        process.stop()
