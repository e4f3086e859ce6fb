"""Words cut into pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from peelgraph.loaders.letters.coding.wordpieces import WordPieces

VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "force", "##s", "##ful", "call", "-", "hand", "##ler", "zoe", "."]


def cut(text: str) -> list[str]:
    return [VOCABULARY[piece.id] for piece in WordPieces(VOCABULARY).cut(text)]


def test_the_longest_pieces_are_taken_first():
    assert cut("Forceful forces") == ["force", "##ful", "force", "##s"]


def test_hyphens_and_stops_are_words_of_their_own():
    assert cut("Call-handlers.") == ["call", "-", "hand", "##ler", "##s", "."]


def test_accents_and_capitals_do_not_count():
    assert cut("Zoë ZOE") == ["zoe", "zoe"]


def test_a_word_that_cannot_be_cut_is_one_unknown():
    assert cut("forcex 漢字") == ["[UNK]", "[UNK]"]


@given(st.text(max_size=200))
def test_pieces_lie_in_the_text_in_its_order(text):
    pieces = WordPieces(VOCABULARY).cut(text)
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    assert [piece.start for piece in pieces] == sorted(piece.start for piece in pieces)
    assert all(0 <= piece.id < len(VOCABULARY) for piece in pieces)
