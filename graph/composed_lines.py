"""Answers of several parts as sentences for a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from peelgraph.graph.answer import AnswerInParts
from peelgraph.graph.courses import courses, sentence
from peelgraph.graph.embargo import london_now
from peelgraph.graph.lines import embargo_words, lines_of
from peelgraph.graph.naming import Labels
from peelgraph.graph.question import ask
from peelgraph.graph.sentences import CODED, about_line, listed, small, when, words_of
from peelgraph.graph.store import Graph, Row
from peelgraph.ontology.errors import PeelgraphError

Parts = Mapping[str, Any]
LATEST = {
    "weakness": "found weak",
    "strength": "praised",
    "both": "found weak and praised by one inspection",
}


def title_of(name: str, parts: Parts) -> str:
    """Return what an answer of several parts is called.

    >>> title_of("force", {"force": {"name": "Essex Police"}})
    'Essex Police'
    """
    head = parts.get(name)
    if isinstance(head, Mapping):
        return str(head["name"])
    about = parts.get({"compare": "forces", "evidence": "finding"}.get(name, "force"))
    return f"{name.replace('_', ' ').capitalize()}: {', '.join(about) if isinstance(about, list) else about}"


def in_parts(graph: Graph, name: str, parts: Parts, embargo: Mapping[str, Any]) -> AnswerInParts:
    """Return an answer of several parts as Python takes it.

    Args:
        graph: The graph.
        name: What was asked, for example ``force``.
        parts: The parts, as the library returns them.
        embargo: ``include_embargoed`` and ``now``, as questions take them.
    """
    return AnswerInParts(
        name,
        title_of(name, parts),
        parts,
        about=about_line(graph, embargo),
        lines=lambda: composed_lines(graph, name, parts, embargo),
    )


def composed_lines(graph: Graph, name: str, parts: Parts, embargo: Mapping[str, Any]) -> list[str]:
    """Return an answer of several parts as sentences that can be copied one by one.

    Args:
        graph: The graph.
        name: What was asked, for example ``force``.
        parts: The answer.
        embargo: ``include_embargoed`` and ``now``, as questions take them.

    Raises:
        PeelgraphError: That answer has no such sentences.
    """
    if name not in COMPOSED:
        raise PeelgraphError(
            f"the answer to {name} has no sentences of its own; these have: {', '.join(sorted(COMPOSED))}"
        )
    return [" ".join(line.split()) for line in COMPOSED[name](graph, parts, dict(embargo))]


def _force(graph: Graph, parts: Parts, embargo: dict[str, Any]) -> list[str]:  # noqa: ARG001
    labels, slug = Labels(graph), parts["force"]["slug"]
    findings = {row["finding"]: row for row in parts["findings"]}
    lines = lines_of(graph, "coverage", {}, [parts["coverage"]])
    for row in parts["practices"]:
        told = [
            f"{said} in {_seen([findings[id_] for id_ in row[what]], labels)}"
            for said, what in (("found weak", "weaknesses"), ("praised", "strengths"))
            if row[what]
        ]
        name, latest = small(row["name"]), LATEST[row["latest"]]
        lines.append(
            f"{labels.force(slug)}, {name}: {'; '.join(told)}; latest word: {latest}. {embargo_words(row)}{CODED}"
        )
    return lines


def _practice(graph: Graph, parts: Parts, embargo: dict[str, Any]) -> list[str]:
    given = {"practice": parts["practice"]["slug"], "min_forces": 1, **embargo}
    return [
        line
        for question in ("shared-weaknesses", "good-practice")
        for line in lines_of(graph, question, given, ask(graph, question, **given).dicts())
    ]


def _risk(graph: Graph, parts: Parts, embargo: dict[str, Any]) -> list[str]:
    given = {"risk": parts["risk"]["slug"], "min_forces": 1, **embargo}
    return lines_of(graph, "shared-weaknesses", given, ask(graph, "shared-weaknesses", **given).dicts())


def _compare(graph: Graph, parts: Parts, embargo: dict[str, Any]) -> list[str]:
    labels = Labels(graph)
    lines = []
    for polarity, said, key in (
        ("weakness", "found weak", "shared_weaknesses"),
        ("strength", "praised", "shared_strengths"),
    ):
        for row in parts[key]:
            basis = ask(graph, "basis", practice=row["practice"], polarity=polarity, **embargo).dicts()
            basis = [r for r in basis if r["practice"] == row["practice"]]
            seen = [
                f"{labels.force(entry['force'])} in {_seen([r for r in basis if r['force'] == entry['force']], labels)}"
                for entry in row["forces"]
            ]
            unlike = {r["wording"] for r in basis if r["force"] in {e["force"] for e in row["forces"]}}
            lines.append(f"{row['name']}: {said}: {listed(seen)}.{_measure(unlike)} {embargo_words(row)}{CODED}")
    return lines


def _changes(graph: Graph, parts: Parts, embargo: dict[str, Any]) -> list[str]:  # noqa: ARG001
    labels = Labels(graph)
    name, earlier, later = (
        labels.force(parts["force"]),
        labels.inspection(parts["earlier"]),
        labels.inspection(parts["later"]),
    )
    said = {
        "new": f"found weak in {later}, never before in the data",
        "said_again": f"found weak in {later}; the source says that it is a repeat, the data has no earlier finding",
        "again_after_a_gap": f"found weak in {later} and earlier, but not in {earlier}",
        "repeated": f"found weak in {earlier} and again in {later}",
        "praised_now": f"found weak in {earlier}, praised in {later}",
        "mentioned_unjudged": f"found weak in {earlier}, mentioned in {later} without praise or criticism",
        "not_mentioned_again": f"found weak in {earlier}, not mentioned in {later}, which is not the same as solved",
    }
    gap = parts["not_seen_between"]
    missed = f" Nothing of it was read from {listed(list(map(labels.inspection, gap)))}." if gap else ""
    return [
        f"{name}, {small(row['name'])}: {words} [{_dated(row['findings'])}].{missed} "
        f"{_embargoed(row['findings'])}{CODED}"
        for key, words in said.items()
        for row in parts[key]
    ]


def _evidence(graph: Graph, parts: Parts, embargo: dict[str, Any]) -> list[str]:
    until = parts["embargoed_until"]
    held = until if until is not None and until > embargo.get("now", london_now()) else None
    row = {**parts, "practice_names": [practice["name"] for practice in parts["practices"]], "embargoed_until": held}
    return lines_of(graph, "findings", {}, [row])


def _timeline(graph: Graph, parts: Parts, embargo: dict[str, Any]) -> list[str]:
    labels = Labels(graph)
    findings = {row["finding"]: row for row in ask(graph, "findings", force=parts["force"], **embargo).dicts()}
    return [f"{sentence(parts, course, findings, labels)} {embargo_words(course)}{CODED}" for course in courses(parts)]


COMPOSED: Mapping[str, Callable[[Graph, Parts, dict[str, Any]], list[str]]] = {
    "force": _force,
    "practice": _practice,
    "risk": _risk,
    "compare": _compare,
    "changes": _changes,
    "evidence": _evidence,
    "timeline": _timeline,
}
"""What makes sentences of an answer, by what was asked."""


def _seen(rows: list[Row], labels: Labels) -> str:
    """Return the inspections that found something, in order of time, each with its date and in whose words."""
    by_inspection: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda r: (r["sequence"] or 0, r["inspection"] or "")):
        by_inspection.setdefault(row["inspection"] or "", []).append(row)
    return listed(
        [
            f"{labels.inspection(slug) or 'an inspection not known'} [{_dated(there)}]"
            for slug, there in by_inspection.items()
        ]
    )


def _dated(findings: list[Row]) -> str:
    """Return when findings of one inspection were published, in whose words, and on what kind of source."""
    return f"{when(max(row['period'] or '' for row in findings))}; {words_of(findings)}"


def _embargoed(findings: list[Row]) -> str:
    return embargo_words({"embargoed_count": sum(row["embargoed_until"] is not None for row in findings)})


def _measure(wordings: set[str]) -> str:
    if len(wordings) < 2:
        return ""
    return " A document read sentence by sentence and remarks on pages are not the same measure."
