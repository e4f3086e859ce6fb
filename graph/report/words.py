"""Words of a report: dates, kinds of source, lists of names, and texts cut to a length."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlsplit

_KINDS = {
    "inspectorate-page": "inspectorate's page",
    "inspectorate-report": "inspectorate's letter or report",
    "press-release": "press release",
    "news": "news report",
    "police-or-commissioner": "police or commissioner's page",
    "college": "College of Policing's page",
    "government": "government page",
    "research": "research",
    "other": "page of another kind",
}


def source_kind_words(kind: str | None) -> str:
    """Return a kind of source as a reader calls it.

    >>> source_kind_words("news")
    'news report'
    """
    return _KINDS.get(kind or "", (kind or "kind of source not known").replace("-", " "))


def date_words(period: str | dt.date | None) -> str:
    """Return a date at the precision that the source gives.

    >>> date_words("2022-10-14"), date_words("2017-03"), date_words("2019"), date_words(None)
    ('14 October 2022', 'March 2017', '2019', 'date not known')
    """
    if not period:
        return "date not known"
    said = str(period)[:10]
    try:
        match said.split("-"):
            case [_, _, _]:
                day = dt.date.fromisoformat(said)
                return f"{day.day} {day:%B} {day.year}"
            case [year, month]:
                first = dt.date(int(year), int(month), 1)
                return f"{first:%B} {first.year}"
    except ValueError:
        return said
    return said


def clip(text: str, most: int) -> str:
    """Return a text on one line, cut after a word where it is longer.

    >>> clip("Calls  wait too long.", 12)
    'Calls wait…'
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:.") + "…"


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them.

    >>> listed(["Kent", "Essex", "Surrey"])
    'Kent, Essex and Surrey'
    """
    *rest, last = names or [""]
    return f"{', '.join(rest)} and {last}" if rest else last


def web_address(url: str | None) -> str | None:
    """Return an address that may be followed, or None.

    >>> web_address("javascript:alert(1)"), web_address("https://example.org/a")
    (None, 'https://example.org/a')
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else None


def printed_address(url: str, most: int) -> str:
    """Return an address as it is printed: without scheme and ornaments, cut where it says least if it is longer.

    >>> printed_address("https://www.example.org/a/b/?", 40)
    'example.org/a/b'
    >>> printed_address("https://inspectorate.example.org/reports/peel-2017/kent", 30)
    'inspecto…reports/peel-2017/kent'
    """
    shown = url.strip().split("://", 1)[-1].removeprefix("www.").rstrip("?").rstrip("/")
    if len(shown) <= most:
        return shown
    head = most // 4 + 1
    return f"{shown[:head]}…{shown[head - most :]}"
