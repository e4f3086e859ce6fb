"""What the model promises of nodes together: spans, embargoes, what an inspection asked, groups, what is unique.

Each rule is a query that both engines answer; what they might count differently (the characters of a text) is
counted here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from peelgraph.graph.contents import in_pages
from peelgraph.graph.store import Graph
from peelgraph.graph.validation.breach import Breach
from peelgraph.ontology.model import Model


def graph_breaches(graph: Graph, model: Model) -> Iterator[Breach]:
    """Yield which promises the nodes of a graph do not keep together."""
    yield from _without_id(graph, model)
    for rule in (_spans, _embargoes, _asked, _one_grade, _passage_numbers, _later, _ons):
        yield from rule(graph)
    for label, type_ in (("Practice", "BROADER"), ("Risk", "BROADER"), ("Inspection", "FOLLOWED_UP_BY")):
        yield from _cycles(graph, label, type_)


def _without_id(graph: Graph, model: Model) -> Iterator[Breach]:
    for label in model.node_types:
        rows = graph.run(f"MATCH (n:{label}) WHERE n.id IS NULL RETURN count(n) AS n")
        if rows and rows[0]["n"]:
            message = f"{rows[0]['n']} nodes with the label {label} have no id"
            yield Breach(label, "", f"{label}.id", "identity", message)


def _spans(graph: Graph) -> Iterator[Breach]:
    query = (
        "UNWIND $ids AS id MATCH (f:Finding {id: id})-[s:STATED_IN]->(p:Passage) "
        "RETURN id, f.text AS text, s.start AS start, s.`end` AS stop, p.text AS whole, p.id AS passage"
    )
    stated = (row["id"] for row in graph.run("MATCH (f:Finding)-[:STATED_IN]->(:Passage) RETURN DISTINCT f.id AS id"))
    for ids in in_pages(sorted(id_ for id_ in stated if id_ is not None)):
        for row in graph.run(query, {"ids": ids}):
            start, end, text, whole = row["start"], row["stop"], row["text"], row["whole"]
            if not (isinstance(text, str) and isinstance(whole, str)):
                continue  # the shapes tell this
            if not (isinstance(start, int) and isinstance(end, int)):
                continue
            if not 0 <= start < end <= len(whole):
                message = f"its span {start} to {end} is not in the {len(whole)} characters of passage {row['passage']}"
            elif whole[start:end] != text:
                message = f"characters {start} to {end} of passage {row['passage']} are not its text"
            else:
                continue
            yield _breach("Finding", row, "STATED_IN", "span", message)


_TO_ITS_DOCUMENT: Final = {"Passage": "-[:PART_OF]->", "Finding": "-[:STATED_IN]->(:Passage)-[:PART_OF]->"}


def _embargoes(graph: Graph) -> Iterator[Breach]:
    for label, way in _TO_ITS_DOCUMENT.items():
        for row in graph.run(
            f"MATCH (n:{label}){way}(d:Document) "
            "WHERE coalesce(toString(n.embargoed_until), '') <> coalesce(toString(d.embargoed_until), '') "
            "RETURN n.id AS id, n.embargoed_until AS held, d.embargoed_until AS said, d.id AS document"
        ):
            held, said = _time(row["held"]), _time(row["said"])
            message = f"its embargo is {held}, but that of its document {row['document']} is {said}"
            yield _breach(label, row, "embargoed_until", "embargo", message)
    for row in graph.run(
        "MATCH (n:Finding) WHERE n.embargoed_until IS NOT NULL AND NOT (n)-[:STATED_IN]->() "
        "RETURN n.id AS id, n.embargoed_until AS held"
    ):
        message = f"it is under embargo until {_time(row['held'])}, but no document states it"
        yield _breach("Finding", row, "embargoed_until", "embargo", message)


def _asked(graph: Graph) -> Iterator[Breach]:
    for row in graph.run(
        "MATCH (n:Grade)-[:ANSWERS]->(q:Question) MATCH (n)-[:GIVEN_IN]->(i:Inspection) "
        "MATCH (:Question)-[:ASKED_IN]->(i) WHERE NOT (q)-[:ASKED_IN]->(i) "
        "RETURN DISTINCT n.id AS id, q.id AS question, i.id AS inspection"
    ):
        message = f"it grades the question {row['question']}, which {row['inspection']} did not ask"
        yield _breach("Grade", row, "ANSWERS", "asked", message)


def _one_grade(graph: Graph) -> Iterator[Breach]:
    for row in graph.run(
        "MATCH (n:Grade)-[:OF]->(f:Force) MATCH (n)-[:ANSWERS]->(q:Question) MATCH (n)-[:GIVEN_IN]->(i:Inspection) "
        "WITH f.id AS force, q.id AS question, i.id AS inspection, collect(DISTINCT n.id) AS ids WHERE size(ids) > 1 "
        "RETURN force, question, inspection, ids"
    ):
        where = f"{row['force']} on {row['question']} in {row['inspection']}"
        yield from _all_but_first("Grade", row["ids"], "", "one-grade", f"{where} is graded twice, also by")


def _passage_numbers(graph: Graph) -> Iterator[Breach]:
    for row in graph.run(
        "MATCH (n:Passage)-[:PART_OF]->(d:Document) WHERE n.number IS NOT NULL "
        "WITH d.id AS document, n.number AS number, collect(DISTINCT n.id) AS ids WHERE size(ids) > 1 "
        "RETURN document, number, ids"
    ):
        message = f"its number {row['number']} in {row['document']} is also that of"
        yield from _all_but_first("Passage", row["ids"], "number", "passage-number", message)


def _later(graph: Graph) -> Iterator[Breach]:
    for row in graph.run(
        "MATCH (n:Inspection)-[:FOLLOWED_UP_BY]->(m:Inspection) WHERE m.sequence <= n.sequence AND m.id <> n.id "
        "RETURN n.id AS id, m.id AS other"
    ):
        message = f"it is followed up by {row['other']}, which does not come later"
        yield _breach("Inspection", row, "FOLLOWED_UP_BY", "later", message)


def _ons(graph: Graph) -> Iterator[Breach]:
    for row in graph.run(
        "MATCH (n:Force) WHERE n.ons_code IS NOT NULL WITH n.ons_code AS code, collect(n.id) AS ids "
        "WHERE size(ids) > 1 RETURN code, ids"
    ):
        yield from _all_but_first(
            "Force", row["ids"], "ons_code", "ons-code", f"its ONS code {row['code']} is also that of"
        )


def _all_but_first(label: str, ids: list[str], member: str, rule: str, message: str) -> Iterator[Breach]:
    first, *others = sorted(ids)
    for id_ in others:
        yield _breach(label, {"id": id_}, member, rule, f"{message} {first}")


def _cycles(graph: Graph, label: str, type_: str) -> Iterator[Breach]:
    """Yield the nodes from which a chain of relationships leads back to themselves."""
    above: dict[str, list[str]] = {}
    for row in graph.run(f"MATCH (n:{label})-[:{type_}]->(m:{label}) RETURN n.id AS id, m.id AS other"):
        if row["id"] is not None and row["other"] is not None:
            above.setdefault(row["id"], []).append(row["other"])
    for id_ in sorted(above):
        if (chain := _way_back(id_, above)) is not None:
            message = f"{type_} leads from it back to itself: {' > '.join([*chain, id_])}"
            yield Breach(label, id_, f"{label}.{type_}", "cycle", message)


def _way_back(start: str, above: dict[str, list[str]]) -> list[str] | None:
    waiting, seen = [[start]], {start}
    while waiting:
        chain = waiting.pop()
        for other in above.get(chain[-1], ()):
            if other == start:
                return chain
            if other not in seen:
                seen.add(other)
                waiting.append([*chain, other])
    return None


def _time(value: Any) -> str:
    return value.isoformat(sep=" ") if isinstance(value, dt.datetime) else "none" if value is None else repr(value)


def _breach(label: str, row: dict[str, Any], member: str, rule: str, message: str) -> Breach:
    return Breach(label, str(row["id"]), f"{label}.{member}" if member else label, rule, message)
