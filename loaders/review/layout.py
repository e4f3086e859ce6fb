"""What a review sheet looks like: its columns, the values that its cells may hold, and how to fill it in."""

from __future__ import annotations

from collections.abc import Mapping

from peelgraph.ontology.corrections import FIELDS, Field
from peelgraph.ontology.model import load_model
from peelgraph.ontology.review import Offer, ReviewRow

SHEET = "review"
NONE = "none"
YES = "yes"
SEPARATOR = "; "
HOW: tuple[Field, ...] = ("polarity", "kind", "practices", "risks")
"""The fields of which is known how they were coded."""

COLUMNS: tuple[str, ...] = (
    "id", "confidence", "sentence", "passage", "section", "document", "force",
    *(name for field in FIELDS for name in (field, f"new_{field}")),
    "ok", "offered", "take_offered", "reviewer", "note",
    *(f"{field}_{what}" for field in HOW for what in ("confidence", "method", "cue")),
)  # fmt: skip
TO_FILL = frozenset({*(f"new_{field}" for field in FIELDS), "ok", "take_offered", "reviewer", "note"})
"""The columns that a reviewer fills in."""

GUIDE = """\
What this is: Sentences whose coding is doubtful, the most doubtful first. You have the last word.
To confirm: If all of a row is right, write yes under ok and nothing else.
To correct: Write the right coding into the yellow columns new_polarity, new_kind, new_practices, new_risks or \
new_status. Leave the white columns as they are. What you leave empty is not changed.
Both: Corrections and yes under ok together: the corrected fields are corrected, all others are right.
Several: new_practices and new_risks take up to three values, joined by ; such as call-handling; vetting. They replace \
all that stood there. Names do as well as the short names of the sheet vocabulary.
No value: Write none for no practice or no risk, not-stated for no status.
What must hold: A recommendation is a weakness; action-taken and action-planned are neutral; only a weakness has \
risks; only what is neutral may have no practice.
Offered: An earlier correction of a sentence that has changed since, and that may fit this one. Write yes under \
take_offered to take it; it is never taken unasked.
Reviewer: Your name or a pseudonym, on every row that you fill in (or once: --reviewer NAME). It stays in your graph.
Skipping: Rows that you leave empty are skipped. You can import the same file again after filling in more.
To hand it in: peelgraph review import FILE takes it; every fault is told with its line. peelgraph review log shows \
what was taken, and peelgraph review undo ID takes a correction back.
"""
"""How to fill a sheet in: on each line a title, a colon and a text."""


def closed_values(field: Field) -> tuple[str, ...]:
    """Return the values of a field that has a closed list of them; nothing for practices and risks.

    >>> closed_values("polarity")
    ('strength', 'weakness', 'neutral')
    """
    declared = load_model().node_types["Finding"].properties.get(field)
    return tuple(declared.values or ()) if declared else ()


def cells_of(row: ReviewRow) -> Mapping[str, str | float | None]:
    """Return a row's cells by column; those to fill in are left out."""
    cells: dict[str, str | float | None] = {
        "id": row.finding,
        "confidence": row.confidence,
        "sentence": row.text,
        "passage": row.passage,
        "section": row.section,
        "document": row.document,
        "force": row.force,
        "offered": "\n".join(_offer(offer) for offer in row.offers),
    }
    cells |= {field: SEPARATOR.join(row.coding[field]) for field in FIELDS}
    for field in HOW:
        how = row.how[field]
        cells |= {f"{field}_confidence": how.confidence, f"{field}_method": how.method, f"{field}_cue": how.cue}
    return cells


def _offer(offer: Offer) -> str:
    new = SEPARATOR.join(offer.new) or NONE
    return f"{offer.field}: {new} (correction {offer.correction}, {offer.alike:.0%} alike: “{offer.text}”)"
