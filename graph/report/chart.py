"""Where the parts of a chart of grades stand: tiles say their grade in words, so that no colour must be told apart."""

from __future__ import annotations

from dataclasses import dataclass

from peelgraph.graph.report.blocks import Grades, Ref

WIDTH = 186.0
"""Millimetres of an A4 page between its margins."""

_LABEL = 37.0
_GAP = 9.0
_WIDEST = 19.0
_ROW = 5.8
_HEAD = 9.5
_LINE = 24
"""Most characters of a question's name on one line."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A grade, or the lack of one, where it stands.

    Args:
        x: Millimetres from the left.
        y: Millimetres from the top.
        width: Its width.
        height: Its height.
        lines: What it says.
        grade: The grade as a name of a style; ``none`` where no grade was read.
    """

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    grade: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words of a chart, where they stand.

    Args:
        x: Millimetres from the left.
        y: Millimetres from the top, of the first line.
        lines: The words.
        refs: The sources that follow.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of grades, ready to be drawn.

    Args:
        width: Its width in millimetres.
        height: Its height.
        titles: The titles of its panels.
        heads: The inspections over the columns.
        questions: The questions beside the rows.
        tiles: The grades.
        gap: Where the line of the change stands; None where there is one panel.
        broken: What the line says, and where.
    """

    width: float
    height: float
    titles: tuple[Label, ...]
    heads: tuple[Label, ...]
    questions: tuple[Label, ...]
    tiles: tuple[Tile, ...]
    gap: float | None
    broken: str


def chart_of(grades: Grades) -> Chart:
    """Return the chart of a force's grades.

    >>> from peelgraph.graph.report.blocks import Graded, Panel
    >>> panel = Panel("All", (Graded("PEEL 2017", "2018", ()),), (("Efficiency", ("good",)),))
    >>> [(tile.grade, tile.lines) for tile in chart_of(Grades((panel,), "", "")).tiles]
    [('good', ('good',))]
    """
    panels = grades.panels
    columns = sum(len(panel.inspections) for panel in panels)
    space = WIDTH - _LABEL * len(panels) - _GAP * (len(panels) - 1)
    tile = min(_WIDEST, space / columns)
    titles: list[Label] = []
    heads: list[Label] = []
    questions: list[Label] = []
    tiles: list[Tile] = []
    left, gap = 0.0, None
    for number, panel in enumerate(panels):
        if number:
            gap = left + _GAP / 2
            left += _GAP
        start = left + _LABEL
        titles.append(Label(left, 3.0, (panel.title,)))
        for column, inspection in enumerate(panel.inspections):
            middle = start + (column + 0.5) * tile
            heads.append(Label(middle, 3.0, _wrapped(inspection.name, 8), inspection.refs))
        for row, (question, values) in enumerate(panel.rows):
            top = _HEAD + row * _ROW
            questions.append(Label(left, top, _wrapped(question, _LINE)))
            tiles += [
                Tile(start + i * tile, top, tile, _ROW, _tile_lines(value), (value or "none").replace(" ", "-"))
                for i, value in enumerate(values)
            ]
        left = start + tile * len(panel.inspections)
    height = _HEAD + _ROW * max(len(panel.rows) for panel in panels) + 0.5
    return Chart(WIDTH, height, tuple(titles), tuple(heads), tuple(questions), tuple(tiles), gap, grades.broken)


def _tile_lines(value: str | None) -> tuple[str, ...]:
    return _wrapped(value, 13) if value else ("–",)


def _wrapped(text: str, width: int) -> tuple[str, ...]:
    """Return a text on at most two lines."""
    import textwrap  # noqa: PLC0415 - a report alone needs it

    return tuple(textwrap.wrap(text, width, max_lines=2, placeholder="…", break_on_hyphens=False)) or ("",)
