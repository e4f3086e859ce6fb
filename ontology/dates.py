"""Days, partial dates and wall-clock times as documents and tables give them."""

from __future__ import annotations

import datetime as dt
import re

_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def parse_period(text: str) -> str:
    """Return an ISO date at its own precision (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``), checked.

    Raises:
        ValueError: The text is no such date.

    >>> parse_period("2014-09")
    '2014-09'
    """
    match = _PERIOD.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        dt.date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a date: {error}") from None
    return match.group()


def parse_day(text: str) -> dt.date:
    """Return the day that an ISO date names.

    Raises:
        ValueError: The text is no date, or only a month or a year.

    >>> parse_day("2014-09-03")
    datetime.date(2014, 9, 3)
    """
    written = _PERIOD.fullmatch(text.strip())
    if not written or not written[3]:
        raise ValueError(f"{text!r} is not a day: write YYYY-MM-DD")
    return first_day(parse_period(text))


def day_of(period: str) -> dt.date | None:
    """Return the day that a checked period names, or None where it names only a month or a year.

    >>> day_of("2014-09-03"), day_of("2014-09")
    (datetime.date(2014, 9, 3), None)
    """
    return dt.date.fromisoformat(period) if len(period) == len("YYYY-MM-DD") else None


def first_day(period: str) -> dt.date:
    """Return the first day of a checked period.

    >>> first_day("2014")
    datetime.date(2014, 1, 1)
    """
    year, month, day = (*period.split("-"), "01", "01")[:3]
    return dt.date(int(year), int(month), int(day))
