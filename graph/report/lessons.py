"""The part of a report on who to learn from."""

from __future__ import annotations

from itertools import groupby

from peelgraph.graph.report.blocks import Inline, Line, Paragraph, Section, Table, Text
from peelgraph.graph.report.facts import ForceFacts
from peelgraph.graph.report.sources import Sources
from peelgraph.graph.report.weaknesses import quoted
from peelgraph.graph.report.words import clip
from peelgraph.graph.store import Row

SHOWN = 6
_FOR_ONE = 2
_TEXT = 110
_KINDS = {
    "initiative-evaluated": "an initiative, evaluated",
    "initiative": "an initiative, not known to be evaluated",
    "own-account": "its own account",
}


def lessons(facts: ForceFacts, sources: Sources) -> Section:
    """Return for the first weaknesses of a force who was praised for it, or tried something, and why to ask them."""
    title, rows = "Who to learn from", chosen_lessons(facts)
    if not rows:
        nothing = f"No weakness of {facts.name} stands unpraised in what was read: nothing to look for."
        return Section("learn", title, (Paragraph((Text(nothing),)),))
    found = sum(1 for row in facts.lessons if row["force"])
    table = Table(
        caption=f"Recent and repeated weaknesses first ({_answers(rows)} of {found} answers)",
        headers=("Weakness", "Ask", "What was said, and why ask them"),
        rows=tuple(_row(row, facts, sources) for row in rows),
        widths=(21, 16, 63),
    )
    words = "Praise and initiatives are no evidence that something works. All, with scores: "
    command = f"peelgraph learn-from {facts.slug}"
    return Section("learn", title, (table, Paragraph((Text(words, "quiet"), Text(command, "code")), quiet=True)))


def chosen_lessons(facts: ForceFacts) -> list[Row]:
    """Return the answers of ``learn-from`` that a report shows: for each weakness in order the best two.

    What is dated stands in only where there is nothing newer, and then alone.
    """
    chosen: list[Row] = []
    for _, rows in groupby(facts.lessons, key=lambda row: row["practice"]):
        answers = list(rows)
        fresh = [row for row in answers if row["force"] and not row["apart"]]
        chosen += fresh[:_FOR_ONE] or [row for row in answers if row["force"]][:1] or answers[:1]
    return chosen[:SHOWN]


def _answers(rows: list[Row]) -> int:
    return sum(1 for row in rows if row["force"])


def _row(row: Row, facts: ForceFacts, sources: Sources) -> tuple[Line, ...]:
    dagger = " †" if row["embargoed_count"] else ""
    practice: Line = (Text(clip(row["name"], 60) + dagger, "strong"),)
    if not row["force"]:
        return (practice, (Text("nobody known"),), (Text(_capital(clip(row["reason"], 260))),))
    said: list[Inline] = []
    if row["text"]:
        said += [Text(quoted(row, _TEXT)), sources.ref(row, facts.labels.force(row["force"])), Text(" ")]
    said.append(Text(_capital(clip(row["reason"], 220)) + ".", "quiet"))
    who: list[Inline] = [Text(facts.labels.force(row["force"]), "strong")]
    if kind := _KINDS.get(row["kind"]):
        who.append(Text(f": {kind}"))
    return (practice, tuple(who), tuple(said))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
