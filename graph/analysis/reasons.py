"""Why one force may learn from another, in words that hold in a meeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from peelgraph.graph.analysis.coded import CodedFinding
from peelgraph.graph.analysis.lesson import GOT_OUT, OWN, Lesson
from peelgraph.graph.analysis.standings import Standing

Name = Callable[[str], str]
RING = {"dated": "dated: ring before you quote", "undated": "year not known: ring before you quote"}
_PAGES = {"other": "another page", "news": "news page", "": "page of unknown kind"}
_STAGES = {
    "worked": "evaluated: it worked",
    "promising": "evaluated: promising",
    "mixed": "evaluated: mixed results",
    "no-effect": "evaluated: no effect found",
    "new": "new, not evaluated yet",
    "untested": "not evaluated",
}


def reason(lesson: Lesson, inspection: Name) -> str:
    """Return why a lesson is one.

    Args:
        lesson: The lesson.
        inspection: From an inspection's slug to what a reader calls it.
    """
    told = _of_initiative(lesson, inspection) if lesson.initiative else _of_praise(lesson, inspection)
    return told + (f" – {RING[lesson.apart]}" if lesson.apart else "")


def nothing(out: Sequence[str], weak: int, initiatives: int, broader: str | None, force: Name) -> str:
    """Return what is said where no force was praised for a practice last.

    Args:
        out: The forces that were praised once and found weak in the same or a later inspection.
        weak: How many other forces were found weak in it.
        initiatives: How many initiatives apply it.
        broader: Name of the group of practices above, if any.
        force: From a force's slug to what a reader calls it.

    >>> nothing([], weak=0, initiatives=0, broader=None, force=str)
    'no strength on record (and no initiative); no other force was found weak in it'
    """
    tried = "only an initiative" if initiatives == 1 else f"only {initiatives} initiatives"
    told = f"no strength on record ({tried if initiatives else 'and no initiative'})"
    if out:
        told += f"; praised once, but found weak in the same or a later inspection: {', '.join(map(force, out))}"
    told += f"; {weak or 'no'} other force{'s were' if weak > 1 else ' was'} found weak in it"
    return told + (f"; the wider practice “{broader}” is not drawn on" if broader else "")


def _of_praise(lesson: Lesson, inspection: Name) -> str:
    finding = lesson.strength
    assert finding is not None  # noqa: S101 - from_praise() gives one
    praised = "says of itself that it was praised in" if lesson.kind == OWN else "praised in"
    told = f"{praised} {inspection(finding.inspection) or 'an unknown inspection'} ({_source(finding)})"
    if lesson.kind == GOT_OUT and lesson.standing:
        told = f"was found weak in {_weak_in(lesson.standing, inspection)}, {told}"
    also = [f for f in lesson.standing.praises_since if f.inspection != finding.inspection] if lesson.standing else []
    before = list(dict.fromkeys(inspection(f.inspection) for f in also))
    return f"{told}, earlier in {', '.join(before)} too; {_cited(finding)}" if before else f"{told}; {_cited(finding)}"


def _of_initiative(lesson: Lesson, inspection: Name) -> str:
    row = lesson.initiative or {}
    stage = _STAGES.get(row["evidence_stage"], "evaluation not known")
    kind = row["source_kind"] or ""
    whose = "its own account" if lesson.kind == OWN else _PAGES.get(kind, f"{_words(kind)} page")
    when = str(row["year"]) if row["year"] else "year not known"
    told = f"initiative “{row['title']}” ({when}; {stage}; {whose})"
    if lesson.standing and lesson.standing.weaknesses and not lesson.standing.praised_last:
        told += f"; itself found weak in this in {_weak_in(lesson.standing, inspection)}"
    return told


def _weak_in(standing: Standing, inspection: Name) -> str:
    return ", ".join(inspection(slug) or "an unknown inspection" for slug in reversed(standing.weak_in))


def _source(finding: CodedFinding) -> str:
    when = f"of {day(finding.published)}" if finding.published else "without a date"
    page = "letter or report" if finding.quoted else _PAGES.get(finding.source_kind, _words(finding.source_kind))
    return f"{page} {when}, {'quoted' if finding.quoted else 'in our words'}"


def _cited(finding: CodedFinding) -> str:
    return f"finding {finding.id.rsplit('-', 1)[-1]}"


def _words(source_kind: str) -> str:
    return source_kind.replace("-", " ")


def day(period: str) -> str:
    """Return a date or period as a reader writes it.

    >>> day("2022-10-14"), day("2017-03"), day("2019")
    ('14 October 2022', 'March 2017', '2019')
    """
    parts = [int(part) for part in period.split("-")]
    if len(parts) == 1:
        return period
    first = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    return f"{first.day} {first:%B %Y}" if len(parts) > 2 else f"{first:%B %Y}"
