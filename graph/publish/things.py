"""The pages of forces, practices, risks, questions, inspections and documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peelgraph.graph.contents import HeldNode
from peelgraph.graph.publish.facts import Row
from peelgraph.graph.publish.maker import PageMaker
from peelgraph.graph.publish.page import Page
from peelgraph.graph.publish.rights import quoted_of
from peelgraph.graph.publish.tables import grade_tables, grouped, record_rows, scale_change, seen_in
from peelgraph.graph.publish.words import lower_first, spoken
from peelgraph.ontology.counted import counted

_FOUND = {"weakness": "Found weak", "strength": "Praised", "neutral": "Described, without praise or criticism"}


class ThingPages(PageMaker):
    """Makes the pages that people come for."""

    def pages(self) -> Iterator[Page]:
        """Yield them all."""
        snapshot = self.snapshot
        yield from map(self._force, snapshot.of("Force").values())
        yield from map(self._practice, snapshot.of("Practice").values())
        yield from map(self._risk, snapshot.of("Risk").values())
        yield from map(self._question, snapshot.of("Question").values())
        yield from map(self._inspection, snapshot.of("Inspection").values())
        yield from map(self._document, snapshot.of("Document").values())

    def _force(self, node: HeldNode) -> Page:
        facts, snapshot, said = self.facts, self.snapshot, node.properties
        findings = facts.findings_of("Force", node.id)
        region = snapshot.one(node, "IN_REGION")
        grades = facts.grades("Force", node.id)
        documents = snapshot.to(node, "SENT_TO", "Document")
        initiatives = facts.initiatives(snapshot.to(node, "RUN_BY", "Initiative"))
        recommendations = facts.recommendations(snapshot.to(node, "ADDRESSED_TO", "Recommendation"))
        seen = {
            row["inspection"]: snapshot.get("Inspection", row["inspection"]) for row in findings if row["inspection"]
        }
        read = (
            f"{counted(len(findings), 'finding')}, {counted(len(grades), 'grade')}, "
            f"{counted(len(initiatives), 'initiative')}, "
            f"{counted(len(recommendations), 'recommendation')} that name it."
        )
        quoted = sum(1 for row in findings if row["wording"] == "quoted")
        density = (
            f"{counted(quoted, 'finding')} of them {'is' if quoted == 1 else 'are'} quoted from documents that were "
            "read sentence by sentence; the others are our summaries of pages, of which only the start was readable. "
            "The two are of unlike density, and are not to be counted together."
            if quoted
            else "The findings are our summaries of pages, of which only the start was readable."
        )
        place = " ".join(
            part for part in [
                f"Police force in {region.properties['name']}" if region else "Police force",
                f"(ONS code {said['ons_code']})." if said.get("ons_code") else "(ONS code not known).",
            ]
        )  # fmt: skip
        return self.page(
            node,
            "force.html",
            str(said["name"]),
            f"What the inspectorate found of {said['name']}, inspection by inspection, with sources: {read}",
            {
                "short": facts.name(node),
                "place": place,
                "also": _also(said, {str(said["name"])}),
                "read": read,
                "inspections": self.in_time(inspection for inspection in seen.values() if inspection),
                "density": density,
                "records": record_rows(facts.records(findings), self.force_name),
                "grade_tables": self._grades(grades, "question", "inspection", "Grades by question and inspection"),
                "groups": grouped(findings, "inspection", "inspection_name"),
                "initiatives": initiatives,
                "recommendations": recommendations,
                "documents": self.pairs(documents),
            },
        )

    def _practice(self, node: HeldNode) -> Page:
        facts, snapshot = self.facts, self.snapshot
        below = snapshot.below("Practice", node.id)
        slugs = {node.id, *below}
        records = [r for r in facts.records(facts.findings_of("Practice", *slugs)) if r.practice in slugs]
        records.sort(key=lambda r: (self.force_name(r.force), r.name, r.practice))
        own = facts.findings_of("Practice", node.id)
        name = facts.name(node)
        what = f"{name} and the practices below it" if below else name
        weak = {r.force for r in records if r.weaknesses}
        strong = {r.force for r in records if r.strengths}
        summary = (
            f"In what was read, {counted(len(weak), 'force')} {_was(weak)} found weak and "
            f"{counted(len(strong), 'force')} {_was(strong)} praised in {lower_first(what)}; {self._read()}."
        )
        initiatives = [other for slug in sorted(slugs) for other, link in snapshot.links_to("Practice", slug)
                       if link.type == "APPLIES"]  # fmt: skip
        asked = [other for slug in sorted(slugs) for other, link in snapshot.links_to("Practice", slug)
                 if link.type == "CONCERNS" and other.label == "Recommendation"]  # fmt: skip
        return self.page(
            node,
            "concept.html",
            name,
            f"{name}: {summary}",
            {
                **self._concept(node),
                "summary": summary,
                "caption": f"Forces in alphabetical order: what was found of {lower_first(what)}",
                "records": record_rows(records, self.force_name),
                "several": bool(below),
                "by_force": [],
                "practices": [],
                "groups": _by_polarity(own),
                "initiatives": facts.initiatives(initiatives),
                "recommendations": facts.recommendations(asked),
            },
        )

    def _risk(self, node: HeldNode) -> Page:
        facts, snapshot = self.facts, self.snapshot
        slugs = {node.id, *snapshot.below("Risk", node.id)}
        findings = facts.findings_of("Risk", *slugs)
        forces = grouped(findings, "force", "force_name", alphabetical=True)
        practices = {slug for row in findings for slug in row["practices"]}
        name = facts.name(node)
        summary = (
            f"In what was read, {counted(len(forces), 'force')} {_was(forces)} found with a weakness that exposes to "
            f"it; {self._read()}."
        )
        return self.page(
            node,
            "concept.html",
            name,
            f"{name}: {summary}",
            {
                **self._concept(node),
                "summary": summary,
                "caption": f"Forces in alphabetical order: found with a weakness that exposes to {lower_first(name)}",
                "records": [],
                "several": False,
                "by_force": [{**group, "places": seen_in(group["findings"])} for group in forces],
                "practices": self.pairs(filter(None, (snapshot.get("Practice", slug) for slug in practices))),
                "groups": [("Findings, the latest inspection first", findings)] if findings else [],
                "initiatives": [],
                "recommendations": [],
            },
        )

    def _question(self, node: HeldNode) -> Page:
        facts, said = self.facts, node.properties
        grades = facts.grades("Question", node.id)
        findings = facts.findings_of("Question", node.id)
        forces = len({grade["force"] for grade in grades})
        summary = (
            f"{counted(len(grades), 'grade')} of {counted(forces, 'force')} were read, and "
            f"{counted(len(findings), 'finding')} that answer it."
        )
        return self.page(
            node,
            "question.html",
            facts.name(node),
            f"{facts.name(node)}: {said.get('definition') or ''} {summary}",
            {
                "definition": said.get("definition") or "",
                "inspections": self.in_time(self.snapshot.out(node, "ASKED_IN")),
                "summary": summary,
                "grade_tables": self._grades(grades, "force", "inspection", "Grades by force and inspection"),
                "findings": findings,
            },
        )

    def _inspection(self, node: HeldNode) -> Page:
        facts, snapshot, said = self.facts, self.snapshot, node.properties
        findings = facts.findings_of("Inspection", node.id)
        grades = facts.grades("Inspection", node.id)
        forces = {row["force"] for row in findings} | {grade["force"] for grade in grades}
        summary = (
            f"What was read of it: {counted(len(findings), 'finding')} and {counted(len(grades), 'grade')} "
            f"of {counted(len(forces), 'force')}, of {len(snapshot.of('Force'))} that are known."
        )
        fieldwork = [spoken(said[name]) for name in ("fieldwork_start", "fieldwork_end") if said.get(name)]
        rows = [
            ("Title", said["title"]),
            ("Formerly", said.get("formerly")),
            ("Fieldwork", " to ".join(dict.fromkeys(fieldwork))),
            ("Published", spoken(said.get("published") or said.get("published_period")) or "not known"),
            ("Note", said.get("note")),
        ]
        return self.page(
            node,
            "inspection.html",
            facts.name(node),
            f"{said['title']}: {summary}",
            {
                "rows": [row for row in rows if row[1]],
                "follows": self.pairs(snapshot.to(node, "FOLLOWED_UP_BY")),
                "followed_by": self.pairs(snapshot.out(node, "FOLLOWED_UP_BY")),
                "questions": self.pairs(snapshot.to(node, "ASKED_IN")),
                "summary": summary,
                "documents": self.pairs(snapshot.to(node, "REPORTS")),
                "grade_tables": grade_tables(grades, "force", "question", "Grades by force and question", None),
                "groups": grouped(findings, "force", "force_name", alphabetical=True),
                "recommendations": facts.recommendations(snapshot.to(node, "MADE_IN")),
            },
        )

    def _document(self, node: HeldNode) -> Page:
        facts, snapshot, said = self.facts, self.snapshot, node.properties
        inspection = snapshot.one(node, "REPORTS")
        findings = facts.findings_of("Document", node.id)
        of_passage: dict[str, list[Row]] = {}
        for row in findings:
            of_passage.setdefault(str(row["number"]), []).append(row)
        passages, section = [], None
        for passage in sorted(snapshot.to(node, "PART_OF"), key=lambda p: (p.properties.get("number") or 0, p.id)):
            own = passage.properties
            heading = own.get("section") if own.get("section") != section else None
            section = own.get("section")
            passages.append(
                {
                    "id": passage.id, "number": own.get("number"), "page": own.get("page"), "heading": heading,
                    "text": own.get("text"), "findings": of_passage.get(str(own.get("number")), []),
                }
            )  # fmt: skip
        rows = [
            ("Kind", str(said["kind"])),
            ("Published", spoken(said.get("published") or said.get("published_period")) or "not known"),
            ("From", _listed(said, "author", "author_office")),
            ("To", _listed(said, "addressee", "addressee_office")),
            ("Will be looked at again in", said.get("follow_up")),
            ("Licence", said.get("licence") or "none named"),
            ("SHA-256 of the file that was read", said.get("sha256")),
        ]
        title = facts.name(node)
        return self.page(
            node,
            "document.html",
            title,
            f"{title}: {counted(len(findings), 'finding')}, sentence by sentence, each with how it was coded.",
            {
                "rows": [row for row in rows if row[1]],
                "forces": self.pairs(snapshot.out(node, "SENT_TO")),
                "inspection": (inspection.id, facts.name(inspection)) if inspection else None,
                "source_url": said.get("source_url"),
                "whole": snapshot.is_whole(node),
                "quoted": quoted_of(snapshot, [node]),
                "passages": passages,
            },
        )

    def _concept(self, node: HeldNode) -> Row:
        snapshot, said = self.snapshot, node.properties
        broader = snapshot.one(node, "BROADER")
        definition = str(said.get("definition") or "")
        return {
            "definition": f"{definition.rstrip('.')}." if definition else "",
            "also": _also(said, set()),
            "broader": (broader.id, self.facts.name(broader)) if broader else None,
            "narrower": self.pairs(snapshot.to(node, "BROADER")),
        }

    def _grades(self, grades: list[Row], line: str, column: str, caption: str) -> list[tuple[str, Row]]:
        return grade_tables(grades, line, column, caption, scale_change(self.snapshot.of("Inspection")))

    def _read(self) -> str:
        return f"{counted(self.facts.forces_read, 'force')} of {len(self.snapshot.of('Force'))} had any finding read"


def _by_polarity(findings: list[Row]) -> list[tuple[str, list[Row]]]:
    groups = [(said, [row for row in findings if row["polarity"] == kind]) for kind, said in _FOUND.items()]
    return [(f"{said}, the latest inspection first", rows) for said, rows in groups if rows]


def _also(said: Any, without: set[str]) -> str:
    return ", ".join(name for name in said.get("alternative_names") or [] if name not in without)


def _was(things: Any) -> str:
    return "was" if len(things) == 1 else "were"


def _listed(said: Any, *names: str) -> str:
    return ", ".join(str(said[name]) for name in names if said.get(name))
