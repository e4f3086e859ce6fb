"""The Python interface: methods as the questions declare them, answers that show themselves, sentences that hold."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pandas as pd
import polars as pl
import pytest
from peelgraph.graph import open_graph
from peelgraph.graph.answer import Answer, AnswerInParts, AnswerRow
from peelgraph.graph.answer_network import NETWORKS
from peelgraph.graph.answers import Answers
from peelgraph.graph.lines import LINES
from peelgraph.graph.question import ask, load_question, question_names
from peelgraph.graph.store import Graph
from peelgraph.ontology.errors import PeelgraphError, UnknownNameError

OTHER_NAMES = {"sources": "table_sources", "evidence": "evidence_rows"}
SOURCES = {
    "inspectorate-page": "the inspectorate's pages",
    "inspectorate-report": "the inspectorate's reports",
    "press-release": "press releases",
    "news": "the news",
    "police-or-commissioner": "pages of forces or commissioners",
    "other": "other sources",
}
IN_PARTS = {
    "force": lambda g: g.force("Essex Police"),
    "practice": lambda g: g.practice("managing offenders"),
    "risk": lambda g: g.risk("reoffending"),
    "compare": lambda g: g.compare("essex", "Kent"),
    "changes": lambda g: g.changes("essex"),
    "evidence": lambda g: g.evidence("16ed6301dadc"),
    "timeline": lambda g: g.timeline("essex"),
}
ANALYSED = {
    "learn-from": lambda g: g.learn_from("Essex Police"),
    "similar": lambda g: g.similar("essex", permutations=19),
    "communities": lambda g: g.communities(permutations=19),
    "together": lambda g: g.together(permutations=19),
}


def method_of(question):
    return getattr(Answers, OTHER_NAMES.get(question, question.replace("-", "_")))


@pytest.fixture(scope="module")
def graph_(lettered_file):
    with open_graph(lettered_file) as graph:
        yield graph


# The methods


@pytest.mark.parametrize("name", question_names())
def test_every_question_is_a_method_with_the_arguments_of_its_header(name):
    question = load_question(name)
    given = {p.name: p for p in inspect.signature(method_of(name)).parameters.values() if p.name != "self"}
    assert set(given) == {p.name for p in question.parameters}
    for parameter in question.parameters:
        argument = given[parameter.name]
        assert argument.annotation != inspect.Parameter.empty
        if argument.default is inspect.Parameter.empty:
            assert argument.annotation == "str"
            assert parameter.default is None
        else:
            assert argument.default == parameter.default
    for word in (*given, *(column.name for column in question.columns)):
        assert word in method_of(name).__doc__


def test_no_method_hides_what_every_graph_has():
    own = {name for name in vars(Graph) if not name.startswith("_")} | {"forces", "inspections", "concepts", "sources"}
    assert not own & {OTHER_NAMES.get(name, name.replace("-", "_")) for name in question_names()}


def test_type_checkers_see_the_arguments(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "from peelgraph.graph import open_graph\n"
        "with open_graph('peelgraph.kgl') as graph:\n"
        "    reveal_type(graph)\n"
        "    reveal_type(graph.shared_weaknesses(force='essex', since=2021))\n"
        "    graph.shared_weaknesses(force=1)\n"
        "    graph.findings(polarity='weak')\n"
        "    graph.repeated(since='2014')\n"
        "    reveal_type(graph.force('essex'))\n",
        "utf-8",
    )
    said = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file=", "--no-error-summary", "--follow-imports=silent", str(program)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    ).stdout.splitlines()
    told = {
        int(re.search(r"\.py:(\d+):", line)[1]): line for line in said if ": note: " not in line or "Revealed" in line
    }
    assert "peelgraph.graph.answers.Answers" in told[3]
    assert "peelgraph.graph.answer.Answer" in told[4]
    assert 'Argument "force" to "shared_weaknesses"' in told[5]
    assert "Literal['strength', 'weakness', 'neutral']" in told[6]
    assert 'Unexpected keyword argument "since"' in told[7]
    assert "AnswerInParts" in told[8]


def test_the_interface_costs_no_library_until_it_is_used(tmp_path):
    program = (
        "import sys, peelgraph.graph, peelgraph.graph.answers, peelgraph.graph.answer; "
        "print([m for m in ('pandas', 'polars', 'networkx', 'numpy', 'kglite', 'neo4j', 'rdflib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "[]"


# The answers


def test_an_answer_is_what_the_question_answers(lettered):
    answer = lettered.shared_weaknesses(force="Essex Police", since="2021")
    asked = ask(lettered, "shared-weaknesses", force="essex", since="2021-01-01")
    assert answer.columns == asked.columns
    assert answer.to_dicts() == asked.dicts() == [dict(row) for row in answer]
    assert len(answer) == len(asked.rows) > 0
    assert answer[0].practice == answer[0]["practice"] == asked.dicts()[0]["practice"]
    assert answer[:2] == list(answer)[:2]
    assert answer == lettered.shared_weaknesses(force="ESSEX", since=2021)
    assert answer == lettered.shared_weaknesses(force="essex", since=dt.date(2021, 1, 1))
    assert answer != lettered.shared_weaknesses(force="kent", since=2021)
    assert answer.about.startswith("From 613 findings on 43 forces, 24 of them quoted from 1 document")


@pytest.mark.parametrize("name", question_names())
def test_every_answer_becomes_what_python_people_use(graph_, name):
    finding = {"finding": "essex-peel-2021-22-16ed6301dadc"}
    takes = {p.name for p in load_question(name).parameters}
    answer = getattr(graph_, OTHER_NAMES.get(name, name.replace("-", "_")))(**(finding if "finding" in takes else {}))
    assert isinstance(answer, Answer)
    frame, other = answer.to_pandas(), answer.to_polars()
    assert list(frame.columns) == other.columns == list(answer.columns)
    assert len(frame) == other.height == len(answer) > 0
    assert isinstance(frame, pd.DataFrame)
    assert isinstance(other, pl.DataFrame)
    assert other.to_dicts() == answer.to_dicts()
    assert "<table>" in answer._repr_html_()
    assert repr(answer).startswith(f"<{name}: {len(answer)} row")


def test_some_rows_and_columns(graph_):
    answer = graph_.shared_weaknesses(since=2021)
    some = answer.head(3).select("name", "forces_count")
    assert some.to_dicts() == [{"name": row.name, "forces_count": row.forces_count} for row in answer[:3]]
    assert some.about == answer.about
    assert some.lines() == answer.lines()[:3]
    assert answer.head(3).to_networkx().number_of_edges() == sum(row.forces_count for row in answer[:3])
    with pytest.raises(PeelgraphError, match="shared-weaknesses has no column nmae; it has practice, name"):
        answer.select("nmae")
    with pytest.raises(PeelgraphError, match="the network of shared-weaknesses needs the column forces"):
        some.to_networkx()


def test_no_rows_keep_their_columns(graph_):
    answer = graph_.findings(force="essex", words="unheard-ofword")
    assert not answer
    assert list(answer.to_pandas().columns) == answer.to_polars().columns == list(answer.columns)
    assert "Nothing found" in answer._repr_html_()
    assert answer.lines() == []
    assert len(answer.to_networkx()) == 0


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_there_is_told(graph_, library, monkeypatch):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(PeelgraphError, match=f"{library} is not installed.*pip install {library}"):
        getattr(graph_.coverage(), f"to_{library}")()


def test_a_wrong_column_or_part_is_told(graph_):
    row = graph_.coverage()[0]
    with pytest.raises(AttributeError, match="no column 'weaknesses'; it has force, name"):
        row.weaknesses  # noqa: B018
    with pytest.raises(AttributeError, match="no part 'enemies'; it has force, coverage"):
        graph_.force("kent").enemies  # noqa: B018
    assert "findings_count" in dir(row)
    assert "grades" in dir(graph_.force("kent"))


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        (lambda g: g.shared_weaknesses(force="Essxe"), UnknownNameError, "no force is called 'Essxe'"),
        (lambda g: g.force("Atlantis"), UnknownNameError, "no force is called 'Atlantis'"),
        (lambda g: g.practice("juggling"), UnknownNameError, "no practice is called"),
        (lambda g: g.shared_weaknesses(since="last year"), PeelgraphError, "since: 'last year' is not a date: write YYYY"),
        (lambda g: g.shared_weaknesses(min_forces="two"), PeelgraphError, "min_forces is a whole number, not 'two'"),
        (lambda g: g.shared_weaknesses(min_forces=True), PeelgraphError, "min_forces is a whole number, not True"),
        (lambda g: g.shared_weaknesses(force=3), PeelgraphError, "force is a text, not 3"),
        (lambda g: g.findings(polarity="weak"), PeelgraphError, "polarity is one of strength, weakness, neutral, not 'weak'"),
        (lambda g: g.recommendations(status="done"), PeelgraphError, "status is one of open, under-review"),
        (lambda g: g.recommendations(only_own="yes"), PeelgraphError, "only_own is True or False"),
        (lambda g: g.coverage(now="noon"), PeelgraphError, "now is a datetime"),
        (lambda g: g.compare("essex"), PeelgraphError, "two different forces"),
        (lambda g: g.compare("essex", "Essex Police"), PeelgraphError, "two different forces"),
        (lambda g: g.evidence("nothing"), UnknownNameError, "no finding is called 'nothing'"),
        (lambda g: g.vocabulary().lines(), PeelgraphError, "rows of vocabulary have no sentence of their own; these have"),
        (lambda g: g.vocabulary().to_networkx(), PeelgraphError, "rows of vocabulary are no network; these are: communities"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_told_in_a_sentence(graph_, asked, error, says):
    with pytest.raises(error, match=says):
        asked(graph_)


@pytest.mark.parametrize("name", IN_PARTS)
def test_an_answer_in_parts(lettered, graph_, name):
    answer = IN_PARTS[name](lettered)
    assert isinstance(answer, AnswerInParts)
    assert answer == IN_PARTS[name](graph_)
    assert answer.lines() == IN_PARTS[name](graph_).lines()
    assert answer.tables
    for key, table in answer.tables.items():
        assert getattr(answer, key) is table is answer[key]
        assert table.to_dicts() or not answer.to_dict()[key]
    assert set(answer.to_pandas()) == set(answer.to_polars()) == set(answer.tables)
    Html(answer._repr_html_())


@pytest.mark.parametrize("name", ANALYSED)
def test_an_answer_that_takes_more_than_a_query(lettered, graph_, name):
    answer = ANALYSED[name](lettered)
    assert isinstance(answer, Answer)
    assert answer == ANALYSED[name](graph_)
    assert len(answer) > 0
    assert list(answer.to_pandas().columns) == answer.to_polars().columns == list(answer.columns)
    assert answer.to_networkx().number_of_edges() > 0
    assert len(answer.lines()) == len(answer)
    shown = Html(answer._repr_html_())
    assert {*answer.notes, answer.about} <= set(shown.text)
    if name != "learn-from":
        assert (
            all("24 sentences quoted from documents, a closer reading" in line for line in answer.lines())
            or name == "together"
        )
        assert all("; left out: " in line for line in answer.lines())


def test_peers_are_named_in_any_form(graph_):
    answer = graph_.similar("essex", peers=["Kent Police", "Devon & Cornwall"], permutations=19)
    assert {row.force for row in answer} == {"kent", "devon-and-cornwall"}
    with pytest.raises(UnknownNameError):
        graph_.similar("essex", peers=["Atlantis"])


def test_the_parts_of_a_force(graph_):
    essex = graph_.force("essex")
    assert essex.force.name == "Essex Police"
    assert isinstance(essex.force, AnswerRow)
    assert essex.coverage.findings_count == len(essex.findings)
    assert {row.force for row in essex.findings} == {"essex"}
    assert graph_.changes("essex").not_seen_between == []


# In a notebook


class Html(HTMLParser):
    """Reads a fragment whose tags must be balanced."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.text = [], Counter(), []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags[tag] += 1

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_a_table_in_a_notebook_tells_what_the_data_is(graph_):
    answer = graph_.shared_weaknesses()
    shown = Html(answer._repr_html_())
    assert shown.tags["tr"] == 26
    assert f"{len(answer) - 25} more rows; to_pandas() or to_dicts() has all." in shown.text
    assert answer.about in shown.text
    assert "force_last_seen" not in shown.text, "a column without values is not shown"


def test_nothing_in_a_notebook_is_taken_for_html():
    attack = "<script>alert('x')</script>"
    answer = Answer(attack, attack, [attack, "url"], [{attack: attack, "url": f'https://x"{attack}'}], about=attack)
    assert "<script" not in answer._repr_html_()
    parts = AnswerInParts(
        "force", attack, {"force": {"name": attack}, "rows": [{"a": [attack]}], "x": attack}, about=attack
    )
    assert "<script" not in parts._repr_html_()
    Html(answer._repr_html_())
    Html(parts._repr_html_())
    link = Answer("x", "x", ["url"], [{"url": "javascript:alert(1)"}])
    assert "<a " not in link._repr_html_()


def test_what_is_under_embargo_is_marked(small, claim, letters):
    graph = small([])
    force, practice, inspection = "avon", "calls", "peel-2016"
    letters.add(graph, "letter", claim("x", force, inspection, "weakness", (practice,)))
    before = letters.until - dt.timedelta(minutes=1)
    held = graph.shared_weaknesses(min_forces=1, now=before)
    assert "†" in held._repr_html_()
    assert "not to be published yet" in held.about
    assert "under embargo: not to be published yet" in held.lines()[0]
    assert not graph.shared_weaknesses(min_forces=1, now=before, include_embargoed=False)
    assert "†" not in graph.shared_weaknesses(min_forces=1, now=letters.until).lines()[0]
    assert not graph.force(force, now=before, include_embargoed=False).findings
    finding = graph.findings(now=before)
    assert "under embargo" in finding.lines()[0].lower()


# As a network


def test_the_network_of_shared_weaknesses(lettered):
    answer = lettered.shared_weaknesses(since=2021)
    net = answer.to_networkx()
    edges = {(f"Force:{force}", f"Practice:{row.practice}") for row in answer for force in row.forces}
    assert {tuple(sorted(edge)) for edge in net.edges} == {tuple(sorted(edge)) for edge in edges}
    praised = {(f"Force:{force}", f"Practice:{row.practice}") for row in answer for force in row.since_praised}
    assert {edge for edge in edges if net.edges[edge]["since_praised"]} == praised
    assert nx.is_bipartite(net)
    assert net.nodes["Force:essex"] == {"class": "Force", "id": "essex"}
    assert net.graph["about"] == answer.about


def test_findings_as_a_network_are_the_graph_itself(graph_):
    net = graph_.findings(force="essex").to_networkx()
    stored = graph_.run(
        "MATCH (x:Finding)-[r]->(n) WHERE type(r) IN $types AND EXISTS { MATCH (x)-[:ABOUT]->(:Force {id: 'essex'}) } "
        "RETURN x.id AS finding, type(r) AS type, labels(n)[0] + ':' + n.id AS key",
        {"types": ["ABOUT", "CONCERNS", "EXPOSES", "FOUND_IN", "ADDRESSES"]},
    )
    assert {(f"Finding:{r['finding']}", r["key"], r["type"]) for r in stored} == set(net.edges(data="type"))
    assert net.nodes["Finding:essex-peel-2021-22-16ed6301dadc"]["polarity"] == "weakness"


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_is_of_columns_that_the_question_has(graph_, name):
    if name in ANALYSED:
        return
    columns = {column.name for column in load_question(name).columns}
    for tie in NETWORKS[name]:
        assert {tie.source, tie.target, *tie.told, *tie.marks} <= columns
    net = getattr(graph_, name.replace("-", "_"))().to_networkx()
    assert net.number_of_edges() > 0
    json.dumps(nx.node_link_data(net, edges="edges"), default=str)


# Sentences for a meeting: against the tables


def counted(rows):
    """How often each kind of source occurs, as the sentences say it."""
    kinds = Counter(row.source_kind for row in rows)
    total = f"{len(rows)} finding{'' if len(rows) == 1 else 's'} in our words"
    if len(kinds) == 1:
        return f"{total} from {SOURCES[next(iter(kinds))]}"
    ranked = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    return f"{total} ({', '.join(f'{n} from {SOURCES[kind]}' for kind, n in ranked)})"


def weak_lines(facts, *, since=None, region=None):
    """The sentences on shared weaknesses that the tables give, by practice."""
    read = [c for c in facts.claims if facts.since(c, since) and region in {None, facts.regions[c.force]}]
    expected = {}
    for slug, (name, _) in facts.practices.items():
        weak = [c for c in read if c.polarity == "weakness" and slug in c.practices]
        forces = {c.force for c in weak}
        if len(forces) < 2:
            continue
        praised = 0
        for force in forces:
            told = [c for c in facts.claims if c.force == force and slug in c.practices]
            last = {
                p: max((facts.place(c) for c in told if c.polarity == p), default=-1) for p in ("weakness", "strength")
            }
            praised += last["strength"] > last["weakness"]
        some = "all" if praised == len(forces) else f"{praised} of them"
        where = f" in the region {region.replace('-', ' ').title()}" if region else ""
        expected[slug] = (
            f"{name}: found weak in {len(forces)} of {len({c.force for c in read})} forces with any finding{where}"
            + (f" since {since}" if since else "")
            + (f"; {some} praised since" if praised else "")
            + f". Rests on {counted(weak)}. Coded by peelgraph, not by the inspectorate."
        )
    return expected


@pytest.mark.parametrize("chosen", [{}, {"since": "2021"}, {"since": "2018"}, {"region": "wales"}], ids=str)
def test_the_sentence_on_a_shared_weakness_is_what_the_tables_say(shipped, facts, chosen):
    answer = shipped.shared_weaknesses(**chosen)
    assert dict(zip([row.practice for row in answer], answer.lines(), strict=True)) == weak_lines(facts, **chosen)


def test_the_sentence_with_a_force_says_where_and_when_it_was_found_so(shipped):
    line = next(
        line for line in shipped.shared_weaknesses(force="essex", since=2021).lines() if line.startswith("Call")
    )
    assert line.startswith(
        "Call handling: found weak in 17 of 38 forces with any finding since 2021; 3 of them praised since; "
        "Essex: PEEL 2021/22, 14 October 2022 (our words, page of a force or commissioner). Rests on 17 findings"
    )


def test_the_own_part_of_every_sentence_is_the_latest_finding_of_the_force(shipped, facts):
    months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
              "November", "December"]  # fmt: skip
    for force in ("essex", "kent", "west-midlands"):
        answer = shipped.shared_weaknesses(force=force)
        for row, line in zip(answer, answer.lines(), strict=True):
            own = [
                c for c in facts.claims if c.force == force and c.polarity == "weakness" and row.practice in c.practices
            ]
            last = max(map(facts.place, own))
            period = max(facts.period(c) for c in own if facts.place(c) == last)
            parts = period.split("-")
            said = [str(int(parts[2]))] if len(parts) > 2 else []
            said += [months[int(parts[1]) - 1]] if len(parts) > 1 else []
            assert f", {' '.join([*said, parts[0]])} (our words, " in line


def test_the_sentence_on_good_practice_is_what_the_tables_say(shipped, facts):
    answer = shipped.good_practice(since=2019)
    read = {c.force for c in facts.claims if facts.since(c, "2019")}
    for row, line in zip(answer, answer.lines(), strict=True):
        strong = [
            c
            for c in facts.claims
            if c.polarity == "strength" and row.practice in c.practices and facts.since(c, "2019")
        ]
        runs = [
            r for r in facts.tables["good_practice"]
            if r["practice"] == row.practice and r["year"] and int(r["year"]) >= 2019
        ]  # fmt: skip
        if strong:
            assert (
                f": praised in {len({c.force for c in strong})} of {len(read)} forces with any finding since 2019"
                in line
            )
            assert f"Rests on {counted(strong)}." in line
        else:
            assert ": not praised in what was read" in line
        assert (f"counted apart: {len(runs)} initiative" in line) == bool(runs)
        assert "praise and initiatives are no evidence that it works" in line


def test_documents_and_pages_are_never_counted_together_without_saying_so(small, claim):
    told = [
        claim("a", "avon", "peel-2016", "weakness", ("calls",)),
        claim("b", "brent", "peel-2016", "weakness", ("calls",)),
        claim("c", "avon", "peel-2016", "strength", ("calls",)),
    ]
    graph = small(told)
    assert "sentence" not in graph.shared_weaknesses().lines()[0]
    quoted = replace(told[1]).record()
    graph = small([told[0], told[2]])
    with graph.stating("letter") as writer:
        writer.write([replace(quoted, properties={**quoted.properties, "wording": "quoted"})])
    line = graph.shared_weaknesses().lines()[0]
    assert "(of the 2, 1 known only by a document read sentence by sentence)" in line
    assert "(of the 2, Brent only by a document read sentence by sentence, a closer reading than the remarks" in line
    assert (
        "Rests on 1 finding in our words from the inspectorate's pages and, counted apart, 1 sentence quoted from"
        in line
    )


@pytest.mark.parametrize("name", LINES)
def test_every_sentence_is_one_line_and_says_whose_words_or_coding(graph_, name):
    others = {"search": lambda g: g.search("burglary"), **ANALYSED}
    answer = others[name](graph_) if name in others else getattr(graph_, name.replace("-", "_"))()
    lines = answer.lines()
    assert len(lines) == len(answer) > 0
    for line in lines:
        assert line == " ".join(line.split())
        assert line.endswith((".", "”"))
        assert "None" not in line
        if name not in {"coverage", "inspections-read"}:
            assert re.search(r"our words|quoted|by the inspectorate", line), line
        assert name in {"findings", "search"} or " is weak" not in line


def test_the_command_line_gives_the_same_sentences(run, shipped_file, facts):
    done = run("shared-weaknesses", "--since", "2021", "--format", "line", "--graph", shipped_file)
    assert done.status == 0
    *lines, empty, about = done.out.splitlines()
    assert sorted(lines) == sorted(weak_lines(facts, since="2021").values())
    assert empty == ""
    assert about.startswith("From 589 findings on 43 forces")


@pytest.mark.parametrize(
    ("words", "method"),
    [
        (["force", "essex"], lambda g: g.force("essex")),
        (["practice", "vetting"], lambda g: g.practice("vetting")),
        (["risk", "reoffending"], lambda g: g.risk("reoffending")),
        (["evidence", "16ed6301dadc"], lambda g: g.evidence("16ed6301dadc")),
        (["search", "burglary"], lambda g: g.search("burglary")),
        (["coverage"], lambda g: g.coverage()),
        (["coverage", "--by", "inspection"], lambda g: g.inspections_read()),
        (["repeated", "--force", "essex"], lambda g: g.repeated(force="essex")),
        (["recommendations"], lambda g: g.recommendations()),
        (["good-practice", "--practice", "vetting"], lambda g: g.good_practice(practice="vetting")),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_each_command_and_its_method_say_the_same(run, lettered_file, graph_, words, method):
    done = run(*words, "--format", "line", "--graph", lettered_file)
    assert done.status == 0
    lines = method(graph_).lines()
    assert done.out.splitlines()[: len(lines)] == lines


def test_a_sentence_names_a_region_as_people_write_it(run, shipped_file):
    asked = ("shared-weaknesses", "--min-forces", "1", "--format", "line", "--graph", shipped_file)
    assert "in the region Yorkshire and the Humber" in run(*asked, "--region", "yorkshire and the humber").out


def test_an_answer_without_sentences_is_told_on_the_command_line(run, lettered_file):
    done = run("documents", "--format", "line", "--graph", lettered_file)
    assert done.status == 2
    assert "this answer has no sentences of its own" in done.err


def test_the_methods_are_written_by_the_documentations_builder():
    text = (Path(__file__).parents[2] / "docs" / "build.py").read_text("utf-8")
    assert '"graph/question_methods.py"' in text


@pytest.mark.parametrize(
    ("method", "given", "said"),
    [
        ("similar", {"counting": "headings"}, "'headings' cannot be counted: choose one of headlines, sentences, both"),
        ("communities", {"permutations": 0}, "give permutations of 1 or more"),
        ("together", {"seed": -1}, "a seed is 0 or more, not -1"),
    ],
)
def test_what_cannot_be_shuffled_or_counted_is_told(graph_, method, given, said):
    with pytest.raises(PeelgraphError, match=re.escape(said)):
        getattr(graph_, method)(*(["essex"] if method == "similar" else []), **given)
