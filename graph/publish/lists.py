"""The pages that lead to the others: the start page, lists, concept schemes, the ontology, and what search looks in."""

from __future__ import annotations

import json
from collections.abc import Iterator

from peelgraph.graph.contents import HeldNode
from peelgraph.graph.publish.facts import Row
from peelgraph.graph.publish.maker import LISTS, PageMaker
from peelgraph.graph.publish.page import Page
from peelgraph.graph.publish.structured import Object, json_ld
from peelgraph.graph.publish.words import spoken
from peelgraph.graph.rdf.addresses import segment_of
from peelgraph.ontology.counted import counted

_INTRO = {
    "Force": "The territorial police forces of England and Wales, by region.",
    "Practice": "What forces do, in groups. Each page says in which forces it was found weak or praised, and when.",
    "Risk": "What weaknesses expose people or the force to, in groups.",
    "Question": "What inspections ask and grade.",
    "Inspection": "Inspections and rounds of them, the latest first.",
    "Document": "Letters and reports that were read sentence by sentence.",
    "Region": "The regions that forces lie in.",
}
_SEARCHED = ("Force", "Practice", "Risk", "Question", "Inspection", "Document", "Initiative")
_PARTS = {
    "Finding": "Findings are listed on the pages of forces, practices, risks, inspections and documents.",
    "Initiative": "Initiatives are listed on the pages of forces and practices.",
    "Recommendation": "Recommendations are listed on the pages of inspections, practices and forces.",
    "Grade": "Grades are listed on the pages of forces, questions and inspections.",
    "Passage": "Passages are listed on the pages of documents.",
    "Correction": "Corrections are listed on the pages of findings.",
}


class ListPages(PageMaker):
    """Makes the pages that lead to the others."""

    def pages(self) -> Iterator[Page]:
        """Yield the lists."""
        for label, heading in LISTS.items():
            groups = self._groups(label)
            yield self._list(segment_of(label), heading, _INTRO[label], groups)
        for label, text in _PARTS.items():
            yield self._list(segment_of(label), f"{label}s", text, [], home=True)

    def start(self, title: str, intro: str, data: Object) -> Page:
        """Return the start page."""
        cards = []
        for label in ("Force", "Practice", "Risk", "Question", "Inspection", "Document"):
            nodes = list(self.snapshot.of(label).values())
            top = [node for node in nodes if not self.snapshot.out(node, "BROADER")]
            if not nodes:
                continue
            shown = self._inspections() if label == "Inspection" else self._entries(top)
            cards.append(
                {
                    "path": f"{segment_of(label)}/index.html",
                    "heading": LISTS[label],
                    "text": f"{counted(len(nodes), label.lower())}. {_INTRO[label]}",
                    "entries": shown if len(shown) <= 60 else [],
                    "style": "rows" if label == "Document" else "columns",
                }
            )
        return Page("index.html", "index.html", title, intro, {"intro": intro, "cards": cards}, data=json_ld(data))

    def search_index(self) -> str:
        """Return what the search box looks in, as a script, so that it also works where no server is."""
        rows = [
            [label, self.facts.name(node), f"{self.places.stem(label, node.id)}.html".replace("%", "%25"), _more(node)]
            for label in _SEARCHED
            for node in self.snapshot.of(label).values()
        ]
        lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        return f"window.PEELGRAPH_SEARCH = [\n{lines}\n];\n"

    def _list(self, folder: str, title: str, intro: str, groups: list[Row], *, home: bool = False) -> Page:
        context = {"intro": intro, "groups": groups, "home": home}
        trail = (("Start", "index.html"),)
        return Page(f"{folder}/index.html", "list.html", title, intro, context, trail=trail)

    def _groups(self, label: str) -> list[Row]:
        nodes = list(self.snapshot.of(label).values())
        if label == "Force":
            by_region: dict[str, list[HeldNode]] = {}
            for node in nodes:
                in_region = self.snapshot.one(node, "IN_REGION")
                by_region.setdefault(in_region.id if in_region else "", []).append(node)
            return [
                _group(
                    self._entries(by_region[id_]),
                    self.facts.name(region) if (region := self.snapshot.get("Region", id_)) else "Region not known",
                    "Region" if id_ else "",
                    id_,
                )
                for id_ in sorted(by_region)
            ]
        if label in {"Practice", "Risk"}:
            tops = [node for node in nodes if not self.snapshot.out(node, "BROADER")]
            below = {top.id: self.snapshot.below(label, top.id) for top in tops}
            alone = [top for top in tops if not below[top.id]]
            groups = [
                _group(
                    self._entries([found for id_ in below[top.id] if (found := self.snapshot.get(label, id_))]),
                    self.facts.name(top), label, top.id,
                )
                for top in sorted(tops, key=self.facts.name) if below[top.id]
            ]  # fmt: skip
            return [*groups, *([_group(self._entries(alone), "Others")] if alone else [])]
        if label == "Inspection":
            return [_group(self._inspections(), style="rows")]
        return [_group(self._entries(nodes), style="rows" if label == "Document" else "")] if nodes else []

    def _entries(self, nodes: list[HeldNode]) -> list[Row]:
        entries = [{"label": n.label, "id": n.id, "text": self.facts.name(n), "note": "", "anchor": ""} for n in nodes]
        return sorted(entries, key=lambda entry: (entry["text"].casefold(), entry["id"]))

    def _inspections(self) -> list[Row]:
        nodes = self.snapshot.of("Inspection").values()
        return [
            {
                "label": "Inspection", "id": node.id, "text": self.facts.name(node), "anchor": "",
                "note": spoken(node.properties.get("published") or node.properties.get("published_period")),
            }
            for node in sorted(nodes, key=lambda node: (-int(str(node.properties.get("sequence") or 0)), node.id))
        ]  # fmt: skip


def _group(entries: list[Row], heading: str = "", label: str = "", id_: str = "", style: str = "") -> Row:
    return {"heading": heading, "label": label, "id": id_, "entries": entries, "style": style}


def _more(node: HeldNode) -> str:
    said = node.properties
    names = [node.id, *(said.get("alternative_names") or [])]  # type: ignore[misc]
    names += [str(said[name]) for name in ("formerly", "definition", "title", "summary") if said.get(name)]
    return " ".join(map(str, names))
