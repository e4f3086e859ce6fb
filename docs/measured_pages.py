"""Makes the pages that hold measured figures: ``docs/quality.md``, and the counts in ``data/coded/README.md``."""

from __future__ import annotations

import re
from pathlib import Path

from peelgraph.cli.pages import MARKDOWN
from peelgraph.cli.quality_page import measured_page
from peelgraph.loaders.letters.learning.coded_document import CODED, CodedDocument, read_folder
from peelgraph.loaders.letters.quality.held_back import held_back_documents, measure
from peelgraph.ontology.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
QUALITY = "docs/quality.md"
CARD = "data/coded/README.md"
TOLERANCE = 0.005
"""How far a share may be from the page's on another machine, whose last digits may differ."""
TEXT_BEFORE = """# How good the reading is

`peelgraph quality` measures it anew, on invented documents coded by the guide, on which no rule and no model was made ([what
they are](../data/coded/held-back/README.md)); `--part reviewed` then says how often the machine
was right in what you and others [corrected or confirmed](review.md), and `--part documents` what was read, coded and is
doubtful in each document of your graph. This page is what the command prints of the first part; `docs/build.py` makes
it, and a test fails where a figure is no longer what the program does.

The held-back documents are invented, and few: the intervals say what that leaves open, as far as
numbers can. Real letters have turns of phrase that are not here. What the coding is made on is told in the card of the
[coded training documents](../data/coded/README.md), how it works in [how a letter is read](extraction.md).

The rules alone, as they were before a model was trained, reached on the same documents: facts 0.967, sentences 0.969,
polarity 0.664, kind 0.916, practices 0.579, risks 0.330.

"""
_COUNTS = re.compile(r"(?<=<!-- counts -->\n).*?(?=<!-- end of counts -->)", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def quality_page() -> str:
    """Return the page with what is measured on the held-back documents."""
    vocabulary = load_vocabulary()
    names = {slug: term.name for terms in (vocabulary.practices, vocabulary.risks) for slug, term in terms.items()}
    page = measured_page(measure(held_back_documents()).to_json(), names, MARKDOWN)
    return TEXT_BEFORE + re.sub(r"\n{3,}", "\n\n", page).rstrip() + "\n"


def same_figures(page: str, other: str) -> bool:
    """Tell whether two pages say the same, shares within the tolerance and counts within one.

    >>> same_figures("0.912 of 10", "0.915 of 11"), same_figures("0.912 of 10", "0.920 of 10")
    (True, False)
    """
    if _NUMBER.sub("#", page) != _NUMBER.sub("#", other):
        return False
    for one, another in zip(_NUMBER.findall(page), _NUMBER.findall(other), strict=True):
        most = TOLERANCE + 1e-9 if "." in one else 1
        if abs(float(one.replace(",", "")) - float(another.replace(",", ""))) > most:
            return False
    return True


def card(text: str) -> str:
    """Return the card of the coded data with the counts of what is there."""
    training = [document for folder in CODED for document in read_folder(ROOT / "data" / "coded" / folder)]
    parts: dict[str, list[CodedDocument]] = {}
    for document in training:
        parts.setdefault(document.name.partition("-")[0], []).append(document)
    rows = [(f"`{part}-*`", documents) for part, documents in sorted(parts.items())]
    rows += [("all that the model is trained on", training), ("held-back documents", held_back_documents())]
    lines = ["| part | documents | sentences | findings | strengths | weaknesses | neutral |"]
    lines += ["|---|---:|---:|---:|---:|---:|---:|", *(_row(name, documents) for name, documents in rows)]
    return _COUNTS.sub(lambda _: "\n".join(lines) + "\n", text)


def _row(name: str, documents: list[CodedDocument]) -> str:
    sentences = [s for document in documents for passage in document.passages for s in passage.sentences]
    polarities = [sum(s.polarity == value for s in sentences) for value in ("strength", "weakness", "neutral")]
    counts = (len(documents), len(sentences), sum(polarities), *polarities)
    return f"| {name} | " + " | ".join(f"{count:,}" for count in counts) + " |"


def main() -> None:
    """Write the pages."""
    (ROOT / QUALITY).write_text(quality_page(), "utf-8")
    path = ROOT / CARD
    path.write_text(card(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
