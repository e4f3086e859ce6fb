"""The one way in which texts are normalised and identified."""

from __future__ import annotations

import hashlib
import unicodedata


def collapse(text: str) -> str:
    r"""Return the text with every run of white space as one space, and none at the ends.

    >>> collapse("  a\n b ")
    'a b'
    """
    return " ".join(text.split())


def text_hash(text: str) -> str:
    """Return 12 hex digits that identify a text whatever its white space (SHA-256 of its NFKC form)."""
    normal = collapse(unicodedata.normalize("NFKC", text))
    return hashlib.sha256(normal.encode()).hexdigest()[:12]
