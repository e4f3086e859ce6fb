"""A review sheet as an analyst meets it, and every fault of what comes back."""

import csv

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from peelgraph.loaders.letters.learning.check import faults_of
from peelgraph.loaders.letters.learning.coded_document import parse_coded
from peelgraph.loaders.review import read_review, write_review
from peelgraph.loaders.review.layout import COLUMNS, HOW, TO_FILL
from peelgraph.loaders.review.training import coded_text, write_training
from peelgraph.ontology.corrections import FIELDS
from peelgraph.ontology.errors import LoadError
from peelgraph.ontology.review import Example, ExampleDocument, How, Offer, ReviewRow
from peelgraph.ontology.vocabulary import load_vocabulary

CODING = {
    "polarity": ("weakness",),
    "kind": ("finding",),
    "practices": ("call-handling", "vetting"),
    "risks": (),
    "status": ("not-stated",),
}


def review_row(finding="letter-1-0123456789ab", text="Calls wait.", offers=(), **more):
    how = {name: How("rule", 0.5, "wait") for name in HOW}
    said = {"force": "kent", "document": "letter-1", "section": "Calls", "passage": f"So. {text}", "confidence": 0.5}
    return ReviewRow(finding, text, coding=CODING, how=how, offers=offers, **(said | more))


@pytest.fixture(params=["review.xlsx", "review.csv"])
def path(request, tmp_path):
    return tmp_path / request.param


def written(path, *rows):
    write_review(rows, path, load_vocabulary())
    return path


def fill(path, *changes):
    """Fill cells of the first rows, as a person does in a spreadsheet program."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        sheet = book["review"]
        for line, cells in enumerate(changes, start=2):
            for name, value in cells.items():
                sheet.cell(line, COLUMNS.index(name) + 1).value = value
        book.save(path)
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for row, cells in zip(rows[1:], changes, strict=False):
        for name, value in cells.items():
            row[COLUMNS.index(name)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def read(path):
    return read_review(path, load_vocabulary())


def faults(path):
    return [str(fault) for row in read(path) for fault in row.faults]


def test_what_nobody_filled_in_is_untouched(path):
    rows = read(written(path, review_row(), review_row("letter-1-ba9876543210")))
    assert [(row.finding[-12:], row.untouched) for row in rows] == [("0123456789ab", True), ("ba9876543210", True)]
    assert rows[0].shown == {**CODING, "practices": ("call-handling", "vetting")}


def test_what_a_reviewer_fills_in_comes_back(path):
    fill(
        written(path, review_row(), review_row("x-2"), review_row("x-3")),
        {"new_polarity": " Strength ", "new_practices": "Vetting; 101 and 999 calls", "reviewer": "JS", "note": "n"},
        {"ok": "X", "new_kind": "action taken", "new_risks": "none"},
        {"new_practices": "vetting, custody", "new_risks": "reoffending"},
    )
    one, two, three = read(path)
    assert one.new == {"polarity": ("strength",), "practices": ("call-handling", "vetting")}
    assert (one.line, one.reviewer, one.note, one.confirmed) == (2, "JS", "n", False)
    assert (two.new, two.confirmed) == ({"kind": ("action-taken",), "risks": ()}, True)
    assert three.new == {"practices": ("custody", "vetting"), "risks": ("reoffending",)}
    assert not [fault for row in (one, two, three) for fault in row.faults]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"new_practices": "vettig"}, "line 2: new_practices: no practice is called 'vettig'; did you mean vetting"),
        ({"new_risks": "reofending"}, "line 2: new_risks: no risk is called 'reofending'; did you mean reoffending"),
        ({"new_polarity": "strength; weakness"}, "line 2: new_polarity takes one value, and 'strength; weakness' is 2"),
        ({"new_polarity": "strong"}, "new_polarity is 'strong', which is none of strength, weakness, neutral; did you"),
        ({"new_kind": "praise"}, "new_kind is 'praise', which is none of finding, recommendation"),
        ({"new_status": "cause for concern"}, "did you mean cause-of-concern?"),
        ({"ok": "perhaps"}, "line 2: ok is 'perhaps': write yes, or leave it empty"),
        ({"id": "", "ok": "yes"}, "line 2: the row has no id"),
    ],
)
def test_each_fault_is_told_with_its_line(path, cells, message):
    fill(written(path, review_row()), cells)
    (told,) = faults(path)
    assert message in told


def test_all_faults_of_a_row_are_told_at_once(path):
    fill(written(path, review_row()), {"new_polarity": "x", "new_practices": "y; z", "ok": "q"})
    assert len(faults(path)) == 4


def test_what_is_offered_comes_back_by_its_correction(path):
    offer = Offer("0a1b2c3d4e5f", "risks", (), "Calls (all) wait.", 0.9)
    fill(written(path, review_row(offers=(offer,))), {"take_offered": "yes"})
    (row,) = read(path)
    assert (row.offers, row.takes_offers) == (("0a1b2c3d4e5f",), True)


def test_no_cell_is_a_formula_or_breaks_the_file(path):
    evil = "=HYPERLINK(1)\x00\x07"
    written(path, review_row(text=evil, section="@x", passage="+1" * 40_000))
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path)["review"]
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    text = path.read_bytes()
    assert b"\x00\x07" not in text
    assert read(path)[0].untouched


def test_the_workbook_helps_who_fills_it_in(tmp_path):
    book = openpyxl.load_workbook(written(tmp_path / "r.xlsx", review_row(), review_row("x-2")))
    assert book.sheetnames == ["review", "how to", "vocabulary"]
    sheet = book["review"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet.freeze_panes == "D2"
    lists = {str(choice.sqref).split(":")[0][:-1]: choice for choice in sheet.data_validations.dataValidation}
    by_name = {name: lists[letter(name)] for name in TO_FILL - {"reviewer", "note"}}
    assert by_name["new_polarity"].formula1 == '"strength,weakness,neutral"'
    assert by_name["new_polarity"].showErrorMessage
    assert not by_name["new_practices"].showErrorMessage
    terms = [row[1].value for row in book["vocabulary"].iter_rows(min_row=2) if row[0].value == "practices"]
    assert sorted(load_vocabulary().practices) == terms
    assert by_name["new_practices"].formula1 == f"vocabulary!$B$2:$B${len(terms) + 1}"
    sentence = sheet.cell(2, COLUMNS.index("sentence") + 1)
    assert sentence.alignment.wrap_text
    assert sheet.column_dimensions[letter("sentence")].width > 40


def letter(name):
    return openpyxl.utils.get_column_letter(COLUMNS.index(name) + 1)


def test_columns_may_be_moved_added_and_left_out(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("mine,ok,ID,reviewer\n1,yes,x-1,JS\n2,,x-2,\n")
    one, two = read(path)
    assert (one.finding, one.confirmed, one.shown, two.untouched) == ("x-1", True, {}, True)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"id,force\nx,kent\n", "is no review sheet"),
        (b"", "is empty"),
        (b"%PDF-1.4", "is not a table"),
        (b"PK\x03\x04nonsense", "broken Excel workbook"),
    ],
)
def test_what_is_no_review_sheet_is_told(tmp_path, content, message):
    path = tmp_path / "r.xlsx"
    path.write_bytes(content)
    with pytest.raises(LoadError, match=message):
        read(path)


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(LoadError, match="cannot be written"):
        written(tmp_path / "nowhere" / "r.csv", review_row())


CELL = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)


@given(st.dictionaries(st.sampled_from(sorted({*TO_FILL, "id"})), CELL, max_size=4))
def test_whatever_is_filled_in_is_taken_or_told(tmp_path_factory, cells):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerow([cells.get(name, "x-1" if name == "id" else "") for name in COLUMNS])
    try:
        rows = read(path)
    except LoadError:  # mostly control characters: no text
        return
    allowed = {"polarity": {"strength", "weakness", "neutral"}}
    for row in rows:
        for name, values in row.new.items():
            assert name in FIELDS
            assert set(values) <= allowed.get(name, set(values))
        assert all(fault.line == row.line for fault in row.faults)
        assert not {"\x1b", "\0", "\x9b"} & {*row.reviewer, *row.note}


def test_training_is_a_coded_document_that_the_checker_accepts(tmp_path):
    weak = {**CODING, "risks": ("delayed-response",)}
    document = ExampleDocument(
        "letter-1",
        {"force": "kent", "inspection": "Calls", "published": "2017-01-02", "kind": "letter"},
        (
            Example(1, "Calls", "Calls wait.", weak),
            Example(1, "Calls", "A | B waits.", CODING),
            Example(3, "", "Z.", weak),
        ),
    )
    (path,) = write_training([document], tmp_path / "training")
    read_back = parse_coded(path.read_text("utf-8"), "letter-1")
    assert coded_text(document) == path.read_text("utf-8")
    assert [len(passage.sentences) for passage in read_back.passages] == [2, 1]
    assert [finding["text"] for finding in read_back.gold()["findings"]] == ["Calls wait.", "A | B waits.", "Z."]
    assert read_back.gold()["findings"][0]["risks"] == ["delayed-response"]
    assert read_back.facts["published"] == "2017-01-02"
    assert not list(faults_of(read_back))
