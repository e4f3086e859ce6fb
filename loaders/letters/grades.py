"""Grades that a document prints beside the question they answer: never guessed, and none where two disagree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from peelgraph.ontology.names import NameIndex

_VALUES = r"outstanding|good|adequate|requires\s+improvement|inadequate"
_ALONE = re.compile(rf"\W*(?:(?:grade|judge?ment|rating|graded)\s*:?\s*)?(?P<value>{_VALUES})\W*", re.IGNORECASE)
_BESIDE = re.compile(
    rf"\W*(?P<label>[^.;!?]{{3,140}}?)\s*(?:\s[-–—|]+\s|:|\||\s+(?:is\s+|was\s+)?(?:graded|judged|rated)(?:\s+as)?\s)\s*(?P<value>{_VALUES})\W*",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^\(?(?:\d+(?:\.\d+)*[.)]?|[a-z][.)])\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedGrade:
    """A grade as a document prints it.

    Args:
        label: The words that it stands beside or under.
        value: The grade, in lower case.
        force: The force that a heading above it names.
    """

    label: str
    value: str
    force: str | None = None


@dataclass(frozen=True, slots=True)
class ExtractedGrade:
    """A grade of a force on a question that is known.

    Args:
        force: The force's slug.
        question: The question's slug.
        value: The grade, in the source's words.
    """

    force: str
    question: str
    value: str


def printed_grade(text: str, heading: str | None, force: str | None = None) -> PrintedGrade | None:
    """Return the grade that a line prints and nothing else, beside a label or under a heading.

    >>> printed_grade("Effectiveness: Requires improvement", None)
    PrintedGrade(label='Effectiveness', value='requires improvement', force=None)
    >>> printed_grade("Good", "Preventing crime").label
    'Preventing crime'
    """
    if match := _ALONE.fullmatch(text):
        return PrintedGrade(heading or "", _value(match["value"]), force)
    if match := _BESIDE.fullmatch(text):
        return PrintedGrade(match["label"].strip(), _value(match["value"]), force)
    return None


def _value(printed: str) -> str:
    return " ".join(printed.lower().split())


def known_grades(
    printed: Iterable[PrintedGrade], questions: NameIndex, force: str | None
) -> tuple[ExtractedGrade, ...]:
    """Return the grades whose label is a known question; a question with two different grades is left out.

    Args:
        printed: The grades as printed.
        questions: The known questions by their names.
        force: The force that the document is about, where no heading names another.
    """
    values: dict[tuple[str, str], set[str]] = {}
    for grade in printed:
        about, question = grade.force or force, questions.get(_LEAD.sub("", grade.label).strip(" :–—-"))
        if about and question:
            values.setdefault((about, question), set()).add(grade.value)
    return tuple(
        ExtractedGrade(about, question, next(iter(given)))
        for (about, question), given in values.items()
        if len(given) == 1
    )
