"""The scars of conversion mended: page numbers, running heads, broken pages, ligatures, marks on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from peelgraph.loaders.letters.running_heads import (
    BROKEN,
    ENDED,
    LOW_MARK,
    MARK_ALONE,
    OPENS_ITEM,
    UNENDED,
    furniture,
    pages_of,
)
from peelgraph.loaders.letters.text import Line

_LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\u00a0": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2009": " ",
        "\u202f": " ",
    }
)
_POINT_APART = re.compile(r"(?<=\w) +(?P<point>[.,;])(?=\s|$)")
_FEWEST_APART = 4
_LETTER_BULLET = re.compile(r"^\s*[e¢]\s+(?=[A-Z])")
_ESCAPED = re.compile(r"\\(?=['\"*_\-#.>\[\]])|\\$")
_MISREAD = {
    "\u00e2\u20ac\u2122": "\u2019", "\u00e2\u20ac\u02dc": "\u2018", "\u00e2\u20ac\u0153": "\u201c",
    "\u00e2\u20ac\u009d": "\u201d", "\u00e2\u20ac\u201c": "\u2013", "\u00e2\u20ac\u201d": "\u2014",
    "\u00c2\u00a3": "\u00a3", "\u00c2\u00a0": " ",
}  # fmt: skip
_BARE_NUMBER = re.compile(r"\s*(?P<number>\d{1,3})(?=\s+[\"'“‘(]?[A-Z])")
_FEWEST_COUNTED, _FEWEST_WORDS = 3, 4


def mend(lines: Sequence[Line]) -> list[Line]:
    r"""Return the lines of a document without what conversion put between and into them.

    >>> from peelgraph.loaders.letters.text import split_lines
    >>> [line.text for line in mend(split_lines("The o\ufb03cers\n\n2\n\f\nare trained."))]
    ['The officers', 'are trained.']
    """
    plain = [replace(line, text=_decoded(line.text.translate(_LIGATURES))) for line in lines]
    plain = _bullets_recognised(_points_close(plain))
    return _with_marks(_joined_pages(_numbers_marked(_single_spaced(plain))))


def _decoded(text: str) -> str:
    """Return a text with the marks that were decoded wrongly (UTF-8 as Windows-1252) or are escaped for Markdown."""
    text = _ESCAPED.sub("", text)
    for wrong, right in _MISREAD.items():
        text = text.replace(wrong, right)
    return text


def _bullets_recognised(lines: list[Line]) -> list[Line]:
    """Put bullets where text recognition took them for a letter."""
    if sum(bool(_LETTER_BULLET.match(line.text)) for line in lines) < _FEWEST_COUNTED:
        return lines
    return [replace(line, text=_LETTER_BULLET.sub("• ", line.text)) for line in lines]


def _points_close(lines: list[Line]) -> list[Line]:
    """Put full stops and commas to the words that they follow, where text recognition set many apart."""
    if sum(len(_POINT_APART.findall(line.text)) for line in lines) < _FEWEST_APART:
        return lines
    return [replace(line, text=_POINT_APART.sub(r"\g<point>", line.text)) for line in lines]


def _numbers_marked(lines: list[Line]) -> list[Line]:
    """Put a full stop after the numbers of paragraphs that are counted without one, so that they read as marks."""
    found: dict[int, int] = {}
    for i, line in enumerate(lines):
        mark = _BARE_NUMBER.match(line.text)
        above = lines[i - 1].text.strip() if i else ""
        if mark and (not above or ENDED.search(above)) and _tells(lines, i):
            found[i] = int(mark["number"])
    chains: list[list[int]] = []
    for i, number in found.items():
        chain = next((chain for chain in chains if found[chain[-1]] == number - 1), None)
        if chain is None:
            chains.append([i])
        else:
            chain.append(i)
    counted = {i for chain in chains if len(chain) >= _FEWEST_COUNTED for i in chain}
    return [
        replace(line, text=_BARE_NUMBER.sub(r"\g<0>.", line.text, count=1)) if i in counted else line
        for i, line in enumerate(lines)
    ]


def _tells(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the lines from one to the next blank line hold a sentence."""
    end = next((i for i in range(at, len(lines)) if not lines[i].text.strip()), len(lines))
    text = " ".join(line.text.strip() for line in lines[at:end])
    return bool(re.search(r"[a-z0-9)’”]{2}[.:](?:\s|$)", text)) and len(text.split()) >= _FEWEST_WORDS


def _single_spaced(lines: list[Line]) -> list[Line]:
    """Take out the blank line after each line of a text that was wrapped before."""
    filled = [i for i, line in enumerate(lines) if line.text.strip()]
    apart = sum(b - a == 2 for a, b in pairwise(filled))
    low = sum(lines[i].text.strip()[0].islower() and not LOW_MARK.match(lines[i].text) for i in filled)
    if len(filled) < 12 or apart < 0.9 * (len(filled) - 1) or low < 0.25 * len(filled):
        return lines
    return [lines[i] for i in filled]


def _joined_pages(lines: list[Line]) -> list[Line]:
    """Take out page numbers, running heads and rules, and the blank lines where a page breaks a sentence."""
    pages = pages_of(lines)
    removed = furniture(lines, pages)
    width = max((len(line.text) for line in lines), default=0)
    kept: list[Line] = []
    blanks: list[Line] = []
    last: int | None = None
    broken = False
    for i, line in enumerate(lines):
        if i in removed:
            broken = True
        elif not line.text.strip():
            blanks.append(line)
        else:
            broken = broken or (last is not None and pages[i] != pages[last])
            if last is None or not broken:
                kept += blanks
            elif not _goes_on(lines[last].text, line.text, width):
                kept.append(Line(line.number, "", line.page))
            kept.append(line)
            blanks, last, broken = [], i, False
    return kept


def _goes_on(above: str, below: str, width: int) -> bool:
    """Tell whether a sentence goes on over the break between two pages."""
    above, text = above.strip(), below.strip()
    if ENDED.search(above):
        return False
    if text[:1].islower() and not re.match(r"o\s|[a-z][.)]\s", text):
        return True
    if MARK_ALONE.fullmatch(text.split(" ")[0]):
        return False
    if BROKEN.search(above) or above.endswith(",") or UNENDED.search(above):
        return True
    return len(above) >= 0.7 * width


def _with_marks(lines: list[Line]) -> list[Line]:
    """Put a bullet's mark that stands on a line of its own before its text."""
    joined: list[Line] = []
    for line in lines:
        mark = joined[-1] if joined else None
        alone = mark and line.text.strip() and MARK_ALONE.fullmatch(mark.text)
        if mark and alone and not _ends_a_sentence(joined, line):
            joined[-1] = replace(mark, text=f"{mark.text.rstrip()} {line.text.strip()}")
        else:
            joined.append(line)
    return joined


def _ends_a_sentence(lines: Sequence[Line], following: Line) -> bool:
    """Tell whether the last line is no mark but the number that ends the sentence of the line above it."""
    if len(lines) < 2 or not re.fullmatch(r"\s*\d+\.\s*", lines[-1].text):
        return False
    above = lines[-2].text.strip()
    return bool(above) and not ENDED.search(above) and bool(OPENS_ITEM.match(following.text))
