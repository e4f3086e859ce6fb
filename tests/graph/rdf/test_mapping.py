"""What a semantic-web reader finds: standard vocabularies, typed dates, languages, annotations, nothing private."""

import datetime as dt
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from peelgraph.graph import open_graph
from peelgraph.graph.export import FORMATS, export_graph
from peelgraph.graph.rdf import PublicView, iri, load_rdf_store, quads, to_rdflib
from peelgraph.graph.rdf.view import PREFIXES
from peelgraph.ontology.errors import PeelgraphError
from peelgraph.ontology.licences import is_open
from peelgraph.ontology.model import NS, load_model
from peelgraph.ontology.records import Link, Record

ROOT = Path(__file__).parents[3]
MODEL = load_model()
HEAD = "".join(f"PREFIX {prefix}: <{address}>\n" for prefix, address in PREFIXES.items())
RDF_FORMATS = ("turtle", "n-triples", "n-quads", "trig", "rdf-xml", "json-ld")
LONG_AFTER = dt.datetime(2126, 1, 1)


@pytest.fixture(scope="module")
def store(lettered_file):
    """The shipped graph with the sample letter, as anybody may have it after the letter's embargo."""
    with open_graph(lettered_file) as graph:
        return load_rdf_store(graph, PublicView(now=LONG_AFTER))


@pytest.fixture
def made(whole, tmp_path):
    """State records in a new graph; return its RDF in a store."""

    def make(*records, **view):
        with open_graph(tmp_path / "made.kgl", write=True) as graph:
            whole.states(graph, "a", *records)
        with open_graph(tmp_path / "made.kgl") as graph:
            return load_rdf_store(graph, PublicView(**view))

    return make


def rows(store, query):
    found = store.query(HEAD + query, use_default_graph_as_union=True)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    return [tuple(term.value if term else None for term in solution) for solution in found]


def terms(store, subject, predicate):
    prefix, _, local = predicate.partition(":")
    pattern = ox.NamedNode(subject), ox.NamedNode(PREFIXES[prefix] + local), None
    return {str(quad.object) for quad in store.quads_for_pattern(*pattern, None)}


def test_a_force_is_an_organisation_with_its_statistics_address_and_its_welsh_name(store):
    gwent = iri("Force", "gwent")
    assert terms(store, gwent, "rdf:type") == {f"<{NS}Force>", "<http://www.w3.org/ns/org#FormalOrganization>"}
    assert terms(store, gwent, "owl:sameAs") == {"<http://statistics.data.gov.uk/id/statistical-geography/W15000002>"}
    assert terms(store, gwent, "skos:prefLabel") == {'"Gwent Police"@en', '"Heddlu Gwent"@cy'}
    assert terms(store, gwent, "skos:altLabel") == {'"Gwent"@en'}
    welsh = rows(store, "SELECT ?f ?name { ?f skos:prefLabel ?name FILTER(lang(?name) = 'cy') } ORDER BY ?f")
    forces = rows(store, "SELECT ?f { ?f peel:nation 'Wales' } ORDER BY ?f")
    assert [row[0] for row in welsh] == [row[0] for row in forces]
    assert len(welsh) == 4


def test_concepts_are_in_their_schemes(store):
    counted = rows(store, "SELECT ?s (COUNT(DISTINCT ?c) AS ?n) { ?c skos:inScheme ?s } GROUP BY ?s ORDER BY ?s")
    assert [(s.rpartition("/")[2], int(n) > 4) for s, n in counted] == [
        (name, True) for name in ("grades", "practices", "questions", "risks")
    ]
    assert not rows(
        store, "ASK { ?s skos:inScheme ?x FILTER NOT EXISTS { ?x a skos:ConceptScheme ; dcterms:title ?t } }"
    )
    assert not rows(store, "ASK { ?c skos:topConceptOf ?s ; skos:broader ?b }")
    assert not rows(
        store, "ASK { ?g a peel:Grade FILTER NOT EXISTS { ?g peel:gradeConcept/skos:notation ?v ; peel:value ?v } }"
    )


def test_a_finding_is_derived_from_its_passage_and_that_from_its_document(store):
    [(count,)] = rows(
        store,
        "SELECT (COUNT(*) AS ?n) { ?f a peel:Finding ; prov:wasGeneratedBy ?i ; prov:wasDerivedFrom ?p . "
        "?i a prov:Activity . ?p a peel:Passage ; dcterms:isPartOf ?d ; prov:wasDerivedFrom ?d . ?d a peel:Document }",
    )
    assert count == "24"


def test_a_quoted_sentence_and_our_summary_are_different_properties(store):
    kinds = "SELECT ?w (COUNT(?q) AS ?quoted) (COUNT(?s) AS ?ours) { ?f a peel:Finding ; peel:wording ?w OPTIONAL { ?f peel:quotation ?q } OPTIONAL { ?f peel:summary ?s } } GROUP BY ?w ORDER BY ?w"
    assert rows(store, kinds) == [("quoted", "24", "0"), ("summary", "0", "589")]


def test_a_span_is_a_web_annotation_whose_quote_stands_at_its_position(lettered_file):
    with open_graph(lettered_file) as graph:
        store = load_rdf_store(graph, PublicView(now=LONG_AFTER, complete=True))
    found = rows(
        store,
        "SELECT ?text ?start ?end ?exact ?quotation { ?a a oa:Annotation ; oa:hasBody ?f ; oa:hasTarget ?t . "
        "?f peel:quotation ?quotation . ?t a oa:SpecificResource ; oa:hasSource ?p ; oa:hasSelector ?pos, ?quote . "
        "?p peel:text ?text . ?pos a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end . "
        "?quote a oa:TextQuoteSelector ; oa:exact ?exact }",
    )
    assert len(found) == 24
    for text, start, end, exact, quotation in found:
        assert text[int(start) : int(end)] == exact == quotation


def test_each_coding_is_stated_and_told_how_it_was_reached(store):
    query = "SELECT (COUNT(*) AS ?n) {{ ?f a peel:Finding ; peel:{0} ?c {1} }}"
    for relation in ("concerns", "exposes"):
        annotated = (
            f"?a a oa:Annotation ; oa:hasTarget ?f ; oa:hasBody ?c ; peel:codes peel:{relation} ; peel:method ?m"
        )
        assert rows(store, query.format(relation, "")) == rows(store, query.format(relation, f". {annotated}"))
    rule = rows(store, "SELECT DISTINCT ?m { ?a peel:method ?m FILTER EXISTS { ?a peel:confidence ?c ; peel:cue ?w } }")
    assert sorted(rule) == [("model",), ("rule",)]


def test_dates_are_typed_by_their_precision(made):
    store = made(
        *[
            Record("Inspection", period, {"slug": period, "title": "T", "published_period": period})
            for period in ("2014", "2014-11", "2014-11-27")
        ]
    )
    kinds = {str(q.object) for q in store.quads_for_pattern(None, ox.NamedNode(f"{NS}publishedPeriod"), None, None)}
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert kinds == {f'"2014"^^<{xsd}gYear>', f'"2014-11"^^<{xsd}gYearMonth>', f'"2014-11-27"^^<{xsd}date>'}


def test_an_address_is_a_resource_and_what_is_none_stays_a_text(made, whole):
    store = made(
        whole.force("essex"),
        whole.finding("a", source_url="https://example.org/page?a=1"),
        whole.finding("b", source_url="see the printed report"),
    )
    assert terms(store, iri("Finding", "a"), "dcterms:source") == {"<https://example.org/page?a=1>"}
    assert terms(store, iri("Finding", "b"), "dcterms:source") == {'"see the printed report"'}


@pytest.mark.parametrize(
    ("until", "offset"),
    [((2026, 7, 1, 0, 1), "+01:00"), ((2026, 11, 23, 0, 1), "Z"), ((2026, 3, 29, 1, 0), "Z")],
)
def test_an_embargo_is_told_with_the_offset_of_london(made, whole, until, offset):
    time = dt.datetime(*until)
    store = made(whole.force("essex"), *whole.letter("letter-1", until=time), include_embargoed=True)
    told = terms(store, iri("Document", "letter-1"), "peel:embargoedUntil")
    assert told == {f'"{time.isoformat()}{offset}"^^<http://www.w3.org/2001/XMLSchema#dateTime>'}


@pytest.mark.parametrize(
    ("until", "last_utc"),
    [
        (dt.datetime(2026, 7, 1, 0, 1), dt.datetime(2026, 6, 30, 23, 0, tzinfo=dt.UTC)),
        (dt.datetime(2026, 11, 23, 0, 1), dt.datetime(2026, 11, 23, 0, 0, tzinfo=dt.UTC)),
    ],
    ids=["summer", "winter"],
)
def test_an_embargo_ends_with_its_minute_in_london(whole, tmp_path, until, last_utc):
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "a", whole.force("essex"))
        whole.states(graph, "letter-1", *whole.letter("letter-1", until=until))
    minute = dt.timedelta(minutes=1)
    with open_graph(tmp_path / "graph.kgl") as graph:
        for now in (last_utc, until - minute):
            found = "".join(map(str, quads(graph, PublicView(now=now))))
            assert "letter-1" not in found
            assert whole.HELD_BACK not in found
        for now in (last_utc + minute, until):
            assert whole.HELD_BACK in "".join(map(str, quads(graph, PublicView(now=now))))
        for form in RDF_FORMATS:
            for now, there in ((until - minute, False), (until, True)):
                target = tmp_path / f"x{FORMATS[form].endings[0]}"
                export_graph(graph, target, now=now)
                assert ((b"letter-1" in target.read_bytes()), whole.HELD_BACK.encode() in target.read_bytes()) == (
                    there,
                    there,
                ), form


def test_by_default_the_clock_of_london_judges(whole, tmp_path, monkeypatch):
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "letter-1", whole.force("essex"), *whole.letter("letter-1"))
    with open_graph(tmp_path / "graph.kgl") as graph:
        for now, there in ((whole.EMBARGO - dt.timedelta(minutes=1), False), (whole.EMBARGO, True)):
            monkeypatch.setattr("peelgraph.graph.rdf.view.london_now", lambda now=now: now)
            assert (whole.HELD_BACK in "".join(map(str, quads(graph)))) == there


LICENCES = {
    "OGL-UK-3.0": True,
    "Open Government Licence v3.0": True,
    "open government licence version 2.0": True,
    "OGL v1.0": True,
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/": True,
    "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/": True,
    "CC BY 4.0": True,
    "CC-BY-SA-4.0": True,
    "https://creativecommons.org/licenses/by/4.0/": True,
    "CC0": True,
    "CC BY-NC 4.0": False,
    "https://creativecommons.org/licenses/by-nc/4.0/": False,
    "CC BY-ND 4.0": False,
    "Not under OGL-UK-3.0": False,
    "All rights reserved": False,
    "unknown": False,
    "": False,
    None: False,
}


@pytest.mark.parametrize("licence", LICENCES)
def test_a_passage_is_published_whole_only_under_an_open_licence(licence, whole, tmp_path):
    is_given = {"licence": licence} if licence is not None else {}
    sentence = "Calls wait."
    records = [
        whole.force("essex"),
        Record("Document", "d", {"title": "D", "kind": "report", "source_url": "https://e.org/d", **is_given}),
        Record(
            "Passage",
            "p",
            {"number": 1, "section": "Calls", "text": f"{sentence} Secret."},
            (Link("PART_OF", "Document", "d"),),
        ),
        whole.finding("f", Link("STATED_IN", "Passage", "p", {"start": 0, "end": 11}), wording="quoted", text=sentence),
    ]
    other = Record("Passage", "p", {"number": 2, "text": "Secret claim."}, (Link("PART_OF", "Document", "d"),))
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "a", *records)
        whole.states(graph, "b", other)
        whole.states(graph, "a", *records)
    with open_graph(tmp_path / "graph.kgl") as graph:
        store = load_rdf_store(graph)
    assert is_open(licence) == LICENCES[licence]
    text = "".join(map(str, store))
    assert ("Secret" in text) == LICENCES[licence]
    assert terms(store, iri("Finding", "f"), "peel:quotation") == {f'"{sentence}"@en'}
    assert terms(store, iri("Passage", "p"), "peel:section") == {'"Calls"@en'}
    assert terms(store, iri("Document", "d"), "dcterms:source") == {"<https://e.org/d>"}
    assert bool(terms(store, iri("Document", "d"), "dcterms:license")) == LICENCES[licence]


def test_a_reviewer_is_never_published_not_even_where_sources_disagree(whole, tmp_path):
    said = {"field": "polarity", "old": ["weakness"], "new": ["neutral"], "reviewer": "Somebody", "state": "applied"}
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "review", whole.force("essex"), whole.finding("f"))
        for source, state in (("one", "applied"), ("two", "undone")):
            whole.states(
                graph, source, Record("Correction", "c", said | {"state": state}, (Link("CORRECTS", "Finding", "f"),))
            )
    with open_graph(tmp_path / "graph.kgl") as graph:
        text = "".join(map(str, quads(graph, PublicView(include_embargoed=True, complete=True))))
    assert "undone" in text
    assert "claims" in text
    assert "Somebody" not in text


def test_what_a_document_alone_states_is_in_a_graph_of_its_own(store):
    graphs = {quad.graph_name for quad in store} - {ox.DefaultGraph()}
    [name] = graphs
    document = re.fullmatch(r".*/graph/(.*)", name.value).group(1)
    classes = {
        q.object.value.removeprefix(NS)
        for q in store.quads_for_pattern(None, ox.NamedNode(PREFIXES["rdf"] + "type"), None, name)
        if q.object.value.startswith(NS)
    }
    assert {"Document", "Passage", "Finding"} <= classes
    assert terms(store, iri("Document", document), "peel:statedBy") == {f'"{document}"'}
    default = {q.subject.value for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    assert not [s for s in default if document in s]
    assert iri("Force", "wiltshire") in default


def test_there_are_no_blank_nodes_and_every_address_of_ours_is_explained(store):
    assert not [q for q in store if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]
    ontology = rdflib.Graph().parse(ROOT / "ontology" / "model.ttl")
    used = {q.predicate.value for q in store} | {q.object.value for q in store if isinstance(q.object, ox.NamedNode)}
    ours = {address for address in used if address.startswith(NS)}
    assert len(ours) > 40
    assert not [a for a in ours if (rdflib.URIRef(a), rdflib.RDFS.comment, None) not in ontology]


@pytest.mark.parametrize("complete", [True, False])
def test_the_rdf_conforms_to_the_shapes(lettered_file, complete):
    shapes = rdflib.Graph().parse(ROOT / "ontology" / "model.ttl")
    with open_graph(lettered_file) as graph:
        data = to_rdflib(graph, PublicView(now=LONG_AFTER, complete=complete))
    merged = rdflib.Graph()
    for subject, predicate, object_, _ in data.quads():
        merged.add((subject, predicate, object_))
    conforms, _, report = pyshacl.validate(merged, shacl_graph=shapes)
    assert conforms, report[:2000]


def test_the_context_has_a_word_for_whatever_the_model_says():
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
    named = {v["@id"] for v in context.values() if isinstance(v, dict) and "@id" in v}
    declared = [p for t in MODEL.node_types.values() for p in t.properties.values()]
    declared += [p for t in MODEL.relationship_types.values() for p in t.properties.values()]
    ends = [end for t in MODEL.node_types.values() for end in t.relationships.values()]
    for term in (*declared, *ends):
        for address in getattr(term, "alternatives", ()) or (term.iri,):
            space, prefix = next((s, p) for p, s in PREFIXES.items() if address.startswith(s))
            plain = (
                space == NS
                and getattr(term, "form", "") in {"literal", "period"}
                and (getattr(term, "datatype", "") == "string" and not term.many)
            )
            assert plain or f"{prefix}:{address[len(space) :]}" in named, address


@pytest.mark.parametrize(
    "base", ["", "data/", "ftp://x.org/", "https://x.org", "https://x.org/a#", "https://x.org/ a/", "https://x.org/../"]
)
def test_a_base_that_makes_no_addresses_is_refused(base):
    with pytest.raises(PeelgraphError, match="give an http"):
        PublicView(base=base)
