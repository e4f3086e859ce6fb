"""The facts of a letter: whom it is from and to, on which inspection, when, and until when it is embargoed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from peelgraph.loaders.letters import people
from peelgraph.loaders.letters.follow_up import read_follow_up
from peelgraph.loaders.letters.forces import read_force
from peelgraph.loaders.letters.moments import read_embargo, read_fieldwork, read_month_published, read_published
from peelgraph.loaders.letters.officials import read_addressee, read_author, told_addressee
from peelgraph.loaders.letters.structure import Letter
from peelgraph.loaders.letters.text import Line
from peelgraph.loaders.letters.titles import read_title
from peelgraph.ontology.dates import first_day
from peelgraph.ontology.names import NameIndex
from peelgraph.ontology.text import collapse


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter says of itself; what it does not say is None.

    Args:
        force: The slug of the force that it is about.
        inspection: The inspection's title, as printed.
        formerly: An earlier title of the inspection.
        published: The letter's date.
        published_period: The ISO month that it is dated with, where it gives no day.
        embargoed_until: The London wall-clock time until which it may not be published.
        embargo_has_time: Whether it says a time of that day; without one the day's beginning is taken.
        author: Who signs it.
        author_office: The author's office.
        addressee: To whom it is sent.
        addressee_office: The addressee's office, without the force.
        fieldwork_start: The ISO month in which the inspection's fieldwork began.
        fieldwork_end: The ISO month in which it ended.
        follow_up: The inspection that will look at the evidence again, as named.
    """

    force: str | None = None
    inspection: str | None = None
    formerly: str | None = None
    published: dt.date | None = None
    published_period: str | None = None
    embargoed_until: dt.datetime | None = None
    embargo_has_time: bool = True
    author: str | None = None
    author_office: str | None = None
    addressee: str | None = None
    addressee_office: str | None = None
    fieldwork_start: str | None = None
    fieldwork_end: str | None = None
    follow_up: str | None = None

    @property
    def dated(self) -> str | None:
        """The document's date at the precision that it gives: an ISO day or month."""
        return self.published.isoformat() if self.published else self.published_period

    @property
    def first_day(self) -> dt.date | None:
        """The first day that the document's date may be."""
        return first_day(self.dated) if self.dated else None


def read_facts(letter: Letter, forces: NameIndex) -> Facts:
    """Return the facts of a letter.

    Args:
        letter: The letter's parts.
        forces: The known forces by their names.
    """
    header, signature = (
        [line for line in _in_columns(lines) if not people.is_welsh(line)]
        for lines in (letter.header, letter.signature)
    )
    frame = [block.text for block in letter.introduction]
    report = letter.salutation is None
    front = [*header, *(text for text in frame[:6] if report and len(text.split()) <= 14)]
    published = read_published(front, signature, frame if report else ())
    period = None if published else read_month_published(header, signature)
    since = published or (first_day(period) if period else None)
    embargo = read_embargo(header, frame, since)
    addressee, addressee_office = read_addressee(header, forces)
    address = header
    if addressee is None and addressee_office is None and letter.salutation:
        addressee, addressee_office = read_addressee(signature[1:], forces)
        address = signature[1:] if addressee_office else header
    if addressee is None and addressee_office is None and report:
        addressee, addressee_office = told_addressee(frame)
    if addressee_office is None and letter.salutation and (office := people.addressee_office(letter.salutation.text)):
        addressee_office = people.office_name(office.group())
    short = [text for text in frame if len(text.split()) <= 14] if letter.salutation is None else []
    author, author_office = read_author(header, signature, short)
    subject = letter.subject.text if letter.subject else None
    inspection, formerly = read_title(subject, header, [*frame, *letter.footnotes], forces, report=report)
    months = read_fieldwork(front, frame, since)
    return Facts(
        force=read_force(address, letter, frame, forces),
        inspection=inspection,
        formerly=formerly,
        published=published,
        published_period=period,
        embargoed_until=embargo.until if embargo else None,
        embargo_has_time=embargo.has_time if embargo else True,
        author=author,
        author_office=author_office,
        addressee=addressee,
        addressee_office=addressee_office,
        fieldwork_start=months[0] if months else None,
        fieldwork_end=months[1] if months else None,
        follow_up=read_follow_up(frame),
    )


def _in_columns(lines: Sequence[Line]) -> list[str]:
    """Return the filled lines; where some are set in two columns, the left one of a paragraph before the right one."""
    texts: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for line in (*lines, Line(0, "")):
        one, *others = [collapse(part) for part in re.split(r"(?<![:\s])(?:\s{4,}|\t+)", line.text.strip())]
        if one:
            left.append(one)
            right += [other for other in others if other]
        else:
            texts += [*left, *right]
            left, right = [], []
    return texts
