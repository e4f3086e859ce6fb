"""What VoID says of a data set: how many statements, things, classes and properties, each of which can be recounted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox
from peelgraph.ontology.model import RDF

_SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"


@dataclass(slots=True)
class Statistics:
    """Counts of statements, without regard to the graphs that they are in.

    Args:
        base: What the addresses of things begin with.
    """

    base: str
    triples: int = 0
    entities: int = 0
    same_as: int = 0
    by_property: Counter[str] = field(default_factory=Counter)
    by_class: Counter[str] = field(default_factory=Counter)
    _subjects: set[str] = field(default_factory=set)
    _objects: set[str] = field(default_factory=set)

    @property
    def distinct_subjects(self) -> int:
        """How many things something is said of."""
        return len(self._subjects)

    @property
    def distinct_objects(self) -> int:
        """How many things and values are said."""
        return len(self._objects)

    @property
    def vocabularies(self) -> list[str]:
        """The vocabularies of the properties and classes, each as its address ends in ``#`` or ``/``."""
        return sorted({_space(term) for term in (*self.by_property, *self.by_class)})

    def add(self, statements: Iterable[ox.Quad]) -> None:
        """Take up statements; those of one subject come together, and only once."""
        for triple in dict.fromkeys(quad.triple for quad in statements):
            subject, predicate, object_ = str(triple.subject), triple.predicate.value, triple.object
            if subject not in self._subjects:
                self._subjects.add(subject)
                self.entities += subject.startswith(f"<{self.base}") and "#" not in subject
            self._objects.add(str(object_))
            self.triples += 1
            self.by_property[predicate] += 1
            self.same_as += predicate == _SAME_AS
            if predicate == RDF + "type" and isinstance(object_, ox.NamedNode):
                self.by_class[object_.value] += 1


def _space(term: str) -> str:
    """Return the vocabulary of a term.

    >>> _space("http://purl.org/dc/terms/title"), _space("http://www.w3.org/ns/org#FormalOrganization")
    ('http://purl.org/dc/terms/', 'http://www.w3.org/ns/org#')
    """
    head, mark, _ = term.rpartition("#")
    return head + mark if mark else term.rpartition("/")[0] + "/"
