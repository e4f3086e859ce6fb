from __future__ import annotations

from peelgraph.loaders.letters.opening import is_frame
from peelgraph.loaders.letters.structure import Letter, read_letter
from peelgraph.loaders.letters.text import split_lines


def letter(text: str) -> Letter:
    return read_letter(split_lines(text))


def test_sections_are_printed_headings_and_numbers_run_on(sample):
    passages = letter(sample.decode()).passages
    assert [passage.number for passage in passages] == list(range(1, 12))
    assert list(dict.fromkeys(passage.section for passage in passages)) == [
        "Preventing crime",
        "Answering the public",
        "Managing offenders",
        "Using resources",
    ]


def test_the_list_of_what_was_looked_at_is_no_passage(sample):
    assert not any("how they answer the public" in p.text for p in letter(sample.decode()).passages)


def test_signature_and_copy_list_are_no_passages_and_the_copy_list_is_dropped():
    found = letter(
        "Dear A\n\nCalls\n\n- Calls are fast.\n\nYours sincerely\n\nB Sample\n\nCopied to C Person\nD Person"
    )
    assert [p.text for p in found.passages] == ["Calls are fast."]
    assert "Person" not in " ".join(line.text for line in found.signature)


def test_thanks_and_promises_between_findings_are_no_passages():
    text = (
        "Dear A\n\nCalls\n\n- Calls are fast.\n\nWe will revisit these findings next year.\n\n"
        "I would like to thank your staff.\n\nYours sincerely\nB"
    )
    assert [p.text for p in letter(text).passages] == ["Calls are fast."]


def test_a_lead_in_belongs_to_its_list():
    text = "Dear A\n\nReview\n\nFindings\n\nThe force should:\n\n- train its staff;\n- review its plans."
    assert [(p.text, p.lead) for p in letter(text).passages] == [
        ("train its staff;", "The force should:"),
        ("review its plans.", "The force should:"),
    ]


def test_a_sub_list_belongs_to_its_bullet():
    text = "Dear A\n\nCalls\n\n• The force has two aims:\n  – to answer; and\n  – to help.\n• It does both."
    assert [p.text for p in letter(text).passages] == [
        "The force has two aims: to answer; and to help.",
        "It does both.",
    ]


def test_a_judging_heading_keeps_the_topic_above_it():
    text = "Dear A\n\nReview\n\nVetting\n\nAreas for improvement\n\n- Some staff are not vetted.\n\nYours sincerely"
    passage = letter(text).passages[0]
    assert (passage.section, passage.topic) == ("Areas for improvement", "Vetting")


def test_sections_without_findings_are_left_out():
    text = (
        "Dear A\n\nReview\n\nCalls\n\n- Calls are fast.\n\nNext steps\n\n- The team will come back.\n\nYours sincerely"
    )
    assert len(letter(text).passages) == 1


def test_running_text_without_a_letter_has_no_passages():
    assert letter("Alice was beginning to get very tired of sitting by her sister on the bank.").passages == ()


def test_frame_sentences():
    assert is_frame("The national report will be published in May.")
    assert not is_frame("The force publishes its data each month.")
