"""What ``load`` and ``extract`` are told of a document: what can be true of none is wrong use, with status 2."""

from pathlib import Path

import pytest

LETTER = Path(__file__).parents[2] / "data" / "sample-letter.txt"
COMMANDS = (("load", "--dry-run"), ("extract",))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--published", "2014-13-01", "'2014-13-01' is not a date: month must be in 1..12"),
        ("--published", "3/9/2014", "'3/9/2014' is not a day: write YYYY-MM-DD"),
        ("--published", "2014-09", "'2014-09' is not a day: write YYYY-MM-DD"),
        ("--published", "", "'' is not a day: write YYYY-MM-DD"),
        ("--document", "a b", "'a b' is no id: use letters, digits and hyphens"),
        ("--force", "", "it is empty: name the force, or leave --force out"),
        ("--inspection", "", "it is empty: name the inspection, or leave --inspection out"),
    ],
)
def test_what_can_be_true_of_no_document_is_wrong_use(run, command, option, value, said):
    done = run(*command, LETTER, option, value)
    assert done.status == 2
    assert done.err.endswith(f"Error: Invalid value for {option}: {said}\n")


@pytest.mark.parametrize("value", ["cc-by-nc-4.0", "all rights reserved", "https://example.org/terms", ""])
def test_a_licence_that_nobody_knows_is_wrong_use_and_the_known_ones_are_named(run, value):
    done = run("load", "--dry-run", LETTER, "--licence", value)
    assert done.status == 2
    assert done.err.endswith(
        f"Error: Invalid value for --licence: {value!r} is no licence that is known: write one of ogl-1, ogl-2, ogl-3, "
        "cc-by-4.0, cc-by-3.0, cc-by-sa-4.0, cc-by-sa-3.0, cc0-1.0, or its address\n"
    )


def test_the_licence_of_a_load_makes_the_letter_leave_whole(run):
    assert run("load", LETTER, "--licence", "ogl-3").status == 0
    done = run("export", "all.jsonl")
    assert (done.status, "only the sentences of findings" in done.err) == (0, False)
    assert '"licence":"Open Government Licence v3.0"' in Path("all.jsonl").read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_force_that_nobody_knows_is_no_wrong_use(run, command):
    done = run(*command, LETTER, "--force", "atlantis")
    assert done.status == 1
    assert "no force is called 'atlantis'" in done.err


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_text_is_told_with_its_name(run, command, tmp_path):
    (tmp_path / "noise.bin").write_bytes(bytes(range(1, 256)) * 9)
    done = run(*command, "noise.bin")
    assert done.status == 1
    assert done.err.count("noise.bin: the file is binary, not text") == 1
    assert done.err.count("noise.bin") == 1


@pytest.mark.parametrize("source", ["peelgraph", " peelgraph ", "peelgraph-review"])
def test_the_names_of_what_is_kept_anyway_are_wrong_use(run, source):
    done = run("load", "--dry-run", LETTER, "--source", source)
    assert done.status == 2
    assert f"Invalid value for --source: {source!r} is the name of " in done.err
