"""What pages say: dates, kinds and judgements in plain words."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping

POLARITY: Mapping[str, str] = {"weakness": "found weak", "strength": "praised", "neutral": "described"}
LATEST: Mapping[str, str] = {
    "weakness": "was found weak",
    "strength": "was praised",
    "both": "was found weak and praised",
}
READ_AS: Mapping[str, str] = {
    "weakness": "a weakness",
    "strength": "praise",
    "neutral": "a description",
    "recommendation": "a recommendation",
    "action-taken": "action taken",
    "action-planned": "action planned",
}
"""What the machine took a sentence for, where it is not sure enough to state it."""
KIND: Mapping[str, str] = {
    "finding": "",
    "recommendation": "recommendation",
    "action-taken": "action taken",
    "action-planned": "action planned",
}
STATUS: Mapping[str, str] = {
    "not-stated": "",
    "area-for-improvement": "area for improvement",
    "cause-of-concern": "cause of concern",
    "accelerated-cause-of-concern": "accelerated cause of concern",
}
SOURCE_KIND: Mapping[str, str] = {
    "inspectorate-page": "a page of the inspectorate",
    "inspectorate-report": "a letter or report of the inspectorate",
    "press-release": "a press release",
    "news": "a news page",
    "police-or-commissioner": "a page of the force or its commissioner",
    "college": "a page of the College of Policing",
    "government": "a page of government",
    "research": "a research page",
    "other": "another page",
}
METHOD: Mapping[str, str] = {
    "stated": "in the source's own terms",
    "hand": "by a person",
    "rule": "by a rule",
    "model": "by a statistical model",
    "correction": "corrected by a person",
}
STAGE: Mapping[str, str] = {
    "untested": "not evaluated",
    "new": "new",
    "promising": "promising",
    "worked": "evaluated: it worked",
    "mixed": "evaluated: mixed results",
    "no-effect": "evaluated: no effect",
    "unknown": "not known",
}
PEER_CONTEXT: Mapping[str, str] = {
    "few-forces": "the source says that few forces do this",
    "one-of-the-best": "the source counts it among the best forces",
    "most-forces": "the source says the same of most forces",
    "improved-since-last": "the source says that it improved since the last inspection",
    "declined-since-last": "the source says that it declined since the last inspection",
    "concern-repeated": "the source says that the concern was repeated",
}


def spoken(period: object) -> str:
    """Return a date at the source's precision as people write it.

    >>> spoken("2014-09-03"), spoken("2017-03"), spoken("2019"), spoken(None)
    ('3 September 2014', 'March 2017', '2019', '')
    """
    text = period.isoformat() if isinstance(period, dt.date) else str(period or "")
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return text
    month = calendar.month_name[int(parts[1])] if len(parts) > 1 and 1 <= int(parts[1]) <= 12 else ""
    return " ".join([*(str(int(part)) for part in parts[2:]), *filter(None, [month]), parts[0]])


def lower_first(text: str) -> str:
    """Return a phrase as it stands within a sentence; a word in capitals stays.

    >>> lower_first("Call handling"), lower_first("IOM")
    ('call handling', 'IOM')
    """
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
