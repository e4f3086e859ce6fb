"""The SPARQL 1.1 Protocol, request by request."""

import json
import threading
import time
import xml.etree.ElementTree as ET

import pytest
from peelgraph.graph.sparql.guard import MAX_CHARS
from peelgraph.graph.sparql.questions import load_sparql_question, sparql_question_names
from peelgraph.web.negotiate import GRAPHS, PAGE, ROWS, TRUTHS, negotiated
from pyoxigraph import NamedNode, RdfFormat, Store

ONE = 'SELECT ?name { ?f peel:slug "essex" ; skos:prefLabel ?name }'
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def names(response):
    return [row["name"]["value"] for row in response.json()["results"]["bindings"]]


def test_get_and_both_forms_of_post_answer_alike(endpoint, client):
    got = client.get(endpoint, params={"query": ONE})
    posted = client.post(endpoint, data={"query": ONE})
    direct = client.post(endpoint, content=ONE, headers={"Content-Type": f"{QUERY}; charset=utf-8"})
    assert got.status_code == posted.status_code == direct.status_code == 200
    assert names(got) == names(posted) == names(direct) == ["Essex Police"]
    assert got.headers["content-type"] == "application/sparql-results+json"


def test_head_is_get_without_a_body(endpoint, client):
    response = client.head(endpoint, params={"query": ONE})
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/json", "application/json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", "application/sparql-results+xml"),
        ("*/*;q=0.1, text/csv", "text/csv"),
        ("text/*, application/*;q=0.9", "text/csv"),
        ("application/sparql-results+json;q=0, */*;q=0.5", "application/sparql-results+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("", "application/sparql-results+json"),
    ],
)
def test_rows_come_as_the_client_wants(endpoint, client, accept, media):
    response = client.get(endpoint, params={"query": ONE}, headers={"Accept": accept})
    assert response.headers["content-type"].split(";")[0] == media
    assert "Essex Police" in response.text
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize("offer", GRAPHS)
@pytest.mark.parametrize("query", ["DESCRIBE <force/essex>", "CONSTRUCT WHERE { <force/essex> ?p ?o }"])
def test_graphs_come_as_the_client_wants(endpoint, client, offer, query):
    response = client.get(endpoint, params={"query": query}, headers={"Accept": offer.media})
    assert response.headers["content-type"].split(";")[0] == offer.media
    store = Store()
    store.load(response.content, RdfFormat.from_media_type(offer.media))
    assert NamedNode("https://w3id.org/peelgraph/force/essex") in {quad.subject for quad in store}


@pytest.mark.parametrize(("query", "truth"), [("ASK { ?f a peel:Force }", True), ("ASK { ?f a peel:Nothing }", False)])
def test_yes_and_no(endpoint, client, query, truth):
    assert client.get(endpoint, params={"query": query}).json()["boolean"] is truth
    said = client.get(endpoint, params={"query": query}, headers={"Accept": "application/sparql-results+xml"})
    found = ET.fromstring(said.text).find("{http://www.w3.org/2005/sparql-results#}boolean")
    assert found.text == str(truth).lower()
    assert client.get(endpoint, params={"query": query}, headers={"Accept": "text/csv"}).status_code == 406


@pytest.mark.parametrize(
    ("method", "given", "status", "said"),
    [
        ("GET", {"params": {"query": "SELECT {"}}, 400, "line 1"),
        ("GET", {"params": {"query": ""}}, 400, "empty"),
        ("GET", {"params": {"query": "SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z }"}}, 400, "unbound"),
        ("GET", {"params": {"query": "ASK { SERVICE <http://127.0.0.1:9/> {} }"}}, 400, "SERVICE"),
        ("GET", {"params": {"query": "INSERT DATA { <a> <b> <c> }"}}, 400, "only reads"),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "http://e/"}}, 400, "default-graph-uri"),
        ("GET", {"params": {"query": "ASK {}", "named-graph-uri": "http://e/"}}, 400, "named-graph-uri"),
        ("GET", {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400, "one at a time"),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 400, "only reads"),
        ("POST", {"data": {"x": "y"}}, 400, "no query"),
        ("POST", {"content": b"query=%ff", "headers": {"Content-Type": FORM}}, 400, "UTF-8"),
        ("POST", {"content": b"\xff", "headers": {"Content-Type": QUERY}}, 400, "UTF-8"),
        ("POST", {"content": "ASK {}", "headers": {"Content-Type": QUERY}, "params": {"named-graph-uri": "http://e/"}}, 400, "named-graph-uri"),
        ("POST", {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 415, QUERY),
        ("POST", {"content": "ASK {}"}, 415, QUERY),
        ("PUT", {"content": "ASK {}"}, 405, "GET or POST"),
        ("DELETE", {}, 405, "GET or POST"),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406, "application/sparql-results+json"),
        ("GET", {"headers": {"Accept": "image/png"}}, 406, "text/turtle"),
        ("GET", {"params": {"query": "ASK {}", "format": "nonsense"}}, 406, "this can be had as application/sparql-results+json (format=json)"),
        ("GET", {"params": {"query": "ASK {}", "format": "csv"}}, 406, "application/sparql-results+xml"),
        ("GET", {"params": {"query": ONE, "format": "turtle"}, "headers": {"Accept": "text/html"}}, 406, "format=tsv"),
        ("GET", {"params": {"query": "DESCRIBE <force/essex>", "format": "csv"}}, 406, "text/turtle (format=turtle)"),
        ("GET", {"params": {"format": "csv"}}, 406, "text/turtle (format=turtle)"),
        ("POST", {"data": {"query": "ASK {}", "format": "yaml"}}, 406, "format=json"),
        ("POST", {"data": {"query": "#" * (MAX_CHARS + 1)}}, 413, "at most"),
        ("POST", {"content": "#" * 400_001, "headers": {"Content-Type": QUERY}}, 413, "larger than"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_a_sentence_with_the_right_status(endpoint, client, method, given, status, said):
    response = client.request(method, endpoint, **given)
    assert response.status_code == status
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert said.lower() in response.text.lower()
    assert response.text.endswith(".\n")
    assert response.headers["access-control-allow-origin"] == "*"


def test_a_body_without_a_length_is_cut_off_too(endpoint, client):
    pieces = (b"#" * 10_000 for _ in range(100))
    response = client.post(endpoint, content=pieces, headers={"Content-Type": QUERY})
    assert response.status_code == 413


def test_more_rows_than_the_limit_are_cut_and_the_header_says_so(endpoint, client):
    response = client.get(endpoint, params={"query": "SELECT * { ?s ?p ?o }"})
    assert len(response.json()["results"]["bindings"]) == 500
    assert response.headers["x-sparql-maxrows"] == "500"
    assert "x-sparql-maxrows" not in client.get(endpoint, params={"query": ONE}).headers


def test_a_triple_cross_product_ends_at_the_time_limit_and_the_server_still_answers(endpoint, client):
    response = client.get(endpoint, params={"query": CROSS})
    assert response.status_code == 504
    assert "1.5 s" in response.text
    assert names(client.get(endpoint, params={"query": ONE})) == ["Essex Police"]


def test_too_much_memory_is_told(endpoint, client):
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?b ?c ?d ?e ?f ?g"
    assert client.get(endpoint, params={"query": query}).status_code in {500, 504}
    assert client.get(endpoint, params={"query": ONE}).status_code == 200


def test_a_busy_endpoint_says_so(endpoint, client):
    """Two queries fill it; a third waits half a second and is told to come again."""
    busy = [threading.Thread(target=client.get, args=[endpoint], kwargs={"params": {"query": CROSS}}) for _ in "ab"]
    for thread in busy:
        thread.start()
    time.sleep(0.3)
    response = client.get(endpoint, params={"query": ONE})
    for thread in busy:
        thread.join()
    assert response.status_code == 503
    assert response.headers["retry-after"] == "5"
    assert client.get(endpoint, params={"query": ONE}).status_code == 200


def test_options_and_cross_origin_requests(endpoint, client):
    response = client.options(endpoint, headers={"Origin": "https://e.org", "Access-Control-Request-Method": "POST"})
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "POST" in response.headers["allow"]


@pytest.fixture(scope="module")
def lettered_endpoint(lettered_file, serving):
    """The endpoint on data with a letter, some of whose statements stand in the default graph too."""
    with serving(lettered_file) as address:
        yield address


@pytest.mark.parametrize("offer", GRAPHS)
def test_the_service_describes_itself(lettered_endpoint, client, offer):
    endpoint = lettered_endpoint
    response = client.get(endpoint, headers={"Accept": offer.media})
    store = Store()
    store.load(response.content, RdfFormat.from_media_type(offer.media))
    said = store.query(
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX void: <http://rdfs.org/ns/void#> "
        "SELECT ?endpoint ?triples { ?s a sd:Service ; sd:endpoint ?endpoint ; sd:supportedLanguage sd:SPARQL11Query ; "
        "sd:feature sd:UnionDefaultGraph ; sd:defaultDataset/sd:defaultGraph/void:triples ?triples }"
    )
    [(address, triples)] = [(row["endpoint"].value, int(row["triples"].value)) for row in said]
    counted = client.get(endpoint, params={"query": "SELECT (COUNT(*) AS ?name) { ?s ?p ?o }"})
    assert address == endpoint
    assert triples == int(names(counted)[0])
    assert store.query("ASK { ?s <http://www.w3.org/ns/sparql-service-description#namedGraph> ?g }")


def test_a_browser_gets_a_page_with_questions_that_fetches_nothing(endpoint, client):
    response = client.get(endpoint, headers={"Accept": "text/html"})
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for name in sparql_question_names():
        assert f"?question={name}" in response.text
    assert "src=" not in response.text
    assert "<script" not in response.text
    assert "http://" not in response.text.split("<form")[0]
    chosen = client.get(endpoint, params={"question": "repeated"}, headers={"Accept": "text/html"})
    assert load_sparql_question("repeated").title in chosen.text.split("</textarea>")[0]


def test_a_browser_s_answers_and_errors_are_on_the_page(endpoint, client):
    html = {"Accept": "text/html"}
    rows = client.get(endpoint, params={"query": ONE}, headers=html)
    assert "<td>Essex Police</td>" in rows.text
    attack = client.get(endpoint, params={"query": "SELECT ('<script>alert(1)</script>' AS ?x) {}"}, headers=html)
    assert "<script" not in attack.text
    wrong = client.get(endpoint, params={"query": "SELECT {"}, headers=html)
    assert (wrong.status_code, 'role="alert"' in wrong.text) == (400, True)
    assert "<strong>yes</strong>" in client.get(endpoint, params={"query": "ASK {}"}, headers=html).text
    assert "@prefix" in client.get(endpoint, params={"query": "DESCRIBE <force/essex>"}, headers=html).text
    assert client.get(endpoint.removesuffix("sparql"), headers=html, follow_redirects=True).status_code == 200


@pytest.mark.parametrize(
    ("query", "named", "media"),
    [
        (ONE, "csv", "text/csv"),
        (ONE, "text/html", "text/html"),
        (ONE, "application/sparql-results+json", "application/sparql-results+json"),
        ("DESCRIBE <force/essex>", "rdf+xml", "application/rdf+xml"),
        ("DESCRIBE <force/essex>", "xml", "application/rdf+xml"),
        ("DESCRIBE <force/essex>", "json-ld", "application/ld+json"),
        (ONE, "", "text/tab-separated-values"),
    ],
)
def test_a_format_may_be_named_in_the_address(endpoint, client, query, named, media):
    accept = {"Accept": "text/tab-separated-values"}
    response = client.get(endpoint, params={"query": query, "format": named}, headers=accept)
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (200, media)
    raw = client.get(f"{endpoint}?query=ASK%20{{}}&format=application/sparql-results+xml")
    assert raw.headers["content-type"] == "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("accept", "offers", "media"),
    [
        (None, ROWS, "application/sparql-results+json"),
        ("text/*", TRUTHS, None),
        ("application/rdf+xml;q=2, text/turtle;q=nonsense", GRAPHS, "application/rdf+xml"),
        ("image/*", (*ROWS, PAGE), None),
    ],
)
def test_negotiation(accept, offers, media):
    found = negotiated(accept, offers)
    assert (found[1] if found else None) == media


def test_json_is_in_utf_8(endpoint, client):
    response = client.get(endpoint, params={"query": "SELECT ('Dŵr – 😀' AS ?name) {}"})
    assert json.loads(response.content.decode("utf-8"))["results"]["bindings"][0]["name"]["value"] == "Dŵr – 😀"
