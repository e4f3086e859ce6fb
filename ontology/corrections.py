"""A person's corrections of how findings are coded: what can be corrected, and what holds of a coding as a whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from peelgraph.ontology.records import Link, Record, Value

Field = Literal["polarity", "kind", "practices", "risks", "status"]
State = Literal["applied", "stale", "undone"]
Coding = Mapping[Field, tuple[str, ...]]
"""What a finding is coded as: the values of each field, none where there are none."""

FIELDS: tuple[Field, ...] = get_args(Field)
LINKED: Mapping[Field, tuple[str, str]] = {"practices": ("CONCERNS", "Practice"), "risks": ("EXPOSES", "Risk")}
"""The fields that are relationships, with their type and the label that they reach."""
MOST_TERMS = 3
"""The most practices, and the most risks, of one finding."""
REVIEW_SOURCE = "peelgraph-review"
"""The source that states corrections; no table may have its name."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on one field of one finding: another coding, or that the coding is right.

    Args:
        id: Its id.
        finding: The id of the finding.
        field: What was corrected or confirmed.
        old: The coding before.
        new: The coding that the person gave; the same as before where it was confirmed.
        text: The finding's text.
        made_at: When, in UTC.
        reviewer: Who, perhaps under a pseudonym.
        note: What the person noted.
        state: ``applied``; ``stale`` while there is no such finding; ``undone``.
        undone_at: When it was undone, in UTC.
        embargoed_until: The embargo of the finding's document.
    """

    id: str
    finding: str
    field: Field
    old: tuple[str, ...]
    new: tuple[str, ...]
    text: str
    made_at: dt.datetime
    reviewer: str | None = None
    note: str | None = None
    state: State = "applied"
    undone_at: dt.datetime | None = None
    embargoed_until: dt.datetime | None = None

    @classmethod
    def of(cls, properties: Mapping[str, Any]) -> Correction:
        """Return the correction that a node with these properties is."""
        return cls(
            id=properties["id"],
            finding=properties.get("finding") or "",
            field=properties["field"],
            old=tuple(properties.get("old") or ()),
            new=tuple(properties.get("new") or ()),
            text=properties.get("text") or "",
            made_at=properties.get("made_at") or dt.datetime.min,
            reviewer=properties.get("reviewer"),
            note=properties.get("note"),
            state=properties.get("state") or "applied",
            undone_at=properties.get("undone_at"),
            embargoed_until=properties.get("embargoed_until"),
        )

    @property
    def confirms(self) -> bool:
        """True where the person found the coding right."""
        return set(self.old) == set(self.new)

    @property
    def order(self) -> tuple[dt.datetime, str]:
        """By which corrections of one field follow each other; the last one holds."""
        return self.made_at, self.id

    def undone(self, now: dt.datetime) -> Correction:
        """Return the correction as it is once it was undone."""
        return replace(self, state="undone", undone_at=now)

    def record(self, *, linked: bool = True) -> Record:
        """Return the correction as a record of the graph.

        Args:
            linked: False where the graph does not hold the finding.
        """
        said: dict[str, Value | None] = {
            "field": self.field,
            "old": list(self.old),
            "new": list(self.new),
            "reviewer": self.reviewer,
            "made_at": self.made_at,
            "undone_at": self.undone_at,
            "state": self.state,
            "finding": self.finding,
            "text": self.text,
            "note": self.note,
            "embargoed_until": self.embargoed_until,
        }
        properties = {name: value for name, value in said.items() if value not in (None, "", [])}
        links = (Link("CORRECTS", "Finding", self.finding),) if linked else ()
        return Record("Correction", self.id, properties, links)


def correction_id(finding: str, field: Field, new: Sequence[str], made_at: dt.datetime) -> str:
    """Return the id of a correction: 12 hex digits, short enough to type.

    >>> correction_id("x", "polarity", ["neutral"], dt.datetime(2026, 1, 2))
    '9f0d84b3fc85'
    """
    said = "\n".join([finding, field, *new, made_at.isoformat()])
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def in_force(corrections: Sequence[Correction]) -> dict[Field, Correction]:
    """Return the correction that holds for each field, of those of one finding: the last that was not undone."""
    standing = sorted((c for c in corrections if c.state != "undone"), key=lambda c: c.order)
    return {correction.field: correction for correction in standing}


def coding_faults(coding: Coding) -> Iterator[str]:
    """Yield what in a coding breaks the annotation guide, as sentences without a final full stop.

    >>> list(coding_faults({"polarity": ("strength",), "kind": ("recommendation",), "practices": ("vetting",)}))
    ['a recommendation is a weakness, and this would be a strength']
    """
    polarity, kind = "".join(coding.get("polarity", ())), "".join(coding.get("kind", ()))
    practices, risks = coding.get("practices", ()), coding.get("risks", ())
    if kind == "recommendation" and polarity != "weakness":
        yield f"a recommendation is a weakness, and this would be {_article(polarity)}"
    if kind in {"action-taken", "action-planned"} and polarity != "neutral":
        yield f"an {kind} is neutral, and this would be {_article(polarity)}"
    if risks and polarity != "weakness":
        yield f"only a weakness exposes to a risk, and this would be {_article(polarity)}"
    if not practices and polarity != "neutral":
        yield f"only what is neutral may concern no practice, and this would be {_article(polarity)}"
    for name, slugs in (("practices", practices), ("risks", risks)):
        if len(slugs) > MOST_TERMS:
            yield f"a finding has at most {MOST_TERMS} {name}, and these are {len(slugs)}"


def _article(polarity: str) -> str:
    return "neutral" if polarity == "neutral" else f"a {polarity}"
