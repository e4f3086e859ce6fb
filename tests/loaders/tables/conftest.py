"""What is known in these tests: the names of the shipped data."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from peelgraph.loaders.tables import KnownNames, inspection_names
from peelgraph.ontology.names import NameIndex

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
        terms[row["scheme"]][row["slug"]] = [row["label"], *filter(None, row["alternative_labels"].split(";"))]
    questions = {row["pillar"]: [row["pillar"].replace("-", " ")] for row in shipped("grades")}
    return KnownNames(
        forces=NameIndex("force", forces, drop_service_words=True),
        inspections=NameIndex("inspection", inspections),
        practices=NameIndex("practice", terms["practice"]),
        risks=NameIndex("risk", terms["risk"]),
        questions=NameIndex("question", questions),
        grades=GRADES,
    )
