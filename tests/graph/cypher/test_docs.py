"""Every line of the tables in docs/cypher.md does what it says."""

import re
from pathlib import Path

import pytest
from peelgraph.graph.cypher import kglite_source, prepare
from peelgraph.graph.cypher.run import answer
from peelgraph.ontology.errors import QueryError

PAGE = (Path(__file__).parents[3] / "docs" / "cypher.md").read_text(encoding="utf-8")


def queries(heading):
    part = PAGE.split(f"## {heading}")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|") and "`" in line]
    return [[code.replace("\\|", "|") for code in re.findall(r"`([^`]+)`", line)] for line in lines]


@pytest.fixture(scope="module")
def run(graph_file, model):
    import kglite

    engine = kglite.load(str(graph_file))

    def call(query):
        prepared = prepare(query, {}, model)
        return list(answer(prepared, kglite_source.open_graph(engine, prepared.node_keys, prepared.relationship_keys)))

    return call


@pytest.mark.parametrize("query", [line[0] for line in queries("What works")])
def test_what_works(query, run):
    assert run(query)


@pytest.mark.parametrize(("refused", "instead"), queries("What is refused, and what to write instead"))
def test_what_is_refused(refused, instead, run):
    with pytest.raises(QueryError):
        run(refused)
    run(instead)


def test_the_tables_are_found():
    assert len(queries("What works")) > 15
    assert len(queries("What is refused, and what to write instead")) > 10
