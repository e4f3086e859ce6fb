"""Loading files into a graph: what is stated, restated, corrected, rejected, and never half done."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peelgraph.graph import open_graph
from peelgraph.graph.public import open_documents
from peelgraph.graph.question import ask
from peelgraph.graph.writer import RecordWriter
from peelgraph.loaders.documents import extract_file, given_facts
from peelgraph.loaders.load import LoadOptions, load, load_shipped, remove
from peelgraph.ontology.errors import ConstraintError, LoadError
from peelgraph.ontology.model import load_model

DATA = Path(__file__).parents[2] / "data"
LETTER = (DATA / "sample-letter.txt").read_text("utf-8")
COLUMNS = ("force", "cycle", "polarity", "practice", "statement")


@pytest.fixture
def loads(graph, tmp_path, monkeypatch):
    """Load files, given as paths from a folder of the test; return the report."""
    monkeypatch.chdir(tmp_path)

    def run(*paths, stdin=b"", facts=None, **options):
        if facts:
            options["facts"] = given_facts(**facts)
        return load([str(path) for path in paths], graph, graph, LoadOptions(**options), stdin=io.BytesIO(stdin))

    return run


def table(*rows, columns=COLUMNS):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def weakness(text, force="essex", cycle="2016", practice="call-handling"):
    return (force, cycle, "weakness", practice, text)


def counts(report):
    total = report.total.counts
    return total.created, total.updated, total.unchanged, total.removed, report.total.rejected


def texts(graph, source=None):
    rows = graph.run("MATCH (x:Finding) RETURN x.text AS text, x.sources AS sources ORDER BY text")
    return [row["text"] for row in rows if source is None or source in row["sources"]]


def faults(report):
    return [(fault.line, fault.message) for file in report.files for fault in file.faults]


def number(graph, label):
    return graph.run(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"]


# Again, corrected, taken out


def test_the_same_file_again_changes_nothing(loads, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One."), weakness("Two.")))
    assert counts(loads("f.csv")) == (2, 0, 0, 0, 0)
    assert counts(loads("f.csv")) == (0, 0, 2, 0, 0)


def test_a_file_is_one_source_however_it_is_named(loads, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One.")))
    (tmp_path / "sub").mkdir()
    assert counts(loads("f.csv")) == (1, 0, 0, 0, 0)
    assert counts(loads("sub/../f.csv")) == (0, 0, 1, 0, 0)
    assert counts(loads(tmp_path / "f.csv")) == (0, 0, 1, 0, 0)


def test_a_file_that_is_named_twice_in_one_load_is_loaded_once(loads, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One.")))
    report = loads("f.csv", tmp_path / "f.csv", ".")
    assert [file.path for file in report.files] == ["f.csv"]
    assert counts(report) == (1, 0, 0, 0, 0)


def test_a_corrected_file_replaces_what_it_stated_and_takes_out_what_it_no_longer_states(loads, graph, tmp_path):
    file = tmp_path / "f.csv"
    file.write_text(table(weakness("One."), weakness("Two."), weakness("Three.")))
    loads("f.csv")
    file.write_text(table(weakness("One.", practice="stop-and-search"), weakness("Two."), weakness("Four.")))
    assert counts(loads("f.csv")) == (1, 1, 1, 1, 0)
    assert texts(graph) == ["Four.", "One.", "Two."]
    (row,) = ask(graph, "findings", words=["one."]).dicts()
    assert row["practices"] == ["stop-and-search"]


def test_a_value_that_is_taken_out_of_a_row_is_gone(loads, graph, tmp_path):
    file = tmp_path / "f.csv"
    columns = (*COLUMNS, "published", "source_url")
    file.write_text(table((*weakness("One."), "2017-03-02", "https://example.org/one"), columns=columns))
    loads("f.csv")
    file.write_text(table((*weakness("One."), "2017", ""), columns=columns))
    assert counts(loads("f.csv")) == (0, 1, 0, 0, 0)
    (row,) = graph.run("MATCH (x:Finding) RETURN x.published AS day, x.published_period AS period, x.source_url AS url")
    assert row == {"day": None, "period": "2017", "url": None}


def test_another_sources_rows_stay(loads, graph, tmp_path):
    (tmp_path / "a.csv").write_text(table(weakness("One."), weakness("Shared.")))
    (tmp_path / "b.csv").write_text(table(weakness("Shared."), weakness("Two.")))
    loads("a.csv", "b.csv")
    (tmp_path / "b.csv").write_text(table(weakness("Three.")))
    assert counts(loads("b.csv")) == (1, 0, 0, 1, 0)
    assert texts(graph) == ["One.", "Shared.", "Three."]
    assert texts(graph, str(tmp_path / "a.csv")) == ["One.", "Shared."]


def test_files_under_one_source_name_are_one_source(loads, graph, tmp_path):
    (tmp_path / "a.csv").write_text(table(weakness("One.")))
    (tmp_path / "b.csv").write_text(table(weakness("Two.")))
    assert counts(loads("a.csv", "b.csv", source="our notes")) == (2, 0, 0, 0, 0)
    assert texts(graph, "our notes") == ["One.", "Two."]
    (tmp_path / "moved.csv").write_text((tmp_path / "a.csv").read_text())
    assert counts(loads("moved.csv", "b.csv", source="our notes")) == (0, 0, 2, 0, 0)
    assert counts(loads("b.csv", source="our notes")) == (0, 0, 1, 1, 0)
    assert texts(graph) == ["Two."]


def test_a_table_takes_out_only_what_is_of_its_own_kind(loads, graph, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One.")))
    grades = table(("essex", "2016", "efficiency", "good"), columns=("force", "cycle", "pillar", "grade"))
    (tmp_path / "g.csv").write_text(grades)
    loads("f.csv", source="mine")
    assert counts(loads("g.csv", source="mine")) == (1, 0, 0, 0, 0)
    assert (number(graph, "Finding"), number(graph, "Grade")) == (1, 1)


def test_the_path_of_a_table_is_its_source_and_an_own_name_wins(loads, graph, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One.")))
    loads("f.csv")
    loads("f.csv", source="mine")
    assert {row["source"] for row in ask(graph, "sources").dicts()} == {"peelgraph", str(tmp_path / "f.csv"), "mine"}


def test_a_source_that_is_removed_leaves_what_others_state(loads, graph, tmp_path):
    (tmp_path / "a.csv").write_text(table(weakness("One."), weakness("Shared.")))
    (tmp_path / "b.csv").write_text(table(weakness("Shared.")))
    loads("a.csv", source="a")
    loads("b.csv", source="b")
    labels = list(load_model().node_types)
    assert remove("a", graph, labels) == 1
    assert texts(graph) == ["Shared."]
    assert remove("b", graph, labels) == 1
    assert remove("nothing", graph, labels) == 0
    assert "essex" in graph.forces()


# What is acknowledged


def test_a_load_that_returned_is_seen_by_a_reader(loads, graph, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One.")))
    loads("f.csv")
    with open_graph(graph.uri) as reader:
        assert reader.notices == ()
        assert texts(reader) == ["One."]


def test_the_report_is_what_scripts_read(loads, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One."), weakness("Two.", force="narnia")))
    (tmp_path / "letter.txt").write_text(LETTER)
    said = json.loads(json.dumps(loads("f.csv", "letter.txt", "none.csv").to_json()))
    numbers = ("rows", "created", "updated", "unchanged", "rejected", "removed")
    assert set(numbers) | {"files"} <= set(said)
    files = {file["path"]: file for file in said["files"]}
    assert {path: file["kind"] for path, file in files.items()} == {
        "f.csv": "findings",
        "letter.txt": "letter",
        "none.csv": None,
    }
    assert [files["f.csv"][name] for name in numbers] == [2, 1, 0, 0, 1, 0]
    (fault,) = files["f.csv"]["faults"]
    assert fault["line"] == 3
    assert "narnia" in fault["message"]
    assert files["none.csv"]["faults"] == [{"message": "there is no file or folder none.csv"}]
    for name in numbers:
        assert said[name] == sum(file[name] for file in said["files"])


def test_progress_tells_of_every_file(graph, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One."), weakness("Two.")))
    (tmp_path / "letter.txt").write_text(LETTER)
    told = []
    load([str(tmp_path)], graph, graph, progress=lambda name, rows: told.append((Path(name).name, rows)))
    assert told == [("f.csv", 2), ("letter.txt", 0)]


# Folders and standard input


def test_a_folder_is_walked_and_what_cannot_be_read_is_said(loads, graph, tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "f.csv").write_text(table(weakness("One.")))
    (tmp_path / "in" / "deep" / "letter.txt").write_text(LETTER)
    (tmp_path / "in" / "deep" / "photo.JPG").write_bytes(b"\xff\xd8")
    (tmp_path / "in" / ".hidden.csv").write_text(table(weakness("Hidden.")))
    (tmp_path / "in" / "~$f.csv").write_text(table(weakness("A lock file.")))
    report = loads("in")
    assert not report.faulty
    assert [(file.path, file.kind) for file in report.files if file.kind] == [
        ("in/f.csv", "findings"),
        ("in/deep/letter.txt", "letter"),
    ]
    (said,) = report.files[-1].warnings
    assert said.endswith("files of a folder are read: photo.JPG")
    assert "Hidden." not in texts(graph)
    assert "A lock file." not in texts(graph)


@pytest.mark.parametrize(("names", "said"), [([], "it is empty"), (["a.jpg", "b.doc"], "none of its 2 files")])
def test_a_folder_with_nothing_to_load_is_told(loads, tmp_path, names, said):
    (tmp_path / "in").mkdir()
    for name in names:
        (tmp_path / "in" / name).write_bytes(b"x")
    ((line, message),) = faults(loads("in"))
    assert line is None
    assert message.startswith(f"in: {said}")


@pytest.mark.parametrize("ending", ["csv", "txt", "dat", ""])
def test_a_table_is_told_by_its_content_whatever_its_name(loads, graph, tmp_path, ending):
    (tmp_path / f"f.{ending}").write_text(table(weakness("One.")))
    assert loads(f"f.{ending}").files[0].kind == "findings"
    assert texts(graph) == ["One."]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty: there is nothing to load"),
        (b" \n\t\n", "is empty: there is nothing to load"),
        (b"%PDF-1.7 ...", "is a broken PDF"),
        (b"\xd0\xcf\x11\xe0....", "is an old Word, Excel or Outlook file"),
        (b"{\\rtf1 ...", "is an RTF document"),
        (b"PK\x03\x04 no workbook", "f.bin"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_loaded(loads, graph, tmp_path, content, said):
    (tmp_path / "f.bin").write_bytes(content)
    (tmp_path / "good.csv").write_text(table(weakness("One.")))
    report = loads("f.bin", "good.csv")
    ((_, message),) = faults(report)
    assert said in message
    assert "f.bin" in message
    assert texts(graph) == ["One."]
    assert counts(report) == (1, 0, 0, 0, 0)


def test_standard_input_is_a_table_or_a_letter_by_its_content(loads, graph):
    report = loads("-", stdin=table(weakness("One.")).encode(), source="pipe")
    assert [(file.path, file.kind) for file in report.files] == [("standard input", "findings")]
    assert counts(loads("-", stdin=table(weakness("One.")).encode(), source="pipe")) == (0, 0, 1, 0, 0)
    assert texts(graph, "pipe") == ["One."]
    letter = loads("-", stdin=LETTER.encode())
    assert (letter.files[0].kind, letter.faulty) == ("letter", False)
    assert texts(graph, "pipe") == ["One."]


def test_standard_input_under_a_source_name(loads, graph):
    loads("-", stdin=table(weakness("One.")).encode(), source="pipe")
    loads("-", stdin=table(weakness("Two.")).encode(), source="other pipe")
    assert (texts(graph, "pipe"), texts(graph, "other pipe")) == (["One."], ["Two."])


@pytest.mark.parametrize("source", [None, " "])
def test_tables_from_pipes_without_a_name_stand_beside_each_other(loads, graph, tmp_path, source):
    os.mkfifo(tmp_path / "pipe")
    one, two = (table(weakness(text)).encode() for text in ("One.", "Two."))
    writing = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(two,))
    writing.start()
    report = loads("-", "pipe", stdin=one, source=source)
    writing.join()
    assert counts(report) == (2, 0, 0, 0, 0)
    assert texts(graph) == ["One.", "Two."]
    kept = [f"pipe-{hashlib.sha256(content).hexdigest()[:8]}" for content in (one, two)]
    told = {file.path: file.warnings for file in report.files}
    assert told == {
        path: [f"kept as {name!r}; with --source NAME its next version would take its place"]
        for path, name in zip(["standard input", "pipe"], kept, strict=True)
    }
    assert counts(loads("-", stdin=two, source=source)) == (0, 0, 1, 0, 0)
    assert [texts(graph, name) for name in kept] == [["One."], ["Two."]]


def test_rejected_rows_that_were_mended_come_through_a_pipe_into_the_source_they_came_from(loads, graph, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One."), weakness("Two.", force="narnia")))
    rejects = tmp_path / "rejects.csv"
    loads("f.csv", source="mine", rejects=rejects)
    assert counts(loads("-", stdin=rejects.read_bytes().replace(b"narnia", b"kent", 1))) == (1, 0, 0, 0, 0)
    assert texts(graph, "mine") == ["One.", "Two."]


def test_options_that_mean_nothing_for_a_file_are_told_of_that_file(loads, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One.")))
    (tmp_path / "letter.txt").write_text(LETTER)
    given = {"force": "kent", "published": "2014-09-03"}
    report = loads("f.csv", facts=given)
    assert report.files[0].warnings == ["--force and --published say nothing of a table"]
    report = loads("f.csv", facts=given | {"licence": "ogl-3"}, source="mine")
    assert report.files[0].warnings == ["--force, --published and --licence say nothing of a table"]
    report = loads("f.csv", "letter.txt", source="mine")
    assert [file.warnings[:1] for file in report.files] == [[], ["--source says nothing of a letter"]]
    report = loads("letter.txt", source="mine", kind="report")
    assert "--source says nothing of a report" in report.files[0].warnings
    assert "says nothing" not in " ".join(loads("letter.txt", facts={"licence": "ogl-3"}).files[0].warnings)


def test_nothing_through_standard_input_is_told(loads):
    assert faults(loads("-")) == [(None, "standard input is empty: there is nothing to load")]


def test_a_kind_that_is_given_wins_over_the_content(loads, tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER)
    report = loads("letter.txt", kind="table")
    assert report.faulty
    assert report.files[0].kind is None
    (tmp_path / "f.csv").write_text(table(weakness("One.")))
    report = loads("f.csv", kind="report")
    assert (report.files[0].kind, report.faulty, report.total.rows) == ("report", True, 0)


# Rejected rows


def test_all_that_is_wrong_in_a_row_is_told_at_once(loads, graph, tmp_path):
    columns = ("force", "cycle", "published", "pillar", "polarity", "status", "practice", "risk", "statement",
               "peer_context", "source_kind", "source_url")  # fmt: skip
    bad = ("Narnia", "1066", "soon", "wisdom", "awful", "dire", "juggling", "boredom", "", "all", "gossip", "here")
    (tmp_path / "f.csv").write_text(table(bad, columns=columns))
    report = loads("f.csv")
    assert counts(report) == (0, 0, 0, 0, 1)
    lines, messages = zip(*faults(report), strict=True)
    assert set(lines) == {2}
    told = " ".join(messages)
    for value in (*bad[:8], *bad[9:]):
        assert repr(value) in told, value
    assert "statement" in told
    assert number(graph, "Finding") == 0


def test_an_unknown_name_gets_the_nearest(loads, tmp_path):
    (tmp_path / "f.csv").write_text(table(("Esex", "2016", "weakness", "cal handling", "One.")))
    told = " ".join(message for _, message in faults(loads("f.csv")))
    assert "did you mean essex" in told
    assert "call-handling" in told


def test_a_rejected_row_is_written_mended_and_loaded_into_the_source_it_came_from(loads, graph, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One."), weakness("Two.", force="narnia"), weakness("Three.")))
    rejects = tmp_path / "rejects.csv"
    report = loads("f.csv", source="mine", rejects=rejects)
    assert (counts(report), list(report.rejects)) == ((2, 0, 0, 0, 1), [rejects])
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert {name: row[name] for name in COLUMNS} == dict(zip(COLUMNS, weakness("Two.", force="narnia"), strict=True))
    assert "narnia" in row["rejected_because"]
    assert (row["rejected_line"], row["rejected_from"]) == ("3", "mine")

    rejects.write_text(rejects.read_text("utf-8-sig").replace("narnia", "kent", 1), "utf-8-sig")
    again = tmp_path / "again.csv"
    report = loads(rejects, rejects=again)
    assert (counts(report), list(report.rejects)) == ((1, 0, 0, 0, 0), [])
    assert not again.exists()
    assert texts(graph, "mine") == ["One.", "Three.", "Two."]

    (tmp_path / "f.csv").write_text(table(weakness("One."), weakness("Two.", force="kent"), weakness("Three.")))
    assert counts(loads("f.csv", source="mine")) == (0, 0, 3, 0, 0)


def test_a_rejects_file_that_is_loaded_as_it_is_rejects_the_same_rows_again(loads, graph, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One."), weakness("Two.", force="narnia")))
    rejects = tmp_path / "rejects.csv"
    loads("f.csv", rejects=rejects)
    content = rejects.read_bytes()
    report = loads(rejects, rejects=rejects)
    assert counts(report) == (0, 0, 0, 0, 1)
    assert rejects.read_bytes() == content
    assert texts(graph) == ["One."]


def test_a_rejects_file_only_adds(loads, graph, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One."), weakness("Two."), weakness("Three.", force="narnia")))
    rejects = tmp_path / "rejects.csv"
    loads("f.csv", rejects=rejects)
    rejects.write_text(rejects.read_text("utf-8-sig").replace("narnia", "kent", 1), "utf-8-sig")
    assert counts(loads(rejects)) == (1, 0, 0, 0, 0)
    assert texts(graph, str(tmp_path / "f.csv")) == ["One.", "Three.", "Two."]


def test_while_rows_are_rejected_nothing_is_taken_out_and_that_is_said(loads, graph, tmp_path):
    file = tmp_path / "f.csv"
    file.write_text(table(weakness("One."), weakness("Two.")))
    loads("f.csv")
    file.write_text(table(weakness("One."), weakness("Two.", force="narnia")))
    report = loads("f.csv")
    assert counts(report) == (0, 0, 1, 0, 1)
    assert texts(graph) == ["One.", "Two."]
    assert [warning for warning in report.files[0].warnings if "kept, since rows were rejected" in warning]
    file.write_text(table(weakness("One.")))
    assert counts(loads("f.csv")) == (0, 0, 1, 1, 0)
    assert texts(graph) == ["One."]


def test_no_rejects_file_is_written_where_nothing_is_rejected(loads, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One.")))
    assert loads("f.csv", rejects=tmp_path / "rejects.csv").rejects == []
    assert not (tmp_path / "rejects.csv").exists()


ROWS = st.tuples(
    st.sampled_from(["essex", "Kent Police", "narnia", ""]),
    st.sampled_from(["2014", "peel-2016", "1066"]),
    st.sampled_from(["weakness", "Strength", "awful"]),
    st.sampled_from(["", "call-handling", "stop and search", "juggling"]),
    st.sampled_from(["One.", "Two.", "Three.", "Four.", "  Four. "]),
)


def is_good(row):
    force, cycle, polarity, practice, _ = row
    return force in {"essex", "Kent Police"} and cycle != "1066" and polarity != "awful" and practice != "juggling"


def test_rows_are_created_updated_unchanged_or_rejected_and_never_lost(loads, graph, tmp_path):
    file = tmp_path / "f.csv"

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(ROWS, max_size=12), st.lists(ROWS, max_size=12))
    def check(first, second):
        with graph.stating("mine") as writer:
            writer.withdraw_unstated(["Finding"])
        stated = {}
        for rows in (first, second, second):
            file.write_text(table(*rows))
            report = loads("f.csv", source="mine")
            (one,) = report.files
            created, updated, unchanged, removed, rejected = counts(report)
            assert one.rows == created + updated + unchanged + rejected == len(rows)
            good = {}
            for row in rows:
                if is_good(row):
                    key = (row[0], row[1], " ".join(row[4].split()))
                    good.setdefault(key, (row[2].lower(), row[3]))
            assert rejected == len(rows) - len(good)
            assert len(one.faults) >= rejected
            before = set(stated)
            assert created == len(good.keys() - before)
            assert unchanged == sum(stated.get(key) == said for key, said in good.items())
            gone = set() if rejected else before - good.keys()
            assert removed == len(gone)
            stated = {key: said for key, said in stated.items() if key not in gone} | good
            assert number(graph, "Finding") == len(stated)
        assert (created, updated, removed) == (0, 0, 0)

    check()


# What is referred to


def test_on_an_empty_graph_a_table_brings_what_it_refers_to_and_no_more(loads, graph, tmp_path):
    columns = (*COLUMNS, "risk", "pillar")
    row = (*weakness("One.", practice="call-handling"), "missed-incidents", "effectiveness")
    (tmp_path / "f.csv").write_text(table(row, columns=columns))
    assert counts(loads("f.csv")) == (1, 0, 0, 0, 0)
    assert set(graph.forces()) == {"essex"}
    (force,) = graph.run(
        "MATCH (f:Force)-[:IN_REGION]->(r) RETURN f.name AS name, f.sources AS sources, r.name AS region"
    )
    assert force == {"name": "Essex Police", "sources": ["peelgraph"], "region": "East of England"}
    broader = "MATCH (:{0} {{id: $id}})-[:BROADER]->(b) RETURN b.slug AS slug"
    assert graph.run(broader.format("Practice"), {"id": "call-handling"}) == [{"slug": "responding-to-the-public"}]
    assert graph.run(broader.format("Risk"), {"id": "missed-incidents"}) == [{"slug": "harm-to-people"}]
    (inspection,) = (i for i in graph.inspections() if i.slug == "peel-2016")
    assert (inspection.sequence, inspection.published_period) == (8, "2017-03")
    assert number(graph, "Practice") == 2
    assert ask(graph, "findings").dicts()[0]["question"] == "effectiveness"


def test_what_was_brought_is_what_the_shipped_data_says_of_it(loads, graph, tmp_path):
    (tmp_path / "f.csv").write_text(table(weakness("One.")))
    loads("f.csv")
    held = number(graph, "Force") + number(graph, "Practice") + number(graph, "Inspection")
    report = load_shipped(graph, graph)
    assert (report.total.counts.updated, report.total.counts.unchanged) == (0, held)
    assert texts(graph, str(tmp_path / "f.csv")) == ["One."]
    assert number(graph, "Finding") == 590


FORCES = ("slug", "name", "region")
NARNIA = ("narnia", "Narnia Police", "")


def test_a_force_and_what_is_said_of_it_come_in_one_load_in_any_order(loads, graph, tmp_path):
    (tmp_path / "a-findings.csv").write_text(table(weakness("One.", force="Narnia Constabulary")))
    (tmp_path / "b-forces.csv").write_text(table(NARNIA, columns=FORCES))
    report = loads("a-findings.csv", "b-forces.csv")
    assert (report.faulty, counts(report)) == (False, (2, 0, 0, 0, 0))
    assert ask(graph, "findings", force="narnia").dicts()[0]["force_name"] == "Narnia Police"


def test_a_force_and_what_is_said_of_it_come_in_one_source(loads, graph, tmp_path):
    (tmp_path / "findings.csv").write_text(table(weakness("One.", force="narnia")))
    (tmp_path / "forces.csv").write_text(table(NARNIA, columns=FORCES))
    assert counts(loads("findings.csv", "forces.csv", source="mine")) == (2, 0, 0, 0, 0)
    assert counts(loads("findings.csv", "forces.csv", source="mine")) == (0, 0, 2, 0, 0)


def test_a_term_of_a_vocabulary_table_is_known_to_later_loads(loads, graph, tmp_path):
    columns = ("scheme", "slug", "label", "broader", "definition", "alternative_labels")
    term = ("practice", "drones", "Drones", "preventing-crime", "Flying", "drone unit")
    (tmp_path / "v.csv").write_text(table(term, columns=columns))
    assert counts(loads("v.csv")) == (1, 0, 0, 0, 0)
    (tmp_path / "f.csv").write_text(table(weakness("One.", practice="Drone unit")))
    assert counts(loads("f.csv")) == (1, 0, 0, 0, 0)
    assert [row["practices"] for row in ask(graph, "findings", practice="preventing-crime").dicts()] == [["drones"]]


def test_what_a_row_refers_to_stays_when_its_table_goes(loads, graph, tmp_path):
    (tmp_path / "forces.csv").write_text(table(NARNIA, ("mordor", "Mordor Police", ""), columns=FORCES))
    (tmp_path / "f.csv").write_text(table(weakness("One.", force="narnia")))
    loads("forces.csv", "f.csv")
    (tmp_path / "forces.csv").write_text(table(("gondor", "Gondor Police", ""), columns=FORCES))
    assert counts(loads("forces.csv")) == (1, 0, 0, 1, 0)
    assert {"narnia", "gondor"} <= set(graph.forces())
    assert "mordor" not in graph.forces()


def test_the_shipped_data_is_renewed_and_what_others_state_stays(loads, graph, tmp_path):
    load_shipped(graph, graph)
    (tmp_path / "f.csv").write_text(table(weakness("One.")))
    (tmp_path / "forces.csv").write_text(table(("essex", "Essex Renamed", "Essex"), columns=FORCES))
    assert counts(loads("f.csv", "forces.csv")) == (1, 1, 0, 0, 0)
    report = load_shipped(graph, graph)
    assert counts(report) == (0, 0, 1788, 0, 0)
    assert texts(graph, str(tmp_path / "f.csv")) == ["One."]
    assert graph.forces()["essex"][0] == "Essex Renamed"
    remove(str(tmp_path / "forces.csv"), graph, list(load_model().node_types))
    assert graph.forces()["essex"][0] == "Essex Police"


# Letters


def letter_rows(graph):
    return [row for row in ask(graph, "findings").dicts() if row["wording"] == "quoted"]


def test_a_letter_is_loaded_with_its_passages_and_every_span_holds(loads, graph, tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER)
    report = loads("letter.txt")
    (file,) = report.files
    rows = letter_rows(graph)
    assert (file.kind, file.faults, file.counts.created) == ("letter", [], len(rows))
    assert len(rows) > 20
    assert {row["force"] for row in rows} == {"wiltshire"}
    (document,) = ask(graph, "documents").dicts()
    assert document["name"] == file.document
    assert document["name"].startswith("letter-sample-inspection")
    assert document["name"].endswith("-wiltshire-2015-05-11")
    assert (document["published"], document["embargoed_until"]) == (
        dt.date(2015, 5, 11),
        dt.datetime(2015, 5, 14, 0, 1),
    )
    spans = graph.run(
        "MATCH (x:Finding)-[s:STATED_IN]->(p:Passage)-[:PART_OF]->(d:Document) "
        "RETURN x.text AS text, p.text AS passage, s.`start` AS start_at, s.`end` AS end_at"
    )
    assert len(spans) == len(rows)
    assert all(span["passage"][span["start_at"] : span["end_at"]] == span["text"] for span in spans)


def test_an_inspection_that_two_letters_report_stays_when_one_is_taken_back(loads, graph, tmp_path):
    (tmp_path / "one.txt").write_text(LETTER)
    (tmp_path / "other.txt").write_text(LETTER.replace("Wiltshire", "Gwent"))
    first = loads("one.txt").files[0].document
    slug = ask(graph, "documents").dicts()[0]["inspection"]
    query = "MATCH (i:Inspection {id: $id}) RETURN i.title AS title, i.fieldwork_start AS start, i.sources AS sources"
    [alone] = graph.run(query, {"id": slug})
    other = loads("other.txt").files[0].document
    [both] = graph.run(query, {"id": slug})
    assert both == alone | {"sources": [first, other]}
    assert counts(loads("one.txt", "other.txt"))[:2] == (0, 0)
    remove(first, graph, list(load_model().node_types))
    assert graph.run(query, {"id": slug}) == [alone | {"sources": [other]}]


def test_the_same_letter_again_changes_nothing(loads, tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER)
    created = counts(loads("letter.txt"))[0]
    assert counts(loads("letter.txt")) == (0, 0, created, 0, 0)
    (tmp_path / "copy.txt").write_text(LETTER)
    assert counts(loads("copy.txt")) == (0, 0, created, 0, 0)


def test_a_letter_in_another_file_with_other_bytes_is_the_same_document(loads, graph, tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER)
    created = counts(loads("letter.txt"))[0]
    (tmp_path / "other.txt").write_bytes(b"\xef\xbb\xbf" + LETTER.replace("\n", "\r\n").encode())
    assert counts(loads("other.txt")) == (0, 0, created, 0, 0)
    (document,) = ask(graph, "documents").dicts()
    assert document["filename"] == "other.txt"
    assert counts(loads("other.txt")) == (0, 0, created, 0, 0)


def test_a_corrected_letter_replaces_its_findings_in_place(loads, graph, tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER)
    created = counts(loads("letter.txt"))[0]
    sentence = "Emergency calls are answered promptly."
    before = {row["text"]: row["finding"] for row in letter_rows(graph)}
    (tmp_path / "letter.txt").write_text(LETTER.replace(sentence, "Emergency calls are answered late."))
    new, updated, unchanged, removed, rejected = counts(loads("letter.txt"))
    assert (new, removed, rejected, updated + unchanged) == (1, 1, 0, created - 1)
    after = {row["text"]: row["finding"] for row in letter_rows(graph)}
    assert set(before.items()) - set(after.items()) == {(sentence, before[sentence])}
    assert "Emergency calls are answered late." in after
    passages = graph.run("MATCH (p:Passage) RETURN p.text AS text")
    assert not any(sentence in row["text"] for row in passages)
    assert number(graph, "Document") == 1


OGL = "Open Government Licence v3.0"
CC_BY = "Creative Commons Attribution 4.0"
ADDRESS = {
    OGL: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3",
    CC_BY: "http://creativecommons.org/licenses/by/4.0/",
}


def licences_of(graph):
    return [row["licence"] for row in graph.run("MATCH (d:Document) RETURN d.licence AS licence ORDER BY d.id")]


def of_licences(warnings):
    return [warning for warning in warnings if "licence" in warning]


def all_but_licences(graph):
    """Return every node and relationship of a graph, without the licences of documents."""
    nodes = graph.run("MATCH (n) RETURN labels(n) AS labels, properties(n) AS said")
    links = graph.run("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, properties(r) AS said, b.id AS b")
    said = [{**row, "said": {k: v for k, v in row["said"].items() if k != "licence"}} for row in (*nodes, *links)]
    return sorted(repr(sorted(row.items(), key=lambda item: item[0])) for row in said)


def web_letter(*addresses):
    """Return the sample letter as a web page that names licences."""
    links = "".join(f'<link rel="license" href="{address}">' for address in addresses)
    paragraphs = "".join(f"<p>{part}</p>" for part in LETTER.replace("\n\n", "\x00").split("\x00"))
    return f"<!doctype html><html><head><title>A letter</title>{links}</head><body>{paragraphs}</body></html>"


def test_a_licence_that_is_given_is_recorded_on_each_document_of_the_load(loads, graph, tmp_path):
    (tmp_path / "one.txt").write_text(LETTER)
    (tmp_path / "other.txt").write_text(LETTER.replace("Wiltshire", "Gwent"))
    report = loads("one.txt", "other.txt", facts={"licence": "ogl-3"})
    assert licences_of(graph) == [OGL, OGL]
    assert open_documents(graph) == {file.document for file in report.files}
    assert [of_licences(file.warnings) for file in report.files] == [[], []]


def test_the_same_letter_with_another_licence_changes_the_document_and_nothing_else(loads, graph, tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER)
    created = counts(loads("letter.txt"))[0]
    before = all_but_licences(graph)
    assert open_documents(graph) == set()
    told = []
    for licence in ("ogl-3", None, "cc-by-4.0", "CC BY 4.0"):
        report = loads("letter.txt", facts={"licence": licence})
        assert counts(report) == (0, 0, created, 0, 0)
        assert all_but_licences(graph) == before
        told.append((licences_of(graph), of_licences(report.files[0].warnings)))
    assert told == [
        ([OGL], [f"its licence is now {OGL} (was not known)"]),
        ([OGL], []),
        ([CC_BY], [f"its licence is now {CC_BY} (was {OGL})"]),
        ([CC_BY], []),
    ]


def test_a_corrected_letter_is_under_no_licence_until_that_is_said_again(loads, graph, tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER)
    loads("letter.txt", facts={"licence": "ogl-3"})
    (tmp_path / "letter.txt").write_text(LETTER.replace("answered promptly", "answered late"))
    (file,) = loads("letter.txt").files
    assert licences_of(graph) == [None]
    [warning] = of_licences(file.warnings)
    assert warning.startswith(f"its licence, {OGL}, is not kept, since the file is another one")
    loads("letter.txt", facts={"licence": "ogl-3"})
    assert licences_of(graph) == [OGL]


@pytest.mark.parametrize(
    ("named", "given", "kept"),
    [
        ([OGL], None, OGL),
        ([OGL], "cc-by-4.0", CC_BY),
        ([OGL, CC_BY], None, None),
        ([OGL, CC_BY], "ogl-3", OGL),
        (["https://example.org/terms"], None, "https://example.org/terms"),
        ([], None, None),
    ],
)
def test_a_web_page_is_under_the_licence_that_it_names_unless_another_is_given(
    loads, graph, tmp_path, named, given, kept
):
    (tmp_path / "letter.html").write_text(web_letter(*(ADDRESS.get(name, name) for name in named)))
    (file,) = loads("letter.html", facts={"licence": given}).files
    assert (file.faults, licences_of(graph)) == ([], [kept])
    assert bool(open_documents(graph)) == (kept in {OGL, CC_BY})
    several = f"it names several licences ({OGL}, {CC_BY}), so none is kept: --licence says which"
    assert of_licences(file.warnings) == ([several] if len(named) == 2 and not given else [])


def test_a_letter_that_fails_half_way_leaves_nothing_and_counts_nothing(loads, graph, tmp_path, monkeypatch):
    (tmp_path / "letter.txt").write_text(LETTER)

    def fails(self):
        raise ConstraintError("the end is nowhere")

    with monkeypatch.context() as patch:
        patch.setattr(RecordWriter, "finish", fails)
        report = loads("letter.txt")
    assert counts(report)[:4] == (0, 0, 0, 0)
    assert faults(report) == [(None, "the end is nowhere")]
    for label in ("Document", "Passage", "Finding", "Force", "Inspection"):
        assert number(graph, label) == 0
    report = loads("letter.txt")
    assert counts(report)[0] == len(letter_rows(graph)) > 20


def test_an_error_that_is_no_sentence_leaves_nothing_either(loads, graph, tmp_path, monkeypatch):
    (tmp_path / "letter.txt").write_text(LETTER)
    written = RecordWriter.write

    def breaks(self, records):
        written(self, list(records)[:10])
        raise OSError("the disk went away")

    with monkeypatch.context() as patch:
        patch.setattr(RecordWriter, "write", breaks)
        with pytest.raises(OSError, match="the disk went away"):
            loads("letter.txt")
    assert number(graph, "Document") == number(graph, "Passage") == number(graph, "Finding") == 0
    assert not loads("letter.txt").faulty


def test_a_table_that_fails_half_way_leaves_nothing_and_others_are_loaded(loads, graph, tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text(table(weakness("One."), weakness("Two.")))
    (tmp_path / "b.csv").write_text(table(weakness("Three.")))
    finished = RecordWriter.finish

    def fails(self):
        if self._source.endswith("a.csv"):
            raise ConstraintError("the end is nowhere")
        finished(self)

    with monkeypatch.context() as patch:
        patch.setattr(RecordWriter, "finish", fails)
        report = loads("a.csv", "b.csv")
    assert counts(report) == (1, 0, 0, 0, 2)
    assert faults(report) == [(None, "the end is nowhere")]
    assert texts(graph) == ["Three."]


def test_a_letter_that_lacks_a_fact_is_told_and_the_option_helps(loads, graph, tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER.replace("11 May 2015\n", ""))
    report = loads("letter.txt")
    assert report.faulty
    assert report.total.rows == report.total.rejected
    assert number(graph, "Document") == 0
    report = loads("letter.txt", facts={"published": "2015-05-11", "document": "my-letter"})
    assert not report.faulty
    assert [row["name"] for row in ask(graph, "documents").dicts()] == ["my-letter"]


def test_a_letter_on_a_known_inspection_brings_all_that_is_shipped_of_it_to_an_empty_graph(loads, graph, tmp_path):
    text = LETTER.replace(
        "We will return to this evidence as part of the PEEL 2015 effectiveness inspection.",
        "We will return to these findings as part of our HMIC stop and search inspection 2013.",
    ).replace(
        "Sample inspection: Time well spent on preventing crime, answering calls and managing offenders",
        "Core business",
        1,
    )
    (tmp_path / "letter.txt").write_text(text)
    assert not loads("letter.txt", facts={"inspection": "core-business-2014"}).faulty
    (document,) = ask(graph, "documents").dicts()
    assert document["inspection"] == "core-business-2014"
    (known,) = (i for i in graph.inspections() if i.slug == "core-business-2014")
    assert (known.sequence, known.published_period) == (3, "2014-09-04")
    follows = graph.run("MATCH (:Inspection {id: 'core-business-2014'})-[:FOLLOWED_UP_BY]->(i) RETURN i.slug AS slug")
    assert {row["slug"] for row in follows} == {"peel-2014", "stop-and-search-2013"}
    load_shipped(graph, graph)
    remove(document["name"], graph, list(load_model().node_types))
    assert number(graph, "Document") == number(graph, "Passage") == 0


def test_a_letter_that_is_taken_out_takes_its_passages_and_findings_along(loads, graph, tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER)
    (tmp_path / "f.csv").write_text(table(weakness("One.", force="wiltshire")))
    report = loads("letter.txt", "f.csv")
    (document,) = (file.document for file in report.files if file.document)
    removed = remove(document, graph, list(load_model().node_types))
    assert removed > len(LETTER.splitlines()) // 4
    assert number(graph, "Document") == number(graph, "Passage") == 0
    assert texts(graph) == ["One."]


# Without a graph


def test_a_letter_is_read_without_a_graph():
    extraction = extract_file(str(DATA / "sample-letter.txt"), None, given_facts())
    assert extraction.faults == ()
    assert extraction == extract_file("-", LETTER.encode(), given_facts())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("none.txt", "there is no file none.txt"),
        (".", ". is a folder: name one file"),
        (str(DATA / "findings.csv"), "is a table; `peelgraph load"),
        ("-", "standard input is empty"),
    ],
)
def test_what_cannot_be_read_without_a_graph_is_told(path, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LoadError) as error:
        extract_file(path, b"", given_facts())
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"published": "2014-09"}, "--published: '2014-09' is not a day: write YYYY-MM-DD"),
        ({"published": "soon"}, "--published: 'soon' is not a day"),
        ({"published": "20140903"}, "--published: '20140903' is not a day"),
        ({"published": "2014-13-01"}, "--published: '2014-13-01' is not a date: month must be in 1..12"),
        ({"force": ""}, "--force: it is empty: name the force"),
        ({"inspection": " "}, "--inspection: it is empty: name the inspection"),
        ({"document": "my letter"}, "--document: 'my letter' is no id"),
        ({"document": "../letter"}, "--document: '../letter' is no id"),
        ({"document": ""}, "--document: '' is no id"),
        ({"licence": "mine"}, "--licence: 'mine' is no licence that is known: write one of ogl-1, ogl-2, ogl-3"),
    ],
)
def test_what_options_say_of_a_document_is_checked(facts, said):
    with pytest.raises(LoadError) as error:
        given_facts(**facts)
    assert str(error.value).startswith(said)
