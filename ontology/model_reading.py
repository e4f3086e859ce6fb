"""How the model is read from its Turtle (see the head of ``model.ttl``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import pyoxigraph as ox
from peelgraph.ontology.errors import ModelError
from peelgraph.ontology.model import (
    NS,
    RDF,
    RDFS,
    SH,
    XSD,
    Also,
    Datatype,
    Form,
    Model,
    NodeType,
    PropertyType,
    RelationshipEnd,
    RelationshipType,
)

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class ModelReader:
    """Reads the model from a store that holds its Turtle.

    Args:
        store: The store.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._iri = ox.NamedNode
        self._named = (ox.NamedNode, ox.Literal)

    def model(self) -> Model:
        """Return the model.

        Raises:
            ModelError: A shape says too little.
        """
        common = self._properties(self._iri(NS + "NodeShape"))
        shapes = [
            (self._number(quad.subject, SH + "order") or 0, quad.subject, quad.object)
            for quad in self._store.quads_for_pattern(None, self._iri(SH + "targetClass"), None, None)
        ]
        nodes = [self._node(shape, cls, common) for _, shape, cls in sorted(shapes, key=lambda s: s[0])]
        version = next(
            self._store.quads_for_pattern(None, self._iri("http://www.w3.org/2002/07/owl#versionInfo"), None, None),
            None,
        )
        return Model(
            version=cast("ox.Literal", version.object).value if version else "",
            node_types={node.label: node for node in nodes},
            relationship_types=_merge_relationships(nodes),
        )

    def _node(self, shape: Term, cls: Term, common: Mapping[str, PropertyType]) -> NodeType:
        iri = cast("ox.NamedNode", cls).value
        label = iri.removeprefix(NS)
        key = self._text(shape, NS + "key")
        if key is None:
            raise ModelError(f"the shape of {label} names no peel:key")
        own = self._properties(shape)
        properties = {"id": common["id"], **own} | {k: v for k, v in common.items() if k != "id"}
        return NodeType(
            label,
            key,
            properties,
            self._relationships(shape),
            self._text(cls, RDFS + "comment") or "",
            iri,
            tuple(cast("ox.NamedNode", quad.object).value for quad in self._quads(cls, RDFS + "subClassOf")),
            self._text(shape, NS + "scheme"),
        )

    def _properties(self, shape: Term) -> dict[str, PropertyType]:
        return {p.name: p for p in (self._property(node) for node in self._shapes(shape, related=False))}

    def _property(self, node: Term) -> PropertyType:
        name = self._text(node, SH + "name")
        form, datatype = self._written(node)
        kinds: dict[str, Datatype] = {
            XSD + "string": "string", RDF + "langString": "string", "": "string", XSD + "integer": "integer",
            XSD + "nonNegativeInteger": "integer", XSD + "double": "float", XSD + "boolean": "boolean",
            XSD + "date": "date", XSD + "dateTime": "datetime",
        }  # fmt: skip
        kind = kinds.get(datatype) if form else None
        if name is None or form is None or kind is None:
            raise ModelError(f"a property shape needs sh:name and a known sh:datatype: {name or node}")
        paths = self._paths(node)
        shared = self._one(node, SH + "node")
        return PropertyType(
            name=name,
            datatype=kind,
            many=self._many(node),
            required=(self._number(node, SH + "minCount") or 0) > 0 or self._text(node, NS + "required") == "true",
            values=self._list(node, SH + "in"),
            pattern=self._text(node if shared is None else shared, SH + "pattern"),
            minimum=self._number(node, SH + "minInclusive"),
            maximum=self._number(node, SH + "maxInclusive"),
            description=self._text(node, SH + "description") or "",
            iri=paths[0],
            form=form,
            rdf_datatype=datatype,
            alternatives=paths if len(paths) > 1 else (),
            chosen_by=self._text(node, NS + "chosenBy"),
            also=self._also(node),
        )

    def _written(self, node: Term) -> tuple[Form | None, str]:
        """Return how a property's values are written in RDF, and their datatype if it is always the same."""
        datatype, shared = self._text(node, SH + "datatype"), self._text(node, SH + "node")
        if datatype is not None:
            return ("text" if datatype == RDF + "langString" else "literal"), datatype
        forms: dict[str | None, Form] = {NS + "PeriodShape": "period", NS + "AddressShape": "address"}
        return forms.get(shared), ""

    def _paths(self, node: Term) -> tuple[str, ...]:
        path = self._one(node, SH + "path")
        alternatives = self._list(path, SH + "alternativePath") if path is not None else None
        return alternatives or (self._text(node, SH + "path") or "",)

    def _many(self, node: Term) -> bool:
        return self._number(node, SH + "maxCount") != 1 and self._text(node, SH + "uniqueLang") != "true"

    def _also(self, node: Term) -> Also | None:
        iri = self._text(node, NS + "also")
        return Also(iri, self._text(node, NS + "alsoAt"), self._text(node, NS + "alsoIn")) if iri else None

    def _relationships(self, shape: Term) -> dict[str, RelationshipEnd]:
        return {end.type: end for end in (self._relationship(node) for node in self._shapes(shape, related=True))}

    def _relationship(self, node: Term) -> RelationshipEnd:
        name = self._text(node, NS + "relationship")
        if name is None:
            raise ModelError(f"a property shape with sh:class needs peel:relationship: {node}")
        carries = self._one(node, NS + "carries")
        also = self._also(node)
        return RelationshipEnd(
            type=name,
            target=cast("ox.NamedNode", self._one(node, SH + "class")).value.removeprefix(NS),
            many=self._many(node),
            required=(self._number(node, SH + "minCount") or 0) > 0,
            properties=self._properties(carries) if carries is not None else {},
            description=self._text(node, SH + "description") or "",
            iri=cast("ox.NamedNode", self._one(node, SH + "path")).value,
            also=also.iri if also else None,
            is_span=self._text(node, NS + "carries") == NS + "SpanShape",
        )

    def _shapes(self, shape: Term, *, related: bool) -> list[Term]:
        found = [
            (self._number(quad.object, SH + "order") or 0, quad.object)
            for quad in self._quads(shape, SH + "property")
            if (self._one(quad.object, SH + "class") is not None) == related
        ]
        return [node for _, node in sorted(found, key=lambda pair: pair[0])]

    def _quads(self, subject: Term, predicate: str) -> Iterator[ox.Quad]:
        return self._store.quads_for_pattern(cast("ox.NamedNode", subject), self._iri(predicate), None, None)

    def _one(self, subject: Term, predicate: str) -> Term | None:
        quad = next(self._quads(subject, predicate), None)
        return quad.object if quad else None

    def _text(self, subject: Term, predicate: str) -> str | None:
        term = self._one(subject, predicate)
        return cast("ox.Literal", term).value if isinstance(term, self._named) else None

    def _number(self, subject: Term, predicate: str) -> float | None:
        text = self._text(subject, predicate)
        return float(text) if text is not None else None

    def _list(self, subject: Term, predicate: str) -> tuple[str, ...] | None:
        head = self._one(subject, predicate)
        if head is None:
            return None
        items: list[str] = []
        while (first := self._text(head, RDF + "first")) is not None:
            items.append(first)
            head = cast("Term", self._one(head, RDF + "rest"))
        return tuple(items)


def _merge_relationships(nodes: list[NodeType]) -> dict[str, RelationshipType]:
    merged: dict[str, RelationshipType] = {}
    for node in nodes:
        for end in node.relationships.values():
            known = merged.get(end.type)
            sources = (*known.sources, node.label) if known else (node.label,)
            targets = tuple(dict.fromkeys((*known.targets, end.target))) if known else (end.target,)
            merged[end.type] = RelationshipType(end.type, sources, targets, end.properties)
    return merged
