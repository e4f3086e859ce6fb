"""``report`` on the command line: the file, what is said beside it, and the same facts as the other commands print."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

SAMPLE = Path(__file__).parents[2] / "data" / "sample-letter.txt"
AS_OF = ("--as-of", "2026-11-23")


@pytest.fixture
def answers(run, shipped_file):
    """Run a command on the shipped graph and read its JSON."""

    def answered(*arguments):
        done = run(*arguments, "--graph", shipped_file, "--format", "json")
        assert done.status == 0, done.err
        return json.loads(done.out)

    return answered


@pytest.fixture
def page(run, shipped_file, tmp_path):
    """The page of a force."""

    def read(force):
        done = run("report", force, "-o", "report.html", "--graph", shipped_file, *AS_OF)
        assert done.status == 0, done.err
        assert done.err == "written to report.html: two pages of A4 when printed\n"
        return LexborHTMLParser((tmp_path / "report.html").read_bytes())

    return read


def rows_of(page, section):
    """Return the rows of a section's table as texts."""
    rows = page.css(f"section.{section} tbody tr")
    return [[" ".join(cell.text(separator=" ").split()) for cell in row.css("th, td")] for row in rows]


@pytest.mark.parametrize("force", ["essex", "west-midlands", "dyfed-powys"])
def test_the_page_says_what_the_commands_print(page, answers, force):
    tree = page(force)
    shared = answers("shared-weaknesses", "--force", force, "--min-forces", "1")
    shown = rows_of(tree, "weaknesses")
    assert len(shown) in {min(5, len(shared)), min(6, len(shared))}
    for cells, row in zip(shown, shared, strict=False):
        assert cells[0].startswith(row["name"])
        assert cells[2] == str(row["forces_count"])
        assert row["force_findings"][0].rsplit("-", 1)[-1] in cells[0]

    repeated = answers("repeated", "--force", force)
    again = [item.css_first("strong").text() for item in tree.css("section.repeated li")]
    assert again == [row["name"] for row in repeated[:3]]

    learned = answers("learn-from", force)
    told = rows_of(tree, "learn")
    assert {cells[0] for cells in told} <= {row["name"] for row in learned}
    for cells in told:
        found = re.search(r"finding ([0-9a-f]{12})", cells[2])
        if found:
            assert any(str(row["finding"]).endswith(found[1]) for row in learned if row["name"] == cells[0])

    asked = answers("recommendations", "--force", force, "--overdue-on", "2026-11-23")
    late = sum(row["state"] == "overdue" for row in asked)
    brief = " ".join(tree.css_first("section.brief").text().split())
    assert f"{late} overdue" in brief
    assert f"{len(asked) - late} past the due date with status unknown" in brief

    known = answers("coverage", "--force", force)[0]
    assert f"{known['findings_count']} finding" in brief
    known_words = " ".join(tree.css_first("section.coverage").text().split())
    assert f"{known['grades_count']} grade" in known_words

    grades = answers("force", force)["grades"]
    cells = [cell.text() for cell in tree.css(".read-aloud td") if cell.text() != "no grade read"]
    assert sorted(cells) == sorted(row["value"] for row in grades)


@pytest.mark.parametrize(("name", "begins"), [("a.md", b"# Essex Police"), ("a.docx", b"PK"), ("a.HTM", b"<!DOCTYPE")])
def test_the_ending_says_what_is_written(run, shipped_file, tmp_path, name, begins):
    assert run("report", "Essex Police", "-o", name, "--graph", shipped_file, *AS_OF).status == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_same_graph_and_time_give_the_same_bytes(run, shipped_file, tmp_path):
    for form in ("html", "md", "docx"):
        for name in ("one", "two"):
            run("report", "kent", "-o", f"{name}.{form}", "--graph", shipped_file, *AS_OF)
        assert (tmp_path / f"one.{form}").read_bytes() == (tmp_path / f"two.{form}").read_bytes()


def test_it_goes_to_standard_output_where_it_is_asked_for(run, shipped_file):
    done = run("report", "kent", "-o", "-", "--format", "md", "--graph", shipped_file, *AS_OF)
    assert done.status == 0
    assert done.out.startswith("# Kent Police\n")
    assert done.err == ""


def test_wrong_use_is_told(run, shipped_file):
    for arguments, told in (
        (("report", "kent"), "Missing option '-o'"),
        (("report", "kent", "-o", "a.pdf"), "the ending of a.pdf does not say what to write: use .html, .htm, .md"),
        (("report", "kent", "-o", "-"), "standard output does not say what to write"),
        (("report", "kent", "-o", "a.md", "--as-of", "soon"), "Invalid value for '--as-of'"),
    ):
        done = run(*arguments, "--graph", shipped_file)
        assert done.status == 2
        assert told in done.err


def test_what_cannot_be_done_is_told_in_a_sentence(run, shipped_file, tmp_path):
    done = run("report", "esex", "-o", "a.md", "--graph", shipped_file)
    assert done.status == 1
    assert "did you mean essex" in done.err
    assert not (tmp_path / "a.md").exists()
    done = run("report", "essex", "-o", "nowhere/a.md", "--graph", shipped_file)
    assert done.status == 1
    assert "nowhere/a.md cannot be written: No such file or directory" in done.err
    done = run("report", "essex", "-o", "a.md", "--graph", tmp_path / "none.kgl")
    assert done.status == 1
    assert "quickstart" in done.err


def test_a_letter_under_embargo_is_left_out_and_told(run, shipped_copy, tmp_path):
    loaded = run("load", SAMPLE, "--graph", shipped_copy)
    assert loaded.status == 0, loaded.err
    documents = json.loads(run("documents", "--graph", shipped_copy, "--format", "json").out)
    assert documents[0]["force"]
    force, until = documents[0]["force"][0], documents[0]["embargoed_until"]
    assert until, "the sample letter has an embargo"
    day = until[:10]
    early = run("report", force, "-o", "early.md", "--graph", shipped_copy, "--as-of", f"{int(day[:4]) - 1}-01-01")
    late = run("report", force, "-o", "late.md", "--graph", shipped_copy, "--as-of", f"{int(day[:4]) + 1}-01-01")
    assert "left out:" in early.err
    assert "under embargo until" in early.err
    assert "left out" not in late.err
    assert documents[0]["name"] not in (tmp_path / "early.md").read_text("utf-8")
    assert documents[0]["name"] in (tmp_path / "late.md").read_text("utf-8")
    shown = run(
        "report", force, "-o", "all.md", "--graph", shipped_copy, "--as-of", f"{int(day[:4]) - 1}-01-01",
        "--include-embargoed",
    )  # fmt: skip
    assert "left out" not in shown.err
    assert "not to be published or passed on before" in (tmp_path / "all.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["report.html", "report.md", "report.docx"])
def test_a_report_is_never_loaded_as_a_document(run, shipped_file, name):
    assert run("report", "essex", "-o", name, "--graph", shipped_file).status == 0
    refused = f"{name} is a page that peelgraph wrote, not a document of an inspectorate: load the document itself\n"
    loaded = run("load", name, "--graph", "other.kgl")
    assert (loaded.status, loaded.err) == (1, f"{refused}nothing was loaded\n")
    read = run("extract", name)
    assert (read.status, read.out, read.err) == (1, "", f"peelgraph: {refused}")
