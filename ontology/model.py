"""A small typed reading of the model that ``model.ttl`` declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from peelgraph.ontology.errors import ModelError

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
    from peelgraph.ontology.model_reading import ModelReader  # noqa: PLC0415 - likewise

    store = ox.Store()
    try:
        store.load(turtle, format=ox.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise ModelError(f"the model is no valid Turtle: {error}") from None
    return ModelReader(store).model()
