"""The typed model against the Turtle as rdflib reads it, against the contract, and against SHACL itself."""

from __future__ import annotations

import pyshacl
import pytest
import rdflib
from peelgraph.ontology.errors import ModelError
from peelgraph.ontology.model import load_model, read_model
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, XSD, URIRef
from rdflib.collection import Collection

PEEL = rdflib.Namespace("https://w3id.org/peelgraph/ns#")
DATATYPES = {
    None: "string",
    XSD.string: "string",
    RDF.langString: "string",
    XSD.nonNegativeInteger: "integer",
    XSD.integer: "integer",
    XSD.double: "float",
    XSD.boolean: "boolean",
    XSD.date: "date",
    XSD.dateTime: "datetime",
}

CONTRACT = {
    "Force": "slug name ons_code alternative_names",
    "Region": "slug name",
    "Practice": "slug name definition alternative_names",
    "Risk": "slug name definition alternative_names",
    "Question": "slug name definition alternative_names",
    "Inspection": "slug sequence title formerly fieldwork_start fieldwork_end published published_period",
    "Document": "id title kind published embargoed_until author author_office addressee addressee_office follow_up "
    "filename sha256 source_url licence",
    "Passage": "id number section text page",
    "Finding": "id text wording kind polarity status published peer_context source_kind source_url polarity_method "
    "polarity_confidence polarity_cue kind_method kind_confidence kind_cue confidence",
    "Grade": "id value published source_kind source_url",
    "Initiative": "id title evidence_stage year partners summary source_kind source_url",
    "Recommendation": "id summary published published_period due status status_date addressed_to superseded_by "
    "source_kind source_url",
    "Correction": "id field old new reviewer made_at undone_at state",
}
CODING = {"method", "confidence", "cue"}
RELATIONSHIPS = [
    ("IN_REGION", "Force", "Region", set()),
    ("BROADER", "Practice", "Practice", set()),
    ("BROADER", "Risk", "Risk", set()),
    ("ABOUT", "Finding", "Force", set()),
    ("CONCERNS", "Finding", "Practice", CODING),
    ("CONCERNS", "Recommendation", "Practice", CODING),
    ("EXPOSES", "Finding", "Risk", CODING),
    ("ADDRESSES", "Finding", "Question", set()),
    ("FOUND_IN", "Finding", "Inspection", set()),
    ("STATED_IN", "Finding", "Passage", {"start", "end"}),
    ("PART_OF", "Passage", "Document", set()),
    ("REPORTS", "Document", "Inspection", set()),
    ("SENT_TO", "Document", "Force", set()),
    ("FOLLOWED_UP_BY", "Inspection", "Inspection", set()),
    ("ASKED_IN", "Question", "Inspection", set()),
    ("OF", "Grade", "Force", set()),
    ("ANSWERS", "Grade", "Question", set()),
    ("GIVEN_IN", "Grade", "Inspection", set()),
    ("RUN_BY", "Initiative", "Force", set()),
    ("APPLIES", "Initiative", "Practice", set()),
    ("MADE_IN", "Recommendation", "Inspection", set()),
    ("ADDRESSED_TO", "Recommendation", "Force", set()),
    ("CORRECTS", "Correction", "Finding", set()),
]


def value(graph, subject, predicate):
    found = graph.value(subject, predicate)
    return found.toPython() if found is not None else None


def told(graph, shape, having):
    """The property shapes of a shape that have a name, or a class, in order."""
    shapes = [node for node in graph.objects(shape, SH.property) if (node, having, None) in graph]
    return sorted(shapes, key=lambda node: value(graph, node, SH.order))


def paths(graph, node):
    path = graph.value(node, SH.path)
    several = graph.value(path, SH.alternativePath)
    return list(Collection(graph, several)) if several is not None else [path]


def common(graph, node):
    listed = graph.value(node, SH["in"])
    return {
        "many": value(graph, node, SH.maxCount) != 1 and not value(graph, node, SH.uniqueLang),
        "required": bool(value(graph, node, SH.minCount) or value(graph, node, PEEL.required)),
        "description": value(graph, node, SH.description),
        "iri": str(paths(graph, node)[0]),
        "values": tuple(map(str, Collection(graph, listed))) if listed is not None else None,
    }


def properties_of(graph, shape):
    return {
        value(graph, node, SH.name): {
            **common(graph, node),
            "datatype": DATATYPES[graph.value(node, SH.datatype)],
            "pattern": value(graph, graph.value(node, SH.node) or node, SH.pattern),
            "minimum": value(graph, node, SH.minInclusive),
            "maximum": value(graph, node, SH.maxInclusive),
        }
        for node in told(graph, shape, SH.name)
    }


def plain(type_, *names):
    return {name: getattr(type_, name) for name in names}


PROPERTY = ("many", "required", "description", "iri", "values", "datatype", "pattern", "minimum", "maximum")


def test_the_typed_model_says_what_the_turtle_says(turtle):
    shapes = sorted(turtle.subject_objects(SH.targetClass), key=lambda pair: value(turtle, pair[0], SH.order))
    model = load_model()
    assert list(model.node_types) == [str(cls).removeprefix(PEEL) for _, cls in shapes]
    shared = properties_of(turtle, PEEL.NodeShape)
    for shape, cls in shapes:
        node_type = model.node_types[str(cls).removeprefix(PEEL)]
        assert node_type.iri == str(cls)
        assert node_type.key == value(turtle, shape, PEEL.key)
        assert node_type.description == value(turtle, cls, RDFS.comment)
        expected = {"id": shared["id"], **properties_of(turtle, shape)} | shared
        assert {name: plain(p, *PROPERTY) for name, p in node_type.properties.items()} == expected
        assert list(node_type.properties)[1:-2] == list(properties_of(turtle, shape))
        assert all(p.name == name for name, p in node_type.properties.items())
        ends = told(turtle, shape, SH["class"])
        assert list(node_type.relationships) == [value(turtle, node, PEEL.relationship) for node in ends]
        for node in ends:
            end = node_type.relationships[value(turtle, node, PEEL.relationship)]
            said = common(turtle, node)
            del said["values"]
            assert plain(end, "many", "required", "description", "iri") == said
            assert end.target == str(turtle.value(node, SH["class"])).removeprefix(PEEL)
            carried = turtle.value(node, PEEL.carries)
            own = properties_of(turtle, carried) if carried is not None else {}
            assert {name: plain(p, *PROPERTY) for name, p in end.properties.items()} == own
    assert model.version == str(turtle.value(URIRef(str(PEEL).rstrip("#")), OWL.versionInfo))


def test_every_relationship_type_gathers_all_its_ends():
    model = load_model()
    for name, joined in model.relationship_types.items():
        ends = [
            (label, t.relationships[name].target) for label, t in model.node_types.items() if name in t.relationships
        ]
        assert joined.sources == tuple(label for label, _ in ends)
        assert set(joined.targets) == {target for _, target in ends}


@pytest.mark.parametrize("label", CONTRACT)
def test_the_labels_and_properties_of_the_contract_are_there(label):
    node_type = load_model().node_types[label]
    promised = CONTRACT[label].split()
    assert set(promised) <= set(node_type.properties)
    assert node_type.key == promised[0]
    assert node_type.properties["id"].required
    assert {"id", "sources"} <= set(node_type.properties)
    assert not {"type", "node_type", "label"} & set(node_type.properties)


@pytest.mark.parametrize(("name", "source", "target", "properties"), RELATIONSHIPS)
def test_the_relationships_of_the_contract_are_there(name, source, target, properties):
    end = load_model().node_types[source].relationships[name]
    assert end.target == target
    assert properties <= set(end.properties)


def test_the_enumerations_of_the_contract():
    finding = load_model().node_types["Finding"].properties
    assert finding["polarity"].values == ("strength", "weakness", "neutral")
    assert finding["kind"].values == ("finding", "recommendation", "action-taken", "action-planned")
    assert finding["wording"].values == ("quoted", "summary")
    assert finding["status"].values == (
        "not-stated", "area-for-improvement", "cause-of-concern", "accelerated-cause-of-concern",
    )  # fmt: skip
    methods = ("stated", "hand", "rule", "model", "correction")
    assert finding["polarity_method"].values == finding["kind_method"].values == methods
    concerns = load_model().node_types["Finding"].relationships["CONCERNS"].properties
    assert concerns["method"].values == methods
    assert load_model().node_types["Document"].properties["kind"].values == ("letter", "report")


def test_a_finding_is_about_exactly_one_force():
    about = load_model().node_types["Finding"].relationships["ABOUT"]
    assert (about.required, about.many) == (True, False)


def test_every_term_of_our_own_is_declared_named_and_explained(turtle):
    terms = {
        term
        for triple in turtle
        for term in triple
        if isinstance(term, URIRef) and term.startswith(PEEL) and (term, RDF.type, SH.NodeShape) not in turtle
    }
    assert len(terms) > 60
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    lacking = {
        str(term): what
        for term in terms
        for what, there in (
            ("declaration", kinds & set(turtle.objects(term, RDF.type))),
            ("label", list(turtle.objects(term, RDFS.label))),
            ("comment", list(turtle.objects(term, RDFS.comment))),
        )
        if not there
    }
    assert lacking == {}


def test_a_shape_uses_our_terms_as_they_are_declared(turtle):
    """A property with a datatype is a datatype property with that range; one with a class an object property."""
    checked = 0
    for shape, cls in turtle.subject_objects(SH.targetClass):
        for node in turtle.objects(shape, SH.property):
            reaches = turtle.value(node, SH.datatype) or turtle.value(node, SH["class"]) or RDFS.Literal
            kind = OWL.ObjectProperty if (node, SH["class"], None) in turtle else OWL.DatatypeProperty
            for path in paths(turtle, node):
                if not path.startswith(PEEL):
                    continue
                assert (path, RDF.type, kind) in turtle, path
                for of, said in ((cls, RDFS.domain), (reaches, RDFS.range)):
                    declared = turtle.value(path, said)
                    union = turtle.value(declared, OWL.unionOf)
                    allowed = set(Collection(turtle, union)) if union is not None else {declared}
                    assert of in allowed, (path, said)
                checked += 1
    assert checked > 50


def test_every_property_of_ours_says_what_it_joins(turtle):
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        for term in turtle.subjects(RDF.type, kind):
            assert list(turtle.objects(term, RDFS.domain)), term
            assert list(turtle.objects(term, RDFS.range)), term


def test_the_ontology_names_itself_its_version_and_its_licence(turtle):
    ontology = URIRef(str(PEEL).rstrip("#"))
    assert (ontology, RDF.type, OWL.Ontology) in turtle
    version = str(turtle.value(ontology, OWL.versionInfo))
    assert str(turtle.value(ontology, OWL.versionIRI)) == f"{ontology}/{version}"
    for said in (DCTERMS.title, DCTERMS.description, DCTERMS.creator, DCTERMS.license):
        assert list(turtle.objects(ontology, said)), said


def test_the_shapes_are_valid_shacl(turtle):
    conforms, _, report = pyshacl.validate(rdflib.Graph(), shacl_graph=turtle, meta_shacl=True)
    assert conforms, report


def test_the_shapes_hold_data_to_the_model(turtle):
    """The shapes bite: a finding without a force, with a polarity that is none, does not conform."""
    data = rdflib.Graph()
    finding = URIRef("https://w3id.org/peelgraph/finding/x1")
    data.add((finding, RDF.type, PEEL.Finding))
    data.add((finding, PEEL.polarity, rdflib.Literal("bad")))
    conforms, results, _ = pyshacl.validate(data, shacl_graph=turtle)
    assert not conforms
    reported = set(results.objects(None, SH.resultPath))
    assert {PEEL.about, PEEL.polarity} <= reported
    assert any((path, SH.alternativePath, None) in results for path in reported)


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("", "the shape of A names no peel:key"),
        ('peel:key "id" ; sh:property [ sh:path peel:x ; sh:datatype xsd:string ]', "a property shape needs sh:name"),
        (
            'peel:key "id" ; sh:property [ sh:path peel:x ; sh:name "x" ; sh:datatype xsd:anyURI ]',
            "a known sh:datatype: x",
        ),
        ('peel:key "id" ; sh:property [ sh:path peel:x ; sh:class peel:B ]', "needs peel:relationship"),
        ("this is no turtle", "the model is no valid Turtle"),
    ],
)
def test_a_broken_model_is_told(shape, said):
    head = (
        "@prefix peel: <https://w3id.org/peelgraph/ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
        'peel:NodeShape sh:property [ sh:path dcterms:identifier ; sh:name "id" ; sh:datatype xsd:string ] .\n'
    )
    with pytest.raises(ModelError, match=said):
        read_model(f"{head} peel:AShape sh:targetClass peel:A ; {shape} .".encode())
