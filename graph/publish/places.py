"""Which file an address leads to, and how pages link to each other: relative, so that any static host serves them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from urllib.parse import quote

from peelgraph.graph.publish.snapshot import Snapshot
from peelgraph.graph.rdf.addresses import encoded, segment_of

_LONGEST = 150


class Places:
    """The place of everything that has an address, without the ending: ``force/essex``.

    Args:
        snapshot: What is published.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._stems: dict[tuple[str, str], str] = {}
        for label in snapshot.model.node_types:
            self.add(segment_of(label), snapshot.of(label), label)

    def add(self, folder: str, ids: Iterable[str], label: str) -> None:
        """Give places in a folder; ids that differ only in case get different ones."""
        taken = {"index"}
        for id_ in ids:
            name = file_name(id_)
            if name.casefold() in taken:
                name = f"{name[:_LONGEST]}-{_digits(id_)}"
            taken.add(name.casefold())
            self._stems[label, id_] = f"{folder}/{name}"

    def stem(self, label: str, id_: str) -> str:
        """Return the place of a thing."""
        return self._stems[label, id_]

    def has(self, label: str, id_: str) -> bool:
        """Return whether a thing has a place: whether it is published."""
        return (label, id_) in self._stems


def file_name(id_: str) -> str:
    """Return the name of the file of an id, without an ending: what stands in its address, cut where it is very long.

    >>> file_name("essex"), file_name("a/b"), len(file_name("x" * 300))
    ('essex', 'a%2Fb', 159)
    """
    name = encoded(id_)
    if name.startswith("."):
        name = f"%2E{name[1:]}"
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST].rstrip('%')}-{_digits(id_)}"


def relative(page: str, target: str) -> str:
    """Return a link from one file to another, both told from the top of the site.

    >>> relative("force/essex.html", "practice/call-handling.html#findings"), relative("index.html", "about.html")
    ('../practice/call-handling.html#findings', 'about.html')
    """
    path, hash_, fragment = target.partition("#")
    up = "../" * page.count("/")
    if path == page:
        return f"#{quote(fragment)}" if hash_ else quote(path.rsplit("/", 1)[-1])
    return f"{up}{quote(path)}{hash_}{quote(fragment)}"


def _digits(id_: str) -> str:
    return hashlib.sha256(id_.encode()).hexdigest()[:8]
