"""The names that a table may refer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from peelgraph.ontology.names import NameIndex


class Names(Protocol):
    """Known things of one sort by every name they go by; `NameIndex` is one."""

    what: str

    def get(self, name: str) -> str | None:
        """Return the slug of the thing with this name in any spelling, or None."""

    def nearest(self, name: str, limit: int = 2) -> list[str]:
        """Return the slugs whose names resemble this one, best first."""


class Known(Protocol):
    """What the rows of a table may refer to."""

    @property
    def forces(self) -> Names:
        """Forces."""

    @property
    def inspections(self) -> Names:
        """Inspections, also by cycle, title and former title (see `inspection_names`)."""

    @property
    def practices(self) -> Names:
        """Practices."""

    @property
    def risks(self) -> Names:
        """Risks."""

    @property
    def questions(self) -> Names:
        """Questions that are graded."""

    @property
    def grades(self) -> Sequence[str]:
        """The grades in the source's words, best first."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """A `Known` of indexes made beforehand."""

    forces: Names
    inspections: Names
    practices: Names
    risks: Names
    questions: Names
    grades: Sequence[str]


@dataclass(slots=True)
class DefinedNames:
    """The names that tables themselves define: for each sort, slug to names."""

    forces: dict[str, list[str]] = field(default_factory=dict)
    inspections: dict[str, list[str]] = field(default_factory=dict)
    practices: dict[str, list[str]] = field(default_factory=dict)
    risks: dict[str, list[str]] = field(default_factory=dict)
    questions: dict[str, list[str]] = field(default_factory=dict)

    def over(self, known: Known) -> KnownNames:
        """Return what is known with these names added to it."""
        return KnownNames(
            forces=_added(known.forces, self.forces, drop_service_words=True),
            inspections=_added(known.inspections, self.inspections),
            practices=_added(known.practices, self.practices),
            risks=_added(known.risks, self.risks),
            questions=_added(known.questions, self.questions),
            grades=known.grades,
        )


class _BothNames:
    """Two sets of names as one; the first one's come first."""

    def __init__(self, first: Names, second: Names) -> None:
        self.what = first.what
        self._first = first
        self._second = second

    def get(self, name: str) -> str | None:
        return self._first.get(name) or self._second.get(name)

    def nearest(self, name: str, limit: int = 2) -> list[str]:
        both = [*self._first.nearest(name, limit), *self._second.nearest(name, limit)]
        return list(dict.fromkeys(both))[:limit]


def _added(names: Names, more: Mapping[str, Sequence[str]], *, drop_service_words: bool = False) -> Names:
    if not more:
        return names
    return _BothNames(names, NameIndex(names.what, more, drop_service_words=drop_service_words))
