"""Counts as people write them."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun.

    Args:
        count: How many there are.
        one: What one of them is called.
        many: What several are called; by default that with an s.

    >>> counted(1, "force"), counted(2345, "finding"), counted(0, "inquiry", "inquiries")
    ('1 force', '2,345 findings', '0 inquiries')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"
