"""From what a person types to the slug in this graph."""

from __future__ import annotations

from peelgraph.graph.store import Graph
from peelgraph.ontology.names import NameIndex, inspection_names


class Naming:
    """Finds forces, practices, risks, inspections and regions of one graph by any of their names.

    Args:
        graph: The graph.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def force(self, name: str) -> str:
        """Return a force's slug.

        Raises:
            UnknownNameError: No force in the graph has that name.
        """
        return NameIndex("force", self._graph.forces(), drop_service_words=True).find(name)

    def practice(self, name: str) -> str:
        """Return a practice's slug.

        Raises:
            UnknownNameError: No practice in the graph has that name.
        """
        return self._concept("practice", name)

    def risk(self, name: str) -> str:
        """Return a risk's slug.

        Raises:
            UnknownNameError: No risk in the graph has that name.
        """
        return self._concept("risk", name)

    def inspection(self, name: str) -> str:
        """Return an inspection's slug, given its slug, its cycle (``2016``), its title or its former title.

        Raises:
            UnknownNameError: No inspection in the graph has that name.
        """
        known = self._graph.inspections()
        return NameIndex(
            "inspection", {i.slug: inspection_names(i.slug, i.title, i.formerly or "") for i in known}
        ).find(name)

    def region(self, name: str) -> str:
        """Return a region's slug.

        Raises:
            UnknownNameError: No region in the graph has that name.
        """
        rows = self._graph.run("MATCH (r:Region) RETURN r.slug AS slug, r.name AS name ORDER BY slug")
        return NameIndex("region", {row["slug"]: [row["name"]] for row in rows}).find(name)

    def _concept(self, scheme: str, name: str) -> str:
        concepts = [c for c in self._graph.concepts() if c.scheme == scheme]
        return NameIndex(scheme, {c.slug: (c.name, *c.alternative_names) for c in concepts}).find(name)


class Labels:
    """Short names for a reader: of forces without Police or Constabulary, of inspections without their subtitle.

    Args:
        graph: The graph.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._forces = {slug: short_force_name(names[0]) for slug, names in graph.forces().items()}
        self._inspections = {i.slug: short_inspection_title(i.title, i.published_period) for i in graph.inspections()}

    def force(self, slug: str | None) -> str:
        """Return a force's short name."""
        return self._forces.get(slug or "", slug or "")

    def forces(self, slugs: list[str]) -> list[str]:
        """Return short names of forces."""
        return [self.force(slug) for slug in slugs]

    def inspection(self, slug: str | None) -> str:
        """Return an inspection's short title, with the year where the title has none."""
        return self._inspections.get(slug or "", slug or "")

    def region(self, slug: str) -> str:
        """Return a region's name."""
        rows = self._graph.run("MATCH (r:Region {slug: $slug}) RETURN r.name AS name", {"slug": slug})
        return str(rows[0]["name"]) if rows else slug


def short_force_name(name: str) -> str:
    """Return a force's name without the words that all of them share.

    >>> short_force_name("Metropolitan Police Service")
    'Metropolitan'
    """
    words = [w for w in name.split() if w.casefold() not in {"police", "constabulary", "service", "heddlu"}]
    return " ".join(words) or name


def short_inspection_title(title: str, period: str | None) -> str:
    """Return an inspection's title up to its subtitle, with the year where it names none.

    >>> short_inspection_title("Core business: An inspection of crime prevention", "2014-09-04")
    'Core business (2014)'
    """
    head = title.split(":", maxsplit=1)[0].strip()
    if not period or period[:4] in head:
        return head
    return f"{head} ({period[:4]})" if not any(c.isdigit() for c in head) else head
