"""The page on RDF says what the mapping does."""

import doctest
import re
from pathlib import Path

import pytest
from peelgraph.graph.rdf.view import PREFIXES
from peelgraph.ontology.model import XSD, load_model

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "rdf.md"


def short(address):
    prefix, space = next((p, s) for p, s in PREFIXES.items() if address.startswith(s))
    return f"`{prefix}:{address[len(space) :]}`"


def mapping():
    """Return the table of all properties and relationships, as the model declares them."""
    lines = ["| in the graph | in RDF | value |", "|---|---|---|"]
    for label, node_type in load_model().node_types.items():
        classes = ", ".join(short(address) for address in (node_type.iri, *node_type.superclasses))
        lines.append(f"| **{label}** | {classes} | |")
        for name, declared in node_type.properties.items():
            if (label, name) in {("Correction", "reviewer"), ("Correction", "note")}:
                continue
            paths = " or ".join(map(short, declared.alternatives or (declared.iri,)))
            also = f"; also {short(declared.also.iri)}" if declared.also else ""
            value = {
                "text": "text `@en`",
                "period": "`xsd:date`, `xsd:gYearMonth` or `xsd:gYear`",
                "address": "resource",
                "literal": f"`{declared.rdf_datatype.replace(XSD, 'xsd:')}`",
            }[declared.form]
            lines.append(f"| `{name}` | {paths}{also} | {value} |")
        for type_, end in node_type.relationships.items():
            also = f"; also {short(end.also)}" if end.also else ""
            told = " and an annotation" if end.properties else ""
            lines.append(f"| `{type_}` | {short(end.iri)}{also} | {end.target}{told} |")
    return "\n".join(lines) + "\n"


def test_the_table_of_the_mapping_is_what_the_model_declares():
    shown = re.search(r"<!-- mapping: begin -->\n(.*)<!-- mapping: end -->", PAGE.read_text("utf-8"), re.DOTALL)
    assert shown.group(1) == mapping()


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")  # of rdflib by rdflib
def test_the_python_examples_run(shipped_copy, monkeypatch):
    monkeypatch.chdir(shipped_copy.parent)
    text = "\n".join(re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL))
    test = doctest.DocTestParser().get_doctest(text, {}, "rdf.md", "rdf.md", 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("ending", [".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld"])
def test_every_form_of_rdf_is_on_the_page(ending):
    assert f"| `{ending}` |" in PAGE.read_text("utf-8")
