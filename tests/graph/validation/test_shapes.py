"""Every constraint of the model is found broken by its own check and by pySHACL, and a sound graph by neither."""

import datetime as dt

import pytest
import rdflib
from peelgraph.graph import open_graph
from peelgraph.graph.rdf import PublicView, to_rdflib
from peelgraph.graph.validation import validate
from peelgraph.graph.validation.breach import RULES
from peelgraph.graph.validation.shacl import RULE, check_rdf, not_met, shacl_breaches, shapes_graph
from peelgraph.ontology.model import load_model
from peelgraph.ontology.records import Link

MODEL = load_model()
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
ONLY_IN_THE_GRAPH = {"identity", "end", "twice", "confidence", "claims"}
"""Rules on what RDF does not have."""


def bad_values(declared):
    """Yield each constraint of a property with a value that breaks it; None is no value."""
    if declared.required:
        yield "minCount", None
    if not declared.many:
        yield "maxCount", ["test", "other"]
    if declared.datatype == "string":
        yield "datatype", 7
    elif declared.datatype == "datetime":
        yield "datatype", dt.date(2014, 11, 27)
    else:
        yield "datatype", "no such thing"
    if declared.values:
        yield "in", "not in the list"
    if declared.pattern:
        yield "pattern", "no such form"
    of = int if declared.datatype == "integer" else float
    if declared.minimum is not None:
        yield "minInclusive", of(declared.minimum - 1)
    if declared.maximum is not None:
        yield "maxInclusive", of(declared.maximum + 1)


def broken_nodes(sound):
    """Yield the shape and constraint, and a node that breaks it."""
    number = 100
    for label, node_type in MODEL.node_types.items():
        original = sound[label, "sound"]

        def copy(what, **changes):
            nonlocal number
            number += 1
            return original.but(f"x{number}-{what}".lower().replace("_", "-"), number, **changes)  # noqa: B023

        for name, declared in node_type.properties.items():
            if name in {"id", "slug"}:
                continue  # the engine needs the one; the other is a rule, below
            for rule, value in bad_values(declared):
                yield f"{label}.{name}", rule, copy(f"{name}-{rule}", **{name: value})
        for end in node_type.relationships.values():
            shape = f"{label}.{end.type}"
            link = next(link for link in original.links if link.type == end.type)
            if end.required:
                yield shape, "minCount", copy(f"{end.type}-min").linked(end.type)
            if not end.many:
                second = Link(end.type, end.target, "other", link.properties)
                first = Link(end.type, end.target, "sound", link.properties)
                yield shape, "maxCount", copy(f"{end.type}-max").linked(end.type, first, second)
            wrong = "Region" if end.target != "Region" else "Risk"
            yield (
                shape,
                "end",
                copy(f"{end.type}-end").linked(end.type, Link(end.type, wrong, "sound", link.properties)),
            )
            yield shape, "twice", copy(f"{end.type}-twice").linked(end.type, link, link)
            for name, declared in end.properties.items():
                for rule, value in bad_values(declared):
                    own = {k: v for k, v in (dict(link.properties) | {name: value}).items() if v is not None}
                    broken = Link(link.type, link.label, link.id, own)
                    yield f"{shape}.{name}", rule, copy(f"{end.type}-{name}-{rule}").linked(end.type, broken)


def complete(sound):
    """Return the sound nodes with a second one wherever a copy may point."""
    nodes = dict(sound)
    for label in MODEL.node_types:
        if (label, "other") not in nodes:
            nodes[label, "other"] = nodes[label, "sound"].but("other", 99)
    return nodes


@pytest.fixture(scope="module")
def broken(making, tmp_path_factory):
    """A graph with one node for each constraint that it breaks, what that is, and what both checks find."""
    path = tmp_path_factory.mktemp("broken") / "broken.kgl"
    sound = complete(making.sound())
    examples = list(broken_nodes(sound))
    with open_graph(path, write=True) as graph:
        making.write(graph, [*sound.values(), *(node for _, _, node in examples)])
    with open_graph(path) as graph:
        return examples, validate(graph), shacl_breaches(graph)


def test_a_sound_graph_with_everything_has_no_faults(making, graph):
    making.write(graph, list(making.sound().values()))
    found = validate(graph)
    assert [fault.message for fault in found.faults] == []
    assert found.unmet == []
    assert shacl_breaches(graph) == []


def test_every_constraint_of_the_model_is_found_broken(broken):
    examples, found, _ = broken
    held = {(f.label, f.id, f.shape, f.rule) for f in found.faults}
    for shape, rule, node in examples:
        assert (node.label, node.id, shape, rule) in held, (shape, rule)
    assert len(examples) > 350
    declared = {
        f"{label}.{name}" for label, t in MODEL.node_types.items() for name in (*t.properties, *t.relationships)
    }
    untested = declared - {shape for shape, _, _ in examples}
    assert {shape.partition(".")[2] for shape in untested} == {"id", "slug"}


def visible(shape, rule, node, found):
    """Return whether the RDF shows that a constraint is broken, and else why not."""
    label, _, rest = shape.partition(".")
    name = rest.rpartition(".")[2]
    ends = MODEL.node_types[label].relationships
    of = ends[rest.partition(".")[0]].properties if "." in rest else MODEL.node_types[label].properties
    declared = of.get(name)
    if rule in ONLY_IN_THE_GRAPH:
        return False
    if any(fault.rule == "rdf" and fault.id == node.id for fault in found):
        return False  # no RDF can be made of it, which is told
    if (
        declared is not None
        and rule == "datatype"
        and (declared.many or declared.form in {"literal", "text", "address"})
    ):
        return declared.datatype != "string" and not declared.many  # what is a text in RDF can hold anything
    if "." in rest and rule == "maxCount" and declared.datatype == "string" and not declared.values:
        return False  # several texts of a relationship are written as one
    return not (rule == "minCount" and shape == "Passage.text")  # which the RDF may withhold


def test_both_checks_agree_on_every_constraint(broken):
    examples, own, found = broken
    told = {(f.label, f.id, f.shape) for f in found}
    for shape, rule, node in examples:
        if visible(shape, rule, node, found):
            assert (node.label, node.id, shape) in told, (shape, rule, node.properties.get(shape.partition(".")[2]))
    assert {(f.label, f.id) for f in found} <= {(f.label, f.id) for f in own.faults}


# SHACL alone: a failing example of each of its constraints


@pytest.fixture(scope="module")
def sound_rdf(making, tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "sound.kgl"
    with open_graph(path, write=True) as graph:
        making.write(graph, list(making.sound().values()))
        dataset = to_rdflib(graph, PublicView(include_embargoed=True, complete=True))
    return flat(dataset)


def flat(dataset):
    data = rdflib.Graph()
    for subject, predicate, object_, _ in dataset.quads():
        data.add((subject, predicate, object_))
    return data


CONSTRAINTS = (
    "minCount",
    "maxCount",
    "datatype",
    "in",
    "pattern",
    "minInclusive",
    "maxInclusive",
    "class",
    "node",
    "uniqueLang",
)


def test_every_constraint_in_shacl_has_a_failing_example(sound_rdf):
    """One copy of the sound RDF's node for each constraint, each broken in that and nothing else, in one run."""
    shapes = shapes_graph(MODEL)
    data = rdflib.Graph()
    for triple in sound_rdf:
        data.add(triple)
    expected = {}
    for shape, part in shapes.subject_objects(SH.property):
        if str(shape).startswith(RULE) or not isinstance(shape, rdflib.URIRef):
            continue
        for constraint in CONSTRAINTS:
            for value in shapes.objects(part, SH[constraint]):
                for focus in focus_nodes(shapes, shape, sound_rdf):
                    copy = rdflib.URIRef(f"{focus}-x{len(expected)}")
                    break_copy(data, sound_rdf, shapes, focus, copy, part, constraint, value)
                    expected[str(copy)] = (str(part), constraint)
    assert len(expected) > 300
    results = raw_results(data)
    for copy, (part, constraint) in expected.items():
        component = {"node": "Node", "class": "Class"}.get(constraint, constraint[0].upper() + constraint[1:])
        assert (copy, part, component) in results, (copy, part, constraint)


def raw_results(data):
    import pyshacl

    _, results, _ = pyshacl.validate(data, shacl_graph=shapes_graph(MODEL), inference="none")
    return {
        (
            str(results.value(result, SH.focusNode)),
            str(results.value(result, SH.sourceShape)),
            str(results.value(result, SH.sourceConstraintComponent))
            .removeprefix(str(SH))
            .removesuffix("ConstraintComponent"),
        )
        for result in results.objects(None, SH.result)
    }


def focus_nodes(shapes, shape, data):
    """Return one node for each target of a shape."""
    found = []
    for cls in shapes.objects(shape, SH.targetClass):
        found += sorted(data.subjects(rdflib.RDF.type, cls))[-1:]
    for predicate in shapes.objects(shape, SH.targetSubjectsOf):
        found += sorted(data.subjects(predicate, None))[:1]
    assert found, shape
    return found


def break_copy(data, sound, shapes, focus, copy, part, constraint, value):
    """Add a copy of a node to RDF in which one constraint is broken."""
    path = shapes.value(part, SH.path)
    alternatives = shapes.value(path, SH.alternativePath)
    paths = list(rdflib.collection.Collection(shapes, alternatives)) if alternatives else [path]
    for _, predicate, object_ in list(sound.triples((focus, None, None))):
        data.add((copy, predicate, object_))
    held = [(copy, p, o) for p in paths for o in sound.objects(focus, p)]
    if constraint in {"maxCount", "uniqueLang"}:
        lang = next((o.language for _, _, o in held if isinstance(o, rdflib.Literal)), None)
        for word in ("one", "two"):
            data.add((copy, paths[0], rdflib.Literal(word, lang=lang)))
        return
    for triple in held:
        data.remove(triple)
    bad = {
        "datatype": rdflib.Literal("x", datatype=rdflib.URIRef("urn:x:none")),
        "in": rdflib.Literal("not in the list"),
        "pattern": rdflib.Literal("no such form"),
        "minInclusive": rdflib.Literal(-1),
        "maxInclusive": rdflib.Literal(2.0),
        "class": rdflib.URIRef(f"{copy}-nothing"),
        "node": rdflib.Literal(7),
    }
    if constraint != "minCount":
        data.add((copy, paths[0], bad[constraint]))


def test_a_shape_that_meets_nothing_is_a_fault(making, graph, monkeypatch):
    making.write(graph, list(making.sound().values()))
    empty = rdflib.Graph()
    told = {fault.shape for fault in not_met(graph, empty, MODEL)}
    assert told >= set(MODEL.node_types)
    assert {
        f"{label}.{name}" for label, t in MODEL.node_types.items() for name in (*t.properties, *t.relationships)
    } <= told
    assert all("meets" in fault.message for fault in not_met(graph, empty, MODEL))


def test_a_class_that_the_rdf_writes_of_some_nodes_only_is_a_fault(making, graph):
    making.write(graph, list(making.sound().values()))
    data = flat(to_rdflib(graph, PublicView(include_embargoed=True, complete=True)))
    force = rdflib.URIRef(MODEL.node_types["Force"].iri)
    data.remove((next(data.subjects(rdflib.RDF.type, force)), rdflib.RDF.type, force))
    told = {fault.shape: fault.message for fault in not_met(graph, data, MODEL)}
    assert {shape for shape in told if not shape.startswith("Correction.")} == {"Force"}
    assert "Correction.reviewer" in told  # who corrected is published nowhere
    assert told["Force"] == "the shape Force meets 1 nodes of the RDF, but the graph has 2"


def test_the_shipped_data_conforms_in_both_ways(lettered_file):
    with open_graph(lettered_file) as graph:
        found = validate(graph)
        assert (found.count, found.unmet) == (0, ["Correction"])
        assert shacl_breaches(graph) == []
        for view in (PublicView(), PublicView(include_embargoed=True)):
            assert check_rdf(flat(to_rdflib(graph, view)), MODEL) == []


def test_rules_in_shacl_have_the_names_of_rules(making):
    shapes = shapes_graph(MODEL)
    rules = {
        str(s).removeprefix(RULE).removesuffix("-of-finding")
        for s in shapes.subjects(rdflib.RDF.type, SH.NodeShape)
        if str(s).startswith(RULE)
    }
    assert rules == set(RULES) - ONLY_IN_THE_GRAPH - {"real-date", "met", "rdf"}
