"""The guard of SPARQL: what it lets through cannot leave the data set, however the text is written."""

import re
import socket
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peelgraph.graph.sparql.grammar import query_grammar, read_grammar
from peelgraph.graph.sparql.guard import MAX_CHARS, MAX_DEPTH, checked
from peelgraph.graph.sparql.questions import load_sparql_question, sparql_question_names
from peelgraph.ontology.errors import QueryError, QueryRefusedError
from pyoxigraph import Store

ACCEPTED = [
    "SELECT * { ?s ?p ?o }",
    "select*where{?s?p?o}",
    "ASK {}",
    "PREFIX : <http://e/> ASK { :a.b :c%20\\~d _:x.y }",
    "BASE <http://e/> DESCRIBE <x>",
    "DESCRIBE ?x WHERE { ?x a peel:Force }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3",
    "CONSTRUCT WHERE { ?s ?p ?o . }",
    "SELECT (COUNT(DISTINCT *) AS ?n) {}",
    "SELECT ?g (GROUP_CONCAT(DISTINCT ?o; SEPARATOR=', ') AS ?all) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g HAVING (COUNT(?o) > 1) ORDER BY DESC(?g) LIMIT 3 OFFSET 1",
    "SELECT * { ?s peel:a/peel:b*|^peel:c+ ?o ; (peel:d)? [ peel:e 1, -2, +3.5, 4e5, .5, true, 'x'@en-GB, \"y\"^^xsd:date ] }",
    "SELECT * { ?s !(peel:a|^peel:b) (1 2 (3)) ; a ?t }",
    "SELECT * { { ?a ?b ?c } UNION { ?a ?b 1 } MINUS { ?a ?b 2 } OPTIONAL { ?a ?b 3 FILTER(?c < 4 && ?c>?a||!BOUND(?b)) } }",
    "SELECT * { BIND(IF(?o IN (1, 2), COALESCE(?x, 1), 1+2*3-4/5) AS ?y) FILTER NOT EXISTS { ?s ?p ?o } FILTER REGEX(STR(?o), '\\\\d', 'i') }",
    "SELECT * { VALUES (?a ?b) { (UNDEF 1) (<http://x> 'y') } VALUES ?c { 1 UNDEF } VALUES () { () } FILTER(?a NOT IN ()) }",
    "SELECT * { { SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 1 } } VALUES ?s { peel:x }",
    "ASK { ?s ?p '''a 'quoted' \\n text''', \"\"\"b \"\" c\"\"\" }",
    # the words that are refused, where they mean nothing
    "ASK { ?s ?p 'SERVICE <http://x> {}' }",
    "ASK { ?s ?p \"\"\"} SERVICE <http://x> { \"\"\" }",
    "ASK { ?service ?load ?from } # SERVICE <http://x> {}",
    "ASK { <http://e/SERVICE> <http://e/#FROM> _:LOAD }",
    "PREFIX service: <http://e/> ASK { service:service service:SERVICE service: }",
    "ASK { ?s ?p 'x'@SERVICE }",
]  # fmt: skip
# what each would reach: an address, or the graph itself
REFUSED = [
    "SELECT * { SERVICE <{}> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <{}> { ?s ?p ?o } }",
    "select * { sErViCe<{}>{ ?s ?p ?o } }",
    "SELECT * { SERVICE\n# comment }\n<{}> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <{}> { ?s ?p ?o } }",
    "SELECT * { \\U00000053\\u0045rvice <{}> { ?s ?p ?o } }",
    "SELECT * { BIND(<{}> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { <{}> } SERVICE SILENT ?x { ?s ?p ?o } }",
    "PREFIX x: <{}> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "BASE <{}> SELECT * { SERVICE <y> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <{}> { ?s ?p ?o } } } } }",
    "SELECT * { FILTER EXISTS { SERVICE <{}> { ?s ?p ?o } } }",
    "SELECT (EXISTS { SERVICE <{}> { ?s ?p ?o } } AS ?x) {}",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <{}> { ?s ?p ?o } } }",
    "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { SERVICE <{}> { ?s ?p ?o } } } }",
    "SELECT * { ?s (<a>/<b>)* ?o . SERVICE <{}> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'x\\'} # '. SERVICE <{}> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '''x'' ''' . SERVICE <{}> { ?s ?p ?o } }",
    "ASK { SERVICE <{}> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <{}> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <{}> { ?s ?p ?o } }",
    "SELECT * FROM <{}> { ?s ?p ?o }",
    "SELECT * FROM NAMED <{}> { GRAPH ?g { ?s ?p ?o } }",
    "ASK from <{}> {}",
    "CONSTRUCT FROM <{}> WHERE { ?s ?p ?o }",
    "DESCRIBE <a> FROM <{}>",
    "LOAD <{}>",
    "load silent <{}> into graph <g>",
    "PREFIX x: <{}> LOAD x:",
    "INSERT DATA { <a> <b> <c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP GRAPH <g>",
    "CREATE GRAPH <g>",
    "COPY <a> TO <b>",
]  # fmt: skip
WRONG = [
    ("", "empty"),
    ("# nothing", "empty"),
    ("SELCT * {}", "did you mean SELECT"),
    ("SELECT ?x {\n  ?x sko:prefLabel ?y\n}", "line 2, column 6: no prefix is called sko:; did you mean skos?"),
    ("SELECT * {\n ?s ?p 'a }", "line 2, column 8: this string is not closed"),
    ("SELECT * { ?s ?p ?o", "the query ends"),
    ("SELECT * { ?s ?p <http://a b> }", "line 1, column 18"),
    ("ASK {} ASK {}", "line 1, column 8: ASK cannot stand here"),
    ("ASK {} ; LOAD <http://x>", "; cannot stand here"),
    ("PREFIX x: <y> ASK {}", "whole address"),
    ("ASK { ?s ?p '\\uD800' }", "no character"),
    ("ASK {" + "{" * MAX_DEPTH + "}" * MAX_DEPTH + "}", "nest less"),
    ("#" * (MAX_CHARS + 1), "at most"),
]


@pytest.mark.parametrize("query", ACCEPTED)
def test_what_only_reads_is_let_through_and_the_engine_reads_it(query):
    Store().query(checked(query).text, base_iri="http://b/")


@pytest.mark.parametrize("name", sparql_question_names())
def test_the_shipped_questions_are_let_through(name):
    assert checked(load_sparql_question(name).sparql).form == "SELECT"


@pytest.mark.parametrize("query", REFUSED)
def test_what_reaches_out_or_writes_is_refused(query):
    with pytest.raises(QueryRefusedError):
        checked(query.replace("{}", "http://127.0.0.1:9/"))


@pytest.mark.parametrize(("query", "said"), WRONG)
def test_a_wrong_query_is_told_in_a_sentence_with_its_place(query, said):
    with pytest.raises(QueryError, match=re.escape(said)):
        checked(query)


def test_the_grammar_leaves_no_choice_open():
    assert query_grammar().conflicts == ()


def test_a_grammar_with_a_choice_is_noticed():
    assert read_grammar("S ::= 'x' 'y' | 'x' 'z'").conflicts == ("S at x",)


def test_what_is_written_anew_is_read_as_itself():
    for query in ACCEPTED:
        once = checked(query)
        again = checked(once.text)
        assert again.text == once.text, query


@pytest.fixture(scope="module")
def trap():
    """A socket that counts who connects, at an address that queries name."""
    caught = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.1)
        open_ = threading.Event()
        open_.set()

        def watch():
            while open_.is_set():
                try:
                    visitor, _ = door.accept()
                except TimeoutError:
                    continue
                caught.append(visitor)
                visitor.close()

        watching = threading.Thread(target=watch)
        watching.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}/", caught
        open_.clear()
        watching.join()


def test_the_trap_catches_what_the_guard_would_not(trap):
    """Without the guard the engine does connect, so that no connection below means something."""
    address, caught = trap
    with pytest.raises(OSError, match=r".*"):
        list(Store().query(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
    assert caught
    caught.clear()


PIECES = st.sampled_from([
    "SERVICE", "service", "SERVICE ", "\\u0053ERVICE", "SERVICE#x\n", "SILENT", "<T>", "<T>{?s ?p ?o}", "x:", "x:SERVICE", "SERVICE:x", "FROM", "FROM NAMED",
    "{", "}", "{ ?s ?p ?o }", "?s", "?p", "?SERVICE", "$o", "a", ".", ";", ",", "'", '"', "'''", '"""', "\\", "\\'", "#", "\n", " ", "@SERVICE", "^^", "/", "|", "?", "*", "+", "!",
    "(", ")", "[", "]", "OPTIONAL", "UNION", "MINUS", "GRAPH", "GRAPH ?g", "FILTER", "EXISTS", "NOT EXISTS", "BIND(1 AS ?z)", "VALUES ?s {<T>}", "SELECT *", "1", "+1", "<", ">", "<a", "=", "_:SERVICE", "<http://e/SERVICE>", "'SERVICE'",
])  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.lists(PIECES, max_size=12), st.sampled_from(["", " "]))
def test_no_text_that_is_let_through_makes_the_engine_connect(trap, pieces, between):
    address, caught = trap
    body = between.join(pieces).replace("<T>", f"<{address}>")
    try:
        query = checked(f"PREFIX x: <{address}> SELECT * {{ {body} }}")
    except QueryError:
        return
    try:
        list(Store().query(query.text, base_iri="http://b/"))
    except (SyntaxError, ValueError, RuntimeError):
        pass
    except OSError as error:
        pytest.fail(f"{query.text}: {error}")
    outside = re.sub(r'<[^>]*>|"(?:[^"\\]|\\.)*"|[?$@]\S+|_:\S+', "", query.text)
    assert "service" not in outside.lower()
    assert not caught
