"""Tokens: nothing is lost between them, and each means what it says."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peelgraph.graph.cypher import tokens as t
from peelgraph.graph.cypher.parse_clauses import parse
from peelgraph.ontology.errors import QueryError

PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "MATCH",
                "(",
                ")",
                "->",
                "<=",
                "..",
                "1",
                "1.5",
                "0x1F",
                "1e3",
                "$p",
                "$`a b`",
                "`q``x`",
                "'it\\'s'",
                '"x"',
                "n.name",
                "[0..2]",
                "=~",
                "||",
                "::",
                "ünï",
                "{",
                "}",
            ]
        ),
        st.from_regex(r"[a-z_][a-z0-9_]{0,5}", fullmatch=True),
    )
)
GAPS = st.sampled_from([" ", "\n", " /* DELETE ' */ ", ' // SET " \n', "\t"])


@given(PIECES, GAPS)
def test_round_trip(pieces, gap):
    query = gap.join(pieces)
    found = t.tokenize(query)
    kept = 0
    for token in found:
        assert query[token.start : token.end] == token.text
        assert query[kept : token.start].strip() == "" or gap.strip() in query[kept : token.start]
        kept = token.end
    assert [x.text for x in t.tokenize(" ".join(x.text for x in found))] == [x.text for x in found]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_string_means_what_was_written(text):
    written = "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    assert t.tokenize(written)[0].value == text


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    with suppress(QueryError):
        parse(text)


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("1..3", [t.INTEGER, t.OPERATOR, t.INTEGER]),
        ("n.5", [t.NAME, t.OPERATOR, t.INTEGER]),
        (".5", [t.FLOAT]),
        ("1.5e3", [t.FLOAT]),
        ("[..5]", [t.OPERATOR, t.OPERATOR, t.INTEGER, t.OPERATOR]),
        ("$a", [t.PARAMETER]),
    ],
)
def test_kinds(query, kinds):
    assert [token.kind for token in t.tokenize(query)[:-1]] == kinds


def test_deep_nesting_is_refused_not_a_crash():
    with pytest.raises(QueryError, match="nested too deeply"):
        parse("RETURN " + "(" * 5000 + "1" + ")" * 5000)
