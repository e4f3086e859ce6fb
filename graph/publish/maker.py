"""What all makers of pages share."""

from __future__ import annotations

from collections.abc import Iterable

from peelgraph.graph.contents import HeldNode
from peelgraph.graph.publish.facts import Facts, Row
from peelgraph.graph.publish.page import Page
from peelgraph.graph.publish.places import Places
from peelgraph.graph.publish.structured import Structured, json_ld
from peelgraph.graph.rdf.addresses import iri
from peelgraph.ontology.model import BASE

LISTS = {
    "Force": "Forces", "Region": "Regions", "Practice": "Practices", "Risk": "Risks", "Question": "Questions",
    "Inspection": "Inspections", "Document": "Documents",
}  # fmt: skip
"""The labels that have a list of their own, with its title."""


class PageMaker:
    """What all makers of pages share.

    Args:
        facts: The facts.
        places: Where things are.
        base: What addresses of things begin with.
    """

    def __init__(self, facts: Facts, places: Places, base: str = BASE) -> None:
        self.facts = facts
        self.snapshot = facts.snapshot
        self.places = places
        self.base = base
        self._structured = Structured(facts, base)

    def page(
        self, node: HeldNode, template: str, title: str, description: str, context: Row, *, above: str = ""
    ) -> Page:
        """Return the page of a thing.

        Args:
            node: The thing.
            template: The template that lays it out.
            title: Its title.
            description: What a search engine shows.
            context: What the template shows.
            above: The label whose list stands above it; by default its own.
        """
        stem = self.places.stem(node.label, node.id)
        label = above or node.label
        trail: tuple[tuple[str, str], ...] = (("Start", "index.html"),)
        if label in LISTS:
            trail += ((LISTS[label], f"{label.lower()}/index.html"),)
        return Page(
            path=f"{stem}.html",
            template=template,
            title=title,
            description=description[:300],
            context={"name": title, **context},
            label=node.label,
            address=iri(node.label, node.id, self.base),
            turtle=f"{stem}.ttl",
            data=json_ld(self._structured.node(node)),
            trail=trail,
        )

    def pairs(self, nodes: Iterable[HeldNode]) -> list[tuple[str, str]]:
        """Return things as pairs of id and name, in the order of names."""
        return sorted(((node.id, self.facts.name(node)) for node in nodes), key=lambda pair: (pair[1], pair[0]))

    def in_time(self, nodes: Iterable[HeldNode]) -> list[tuple[str, str]]:
        """Return inspections as pairs of id and name, in the order of time."""
        order = sorted(nodes, key=lambda node: (node.properties.get("sequence") or 0, node.id))
        return [(node.id, self.facts.name(node)) for node in order]

    def force_name(self, slug: str) -> str:
        """Return the short name of a force."""
        node = self.snapshot.get("Force", slug)
        return self.facts.name(node) if node else slug
