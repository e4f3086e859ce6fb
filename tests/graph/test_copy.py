"""A graph copied between engines is the same graph; interrupted, it is completed; onto something else, it is refused."""

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import neo4j
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peelgraph.graph import open_graph
from peelgraph.graph.copy import copy_graph
from peelgraph.ontology.errors import ConstraintError, NoGraphError, StoreError
from peelgraph.ontology.records import Link, Record


@pytest.fixture
def cypher():
    """Change a server behind our back."""

    def run(uri, statement, **parameters):
        with neo4j.GraphDatabase.driver(uri, auth=None, notifications_min_severity="OFF") as driver:
            return [record.data() for record in driver.execute_query(statement, parameters).records]

    return run


@pytest.fixture
def other_uri(servers):
    """The address of another server, empty."""
    uri = servers.uri("other")
    if uri == servers.uri():
        pytest.skip("needs two servers")
    with neo4j.GraphDatabase.driver(uri, auth=None) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    return uri


@pytest.mark.parametrize("content", ["lettered_file", "awkward_file"])
def test_a_graph_goes_to_a_server_and_comes_back(content, request, whole, neo4j_uri, tmp_path):
    file = request.getfixturevalue(content)
    original = whole.everything(file)
    there = copy_graph(file, neo4j_uri)
    assert whole.everything(neo4j_uri) == original
    back = copy_graph(neo4j_uri, tmp_path / "back.kgl")
    assert whole.everything(tmp_path / "back.kgl") == original
    assert there.sha256 == back.sha256
    assert there.nodes + there.relationships == back.nodes + back.relationships == len(original)
    assert (there.nodes_copied, there.relationships_copied) == (there.nodes, there.relationships)
    assert (there.nodes_left, there.relationships_left, there.nodes_removed) == (0, 0, 0)


def test_a_file_goes_to_a_file_and_a_server_to_a_server(awkward_file, whole, neo4j_uri, other_uri, tmp_path):
    one = copy_graph(awkward_file, tmp_path / "other.kgl")
    assert whole.everything(tmp_path / "other.kgl") == whole.everything(awkward_file)
    copy_graph(awkward_file, neo4j_uri)
    two = copy_graph(neo4j_uri, other_uri)
    assert whole.everything(other_uri) == whole.everything(awkward_file)
    assert one.sha256 == two.sha256


def test_what_is_loaded_after_a_copy_is_laid_over_it_as_over_the_original(awkward_file, whole, graph_uri, tmp_path):
    copy_graph(awkward_file, graph_uri)
    copy_graph(awkward_file, tmp_path / "here.kgl")
    for uri in (graph_uri, tmp_path / "here.kgl"):
        with open_graph(uri, write=True) as graph:
            whole.states(graph, "awkward", *whole.awkward_records())
            whole.states(graph, "third", whole.force("essex", name="Essex?"))
            with graph.stating("letter-1") as writer:
                writer.withdraw_unstated(["Finding", "Passage", "Document", "Inspection"])
    assert whole.everything(graph_uri) == whole.everything(tmp_path / "here.kgl")


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
id_ = text.filter(bool)
links = st.lists(
    st.tuples(st.integers(0, 5), st.none() | st.floats(0, 1), text), unique_by=lambda link: link[0], max_size=4
)


@st.composite
def graphs(draw):
    """Draw the records of a graph, in two sources."""
    forces = draw(st.lists(id_, min_size=1, max_size=3, unique=True))
    practices = draw(st.lists(id_, min_size=6, max_size=6, unique=True))
    records = [Record("Practice", slug, {"slug": slug, "name": draw(text)}) for slug in practices]
    for slug in forces:
        names = draw(st.none() | st.lists(text, max_size=3))
        records.append(
            Record(
                "Force",
                slug,
                {"slug": slug, "name": draw(text)} | ({} if names is None else {"alternative_names": names}),
            )
        )
    for finding in draw(st.lists(id_, max_size=4, unique=True)):
        said = {"text": draw(text), "wording": "summary", "kind": "finding", "polarity": "neutral"}
        said |= {"published": draw(st.dates())} if draw(st.booleans()) else {}
        said |= {"embargoed_until": draw(st.datetimes())} if draw(st.booleans()) else {}
        coded = [
            Link("CONCERNS", "Practice", practices[to], {"cue": cue} | ({} if sure is None else {"confidence": sure}))
            for to, sure, cue in draw(links)
        ]
        records.append(
            Record("Finding", finding, said, (Link("ABOUT", "Force", draw(st.sampled_from(forces))), *coded))
        )
    half = draw(st.integers(0, len(forces)))
    again = [Record("Force", slug, {"slug": slug, "name": draw(text)}) for slug in forces[:half]]
    return records, again


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(drawn=graphs())
def test_any_graph_goes_there_and_back(drawn, whole, neo4j_uri, tmp_path_factory):
    folder = tmp_path_factory.mktemp("drawn")
    with open_graph(folder / "from.kgl", write=True) as graph:
        whole.states(graph, "one", *drawn[0])
        whole.states(graph, "two", *drawn[1])
    there = copy_graph(folder / "from.kgl", neo4j_uri, replace=True)
    back = copy_graph(neo4j_uri, folder / "back.kgl")
    assert there.sha256 == back.sha256
    assert whole.everything(neo4j_uri) == whole.everything(folder / "back.kgl") == whole.everything(folder / "from.kgl")


KILLED = """
import os, signal, sys
from peelgraph.graph import bulk
from peelgraph.graph.copy import copy_graph

method, most = sys.argv[3], int(sys.argv[4])
done, original = 0, getattr(bulk.BulkWriter, method)

def counted(*arguments):
    global done
    if done == most:
        os.kill(os.getpid(), signal.SIGKILL)
    done += 1
    original(*arguments)

setattr(bulk.BulkWriter, method, counted)
copy_graph(sys.argv[1], sys.argv[2])
"""


@pytest.mark.parametrize(("method", "most"), [("create", 5), ("link", 6), ("link", 9), ("link", 11)])
def test_a_copy_that_was_killed_is_completed(method, most, lettered_file, whole, graph_uri):
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(lettered_file), graph_uri, method, str(most)], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    report = copy_graph(lettered_file, graph_uri)
    assert 0 < report.nodes_copied + report.relationships_copied < report.nodes + report.relationships
    assert whole.everything(graph_uri) == whole.everything(lettered_file)


def test_a_copy_that_was_interrupted_is_completed(lettered_file, whole, graph_uri):
    def interrupt(what, count):
        if count > 500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_graph(lettered_file, graph_uri, progress=interrupt)
    report = copy_graph(lettered_file, graph_uri)
    assert 0 < report.nodes_copied < report.nodes
    assert whole.everything(graph_uri) == whole.everything(lettered_file)


def test_a_copy_again_writes_nothing_and_what_was_added_since_is_copied(awkward_file, whole, graph_uri, tmp_path):
    copy_graph(awkward_file, tmp_path / "from.kgl")
    copy_graph(awkward_file, graph_uri)
    again = copy_graph(awkward_file, graph_uri)
    assert (again.nodes_copied, again.relationships_copied) == (0, 0)
    with open_graph(tmp_path / "from.kgl", write=True) as graph:
        coded = Link("CONCERNS", "Practice", "c", {"method": "hand"})
        whole.states(
            graph, "more", Record("Practice", "d", {"slug": "d", "name": "D"}, (Link("BROADER", "Practice", "a"),))
        )
        whole.states(graph, "more", whole.finding("new", coded))
    more = copy_graph(tmp_path / "from.kgl", graph_uri)
    assert (more.nodes_copied, more.relationships_copied) == (2, 3)
    assert whole.everything(graph_uri) == whole.everything(tmp_path / "from.kgl")


def test_progress_tells_what_is_done(lettered_file, tmp_path):
    told = []
    report = copy_graph(lettered_file, tmp_path / "to.kgl", progress=lambda *said: told.append(said))
    copied = [count for what, count in told if what == "copying"]
    assert copied == sorted(copied)
    assert copied[-1] == report.nodes
    assert told[-1][0] == "checking"


DIFFERENT = {
    "another node": [Record("Region", "west", {"slug": "west", "name": "West"})],
    "another property": [Record("Force", "kent", {"slug": "kent", "name": "Kent", "nation": "Wales"})],
    "another relationship": [
        Record(
            "Practice",
            "c",
            {"slug": "c", "name": "c", "definition": "one\ntwo\r\nthree\rfour\n\n"},
            (Link("BROADER", "Practice", "a"),),
        )
    ],
}


@pytest.mark.parametrize("different", DIFFERENT)
def test_a_target_that_holds_something_else_is_refused_and_replaced_only_when_told_to(
    different, awkward_file, whole, graph_uri
):
    copy_graph(awkward_file, graph_uri)
    with open_graph(graph_uri, write=True) as graph:
        whole.states(graph, "awkward", *DIFFERENT[different])
    before = whole.everything(graph_uri)
    assert before != whole.everything(awkward_file)
    with pytest.raises(StoreError, match=r"holds something else: .*--replace"):
        copy_graph(awkward_file, graph_uri)
    assert whole.everything(graph_uri) == before
    report = copy_graph(awkward_file, graph_uri, replace=True)
    assert report.nodes_removed == report.nodes + (different == "another node")
    assert whole.everything(graph_uri) == whole.everything(awkward_file)


def test_one_place_is_not_copied_onto_itself(awkward_file, whole, neo4j_uri, tmp_path, monkeypatch):
    copy_graph(awkward_file, tmp_path / "a.kgl")
    (tmp_path / "link.kgl").symlink_to("a.kgl")
    os.link(tmp_path / "a.kgl", tmp_path / "hard.kgl")
    monkeypatch.chdir(tmp_path)
    for name in ("a.kgl", "link.kgl", "hard.kgl", tmp_path / "a.kgl"):
        with pytest.raises(StoreError, match="are the same file"):
            copy_graph("a.kgl", name, replace=True)
    copy_graph(awkward_file, neo4j_uri)
    with pytest.raises(StoreError, match="are the same database"):
        copy_graph(neo4j_uri, neo4j_uri.replace("127.0.0.1", "localhost").replace("neo4j://", "bolt://"), replace=True)
    assert whole.everything(neo4j_uri) == whole.everything("a.kgl") == whole.everything(awkward_file)


def test_nothing_is_made_where_there_is_nothing_to_copy(tmp_path):
    with pytest.raises(NoGraphError):
        copy_graph(tmp_path / "none.kgl", tmp_path / "to.kgl")
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_another_tool_is_left_alone_unless_adopted(awkward_file, whole, neo4j_uri, cypher):
    cypher(neo4j_uri, "CREATE (:Force {id: 'theirs'})")
    with pytest.raises(StoreError, match="peelgraph did not write"):
        copy_graph(awkward_file, neo4j_uri, replace=True)
    assert cypher(neo4j_uri, "MATCH (n) RETURN n.id AS id") == [{"id": "theirs"}]
    with pytest.raises(StoreError, match="holds something else: Force 'theirs'"):
        copy_graph(awkward_file, neo4j_uri, adopt=True)
    copy_graph(awkward_file, neo4j_uri, adopt=True, replace=True)
    assert whole.everything(neo4j_uri) == whole.everything(awkward_file)


def test_what_the_model_does_not_have_stays_where_it_is(awkward_file, whole, neo4j_uri, cypher, tmp_path):
    copy_graph(awkward_file, neo4j_uri)
    cypher(neo4j_uri, "MATCH (f:Force {id: 'kent'}) SET f.score = 1 CREATE (f)-[:NOTED]->(:Note {id: 'mine'})")
    cypher(neo4j_uri, "MATCH (:Finding {id: 'csv'})-[r:ABOUT]->() SET r.weight = 0.5")
    report = copy_graph(neo4j_uri, tmp_path / "to.kgl")
    assert (report.nodes_left, report.relationships_left) == (1, 1)
    assert report.properties_left == ("Force.score", "ABOUT.weight")
    assert whole.everything(tmp_path / "to.kgl") == whole.everything(awkward_file)
    with open_graph(tmp_path / "small.kgl", write=True) as graph:
        whole.states(graph, "a", whole.force("kent"))
    copy_graph(tmp_path / "small.kgl", neo4j_uri, replace=True)
    assert cypher(neo4j_uri, "MATCH (n:Note) RETURN n.id AS id") == [{"id": "mine"}]
    assert whole.everything(neo4j_uri) == whole.everything(tmp_path / "small.kgl")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("MATCH (x:Finding {id: 'csv'}) REMOVE x.text", "Finding 'csv' breaks the model: it has no text"),
        ("MATCH (x:Finding {id: 'csv'}) SET x.polarity = 'bad'", "polarity = 'bad' is not one of"),
        ("MATCH (x:Finding {id: 'csv'})-[r:ABOUT]->() DELETE r", "it has no ABOUT"),
        ("MATCH (x:Finding {id: 'csv'}), (p:Practice {id: 'a'}) CREATE (x)-[:CONCERNS]->(p)", "CONCERNS to Practice 'a' twice"),
    ],
)  # fmt: skip
def test_what_breaks_the_model_is_not_copied(broken, said, awkward_file, neo4j_uri, cypher, tmp_path):
    copy_graph(awkward_file, neo4j_uri)
    cypher(neo4j_uri, broken)
    with pytest.raises(ConstraintError, match=said):
        copy_graph(neo4j_uri, tmp_path / "to.kgl")


def test_what_two_copies_at_once_made_double_is_refused_and_replaced(awkward_file, whole, neo4j_uri, cypher):
    copy_graph(awkward_file, neo4j_uri)
    cypher(neo4j_uri, "MATCH (a:Practice {id: 'a'})-[:BROADER]->(b) CREATE (a)-[:BROADER]->(b)")
    with pytest.raises(StoreError, match="a relationship of Practice 'a' twice"):
        copy_graph(awkward_file, neo4j_uri)
    copy_graph(awkward_file, neo4j_uri, replace=True)
    assert whole.everything(neo4j_uri) == whole.everything(awkward_file)


def test_what_somebody_else_writes_during_the_copy_is_noticed(awkward_file, neo4j_uri, cypher):
    def meddle(what, count):
        if what == "checking":
            cypher(neo4j_uri, "MATCH (f:Force {id: 'kent'}) SET f.name = 'Kent!'")

    with pytest.raises(StoreError, match="does not hold what was read from") as error:
        copy_graph(awkward_file, neo4j_uri, progress=meddle)
    assert str(error.value).count("sha256") == 2


def test_a_copy_is_complete_and_says_what_of_it_is_under_embargo(awkward_file, whole, graph_uri, monkeypatch):
    monkeypatch.setattr("peelgraph.graph.embargo.london_now", lambda: dt.datetime(2026, 11, 22))
    report = copy_graph(awkward_file, graph_uri)
    assert (report.embargoed_count, report.embargoed_until) == (1, "2026-11-23T00:01")
    assert whole.HELD_BACK in str(whole.everything(graph_uri))


def test_a_file_that_is_being_copied_is_not_changed(awkward_file, neo4j_uri):
    before = Path(awkward_file).read_bytes()
    copy_graph(awkward_file, neo4j_uri)
    assert Path(awkward_file).read_bytes() == before
