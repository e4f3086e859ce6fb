"""How good the coding is: each rule's share right, on statements and letters that a person has coded."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from peelgraph.loaders.letters.coding.coded import Coded
from peelgraph.loaders.letters.coding.coder import Coding
from peelgraph.loaders.letters.coding.polarity import code_polarity
from peelgraph.loaders.letters.coding.practices import Context, PracticeCoder
from peelgraph.loaders.letters.coding.risks import RiskCoder
from peelgraph.loaders.letters.extraction import Extraction
from peelgraph.ontology.vocabulary import Vocabulary

_WORDS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often one rule was right.

    Args:
        field: The field that it decides.
        rule: Its name.
        right: In how many cases its value was the person's.
        of: In how many cases it decided.
    """

    field: str
    rule: str
    right: int
    of: int


def held_back(statement: str) -> bool:
    """Tell whether a statement of the shipped findings belongs to the half that no rule was made on."""
    return hashlib.md5(statement.encode(), usedforsecurity=False).digest()[0] % 2 == 1


def measure_statements(rows: Iterable[Mapping[str, str]], vocabulary: Vocabulary) -> list[RuleCount]:
    """Measure the rules of polarity, practices and risks on coded statements.

    Args:
        rows: Rows with ``statement``, ``polarity``, ``practice`` and ``risk``, such as the shipped findings; each
            names one practice and at most one risk, so that a second one, right or not, counts as wrong.
        vocabulary: The practices and risks to code by.
    """
    practices, risks = PracticeCoder(vocabulary.practices), RiskCoder(vocabulary.risks)
    counts = _Counts()
    for row in rows:
        text = row["statement"]
        counts.add("polarity", code_polarity(text), {row["polarity"]})
        coded = practices.code(text, Context())
        for practice in coded:
            counts.add("practices", practice, {row["practice"]})
        if row["polarity"] == "weakness":
            for risk in risks.code(text, [practice.value for practice in coded]):
                counts.add("risks", risk, {row["risk"]})
    return counts.table()


def measure_letters(letters: Iterable[tuple[Extraction, Sequence[Mapping[str, object]]]]) -> list[RuleCount]:
    """Measure the rules on letters that a person has coded.

    Args:
        letters: What was extracted of each letter, and its hand-coded findings in the annotation guide's form.
    """
    counts = _Counts()
    for extraction, gold in letters:
        by_words = {_words(str(finding["text"])): finding for finding in gold}
        for finding in extraction.findings:
            if expected := by_words.get(_words(finding.text)):
                counts.add_coding(finding.coding, expected)
    return counts.table()


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text.lower()))


class _Counts:
    """Right and wrong decisions by field and rule."""

    def __init__(self) -> None:
        self._right: Counter[tuple[str, str]] = Counter()
        self._of: Counter[tuple[str, str]] = Counter()

    def add(self, field: str, coded: Coded[str], expected: set[str]) -> None:
        """Count one decision."""
        self._right[field, coded.rule] += coded.value in expected
        self._of[field, coded.rule] += 1

    def add_coding(self, coding: Coding, expected: Mapping[str, object]) -> None:
        """Count all decisions of one finding."""
        self.add("kind", coding.kind, {str(expected["kind"])})
        self.add("polarity", coding.polarity, {str(expected["polarity"])})
        for name, decisions in (("practices", coding.practices), ("risks", coding.risks)):
            values = expected.get(name)
            for decision in decisions:
                self.add(name, decision, {str(value) for value in values} if isinstance(values, list) else set())

    def table(self) -> list[RuleCount]:
        """Return the counts, by field and rule."""
        return [RuleCount(*key, self._right[key], of) for key, of in sorted(self._of.items())]
