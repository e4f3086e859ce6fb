"""The graph that RDF of ours stands for: what the writing of it did, undone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from peelgraph.graph.contents import PAGE, HeldNode, writing_order
from peelgraph.graph.rdf.addresses import id_in
from peelgraph.graph.rdf.mapping import CODES, HAS_BODY, HAS_SELECTOR, HAS_SOURCE, HAS_TARGET, LISTS, OA, TYPE
from peelgraph.graph.rdf.terms import from_term
from peelgraph.ontology.model import Model, NodeType, RelationshipEnd, load_model
from peelgraph.ontology.records import Link, Value

Terms = list[ox.NamedNode | ox.Literal]
Statements = dict[str, dict[str, Terms]]
Annotated = dict[tuple[str, str, str], dict[str, Value]]

_PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


def graph_from_rdf(quads: Iterable[ox.Quad]) -> Iterator[list[HeldNode]]:
    """Yield the nodes that quads of ours stand for, label by label, in pages; what is not ours is passed over.

    Lists come back in the order of their characters and without repeats, unless the quads are of a complete view;
    in which graph a statement is makes no difference.

    Args:
        quads: The quads, in any order; they are all read before the first page.
    """
    model = load_model()
    said: Statements = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            said[quad.subject.value][quad.predicate.value].append(quad.object)
    annotated = _annotations(said, model)
    by_label: dict[str, list[str]] = {label: [] for label in writing_order(model)}
    classes = {node_type.iri: label for label, node_type in model.node_types.items()}
    for subject, statements in said.items():
        for type_ in statements.get(TYPE.value, ()):
            if type_.value in classes:
                by_label[classes[type_.value]].append(subject)
    for label, subjects in by_label.items():
        found = sorted((_node(s, said[s], model.node_types[label], annotated) for s in subjects), key=lambda n: n.id)
        for start in range(0, len(found), PAGE):
            yield found[start : start + PAGE]


def _node(subject: str, said: dict[str, Terms], node_type: NodeType, annotated: Annotated) -> HeldNode:
    properties = _properties(said, node_type)
    for name, value in json.loads(said[LISTS.value][0].value if LISTS.value in said else "{}").items():
        properties[name] = value
    links = []
    for type_, end in node_type.relationships.items():
        for term in said.get(end.iri, ()):
            own = annotated.get((subject, end.iri, term.value), {})
            links.append(Link(type_, end.target, id_in(term.value), own))
    ordered = {name: properties[name] for name in node_type.properties if name in properties}
    return HeldNode(node_type.label, id_in(subject), ordered, tuple(sorted(links, key=lambda link: link.key)))


def _properties(said: dict[str, Terms], node_type: NodeType) -> dict[str, Value]:
    properties: dict[str, Value] = {}
    for name, declared in node_type.properties.items():
        if name == "id":
            continue
        terms = [term for path in declared.alternatives or (declared.iri,) for term in said.get(path, ())]
        if name == "alternative_names":
            terms += [term for term in said.get(_PREF_LABEL, ()) if _is_welsh(term)]
        elif declared.iri == _PREF_LABEL:
            terms = [term for term in terms if not _is_welsh(term)]
        if terms and declared.many:
            properties[name] = sorted({term.value for term in terms})
        elif terms:
            properties[name] = from_term(terms[0], declared)
    return properties


def _is_welsh(term: ox.NamedNode | ox.Literal) -> bool:
    return isinstance(term, ox.Literal) and term.language == "cy"


def _annotations(said: Statements, model: Model) -> Annotated:
    """Return the properties of relationships, by the two ends and the property that joins them."""
    ends: dict[str, RelationshipEnd] = {
        end.iri: end for node_type in model.node_types.values() for end in node_type.relationships.values()
        if end.properties
    }  # fmt: skip
    spans = next(end for end in ends.values() if end.is_span)
    found: Annotated = {}
    for statements in list(said.values()):
        if HAS_TARGET.value not in statements or HAS_BODY.value not in statements:
            continue
        target, body = statements[HAS_TARGET.value][0].value, statements[HAS_BODY.value][0].value
        codes = statements.get(CODES.value)
        if codes and codes[0].value in ends:
            found[target, codes[0].value, body] = _own(statements, ends[codes[0].value])
        elif HAS_SOURCE.value in (place := said.get(target, {})):
            for selector in place.get(HAS_SELECTOR.value, ()):
                if OA + "start" in said.get(selector.value, {}) or OA + "end" in said.get(selector.value, {}):
                    key = body, spans.iri, place[HAS_SOURCE.value][0].value
                    found[key] = _own(said[selector.value], spans)
    return found


def _own(said: dict[str, Terms], end: RelationshipEnd) -> dict[str, Value]:
    return {
        name: from_term(said[declared.iri][0], declared)
        for name, declared in end.properties.items()
        if declared.iri in said
    }
