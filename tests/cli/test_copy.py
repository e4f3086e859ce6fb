"""``copy`` and ``export`` as a person and as a script meet them."""

import json
import re

import pytest
from peelgraph.graph import open_graph
from peelgraph.ontology.records import Link, Record


@pytest.fixture
def embargoed(shipped_copy):
    """The shipped graph with a letter that is under embargo for long."""
    import datetime as dt

    held = {"embargoed_until": dt.datetime(2126, 11, 23, 0, 1)}
    said = {"text": "Not yet.", "wording": "quoted", "kind": "finding", "polarity": "weakness", **held}
    with open_graph(shipped_copy, write=True) as graph, graph.stating("letter-1") as writer:
        to = Link("SENT_TO", "Force", "essex")
        writer.write([
            Record("Document", "letter-1", {"title": "Letter", "kind": "letter", **held}, (to,)),
            Record("Finding", "letter-1-x", said, (Link("ABOUT", "Force", "essex"),)),
        ])  # fmt: skip
    return shipped_copy


def test_a_copy_says_what_it_did(run, shipped_copy):
    first = run("copy", shipped_copy, "other.kgl")
    said = r"1,816 nodes and 5,795 relationships copied; both sides hold the same \(sha256 [0-9a-f]{64}\)\n"
    assert (first.status, first.out) == (0, "")
    assert re.fullmatch(said, first.err)
    again = run("copy", shipped_copy, "other.kgl")
    assert again.err == first.err.replace("copied", "were there already")
    assert run("info", "--graph", "other.kgl", "--format", "json").out.count("Finding")


def test_there_and_back_over_a_server(run, shipped_file, neo4j_uri):
    there = run("copy", shipped_file, neo4j_uri, "--format", "json")
    back = run("copy", neo4j_uri, "back.kgl", "--format", "json")
    assert there.status == back.status == 0
    one, two = json.loads(there.out), json.loads(back.out)
    assert one["sha256"] == two["sha256"]
    assert (one["source"], one["target"]) == (str(shipped_file), neo4j_uri)
    assert (two["source"], two["target"]) == (neo4j_uri, "back.kgl")
    assert (one["nodes"], one["relationships"]) == (1816, 5795) == (two["nodes_copied"], two["relationships_copied"])
    asked = [run("shared-weaknesses", "--format", "json", "--graph", uri).out for uri in (shipped_file, neo4j_uri)]
    assert asked[0] == asked[1]


def test_something_else_is_refused_until_it_is_to_be_replaced(run, shipped_copy):
    with open_graph("other.kgl", write=True) as graph, graph.stating("a") as writer:
        writer.write([Record("Region", "atlantis", {"slug": "atlantis", "name": "Atlantis"})])
    refused = run("copy", shipped_copy, "other.kgl")
    assert refused.status == 1
    assert "other.kgl holds something else: Region 'atlantis'" in refused.err
    assert "--replace" in refused.err
    replaced = run("copy", shipped_copy, "other.kgl", "--replace")
    assert replaced.status == 0
    assert replaced.err.startswith("taken out of other.kgl first: 1 node\n1,816 nodes and")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["copy", "none.kgl", "to.kgl"], 1, "there is no graph at none.kgl"),
        (["copy", "none.kgl"], 2, "Missing argument 'TO'"),
        (["copy", "http://x", "to.kgl"], 1, "no graph can be at a http:// address"),
        (["export", "folder"], 2, "no format goes by the ending of folder"),
        (["export", "folder", "--format", "neo4j-admin"], 1, "there is no graph at peelgraph.kgl"),
        (["export", "folder", "--format", "xml"], 2, "'xml' is not"),
    ],
)
def test_wrong_use_gets_a_sentence(run, tmp_path, arguments, status, said):
    did = run(*arguments)
    assert (did.status, said in did.err) == (status, True), did.err
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_complete_and_says_so(run, embargoed):
    did = run("copy", embargoed, "other.kgl")
    assert "a copy is complete, with 1 finding under embargo until 2126-11-23 00:01" in did.err
    assert "letter-1" in run("documents", "--graph", "other.kgl").out


def test_an_export_leaves_out_what_is_under_embargo_and_says_until_when(run, embargoed, tmp_path):
    public = run("export", "public", "--format", "neo4j-admin", "--graph", embargoed)
    assert "1,816 nodes and 5,795 relationships written to public (sha256 " in public.err
    assert "left out: 1 finding under embargo until 23 November 2126, 00:01 (--include-embargoed" in public.err
    everything = run("export", "all", "--format", "neo4j-admin", "--graph", embargoed, "--include-embargoed")
    assert "1,818 nodes and 5,797 relationships written to all" in everything.err
    assert "left out" not in everything.err
    later = run("export", "later", "--format", "neo4j-admin", "--graph", embargoed, "--as-of", "2126-11-23T00:01")
    assert "1,818 nodes" in later.err
    held = {
        name: "Not yet." in (tmp_path / name / "nodes" / "Finding-1.csv").read_text("utf-8")
        for name in ("public", "all", "later")
    }
    assert held == {"public": False, "all": True, "later": True}
