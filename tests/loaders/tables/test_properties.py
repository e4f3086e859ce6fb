"""Properties that hold for any table and any bytes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from peelgraph.loaders.tables import (
    KnownNames,
    RejectsWriter,
    open_table,
    read_table,
)
from peelgraph.ontology.cells import escape_formula, unescape_formula
from peelgraph.ontology.errors import LoadError

COLUMNS = ("force", "cycle", "polarity", "statement", "practice", "published")
LATIN = st.characters(codec="cp1252", exclude_categories=["Cc"])
STATEMENTS = st.text(LATIN | st.sampled_from('\n"\t,;|'), min_size=1, max_size=60).filter(lambda text: text.strip())
PLAIN = st.tuples(
    st.sampled_from(["essex", "Kent Police", "Devon & Cornwall", "City of London"]),
    st.sampled_from(["2016", "PEEL 2018/19", "peel-2014"]),
    st.sampled_from(["strength", "Weakness", "neutral"]),
    STATEMENTS,
    st.sampled_from(["", "vetting", "ASB;vetting"]),
    st.sampled_from(["", "2014", "2014-09", "2014-09-03"]),
)
TABLES = st.lists(PLAIN, min_size=1, max_size=8)
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def written(
    rows: list[tuple[str, ...]], order: list[str], separator: str, end: str, quoting: int, encoding: str
) -> bytes:
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    out.writerow(order)
    for row in rows:
        by_name = dict(zip(COLUMNS, row, strict=True))
        out.writerow([by_name[name] for name in order])
    return text.getvalue().encode(encoding)


@QUIET
@given(
    rows=TABLES,
    order=st.permutations(COLUMNS),
    separator=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_a_table_reads_the_same_however_it_is_written(
    rows: list[tuple[str, ...]],
    order: list[str],
    separator: str,
    end: str,
    quoting: int,
    encoding: str,
    known: KnownNames,
) -> None:
    data = written(rows, order, separator, end, quoting, encoding)
    if encoding == "cp1252" and not data.isascii():
        try:
            data.decode()
        except UnicodeDecodeError:
            pass
        else:
            assume(False)  # Windows-1252 bytes that are valid UTF-8 by chance cannot be told apart
    plain = written(rows, list(COLUMNS), ",", "\n", csv.QUOTE_ALL, "utf-8")
    expected = [row.record for row in read_table(io.BytesIO(plain), known)]
    assert [row.record for row in read_table(io.BytesIO(data), known)] == expected
    assert expected[0] is not None


def is_a_sentence(error: LoadError) -> None:
    assert str(error).startswith("the table")


@QUIET
@given(data=st.binary(max_size=400))
def test_any_bytes_give_rows_or_a_sentence(data: bytes, known: KnownNames) -> None:
    for start in (b"", b"force,cycle,pillar,grade\n", b"PK\x03\x04", b"\xff\xfe"):
        try:
            rows = list(read_table(io.BytesIO(start + data), known))
        except LoadError as error:
            is_a_sentence(error)
        else:
            assert all((row.record is None) == bool(row.faults) for row in rows)


@QUIET
@given(text=st.text(st.characters(codec="utf-8") | st.sampled_from("\",\n\r;'=#\x00"), max_size=300))
def test_any_text_under_a_header_gives_rows_or_a_sentence(text: str, known: KnownNames) -> None:
    header = "scheme,slug,label,broader,definition,alternative_labels\n"
    try:
        rows = list(read_table(io.BytesIO((header + text).encode()), known))
    except LoadError as error:
        is_a_sentence(error)
    else:
        lines = [row.line for row in rows]
        assert lines == sorted(set(lines))
        assert all((row.record is None) == bool(row.faults) for row in rows)


@QUIET
@given(rows=st.lists(PLAIN, min_size=1, max_size=5, unique_by=lambda row: (row[0], row[1], " ".join(row[3].split()))))
def test_rejected_rows_mended_give_the_good_records(
    rows: list[tuple[str, ...]], known: KnownNames, tmp_path: Path
) -> None:
    assume(len({row[3].split().__repr__() for row in rows}) == len(rows))
    good = [row.record for row in read_table(io.BytesIO(written(rows, list(COLUMNS), ",", "\n", 1, "utf-8")), known)]
    broken = [("Nowhere0", *row[1:]) for row in rows]
    path = tmp_path / "rejects.csv"
    data = written(broken, list(COLUMNS), ";", "\r\n", 0, "utf-8")
    with open_table(io.BytesIO(data)) as file, RejectsWriter(path) as rejects:
        for table, row in file.read(known):
            rejects.add(table, row, "a source")
    with path.open(encoding="utf-8-sig", newline="") as text:
        header, *kept = csv.reader(text)
    mended = io.StringIO(newline="")
    csv.writer(mended).writerows([header, *([old[0], *new[1:]] for old, new in zip(rows, kept, strict=True))])
    again = list(read_table(io.BytesIO(mended.getvalue().encode()), known))
    assert [row.record for row in again] == good
    assert {row.source for row in again} == {"a source"}


@given(text=st.text() | st.text("'=+-@\t\r a", max_size=6))
def test_the_guard_comes_off_as_it_went_on(text: str) -> None:
    guarded = escape_formula(text)
    assert unescape_formula(guarded) == text
    assert guarded[:1] not in set("=+-@\t\r")
