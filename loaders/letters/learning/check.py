"""Checks coded documents against the annotation guide: ``python -m peelgraph.loaders.letters.learning.check FILE…``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from peelgraph.loaders.letters.learning.coded_document import CodedDocument, every_sentence, read_coded
from peelgraph.ontology.errors import LoadError
from peelgraph.ontology.vocabulary import load_vocabulary


def faults_of(document: CodedDocument) -> Iterator[str]:
    """Yield what in a coded document breaks the annotation guide, as sentences."""
    vocabulary = load_vocabulary()
    for _, _, sentence in every_sentence([document]):
        if sentence.polarity is None:
            continue
        where = f"{document.name}: {sentence.text[:60]!r}"
        for slug in sorted(set(sentence.practices) - set(vocabulary.practices)):
            yield f"{where}: there is no practice {slug!r}"
        for slug in sorted(set(sentence.risks) - set(vocabulary.risks)):
            yield f"{where}: there is no risk {slug!r}"
        if sentence.kind == "recommendation" and sentence.polarity != "weakness":
            yield f"{where}: a recommendation is a weakness"
        if sentence.kind in {"action-taken", "action-planned"} and sentence.polarity != "neutral":
            yield f"{where}: an action is neutral"
        if sentence.risks and sentence.polarity != "weakness":
            yield f"{where}: only a weakness has risks"
        if not sentence.practices and sentence.polarity != "neutral":
            yield f"{where}: it names no practice"
        if len(sentence.practices) > 3 or len(sentence.risks) > 3:
            yield f"{where}: at most three practices and three risks"


def main(paths: Sequence[str]) -> int:
    """Print the faults of coded documents and what they hold; return the exit status."""
    faults = 0
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("polarity", "kind", "practices", "risks")}
    for path in paths:
        try:
            document = read_coded(Path(path))
        except LoadError as error:
            print(error)  # noqa: T201 - a script
            faults += 1
            continue
        for fault in faults_of(document):
            print(fault)  # noqa: T201
            faults += 1
        for _, _, sentence in every_sentence([document]):
            if sentence.polarity and sentence.kind:
                counts["polarity"][sentence.polarity] += 1
                counts["kind"][sentence.kind] += 1
                counts["practices"].update(sentence.practices)
                counts["risks"].update(sentence.risks)
    for name, count in counts.items():
        print(name, dict(count.most_common()))  # noqa: T201
    print(f"{sum(counts['polarity'].values())} findings, {faults} faults")  # noqa: T201
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
