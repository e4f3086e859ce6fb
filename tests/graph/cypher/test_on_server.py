"""A typed query on a server: the same JSON as on a laptop, the same refusals, and limits that hold."""

import datetime as dt
import json
import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from peelgraph.graph.cypher import kglite_source, prepare, to_json
from peelgraph.graph.cypher.run import answer
from peelgraph.graph.cypher.wire import public
from peelgraph.graph.store import QueryLimits
from peelgraph.ontology.errors import QueryError, QueryRefusedError, QueryStoppedError

sys.path.insert(0, str(Path(__file__).parent))
import engines
import test_guard

sys.path.pop(0)

PAGE = (Path(__file__).parents[3] / "docs" / "cypher.md").read_text(encoding="utf-8")

LIMITS = QueryLimits(timeout=20, rows=0)


@pytest.fixture(scope="module")
def laptop(graph_file, model):
    """Answers a query as the child process of a typed query does, without the process."""
    import kglite

    engine = kglite.load(str(graph_file))

    def ask(case):
        prepared = prepare(case.query, case.parameters, model)
        graph = kglite_source.open_graph(engine, prepared.node_keys, prepared.relationship_keys)
        return prepared.columns, [[public(value) for value in row] for row in answer(prepared, graph)]

    return ask


def as_json(case, columns, rows):
    """Return an answer as the JSON that a person gets, in an order that does not depend on the engine."""
    plain = [[settled(to_json(value), case) for value in row] for row in rows]
    texts = [json.dumps(row, sort_keys=True) for row in plain]
    return list(columns), texts if case.ordered else sorted(texts)


def settled(value, case):
    if isinstance(value, float):
        return float(f"{value:.12g}")
    if isinstance(value, list):
        items = [settled(item, case) for item in value]
        return sorted(items, key=repr) if "lists" in case.directives else items
    if isinstance(value, dict):
        # Of a relationship the element id is the engine's own, as the page says.
        own = {"elementId"} if "startNodeElementId" in value else set()
        return {key: settled(item, case) for key, item in value.items() if key not in own}
    return value


ANSWERED = engines.cases("researchers") + engines.cases("edges") + engines.cases("more")


def named(cases):
    return [pytest.param(case, id=case.query[:60].replace("\n", " ")) for case in cases]


@pytest.mark.parametrize("case", named(ANSWERED))
def test_the_json_is_the_same(case, laptop, sample_server):
    found = sample_server.query(case.query, case.parameters, LIMITS)
    assert as_json(case, found.columns, found.rows) == as_json(case, *laptop(case))


@pytest.mark.parametrize("case", named(engines.cases("errors")))
def test_what_a_laptop_refuses_a_server_refuses(case, sample_server):
    with pytest.raises(QueryError) as told:
        sample_server.query(case.query, case.parameters, LIMITS)
    assert "\n" not in str(told.value)
    assert str(told.value)[-1] not in ".!"


def test_a_node_has_its_name_as_address_and_a_relationship_the_names_of_its_ends(sample_server):
    query = "MATCH (f:Force {slug: 'kent'})-[r:IN_REGION]->() RETURN f, r, {in: [r]} AS deep"
    ((force, relationship, deep),) = sample_server.query(query, {}, LIMITS).rows
    assert force.element_id == "Force:kent"
    assert (relationship.start, relationship.end) == ("Force:kent", "Region:south-east")
    assert deep == {"in": [relationship]}


def test_notices_are_the_same(sample_server):
    query = "MATCH (x:Finding) WHERE x.published >= '2014-01-01' RETURN count(x)"
    (notice,) = sample_server.query(query, {}, LIMITS).notices
    assert "date(" in notice


# What is not read


def contents(driver):
    with driver.session() as session:
        yield session.run("MATCH (n) RETURN count(n) AS n").single()["n"]
        yield session.run("MATCH ()-[r]->() RETURN count(r) AS n").single()["n"]
        yield session.run("MATCH (n) UNWIND keys(n) AS k WITH k, n[k] AS v RETURN count(k) AS n").single()["n"]
        yield [dict(row) for row in session.run("SHOW CONSTRAINTS")]
        yield [row["name"] for row in session.run("SHOW INDEXES YIELD name")]
        yield session.run("MATCH (f:Force) RETURN collect(f.name) AS names").single()["names"]


@pytest.mark.parametrize("query", test_guard.unescaped(test_guard.ATTACKS))
def test_an_attack_is_refused_before_it_reaches_the_server(query, sample_server):
    with pytest.raises(QueryRefusedError):
        sample_server.query(query, {"path": "x"}, LIMITS)


def test_where_our_own_check_fails_the_server_still_writes_nothing(sample_server, servers, monkeypatch):
    driver = servers.driver(sample_server.uri)
    before = list(contents(driver))
    monkeypatch.setattr("peelgraph.graph.server_query.check_read_only", lambda query: None)
    reads = ("LOAD CSV", "SHOW", "USE NEO4J", "DBMS.", "DB.INDEX", "EXPLAIN", "PROFILE")
    writing = [q for q in test_guard.unescaped(test_guard.ATTACKS) if not any(w in q.upper() for w in reads)]
    assert len(writing) > 40
    answered = []
    for query in writing:
        with suppress(QueryError):
            sample_server.query(query, {"path": "x"}, LIMITS)
            answered.append(query)
    assert answered == []
    assert list(contents(driver)) == before


def test_the_server_says_what_kind_of_query_it_is(sample_server, monkeypatch):
    monkeypatch.setattr("peelgraph.graph.server_query.check_read_only", lambda query: None)
    for query in ("CREATE (n:Force)", "MATCH (n) SET n.x = 1 RETURN n", "CREATE INDEX FOR (n:Force) ON (n.name)"):
        with pytest.raises(QueryRefusedError, match="the server says that the query would write"):
            sample_server.query(query, {}, LIMITS)


@pytest.mark.parametrize("query", test_guard.unescaped(test_guard.HARMLESS))
def test_a_lookalike_is_answered(query, sample_server):
    assert sample_server.query(query, {}, LIMITS).columns


# Limits


@pytest.mark.parametrize(
    "query",
    [
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)",
        "MATCH p = (a)-[*]-(b) RETURN count(p)",
        "RETURN COUNT { UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN a + b }",
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN DISTINCT a % 7 ORDER BY a % 7",
    ],
)
def test_time_ends_a_query_and_the_server_answers_the_next_one(query, sample_server):
    with pytest.raises(QueryStoppedError, match="--timeout"):
        sample_server.query(query, {}, QueryLimits(timeout=0.5))
    assert sample_server.query("RETURN 1 AS x", {}, LIMITS).rows == [[1]]


@pytest.mark.parametrize(
    "query",
    [
        "RETURN reduce(s = 'ab', x IN range(1, 30) | s + s) AS s",
        "RETURN COLLECT { UNWIND range(1, 1000000) AS x RETURN range(1, 1000) } AS all",
    ],
)
def test_what_needs_too_much_memory_ends_and_the_server_answers_the_next_one(query, sample_server):
    with pytest.raises(QueryError):
        sample_server.query(query, {}, QueryLimits(timeout=4))
    assert sample_server.query("RETURN 1 AS x", {}, LIMITS).rows == [[1]]


def test_a_value_that_cannot_be_shown_is_told(sample_server):
    with pytest.raises(QueryError, match="after the year 9999"):
        sample_server.query("RETURN date('+12000-01-01') AS day", {}, LIMITS)


def test_one_row_more_than_the_limit_is_said_and_the_rest_is_not_fetched(sample_server):
    query = "UNWIND range(1, 2000000000) AS x RETURN x"
    answer = sample_server.query(query, {}, QueryLimits(timeout=20, rows=3))
    assert (answer.rows, answer.truncated) == ([[1], [2], [3]], True)
    whole = sample_server.query("UNWIND range(1, 3) AS x RETURN x", {}, QueryLimits(rows=3))
    assert (whole.rows, whole.truncated) == ([[1], [2], [3]], False)


def test_a_query_that_the_server_does_not_end_is_left_alone(sample_server, monkeypatch):
    """The grace of our side ends the waiting even where the server never answers."""
    import threading

    held = threading.Event()
    monkeypatch.setattr("peelgraph.graph.server_query.GRACE", 0.1)
    monkeypatch.setattr("peelgraph.graph.server_query._Asking._read", lambda self: held.wait(60))
    with pytest.raises(QueryStoppedError, match=r"stopped after 0\.2 s"):
        sample_server.query("RETURN 1 AS x", {}, QueryLimits(timeout=0.2))
    held.set()


def test_what_is_under_embargo_is_not_answered_into_a_file(sample_server):
    before, after = dt.datetime(2015, 12, 31), dt.datetime(2016, 2, 1)
    with pytest.raises(QueryRefusedError, match="--include-embargoed"):
        sample_server.query("RETURN 1 AS x", {}, LIMITS, before)
    assert sample_server.query("RETURN 1 AS x", {}, LIMITS, after).rows == [[1]]


# What differs, as the page lists it


def differing():
    part = PAGE.split("## Cypher on a laptop and on a server")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|") and "`" in line]
    return [re.findall(r"`([^`]+)`", line)[0].replace("\\|", "|") for line in lines]


@pytest.mark.parametrize("query", differing())
def test_what_the_page_lists_differs(query, shipped_file, shipped_server_uri):
    from peelgraph.graph import open_graph

    def ask(uri):
        with open_graph(uri) as graph:
            try:
                answer = graph.query(query, {}, LIMITS)
            except QueryError as error:
                return type(error)
        return json.dumps(to_json([list(answer.columns), *answer.rows]))

    assert ask(shipped_file) != ask(shipped_server_uri)


def test_the_page_lists_some():
    assert len(differing()) >= 6
