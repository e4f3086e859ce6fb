"""What sources state, restate and withdraw, on every engine."""

import datetime as dt

import pytest
from peelgraph.ontology.errors import ConstraintError
from peelgraph.ontology.records import Link, Record

ALL = ("Force", "Finding", "Practice", "Inspection")


def force(slug="essex", **more):
    return Record("Force", slug, {"slug": slug, "name": f"{slug.title()} Police"} | more)


def practice(slug, broader=None):
    links = (Link("BROADER", "Practice", broader),) if broader else ()
    return Record("Practice", slug, {"slug": slug, "name": slug.title()}, links)


def finding(id_="x1", *links, about="essex", **more):
    properties = {
        "text": "Calls wait.",
        "wording": "summary",
        "kind": "finding",
        "polarity": "weakness",
    } | more
    return Record("Finding", id_, properties, (Link("ABOUT", "Force", about), *links))


def state(graph, source, *records, labels=ALL, withdraw=True):
    with graph.stating(source) as writer:
        counts = writer.write(records)
        if withdraw:
            counts.removed = writer.withdraw_unstated(labels)
    return counts.created, counts.updated, counts.unchanged, counts.removed


def one(graph, cypher, **parameters):
    rows = graph.run(cypher, parameters)
    assert len(rows) == 1
    return next(iter(rows[0].values()))


def ids(graph, label):
    return sorted(row["id"] for row in graph.run(f"MATCH (n:{label}) RETURN n.id AS id"))


def test_the_same_statement_again_changes_nothing(graph):
    records = [force(), finding("x1", published=dt.date(2014, 9, 3))]
    assert state(graph, "a", *records) == (2, 0, 0, 0)
    assert state(graph, "a", *records) == (0, 0, 2, 0)


def test_a_corrected_source_replaces_what_it_stated_and_takes_out_what_it_no_longer_states(graph):
    state(
        graph,
        "a",
        force(),
        practice("p"),
        practice("q"),
        finding("x1", Link("CONCERNS", "Practice", "p")),
        finding("x2"),
    )
    corrected = finding("x1", Link("CONCERNS", "Practice", "q"), polarity="strength")
    assert state(graph, "a", force(), practice("p"), practice("q"), corrected) == (0, 1, 3, 1)
    assert graph.run("MATCH (x:Finding)-[:CONCERNS]->(p) RETURN x.id AS x, x.polarity AS polarity, p.slug AS p") == [
        {"x": "x1", "polarity": "strength", "p": "q"}
    ]


def test_a_property_that_is_no_longer_stated_is_gone(graph):
    state(graph, "a", force(ons_code="E23000028"))
    assert state(graph, "a", force()) == (0, 1, 0, 0)
    assert one(graph, "MATCH (f:Force) RETURN f.ons_code") is None


def test_another_source_keeps_its_rows(graph):
    state(graph, "a", force(), finding("x1"), finding("x2"))
    assert state(graph, "b", force(), finding("x2"), finding("x3")) == (1, 0, 2, 0)
    assert state(graph, "b", force()) == (0, 0, 1, 1)
    assert ids(graph, "Finding") == ["x1", "x2"]
    assert one(graph, "MATCH (x:Finding {id: 'x2'}) RETURN x.sources") == ["a"]


def test_a_source_that_is_withdrawn_gives_back_what_the_other_one_says(graph):
    state(graph, "a", force(ons_code="E23000028"))
    assert state(graph, "b", force(ons_code="E23000099", nation="England")) == (0, 1, 0, 0)
    row = "MATCH (f:Force) RETURN [f.ons_code, f.nation, f.sources]"
    assert one(graph, row) == ["E23000099", "England", ["a", "b"]]
    assert state(graph, "a", force(ons_code="E23000028")) == (0, 0, 1, 0)
    state(graph, "b")
    assert one(graph, row) == ["E23000028", None, ["a"]]
    assert one(graph, "MATCH (f:Force) RETURN f.claims") is None


def test_what_others_still_refer_to_is_kept(graph):
    state(graph, "forces", force("essex"), force("kent"))
    state(graph, "findings", finding("x1", about="kent"))
    assert state(graph, "forces", force("essex")) == (0, 0, 1, 0)
    assert ids(graph, "Force") == ["essex", "kent"]


def test_a_group_and_its_members_leave_together(graph):
    state(graph, "v", practice("child", "group"), practice("group"))
    assert state(graph, "v", labels=["Practice"]) == (0, 0, 0, 2)


def test_a_term_may_refer_to_one_that_stands_later(graph):
    assert state(graph, "v", practice("child", "group"), practice("group")) == (2, 0, 0, 0)
    assert one(graph, "MATCH (:Practice {slug: 'child'})-[:BROADER]->(b) RETURN b.slug") == "group"


def test_withdrawal_is_limited_to_the_labels_of_the_table(graph):
    state(graph, "mine", force(), finding("x1"))
    assert state(graph, "mine", force(), labels=["Force"]) == (0, 0, 1, 0)
    assert ids(graph, "Finding") == ["x1"]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (finding("x1", polarity="bad"), "polarity = 'bad' is not one of strength, weakness, neutral"),
        (finding("x1", published="2014-09-03"), "published = '2014-09-03' is no date"),
        (finding("x1", colour="red"), "Finding has no property colour"),
        (finding("x1", Link("CONCERNS", "Force", "essex")), "CONCERNS reaches Practice, not Force"),
        (finding("x1", Link("ABOUT", "Force", "kent")), "it has 2 ABOUT, one is allowed"),
        (finding("x1", Link("HATES", "Force", "kent")), "Finding has no relationship HATES"),
        (
            Record("Finding", "x1", {"text": "a"}),
            "it has no wording; it has no kind; it has no polarity; it has no ABOUT",
        ),
        (Record("Animal", "x1", {}), "the model has no label Animal"),
        (
            finding("x1", about="nowhere"),
            "Finding 'x1' has ABOUT to what is not in the graph: Force 'nowhere'",
        ),
        (finding(""), "it has no id"),
        (finding("x1", confidence=1.7), "confidence = 1.7 is not between 0.0 and 1.0"),
        (finding("x1", published_period="soon"), "published_period = 'soon' is not of the form"),
        (
            finding("x1", Link("CONCERNS", "Practice", "p", {"method": "guess"})),
            "CONCERNS: method = 'guess' is not one of",
        ),
        (Record("Force", "kent", {"slug": "surrey", "name": "Kent"}), "its slug 'surrey' is not its id"),
    ],
)
def test_a_record_that_breaks_the_model_is_refused_and_leaves_nothing(graph, record, said):
    state(graph, "a", force())
    with pytest.raises(ConstraintError) as error:
        state(graph, "a", force("kent"), record)
    assert said in str(error.value)
    assert ids(graph, "Force") == ["essex"]
    assert ids(graph, "Finding") == []


def test_a_source_that_fails_half_way_leaves_nothing(graph):
    def records():
        yield from (finding(f"x{n}") for n in range(6000))
        raise OSError("the disk went away")

    state(graph, "a", force())
    with pytest.raises(OSError, match="the disk went away"), graph.stating("b") as writer:
        writer.write(records())
    assert ids(graph, "Finding") == []
    assert state(graph, "b", finding("x1")) == (1, 0, 0, 0)


def test_more_records_than_a_batch(graph):
    many = [finding(f"x{n}") for n in range(6001)]
    assert state(graph, "a", force(), *many) == (6002, 0, 0, 0)
    assert state(graph, "a", force(), *many[:10]) == (0, 0, 11, 5991)


def test_the_same_node_twice_in_one_source_is_one_node(graph):
    assert state(graph, "a", force(), finding("x1"), finding("x1")) == (2, 0, 1, 0)
    assert ids(graph, "Finding") == ["x1"]


def test_values_come_back_as_they_went_in(graph):
    text = "naïve ‘quotes’ 😀 \\ \" ' $x `y` \u2028 end"
    moment = dt.datetime(2014, 9, 4, 0, 1)
    state(
        graph,
        "a",
        force(alternative_names=["a", "b"]),
        finding("x1", text=text, embargoed_until=moment, confidence=0.25),
    )
    row = graph.run(
        "MATCH (x:Finding)-[:ABOUT]->(f) "
        "RETURN x.text AS t, x.embargoed_until AS e, x.confidence AS c, f.alternative_names AS n"
    )
    assert row == [{"t": text, "e": moment, "c": 0.25, "n": ["a", "b"]}]
