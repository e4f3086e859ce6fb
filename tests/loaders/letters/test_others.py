"""Documents of other writers, who had seen neither rules nor code: how much of them is read as they coded it.

Each set was read once before a rule was mended with it (``docs/extraction.md`` gives those figures); here it guards
what was mended. Their persons and events are invented.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from peelgraph.loaders.documents import given_facts, read_coded
from peelgraph.loaders.formats.reader import DocumentReader
from peelgraph.loaders.letters.coding.coded import Coded
from peelgraph.loaders.letters.coding.coder import Coder, Coding
from peelgraph.loaders.reference import Names

FOLDER = Path(__file__).parent / "others"
"""Each document as text, and beside it its coding as JSON: of the sets a to c facts and sentences only."""


def words(text: object) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", str(text or "").lower().replace("’", "'")))


def pairs(name: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return each document of a set as it is coded and as it is read."""
    names = Names()
    with DocumentReader() as reader:
        return [
            (
                json.loads(path.with_suffix(".json").read_text("utf-8")),
                read_coded(reader.read(path.read_bytes()), names, given_facts()).to_json(),
            )
            for path in sorted(FOLDER.glob(f"{name}*.txt"))
        ]


def structure(coded: dict[str, Any], read: dict[str, Any]) -> Counter[str]:
    """Return how many facts are right and of how many; how many sentences are right, were read and are coded."""
    facts = [words(read["document"][name]) == words(value) for name, value in coded["document"].items()]
    sentences = coded.get("sentences") or [finding["text"] for finding in coded["findings"]]
    found, wanted = [words(finding["text"]) for finding in read["findings"]], [words(text) for text in sentences]
    exact = (Counter(found) & Counter(wanted)).total()
    return Counter(facts=sum(facts), of=len(facts), exact=exact, found=len(found), coded=len(wanted))


@pytest.mark.parametrize(
    ("name", "facts", "sentences"),
    [
        ("a", 0.98, 0.98),
        ("b", 0.97, 0.98),
        ("c", 0.97, 0.98),
        ("d", 0.97, 0.96),
        ("e", 0.97, 0.98),
        ("f", 0.97, 0.95),
        ("g", 0.97, 0.97),
        ("h", 0.97, 0.97),
        ("i", 0.97, 0.97),
        ("j", 0.97, 0.97),
    ],
)
def test_facts_and_sentences_of_other_writers_are_read(monkeypatch, name, facts, sentences):
    same = Coding(Coded("finding", 1.0, "", "none"), Coded("neutral", 1.0, "", "none"), (), (), None)
    monkeypatch.setattr(Coder, "code_all", lambda self, passages: [[same for _ in spans] for _, spans in passages])
    total = sum((structure(coded, read) for coded, read in pairs(name)), Counter[str]())
    assert total["of"] >= 96
    assert total["facts"] / total["of"] >= facts
    assert 2 * total["exact"] / (total["found"] + total["coded"]) >= sentences


@pytest.mark.parametrize(
    ("name", "polarity", "kind", "practices"),
    [("d", 0.92, 0.95, 0.80), ("e", 0.87, 0.95, 0.69), ("f", 0.92, 0.95, 0.76), ("g", 0.91, 0.95, 0.71)],
)
def test_findings_of_other_writers_are_coded(name, polarity, kind, practices):
    total: Counter[str] = Counter()
    for coded, read in pairs(name):
        found = {words(finding["text"]): finding for finding in read["findings"]}
        for finding in coded["findings"]:
            other = found.get(words(finding["text"]), {"practices": []})
            total["findings"] += 1
            total["polarity"] += other.get("polarity") == finding["polarity"]
            total["kind"] += other.get("kind") == finding["kind"]
            total["both"] += len(set(other["practices"]) & set(finding["practices"]))
            total["coded"] += len(finding["practices"])
        total["read"] += sum(len(finding["practices"]) for finding in read["findings"])
    assert total["polarity"] / total["findings"] >= polarity
    assert total["kind"] / total["findings"] >= kind
    assert 2 * total["both"] / (total["read"] + total["coded"]) >= practices
