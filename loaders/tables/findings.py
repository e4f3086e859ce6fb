"""A row of a findings table as a record."""

from __future__ import annotations

from peelgraph.loaders.tables.row import Cells, day, filled
from peelgraph.ontology.records import Record
from peelgraph.ontology.text import text_hash


def finding(cells: Cells) -> Record | None:
    """Return the finding that a row states, or None where the row has faults."""
    known = cells.known
    force = cells.name("force", known.forces)
    inspection = cells.name("cycle", known.inspections)
    published = cells.period("published")
    question = cells.name("pillar", known.questions)
    polarity = cells.choice("polarity")
    status = cells.choice("status")
    practices = cells.names("practice", known.practices)
    risks = cells.names("risk", known.risks)
    text = cells.text("statement")
    properties = {
        "text": text,
        "wording": "summary",
        "kind": cells.choice("kind") or "finding",
        "kind_method": "hand",
        "polarity": polarity,
        "polarity_method": "hand",
        "status": status,
        "published": day(published),
        "published_period": published,
        "peer_context": cells.choice("peer_context"),
        "source_kind": cells.choice("source_kind"),
        "source_url": cells.url("source_url"),
    }
    own_id = cells.id("id")
    if cells.faults or not force or not inspection:
        return None
    links = [cells.link("ABOUT", "Force", force), cells.link("FOUND_IN", "Inspection", inspection)]
    if question:
        links.append(cells.link("ADDRESSES", "Question", question))
    links += [cells.link("CONCERNS", "Practice", practice, by_hand=True) for practice in practices]
    links += [cells.link("EXPOSES", "Risk", risk, by_hand=True) for risk in risks]
    return Record("Finding", own_id or f"{force}-{inspection}-{text_hash(text)}", filled(properties), tuple(links))
