"""A row of a vocabulary table as a record: a practice, a risk or a question."""

from __future__ import annotations

from peelgraph.loaders.tables.row import Cells, filled, listed
from peelgraph.ontology.records import Link, Record

LABELS = {"practice": "Practice", "risk": "Risk", "question": "Question"}
"""The label of a term of each scheme."""


def term(cells: Cells) -> Record | None:
    """Return the term that a row states, or None where the row has faults."""
    scheme = cells.choice("scheme")
    slug = cells.slug("slug")
    properties = {
        "slug": slug,
        "name": cells.text("label"),
        "definition": cells.text("definition"),
        "alternative_names": listed(cells.text("alternative_names")),
    }
    links = _broader(cells, scheme, slug)
    if cells.faults or not scheme or not slug:
        return None
    return Record(LABELS[scheme], slug, filled(properties), links)


def _broader(cells: Cells, scheme: str | None, slug: str | None) -> tuple[Link, ...]:
    if not scheme or not cells.text("broader"):
        return ()
    if scheme == "question":
        cells.fault("broader is given for a question, but only practices and risks have a broader term: leave it out")
        return ()
    broader = cells.name("broader", cells.known.practices if scheme == "practice" else cells.known.risks)
    if broader and broader == slug:
        cells.fault(f"broader names the term {slug} itself: leave it empty or name another")
    return (cells.link("BROADER", LABELS[scheme], broader),) if broader else ()
