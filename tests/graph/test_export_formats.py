"""Every format holds the graph as readers that are not ours see it, the same bytes each time, and nothing that must stay."""

import csv
import datetime as dt
import gzip
import io
import json
import xml.etree.ElementTree as ET

import neo4j
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peelgraph.graph import open_graph
from peelgraph.graph.content_hash import graph_hash
from peelgraph.graph.copy import copy_graph
from peelgraph.graph.export import FORMATS, export_graph
from peelgraph.graph.export.cypher_script import literal
from peelgraph.graph.export.json_lines import is_whole_graph
from peelgraph.graph.restore import restore_graph
from peelgraph.graph.validation import validate
from peelgraph.ontology.cells import unescape_formula
from peelgraph.ontology.errors import LoadError, StoreError
from peelgraph.ontology.model import load_model
from peelgraph.ontology.records import Link, Record

BEFORE = dt.datetime(2026, 11, 22)
MODEL = load_model()
NAMES = {"jsonl": "g.jsonl", "csv": "g", "graphml": "g.graphml", "gexf": "g.gexf", "cypher": "g.cypher"}


def exported(uri, target, form=None, **options):
    with open_graph(uri) as graph:
        return export_graph(graph, target, form, **options)


def bytes_of(target):
    files = target.rglob("*") if target.is_dir() else [target]
    return {path.name: path.read_bytes() for path in files if path.is_file()}


def plain(rows):
    """Return rows of ``whole.everything`` with values as text formats have them."""
    found = []
    for label, shown in rows:
        row = eval(shown, {"datetime": dt, "nan": float("nan")})
        found.append((label, row))
    return found


@pytest.fixture(params=["lettered_file", "awkward_file"])
def file(request):
    """The shipped data with a letter, and awkward values; only for reading."""
    return request.getfixturevalue(request.param)


# All formats


@pytest.mark.parametrize("form", NAMES)
def test_both_engines_give_the_same_bytes(form, awkward_file, neo4j_uri, tmp_path):
    copy_graph(awkward_file, neo4j_uri)
    for folder, uri in (("file", awkward_file), ("again", awkward_file), ("server", neo4j_uri)):
        (tmp_path / folder).mkdir()
        exported(uri, tmp_path / folder / NAMES[form], form, include_embargoed=True, whole_passages=True)
    assert bytes_of(tmp_path / "file") == bytes_of(tmp_path / "server") == bytes_of(tmp_path / "again")


@pytest.mark.parametrize("form", NAMES)
def test_what_is_under_embargo_is_left_out_unless_asked_for(form, whole, awkward_file, tmp_path):
    report = exported(awkward_file, tmp_path / NAMES[form], form, now=BEFORE)
    assert report.embargoed_count == 1
    public = b"".join(bytes_of(tmp_path / NAMES[form]).values())
    assert b"letter-1" not in public
    assert whole.HELD_BACK.encode() not in public
    (tmp_path / "all").mkdir()
    exported(
        awkward_file, tmp_path / "all" / NAMES[form], form, now=BEFORE, include_embargoed=True, whole_passages=True
    )
    assert whole.HELD_BACK.encode() in b"".join(bytes_of(tmp_path / "all").values())


@pytest.mark.parametrize("form", NAMES)
def test_neither_the_paths_of_tables_nor_who_corrected_leave(form, whole, tmp_path):
    said = {"field": "polarity", "old": ["weakness"], "new": ["neutral"], "reviewer": "Somebody", "state": "applied"}
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "/home/somebody/table.csv", whole.force("essex"))
        whole.states(graph, "review", Record("Correction", "c1", said))
    (tmp_path / "out").mkdir()
    exported(tmp_path / "graph.kgl", tmp_path / "out" / NAMES[form], form)
    public = b"".join(bytes_of(tmp_path / "out").values())
    assert b"/home" not in public
    assert b"omebody" not in public


def of_licences(folder, whole):
    """Make a graph of three documents, one with an open licence; return the words of its passages by document."""
    words = {"open": "Brisk words.", "closed": "Gruff words.", "unnamed": "Meek words."}
    licences = {"open": "Open Government Licence v3.0", "closed": "All rights reserved"}
    with open_graph(folder / "graph.kgl", write=True) as graph:
        whole.states(graph, "a", whole.force("essex"))
        for name, text in words.items():
            said = {"title": f"About {name}", "kind": "letter"} | (
                {"licence": licences[name]} if name in licences else {}
            )
            part_of = (Link("PART_OF", "Document", name),)
            span = Link("STATED_IN", "Passage", f"{name}-p", {"start": 0, "end": 11})
            passage = Record("Passage", f"{name}-p", {"number": 1, "text": f"Calls wait. {text}"}, part_of)
            finding = whole.finding(f"{name}-f", span, wording="quoted")
            whole.states(graph, name, Record("Document", name, said, ()), passage, finding)
    return words


@pytest.mark.parametrize("form", FORMATS)
def test_a_passage_leaves_whole_only_where_its_licence_is_open_unless_asked_for(form, whole, tmp_path):
    words = of_licences(tmp_path, whole)
    report = exported(tmp_path / "graph.kgl", tmp_path / "public", form)
    public = bytes_of(tmp_path / "public")
    assert [text for text in words.values() if text in str(public)] == ["Brisk words."]
    dotted = "Calls wait. ····" in b"".join(public.values()).decode()
    assert dotted is not FORMATS[form].writer.startswith("rdf_files:")
    assert report.closed_passages == 2
    asked = exported(tmp_path / "graph.kgl", tmp_path / "asked", form, whole_passages=True)
    assert all(text in str(bytes_of(tmp_path / "asked")) for text in words.values())
    assert asked.closed_passages == 0


def test_what_is_written_of_closed_passages_loads_with_valid_spans_and_a_backup_has_all(whole, graph_uri, tmp_path):
    words = of_licences(tmp_path, whole)
    exported(tmp_path / "graph.kgl", tmp_path / "public.jsonl")
    with open_graph(graph_uri, write=True) as graph:
        restore_graph(graph, tmp_path / "public.jsonl")
        assert validate(graph).count == 0
    report = exported(tmp_path / "graph.kgl", tmp_path / "backup.jsonl", backup=True)
    assert report.closed_passages == 0
    assert all(text in (tmp_path / "backup.jsonl").read_text("utf-8") for text in words.values())
    copy_graph(tmp_path / "graph.kgl", tmp_path / "copy.kgl")
    assert whole.everything(tmp_path / "copy.kgl") == whole.everything(tmp_path / "graph.kgl")


@pytest.mark.parametrize("form", ["jsonl", "turtle"])
@pytest.mark.parametrize("broken", ["d.licence = 3", "d.licence = ['a', 'b']", "d.sources = 'one'", "d.sources = 3"])
def test_values_that_no_loader_writes_close_a_passage_and_stop_nothing(form, broken, whole, graph_uri, tmp_path):
    of_licences(tmp_path, whole)
    copy_graph(tmp_path / "graph.kgl", graph_uri)
    with open_graph(graph_uri, write=True) as graph:
        graph.write(f"MATCH (d:Document {{id: 'closed'}}) SET {broken}", {})
        graph.flush()
    exported(graph_uri, tmp_path / "public", form)
    written = str(bytes_of(tmp_path / "public"))
    assert "Gruff" not in written
    assert "closed" in written


@pytest.mark.parametrize("broken", ["'one'", "3"])
def test_an_embargo_that_cannot_be_judged_lets_nothing_out(broken, whole, tmp_path):
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "a", whole.force("essex"))
        whole.states(graph, "held", *whole.letter("held"))
        graph.write(f"MATCH (f:Force) SET f.sources = {broken}", {})
        graph.flush()
    with pytest.raises(StoreError, match=r"the sources of a Force are no list .* `peelgraph validate` names it"):
        exported(tmp_path / "graph.kgl", tmp_path / "g.jsonl", now=BEFORE)
    assert not (tmp_path / "g.jsonl").exists()
    with open_graph(tmp_path / "graph.kgl") as graph:
        assert {(f.shape, f.id) for f in validate(graph).faults} >= {("Force.sources", "essex")}


@pytest.mark.parametrize("form", NAMES)
def test_an_empty_graph_is_written_too(form, whole, tmp_path):
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "a", whole.force("essex"))
        with graph.stating("a") as writer:
            writer.withdraw_unstated(["Force"])
    report = exported(tmp_path / "graph.kgl", tmp_path / NAMES[form], form)
    assert (report.nodes, report.relationships) == (0, 0)


@pytest.mark.parametrize("form", NAMES)
def test_an_interrupted_export_leaves_nothing(form, lettered_file, tmp_path):
    def interrupt(what, count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exported(lettered_file, tmp_path / NAMES[form], form, progress=interrupt)
    assert list(tmp_path.iterdir()) == []


# JSON Lines


def test_json_lines_load_again_to_an_equal_graph(file, whole, graph_uri, tmp_path):
    report = exported(file, tmp_path / "backup.jsonl", backup=True, now=BEFORE)
    with open_graph(graph_uri, write=True) as graph:
        done = restore_graph(graph, tmp_path / "backup.jsonl")
    with open_graph(graph_uri) as graph, open_graph(file) as original:
        hashes = {graph_hash(graph, MODEL).hexdigest(), graph_hash(original, MODEL).hexdigest()}
    assert hashes == {report.sha256, done.sha256}
    assert whole.everything(graph_uri) == whole.everything(file)


def test_a_packed_file_loads_too_and_again_changes_nothing(lettered_file, tmp_path):
    exported(lettered_file, tmp_path / "graph.jsonl.gz")
    assert is_whole_graph(tmp_path / "graph.jsonl.gz")
    gzip.decompress((tmp_path / "graph.jsonl.gz").read_bytes())
    with open_graph(tmp_path / "new.kgl", write=True) as graph:
        first = restore_graph(graph, tmp_path / "graph.jsonl.gz")
        second = restore_graph(graph, tmp_path / "graph.jsonl.gz")
    assert (first.created, second.created) == (first.nodes, 0)


def test_an_interrupted_restoring_goes_on(lettered_file, whole, tmp_path):
    exported(lettered_file, tmp_path / "graph.jsonl", backup=True)

    def interrupt(what, count):
        if what == "loading" and count > 500:
            raise KeyboardInterrupt

    with open_graph(tmp_path / "new.kgl", write=True) as graph:
        with pytest.raises(KeyboardInterrupt):
            restore_graph(graph, tmp_path / "graph.jsonl", progress=interrupt)
        done = restore_graph(graph, tmp_path / "graph.jsonl")
    assert 0 < done.created < done.nodes
    assert whole.everything(tmp_path / "new.kgl") == whole.everything(lettered_file)


def test_a_backup_is_complete_and_what_is_public_is_not(whole, tmp_path):
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "/home/somebody/table.csv", whole.force("essex"))
        whole.states(graph, "letter-1", *whole.letter("letter-1"))
    report = exported(tmp_path / "graph.kgl", tmp_path / "backup.jsonl", backup=True, now=BEFORE)
    assert (report.nodes, report.embargoed_count) == (6, 1)
    lines = [json.loads(line) for line in (tmp_path / "backup.jsonl").read_text("utf-8").splitlines()]
    assert lines[0]["complete"] is True
    assert ["/home/somebody/table.csv"] in [line["properties"]["sources"] for line in lines[1:-1]]
    exported(tmp_path / "graph.kgl", tmp_path / "public.jsonl", now=BEFORE)
    assert json.loads((tmp_path / "public.jsonl").read_text("utf-8").splitlines()[0])["complete"] is False
    with open_graph(tmp_path / "graph.kgl") as graph, pytest.raises(StoreError, match="jsonl"):
        export_graph(graph, tmp_path / "backup", "csv", backup=True)


@pytest.fixture
def lines(lettered_file, tmp_path):
    """The lines of a file, and how to load changed ones."""
    exported(lettered_file, tmp_path / "graph.jsonl")
    original = (tmp_path / "graph.jsonl").read_text("utf-8").splitlines(keepends=True)

    def load(changed):
        (tmp_path / "changed.jsonl").write_text("".join(changed), "utf-8", newline="")
        with open_graph(tmp_path / "new.kgl", write=True) as graph:
            return restore_graph(graph, tmp_path / "changed.jsonl")

    return original, load


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda lines: lines[:-1], "breaks off after 1,853 nodes"),
        (lambda lines: [*lines[:-1], lines[-1][:20]], "is no JSON"),
        (lambda lines: lines[1:], "no whole graph"),
        (lambda lines: [lines[0].replace('"version":1', '"version":2'), *lines[1:]], "version 2"),
        (lambda lines: [lines[0], *lines[2:]], "does not have|was changed"),
        (lambda lines: [*lines[:5], lines[5].replace("slug", "snail"), *lines[6:]], "line 6, is no node"),
        (lambda lines: [*lines[:5], lines[5].replace('"Region"', '"Planet"'), *lines[6:]], "label 'Planet'"),
        (lambda lines: [*lines[:5], "[]\n", *lines[6:]], "no JSON object"),
        (lambda lines: [*lines[:5], "[" * 100_000 + "\n", *lines[6:]], "line 6, is nested too deeply to be read"),
        (lambda lines: [*lines, lines[5]], "goes on after line"),
        (
            lambda lines: [line.replace('"polarity":"strength"', '"polarity":"good"') for line in lines],
            "was changed|not one of",
        ),
        (lambda lines: [line.replace("wrong", "right").replace("not ", "") for line in lines], "was changed"),
    ],
)
def test_a_file_that_is_not_what_was_written_is_refused_whole(change, message, lines, tmp_path):
    original, load = lines
    with pytest.raises(LoadError, match=message):
        load(change(original))
    assert not (tmp_path / "new.kgl").exists()


def test_a_graph_with_something_else_is_left_alone(lines, whole, tmp_path):
    original, load = lines
    with open_graph(tmp_path / "new.kgl", write=True) as graph:
        whole.states(graph, "mine", whole.force("kent", name="Mine"))
    before = whole.everything(tmp_path / "new.kgl")
    with pytest.raises(LoadError, match="holds Force 'kent' otherwise than the file: a whole graph goes into an empty"):
        load(original)
    assert whole.everything(tmp_path / "new.kgl") == before


@settings(max_examples=50)
@given(content=st.binary(max_size=200))
def test_anything_else_is_no_whole_graph(content, tmp_path_factory):
    path = tmp_path_factory.mktemp("any") / "any.jsonl"
    path.write_bytes(content)
    assert not is_whole_graph(path)


def test_the_command_line_loads_a_whole_graph(run, lettered_file, whole, tmp_path):
    ran = run("export", "--backup", "backup.jsonl", "--graph", lettered_file)
    assert ran.status == 0
    assert "a backup is complete; `peelgraph load backup.jsonl --graph NEW.kgl` brings it back" in ran.err
    ran = run("load", "backup.jsonl", "--graph", "new.kgl", "--format", "json")
    report = json.loads(ran.out)
    assert (ran.status, report["rows"], report["created"], report["files"][0]["kind"]) == (0, 1853, 1853, "graph")
    assert whole.everything(tmp_path / "new.kgl") == whole.everything(lettered_file)
    ran = run("load", "backup.jsonl", "--graph", "new.kgl", "--source", "mine", "--force", "kent")
    assert (ran.status, "backup.jsonl: --force and --source say nothing of a graph\n" in ran.err) == (0, True)
    (tmp_path / "cut.jsonl").write_bytes((tmp_path / "backup.jsonl").read_bytes()[:-200])
    ran = run("load", "cut.jsonl", "--graph", "other.kgl")
    assert (ran.status, "cut.jsonl" in ran.err) == (1, True)
    ran = run("export", "--backup", "backup.gexf", "--graph", lettered_file)
    assert (ran.status, "a backup is JSON Lines" in ran.err) == (2, True)


# CSV


def test_csv_holds_every_value_and_no_formula(file, whole, tmp_path):
    exported(file, tmp_path / "csv", "csv", include_embargoed=True, whole_passages=True)
    found = []
    for path in (tmp_path / "csv").glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        for row in csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True):
            assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row.values())
            cells = {name: unescape_formula(cell) for name, cell in row.items() if cell}
            if path.stem in MODEL.node_types:
                found.append((path.stem, cells))
            else:
                from_, to = cells.pop("from_label"), cells.pop("to_label")
                ends = {"a": cells.pop("from_id"), "b": cells.pop("to_id")}
                found.append((f"{from_} {path.stem} {to}", ends | {f"p_{k}": v for k, v in cells.items()}))
    expected = [
        (label, {k: t for k, v in row.items() if (t := as_cell(label, k, v))})
        for label, row in plain(whole.everything(file))
    ]
    assert sorted(map(repr, sorted_items(found))) == sorted(map(repr, sorted_items(expected)))


def sorted_items(rows):
    return [(label, sorted(row.items())) for label, row in rows]


def as_cell(label, name, value):
    if isinstance(value, list):
        return ";".join(value)
    if isinstance(value, float):  # whole.everything makes all numbers fractions
        declared = (
            MODEL.node_types[label].properties
            if label in MODEL.node_types
            else MODEL.relationship_types[label.split()[1]].properties
        )
        return str(int(value)) if declared[name.removeprefix("p_")].datatype == "integer" else repr(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def test_the_readme_of_the_csv_folder_tells_each_file_and_column(lettered_file, tmp_path):
    report = exported(lettered_file, tmp_path / "csv", "csv", include_embargoed=True)
    readme = (tmp_path / "csv" / "README.md").read_text("utf-8")
    assert report.sha256 in readme
    for path in (tmp_path / "csv").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            head, *rows = csv.reader(lines)
        assert f"| `{path.name}` | {len(rows):,} |" in readme
        assert all(f"`{column}`" in readme for column in head)


# GraphML and GEXF


def network(path, tmp_path):
    """Read a network with networkx, which knows GEXF only by an older name of the same elements."""
    if path.suffix == ".graphml":
        return nx.read_graphml(path, force_multigraph=True)
    older = tmp_path / "older.gexf"
    older.write_text(path.read_text("utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft"), "utf-8")
    return nx.read_gexf(older)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx_finds_the_graph_in_the_network_formats(form, file, whole, tmp_path):
    report = exported(file, tmp_path / NAMES[form], include_embargoed=True, whole_passages=True)
    found = network(tmp_path / NAMES[form], tmp_path)
    assert found.is_directed()
    assert (found.number_of_nodes(), found.number_of_edges()) == (report.nodes, report.relationships)
    nodes, edges = {}, []
    for label, row in plain(whole.everything(file)):
        if label in MODEL.node_types:
            nodes[xml(f"{label}:{row['id']}")] = (label, row)
        else:
            start, type_, end = label.split()
            edges.append((xml(f"{start}:{row['a']}"), xml(f"{end}:{row['b']}"), type_))
    assert set(found.nodes) == set(nodes)
    assert sorted((a, b, data["label"]) for a, b, data in found.edges(data=True)) == sorted(edges)
    for id_, (label, row) in nodes.items():
        held = found.nodes[id_]
        assert held["class"] == label
        assert held["label"]
        for name, value in row.items():
            if name in {"id", "claims"} or value == []:
                continue
            text = "; ".join(value) if isinstance(value, list) else value
            text = xml(text) if isinstance(text, str) else text.isoformat() if isinstance(text, dt.date) else text
            assert held.get(name, "") == text, (id_, name)
        assert not any(isinstance(value, list | dict | tuple) for value in held.values())


def xml(text):
    """Return a text as XML can hold it."""
    allowed = lambda c: c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"  # noqa: E731
    return "".join(c if allowed(c) else "\ufffd" for c in text)


def test_gephi_finds_names_labels_and_types(lettered_file, tmp_path):
    exported(lettered_file, tmp_path / "g.gexf", include_embargoed=True)
    root = ET.parse(tmp_path / "g.gexf").getroot()
    space = {"g": "http://gexf.net/1.3"}
    kent = root.find(".//g:node[@id='Force:kent']", space)
    assert kent.get("label") == "Kent Police"
    titles = {a.get("id"): a.get("title") for a in root.iterfind(".//g:attribute", space)}
    assert {titles[v.get("for")]: v.get("value") for v in kent.iterfind(".//g:attvalue", space)}["class"] == "Force"
    kinds = {(e.get("kind"), e.get("label")) for e in root.iterfind(".//g:edge", space)}
    assert ("ABOUT", "ABOUT") in kinds
    assert len({e.get("id") for e in root.iterfind(".//g:edge", space)}) == len(root.findall(".//g:edge", space))


# Cypher


def test_the_script_makes_the_graph_in_an_empty_neo4j(lettered_file, awkward_file, whole, servers, tmp_path):
    for file in (lettered_file, awkward_file):
        report = exported(file, tmp_path / f"{file.stem}.cypher", include_embargoed=True, whole_passages=True)
        uri = servers.empty()
        with neo4j.GraphDatabase.driver(uri, auth=None, notifications_min_severity="OFF") as driver:
            for line in (tmp_path / f"{file.stem}.cypher").read_text("utf-8").split("\n"):
                assert not line or line.startswith("//") or line.endswith(";")
                if line.endswith(";"):
                    driver.execute_query(line.removesuffix(";"))
        assert whole.everything(uri) == whole.everything(file)
        with open_graph(uri, write=True) as graph:  # it is ours
            assert graph_hash(graph, MODEL).hexdigest() == report.sha256


@settings(max_examples=200)
@given(text=st.text())
def test_a_literal_is_one_line_and_holds_the_text(text):
    written = literal(text)
    assert not set(written) & set("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
    assert json.loads(written) == text


def test_all_formats_have_a_test(shipped_file):
    rdf = {name for name, form in FORMATS.items() if "rdf" in form.writer or "turtle" in form.writer}
    assert set(FORMATS) - rdf - {"neo4j-admin"} >= set(NAMES)
