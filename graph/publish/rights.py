"""Whose the words are: how much of a document without an open licence is quoted, and what is said of terms of use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from peelgraph.graph.contents import HeldNode
from peelgraph.graph.publish.dumps import attribution
from peelgraph.graph.publish.facts import Facts
from peelgraph.graph.publish.snapshot import Snapshot
from peelgraph.ontology.counted import counted

MOST_NAMED = 5
"""The most documents that the statement of rights names; of more it says how many, and where they are listed."""
LISTED_AT = "about.html#documents"


@dataclass(frozen=True, slots=True)
class Quoted:
    """How much of the passages of documents can be read where only sentences of findings are quoted.

    Args:
        documents: How many documents these are.
        quoted: Characters that can be read, white space not counted.
        characters: All characters, white space not counted.
    """

    documents: int = 0
    quoted: int = 0
    characters: int = 0

    def __str__(self) -> str:
        """Return it in words.

        >>> str(Quoted(1, 1234, 5383)), str(Quoted(2, 10, 20))
        ('1,234 of its 5,383 characters', '10 of their 20 characters')
        """
        return f"{self.quoted:,} of {'its' if self.documents == 1 else 'their'} {self.characters:,} characters"


def quoted_of(snapshot: Snapshot, documents: Iterable[HeldNode]) -> Quoted:
    """Return how much of documents the sentences of their findings are.

    Args:
        snapshot: What is published.
        documents: The documents.
    """
    counts = [
        [_quoted_in(snapshot, passage) for passage in snapshot.to(document, "PART_OF", "Passage")]
        for document in documents
    ]
    pairs = [pair for found in counts for pair in found]
    return Quoted(len(counts), sum(quoted for quoted, _ in pairs), sum(all_ for _, all_ in pairs))


def closed_documents(snapshot: Snapshot) -> list[HeldNode]:
    """Return the documents of which only sentences of findings are quoted: no open licence of theirs is known."""
    return [node for node in snapshot.of("Document").values() if not snapshot.is_whole(node)]


class Rights:
    """What is said of terms of use, the same on the page, in the catalogue, in VoID and for search engines.

    Args:
        facts: The facts.
        site_url: Where the site will be served, if that is known.
    """

    def __init__(self, facts: Facts, site_url: str | None = None) -> None:
        self._facts = facts
        self._snapshot = facts.snapshot
        self._site_url = site_url or ""

    @property
    def statement(self) -> str:
        """The whole statement."""
        ours = "The wording and the coding of the shipped data are © the peelgraph authors, CC BY 4.0."
        last = (
            "This is not a product of the inspectorate, which has not checked it. LICENSE.md has the terms of the "
            "shipped data in full."
        )
        return " ".join([attribution(), ours, *self.of_others, last])

    @property
    def of_others(self) -> list[str]:
        """What is under other terms than the shipped data, in sentences; nothing where there is nothing."""
        closed = closed_documents(self._snapshot)
        said = []
        if closed:
            said.append(
                "That licence does not cover the sentences quoted from "
                f"{self._named(closed)}: no open licence is known for {'it' if len(closed) == 1 else 'them'}, and the "
                "quoted sentences remain under their own terms."
            )
        if len(closed) < len(self._snapshot.of("Document")):
            said.append("A document that is given whole is under the licence that it names.")
        if self.tables:
            tables = ", ".join(self.tables)
            said.append(f"Tables that the publisher added are under the terms of their own sources: {tables}.")
        return said

    @cached_property
    def tables(self) -> list[str]:
        """The sources that are neither ours nor documents."""
        known = {"peelgraph", "review", *self._snapshot.of("Document")}
        named: set[str] = set()
        for node in self._snapshot.all():
            named.update(map(str, node.properties.get("sources") or []))  # type: ignore[arg-type]
        return sorted(named - known)

    def of_document(self, document: HeldNode) -> str:
        """Return under which licence a document is, and how much of it is quoted where that is not open."""
        licence = str(document.properties.get("licence") or "no licence named")
        if self._snapshot.is_whole(document):
            return licence
        share = quoted_of(self._snapshot, [document])
        return f"{licence}; quoted are the sentences that are findings, under its own terms: {share}"

    def _named(self, documents: list[HeldNode]) -> str:
        if len(documents) > MOST_NAMED:
            return f"{counted(len(documents), 'document')}, which {self._site_url}{LISTED_AT} lists"
        return "; ".join(f"“{self._facts.name(node)}”" for node in documents)


def _quoted_in(snapshot: Snapshot, passage: HeldNode) -> tuple[int, int]:
    """Return how many characters of a passage can be read, and how many it has."""
    text = str(passage.properties.get("text") or "")
    places: set[int] = set()
    elsewhere = 0
    for finding, link in snapshot.links_to("Passage", passage.id):
        start, end = link.properties.get("start"), link.properties.get("end")
        if isinstance(start, int) and isinstance(end, int):
            places.update(range(start, min(end, len(text))))
        elif finding.properties.get("wording") == "quoted":
            elsewhere += _visible(str(finding.properties.get("text") or ""))
    characters = _visible(text)
    return min(characters, _visible("".join(text[place] for place in places)) + elsewhere), characters


def _visible(text: str) -> int:
    """Return how many characters of a text are no white space."""
    return sum(map(len, text.split()))
