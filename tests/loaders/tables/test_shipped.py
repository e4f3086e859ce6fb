"""The shipped data read in full."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from peelgraph.loaders.tables import KnownNames, Row, open_table

Read = Callable[..., list[Row]]

COUNTS = {
    "findings": 589,
    "grades": 866,
    "forces": 43,
    "inspections": 22,
    "good_practice": 114,
    "recommendations": 52,
    "vocabulary": 102,
}


@pytest.mark.parametrize("name", COUNTS)
def test_every_row_of_a_shipped_file_becomes_a_record(name: str, data: Path, known: KnownNames) -> None:
    with open_table(data / f"{name}.csv") as file:
        assert [table.kind.name for table in file.tables] == [name]
        assert file.warnings == []
        assert not file.is_rejects
        rows = [row for _, row in file.read(known)]
    assert [str(fault) for row in rows for fault in row.faults] == []
    assert sum(row.record is not None and row.record.counted for row in rows) == COUNTS[name]
    assert [row.line for row in rows] == list(range(2, COUNTS[name] + 2))
    assert all(row.fields is None for row in rows)


def test_no_property_is_none_and_slugs_stand_beside_the_id(data: Path, read: Read) -> None:
    for name in COUNTS:
        for row in read(data / f"{name}.csv"):
            record = row.record
            assert record is not None
            assert None not in record.properties.values()
            assert "" not in record.properties.values()
            if record.label in {"Force", "Inspection", "Practice", "Risk"}:
                assert record.properties["slug"] == record.id


def test_a_finding_has_the_properties_and_links_of_the_model(data: Path, read: Read) -> None:
    record = read(data / "findings.csv")[0].record
    assert record is not None
    assert record.id == "avon-and-somerset-peel-2014-f4882a25ab8d"
    assert record.properties == {
        "text": "Although a university was helping the force learn from results, nothing systematic existed"
        " to gather good practice and pass it around.",
        "wording": "summary",
        "kind": "finding",
        "kind_method": "hand",
        "polarity": "weakness",
        "polarity_method": "hand",
        "status": "not-stated",
        "published": dt.date(2014, 11, 12),
        "published_period": "2014-11-12",
        "source_kind": "inspectorate-page",
        "source_url": "http://www.justiceinspectorates.gov.uk/hmic/peel-assessments/peel-2014/avon-and-somerset/"
        "effectiveness/",
    }
    assert [(*link.key, dict(link.properties)) for link in record.links] == [
        ("ABOUT", "Force", "avon-and-somerset", {}),
        ("FOUND_IN", "Inspection", "peel-2014", {}),
        ("ADDRESSES", "Question", "effectiveness", {}),
        ("CONCERNS", "Practice", "evaluation-and-learning", {"method": "hand"}),
        ("EXPOSES", "Risk", "learning-lost", {"method": "hand"}),
    ]


def test_the_links_of_the_shipped_findings(data: Path, read: Read) -> None:
    links = Counter(link.type for row in read(data / "findings.csv") for link in row.record.links)  # type: ignore[union-attr]
    assert links == {"ABOUT": 589, "FOUND_IN": 589, "ADDRESSES": 583, "CONCERNS": 589, "EXPOSES": 315}


def test_a_grade_is_named_by_force_inspection_and_question(data: Path, read: Read) -> None:
    record = read(data / "grades.csv")[4].record
    assert record is not None
    assert record.id == "avon-and-somerset-peel-2015-effectiveness"
    assert record.properties["value"] == "requires improvement"
    assert "published" not in record.properties
    assert [link.key for link in record.links] == [
        ("OF", "Force", "avon-and-somerset"),
        ("ANSWERS", "Question", "effectiveness"),
        ("GIVEN_IN", "Inspection", "peel-2015"),
    ]


def test_a_force_brings_its_region(data: Path, read: Read) -> None:
    rows = {row.record.id: row for row in read(data / "forces.csv") if row.record}
    row = rows["west-midlands"]
    assert row.record is not None
    assert row.record.properties["nation"] == "England"
    assert [link.key for link in row.record.links] == [("IN_REGION", "Region", "west-midlands")]
    (region,) = row.extra_records
    assert (region.label, region.id, region.counted) == ("Region", "west-midlands", False)
    assert region.properties == {"slug": "west-midlands", "name": "West Midlands"}
    assert "London, City of" in rows["city-of-london"].record.properties["alternative_names"]  # type: ignore[union-attr, operator]


def test_dates_keep_the_precision_of_the_source(data: Path, read: Read) -> None:
    inspections = {row.record.id: row.record.properties for row in read(data / "inspections.csv") if row.record}
    assert inspections["peel-2015"]["published_period"] == "2016-02"
    assert "published" not in inspections["peel-2015"]
    assert inspections["peel-2014"]["published"] == dt.date(2014, 11, 27)
    assert inspections["core-business-2014"]["fieldwork_start"] == "2014-01"
    assert "published_period" not in inspections["peel-2025-27"]
    assert inspections["peel-2025-27"]["sequence"] == 22


def test_an_inspection_links_to_what_follows_it_up(data: Path, read: Read) -> None:
    links = {row.record.id: row.record.links for row in read(data / "inspections.csv") if row.record}
    assert [link.key for link in links["peel-2017"]] == [("FOLLOWED_UP_BY", "Inspection", "peel-2018-19")]
    assert links["peel-2025-27"] == ()


def test_an_initiative(data: Path, read: Read) -> None:
    record = read(data / "good_practice.csv")[6].record
    assert record is not None
    assert (record.label, record.id) == ("Initiative", "gp-vigilant-wiltshire")
    assert record.properties["year"] == 2021
    assert "partners" not in record.properties
    assert [link.key for link in record.links] == [
        ("RUN_BY", "Force", "wiltshire"),
        ("APPLIES", "Practice", "preventing-crime"),
    ]


def test_recommendations_link_only_to_a_force_that_they_name(data: Path, read: Read) -> None:
    records = {row.record.id: row.record for row in read(data / "recommendations.csv") if row.record}
    national = records["core-business-1504"]
    assert national.properties["addressed_to"] == "all-forces"
    assert national.properties["due"] == "2015-03-31"
    assert [link.type for link in national.links] == ["MADE_IN", "CONCERNS"]
    local = records["hampshire-8787-a"]
    assert local.properties["addressed_to"] == "hampshire"
    assert ("ADDRESSED_TO", "Force", "hampshire") in [link.key for link in local.links]
    assert sum("MADE_IN" in [link.type for link in record.links] for record in records.values()) == 51
    assert sum("ADDRESSED_TO" in [link.type for link in record.links] for record in records.values()) == 20


def test_the_vocabulary_is_practices_and_risks(data: Path, read: Read) -> None:
    records = [row.record for row in read(data / "vocabulary.csv") if row.record]
    assert Counter(record.label for record in records) == {"Practice": 75, "Risk": 27}
    assert sum(len(record.links) for record in records) == 92
    assert {link.label == record.label for record in records for link in record.links} == {True}
