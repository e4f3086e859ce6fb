"""The Turtle files as rdflib reads them, and the shipped tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import rdflib

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def turtle() -> rdflib.Graph:
    """All Turtle files of the ontology in one graph."""
    graph = rdflib.Graph()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def table():
    """The rows of a shipped table, by its name."""

    def rows(name: str) -> list[dict[str, str]]:
        with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return rows
