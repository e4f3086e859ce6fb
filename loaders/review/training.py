"""Reviewed sentences as coded documents, from which the extraction can be trained and measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from peelgraph.loaders.letters.learning.coded_document import KINDS, POLARITIES
from peelgraph.ontology.errors import LoadError
from peelgraph.ontology.review import Example, ExampleDocument

_MARKS = {value: mark for mark, value in POLARITIES.items()} | {value: mark for mark, value in KINDS.items()}


def write_training(documents: Sequence[ExampleDocument], folder: Path) -> list[Path]:
    """Write each document to a file ``ID.coded`` of a folder; return the files.

    Args:
        documents: The reviewed sentences.
        folder: The folder, made where there is none; files of the same documents are replaced, others stay.

    Raises:
        LoadError: A file cannot be written.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document in documents:
            path = folder / f"{re.sub(r'[^A-Za-z0-9-]', '_', document.id)}.coded"
            path.write_text(coded_text(document), encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise LoadError(f"{error.filename or folder} cannot be written: {error.strerror or error}") from None
    return written


def coded_text(document: ExampleDocument) -> str:
    r"""Return a document's reviewed sentences as a coded document has them; those not reviewed are not in it.

    >>> coding = {"polarity": ("strength",), "kind": ("finding",), "practices": ("vetting",), "risks": ()}
    >>> example = Example(1, "Standards", "Vetting is up to date.", coding)
    >>> print(coded_text(ExampleDocument("letter-1", {"force": "kent"}, (example,))), end="")
    @force kent
    === front
    === findings
    # Standards
    *
    +f | vetting |  | Vetting is up to date.
    === back
    """
    return "\n".join([*_lines(document), ""])


def _lines(document: ExampleDocument) -> Iterator[str]:
    yield from (f"@{name} {value}" for name, value in document.facts.items())
    yield from ("=== front", "=== findings")
    section = ""
    for _, group in groupby(document.examples, key=lambda example: example.passage):
        examples = list(group)
        if examples[0].section and examples[0].section != section:
            section = examples[0].section
            yield f"# {section}"
        yield "*"
        yield from (_sentence(example) for example in examples)
    yield "=== back"


def _sentence(example: Example) -> str:
    coding = example.coding
    marks = "".join(_MARKS[value] for field in ("polarity", "kind") for value in coding[field])
    cells = [marks, ", ".join(coding["practices"]), ", ".join(coding["risks"]), example.text]
    return " | ".join(cells)
