"""What was said of each practice over time: the steps of a timeline, practice by practice, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from peelgraph.graph.sentences import listed, small, when, words_of
from peelgraph.graph.store import Row

if TYPE_CHECKING:
    from peelgraph.graph.naming import Labels

WORDS: Final[Mapping[str, str]] = {
    "new": "found weak",
    "said-again": "found weak “again”, says the source; the earlier finding is not in the data",
    "repeated": "found weak again",
    "again": "found weak again",
    "came-back": "found weak again, after praise",
    "praised": "praised",
    "praised-since": "praised",
    "mentioned": "mentioned, not judged",
    "not-mentioned-again": "not mentioned",
}
"""What each step of a timeline says."""

SILENCE: Final = "silence is not the same as solved"


def courses(answer: Mapping[str, Any]) -> list[Row]:
    """Return the practices of a timeline with their steps in order of time, those last found weak or praised first.

    Args:
        answer: What ``timeline`` returns.

    Returns:
        Rows with ``name``, ``steps``, ``last`` (the place of the last inspection that said something) and
        ``embargoed_count``.
    """
    order = {row["inspection"]: n for n, row in enumerate(answer["inspections"])}
    by_practice: dict[str, list[Row]] = {}
    for step in answer["steps"]:
        by_practice.setdefault(step["practice"], []).append(step)
    found = [
        {
            "name": steps[0]["name"],
            "steps": steps,
            "last": max(order[step["inspection"]] for step in steps if step["findings"]),
            "embargoed_count": sum(step["embargoed_count"] for step in steps),
        }
        for steps in by_practice.values()
    ]
    return sorted(found, key=lambda course: (-course["last"], course["name"]))


def told(course: Row, read: Sequence[str], labels: Labels, findings: Mapping[str, Row] | None = None) -> list[str]:
    """Return what each inspection said of a practice, one after the other; silence as long as it lasts.

    Args:
        course: One of ``courses``.
        read: The inspections with a finding about the force, in order of time.
        labels: Names for a reader.
        findings: Findings by their id: where given, their date, in whose words they are and on what kind of source
            they were read is said too.
    """
    lines = []
    grouped = [(slug, list(steps)) for slug, steps in groupby(course["steps"], lambda step: step["inspection"])]
    for n, (slug, steps) in enumerate(grouped):
        at = labels.inspection(slug)
        if steps[0]["step"] == "not-mentioned-again":
            until = read.index(grouped[n + 1][0]) if n + 1 < len(grouped) else len(read)
            if until - read.index(slug) > 1:
                at += f" to {labels.inspection(read[until - 1])}"
        own = [findings[id_] for step in steps for id_ in step["findings"]] if findings is not None else []
        source = f" [{when(max(row['period'] or '' for row in own))}; {words_of(own)}]" if own else ""
        said = any(step["said_again"] and step["step"] != "said-again" for step in steps)
        words = " and ".join(WORDS[step["step"]] for step in steps)
        lines.append(f"{at}{source}: {words}{' (“again”, says the source)' if said else ''}")
    return lines


def sentence(answer: Mapping[str, Any], course: Row, findings: Mapping[str, Row], labels: Labels) -> str:
    """Return what was said of a practice over time as one sentence that holds alone.

    Args:
        answer: What ``timeline`` returns.
        course: One of its ``courses``.
        findings: The findings about the force by their id.
        labels: Names for a reader.
    """
    read = [row["inspection"] for row in answer["inspections"] if row["findings_count"]]
    parts = told(course, read, labels, findings)
    if any(step["step"] == "not-mentioned-again" for step in course["steps"]):
        parts.append(SILENCE)
    if answer["not_seen_since"]:
        parts.append(f"nothing of it was read from {listed(list(map(labels.inspection, answer['not_seen_since'])))}")
    latest = [id_ for step in course["steps"] for id_ in step["findings"]][-1].rsplit("-", 1)[-1]
    return f"{labels.force(answer['force'])}, {small(course['name'])}: {'; '.join(parts)}. Latest: finding {latest}."
