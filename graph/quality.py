"""How good the coding in a graph is: by what people corrected or confirmed, and document by document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from peelgraph.graph.coded import all_corrections, by_finding, coded_findings, how_coded
from peelgraph.graph.corrections import ReviewedCoding, reviewed_codings
from peelgraph.graph.public import Key
from peelgraph.graph.store import Graph
from peelgraph.ontology.corrections import FIELDS, Correction, in_force

DOUBTFUL = 0.5
"""Below which confidence a finding is doubtful: its least sure coding is then as likely wrong as right."""
_MACHINE = {"rule", "model"}


@dataclass(frozen=True, slots=True)
class ReviewedField:
    """How often the machine was right in one field, by those who looked.

    Args:
        field: The field.
        reviewed: How many of its codings people corrected or confirmed.
        right: In how many of them they found what the machine had coded.
        sure: How many of them the machine had not coded as doubtful.
        sure_right: In how many of these it was right.
    """

    field: str
    reviewed: int
    right: int
    sure: int
    sure_right: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What people's corrections say of the machine.

    Args:
        findings: How many findings that the machine coded were reviewed.
        fields: Each field that was reviewed.
        by_hand: How many reviewed codings are not counted, since a person had coded the finding.
        gone: How many are not counted, since the finding is no longer in the graph.
    """

    findings: int
    fields: tuple[ReviewedField, ...]
    by_hand: int
    gone: int

    def to_json(self) -> dict[str, Any]:
        """Return it as one object, ready for ``json.dumps``."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class DocumentQuality:
    """What was read of one document, and how surely it is coded.

    Args:
        document: Its id.
        title: Its title.
        passages: How many passages were read.
        findings: How many findings were coded in them.
        doubtful: How many of these have a coding that is doubtful, as it is now.
        confidence: The mean of the findings' confidences; None where a person coded all of them.
        corrected: In how many findings a person corrected a coding.
        confirmed: In how many others a person only confirmed what was coded.
        under_embargo: Whether it must not be published yet.
    """

    document: str
    title: str
    passages: int
    findings: int
    doubtful: int
    confidence: float | None
    corrected: int
    confirmed: int
    under_embargo: bool

    def to_json(self) -> dict[str, Any]:
        """Return it as one object, ready for ``json.dumps``."""
        return asdict(self)


def reviewed_quality(graph: Graph, *, doubtful: float = DOUBTFUL, leaving_out: Collection[Key] = ()) -> Reviewed:
    """Return how often the machine was right in what people reviewed.

    Only findings that the extraction coded count. People look at what is doubtful first, so the shares are lower than
    they would be for all findings.

    Args:
        graph: The graph.
        doubtful: Below which confidence a coding is doubtful.
        leaving_out: Label and id of what is left out, as ``Embargo.nodes`` gives them.
    """
    hidden = {c.finding for c in all_corrections(graph) if ("Correction", c.id) in leaving_out}
    reviewed = [
        coding
        for coding in reviewed_codings(graph)
        if coding.finding not in hidden and ("Finding", coding.finding) not in leaving_out
    ]
    machine = _coded_by_machine(graph, {coding.finding for coding in reviewed if coding.held})
    counted = [coding for coding in reviewed if coding.finding in machine]
    gone = sum(not coding.held for coding in reviewed)
    return Reviewed(
        len({coding.finding for coding in counted}),
        tuple(_field(name, made, doubtful) for name in FIELDS if (made := [c for c in counted if c.field == name])),
        len(reviewed) - len(counted) - gone,
        gone,
    )


def document_quality(
    graph: Graph, *, doubtful: float = DOUBTFUL, leaving_out: Collection[Key] = ()
) -> list[DocumentQuality]:
    """Return for each document what was read, coded, doubtful and corrected: the one with most doubtful ones first.

    Args:
        graph: The graph.
        doubtful: Below which confidence a finding is doubtful.
        leaving_out: Label and id of what is left out, as ``Embargo.nodes`` gives them.
    """
    from peelgraph.graph.embargo import london_now  # noqa: PLC0415 - the clock is looked at once, when asked

    now = london_now()
    passages = {row["id"]: row["count"] for row in graph.run(_PASSAGES)}
    coded = {row["id"]: row for row in graph.run(_FINDINGS, {"doubtful": doubtful})}
    reviewed = _reviewed_in(graph)
    found = []
    for row in graph.run(_DOCUMENTS):
        id_ = row["id"]
        if ("Document", id_) in leaving_out:
            continue
        counts = coded.get(id_, {})
        mean = counts.get("confidence")
        corrected, confirmed = reviewed.get(id_, (0, 0))
        found.append(
            DocumentQuality(
                id_,
                row["title"] or id_,
                passages.get(id_, 0),
                counts.get("findings", 0),
                counts.get("doubtful", 0),
                None if mean is None else round(mean, 4),
                corrected,
                confirmed,
                row["until"] is not None and row["until"] > now,
            )
        )
    return sorted(found, key=lambda document: (-document.doubtful, document.document))


_DOCUMENTS = "MATCH (d:Document) RETURN d.id AS id, d.title AS title, d.embargoed_until AS until ORDER BY id"
_PASSAGES = "MATCH (p:Passage)-[:PART_OF]->(d:Document) RETURN d.id AS id, count(p) AS count"
_FINDINGS = (
    "MATCH (f:Finding)-[:STATED_IN]->(:Passage)-[:PART_OF]->(d:Document) RETURN d.id AS id, count(f) AS findings, "
    "sum(CASE WHEN f.confidence < $doubtful THEN 1 ELSE 0 END) AS doubtful, avg(f.confidence) AS confidence"
)
_PLACES = (
    "MATCH (c:Correction)-[:CORRECTS]->(f:Finding)-[:STATED_IN]->(:Passage)-[:PART_OF]->(d:Document) "
    "RETURN DISTINCT f.id AS finding, d.id AS document"
)


def _coded_by_machine(graph: Graph, ids: Iterable[str]) -> set[str]:
    return {
        finding.id
        for finding in coded_findings(graph, sorted(ids))
        if any(how.method in _MACHINE for how in how_coded(finding.stated).values())
    }


def _field(name: str, made: Sequence[ReviewedCoding], doubtful: float) -> ReviewedField:
    sure = [c for c in made if c.how.confidence is not None and c.how.confidence >= doubtful]
    return ReviewedField(name, len(made), sum(c.right for c in made), len(sure), sum(c.right for c in sure))


def _reviewed_in(graph: Graph) -> dict[str, tuple[int, int]]:
    """Return for each document how many findings people corrected, and how many others they only confirmed."""
    corrections = by_finding(all_corrections(graph))
    counts: dict[str, tuple[int, int]] = {}
    for row in graph.run(_PLACES):
        standing: list[Correction] = list(in_force(corrections[row["finding"]]).values())
        if standing:
            corrected, confirmed = counts.get(row["document"], (0, 0))
            changed = any(not correction.confirms for correction in standing)
            counts[row["document"]] = (corrected + changed, confirmed + (not changed))
    return counts
