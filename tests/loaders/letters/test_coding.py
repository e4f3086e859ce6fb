"""The coding, sentence by sentence; these sentences are ours and were coded before they were tried."""

from __future__ import annotations

from dataclasses import replace

import pytest
from peelgraph.loaders.letters.coding.coder import Coder, Coding
from peelgraph.loaders.letters.coding.cues import compile_pattern, read_cues, read_table
from peelgraph.loaders.letters.coding.headings import read_heading, stated_status
from peelgraph.loaders.letters.coding.kind import code_kind
from peelgraph.loaders.letters.coding.measured import confidence
from peelgraph.loaders.letters.coding.polarity import code_polarity, judged
from peelgraph.loaders.letters.coding.practices import Context, PracticeCoder
from peelgraph.loaders.letters.coding.stated import read_stated
from peelgraph.loaders.letters.contrast import Span
from peelgraph.loaders.letters.findings import find_findings
from peelgraph.loaders.letters.structure import Passage
from peelgraph.ontology.vocabulary import Concept


@pytest.mark.parametrize(
    ("polarity", "text"),
    [
        ("strength", "The process is effective."),
        ("weakness", "The process is not effective."),
        ("weakness", "There is no effective process."),
        ("weakness", "Few supervisors do this well."),
        ("strength", "There is no backlog of files."),
        ("strength", "Delays have been reduced."),
        ("weakness", "Delays have not been reduced and are too long."),
        ("strength", "Officers are rarely diverted from this work."),
        ("weakness", "Training is limited."),
        ("weakness", "It would benefit from a clear lead."),
        ("weakness", "It is too early to say that it is effective."),
        ("strength", "There are some pockets of good practice."),
        ("strength", "The force is able to identify repeat callers."),
        ("strength", "The force is taking steps to understand demand."),
        ("neutral", "Calls are graded by computer."),
        ("neutral", "We visited three custody suites."),
        ("neutral", "HMIC reviewed 40 files."),
        ("weakness", "We reviewed 40 files and found that half lacked a plan."),
        ("weakness", "Practice is inconsistent across the force."),
        ("weakness", "The force could do more to evaluate its work."),
    ],
)
def test_polarity(polarity, text):
    assert code_polarity(text).value == polarity


def test_a_heading_tips_the_balance():
    assert code_polarity("Reviews take place each month.", "weakness").value == "weakness"
    assert code_polarity("Reviews take place each month.", "strength").value == "strength"


def test_the_cue_is_what_stands_in_the_text():
    coded = code_polarity("The force’s plan isn’t well understood.")
    assert coded.value == "weakness"
    assert coded.cue
    assert coded.cue in "The force’s plan isn’t well understood."


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("recommendation", "The force needs to make sure that all files are checked."),
        ("recommendation", "The force should evaluate its work."),
        ("recommendation", "Supervisors must review each case."),
        ("recommendation", "There is a need for better training."),
        ("recommendation", "We recommend that the force reviews its policy."),
        ("action-planned", "The force plans to introduce a new system."),
        ("action-planned", "A review is planned for the autumn."),
        ("action-planned", "It intends to recruit 40 detectives."),
        ("action-planned", "The force has recognised this and will train its staff."),
        ("action-taken", "The force has recognised that this is a problem."),
        ("action-taken", "The force has already changed its policy."),
        ("action-taken", "The force has begun to recruit more staff."),
        ("finding", "Crimes that should have been recorded were not."),
        ("finding", "Staff were unclear about which calls they should attend."),
        ("finding", "The unit would benefit from more analysts."),
        ("finding", "The force is taking steps to build a picture of demand."),
        ("finding", "Officers know what they need to do."),
        ("finding", "Victims do not always get the support that they need."),
        ("finding", "The force has introduced a new system and staff like it."),
    ],
)
def test_kind(kind, text):
    assert code_kind(text).value == kind


def test_a_change_after_a_weakness_is_an_answer_to_it():
    text = "The force has introduced a weekly check."
    assert code_kind(text).value == "finding"
    assert code_kind(text, after_weakness=True).value == "action-taken"


def test_a_lead_in_gives_its_kind_to_its_list():
    assert code_kind("train its staff;", lead="The force should:").value == "recommendation"


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("integrated-offender-management", "IOM is run jointly with probation."),
        ("integrated-offender-management", "Integrated offender management brings results."),
        ("crime-prevention-strategy", "There is a force-wide strategy for preventing crime."),
        ("call-handling", "Call handlers answer 999 calls quickly."),
        ("missing-people", "Missing children are found quickly."),
        ("benefits-realisation", "The force cannot measure the savings from this."),
        ("staff-time-monitoring", "It does not know how officers spend their time."),
        ("vetting", "Some staff are not vetted."),
        ("stop-and-search", "Stop and search is used fairly."),
        ("workload-allocation", "Detectives carry heavy caseloads."),
        ("mental-health-response", "Nurses work with officers in street triage."),
    ],
)
def test_practices(slug, text, vocabulary):
    assert PracticeCoder(vocabulary.practices).code(text, Context())[0].value == slug


def test_a_weak_label_never_decides_alone(vocabulary):
    coder = PracticeCoder({"thing": Concept("practice", "thing", "Widget work", "", "group", ("MASH",), ("MASH",)),
                           "group": Concept("practice", "group", "Group")})  # fmt: skip
    assert coder.code("MASH is new.", Context()) == []
    assert [c.value for c in coder.code("Widget work in MASH is new.", Context())] == ["thing"]


def test_a_term_of_the_users_own_is_found(vocabulary):
    own = Concept("practice", "drone-policing", "Use of drones", "", "using-resources", ("drones",))
    coder = Coder(vocabulary.with_concepts([own]))
    passage = Passage(1, None, "Drones are used well.", 1)
    coding = coder.code(passage, find_findings(passage.text, judged))[0]
    assert [practice.value for practice in coding.practices] == ["drone-policing"]


@pytest.mark.parametrize("name", ["C++ (old)", "?", "a*b|c", "[x", "~3 (", "’"])
def test_labels_of_any_characters_are_taken(name, vocabulary):
    terms = [
        Concept("practice", "own", name, broader="vetting"),
        Concept("risk", "own-risk", name, broader="harm-to-people"),
    ]
    assert code("Vetting is poor.", vocabulary.with_concepts(terms))[0].polarity.value == "weakness"


def code(text: str, vocabulary, section: str | None = None, topic: str | None = None) -> list[Coding]:
    passage = Passage(1, section, text, 1, topic=topic)
    return Coder(vocabulary).code(passage, find_findings(text, judged))


def test_it_means_what_the_sentence_before_is_about(vocabulary):
    first, second = code("The vetting unit is small. It has too few staff.", vocabulary)
    assert [p.value for p in second.practices][:1] == [first.practices[0].value] == ["vetting"]


def test_where_a_sentence_names_nothing_its_heading_does(vocabulary):
    coding = code("Too little is done.", vocabulary, "Custody", "Custody")[0]
    named = code("The cells in custody are clean.", vocabulary, "Custody", "Custody")[0]
    assert [practice.value for practice in coding.practices] == ["custody"]
    assert coding.practices[0].confidence < named.practices[0].confidence


@pytest.mark.parametrize(
    ("risk", "text"),
    [
        ("duplicated-effort", "There is duplication of effort between the teams."),
        ("delayed-response", "Callers wait too long for an answer."),
        ("skills-gap", "Officers have not been trained to investigate."),
        ("siloed-working", "There is a siloed way of working between departments."),
        ("crimes-unrecorded", "Some crimes are not recorded."),
        ("vulnerability-missed", "Staff do not always identify vulnerable victims."),
    ],
)
def test_risks(risk, text, vocabulary):
    assert risk in [r.value for r in code(text, vocabulary)[0].risks]


def test_only_a_weakness_has_risks(vocabulary):
    for text in ("Delays are short and calls are answered well.", "We visited the call centre."):
        assert code(text, vocabulary)[0].risks == ()


def test_status_is_what_the_source_ranks(vocabulary):
    assert code("Checks are not made.", vocabulary, "Areas for improvement")[0].status.value == "area-for-improvement"
    assert code("Checks are not made.", vocabulary, "Vetting")[0].status is None
    assert code("This is a cause of concern.", vocabulary)[0].status.value == "cause-of-concern"


def test_a_rank_that_is_denied_is_none():
    assert stated_status("This is no longer a cause of concern.") is None


def test_headings_that_judge():
    assert read_heading("What works well").polarity == "strength"
    assert read_heading("Recommendations").kind == "recommendation"
    assert read_heading("Call handling") == read_heading(None)


def test_the_findings_confidence_is_the_least(vocabulary):
    coding = code("Calls are not answered quickly.", vocabulary)[0]
    decisions = [coding.kind, coding.polarity, *coding.practices, *coding.risks]
    assert coding.confidence == min(d.confidence for d in decisions)
    doubtful = replace(coding, polarity=replace(coding.polarity, confidence=0.01))
    assert doubtful.confidence == 0.01


def test_confidence_is_the_measured_share():
    assert confidence("polarity", "weakness alone") > confidence("polarity", "nothing judges")
    assert confidence("polarity", "a rule that is not there") == 0.5


@pytest.mark.parametrize("table", ["polarity_cues.csv", "kind_cues.csv", "practice_cues.csv", "risk_cues.csv"])
def test_cue_tables_are_sound(table, vocabulary):
    known = {
        "polarity_cues.csv": {"strength", "weakness", "neutral"},
        "kind_cues.csv": {"finding", "recommendation", "action-taken", "action-planned"},
        "practice_cues.csv": set(vocabulary.practices),
        "risk_cues.csv": set(vocabulary.risks),
    }[table]
    rows = read_table(table)
    assert all(None not in row and None not in row.values() for row in rows)
    assert {cue.value for cue in read_cues(table)} <= known
    assert not any(cue.pattern.search("") or cue.pattern.search("xyzzy plugh") for cue in read_cues(table))


def test_patterns_are_words():
    pattern = compile_pattern("train* ~2 (crime )?prevention")
    assert pattern.search("TRAINED in crime-prevention")
    assert not pattern.search("constrained prevention")
    assert not pattern.search("train one two three prevention")


def test_implied_risks_are_of_the_vocabulary(vocabulary):
    for row in read_table("practice_risks.csv"):
        assert row["practice"] in vocabulary.practices
        assert row["risk"] in vocabulary.risks


def test_passages_are_coded_side_by_side_as_they_are_one_by_one(vocabulary, monkeypatch):
    texts = (
        "The control room is short of staff. It has no plan.",
        "Drones are used well.",
        "",
        "Calls are graded.",
    ) * 5
    passages = [Passage(number, "Call handling", text, number) for number, text in enumerate(texts, 1)]
    found = [(passage, find_findings(passage.text, judged)) for passage in passages]
    coder = Coder(vocabulary)
    side_by_side = coder.code_all(found)
    monkeypatch.setattr("peelgraph.loaders.letters.coding.coder._processors", lambda: 1)
    assert side_by_side == coder.code_all(found)
    assert coder.code_all([]) == []


def test_the_theme_of_a_document_is_named_where_its_sentences_leave_it_out(vocabulary):
    texts = [
        "Cells are clean and call bells are answered within five minutes.",
        "Detainees are told of their rights in words that they understand.",
        "The sergeants on the desk have had no refresher course for three years.",
    ] * 5
    passages = [Passage(number, None, text, number) for number, text in enumerate(texts, 1)]
    found = [(passage, find_findings(passage.text, judged)) for passage in passages]
    on_custody, on_nothing = (
        [practice for [coding] in Coder(vocabulary, subject).code_all(found) for practice in coding.practices]
        for subject in ("An unannounced visit to custody suites", None)
    )
    by_theme = [practice for practice in on_custody if practice.rule == "theme"]
    assert sum(practice.value == "custody" for practice in on_custody) == len(texts)
    assert {practice.value for practice in by_theme} == {"custody"}
    assert all(practice.method == "model" and practice.cue == "" for practice in by_theme)
    assert sum(practice.value == "custody" for practice in on_nothing) <= len(texts)


@pytest.mark.parametrize(
    ("lead", "text", "kind", "polarity"),
    [
        ("We recommend that you:", "publish the figures by May;", "recommendation", "weakness"),
        ("Since our last visit, the force has:", "trained 480 officers; and", "action-taken", "neutral"),
        (None, "The cause of concern remains open.", "finding", "weakness"),
        (None, "In Leeds, we listened to 60 calls and checked their logs.", "finding", "neutral"),
        (None, "All this is in hand, and we have closed this recommendation.", "finding", "strength"),
    ],
)
def test_what_a_document_states_outright_needs_no_judgement(vocabulary, lead, text, kind, polarity):
    [[coding]] = Coder(vocabulary).code_all([(Passage(1, "Calls", text, 1, lead=lead), [Span(0, len(text))])])
    assert (coding.kind.value, coding.polarity.value) == (kind, polarity)
    assert coding.polarity.rule in {"lead-in", "outcome", "inspected"}


@pytest.mark.parametrize(
    "text", ["We cannot say that the recommendation is closed.", "It is open until this recommendation is met."]
)
def test_an_outcome_that_has_not_come_states_nothing(text):
    assert read_stated(text, None, alone=True) is None


def test_what_became_of_a_recommendation_is_about_what_it_asked(vocabulary):
    asked = "The force should make sure that call takers answer 999 calls within ten seconds."
    passages = [
        Passage(number, "Recommendation 1", text, number)
        for number, text in enumerate((asked, "This recommendation remains open."), 1)
    ]
    [[first], [second]] = Coder(vocabulary).code_all([(p, [Span(0, len(p.text))]) for p in passages])
    assert [practice.value for practice in first.practices] == [practice.value for practice in second.practices]
    assert {practice.rule for practice in second.practices} == {"outcome"}
