"""Words cut into the pieces that the encoder knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
_WORD = re.compile(r"\w+|[^\w\s]")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a word.

    Args:
        id: Its number in the vocabulary.
        start: Where its word begins in the text.
        end: Where its word ends.
    """

    id: int
    start: int
    end: int


class WordPieces:
    """Cuts words into the longest pieces that a vocabulary has, as WordPiece does (Devlin and others, 2019).

    Args:
        pieces: The vocabulary in the order of its numbers; what continues a word begins with ``##``.
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(pieces)}
        self.start, self.end = self._ids[START], self._ids[END]
        self._known: dict[str, list[int]] = {}

    def cut(self, text: str) -> list[Piece]:
        """Return the pieces of a text, in lower case and without accents.

        >>> [piece.id for piece in WordPieces(["[UNK]", "[CLS]", "[SEP]", "force", "##s"]).cut("Forces ?")]
        [3, 4, 0]
        """
        pieces = []
        for match in _WORD.finditer(text):
            pieces += [Piece(number, match.start(), match.end()) for number in self._word(match.group())]
        return pieces

    def _word(self, word: str) -> list[int]:
        if word not in self._known:
            self._known[word] = self._longest_pieces(_plain(word))
        return self._known[word]

    def _longest_pieces(self, word: str) -> list[int]:
        found, start = [], 0
        while start < len(word):
            prefix = "##" if start else ""
            ends = range(min(len(word), start + _LONGEST), start, -1)
            end = next((end for end in ends if prefix + word[start:end] in self._ids), None)
            if end is None:
                return [self._ids[UNKNOWN]]
            found.append(self._ids[prefix + word[start:end]])
            start = end
        return found


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn")
