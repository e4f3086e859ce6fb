"""What people's corrections say of the machine, and what is known of each document: on both engines."""

from pathlib import Path

import pytest
from peelgraph.graph.coded import coded_findings
from peelgraph.graph.corrections import correction_log, undo
from peelgraph.graph.quality import DOUBTFUL, document_quality, reviewed_quality
from peelgraph.graph.reviewing import apply_review
from peelgraph.loaders.load import load, load_shipped
from peelgraph.loaders.reference import closure
from peelgraph.ontology.review import ReviewedRow

LETTER = (Path(__file__).parents[2] / "data" / "sample-letter.txt").read_text("utf-8")


@pytest.fixture
def letter(graph, tmp_path):
    path = tmp_path / "letter.txt"

    def load_letter(text=LETTER):
        path.write_text(text, "utf-8")
        assert not load([str(path)], graph, graph).faulty

    load_letter()
    return load_letter


def review(graph, finding, **new):
    corrections = {field: tuple(words.split()) for field, words in new.items()}
    row = ReviewedRow(2, finding.id, dict(finding.coding), corrections, confirmed=not new, reviewer="JS")
    report = apply_review(graph, [row], shipped=closure)
    assert not report.faults


def machine_coded(graph):
    return sorted((f for f in coded_findings(graph) if f.linked("STATED_IN")), key=lambda f: f.id)


def test_without_reviews_and_documents_there_is_nothing(graph):
    reviewed = reviewed_quality(graph)
    assert (reviewed.findings, reviewed.fields, reviewed.by_hand, reviewed.gone) == (0, (), 0, 0)
    assert document_quality(graph) == []


def test_what_people_said_counts_by_field_and_document(graph, letter):
    first, second, *_ = machine_coded(graph)
    (before,) = document_quality(graph)
    assert (before.passages, before.findings) == (11, 24)
    assert before.doubtful == sum(f.confidence < DOUBTFUL for f in machine_coded(graph))
    assert (before.corrected, before.confirmed, before.under_embargo) == (0, 0, False)
    review(graph, first, practices="vetting")
    review(graph, second)
    reviewed = reviewed_quality(graph)
    counts = {field.field: (field.reviewed, field.right) for field in reviewed.fields}
    assert reviewed.findings == 2
    assert counts["practices"] == (2, 1)
    assert counts["polarity"] == (1, 1)
    assert all(field.sure_right <= field.sure <= field.reviewed for field in reviewed.fields)
    (after,) = document_quality(graph)
    assert (after.corrected, after.confirmed) == (1, 1)
    assert after.doubtful <= before.doubtful
    undo(graph, [row["id"] for row in correction_log(graph).dicts() if row["finding"] == first.id])
    assert reviewed_quality(graph).findings == 1
    assert document_quality(graph)[0].corrected == 0


def test_which_codings_are_doubtful_is_a_setting(graph, letter):
    assert document_quality(graph, doubtful=0)[0].doubtful == 0
    assert document_quality(graph, doubtful=1.01)[0].doubtful == 24


def test_what_a_person_had_coded_or_is_gone_is_told_and_not_counted(graph, letter):
    load_shipped(graph, graph)
    by_hand = next(f for f in coded_findings(graph) if not f.linked("STATED_IN"))
    review(graph, by_hand)
    gone = next(f for f in machine_coded(graph) if f.text in LETTER.replace("\n", " ") and f.text in LETTER)
    review(graph, gone, practices="vetting")
    letter(LETTER.replace(gone.text, "Nothing of the kind was seen in this force."))
    reviewed = reviewed_quality(graph)
    assert (reviewed.findings, reviewed.fields, reviewed.gone) == (0, (), 1)
    assert reviewed.by_hand > 0


def test_what_is_left_out_is_not_counted(graph, letter):
    first, *_ = machine_coded(graph)
    review(graph, first, practices="vetting")
    (document,) = document_quality(graph)
    assert reviewed_quality(graph, leaving_out={("Finding", first.id)}).fields == ()
    assert document_quality(graph, leaving_out={("Document", document.document)}) == []
