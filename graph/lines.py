"""Answers as sentences for a meeting: each can be copied alone and holds, with whose words and which kind of source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from peelgraph.graph.asked import Asked
from peelgraph.graph.sentences import CODED, KINDS, density, listed, narrowed, rests_on, small, when, words_of
from peelgraph.graph.store import Graph, Row
from peelgraph.ontology.counted import counted
from peelgraph.ontology.errors import PeelgraphError

LATER = "praise and initiatives are no evidence that it works"
AGAIN = {
    "inspectorate-says": "the source itself says that it is a repeat",
    "found-again": "found again",
    "came-back": "came back after praise",
}


def lines_of(graph: Graph, question: str, chosen: Mapping[str, Any], rows: Sequence[Row]) -> list[str]:
    """Return one sentence for each row of an answer.

    Args:
        graph: The graph.
        question: The question's name.
        chosen: Its parameters as they were put.
        rows: The rows of its answer.

    Raises:
        PeelgraphError: The rows of that question have no sentence.
    """
    if question not in LINES:
        raise PeelgraphError(
            f"the rows of {question} have no sentence of their own; these have: {', '.join(sorted(LINES))}"
        )
    asked = Asked(graph, dict(chosen))
    return [" ".join(LINES[question](asked, row).split()) for row in rows]


def _shared(asked: Asked, row: Row) -> str:
    basis, count = asked.weak.get(row["practice"], []), row["forces_count"]
    praised = f"; {_of_them(len(row['since_praised']), count)} praised since" if row["since_praised"] else ""
    own = _own(asked, row, basis, "since_praised", "praised since")
    return (
        f"{row['name']}: found weak{narrowed(asked.chosen)} in {count} {asked.read}"
        f"{density(basis, asked.labels)}{praised}{own}. {embargo_words(row)}{rests_on(basis)}"
    )


def _good(asked: Asked, row: Row) -> str:
    basis, count = asked.strong.get(row["practice"], []), row["strength_forces_count"]
    weak = f"; {_of_them(len(row['since_criticised']), count)} found weak since" if row["since_criticised"] else ""
    own = _own(asked, row, basis, "since_criticised", "found weak since")
    running = asked.labels.forces(row["initiative_forces"])
    shown = running if len(running) <= 4 else [*running[:3], f"{len(running) - 3} more"]
    apart = (
        f"; counted apart: {counted(row['initiatives_count'], 'initiative')}, run by {listed(shown)}" if shown else ""
    )
    praised = (
        f"praised in {count} {asked.read}{density(basis, asked.labels)}" if count else "not praised in what was read"
    )
    rest = rests_on(basis) if basis else CODED
    return f"{row['name']}: {praised}{weak}{own}{apart}; {LATER}. {embargo_words(row)}{rest}"


def _repeated(asked: Asked, row: Row) -> str:
    labels = asked.labels
    basis = [r for r in asked.weak.get(row["practice"], []) if r["force"] == row["force"]]
    seen = []
    for slug in row["inspections"]:
        there = [r for r in basis if r["inspection"] == slug]
        period = max((r["period"] or "" for r in there), default="")
        seen.append(f"{labels.inspection(slug)} [{when(period)}; {words_of(there)}]")
    unlike = len({r["wording"] for r in basis}) > 1
    closer = " A document read sentence by sentence and remarks on pages are not the same measure." if unlike else ""
    return (
        f"{labels.force(row['force'])}, {small(row['name'])}: found weak in {listed(seen)}; {AGAIN[row['basis']]}."
        f"{closer} {embargo_words(row)}{CODED}"
    )


def _recommendation(asked: Asked, row: Row) -> str:
    labels, to = asked.labels, row["addressed_to"]
    named = labels.force(to) if to else ""
    whom = f"To {named if named != to else to.replace('-', ' ')}" if to else "Addressee not said"
    made = labels.inspection(row["inspection"]) or "inspection not known"
    due = f"due {when(row['due'])}" if row["due"] else "no date by which"
    said = (
        f"; the page calls it {row['status'].replace('-', ' ')}"
        + (f" on {when(row['status_date'])}" if row["status_date"] else "")
        if row["status"] and row["status"] != "not-stated"
        else ""
    )
    instead = f", its place taken by: {row['superseded_by']}" if row["superseded_by"] else ""
    return (
        f"{whom} ({made}, {when(row['published'])}): {_ended(row['summary'])} [{_source(row, quoted=False)}] "
        f"{due[0].upper()}{due[1:]}; {row['state']}{said}{instead}."
    )


def _finding(asked: Asked, row: Row) -> str:
    labels, quoted = asked.labels, row["wording"] == "quoted"
    text = f"“{row['text']}”" if quoted else _ended(row["text"])
    held = " Under embargo: not to be published yet." if row["embargoed_until"] else ""
    said = {"weakness": "found weak", "strength": "praised", "neutral": "neither praise nor criticism"}[row["polarity"]]
    concerns = f" ({listed([small(name) for name in row['practice_names']])})" if row["practice_names"] else ""
    return (
        f"{labels.force(row['force'])}, {labels.inspection(row['inspection']) or 'inspection not known'}, "
        f"{when(row['period'])}: {said}{concerns}: {text} [{_source(row, quoted=quoted)}]{held} {CODED}"
    )


def _found(asked: Asked, row: Row) -> str:
    if row["type"] == "finding":
        return _finding(asked, {**row, "practice_names": []})
    return (
        f"{asked.labels.force(row['force'])}, {row['period'] or 'year not known'}: initiative: {_ended(row['text'])} "
        f"[{_source(row, quoted=False)}]. An initiative is no evidence that it works."
    )


def _grade(asked: Asked, row: Row) -> str:
    labels = asked.labels
    return (
        f"{labels.force(row['force'])}, {labels.inspection(row['inspection'])}, {when(row['period'])}: "
        f"{small(row['question_name'])} graded {row['value']} by the inspectorate "
        f"[{_source(row)}]. Grades from before and from PEEL 2021/22 on do not compare."
    )


def _initiative(asked: Asked, row: Row) -> str:
    stage = row["evidence_stage"] or "unknown"
    practice = f" ({small(row['practice_name'])})" if row["practice_name"] else ""
    year = row["year"] or "year not known"
    return (
        f"{asked.labels.force(row['force'])}, {year}: initiative “{row['title']}”{practice}; "
        f"how far evaluated: {stage.replace('-', ' ')} [{_source(row, quoted=False)}]. "
        "An initiative is no evidence that it works."
    )


def _coverage(asked: Asked, row: Row) -> str:
    name = asked.labels.force(row["force"])
    if not row["findings_count"]:
        return f"{name}: not seen; nothing of it was read, which does not say that it is not weak."
    documents = row["documents_count"]
    letters = f"; {counted(documents, 'document')} of it read sentence by sentence" if documents else ""
    return (
        f"{name}: {counted(row['findings_count'], 'finding')} read, of "
        f"{listed([asked.labels.inspection(slug) for slug in row['inspections']]) or 'no known inspection'}"
        f"{letters}; this says how much was read, not how good the force is."
    )


def _inspection(asked: Asked, row: Row) -> str:
    return (
        f"{asked.labels.inspection(row['inspection'])} ({when(row['period'])}): read of "
        f"{counted(row['forces_count'], 'force')}; {counted(row['findings_count'], 'finding')}, "
        f"{counted(row['grades_count'], 'grade')}; of forces not read nothing is known."
    )


def _lesson(asked: Asked, row: Row) -> str:
    labels = asked.labels
    weak = listed([labels.inspection(slug) for slug in reversed(row["found_weak_in"])])
    head = f"{labels.force(asked.chosen['force'])}, {small(row['name'])} (found weak in {weak}): "
    who = f"{labels.force(row['force'])}: " if row["force"] else ""
    return f"{head}{who}{_ended(row['reason'])} {embargo_words(row)}Praise is no proof of effect. {CODED}"


def _similar(asked: Asked, row: Row) -> str:
    labels, p = asked.labels, row["p"]
    pair = f"{labels.force(asked.chosen['force'])} and {labels.force(row['force'])}"
    why = "fewer than five, too few to tell" if p is None else f"p = {p:.3f}, corrected for all pairs of forces"
    shared = f"found weak or praised in {counted(row['shared'], 'practice')} alike"
    return f"{pair}: {row['verdict']}; {shared} ({why}). {_counted(asked)}{embargo_words(row)}{CODED}"


def _together(asked: Asked, row: Row) -> str:
    first, second = (
        f"{'risk ' if row[f'{which}_kind'] == 'risk' else ''}{small(row[f'{which}_name'])}"
        for which in ("first", "second")
    )
    lift = f", {row['lift']:.1f} times as many" if row["lift"] is not None else ""
    return (
        f"{first[:1].upper()}{first[1:]} with {second}: found weak together, in one inspection, in "
        f"{counted(row['forces_count'], 'force')} where chance gives {row['expected']:.1f}{lift} (p = {row['p']:.3f}, "
        f"corrected for all pairs): {row['verdict']}; that one leads to the other is not said. "
        f"{_counted(asked)}{embargo_words(row)}{CODED}"
    )


def _group(asked: Asked, row: Row) -> str:
    named = listed(asked.labels.forces(row["forces"]))
    clear = asked.chosen.get("clear", "")
    told = f"Group {row['group']} of forces of which alike things were found{clear}: {named}"
    return f"{told}. {_counted(asked)}{CODED}"


LINES: Mapping[str, Callable[[Asked, Row], str]] = {
    "shared-weaknesses": _shared,
    "good-practice": _good,
    "repeated": _repeated,
    "recommendations": _recommendation,
    "findings": _finding,
    "grades": _grade,
    "initiatives": _initiative,
    "coverage": _coverage,
    "inspections-read": _inspection,
    "search": _found,
    "learn-from": _lesson,
    "similar": _similar,
    "communities": _group,
    "together": _together,
}
"""What makes a sentence of a row, by question."""


def _own(asked: Asked, row: Row, basis: Sequence[Row], since: str, said: str) -> str:
    """Return where and when the force that was asked for was found so, and in whose words."""
    force = asked.chosen.get("force")
    own = [r for r in basis if r["force"] == force]
    if not own:
        return ""
    last = max(own, key=lambda r: (r["sequence"] or 0, r["inspection"] or ""))["inspection"]
    latest = [r for r in own if r["inspection"] == last]
    later = f", {said}" if force in row[since] else ""
    name = asked.labels.inspection(last) or "inspection not known"
    period = when(max(r["period"] or "" for r in latest))
    return f"; {asked.labels.force(force)}: {name}, {period} ({words_of(latest)}){later}"


def _counted(asked: Asked) -> str:
    """Return what was counted, where whoever asked says so."""
    return f"{asked.chosen['counted']} " if asked.chosen.get("counted") else ""


def _of_them(count: int, of: int) -> str:
    return "all" if count == of > 1 else f"{count} of them" if of > 1 else "it was"


def embargo_words(row: Row) -> str:
    """Return what is said of an answer that rests on findings under embargo; nothing where it does not."""
    held = row.get("embargoed_count")
    return f"† {counted(held, 'finding')} under embargo: not to be published yet. " if held else ""


def _source(row: Row, *, quoted: bool | None = None) -> str:
    kind = KINDS.get(row["source_kind"] or "", "source not said")
    words = "" if quoted is None else "quoted, " if quoted else "our words, "
    return f"{words}{kind}" + (f", {row['source_url']}" if row["source_url"] else "")


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
