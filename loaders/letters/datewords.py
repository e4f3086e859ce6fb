"""Days, times and months as letters write them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})\s*(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_DAY}\s+(?P<month>{_MONTH})\s+['’]?(?P<year>\d{{2}})$",
        rf"\b{_DAY}\s+(?:day\s+)?(?:of\s+)?(?P<month>{_MONTH})(?:\s*,)?(?:\s+(?P<year>\d{{4}}))?\b(?!\d)",
        rf"\b(?P<month>{_MONTH})\s+{_DAY}\b(?:\s*,)?(?:\s+(?P<year>\d{{4}}))?(?!\d)",
        r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)",
        r"(?<![\d./-])(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?![\d/])",
        rf"\b(?P<day>\d{{1,2}})-(?P<month>{_MONTH})-(?P<year>\d{{4}}|\d{{2}})\b",
    )
)
_WORD_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_CLOCK = re.compile(
    r"(?<![\d/.:])(?:\b(?P<past>one|a|1)\s+minute\s+(?:past|after)\s+midnight"
    r"|\b(?P<clock>\d{1,2}|"
    + "|".join(_WORD_HOURS)
    + r")\s+o['’]clock(?:\s+in\s+the\s+(?P<part>morning|afternoon|evening))?"
    r"|(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?![\d/])\s*(?:hours|hrs)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"|(?P<four>[0-2]\d[0-5]\d)\s*(?:hours|hrs|hour)\b"
    r"|(?P<round>\d{1,2})\s*(?P<half2>[ap]\.?m\b\.?)"
    r"|\b(?P<word>midnight|noon|midday)\b)",
    re.IGNORECASE,
)


_PART_OF = (
    r"(?:(?:early|mid(?:dle)?|late)[\s-]|(?:the\s+)?week\s+(?:of|beginning|commencing)\b|(?:the\s+)?(?:very\s+)?(?:end|start|beginning|middle|(?:first|second|third|fourth|last|early|later|latter)"
    r"(?:\s+(?:few|two|three))?\s+(?:days?|weeks?|half|part))\s+(?:of|in)\b)"
)
"""What a letter says of a month that it means a part of."""


def _month_word(nth: int) -> str:
    return (
        rf"(?:{_PART_OF}\s*)?(?:\d{{1,2}}\s*(?:st|nd|rd|th)?(?:\s*(?:[-–—]|to|and)\s*\d{{1,2}}\s*(?:st|nd|rd|th)?)?\s+)?(?P<month{nth}>{_MONTH})"
        rf"(?:\s+\d{{1,2}}\s*,)?(?:\s+(?:of\s+)?(?P<year{nth}>\d{{4}}))?"
    )


_RANGE = re.compile(
    r"\b"
    + _month_word(1)
    + r"\s*(?:,?\s*(?:and(?:\s+(?:then|again))?(?:,[^,.]{0,50},)?|(?:up\s+)?to(?:\s+and\s+including)?"
    r"|until|till|through(?:\s+to)?)\s+"
    r"|\s*[-–—/]\s*)"
    r"(?:(?:in|on|during)\s+)?(?:the\s+)?" + _month_word(2) + r"(?!\w)",
    re.IGNORECASE,
)
_BEGUN_AND_ENDED = re.compile(
    r"\b" + _month_word(1) + r"(?:\s+[^.;,]{0,40}?)?\s*,?\s*(?:and|but|then)\s+(?:\w+\s+){0,3}?"
    r"(?:finish|complet|conclud|end|clos|came\s+back|went\s+back|return)\w*"
    r"\s+[^.;]{0,70}?" + _month_word(2) + r"(?!\w)",
    re.IGNORECASE,
)
_SHORT_RANGE = re.compile(
    rf"\b\d{{1,2}}\s*(?:st|nd|rd|th)?\s*(?:and|to|[-–—])\s*\d{{1,2}}\s*(?:st|nd|rd"
    rf"|th)?\s+(?P<month>{_MONTH})\s+(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_LISTED = re.compile(rf"\b(?P<month>{_MONTH}),\s+$", re.IGNORECASE)
_BARE_MONTH = re.compile(
    r"\b(?P<month>January|February|March|April|(?<=in )May|(?<=of )May|(?<=to )May|(?<=and )May|(?<=\d )May"
    r"|(?<=between )May|(?<=from )May|June|July|August|September|October|November|December)\b"
)
_ONE_MONTH = re.compile(rf"\b(?P<month>{_MONTH}),?\s+(?:of\s+)?(?P<year>\d{{4}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day that a text names.

    Args:
        day: The day; without a year in the text, the year that was offered.
        start: Where it begins in the text.
        end: Where it ends.
    """

    day: dt.date
    start: int
    end: int


def find_days(text: str, year: int | None = None) -> list[FoundDay]:
    """Return the days that a text names, in their order; days first where only figures stand.

    Args:
        text: Any text.
        year: The year of a day that is written without one; without it such a day is passed over.

    >>> [found.day.isoformat() for found in find_days("Wednesday, 3rd September 2014 or 03/09/14")]
    ['2014-09-03', '2014-09-03']
    """
    found: dict[int, FoundDay] = {}
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if (day := _day(match, year)) and not any(
                f.start < match.end() and match.start() < f.end for f in found.values()
            ):
                found[match.start()] = FoundDay(day, match.start(), match.end())
    return [found[start] for start in sorted(found)]


def _day(match: re.Match[str], year: int | None) -> dt.date | None:
    month = match["month"]
    number = int(month) if month.isdecimal() else month_number(month)
    printed = match["year"]
    full = year if printed is None else int(printed) + (2000 if len(printed) == 2 else 0)
    if full is None or not 1900 <= full <= 2100:
        return None
    try:
        return dt.date(full, number, int(match["day"]))
    except ValueError:
        return None


def month_number(word: str) -> int:
    """Return the number of a month's name or its short form.

    >>> month_number("Sept.")
    9
    """
    return _MONTHS.index(word[:3].lower()) + 1


def find_time(text: str) -> dt.time | None:
    """Return the first time of day that a text names.

    >>> find_time("at 00.01 hours"), find_time("12.01am"), find_time("midnight"), find_time("9.30 p.m.")
    (datetime.time(0, 1), datetime.time(0, 1), datetime.time(0, 0), datetime.time(21, 30))
    """
    for match in _CLOCK.finditer(text):
        if match["past"]:
            return dt.time(0, 1)
        if match["clock"]:
            hour = _WORD_HOURS.index(match["clock"].lower()) + 1 if match["clock"].isalpha() else int(match["clock"])
            later = (match["part"] or "").lower() in {"afternoon", "evening"}
            return dt.time((hour % 12 + 12 if later else hour) % 24)
        if match["word"]:
            return dt.time(0 if match["word"].lower() == "midnight" else 12)
        if match["four"]:
            hour, minute = int(match["four"][:2]), int(match["four"][2:])
        else:
            hour, minute = int(match["hour"] or match["round"]), int(match["minute"] or 0)
        half = (match["half"] or match["half2"] or "")[:1].lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour < 24 and minute < 60:
            return dt.time(hour, minute)
    return None


def find_weekday(text: str, after: dt.date) -> FoundDay | None:
    """Return the first day after a date whose weekday, or "tomorrow", a text names.

    >>> find_weekday("It will be published on Thursday at noon.", dt.date(2014, 9, 2)).day
    datetime.date(2014, 9, 4)
    """
    if match := re.search(r"\btomorrow\b", text, re.IGNORECASE):
        return FoundDay(after + dt.timedelta(days=1), match.start(), match.end())
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    if match := re.search(rf"\b(?:{'|'.join(names)})\b", text, re.IGNORECASE):
        days = (names.index(match.group().lower()) - after.weekday() - 1) % 7 + 1
        return FoundDay(after + dt.timedelta(days=days), match.start(), match.end())
    return None


def find_months(text: str, published: dt.date | None = None) -> tuple[str, str] | None:
    """Return the first and last month that a text gives for some work, as ISO months.

    A part of a month ("late June", "the first days of July") counts as the month.

    Args:
        text: Any text.
        published: The document's date: months without a year are the last such before it.

    >>> find_months("Between November 2013 and February 2014"), find_months("from January to April 2014")
    (('2013-11', '2014-02'), ('2014-01', '2014-04'))
    >>> find_months("during the week of 12 May 2014"), find_months("in June", dt.date(2015, 3, 1))
    (('2014-05', '2014-05'), ('2014-06', '2014-06'))
    >>> find_months("gathered from 14 June 2021 up to and including 29 April 2022")
    ('2021-06', '2022-04')
    >>> find_months("began in late May 2014 and was completed in the first week of July")
    ('2014-05', '2014-07')
    """
    for match in (*_BEGUN_AND_ENDED.finditer(text), *_RANGE.finditer(text)):
        printed = match["year2"] or match["year1"]
        if printed is None:
            continue
        first, last = month_number(match["month1"]), month_number(match["month2"])
        first_year = int(match["year1"]) if match["year1"] else int(printed) - (first > last)
        last_year = int(match["year2"]) if match["year2"] else first_year + (first > last)
        if listed := _LISTED.search(text[: match.start()]):
            first = month_number(listed["month"])
        return f"{first_year:04}-{first:02}", f"{last_year:04}-{last:02}"
    if one := _SHORT_RANGE.search(text) or _ONE_MONTH.search(text):
        month = f"{int(one['year']):04}-{month_number(one['month']):02}"
        return month, month
    return _months_before(text, published) if published else None


def _months_before(text: str, published: dt.date) -> tuple[str, str] | None:
    """Return months that stand without a year: the last ones before a document's date."""
    found = [month_number(match["month"]) for match in _BARE_MONTH.finditer(text)]
    if not found:
        return None
    last_year = bool(re.search(r"\blast\s+year\b", text, re.IGNORECASE))
    first, last = found[0], found[1] if len(found) > 1 and _RANGE.search(text) else found[0]
    year = published.year - (last_year or last > published.month)
    return f"{year - (first > last):04}-{first:02}", f"{year:04}-{last:02}"
