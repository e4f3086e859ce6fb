"""CSV files in any dialect and encoding, and broken ones."""

from __future__ import annotations

import codecs
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from peelgraph.loaders.tables import KnownNames, Row, TableLimits, open_table, read_table
from peelgraph.ontology.errors import LoadError

Read = Callable[..., list[Row]]
Told = Callable[..., list[str]]

HEADER = "force,cycle,polarity,statement\n"
GOOD = "essex,2016,strength,Café visits — “good”.\nkent,2016,weakness,None.\n"


def texts(rows: list[Row]) -> list[object]:
    return [row.record.properties["text"] if row.record else None for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str, read: Read) -> None:
    assert texts(read((HEADER + GOOD).encode(encoding))) == ["Café visits — “good”.", "None."]


def test_a_guessed_encoding_is_told() -> None:
    with open_table(io.BytesIO((HEADER + GOOD).encode("cp1252"))) as file:
        assert file.warnings == ["read as cp1252, a guess: save the file as UTF-8 if letters look wrong"]


def test_a_late_odd_byte_decides_too(read: Read) -> None:
    rows = "".join(f"essex,2016,strength,Number {n}.\n" for n in range(20_000))
    last = read((HEADER + rows + "kent,2016,strength,Café.\n").encode("cp1252"))[-1]
    assert texts([last]) == ["Café."]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(separator: str, end: str, read: Read) -> None:
    text = (HEADER + GOOD).replace(",", separator).replace("\n", end)
    rows = read(text)
    assert texts(rows) == ["Café visits — “good”.", "None."]
    assert [row.line for row in rows] == [2, 3]


def test_excels_own_line_that_names_the_separator(read: Read) -> None:
    rows = read("sep=;\r\nforce;cycle;polarity;statement\r\nessex;2016;strength;a, b\r\n")
    assert texts(rows) == ["a, b"]
    assert rows[0].line == 3


def test_a_semicolon_in_a_header_of_commas_does_not_mislead(read: Read) -> None:
    assert texts(read("force,cycle,polarity,statement,a;b;c;d;e;f\nessex,2016,strength,x,\n")) == ["x"]


def test_lines_are_those_of_the_file(read: Read) -> None:
    table = '\n\n{}\nessex,2016,strength,"one\ntwo\n"\n , ,,\nkent,2016,strength,x\n'
    rows = read(table.format(HEADER))
    assert [(row.line, *texts([row])) for row in rows] == [(5, "one two"), (9, "x")]


def test_a_header_without_rows_is_a_warning(known: KnownNames) -> None:
    with open_table(io.BytesIO(HEADER.encode())) as file:
        assert file.warnings == ["the table has a header and no rows"]
        assert list(file.read(known)) == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the table is empty: a table starts with a row of column names"),
        (b"\n \n", "the table is empty: a table starts with a row of column names"),
        (codecs.BOM_UTF8, "the table is empty"),
        (b"\x00\x01\x02\x03\x04", "holds binary data"),
        (b"force,cycle\x00,polarity", "holds binary data"),
        (bytes(range(256)) * 4, "holds binary data"),
        (b"%PDF-1.7\n", "is not a table: it is a PDF document"),
        (b"\x1f\x8b\x08\x00", "is not a table: it is a gzip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old (.xls) or password-protected Excel file"),
        (b"PK\x03\x04 broken", "is a broken Excel workbook"),
        (codecs.BOM_UTF8 + b"force,cyc\xffle", "begins as UTF-8 text, but is broken near byte 12"),
        (codecs.BOM_UTF16_LE + b"f\x00o", "begins as UTF-16 text, but is broken"),
    ],
)
def test_what_is_no_table_is_a_sentence(data: bytes, sentence: str, read: Read) -> None:
    with pytest.raises(LoadError) as error:
        read(data)
    assert sentence in str(error.value)


def test_what_is_no_file_is_a_sentence(tmp_path: Path, read: Read) -> None:
    with pytest.raises(LoadError, match=r"nothing\.csv cannot be read: No such file"):
        read(tmp_path / "nothing.csv")
    with pytest.raises(LoadError, match="is a folder, not a table"):
        read(tmp_path)


def test_a_stream_that_fails_is_a_sentence(known: KnownNames) -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(LoadError, match="standard input cannot be read: Input/output error"):
        list(read_table(cast("BinaryIO", Broken()), known, name="standard input"))


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ('essex,2016,strength,"never closed', "is never closed"),
        ('essex,2016,strength,"a "quoted" word"', "a quotation mark stands inside a quoted cell"),
        ("essex,2016,strength", "too few fields: 3 where the header has 4"),
        ("essex,2016,strength,a, b", "too many fields: 5 where the header has 4"),
    ],
)
def test_a_broken_row_does_not_take_its_neighbours(row: str, sentence: str, read: Read) -> None:
    first, broken, last = read(HEADER + f"kent,2016,strength,First.\n{row}\nkent,2016,strength,Last.\n")
    assert texts([first, last]) == ["First.", "Last."]
    assert (first.line, broken.line, last.line) == (2, 3, 4)
    assert sentence in broken.faults[0].message
    assert broken.fields is not None
    assert broken.fields[:3] == ("essex", "2016", "strength")


def test_an_open_quotation_mark_in_a_long_file_costs_one_row(read: Read) -> None:
    rows = [f"essex,2016,strength,Number {n}." for n in range(30_000)]
    rows[10] = 'essex,2016,strength,"Number 10.'
    got = read(HEADER + "\n".join(rows) + "\n")
    assert [row.line for row in got if row.faults] == [12]
    assert "longer than" in got[10].faults[0].message
    assert len(got) == 30_000


def test_a_file_of_broken_quotation_marks_is_given_up(read: Read) -> None:
    with pytest.raises(LoadError, match=r"more than 100 rows have broken quotation marks, the last on line 102"):
        read(HEADER + 'essex,2016,"a" b,c\n' * 1_000)


def test_a_file_made_to_be_read_again_and_again_is_given_up_soon(read: Read) -> None:
    with pytest.raises(LoadError, match="broken quotation marks"):
        read(HEADER + 'a","b\n' * 300_000)


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (TableLimits(file_bytes=50), "is larger than 50 bytes, the limit for a table: split it"),
        (TableLimits(rows=1), "has more than 1 rows, the limit: split it"),
        (TableLimits(columns=3), "has more than 3 columns, the limit for a table"),
    ],
)
def test_limits_of_a_file(limits: TableLimits, sentence: str, read: Read, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(HEADER + GOOD, encoding="utf-8")
    for given in (path, path.read_bytes()):
        with pytest.raises(LoadError) as error:
            read(given, limits=limits)
        assert sentence in str(error.value)


def test_limits_of_a_row(read: Read) -> None:
    rows = read(HEADER + "kent,2016,strength," + "x" * 900 + "\n" + GOOD, limits=TableLimits(row_chars=300))
    assert [row.line for row in rows] == [2, 3, 4]
    assert "longer than 300 characters" in rows[0].faults[0].message
    rows = read(HEADER + "kent,2016,strength," + "x" * 900 + "\n" + GOOD, limits=TableLimits(cell_chars=300))
    assert "statement has 900 characters; the limit is 300" in rows[0].faults[0].message
    assert texts(rows[1:]) == ["Café visits — “good”.", "None."]


def test_a_table_can_be_read_twice(known: KnownNames) -> None:
    with open_table(io.BytesIO((HEADER + GOOD).encode())) as file:
        first = [row for _, row in file.read(known)]
        assert [row for _, row in file.read(known)] == first


def test_the_copy_of_a_stream_is_removed_and_a_callers_stream_left_open(known: KnownNames) -> None:
    stream = io.BytesIO((HEADER + GOOD).encode())
    with open_table(stream) as file:
        path = file._source.path
        assert path.exists()
    assert not path.exists()
    assert not stream.closed


def test_rows_are_streamed(known: KnownNames, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("force,cycle,polarity,statement\n")
        file.writelines(f"essex,2016,strength,Statement {n} {'is long ' * 40}\n" for n in range(20_000))
    tracemalloc.start()
    try:
        assert sum(row.record is not None for row in read_table(path, known)) == 20_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert path.stat().st_size > 7_000_000
    assert peak < path.stat().st_size * 1.5
