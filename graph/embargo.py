"""The clock by which embargoes end: wall time in London."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo


def london_now() -> dt.datetime:
    """Return the wall-clock time in London now, without a zone, to the minute."""
    return dt.datetime.now(ZoneInfo("Europe/London")).replace(tzinfo=None, second=0, microsecond=0)
