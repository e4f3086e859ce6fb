"""Files to download say the same in each form, and the catalogue says of them what is so."""

import gzip
import hashlib
import subprocess
import zipfile

import pyoxigraph as ox
import pytest
import rdflib
from peelgraph.graph import open_graph
from peelgraph.graph.publish import PublishSettings, publish
from peelgraph.graph.publish.dumps import attribution
from peelgraph.graph.restore import restore_graph
from peelgraph.graph.validation import validate
from peelgraph.ontology.model import BASE
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID, XSD

SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass dcat:Catalog ;
    sh:property [ sh:path dcterms:title ; sh:minCount 1 ] , [ sh:path dcterms:description ; sh:minCount 1 ] ,
        [ sh:path dcterms:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
        [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] ,
        [ sh:path dcterms:license ; sh:minCount 1 ; sh:nodeKind sh:IRI ] .
[] a sh:NodeShape ; sh:targetClass dcat:Dataset ;
    sh:property [ sh:path dcterms:title ; sh:minCount 1 ] , [ sh:path dcterms:description ; sh:minCount 1 ] ,
        [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcat:Distribution ] ,
        [ sh:path dcat:version ; sh:minCount 1 ; sh:maxCount 1 ] ,
        [ sh:path dcat:theme ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path dcterms:modified ; sh:maxCount 1 ; sh:datatype xsd:date ] ,
        [ sh:path dcterms:rights ; sh:minCount 1 ; sh:class dcterms:RightsStatement ] .
[] a sh:NodeShape ; sh:targetClass dcat:Distribution ;
    sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path dcat:downloadURL ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:pattern
          "/media-types/(text/(turtle|csv|markdown)|application/(n-triples|n-quads|trig|ld[+]json|rdf[+]xml))$" ] ,
        [ sh:path dcterms:rights ; sh:minCount 1 ; sh:class dcterms:RightsStatement ] ,
        [ sh:path dcterms:license ; sh:minCount 1 ; sh:maxCount 1 ] ,
        [ sh:path dcat:byteSize ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] ,
        [ sh:path spdx:checksum ; sh:minCount 1 ; sh:maxCount 1 ; sh:class spdx:Checksum ] .
[] a sh:NodeShape ; sh:targetClass spdx:Checksum ;
    sh:property [ sh:path spdx:algorithm ; sh:hasValue spdx:checksumAlgorithm_sha256 ] ,
        [ sh:path spdx:checksumValue ; sh:minCount 1 ; sh:datatype xsd:hexBinary ; sh:pattern "^[0-9a-f]{64}$" ] .
"""


def turtle(site, name):
    return rdflib.Graph().parse(site / name, publicID="https://site.example/" + name, format="turtle")


def test_every_form_says_the_same(site):
    forms = {
        "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD, "rdf": ox.RdfFormat.RDF_XML,
    }  # fmt: skip
    read = {
        ending: {quad.triple for quad in ox.parse((site / f"data/all.{ending}").read_bytes(), format=form)}
        for ending, form in forms.items()
    }
    assert all(triples == read["nt"] for triples in read.values())


def test_packed_copies_are_the_files(site):
    packed = sorted((site / "data").glob("*.gz"))
    assert len(packed) == 7
    for path in packed:
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
        assert path.read_bytes()[4:8] == b"\0\0\0\0"
        assert not path.read_bytes()[3]
    with zipfile.ZipFile(site / "data/csv.zip") as bundle:
        names = sorted(path.name for path in (site / "data/csv").iterdir())
        assert bundle.namelist() == names
        assert all(bundle.read(name) == (site / "data/csv" / name).read_bytes() for name in names)
        assert {entry.date_time for entry in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_checksums_hold(site):
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=site, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    named = {line.split("  ")[1] for line in (site / "SHA256SUMS").read_text().splitlines()}
    assert named >= {path.relative_to(site).as_posix() for path in (site / "data").rglob("*") if path.is_file()}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_catalogue_conforms_and_says_what_is_so(site):
    import pyshacl

    catalogue = turtle(site, "catalogue.ttl")
    shapes = rdflib.Graph().parse(data=SHAPES, format="turtle")
    conforms, _, text = pyshacl.validate(catalogue, shacl_graph=shapes)
    assert conforms, text
    distributions = set(catalogue.subjects(RDF.type, DCAT.Distribution))
    assert len(distributions) > 30
    for distribution in distributions:
        url = str(catalogue.value(distribution, DCAT.downloadURL))
        path = site / url.removeprefix("https://site.example/")
        assert int(catalogue.value(distribution, DCAT.byteSize)) == path.stat().st_size
        checksum = catalogue.value(catalogue.value(distribution, SPDX.checksum), SPDX.checksumValue)
        assert str(checksum).lower() == hashlib.sha256(path.read_bytes()).hexdigest()
        assert ((distribution, DCAT.mediaType, None) in catalogue) == (".jsonl" not in path.suffixes)
        assert (path.suffix == ".gz") == ((distribution, DCAT.compressFormat, None) in catalogue)
        assert (path.suffix == ".zip") == ((distribution, DCAT.packageFormat, None) in catalogue)
    assert str(next(catalogue.objects(None, DCTERMS.modified))) == "2026-11-23"
    agents = set(catalogue.objects(None, DCTERMS.creator)) | set(catalogue.objects(None, DCTERMS.publisher))
    assert len(agents) == 2
    assert agents == set(catalogue.subjects(RDF.type, rdflib.FOAF.Agent))
    labels = " ".join(map(str, catalogue.objects(None, rdflib.RDFS.label)))
    assert attribution() in labels
    assert "not a product of the inspectorate" in labels
    [lines] = catalogue.subjects(RDF.type, DCTERMS.MediaTypeOrExtent)
    assert str(catalogue.value(lines, rdflib.RDFS.label)) == "JSON Lines (application/jsonl)"
    assert len(set(catalogue.subjects(DCTERMS.format, lines))) == 2
    addresses = [str(term) for triple in catalogue for term in triple if isinstance(term, rdflib.URIRef)]
    assert all(address.startswith(("http://", "https://")) for address in addresses)
    assert "https://creativecommons.org/licenses/by/4.0/" in addresses


def test_statistics_can_be_recounted(site):
    void = turtle(site, "void.ttl")
    data = rdflib.Graph().parse(site / "data/all.nt", format="nt")
    dataset = rdflib.URIRef("https://site.example/catalogue.ttl#dataset")

    def said(predicate):
        return int(void.value(dataset, predicate))

    subjects, objects = set(data.subjects()), set(data.objects())
    assert said(VOID.triples) == len(data)
    assert said(VOID.distinctSubjects) == len(subjects)
    assert said(VOID.distinctObjects) == len(objects)
    assert said(VOID.entities) == sum(1 for s in subjects if str(s).startswith(BASE) and "#" not in s)
    assert said(VOID.properties) == len(set(data.predicates()))
    assert said(VOID.classes) == len(set(data.objects(None, RDF.type)))
    parts = list(void.objects(dataset, VOID.propertyPartition))
    counted = {void.value(part, VOID.property): int(void.value(part, VOID.triples)) for part in parts}
    assert counted == {p: sum(1 for _ in data.triples((None, p, None))) for p in set(data.predicates())}
    parts = list(void.objects(dataset, VOID.classPartition))
    counted = {void.value(part, VOID["class"]): int(void.value(part, VOID.entities)) for part in parts}
    assert counted == {c: len(set(data.subjects(RDF.type, c))) for c in set(data.objects(None, RDF.type))}
    linkset = void.value(dataset, VOID.subset)
    same = rdflib.OWL.sameAs
    assert int(void.value(linkset, VOID.triples)) == len(list(data.triples((None, same, None)))) == 43
    terms = {*map(str, data.predicates()), *map(str, data.objects(None, RDF.type))}
    assert all(any(t.startswith(str(v)) for v in void.objects(dataset, VOID.vocabulary)) for t in terms)
    assert len(list(void.objects(dataset, VOID.dataDump))) == 12
    assert all(str(e).startswith(BASE) for e in void.objects(dataset, VOID.exampleResource))
    assert {lit.datatype for lit in void.objects(None, VOID.triples)} == {XSD.integer}


def test_json_lines_load_to_a_sound_graph(site, tmp_path):
    with open_graph(tmp_path / "again.kgl", write=True) as graph:
        restore_graph(graph, site / "data/all.jsonl")
        found = validate(graph)
    assert (found.count, found.faults) == (0, [])


def test_with_an_address_of_its_own_a_site_says_it(shipped_file, tmp_path, html):
    url = "https://data.example.org/policing/"
    settings = PublishSettings(base=url, site_url=url, publisher="Our <office>", contact="data@example.org")
    with open_graph(shipped_file) as graph:
        publish(graph, tmp_path / "site", settings)
    site = tmp_path / "site"
    catalogue = rdflib.Graph().parse(site / "catalogue.ttl", publicID="file:///elsewhere/", format="turtle")
    downloads = {str(d) for d in catalogue.objects(None, DCAT.downloadURL)}
    assert f"{url}data/all.ttl.gz" in downloads
    contact = catalogue.value(next(catalogue.subjects(RDF.type, DCAT.Dataset)), DCAT.contactPoint)
    assert rdflib.URIRef("mailto:data@example.org") in set(catalogue.objects(contact))
    sitemap = (site / "sitemap.xml").read_text()
    assert f"<loc>{url}force/essex.html</loc>" in sitemap
    assert "grade/" not in sitemap.replace("grade/index.html", "")
    assert f"Sitemap: {url}sitemap.xml" in (site / "robots.txt").read_text()
    about = html((site / "about.html").read_text())
    assert "Our <office>" in about.all("main")[0].text
    assert "mailto:data@example.org" in [a.attributes["href"] for a in about.all("a")]
    essex = html((site / "force/essex.html").read_text())
    canonical = next(e for e in essex.all("link") if e.attributes["rel"] == "canonical")
    assert canonical.attributes["href"] == f"{url}force/essex.html"
    assert f"@base <{url}>" in (site / "force/essex.ttl").read_text()
    assert html((site / "404.html").read_text()).all("a")[0].attributes["href"] == f"{url}index.html"
