"""From a finding to its sentence, its document, and how it was coded."""

from __future__ import annotations

import datetime as dt

import pytest
from peelgraph.graph.evidence import evidence
from peelgraph.graph.question import ask
from peelgraph.ontology.errors import PeelgraphError, UnknownNameError
from peelgraph.ontology.records import Link, Record


def quoted(graph):
    return [row for row in ask(graph, "findings").dicts() if row["wording"] == "quoted"]


def test_a_quoted_finding_is_exactly_the_span_of_its_passage(lettered):
    rows = quoted(lettered)
    assert len(rows) > 20
    for row in rows:
        answer = evidence(lettered, row["finding"])
        assert answer["passage_text"][answer["start_at"] : answer["end_at"]] == answer["text"] == row["text"]
        assert answer["document"] == row["document"]


def test_a_letters_finding_leads_to_who_wrote_it_to_whom_and_when(lettered):
    answer = evidence(lettered, quoted(lettered)[0]["finding"])
    assert (answer["author"], answer["addressee"]) == ("Marigold Fictitious", "Algernon Madeup")
    assert (answer["published"], answer["period"]) == (dt.date(2015, 5, 11), "2015-05-11")
    assert answer["embargoed_until"] == dt.datetime(2015, 5, 14, 0, 1)
    assert (answer["filename"], answer["page"]) == ("sample-letter.txt", None)
    assert answer["sources"] == [answer["document"]]


def test_every_coding_of_a_letter_says_how_it_was_reached_and_how_surely(lettered):
    for row in quoted(lettered):
        answer = evidence(lettered, row["finding"])
        assert [c["slug"] for c in answer["practices"]] == row["practices"]
        assert [c["slug"] for c in answer["risks"]] == row["risks"]
        confidences = [answer["polarity_confidence"], answer["kind_confidence"]]
        for coding in (*answer["practices"], *answer["risks"]):
            assert coding["method"] in {"stated", "rule", "model"}
            confidences.append(coding["confidence"])
        known = [c for c in confidences if c is not None]
        assert all(0 <= c <= 1 for c in known)
        assert row["confidence"] == (min(known) if known else None)


def test_a_table_finding_leads_to_its_source_and_is_coded_by_hand(shipped, facts):
    for c in facts.claims[3::60]:
        answer = evidence(shipped, c.id)
        assert (answer["text"], answer["source_url"], answer["passage_text"]) == (c.text, c.source_url, None)
        assert [(p["slug"], p["method"], p["confidence"]) for p in answer["practices"]] == [
            (p, "hand", None) for p in c.practices
        ]
        assert [r["slug"] for r in answer["risks"]] == list(c.risks)


def test_the_last_part_of_an_id_is_enough_where_it_names_one_finding(shipped, facts):
    tails = {}
    for c in facts.claims:
        tails.setdefault(c.id.rsplit("-", 1)[1], []).append(c.id)
    for tail, ids in list(tails.items())[:40]:
        assert len(ids) == 1
        assert evidence(shipped, f" {tail} ")["finding"] == ids[0]


def test_an_ending_that_several_findings_share_is_told_with_their_ids(small, claim):
    graph = small(claim(f"{force}-x1", force, "peel-2014", "weakness", ("calls",)) for force in ("avon", "brent"))
    with pytest.raises(PeelgraphError, match="2 findings end with 'x1': avon-x1, brent-x1; give more of the id"):
        evidence(graph, "x1")
    assert evidence(graph, "brent-x1")["force"] == "brent"


def test_an_id_that_is_the_end_of_another_one_means_itself(small, claim):
    graph = small(claim(id_, "avon", "peel-2014", "weakness", ("calls",)) for id_ in ("x1", "long-x1"))
    assert evidence(graph, "x1")["finding"] == "x1"


@pytest.mark.parametrize("unknown", ["", "  ", "nothing", "-", "ssex"])
def test_an_unknown_finding_is_told(shipped, unknown):
    with pytest.raises(UnknownNameError, match="no finding is called"):
        evidence(shipped, unknown)


def test_a_span_counts_code_points_also_beyond_the_first_plane(small, claim):
    graph = small([claim("x0", "avon", "peel-2014", "weakness", ())])
    before, text = "\U0001f693 Ĺa\u0308tely: ", "caf\u00e9 calls \U0001f4de wait."
    stated = claim("x1", "avon", "peel-2014", "weakness", ("calls",), text=text).record()
    span = Link("STATED_IN", "Passage", "p1", {"start": len(before), "end": len(before) + len(text)})
    with graph.stating("letter") as writer:
        writer.write(
            [
                Record("Document", "d1", {"title": "A letter", "kind": "letter"}),
                Record("Passage", "p1", {"number": 1, "text": before + text}, (Link("PART_OF", "Document", "d1"),)),
                Record("Finding", "x1", stated.properties, (*stated.links, span)),
            ]
        )
    answer = evidence(graph, "x1")
    assert answer["passage_text"][answer["start_at"] : answer["end_at"]] == text
