"""The cells of one row: checked on the way out, with all faults collected."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from peelgraph.loaders.tables.header import Header
from peelgraph.loaders.tables.known import Known, Names
from peelgraph.ontology.dates import day_of, parse_period
from peelgraph.ontology.errors import UnknownNameError, did_you_mean
from peelgraph.ontology.names import fold, slugify
from peelgraph.ontology.records import Link, Value

_URL = re.compile(r"https?://[^\s<>\"\\^`{|}\x00-\x20]+", re.IGNORECASE)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~:-]*")
_LONGEST_ID = 200
_REMEMBERED = 20_000

BY_HAND: Mapping[str, Value] = {"method": "hand"}
"""The properties of a coding that a person wrote into a table. Copied into each link, never changed."""


class Cells:
    """Reads the cells of one row after another; what is wrong with a row is in `faults`.

    A method that finds a fault notes it and returns None, so that the faults of a row are told at once.

    Args:
        header: The table's header.
        known: What the rows may refer to.
    """

    def __init__(self, header: Header, known: Known) -> None:
        self.faults: list[str] = []
        self.known = known
        self._values: list[str] = []
        columns = header.kind.columns
        self._places = {column.name: header.places.get(column.name, -1) for column in columns}
        self._shown = {name: header.names[place] if place >= 0 else name for name, place in self._places.items()}
        self._needed = {column.name for column in columns if column.must_be_filled}
        self._allowed = {column.name: column.values for column in columns if column.values}
        self._one = header.kind.one
        self._names: dict[tuple[str, str], str | None] = {}
        self._links: dict[tuple[str, str, str], Link] = {}
        self._periods: dict[str, str | None] = {}
        self._choices: dict[tuple[str, str], str | None] = {}

    def start(self, values: list[str]) -> None:
        """Turn to the next row, given as cleaned cells and an empty one at the end for columns not there."""
        self._values = values
        self.faults = []

    def fault(self, message: str) -> None:
        """Note one thing wrong with the row."""
        self.faults.append(message)

    def text(self, column: str) -> str:
        """Return a cell's text; empty where there is none."""
        value = self._values[self._places[column]]
        if not value and column in self._needed:
            self.fault(f"{self._shown[column]} is empty, but {self._one} needs it")
        return value

    def choice(self, column: str) -> str | None:
        """Return which of the column's listed values a cell holds, in any spelling."""
        return self.one_of(column, self._allowed[column])

    def one_of(self, column: str, values: Iterable[str]) -> str | None:
        """Return which of some values a cell holds, in any spelling."""
        text = self.text(column)
        if not text:
            return None
        key = (column, text)
        if key not in self._choices:
            _make_room(self._choices)
            self._choices[key] = next((value for value in values if fold(value) == fold(text)), None)
        value = self._choices[key]
        if value is None:
            options = list(values)
            near = get_close_matches(text[:60].casefold(), options, n=1) if len(options) > 3 else []
            self.fault(f"{self._shown[column]} {_quoted(text)} is not one of {', '.join(options)}" + did_you_mean(near))
        return value

    def name(self, column: str, names: Names) -> str | None:
        """Return the slug of the known thing that a cell names in any form."""
        text = self.text(column)
        return self._slug_of(text, names) if text else None

    def names(self, column: str, names: Names) -> list[str]:
        """Return the slugs of the known things that a cell names, with ``;`` between them."""
        text = self.text(column)
        if not text:
            return []
        if ";" not in text:
            slug = self._slug_of(text, names)
            return [slug] if slug else []
        slugs = [slug for part in listed(text) if (slug := self._slug_of(part, names))]
        return list(dict.fromkeys(slugs))

    def _slug_of(self, text: str, names: Names) -> str | None:
        key = (names.what, text)
        if key not in self._names:
            _make_room(self._names)
            self._names[key] = names.get(text) if fold(text) else None
        slug = self._names[key]
        if slug is None:
            near = names.nearest(text[:100]) if fold(text[:100]) else []
            self.fault(str(UnknownNameError(names.what, _cut(text), near)))
        return slug

    def period(self, column: str) -> str | None:
        """Return the date that a cell holds, as ISO text at its own precision."""
        text = self.text(column)
        if not text:
            return None
        if text not in self._periods:
            _make_room(self._periods)
            self._periods[text] = _period(text)
        period = self._periods[text]
        if period is None:
            self.fault(f"{self._shown[column]} {_quoted(text)} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        return period

    def whole_number(self, column: str) -> int | None:
        """Return the whole number that a cell holds."""
        text = self.text(column)
        if not text:
            return None
        if len(text) <= 9 and text.isascii() and text.removeprefix("-").isdigit():
            return int(text)
        self.fault(f"{self._shown[column]} {_quoted(text)} is not a whole number")
        return None

    def url(self, column: str) -> str | None:
        """Return the web address that a cell holds."""
        text = self.text(column)
        if not text or _URL.fullmatch(text):
            return text or None
        self.fault(
            f"{self._shown[column]} {_quoted(text)} is not a web address: it starts with https:// or http://"
            " and has no spaces"
        )
        return None

    def slug(self, column: str) -> str | None:
        """Return the slug that a cell holds."""
        text = self.text(column)
        if not text or (len(text) <= _LONGEST_ID and _SLUG.fullmatch(text)):
            return text or None
        advice = slugify(text[:_LONGEST_ID])
        self.fault(
            f"{self._shown[column]} {_quoted(text)} is not a slug: "
            + (f"write {advice}" if advice else "use lower-case letters a to z, digits and hyphens")
        )
        return None

    def id(self, column: str) -> str | None:
        """Return the id that a cell holds."""
        text = self.text(column)
        if not text or (len(text) <= _LONGEST_ID and _ID.fullmatch(text)):
            return text or None
        self.fault(
            f"{self._shown[column]} {_quoted(text)} is not an id: use letters a to z, digits and - . _ ~ :,"
            f" {_LONGEST_ID} at most, starting with a letter or digit"
        )
        return None

    def link(self, type_: str, label: str, id_: str, *, by_hand: bool = False) -> Link:
        """Return a relationship to a known thing; the same one each time, as rows repeat them."""
        key = (type_, label, id_)
        link = self._links.get(key)
        if link is None:
            _make_room(self._links)
            link = self._links[key] = Link(type_, label, id_, dict(BY_HAND) if by_hand else {})
        return link


def filled(values: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return the properties that have a value: unknown stays absent.

    >>> filled({"status": "open", "due": None, "note": ""})
    {'status': 'open'}
    """
    return {name: value for name, value in values.items() if value or value == 0}


def day(period: str | None) -> dt.date | None:
    """Return the day of a date that gives one."""
    return day_of(period) if period else None


def listed(text: str) -> list[str]:
    """Return the parts of a cell that holds several, separated by ``;``, each once.

    >>> listed("BTP; Transport Police;;BTP")
    ['BTP', 'Transport Police']
    """
    return list(dict.fromkeys(part for piece in text.split(";") if (part := piece.strip())))


def _period(text: str) -> str | None:
    if not text.isascii():
        return None
    try:
        return parse_period(text)
    except ValueError:
        return None


def _quoted(text: str) -> str:
    return repr(_cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


def _make_room(
    memory: dict[str, str | None] | dict[tuple[str, str], str | None] | dict[tuple[str, str, str], Link],
) -> None:
    """Forget everything where a table has so many different values that remembering them fills memory."""
    if len(memory) >= _REMEMBERED:
        memory.clear()
