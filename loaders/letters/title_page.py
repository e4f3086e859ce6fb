"""The title that stands over a report, among letterhead, names and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peelgraph.loaders.letters import people, wording
from peelgraph.loaders.letters.datewords import find_days, find_months
from peelgraph.loaders.letters.headlines import MARKDOWN

_I = re.IGNORECASE
LETTERHEAD = re.compile(
    r"^\W*(?:skip\s+to\b.*|home\s*>.*|menu|search|(?:share|print)\s+this\s+page.*|cookies|back\s+to\b.*|get\s+the\s+(?:report|letter).*|report\s+type.*|letter\s+type.*|police\s+forces?\s*:.*|h\.?m\.?i\.?c\.?(?:frs)?|h(?:er|is)\s+majesty['’]?s\s+inspectorate.*|hm\s+inspectorate.*|by\s+hm\s+inspectorate.*"
    r"|inspecting\s+policing.*|promoting\s+improvements.*|official.*|report|contents|date\b.*|(?:our|your)?\s*ref\w*\b.*|tel\w*\b.*|e-?mail.*|by\s+e-?mail.*"
    r"|sent\s+by.*|from\s*:.*|to\s*:.*|©.*|isbn.*|short\s+inspection\s+report|inspection\s+report|memorandum|note|www\..*|https?:.*|\d+\W*|published\b.*|first\s+published\b.*|an\s+inspection\s+of\b.*|inspection\s+(?:dates?|of\s+\w+(?:\s+\w+)?\s+(?:police|constabulary))\b.*"
    r"|letter\s+(?:to|of)\b.*|(?:for\s+)?publication\b.*|copied\b.*|overall\s+judge?ment.*|h\.?m\.?\s.*)$",
    _I,
)
"""A line of a title page or letterhead that is no title."""

_ADDRESS = re.compile(
    r"\b(?:floor|street|road|square|house|court|lane|avenue|(?<=\w\s)building|po\s+box|headquarters|hq)\b|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s+\d[A-Z]{2}\b|\|",
    _I,
)
_INSPECTION_OF_HOW = re.compile(r"\W*an\s+inspection\s+(?:of|into)\s+(?:how|whether|the\s+(?:way|extent))\b", _I)
_KIND_ALONE = re.compile(r"(?:inspection|review|assessment|programme)s?(?:\s+20\d\d(?:[/–-]\d{2,4})?)?", _I)
_INSPECTION_OF = re.compile(r"an\s+inspection\s+of\s+(?:\S+\s+){1,6}(?:police|constabulary)\s*:\s*\S", _I)


def printed_title(header: Sequence[str]) -> str | None:
    """Return the title that stands over a report: the first line of the header that is no letterhead, name or date.

    >>> printed_title(["HMIC", "PEEL: Police effectiveness 2016", "An inspection of Kent Police", "March 2017"])
    'PEEL: Police effectiveness 2016'
    """
    return _first_title(header) or _inspection_of(header)


def _inspection_of(header: Sequence[str]) -> str | None:
    """Return the line that names an inspection by what it inspects, where no other title stands over the report."""
    return next((line for line in header if _INSPECTION_OF.match(line)), None)


def _first_title(header: Sequence[str]) -> str | None:
    for i, line in enumerate(header):
        text = MARKDOWN.sub("", line).strip(" *_")
        if _INSPECTION_OF_HOW.match(text):
            return _whole(header, i)
        if (
            text[:1].islower()
            or not may_be_title(text)
            or (i and _is_office_alone(header[i - 1]))
            or _is_named(header, i)
        ):
            continue
        following = header[i + 1] if i + 1 < len(header) else ""
        if re.fullmatch(r"PEEL(?:\s+20\d\d(?:[/–-]\d{2,4})?)?", text) and following.lower().startswith("police "):
            return f"{text}: {following}"
        if re.fullmatch(r"PEEL\s+20\d\d(?:[/–-]\d{2,4})?", text) and re.match(r"an\s+inspection\s+of\s", following, _I):
            return f"{text}: {following}"
        if re.search(r"\b(?:in|of|at|by|for|and|the|to|on|with)$|[-–—:,]$", text) and following:
            return f"{text} {following}"
        if _KIND_ALONE.fullmatch(following):
            return f"{text} {following}"
        if following[:1].islower() and may_be_title(following[:1].upper() + following[1:]):
            return f"{text} {following}"
        return text
    return None


def _whole(header: Sequence[str], at: int) -> str:
    """Return a title that is a phrase on several lines: those that begin in lower case or follow a comma."""
    title = header[at].strip(" *_")
    for line in header[at + 1 :]:
        if not (line[:1].islower() or re.search(r",$|\b(?:and|or|the|of|in|its|how)$", title)):
            break
        title = f"{title} {line.strip(' *_')}"
    return title


def _is_office_alone(line: str) -> bool:
    """Tell whether a line is an inspector's office under which a name may stand, and not a line of who sends it."""
    return people.is_author_office(line) and not re.match(r"\s*(?:from|by)\s*:", line, _I)


def may_be_title(text: str) -> bool:
    """Tell whether a line may be a title: no letterhead, address, office, date, embargo, force or sentence.

    >>> may_be_title("Joint inspection of custody"), may_be_title("6th Floor, Globe House")
    (True, False)
    """
    return (
        (len(text.split()) > 1 or text == "PEEL")
        and not LETTERHEAD.match(text)
        and not _ADDRESS.search(text)
        and not people.is_author_office(text)
        and not people.addressee_office(text)
        and not wording.forbids(text)
        and not wording.COPY_LIST.match(text)
        and not (find_days(text) or (find_months(text) and len(text.split()) < 6))
        and not re.fullmatch(r"(?:[\w&'’-]+\s+){1,5}(?:Police|Constabulary|Police\s+Service)", text)
        and not re.search(r"[.;,]$", text)
        and len(text) <= 200
    )


def _is_named(header: Sequence[str], at: int) -> bool:
    """Tell whether a line is the name of a person, whose office stands beside it."""
    near = [header[i] for i in (at - 1, at + 1) if 0 <= i < len(header)]
    return bool(people.person_name(header[at])) and any(
        people.is_author_office(line) or people.addressee_office(line) for line in near
    )
