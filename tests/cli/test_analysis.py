"""``learn-from``, ``similar`` and ``together`` as a person and a program meet them."""

import datetime as dt
import json
import subprocess
import sys

import pytest
from peelgraph.graph import open_graph
from peelgraph.loaders.load import load
from peelgraph.ontology.records import Link, Record

COMMANDS = {
    "learn-from": (["essex"], ["practice", "name", "force", "score", "reason"]),
    "similar": (["essex", "--permutations", "19"], ["force", "score", "shared"]),
    "together": (["--permutations", "99"], ["first", "first_kind", "first_name", "second"]),
}


def rows_of(run, name, graph, *more):
    done = run(name, *COMMANDS[name][0], *more, "--format", "json", "--graph", graph)
    assert done.status == 0, done.err
    return json.loads(done.out)


@pytest.mark.parametrize("name", COMMANDS)
def test_rows_begin_with_the_contract_s_columns(run, shipped_file, name):
    rows = rows_of(run, name, shipped_file)
    assert list(rows[0])[: len(COMMANDS[name][1])] == COMMANDS[name][1]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("form", ["table", "md"])
def test_a_reader_gets_the_line_about_the_data(run, shipped_file, name, form):
    out = run(name, *COMMANDS[name][0], "--format", form, "--graph", shipped_file).out
    assert "From 589 findings on 43 forces; the latest is of 2025-07-24." in " ".join(out.split())
    if form == "table":
        assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize("name", COMMANDS)
def test_every_format_is_written(run, shipped_file, name, tmp_path):
    for ending in ("csv", "xlsx", "jsonl", "md", "txt"):
        done = run(name, *COMMANDS[name][0], "-o", f"x.{ending}", "--graph", shipped_file)
        assert done.status == 0, done.err
        assert (tmp_path / f"x.{ending}").stat().st_size > 200


@pytest.mark.parametrize("name", COMMANDS)
def test_limits(run, shipped_file, name):
    assert len(rows_of(run, name, shipped_file, "--limit", "2")) == 2
    assert len(rows_of(run, name, shipped_file, "--limit", "0")) == len(rows_of(run, name, shipped_file)) > 2


@pytest.mark.parametrize("arguments", [("learn-from",), ("similar",), ("similar", "essex", "--groups"), ("similar", "--groups", "--peers", "x")])  # fmt: skip
def test_wrong_use(run, shipped_file, arguments):
    assert run(*arguments, "--graph", shipped_file).status == 2


@pytest.mark.parametrize("name", ["learn-from", "similar"])
def test_an_unknown_force_gets_the_nearest(run, shipped_file, name):
    done = run(name, "essexx", "--graph", shipped_file)
    assert done.status == 1
    assert "Essex" in done.err or "essex" in done.err


def test_learn_from_says_how_each_row_is_known(run, shipped_file):
    out = " ".join(run("learn-from", "Essex Police", "--graph", shipped_file).out.split())
    assert "Call handling: found weak in PEEL 2021/22" in out
    assert "Northumbria (1.00) was found weak in PEEL 2021/22, praised in PEEL 2023-25" in out
    assert "dated: ring before you quote" in out
    assert "No strength on record (only an initiative)" in out
    assert "the last word on it is praise: partnership working" in out
    assert "Essex is weak" not in out


def test_learn_from_shows_three_of_each_and_all_when_asked(run, shipped_file):
    few = run("learn-from", "essex", "--practice", "call-handling", "--graph", shipped_file).out
    assert "and 5 more rows: Devon and Cornwall" in few
    every = run("learn-from", "essex", "--practice", "call-handling", "--limit", "0", "--graph", shipped_file).out
    assert "finding f2b0aa24f26c" in every
    assert "more rows" not in every


def test_the_findings_that_are_cited_can_be_looked_up(run, shipped_file):
    for row in rows_of(run, "learn-from", shipped_file)[:3]:
        for finding in (row["finding"], row["earlier_weakness"], *row["own_findings"]):
            if finding:
                assert run("evidence", finding, "--graph", shipped_file).status == 0


def test_similar_says_that_it_is_no_more_than_chance(run, shipped_file):
    out = " ".join(run("similar", "essex", "--graph", shipped_file).out.split())
    assert "None of the 42 forces is more alike to Essex than chance" in out
    assert "no more alike" in out
    assert "corrected for 903 pairs of forces" in out


def test_groups_say_whether_they_are_clearer_than_chance(run, shipped_file):
    done = run("similar", "--groups", "--graph", shipped_file)
    assert done.status == 0
    assert "no clearer than chance" in " ".join(done.out.split())


@pytest.mark.parametrize(
    "text",
    [
        "force,group\nEssex Police,a\nKent,A\nSurrey,a\nSussex,b\n",
        "force,peer\nessex,kent\nessex,Surrey Police\nkent,sussex\n",
        "Force,Peers\nessex,kent;surrey\n",
    ],
)
def test_a_table_of_peer_groups_stands_in(run, shipped_file, tmp_path, text):
    (tmp_path / "peers.csv").write_text(text, "utf-8")
    rows = rows_of(run, "similar", shipped_file, "--peers", "peers.csv")
    assert {row["force"] for row in rows} == {"kent", "surrey"}
    out = run("similar", "essex", "--peers", "peers.csv", "--graph", shipped_file).out
    assert "Essex beside the forces of its peer group" in out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("force,group\nessex,a\nnarnia,a\n", "line 3"),
        ("name,town\na,b\n", "force and group"),
        ("force,group\nkent,a\n", "names no peers of essex"),
        ("", "is empty"),
        ("force,group\n", "names no peers"),
    ],
)
def test_a_faulty_table_of_peer_groups_is_a_sentence(run, shipped_file, tmp_path, text, said):
    (tmp_path / "peers.csv").write_text(text, "utf-8")
    done = run("similar", "essex", "--peers", "peers.csv", "--graph", shipped_file)
    assert done.status == 1
    assert said in done.err
    assert run("similar", "essex", "--peers", "none.csv", "--graph", shipped_file).status == 1


def test_together_shows_what_is_beyond_chance(run, shipped_file):
    out = " ".join(run("together", "--graph", shipped_file).out.split())
    assert "8 pairs in at least 5 forces came together more than chance allows; 13 did no more than chance" in out
    assert "so it is everywhere for 8 of the 8 pairs beyond chance" in out


@pytest.fixture(scope="module")
def with_letter(shipped_file, tmp_path_factory, letters):
    """The shipped data with the real letter."""
    path = tmp_path_factory.mktemp("lettered") / "g.kgl"
    path.write_bytes(shipped_file.read_bytes())
    with open_graph(path, write=True) as graph:
        load([str(letters / "essex-2014-09-03.txt")], graph, graph)
    return path


@pytest.mark.parametrize("name", ["similar", "together"])
def test_a_letter_and_headlines_are_not_counted_together_without_a_word(run, with_letter, shipped_file, name):
    assert rows_of(run, name, with_letter) == rows_of(run, name, shipped_file)
    words = COMMANDS[name][0]
    assert "Left out:" in run(name, *words, "--graph", with_letter).out
    assert "Left out:" not in run(name, *words, "--graph", shipped_file).out
    assert "Counted together:" in run(name, *words, "--count", "both", "--graph", with_letter).out


def test_learn_from_takes_the_letter_s_weaknesses_too(run, with_letter, shipped_file):
    before = {row["practice"] for row in rows_of(run, "learn-from", shipped_file)}
    after = {row["practice"] for row in rows_of(run, "learn-from", with_letter)}
    assert before < after


@pytest.fixture
def embargoed(tmp_path):
    """A force that got out of a weakness, as a letter under embargo says."""
    until = dt.datetime(2999, 1, 1, 0, 1)
    inspections = [("i1", "PEEL 2014", 1), ("i2", "PEEL 2016", 2)]

    def finding(id_, force, polarity, inspection, **held):
        words = {"text": f"text of {id_}", "wording": "quoted", "kind": "finding", "polarity": polarity}
        links = (Link("ABOUT", "Force", force), Link("CONCERNS", "Practice", "p"), Link("FOUND_IN", "Inspection", inspection))  # fmt: skip
        return Record("Finding", id_, words | held, links)

    with open_graph(tmp_path / "g.kgl", write=True) as graph:
        with graph.stating("a") as writer:
            writer.write([
                *(Record("Force", f, {"slug": f, "name": f"{f.title()} Police"}) for f in ("essex", "kent")),
                Record("Practice", "p", {"slug": "p", "name": "Practice"}),
                *(Record("Inspection", slug, {"slug": slug, "title": title, "sequence": n}) for slug, title, n in inspections),
                finding("weak-1", "essex", "weakness", "i1"),
                finding("weak-2", "kent", "weakness", "i1"),
                finding("secret-3", "kent", "strength", "i2", embargoed_until=until),
            ])  # fmt: skip
        graph.flush()
    return tmp_path / "g.kgl"


@pytest.mark.parametrize(
    "arguments", [("learn-from", "essex"), ("similar", "essex"), ("together", "--min-forces", "2")]
)
def test_a_file_leaves_out_what_is_under_embargo(run, embargoed, arguments, tmp_path):
    done = run(*arguments, "--graph", embargoed, "-o", "x.json")
    assert done.status == 0
    assert "secret" not in (tmp_path / "x.json").read_text("utf-8")
    assert "left out" in done.err


def test_the_terminal_marks_what_is_under_embargo(run, embargoed, tmp_path):
    out = run("learn-from", "essex", "--graph", embargoed).out
    assert "Kent (" in out
    assert "†" in out
    run("learn-from", "essex", "--graph", embargoed, "-o", "x.json", "--include-embargoed")
    assert "secret-3" in (tmp_path / "x.json").read_text("utf-8")


@pytest.mark.parametrize("arguments", [["--help"], ["shared-weaknesses"], ["timeline", "essex"]])
def test_commands_that_reckon_nothing_do_not_import_what_reckons(shipped_file, arguments):
    code = (
        "import sys, peelgraph.cli.main as m; sys.argv = ['peelgraph', *sys.argv[1:]]\n"
        "try: m.main()\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name in ('numpy', 'networkx', 'pandas', 'polars')], file=sys.stderr)"
    )
    given = [*arguments, *([] if arguments == ["--help"] else ["--graph", str(shipped_file)])]
    done = subprocess.run([sys.executable, "-c", code, *given], capture_output=True, text=True, check=True)
    assert done.stdout
    assert done.stderr.splitlines()[-1] == "[]"
