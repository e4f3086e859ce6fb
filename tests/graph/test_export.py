"""An import folder holds the graph, as Neo4j's own importer and an independent reader see it, and nothing that must stay."""

import csv
import datetime as dt
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import neo4j
import pytest
from peelgraph.graph import open_graph
from peelgraph.graph.content_hash import graph_hash
from peelgraph.graph.copy import copy_graph
from peelgraph.graph.export import admin_csv, export_graph
from peelgraph.ontology.errors import StoreError
from peelgraph.ontology.model import load_model
from peelgraph.ontology.records import Link, Record

BEFORE = dt.datetime(2026, 11, 22)
MODEL = load_model()


def exported(uri, folder, **options):
    with open_graph(uri) as graph:
        return export_graph(graph, folder, "neo4j-admin", **options)


def command_of(folder):
    """Return the words of the command in the folder's README."""
    block = re.search(r"```sh\n(neo4j-admin .*?)```", (folder / "README.md").read_text("utf-8"), re.DOTALL)
    return shlex.split(block.group(1).replace("\\\n", " "))


def statements_of(path):
    """Return the statements of a file, one a line."""
    return [line.removesuffix(";") for line in path.read_text("utf-8").split("\n") if line]


def bytes_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def imported(servers):
    """Import a folder with Neo4j's importer by the command in its README; return the address of a server with it."""
    module = sys.modules["neo4j_server"]
    process = servers.process

    def run(folder, name):
        home = Path(process._home) / name
        home.mkdir()
        program, database, import_, *arguments = command_of(folder)
        assert (program, database, import_) == ("neo4j-admin", "database", "import")
        assert arguments.pop(0) == "full"
        java = module.java_command("Import.java", str(home))
        done = subprocess.run([*java, *arguments], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        uri = f"neo4j://127.0.0.1:{process.open(name)}"
        with neo4j.GraphDatabase.driver(uri, auth=None, notifications_min_severity="OFF") as driver:
            for file in ("constraints.cypher", "values.cypher"):
                for statement in statements_of(folder / file) if (folder / file).exists() else ():
                    driver.execute_query(statement)
        return uri

    return run


def test_the_importer_of_neo4j_makes_the_same_graph(lettered_file, awkward_file, whole, imported, tmp_path):
    copy_graph(awkward_file, tmp_path / "both.kgl")
    with open_graph(tmp_path / "both.kgl", write=True) as graph:
        whole.states(graph, "huge", whole.finding("huge", text="ä" * 1_500_000))
    for number, file in enumerate([lettered_file, tmp_path / "both.kgl"]):
        report = exported(file, tmp_path / f"folder-{number}", include_embargoed=True, whole_passages=True)
        uri = imported(tmp_path / f"folder-{number}", f"imported-{number}")
        assert whole.everything(uri) == whole.everything(file)
        with open_graph(uri, write=True) as graph:  # it is ours, and can be written to
            found = graph_hash(graph, MODEL)
            whole.states(graph, "more", whole.force("new"))
        assert (found.nodes, found.relationships, found.hexdigest()) == (
            report.nodes,
            report.relationships,
            report.sha256,
        )
        assert report.sha256 in (tmp_path / f"folder-{number}" / "README.md").read_text("utf-8")
        with open_graph(file) as graph:
            assert graph_hash(graph, MODEL).hexdigest() == report.sha256


TYPES = {
    "string": str,
    "string[]": lambda text: text.split("\x1f"),
    "long": int,
    "double": float,
    "date": dt.date.fromisoformat,
    "localdatetime": dt.datetime.fromisoformat,
}


def cells_of(path):
    """Yield the rows of a file of the folder, each cell with whether it was quoted; by Neo4j's rules, not csv's."""
    text = path.read_bytes().decode("utf-8")
    pattern = re.compile(r'"((?:[^"]|"")*)"([,\n])|([^",\n]*)([,\n])')
    row, place = [], 0
    while place < len(text):
        match = pattern.match(text, place)
        assert match, text[place : place + 50]
        quoted = match.group(2) is not None
        row.append(match.group(1).replace('""', '"') if quoted else match.group(3) or None)
        if (match.group(2) or match.group(4)) == "\n":
            yield row
            row = []
        place = match.end()
    assert not row


def read_back(folder):
    """Return what a folder holds, in the rows of ``whole.everything``; checks the format on the way."""
    rows, ids, nodes, references = [], {}, 0, []
    for option, _, files in (word.partition("=") for word in command_of(folder)[5:]):
        if option not in {"--nodes", "--relationships"}:
            continue
        heading, *parts = [folder / name for name in files.split(",")]
        columns = [re.fullmatch(r"(\w*):(\w+(?:\[\])?)(?:\((\w+)\))?", c).groups() for c in next(cells_of(heading))]
        for part in parts:
            for row in cells_of(part):
                assert len(row) == len(columns)
                held, ends = {}, {}
                for (name, kind, space), value in zip(columns, row, strict=True):
                    if kind in {"ID", "START_ID", "END_ID"}:
                        ends[kind] = (space, value)
                    elif kind in {"LABEL", "TYPE"}:
                        told = value
                    elif value is not None:
                        held[name] = TYPES[kind](value)
                if option == "--nodes":
                    assert ends["ID"][0] == told
                    assert ends["ID"] not in ids
                    ids[ends["ID"]] = held | {"id": ends["ID"][1]}
                    nodes += 1
                else:
                    (start, a), (end, b) = ends["START_ID"], ends["END_ID"]
                    references += [(start, a), (end, b)]
                    rows.append((f"{start} {told} {end}", {"a": a, "b": b} | {f"p_{k}": v for k, v in held.items()}))
    assert set(references) <= ids.keys()
    if (folder / "values.cypher").exists():
        for statement in statements_of(folder / "values.cypher"):
            said = re.fullmatch(r'MATCH \(n:(\w+) \{id: (".*?")\}\) SET n\.`(\w+)` = (\[.*\])', statement)
            label, id_, name, value = said.groups()
            ids[label, json.loads(id_)][name] = json.loads(value)
    return rows + [(label, held) for (label, _), held in ids.items()]


@pytest.mark.parametrize("content", ["lettered_file", "awkward_file"])
def test_an_independent_reader_finds_the_graph_in_the_folder(content, request, whole, tmp_path, monkeypatch):
    monkeypatch.setattr(admin_csv, "PART_ROWS", 100)
    file = request.getfixturevalue(content)
    exported(file, tmp_path / "folder", include_embargoed=True, whole_passages=True)
    found = sorted((label, whole.shown(held)) for label, held in read_back(tmp_path / "folder"))
    assert found == whole.everything(file)
    if content == "lettered_file":
        assert len(list((tmp_path / "folder" / "nodes").glob("Finding-[0-9]*.csv"))) == 7
        with (tmp_path / "folder" / "nodes" / "Force-1.csv").open(encoding="utf-8", newline="") as lines:
            assert len(list(csv.reader(lines))) == 43


def test_both_engines_give_the_same_bytes(awkward_file, neo4j_uri, tmp_path):
    copy_graph(awkward_file, neo4j_uri)
    exported(awkward_file, tmp_path / "file", include_embargoed=True, whole_passages=True)
    exported(neo4j_uri, tmp_path / "server", include_embargoed=True, whole_passages=True)
    assert bytes_of(tmp_path / "file") == bytes_of(tmp_path / "server")


def test_the_command_names_only_options_that_are_needed(lettered_file, awkward_file, tmp_path):
    exported(lettered_file, tmp_path / "plain")
    assert not [w for w in command_of(tmp_path / "plain") if w.startswith(("--multiline", "--read-buffer"))]
    assert not (tmp_path / "plain" / "values.cypher").exists()
    exported(awkward_file, tmp_path / "awkward")
    assert "--multiline-fields=true" in command_of(tmp_path / "awkward")


def test_the_buffer_of_the_importer_holds_the_longest_value(whole, tmp_path):
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "a", whole.force("essex"), whole.finding("huge", text="\U0001f600" * 2_000_000))
    exported(tmp_path / "graph.kgl", tmp_path / "folder")
    [size] = [word.partition("=")[2] for word in command_of(tmp_path / "folder") if word.startswith("--read-buffer")]
    assert int(size.removesuffix("m")) * 1024 * 1024 > 4 * 2_000_000


def test_what_is_under_embargo_is_left_out_unless_asked_for(whole, awkward_file, graph_uri, tmp_path):
    copy_graph(awkward_file, graph_uri)
    report = exported(graph_uri, tmp_path / "public", now=BEFORE)
    assert (report.embargoed_count, report.embargoed_until.replace(second=0, microsecond=0)) == (1, whole.EMBARGO)
    public = b"".join(bytes_of(tmp_path / "public").values())
    assert b"letter-1" not in public
    assert whole.HELD_BACK.encode() not in public
    both = exported(graph_uri, tmp_path / "all", now=BEFORE, include_embargoed=True, whole_passages=True)
    assert (both.embargoed_count, both.embargoed_until) == (0, None)
    assert whole.HELD_BACK.encode() in b"".join(bytes_of(tmp_path / "all").values())
    assert both.nodes - report.nodes == 4  # the letter, its passage and finding, the inspection that it alone states


def test_without_a_letter_under_embargo_the_graph_is_what_it_is_without_that_letter(whole, graph_uri, tmp_path):
    """What others state too goes out as they state it, whichever came first."""
    letter = list(whole.letter("letter-1", Link("FOLLOWED_UP_BY", "Inspection", "letter-1-seen")))
    renamed = Record("Force", "essex", {"slug": "essex", "name": "Name in the letter", "nation": "Wales"})
    with open_graph(graph_uri, write=True) as graph, open_graph(tmp_path / "without.kgl", write=True) as without:
        for held in (graph, without):
            whole.states(held, "one", *whole.awkward_records())
        whole.states(graph, "letter-1", *letter, renamed)
        for held in (graph, without):
            whole.states(held, "two", whole.force("essex", nation="England"), whole.finding("empty", text="full"))
    exported(graph_uri, tmp_path / "public", now=BEFORE)
    exported(tmp_path / "without.kgl", tmp_path / "expected", now=BEFORE)
    assert bytes_of(tmp_path / "public") == bytes_of(tmp_path / "expected")


def test_what_stands_in_a_letter_is_left_out_also_where_a_table_states_it(whole, tmp_path):
    letter = list(whole.letter("letter-1"))
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "a", whole.force("essex"))
        whole.states(graph, "letter-1", *letter)
        whole.states(graph, "table", letter[-1])
    report = exported(tmp_path / "graph.kgl", tmp_path / "public", now=BEFORE)
    assert (report.nodes, report.relationships, report.embargoed_count) == (1, 0, 1)


def test_an_embargo_ends_with_its_minute(whole, tmp_path):
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "a", whole.force("essex"))
        whole.states(graph, "letter-1", *whole.letter("letter-1"))
    last = exported(tmp_path / "graph.kgl", tmp_path / "last", now=whole.EMBARGO - dt.timedelta(minutes=1))
    free = exported(tmp_path / "graph.kgl", tmp_path / "free", now=whole.EMBARGO)
    assert (last.embargoed_count, last.nodes) == (1, 1)
    assert (free.embargoed_count, free.nodes) == (0, 6)


def test_neither_the_paths_of_tables_nor_who_corrected_leave(whole, tmp_path):
    correction = {
        "field": "polarity",
        "old": ["weakness"],
        "new": ["neutral"],
        "reviewer": "Somebody",
        "state": "applied",
    }
    with open_graph(tmp_path / "graph.kgl", write=True) as graph:
        whole.states(graph, "/home/somebody/letters/table.csv", whole.force("essex"), whole.finding("x"))
        whole.states(graph, "/home/nobody/table.csv", whole.force("essex", nation="England"))
        whole.states(graph, "review", Record("Correction", "c1", correction, (Link("CORRECTS", "Finding", "x"),)))
    exported(tmp_path / "graph.kgl", tmp_path / "folder")
    public = b"".join(bytes_of(tmp_path / "folder").values()).decode()
    for private in ("/home", "somebody", "Somebody", "letters", "nobody"):
        assert private not in public
    essex = next(held for label, held in read_back(tmp_path / "folder") if label == "Force")
    assert len(set(essex["sources"])) == 2
    assert all(re.fullmatch(r"table\.csv-[0-9a-f]{8}", source) for source in essex["sources"])
    assert json.loads(essex["claims"]).keys() == set(essex["sources"])


def test_a_folder_that_is_not_empty_is_left_alone(lettered_file, tmp_path):
    (tmp_path / "folder").mkdir()
    exported(lettered_file, tmp_path / "folder")
    before = bytes_of(tmp_path / "folder")
    for target in (tmp_path / "folder", tmp_path / "folder" / "README.md"):
        with pytest.raises(StoreError, match="name a new one"):
            exported(lettered_file, target)
    assert bytes_of(tmp_path / "folder") == before
    with pytest.raises(StoreError, match="there is no folder"):
        exported(lettered_file, tmp_path / "none" / "folder")


def test_an_interrupted_export_leaves_nothing(lettered_file, tmp_path):
    def interrupt(what, count):
        if count > 500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exported(lettered_file, tmp_path / "folder", progress=interrupt)
    assert list(tmp_path.iterdir()) == []


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are(shipped_file, tmp_path):
    with open_graph(shipped_file) as graph, pytest.raises(StoreError, match="neo4j-admin"):
        export_graph(graph, tmp_path / "x", "none")


def test_no_relationship_of_the_model_has_a_list_which_a_statement_would_have_to_set():
    assert not [p for t in MODEL.relationship_types.values() for p in t.properties.values() if p.many]
