"""Durations, reckoning with dates and times, and cutting them to a unit."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from typing import Any, Final

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher.compare import is_number
from peelgraph.graph.cypher.durations import NANOS, Duration, duration_of, parse_duration
from peelgraph.graph.cypher.temporal import as_kind, from_map
from peelgraph.ontology.errors import QueryError

_UNITS: Final = (
    "millennium",
    "century",
    "decade",
    "year",
    "weekyear",
    "quarter",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "second",
    "millisecond",
    "microsecond",
)


def make_duration(value: Any) -> Duration | None:
    """Return what ``duration(value)`` answers."""
    if value is None or isinstance(value, Duration):
        return value
    if isinstance(value, str):
        return parse_duration(value)
    if not isinstance(value, dict):
        raise c.wrong_type("duration(...)", "a string or a map", value)
    months = {"years": 12, "quarters": 3, "months": 1}
    days = {"weeks": 7, "days": 1}
    nanos = {
        "hours": 3600 * NANOS,
        "minutes": 60 * NANOS,
        "seconds": NANOS,
        "milliseconds": 10**6,
        "microseconds": 1000,
        "nanoseconds": 1,
    }
    for key, part in value.items():
        if key not in {**months, **days, **nanos}:
            raise QueryError(
                f"duration(...) knows no unit {key!r}: years, months, weeks, days, hours, minutes, seconds"
            )
        if part is None:
            return None
        c.number(part, "duration(...)")
    sums = [sum(value.get(key, 0) * factor for key, factor in units.items()) for units in (months, days, nanos)]
    return duration_of(*sums)


def add_duration(value: Any, length: Duration, sign: int = 1) -> Any:
    """Return a temporal, or a duration, moved by a duration."""
    if isinstance(value, Duration):
        total = (value.seconds + sign * length.seconds) * NANOS + value.nanoseconds + sign * length.nanoseconds
        return duration_of(value.months + sign * length.months, value.days + sign * length.days, total)
    micros = sign * (length.seconds * 1_000_000 + length.nanoseconds // 1000)
    try:
        if isinstance(value, dt.time):
            moved = dt.datetime.combine(dt.date(2000, 1, 2), value.replace(tzinfo=None)) + dt.timedelta(
                microseconds=micros
            )
            return moved.time().replace(tzinfo=value.tzinfo)
        value = add_months(value, sign * length.months) + dt.timedelta(days=sign * length.days)
        if isinstance(value, dt.datetime):
            return _moved(value, dt.timedelta(microseconds=micros))
        return value + dt.timedelta(days=int(sign * length.seconds / 86_400))
    except (OverflowError, ValueError):
        raise QueryError("a date went beyond the years 1 to 9999") from None


def _moved(value: dt.datetime, by: dt.timedelta) -> dt.datetime:
    return (value.astimezone(dt.UTC) + by).astimezone(value.tzinfo) if value.tzinfo else value + by


def add_months(value: Any, months: int) -> Any:
    """Return a date or datetime some months later, on the last day of the month where it has no such day."""
    count = value.year * 12 + value.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return value.replace(year=year, month=month + 1, day=min(value.day, calendar.monthrange(year, month + 1)[1]))


def between(start: Any, end: Any, unit: str = "between") -> Duration | None:
    """Return what ``duration.between``, ``inMonths``, ``inDays`` and ``inSeconds`` answer."""
    if start is None or end is None:
        return None
    for value in (start, end):
        if not isinstance(value, (dt.date, dt.time)):
            raise c.wrong_type(f"duration.{unit}(...)", "dates, datetimes or times", value)
    start, end = _alike(start, end)
    days_known = isinstance(start, dt.datetime)
    if not days_known:
        return duration_of(nanos=_nanos(end - start))
    if unit == "inSeconds":
        return duration_of(nanos=_nanos(end - start))
    if unit == "inDays":
        return Duration(days=int(_nanos(end - start) / (86_400 * NANOS)))
    months = _months_between(start, end)
    if unit == "inMonths":
        return Duration(months=months)
    rest = _nanos(end - add_months(start, months))
    days = int(rest / (86_400 * NANOS))
    return duration_of(months, days, rest - days * 86_400 * NANOS)


def _months_between(start: dt.datetime, end: dt.datetime) -> int:
    """Count whole months as java.time does: by the day of the month, after the time of day has been set off."""
    last = end.date()
    if last > start.date() and end.timetz() < start.timetz():
        last -= dt.timedelta(days=1)
    elif last < start.date() and end.timetz() > start.timetz():
        last += dt.timedelta(days=1)
    days = (last.year * 12 + last.month - start.year * 12 - start.month) * 32 + last.day - start.day
    return int(days / 32)


def _nanos(difference: dt.timedelta) -> int:
    return (difference.days * 86_400 + difference.seconds) * NANOS + difference.microseconds * 1000


def _alike(start: Any, end: Any) -> tuple[dt.datetime, dt.datetime]:
    """Return both as moments that can be subtracted: a missing day or zone is taken from the other."""
    day = next((_day_part(value) for value in (start, end) if _day_part(value)), None) or dt.date(2000, 1, 1)
    at = next((value.tzinfo for value in (start, end) if getattr(value, "tzinfo", None)), None)
    both_dated = isinstance(start, dt.date) and isinstance(end, dt.date)
    found = []
    for value in (start, end):
        own = _day_part(value) if both_dated else (_day_part(value) or day)
        time = value.timetz() if isinstance(value, dt.datetime) else value if isinstance(value, dt.time) else dt.time()
        zoned = at is not None and time.tzinfo is None
        found.append(dt.datetime.combine(own or day, time.replace(tzinfo=at) if zoned else time))
    return found[0], found[1]


def _day_part(value: Any) -> dt.date | None:
    return value.date() if isinstance(value, dt.datetime) else value if isinstance(value, dt.date) else None


def scale(length: Duration, factor: float) -> Duration:
    """Return a duration times a number."""
    if not math.isfinite(factor):
        raise QueryError("a duration cannot be divided by 0")
    return duration_of(
        length.months * factor, length.days * factor, (length.seconds * NANOS + length.nanoseconds) * factor
    )


def truncate(name: str, unit: Any, value: Any, fields: Any = None) -> Any:
    """Return what ``date.truncate(unit, value, fields)`` and its like answer."""
    if unit is None or value is None:
        return None
    step = c.string(unit, f"{name}(...)").lower()
    if step not in _UNITS:
        raise QueryError(f"{unit!r} is no unit: one of {', '.join(_UNITS)}")
    target = name.split(".", maxsplit=1)[0]
    if not isinstance(value, (dt.date, dt.time)):
        raise c.wrong_type(f"{target}.truncate(...)", "a temporal", value)
    day, time = _day_part(value), value if isinstance(value, dt.time) else getattr(value, "timetz", dt.time)()
    day = _truncated_day(day, step) if day is not None else None
    time = _truncated_time(time, step)
    whole: Any = time if day is None else dt.datetime.combine(day, time)
    found = as_kind(target, whole)
    if not fields:
        return found
    base = {"date": {"date": found}, "time": {"time": found}, "localtime": {"time": found}}.get(
        target, {"datetime": found}
    )
    return from_map(target, {**base, **fields}, dt.datetime.now(dt.UTC))


def _truncated_day(day: dt.date, unit: str) -> dt.date:
    match unit:
        case "millennium" | "century" | "decade":
            span = {"millennium": 1000, "century": 100, "decade": 10}[unit]
            return dt.date(max(1, day.year // span * span), 1, 1)
        case "year":
            return dt.date(day.year, 1, 1)
        case "weekyear":
            return dt.date.fromisocalendar(day.isocalendar().year, 1, 1)
        case "quarter":
            return dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case "month":
            return day.replace(day=1)
        case "week":
            return day - dt.timedelta(days=day.weekday())
        case _:
            return day


def _truncated_time(time: dt.time, unit: str) -> dt.time:
    match unit:
        case "hour":
            return time.replace(minute=0, second=0, microsecond=0)
        case "minute":
            return time.replace(second=0, microsecond=0)
        case "second":
            return time.replace(microsecond=0)
        case "millisecond":
            return time.replace(microsecond=time.microsecond // 1000 * 1000)
        case "microsecond":
            return time
        case _:
            return time.replace(hour=0, minute=0, second=0, microsecond=0)


def divide(length: Duration, by: Any) -> Duration:
    """Return a duration divided by a number."""
    if not is_number(by):
        raise c.wrong_type("/ after a duration", "a number", by)
    return scale(length, 1 / by if by else math.inf)
