"""Excel workbooks: sheets, numbers and dates as they are shown, and hostile files."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peelgraph.loaders.tables import KnownNames, Row, TableLimits, open_table
from peelgraph.ontology.errors import LoadError

Read = Callable[..., list[Row]]

GRADES = ["force", "cycle", "pillar", "grade", "published"]


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], formats: Mapping[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cell, number_format in (formats or {}).items():
            sheet[cell].number_format = number_format
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def test_numbers_and_dates_become_text(read: Read) -> None:
    rows = [
        GRADES,
        ["essex", 2016, "efficiency", "good", dt.datetime(2017, 3, 2)],
        ["kent", 2016.0, "efficiency", "good", dt.date(2017, 3, 2)],
        ["surrey", "2018-19", "efficiency", "good", "2017-03"],
        ["sussex", "2016", "efficiency", "good", 2017],
        ["dorset", "2016", "efficiency", "good"],
    ]
    records = [row.record for row in read(workbook({"Grades": rows}))]
    assert [record.properties.get("published_period") for record in records if record] == [
        "2017-03-02",
        "2017-03-02",
        "2017-03",
        "2017",
        None,
    ]
    assert records[0] is not None
    assert records[0].id == "essex-peel-2016-efficiency"
    assert records[0].properties["published"] == dt.date(2017, 3, 2)


@pytest.mark.parametrize(
    ("shown_as", "period"),
    [
        ("dd/mm/yyyy", "2018-03-01"),
        ("mmm-yy", "2018-03"),
        ('[$-809]mmmm\\ yyyy"d"', "2018-03"),
        ("yyyy", "2018"),
        ("yyyy-mm-dd", "2018-03-01"),
        ("[$-F800]dddd, mmmm dd, yyyy", "2018-03-01"),
    ],
)
def test_a_date_is_as_precise_as_it_is_shown(shown_as: str, period: str, read: Read) -> None:
    rows = [GRADES, ["essex", 2016, "efficiency", "good", dt.datetime(2018, 3, 1)]]
    (row,) = read(workbook({"Grades": rows}, {"E2": shown_as}))
    assert row.record is not None
    assert row.record.properties["published_period"] == period
    assert ("published" in row.record.properties) == (len(period) == 10)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (dt.datetime(2018, 3, 1, 12, 30), "published '2018-03-01 12:30:00' is not a date"),
        (True, "published 'TRUE' is not a date"),
        (2017.5, "published '2017.5' is not a date"),
        (1e300, "published '1e+300' is not a date"),
        (dt.time(12, 30), "published '12:30:00' is not a date"),
        ("#N/A", "published holds the spreadsheet error #N/A"),
    ],
)
def test_other_values_are_told(value: object, told: str, read: Read) -> None:
    (row,) = read(workbook({"G": [GRADES, ["essex", 2016, "efficiency", "good", value]]}))
    assert told in str(row.faults[0])


def test_every_known_sheet_is_read_and_others_are_told(known: KnownNames) -> None:
    data = workbook(
        {
            "Notes": [["Only words"], ["more"]],
            "Grades": [
                [],
                GRADES,
                [],
                ["essex", 2016, "efficiency", "good"],
                ["essx", 2016, "efficiency", "good"],
            ],
            "Forces": [["slug", "name", "region"], ["btp", "British Transport Police", None]],
            "Empty": [],
        }
    )
    with open_table(io.BytesIO(data), name="book.xlsx") as file:
        assert [(table.sheet, table.kind.name) for table in file.tables] == [
            ("Grades", "grades"),
            ("Forces", "forces"),
        ]
        assert file.warnings == ["the sheet 'Notes' is left out: its first row names no table's columns"]
        rows = [(table.sheet, row) for table, row in file.read(known)]
    assert [(sheet, row.line, row.record is not None) for sheet, row in rows] == [
        ("Grades", 4, True),
        ("Grades", 5, False),
        ("Forces", 2, True),
    ]
    assert str(rows[1][1].faults[0]).startswith("line 5: sheet 'Grades': no force is called 'essx'")


def test_a_row_repeated_in_another_sheet_names_it(read: Read) -> None:
    rows = [GRADES, ["essex", 2016, "efficiency", "good"]]
    first, second = read(workbook({"A": rows, "B": rows}))
    assert first.record is not None
    assert "sheet 'B': the row repeats line 2 of sheet 'A'" in str(second.faults[0])


def test_a_workbook_without_a_table_names_what_it_has(read: Read) -> None:
    with pytest.raises(LoadError, match="its first row reads force, cycle, pillar, mark"):
        read(workbook({"A": [["x"]], "B": [["force", "cycle", "pillar", "mark"]]}))
    with pytest.raises(LoadError, match="is empty: a table starts with"):
        read(workbook({"A": []}))


def test_more_cells_than_the_header_are_told(read: Read) -> None:
    (row,) = read(workbook({"A": [GRADES, ["essex", 2016, "efficiency", "good", None, None, "x"]]}))
    assert "too many fields: 7 where the header has 5" in str(row.faults[0])


@pytest.mark.parametrize(
    ("part", "said"),
    [("notes.txt", "is an archive, but no Excel workbook"), ("word/document.xml", "is a Word document")],
)
def test_an_archive_that_is_no_workbook(read: Read, part: str, said: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(part, "<x/>")
    with pytest.raises(LoadError, match=said):
        read(out.getvalue())


def with_shared_strings(strings: Sequence[str], start: str = "") -> bytes:
    """Return a workbook as Excel itself writes it: all texts in a part of their own."""
    spread = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    columns = len(GRADES)
    cells = [f'<c r="{"ABCDE"[n % columns]}{n // columns + 1}" t="s"><v>{n}</v></c>' for n in range(len(strings))]
    rows = [cells[n : n + columns] for n in range(0, len(cells), columns)]
    sheet = "".join(f'<row r="{n}">{"".join(row)}</row>' for n, row in enumerate(rows, start=1))
    parts = {
        "[Content_Types].xml": f'''<Types xmlns="{package}/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>
            <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>
            <Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>
            </Types>''',
        "_rels/.rels": f'''<Relationships xmlns="{package}/relationships">
            <Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>
            </Relationships>''',
        "xl/workbook.xml": f'''<workbook xmlns="{spread}" xmlns:r="{office}">
            <sheets><sheet name="Grades" sheetId="1" r:id="r1"/></sheets></workbook>''',
        "xl/_rels/workbook.xml.rels": f'''<Relationships xmlns="{package}/relationships">
            <Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>
            </Relationships>''',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{spread}"><sheetData>{sheet}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'{start}<sst xmlns="{spread}">'
        + "".join(f"<si><t>{text}</t></si>" for text in strings)
        + "</sst>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


ONE_GRADE = [*GRADES, "essex", "2016", "efficiency", "good", "2017-03"]


def test_a_workbook_as_excel_writes_it(read: Read) -> None:
    (row,) = read(with_shared_strings(ONE_GRADE))
    assert row.record is not None
    assert row.record.properties == {"value": "good", "published_period": "2017-03"}


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def test_entities_of_texts_are_not_expanded(read: Read) -> None:
    with pytest.raises(LoadError, match="is a broken Excel workbook"):
        read(with_shared_strings([*ONE_GRADE[:-1], "&b;"], LAUGHS))


PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
)


def rows_or_a_sentence(data: bytes, read: Read) -> None:
    try:
        rows = read(data)
    except LoadError as error:
        message = str(error)
    else:
        assert all((row.record is None) == bool(row.faults) for row in rows)
        return
    assert message.startswith("the table")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("change", [lambda _: b"", lambda old: old[: len(old) // 2], lambda _: b"<a/>"])
def test_a_broken_part_is_a_sentence(part: str, change: Callable[[bytes], bytes], read: Read) -> None:
    rows_or_a_sentence(changed(with_shared_strings(ONE_GRADE), part, change), read)


@given(part=st.sampled_from(PARTS), place=st.floats(0, 1), cut=st.integers(0, 9), put=st.binary(max_size=9))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_damaged_parts_give_rows_or_a_sentence(part: str, place: float, cut: int, put: bytes, read: Read) -> None:
    def damage(old: bytes) -> bytes:
        at = int(place * len(old))
        return old[:at] + put + old[at + cut :]

    rows_or_a_sentence(changed(with_shared_strings(ONE_GRADE), part, damage), read)


@given(place=st.floats(0, 1), put=st.binary(min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_damaged_archives_give_rows_or_a_sentence(place: float, put: bytes, read: Read) -> None:
    data = bytearray(with_shared_strings(ONE_GRADE))
    at = int(place * len(data))
    data[at : at + len(put)] = put
    rows_or_a_sentence(bytes(data), read)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_entities_of_other_parts_are_not_expanded(part: str, read: Read) -> None:
    def laughing(old: bytes) -> bytes:
        return LAUGHS.encode() + (old[old.find(b"?>") + 2 :] if old.startswith(b"<?") else old)

    data = workbook({"A": [GRADES, ["essex", 2016, "efficiency", "good"]]})
    with pytest.raises(LoadError, match="is a broken Excel workbook"):
        read(changed(data, part, laughing))


def test_an_archive_that_unpacks_to_far_more_is_refused(read: Read) -> None:
    data = changed(workbook({"A": [GRADES]}), "xl/worksheets/sheet1.xml", lambda old: old + b" " * 20_000_000)
    assert len(data) < 100_000
    with pytest.raises(LoadError, match="unpacks to more than 250 times its size"):
        read(data)
    with pytest.raises(LoadError, match="unpacks to more than 10,000,000 bytes"):
        read(data, limits=TableLimits(expanded_bytes=10_000_000))


def test_limits_of_a_workbook(read: Read, tmp_path: Path) -> None:
    data = workbook({"A": [GRADES, *[["essex", 2016, "efficiency", "good"]] * 3], "B": [["x"]]})
    for limits, sentence in (
        (TableLimits(parts=3), "parts; the limit is 3"),
        (TableLimits(sheets=1), "has 2 sheets; the limit is 1"),
        (TableLimits(columns=4), "more than 4 columns"),
        (TableLimits(rows=2), "more than 2 rows"),
    ):
        with pytest.raises(LoadError, match=sentence):
            read(data, limits=limits)


def test_a_row_said_to_be_far_below_costs_little(read: Read) -> None:
    def far(old: bytes) -> bytes:
        return old.replace(b'<row r="2"', b'<row r="99999999999"').replace(b'r="A2"', b'r="A99999999999"')

    data = workbook({"A": [GRADES, ["essex", 2016, "efficiency", "good"]]})
    assert read(changed(data, "xl/worksheets/sheet1.xml", far)) == []


def test_a_workbook_reads_as_the_same_table_in_csv(data: Path, read: Read) -> None:
    import csv

    for path in sorted(data.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            book = workbook({path.stem: list(csv.reader(file))})
        assert [row.record for row in read(book)] == [row.record for row in read(path)]
