from __future__ import annotations

import pytest
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


def texts(text: str) -> list[str]:
    return [passage.text for passage in letter(text).passages]


def test_a_line_that_begins_with_the_number_of_its_sentence_is_no_list():
    found = texts("Dear Ada\n\nReview\n\nCalls\n\n- Posts rose from between 10 and\n  50.\n- Staff are glad.\n")
    assert found == ["Posts rose from between 10 and 50.", "Staff are glad."]
    found = texts(
        "Dear Ada\n\nReview\n\nCalls\n\n1. Posts rose from between 1 and\n2. They help.\n2. Staff are glad.\n"
    )
    assert found == ["Posts rose from between 1 and 2. They help.", "Staff are glad."]


def test_a_first_section_with_a_lettered_heading_under_short_lines_is_kept():
    report = (
        "PEEL 2021/22\nAn inspection of Kent Police\n\nGrades stand on our website. This report says what we\nfound.\n\n"
        "A. Preventing crime\n\n• People know who polices their area and how to reach them.\n\n"
        "B. Answering calls\n\n• Calls are answered fast by people who know what to ask.\n"
    )
    assert [p.section for p in letter(report).passages] == ["Preventing crime", "Answering calls"]


def test_a_section_named_contact_is_background_only_where_it_says_how_to_get_in_touch():
    review = "Dear Ada\n\nReview\n\nContact\n\n- {}\n\nCrime\n\n- Thefts are looked into by a team of their own.\n"
    assert len(texts(review.format("People who ring in an emergency are answered in seven seconds."))) == 2
    assert len(texts(review.format("Our press office answers questions about this letter."))) == 1


def test_bullets_above_a_late_lead_in_are_kept_with_their_heading():
    text = (
        "Dear Ada\n\nReview\n\nWe visited the force in May 2015.\n\n- Calls are answered fast by people who care.\n\n"
        "Our findings on crime are as follows:\n\n- Thefts are looked into by a team of their own.\n"
    )
    assert len(texts(text)) == 2


def test_a_section_of_background_that_has_points_is_told():
    text = (
        "Dear Ada\n\nReview\n\nBackground\n\n- Prisoners wait too long to see a nurse in most suites.\n\n"
        "Crime\n\n- Thefts are looked into by a team of their own.\n"
    )
    (told,) = letter(text).set_aside
    assert (told.heading, told.points) == ("Background", 1)
    assert "'Background' (line 5) was read as background" in str(told)


def test_bullets_that_are_the_letter_o_do_not_join_the_paragraphs_of_a_letter():
    points = "\n\n".join(f"o The force looks at point {n} with care." for n in range(8))
    head = "Dear Ada\n\nReview\n\nWe came in May.\n\nFindings for your force are:\n\nCalls\n\n"
    assert len(texts(f"3 May 2015\n\nKent Police\n\n{head}{points}\n")) == 8


def test_an_annex_or_summary_after_the_findings_is_no_finding():
    report = "Kent Police\n\nCalls\n\n1. Calls are answered fast by people who care.\n\n{}\n"
    for last in ("Annex A. Methodology", "Section 6. Summary of recommendations"):
        assert texts(report.format(last)) == ["Calls are answered fast by people who care."]


COUNTED = (
    "Dear A\n\nCalls in 2015\n\n{0} This letter reports on our inspection of calls. We visited your force in May\n{1}2015.\n\n"
    "{2} Calls are answered fast in the rooms that we visited. Staff\n{1}like the work.\n\n"
    "{3} Nobody knows how many callers give up.\n\n{4} If you want to discuss this letter, please telephone B.\n\n"
    "Yours,\n\nB Sample"
)


@pytest.mark.parametrize("mark", ["{}", "{}.", "({})", "{}  "])
@pytest.mark.parametrize("indent", ["", "     "])
def test_paragraphs_that_are_counted_from_the_introduction_on_are_read_as_paragraphs(mark, indent):
    one, *others = (mark.format(number) for number in (1, 2, 3, 4))
    found = letter(COUNTED.format(one, indent, *others))
    assert [p.text for p in found.passages] == [
        "Calls are answered fast in the rooms that we visited. Staff like the work.",
        "Nobody knows how many callers give up.",
    ]
    assert found.subject is not None
    assert found.subject.text == "Calls in 2015"


def test_bare_numbers_mark_paragraphs_only_where_they_count_on():
    text = "Dear A\n\nCalls\n\n{} Calls are fast.\n\n{} Staff are kind to all.\n\n{} Systems are slow at night."
    assert texts(text.format(17, 18, 19)) == ["Calls are fast.", "Staff are kind to all.", "Systems are slow at night."]
    assert texts(text.format(80, 12, 40))[-1] == "40 Systems are slow at night."


def test_a_lone_yours_closes_a_letter():
    found = letter("Dear A\n\nCalls\n\n- Calls are fast.\n\nYours,\n\nB Sample")
    assert [p.text for p in found.passages] == ["Calls are fast."]
    assert [line.text for line in found.signature if line.text] == ["B Sample"]


@pytest.mark.parametrize("mark", [".", ":", " –"])
def test_headings_that_are_run_in_head_the_sections_and_are_no_findings(mark):
    told = {
        "First reports": "Reports are graded fast. This is good.",
        "Searches": "Officers search well but seldom say why they stop.",
        "Working with others": "Links with the health board are strong.",
    }
    body = "\n\n".join(f"{heading}{mark} {text}" for heading, text in told.items())
    found = letter(f"Dear A\n\nCall review\n\nOur findings are as follows.\n\n{body}\n\nYours sincerely\n\nB Sample")
    assert {passage.section: passage.text for passage in found.passages} == told


def test_two_short_sentences_are_no_headings():
    body = "Numbers fell. Fewer people call.\n\nMorale. It is high.\n\nStaff are well led."
    found = letter(f"Dear A\n\nCall review\n\nOur findings are as follows.\n\n{body}\n\nYours sincerely\n\nB Sample")
    assert [passage.text for passage in found.passages] == body.split("\n\n")


def test_a_list_that_a_sentence_leads_in_to_is_no_section():
    text = (
        "Dear A\n\nCall review\n\nWe visited you in May 2015.\n\nThe inspection asked:\n\n- whether calls are fast; and\n"
        "- whether they are graded.\n\nGrading\n\n- Calls are graded well.\n\nYours sincerely\n\nB Sample"
    )
    assert [passage.text for passage in letter(text).passages] == ["Calls are graded well."]


def test_the_labels_below_a_copy_list_are_kept():
    text = "To: A\nCopied to: C Person\nDate: 3 May 2015\nSubject: Call review\n\nDear A\n\nCalls\n\n- Calls are fast.\n\nYours\nB"
    found = letter(text)
    assert [line.text for line in found.header if line.text] == ["To: A", "Date: 3 May 2015", "Subject: Call review"]
    assert found.subject.text == "Call review"


def test_items_that_are_sentences_under_a_bullet_are_passages_of_their_own():
    text = (
        "Dear A\n\nCall review\n\nCalls\n\n(a) Calls are fast.\n\n(b) In the 40 calls that we heard:\n\n"
        "    (i) callers were asked about children;\n    (ii) few of them were asked twice; and\n    (iii) the grade was right.\n\n"
        "(c) The force has:\n\n    (i) a plan; and\n    (ii) a budget.\n\nYours sincerely\n\nB Sample"
    )
    assert [(passage.lead, passage.text) for passage in letter(text).passages] == [
        (None, "Calls are fast."),
        ("In the 40 calls that we heard:", "callers were asked about children;"),
        ("In the 40 calls that we heard:", "few of them were asked twice; and"),
        ("In the 40 calls that we heard:", "the grade was right."),
        (None, "The force has: a plan; and a budget."),
    ]


@pytest.mark.parametrize(
    "box",
    [
        "Case study: Mrs A\n\nMrs A had sent a large sum to a man she did not know. Her bank told the police.",
        "\u201cThe first one who came was lovely. The second asked me what I had done.\u201d\nVictim, Maidstone",
        "\u201cThey rang back to make sure I was safe.\u201d\n\n\u2013 a caller, surveyed in April 2021",
    ],
)
def test_what_boxes_tell_of_one_person_is_no_finding(box):
    text = f"Dear A\n\nCall review\n\nCalls\n\nCalls are fast and graded well.\n\n{box}\n\nFew are graded again.\n\nYours\n\nB Sample"
    assert [p.text for p in letter(text).passages] == ["Calls are fast and graded well.", "Few are graded again."]


def test_a_former_recommendation_that_is_quoted_is_no_box():
    asked = "\u201cBy 31 July 2022, the force should reduce the time that callers wait for us.\u201d"
    text = f"Dear A\n\nCall review\n\nRecommendation 1\n\n{asked}\n\nThe force has done so.\n\nYours\n\nB Sample"
    assert [p.text for p in letter(text).passages] == [asked, "The force has done so."]


def test_findings_in_an_annex_below_the_signature_are_read():
    text = (
        "Dear A\n\nCall review\n\nThe findings for your force are set out at Annex A.\n\nYours sincerely\n\nB Sample\n\n"
        "Distribution:\nC Person\n\nAnnex A\n\nGrading\n\n- Calls are graded well.\n"
    )
    found = letter(text)
    assert [(passage.section, passage.text) for passage in found.passages] == [("Grading", "Calls are graded well.")]
    assert [line.text for line in found.signature if line.text] == ["B Sample"]


def test_points_that_recognition_set_apart_go_to_their_words():
    text = "Dear A\n\nCall review\n\nCalls\n\n- Calls , also at night , are fast .\n- Few are graded , or graded again .\n\nYours\n\nB"
    assert [p.text for p in letter(text).passages] == [
        "Calls, also at night, are fast.",
        "Few are graded, or graded again.",
    ]


def test_bullets_and_marks_that_were_misread_are_put_right():
    told = ["Staff aren\u00e2\u20ac\u2122t trained.", "Calls are fast.", "Few are graded again."]
    text = "Dear A\n\nCall review\n\nCalls\n\n" + "\n\n".join(f"e {one}" for one in told) + "\n\nYours sincerelv,\nB"
    assert [p.text for p in letter(text).passages] == ["Staff aren\u2019t trained.", *told[1:]]


def test_a_marking_over_the_subject_is_no_subject():
    text = "Dear A\n\nOFFICIAL \u2013 SENSITIVE until publication\n\nCall review\n\nCalls\n\n- Calls are fast.\n\nYours\n\nB"
    assert letter(text).subject.text == "Call review"


def test_a_table_of_labels_gives_the_subject():
    text = "MEMORANDUM\nTo\tA\nSubject\tCall review\n\nDear A\n\nWe visited you.\n\nCalls\n\n- Calls are fast.\n\nYours\n\nB"
    assert letter(text).subject.text == "Call review"


def test_a_subject_that_repeats_the_letterhead_is_no_running_head():
    text = (
        "HMIC\nPEEL: Police efficiency 2015\nKent Police\n\n\nDear A,\n\nPEEL: Police efficiency 2015 \u2013 findings for Kent Police\n\n"
        "we visited you in May.\n\nCalls\n\n- Calls are fast.\n\n        1\n\n- Few are graded again.\n\nYours\n\nB\n\n        2\n"
    )
    assert letter(text).subject.text == "PEEL: Police efficiency 2015 \u2013 findings for Kent Police"


def test_the_heading_at_the_end_of_a_page_path_is_the_subject():
    text = (
        "[3]Home > [4]Publications > Best use of calls revisit:\nKent\n\nBest use of calls revisit: Kent\n\nPublished on: 3 May 2016\n\n"
        "Dear A\n\nWe went back in May.\n\nCalls\n\n* Calls are fast.\n\nYours\n\nB"
    )
    assert letter(text).subject.text == "Best use of calls revisit: Kent"


def test_marks_escaped_for_markdown_and_section_signs_as_bullets_are_read():
    text = "Dear A\n\nCall review\n\nCalls\n\n\u00a7 The force\\'s calls are fast.\\\n\u00a7 Few are graded again.\n\nYours\n\nB"
    assert [p.text for p in letter(text).passages] == ["The force's calls are fast.", "Few are graded again."]
