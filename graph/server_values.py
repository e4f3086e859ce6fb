"""What a server answers, as the plain values that the embedded engine gives."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo


def from_server(value: Any) -> Any:
    """Return a value of the driver as a plain one: dates and times of the standard library, lists and maps of them.

    A point becomes a map of its coordinates.
    """
    if isinstance(value, list):
        return [from_server(item) for item in value]
    if isinstance(value, dict):
        return {key: from_server(item) for key, item in value.items()}
    if hasattr(value, "srid"):
        return {"srid": value.srid, **dict(zip("xyz", value, strict=False))}
    native = getattr(value, "to_native", None)
    return _in_zone(native()) if native is not None else value


def _in_zone(value: Any) -> Any:
    """Return a moment in a time zone of the standard library instead of the driver's."""
    zone = getattr(getattr(value, "tzinfo", None), "zone", None)
    if not isinstance(value, dt.datetime) or zone is None:
        return value
    if zone == "UTC":
        return value.replace(tzinfo=dt.UTC)
    known = value.replace(tzinfo=ZoneInfo(zone))
    return known if known.utcoffset() == value.utcoffset() else known.replace(fold=1)
