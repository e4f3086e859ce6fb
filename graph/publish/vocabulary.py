"""The pages and Turtle files of concept schemes, grades' values, the ontology and the graphs of documents."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pyoxigraph as ox
from peelgraph.graph.publish.facts import Row
from peelgraph.graph.publish.page import Page
from peelgraph.graph.publish.small import Stub
from peelgraph.graph.rdf.schemes import scheme_quads
from peelgraph.graph.rdf.turtle import turtle_text
from peelgraph.ontology.model import NS, RDF

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_DCTERMS = "http://purl.org/dc/terms/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LISTS = {"practices": "practice", "risks": "risk", "questions": "question"}

Said = dict[str, dict[str, list[str]]]


def ontology_turtle() -> str:
    """Return the ontology as it is shipped: ``model.ttl``."""
    return files("peelgraph.ontology").joinpath("model.ttl").read_text("utf-8")


def ontology_page() -> Page:
    """Return the ontology as a page: its classes and properties."""
    said: Said = {}
    kinds: dict[str, str] = {}
    for quad in ox.parse(ontology_turtle(), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            said.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
            if quad.predicate.value == RDF + "type" and quad.object.value.startswith(_OWL):
                kinds[quad.subject.value] = quad.object.value.removeprefix(_OWL)
    headings = {
        "Class": "Classes", "ObjectProperty": "Properties that reach things",
        "DatatypeProperty": "Properties that have values", "AnnotationProperty": "Annotations of the model itself",
    }  # fmt: skip
    groups = [
        (
            heading,
            [
                {"name": term.removeprefix(NS), "comment": " ".join(said[term].get(_RDFS + "comment", []))}
                for term, of in sorted(kinds.items()) if of == kind and term.startswith(NS)
            ],
        )
        for kind, heading in headings.items()
    ]  # fmt: skip
    own = said[NS.rstrip("#")]
    title = own[_DCTERMS + "title"][0]
    context = {
        "name": title, "definition": own[_DCTERMS + "description"][0], "version": own[_OWL + "versionInfo"][0],
        "groups": groups,
    }  # fmt: skip
    trail = (("Start", "index.html"), ("Data", "data.html"))
    return Page("ns.html", "ns.html", title, str(context["definition"]), context, turtle="ns.ttl", trail=trail)


def scheme_turtles(base: str) -> Iterator[tuple[str, str]]:
    """Yield the Turtle file of each concept scheme and of each value of grades: file and text."""
    quads = list(scheme_quads(base))
    for subject in dict.fromkeys(quad.subject for quad in quads):
        if isinstance(subject, ox.NamedNode):
            own = [quad for quad in quads if quad.subject == subject]
            if subject.value.startswith(f"{base}scheme/"):
                own += [q for q in quads if q.object == subject and q.predicate.value == _SKOS + "inScheme"]
            yield f"{subject.value.removeprefix(base)}.ttl", "".join(turtle_text(own, base))


def scheme_pages(base: str) -> Iterator[Page | Stub]:
    """Yield the page of each concept scheme, and the way from each value of grades to theirs."""
    said: Said = {}
    for quad in scheme_quads(base):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            said.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
    for subject, statements in said.items():
        path = subject.removeprefix(base)
        if path.startswith("scheme/"):
            name = path.removeprefix("scheme/")
            title = statements[_DCTERMS + "title"][0]
            intro = " ".join(statements.get(_DCTERMS + "description", []))
            if name in _LISTS:
                yield Stub(f"{path}.html", f"{_LISTS[name]}/index.html", title, f"{path}.ttl")
                continue
            members = [s for s, others in said.items() if subject in others.get(_SKOS + "inScheme", [])]
            entries = [_value(member, said) for member in members]
            groups: list[Row] = [{"heading": "", "label": "", "id": "", "entries": entries, "style": "rows"}]
            context = {"intro": intro, "groups": groups, "home": True}
            trail = (("Start", "index.html"),)
            yield Page(f"{path}.html", "list.html", title, intro, context, address=subject, turtle=f"{path}.ttl",
                       trail=trail)  # fmt: skip
        else:
            name = statements[_SKOS + "prefLabel"][0]
            target = f"scheme/grades.html#{path.rsplit('/', 1)[-1]}"
            yield Stub(f"{path}.html", target, name, f"{path}.ttl")


def _value(subject: str, said: Said) -> Row:
    statements = said[subject]
    note = " ".join(statements.get(_SKOS + "definition", []))
    return {
        "label": "", "id": "", "text": statements[_SKOS + "prefLabel"][0], "note": note,
        "anchor": subject.rsplit("/", 1)[-1],
    }  # fmt: skip
