from __future__ import annotations

import pytest
from peelgraph.loaders.letters.coding.polarity import judged
from peelgraph.loaders.letters.findings import find_findings, is_national, split_sentences


def texts(passage: str) -> list[str]:
    return [passage[span.start : span.end] for span in find_findings(passage, judged)]


@pytest.mark.parametrize(
    "passage",
    [
        "The force uses models, e.g. SARA, and uses them well.",
        "Recommendation No. 4 was met by Mr Lee and Supt. Sample.",
        "It has improved by 3.5 percent since 3 Sept. 2014.",
        "The team (see p. 12) meets at 9 a.m. every day, i.e. also on Sundays.",
        "Para. 3.2 of the policy sets this out.",
        "It asked “Is it clear?” and staff said that it was.",
    ],
)
def test_full_stops_that_end_no_sentence(passage):
    assert [passage[a:b] for a, b in split_sentences(passage)] == [passage]


@pytest.mark.parametrize(
    "passage",
    [
        "It reacts to reports.| Systems are slow.",
        "Is it well led?| It is.",
        "It is good.|However it is slow.",
        "He said “yes.”| We agree.",
        "Staff have tablets etc.| The force is good.",
        "The desk is staffed until 9 p.m.| A van is on call after that.",
        "They were not asked again once they had said no.| Supervisors did not notice.",
    ],
)
def test_sentences(passage):
    parts = passage.split("|")
    whole = "".join(parts)
    assert [whole[a:b] for a, b in split_sentences(whole)] == [part.strip() for part in parts]


@pytest.mark.parametrize(
    "passage",
    [
        "Although the force has a clear plan,| staff are not aware of it.",
        "Officers record the assault quickly and effectively,| but often overlook the control that lies behind it.",
        "Interpreters are readily available,| but on two occasions a relative of the victim had been asked to translate.",
        "In most files the grounds were reasonable;| in the others they were not.",
        "Staffing meets the minimum on every shift,| but only because officers are drafted in at short notice.",
        "While there is a good system in place,| it is rarely used.",
        "However, although the plan is clear,| few officers know it.",
        "Despite strong leadership,| progress has been slow.",
        "Despite a good relationship with partners, including the council,| data is not shared.",
        "The scheme is well managed,| but it lacks resources.",
        "The scheme is well managed| but it is not evaluated.",
        "Supervision is poor in most teams,| although the specialist teams are well supervised.",
        "The unit is effective;| however, it is not well known.",
        "The force has begun to recruit detectives,| but numbers remain low.",
        "Calls are answered promptly,| whereas online reports wait too long.",
        "There are good examples of problem solving,| yet these are not shared.",
        "The planning unit watches trends with care each week,| but nobody acts on them.",
        "Although managers dip into a sample of logs each shift,| many of the logs that we read were incomplete.",
        "While the queue for digital examinations has halved,| some devices wait for a year.",
        "There is no longer a backlog of statements,| but the quality of many is poor.",
        "Officers do not visit the estate often enough,| while the volunteers know it well.",
        "Despite a written agreement with the hospital,| patients wait with officers all night.",
        "Rotas are settled three months before each season,| yet too many weekends lack a sergeant.",
    ],
)
def test_a_good_and_a_bad_half_are_two_findings(passage):
    parts = passage.split("|")
    assert texts("".join(parts)) == [part.strip() for part in parts]


@pytest.mark.parametrize(
    "passage",
    [
        "However, this is not always done well.",
        "Despite this, supervision is poor.",
        "However, although the sample was small, we found poor supervision in some files.",
        "The policy is not to attend all reports, but one based on a set of considerations.",
        "The force is not only well led but also well run.",
        "While most forces review their plans, this force does not.",
        "While on patrol, officers use tablets well.",
        "Staff are unclear about the policy, although we recognise that it is new.",
        "The force works well with partners and shares information (but not with schools) each week.",
        "Supervision is poor, although not all supervisors are untrained.",
        "A number of crimes had been closed despite clear opportunities to investigate them.",
        "Officers and staff, while busy, are well supported.",
        "We were told that the new team would save money, but no figures were kept.",
        "The plan speaks of two new vehicles, but does not say who will drive them.",
        "Letters are answered in a week, whereas two years ago many got no answer.",
        "Although this is only our sample, supervision is poor.",
    ],
)
def test_what_is_not_split(passage):
    assert texts(passage) == [passage]


def test_half_and_whole_sentences_keep_their_places():
    passage = "It is good.  Although A is good, B is poor. No."
    assert texts(passage) == ["It is good.", "Although A is good,", "B is poor.", "No."]


@pytest.mark.parametrize(
    ("sentence", "national"),
    [
        ("Most forces do not evaluate their work.", True),
        ("Nationally, the picture is mixed.", True),
        ("Across England and Wales, few forces could say how staff spend their time.", True),
        ("Most forces do this well, but the force does not.", False),
        ("The force is one of few forces to do so.", False),
        ("In all areas staff are trained.", False),
    ],
)
def test_a_sentence_on_all_forces_is_no_finding(sentence, national):
    assert is_national(sentence) is national
    assert bool(texts(sentence)) is not national


@pytest.mark.parametrize(
    "sentence",
    [
        "Standards are of concern in many forces.",
        "Theft accounts for more than a third of all crime in England and Wales.",
        "Public confidence in policing rests on fairness.",
        "Violence costs society a great deal each year.",
        "Delay in court lies outside the scope of this inspection.",
    ],
)
def test_sentences_about_policing_at_large_are_no_findings(sentence):
    assert is_national(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Complaints take longer to resolve than in most forces.",
        "Few forces in England and Wales make as much use of such notices.",
        "Recorded crime in Bedfordshire fell by 24 percent, compared with 16 percent nationally.",
        "Examiners are in demand from other forces.",
        "Rutland Constabulary, like all forces, has cut its budget.",
        "Not all force used on detainees was necessary.",
    ],
)
def test_sentences_that_set_a_force_beside_others_are_findings(sentence):
    assert not is_national(sentence)
