from __future__ import annotations

import pytest
from peelgraph.loaders.letters.text import MAX_BYTES, decode, read_lines, split_lines
from peelgraph.ontology.errors import LoadError

TEXT = "Dear Zoë\n\n• The force’s work – good – costs £5."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_usual_encoding_gives_the_same_text(encoding):
    assert decode((TEXT * 20).encode(encoding)) == TEXT * 20


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "zipped"),
        (b"{\\rtf1 Dear}", "rich-text"),
        (bytes(range(32)) * 40, "binary"),
        (b"x" * (MAX_BYTES + 1), "1,000,001 bytes"),
        (b"\xff\xfea\x00b", "byte"),
    ],
)
def test_what_is_no_text_is_told_in_a_sentence(data, says):
    with pytest.raises(LoadError, match=says):
        read_lines(data)


def test_a_text_too_long_or_empty_is_told_as_well():
    with pytest.raises(LoadError, match="characters"):
        read_lines("x" * (MAX_BYTES + 1))
    with pytest.raises(LoadError, match="empty"):
        read_lines("\n")


def test_line_numbers_are_those_of_an_editor():
    assert [line.number for line in split_lines("a\r\nb\rc\nd\x0be")] == [1, 2, 3, 4]


def test_form_feeds_count_pages():
    assert [(line.text, line.page) for line in split_lines("a\n\fb\nc\fd")] == [
        ("a", 1),
        ("b", 2),
        ("c", 2),
        ("d", 3),
    ]


def test_characters_that_no_reader_sees_are_dropped():
    assert split_lines("co\u00adord\u200bin\ufeffated \ud800")[0].text == "coordinated \ufffd"
