"""The hash of a graph's contents: one for one content, another for any other."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peelgraph.graph.content_hash import hash_of
from peelgraph.graph.contents import HeldNode
from peelgraph.ontology.model import load_model
from peelgraph.ontology.records import Link

MODEL = load_model()
CODED = {"method": "rule", "confidence": 0.5}
FINDING = HeldNode(
    "Finding",
    "x1",
    {"text": "Calls wait.", "published": dt.date(2014, 11, 27), "confidence": 1.0, "sources": ["a", "b"]},
    (Link("ABOUT", "Force", "essex"), Link("CONCERNS", "Practice", "calls", CODED)),
)
OTHERS = [HeldNode("Force", "essex", {"name": "Essex"}), HeldNode("Region", "essex", {"name": "Essex"})]


def digest(*nodes):
    return hash_of(nodes, MODEL).hexdigest()


@given(st.permutations([FINDING, *OTHERS]), st.permutations(FINDING.links))
def test_neither_the_order_of_nodes_nor_that_of_links_matters(nodes, links):
    shuffled = [replace(node, links=tuple(links)) if node is FINDING else node for node in nodes]
    assert digest(*shuffled) == digest(FINDING, *OTHERS)


def test_a_whole_number_where_the_model_has_a_fraction_is_the_same():
    properties = {**FINDING.properties, "confidence": 1}
    assert digest(replace(FINDING, properties=properties)) == digest(FINDING)


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "Calls wait"},
        {"published": "2014-11-27"},
        {"published": dt.datetime(2014, 11, 27)},
        {"confidence": 0.9999999999999999},
        {"sources": ["b", "a"]},
        {"sources": ["a"]},
        {"sources": "a, b"},
        {"claims": ""},
    ],
)
def test_any_other_property_is_another_content(changed):
    assert digest(replace(FINDING, properties={**FINDING.properties, **changed})) != digest(FINDING)


@pytest.mark.parametrize(
    "links",
    [
        FINDING.links[:1],
        (*FINDING.links, FINDING.links[0]),
        (*FINDING.links, FINDING.links[0], FINDING.links[0]),
        (replace(FINDING.links[0], id="kent"), FINDING.links[1]),
        (replace(FINDING.links[0], label="Region"), FINDING.links[1]),
        (FINDING.links[0], replace(FINDING.links[1], properties={"method": "rule"})),
        (FINDING.links[0], replace(FINDING.links[1], properties={**CODED, "confidence": 0.25})),
    ],
)
def test_any_other_relationship_is_another_content(links):
    assert digest(replace(FINDING, links=links)) != digest(FINDING)


def test_what_is_there_twice_does_not_cancel_out():
    assert len({digest(), digest(*OTHERS), digest(*OTHERS, *OTHERS), digest(*OTHERS[:1])}) == 4
