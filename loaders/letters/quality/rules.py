"""How often each rule of the coding is right by itself: what ``coding/measured.csv`` holds.

``python -m peelgraph.loaders.letters.quality.rules ROOT`` writes that table from the data of a checkout.
"""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from peelgraph.loaders.letters.coding.coded import Coded, Kind, Polarity
from peelgraph.loaders.letters.coding.headings import HeadingSays, read_heading
from peelgraph.loaders.letters.coding.kind import code_kind
from peelgraph.loaders.letters.coding.polarity import code_polarity, judged
from peelgraph.loaders.letters.coding.practices import Context, PracticeCoder
from peelgraph.loaders.letters.coding.risks import RiskCoder
from peelgraph.loaders.letters.findings import find_findings
from peelgraph.loaders.letters.learning.coded_document import (
    CodedDocument,
    CodedPassage,
    CodedSentence,
    read_folder,
)
from peelgraph.loaders.letters.quality.agreement import words
from peelgraph.ontology.vocabulary import Vocabulary, load_vocabulary

COLUMNS = ("field", "rule", "source", "right", "of")
DOCUMENTS, STATEMENTS = "coded training documents", "findings.csv"


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


def measure_documents(documents: Iterable[CodedDocument], vocabulary: Vocabulary) -> list[RuleCount]:
    """Measure the rules on coded documents, sentence by sentence, each in its passage.

    Each rule is measured where it decides: one of polarity where the kind that the rules found does not settle it,
    one of risks on what a person coded as a weakness.

    Args:
        documents: The documents.
        vocabulary: The practices and risks to code by.
    """
    coder = _RuleCoder(vocabulary)
    for document in documents:
        coder.document(document)
    return coder.counts.table()


def measure_statements(rows: Iterable[Mapping[str, str]], vocabulary: Vocabulary) -> list[RuleCount]:
    """Measure the rules of polarity, practices and risks on coded statements that stand alone.

    Args:
        rows: Rows with ``statement``, ``polarity``, ``practice`` and ``risk``, such as the shipped findings; each
            names one practice and at most one risk, so that a second one, right or not, counts as wrong.
        vocabulary: The practices and risks to code by.
    """
    practices, risks = PracticeCoder(vocabulary.practices), RiskCoder(vocabulary.risks)
    counts = _Counts()
    for row in rows:
        text = row["statement"]
        counts.add("polarity", [code_polarity(text)], {row["polarity"]})
        coded = practices.code(text, Context())
        counts.add("practices", coded, {row["practice"]})
        if row["polarity"] == "weakness":
            counts.add("risks", risks.code(text, [practice.value for practice in coded]), {row["risk"]})
    return counts.table()


def measured_csv(data: Path) -> str:
    """Return the table of what the rules are measured to be right in.

    Args:
        data: The folder ``data`` of a checkout.
    """
    vocabulary = load_vocabulary()
    with (data / "findings.csv").open(encoding="utf-8", newline="") as file:
        statements = measure_statements(list(csv.DictReader(file)), vocabulary)
    documents = measure_documents(read_folder(data / "coded" / "training"), vocabulary)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for source, counts in ((DOCUMENTS, documents), (STATEMENTS, statements)):
        table.writerows((count.field, count.rule, source, count.right, count.of) for count in counts)
    return out.getvalue()


class _RuleCoder:
    """Codes the sentences of documents by rules alone, as a person has found them, and counts what is right."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.counts = _Counts()
        self._practices = PracticeCoder(vocabulary.practices)
        self._risks = RiskCoder(vocabulary.risks)

    def document(self, document: CodedDocument) -> None:
        """Count the rules' decisions on one document."""
        subject = document.facts.get("inspection")
        for passage, topic, lead in _placed(document):
            self._passage(passage, Context((), passage.text, topic, subject), lead)

    def _passage(self, passage: CodedPassage, context: Context, lead: str | None) -> None:
        heading = read_heading(passage.section)
        hints = {words(passage.text[span.start : span.end]): span.hint for span in find_findings(passage.text, judged)}
        before: tuple[str, ...] = ()
        criticised = False
        for sentence in passage.sentences:
            if sentence.polarity is None:
                continue
            text = sentence.text
            kind = code_kind(text, lead=lead, heading=heading.kind, after_weakness=criticised)
            polarity = _polarity_of(kind) or code_polarity(text, heading.polarity, hints.get(words(text)))
            practices = self._practices.code(text, Context(before, context.passage, context.topic, context.subject))
            before = tuple(practice.value for practice in practices)
            criticised = criticised or polarity.value == "weakness"
            self._count(sentence, kind, polarity, practices)

    def _count(
        self, sentence: CodedSentence, kind: Coded[Kind], polarity: Coded[Polarity], practices: Sequence[Coded[str]]
    ) -> None:
        self.counts.add("kind", [kind], {sentence.kind or ""})
        self.counts.add("polarity", [polarity], {sentence.polarity or ""})
        self.counts.add("practices", practices, set(sentence.practices))
        if sentence.polarity == "weakness":
            slugs = [practice.value for practice in practices]
            risks = self._risks.code(sentence.text, slugs, recommendation=kind.value == "recommendation")
            self.counts.add("risks", risks, set(sentence.risks))


def _polarity_of(kind: Coded[Kind]) -> Coded[Polarity] | None:
    """The kind settles the polarity of all but plain findings."""
    if kind.value == "finding":
        return None
    return Coded("weakness" if kind.value == "recommendation" else "neutral", None, kind.cue, kind.value)


def _placed(document: CodedDocument) -> Iterator[tuple[CodedPassage, str | None, str | None]]:
    """Yield each passage with the nearest heading that names a subject, and the line that leads in to it."""
    topic: str | None = None
    lead: str | None = None
    for part in document.body:
        if isinstance(part, CodedPassage):
            yield part, topic, lead
        elif part.startswith("# "):
            heading = part.removeprefix("# ").strip()
            topic = heading if read_heading(heading) == HeadingSays() else topic
            lead = None
        else:
            line = part.removeprefix("> ").strip()
            lead = line if line.endswith(":") else None


class _Counts:
    """Right and wrong decisions by field and rule."""

    def __init__(self) -> None:
        self._right: Counter[tuple[str, str]] = Counter()
        self._of: Counter[tuple[str, str]] = Counter()

    def add(self, field: str, decisions: Iterable[Coded[str]], expected: set[str]) -> None:
        """Count decisions on one field of one sentence."""
        for coded in decisions:
            self._right[field, coded.rule] += coded.value in expected
            self._of[field, coded.rule] += 1

    def table(self) -> list[RuleCount]:
        """Return the counts, by field and rule."""
        return [RuleCount(*key, self._right[key], of) for key, of in sorted(self._of.items())]


def main(root: Path) -> None:
    """Write the table anew from the data of a checkout."""
    table = measured_csv(root / "data")
    (root / "loaders/letters/coding/measured.csv").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
