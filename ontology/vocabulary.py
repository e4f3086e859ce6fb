"""Practices, risks, questions and grades: the concept schemes that the Turtle files here declare."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from peelgraph.ontology.errors import ModelError
from peelgraph.ontology.model import NS
from peelgraph.ontology.names import NameIndex
from peelgraph.ontology.records import Link, Record, Value

Scheme = Literal["practice", "risk", "question"]

_BASE = "https://w3id.org/peelgraph/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMES: tuple[Scheme, ...] = ("practice", "risk", "question")


@dataclass(frozen=True, slots=True)
class Concept:
    """One term of a scheme.

    Args:
        scheme: The scheme that it belongs to.
        slug: Its short name, unique in the scheme.
        name: Its preferred label.
        definition: What is meant; may be empty.
        broader: The slug of the group that it belongs to, if any.
        alternative_names: Its alternative labels.
        weak_names: Those alternative labels that never decide a coding alone.
        asked_in: For a question, the slugs of the inspections that asked it.
    """

    scheme: Scheme
    slug: str
    name: str
    definition: str = ""
    broader: str | None = None
    alternative_names: tuple[str, ...] = ()
    weak_names: tuple[str, ...] = ()
    asked_in: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The concept's label in the property graph, for example ``Practice``."""
        return self.scheme.capitalize()

    def record(self) -> Record:
        """Return the concept as a record of the graph."""
        properties: dict[str, Value] = {"slug": self.slug, "name": self.name}
        if self.definition:
            properties["definition"] = self.definition
        if self.alternative_names:
            properties["alternative_names"] = list(self.alternative_names)
        links = [Link("BROADER", self.label, self.broader)] if self.broader else []
        links += [Link("ASKED_IN", "Inspection", slug) for slug in self.asked_in]
        return Record(self.label, self.slug, properties, tuple(links))


@dataclass(frozen=True)
class Vocabulary:
    """The concepts of a graph, each scheme by slug in the order of its declaration.

    Args:
        practices: The practices.
        risks: The risks.
        questions: The questions that inspections grade.
        grades: The grades as the source words them, best first.
    """

    practices: Mapping[str, Concept]
    risks: Mapping[str, Concept]
    questions: Mapping[str, Concept]
    grades: tuple[str, ...] = field(default=())

    def scheme(self, name: Scheme) -> Mapping[str, Concept]:
        """Return the concepts of one scheme by slug."""
        return {"practice": self.practices, "risk": self.risks, "question": self.questions}[name]

    @cached_property
    def practices_index(self) -> NameIndex:
        """The practices by any of their names."""
        return _index("practice", self.practices.values())

    @cached_property
    def risks_index(self) -> NameIndex:
        """The risks by any of their names."""
        return _index("risk", self.risks.values())

    @cached_property
    def questions_index(self) -> NameIndex:
        """The questions by any of their names."""
        return _index("question", self.questions.values())

    def with_concepts(self, concepts: Iterable[Concept]) -> Vocabulary:
        """Return this vocabulary with more concepts, or other definitions of known ones."""
        schemes: dict[Scheme, dict[str, Concept]] = {name: dict(self.scheme(name)) for name in _SCHEMES}
        for concept in concepts:
            known = schemes[concept.scheme].get(concept.slug)
            weak = known.weak_names if known else ()
            asked = concept.asked_in or (known.asked_in if known else ())
            schemes[concept.scheme][concept.slug] = Concept(
                concept.scheme, concept.slug, concept.name, concept.definition, concept.broader,
                concept.alternative_names, concept.weak_names or weak, asked,
            )  # fmt: skip
        return Vocabulary(schemes["practice"], schemes["risk"], schemes["question"], self.grades)


@cache
def load_vocabulary() -> Vocabulary:
    """Return the shipped vocabulary, read once a process.

    Raises:
        ModelError: A Turtle file is broken.

    >>> load_vocabulary().practices["call-handling"].broader
    'responding-to-the-public'
    """
    schemes = {name: _read_scheme(name) for name in _SCHEMES}
    return Vocabulary(schemes["practice"], schemes["risk"], schemes["question"], _read_grades())


def vocabulary_csv(vocabulary: Vocabulary) -> str:
    """Return the practices and risks as the table that is shipped as ``data/vocabulary.csv``."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["scheme", "slug", "label", "broader", "definition", "alternative_labels"])
    for concept in (*vocabulary.practices.values(), *vocabulary.risks.values()):
        names = ";".join(concept.alternative_names)
        table.writerow([concept.scheme, concept.slug, concept.name, concept.broader or "", concept.definition, names])
    return out.getvalue()


def _index(what: str, concepts: Iterable[Concept]) -> NameIndex:
    return NameIndex(what, {c.slug: (c.name, *c.alternative_names) for c in concepts})


def statements(file: str) -> dict[str, dict[str, list[str]]]:
    """Return subject -> predicate -> values in the order of the file."""
    import pyoxigraph as ox  # noqa: PLC0415 - 5 ms that commands without a graph need not pay

    found: dict[str, dict[str, list[str]]] = {}
    data = files("peelgraph.ontology").joinpath(file).read_bytes()
    try:
        for quad in ox.parse(data, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
    except SyntaxError as error:
        raise ModelError(f"{file} is no valid Turtle: {error}") from None
    return found


def _read_scheme(scheme: Scheme) -> dict[str, Concept]:
    prefix = f"{_BASE}{scheme}/"
    concepts: dict[str, Concept] = {}
    for iri, said in statements(f"{scheme}s.ttl").items():
        if not iri.startswith(prefix):
            continue
        slug = iri.removeprefix(prefix)
        broader = said.get(_SKOS + "broader")
        concepts[slug] = Concept(
            scheme=scheme,
            slug=slug,
            name=said[_SKOS + "prefLabel"][0],
            definition="".join(said.get(_SKOS + "definition", [])),
            broader=broader[0].removeprefix(prefix) if broader else None,
            alternative_names=tuple(said.get(_SKOS + "altLabel", ())),
            weak_names=tuple(said.get(NS + "weakLabel", ())),
            asked_in=tuple(i.removeprefix(_BASE + "inspection/") for i in said.get(NS + "askedIn", ())),
        )
    return concepts


def _read_grades() -> tuple[str, ...]:
    grades = {
        said[_SKOS + "notation"][0]: int(said[NS + "rank"][0])
        for said in statements("grades.ttl").values()
        if _SKOS + "notation" in said
    }
    return tuple(sorted(grades, key=grades.__getitem__))
