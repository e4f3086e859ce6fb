"""Dates, times and durations: making them from text and maps, their fields, and reckoning with them."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from typing import Any, Final
from zoneinfo import ZoneInfo

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher.compare import is_number, kind
from peelgraph.graph.cypher.durations import NANOS, Duration, duration_of, parse_duration
from peelgraph.ontology.errors import QueryError

_DATES: Final = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{4})-W(?P<week>\d{2})-(?P<dayOfWeek>\d)",
        r"(?P<year>\d{4})W(?P<week>\d{2})(?P<dayOfWeek>\d)",
        r"(?P<year>\d{4})-?W(?P<week>\d{2})",
        r"(?P<year>\d{4})-Q(?P<quarter>\d)-(?P<dayOfQuarter>\d{2})",
        r"(?P<year>\d{4})-?Q(?P<quarter>\d)",
        r"(?P<year>\d{4})-(?P<ordinalDay>\d{3})",
        r"(?P<year>\d{4})(?P<ordinalDay>\d{3})",
        r"(?P<year>\d{4})-(?P<month>\d{2})",
        r"(?P<year>\d{4})(?P<month>\d{2})",
        r"(?P<year>\d{4})",
    )
)
_TIME = re.compile(
    r"(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?(?:\[([\w/+-]+)\])?"
)
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
_DATE_FIELDS: Final = frozenset({"year", "month", "day", "week", "dayOfWeek", "quarter", "dayOfQuarter", "ordinalDay"})
_TIME_FIELDS: Final = frozenset({"hour", "minute", "second", "millisecond", "microsecond", "nanosecond"})


class Clock:
    """The one moment that ``date()`` and its like answer throughout a query.

    Args:
        now: The moment, with a time zone.
    """

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def make(self, name: str, value: Any = None, *, given: bool = True) -> Any:
        """Return what ``date(value)``, ``datetime(value)`` … answer; ``given`` is false for no argument."""
        name = name.split(".", maxsplit=1)[0]
        if value is None:
            return None if given else _as(name, self.now)
        if isinstance(value, str):
            return _from_text(name, value.strip())
        if isinstance(value, dict):
            return _from_map(name, value, self.now)
        if isinstance(value, (dt.date, dt.time)):
            return _as(name, value)
        raise c.wrong_type(f"{name}(...)", "a string, a map or a temporal", value)


def zone(name: Any) -> dt.tzinfo:
    """Return a time zone by offset or by name.

    Raises:
        QueryError: There is none.
    """
    text = c.string(name, "a time zone")
    found = re.fullmatch(r"([+-])(\d{2})(?::?(\d{2}))?", text)
    if text in {"Z", "z", "UTC"}:
        return dt.UTC
    if found:
        minutes = int(found.group(2)) * 60 + int(found.group(3) or 0)
        return dt.timezone(dt.timedelta(minutes=minutes if found.group(1) == "+" else -minutes))
    try:
        return ZoneInfo(text)
    except (OSError, ValueError, LookupError):
        raise QueryError(f"no time zone is called {text!r}: write one such as 'Europe/London' or '+01:00'") from None


def _as(name: str, value: Any) -> Any:
    """Return a temporal as one of another kind."""
    what = kind(value)
    day = value.date() if isinstance(value, dt.datetime) else value if isinstance(value, dt.date) else None
    time = value.timetz() if isinstance(value, dt.datetime) else value if isinstance(value, dt.time) else dt.time()
    if day is None and name in {"date", "datetime", "localdatetime"}:
        raise QueryError(f"{name}(...) cannot be made of a {what}: it has no day")
    if what == "date" and name in {"datetime", "localdatetime"}:
        raise QueryError(f"{name}(...) cannot be made of a date: write {name}({{date: the date}})")
    if what == "date" and name in {"time", "localtime"}:
        raise QueryError(f"{name}(...) cannot be made of a date: it has no time of day")
    match name:
        case "date":
            return day
        case "localdatetime":
            return dt.datetime.combine(day or dt.date.min, time.replace(tzinfo=None))
        case "datetime":
            return dt.datetime.combine(day or dt.date.min, time if time.tzinfo else time.replace(tzinfo=dt.UTC))
        case "localtime":
            return time.replace(tzinfo=None)
        case _:
            offset = value.utcoffset() if what in {"zoned datetime", "zoned time"} else None
            return time.replace(tzinfo=dt.timezone(offset) if offset else dt.UTC)


def _from_text(name: str, text: str) -> Any:
    day_text, _, time_text = text.partition("T")
    try:
        if name == "date":
            return _day_of(text)
        if name in {"time", "localtime"}:
            time = _time_of(time_text or day_text)
            return _with_or_without_zone(time, zoned=name == "time", text=text)
        moment = dt.datetime.combine(_day_of(day_text), _time_of(time_text) if time_text else dt.time())
        return _with_or_without_zone(moment, zoned=name == "datetime", text=text)
    except ValueError:
        raise QueryError(f"{text!r} is no {name}: write it as in {_EXAMPLES[name]!r}") from None


_EXAMPLES: Final = {
    "date": "2014-11-12",
    "localdatetime": "2014-11-12T09:30:00",
    "datetime": "2014-11-12T09:30:00Z",
    "localtime": "09:30:00",
    "time": "09:30:00Z",
}


def _with_or_without_zone(value: Any, *, zoned: bool, text: str) -> Any:
    if zoned:
        return value if value.tzinfo else value.replace(tzinfo=dt.UTC)
    if value.tzinfo:
        raise QueryError(f"{text!r} has a time zone: use the function without 'local'")
    return value


def _day_of(text: str) -> dt.date:
    for form in _DATES:
        found = form.fullmatch(text)
        if found:
            return _day({key: int(value) for key, value in found.groupdict().items()})
    raise ValueError(text)


def _time_of(text: str) -> dt.time:
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    hour, minute, second, fraction, offset, name = found.groups()
    if fraction and len(fraction.rstrip("0")) > 6:
        raise QueryError(f"{text!r} is finer than a microsecond, which this graph does not hold")
    micros = int((fraction or "").ljust(6, "0")[:6])
    at = zone(name) if name else zone(offset) if offset else None
    return dt.time(int(hour), int(minute or 0), int(second or 0), micros, tzinfo=at)


def _day(parts: dict[str, int]) -> dt.date:
    year = parts["year"]
    if "week" in parts:
        return dt.date.fromisocalendar(year, parts["week"], parts.get("dayOfWeek", 1))
    if "ordinalDay" in parts:
        found = dt.date(year, 1, 1) + dt.timedelta(days=parts["ordinalDay"] - 1)
        if found.year != year or parts["ordinalDay"] < 1:
            raise ValueError(parts)
        return found
    if "quarter" in parts:
        if not 1 <= parts["quarter"] <= 4:
            raise ValueError(parts)
        return dt.date(year, parts["quarter"] * 3 - 2, 1) + dt.timedelta(days=parts.get("dayOfQuarter", 1) - 1)
    return dt.date(year, parts.get("month", 1), parts.get("day", 1))


def _from_map(name: str, parts: dict[str, Any], now: dt.datetime) -> Any:
    known = _DATE_FIELDS | _TIME_FIELDS | {"date", "time", "datetime", "timezone", "epochSeconds", "epochMillis"}
    for key in parts:
        if key not in known:
            raise QueryError(f"{name}(...) knows no field {key!r}: year, month, day, hour, minute, second … are known")
    if any(value is None for value in parts.values()):
        return None
    at = zone(parts["timezone"]) if "timezone" in parts else None
    if "epochSeconds" in parts or "epochMillis" in parts:
        seconds = parts.get("epochSeconds", 0) + parts.get("epochMillis", 0) / 1000
        return _as(name, dt.datetime.fromtimestamp(seconds, at or dt.UTC))
    try:
        day = _map_day(parts)
        time = _map_time(parts, at)
    except ValueError as error:
        raise QueryError(f"{name}({parts}) names no day or time: {error}") from None
    if set(parts) == {"timezone"}:
        return _as(name, now.astimezone(at))
    if day is None and name in {"date", "datetime", "localdatetime"}:
        raise QueryError(f"{name}(...) needs a year")
    if name in {"time", "localtime"}:
        return _as(name, time)
    return _as(name, day if name == "date" else dt.datetime.combine(day or dt.date.min, time))


def _map_day(parts: dict[str, Any]) -> dt.date | None:
    base = parts.get("date", parts.get("datetime"))
    numbers = {key: c.integer(parts[key], "a field of a date") for key in _DATE_FIELDS if key in parts}
    if base is not None:
        day = base.date() if isinstance(base, dt.datetime) else base
        implied = {"year": day.year}
        if "week" in numbers or "dayOfWeek" in numbers:
            iso = day.isocalendar()
            implied = {"year": iso.year, "week": iso.week, "dayOfWeek": iso.weekday}
        elif not numbers.keys() & {"ordinalDay", "quarter"}:
            implied = {"year": day.year, "month": day.month, "day": day.day}
        numbers = {**implied, **numbers}
    return _day(numbers) if "year" in numbers else None


def _map_time(parts: dict[str, Any], at: dt.tzinfo | None) -> dt.time:
    base = parts.get("time", parts.get("datetime"))
    time = base.timetz() if isinstance(base, dt.datetime) else base if isinstance(base, dt.time) else dt.time()
    fine = sum(parts.get(key, 0) * factor for key, factor in (("millisecond", 1000), ("microsecond", 1)))
    fine += parts.get("nanosecond", 0) // 1000
    has_fine = parts.keys() & {"millisecond", "microsecond", "nanosecond"}
    return time.replace(
        hour=c.integer(parts.get("hour", time.hour), "an hour"),
        minute=c.integer(parts.get("minute", time.minute), "a minute"),
        second=c.integer(parts.get("second", time.second), "a second"),
        microsecond=fine if has_fine else time.microsecond,
        tzinfo=at or time.tzinfo,
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
    found = _as(target, whole)
    if not fields:
        return found
    base = {"date": {"date": found}, "time": {"time": found}, "localtime": {"time": found}}.get(
        target, {"datetime": found}
    )
    return _from_map(target, {**base, **fields}, dt.datetime.now(dt.UTC))


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


def is_temporal(value: Any) -> bool:
    """Tell whether a value is a date, a time or a datetime."""
    return isinstance(value, (dt.date, dt.time))


def divide(length: Duration, by: Any) -> Duration:
    """Return a duration divided by a number."""
    if not is_number(by):
        raise c.wrong_type("/ after a duration", "a number", by)
    return scale(length, 1 / by if by else math.inf)
