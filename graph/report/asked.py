"""The part of a report on recommendations: what is overdue, past its day with its state unknown, open, and closed."""

from __future__ import annotations

from collections import Counter

from peelgraph.graph.report.blocks import Inline, Line, Paragraph, Section, Table, Text
from peelgraph.graph.report.facts import ForceFacts
from peelgraph.graph.report.sources import Sources
from peelgraph.graph.report.words import clip, date_words
from peelgraph.graph.store import Row
from peelgraph.ontology.counted import counted

SHOWN = 5
_TEXT = 100
_ORDER = ("overdue", "due date passed, status unknown", "open", "unknown")
_SAID = {
    "overdue": "overdue (known open after the due date)",
    "due date passed, status unknown": "past the due date with status unknown",
    "open": "open",
    "unknown": "of unknown status",
    "closed": "closed",
}


def recommendations(facts: ForceFacts, sources: Sources) -> Section:
    """Return what was recommended to a force and is not known to be closed, its own first."""
    title, rows = "Recommendations not known to be closed", not_closed(facts)
    if not rows:
        return Section("recommendations", title, (Paragraph((Text(recommendation_count(facts)),)),))
    shown = rows[:SHOWN]
    table = Table(
        caption=f"{len(shown)} of {len(rows)}: its own first, then overdue, then past their day; "
        f"first where {facts.name} was found weak in the same practice (that this led to it is not said)",
        headers=("What was asked (our summary)", "Made in, to whom", "Due, and what is known of it"),
        rows=tuple(_row(row, facts, sources) for row in shown),
        widths=(52, 23, 25),
    )
    left = f"{len(rows) - len(shown)} more, and the closed ones: " if len(rows) > len(shown) else "All: "
    command = Text(f"peelgraph recommendations --force {facts.slug}", "code")
    return Section("recommendations", title, (table, Paragraph((Text(left, "quiet"), command), quiet=True)))


def not_closed(facts: ForceFacts) -> list[Row]:
    """Return the recommendations that are not known to be closed, most pressing first."""
    rows = [row for row in facts.recommendations if row["state"] != "closed"]
    return sorted(
        rows,
        key=lambda row: (
            row["scope"] != "own",
            _ORDER.index(row["state"]) if row["state"] in _ORDER else len(_ORDER),
            not row["findings_count"],
            _later_first(row["published"]),
            row["recommendation"],
        ),
    )


def recommendation_count(facts: ForceFacts) -> str:
    """Return how many recommendations concern a force, with what is known of them kept apart."""
    rows = facts.recommendations
    if not rows:
        return f"No recommendation in the data is addressed to {facts.name} or to all forces."
    own = sum(row["scope"] == "own" for row in rows)
    states = Counter(row["state"] for row in rows)
    order = (*_ORDER, "closed")
    told = [f"{states[state]} {_SAID[state]}" for state in order if states[state] or state in {"overdue", "closed"}] + [
        f"{count} {state}" for state, count in sorted(states.items()) if state not in order
    ]
    return f"{own or 'none'} addressed to {facts.name} alone, {len(rows) - own} to all forces: {', '.join(told)}."


def _row(row: Row, facts: ForceFacts, sources: Sources) -> tuple[Line, ...]:
    weak = (
        f" Found weak in {_practices(row)}: {counted(row['findings_count'], 'finding')}."
        if row["findings_count"]
        else ""
    )
    asked: list[Inline] = [Text(clip(row["summary"] or "No summary.", _TEXT)), sources.ref(row)]
    if weak:
        asked.append(Text(weak, "quiet"))
    scope = {"own": facts.name, "national": "all forces"}.get(row["scope"], row["addressed_to"] or "")
    made = facts.labels.inspection(row["inspection"]) or "inspection not known"
    return (
        tuple(asked),
        (Text(f"{clip(made, 36)}; to {scope}"),),
        (Text(f"due {date_words(row['due'])}: {_known(row)}" if row["due"] else f"no due date; {_known(row)}"),),
    )


def _practices(row: Row) -> str:
    return clip(", ".join(row["practice_names"]).lower() or "the same practice", 60)


def _known(row: Row) -> str:
    """Return what is known of a recommendation, by what the page says and when."""
    status = (row["status"] or "not-stated").replace("-", " ")
    page = f"; the page says {status}" if status != "not stated" else ""
    dated = f" on {date_words(row['status_date'])}" if page and row["status_date"] else ""
    instead = f"; now: {clip(row['superseded_by'], 50)}" if row["superseded_by"] else ""
    return f"{row['state']}{page}{dated}{instead}"


def _later_first(published: str | None) -> int:
    """Return a key that sorts a date at any precision before earlier ones."""
    digits = "".join(c for c in (published or "") if c.isdigit()).ljust(8, "0")[:8]
    return -int(digits or 0)
