"""Writes the word list that tells a broken word from a compound.

Run it in a checkout as ``python -m peelgraph.loaders.letters.learning.words``.

It is made of the shipped tables, the vocabulary and the coded training documents, and of nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_WORD = re.compile(r"(?<![\w-])[a-z]{3,}(?:-[a-z]{2,})*(?![\w-])")


def words_of(texts: Iterable[str]) -> list[str]:
    """Return the words of some texts, sorted; words in capitals and names are left out.

    >>> words_of(["The call-handlers of Kent are trained."])
    ['are', 'call-handlers', 'trained']
    """
    return sorted({word for text in texts for word in _WORD.findall(text)})


def main(root: Path) -> None:
    """Write the word list from the data of a checkout."""
    sources = [*sorted((root / "data").glob("*.csv")), *sorted((root / "data/coded/training").glob("*.coded"))]
    texts = [re.sub(r"^.*\|", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE) for path in sources]
    texts = [re.sub(r"https?://\S+|\b[a-z]+(?:-[a-z]+){2,}\b", " ", text) for text in texts]
    target = root / "loaders/letters/words.txt"
    target.write_text("\n".join(words_of(texts)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path.cwd())
