"""Which known inspection a letter is about, by the title that it prints."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peelgraph.ontology.dates import first_day
from peelgraph.ontology.names import fold, slugify
from peelgraph.ontology.protocols import KnownInspection

_SLUG_LENGTH = 60
_LIKE = 60
_PEEL_ROUND = re.compile(
    r"PEEL\s*(?P<before>20\d\d(?:[/–-]\d\d)?)?\s*[:–—-]?\s*police\s+(?:effectiveness|efficiency|legitimacy|leadership)\b[^\d]*"
    r"(?P<after>20\d\d(?:[/–-]\d\d)?)?(?:\W+an\s+inspection\s+of\b.*)?$",
    re.IGNORECASE,
)
_PEEL_ALONE = re.compile(r"(PEEL\s*20\d\d(?:[/–-]\d\d)?)\s*[:–—-]\s*an\s+inspection\s+of\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ResolvedInspection:
    """The inspection of a letter.

    Args:
        slug: Its slug; made from the title where it is new.
        known: What was known of it, or None for a new one.
        nearest: For a new one, the slugs of the known ones with the nearest titles.
        sequence: For a new one, its place in time: that of the last known one published before the letter.
    """

    slug: str
    known: KnownInspection | None
    nearest: tuple[str, ...] = ()
    sequence: int | None = None


def match_title(title: str, inspections: Iterable[KnownInspection]) -> KnownInspection | None:
    """Return the known inspection with a title: exactly, then whatever its case and punctuation.

    A title cut at its colon is understood where only one known title begins so, and the title of one report of a
    round of PEEL inspections is understood as the round.

    >>> known = KnownInspection("core-business-2014", 3, "Core business: An inspection of crime prevention")
    >>> match_title("CORE BUSINESS - an inspection of crime prevention", [known]).slug
    'core-business-2014'
    >>> match_title("PEEL: Police effectiveness 2016", [KnownInspection("peel-2016", 8, "PEEL 2016")]).slug
    'peel-2016'
    """
    known = list(inspections)
    for inspection in known:
        if title.strip() in (inspection.title, inspection.formerly):
            return inspection
    folded = _without_publisher(title)
    if not folded:
        return None
    for inspection in known:
        if folded in (_without_publisher(inspection.title), _without_publisher(inspection.formerly or "")):
            return inspection
    heads = [inspection for inspection in known if folded == fold(inspection.title.split(":")[0])]
    if len(heads) == 1:
        return heads[0]
    if peel := _PEEL_ALONE.match(title.strip()):
        return next((inspection for inspection in known if fold(inspection.title) == fold(peel[1])), None)
    if peel := _PEEL_ROUND.match(title.strip()):
        year = fold(f"PEEL {peel['before'] or peel['after'] or ''}")
        return next((inspection for inspection in known if fold(inspection.title) == year), None)
    return None


def _without_publisher(title: str) -> str:
    """Return a title folded, without the inspectorate's name before it."""
    return re.sub(r"^(?:the )?hmic(?:frs)?(?: s)? ", "", fold(title))


def mentioned_in(text: str, inspections: Iterable[KnownInspection]) -> KnownInspection | None:
    """Return the known inspection whose whole title stands in a text; titles of three words or fewer do not count."""
    folded = f" {fold(text)} "
    for inspection in inspections:
        for title in (inspection.title, inspection.formerly or ""):
            if len(title.split()) > 3 and f" {fold(title)} " in folded:
                return inspection
    return None


def resolve(
    title: str | None,
    formerly: str | None,
    given: str | None,
    inspections: Sequence[KnownInspection],
    published: dt.date | None = None,
) -> ResolvedInspection | None:
    """Return the inspection that a letter is about.

    Args:
        title: The printed title.
        formerly: The earlier title that the letter prints.
        given: What the command line gives: a slug or a title, used where the printed title is not known.
        inspections: The known inspections.
        published: The letter's date.
    """
    for printed in (title, formerly):
        if printed and (known := match_title(printed, inspections)):
            return ResolvedInspection(known.slug, known)
    if given:
        if found := next((i for i in inspections if i.slug == given.strip()), None) or match_title(given, inspections):
            return ResolvedInspection(found.slug, found)
        title = title or given
        return _new(given, title, inspections, published)
    return _new(title, title, inspections, published) if title and new_slug(title) else None


def _new(
    named: str, title: str, inspections: Sequence[KnownInspection], published: dt.date | None
) -> ResolvedInspection:
    sequence = place_in_time(published, inspections) if published else None
    return ResolvedInspection(new_slug(named), None, _nearest(title, inspections), sequence)


def place_in_time(published: dt.date, inspections: Iterable[KnownInspection]) -> int | None:
    """Return the place in time of the last known inspection published by a day, or None if none was.

    An inspection that is new shares that place, so that it is later than all before and earlier than all after.

    >>> known = [KnownInspection("a", 3, "A", None, "2015"), KnownInspection("b", 4, "B", None, "2017")]
    >>> place_in_time(dt.date(2016, 1, 1), known)
    3
    """
    before = [
        i.sequence
        for i in inspections
        if i.sequence is not None and i.published_period and first_day(i.published_period) <= published
    ]
    return max(before, default=None)


def new_slug(title: str) -> str:
    """Return a slug for a new inspection, cut between two words.

    >>> new_slug("Answering the call: An inspection of contact centres")
    'answering-the-call-an-inspection-of-contact-centres'
    """
    slug = slugify(title)
    return slug if len(slug) <= _SLUG_LENGTH else slug[: _SLUG_LENGTH + 1].rpartition("-")[0] or slug[:_SLUG_LENGTH]


def _nearest(title: str, inspections: Sequence[KnownInspection]) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - costs 30 ms, needed only for a new inspection

    names = {name: i.slug for i in inspections for name in (i.title, i.formerly or "") if name}
    found = process.extract(
        title, names.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_LIKE, limit=4, processor=fold
    )
    return tuple(dict.fromkeys(names[name] for name, _, _ in found))[:2]
