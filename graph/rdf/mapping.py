"""Nodes and the relationships that leave them as RDF, as the model declares it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox
from peelgraph.graph.contents import HeldNode
from peelgraph.graph.rdf.addresses import encoded, iri, segment_of
from peelgraph.graph.rdf.schemes import concepts_by_name, normal, rebased, welsh_names
from peelgraph.graph.rdf.terms import JSON, to_term
from peelgraph.ontology.model import BASE, NS, RDF, Also, Model, NodeType, PropertyType, RelationshipEnd
from peelgraph.ontology.records import Link, Value

OA = "http://www.w3.org/ns/oa#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

TYPE = ox.NamedNode(RDF + "type")
CODES = ox.NamedNode(NS + "codes")
LISTS = ox.NamedNode(NS + "lists")
PREF_LABEL = ox.NamedNode(SKOS + "prefLabel")
IN_SCHEME = ox.NamedNode(SKOS + "inScheme")
TOP_CONCEPT_OF = ox.NamedNode(SKOS + "topConceptOf")
HAS_BODY = ox.NamedNode(OA + "hasBody")
HAS_TARGET = ox.NamedNode(OA + "hasTarget")
HAS_SOURCE = ox.NamedNode(OA + "hasSource")
HAS_SELECTOR = ox.NamedNode(OA + "hasSelector")
MOTIVATED_BY = ox.NamedNode(OA + "motivatedBy")
EXACT = ox.NamedNode(OA + "exact")
ANNOTATION = ox.NamedNode(OA + "Annotation")

Term = ox.NamedNode | ox.Literal
Said = list[tuple[ox.NamedNode, ox.NamedNode, Term]]
_CACHED = 50_000


class NodeMapper:
    """Writes nodes as RDF.

    Args:
        model: The model.
        documents: Every document of the graph, with whether its licence is open.
        base: What the addresses begin with.
        complete: Also write passages whose document's licence is not open, and the order of lists.
    """

    def __init__(
        self, model: Model, documents: Mapping[str, bool], base: str = BASE, *, complete: bool = False
    ) -> None:
        self._model = model
        self._documents = documents
        self._base = base
        self._complete = complete
        self._types = {label: self._type_objects(node_type) for label, node_type in model.node_types.items()}
        self._order = {
            label: {type_: place for place, type_ in enumerate(node_type.relationships)}
            for label, node_type in model.node_types.items()
        }
        self._predicate = lru_cache(_CACHED)(ox.NamedNode)
        self._address = lru_cache(_CACHED)(self._make_address)

    def quads(self, node: HeldNode) -> Iterator[ox.Quad]:
        """Yield a node and what leaves it: itself first, then how its relationships were reached."""
        name = self._graph_of(node)
        for subject, predicate, object_ in self._said(node):
            yield ox.Quad(subject, predicate, object_, name)

    def _graph_of(self, node: HeldNode) -> ox.NamedNode | ox.DefaultGraph:
        """Return the graph of what a document alone states; the default graph for all else."""
        sources = node.properties.get("sources")
        if isinstance(sources, list) and len(sources) == 1 and sources[0] in self._documents:
            return ox.NamedNode(f"{self._base}graph/{encoded(sources[0])}")
        return ox.DefaultGraph()

    def _said(self, node: HeldNode) -> Said:
        node_type = self._model.node_types[node.label]
        subject = ox.NamedNode(iri(node.label, node.id, self._base))
        said: Said = [(subject, TYPE, type_) for type_ in self._types[node.label]]
        if node_type.scheme:
            said += self._scheme(subject, node, node_type.scheme)
        said.append((subject, self._predicate(node_type.properties["id"].iri), ox.Literal(node.id)))
        said += self._properties(subject, node, node_type)
        annotations: Said = []
        order = self._order[node.label]
        for link in sorted(node.links, key=lambda link: (order[link.type], link.label, link.id)):
            end = node_type.relationships[link.type]
            target = self._address(link.label, link.id)
            said.append((subject, self._predicate(end.iri), target))
            if end.also:
                said.append((subject, self._predicate(end.also), target))
            if link.properties:
                annotations += (
                    self._span(subject, node, link, end, target)
                    if end.is_span
                    else self._coding(subject, link, end, target)
                )
        if self._complete and (lists := _lists(node, node_type)):
            said.append((subject, LISTS, ox.Literal(lists, datatype=JSON)))
        return said + annotations

    def _type_objects(self, node_type: NodeType) -> list[ox.NamedNode]:
        return [ox.NamedNode(type_) for type_ in (node_type.iri, *node_type.superclasses)]

    def _make_address(self, label: str, id_: str) -> ox.NamedNode:
        return ox.NamedNode(iri(label, id_, self._base))

    def _scheme(self, subject: ox.NamedNode, node: HeldNode, scheme: str) -> Said:
        address = rebased(ox.NamedNode(scheme), self._base)
        top = not any(link.type == "BROADER" for link in node.links)
        said: Said = [(subject, IN_SCHEME, address)]
        return [*said, (subject, TOP_CONCEPT_OF, address)] if top else said

    def _properties(self, subject: ox.NamedNode, node: HeldNode, node_type: NodeType) -> Said:
        said: Said = []
        withheld = self._withheld(node)
        for name, declared in node_type.properties.items():
            value = node.properties.get(name)
            if value is None or name in withheld or name == "id":
                continue
            predicate = self._predicate(_path(declared, node, node_type))
            if isinstance(value, list):
                said += [(subject, *self._item(predicate, item, declared, node)) for item in value]
            else:
                said.append((subject, predicate, to_term(value, declared)))
                if declared.also and (object_ := self._reached(value, declared.also, declared)):
                    said.append((subject, self._predicate(declared.also.iri), object_))
        return said

    def _withheld(self, node: HeldNode) -> tuple[str, ...]:
        """Return the properties that may not be published: what a passage says, unless its licence is open."""
        if node.label != "Passage" or self._complete:
            return ()
        documents = [link.id for link in node.links if link.type == "PART_OF"]
        is_open = bool(documents) and all(self._documents.get(document) for document in documents)
        return () if is_open else ("text", "claims")

    def _item(
        self, predicate: ox.NamedNode, item: str, declared: PropertyType, node: HeldNode
    ) -> tuple[ox.NamedNode, Term]:
        if declared.name == "alternative_names" and item in _welsh(node):
            return PREF_LABEL, ox.Literal(item, language="cy")
        return predicate, to_term(item, declared)

    def _reached(self, value: Value, also: Also, declared: PropertyType) -> ox.NamedNode | None:
        """Return the thing that a value names, if it names one."""
        text = str(value)
        if also.scheme:
            found = concepts_by_name(also.scheme).get(normal(text))
            return rebased(ox.NamedNode(found), self._base) if found else None
        if also.at and (declared.pattern is None or _matches(declared.pattern, text)):
            return ox.NamedNode(also.at + encoded(text))
        return None

    def _coding(self, subject: ox.NamedNode, link: Link, end: RelationshipEnd, target: ox.NamedNode) -> Said:
        """Return the annotation that says how a relationship was reached."""
        own = ox.NamedNode(f"{subject.value}#{segment_of(link.type)}-{encoded(link.id)}")
        return [
            (own, TYPE, ANNOTATION),
            (own, MOTIVATED_BY, self._predicate(OA + "classifying")),
            (own, HAS_TARGET, subject),
            (own, HAS_BODY, target),
            (own, CODES, self._predicate(end.iri)),
            *self._own_properties(own, link, end),
        ]

    def _span(
        self, subject: ox.NamedNode, node: HeldNode, link: Link, end: RelationshipEnd, target: ox.NamedNode
    ) -> Said:
        """Return the annotation that says where in a passage a finding stands, and its words if they are quoted."""
        own, place, position, quote = (
            ox.NamedNode(f"{subject.value}#{part}") for part in ("span", "place", "position", "quote")
        )
        said: Said = [
            (own, TYPE, ANNOTATION),
            (own, MOTIVATED_BY, self._predicate(OA + "identifying")),
            (own, HAS_BODY, subject),
            (own, HAS_TARGET, place),
            (place, TYPE, self._predicate(OA + "SpecificResource")),
            (place, HAS_SOURCE, target),
            (place, HAS_SELECTOR, position),
        ]
        quoted = node.properties.get("wording") == "quoted" and "text" in node.properties
        if quoted:
            said.append((place, HAS_SELECTOR, quote))
        said.append((position, TYPE, self._predicate(OA + "TextPositionSelector")))
        said += self._own_properties(position, link, end)
        if quoted:
            said.append((quote, TYPE, self._predicate(OA + "TextQuoteSelector")))
            said.append((quote, EXACT, ox.Literal(str(node.properties["text"]))))
        return said

    def _own_properties(self, subject: ox.NamedNode, link: Link, end: RelationshipEnd) -> Said:
        return [
            (subject, self._predicate(declared.iri), to_term(link.properties[name], declared))
            for name, declared in end.properties.items()
            if name in link.properties
        ]


def _path(declared: PropertyType, node: HeldNode, node_type: NodeType) -> str:
    """Return the address of a property, which another property of the node may choose."""
    if declared.chosen_by is None:
        return declared.iri
    values = node_type.properties[declared.chosen_by].values or ()
    chosen = node.properties.get(declared.chosen_by)
    return declared.alternatives[values.index(str(chosen))] if chosen in values else declared.alternatives[-1]


def _lists(node: HeldNode, node_type: NodeType) -> str:
    """Return those lists of a node, as JSON, that RDF would give back in another order or without repeats."""
    lists = {
        name: value
        for name in node_type.properties
        if isinstance(value := node.properties.get(name), list) and (not value or value != sorted(set(value)))
    }
    return json.dumps(lists, ensure_ascii=False, separators=(",", ":")) if lists else ""


def _welsh(node: HeldNode) -> frozenset[str]:
    return welsh_names().get(node.id, frozenset()) if node.label == "Force" else frozenset()


def _matches(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text) is not None
