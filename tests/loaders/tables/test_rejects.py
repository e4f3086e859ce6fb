"""What was rejected is written, mended and loaded again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from peelgraph.loaders.tables import (
    KnownNames,
    RejectsWriter,
    Row,
    open_table,
    read_table,
)
from peelgraph.ontology.cells import escape_formula, unescape_formula
from peelgraph.ontology.errors import LoadError

Read = Callable[..., list[Row]]

TABLE = (
    "notes;force;inspection;pillar;grade\n=1+1;Esex;2016;efficiency;good\n-;kent;2016;efficiency;good\nx;;2016;;ok\n"
)


def write(path: Path, text: str | bytes | Path, known: KnownNames, source: str = "my grades") -> list[Path]:
    given = text if isinstance(text, Path) else io.BytesIO(text.encode() if isinstance(text, str) else text)
    with open_table(given) as file, RejectsWriter(path) as rejects:
        for table, row in file.read(known):
            if row.faults:
                rejects.add(table, row, source)
    return rejects.paths


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_rejected_rows_are_written_as_they_stood(tmp_path: Path, known: KnownNames) -> None:
    path = tmp_path / "rejects.csv"
    assert write(path, TABLE, known) == [path]
    header, first, second = cells(path)
    assert header == [
        *("notes", "force", "inspection", "pillar", "grade"),
        *("rejected_because", "rejected_line", "rejected_from"),
    ]
    assert first[:5] == ["'=1+1", "Esex", "2016", "efficiency", "good"]
    assert first[5].startswith("no force is called 'Esex'; did you mean essex")
    assert first[6:] == ["2", "my grades"]
    assert second[5].startswith("force is empty, but a grade needs it; pillar is empty, but a grade needs it; grade")
    assert second[6] == "4"


def test_mended_rows_load_under_their_source(tmp_path: Path, known: KnownNames) -> None:
    path = tmp_path / "rejects.csv"
    write(path, TABLE, known)
    path.write_text(path.read_text(encoding="utf-8-sig").replace("Esex", "Essex"), encoding="utf-8")
    with open_table(path) as file:
        assert file.is_rejects
        (table,) = file.tables
        assert table.is_rejects
        assert table.rejected_from() == ["my grades"]
        assert table.columns == ("notes", "force", "inspection", "pillar", "grade")
        good, bad = (row for _, row in file.read(known))
    assert good.record is not None
    assert good.record.id == "essex-peel-2016-efficiency"
    assert (good.source, good.source_line) == ("my grades", 2)
    assert bad.record is None
    assert (bad.source, bad.source_line, bad.line) == ("my grades", 4, 3)


def test_a_rejects_file_may_take_its_own_rejects(tmp_path: Path, known: KnownNames) -> None:
    path = tmp_path / "rejects.csv"
    write(path, TABLE, known)
    before = cells(path)
    write(path, path, known, source="rejects.csv")
    assert cells(path) == before
    assert [found.name for found in tmp_path.iterdir()] == ["rejects.csv"]


def test_nothing_rejected_writes_nothing(tmp_path: Path, known: KnownNames) -> None:
    path = tmp_path / "rejects.csv"
    assert write(path, "force,cycle,pillar,grade\nkent,2016,efficiency,good\n", known) == []
    assert list(tmp_path.iterdir()) == []


def test_an_error_leaves_an_earlier_file_as_it_was(tmp_path: Path, known: KnownNames) -> None:
    path = tmp_path / "rejects.csv"
    path.write_text("old", encoding="utf-8")

    def interrupted() -> None:
        with open_table(io.BytesIO(TABLE.encode())) as file, RejectsWriter(path) as rejects:
            for table, row in file.read(known):
                if row.faults:
                    rejects.add(table, row, "x")
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    assert path.read_text(encoding="utf-8") == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["rejects.csv"]


def test_tables_with_other_columns_go_to_files_of_their_own(tmp_path: Path, known: KnownNames) -> None:
    path = tmp_path / "rejects.csv"
    tables = (
        "force,cycle,pillar,grade\nEsex,2016,efficiency,good\n",
        "force,cycle,polarity,statement\nEsex,2016,strength,x\n",
        "force,cycle,grade,pillar\nEsex,2016,good,efficiency\n",
        "cycle,force,grade,pillar\n2016,Esex,good,efficiency\n",
        "force,cycle,pillar,grade\nKnt,2016,efficiency,good\n",
    )
    with RejectsWriter(path) as rejects:
        for text in tables:
            with open_table(io.BytesIO(text.encode())) as file:
                for table, row in file.read(known):
                    rejects.add(table, row, "x")
    assert [found.name for found in rejects.paths] == [
        "rejects.csv",
        "rejects-findings.csv",
        "rejects-grades.csv",
        "rejects-grades-2.csv",
    ]
    assert [len(cells(found)) for found in rejects.paths] == [3, 2, 2, 2]


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path, known: KnownNames) -> None:
    with pytest.raises(LoadError, match=r"the rejected rows cannot be written to .*: No such file or directory"):
        write(tmp_path / "no" / "rejects.csv", TABLE, known)


def test_fields_beyond_the_header_are_kept_and_still_rejected(tmp_path: Path, known: KnownNames) -> None:
    path = tmp_path / "rejects.csv"
    write(path, "force,cycle,pillar,grade\nessex,2016,efficiency,good,=more\n", known)
    assert cells(path)[1][7:] == ["'=more"]
    (row,) = read_table(path, known)
    assert "too many fields" in str(row.faults[0])


def test_rows_of_two_sources_do_not_clash(read: Read) -> None:
    header = "force,cycle,pillar,grade,rejected_because,rejected_line,rejected_from\n"
    row = "kent,2016,efficiency,good,x,"
    rows = read(f"{header}{row}2,a\n{row}2,b\n{row}9,a\n")
    assert [bool(row.faults) for row in rows] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-", "'-"),
        ("@a", "'@a"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=1", "''=1"),
        ("'twas", "'twas"),
        ("", ""),
        ("a=1", "a=1"),
    ],
)
def test_cells_that_a_spreadsheet_could_run(text: str, guarded: str) -> None:
    assert escape_formula(text) == guarded
    assert unescape_formula(guarded) == text
