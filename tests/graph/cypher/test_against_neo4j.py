"""Every case on a real Neo4j and on ours: the same columns, rows and types, or refused by both."""

import sys
from pathlib import Path

import pytest
from peelgraph.graph.cypher import kglite_source, prepare
from peelgraph.ontology.errors import QueryError

sys.path.insert(0, str(Path(__file__).parent))
import engines

sys.path.pop(0)


@pytest.fixture(scope="module")
def graph(graph_file, model):
    import kglite

    prepared = prepare("RETURN 1", {}, model)
    return kglite_source.open_graph(kglite.load(str(graph_file)), prepared.node_keys, prepared.relationship_keys)


ANSWERED = engines.cases("researchers") + engines.cases("edges") + engines.cases("more")


def named(cases):
    return [pytest.param(case, id=case.query[:60].replace("\n", " ")) for case in cases]


@pytest.mark.parametrize("case", named(ANSWERED))
def test_answers_what_neo4j_answers(case, graph, model, neo4j_driver):
    assert engines.ask_ours(graph, model, case) == engines.ask_neo4j(neo4j_driver, case)


@pytest.mark.parametrize("case", named(engines.cases("errors")))
def test_refuses_what_neo4j_refuses(case, graph, model, neo4j_driver):
    from neo4j.exceptions import Neo4jError

    with pytest.raises(Neo4jError):
        engines.ask_neo4j(neo4j_driver, case)
    with pytest.raises(QueryError) as told:
        engines.ask_ours(graph, model, case)
    assert str(told.value)[-1] not in ".!"


def test_there_are_enough_cases():
    assert len(ANSWERED) > 500
