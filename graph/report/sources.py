"""The sources of a report, numbered in the order in which they are first called on."""

from __future__ import annotations

from collections.abc import Callable

from peelgraph.graph.report.blocks import Note, Ref
from peelgraph.graph.report.words import clip, printed_address, source_kind_words, web_address
from peelgraph.graph.store import Row

_LINE = 74
"""Most characters of a source's name and address."""

_NO_ADDRESS = "address not given"


class Sources:
    """Gives each page and document one number.

    Args:
        inspection: Returns the name of an inspection from its slug.
    """

    def __init__(self, inspection: Callable[[str | None], str]) -> None:
        self._inspection = inspection
        self._places: dict[tuple[str, str], dict[str, None]] = {}
        self._kinds: dict[tuple[str, str], str] = {}

    def ref(self, row: Row, about: str = "") -> Ref:
        """Return the reference to where a finding, grade, recommendation or initiative was read.

        Args:
            row: A row with ``source_kind``, ``source_url``, and where it has them ``inspection`` and ``document``.
            about: What it is about, where the inspection does not say enough.
        """
        key = (row.get("document") or "", row.get("source_url") or "")
        said = self._places.setdefault(key, {})
        said[about or self._inspection(row.get("inspection"))] = None
        self._kinds.setdefault(key, source_kind_words(row.get("source_kind")))
        return Ref(list(self._places).index(key) + 1)

    def notes(self) -> tuple[Note, ...]:
        """Return the sources in the order of their numbers."""
        return tuple(self._note(number, key) for number, key in enumerate(self._places, 1))

    def _note(self, number: int, key: tuple[str, str]) -> Note:
        document, url = key
        inspections = "; ".join(name for name in self._places[key] if name)
        text = ", ".join(part for part in (clip(inspections, 32), self._kinds[key]) if part)
        address = web_address(url)
        shown = printed_address(url, _LINE - len(text)) if url else f"document {document}" if document else _NO_ADDRESS
        return Note(number, text, address, clip(shown, 120))
