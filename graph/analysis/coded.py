"""The findings of a graph in short, one object each, and which of them may be counted together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal, get_args

from peelgraph.graph.question import ask
from peelgraph.graph.store import Graph, Row
from peelgraph.ontology.errors import PeelgraphError

Counting = Literal["headlines", "sentences", "both"]


@dataclass(frozen=True, slots=True)
class CodedFinding:
    """A finding without its text.

    Args:
        id: Its id.
        force: Slug of the force.
        inspection: Slug of the inspection; empty where it is not known.
        sequence: The inspection's place in time; 0 where it has none.
        question: Slug of the question that it answers; empty where it answers none.
        published: When it was published, where its own source says so.
        period: The same, else when its inspection was published.
        polarity: ``strength``, ``weakness`` or ``neutral``.
        status: The inspectorate's own rank.
        again: True where the source itself says that it is a repeat.
        quoted: True where it quotes a document that was read sentence by sentence.
        source_kind: The kind of page or document.
        confidence: The least confidence of its codings; 1 where a person coded it.
        practices: Slugs of the practices, sorted.
        risks: Slugs of the risks, sorted.
        embargoed: True where it is still under embargo.
    """

    id: str
    force: str
    inspection: str
    sequence: int
    question: str
    published: str | None
    period: str | None
    polarity: str
    status: str
    again: bool
    quoted: bool
    source_kind: str
    confidence: float
    practices: tuple[str, ...]
    risks: tuple[str, ...]
    embargoed: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """The findings that are counted together, and what was left out for it.

    Args:
        findings: The findings that are counted.
        counting: ``headlines`` (our summaries of pages, as in the shipped tables), ``sentences`` (documents, coded
            sentence by sentence) or ``both``.
        quoted: How many of the graph's findings are sentences of documents.
        left_out: How many findings were left out because they are of the other kind.
    """

    findings: list[CodedFinding]
    counting: Counting
    quoted: int
    left_out: int


def coded_findings(graph: Graph, polarity: str | None = None, **embargo: Any) -> list[CodedFinding]:
    """Return the findings of a graph in the order of their ids.

    Args:
        graph: The graph.
        polarity: Only ``strength``, ``weakness`` or ``neutral`` ones.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.
    """
    rows = ask(graph, "coded", polarity=polarity, **embargo).dicts()
    rows.sort(key=lambda row: row["finding"])
    return [_finding(list(same)) for _, same in groupby(rows, key=lambda row: row["finding"])]


def of_like_density(findings: Iterable[CodedFinding], counting: Counting | None = None) -> Counted:
    """Return the findings that are counted together.

    A letter read sentence by sentence says ten times as much of a force as a table of headlines does: counted
    together, the force with a letter would look unlike all others.

    Args:
        findings: The findings.
        counting: What to count; by default the headlines, or the sentences where there are no headlines.

    Raises:
        PeelgraphError: What to count is none of these.
    """
    if counting is not None and counting not in get_args(Counting):
        raise PeelgraphError(f"{counting!r} cannot be counted: choose one of {', '.join(get_args(Counting))}")
    all_ = list(findings)
    quoted = sum(1 for finding in all_ if finding.quoted)
    chosen: Counting = counting or ("headlines" if quoted < len(all_) or not all_ else "sentences")
    kept = all_ if chosen == "both" else [f for f in all_ if f.quoted == (chosen == "sentences")]
    return Counted(kept, chosen, quoted, len(all_) - len(kept))


def _finding(rows: list[Row]) -> CodedFinding:
    first = rows[0]
    return CodedFinding(
        id=first["finding"],
        force=first["force"],
        inspection=first["inspection"] or "",
        sequence=first["sequence"] or 0,
        question=min(row["question"] or "" for row in rows),
        published=first["published"],
        period=first["period"],
        polarity=first["polarity"],
        status=first["status"] or "not-stated",
        again=first["peer_context"] == "concern-repeated",
        quoted=first["wording"] == "quoted",
        source_kind=first["source_kind"] or "",
        confidence=1.0 if first["confidence"] is None else first["confidence"],
        practices=tuple(sorted({row["practice"] for row in rows if row["practice"]})),
        risks=tuple(sorted({row["risk"] for row in rows if row["risk"]})),
        embargoed=first["embargoed_until"] is not None,
    )
