"""Titles of inspections, promises to come back, and sections that hold no findings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from peelgraph.loaders.letters import Extraction
from peelgraph.loaders.letters.opening import is_frame

Read = Callable[..., Extraction]

LETTER = (
    "3 June 2018\n\nMs Ned Sample\nChief Constable\nKent Police\n\n{}Dear Ms Sample\n\n{}{}\n\nCalls\n\n"
    "- Calls are answered fast.\n\n{}Yours sincerely\n\nAda Sample\nHM Inspector of Constabulary\n"
)
INTRODUCTION = "My colleagues visited your force in April 2018 and they spoke to staff in the control room at length.\n"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("PEEL: Police efficiency 2018 – Kent", "PEEL: Police efficiency 2018"),
        ("'Who answers?' - findings for Kent", "Who answers?"),
        ("Answering the public (Kent Police)", "Answering the public"),
        ('HMIC review of control rooms: "Who answers?"', "Who answers?"),
        ("Re: WHO ANSWERS? AN INSPECTION OF HOW CALLS ARE ANSWERED AND\nGRADED", "{} GRADED"),
        ("WHO ANSWERS? AN INSPECTION OF HOW CALLS\nAND MESSAGES ARE ANSWERED", "{} AND MESSAGES ARE ANSWERED"),
        ("Who answers? – a review of calls", "Who answers? – a review of calls"),
        ("Who answers? A review of calls - findings for your force", "Who answers? A review of calls"),
        ("Letter to Kent Police - Who answers: a review of calls", "Who answers: a review of calls"),
        ("Who answers - Kent findings", "Who answers"),
        ("Title of inspection: Who answers", "Who answers"),
        ("Who answers? Findings for Kent Police", "Who answers? Findings for Kent Police"),
    ],
)
def test_a_subject_line_gives_the_whole_title_and_only_that(read: Read, subject: str, title: str):
    first = subject.partition("\n")[0].removeprefix("Re: ")
    found = read(LETTER.format("", f"{subject}\n\n", INTRODUCTION, ""))
    assert found.document["inspection"] == title.format(first)
    assert found.document["force"] == "kent"
    assert len(found.findings) == 1


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("A joint thematic inspection of control rooms\nLetter on the findings for Kent\n\n",
         "A joint thematic inspection of control rooms"),
        ("HMIC inspection of call grading: 'Sorted'\n\n", "Sorted"),
        ("An inspection of how calls are graded\n\n", "An inspection of how calls are graded"),
        ("Kent Police: Call grading progress review\n\nPublished on: 3 June 2018\n\nShare this page\n\n", "Call grading progress review"),
    ],
)  # fmt: skip
def test_a_title_may_stand_above_the_salutation(read: Read, above: str, title: str):
    found = read(LETTER.format(above, "", INTRODUCTION, ""))
    assert found.document["inspection"] == title
    assert not found.faults


@pytest.mark.parametrize(
    ("subject", "told", "title", "former"),
    [
        ("WHO ANSWERS\n\n", "Our report is Who answers: An inspection of control rooms. When we began it was called Open lines.",
         "Who answers: An inspection of control rooms", "Open lines"),
        ("'Who answers'\n\n", "You will have known it until the summer as 'Open lines'.", "Who answers", "Open lines"),
        ("", "Thank you for your help with our Call grading progress review (announced to you as the Open lines revisit).", None,
         "Open lines revisit"),
        ("'Who answers'\n\n", "It was announced to chief officers as Open Lines and has since been given its name.", "Who answers",
         "Open Lines"),
        ("'Who answers'\n\n", "In March it was going by the name of 'Open lines'.", "Who answers", "Open lines"),
        ("Letter of findings\n\n", "This is about 'Who answers: a review of calls'. The work was done for 'Who answers: a review of calls'.",
         "Who answers: a review of calls", None),
        ("GMP: what we found\n\n", "Thank you for taking part in The Last Call, our inspection of control rooms.", "The Last Call", None),
        ("Who answers?\n\n", "It is told in 'Who answers? How calls are graded'.", "Who answers? How calls are graded", None),
        ("", "This began as _Open lines: grading_. Its final title is _Who answers: a review of calls_.", "Who answers: a review of calls",
         "Open lines: grading"),
        ("", "You will have seen it called 'Open lines'. The inspection is called 'Who answers'.", "Who answers", "Open lines"),
        ("'Who answers'\n\n", "I wrote to you about it under its working title, Open lines and calls.", "Who answers",
         "Open lines and calls"),
        ("", "As you know, Who answers: calls in growing towns looks at six forces.", "Who answers: calls in growing towns", None),
        ("EMBARGOED - HMIC findings for Kent Police\n\n", "These are from our inspection *Who answers: a review of calls*.",
         "Who answers: a review of calls", None),
        ("", "The inspection is entitled The Last Call: An Inspection of Control Rooms. It was short.",
         "The Last Call: An Inspection of Control Rooms", None),
        ("", "I have the findings for Kent from 'Who answers: a review of calls'.", "Who answers: a review of calls", None),
        ('Open lines (now renamed "Who answers: a review of calls")\n\n', "", "Who answers: a review of calls",
         "Open lines"),
        ("", "This is about the inspection of the way in which forces answer people at night, which we named 'Who answers?'.",
         "Who answers?", None),
        ("", 'I enclose a copy of "Who answers: a review of calls", which we shall publish in June.',
         "Who answers: a review of calls", None),
        ("Inspection of your force: our findings\n\n",
         "The inspection was named 'Calls' when I told you of it in May, and is now known as 'Who answers?'.",
         "Who answers?", "Calls"),
        ("Call handling: our findings\n\n", "We did this while we worked on our review 'Who answers?'.",
         "Call handling: our findings", None),
    ],
)  # fmt: skip
def test_a_title_is_taken_from_the_text_where_the_subject_names_none(
    read: Read, subject: str, told: str, title: str, former: str | None
):
    found = read(LETTER.format("", subject, f"{told} {INTRODUCTION}", ""))
    assert (found.document["inspection"], found.document["formerly"]) == (title, former)


def test_a_report_leaves_out_the_force_before_its_title(read: Read):
    text = "Kent Police – An inspection of how calls are graded\n\n12 June 2018\n\nGrading\n\n1. Grading is quick and sound."
    assert read(text).document["inspection"] == "An inspection of how calls are graded"


def test_a_reference_below_the_subject_is_no_section(read: Read):
    reference = "Call handling\nOur reference: KP/7\n\n"
    found = read(LETTER.format("", reference, f"{INTRODUCTION}\nYou saw a draft of this in May.", ""))
    assert [finding.text for finding in found.findings] == ["Calls are answered fast."]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("The next PEEL: Police efficiency inspection will consider what has changed.", "PEEL: Police efficiency inspection"),
        ("All of this will be tested again in PEEL: Police effectiveness (calls) 2019.",
         "PEEL: Police effectiveness (calls) 2019"),
        ("We will check what has changed in 'Call grading 2019'.", "Call grading 2019"),
        ("We will look again at evidence gathered in the 'Who answers' work.", None),
        ("We shall return to these matters in 'Who answers 4', which starts in the spring.", "Who answers 4"),
        ("We will keep this under review and will report on it in PEEL 2020/21.", "PEEL 2020/21"),
        ("Your liaison lead, Bea Quoin, will be in touch.", None),
        ("We will look at this next year as part of Taking Time for Crime, and will call on you.", "Taking Time for Crime"),
        ("We will return to this under the heading 'Who answers next'.", "Who answers next"),
        ("The use of this will be considered again in *Call Inspection 2019: Grading*.", "Call Inspection 2019: Grading"),
        ("We expect to pick up the themes of this in our 2019 effectiveness inspection.", "2019 effectiveness inspection"),
        ("No further inspection is planned.", None),
        ("You will wish to know that nothing more is planned.", None),
        ("I have asked that progress be tested in our 2019 Integrated PEEL Assessment.", "2019 Integrated PEEL Assessment"),
        ("Progress will be considered within PEEL: Police legitimacy 2019.", "PEEL: Police legitimacy 2019"),
        ("We do not intend to inspect this subject again.", None),
        ("There will be no separate re-inspection.", None),
        ("I shall return to these points this summer as part of Taking Time 4.", "Taking Time 4"),
        ("We will return to this in Taking Time 3, for which the work begins in spring.", "Taking Time 3"),
        ("PEEL: Police effectiveness 2019 will return to this evidence.", "PEEL: Police effectiveness 2019"),
        ("We will check this in our PEEL effectiveness inspection in the autumn of 2019.", "PEEL effectiveness inspection"),
        ("We will pick these matters up in the next PEEL assessment.", "PEEL assessment"),
        ("We will check this in the next PEEL assessment of the force, PEEL 2019.", "PEEL 2019"),
        ("A revisit will be reported in Call handling: a second look 2019.", "Call handling: a second look 2019"),
        ("Could you let my office know of any mistake?", None),
        ("My staff will visit you in the autumn.", None),
        ("We do not plan another visit before the spring.", None),
        ("We have no plans to return to single forces.", None),
        ("I have asked the department whether we may revisit the subject.", None),
    ],
)  # fmt: skip
def test_a_promise_or_its_absence_is_no_finding(read: Read, sentence: str, title: str | None):
    found = read(LETTER.format("", "Call handling\n\n", INTRODUCTION, f"{sentence}\n\n"))
    assert found.document["follow_up"] == title
    assert [finding.text for finding in found.findings] == ["Calls are answered fast."]


@pytest.mark.parametrize(
    "sentence",
    [
        "In this section we describe our findings on calls.",
        "Our inspection assessed how good the force is at answering calls.",
        "We make graded judgments in nine areas.",
        "I have taken account of the evidence gathered in May 2022.",
        "My report sets out the detailed findings.",
    ],
)
def test_what_a_report_says_of_itself_is_no_finding(sentence: str):
    assert is_frame(sentence)


@pytest.mark.parametrize("heading", ["What this report is about", "What this report contains", "4. How we inspected"])
def test_a_section_on_the_report_holds_facts_and_no_findings(read: Read, heading: str):
    text = (
        "PEEL: Police efficiency 2018\nAn inspection of Kent Police\n12 June 2018\n\nGrading calls\n\n"
        f"Calls are graded quickly and rightly by staff. Few are graded again later.\n\n{heading}\n\n"
        "Three inspectors spent a week with the force in May 2018. They spoke to 30 people.\n\nAnswering calls\n\n"
        "Calls are answered fast by the staff of the control room."
    )
    found = read(text)
    assert [passage.passage.section for passage in found.passages] == ["Grading calls", "Answering calls"]
    assert (found.document["fieldwork_start"], found.document["fieldwork_end"]) == ("2018-05", "2018-05")


def test_how_a_force_was_inspected_may_hold_findings_too(read: Read):
    text = (
        "PEEL: Police efficiency 2018\nAn inspection of Kent Police\n12 June 2018\n\nGrading calls\n\n"
        "Calls are graded quickly and rightly by staff.\n\nHow we inspected\n\n"
        "Call takers felt well supported by their supervisors. Callers are told how long they will wait."
    )
    assert [passage.passage.section for passage in read(text).passages] == ["Grading calls", "How we inspected"]


def test_an_embargo_may_name_its_end_first(read: Read):
    said = "The report is due out on 9 July 2018. Until 10:30 on that day please do not circulate this letter."
    found = read(LETTER.format("", "Call handling\n\n", f"{INTRODUCTION}\n{said}", ""))
    assert found.document["embargoed_until"] == "2018-07-09T10:30"
