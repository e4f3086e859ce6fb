"""Forty documents of other writers, who had seen neither rules nor code: how many facts and sentences are read right.

The first two sets (``a``, ``b``) were then used to mend rules; the third (``c``) was not. Their persons and events are
invented.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from peelgraph.loaders.documents import given_facts, read_coded
from peelgraph.loaders.formats.reader import DocumentReader
from peelgraph.loaders.letters.coding.coded import Coded
from peelgraph.loaders.letters.coding.coder import Coder, Coding
from peelgraph.loaders.reference import Names

FOLDER = Path(__file__).parent / "others"
"""Each document as text, and beside it its facts and its findings' sentences as JSON."""


def words(text: object) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", str(text or "").lower().replace("’", "'")))


def score(path: Path, reader: DocumentReader, names: Names) -> Counter[str]:
    """Return how many facts are right and of how many; how many sentences are right, were read and are coded."""
    coded = json.loads(path.with_suffix(".json").read_text("utf-8"))
    read = read_coded(reader.read(path.read_bytes()), names, given_facts()).to_json()
    facts = [words(read["document"][name]) == words(value) for name, value in coded["document"].items()]
    found, wanted = [words(f["text"]) for f in read["findings"]], [words(text) for text in coded["sentences"]]
    exact = (Counter(found) & Counter(wanted)).total()
    return Counter(facts=sum(facts), of=len(facts), exact=exact, found=len(found), coded=len(wanted))


@pytest.mark.parametrize(("name", "facts", "sentences"), [("a", 0.9, 0.9), ("b", 0.9, 0.9), ("c", 0.8, 0.8)])
def test_documents_of_other_writers_are_read(monkeypatch, name, facts, sentences):
    same = Coding(Coded("finding", 1.0, "", "none"), Coded("neutral", 1.0, "", "none"), (), (), None)
    monkeypatch.setattr(Coder, "code", lambda self, passage, spans: [same for _ in spans])
    names, total = Names(), Counter[str]()
    with DocumentReader() as reader:
        for path in sorted(FOLDER.glob(f"{name}*.txt")):
            total += score(path, reader, names)
    assert total["of"] >= 144
    assert total["facts"] / total["of"] >= facts
    assert 2 * total["exact"] / (total["found"] + total["coded"]) >= sentences
