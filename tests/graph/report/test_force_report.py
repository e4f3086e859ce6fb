"""The report on a force: the same facts as the questions give, each with its source, safe in every form it is written in."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
from collections import Counter
from dataclasses import replace

import docx
import pytest
from peelgraph.graph import open_graph
from peelgraph.graph.analysis.learning import learn_from
from peelgraph.graph.question import ask
from peelgraph.graph.report import force_report, written
from peelgraph.graph.report.blocks import Break, Grades, Link, Listing, Paragraph, Ref, Table, Text
from peelgraph.ontology.errors import PeelgraphError, UnknownNameError
from selectolax.lexbor import LexborHTMLParser

NOW = dt.datetime(2026, 11, 23, 9, 0)
FORMS = ("html", "md", "docx")
HOSTILE = "<script>alert(1)</script> | [x](javascript:alert(1)) & \"'` *b* {{ 7*7 }} =1+1"


def report_on(graph, force, **options):
    return force_report(graph, force, **{"now": NOW, **options})


def section(report, slug):
    return next(s for s in report.sections() if s.slug == slug)


def table(report, slug):
    return next(b for b in section(report, slug).blocks if isinstance(b, Table))


def words(line):
    return "".join(" " if isinstance(p, Break) else "" if isinstance(p, Ref) else p.text for p in line)


def lines(report):
    for part in report.sections():
        for block in part.blocks:
            match block:
                case Paragraph(line):
                    yield line
                case Listing(items):
                    yield from items
                case Table(rows=rows):
                    yield from (cell for row in rows for cell in row)
                case Grades(panels=panels):
                    yield from (i.refs for panel in panels for i in panel.inspections)


def refs(report):
    return [part.number for line in lines(report) for part in line if isinstance(part, Ref)]


def text_of(content, form):
    """Return what a reader sees of a written report."""
    if form == "html":
        tree = LexborHTMLParser(content)
        for node in tree.css("style, svg"):
            node.decompose()
        return " ".join(tree.body.text(separator=" ").split())
    if form == "md":
        return re.sub(r"\\(.)", r"\1", content.decode())
    document = docx.Document(io.BytesIO(content))
    return " ".join(node.text or "" for node in document.element.iter() if node.tag.endswith("}t"))


def test_the_weaknesses_are_those_of_the_question_in_its_order(shipped):
    report = report_on(shipped, "essex")
    rows = ask(shipped, "shared-weaknesses", force="essex", min_forces=1, now=NOW).dicts()
    shown = table(report, "weaknesses").rows
    assert [cells[0][0].text for cells in shown] == [row["name"] for row in rows[: len(shown)]]
    assert [words(cells[2]) for cells in shown] == [str(row["forces_count"]) for row in rows[: len(shown)]]
    assert f"of {rows[0]['forces_read']}" in table(report, "weaknesses").headers[2]
    for cells, row in zip(shown, rows, strict=False):
        named = {part.text.rstrip("*") for part in cells[3] if isinstance(part, Link)}
        more = sum(int(n) for n in re.findall(r"and (\d+) more", words(cells[3])))
        assert len(named) + more == row["forces_count"] - 1
        starred = {part.text for part in cells[3] if isinstance(part, Link) and part.text.endswith("*")}
        assert len(starred) <= len(row["since_praised"])


def test_the_number_of_forces_is_what_the_table_says(shipped, facts):
    report = report_on(shipped, "warwickshire")
    for cells in table(report, "weaknesses").rows:
        practice = next(slug for slug, (name, _) in facts.practices.items() if name == cells[0][0].text)
        weak = {c.force for c in facts.claims if c.polarity == "weakness" and practice in c.practices}
        assert words(cells[2]) == str(len(weak))


def test_a_force_named_beside_a_weakness_leads_to_a_page_that_says_so(shipped, facts):
    names = {row["slug"]: row["name"] for row in facts.tables["forces"]}
    for cells in table(report_on(shipped, "essex"), "weaknesses").rows:
        practice = next(slug for slug, (name, _) in facts.practices.items() if name == cells[0][0].text)
        for part in cells[3]:
            if isinstance(part, Link):
                weak = [c for c in facts.claims if c.polarity == "weakness" and practice in c.practices]
                pages = {c.source_url for c in weak if part.text.rstrip("*") in names[c.force]}
                assert part.url in pages


def test_the_grades_are_those_of_the_table_and_stand_on_their_side_of_the_change(shipped, tables, facts):
    grades = next(b for b in section(report_on(shipped, "wiltshire"), "grades").blocks if isinstance(b, Grades))
    told = Counter(value for panel in grades.panels for _, values in panel.rows for value in values if value)
    assert told == Counter(row["grade"] for row in tables["grades"] if row["force"] == "wiltshire")
    before, after = ({i.name for i in panel.inspections} for panel in grades.panels)
    assert before == {"PEEL 2014", "PEEL 2015", "PEEL 2016", "PEEL 2017", "PEEL 2018/19"}
    assert after == {"PEEL 2021/22", "PEEL 2023-25"}
    assert "do not compare" in grades.broken
    assert all(i.refs for panel in grades.panels for i in panel.inspections)


def test_who_to_learn_from_is_said_as_the_analysis_says_it(shipped):
    rows = learn_from(shipped, "essex", now=NOW, include_embargoed=False).result.dicts()
    reasons = {(row["name"], row["reason"][:60].casefold()) for row in rows}
    shown = table(report_on(shipped, "essex"), "learn").rows
    assert len(shown) == 6
    for practice, _, why in shown:
        assert any(name == practice[0].text and reason in words(why).casefold() for name, reason in reasons), words(why)


def test_recommendations_keep_overdue_passed_open_and_closed_apart(shipped):
    rows = ask(shipped, "recommendations", force="west-midlands", now=NOW).dicts()
    report = report_on(shipped, "west-midlands")
    states = Counter(row["state"] for row in rows)
    brief = " ".join(words(item) for item in section(report, "brief").blocks[0].items)
    assert f"{states['overdue']} overdue" in brief
    assert f"{states['due date passed, status unknown']} past the due date with status unknown" in brief
    assert f"{states['closed']} closed" in brief
    open_rows = [row for row in rows if row["state"] != "closed"]
    assert table(report, "recommendations").caption.startswith(f"5 of {len(open_rows)}")
    own = [row for row in open_rows if row["scope"] == "own"]
    for cells in table(report, "recommendations").rows[: len(own)]:
        assert "to West Midlands" in words(cells[1])


def test_what_was_found_again_is_what_the_question_says(shipped):
    rows = ask(shipped, "repeated", force="west-yorkshire", now=NOW).dicts()
    assert rows
    listing = next(b for b in section(report_on(shipped, "west-yorkshire"), "repeated").blocks)
    assert [item[0].text for item in listing.items] == [row["name"] for row in rows[:3]]


def test_rounds_of_which_no_finding_was_read_are_named_as_a_gap(shipped):
    known = words(section(report_on(shipped, "essex"), "brief").blocks[0].items[0])
    assert "Of PEEL 2023-25 no finding on Essex was read: not seen" in known


@pytest.mark.parametrize("force", ["essex", "warwickshire", "city-of-london"])
def test_every_source_is_called_on_and_numbered_as_it_is_read(shipped, force):
    report = report_on(shipped, force)
    first = list(dict.fromkeys(refs(report)))
    assert [note.number for note in report.notes] == list(range(1, len(report.notes) + 1))
    assert set(first) == {note.number for note in report.notes}
    assert first[0] == 1
    assert all(note.text and note.shown for note in report.notes)
    for cells in (*table(report, "weaknesses").rows, *table(report, "recommendations").rows):
        assert any(isinstance(part, Ref) for part in cells[0])


@pytest.mark.parametrize("form", FORMS)
def test_the_same_graph_gives_the_same_bytes_on_both_engines(shipped, shipped_file, form):
    with open_graph(shipped_file) as embedded:
        expected = written(report_on(embedded, "essex"), form)
    assert written(report_on(shipped, "essex"), form) == expected


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(lettered, form):
    report = report_on(lettered, "essex")
    said = text_of(written(report, form), form)
    spoken = " ".join(said.replace("`", "").replace("**", "").split())
    assert report.title in spoken
    for line in lines(report):
        for part in line:
            if isinstance(part, Text | Link) and part.text.strip():
                assert " ".join(part.text.split()) in spoken
    for note in report.notes:
        assert note.text in spoken
    assert report.colophon in spoken


def test_nothing_says_that_a_force_is_weak_or_ranks_forces(shipped):
    for force in ("essex", "metropolitan", "durham"):
        said = text_of(written(report_on(shipped, force), "html"), "html")
        assert not re.search(r"\b(is|are) (\w+ )?weak\b|worst|best force|league", said)
        assert "found weak in" in said


@pytest.fixture
def hostile(small, claim):
    """A graph whose texts and addresses try to be more than text."""
    weak = claim("avon-1", "avon", "peel-2023-25", "weakness", ("calls",), text=HOSTILE)
    return small(
        [
            replace(weak, source_url="javascript:alert(1)", source_kind="news"),
            replace(weak, id="avon-2", inspection="peel-2014", text="\x0b Odd \ufffe text ]]>"),
            claim("brent-1", "brent", "peel-2014", "weakness", ("calls",), source_url='https://x.org/"><b>|`'),
            claim("brent-2", "brent", "peel-2023-25", "strength", ("calls",), text=HOSTILE, published="2023-05-01"),
        ]
    )


def test_no_text_of_the_graph_becomes_markup_on_the_page(hostile):
    content = written(report_on(hostile, "avon"), "html")
    tree = LexborHTMLParser(content)
    assert not tree.css("script, b, img, iframe, object, link")
    assert all(re.match(r"https?://|#", a.attributes["href"]) for a in tree.css("a[href]"))
    assert "49" not in [part for part in text_of(content, "html").split() if part == "49"]
    assert "<script>alert(1)</script> | [x](javascript:alert(1))" in tree.body.text()


def test_no_text_of_the_graph_becomes_markup_in_markdown(hostile):
    content = written(report_on(hostile, "avon"), "md").decode()
    assert "\\<script\\>" in content
    assert not re.search(r"(?<!\\)<(script|b)>", content)
    assert "](javascript:" not in re.sub(r"\\.", "", content)
    rows = [line for line in content.splitlines() if line.startswith("| **Call handling**")]
    assert rows
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows if "Ask" not in row}) <= 2


def test_no_text_of_the_graph_breaks_a_word_document(hostile):
    document = docx.Document(io.BytesIO(written(report_on(hostile, "avon"), "docx")))
    targets = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert all(target.startswith("https://") for target in targets)
    assert any(
        HOSTILE.split(" {{", maxsplit=1)[0] in cell.text
        for t in document.tables
        for row in t.rows
        for cell in row.cells
    )


def test_a_force_of_which_nothing_was_read_has_a_report_that_says_so(small, claim):
    report = report_on(small([claim("b", "brent", "peel-2016", "weakness", ("calls",))]), "avon")
    said = text_of(written(report, "html"), "html")
    assert "no finding on Avon was read" in said
    assert "No grade of Avon was read" in said
    assert "what was not read is not seen" in said
    assert [len(page) for page in report.pages] == [4, 4]
    for form in FORMS:
        assert written(report, form)


def test_a_graph_without_findings_has_a_report(small):
    report = report_on(small([]), "avon")
    assert report.notes == ()
    assert report.colophon.startswith("The graph holds no findings yet. Coded by peelgraph, not by the inspectorate;")


@pytest.mark.parametrize(("minutes", "held"), [(-1, True), (0, False)])
def test_what_is_under_embargo_is_left_out_until_its_minute(small, claim, letters, minutes, held):
    graph = small([claim("avon-1", "avon", "peel-2014", "weakness", ("calls",), text="Calls wait long.")])
    secret = claim("avon-2", "avon", "peel-2023-25", "weakness", ("grading",), text="The secret sentence.")
    letters.add(graph, "letter-1", secret, new_inspection="secret-2026")
    now = letters.until + dt.timedelta(minutes=minutes)
    for form in FORMS:
        said = text_of(written(force_report(graph, "avon", now=now), form), form)
        for word in ("secret", "Grading", "letter-1"):
            assert (word in said) is not held, (form, word)
        assert ("1 finding read" in said) is held


def test_what_is_under_embargo_is_marked_where_it_is_asked_for(small, claim, letters):
    graph = small([claim("avon-1", "avon", "peel-2014", "weakness", ("calls",))])
    letters.add(graph, "letter-1", claim("avon-2", "avon", "peel-2016", "weakness", ("grading",), text="A secret."))
    now = letters.until - dt.timedelta(days=1)
    report = force_report(graph, "avon", include_embargoed=True, now=now)
    assert "under embargo until 23 November 2026, 00:01: not to be published" in report.warning
    assert [cells[0][0].text for cells in table(report, "weaknesses").rows] == ["Grading †", "Call handling"]
    assert force_report(graph, "avon", now=now).warning == ""


def test_a_grade_that_only_an_embargoed_letter_states_is_left_out(graph, letters, small, claim):
    from peelgraph.ontology.records import Link as RecordLink
    from peelgraph.ontology.records import Record

    opened = small([claim("avon-1", "avon", "peel-2014", "weakness", ("calls",))])
    letters.add(opened, "letter-1", claim("avon-2", "avon", "peel-2016", "weakness", ("grading",)))
    ends = (("OF", "Force", "avon"), ("ANSWERS", "Question", "q"), ("GIVEN_IN", "Inspection", "peel-2016"))
    grade = Record("Grade", "g", {"value": "inadequate"}, tuple(RecordLink(*end) for end in ends))
    with opened.stating("letter-1") as writer:
        writer.write([Record("Question", "q", {"slug": "q", "name": "Asked"}), grade])
    before = letters.until - dt.timedelta(days=1)
    for held, now in ((True, before), (False, letters.until)):
        said = text_of(written(force_report(opened, "avon", now=now), "md"), "md")
        assert ("inadequate" in said) is not held


def test_an_unknown_force_is_refused(small):
    with pytest.raises(UnknownNameError):
        report_on(small([]), "atlantis")


def test_a_word_report_without_its_library_says_what_to_install(small, monkeypatch):
    report = report_on(small([]), "avon")
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(PeelgraphError, match=r'needs the extra "docx"'):
        written(report, "docx")


def test_an_unknown_form_is_refused(small):
    with pytest.raises(PeelgraphError, match="cannot be written as 'pdf'"):
        written(report_on(small([]), "avon"), "pdf")
