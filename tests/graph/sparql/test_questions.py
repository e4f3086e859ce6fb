"""The questions in SPARQL answer as their Cypher does, on both engines."""

import json
import subprocess
from pathlib import Path

import pytest
from peelgraph.cli.output import plain
from peelgraph.graph.question import ask, load_question
from peelgraph.graph.rdf import PublicView, load_rdf_store, quads
from peelgraph.graph.sparql.questions import (
    ask_sparql,
    bound_text,
    load_sparql_question,
    sparql_question_names,
)
from peelgraph.ontology.errors import ModelError, PeelgraphError
from pyoxigraph import RdfFormat, serialize

CASES = [
    ("coverage", {}),
    ("coverage", {"force": "wiltshire"}),
    ("evidence", {"finding": "053f5c8e5289"}),
    ("evidence", {"finding": "f4882a25ab8d"}),
    ("findings", {}),
    ("findings", {"force": "wiltshire"}),
    ("findings", {"words": ["custody", "force"]}),
    ("findings", {"polarity": "strength", "inspection": "peel-2014"}),
    ("findings", {"practice": "managing-offenders"}),
    ("findings", {"risk": "organisational-risk"}),
    ("forces-read", {}),
    ("forces-read", {"inspection": "peel-2016"}),
    ("forces-read", {"inspection": "nowhere"}),
    ("forces-read", {"region": "wales", "since": "2017-01-01"}),
    ("forces-read", {"source_kind": "inspectorate-report"}),
    ("good-practice", {}),
    ("good-practice", {"force": "essex"}),
    ("good-practice", {"practice": "managing-offenders"}),
    ("good-practice", {"since": "2017-01-01"}),
    ("good-practice", {"region": "wales"}),
    ("good-practice", {"inspection": "peel-2014"}),
    ("good-practice", {"min_forces": 3}),
    ("good-practice", {"source_kind": "inspectorate-page"}),
    ("grades", {}),
    ("grades", {"force": "essex"}),
    ("grades", {"question": "effectiveness", "inspection": "peel-2016"}),
    ("initiatives", {}),
    ("initiatives", {"force": "cheshire"}),
    ("initiatives", {"practice": "managing-offenders"}),
    ("initiatives", {"words": ["stalking"]}),
    ("inspections-read", {}),
    ("recommendations", {}),
    ("recommendations", {"force": "essex"}),
    ("recommendations", {"force": "essex", "only_own": True}),
    ("recommendations", {"practice": "managing-offenders"}),
    ("recommendations", {"status": "open"}),
    ("recommendations", {"overdue_on": "2024-06-01"}),
    ("recommendations", {"overdue_on": "2023-03-15"}),
    ("recommendation-findings", {}),
    ("recommendation-findings", {"force": "essex"}),
    ("recommendation-findings", {"recommendation": "west-midlands-8796-a"}),
    ("repeated", {}),
    ("repeated", {"force": "essex"}),
    ("repeated", {"practice": "responding-to-the-public"}),
    ("shared-weaknesses", {}),
    ("shared-weaknesses", {"force": "essex"}),
    ("shared-weaknesses", {"practice": "managing-offenders"}),
    ("shared-weaknesses", {"risk": "organisational-risk"}),
    ("shared-weaknesses", {"since": "2017-01-01", "min_forces": 1}),
    ("shared-weaknesses", {"region": "wales"}),
    ("shared-weaknesses", {"inspection": "peel-2014"}),
    ("shared-weaknesses", {"status": "cause-of-concern", "min_forces": 1}),
    ("shared-weaknesses", {"source_kind": "inspectorate-page"}),
]
# RDF keeps no order in these, and SPARQL gives them sorted
UNORDERED = {"partners", "sources"}


def of_cypher(graph, name, given):
    columns = [column.name for column in load_sparql_question(name).columns]
    rows = [[plain(row[c]) for c in columns] for row in ask(graph, name, **given).dicts()]
    return [[sorted(v or []) if c in UNORDERED else v for c, v in zip(columns, row, strict=True)] for row in rows]


def test_all_rows_are_those_of_the_cypher(lettered):
    """On each engine, with the shipped data and the sample letter."""
    store = load_rdf_store(lettered, PublicView())
    for name, given in CASES:
        found, expected = ask_sparql(store, name, **given).rows, of_cypher(lettered, name, given)
        if name == "shared-weaknesses" and "force" in given:  # the Cypher then puts near ones first
            found, expected = sorted(found), sorted(expected)
        assert found == expected, (name, given)


def test_the_rdf_and_so_the_answer_are_the_same_on_both_engines(lettered, lettered_file):
    from peelgraph.graph import open_graph

    with open_graph(lettered_file) as other:
        assert set(map(str, quads(lettered))) == set(map(str, quads(other)))


def test_a_graph_may_be_asked_directly(lettered_file):
    from peelgraph.graph import open_graph

    with open_graph(lettered_file) as graph:
        assert ask_sparql(graph, "coverage", force="wiltshire").dicts()[0]["documents_count"] == 1


@pytest.mark.parametrize("name", sparql_question_names())
def test_the_header_says_what_the_cypher_s_says(name):
    sparql, cypher = load_sparql_question(name), load_question(name)
    assert (sparql.title, sparql.answers) == (cypher.title, cypher.answers)
    assert [c.name for c in sparql.columns if c.name in {k.name for k in cypher.columns}] == [c.name for c in sparql.columns]  # fmt: skip
    left_out = {p.name for p in cypher.parameters} - set(sparql.parameters)
    assert left_out <= {"include_embargoed", "now"}


def test_a_value_is_a_value_whatever_it_holds(lettered_file):
    from peelgraph.graph import open_graph

    with open_graph(lettered_file) as graph:
        store = load_rdf_store(graph)
    for attack in ['essex" } SERVICE <http://127.0.0.1:9/> { ?s ?p "', "essex\\", 'a" "b', "UNDEF", "\n}"]:
        assert ask_sparql(store, "grades", force=attack).rows == []
        assert ask_sparql(store, "findings", words=[attack]).rows == []


def test_unknown_names_and_wrong_types_are_told(lettered_file):
    from peelgraph.graph import open_graph

    with open_graph(lettered_file) as graph:
        store = load_rdf_store(graph)
    with pytest.raises(ModelError, match="has no query in SPARQL"):
        ask_sparql(store, "about")
    with pytest.raises(PeelgraphError, match="no parameter nope"):
        ask_sparql(store, "grades", nope=1)
    with pytest.raises(PeelgraphError, match="is text"):
        ask_sparql(store, "grades", force=1)


def test_the_text_with_values_is_asked_by_jena_to_the_same_rows(jena, lettered_file, tmp_path):
    """`arq` on the dump answers each question as the store does."""
    from peelgraph.graph import open_graph

    with open_graph(lettered_file) as graph:
        dump = tmp_path / "dump.nq"
        serialize(quads(graph), dump, RdfFormat.N_QUADS)
        store = load_rdf_store(graph)
    # Jena has no union as the default graph here: the triples of every graph, without its name
    triples = tmp_path / "dump.nt"
    serialize(sorted({quad.triple for quad in store}, key=str), triples, RdfFormat.N_TRIPLES)
    for name, given in [("repeated", {}), ("shared-weaknesses", {}), ("grades", {"force": "essex"})]:
        query = tmp_path / f"{name}.rq"
        query.write_text(bound_text(load_sparql_question(name), given), "utf-8")
        done: subprocess.CompletedProcess = jena("arq", f"--data={triples}", f"--query={query}", "--results=JSON")
        assert done.returncode == 0, done.stderr.decode()
        bindings = json.loads(done.stdout)["results"]["bindings"]
        found = ask_sparql(store, name, **given)
        texts = [c.name for c in load_sparql_question(name).columns if c.type in {"text", "integer"}]
        assert [[b.get(c, {}).get("value") for c in texts] for b in bindings] == [
            [None if row[c] is None else str(row[c]) for c in texts] for row in found.dicts()
        ]


@pytest.mark.parametrize("name", sparql_question_names())
def test_the_page_on_sparql_says_what_a_query_leaves_out(name):
    cypher, sparql = load_question(name), load_sparql_question(name)
    known = {column.name for column in sparql.columns}
    left_out = (
        [column.name for column in cypher.columns if column.name not in known],
        [parameter.name for parameter in cypher.parameters if parameter.name not in sparql.parameters],
    )
    cells = (", ".join(f"`{one}`" for one in names) or "none" for names in left_out)
    page = (Path(__file__).parents[3] / "docs" / "sparql.md").read_text("utf-8")
    assert f"| `{name}` | {' | '.join(cells)} |\n" in page
