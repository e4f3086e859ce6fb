"""Dates and times: making them from text and maps."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final
from zoneinfo import ZoneInfo

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher.compare import kind
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
            return None if given else as_kind(name, self.now)
        if isinstance(value, str):
            return _from_text(name, value.strip())
        if isinstance(value, dict):
            return from_map(name, value, self.now)
        if isinstance(value, (dt.date, dt.time)):
            return as_kind(name, value)
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


def as_kind(name: str, value: Any) -> Any:
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


def from_map(name: str, parts: dict[str, Any], now: dt.datetime) -> Any:
    """Return the temporal that a map of fields names."""
    known = _DATE_FIELDS | _TIME_FIELDS | {"date", "time", "datetime", "timezone", "epochSeconds", "epochMillis"}
    for key in parts:
        if key not in known:
            raise QueryError(f"{name}(...) knows no field {key!r}: year, month, day, hour, minute, second … are known")
    if any(value is None for value in parts.values()):
        return None
    at = zone(parts["timezone"]) if "timezone" in parts else None
    if "epochSeconds" in parts or "epochMillis" in parts:
        seconds = parts.get("epochSeconds", 0) + parts.get("epochMillis", 0) / 1000
        return as_kind(name, dt.datetime.fromtimestamp(seconds, at or dt.UTC))
    try:
        day = _map_day(parts)
        time = _map_time(parts, at)
    except ValueError as error:
        raise QueryError(f"{name}({parts}) names no day or time: {error}") from None
    if set(parts) == {"timezone"}:
        return as_kind(name, now.astimezone(at))
    if day is None and name in {"date", "datetime", "localdatetime"}:
        raise QueryError(f"{name}(...) needs a year")
    if name in {"time", "localtime"}:
        return as_kind(name, time)
    return as_kind(name, day if name == "date" else dt.datetime.combine(day or dt.date.min, time))


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


def is_temporal(value: Any) -> bool:
    """Tell whether a value is a date, a time or a datetime."""
    return isinstance(value, (dt.date, dt.time))
