"""What prepare says of a query before it runs: columns, notices, parameters."""

import datetime as dt
import subprocess
import sys

import pytest
from peelgraph.graph.cypher import prepare
from peelgraph.ontology.errors import QueryError


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("MATCH (f:Force) RETURN f.name, count( * )", ["f.name", "count( * )"]),
        ("MATCH (f:Force) RETURN f {.name}, f.slug AS `a b`", ["f", "a b"]),
        ("MATCH (b)-[a:ABOUT]->(c) RETURN *", ["a", "b", "c"]),
        ("CALL db.labels", ["label"]),
        ("RETURN 1 AS b, 2 AS a UNION RETURN 3 AS a, 4 AS b", ["b", "a"]),
    ],
)
def test_columns(query, columns, model):
    assert list(prepare(query, {}, model).columns) == columns


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("MATCH (x:Finding) WHERE x.published > '2014' RETURN x", "write date('2014')"),
        ("MATCH (x:Finding {published: '2014-11-12'}) RETURN x", "write date('2014-11-12')"),
        ("MATCH (x:Finding) WHERE x.published IN ['2014-11-12'] RETURN x", "write date('2014-11-12')"),
        ("MATCH (x) WHERE $word < x.published RETURN x", "write date($word)"),
        ("MATCH (d) WHERE d.embargoed_until > '2014' RETURN d", "write localdatetime('2014')"),
        ("MATCH (f:Forse) RETURN f", "did you mean Force?"),
        ("MATCH (f:force) RETURN f", "did you mean Force?"),
        ("MATCH ()-[r:ABOUTS]->() RETURN r", "did you mean ABOUT?"),
    ],
)
def test_notices(query, notice, model):
    [found] = prepare(query, {"word": "2014"}, model).notices
    assert notice in found


def test_no_notice_where_all_is_well(model):
    query = "MATCH (x:Finding)-[:ABOUT]->(f:Force) WHERE x.published > date('2014-01-01') AND f.slug = 'kent' RETURN x"
    assert prepare(query, {}, model).notices == ()


def test_a_parameter_of_no_cypher_type_is_refused(model):
    with pytest.raises(QueryError, match=r"\$x cannot be used: object"):
        prepare("RETURN $x", {"x": object()}, model)
    assert prepare("RETURN $x", {"x": dt.date(2020, 1, 1)}, model).parameters == {"x": dt.date(2020, 1, 1)}


def test_importing_is_light():
    heavy = (
        "import sys, peelgraph.graph.cypher; "
        "print([m for m in ('kglite', 'neo4j', 'pandas', 'numpy') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
