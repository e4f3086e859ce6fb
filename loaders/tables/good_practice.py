"""A row of a good practice table as a record: an initiative."""

from __future__ import annotations

from peelgraph.loaders.tables.row import Cells, filled, listed
from peelgraph.ontology.records import Record


def initiative(cells: Cells) -> Record | None:
    """Return the initiative that a row states, or None where the row has faults."""
    id_ = cells.id("id")
    force = cells.name("force", cells.known.forces)
    practices = cells.names("practice", cells.known.practices)
    year = cells.period("year")
    if year and len(year) > len("YYYY"):
        cells.fault(f"year {year!r} is not a year: write {year[:4]}")
    properties = {
        "title": cells.text("title"),
        "evidence_stage": cells.choice("evidence_stage"),
        "year": int(year[:4]) if year else None,
        "partners": listed(cells.text("partners")),
        "summary": cells.text("summary"),
        "source_kind": cells.choice("source_kind"),
        "source_url": cells.url("source_url"),
    }
    if cells.faults or not id_ or not force:
        return None
    links = [cells.link("RUN_BY", "Force", force)]
    links += [cells.link("APPLIES", "Practice", practice) for practice in practices]
    return Record("Initiative", id_, filled(properties), tuple(links))
