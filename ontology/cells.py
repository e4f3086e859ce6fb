"""Cells of spreadsheets: none that is run as a formula, none with what a workbook cannot hold."""

from __future__ import annotations

import re

_STARTS = "=+-@\t\r"
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def escape_formula(text: str) -> str:
    """Return a cell's text with ``'`` before it where a spreadsheet program could run it as a formula.

    A text that already looks guarded is guarded once more, so that `unescape_formula` always gives it back.

    >>> escape_formula("=1+1"), escape_formula("plain")
    ("'=1+1", 'plain')
    """
    first = text[:1]
    if first and (first in _STARTS or (first == "'" and _GUARDED.match(text))):
        return "'" + text
    return text


def unescape_formula(text: str) -> str:
    """Return a cell's text without the ``'`` that `escape_formula` or a like guard put before it.

    >>> unescape_formula("'=1+1"), unescape_formula("'twas")
    ('=1+1', "'twas")
    """
    if text[:1] == "'" and _GUARDED.match(text):
        return text[1:]
    return text


def without_controls(text: str) -> str:
    r"""Return a text with a space for each character that a workbook cannot hold, such as a bell; lines stay.

    >>> without_controls("a\x07b\nc")
    'a b\nc'
    """
    return _CONTROL.sub(" ", text)
