"""What people reviewed, document by document, as examples to learn from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from peelgraph.graph.coded import CodedFinding, all_corrections, coded_findings
from peelgraph.graph.contents import in_pages
from peelgraph.graph.store import Graph, Row
from peelgraph.ontology.review import Example, ExampleDocument


@dataclass(frozen=True, slots=True)
class _Placed:
    finding: CodedFinding
    place: Row


def reviewed_documents(graph: Graph, *, leaving_out: Collection[tuple[str, str]] = ()) -> list[ExampleDocument]:
    """Return the findings of documents that a person corrected or confirmed, as they are coded now.

    Findings of tables are left out: they are summaries, and no sentence of a document.

    Args:
        graph: The graph.
        leaving_out: Label and id of what is left out, as ``Embargo.nodes`` gives them.
    """
    reviewed = {c.finding for c in all_corrections(graph) if c.state == "applied"}
    ids = sorted(id_ for id_ in reviewed if ("Finding", id_) not in leaving_out)
    places: dict[str, Row] = {}
    for page in in_pages(ids):
        for row in graph.run(
            "UNWIND $ids AS id MATCH (f:Finding {id: id})-[s:STATED_IN]->(p:Passage)-[:PART_OF]->(d:Document) "
            "OPTIONAL MATCH (d)-[:SENT_TO]->(force:Force) OPTIONAL MATCH (d)-[:REPORTS]->(i:Inspection) "
            "RETURN id, s.start AS start, p.number AS number, p.section AS section, d.id AS document, d.kind AS kind, "
            "d.published AS published, force.slug AS force, i.title AS inspection",
            {"ids": page},
        ):
            places[row["id"]] = row
    placed = [_Placed(finding, places[finding.id]) for finding in coded_findings(graph, sorted(places))]
    placed.sort(key=lambda p: (p.place["document"], p.place["number"], p.place["start"]))
    documents: dict[str, list[_Placed]] = {}
    for one in placed:
        documents.setdefault(one.place["document"], []).append(one)
    return [_document(id_, found) for id_, found in documents.items()]


def _document(id_: str, found: list[_Placed]) -> ExampleDocument:
    place = found[0].place
    facts = {name: place[name] for name in ("force", "inspection", "published", "kind") if place[name]}
    return ExampleDocument(
        id=id_,
        facts={name: str(value) for name, value in facts.items()},
        examples=tuple(
            Example(p.place["number"], p.place["section"] or "", p.finding.text, p.finding.coding) for p in found
        ),
    )
