"""A row of an inspections table as a record."""

from __future__ import annotations

from peelgraph.loaders.tables.row import Cells, day, filled
from peelgraph.ontology.records import Record


def inspection(cells: Cells) -> Record | None:
    """Return the inspection that a row states, or None where the row has faults."""
    slug = cells.slug("slug")
    published = cells.period("published")
    start = cells.period("fieldwork_start")
    end = cells.period("fieldwork_end")
    if start and end and end < start[: len(end)]:
        cells.fault(f"fieldwork_end {end} is before fieldwork_start {start}")
    followed_up_by = cells.name("followed_up_by", cells.known.inspections)
    if slug and followed_up_by == slug:
        cells.fault(f"followed_up_by names the inspection {slug} itself: leave it empty or name another")
    properties = {
        "slug": slug,
        "sequence": cells.whole_number("sequence"),
        "title": cells.text("title"),
        "formerly": cells.text("formerly"),
        "fieldwork_start": start,
        "fieldwork_end": end,
        "published": day(published),
        "published_period": published,
        "note": cells.text("note"),
    }
    if cells.faults or not slug:
        return None
    links = (cells.link("FOLLOWED_UP_BY", "Inspection", followed_up_by),) if followed_up_by else ()
    return Record("Inspection", slug, filled(properties), links)
