"""What people corrected: the log, taking a correction back, and how often the machine was right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from peelgraph.graph.coded import all_corrections, by_finding, coded_findings, coding_of, how_coded
from peelgraph.graph.overlay import lay_over
from peelgraph.graph.statements import Statement
from peelgraph.graph.store import Graph, Result
from peelgraph.ontology.corrections import FIELDS, REVIEW_SOURCE, Correction, Field, coding_faults, in_force
from peelgraph.ontology.errors import PeelgraphError, UnknownNameError
from peelgraph.ontology.review import How

LOG_COLUMNS = (
    "id", "finding", "text", "field", "old", "new", "confirmed", "reviewer", "made_at", "state", "in_force",
    "undone_at", "note", "embargoed_until",
)  # fmt: skip
PRIVATE_COLUMNS = ("reviewer", "note")
"""What of the log stays at home."""


@dataclass(frozen=True, slots=True)
class ReviewedCoding:
    """One field of one finding that a person looked at.

    Args:
        finding: The id of the finding.
        text: Its text.
        field: The field.
        machine: What the sources state without corrections; for a finding that is no longer there, what they stated.
        how: How that was reached; nothing is known of a finding that is no longer there.
        person: What the person said.
        held: True where the graph holds the finding.
    """

    finding: str
    text: str
    field: Field
    machine: tuple[str, ...]
    how: How
    person: tuple[str, ...]
    held: bool

    @property
    def right(self) -> bool:
        """True where the person found what the machine had coded, in whatever order."""
        return set(self.machine) == set(self.person)


def reviewed_codings(graph: Graph) -> list[ReviewedCoding]:
    """Return every field of every finding that a person corrected or confirmed, with what the machine says of it.

    A field that was reviewed several times counts once, by the last word on it; what was undone does not count. The
    ``method`` of ``how`` tells codings of the extraction (``rule``, ``model``) from those of a table (``hand``).

    Args:
        graph: The graph.

    Returns:
        The fields in the order of the findings' ids.
    """
    corrections = by_finding(all_corrections(graph))
    held = {finding.id: finding for finding in coded_findings(graph, sorted(corrections))}
    found: list[ReviewedCoding] = []
    for id_, made in sorted(corrections.items()):
        for field, last in sorted(in_force(made).items()):
            if finding := held.get(id_):
                machine, how = coding_of(finding.stated)[field], how_coded(finding.stated)[field]
            else:
                first = next(c for c in made if c.field == field and c.state != "undone")
                machine, how = first.old, How()
            found.append(ReviewedCoding(id_, last.text, field, machine, how, last.new, finding is not None))
    return found


def correction_log(graph: Graph, *, leaving_out: Collection[tuple[str, str]] = ()) -> Result:
    """Return every correction, the latest first.

    Args:
        graph: The graph.
        leaving_out: Label and id of what is left out, as ``Embargo.nodes`` gives them.
    """
    corrections = all_corrections(graph)
    standing = {
        correction.id
        for made in by_finding(corrections).values()
        for correction in in_force(made).values()
        if correction.state == "applied"
    }
    rows = [
        [
            c.id, c.finding, c.text, c.field, list(c.old), list(c.new), c.confirms, c.reviewer, c.made_at, c.state,
            c.id in standing, c.undone_at, c.note, c.embargoed_until,
        ]
        for c in sorted(corrections, key=_latest_first)
        if ("Correction", c.id) not in leaving_out
    ]  # fmt: skip
    return Result(LOG_COLUMNS, rows)


def without_private(log: Result) -> Result:
    """Return a log as it may leave the machine: not who corrected, nor what they noted."""
    kept = [place for place, name in enumerate(log.columns) if name not in PRIVATE_COLUMNS]
    return Result(tuple(log.columns[n] for n in kept), [[row[n] for n in kept] for row in log.rows])


def corrections_of(graph: Graph, finding: str) -> list[dict[str, Any]]:
    """Return the corrections of one finding as rows of the log, the latest first."""
    return [row for row in correction_log(graph).dicts() if row["finding"] == finding]


def undo(graph: Graph, ids: Sequence[str], *, now: dt.datetime | None = None) -> list[Correction]:
    """Take corrections back: an earlier correction of the same field holds again, else what the machine coded.

    Args:
        graph: The graph, open for writing.
        ids: The corrections' ids.
        now: The time in UTC; by default the time it is.

    Returns:
        The corrections that are now undone; those that were so before are not among them.

    Raises:
        UnknownNameError: There is no such correction.
        PeelgraphError: What would be left contradicts itself, such as a recommendation that is a strength.
    """
    corrections = {c.id: c for c in all_corrections(graph)}
    for id_ in ids:
        if id_ not in corrections:
            raise UnknownNameError("correction", id_, _nearest(id_, list(corrections)))
    moment = now or dt.datetime.now(dt.UTC).replace(tzinfo=None)
    chosen = [corrections[id_] for id_ in dict.fromkeys(ids) if corrections[id_].state != "undone"]
    left = by_finding(c for c in corrections.values() if c not in chosen)
    findings = {finding.id: finding for finding in coded_findings(graph, sorted({c.finding for c in chosen}))}
    for finding in findings.values():
        standing = tuple(in_force(left.get(finding.id, [])).values())
        after = Statement(*lay_over(finding.stated.properties, finding.stated.links, standing))
        before = set(coding_faults(finding.coding))
        if faults := [fault for fault in coding_faults(coding_of(after)) if fault not in before]:
            others = [c.id for c in standing]
            also = f"; undo {' and '.join(others)} together with it" if others else ""
            raise PeelgraphError(f"nothing is undone: of {finding.id}, {'; '.join(faults)}{also}")
    taken_back = [correction.undone(moment) for correction in chosen]
    with graph.stating(REVIEW_SOURCE) as writer:
        writer.write([correction.record(linked=correction.finding in findings) for correction in taken_back])
        writer.lay_corrections_over(sorted(findings))
    graph.flush()
    return taken_back


def _latest_first(correction: Correction) -> tuple[dt.timedelta, str, int, str]:
    since = dt.datetime.max - correction.made_at
    return since, correction.finding, FIELDS.index(correction.field), correction.id


def _nearest(id_: str, known: list[str]) -> list[str]:
    import difflib  # noqa: PLC0415 - only where an id is wrong

    return difflib.get_close_matches(id_, known, n=2, cutoff=0.5)
