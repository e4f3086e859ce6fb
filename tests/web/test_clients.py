"""Clients that others wrote: SPARQLWrapper, rdflib's store, and Apache Jena's rsparql."""

import json

import pytest
import SPARQLWrapper
from peelgraph.graph import open_graph
from peelgraph.graph.question import ask
from peelgraph.graph.sparql.questions import load_sparql_question
from rdflib import Graph, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

PREFIXES = "PREFIX peel: <https://w3id.org/peelgraph/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
FORCES = PREFIXES + "SELECT ?name { ?f a peel:Force ; skos:prefLabel ?name FILTER(LANG(?name) = 'en') } ORDER BY ?name"
PEEL = Namespace("https://w3id.org/peelgraph/ns#")


@pytest.fixture(scope="module")
def forces(shipped_file):
    with open_graph(shipped_file) as graph:
        return sorted(row["name"] for row in ask(graph, "coverage").dicts())


@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("requesting", [SPARQLWrapper.URLENCODED, SPARQLWrapper.POSTDIRECTLY])
def test_sparqlwrapper_reads_rows(endpoint, forces, method, requesting):
    asking = SPARQLWrapper.SPARQLWrapper(endpoint, returnFormat=SPARQLWrapper.JSON)
    asking.setMethod(method)
    asking.setRequestMethod(requesting)
    asking.setQuery(FORCES)
    assert [row["name"]["value"] for row in asking.queryAndConvert()["results"]["bindings"]] == forces


@pytest.mark.parametrize("form", [SPARQLWrapper.XML, SPARQLWrapper.CSV, SPARQLWrapper.TSV])
def test_sparqlwrapper_reads_the_other_formats(endpoint, forces, form):
    asking = SPARQLWrapper.SPARQLWrapper(endpoint, returnFormat=form)
    asking.setQuery(FORCES)
    found = asking.queryAndConvert()
    text = found.toxml() if form == SPARQLWrapper.XML else found.decode()
    assert all(name in text for name in forces)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("form", [SPARQLWrapper.TURTLE, SPARQLWrapper.RDFXML, SPARQLWrapper.JSONLD])
def test_sparqlwrapper_reads_graphs(endpoint, form):
    asking = SPARQLWrapper.SPARQLWrapper(endpoint, returnFormat=form)
    asking.setQuery("DESCRIBE <https://w3id.org/peelgraph/force/essex>")
    found = asking.queryAndConvert()
    graph = Graph().parse(data=found, format="turtle") if isinstance(found, bytes) else found
    assert (URIRef("https://w3id.org/peelgraph/force/essex"), None, PEEL.Force) in graph


def test_sparqlwrapper_is_told_what_is_wrong(endpoint):
    asking = SPARQLWrapper.SPARQLWrapper(endpoint, returnFormat=SPARQLWrapper.JSON)
    asking.setQuery("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="SERVICE would ask another endpoint"):
        asking.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_works_on_the_endpoint_as_on_a_graph(endpoint, forces, method):
    graph = Graph(SPARQLStore(endpoint, method=method))
    assert sorted(str(row.name) for row in graph.query(FORCES)) == forces
    essex = URIRef("https://w3id.org/peelgraph/force/essex")
    assert (essex, URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), PEEL.Force) in graph
    assert [str(o) for o in graph.objects(essex, PEEL.slug)] == ["essex"]
    assert bool(graph.query(PREFIXES + "ASK { ?s a peel:Force }"))


def test_jena_asks_the_endpoint(jena, endpoint, forces, tmp_path):
    query = tmp_path / "forces.rq"
    query.write_text(FORCES)
    done = jena("rsparql", f"--service={endpoint}", f"--query={query}", "--results=JSON")
    assert done.returncode == 0, done.stderr.decode()
    assert [row["name"]["value"] for row in json.loads(done.stdout)["results"]["bindings"]] == forces
    query.write_text(load_sparql_question("repeated").sparql, "utf-8")
    done = jena("rsparql", f"--service={endpoint}", f"--query={query}", "--results=JSON")
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["results"]["bindings"]
