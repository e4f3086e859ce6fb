"""All that the graph knows of one force, practice or risk."""

from __future__ import annotations

from typing import Any

from peelgraph.graph.profile import practice_records
from peelgraph.graph.question import ask
from peelgraph.graph.store import Graph, Row
from peelgraph.ontology.errors import UnknownNameError

Portrait = dict[str, Any]


def force_portrait(graph: Graph, slug: str, **embargo: Any) -> Portrait:
    """Return all that the graph knows of a force.

    Args:
        graph: The graph.
        slug: Slug of the force.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.

    Returns:
        The force's names and region, its coverage, its practices with the latest word on each, findings, grades,
        initiatives, recommendations and documents.
    """
    findings = ask(graph, "findings", force=slug, **embargo).dicts()
    grades = ask(graph, "grades", force=slug, **embargo).dicts()
    recommendations = ask(graph, "recommendations", force=slug, only_own=True, **embargo).dicts()
    documents = [d for d in ask(graph, "documents", **embargo).dicts() if slug in d["force"]]
    return {
        "force": _node(graph, "Force", slug),
        "coverage": ask(graph, "coverage", force=slug, **embargo).dicts()[0],
        "practices": [record.to_row() for record in practice_records(findings)],
        "grades": grades,
        "initiatives": ask(graph, "initiatives", force=slug).dicts(),
        "recommendations": recommendations,
        "documents": documents,
        "findings": findings,
    }


def practice_portrait(graph: Graph, slug: str, **embargo: Any) -> Portrait:
    """Return all that the graph knows of a practice and what is below it.

    Args:
        graph: The graph.
        slug: Slug of the practice.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.

    Returns:
        The practice's definition and place, the forces with the latest word on each, findings, initiatives and
        recommendations.
    """
    findings = ask(graph, "findings", practice=slug, **embargo).dicts()
    below = {slug, *_below(graph, "Practice", slug)}
    records = [record for record in practice_records(findings) if record.practice in below]
    # Forces of one inspection by name: their number of weaknesses would be a ranking.
    records.sort(key=lambda r: (-r.place, r.force, r.practice))
    return {
        "practice": _concept(graph, "Practice", slug),
        "forces": [{"force": record.force, **record.to_row()} for record in records],
        "initiatives": ask(graph, "initiatives", practice=slug).dicts(),
        "recommendations": ask(graph, "recommendations", practice=slug, **embargo).dicts(),
        "findings": findings,
    }


def risk_portrait(graph: Graph, slug: str, **embargo: Any) -> Portrait:
    """Return all that the graph knows of a risk and what is below it.

    Args:
        graph: The graph.
        slug: Slug of the risk.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.

    Returns:
        The risk's definition and place, the forces exposed to it, the practices whose weakness exposes to it, and
        the findings.
    """
    findings = ask(graph, "findings", risk=slug, **embargo).dicts()
    return {
        "risk": _concept(graph, "Risk", slug),
        "forces": sorted(
            _grouped(findings, lambda row: [(row["force"], row["force_name"])], "force"), key=lambda row: row["force"]
        ),
        "practices": _grouped(
            findings, lambda row: list(zip(row["practices"], row["practice_names"], strict=True)), "practice"
        ),
        "findings": findings,
    }


def _grouped(findings: list[Row], keys: Any, what: str) -> list[Row]:
    groups: dict[str, Row] = {}
    for finding in findings:
        for slug, name in keys(finding):
            row = groups.setdefault(
                slug,
                {
                    what: slug,
                    "name": name,
                    "findings_count": 0,
                    "last_seen": finding["inspection"],
                    "findings": [],
                    "embargoed_count": 0,
                },
            )
            row["findings_count"] += 1
            row["embargoed_count"] += finding["embargoed_until"] is not None
            row["findings"].append(finding["finding"])
    return sorted(groups.values(), key=lambda row: (-row["findings_count"], row[what]))


def _node(graph: Graph, label: str, slug: str) -> Row:
    rows = graph.run(
        f"MATCH (n:{label} {{id: $slug}}) OPTIONAL MATCH (n)-[:IN_REGION]->(r:Region) "
        "RETURN n.slug AS slug, n.name AS name, n.ons_code AS ons_code, n.nation AS nation, r.name AS region, "
        "n.alternative_names AS alternative_names",
        {"slug": slug},
    )
    if not rows:
        raise UnknownNameError(label.lower(), slug)
    return rows[0]


def _concept(graph: Graph, label: str, slug: str) -> Row:
    rows = graph.run(
        f"MATCH (n:{label} {{id: $slug}}) OPTIONAL MATCH (n)-[:BROADER]->(b:{label}) "
        "RETURN n.slug AS slug, n.name AS name, n.definition AS definition, n.alternative_names AS alternative_names, "
        "b.slug AS broader, b.name AS broader_name",
        {"slug": slug},
    )
    if not rows:
        raise UnknownNameError(label.lower(), slug)
    below = _below(graph, label, slug)
    return {**rows[0], "narrower": list(below), "narrower_names": list(below.values())}


def _below(graph: Graph, label: str, slug: str) -> dict[str, str]:
    rows = graph.run(
        f"MATCH (n:{label})-[:BROADER*1..5]->(:{label} {{id: $slug}}) "
        "RETURN DISTINCT n.slug AS slug, n.name AS name ORDER BY slug",
        {"slug": slug},
    )
    return {row["slug"]: row["name"] for row in rows}
