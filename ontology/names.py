"""Finding a known thing by a name that a person or a document gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from peelgraph.ontology.errors import UnknownNameError

_SERVICE_WORDS = frozenset({"police", "constabulary", "service", "force", "heddlu", "the", "of", "s"})


def fold(name: str) -> str:
    """Return a name without case, accents, punctuation and ``&``, so that its spellings meet.

    >>> fold("Devon & Cornwall  Police")
    'devon and cornwall police'
    """
    text = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", text))


def slugify(name: str) -> str:
    """Return a name as a slug: lower-case words joined by hyphens.

    >>> slugify("Threat, harm and risk")
    'threat-harm-and-risk'
    """
    return fold(name).replace(" ", "-")


class NameIndex:
    """Known things by every name they go by.

    Args:
        what: What the things are, in the singular, for messages (``"force"``).
        names: For each slug its names; the slug itself always counts as one.
        drop_service_words: Also find a thing by its name without words such as Police or Constabulary.

    >>> forces = NameIndex("force", {"essex": ["Essex Police"]}, drop_service_words=True)
    >>> forces.find("ESSEX CONSTABULARY")
    'essex'
    """

    def __init__(self, what: str, names: Mapping[str, Iterable[str]], *, drop_service_words: bool = False) -> None:
        self.what = what
        self.slugs = tuple(names)
        self._drop = drop_service_words
        self._known: dict[str, str] = {}
        for slug, others in names.items():
            for name in (slug, *others):
                self._add(fold(name), slug)
        if drop_service_words:
            for name, slug in list(self._known.items()):
                self._add(self._core(name), slug)

    def _add(self, folded: str, slug: str) -> None:
        if folded:
            self._known.setdefault(folded, slug)

    @staticmethod
    def _core(folded: str) -> str:
        return " ".join(w for w in folded.split() if w not in _SERVICE_WORDS)

    def get(self, name: str) -> str | None:
        """Return the slug of the thing with this name in any spelling, or None."""
        folded = fold(name)
        if slug := self._known.get(folded):
            return slug
        return (self._known.get(self._core(folded)) if self._drop else None) or None

    def find(self, name: str) -> str:
        """Return the slug of the thing with this name in any spelling.

        Raises:
            UnknownNameError: Nothing has that name; the error offers the nearest slugs.
        """
        if slug := self.get(name):
            return slug
        raise UnknownNameError(self.what, name, self.nearest(name))

    def nearest(self, name: str, limit: int = 2) -> list[str]:
        """Return the slugs whose names resemble this one, best first."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - costs 30 ms, needed only where a name is wrong

        found: dict[str, None] = {}
        for known, _, _ in process.extract(
            fold(name), self._known.keys(), scorer=fuzz.WRatio, score_cutoff=70, limit=limit * 3
        ):
            found.setdefault(self._known[known])
        return list(found)[:limit]


def inspection_names(slug: str, title: str, formerly: str = "") -> list[str]:
    """Return the names that an inspection goes by beside its slug: its cycle, its title and its former title.

    >>> inspection_names("peel-2018-19", "PEEL 2018/19")
    ['2018-19', 'PEEL 2018/19']
    """
    cycle = slug.removeprefix("peel-") if slug.startswith("peel-") else ""
    return [name for name in (cycle, title, formerly) if name]
