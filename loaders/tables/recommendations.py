"""A row of a recommendations table as a record."""

from __future__ import annotations

from peelgraph.loaders.tables.kinds import ALL_FORCES, BODIES
from peelgraph.loaders.tables.row import Cells, day, filled
from peelgraph.ontology.errors import did_you_mean
from peelgraph.ontology.names import slugify
from peelgraph.ontology.records import Record


def recommendation(cells: Cells) -> Record | None:
    """Return the recommendation that a row states, or None where the row has faults."""
    id_ = cells.id("id")
    inspection = cells.name("inspection", cells.known.inspections)
    published = cells.period("published")
    addressed_to, force = _addressee(cells)
    practices = cells.names("practice", cells.known.practices)
    properties = {
        "summary": cells.text("summary"),
        "published": day(published),
        "published_period": published,
        "due": cells.period("due"),
        "status": cells.choice("status"),
        "status_date": cells.period("status_date"),
        "addressed_to": addressed_to,
        "superseded_by": cells.text("superseded_by"),
        "source_kind": cells.choice("source_kind"),
        "source_url": cells.url("source_url"),
    }
    if cells.faults or not id_:
        return None
    links = [cells.link("MADE_IN", "Inspection", inspection)] if inspection else []
    if force:
        links.append(cells.link("ADDRESSED_TO", "Force", force))
    links += [cells.link("CONCERNS", "Practice", practice, by_hand=True) for practice in practices]
    return Record("Recommendation", id_, filled(properties), tuple(links))


def _addressee(cells: Cells) -> tuple[str | None, str | None]:
    """Return the text of whom a recommendation addresses, and the force if it is one."""
    text = cells.text("addressed_to")
    if not text:
        return None, None
    slug = slugify(text)
    if slug == ALL_FORCES or slug in BODIES:
        return slug, None
    if slug and (force := cells.known.forces.get(text)):
        return force, force
    near = cells.known.forces.nearest(text[:100]) if slug else []
    cells.fault(
        f"addressed_to {text[:80]!r} is neither {ALL_FORCES}, nor a force, nor one of {', '.join(BODIES)}"
        + did_you_mean(near)
    )
    return None, None
