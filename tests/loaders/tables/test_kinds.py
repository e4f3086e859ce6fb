"""Telling the kinds of table apart by their headers, and the page that describes them."""

from __future__ import annotations

import doctest
import importlib
import io
import pkgutil
from collections.abc import Callable
from pathlib import Path

import peelgraph.loaders.tables as package
import pytest
from peelgraph.loaders.tables import KINDS, KnownNames, Row, TableKind, open_table, with_defined_names
from peelgraph.loaders.tables.columns import Column
from peelgraph.loaders.tables.describe import describe
from peelgraph.loaders.tables.matching import column_names, matching_kinds
from peelgraph.ontology.errors import LoadError

Read = Callable[..., list[Row]]
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_required_columns_alone_name_one_kind(kind: TableKind) -> None:
    assert [found.name for found in matching_kinds(kind.required)] == [kind.name]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_all_columns_name_the_kind_first(kind: TableKind) -> None:
    assert matching_kinds([column.name for column in kind.columns])[0] is kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("spell", [str.upper, str.title, lambda name: f" {name.replace('_', ' ')} "])
def test_a_header_may_be_spelled_freely_and_in_any_order(kind: TableKind, spell: Callable[[str], str]) -> None:
    assert matching_kinds([spell(name) for name in reversed(kind.required)])[0] is kind


def test_no_alias_means_two_columns_of_a_kind() -> None:
    for kind in KINDS:
        names = [name for column in kind.columns for name in (column.name, *column.aliases)]
        assert len(column_names(kind)) == len(names)


def test_aliases_are_understood(read: Read) -> None:
    rows = read(
        "Force;Inspection;Question;Polarity;Text;Practices;URL\nEssex;2016;effectiveness;strength;Good.;vetting;\n"
    )
    assert rows[0].record is not None
    assert {link.key for link in rows[0].record.links} >= {("ADDRESSES", "Question", "effectiveness")}


def test_other_columns_are_told_once_and_not_used(known: KnownNames) -> None:
    text = b"force,cycle,pillar,grade,my notes,\nessex,2016,efficiency,good,hm,\nkent,2016,efficiency,good,hm,\n"
    with open_table(io.BytesIO(text)) as file:
        assert file.warnings == ["not used: 'my notes'; no column of a grades table is called so"]
        assert all(row.record for _, row in file.read(known))


def test_a_columns_own_name_counts_before_an_alias(read: Read) -> None:
    (row,) = read("id,slug,name,region\n17,essex,Essex Police,East\n")
    assert row.record is not None
    assert row.record.id == "essex"


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        (
            "force,cycle,pillar,mark",
            (
                "the table is not a table that is known: its first row reads force, cycle, pillar, mark;"
                " the nearest kind is grades, which needs the columns force, cycle, pillar, grade"
                " (not there: grade)"
            ),
        ),
        (
            "force,cycle,statement",
            "findings, which needs the columns force, cycle, polarity, statement (not there: polarity)",
        ),
        ("Dear Sir", "a table starts with the column names of one of findings, grades, forces"),
        (",".join(f"c{n}" for n in range(40)), "c11 and 28 more; "),
        ("force,cycle,cycle,pillar,grade", "gives the column cycle more than once, as 'cycle' and 'cycle'"),
        ("force,inspection,Inspection,pillar,grade", "gives the column cycle more than once"),
    ],
)
def test_a_header_that_fits_no_kind_is_a_sentence(header: str, sentence: str, read: Read) -> None:
    with pytest.raises(LoadError) as error:
        read(header + "\na,b\n")
    assert sentence in str(error.value)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_example_of_a_kind_loads(kind: TableKind, known: KnownNames) -> None:
    with open_table(io.BytesIO(kind.example.encode())) as file:
        assert [table.kind for table in file.tables] == [kind]
        assert file.warnings == []
        rows = [row for _, row in file.read(with_defined_names([file], known))]
    assert [str(fault) for row in rows for fault in row.faults] == []
    assert {row.record.label for row in rows if row.record} == {kind.label}


def test_the_page_for_users_is_that_of_the_declarations() -> None:
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert page == describe(), "write it anew: python -m peelgraph.loaders.tables.describe > docs/tables.md"


def test_the_page_names_every_column_alias_and_value() -> None:
    page = describe()
    for kind in KINDS:
        section = page.split(f"## {kind.name}\n")[1].split("\n## ")[0]
        for column in kind.columns:
            for word in (column.name, *column.aliases, *column.values):
                assert f"`{word}`" in section


def test_a_column_must_be_filled_where_it_is_required_unless_it_says_otherwise() -> None:
    assert Column("a", "x", required=True).must_be_filled
    assert not Column("a", "x", required=True, filled=False).must_be_filled
    assert not Column("a", "x").must_be_filled


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(package.__path__)])
def test_the_examples_in_the_documentation_of_the_code(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"{package.__name__}.{name}")).failed == 0
