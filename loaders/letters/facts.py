"""The facts of a letter: whom it is from and to, on which inspection, when, and until when it is embargoed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peelgraph.loaders.letters import wording
from peelgraph.loaders.letters.datewords import find_days, find_months, find_time
from peelgraph.loaders.letters.forces import force_in, read_force
from peelgraph.loaders.letters.officials import read_addressee, read_author
from peelgraph.loaders.letters.structure import Letter
from peelgraph.ontology.names import NameIndex, fold
from peelgraph.ontology.text import collapse

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“'\"])")
_QUOTED = r"[‘“'\"](?P<{}>[^‘“”\"]{{3,160}}?)[’”'\"](?=[\s,.;:)]|$)"
_RENAMED = re.compile(
    _QUOTED.format("old")
    + r",?\s*[(\[,]?\s*(?:(?:which\s+is|and\s+is|is|and)\s+)?(?:now|since|later|subsequently)\s+(?:known\s+as"
    r"|called|titled|entitled|renamed)\s+" + _QUOTED.format("new")
)
_FORMERLY = re.compile(
    r"(?:formerly|previously|originally|initially)\s+(?:known\s+as|called|titled|entitled|named)?\s*"
    + _QUOTED.format("old"),
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:inspection|review|report|assessment|thematic)[^.]{0,60}?(?:called|titled|entitled|known\s+as|,|:)\s*"
    + _QUOTED.format("new"),
    re.IGNORECASE,
)
_FIELDWORK = re.compile(
    r"\b(?:fieldwork|inspected|visited|inspection|carried\s+out|conducted|took\s+place|examined|undertook"
    r"|undertaken)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:revisit|re-?inspect|return\s+to|follow(?:ed)?(?:\s+\w+){0,3}\s+up|reassess|considered|examined?|"
    r"assess(?:ed)?|review(?:ed)?|check(?:ed)?|look(?:ed)?\s+(?:at|again)|test(?:ed)?|monitor(?:ed)?|revisited"
    r"|progress)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"\b(?:will|shall|intend|plan|expect)\b", re.IGNORECASE)
_PART_OF = re.compile(
    r"\b(?:as\s+(?:a\s+)?part\s+of|through|in|during|by|under|within|for|at)\s+(?:the|our|its|hmic(?:frs)?['’]?s?"
    r"|a)\s+(?:forthcoming\s+|next\s+|new\s+|planned\s+|upcoming\s+|coming\s+)*"
    r"[‘“'\"]?(?P<title>(?:[^.,;:()‘’“”'\"]|\([A-Z]+\)|,(?=\s+[a-z]+\s+and\s)|,(?=\s+[A-Z]\w+\s+and\s)"
    r"|:\s(?=[A-Z]))+?\b"
    r"(?:inspection|assessment|review|report|programme"
    r"|PEEL(?:\s+\d{4}(?:[/–-]\d{2,4})?)?))\b[’”'\"]?(?P<year>\s+(?:in\s+)?\d{4}(?:[/–-]\d{2,4})?)?",
)
_GENERIC = re.compile(
    r"^(?:(?:same|this|that|future|annual|next|full|all|routine|wider|rolling|core|further|another"
    r"|inspection)\s*)+(?:inspection|assessment|review|programme|report)s?$",
    re.IGNORECASE,
)
_NOT_THE_DATE = re.compile(
    r"\b(?:embargo|not\s+for|until|before|ref|fieldwork|inspection\s+(?:of|date|dates)|visit"
    r"|dated?\s+of\s+(?:visit|inspection)|your\s+letter|reply|due|by)\b",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(r"^(?:date(?:d)?|published|issued|sent)\s*:?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter says of itself; what it does not say is None.

    Args:
        force: The slug of the force that it is about.
        inspection: The inspection's title, as printed.
        formerly: An earlier title of the inspection.
        published: The letter's date.
        embargoed_until: The London wall-clock time until which it may not be published.
        author: Who signs it.
        author_office: The author's office.
        addressee: To whom it is sent.
        addressee_office: The addressee's office, without the force.
        fieldwork_start: The ISO month in which the inspection's fieldwork began.
        fieldwork_end: The ISO month in which it ended.
        follow_up: The inspection that will look at the evidence again, as named.
    """

    force: str | None = None
    inspection: str | None = None
    formerly: str | None = None
    published: dt.date | None = None
    embargoed_until: dt.datetime | None = None
    author: str | None = None
    author_office: str | None = None
    addressee: str | None = None
    addressee_office: str | None = None
    fieldwork_start: str | None = None
    fieldwork_end: str | None = None
    follow_up: str | None = None


def read_facts(letter: Letter, forces: NameIndex) -> Facts:
    """Return the facts of a letter.

    Args:
        letter: The letter's parts.
        forces: The known forces by their names.
    """
    header = [collapse(line.text) for line in letter.header if line.text.strip()]
    signature = [collapse(line.text) for line in letter.signature if line.text.strip()]
    frame = [block.text for block in letter.introduction]
    published = _published(header, signature)
    addressee, addressee_office = read_addressee(header, forces)
    author, author_office = read_author(header, signature)
    inspection, formerly = _inspection(letter, frame, forces)
    months = _fieldwork(frame)
    return Facts(
        force=read_force(header, letter, frame, forces),
        inspection=inspection,
        formerly=formerly,
        published=published,
        embargoed_until=_embargo([*header, *frame], published),
        author=author,
        author_office=author_office,
        addressee=addressee,
        addressee_office=addressee_office,
        fieldwork_start=months[0] if months else None,
        fieldwork_end=months[1] if months else None,
        follow_up=_follow_up(frame),
    )


def _published(header: Sequence[str], signature: Sequence[str]) -> dt.date | None:
    """The date that stands alone on a line of the header, else one in the header, else one after the signature."""
    loose: list[dt.date] = []
    for lines in (header, signature):
        for line in lines:
            for found in find_days(line):
                rest = _DATE_LABEL.sub("", line[: found.start]) + line[found.end :]
                rest = re.sub(
                    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b",
                    "",
                    rest,
                    flags=re.IGNORECASE,
                )
                if not re.search(r"[^\W_]", rest):
                    return found.day
                if not _NOT_THE_DATE.search(rest):
                    loose.append(found.day)
    return loose[0] if loose else None


def _inspection(letter: Letter, frame: Sequence[str], forces: NameIndex) -> tuple[str | None, str | None]:
    text = " ".join(frame)
    title = _subject_title(letter.subject.text, forces) if letter.subject else None
    if renamed := _RENAMED.search(text):
        return title or renamed["new"], renamed["old"]
    former = _FORMERLY.search(text)
    if title is None and (called := _CALLED.search(text)):
        title = called["new"].strip(" ,.")
    return title, former["old"].strip(" ,.") if former else None


def _subject_title(subject: str, forces: NameIndex) -> str | None:
    """Return the subject line without the force that it may name at either end."""
    title = subject.strip(' *_.‘’“”"')
    found = force_in(title, forces)
    if found:
        name = re.escape(found[1])
        title = re.sub(rf"\s*[-–—:|,(]+\s*{name}\W*$|^{name}\s*[-–—:|,]+\s*", "", title, flags=re.IGNORECASE)
        if fold(title) == fold(found[1]):
            return None
    return title.strip(" -–—|,:") or None


def _embargo(texts: Iterable[str], published: dt.date | None) -> dt.datetime | None:
    """The day, and time if there is one, in the paragraph that forbids publication."""
    year = published.year if published else None
    for text in texts:
        if not wording.EMBARGO.search(text):
            continue
        days = find_days(text, year)
        forbids = wording.EMBARGO.search(text)
        if not days or not forbids:
            continue
        after = [found for found in days if found.start >= forbids.start()]
        timed = [found for found in (*after, *days) if find_time(text[max(0, found.start - 40) : found.end + 40])]
        found = (timed or after or days)[0]
        around = text[max(0, found.start - 40) : found.start] + " " + text[found.end : found.end + 40]
        day = found.day
        if (
            published
            and day < published
            and day.year == published.year
            and not re.search(r"\d{4}", text[found.start : found.end])
        ):
            day = day.replace(year=day.year + 1)
        return dt.datetime.combine(day, find_time(around) or dt.time())
    return None


def _fieldwork(frame: Sequence[str]) -> tuple[str, str] | None:
    for text in frame:
        for sentence in _SENTENCE.split(text):
            if (
                _FIELDWORK.search(sentence)
                and not wording.EMBARGO.search(sentence)
                and not _FUTURE.search(sentence)
                and (months := find_months(sentence))
            ):
                return months
    return None


def _follow_up(frame: Sequence[str]) -> str | None:
    """The shortest title among the inspections that the letter says will look again."""
    found: list[str] = []
    for text in frame:
        for sentence in _SENTENCE.split(text):
            if not _FUTURE.search(sentence) or not _AGAIN.search(sentence):
                continue
            for match in _PART_OF.finditer(sentence):
                title = collapse(match["title"] + (match["year"] or "")).strip("‘’“”'\" ")
                if not _GENERIC.match(title) and re.search(r"[A-Z]|\d{4}", title):
                    found.append(title)
    return min(found, key=lambda title: len(title.split()), default=None)
