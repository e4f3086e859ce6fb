"""The published nodes as facts that pages show: findings, grades, recommendations and names, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from peelgraph.graph.contents import HeldNode
from peelgraph.graph.naming import short_force_name, short_inspection_title
from peelgraph.graph.profile import PracticeRecord, practice_records
from peelgraph.graph.publish.snapshot import Snapshot
from peelgraph.graph.publish.sureness import unsure
from peelgraph.graph.publish.words import spoken

Row = dict[str, Any]


class Facts:
    """What pages show of a snapshot.

    Args:
        snapshot: What is published.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @cached_property
    def findings(self) -> list[Row]:
        """Every finding with the columns of the question ``findings``, the latest inspection first."""
        rows = [self._finding(node) for node in self.snapshot.of("Finding").values()]
        return sorted(
            rows,
            key=lambda row: (
                -(row["sequence"] or 0), row["force"] or "", row["document"] is None, row["document"] or "",
                row["number"] or 0, row["finding"],
            ),
        )  # fmt: skip

    @cached_property
    def forces_read(self) -> int:
        """How many forces have any finding."""
        return len({row["force"] for row in self.findings})

    @cached_property
    def _by(self) -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.findings:
            keys = [("Force", row["force"]), ("Inspection", row["inspection"]), ("Document", row["document"])]
            keys += [("Practice", slug) for slug in row["practices"]] + [("Risk", slug) for slug in row["risks"]]
            keys += [("Question", slug) for slug in row["questions"]]
            for key in keys:
                if key[1]:
                    found.setdefault(key, []).append(row)
        return found

    def findings_of(self, label: str, *ids: str) -> list[Row]:
        """Return the findings on any of some things, each once, the latest first."""
        if len(ids) == 1:
            return self._by.get((label, ids[0]), [])
        wanted = {row["finding"] for id_ in ids for row in self._by.get((label, id_), [])}
        return [row for row in self.findings if row["finding"] in wanted]

    def records(self, findings: Iterable[Row]) -> list[PracticeRecord]:
        """Return what findings say of each practice of each force."""
        return practice_records(findings)

    def grades(self, label: str, id_: str) -> list[Row]:
        """Return the grades of a force, on a question or of an inspection, the latest inspection first."""
        rows = [self._grade(node) for node, _ in self.snapshot.links_to(label, id_) if node.label == "Grade"]
        return sorted(rows, key=lambda r: (-(r["sequence"] or 0), r["question_name"], r["force_name"], r["id"]))

    def initiatives(self, nodes: Iterable[HeldNode]) -> list[Row]:
        """Return initiatives, the latest first."""
        rows = [
            {
                "id": node.id,
                "title": node.properties.get("title"),
                "forces": [self._named(force) for force in self.snapshot.out(node, "RUN_BY")],
                "practices": [self._named(practice) for practice in self.snapshot.out(node, "APPLIES")],
                "stage": node.properties.get("evidence_stage") or "unknown",
                "year": node.properties.get("year"),
                "partners": node.properties.get("partners") or [],
                "summary": node.properties.get("summary"),
                **_source(node),
            }
            for node in {node.id: node for node in nodes}.values()
        ]
        return sorted(rows, key=lambda row: (-(row["year"] or 0), row["id"]))

    def recommendations(self, nodes: Iterable[HeldNode]) -> list[Row]:
        """Return recommendations, the latest first; what became of them is said as of the day that the page gives."""
        rows = []
        for node in {node.id: node for node in nodes}.values():
            inspection = self.snapshot.one(node, "MADE_IN")
            rows.append(
                {
                    "id": node.id,
                    "summary": node.properties.get("summary"),
                    "forces": [self._named(force) for force in self.snapshot.out(node, "ADDRESSED_TO")],
                    "addressed_to": node.properties.get("addressed_to"),
                    "practices": [self._named(practice) for practice in self.snapshot.out(node, "CONCERNS")],
                    "inspection": inspection and inspection.id,
                    "inspection_name": inspection and self.name(inspection),
                    "period": self.period(node, inspection),
                    "due": node.properties.get("due"),
                    "status": node.properties.get("status") or "not-stated",
                    "status_date": node.properties.get("status_date"),
                    "superseded_by": node.properties.get("superseded_by"),
                    **_source(node),
                }
            )
        return sorted(sorted(rows, key=lambda row: str(row["id"])), key=lambda row: row["period"] or "", reverse=True)

    def name(self, node: HeldNode) -> str:
        """Return what a thing is called on pages: short for forces and inspections, in full for all else."""
        said = node.properties
        match node.label:
            case "Force":
                return short_force_name(str(said["name"]))
            case "Inspection":
                return short_inspection_title(str(said["title"]), _text(said.get("published_period")))
            case "Document":
                forces = [str(force.properties["name"]) for force in self.snapshot.out(node, "SENT_TO")]
                to = f" to {forces[0]}" if len(forces) == 1 else ""
                day = f", {spoken(said['published'])}" if "published" in said else ""
                return f"{str(said['kind']).capitalize()}{to}{day}: {said['title']}"
        return str(said.get("name") or said.get("title") or node.id)

    def period(self, node: HeldNode, inspection: HeldNode | None) -> str | None:
        """Return when something was published: its own date, else its inspection's."""
        said = node.properties
        own = said.get("published") or said.get("published_period")
        return _text(own or (inspection.properties.get("published_period") if inspection else None))

    def _named(self, node: HeldNode) -> tuple[str, str]:
        return node.id, self.name(node)

    def _finding(self, node: HeldNode) -> Row:
        snapshot, said = self.snapshot, node.properties
        force, inspection = snapshot.one(node, "ABOUT"), snapshot.one(node, "FOUND_IN")
        passage = snapshot.one(node, "STATED_IN")
        document = snapshot.one(passage, "PART_OF") if passage else None
        practices, risks = snapshot.out(node, "CONCERNS"), snapshot.out(node, "EXPOSES")
        return {
            "finding": node.id,
            "force": force.id if force else None,
            "force_name": self.name(force) if force else None,
            "inspection": inspection.id if inspection else None,
            "inspection_name": self.name(inspection) if inspection else None,
            "sequence": inspection.properties.get("sequence") if inspection else None,
            "period": self.period(node, inspection),
            "polarity": said["polarity"],
            "polarity_unsure": unsure([coding_of(said, "polarity")]),
            "kind": said["kind"],
            "status": said.get("status") or "not-stated",
            "peer_context": said.get("peer_context"),
            "text": said["text"],
            "wording": said["wording"],
            "practices": [practice.id for practice in practices],
            "practice_names": [self.name(practice) for practice in practices],
            "risks": [risk.id for risk in risks],
            "risk_names": [self.name(risk) for risk in risks],
            "questions": [question.id for question in snapshot.out(node, "ADDRESSES")],
            "document": document.id if document else None,
            "number": passage.properties.get("number") if passage else None,
            "section": passage.properties.get("section") if passage else None,
            "page": passage.properties.get("page") if passage else None,
            "confidence": said.get("confidence"),
            "embargoed_until": None,
            **_source(node),
        }

    def _grade(self, node: HeldNode) -> Row:
        snapshot = self.snapshot
        force, question = snapshot.one(node, "OF"), snapshot.one(node, "ANSWERS")
        inspection = snapshot.one(node, "GIVEN_IN")
        return {
            "id": node.id,
            "value": node.properties["value"],
            "force": force and force.id,
            "force_name": self.name(force) if force else "",
            "question": question and question.id,
            "question_name": self.name(question) if question else "",
            "inspection": inspection and inspection.id,
            "inspection_name": self.name(inspection) if inspection else "",
            "sequence": inspection.properties.get("sequence") if inspection else None,
            "period": self.period(node, inspection),
            **_source(node),
        }


def coding_of(said: Mapping[str, Any], what: str = "") -> Row:
    """Return how a coding was reached, from the properties of a finding, or of a relationship where nothing is named.

    Args:
        said: The properties.
        what: What was coded: polarity or kind.
    """
    return {how: said.get(f"{what}_{how}" if what else how) for how in ("method", "confidence", "cue")}


def _source(node: HeldNode) -> Row:
    return {"source_kind": node.properties.get("source_kind"), "source_url": node.properties.get("source_url")}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
