"""The graph's RDF against the model's Turtle, by pySHACL: the same shapes as a semantic-web reader would use."""

from __future__ import annotations

import logging
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

from peelgraph.graph.contents import all_pages
from peelgraph.graph.store import Graph
from peelgraph.graph.validation.breach import Breach
from peelgraph.ontology.errors import PeelgraphError
from peelgraph.ontology.model import NS, SH, Model, NodeType, load_model

if TYPE_CHECKING:
    import rdflib

RULE = "https://w3id.org/peelgraph/rule#"
_SHAPE = "urn:x-peelgraph:shape:"

Subjects = Mapping[str, tuple[str, str]]


def shacl_breaches(graph: Graph) -> list[Breach]:
    """Return what of a graph's RDF breaks the shapes, and which shapes do not meet what they are for.

    Args:
        graph: The graph; all of it is checked, also what is under embargo.

    Raises:
        PeelgraphError: pySHACL is not installed.
    """
    _require_pyshacl()
    model = load_model()
    with _quiet():
        data, unwritten = _as_rdf(graph, model)
    return [*unwritten, *not_met(graph, data, model, unwritten), *check_rdf(data, model)]


def check_rdf(data: rdflib.Graph, model: Model) -> list[Breach]:
    """Return what of RDF breaks the shapes of the model and the rules beside it.

    Args:
        data: The statements, in one graph.
        model: The model.
    """
    import pyshacl  # noqa: PLC0415 - only --shacl needs it
    import rdflib  # noqa: PLC0415

    sh = rdflib.Namespace(SH)
    with _quiet():
        _, results, _ = pyshacl.validate(data, shacl_graph=shapes_graph(model), inference="none", advanced=False)
    results = cast("rdflib.Graph", results)
    subjects = _subjects(data, model)
    found: dict[tuple[str, str, str, str], Breach] = {}
    for result in results.objects(None, sh.result):
        shape, component, focus, value = (
            str(results.value(result, sh[name]) or "")
            for name in ("sourceShape", "sourceConstraintComponent", "focusNode", "value")
        )
        message = str(results.value(result, sh.resultMessage) or "")
        breach = _breach(shape, component.removeprefix(SH), focus, value, message, data, subjects)
        found.setdefault((*breach.key, breach.shape, breach.rule), breach)
    return [found[key] for key in sorted(found)]


def shapes_graph(model: Model) -> rdflib.Graph:
    """Return the shapes of the model and the rules, each property's shape under a name that tells what it is of."""
    import rdflib  # noqa: PLC0415

    sh = rdflib.Namespace(SH)
    shapes = rdflib.Graph()
    shapes.parse(data=files("peelgraph.ontology").joinpath("model.ttl").read_text("utf-8"), format="turtle")
    shapes.parse(data=files("peelgraph.graph.validation").joinpath("rules.ttl").read_text("utf-8"), format="turtle")
    names: dict[rdflib.term.Node, rdflib.URIRef] = {}
    for shape, part in shapes.subject_objects(sh.property):
        owner = str(shape)
        member = shapes.value(part, sh.name) or shapes.value(part, rdflib.URIRef(NS + "relationship"))
        if owner.startswith(RULE):
            names[part] = rdflib.URIRef(f"{owner}.part")
        elif isinstance(shape, rdflib.URIRef):
            stem = "" if owner == NS + "NodeShape" else owner.removeprefix(NS).removesuffix("Shape")
            names[part] = rdflib.URIRef(f"{_SHAPE}{stem}.{member}")
    named = rdflib.Graph()
    for subject, predicate, object_ in shapes:
        named.add((names.get(subject, subject), predicate, names.get(object_, object_)))
    for label in model.node_types:
        named.add((rdflib.URIRef(NS + "NodeShape"), sh.targetClass, rdflib.URIRef(NS + label)))
    return named


def not_met(graph: Graph, data: rdflib.Graph, model: Model, unwritten: Sequence[Breach] = ()) -> Iterator[Breach]:
    """Yield the shapes that do not meet in the RDF what the graph has for them.

    Args:
        graph: The graph.
        data: Its RDF.
        model: The model.
        unwritten: What of the graph could not be written as RDF, which is told in its own way.
    """
    import rdflib  # noqa: PLC0415

    missing = Counter(breach.label for breach in unwritten)
    for label, node_type in model.node_types.items():
        held = _held(graph, node_type)
        met = set(data.subjects(rdflib.RDF.type, rdflib.URIRef(node_type.iri)))
        if len(met) + missing[label] != held[label]:
            message = f"the shape {label} meets {len(met):,} nodes of the RDF, but the graph has {held[label]:,}"
            yield Breach("", "", label, "met", message, remedy="compare the model's class with what the RDF writes")
        paths = {
            **{name: p.alternatives or (p.iri,) for name, p in node_type.properties.items()},
            **{type_: (end.iri,) for type_, end in node_type.relationships.items()},
        }
        for name, path in paths.items():
            if held[name] and not any(met.intersection(data.subjects(rdflib.URIRef(iri))) for iri in path):
                message = f"the shape {label}.{name} meets nothing in the RDF, but {held[name]:,} nodes have a value"
                remedy = "compare the model's path with what the RDF writes"
                yield Breach("", "", f"{label}.{name}", "met", message, remedy=remedy)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from telling of each value that does not fit its datatype: the shapes tell it better."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(before)


def _require_pyshacl() -> None:
    try:
        import pyshacl  # noqa: F401, PLC0415
    except ImportError:
        raise PeelgraphError(
            "--shacl needs pySHACL, which is not installed: `pip install 'peelgraph[shacl]'`; "
            "without --shacl the model's own checks run"
        ) from None


def _as_rdf(graph: Graph, model: Model) -> tuple[rdflib.Graph, list[Breach]]:
    """Return all of a graph as RDF in one graph, and the nodes that cannot be written."""
    import rdflib  # noqa: PLC0415
    from peelgraph.graph.rdf.mapping import NodeMapper  # noqa: PLC0415

    mapper = NodeMapper(model, dict.fromkeys(graph.ids("Document"), False), complete=True)
    data = rdflib.Graph()
    unwritten = []
    for page in all_pages(graph, model):
        for node in page:
            try:
                for quad in mapper.quads(node):
                    data.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
            except (ValueError, TypeError, KeyError) as error:
                message = f"it cannot be written as RDF: {error}"
                unwritten.append(Breach(node.label, node.id, node.label, "rdf", message))
    return data, unwritten


def _term(given: Any) -> rdflib.term.Node:
    import rdflib  # noqa: PLC0415

    if not hasattr(given, "datatype"):
        return rdflib.URIRef(given.value)
    if given.language:
        return rdflib.Literal(given.value, lang=given.language)
    kind = rdflib.URIRef(given.datatype.value)
    return rdflib.Literal(given.value, datatype=None if kind == rdflib.XSD.string else kind, normalize=False)


def _held(graph: Graph, node_type: NodeType) -> dict[str, int]:
    """Return how many nodes a label has, and how many of them have each property and relationship."""
    label = node_type.label
    counted = [
        f"sum(CASE WHEN n.`{name}` IS NULL OR n.`{name}` = [] THEN 0 ELSE 1 END) AS `{name}`"
        if p.many
        else f"count(n.`{name}`) AS `{name}`"
        for name, p in node_type.properties.items()
    ]
    row = graph.run(f"MATCH (n:{label}) RETURN count(n) AS `{label}`, {', '.join(counted)}")[0]
    held = {name: int(count or 0) for name, count in row.items()}
    for type_, end in node_type.relationships.items():
        rows = graph.run(f"MATCH (n:{label})-[:{type_}]->(:{end.target}) RETURN count(DISTINCT n) AS n")
        held[type_] = int(rows[0]["n"])
    return held


def _subjects(data: rdflib.Graph, model: Model) -> dict[str, tuple[str, str]]:
    """Return which node each address is of."""
    import rdflib  # noqa: PLC0415

    subjects = {}
    for label, node_type in model.node_types.items():
        identifier = rdflib.URIRef(node_type.properties["id"].iri)
        for subject in data.subjects(rdflib.RDF.type, rdflib.URIRef(node_type.iri)):
            subjects[str(subject)] = (label, str(data.value(subject, identifier) or ""))
    return subjects


def _breach(
    shape: str, component: str, focus: str, value: str, message: str, data: rdflib.Graph, subjects: Subjects
) -> Breach:
    rule = component.removesuffix("ConstraintComponent")
    rule = {"Node": "pattern", "Or": "pattern", "UniqueLang": "maxCount"}.get(rule, rule[:1].lower() + rule[1:])
    if component == "SPARQLConstraintComponent":
        focus = value
    address, _, part = focus.partition("#")
    label, id_ = subjects.get(address, ("", address))
    if shape.startswith(RULE):
        rule = shape.removeprefix(RULE).removesuffix(".part").removesuffix("-of-finding")
        return Breach(label, id_, label, rule, message)
    owner, _, member = shape.removeprefix(_SHAPE).partition(".")
    if part:
        member = f"{_relationship(focus, owner, data)}.{member}"
    said = f"{member} is {value!r}: {message}" if value and value != focus else f"{member}: {message}"
    return Breach(label, id_, f"{label}.{member}", rule, said)


def _relationship(focus: str, owner: str, data: rdflib.Graph) -> str:
    """Return the relationship that an annotation in the RDF is of."""
    import rdflib  # noqa: PLC0415

    if owner == "Span":
        return "STATED_IN"
    coded = str(data.value(rdflib.URIRef(focus), rdflib.URIRef(NS + "codes")) or "")
    types = {end.iri: type_ for n in load_model().node_types.values() for type_, end in n.relationships.items()}
    return types.get(coded, coded)
