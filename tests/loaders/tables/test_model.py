"""The records of tables are what the model says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from peelgraph.loaders.tables import KINDS, KnownNames, Row, TableKind
from peelgraph.loaders.tables.forces import _ONS_CODE
from peelgraph.ontology.model import PropertyType, load_model
from peelgraph.ontology.records import Record, Value

Read = Callable[..., list[Row]]
TYPES = {"string": str, "integer": int, "date": dt.date}


def fits(kind: PropertyType, value: Value) -> bool:
    values = value if kind.many and isinstance(value, list) else [value]
    return all(
        isinstance(one, TYPES[kind.datatype])
        and (kind.values is None or one in kind.values)
        and (kind.pattern is None or re.search(kind.pattern, str(one)) is not None)
        for one in values
    )


def check(record: Record) -> None:
    node = load_model().node_types[record.label]
    for name, value in record.properties.items():
        assert fits(node.properties[name], value), (record.key, name, value)
    required = {name for name, kind in node.properties.items() if kind.required} - {"id", "sources"}
    assert required <= set(record.properties)
    for link in record.links:
        end = node.relationships[link.type]
        assert end.target == link.label
        assert set(link.properties) <= set(end.properties)
        assert all(fits(end.properties[name], value) for name, value in link.properties.items())
    types = [link.type for link in record.links]
    for name, end in node.relationships.items():
        assert not end.required or name in types
        assert end.many or types.count(name) <= 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_shipped_records_fit_the_model(kind: TableKind, data: Path, read: Read) -> None:
    for row in read(data / f"{kind.name}.csv"):
        assert row.record is not None
        for record in (row.record, *row.extra_records):
            check(record)


def test_listed_values_are_those_of_the_model_for_every_label_of_the_column() -> None:
    for kind in KINDS:
        for column in kind.columns:
            if column.listed_in and kind.label != column.listed_in[0]:
                assert load_model().node_types[kind.label].properties[column.name].values == column.values


def test_the_pattern_of_a_code_is_that_of_the_model() -> None:
    assert load_model().node_types["Force"].properties["ons_code"].pattern == f"^{_ONS_CODE.pattern}$"


def test_the_grades_of_these_tests_are_those_of_the_model(known: KnownNames) -> None:
    assert load_model().node_types["Grade"].properties["value"].values == known.grades
