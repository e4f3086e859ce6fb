"""Facts and sentences of documents in other forms than the known letter: frames, layouts, reports, several forces."""

from __future__ import annotations

from pathlib import Path

import pytest
from peelgraph.loaders.letters import document_records
from peelgraph.loaders.letters.hyphens import join_broken
from peelgraph.loaders.letters.learning.coded_document import CodedDocument, read_folder
from peelgraph.loaders.letters.learning.layouts import LAYOUTS, render
from peelgraph.loaders.letters.learning.measure_structure import Score, score
from peelgraph.loaders.letters.scars import mend
from peelgraph.loaders.letters.text import split_lines

FRAMES: list[CodedDocument] = read_folder(Path(__file__).parent / "frames")
UNDATED = {"period-only", "report-title-page"}


@pytest.mark.parametrize("document", FRAMES, ids=lambda document: document.name)
def test_the_facts_of_every_kind_of_header_and_signature(document, read):
    found = score(read(document.text()), document)
    assert found.misses == []


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_layouts_lose_little(layout, read):
    total = Score()
    for document in FRAMES:
        total.add(score(read(render(document, layout)), document))
    assert total.facts_right >= 0.95, total.misses
    assert total.sentences >= 0.9, total.misses


JOINT = """A joint inspection of custody

Published 3 March 2016

Introduction

We inspected two forces in May 2015.

Findings for Kent Police

- Cells are clean.
- Cell bells were not answered promptly.

Findings for Essex Police

- Detainees wait too long.
"""


def test_a_report_on_several_forces_gives_each_finding_its_own(read):
    extraction = read(JOINT)
    assert extraction.faults == ()
    assert extraction.forces == ("kent", "essex")
    assert extraction.document_id == "letter-a-joint-inspection-of-custody-national-2016-03-03"
    assert [finding.force for finding in extraction.findings] == ["kent", "kent", "essex"]
    records = [record for record in document_records(extraction) if record.label == "Finding"]
    about = [[link.id for link in record.links if link.type == "ABOUT"] for record in records]
    assert about == [["kent"], ["kent"], ["essex"]]


def test_a_letter_to_one_force_is_about_that_force_also_where_it_has_parts_on_its_partners(read):
    text = (
        "3 March 2016\n\nMs Ned Sample\nChief Constable\nKent Police\n\nDear Ms Sample\n\nA joint inspection of custody\n\n"
        "We inspected three forces in May 2015.\n\nSummary of gradings\n\n            Kent      Essex       Surrey\n"
        "Cells       Good      Good        Requires\n                                  improvement\n\n"
        "The findings that relate to Kent Police are as follows.\n\nCells\n\n- Cells are clean.\n\n"
        "Essex Police\n\n- Detainees wait too long.\n\nSurrey Police\n\n- Cells are dirty.\n\n"
        "Yours sincerely\n\nAda Sample\nHM Inspector of Constabulary\n"
    )
    extraction = read(text)
    assert extraction.faults == ()
    assert extraction.document["force"] == "kent"
    assert extraction.forces == ("kent", "essex", "surrey")
    assert extraction.document_id == "letter-a-joint-inspection-of-custody-kent-2016-03-03"
    assert [(finding.force, finding.text) for finding in extraction.findings] == [
        ("kent", "Cells are clean."),
        ("essex", "Detainees wait too long."),
        ("surrey", "Cells are dirty."),
    ]
    assert any("the table in line 15" in warning for warning in extraction.warnings)


def test_a_letter_to_several_chief_constables_is_about_the_forces_of_its_parts(read):
    text = (
        "3 March 2016\n\nTo the Chief Constables of\n    Kent Police\n    Essex Police\n\nDear Chief Constables\n\n"
        "A joint inspection of custody\n\nWe inspected both forces in May 2015.\n\nPART A \u2013 KENT POLICE\n\n- Cells are clean.\n\n"
        "PART B \u2013 ESSEX POLICE\n\n- Detainees wait too long.\n\nYours sincerely\n\nAda Sample\nHM Inspector of Constabulary\n"
    )
    extraction = read(text)
    assert extraction.document["force"] is None
    assert extraction.document["addressee_office"] == "Chief Constables"
    assert [(finding.force, finding.text) for finding in extraction.findings] == [
        ("kent", "Cells are clean."), ("essex", "Detainees wait too long."),
    ]  # fmt: skip


def test_a_heading_that_names_a_partner_opens_no_part(read):
    text = JOINT.replace("Findings for Essex Police", "Working with Essex Police")
    assert read(text).forces == ()


GRADED = """PEEL: Police effectiveness 2016

An inspection of Kent Police

Published 2 March 2017

Effectiveness: Good

Legitimacy

Requires improvement

How we saw it: Good

The force treats people fairly, and its staff know why that matters to the public.
"""


def test_a_grade_beside_a_known_question_is_a_record_and_no_finding(read):
    extraction = read(GRADED)
    grades = {(grade.question, grade.value) for grade in extraction.grades}
    assert grades == {("effectiveness", "good"), ("legitimacy", "requires improvement")}
    assert [finding.text[:9] for finding in extraction.findings] == ["The force"]
    ids = [record.id for record in document_records(extraction) if record.label == "Grade"]
    assert ids == ["kent-peel-2016-effectiveness", "kent-peel-2016-legitimacy"]


def test_a_question_with_two_grades_has_none(read):
    assert read(GRADED.replace("Legitimacy\n", "Effectiveness\n")).grades == ()


def test_status_stands_with_areas_and_causes(read):
    text = (
        "Kent Police\n\n3 March 2018\n\nDear A\n\nA review\n\nCalls\n\n- Calls are answered quickly.\n\n"
        "Accelerated cause of concern\n\n- Callers are not told how long they will wait.\n\nYours sincerely\n\nB Sample"
    )
    found = [finding.coding.status and finding.coding.status.value for finding in read(text).findings]
    assert found == [None, "accelerated-cause-of-concern"]


def test_bullets_under_a_lead_are_recommendations(read):
    text = (
        "Kent Police\n\n3 March 2018\n\nDear A\n\nA review\n\nRecommendations\n\nBy 31 March 2020, the force should:\n\n"
        "• train its supervisors; and\n• review its policy.\n\nYours sincerely\n\nB Sample"
    )
    found = [(finding.text, finding.coding.kind.value) for finding in read(text).findings]
    assert found == [("train its supervisors; and", "recommendation"), ("review its policy.", "recommendation")]


@pytest.mark.parametrize(
    ("left", "right", "word"),
    [("investi", "gation", "investigation"), ("call", "handling", "call-handling"), ("out-of", "court", "out-of-court"),
     ("co", "ordinated", "co-ordinated"), ("vulner", "able", "vulnerable"), ("twenty", "two", "twenty-two")],
)  # fmt: skip
def test_words_broken_at_a_line_end(left, right, word):
    assert join_broken(left, right) == word


def test_running_heads_page_numbers_and_ligatures_go():
    text = "HMIC letter\n\nThe force's o\ufb03cers and its sta\ufb00 are\n\n2\n\fHMIC letter\nwell trained.\n\n3\n\fHMIC letter\nEnd."
    assert [line.text for line in mend(split_lines(text)) if line.text] == [
        "HMIC letter", "The force's officers and its staff are", "well trained.", "End.",
    ]  # fmt: skip


def test_heads_and_feet_that_count_pages_cut_no_sentence_with_or_without_form_feeds():
    feet = "\n\nwww.example.invalid        Page {} of 4\n{}HMIC letter to Kent Police      Who answers\n\n"
    pages = [
        "Ms Ned Sample\nChief Constable\nKent Police\n\nDear Ms Sample\n\nCalls for help are often\nanswered late, and flags are",
        "missing from the system;",
        "the force plans to\nmend this when the new system comes, and staff are",
        "glad of it.",
    ]
    breaks = [
        feet.format(1, "\f"),
        feet.format(2, ""),
        feet.format(3, "\f"),
        "\n\nwww.example.invalid     Page 4 of 4\n",
    ]
    text = "".join(page + end for page, end in zip(pages, breaks, strict=True))
    kept = " ".join(line.text for line in mend(split_lines(text)) if line.text)
    assert kept.endswith(
        "flags are missing from the system; the force plans to mend this when the new system comes, and staff are glad of it."
    )
    assert "Who answers" not in kept


def test_footnotes_and_the_numbers_that_lead_to_them_are_no_findings(read):
    text = (
        "PEEL: Police legitimacy 2016\nAn inspection of Kent Police\n8 December 2016\n\nHow well does the force behave?\n\n"
        "The Code of Ethics1 is part of all training. Staff know it well.2 Few challenge one another.\n\n"
        "Staff were told so in 2015.3\n\n"
        "______________\n1 A code of practice, College of Policing, July 2014. It is on\nthe college's website.\n2 As of May 2016.\n"
        "\n                 2\n\fComplaints are handled late.\n\n______________\n3 In a letter.\n"
    )
    found = read(text)
    assert [finding.text for finding in found.findings] == [
        "The Code of Ethics is part of all training.", "Staff know it well.", "Few challenge one another.",
        "Staff were told so in 2015.", "Complaints are handled late.",
    ]  # fmt: skip
    assert "3 footnotes were not read: they are no findings" in found.warnings


def test_numbered_paragraphs_are_no_footnotes(read):
    text = (
        "3 March 2016\n\nMs Ned Sample\nChief Constable\nKent Police\n\nDear Ms Sample\n\nPEEL: Police efficiency 2015\n\nCalls\n\n"
        "1. Calls are answered fast in most cases.\u00b9\n\n2. Few are graded again.\n\nYours sincerely\n\nAda Sample\n"
        "HM Inspector of Constabulary\n\n\u00b9 As of May 2015.\n"
    )
    assert [f.text for f in read(text).findings] == ["Calls are answered fast in most cases.", "Few are graded again."]
