"""The pages of findings, initiatives, recommendations and regions, and the way from a part to the page it is on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from peelgraph.graph.contents import HeldNode
from peelgraph.graph.publish.facts import Row, coding_of
from peelgraph.graph.publish.maker import PageMaker
from peelgraph.graph.publish.page import Page
from peelgraph.graph.publish.sureness import unsure
from peelgraph.graph.publish.words import KIND, PEER_CONTEXT, POLARITY, READ_AS, SOURCE_KIND, lower_first, spoken


@dataclass(frozen=True, slots=True)
class Stub:
    """A page that leads on to where a thing is shown.

    Args:
        path: Its file.
        target: The file and place that it leads to.
        title: What is there.
        turtle: The file that says the thing as Turtle.
    """

    path: str
    target: str
    title: str
    turtle: str


class SmallPages(PageMaker):
    """Makes the pages that others lead to."""

    def pages(self) -> Iterator[Page]:
        """Yield them all."""
        snapshot = self.snapshot
        rows = {row["finding"]: row for row in self.facts.findings}
        for id_, node in snapshot.of("Finding").items():
            yield self._finding(node, rows[id_])
        yield from map(self._initiative, snapshot.of("Initiative").values())
        yield from map(self._recommendation, snapshot.of("Recommendation").values())
        yield from map(self._region, snapshot.of("Region").values())

    def stubs(self) -> Iterator[Stub]:
        """Yield the ways from passages to their document, grades to their force, corrections to their finding."""
        for label, type_, anchor in (
            ("Passage", "PART_OF", "passage"), ("Grade", "OF", "grade"), ("Correction", "CORRECTS", "correction"),
        ):  # fmt: skip
            for node in self.snapshot.of(label).values():
                stem, on = self.places.stem(label, node.id), self.snapshot.one(node, type_)
                target = f"{self.places.stem(on.label, on.id)}.html#{anchor}-{node.id}" if on else "index.html"
                name = f"{label} on the page of {self.facts.name(on)}" if on and label != "Correction" else label
                yield Stub(f"{stem}.html", target, name, f"{stem}.ttl")

    def _finding(self, node: HeldNode, row: Row) -> Page:
        snapshot = self.snapshot
        passage = snapshot.one(node, "STATED_IN")
        document = snapshot.get("Document", row["document"]) if row["document"] else None
        questions = [question for slug in row["questions"] if (question := snapshot.get("Question", slug))]
        made = snapshot.to(node, "CORRECTS")
        line = self.line(row)
        codings = self._codings(node, row)
        return self.page(
            node,
            "finding.html",
            self._title(row, codings),
            line,
            {
                "row": row,
                "document": self.facts.name(document) if document else None,
                "passage": passage.id if passage else None,
                "questions": self.pairs(questions),
                "peer_context": PEER_CONTEXT.get(str(row["peer_context"]), ""),
                "codings": codings,
                "corrections": [{"id": c.id, "old": [], "new": [], "made_at": None, **c.properties} for c in made],
                "line": line,
            },
            above="Force",
        )

    def line(self, row: Row) -> str:
        """Return a finding as one line that can be quoted, with its inspection, date, words and source."""
        when = f"{row['inspection_name'] or 'inspection not known'}, {spoken(row['period']) or 'date not known'}"
        said = f"“{row['text']}”" if row["wording"] == "quoted" else row["text"]
        whose = "the source's words" if row["wording"] == "quoted" else "summary by peelgraph"
        source = row["source_url"] or SOURCE_KIND.get(row["source_kind"] or "", "")
        return f"{row['force_name']} ({when}): {said} [{whose}; {source or 'source not given'}; {row['finding']}]"

    def _title(self, row: Row, codings: list[Row]) -> str:
        """Return a finding's title, which states only what the machine was sure of or a person coded."""
        told = row["kind"] if row["polarity"] == "neutral" and KIND[row["kind"]] else row["polarity"]
        inspection = row["inspection_name"] or "an inspection that is not known"
        practice = lower_first(row["practice_names"][0]) if row["practice_names"] else ""
        percent = unsure(_told_in_title(codings, told))
        if percent is not None:
            on = f", {practice}" if practice else ""
            return f"{row['force_name']}{on}: read as {READ_AS[told]} ({percent}% sure), {inspection}"
        said = KIND[told] if told in KIND else f"was {POLARITY[told]}"
        return f"{row['force_name']} {said} in {inspection}{f': {practice}' if practice else ''}"

    def _codings(self, node: HeldNode, row: Row) -> list[Row]:
        said = node.properties
        codings = [
            {"what": what.capitalize(), "value": said[what], **coding_of(said, what)} for what in ("polarity", "kind")
        ]
        names = dict(zip(row["practices"], row["practice_names"], strict=True))
        names_of_risks = dict(zip(row["risks"], row["risk_names"], strict=True))
        for link in node.links:
            if link.type == "CONCERNS" and link.id in names:
                codings.append({"what": "Practice", "value": names[link.id], **coding_of(link.properties)})
            if link.type == "EXPOSES" and link.id in names_of_risks:
                codings.append({"what": "Risk", "value": names_of_risks[link.id], **coding_of(link.properties)})
        return codings

    def _initiative(self, node: HeldNode) -> Page:
        row = self.facts.initiatives([node])[0]
        return self._item(node, str(row["title"]), row["summary"] or "", {"initiative": row})

    def _recommendation(self, node: HeldNode) -> Page:
        row = self.facts.recommendations([node])[0]
        made = f" of {row['inspection_name']}" if row["inspection_name"] else ""
        return self._item(node, f"Recommendation{made}", row["summary"] or "", {"recommendation": row})

    def _region(self, node: HeldNode) -> Page:
        forces = self.pairs(self.snapshot.to(node, "IN_REGION"))
        return self._item(node, self.facts.name(node), "", {"forces": forces})

    def _item(self, node: HeldNode, title: str, summary: str, context: Row) -> Page:
        shown = {"summary": summary, "initiative": None, "recommendation": None, "forces": [], **context}
        return self.page(node, "item.html", title, summary or title, shown)


def _told_in_title(codings: list[Row], told: str) -> list[Row]:
    """Return the codings that a finding's title tells: what was coded so, and its first practice."""
    practices = [coding for coding in codings if coding["what"] == "Practice"]
    return [coding for coding in codings if coding["value"] == told and coding["what"] in {"Polarity", "Kind"}] + (
        practices[:1]
    )
