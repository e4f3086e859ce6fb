"""What is known in these tests: the names of the shipped data."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from peelgraph.loaders.tables import KnownNames, Row, read_table
from peelgraph.ontology.names import NameIndex, inspection_names

DATA = Path(__file__).parents[3] / "data"
GRADES = ("outstanding", "good", "adequate", "requires improvement", "inadequate")


def shipped(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def data() -> Path:
    return DATA


@pytest.fixture(scope="session")
def known() -> KnownNames:
    forces = {row["slug"]: [row["name"], *row["alternative_names"].split(";")] for row in shipped("forces")}
    inspections = {
        row["slug"]: inspection_names(row["slug"], row["title"], row["formerly"]) for row in shipped("inspections")
    }
    terms: dict[str, dict[str, list[str]]] = {"practice": {}, "risk": {}}
    for row in shipped("vocabulary"):
        terms[row["scheme"]][row["slug"]] = [
            row["label"],
            *filter(None, row["alternative_labels"].split(";")),
        ]
    questions = {row["pillar"]: [row["pillar"].replace("-", " ")] for row in shipped("grades")}
    return KnownNames(
        forces=NameIndex("force", forces, drop_service_words=True),
        inspections=NameIndex("inspection", inspections),
        practices=NameIndex("practice", terms["practice"]),
        risks=NameIndex("risk", terms["risk"]),
        questions=NameIndex("question", questions),
        grades=GRADES,
    )


@pytest.fixture(scope="session")
def read(known: KnownNames) -> Callable[..., list[Row]]:
    """Read a table given as text, bytes or path."""

    def rows(given: str | bytes | Path, **options: Any) -> list[Row]:
        if isinstance(given, str):
            given = given.encode()
        return list(read_table(io.BytesIO(given) if isinstance(given, bytes) else given, known, **options))

    return rows


@pytest.fixture(scope="session")
def told(read: Callable[..., list[Row]]) -> Callable[..., list[str]]:
    """Read a table and return all that is told of its faults."""
    return lambda given, **options: [str(fault) for row in read(given, **options) for fault in row.faults]
