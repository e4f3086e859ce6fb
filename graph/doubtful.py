"""The codings that a person should look at: the least sure first, and old corrections that may fit new sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from peelgraph.graph.coded import CodedFinding, all_corrections, by_finding, coded_findings, how_coded
from peelgraph.graph.contents import in_pages
from peelgraph.graph.store import Graph, Row
from peelgraph.ontology.corrections import Correction, in_force
from peelgraph.ontology.errors import UnknownNameError
from peelgraph.ontology.review import Offer, ReviewRow

ALIKE_IN_DOCUMENT = 60
"""How alike (0 to 100) a sentence of the same document is at least, for a stale correction to be offered for it."""
ALIKE_ELSEWHERE = 85
"""The same for a sentence of another document, where the correction's own is not in the graph."""
_MACHINE = {"rule", "model"}
_TAIL = re.compile(r"-[0-9a-f]{12}(-\d+)?$")


def doubtful(
    graph: Graph,
    *,
    document: str | None = None,
    force: str | None = None,
    everything: bool = False,
    leaving_out: Collection[tuple[str, str]] = (),
) -> list[ReviewRow]:
    """Return findings for a review: first those for which an old correction is offered, then the least sure.

    Args:
        graph: The graph.
        document: Only findings of this document.
        force: Only findings about this force, by its slug.
        everything: Also findings that a person coded, and those that were reviewed in full.
        leaving_out: Label and id of what is left out, as ``Embargo.nodes`` gives them.

    Raises:
        UnknownNameError: There is no such document.
    """
    if document is not None:
        _refuse_unknown(graph, document)
    findings = [f for f in coded_findings(graph) if ("Finding", f.id) not in leaving_out]
    corrections = [c for c in all_corrections(graph) if ("Correction", c.id) not in leaving_out]
    offers = offered(corrections, findings, set(_documents(graph)))
    chosen = [
        finding
        for finding in findings
        if (everything or finding.id in offers or _by_machine(finding))
        and (force is None or finding.linked("ABOUT") == force)
    ]
    places = _places(graph, [finding.id for finding in chosen])
    rows = [_row(finding, places.get(finding.id, {}), offers.get(finding.id, ())) for finding in chosen]
    kept = [row for row in rows if document is None or row.document == document]
    return sorted(kept, key=_doubt)


def coded_by_machine(graph: Graph, ids: Iterable[str]) -> bool:
    """Return whether the machine coded any of these findings, whatever people said of them since."""
    return any(
        how.method in _MACHINE for finding in coded_findings(graph, ids) for how in how_coded(finding.stated).values()
    )


def _doubt(row: ReviewRow) -> tuple[bool, float, list[float], str]:
    """Return by what rows are ordered: of two that are as doubtful, the one first whose other codings are."""
    known = sorted(how.confidence for how in row.how.values() if how.confidence is not None)
    return not row.offers, 1.0 if row.confidence is None else row.confidence, [*known, 1.0], row.finding


def offered(
    corrections: Iterable[Correction], findings: Sequence[CodedFinding], documents: Collection[str]
) -> dict[str, tuple[Offer, ...]]:
    """Return the stale corrections that are offered, by the finding that is most like theirs.

    A correction is offered for a finding of its own document, or, where that is not in the graph, for a very similar
    one of another; never where the finding is coded so already, or where somebody reviewed that field of it.

    Args:
        corrections: All corrections.
        findings: All findings.
        documents: The ids of the documents in the graph.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - costs 30 ms, and only a review needs it

    by_id = by_finding(corrections)
    there = {finding.id for finding in findings}
    found: dict[str, list[Offer]] = {}
    for id_, made in sorted(by_id.items()):
        if id_ in there:
            continue
        for field, correction in sorted(in_force(made).items()):
            home = document_of(id_)
            at_home = home in documents
            candidates = {
                f.id: f.text
                for f in findings
                if f.linked("STATED_IN")
                and (not at_home or document_of(f.id) == home)
                and set(f.coding[field]) != set(correction.new)
                and field not in in_force(by_id.get(f.id, []))
            }
            cutoff = ALIKE_IN_DOCUMENT if at_home else ALIKE_ELSEWHERE
            best = process.extractOne(correction.text, candidates, scorer=fuzz.ratio, score_cutoff=cutoff)
            if best:
                offer = Offer(correction.id, field, correction.new, correction.text, best[1] / 100)
                found.setdefault(best[2], []).append(offer)
    return {id_: tuple(offers) for id_, offers in found.items()}


def document_of(finding: str) -> str:
    """Return the id of the document whose finding has this id.

    >>> document_of("letter-core-business-2014-essex-2014-09-03-16ed6301dadc-2")
    'letter-core-business-2014-essex-2014-09-03'
    """
    return _TAIL.sub("", finding)


def _by_machine(finding: CodedFinding) -> bool:
    return any(how.method in _MACHINE for how in finding.how.values())


def _documents(graph: Graph) -> list[str]:
    return [row["id"] for row in graph.run("MATCH (d:Document) RETURN d.id AS id ORDER BY id")]


def _refuse_unknown(graph: Graph, document: str) -> None:
    import difflib  # noqa: PLC0415 - as rapidfuzz, only for a review

    known = _documents(graph)
    if document not in known:
        raise UnknownNameError("document", document, difflib.get_close_matches(document, known, n=2, cutoff=0.4))


def _places(graph: Graph, ids: Sequence[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for page in in_pages(ids):
        for row in graph.run(
            "UNWIND $ids AS id MATCH (f:Finding {id: id})-[:STATED_IN]->(p:Passage)-[:PART_OF]->(d:Document) "
            "RETURN id, p.text AS passage, p.section AS section, d.id AS document",
            {"ids": page},
        ):
            found[row["id"]] = row
    return found


def _row(finding: CodedFinding, place: Mapping[str, str | None], offers: tuple[Offer, ...]) -> ReviewRow:
    return ReviewRow(
        finding=finding.id,
        text=finding.text,
        force=finding.linked("ABOUT"),
        document=place.get("document") or finding.linked("FOUND_IN"),
        section=place.get("section") or "",
        passage=place.get("passage") or "",
        confidence=finding.confidence,
        coding=finding.coding,
        how=finding.how,
        offers=offers,
    )
