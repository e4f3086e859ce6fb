"""The process that answers: within its limits, and not beyond them."""

import asyncio
import json
import time

import pytest
from peelgraph.graph.sparql.guard import CheckedQuery, checked
from peelgraph.graph.sparql.limits import SparqlLimits
from peelgraph.graph.sparql.service import SparqlService
from peelgraph.ontology.errors import QueryError, QueryStoppedError, QueryTimeoutError, StoreError
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def world():
    for i in range(3000):
        graph = NamedNode("http://g/odd") if i % 2 else DefaultGraph()
        yield Quad(NamedNode(f"http://a/{i}"), NamedNode(f"http://p/{i % 3}"), Literal(f"v{i}"), graph)


@pytest.fixture(scope="module")
def service():
    with SparqlService(world(), "http://a/") as running:
        yield running


def rows(answer):
    return [{k: v["value"] for k, v in row.items()} for row in json.loads(answer.body)["results"]["bindings"]]


def test_the_default_graph_holds_every_graph_once(service):
    assert service.triples == 3000 + 1500
    assert rows(service.ask(checked("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))) == [{"n": "3000"}]
    assert rows(service.ask(checked("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"))) == [{"n": "1500"}]


def test_a_relative_address_is_relative_to_the_base(service):
    assert rows(service.ask(checked("SELECT ?o { <7> ?p ?o }"))) == [{"o": "v7"}]


def test_rows_and_triples_stop_at_the_limit_and_say_so(service):
    few = SparqlLimits(rows=10)
    answer = service.ask(checked("SELECT * { ?s ?p ?o }"), limits=few)
    assert (len(rows(answer)), answer.truncated) == (10, True)
    exact = service.ask(checked("SELECT * { ?s ?p ?o } LIMIT 10"), limits=few)
    assert (len(rows(exact)), exact.truncated) == (10, False)
    graph = service.ask(checked("CONSTRUCT WHERE { ?s ?p ?o }"), "application/n-triples", few)
    assert (graph.body.count(b"\n"), graph.truncated) == (10, True)
    assert not service.ask(checked("CONSTRUCT { <x> <y> 1 } WHERE { ?s ?p ?o }"), limits=few).truncated


def test_the_same_graph_is_the_same_bytes(service):
    query = checked("CONSTRUCT { ?s skos:note ?o ; dcterms:title 'x' } WHERE { ?s ?p ?o }")
    first, second = service.ask(query), service.ask(query)
    assert first.body == second.body
    assert first.body.count(b"@prefix") == 2


@pytest.mark.parametrize("query", [CROSS, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"])
def test_a_triple_cross_product_ends_and_the_next_query_is_answered(service, query):
    began = time.monotonic()
    with pytest.raises(QueryStoppedError):
        service.ask(checked(query), limits=SparqlLimits(timeout=0.5, memory=256))
    assert time.monotonic() - began < 20
    assert service.ask(checked("ASK { ?s ?p 'v7' }")).body.count(b"true") == 1


def test_out_of_time_is_told(service):
    with pytest.raises(QueryTimeoutError, match=r"stopped after 0\.3 s"):
        service.ask(checked(CROSS), limits=SparqlLimits(timeout=0.3))


def test_out_of_memory_is_told(service):
    query = checked("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i")
    with pytest.raises(QueryStoppedError, match="more than 64 MiB"):
        service.ask(query, limits=SparqlLimits(memory=64, timeout=60))


def test_a_large_answer_is_told(service):
    with pytest.raises(QueryStoppedError, match="larger than 1,000 bytes"):
        service.ask(checked("SELECT * { ?s ?p ?o }"), limits=SparqlLimits(answer=1000))


def test_a_query_that_means_nothing_is_told_with_its_place(service):
    with pytest.raises(QueryError, match="line 2, column 1: The SELECT contains a variable that is unbound"):
        service.ask(checked("SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z\n}"))


def test_even_a_query_that_the_guard_never_saw_opens_no_connection(service):
    """The process has no way to open a socket: the guard is not the only thing between a query and the network."""
    text = "SELECT * { SERVICE <http://127.0.0.1:5985/> { ?s ?p ?o } }"
    unseen = CheckedQuery("SELECT", (text,), ((1, 1),))
    with pytest.raises(QueryError, match=r"Too many open files|os error 24|could not answer"):
        service.ask(unseen)


def test_a_query_is_ended_when_nobody_waits_for_it(service):
    async def left():
        asking = asyncio.create_task(service.ask_async(checked(CROSS), limits=SparqlLimits(timeout=60)))
        await asyncio.sleep(0.3)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking

    before = children(service)
    asyncio.run(left())
    for _ in range(100):
        if not children(service) - before:
            return
        time.sleep(0.05)
    pytest.fail("the query goes on although nobody waits for it")


def children(service):
    from pathlib import Path

    listed = Path(f"/proc/{service._keeper.pid}/task/{service._keeper.pid}/children")
    if not listed.exists():
        pytest.skip("the system does not list the children of a process")
    return set(listed.read_text().split())


def test_many_queries_at_once(service):
    async def many():
        queries = [service.ask_async(checked(f"SELECT ?o {{ <{i}> ?p ?o }}")) for i in range(20)]
        return [rows(answer) for answer in await asyncio.gather(*queries)]

    assert asyncio.run(many()) == [[{"o": f"v{i}"}] for i in range(20)]


def test_after_the_end_it_says_so():
    service = SparqlService(world())
    service.close()
    with pytest.raises(StoreError, match="has ended"):
        service.ask(checked("ASK {}"))
