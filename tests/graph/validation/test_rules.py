"""Every rule beyond the shapes finds the example that breaks it, names where it stands, and agrees with SHACL."""

import datetime as dt

import pytest
from peelgraph.graph import open_graph
from peelgraph.graph.validation import validate
from peelgraph.graph.validation.breach import RULES
from peelgraph.graph.validation.shacl import RULE, shacl_breaches, shapes_graph
from peelgraph.ontology.model import load_model
from peelgraph.ontology.records import Link

MODEL = load_model()
DAY = dt.date(2014, 11, 27)


def span(start, end, passage="sound"):
    return Link("STATED_IN", "Passage", passage, {"start": start, "end": end})


def examples(sound):
    """Yield a rule, the nodes that break it (the first one is the one that is told), and the others that they need."""
    of = {label: node for (label, id_), node in sound.items() if id_ == "sound"}
    finding, grade = of["Finding"], of["Grade"]
    place = iter(range(200, 999))

    def copy(label, name, **changes):
        return of[label].but(f"x-{name}", next(place), **changes)

    yield "key", [copy("Force", "slug", slug="another")]
    yield "identity", [copy("Force", "sources", sources=["test", "test"])]
    yield "claims", [copy("Force", "claims-json", claims="{")]
    yield "claims", [copy("Force", "claims-other", claims='{"else": {}}')]
    yield "end", [copy("Force", "end").linked("IN_REGION", Link("IN_REGION", "Risk", "sound"))]
    yield "twice", [finding.but("x-twice", 1).linked("ADDRESSES", *[Link("ADDRESSES", "Question", "sound")] * 2)]
    yield "real-date", [copy("Inspection", "month", fieldwork_start="2014-13", fieldwork_end=None)]
    yield "real-date", [copy("Recommendation", "day", due="2015-02-29")]
    yield "date-precision", [copy("Finding", "guessed", published_period="2014-11")]
    yield "date-precision", [copy("Finding", "other-day", published_period="2014-11-28")]
    yield "date-precision", [copy("Grade", "no-day", published=None)]
    yield "fieldwork", [copy("Inspection", "fieldwork", fieldwork_start="2014-12", fieldwork_end="2014-11-30")]
    yield "risk-of-weakness", [copy("Finding", "praised", polarity="strength")]
    yield "risk-of-weakness", [copy("Finding", "neutral", polarity="neutral")]
    yield "kind-polarity", [copy("Finding", "advice", kind="recommendation", polarity="neutral").linked("EXPOSES")]
    yield "kind-polarity", [copy("Finding", "act", kind="action-taken")]
    yield "kind-polarity", [copy("Finding", "plan", kind="action-planned")]
    yield "confidence", [copy("Finding", "surer", confidence=0.75)]
    yield "confidence", [copy("Finding", "unsure", confidence=None)]
    yield "quoted", [copy("Finding", "ours", wording="summary")]
    yield "quoted", [finding.but("x-nowhere", 1, embargoed_until=None).linked("STATED_IN")]
    yield "span", [copy("Finding", "other-text", text="Calls  wait.")]
    yield "span", [finding.but("x-shifted", 1).linked("STATED_IN", span(1, 12))]
    yield "span", [finding.but("x-outside", 1).linked("STATED_IN", span(0, 500))]
    yield "span", [finding.but("x-backwards", 1).linked("STATED_IN", span(11, 0))]
    emoji = of["Passage"].but("x-emoji", 900, text="👮🏽 Calls wait. So be it.")
    yield "span", [finding.but("x-utf-16", 1).linked("STATED_IN", span(5, 16, "x-emoji")), emoji]
    yield "white-space", [copy("Passage", "tab", text="Calls wait.\tSo be it.")]
    yield "white-space", [copy("Passage", "ends", text="Calls wait. So be it. ")]
    yield "embargo", [copy("Passage", "free", embargoed_until=None)]
    yield "embargo", [copy("Passage", "later", embargoed_until=dt.datetime(2014, 12, 2))]
    yield "embargo", [copy("Finding", "free", embargoed_until=None)]
    yield "embargo", [finding.but("x-table", 1, wording="summary").linked("STATED_IN")]
    not_asked = of["Question"].but("x-not-asked", 1).linked("ASKED_IN")
    yield (
        "asked",
        [grade.but("x-not-asked", 1).linked("ANSWERS", Link("ANSWERS", "Question", "x-not-asked")), not_asked],
    )
    yield "one-grade", [copy("Grade", "x-again")]
    yield "passage-number", [of["Passage"].but("x-second", 1)]
    yield "status-date", [copy("Recommendation", "no-status", status=None, superseded_by=None)]
    yield "status-date", [copy("Recommendation", "not-stated", status="not-stated", superseded_by=None)]
    yield "status-date", [copy("Recommendation", "open", status="open")]
    yield "undone", [copy("Correction", "no-time", undone_at=None)]
    yield "corrects", [copy("Correction", "lost", state="applied", undone_at=None).linked("CORRECTS")]
    yield "undone", [copy("Correction", "applied", state="applied")]
    for label in ("Practice", "Risk"):
        up = [
            of[label].but(f"x-{n}", 1).linked("BROADER", Link("BROADER", label, f"x-{(n + 1) % 3}")) for n in range(3)
        ]
        yield "cycle", up
    yield "cycle", [of["Practice"].but("x-self", 1).linked("BROADER", Link("BROADER", "Practice", "x-self"))]
    loop = Link("FOLLOWED_UP_BY", "Inspection", "x-loop")
    yield "cycle", [of["Inspection"].but("x-loop", 1, sequence=None).linked("FOLLOWED_UP_BY", loop)]
    yield "later", [copy("Inspection", "late", sequence=3)]
    yield "ons-code", [copy("Force", "code", ons_code="E00000001")]


@pytest.fixture(scope="module")
def broken(making, tmp_path_factory):
    """What the own check finds in a graph for each example."""
    sound = making.sound()
    found = []
    for number, (rule, nodes) in enumerate(examples(sound)):
        path = tmp_path_factory.mktemp("rule") / f"{number}.kgl"
        with open_graph(path, write=True) as graph:
            making.write(graph, [*sound.values(), *nodes])
            found.append((rule, nodes, validate(graph)))
    return found


def all_examples(making):
    """Return the sound nodes and all examples, for one graph."""
    nodes = making.sound()
    for _, group in examples(making.sound()):
        for node in group:
            assert (node.label, node.id) not in nodes
            nodes[node.label, node.id] = node
    return list(nodes.values())


@pytest.fixture(scope="module")
def all_broken(making, tmp_path_factory):
    """What both checks find in one graph with all examples."""
    with open_graph(tmp_path_factory.mktemp("rules") / "all.kgl", write=True) as graph:
        making.write(graph, all_examples(making))
        return validate(graph), shacl_breaches(graph)


IN_RDF = {
    str(s).removeprefix(RULE).removesuffix("-of-finding")
    for s in shapes_graph(MODEL).subjects()
    if str(s).startswith(RULE)
}


def test_every_rule_has_an_example(making):
    assert {rule for rule, _ in examples(making.sound())} == set(RULES) - {"met", "rdf"}


def test_every_rule_finds_its_example_and_nothing_else(broken):
    for rule, nodes, own in broken:
        told = {(f.rule, f.label, f.id) for f in own.faults}
        expected = {(rule, node.label, node.id) for node in (nodes if rule == "cycle" else nodes[:1])}
        assert expected <= told, (rule, nodes[0].id, own.faults)
        beside = {r for r, _, _ in told - expected}
        assert beside <= {"one-grade", "pattern", "minCount", "identity"} - {rule}, (rule, nodes[0].id, told - expected)


def test_what_an_inspection_asked_may_be_unknown(making, tmp_path):
    nodes = making.sound()
    unknown = nodes["Inspection", "sound"].but("x-own", 1, sequence=3).linked("FOLLOWED_UP_BY")
    given = nodes["Grade", "sound"].but("x-own", 1)
    given = given.linked("GIVEN_IN", making.Link("GIVEN_IN", "Inspection", "x-own"))
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        making.write(graph, [*nodes.values(), unknown, given])
        assert (validate(graph).faults, shacl_breaches(graph)) == ([], [])


def test_shacl_finds_what_the_rdf_shows_and_nothing_else(making, all_broken):
    own, shacl = all_broken
    told = {(f.rule, f.label, f.id) for f in shacl}
    for rule, nodes in examples(making.sound()):
        if rule in IN_RDF:
            assert (rule, nodes[0].label, nodes[0].id) in told, (rule, nodes[0].id)
        if rule == "real-date":
            assert (nodes[0].label, nodes[0].id) in {key[1:] for key in told}
    assert {(f.label, f.id) for f in shacl} <= {(f.label, f.id) for f in own.faults}


def test_both_engines_find_the_same(making, neo4j_uri, tmp_path):
    """One graph with all examples that can be beside each other."""
    found = []
    for uri in (tmp_path / "graph.kgl", neo4j_uri):
        with open_graph(uri, write=True) as graph:
            making.write(graph, all_examples(making))
        with open_graph(uri) as graph:
            done = validate(graph)
        found.append([(f.label, f.id, f.shape, f.rule, f.message, f.place, f.remedy) for f in done.faults])
    assert found[0] == found[1]
    assert {fault[3] for fault in found[0]} >= set(RULES) - {"met", "rdf"}
