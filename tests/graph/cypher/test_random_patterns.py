"""Random patterns on both engines: the same counts."""

import random
import sys
from pathlib import Path

import pytest
from peelgraph.graph.cypher import kglite_source, prepare

sys.path.insert(0, str(Path(__file__).parent))
import engines

sys.path.pop(0)

SMALL = [
    "Document",
    "Passage",
    "Correction",
    "Region",
    "Risk",
    "Question",
    "Inspection",
    "Practice|Risk",
    "!Finding&!Grade",
]
TYPES = [
    "BROADER",
    "PART_OF",
    "STATED_IN",
    "FOLLOWED_UP_BY",
    "IN_REGION",
    "ASKED_IN",
    "REPORTS|SENT_TO",
    "EXPOSES",
    "!OF&!ABOUT",
]
TESTS = ["", " {slug: 'kent'}", " WHERE %s.name STARTS WITH 'C'", " WHERE %s.slug > 'm'", " WHERE %s.title IS NULL"]


def pattern(chance):
    names = iter("abcd")
    first = next(names)
    text = node(chance, first, chance.random() < 0.9)
    for name in list(names)[: chance.randint(1, 3)]:
        left, right = chance.choice([("-", "->"), ("<-", "-"), ("-", "-")])
        length = chance.choice(["", "", "", "", "*1..2", "*0..1"])
        kind = chance.choice(TYPES[:6] if length else TYPES)
        again = first if name != "b" and chance.random() < 0.2 else name
        text += f"{left}[:{kind}{length}]{right}{node(chance, again, chance.random() < 0.4)}"
    return text


def node(chance, name, labelled):
    label = f":{chance.choice(SMALL)}" if labelled else ""
    test = chance.choice(TESTS) if chance.random() < 0.3 else ""
    return f"({name}{label}{test % name if '%s' in test else test})"


def query(seed):
    chance = random.Random(seed)
    text = f"MATCH {pattern(chance)}"
    if chance.random() < 0.3:
        text += f" OPTIONAL MATCH (a)-[:{chance.choice(TYPES)}]-(z) WHERE z.slug <> 'x'"
    if chance.random() < 0.3:
        text += f" WITH * WHERE {chance.choice(['', 'NOT '])}EXISTS {{ (b)-[:{chance.choice(TYPES)}]-() }}"
    return text + " RETURN labels(a)[0] AS l, count(*) AS n, count(DISTINCT b) AS m ORDER BY l"


@pytest.mark.parametrize("seed", range(150))
def test_counts_agree(seed, model, neo4j_driver, opened):
    case = engines.Case(query(seed), frozenset(), {})
    assert engines.ask_ours(opened, model, case) == engines.ask_neo4j(neo4j_driver, case), case.query


@pytest.fixture(scope="module")
def opened(graph_file, model):
    import kglite

    prepared = prepare("RETURN 1", {}, model)
    return kglite_source.open_graph(kglite.load(str(graph_file)), prepared.node_keys, prepared.relationship_keys)
