"""A small typed reading of the model that ``model.ttl`` declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, cast

from peelgraph.ontology.errors import ModelError

if TYPE_CHECKING:
    import pyoxigraph as ox

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

Datatype = Literal["string", "integer", "float", "boolean", "date", "datetime"]

BASE = "https://w3id.org/peelgraph/"
"""What the addresses of things in RDF begin with unless a publisher has his own."""

NS = f"{BASE}ns#"
SH = "http://www.w3.org/ns/shacl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


Form = Literal["literal", "text", "period", "address"]
"""How a value is written in RDF: as its datatype, in English, typed by its precision, or as a resource."""


@dataclass(frozen=True, slots=True)
class Also:
    """What the RDF states beside a property or relationship; it adds nothing to the property graph.

    Args:
        iri: The further property.
        at: What comes before the value in the address that it reaches, if it reaches an address made from it.
        scheme: The concept scheme in which the value names what it reaches, if it reaches a concept.
    """

    iri: str
    at: str | None = None
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class PropertyType:
    """A property of a node or a relationship.

    Args:
        name: Its name in the property graph.
        datatype: What a value is.
        many: True where the property holds a list.
        required: True where it must be there.
        values: The closed list of values, if there is one.
        pattern: A regular expression that a text must match, if there is one.
        minimum: The least number allowed, if there is one.
        maximum: The greatest number allowed, if there is one.
        description: What it says, as a sentence.
        iri: The property's address in RDF; the first of them where there are alternatives.
        form: How a value is written in RDF.
        rdf_datatype: The address of the datatype in RDF; empty where the value decides.
        alternatives: The addresses of which another property chooses one; empty where there is only one.
        chosen_by: The property that chooses: the alternatives stand in the order of its values.
        also: What the RDF states beside it, if anything.
    """

    name: str
    datatype: Datatype
    many: bool
    required: bool
    values: tuple[str, ...] | None
    pattern: str | None
    minimum: float | None
    maximum: float | None
    description: str
    iri: str
    form: Form = "literal"
    rdf_datatype: str = ""
    alternatives: tuple[str, ...] = ()
    chosen_by: str | None = None
    also: Also | None = None


@dataclass(frozen=True, slots=True)
class RelationshipEnd:
    """A relationship as one label may send it out.

    Args:
        type: The relationship's type.
        target: The label at the other end.
        many: True where a node may send out several.
        required: True where a node must send out one.
        properties: The relationship's own properties by name.
        description: What it says, as a sentence.
        iri: The property's address in RDF.
        also: A further property that holds between the same two, if any.
        is_span: True where its properties say which part of the other end is meant.
    """

    type: str
    target: str
    many: bool
    required: bool
    properties: Mapping[str, PropertyType]
    description: str
    iri: str
    also: str | None = None
    is_span: bool = False


@dataclass(frozen=True, slots=True)
class NodeType:
    """A label with its properties and the relationships that leave it.

    Args:
        label: The label.
        key: The property that a person knows a node by, ``slug`` or ``id``.
        properties: The properties by name in the model's order, ``id`` and ``sources`` among them.
        relationships: The relationships that leave it, by type.
        description: What such a node is, as a sentence.
        iri: The class's address in RDF.
        superclasses: The addresses of the classes of others that it is a case of.
        scheme: The address of the concept scheme that such nodes belong to, if they are concepts.
    """

    label: str
    key: str
    properties: Mapping[str, PropertyType]
    relationships: Mapping[str, RelationshipEnd]
    description: str
    iri: str
    superclasses: tuple[str, ...] = ()
    scheme: str | None = None

    @property
    def naming(self) -> str | None:
        """The property that names a node for a reader: ``name``, ``title``, or None where there is neither."""
        return next((name for name in ("name", "title") if name in self.properties), None)


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A relationship type with all the labels that it may join.

    Args:
        name: Its type in the property graph.
        sources: The labels that it may leave.
        targets: The labels that it may reach.
        properties: Its own properties by name.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    properties: Mapping[str, PropertyType]


@dataclass(frozen=True, slots=True)
class Model:
    """The whole model: labels and relationship types, in the order of the declaration."""

    version: str
    node_types: Mapping[str, NodeType]
    relationship_types: Mapping[str, RelationshipType]


@cache
def load_model() -> Model:
    """Return the shipped model, read once a process.

    Raises:
        ModelError: The Turtle lacks something that the reading needs.

    >>> load_model().node_types["Finding"].relationships["ABOUT"].target
    'Force'
    """
    return read_model(files("peelgraph.ontology").joinpath("model.ttl").read_bytes())


def read_model(turtle: bytes) -> Model:
    """Return the model that a Turtle document declares (see the head of ``model.ttl`` for how).

    Raises:
        ModelError: The Turtle is broken, or a shape says too little.
    """
    import pyoxigraph as ox  # noqa: PLC0415 - 5 ms that commands without a graph need not pay

    store = ox.Store()
    try:
        store.load(turtle, format=ox.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise ModelError(f"the model is no valid Turtle: {error}") from None
    return _Reader(store).model()


class _Reader:
    def __init__(self, store: ox.Store) -> None:
        import pyoxigraph as ox  # noqa: PLC0415

        self._store = store
        self._iri = ox.NamedNode
        self._named = (ox.NamedNode, ox.Literal)

    def model(self) -> Model:
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
