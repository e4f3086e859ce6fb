"""A row of a grades table as a record."""

from __future__ import annotations

from peelgraph.loaders.tables.row import Cells, day, filled
from peelgraph.ontology.records import Record


def grade(cells: Cells) -> Record | None:
    """Return the grade that a row states, or None where the row has faults."""
    known = cells.known
    force = cells.name("force", known.forces)
    inspection = cells.name("cycle", known.inspections)
    question = cells.name("pillar", known.questions)
    value = cells.one_of("grade", known.grades)
    published = cells.period("published")
    properties = {
        "value": value,
        "published": day(published),
        "published_period": published,
        "source_kind": cells.choice("source_kind"),
        "source_url": cells.url("source_url"),
    }
    if cells.faults or not force or not inspection or not question:
        return None
    links = (
        cells.link("OF", "Force", force),
        cells.link("ANSWERS", "Question", question),
        cells.link("GIVEN_IN", "Inspection", inspection),
    )
    return Record("Grade", f"{force}-{inspection}-{question}", filled(properties), links)
