"""The licences that can be named: each by its short name, its address and every other name, and nothing else."""

from __future__ import annotations

import pytest
from peelgraph.ontology.licences import is_open, licence_called, licences
from peelgraph.ontology.model import BASE
from rdflib import SKOS, URIRef


def test_every_name_that_rdflib_reads_means_its_licence_and_no_other(turtle):
    scheme = URIRef(f"{BASE}scheme/licences")
    addresses = {str(address) for address in turtle.subjects(SKOS.topConceptOf, scheme)}
    assert {licence.address for licence in licences()} == addresses
    for licence in licences():
        names = {str(n) for p in (SKOS.prefLabel, SKOS.altLabel, SKOS.notation)
                 for n in turtle.objects(URIRef(licence.address), p)}  # fmt: skip
        assert {licence.short, licence.name} <= names
        for name in {*names, licence.address}:
            assert licence_called(name) == licence
            assert licence_called(f" {name.upper()} ") == licence


def test_the_name_that_is_recorded_is_one_that_what_is_published_knows():
    assert all(is_open(licence.name) for licence in licences())


@pytest.mark.parametrize("start", ["http", "https"])
@pytest.mark.parametrize("end", ["", "/"])
def test_http_or_https_and_a_slash_at_the_end_make_no_difference(start, end):
    for licence in licences():
        rest = licence.address.partition(":")[2].rstrip("/")
        assert licence_called(f"{start}:{rest}{end}") == licence


@pytest.mark.parametrize(
    "name",
    [
        "",
        "mine",
        "all rights reserved",
        "https://ogl",
        "https://creativecommons.org/licenses/by-nc/4.0/",
        "https://creativecommons.org/licenses/by/4.0.example.org/",
        "published under the Open Government Licence v3.0",
    ],
)
def test_what_is_no_name_of_a_licence_means_none(name):
    assert licence_called(name) is None
