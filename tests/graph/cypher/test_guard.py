"""Attacks that must be refused, and lookalikes that must pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peelgraph.graph.cypher import check_read_only, prepare
from peelgraph.ontology.errors import QueryError, QueryRefusedError

ATTACKS = r"""
CREATE (n:Force {slug: 'x'})
create (n)
MATCH (n) DELETE n
MATCH (n) DETACH DELETE n
MATCH (n) NODETACH DELETE n
MATCH (n:Force) SET n.name = 'x'
MATCH (n:Force) SET n:Bad
MATCH (n:Force) SET n += {a: 1}
MATCH (n:Force) REMOVE n.name
MATCH (n:Force) REMOVE n:Force
MERGE (n:Force {slug: 'x'})
MERGE (n:Force {slug: 'x'}) ON CREATE SET n.a = 1
MATCH (n) FOREACH (x IN [1] | SET n.a = x)
FOREACH (x IN [1] | CREATE (:Bad))
INSERT (n:Force)
MATCH (n) WITH n CREATE (m) RETURN m
MATCH (n) WITH n LIMIT 1 SET n.x = 1 RETURN n
MATCH (n) WITH n AS m SET m.x = 1
UNWIND [1] AS x CREATE (n {x: x})
UNWIND [1] AS x MERGE (n {x: x}) RETURN n
CALL { CREATE (n) RETURN n } RETURN n
CALL () { MERGE (n:X) RETURN n } RETURN n
MATCH (n) CALL (n) { SET n.x = 1 } RETURN n
MATCH (n) CALL { WITH n DELETE n } IN TRANSACTIONS
RETURN 1 AS x UNION CREATE (n) RETURN n
MATCH (n)/* x */DELETE/* y */n
MATCH (n)\n\tDELETE n
MATCH (n) // x\nDELETE n
MATCH (n) WHERE n.x = 1 SET n.x = 2
MATCH (n) RETURN CASE WHEN true THEN 1 END SET n.x = 1
MATCH (n) RETURN n; MATCH (m) DELETE m
RETURN 1; RETURN 2
RETURN 1;; DROP INDEX x
CREATE INDEX FOR (n:Force) ON (n.name)
CREATE CONSTRAINT c FOR (n:Force) REQUIRE n.slug IS UNIQUE
DROP CONSTRAINT c
DROP INDEX i IF EXISTS
CREATE DATABASE x
CREATE USER x SET PASSWORD 'y'
ALTER USER x SET PASSWORD 'y'
GRANT ROLE admin TO x
DENY READ {*} ON GRAPH * TO x
REVOKE ROLE admin FROM x
SHOW USERS
SHOW PROCEDURES
SHOW INDEXES
SHOW DATABASES
TERMINATE TRANSACTION 'x'
STOP DATABASE neo4j
USE system SHOW USERS
USE neo4j MATCH (n) RETURN n
LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row
load csv with headers from '/etc/passwd' as row return row
LoAd CsV FROM $path AS row RETURN row
LOAD/**/CSV FROM '/etc/passwd' AS row RETURN row
LOAD\nCSV FROM '/etc/passwd' AS row RETURN row
LOAD // x\nCSV FROM '/etc/passwd' AS row RETURN row
`LOAD` `CSV` FROM '/etc/passwd' AS row RETURN row
` LOAD` CSV FROM '/etc/passwd' AS row RETURN row
USING PERIODIC COMMIT 500 LOAD CSV FROM 'x' AS row RETURN row
RETURN 1 AS x UNION LOAD CSV FROM 'x' AS x RETURN x
CALL { LOAD CSV FROM 'x' AS row RETURN row } RETURN row
CYPHER 5 LOAD CSV FROM 'x' AS row RETURN row
PROFILE LOAD CSV FROM 'x' AS row RETURN row
EXPLAIN LOAD CSV FROM 'x' AS row RETURN row
FOR VALID_TIME ALL LOAD CSV FROM 'x' AS row RETURN row
EXPLAIN CREATE (n)
PROFILE CREATE (n)
PROFILE MATCH (n) SET n.x = 1
EXPLAIN MATCH (n) RETURN n
MATCH (n) RETURN n FORMAT CSV
MATCH (n) RETURN n EXCEPT MATCH (m) RETURN m AS n
CALL apoc.load.json('http://x')
CALL apoc.cypher.doIt('CREATE (n)', {})
CALL `apoc`.`load`.`csv`('x') YIELD map RETURN map
CALL `apoc.load.csv`('x') YIELD map RETURN map
CALL dbms.listConfig()
CALL dbms.components()
CALL db.createLabel('x')
CALL db.index.fulltext.queryNodes('i', 'x')
CALL gds.graph.project('g', '*', '*')
CALL table.read('x')
MATCH (n) CALL apoc.refactor.rename.label('a', 'b') YIELD total RETURN total
RETURN apoc.load.json('x')
RETURN `apoc`.`util`.`sleep`(1)
RETURN '\u0027 CREATE (n)
RETURN 1 /* \u002a\u002f */ AS x
MATCH (n) RETURN `a\u0060 DELETE n`
\u004c\u004f\u0041\u0044 CSV FROM 'x' AS r RETURN r
RETURN 'unfinished
RETURN /* unfinished

;
""".strip("\n").split("\n")

HARMLESS = r"""
RETURN 'CREATE (n) SET n.x = 1; DELETE n' AS text
RETURN "LOAD CSV FROM 'x'" AS text
RETURN 'it\'s; DROP INDEX x' AS text
MATCH (f:Force) WHERE f.name CONTAINS 'SET' RETURN f.name
MATCH (f:Force) WHERE f.name = 'CALL apoc.load.json()' RETURN f
MATCH (f:Force) /* DELETE f */ RETURN f.name
MATCH (f:Force) // CREATE (x); MERGE\nRETURN f.name
MATCH (f:Force) RETURN f.name AS `CREATE (n)`
MATCH (f:Force) RETURN f.name AS `LOAD CSV`
MATCH (f:Force) RETURN f.set AS set, f.create, f.delete AS `delete`
MATCH (f:Force) RETURN f.set, f.remove, f.merge
MATCH (set:Force) RETURN set.name
MATCH (create:Force) RETURN create
MATCH (f:Force) WITH f AS delete RETURN delete
MATCH (f:Force) WITH f AS create, 1 AS set RETURN create.name, set
MATCH (n:Create) RETURN n
MATCH (n:Set|Delete) RETURN n
MATCH ()-[r:CREATE]->() RETURN r
MATCH ()-[r:MERGE|SET]->() RETURN r
MATCH (n) WHERE n:Drop RETURN n
RETURN {set: 1, create: 2, load: 3, csv: 4} AS m
RETURN {create: 1}.create AS x
RETURN [x IN ['CREATE'] | x] AS l
UNWIND ['DROP', 'ALTER'] AS use RETURN use
WITH 1 AS load RETURN load AS csv
WITH 1 AS load, 2 AS csv RETURN load, csv
WITH 1 AS show RETURN show
WITH 1 AS use RETURN use
WITH 1 AS explain RETURN explain
WITH 1 AS call RETURN call
MATCH (f:Force) RETURN f.name;
RETURN 'a;b' AS x;
RETURN ';' AS `;`
CALL db.labels()
CALL db.labels() YIELD label RETURN label
CALL db.relationshipTypes
CALL { MATCH (f:Force) RETURN f } RETURN count(f)
CALL (*) { MATCH (f:Force) RETURN f } RETURN count(f)
MATCH (f:Force) CALL (f) { RETURN f.slug AS s } RETURN s
RETURN date.truncate('month', date()) AS d, duration.inDays(date(), date()) AS n
RETURN 'C:\\dir' AS path, 'caf\u00e9' AS word
""".strip("\n").split("\n")


def unescaped(lines):
    return [line.replace("\\n", "\n").replace("\\t", "\t") for line in lines]


@pytest.mark.parametrize("query", unescaped(ATTACKS))
def test_an_attack_is_refused_with_a_sentence(query, model):
    with pytest.raises(QueryRefusedError) as told:
        check_read_only(query)
    assert len(str(told.value)) > 20
    with pytest.raises(QueryError):
        prepare(query, {"path": "x"}, model)


@pytest.mark.parametrize("query", unescaped(HARMLESS))
def test_a_lookalike_passes(query, model):
    check_read_only(query)
    prepare(query, {}, model)


def test_there_are_enough_of_both():
    assert len(ATTACKS) >= 60
    assert len(HARMLESS) >= 30


WORDS = st.sampled_from(
    ["CREATE", "SET n.x = 1", "LOAD CSV FROM 'x'", "DELETE n", ";", "CALL apoc.x()", "USE x", "DROP INDEX i"]
)


@given(WORDS, st.text(alphabet="abc (){}[]'\"\n", max_size=8))
def test_words_in_strings_comments_and_quoted_names_pass(word, noise):
    inner = (word + noise).replace("\\", "")
    check_read_only("RETURN '" + inner.replace("'", "\\'") + "' AS x")
    check_read_only('RETURN "' + inner.replace('"', '\\"') + '" AS x')
    check_read_only("RETURN 1 /* " + inner + " */ AS x")
    check_read_only("RETURN 1 // " + inner.replace("\n", " ") + "\nAS x")
    check_read_only("RETURN 1 AS `" + inner.replace("`", "``") + "`")
