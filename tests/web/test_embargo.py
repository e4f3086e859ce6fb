"""What is under embargo is not served until its minute, and then it is, while the endpoint goes on."""

import datetime as dt

import pytest
from peelgraph.graph import open_graph
from peelgraph.graph.rdf import PublicView
from peelgraph.web import dataset as module
from peelgraph.web.settings import WebSettings

COUNT = "SELECT (COUNT(?d) AS ?n) { ?d a peel:Document }"
EVERYWHERE = "SELECT (COUNT(DISTINCT ?s) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(CONTAINS(STR(?s), 'letter')) }"


def number(client, endpoint, query=COUNT):
    [row] = client.get(endpoint, params={"query": query}).json()["results"]["bindings"]
    return int(row["n"]["value"])


@pytest.mark.parametrize("until", [dt.datetime(2026, 7, 1, 0, 1), dt.datetime(2026, 11, 23, 0, 1)])
def test_a_letter_comes_in_at_its_minute(serving, client, lettered_file, tmp_path, monkeypatch, until):
    """In summer and in winter time; the clock of the endpoint is London's."""
    path = with_embargo(lettered_file, tmp_path, until)
    clock = [until - dt.timedelta(minutes=1)]
    monkeypatch.setattr(module, "london_now", lambda: clock[0])
    monkeypatch.setattr("peelgraph.graph.rdf.view.london_now", lambda: clock[0])
    with serving(path) as endpoint:
        assert number(client, endpoint) == 0
        assert number(client, endpoint, EVERYWHERE) == 0
        assert "letter" not in client.get(endpoint, headers={"Accept": "text/turtle"}).text
        clock[0] = until
        assert number(client, endpoint) == 1
        assert "letter" in client.get(endpoint, headers={"Accept": "text/turtle"}).text


def test_a_fixed_clock_stays_where_it_is(serving, client, lettered_file, tmp_path):
    until = dt.datetime(2026, 7, 1, 0, 1)
    path = with_embargo(lettered_file, tmp_path, until)
    with serving(path, PublicView(now=until - dt.timedelta(minutes=1))) as endpoint:
        assert number(client, endpoint) == 0
    with serving(path, PublicView(now=until)) as endpoint:
        assert number(client, endpoint) == 1


def test_a_changed_graph_is_read_again(serving, client, shipped_copy, lettered_file):
    with serving(shipped_copy, settings=WebSettings(check=0)) as endpoint:
        assert number(client, endpoint) == 0
        shipped_copy.write_bytes(lettered_file.read_bytes())
        assert number(client, endpoint) == 1
        shipped_copy.write_bytes(b"no graph any more")
        assert number(client, endpoint) == 1, "what was read last goes on answering"


def test_what_is_under_embargo_is_for_this_machine_s_own_pages_only(serving, client, lettered_file, tmp_path):
    path = with_embargo(lettered_file, tmp_path, dt.datetime(2100, 1, 1))
    with serving(path, PublicView(include_embargoed=True)) as endpoint:
        assert number(client, endpoint) == 1
        response = client.get(endpoint, params={"query": COUNT}, headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in response.headers
        rebound = client.get(endpoint, params={"query": COUNT}, headers={"Host": "evil.example"})
        assert rebound.status_code == 403
        assert "access-control-allow-origin" not in rebound.headers


def with_embargo(source, folder, until):
    path = folder / "held.kgl"
    path.write_bytes(source.read_bytes())
    with open_graph(path, write=True) as graph:
        for label in ("Document", "Passage", "Finding"):
            graph.write(f"MATCH (n:{label}) WHERE n.embargoed_until IS NOT NULL SET n.embargoed_until = $until", {"until": until})  # fmt: skip
    return path
