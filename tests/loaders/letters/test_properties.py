"""What holds for every text."""

from __future__ import annotations

import json
import re
import textwrap

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peelgraph.loaders.letters.blocks import read_blocks
from peelgraph.loaders.letters.coding.polarity import judged
from peelgraph.loaders.letters.findings import find_findings
from peelgraph.loaders.letters.text import read_lines, split_lines
from peelgraph.ontology.text import collapse

QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.sampled_from(
    re.findall(
        r"\S+|\n+",
        "Although while but however, the force Staff is not well poor trained. clear; (e.g. SARA) No. 4 – - • “good” "
        "3.5 Despite victims’ calls, Calls: 1. (a) Dear Yours sincerely Findings are: Kent Police 3 March "
        "2015 \n 5 \n\n",
    )
)
PROSE = st.lists(WORDS, max_size=80).map(" ".join)


@QUIET
@given(st.one_of(st.text(), PROSE))
def test_any_text_gives_spans_in_order_inside_their_passages(read, text):
    extraction = read(text)
    json.dumps(extraction.to_json())
    ends: dict[int, int] = {}
    for finding in extraction.findings:
        passage = finding.passage.passage
        assert passage.text == collapse(passage.text)
        assert ends.get(passage.number, 0) <= finding.start < finding.end <= len(passage.text)
        assert passage.text[finding.start : finding.end] == finding.text
        ends[passage.number] = finding.end


@QUIET
@given(st.binary(max_size=400))
def test_any_bytes_give_faults_and_never_a_crash(read, data):
    extraction = read(data)
    assert extraction.faults or extraction.document_id


@QUIET
@given(PROSE)
def test_the_same_text_gives_the_same_extraction(read, text):
    assert read(text) == read(text)


@QUIET
@given(PROSE)
def test_nothing_of_a_passage_is_lost_between_its_findings(text):
    passage = collapse(text)
    spans = find_findings(passage, judged)
    between = passage
    for span in reversed(spans):
        between = between[: span.start] + between[span.end :]
    lost = [word for word in between.split() if any(c.isalnum() for c in word)]
    assert not lost or any(word in ("Most", "Nationally") for word in passage.split())


@QUIET
@given(PROSE)
def test_blocks_neither_lose_nor_double_words(text):
    blocks = read_blocks(split_lines(text))
    kept = " ".join(f"{block.marker} {block.text}" for block in blocks)
    joined = collapse(kept).replace(" ", "")
    assert len(joined) <= len("".join(text.split()))
    letters = [c for c in text if c.isalpha()]
    assert [c for c in joined if c.isalpha()] == letters


@pytest.mark.parametrize("width", [48, 60, 72, 100, 2000])
def test_wrapping_the_lines_anew_changes_nothing(read, sample, width):
    original = read(sample)
    lines = []
    for block in sample.decode().split("\n\n"):
        items: list[str] = []
        for line in block.split("\n"):
            if items and line.startswith("  "):
                items[-1] += " " + line.strip()
            elif items and not line.startswith("- ") and len(items[-1].split()) > 7:
                items[-1] += " " + line
            else:
                items.append(line)
        lines.append("\n".join(textwrap.fill(item, width, break_on_hyphens=False) for item in items))
    again = read("\n\n".join(lines))
    assert [f.text for f in again.findings] == [f.text for f in original.findings]
    assert again.document == original.document


def test_long_texts_are_read_in_good_time(read):
    text = (
        "Kent Police\n\n3 March 2015\n\nDear A\n\nA review\n\nCalls\n\n" + "- Although it is good, it is poor. \n" * 500
    )
    assert len(read(text).findings) == 1000
    assert len(read_lines("a " * 100_000)) == 1
    for odd in ("(" * 5000 + ", but is " * 2000, "not the vulnerable force " * 3000, "Kent\n" * 9000, "a" * 90_000):
        assert read("Kent Police\n\nDear A\n\nCalls\n\n- Calls are fast.\n- " + odd).passages
