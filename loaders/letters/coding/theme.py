"""The theme of a document: the practice that an inspection of one subject is about from its first sentence to its last.

A sentence of a letter on custody says "cells" and not "custody", and taken by itself it may be about buildings. What
the model says of each sentence is therefore weighed again with how common the theme is among all of them: the
correction for a class that is commoner where a classifier is used than where it was trained (Saerens, Latinne and
Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities", 2002).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float32]]

_FEWEST = 10
"""A document with fewer findings has a theme only where its title names it."""

_UNNAMED, _NAMED = 0.35, 0.15
"""How common a practice is among a document's findings at least, to be its theme: by itself, and named in its title."""

_ORDINARY = 0.02
"""How common a practice is among findings on any subject, in the documents that the model was trained on."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The practice that a document is about throughout.

    Args:
        number: Its number among the model's practices.
        odds: By how much its odds are higher in this document than in any other.
    """

    number: int
    odds: float

    def weighed(self, shares: Array) -> Array:
        """Return the probabilities of a sentence's practices with the theme's raised.

        >>> import numpy as np
        >>> Theme(1, 4.0).weighed(np.array([0.5, 0.2], np.float32)).tolist()
        [0.5, 0.5]
        """
        raised = shares.copy()
        odds = self.odds * shares[self.number] / max(1e-6, 1 - shares[self.number])
        raised[self.number] = odds / (1 + odds)
        return raised


def find_theme(shares: Sequence[Array], practices: Sequence[str], named: Collection[str]) -> Theme | None:
    """Return the theme of a document, if it has one.

    Args:
        shares: For each finding the probability of each practice.
        practices: The practices' slugs.
        named: The practices that the document's title names; where they are several, none is the theme.

    >>> import numpy as np
    >>> custody = [np.array([0.6, 0.1], np.float32)] * 12
    >>> find_theme(custody, ["custody", "vetting"], ()).number
    0
    >>> find_theme(custody, ["custody", "vetting"], ["vetting"]).number
    0
    >>> find_theme(custody[:3], ["custody", "vetting"], ()) is None
    True
    """
    if not shares:
        return None
    common = [float(sum(of_one)) / len(shares) for of_one in zip(*shares, strict=True)]
    likeliest = sorted(range(len(common)), key=lambda number: -common[number])[:2]
    if len(named) > 1:
        return None
    titled = [number for number in likeliest if practices[number] in named and common[number] >= _NAMED]
    first = likeliest[0]
    alone = [first] if len(shares) >= _FEWEST and common[first] >= _UNNAMED else []
    for number in (*alone, *titled):
        share = common[number]
        odds = (share / max(1e-6, 1 - share)) / (_ORDINARY / (1 - _ORDINARY))
        return Theme(number, max(1.0, odds))
    return None
