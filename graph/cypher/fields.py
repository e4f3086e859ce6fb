"""The fields of temporals and durations: ``published.year``, ``length.days``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from peelgraph.graph.cypher.compare import kind
from peelgraph.graph.cypher.durations import NANOS, Duration
from peelgraph.ontology.errors import QueryError


def _offset(time: Any) -> str:
    minutes = int(time.utcoffset().total_seconds()) // 60
    return "Z" if not minutes else f"{'+' if minutes > 0 else '-'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


_DATE: Final[dict[str, Callable[[Any], Any]]] = {
    "year": lambda day: day.year,
    "quarter": lambda day: (day.month - 1) // 3 + 1,
    "month": lambda day: day.month,
    "week": lambda day: day.isocalendar().week,
    "weekYear": lambda day: day.isocalendar().year,
    "day": lambda day: day.day,
    "ordinalDay": lambda day: day.timetuple().tm_yday,
    "dayOfWeek": lambda day: day.isoweekday(),
    "weekDay": lambda day: day.isoweekday(),
    "dayOfQuarter": lambda day: day.toordinal() - dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1).toordinal() + 1,
    "quarterDay": lambda day: day.toordinal() - dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1).toordinal() + 1,
}
_TIME: Final[dict[str, Callable[[Any], Any]]] = {
    "hour": lambda time: time.hour,
    "minute": lambda time: time.minute,
    "second": lambda time: time.second,
    "millisecond": lambda time: time.microsecond // 1000,
    "microsecond": lambda time: time.microsecond,
    "nanosecond": lambda time: time.microsecond * 1000,
}
_ZONE: Final[dict[str, Callable[[Any], Any]]] = {
    "timezone": lambda time: getattr(time.tzinfo, "key", None) or _offset(time),
    "offset": _offset,
    "offsetMinutes": lambda time: int(time.utcoffset().total_seconds()) // 60,
    "offsetSeconds": lambda time: int(time.utcoffset().total_seconds()),
}
_EPOCH: Final[dict[str, Callable[[Any], Any]]] = {
    "epochSeconds": lambda moment: int(moment.timestamp() // 1),
    "epochMillis": lambda moment: round(moment.timestamp() * 1000),
}


def _nanos(length: Duration) -> int:
    return length.seconds * NANOS + length.nanoseconds


def _part(value: int, unit: int) -> int:
    return abs(value) // unit * (1 if value >= 0 else -1)


def _rest(value: int, unit: int) -> int:
    return value - _part(value, unit) * unit


_DURATION: Final[dict[str, Callable[[Duration], int]]] = {
    "years": lambda d: _part(d.months, 12),
    "quarters": lambda d: _part(d.months, 3),
    "months": lambda d: d.months,
    "weeks": lambda d: _part(d.days, 7),
    "days": lambda d: d.days,
    "hours": lambda d: _part(d.seconds, 3600),
    "minutes": lambda d: _part(d.seconds, 60),
    "seconds": lambda d: d.seconds,
    "milliseconds": lambda d: _nanos(d) // 10**6,
    "microseconds": lambda d: _nanos(d) // 1000,
    "nanoseconds": _nanos,
    "quartersOfYear": lambda d: _part(_rest(d.months, 12), 3),
    "monthsOfYear": lambda d: _rest(d.months, 12),
    "monthsOfQuarter": lambda d: _rest(d.months, 3),
    "daysOfWeek": lambda d: _rest(d.days, 7),
    "minutesOfHour": lambda d: _rest(_part(d.seconds, 60), 60),
    "secondsOfMinute": lambda d: _rest(d.seconds, 60),
    "millisecondsOfSecond": lambda d: d.nanoseconds // 10**6,
    "microsecondsOfSecond": lambda d: d.nanoseconds // 1000,
    "nanosecondsOfSecond": lambda d: d.nanoseconds,
}


def fields_of(value: Any) -> dict[str, Callable[[Any], Any]]:
    """Return the fields that a temporal or duration has, each with the function that reads it."""
    match kind(value):
        case "date":
            return _DATE
        case "local datetime":
            return {**_DATE, **_TIME}
        case "zoned datetime":
            return {**_DATE, **_TIME, **_ZONE, **_EPOCH}
        case "local time":
            return _TIME
        case "zoned time":
            return {**_TIME, **_ZONE}
        case _:
            return _DURATION


def field(value: Any, key: str) -> Any:
    """Return a field of a temporal or a duration.

    Args:
        value: A date, time, datetime or duration.
        key: The field as typed.

    Raises:
        QueryError: It has no such field.

    >>> field(dt.date(2014, 11, 12), "quarter")
    4
    """
    known = fields_of(value)
    read = known.get(key) or next((known[name] for name in known if name.lower() == key.lower()), None)
    if read is None:
        raise QueryError(f"a {kind(value)} has no field {key!r}: it has {', '.join(known)}")
    return read(value)
