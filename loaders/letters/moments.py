"""When a document was written, until when it is embargoed, and when its inspection's fieldwork was done."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

from peelgraph.loaders.letters import wording
from peelgraph.loaders.letters.datewords import FoundDay, find_days, find_months, find_time, find_weekday
from peelgraph.loaders.letters.opening import SENTENCE_END

_I = re.IGNORECASE
_FIELDWORK = re.compile(
    r"\b(?:fieldwork|inspected|visit(?:s|ed)?|inspection\s+(?:took|was|dates?|period)|took\s+place|were\s+with\s+you|spent|came|returned"
    r"|carried\s+out|conducted|undertook|undertaken|interviews|on\s+site|in\s+the\s+force|attended|called\s+(?:on|upon)|with\s+your\s+force|had\s+been\s+done|in\s+your\s+force|were\s+in|dates\s+of)\b",
    _I,
)
_LOOKED = re.compile(
    r"\b(?:examined|looked|inspect\w*|review\w*|assess\w*|audit\w*|team|inspectors|hmic\w*|colleagues|we|our)\b", _I
)
_RECORDS = re.compile(
    r"\b(?:received|recorded|reported|reports|crimes|incidents|records|searches|files|calls)\s+(?:by\s+the\s+\w+\s+)?"
    r"(?:from|between|in|during|dated)\b|\byear\s+(?:to|ending)\b|\bmonths\s+to\b",
    _I,
)
_FUTURE = re.compile(r"\b(?:will|shall|intend|plan|expect|due\s+to)\b", _I)
_PAST = re.compile(
    r"\b(?:visited|inspected|took\s+place|carried\s+out|conducted|spent|ran|were\s+with|were\s+in|attended|came\s+back)\b",
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
    r"(?:date(?:\s+of\s+(?:letter|issue|publication|report))?|dated|(?:first\s+)?published(?:\s+on)?|issued(?:\s+on)?|sent(?:\s+on)?)\s*:?\s*$",
    _I,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", _I)
_RANGE_BEFORE = re.compile(r"(?:\d|\b[A-Z][a-z]+)\s*(?:st|nd|rd|th)?\s*(?:[-–—]|\bto\b|\band\b)\s*$")
_RANGE_AFTER = re.compile(r"^\s*(?:[-–—]|to\b|and\b)\s*(?:\d|[A-Z])")


def read_published(header: Sequence[str], signature: Sequence[str]) -> dt.date | None:
    """Return the date that stands alone on a line of the header, else one in the header, else one after the signature.

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
    return loose[0] if loose else None


def _ends_embargo(line: str) -> bool:
    return bool(re.search(r"\b(?:until|before|till)\s*:?$", line, _I)) or bool(
        re.fullmatch(r"\W*(?:strictly\s+)?(?:embargo\w*|not\s+for\s+\w+)\W*", line, _I)
    )


def read_embargo(header: Sequence[str], frame: Sequence[str], published: dt.date | None) -> dt.datetime | None:
    """Return the London wall-clock time until which a document may not be published.

    >>> read_embargo([], ["This is embargoed until 9.30am on Friday 6 March 2015."], None)
    datetime.datetime(2015, 3, 6, 9, 30)
    """
    pairs = [f"{one} {other}" for one, other in pairwise(header) if _ends_embargo(one)]
    for text in (*header, *pairs, *frame):
        if wording.EMBARGO.search(text) and (found := _embargo_in(text, published)):
            return found
    for text, near in pairwise(frame):
        forbids = wording.EMBARGO.search(near)
        if forbids and not find_days(near) and _PUBLISHING.search(text) and (found := _embargo_in(text, published)):
            return found
    return None


def _embargo_in(text: str, published: dt.date | None) -> dt.datetime | None:
    year = published.year if published else None
    days = find_days(text, year)
    if not days and published and (near := find_weekday(text, published)):
        days = [near]
    forbids = wording.EMBARGO.search(text)
    if not days:
        return None
    after = [found for found in days if forbids and found.end > forbids.start()]
    told = [found for found in days if _PUBLISHING.search(_sentence_of(text, found))]
    timed = [found for found in (*after, *told, *days) if _time_near(text, found)]
    found = (timed or after or told or days)[0]
    day = found.day
    unsaid = not re.search(r"\d{4}|\d/\d\d$", text[found.start : found.end])
    if published and day < published and day.year == published.year and unsaid:
        day = day.replace(year=day.year + 1)
    return dt.datetime.combine(day, _time_near(text, found) or _any_time(text, found) or dt.time())


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
    sentences = [sentence for text in frame for sentence in SENTENCE_END.split(text)]
    told = [s for s in sentences if (_PAST.search(s) or not _FUTURE.search(s)) and not wording.EMBARGO.search(s)]
    told.sort(key=lambda sentence: bool(_EARLIER.search(sentence)))
    for cue in (_FIELDWORK, _LOOKED):
        for sentence in told:
            if cue.search(sentence) and not (_RECORDS.search(sentence) and not _FIELDWORK.search(sentence)):
                months = find_months(sentence, published)
                if months and not (_PUBLISHING.search(sentence) and not _FIELDWORK.search(sentence)):
                    return months
    for line in header:
        labelled = re.search(
            r"\b(?:fieldwork|inspection\s+dates?|dates?\s+of\s+(?:inspection|visit)|visit)\b", line, _I
        )
        if (labelled or _is_range(line)) and not wording.EMBARGO.search(line) and (months := find_months(line)):
            return months
    return _month_alone(header, published)


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
