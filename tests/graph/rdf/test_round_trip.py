"""The graph, written as RDF and read back, is the graph."""

from __future__ import annotations

import datetime as dt

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peelgraph.graph import open_graph
from peelgraph.graph.contents import HeldNode, writing_order
from peelgraph.graph.public import Embargo, public_pages
from peelgraph.graph.rdf import PublicView, graph_from_rdf, load_rdf_store, quads
from peelgraph.graph.rdf.mapping import NodeMapper
from peelgraph.graph.rdf.schemes import scheme_quads
from peelgraph.ontology.model import load_model
from peelgraph.ontology.records import Link

MODEL = load_model()
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
IDS = st.one_of(st.sampled_from(["gwent", "essex", "..", "a/b#c?d", "50%", "é 👮", "Force"]), TEXT.filter(bool))
ADDRESSES = st.sampled_from(
    ["https://example.org/a?b=c#d", "http://é.example/ä", "see page 3", "https://a b", "http://[x"]
)


def value_of(declared):
    if declared.many:
        return st.lists(st.one_of(TEXT, st.just("Heddlu Gwent")), max_size=4)
    if declared.values:
        return st.sampled_from(declared.values)
    if declared.pattern:
        return st.from_regex(declared.pattern, fullmatch=True).map(lambda text: text.rstrip("\n"))
    if declared.form == "address":
        return st.one_of(TEXT, ADDRESSES)
    return {
        "string": TEXT,
        "integer": st.integers(min_value=int(declared.minimum or 0)),
        "float": st.floats(min_value=declared.minimum, max_value=declared.maximum, allow_nan=False),
        "boolean": st.booleans(),
        "date": st.dates(),
        "datetime": st.datetimes(),
    }[declared.datatype]


def properties_of(declared, without=()):
    kept = [p for name, p in declared.items() if name not in without]
    return st.fixed_dictionaries(
        {p.name: value_of(p) for p in kept if p.required},
        optional={p.name: value_of(p) for p in kept if not p.required},
    )


def link_of(type_, end):
    own = st.one_of(st.just({}), properties_of(end.properties)) if end.properties else st.just({})
    return st.builds(Link, st.just(type_), st.just(end.target), IDS, own)


@st.composite
def node_of(draw, label):
    node_type = MODEL.node_types[label]
    id_ = draw(IDS)
    said = draw(properties_of(node_type.properties, without=("id",)))
    if node_type.key == "slug":
        said["slug"] = id_
    links = {}
    for type_, end in node_type.relationships.items():
        for link in draw(st.lists(link_of(type_, end), max_size=3 if end.many else 1)):
            links[link.key] = link
    ordered = tuple(sorted(links.values(), key=lambda link: link.key))
    return HeldNode(label, id_, {name: said[name] for name in node_type.properties if name in said}, ordered)


NODES = st.lists(st.sampled_from(list(MODEL.node_types)).flatmap(node_of), max_size=4, unique_by=lambda n: n.key)


def in_order(nodes):
    order = writing_order(MODEL)
    return sorted(nodes, key=lambda node: (order.index(node.label), node.id))


def read(found):
    return [node for page in graph_from_rdf(found) for node in page]


@given(NODES, st.sampled_from(["https://w3id.org/peelgraph/", "https://data.example.org/a/b/"]))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_whatever_the_model_allows_comes_back_as_it_was(nodes, base):
    mapper = NodeMapper(MODEL, {"essex": False}, base, complete=True)
    written = [*scheme_quads(base), *(quad for node in nodes for quad in mapper.quads(node))]
    assert read(written) == in_order(nodes)
    assert read(reversed(written)) == in_order(nodes)
    text = ox.serialize(written, format=ox.RdfFormat.N_QUADS)
    assert read(ox.parse(text, format=ox.RdfFormat.N_QUADS)) == in_order(nodes)
    store = ox.Store()
    store.extend(written)
    assert read(store) == in_order(nodes)


@pytest.mark.parametrize("content", ["lettered_file", "awkward_file"])
def test_a_whole_graph_comes_back_as_what_may_leave_it(content, request):
    with open_graph(request.getfixturevalue(content)) as graph:
        leaving = [node for page in public_pages(graph, MODEL, Embargo(), whole_passages=True) for node in page]
        everything = PublicView(include_embargoed=True, complete=True)
        assert read(quads(graph, everything)) == leaving
        assert read(load_rdf_store(graph, everything)) == leaving
        assert any("claims" in node.properties for node in leaving) == (content == "awkward_file")


def test_the_public_view_loses_the_order_of_lists_and_closed_passages_alone(lettered_file):
    now = dt.datetime(2126, 1, 1)
    with open_graph(lettered_file) as graph:
        leaving = [node for page in public_pages(graph, MODEL, Embargo(), whole_passages=True) for node in page]
        found = read(quads(graph, PublicView(now=now)))
    assert len(found) == len(leaving) > 1800
    for got, want in zip(found, leaving, strict=True):
        expected = {k: sorted(set(v)) if isinstance(v, list) else v for k, v in want.properties.items()}
        if got.label == "Passage":
            del expected["text"]
        assert (got.key, got.properties, got.links) == (want.key, expected, want.links)
