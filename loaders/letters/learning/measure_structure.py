"""Measures the facts and sentences of coded documents in every layout.

``python -m peelgraph.loaders.letters.learning.measure_structure [--layout NAME] [--misses] FILE…``
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from peelgraph.loaders.letters.extract import extract
from peelgraph.loaders.letters.extraction import Extraction
from peelgraph.loaders.letters.learning.coded_document import CodedDocument, read_coded
from peelgraph.loaders.letters.learning.layouts import renderings
from peelgraph.loaders.reference import Names

_WORDS = re.compile(r"[a-z0-9]+")


@dataclass(slots=True)
class Score:
    """What was right of some documents.

    Args:
        facts: How many facts were right.
        facts_of: How many there are.
        exact: How many findings have exactly the words of a coded one.
        found: How many findings were read.
        coded: How many there are.
        misses: What was wrong.
    """

    facts: int = 0
    facts_of: int = 0
    exact: int = 0
    found: int = 0
    coded: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add another score to this one."""
        self.facts += other.facts
        self.facts_of += other.facts_of
        self.exact += other.exact
        self.found += other.found
        self.coded += other.coded
        self.misses += other.misses

    @property
    def facts_right(self) -> float:
        """The share of the facts that are right."""
        return self.facts / max(1, self.facts_of)

    @property
    def sentences(self) -> float:
        """F1 of the findings, by exact words."""
        return 2 * self.exact / max(1, self.found + self.coded)

    def __str__(self) -> str:
        return f"facts {self.facts_right:.3f} of {self.facts_of}, sentences {self.sentences:.3f} of {self.coded}"


def score(extraction: Extraction, document: CodedDocument) -> Score:
    """Return how an extraction compares with the coding, as the annotation guide scores it."""
    gold = document.gold()
    result = Score(facts_of=len(gold["document"]))
    for fact, expected in gold["document"].items():
        got = extraction.document[fact]
        if _words(got) == _words(expected):
            result.facts += 1
        else:
            result.misses.append(f"{fact}: expected {expected!r}, got {got!r}")
    coded = Counter(_words(finding["text"]) for finding in gold["findings"])
    found = Counter(_words(finding.text) for finding in extraction.findings)
    result.coded, result.found, result.exact = coded.total(), found.total(), (coded & found).total()
    result.misses += [f"- {' '.join(words)}" for words in (coded - found).elements()]
    result.misses += [f"+ {' '.join(words)}" for words in (found - coded).elements()]
    return result


def measure(documents: Iterable[CodedDocument], layout: str = "") -> dict[str, dict[str, Score]]:
    """Return the scores of documents by layout and document, in all layouts or in the one that is named."""
    names = Names()
    scores: dict[str, dict[str, Score]] = {}
    for document in documents:
        for how, text in renderings(document):
            if layout and layout != how.name:
                continue
            extraction = extract(
                text, vocabulary=names.vocabulary, forces=names.force_names, inspections=names.inspections
            )
            scores.setdefault(how.name, {})[document.name] = score(extraction, document)
    return scores


def _words(text: object) -> tuple[str, ...]:
    return tuple(_WORDS.findall(str(text or "").lower().replace("’", "'")))


def main(arguments: Sequence[str]) -> int:
    """Print the figures of each layout, of each document, and, if asked, what was wrong; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--layout", default="")
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args(arguments)
    scores = measure([read_coded(path) for path in chosen.files], chosen.layout)
    total, documents = Score(), dict[str, Score]()
    for layout, by_document in scores.items():
        of_layout = Score()
        for name, one in by_document.items():
            of_layout.add(one)
            documents.setdefault(name, Score()).add(one)
            if chosen.misses and one.misses:
                print(f"\n{layout} / {name}", *one.misses, sep="\n  ")  # noqa: T201 - a script
        print(f"{layout:28} {of_layout}")  # noqa: T201
        total.add(of_layout)
    for name, one in documents.items():
        print(f"{name:40} {one}")  # noqa: T201
    print(f"{'all':28} {total}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
