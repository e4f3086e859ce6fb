"""Taking a review back into the graph: each good row becomes corrections, each faulty one is told and left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from peelgraph.graph.coded import CodedFinding, all_corrections, by_finding, coded_findings
from peelgraph.graph.store import Graph
from peelgraph.ontology.corrections import (
    FIELDS,
    LINKED,
    REVIEW_SOURCE,
    Correction,
    Field,
    coding_faults,
    correction_id,
    in_force,
)
from peelgraph.ontology.errors import Fault, UnknownNameError
from peelgraph.ontology.records import Record
from peelgraph.ontology.review import ReviewedRow

Key = tuple[str, str]
Shipped = Callable[[Iterable[Key]], Collection[Record]]
"""Returns the shipped records among label and id pairs, as ``peelgraph.loaders.reference.closure`` does."""
_TICK = dt.timedelta(microseconds=1)


@dataclass(slots=True)
class ReviewReport:
    """What became of a review.

    Args:
        rows: Rows of the sheet.
        applied: Rows from which something was taken.
        unchanged: Rows that say what was taken from them before.
        untouched: Rows on which the reviewer said nothing.
        rejected: Rows with faults, from which nothing was taken.
        corrected: Codings that are corrected.
        confirmed: Codings that are confirmed.
        settled: Stale corrections that were offered and are settled now.
        faults: What is wrong, by line.
        dry_run: True where nothing was kept.
    """

    rows: int = 0
    applied: int = 0
    unchanged: int = 0
    untouched: int = 0
    rejected: int = 0
    corrected: int = 0
    confirmed: int = 0
    settled: int = 0
    faults: list[Fault] = field(default_factory=list)
    dry_run: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON has it."""
        counts = {
            name: getattr(self, name)
            for name in (
                "rows", "applied", "unchanged", "untouched", "rejected", "corrected", "confirmed", "settled", "dry_run",
            )
        }  # fmt: skip
        return {**counts, "faults": [{"line": fault.line, "message": fault.message} for fault in self.faults]}


def apply_review(
    graph: Graph,
    rows: Sequence[ReviewedRow],
    *,
    shipped: Shipped,
    reviewer: str | None = None,
    now: dt.datetime | None = None,
    dry_run: bool = False,
) -> ReviewReport:
    """Take what reviewers said into a graph; the same again changes nothing.

    Args:
        graph: The graph, open for writing unless it is a dry run.
        rows: The rows that came back.
        shipped: Where a practice or risk comes from that the graph does not hold yet.
        reviewer: Who reviewed; by default each row says.
        now: The time in UTC; by default the time it is.
        dry_run: Say what would be done, and keep nothing.
    """
    moment = now or dt.datetime.now(dt.UTC).replace(tzinfo=None)
    taking = _Taking(graph, rows, reviewer, moment)
    report = taking.run()
    report.dry_run = dry_run
    if taking.made and not dry_run:
        records = [c.record() for c in taking.made] + [c.record(linked=False) for c in taking.settled]
        terms = {(LINKED[c.field][1], slug) for c in taking.made if c.field in LINKED for slug in c.new}
        with graph.stating(REVIEW_SOURCE) as writer:
            if missing := writer.missing(terms):
                writer.add_reference(shipped(missing))
            writer.write(records)
            writer.lay_corrections_over(sorted({c.finding for c in taking.made}))
        graph.flush()
    return report


class _Taking:
    """One review: what the graph holds of its findings, and the corrections that it makes."""

    def __init__(self, graph: Graph, rows: Sequence[ReviewedRow], reviewer: str | None, now: dt.datetime) -> None:
        self._graph = graph
        self._rows = rows
        self._reviewer = reviewer
        self._now = now
        ids = sorted({row.finding for row in rows if not row.untouched})
        self._findings = {finding.id: finding for finding in coded_findings(graph, ids)}
        corrections = all_corrections(graph)
        self._corrections = by_finding(corrections)
        self._by_id = {c.id: c for c in corrections}
        self._lines: dict[str, int] = {}
        self.made: list[Correction] = []
        self.settled: list[Correction] = []

    def run(self) -> ReviewReport:
        report = ReviewReport(rows=len(self._rows))
        for row in self._rows:
            if row.untouched:
                report.untouched += 1
                continue
            made: list[Correction] = []
            faults = [*row.faults, *(Fault(message, line=row.line) for message in self._take(row, made))]
            if faults:
                report.rejected += 1
                report.faults += faults
                continue
            report.applied += bool(made)
            report.unchanged += not made
            report.confirmed += sum(c.confirms for c in made)
            report.corrected += sum(not c.confirms for c in made)
            self.made += made
            fields = {c.field for c in made}
            offered = (self._by_id[id_] for id_ in row.offers if id_ in self._by_id)
            self.settled += [c.undone(self._now) for c in offered if c.state == "stale" and c.field in fields]
        report.settled = len(self.settled)
        return report

    def _take(self, row: ReviewedRow, made: list[Correction]) -> Iterator[str]:
        """Yield what is wrong with a row; make the corrections that it asks for."""
        finding = self._findings.get(row.finding)
        if finding is None:
            yield self._unknown(row.finding)
            return
        if (first := self._lines.setdefault(row.finding, row.line)) != row.line:
            yield f"the finding stands on line {first} too: say all of it on one row"
        reviewer = self._reviewer or row.reviewer
        if not reviewer:
            yield "nobody is named: fill the column reviewer, or give --reviewer"
        wanted = {**self._taken_offers(row), **row.new}
        if row.takes_offers and not row.offers:
            yield "take_offered is filled, but nothing is offered on this row: empty it"
        result = {**finding.coding, **wanted}
        if "risks" not in row.new and result["polarity"] != ("weakness",):
            result["risks"] = ()
        if row.confirmed:
            wanted |= {name: result[name] for name in FIELDS if name not in wanted and (result[name] or name in LINKED)}
        already = set(coding_faults(finding.coding))
        yield from (fault for fault in coding_faults(result) if fault not in already)
        for name, new in wanted.items():
            yield from self._correct(row, finding, name, new, reviewer, made)

    def _correct(
        self, row: ReviewedRow, finding: CodedFinding, name: Field, new: tuple[str, ...], reviewer: str,
        made: list[Correction],
    ) -> Iterator[str]:  # fmt: skip
        now, shown = finding.coding[name], row.shown.get(name)
        standing = in_force(self._corrections.get(finding.id, [])).get(name)
        if standing and set(standing.new) == set(new):
            return
        if shown is not None and set(shown) != set(now):
            yield (
                f"its {name} is {_words(now)} in the graph, and {_words(shown)} in the sheet: the coding has changed "
                f"since the export, or that cell was edited; write corrections under new_{name}, or export again"
            )
            return
        earlier = [c.made_at for c in self._corrections.get(finding.id, ()) if c.field == name]
        at = max([self._now, *(moment + _TICK for moment in earlier)])
        until: Any = finding.node.properties.get("embargoed_until")
        id_ = correction_id(finding.id, name, new, at)
        made.append(
            Correction(
                id_, finding.id, name, now, new, finding.text, at, reviewer, row.note or None, embargoed_until=until
            )
        )

    def _taken_offers(self, row: ReviewedRow) -> dict[Field, tuple[str, ...]]:
        offered = [self._by_id[id_] for id_ in row.offers if id_ in self._by_id] if row.takes_offers else []
        return {correction.field: correction.new for correction in offered}

    def _unknown(self, id_: str) -> str:
        if id_ in self._corrections:
            return (
                f"the finding {id_} is no longer in the graph, since its text has changed or its document was taken out"
            )
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where an id is wrong

        near = process.extract(id_, list(self._graph.ids("Finding")), scorer=fuzz.ratio, score_cutoff=80, limit=1)
        return str(UnknownNameError("finding", id_, [match[0] for match in near]))


def _words(values: Sequence[str]) -> str:
    return " and ".join(values) or "none"
