"""Each serialisation says the same to three readers: pyoxigraph, rdflib and Apache Jena."""

import gzip
import hashlib
import tracemalloc
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from peelgraph.graph import open_graph
from peelgraph.graph.content_hash import ContentHash
from peelgraph.graph.contents import HeldNode
from peelgraph.graph.copy import copy_graph
from peelgraph.graph.export import FORMATS, export_graph
from peelgraph.graph.export.job import ExportJob
from peelgraph.graph.rdf import BASE, PublicView, quads, to_rdflib
from peelgraph.ontology.errors import StoreError
from peelgraph.ontology.model import load_model
from peelgraph.ontology.records import Link, Record

READERS = {
    "turtle": (ox.RdfFormat.TURTLE, "turtle"),
    "n-triples": (ox.RdfFormat.N_TRIPLES, "nt"),
    "n-quads": (ox.RdfFormat.N_QUADS, "nquads"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "rdf-xml": (ox.RdfFormat.RDF_XML, "xml"),
    "json-ld": (ox.RdfFormat.JSON_LD, "json-ld"),
}
WITH_GRAPHS = {"n-quads", "trig", "json-ld"}
RDFLIBS_OWN = pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")
CONTENTS = ["lettered_file", "awkward_file"]


def exported(uri, target, **options):
    with open_graph(uri) as graph:
        return export_graph(graph, target, include_embargoed=True, **options)


def expected_of(uri, form):
    with open_graph(uri) as graph:
        return plain(quads(graph, PublicView(include_embargoed=True)), form)


def plain(found, form):
    return {quad if form in WITH_GRAPHS else quad.triple for quad in found}


# XML cannot hold some characters of the awkward graph: that it says so has a test of its own.
HELD = [(form, content) for form in READERS for content in CONTENTS if (form, content) != ("rdf-xml", "awkward_file")]


@pytest.fixture(params=HELD, ids="-".join)
def file(request, tmp_path):
    """Each format of each graph: its name, the file, and what it must say."""
    form, content = request.param
    uri = request.getfixturevalue(content)
    target = tmp_path / f"graph{FORMATS[form].endings[0]}"
    exported(uri, target)
    return form, target, expected_of(uri, form)


def test_pyoxigraph_reads_it(file):
    form, target, expected = file
    assert plain(ox.parse(path=target, format=READERS[form][0]), form) == expected
    assert (len({q for q in expected if isinstance(q, ox.Quad)}) > 0) == (form in WITH_GRAPHS)


@RDFLIBS_OWN
def test_rdflib_reads_it(file, monkeypatch):
    form, target, expected = file
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    dataset = rdflib.Dataset() if form in WITH_GRAPHS else rdflib.Graph()
    dataset.parse(target, format=READERS[form][1])
    text = dataset.serialize(format="nquads" if form in WITH_GRAPHS else "nt", encoding="utf-8")
    kind = ox.RdfFormat.N_QUADS if form in WITH_GRAPHS else ox.RdfFormat.N_TRIPLES
    found = {without_default(quad) for quad in ox.parse(text, format=kind)}
    assert plain(found, form) == expected


def without_default(quad):
    """Return a quad as it is if rdflib has no name of its own for the default graph."""
    if getattr(quad.graph_name, "value", "") == "urn:x-rdflib:default":
        return ox.Quad(quad.subject, quad.predicate, quad.object)
    return quad


def test_jena_reads_it_without_a_warning(file, jena):
    form, target, expected = file
    did = jena("riot", "--output=nquads", target)
    assert (did.returncode, did.stderr) == (0, b"")
    assert plain(ox.parse(did.stdout, format=ox.RdfFormat.N_QUADS), form) == expected


@pytest.mark.parametrize("form", READERS)
def test_the_same_graph_gives_the_same_bytes(form, lettered_file, tmp_path):
    copy_graph(lettered_file, tmp_path / "copy.kgl")
    ending = FORMATS[form].endings[0]
    for name, uri in (("one", lettered_file), ("two", tmp_path / "copy.kgl")):
        exported(uri, tmp_path / f"{name}{ending}")
        exported(uri, tmp_path / f"{name}{ending}.gz")
    one = (tmp_path / f"one{ending}").read_bytes()
    assert one == (tmp_path / f"two{ending}").read_bytes()
    packed = (tmp_path / f"one{ending}.gz").read_bytes()
    assert packed == (tmp_path / f"two{ending}.gz").read_bytes()
    assert gzip.decompress(packed) == one
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_both_engines_give_the_same_bytes(awkward_file, neo4j_uri, tmp_path):
    copy_graph(awkward_file, neo4j_uri)
    hashes = []
    for name, uri in (("file", awkward_file), ("server", neo4j_uri)):
        exported(uri, tmp_path / f"{name}.trig")
        hashes.append(hashlib.sha256((tmp_path / f"{name}.trig").read_bytes()).hexdigest())
    assert hashes[0] == hashes[1]


def test_a_file_takes_the_place_of_an_older_one_only_when_it_is_complete(lettered_file, tmp_path):
    target = tmp_path / "graph.ttl"
    target.write_text("older")

    def interrupt(what, count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exported(lettered_file, target, progress=interrupt)
    assert target.read_text() == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]
    exported(lettered_file, target)
    assert target.read_text("utf-8").startswith("@base")


def test_what_xml_cannot_hold_is_said_with_its_place(whole, tmp_path):
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "a", whole.force("essex", name="Ess\x0bex"))
    with pytest.raises(
        StoreError, match=r"U\+000B, which https://w3id.org/peelgraph/force/essex has in skos:prefLabel"
    ):
        exported(tmp_path / "graph.kgl", tmp_path / "graph.rdf")
    assert [path.name for path in tmp_path.glob("*.rdf")] == []


def test_what_a_line_break_is_stays_so_in_xml(whole, tmp_path):
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "a", whole.force("essex", name="a\r\nb\rc\td <&> \"'"))
    exported(tmp_path / "graph.kgl", tmp_path / "graph.rdf")
    found = rdflib.Graph().parse(tmp_path / "graph.rdf", format="xml")
    assert str(found.value(rdflib.URIRef(f"{BASE}force/essex"), rdflib.SKOS.prefLabel)) == "a\r\nb\rc\td <&> \"'"


@pytest.mark.parametrize("form", ["n-triples", "n-quads"])
def test_lines_stream_in_as_much_memory_for_a_large_graph_as_for_a_small_one(form, tmp_path):
    class NoDocuments:
        def run(self, cypher, parameters=None):
            return []

        def ids(self, label):
            return iter(())

    def pages(count):
        said = {"text": "Calls wait.", "wording": "summary", "kind": "finding", "polarity": "weakness"}
        links = (Link("ABOUT", "Force", "essex"), Link("CONCERNS", "Practice", "calls", {"method": "hand"}))
        for start in range(0, count, 500):
            yield [HeldNode("Finding", f"f{n}", said | {"sources": ["a"]}, links) for n in range(start, start + 500)]

    def peak(count):
        job = ExportJob(NoDocuments(), pages(count), tmp_path / "x.nt", load_model(), ContentHash(load_model()))
        tracemalloc.start()
        FORMATS[form].write(job)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(500)
    assert peak(6000) < 1.3 * peak(1500)


@RDFLIBS_OWN
def test_rdflib_gets_the_same_dataset(lettered_file):
    with open_graph(lettered_file) as graph:
        dataset = to_rdflib(graph, PublicView(include_embargoed=True))
        expected = set(quads(graph, PublicView(include_embargoed=True)))
    found = ox.parse(dataset.serialize(format="nquads", encoding="utf-8"), format=ox.RdfFormat.N_QUADS)
    assert {without_default(quad) for quad in found} == expected
    rows = dataset.query(
        "PREFIX peel: <https://w3id.org/peelgraph/ns#> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "SELECT ?quotation { ?f peel:quotation ?quotation ; prov:wasDerivedFrom/prov:wasDerivedFrom ?document }"
    )
    assert len(list(rows)) == 24


def test_addresses_are_a_publishers_own_where_he_has_some(lettered_file, tmp_path):
    base = "https://data.example.org/policing/"
    for name in ("graph.ttl", "graph.nq", "graph.jsonld"):
        exported(lettered_file, tmp_path / name, base=base)
    found = set(ox.parse(path=tmp_path / "graph.nq", format=ox.RdfFormat.N_QUADS))
    ours = {term.value for quad in found for term in quad if isinstance(term, ox.NamedNode) and BASE in term.value}
    assert all(address.startswith(f"{BASE}ns#") for address in ours)
    assert len([quad for quad in found if quad.subject.value.startswith(f"{base}force/")]) > 43
    for name, kind in (("graph.ttl", ox.RdfFormat.TURTLE), ("graph.jsonld", ox.RdfFormat.JSON_LD)):
        assert {q.triple for q in ox.parse(path=tmp_path / name, format=kind)} == {q.triple for q in found}


def test_the_file_of_an_export_must_have_a_folder(lettered_file, tmp_path):
    with pytest.raises(StoreError, match="there is no folder"):
        exported(lettered_file, tmp_path / "none" / "graph.ttl")
    with pytest.raises(StoreError, match="is a folder: name a file"):
        exported(lettered_file, tmp_path, form="turtle")
    assert list(Path(tmp_path).iterdir()) == []


def test_nothing_of_a_record_that_breaks_no_rule_is_lost(whole, tmp_path):
    """Two documents of the same name in different letters, an id that is a path: all have addresses of their own."""
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        for id_ in ("a/b", "a%2Fb", "a b", "..", "é"):
            whole.states(graph, "t", Record("Region", id_, {"slug": id_, "name": "R"}))
            whole.states(graph, f"s-{id_}", Record("Region", id_, {"slug": id_, "name": "R"}))
    exported(tmp_path / "graph.kgl", tmp_path / "graph.nt")
    found = {q.subject.value for q in ox.parse(path=tmp_path / "graph.nt", format=ox.RdfFormat.N_TRIPLES)}
    assert {f"{BASE}region/{part}" for part in ("a%2Fb", "a%252Fb", "a%20b", "%2E%2E", "%C3%A9")} <= found
