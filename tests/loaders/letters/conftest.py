"""What the letter tests share: the shipped tables, the hand-coded letters, and one call to extract."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from peelgraph.loaders.letters import Extraction, extract
from peelgraph.ontology.protocols import KnownInspection
from peelgraph.ontology.vocabulary import Vocabulary, load_vocabulary

ROOT = Path(__file__).parents[3]
LETTERS = Path(__file__).parent / "letters"
ESSEX = ROOT.parent / "shared" / "letters" / "essex-2014-09-03.txt"

Coded = tuple[Extraction, dict[str, Any]]


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def findings_rows() -> list[dict[str, str]]:
    return rows("findings.csv")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="session")
def forces() -> dict[str, list[str]]:
    return {row["slug"]: [row["name"], *row["alternative_names"].split(";")] for row in rows("forces.csv")}


@pytest.fixture(scope="session")
def inspections() -> list[KnownInspection]:
    return [
        KnownInspection(
            row["slug"], int(row["sequence"]), row["title"], row["formerly"] or None, row["published"] or None
        )
        for row in rows("inspections.csv")
    ]


@pytest.fixture(scope="session")
def read(
    vocabulary: Vocabulary, forces: dict[str, list[str]], inspections: list[KnownInspection]
) -> Callable[..., Extraction]:
    def call(data: bytes | str, **given: Any) -> Extraction:
        return extract(data, vocabulary=vocabulary, forces=forces, inspections=inspections, **given)

    return call


@pytest.fixture(scope="session")
def sample() -> bytes:
    return (ROOT / "data" / "sample-letter.txt").read_bytes()


@pytest.fixture(scope="session")
def coded_letters(read: Callable[..., Extraction], sample: bytes) -> dict[str, Coded]:
    """Our own letters, each with the coding that was written before it was first extracted."""
    texts = {path.stem: path.read_bytes() for path in sorted(LETTERS.glob("*.txt"))} | {"sample-letter": sample}
    gold = {name: json.loads((LETTERS / f"{name}.gold.json").read_text(encoding="utf-8")) for name in texts}
    return {name: (read(data), gold[name]) for name, data in texts.items()}


@pytest.fixture(scope="session")
def essex(read: Callable[..., Extraction]) -> Coded:
    if not ESSEX.exists():
        pytest.skip("the Essex letter is not beside the repository")
    gold = json.loads(ESSEX.with_suffix(".gold.json").read_text(encoding="utf-8"))
    return read(ESSEX.read_bytes()), gold
