"""The command line as a whole: starting, helping, failing."""

import json
import subprocess
import sys

import click
import pytest
from peelgraph.cli.main import COMMANDS, cli
from peelgraph.ontology.model import load_model

NOT_READING = {"quickstart", "load", "extract", "questions", "completion", "copy"}
ARGUMENTS = {
    "force": ["essex"], "practice": ["call-handling"], "risk": ["reoffending"], "compare": ["essex", "kent"],
    "changes": ["essex"], "evidence": ["16ed6301dadc"], "search": ["calls"], "cypher": ["RETURN 1 AS one"], "sparql": ["ASK {}"], "remove": ["peelgraph"], "review": ["log"], "export": ["out", "--format", "neo4j-admin"],
    "learn-from": ["essex"], "similar": ["essex"], "timeline": ["essex"], "report": ["essex", "-o", "essex.html"], "publish": ["site"],
}  # fmt: skip


def command(name):
    return cli.get_command(click.Context(cli), name)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_s_line_in_the_list_is_the_first_line_of_its_own_help(name):
    first = command(name).help.split("\n\n")[0].replace("\n", " ")
    assert first.startswith(COMMANDS[name][1].rstrip(".?")), (first, COMMANDS[name][1])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_examples(name):
    assert f"peelgraph {name}" in command(name).help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name):
    for parameter in command(name).params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize(
    ("words", "option", "label", "name"),
    [
        ("shared-weaknesses", "status", "Finding", "status"),
        ("shared-weaknesses", "source_kind", "Finding", "source_kind"),
        ("good-practice", "source_kind", "Finding", "source_kind"),
        ("recommendations", "status", "Recommendation", "status"),
        ("review log", "state", "Correction", "state"),
        ("extract", "kind", "Document", "kind"),
    ],
)
def test_the_values_of_an_option_are_those_of_the_model(words, option, label, name):
    found = cli
    for word in words.split():
        found = found.get_command(click.Context(found), word)
    [choices] = [set(p.type.choices) for p in found.params if p.name == option]
    assert choices == set(load_model().node_types[label].properties[name].values)


def test_help_is_status_0_and_wrong_use_status_2(run):
    assert run("--help").status == 0
    assert run("load").status == 2
    assert run("shared-weaknesses", "--min-forces", "none").status == 2
    unknown = run("shared-weakness")
    assert unknown.status == 2
    assert "Did you mean shared-weaknesses" in unknown.err


def test_help_imports_no_command_and_no_engine():
    code = (
        "import sys; from peelgraph.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in sys.modules if m.startswith(('peelgraph.', 'kglite', 'rich', 'openpyxl', 'pyoxigraph'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(eval(done.stdout.splitlines()[-1])) <= {
        "peelgraph.cli",
        "peelgraph.cli.main",
        "peelgraph.ontology",
        "peelgraph.ontology.errors",
    }


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in NOT_READING])
def test_a_reading_command_without_a_graph_names_quickstart_and_makes_none(run, name, tmp_path):
    done = run(name, *ARGUMENTS.get(name, []), "--graph", "none.kgl")
    assert done.status == 1
    assert "peelgraph quickstart" in done.err
    assert list(tmp_path.iterdir()) == []


def test_the_graph_may_be_named_by_the_environment(run, shipped_file, monkeypatch):
    monkeypatch.setenv("PEELGRAPH_GRAPH", str(shipped_file))
    assert run("info", "--format", "json").status == 0


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [
        (("shared-weaknesses", "--force", "esex"), "essex"),
        (("shared-weaknesses", "--practice", "call handlin"), "call-handling"),
        (("shared-weaknesses", "--risk", "reofending"), "reoffending"),
        (("shared-weaknesses", "--inspection", "peel-2019"), "peel-201"),
        (("shared-weaknesses", "--region", "north-wes"), "north-west"),
        (("force", "Devon & Cornwal"), "devon-and-cornwall"),
        (("practice", "vettin"), "vetting"),
        (("risk", "skills gapp"), "skills-gap"),
        (("compare", "essex", "kents"), "kent"),
        (("remove", "peelgraf"), "peelgraph"),
    ],
)
def test_an_unknown_name_gets_the_nearest_and_status_1(run, shipped_file, arguments, nearest):
    done = run(*arguments, "--graph", shipped_file)
    assert done.status == 1
    assert done.out == ""
    assert "did you mean" in done.err
    assert nearest in done.err


@pytest.mark.parametrize("name", ["Essex Police", "ESSEX", "essex constabulary", "Essex"])
def test_a_force_is_understood_in_any_form(run, shipped_file, name):
    answer = json.loads(run("force", name, "--format", "json", "--graph", shipped_file).out)
    assert answer["force"]["slug"] == "essex"


def test_a_reader_who_stops_reading_is_no_error(shipped_file):
    script = f"{sys.executable} -m peelgraph.cli search a --limit 0 --graph {shipped_file} | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == ""


def test_a_query_that_is_interrupted_leaves_with_130(monkeypatch, run, shipped_file):
    def interrupted(*_arguments, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr("peelgraph.graph.question.ask", interrupted)
    done = run("coverage", "--graph", shipped_file)
    assert done.status == 130
    assert "interrupted" in done.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_for_the_shell(run, shell):
    done = run("completion", shell)
    assert done.status == 0
    assert "_PEELGRAPH_COMPLETE" in done.out


def test_completion_offers_commands():
    done = subprocess.run(
        [sys.executable, "-m", "peelgraph.cli"],
        env={"_PEELGRAPH_COMPLETE": "bash_complete", "COMP_WORDS": "peelgraph shared", "COMP_CWORD": "1", "PATH": "/usr/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "shared-weaknesses" in done.stdout


def test_quickstart_answers_the_first_question_and_says_what_to_try_next(run):
    done = run("quickstart")
    assert done.status == 0
    assert "589" in done.err
    assert "Call handling" in done.out
    steps = [line for line in done.out.split("What next:")[1].splitlines() if line.strip()]
    assert all(line.startswith("  peelgraph ") for line in steps)
    assert len({len(line) - len(line.split("   ", 1)[1].lstrip()) for line in (step[2:] for step in steps)}) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are those of POSIX")
def test_a_disk_that_runs_full_is_a_sentence_and_what_was_there_stays(run, shipped_copy, tmp_path):
    rows = [f"essex,2016,weakness,call-handling,Calls wait ({n}).\n" for n in range(20_000)]
    (tmp_path / "many.csv").write_text("force,cycle,polarity,practice,statement\n" + "".join(rows))
    limited = (
        "import resource, signal, sys; from peelgraph.cli.main import main; "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)); "
        "main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "load", "many.csv", "--graph", shipped_copy],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1
    assert "as when a disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert json.loads(run("info", "--format", "json", "--graph", shipped_copy).out)["labels"]["Finding"] == 589


@pytest.mark.parametrize(("rows", "said"), [(1, "1 node"), (2, "2 nodes")])
def test_what_is_taken_out_is_counted(run, shipped_copy, tmp_path, rows, said):
    lines = [f"essex,2016,weakness,call-handling,Calls wait ({n}).\n" for n in range(rows)]
    (tmp_path / "own.csv").write_text("force,cycle,polarity,practice,statement\n" + "".join(lines))
    assert run("load", "own.csv", "--source", "mine", "--graph", shipped_copy).status == 0
    assert run("remove", "mine", "--graph", shipped_copy).err == f"mine is taken out: {said} left the graph\n"


def test_a_search_for_nothing_is_wrong_use(run, shipped_file):
    done = run("search", " ", "--graph", shipped_file)
    assert done.status == 2
    assert done.out == ""
    assert "give a word" in done.err
