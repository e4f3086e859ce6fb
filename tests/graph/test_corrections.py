"""Corrections are laid over what the machine coded, at every reload, and can be taken back: on both engines."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peelgraph.graph import open_graph
from peelgraph.graph.coded import all_corrections, coded_findings
from peelgraph.graph.content_hash import graph_hash
from peelgraph.graph.copy import copy_graph
from peelgraph.graph.corrections import correction_log, reviewed_codings, undo, without_private
from peelgraph.graph.doubtful import doubtful
from peelgraph.graph.evidence import evidence, without_reviewers
from peelgraph.graph.public import Embargo, public_pages
from peelgraph.graph.question import ask
from peelgraph.graph.reviewing import apply_review
from peelgraph.graph.statements import Statement, first_state
from peelgraph.graph.training import reviewed_documents
from peelgraph.graph.validation import validate
from peelgraph.loaders.load import load, load_shipped, remove
from peelgraph.loaders.reference import closure
from peelgraph.ontology.corrections import Correction, correction_id
from peelgraph.ontology.errors import PeelgraphError, UnknownNameError
from peelgraph.ontology.model import load_model
from peelgraph.ontology.records import Link, Record
from peelgraph.ontology.review import ReviewedRow

LETTER = (Path(__file__).parents[2] / "data" / "sample-letter.txt").read_text("utf-8")
CALLS = "Emergency calls are answered promptly."
WAITING = "Callers to the 101 number wait too long at busy times, and a growing number give up."
CALLS_CHANGED = "Emergency calls are now answered very promptly."
NOON = dt.datetime(2026, 1, 2, 12)
OTHERS = {"strength": "weakness", "weakness": "strength", "neutral": "weakness"}


@pytest.fixture
def letter(graph, tmp_path):
    """Loads the sample letter, with some of its words replaced, into the graph; returns the counts."""

    def load_letter(*changes):
        text = LETTER
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "letter.txt"
        path.write_text(text, "utf-8")
        report = load([str(path)], graph, graph)
        assert not report.faulty
        return report.total.counts

    return load_letter


def found(graph, text):
    (finding,) = (f for f in coded_findings(graph) if f.text == text)
    return finding


def say(graph, finding, line=2, reviewer="JS", now=NOON, **row):
    new = {name: tuple(values.split()) for name, values in row.pop("new", {}).items()}
    report = apply_review(
        graph,
        [ReviewedRow(line, finding, shown=row.pop("shown", {}), new=new, reviewer=reviewer, **row)],
        shipped=closure,
        now=now,
    )
    assert report.rows == 1
    return report


def correct(graph, text, **new):
    report = say(graph, found(graph, text).id, new=new)
    assert not report.faults
    return [c for c in all_corrections(graph) if c.finding == found(graph, text).id]


def content(graph):
    return graph_hash(graph, load_model()).hexdigest()


def broken(graph):
    return validate(graph).faults


def test_a_correction_is_laid_over_and_says_so(graph, letter):
    letter()
    before = found(graph, CALLS)
    correct(graph, CALLS, polarity="neutral", practices="call-handling vetting")
    after = found(graph, CALLS)
    assert after.id == before.id
    assert after.coding == {**before.coding, "polarity": ("neutral",), "practices": ("call-handling", "vetting")}
    assert after.how["polarity"].method == after.how["practices"].method == "correction"
    assert after.how["polarity"].confidence is None
    assert after.how["polarity"].cue == ""
    assert after.how["kind"] == before.how["kind"]
    assert after.confidence == before.how["kind"].confidence
    rows = graph.run("MATCH (c:Correction)-[:CORRECTS]->(f:Finding) RETURN c.field AS field, f.id AS id ORDER BY field")
    assert rows == [{"field": "polarity", "id": after.id}, {"field": "practices", "id": after.id}]
    assert not broken(graph)


def test_what_is_corrected_counts_in_questions(graph, letter):
    letter()
    assert "vetting" not in {row["practice"] for row in ask(graph, "shared-weaknesses", min_forces=1).dicts()}
    correct(graph, CALLS, polarity="weakness", practices="vetting")
    (row,) = (r for r in ask(graph, "shared-weaknesses", min_forces=1).dicts() if r["practice"] == "vetting")
    assert row["forces"] == ["wiltshire"]


def test_an_unchanged_reload_updates_nothing_and_keeps_the_correction(graph, letter):
    letter()
    correct(graph, CALLS, polarity="neutral")
    held = content(graph)
    again = letter()
    assert (again.created, again.updated, again.removed) == (0, 0, 0)
    assert content(graph) == held
    other_bytes = letter(("Preventing crime\n", "Preventing crime \n"))
    assert (other_bytes.created, other_bytes.updated, other_bytes.removed) == (0, 0, 0)
    assert other_bytes.unchanged == again.unchanged > 20
    assert found(graph, CALLS).coding["polarity"] == ("neutral",)


def test_a_document_that_changed_elsewhere_keeps_the_correction(graph, letter):
    letter()
    correct(graph, CALLS, polarity="neutral")
    changed = letter(("Callers to the 101 number wait too long at", "Callers to the 101 number wait for hours at"))
    assert (changed.created, changed.removed) == (1, 1)
    assert found(graph, CALLS).coding["polarity"] == ("neutral",)
    assert {c.state for c in all_corrections(graph)} == {"applied"}


def test_where_the_text_changed_the_correction_is_stale_and_only_offered(graph, letter):
    letter()
    (correction,) = correct(graph, CALLS, polarity="weakness")
    letter((CALLS, CALLS_CHANGED))
    (stale,) = all_corrections(graph)
    assert (stale.state, stale.new, stale.id) == ("stale", ("weakness",), correction.id)
    assert graph.run("MATCH (:Correction)-[r:CORRECTS]->() RETURN count(r) AS n") == [{"n": 0}]
    new = found(graph, CALLS_CHANGED)
    assert new.how["polarity"].method != "correction"
    first, *others = doubtful(graph)
    assert first.finding == new.id
    (offer,) = first.offers
    assert (offer.correction, offer.field, offer.new, offer.text) == (correction.id, "polarity", ("weakness",), CALLS)
    assert not any(row.offers for row in others)
    assert found(graph, CALLS_CHANGED).how["polarity"].method != "correction"
    assert not broken(graph)


def test_an_offer_is_taken_when_asked_and_then_settled(graph, letter):
    letter()
    (correction,) = correct(graph, CALLS, polarity="weakness")
    letter((CALLS, CALLS_CHANGED))
    report = say(graph, found(graph, CALLS_CHANGED).id, takes_offers=True, offers=(correction.id,))
    assert (report.corrected, report.settled, report.faults) == (1, 1, [])
    assert found(graph, CALLS_CHANGED).coding["polarity"] == ("weakness",)
    assert not any(row.offers for row in doubtful(graph))
    assert sorted(c.state for c in all_corrections(graph)) == ["applied", "undone"]
    again = say(graph, found(graph, CALLS_CHANGED).id, takes_offers=True, offers=(correction.id,))
    assert (again.unchanged, again.settled) == (1, 0)


def test_an_offer_that_is_declined_is_settled_too(graph, letter):
    letter()
    (correction,) = correct(graph, CALLS, polarity="weakness")
    letter((CALLS, CALLS_CHANGED))
    report = say(graph, found(graph, CALLS_CHANGED).id, confirmed=True, offers=(correction.id,))
    assert (report.settled, report.corrected) == (1, 0)
    assert not any(row.offers for row in doubtful(graph))


def test_a_sentence_that_comes_back_has_its_correction_back(graph, letter):
    letter()
    correct(graph, CALLS, polarity="weakness")
    held = content(graph)
    letter((CALLS, CALLS_CHANGED))
    letter()
    assert found(graph, CALLS).coding["polarity"] == ("weakness",)
    assert content(graph) == held


def test_a_removed_document_leaves_its_corrections_and_finds_them_again(graph, letter):
    letter()
    (kept,) = correct(graph, CALLS, polarity="weakness")
    held = content(graph)
    document = graph.run("MATCH (d:Document) RETURN d.id AS id")[0]["id"]
    remove(document, graph, list(load_model().node_types))
    assert [(c.id, c.state) for c in all_corrections(graph)] == [(kept.id, "stale")]
    assert graph.run("MATCH (n) WHERE n:Finding OR n:Passage OR n:Document RETURN count(n) AS n") == [{"n": 0}]
    assert not any(row.offers for row in doubtful(graph))
    letter()
    assert found(graph, CALLS).coding["polarity"] == ("weakness",)
    assert content(graph) == held


def test_undone_means_what_the_machine_coded(graph, letter):
    letter()
    before = found(graph, WAITING)
    (correction,) = correct(graph, WAITING, polarity="strength")
    assert found(graph, WAITING).coding["risks"] == ()
    assert before.coding["risks"]
    (undone,) = undo(graph, [correction.id], now=NOON)
    assert (undone.state, undone.undone_at) == ("undone", NOON)
    after = found(graph, WAITING)
    assert (after.node, after.coding, after.how) == (before.node, before.coding, before.how)
    assert undo(graph, [correction.id]) == []
    letter((CALLS, CALLS_CHANGED))
    again = found(graph, WAITING)  # as sure as the changed passage makes it
    assert again.coding == before.coding
    assert {field: (how.method, how.cue) for field, how in again.how.items()} == {
        field: (how.method, how.cue) for field, how in before.how.items()
    }
    assert not broken(graph)


def test_under_a_later_correction_lies_the_earlier_one(graph, letter):
    letter()
    (first,) = correct(graph, CALLS, polarity="weakness")
    first, second = sorted(correct(graph, CALLS, polarity="neutral"), key=lambda c: c.order)
    assert (second.old, second.new) == (("weakness",), ("neutral",))
    log = {row["id"]: row["in_force"] for row in correction_log(graph).dicts()}
    assert log == {first.id: False, second.id: True}
    undo(graph, [second.id])
    assert found(graph, CALLS).coding["polarity"] == ("weakness",)
    undo(graph, [first.id])
    assert found(graph, CALLS).how["polarity"].method != "correction"


def test_an_undo_that_leaves_a_contradiction_is_refused(graph, letter):
    letter()
    made = correct(graph, CALLS, polarity="weakness", kind="recommendation")
    by_field = {c.field: c.id for c in made}
    held = content(graph)
    with pytest.raises(PeelgraphError, match=f"a recommendation is a weakness.*undo {by_field['kind']} together"):
        undo(graph, [by_field["polarity"]])
    assert content(graph) == held
    undo(graph, list(by_field.values()))
    assert found(graph, CALLS).coding["kind"] == ("finding",)


def test_an_unknown_correction_is_told(graph, letter):
    letter()
    with pytest.raises(UnknownNameError, match="no correction is called 'abc'"):
        undo(graph, ["abc"])


def test_the_machine_may_change_its_mind_below_a_correction(graph, letter, monkeypatch):
    letter()
    correct(graph, WAITING, practices="vetting")
    finding = found(graph, WAITING)
    document = graph.run("MATCH (d:Document) RETURN d.id AS id")[0]["id"]
    stated = finding.stated
    properties = {**stated.properties, "polarity": "neutral", "polarity_confidence": 0.5}
    links = {key: said for key, said in stated.links.items() if key[0] != "EXPOSES"}
    from peelgraph.ontology.records import Record

    record = Record(
        "Finding",
        finding.id,
        {k: v for k, v in properties.items() if k not in {"sources", "claims"}},
        tuple(Statement({}, links).as_links()),
    )
    with graph.stating(document) as writer:
        counts = writer.write([record])
    assert counts.updated == 1
    after = found(graph, WAITING)
    assert after.coding["polarity"] == ("neutral",)
    assert after.coding["practices"] == ("vetting",)


def test_a_finding_of_a_table_can_be_corrected_and_renewed(graph):
    load_shipped(graph, graph)
    finding = next(f for f in coded_findings(graph) if f.coding["polarity"] == ("strength",))
    assert finding.id not in {row.finding for row in doubtful(graph)}
    assert finding.id in {row.finding for row in doubtful(graph, everything=True)}
    assert not say(graph, finding.id, new={"polarity": "neutral"}).faults
    counts = load_shipped(graph, graph).total.counts
    assert (counts.created, counts.updated, counts.removed) == (0, 0, 0)
    assert next(coded_findings(graph, [finding.id])).coding["polarity"] == ("neutral",)


def test_a_practice_that_the_graph_lacks_is_brought_with_the_correction(graph, letter):
    letter()
    assert graph.run("MATCH (p:Practice {id: 'custody'}) RETURN p.id AS id") == []
    correct(graph, CALLS, practices="custody")
    assert graph.run("MATCH (:Finding)-[:CONCERNS]->(p:Practice {id: 'custody'}) RETURN p.name AS name")


def test_a_copy_and_what_leaves_the_machine(graph, letter, tmp_path):
    letter()
    report = say(
        graph, found(graph, CALLS).id, new={"polarity": "neutral"}, reviewer="Secret Name", note="Private note"
    )
    assert report.corrected == 1
    uri = graph.uri
    held = content(graph)
    graph.flush()
    copied = copy_graph(uri, tmp_path / "copy.kgl")
    assert copied.sha256 == held
    model = load_model()
    with open_graph(tmp_path / "copy.kgl", write=True) as copy:
        assert load([str(tmp_path / "letter.txt")], copy, copy).total.counts.updated == 0
        assert found(copy, CALLS).coding["polarity"] == ("neutral",)
        assert all_corrections(copy)[0].reviewer == "Secret Name"
        said = json.dumps([repr(node) for page in public_pages(copy, model, Embargo()) for node in page])
        assert "Correction" in said
        assert not {"Secret Name", "Private note"} & {w for w in ("Secret Name", "Private note") if w in said}
        kept = without_private(correction_log(copy))
        assert not {"reviewer", "note"} & set(kept.columns)
        answer = evidence(copy, found(copy, CALLS).id)
        assert answer["corrections"][0]["reviewer"] == "Secret Name"
        assert "Secret Name" not in repr(without_reviewers(answer))


def test_a_correction_is_under_its_document_s_embargo(graph, letter):
    letter()
    correct(graph, CALLS, polarity="neutral")
    model, during, after = load_model(), dt.datetime(2015, 5, 12), dt.datetime(2015, 5, 15)
    embargo = Embargo.at(graph, model, during)
    (id_,) = (c.id for c in all_corrections(graph))
    assert ("Correction", id_) in embargo.nodes
    assert CALLS not in repr(list(public_pages(graph, model, embargo)))
    assert ("Correction", id_) not in Embargo.at(graph, model, after).nodes
    assert correction_log(graph, leaving_out=embargo.nodes).rows == []
    letter(("00:01 on Thursday 14 May 2015", "00:01 on Thursday 21 May 2015"))
    assert ("Correction", id_) in Embargo.at(graph, model, after).nodes


def test_reviewed_codings_compare_the_machine_with_the_person(graph, letter):
    letter()
    calls, waiting = found(graph, CALLS), found(graph, WAITING)
    say(graph, calls.id, new={"polarity": "neutral"}, confirmed=True)
    say(graph, waiting.id, new={"practices": "vetting"})
    reviewed = {(r.finding, r.field): r for r in reviewed_codings(graph)}
    assert {field for id_, field in reviewed if id_ == calls.id} == {"polarity", "kind", "practices", "risks", "status"}
    wrong = reviewed[calls.id, "polarity"]
    assert (wrong.machine, wrong.person, wrong.right) == (calls.coding["polarity"], ("neutral",), False)
    assert wrong.how == calls.how["polarity"]
    right = reviewed[calls.id, "kind"]
    assert (right.right, right.how.confidence) == (True, calls.how["kind"].confidence)
    assert not reviewed[waiting.id, "practices"].right
    letter((CALLS, CALLS_CHANGED))
    gone = {(r.finding, r.field): r for r in reviewed_codings(graph)}[calls.id, "polarity"]
    assert (gone.held, gone.machine, gone.right) == (False, calls.coding["polarity"], False)
    undo(graph, [c.id for c in all_corrections(graph)])
    assert reviewed_codings(graph) == []


def test_of_two_that_are_as_doubtful_the_one_whose_other_codings_are_comes_first(graph):
    def coded(id_, polarity, kind):
        said = {
            "text": id_,
            "polarity": "weakness",
            "kind": "finding",
            "wording": "quoted",
            "confidence": min(polarity, kind),
        }
        how = {
            "polarity_method": "model",
            "kind_method": "model",
            "polarity_confidence": polarity,
            "kind_confidence": kind,
        }
        return Record("Finding", id_, said | how, (Link("ABOUT", "Force", "essex"),))

    with graph.stating("a") as writer:
        writer.write([
            Record("Force", "essex", {"slug": "essex", "name": "Essex"}),
            coded("a", 0.5, 0.9), coded("b", 0.7, 0.5), coded("c", 0.4, 0.9), coded("d", 0.5, 0.7),
        ])  # fmt: skip
    assert [row.finding for row in doubtful(graph)] == ["c", "b", "d", "a"]


def test_what_was_reviewed_in_full_is_doubtful_no_more(graph, letter):
    letter()
    assert len(doubtful(graph)) > 20
    known = [row.confidence for row in doubtful(graph)]
    assert known == sorted(known)
    say(graph, found(graph, CALLS).id, confirmed=True)
    assert CALLS not in {row.text for row in doubtful(graph)}
    assert CALLS in {row.text for row in doubtful(graph, everything=True)}
    document = graph.run("MATCH (d:Document) RETURN d.id AS id")[0]["id"]
    assert len(doubtful(graph, document=document)) == len(doubtful(graph)) == len(doubtful(graph, force="wiltshire"))
    assert doubtful(graph, force="essex") == []
    with pytest.raises(UnknownNameError, match="no document is called"):
        doubtful(graph, document="nothing")


def test_reviewed_sentences_are_examples_to_learn_from(graph, letter):
    letter()
    correct(graph, WAITING, practices="vetting")
    correct(graph, CALLS, polarity="neutral")
    (document,) = reviewed_documents(graph)
    assert [example.text for example in document.examples] == [CALLS, WAITING]
    assert document.facts["force"] == "wiltshire"
    assert document.examples[1].coding["practices"] == ("vetting",)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"new": {"risks": "reoffending"}}, "only a weakness exposes to a risk"),
        ({"new": {"kind": "recommendation"}}, "a recommendation is a weakness, and this would be a strength"),
        ({"new": {"kind": "action-taken"}}, "an action-taken is neutral, and this would be a strength"),
        ({"new": {"practices": ""}}, "only what is neutral may concern no practice"),
        ({"new": {"practices": "vetting custody firearms call-handling"}}, "at most 3 practices, and these are 4"),
        ({"new": {"polarity": "neutral"}, "reviewer": ""}, "nobody is named"),
        ({"takes_offers": True}, "nothing is offered on this row"),
        ({"new": {"polarity": "neutral"}, "shown": {"polarity": ("weakness",)}}, "has changed since the export"),
    ],
)
@pytest.mark.parametrize("engine", ["embedded"])
def test_a_row_with_a_fault_is_told_and_nothing_of_it_taken(engine, graph, letter, row, message):
    letter()
    finding = found(graph, CALLS)
    assert finding.coding["polarity"] == ("strength",)
    report = say(graph, finding.id, line=7, **row)
    assert report.rejected == 1
    (fault,) = report.faults
    assert fault.line == 7
    assert message in fault.message
    assert all_corrections(graph) == []


@pytest.mark.parametrize("engine", ["embedded"])
def test_good_rows_are_taken_beside_faulty_ones_and_only_once(engine, graph, letter):
    letter()
    one, two = found(graph, CALLS).id, found(graph, WAITING).id
    rows = [
        ReviewedRow(2, one, new={"polarity": ("neutral",)}, reviewer="JS"),
        ReviewedRow(3, two),
        ReviewedRow(4, one, confirmed=True, reviewer="JS"),
        ReviewedRow(5, one[:-1] + "x", confirmed=True, reviewer="JS"),
    ]
    dry = apply_review(graph, rows, shipped=closure, dry_run=True)
    assert all_corrections(graph) == []
    report = apply_review(graph, rows, shipped=closure)
    assert (report.rows, report.applied, report.untouched, report.rejected) == (4, 1, 1, 2)
    assert report.to_json()["faults"] == dry.to_json()["faults"]
    assert [fault.line for fault in report.faults] == [4, 5]
    assert f"did you mean {one}?" in report.faults[1].message
    held = content(graph)
    again = apply_review(graph, rows, shipped=closure)
    assert (again.applied, again.unchanged) == (0, 1)
    assert content(graph) == held


MODEL = load_model()
SLUGS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=3, unique=True)
VALUES = {
    "polarity": st.sampled_from(["strength", "weakness", "neutral"]).map(lambda v: [v]),
    "kind": st.sampled_from(["finding", "recommendation"]).map(lambda v: [v]),
    "practices": SLUGS,
    "risks": SLUGS,
    "status": st.just(["cause-of-concern"]),
}


@st.composite
def statements(draw):
    properties = {"text": "t", "polarity": draw(VALUES["polarity"])[0], "kind": draw(VALUES["kind"])[0]}
    properties |= {"polarity_confidence": draw(st.floats(0, 1)), "polarity_method": "rule"}
    links = {("ABOUT", "Force", "kent"): {}}
    links |= {("CONCERNS", "Practice", slug): {"method": "rule", "confidence": 0.4} for slug in draw(SLUGS)}
    if properties["polarity"] == "weakness":
        links |= {("EXPOSES", "Risk", slug): {"method": "rule"} for slug in draw(SLUGS)}
    return Statement(properties, links)


@st.composite
def laid_over(draw):
    fields = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True))
    return tuple(
        Correction(correction_id("x", f, [], NOON), "x", f, (), tuple(draw(VALUES[f])), "t", NOON) for f in fields
    )


@given(statements(), laid_over(), statements())
def test_corrections_come_off_without_a_trace(statement, corrections, later):
    """Whatever is laid over, and whatever a source says meanwhile, what is stated comes back."""
    node_type = MODEL.node_types["Finding"]
    plain = first_state("letter", statement, node_type)
    over = first_state("letter", statement, node_type, corrections)
    assert over == plain.corrected(corrections, node_type)
    assert over.corrected((), node_type) == plain
    assert over.stating("letter", statement, node_type) is over
    assert over.stating("letter", later, node_type).corrected((), node_type) == first_state("letter", later, node_type)
    by_field = {c.field: c.new for c in corrections}
    if polarity := by_field.get("polarity"):
        assert over.shown.properties["polarity"] == polarity[0]
    exposed = [key for key in over.shown.links if key[0] == "EXPOSES"]
    assert not exposed or over.shown.properties["polarity"] == "weakness"


@pytest.mark.parametrize("engine", ["embedded"])
def test_a_term_that_left_the_graph_stops_no_reload(engine, graph, letter, tmp_path):
    """A correction that names a practice nobody states any more waits until that is back."""
    table = tmp_path / "vocabulary.csv"
    table.write_text("scheme,slug,label,broader,definition,alternative_labels\npractice,kite-flying,Kite flying,,,\n")
    assert not load([str(table)], graph, graph).faulty
    letter()
    correct(graph, CALLS, practices="kite-flying")
    document = graph.run("MATCH (d:Document) RETURN d.id AS id")[0]["id"]
    labels = list(load_model().node_types)
    remove(document, graph, labels)
    remove(str(table), graph, labels)
    assert graph.run("MATCH (p:Practice {id: 'kite-flying'}) RETURN p.id AS id") == []
    letter()
    assert found(graph, CALLS).coding["practices"] != ("kite-flying",)
    assert [c.state for c in all_corrections(graph)] == ["stale"]
    assert not broken(graph)
    assert not load([str(table)], graph, graph).faulty
    letter(("Preventing crime\n", "Preventing crime \n"))
    assert found(graph, CALLS).coding["practices"] == ("kite-flying",)
    assert [c.state for c in all_corrections(graph)] == ["applied"]
