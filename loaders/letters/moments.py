"""When a document was written, until when it is embargoed, and when its inspection's fieldwork was done."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from peelgraph.loaders.letters import wording
from peelgraph.loaders.letters.datewords import FoundDay, find_days, find_months, find_time, find_weekday
from peelgraph.loaders.letters.opening import SENTENCE_END

_I = re.IGNORECASE
_FIELDWORK = re.compile(
    r"\b(?:fieldwork|inspected|visit(?:s|ed)?|inspection\s+(?:took|was|dates?|period)|took\s+place|(?:was|were)\s+with\s+(?:you|your|the|them)\b|spent|came|returned"
    r"|carried\s+out|conducted|undertook|undertaken|interviews|on\s+site|in\s+the\s+force|attended|called\s+(?:on|upon)|with\s+your\s+force|was\s+with\s+you|(?:had\s+been|was)\s+done|evidence\s+(?:(?:in|for|of)\s+(?:this|the|our)\s+\w+\s+|that\s+)?(?:(?:we|was|had|were)\s+)*(?:gathered|collected|obtained)|in\s+your\s+force|were\s+in|was\s+in\s+(?-i:[A-Z])\w+|dates\s+of|welcome\s+(?:that\s+)?(?:was\s+)?(?:you|given|extended)|hospitality)\b",
    _I,
)
_LOOKED = re.compile(
    r"\b(?:tested|examined|looked|inspect\w*|review\w*|assess\w*|audit\w*|team|inspectors|hmic\w*|colleagues|we|our)\b",
    _I,
)
_RECORDS = re.compile(
    r"\b(?:received|recorded|reported|reports|crimes|incidents|records|searches|files|calls)\s+(?:by\s+the\s+\w+\s+)?"
    r"(?:from|between|in|during|dated)\b|\byear\s+(?:to|ending)\b|\bmonths\s+to\b",
    _I,
)
_STRONGLY_LOOKED = re.compile(
    r"\b(?:tested|examined|looked|inspected|reviewed|assessed|audited|interviewed|sampled|observed)\b", _I
)
_OF_RECORDS = re.compile(
    r"(?:\b(?:(?:twelve|six|three|\d+)[-\s]?months?|year|quarter)\s+(?:(?:up\s+)?to|ending|ended)\b"
    r"|\b(?:files|records|crimes|incidents|cases|calls|reports|searches)\s+(?:from|dated)\b"
    r"|\b(?:reported|recorded|closed|received|opened|finalised|cancelled|submitted|sent)\s+"
    r"(?:to\s+(?:it|them|us|the\s+\w+)\s+|by\s+the\s+\w+\s+)?(?:from|between|during|in|on)\b)"
    r"[^,;.]*?(?=\s+and\s+(?:(?:we|they|also|then|inspectors)\s+)*"
    r"(?:visited|inspected|interviewed|spoke|spent|held|met|tested|returned|observed|carried)\b|[,;.]|$)",
    _I,
)
"""The time that what was looked at comes from, or when somebody sent something: no time of fieldwork."""

_OF_A_PAPER = re.compile(
    r"\b(?:letter|note|report|e-?mail|reply|response|plan|update)s?\s+(?:of|dated)\s+(?=\d|(?-i:[A-Z]))[^,;.]*"
    r"|\b(?:reported|wrote|published|announced)\b(?:\s+\w+){0,4}?\s+(?:in|on)\s+(?:(?:late|early|mid)[\s-])?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?-i:[A-Z])\w+(?:\s+20\d\d)?",
    _I,
)
_NO_VISIT = re.compile(
    r"\b(?:no\s+(?:visits?|fieldwork|inspectors)\s+(?:(?:was|were)\s+)(?:made|paid|carried|done|undertaken|needed|required|necessary)"
    r"|(?:without|did\s+not\s+involve)\s+(?:a\s+visit|any\s+(?:visits?|fieldwork)))\b",
    _I,
)
_FIELDWORK_LABEL = re.compile(
    r"\W*(?:fieldwork|inspection\s+dates?|dates?\s+of\s+(?:the\s+)?(?:inspection|visit|fieldwork)|visits?)\b[\w\s]{0,20}[:|]",
    _I,
)
_SHORT_YEAR = re.compile(r"\b(?P<month>[A-Z][a-z]{2,8})\s+['’]?(?P<year>[12]\d)(?!\d|\s+[A-Z])")
_FUTURE = re.compile(r"\b(?:will|shall|intend|plan|expect|due\s+to)\b", _I)
_PAST = re.compile(
    r"\b(?:visited|inspected|took\s+place|carried\s+out|conducted|spent|ran|(?:was|were)\s+with|were\s+in|attended|came\s+back)\b",
    _I,
)
_EARLIER = re.compile(
    r"\bwhen\s+(?:we|i|hmic\w*|inspectors)\s+(?:last|first|previously)\b"
    r"|\b(?:last|previously|first|earlier)\s+(?:came|visited|inspected|were\s+with|wrote|reported)\b"
    r"|\b(?:last|previous|earlier|first|initial|original)\s+(?:visit|inspection|report|letter)\b",
    _I,
)
_PUBLISHING = re.compile(r"\b(?:publish\w*|publication|released?|launch\w*|issued)\b", _I)
_NOT_THE_DATE = re.compile(
    r"\b(?:embargo\w*|not\s+for|until|before|fieldwork|inspection\s+(?:of|date|dates)|visit"
    r"|dated?\s+of\s+(?:visit|inspection)|your\s+letter|reply|due|by|for\s+publication)\b",
    _I,
)
_DATE_LABEL = re.compile(
    r"(?:date(?:\s+of\s+(?:letter|issue|publication|report))?|dated|(?:first\s+)?published(?:\s+on)?|publication\s+date|issued(?:\s+on)?|sent(?:\s+on)?)\s*:?\s*$",
    _I,
)
_DATED = re.compile(
    r"^\W*(?:(?:hmic(?:frs)?|london)\s*[,–—-]\s*)?(?:(?:date(?:d|\s+of\s+(?:letter|issue|publication|report))?"
    r"|(?:first\s+)?(?:published|issued)(?:\s+in)?|publication\s+date)\s*:?\s+)?|\s*[,–—-]\s*hmic(?:frs)?\W*$",
    _I,
)
_MONTH_BY_ITSELF = re.compile(r"[A-Z]\w{2,8}\.?,?\s+20\d\d\W*")
_SAYS_PUBLISHED = re.compile(
    r"\bthis\s+(?:report|letter|document)\s+(?:[^.]{3,120}\.\s+it\s+)?(?:was|is)\s+(?:first\s+)?(?:published|issued)\s+(?:on\s+)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?",
    _I,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", _I)
_RANGE_BEFORE = re.compile(r"(?:\d|\b[A-Z][a-z]+)\s*(?:st|nd|rd|th)?\s*(?:[-–—]|\bto\b|\band\b)\s*$")
_RANGE_AFTER = re.compile(r"^\s*(?:[-–—]|to\b|and\b)\s*(?:\d|[A-Z])")


@dataclass(frozen=True, slots=True)
class Embargo:
    """Until when a document may not be published.

    Args:
        until: London wall-clock time; the beginning of the day where no time is said.
        has_time: Whether a time is said.
    """

    until: dt.datetime
    has_time: bool


def read_published(header: Sequence[str], signature: Sequence[str], told: Iterable[str] = ()) -> dt.date | None:
    """Return the date that stands alone on a line of the header, else one in the header, else one after the signature.

    Args:
        header: The header's lines.
        signature: The lines after the closing phrase, or a report's imprint.
        told: The paragraphs in which a report may say when it was published.

    >>> read_published(["HMIC", "Wednesday 3 September 2014"], [])
    datetime.date(2014, 9, 3)
    """
    loose: list[dt.date] = []
    for lines in (header, signature):
        for i, line in enumerate(lines):
            if i and _ends_embargo(lines[i - 1]):
                continue
            for found in find_days(line):
                before, after = line[: found.start], line[found.end :]
                if _RANGE_BEFORE.search(before) or _RANGE_AFTER.search(after):
                    continue
                rest = _WEEKDAY.sub("", _DATE_LABEL.sub("", _WEEKDAY.sub("", before).rstrip(" ,"))) + after
                if not re.search(r"[^\W_]", rest):
                    return found.day
                if not _NOT_THE_DATE.search(line):
                    loose.append(found.day)
    if loose:
        return loose[0]
    for text in told:
        if said := _SAYS_PUBLISHED.search(text):
            return next((found.day for found in find_days(text) if found.start == said.end()), None)
    return None


def read_month_published(header: Sequence[str], signature: Sequence[str]) -> str | None:
    """Return the month, as ISO month, that a document without a day is dated with: the last that stands by itself.

    >>> read_month_published(["PEEL: Police efficiency 2015", "October 2015", "© HMIC 2015"], [])
    '2015-10'
    """
    months = [
        found[1]
        for line in (*header, *signature)
        for part in re.split(r"\s*[|©]\s*", line)
        if _MONTH_BY_ITSELF.fullmatch(_DATED.sub("", part)) and (found := find_months(part))
    ]
    return max(months, default=None)


def _ends_embargo(line: str) -> bool:
    return bool(re.search(r"\b(?:until|before|till)\s*:?$", line, _I)) or bool(
        re.fullmatch(r"\W*(?:strictly\s+)?(?:embargo\w*|not\s+for\s+\w+)\W*", line, _I)
    )


def read_embargo(header: Sequence[str], frame: Sequence[str], published: dt.date | None) -> Embargo | None:
    """Return the London wall-clock time until which a document may not be published.

    >>> read_embargo([], ["This is embargoed until 9.30am on Friday 6 March 2015."], None).until
    datetime.datetime(2015, 3, 6, 9, 30)
    """
    pairs = [f"{one} {other}" for one, other in pairwise(header) if _ends_embargo(one)]
    for text in (*header, *pairs, *frame):
        if wording.forbids(text) and (found := _embargo_in(text, published)):
            return found
    for text, near in pairwise(frame):
        forbids = wording.forbids(near)
        if forbids and not find_days(near) and _PUBLISHING.search(text) and (found := _embargo_in(text, published)):
            return found
    return None


def _embargo_in(text: str, published: dt.date | None) -> Embargo | None:
    year = published.year if published else None
    days = find_days(text, year)
    if not days and published and (near := find_weekday(text, published)):
        days = [near]
    forbids = wording.forbids(text)
    if not days:
        return None
    if points_back := re.search(
        r"\b(?:until|before|till|up\s+to)\b[^.]{0,25}?\b(?:that\s+(?:day|date|time|point|moment)|then)\b", text, _I
    ):
        days = [found for found in days if found.end <= points_back.start()][-1:] or days
    after = [found for found in days if forbids and found.end > forbids.start()]
    told = [found for found in days if _PUBLISHING.search(_sentence_of(text, found))]
    timed = [found for found in (*after, *told, *days) if _time_near(text, found) is not None]
    found = (timed or after or told or days)[0]
    day = found.day
    unsaid = not re.search(r"\d{4}|\d/\d\d$", text[found.start : found.end])
    if published and day < published and day.year == published.year and unsaid:
        day = day.replace(year=day.year + 1)
    time = _time_near(text, found)
    time = _any_time(text, found) if time is None else time
    return Embargo(dt.datetime.combine(day, time or dt.time()), time is not None)


def _time_near(text: str, found: FoundDay) -> dt.time | None:
    return find_time(text[max(0, found.start - 45) : found.start] + " " + text[found.end : found.end + 40])


def _any_time(text: str, found: FoundDay) -> dt.time | None:
    return find_time(text[: found.start] + " " + text[found.end :])


def _sentence_of(text: str, found: FoundDay) -> str:
    start = text.rfind(". ", 0, found.start) + 1
    end = text.find(". ", found.end)
    return text[start : end if end >= 0 else len(text)]


def read_fieldwork(header: Sequence[str], frame: Sequence[str], published: dt.date | None) -> tuple[str, str] | None:
    """Return the ISO months in which an inspection's fieldwork began and ended.

    >>> read_fieldwork([], ["My team visited you from 3 to 14 March 2016."], None)
    ('2016-03', '2016-03')
    """
    for line in header:
        if (labelled := _FIELDWORK_LABEL.match(line)) and (months := _months_listed(line[labelled.end() :])):
            return months
    sentences = [sentence for text in frame for sentence in SENTENCE_END.split(text)]
    told = [s for s in sentences if (_PAST.search(s) or not _FUTURE.search(s)) and not wording.forbids(s)]
    if any(_NO_VISIT.search(sentence) for sentence in told):
        return None
    told.sort(key=lambda sentence: bool(_EARLIER.search(sentence)))
    for cue in (_FIELDWORK, _LOOKED):
        for sentence in told:
            if cue.search(sentence) and (months := _months_of_work(sentence, published)):
                return months
    for line in header:
        labelled = re.search(
            r"\b(?:fieldwork|inspection\s+dates?|dates?\s+of\s+(?:inspection|visit)|visit)\b", line, _I
        )
        if (labelled or _is_range(line)) and not wording.forbids(line) and (months := find_months(line)):
            return months
    return _month_alone(header, published)


def _months_listed(text: str) -> tuple[str, str] | None:
    """Return the first and the last of the months that a labelled line lists, their years perhaps of two figures."""
    whole = _SHORT_YEAR.sub(r"\g<month> 20\g<year>", text)
    found = [months for part in (whole, *re.split(r"[;,]", whole)) if (months := find_months(part))]
    return (min(first for first, _ in found), max(last for _, last in found)) if found else None


def _months_of_work(sentence: str, published: dt.date | None) -> tuple[str, str] | None:
    """Return the months that a sentence gives for the work itself, and not for the records or papers that it names."""
    visited = bool(_FIELDWORK.search(sentence))
    work = _OF_RECORDS.sub(" ", _OF_A_PAPER.sub(" ", sentence))
    if not visited and (_RECORDS.search(work) or _PUBLISHING.search(work)):
        return None
    strongly = visited or _STRONGLY_LOOKED.search(sentence)
    return find_months(work, published if strongly else None)


def _month_alone(header: Sequence[str], published: dt.date | None) -> tuple[str, str] | None:
    """Return the month that stands alone on a line of a title page and is not the one of publication."""
    for line in header if published else ():
        if re.fullmatch(r"\W*[A-Z][a-z]{2,8}\s+20\d\d\W*", line) and (months := find_months(line)):
            return months if published and months[0] < published.strftime("%Y-%m") else None
    return None


def _is_range(line: str) -> bool:
    """Tell whether a line is a range of days or months and nothing else."""
    rest = re.sub(
        r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|\b\d+(?:st|nd|rd|th)?\b|\b(?:to|and|from|between)\b|\W",
        "",
        line,
        flags=_I,
    )
    return not rest and bool(re.search(r"[-–—]|\bto\b|\band\b", line))
