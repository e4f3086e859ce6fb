"""The measure is the annotation guide's, and what it says of confidences adds up."""

from __future__ import annotations

import importlib.util
import io
import json
import math
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peelgraph.loaders.letters.learning.check import faults_of
from peelgraph.loaders.letters.learning.coded_document import parse_coded, read_folder
from peelgraph.loaders.letters.quality.agreement import FACTS, Agreement, Tally, align, compare, words
from peelgraph.loaders.letters.quality.decisions import EDGES, FIELDS, Decision, calibrations, cuts, ranges, ways
from peelgraph.loaders.letters.quality.held_back import Figure, figures, held_back_documents, measure

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT.parent / "shared" / "tools" / "score_extraction.py"
NAMES = ("facts", "sentences", "polarity", "kind", "practices", "risks")
GOOD = "The force answers most of its emergency calls quickly."
BAD = "Some callers to the 101 number wait far too long."


def finding(text, polarity="strength", kind="finding", practices=("call-handling",), risks=()):
    return {"text": text, "polarity": polarity, "kind": kind, "practices": list(practices), "risks": list(risks)}


def document(*findings: Any, **facts: Any) -> dict[str, Any]:
    return {"document": facts, "findings": list(findings)}


def values(agreements: list[Agreement]) -> dict[str, float]:
    return {figure.name: figure.value for figure in figures(agreements)}


def test_what_is_read_as_it_was_coded_is_right_in_everything():
    coded = document(finding(GOOD), finding(BAD, "weakness", risks=("delayed-response",)), force="kent", published=None)
    assert values([compare(coded, coded)]) == dict.fromkeys(NAMES, 1.0)


def test_each_figure_counts_its_own_fault():
    coded = document(finding(GOOD), finding(BAD, "weakness", risks=("delayed-response",)), force="kent", author="A Bee")
    found = document(
        finding(GOOD + " And more", "neutral", practices=("call-handling", "vetting")),
        finding(BAD, "weakness", "recommendation", ("vetting",), ("skills-gap",)),
        force="Kent",
        author=None,
    )
    assert values([compare(coded, found)]) == {
        "facts": 0.5, "sentences": 0.5, "polarity": 0.5, "kind": 0.5, "practices": 2 * 1 / (3 + 2), "risks": 0.0,
    }  # fmt: skip


def test_a_finding_that_is_not_found_counts_as_wrong():
    coded = document(finding(GOOD), finding(BAD, "weakness"))
    got = values([compare(coded, document(finding(GOOD)))])
    assert (got["polarity"], got["kind"], got["sentences"], got["practices"]) == (0.5, 0.5, 2 / 3, 2 / 3)


def test_each_finding_is_used_once_and_the_nearest_of_equals_first():
    assert align([GOOD, GOOD], [GOOD]) == {0: 0}
    assert align([GOOD, BAD, GOOD], [GOOD, GOOD]) == {0: 0, 2: 1}
    assert align([GOOD], [BAD]) == {}


def test_words_are_compared_without_case_and_punctuation():
    assert words("The force’s PLAN (2014).") == words("the force's plan 2014")
    assert words(None) == ()


@pytest.fixture(scope="session")
def script() -> Any:
    if not SCRIPT.exists():
        pytest.skip("the script that scores extractions is not beside the repository")
    spec = importlib.util.spec_from_file_location("score_extraction", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.open = lambda text, encoding: io.StringIO(text)  # type: ignore[attr-defined]
    return module


def scored(script: Any, pairs: list[tuple[Any, Any]]) -> dict[str, float]:
    result = script.score([tuple(json.dumps(form) for form in pair) for pair in pairs])
    return {name: result[name] for name in NAMES}


def test_our_letters_get_the_figures_of_the_script(script, coded_letters):
    pairs = [(gold, read.to_json()) for read, gold in coded_letters.values()]
    assert values([compare(*pair) for pair in pairs]) == pytest.approx(scored(script, pairs))


TEXTS = st.lists(st.sampled_from(["calls", "are", "late", "victims", "wait", "2014"]), min_size=1, max_size=5)
FINDINGS = st.builds(
    finding,
    TEXTS.map(" ".join),
    st.sampled_from(["strength", "weakness", "neutral"]),
    st.sampled_from(["finding", "recommendation"]),
    st.lists(st.sampled_from(["a", "b", "c"]), max_size=3),
    st.lists(st.sampled_from(["x", "y"]), max_size=2),
)
FORMS = st.builds(
    lambda facts, found: document(*found, **facts),
    st.dictionaries(st.sampled_from(FACTS), st.sampled_from(["kent", "Kent", "2014-09", None])),
    st.lists(FINDINGS, max_size=6),
)


@given(st.lists(st.tuples(FORMS, FORMS), min_size=1, max_size=3))
def test_any_documents_get_the_figures_of_the_script(script, pairs):
    expected = scored(script, pairs)
    assert values([compare(*pair) for pair in pairs]) == pytest.approx(expected)


def test_an_interval_holds_its_figure_and_is_the_same_each_time():
    coded = document(finding(GOOD), force="kent")
    agreements = [
        compare(coded, document(finding(GOOD, polarity), force="kent")) for polarity in ("strength", "neutral")
    ]
    once, again = (list(figures(agreements * 5)) for _ in range(2))
    assert once == again
    polarity = next(figure for figure in once if figure.name == "polarity")
    assert polarity.low < polarity.value == 0.5 < polarity.high
    sure = next(figure for figure in once if figure.name == "facts")
    assert sure == Figure("facts", 1.0, 1.0, 1.0, 10)


def test_nothing_measured_is_no_error():
    assert [figure.cases for figure in figures([])] == [0] * 6
    assert measure([]).terms == ()
    assert (Tally().precision, Tally().recall, Tally().f1, Tally().share) == (None, None, 1.0, 0.0)


DECISIONS = st.lists(
    st.builds(
        Decision,
        st.sampled_from(FIELDS),
        st.floats(0, 1),
        st.sampled_from(["rule", "model"]),
        st.booleans(),
    ),
    max_size=40,
)


@given(DECISIONS)
def test_every_decision_counts_once_everywhere(decisions):
    for about in calibrations(decisions):
        of_field = [d for d in decisions if d.field == about.field]
        right = sum(d.right for d in of_field)
        assert about.cases == len(of_field) == sum(r.cases for r in ranges(decisions) if r.field == about.field)
        assert 0 <= about.error <= 1
        assert math.isclose(about.right, right / len(of_field))
        for cut in (cut for cut in cuts(decisions) if cut.field == about.field):
            assert cut.above + cut.below == len(of_field)
            both = cut.above * (cut.above_right or 0) + cut.below * (cut.below_right or 0)
            assert math.isclose(both, right, abs_tol=1e-9)
        assert sum(way.cases for way in ways(decisions) if way.field == about.field) == len(of_field)


def test_a_confidence_at_an_edge_belongs_to_the_range_that_it_opens():
    low, high = (ranges([Decision("kind", edge, "rule", True)])[0] for edge in (EDGES[1], EDGES[-1]))
    assert (low.low, high.high) == (EDGES[1], EDGES[-1])


def test_measuring_a_document_tells_how_far_it_is_and_what_was_right():
    made = parse_coded(
        "@force kent\n@inspection Calls for service\n@published 2017-03-14\n@marker -\n=== front\n14 March 2017\n\n"
        "Kent Police\n\nDear Chief Constable\n\nCalls for service\n\nWe found the following:\n=== findings\n"
        "# Answering calls\n*\n"
        f"+f | call-handling | | {GOOD}\n"
        f"-f | call-handling | | {BAD}\n"
        "=== back\nYours sincerely\n",
        "made",
    )
    told: list[tuple[str, int]] = []
    measured = measure([made], lambda what, count: told.append((what, count)))
    assert told == [("measuring made", 0)]
    assert (measured.documents, measured.findings, measured.judged) == (1, 2, 2)
    assert [figure.name for figure in measured.figures] == list(NAMES)
    assert next(figure.value for figure in measured.figures if figure.name == "sentences") == 1.0
    calls = next(term for term in measured.terms if term.term == "call-handling")
    assert (calls.field, calls.coded) == ("practices", 2)
    assert {way.field for way in measured.ways} >= {"polarity", "kind", "practices"}
    assert json.loads(json.dumps(measured.to_json()))["findings"] == 2


def test_the_package_holds_the_held_back_documents_and_no_training_document():
    shipped = held_back_documents()
    assert shipped == read_folder(ROOT / "data" / "coded" / "held-back")
    assert len(shipped) == 10
    assert [entry.name for entry in files("peelgraph.data").joinpath("coded").iterdir()] == ["held-back"]


def test_the_held_back_documents_follow_the_guide_and_are_split_from_the_others_by_document():
    def told(folder: str) -> set[tuple[str, ...]]:
        documents = read_folder(ROOT / "data" / "coded" / folder)
        return {words(s.text) for d in documents for p in d.passages for s in p.sentences}

    assert sum(1 for document in held_back_documents() for _ in faults_of(document)) == 0
    assert len(told("held-back") & told("training")) == 0


def test_only_the_measuring_knows_of_the_held_back_documents():
    reading = {
        path.relative_to(ROOT).as_posix()
        for folder in ("loaders", "graph", "cli", "ontology", "training", "benchmarks", "web")
        for path in (ROOT / folder).rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in ("held-back", "held_back"))
    }
    assert reading <= {"loaders/letters/quality/held_back.py", "cli/quality.py", "cli/quality_page.py"}


def test_documents_of_one_set_have_names_of_their_own():
    names = [d.name for folder in ("training", "held-back") for d in read_folder(ROOT / "data" / "coded" / folder)]
    assert not [pair for pair in combinations(names, 2) if pair[0] == pair[1]]
