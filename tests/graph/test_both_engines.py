"""Every shipped question with every parameter gives the same rows from a file and from a server."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from peelgraph.graph import open_graph
from peelgraph.graph.changes import changes
from peelgraph.graph.compare import compare
from peelgraph.graph.evidence import evidence
from peelgraph.graph.portraits import force_portrait, practice_portrait, risk_portrait
from peelgraph.graph.question import ask, load_question, question_names
from peelgraph.graph.search import search
from peelgraph.graph.timeline import timeline

VALUES = {
    "force": ["essex", "devon-and-cornwall", "nowhere"],
    "practice": ["call-handling", "managing-offenders"],
    "risk": ["harm-to-people", "reoffending"],
    "inspection": ["peel-2016", "peel-2023-25"],
    "region": ["wales", "london"],
    "status": ["cause-of-concern", "not-stated"],
    "source_kind": ["press-release", "research"],
    "since": ["2021-01-01", "2017-03"],
    "min_forces": [1, 3],
    "include_embargoed": [True, False],
    "now": [dt.datetime(2014, 1, 1), dt.datetime(2026, 11, 23, 12, 0)],
    "words": [["officers"], ["burglary", "police"]],
    "polarity": ["strength", "neutral"],
    "question": ["responding-to-the-public", "efficiency"],
    "only_own": [True],
    "overdue_on": ["2026-11-23"],
    "finding": ["essex-peel-2021-22-16ed6301dadc"],
    "recommendation": ["acquisitive-2022-1a", "stalking-2019-9443-a", "nothing"],
}


def askings():
    """Yield each question alone, with each value of each parameter, and with several at once."""
    for name in question_names():
        parameters = [parameter.name for parameter in load_question(name).parameters]
        yield name, {}
        for parameter in parameters:
            for value in VALUES[parameter]:
                yield name, {parameter: value}
        yield name, {p: VALUES[p][0] for p in parameters if p in VALUES}


def rows(graph, name, given):
    """Return the rows of a question, or what it says where it cannot be asked like this."""
    try:
        answer = ask(graph, name, **given)
    except Exception as error:  # noqa: BLE001 - both engines must say the same
        return type(error), str(error)
    return answer.columns, answer.rows


@pytest.fixture
def both(lettered_file, lettered_server_uri):
    """The shipped data and a letter, from a file and from a server."""
    with open_graph(lettered_file) as file, open_graph(lettered_server_uri) as server:
        yield file, server


@pytest.mark.parametrize(("name", "given"), [pytest.param(n, g, id=f"{n}-{g}") for n, g in askings()])
def test_a_question(both, name, given):
    file, server = both
    assert rows(server, name, given) == rows(file, name, given)


def test_every_parameter_has_values():
    named = {p.name for name in question_names() for p in load_question(name).parameters}
    assert named <= set(VALUES), named - set(VALUES)


def plain(value):
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize(
    "answer",
    [
        lambda g: [force_portrait(g, f) for f in ("essex", "kent", "wiltshire")],
        lambda g: [practice_portrait(g, p) for p in ("call-handling", "managing-offenders", "stop-and-search")],
        lambda g: [risk_portrait(g, r) for r in ("reoffending", "harm-to-people")],
        lambda g: compare(g, ("essex", "kent", "wiltshire")),
        lambda g: [changes(g, f) for f in ("essex", "wiltshire")],
        lambda g: [timeline(g, f) for f in ("essex", "wiltshire", "avon-and-somerset")],
        lambda g: [evidence(g, row["finding"]) for row in ask(g, "findings", force="wiltshire").dicts()],
        lambda g: [search(g, words).rows for words in (["burglary"], ["officers", "training"])],
        lambda g: (g.forces(), g.inspections(), list(g.concepts()), sorted(g.sources())),
    ],
    ids=["force", "practice", "risk", "compare", "changes", "timeline", "evidence", "search", "lookup"],
)
def test_an_answer_in_several_parts(both, answer):
    file, server = both
    assert plain(answer(server)) == plain(answer(file))
