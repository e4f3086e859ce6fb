"""The four formats of rows say what the engine's own reader reads back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peelgraph.graph.sparql.results import ROW_MEDIA, TRUTH_MEDIA, rows_as, truth_as
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, parse_query_results

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(["a\nb\t\"c\"", "<&>", "'", "a,b", "c\r\nd"])  # fmt: skip
TEXT = TEXT.map(lambda text: f"|{text}|")  # the reader takes white space around an XML literal away
TERMS = st.one_of(
    st.none(),
    TEXT.map(Literal),
    st.tuples(TEXT, st.sampled_from(["en", "cy", "en-gb"])).map(lambda t: Literal(t[0], language=t[1])),
    st.integers().map(Literal),
    st.just(Literal("2014-11", datatype=NamedNode(f"{XSD}gYearMonth"))),
    st.sampled_from(["http://e/a", "https://e/é?b=c&d#e"]).map(NamedNode),
    st.just(BlankNode("b1")),
)


@given(st.lists(st.tuples(TERMS, TERMS), max_size=4))
@pytest.mark.parametrize("media", [m for m in ROW_MEDIA if m != "text/csv"])
def test_rows_are_read_back(media, rows):
    text = "".join(rows_as(media, ["x", "y"], rows))
    found = parse_query_results(text.encode(), QueryResultsFormat.from_media_type(media))
    assert [variable.value for variable in found.variables] == ["x", "y"]
    assert [(row["x"], row["y"]) for row in found] == rows


@given(st.lists(st.tuples(TERMS, TERMS), max_size=4))
def test_csv_says_the_values(rows):
    text = "".join(rows_as("text/csv", ["x", "y"], rows))
    said = list(csv.reader(io.StringIO(text, newline="")))
    values = ["" if t is None else f"_:{t.value}" if isinstance(t, BlankNode) else t.value for row in rows for t in row]
    assert said[0] == ["x", "y"]
    assert [cell for row in said[1:] for cell in row] == values


@pytest.mark.parametrize("media", TRUTH_MEDIA)
@pytest.mark.parametrize("truth", [True, False])
def test_yes_and_no_are_read_back(media, truth):
    found = parse_query_results(truth_as(media, truth).encode(), QueryResultsFormat.from_media_type(media))
    assert bool(found) is truth


def test_what_xml_cannot_hold_is_marked():
    text = "".join(rows_as("application/sparql-results+xml", ["x"], [[Literal("a\x00b")]]))
    assert "a\ufffdb" in text
