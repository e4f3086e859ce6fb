"""Attacks on the endpoint with an address of this machine that counts who connects: nobody does."""

import re
import socket
import threading
import urllib.parse
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

GUARD = Path(__file__).parents[1] / "graph" / "sparql" / "test_guard.py"


def refused():
    """The queries that the guard's own test holds to be refused."""
    spec = spec_from_file_location("guard_attacks", GUARD)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.REFUSED


@pytest.fixture
def trap():
    """A listening socket; `visitors` are those who connected to it."""
    visitors = []
    door = socket.create_server(("127.0.0.1", 0))

    def watch():
        try:
            while True:
                visitor, address = door.accept()
                visitors.append(address)
                visitor.close()
        except OSError:
            return

    watching = threading.Thread(target=watch)
    watching.start()
    yield f"http://127.0.0.1:{door.getsockname()[1]}/sparql", visitors
    door.shutdown(socket.SHUT_RDWR)
    door.close()
    watching.join()


def test_no_attack_reaches_the_address(endpoint, client, trap):
    """Every attack by GET and both forms of POST: all are refused with a sentence, and nobody connects."""
    address, visitors = trap
    attacks = [query.replace("{}", address, 1) if "{}" in query else query for query in refused()]
    assert len(attacks) >= 30
    for query in attacks:
        for response in (
            client.get(endpoint, params={"query": query}),
            client.post(endpoint, data={"query": query}),
            client.post(endpoint, content=query, headers={"Content-Type": "application/sparql-query"}),
        ):
            assert response.status_code == 400, query
            assert re.search(r"SERVICE|FROM|only reads", response.text), response.text
    assert visitors == []


def test_no_parameter_of_the_protocol_reaches_the_address(endpoint, client, trap):
    address, visitors = trap
    for name in ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri", "update"):
        value = f"LOAD <{address}>" if name == "update" else address
        for given in ({"params": {"query": "ASK {}", name: value}}, {"params": {name: value}}):
            assert client.get(endpoint, **given).status_code == 400
        assert client.post(endpoint, data={"query": "ASK { ?s ?p ?o }", name: value}).status_code == 400
    assert visitors == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (IRI(CONCAT('{}', STR(?o))) AS ?x) { <force/essex> ?p ?o }",
        "CONSTRUCT { <{}> a <{}> } WHERE {}",
        "DESCRIBE <{}>",
        "SELECT * { GRAPH <{}> { ?s ?p ?o } }",
        "SELECT * { VALUES ?g { <{}> } GRAPH ?g { ?s ?p ?o } }",
        "SELECT (<{}>(1) AS ?x) {}",
        "ASK { FILTER(<{}>('x')) }",
        "SELECT * { ?s <{}>* ?o } LIMIT 1",
        "BASE <{}> SELECT * { <a> ?p ?o }",
        "PREFIX service: <{}> SELECT * { service:x ?p 'SERVICE <{}> {}' }",
    ],
)
def test_an_address_that_is_only_a_name_is_never_looked_up(endpoint, client, trap, query):
    address, visitors = trap
    response = client.get(endpoint, params={"query": query.replace("{}", address, 2)})
    assert response.status_code in {200, 400}
    assert visitors == []


def test_the_page_is_no_way_round(endpoint, client, trap):
    address, visitors = trap
    query = urllib.parse.quote(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
    response = client.get(f"{endpoint}?query={query}", headers={"Accept": "text/html"})
    assert (response.status_code, visitors) == (400, [])
