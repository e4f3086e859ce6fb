"""Lists and styles of a Word document: the number or bullet that Word prints before a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from peelgraph.loaders.formats.numbering import label

_MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    style: str = "bullet"
    text: str = ""
    start: int = 1
    legal: bool = False
    restart: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before a paragraph of a list: its bullet or number, and how deep it lies."""

    text: str
    depth: int


@dataclass(slots=True)
class _Style:
    name: str = ""
    based_on: str | None = None
    number: str | None = None
    level: int | None = None
    outline: bool = False


class Styles:
    """The paragraph styles of a document.

    Args:
        tree: ``styles.xml``; None where there is none.
    """

    def __init__(self, tree: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self.default: str | None = None
        for node in tree.findall("style") if tree is not None else []:
            style_id = node.get("styleId", "")
            number, level = numbering_of(node.find("pPr"))
            outline = node.find("pPr/outlineLvl")
            self._styles[style_id] = _Style(
                _value(node.find("name")) or "",
                _value(node.find("basedOn")),
                number,
                level,
                outline is not None and (_value(outline) or "9") != "9",
            )
            if node.get("default") == "1" and node.get("type") == "paragraph":
                self.default = style_id

    def chain(self, style_id: str | None) -> list[tuple[str, _Style]]:
        """Return a style and those that it is based on."""
        found: list[tuple[str, _Style]] = []
        while style_id and style_id in self._styles and len(found) < _MOST_STEPS:
            found.append((style_id, self._styles[style_id]))
            style_id = self._styles[style_id].based_on
        return found

    def name(self, style_id: str | None) -> str:
        """Return the name of a style in lower case."""
        chain = self.chain(style_id)
        return chain[0][1].name.lower() if chain else (style_id or "").lower()

    def is_heading(self, style_id: str | None) -> bool:
        """Tell whether a style is one of headings."""
        return any(
            style.outline or re.match(r"(?:heading|title|subtitle)\b", style.name, re.IGNORECASE)
            for _, style in self.chain(style_id)
        )

    def is_contents(self, style_id: str | None) -> bool:
        """Tell whether a style is one of a table of contents."""
        return bool(re.match(r"toc ?\d|table of figures", self.name(style_id)))


@dataclass(slots=True)
class _Counters:
    values: dict[int, int] = field(default_factory=dict)


class Lists:
    """Counts the paragraphs of lists as Word does.

    Args:
        tree: ``numbering.xml``; None where there is none.
        styles: The document's styles.
    """

    def __init__(self, tree: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, Level]] = {}
        self._of_style: dict[tuple[str, str], int] = {}
        self._linked: dict[str, str] = {}
        self._numbers: dict[str, tuple[str, dict[int, Level]]] = {}
        self._counters: dict[str, _Counters] = {}
        self._started: set[tuple[str, int]] = set()
        if tree is not None:
            self._read(tree)

    def mark(self, properties: Element | None, style_id: str | None) -> Mark | None:
        """Return what stands before a paragraph with these properties; None where nothing does.

        Every paragraph of a list must be asked for once, in order.
        """
        number, level = self._of(properties, style_id)
        if number is None or number == "0" or number not in self._numbers:
            return None
        abstract, overrides = self._numbers[number]
        levels = self._levels(abstract)
        depth = min(max(level, 0), 8)
        found = overrides.get(depth) or levels.get(depth, Level())
        deeper = re.search(r"\s(\d)$", self._styles.name(style_id))
        shown = depth + (int(deeper[1]) - 1 if deeper and not depth and "list" in self._styles.name(style_id) else 0)
        counters = self._counters.setdefault(abstract, _Counters())
        if depth in overrides and (number, depth) not in self._started:
            counters.values.pop(depth, None)
        self._started.add((number, depth))
        counters.values[depth] = counters.values.get(depth, found.start - 1) + 1
        for other in [d for d in counters.values if d > depth and levels.get(d, Level()).restart != 0]:
            del counters.values[other]
        if found.style == "bullet":
            return Mark("•", shown)
        text = re.sub(r"%(\d)", lambda m: self._number(int(m[1]) - 1, counters, levels, found), found.text)
        return Mark(text.strip(), shown) if text.strip() else None

    def _number(self, depth: int, counters: _Counters, levels: dict[int, Level], asking: Level) -> str:
        level = levels.get(depth, Level("decimal"))
        style = "decimal" if asking.legal else level.style
        return label(counters.values.get(depth, level.start), style)

    def _of(self, properties: Element | None, style_id: str | None) -> tuple[str | None, int]:
        """Return a paragraph's list and level: its own, or its style's."""
        number, level = numbering_of(properties)
        if number is not None:
            return number, level or 0
        for name, style in self._styles.chain(style_id or self._styles.default):
            if style.number is not None:
                abstract = self._numbers.get(style.number, ("", {}))[0]
                own = self._of_style.get((abstract, name))
                inherited = level if level is not None else style.level
                return style.number, own if own is not None and level is None else inherited or 0
        return None, 0

    def _levels(self, abstract: str) -> dict[int, Level]:
        levels = self._abstract.get(abstract, {})
        if not levels and abstract in self._linked:
            for _, style in self._styles.chain(self._linked[abstract]):
                if style.number in self._numbers:
                    return self._abstract.get(self._numbers[style.number][0], {})
        return levels

    def _read(self, tree: Element) -> None:
        for node in tree.findall("abstractNum"):
            name = node.get("abstractNumId", "")
            self._abstract[name] = {}
            link = _value(node.find("numStyleLink"))
            if link:
                self._linked[name] = link
            for level in node.findall("lvl"):
                depth = _whole(level.get("ilvl"), 0)
                self._abstract[name][depth] = _level(level)
                style = _value(level.find("pStyle"))
                if style:
                    self._of_style[name, style] = depth
        for node in tree.findall("num"):
            overrides = {}
            abstract = _value(node.find("abstractNumId")) or ""
            for override in node.findall("lvlOverride"):
                depth = _whole(override.get("ilvl"), 0)
                own = override.find("lvl")
                base = _level(own) if own is not None else self._abstract.get(abstract, {}).get(depth, Level("decimal"))
                start = override.find("startOverride")
                first = _whole(_value(start), base.start) if start is not None else base.start
                overrides[depth] = Level(base.style, base.text, first, base.legal, base.restart)
            self._numbers[node.get("numId", "")] = (abstract, overrides)


def numbering_of(properties: Element | None) -> tuple[str | None, int | None]:
    """Return the list and the level that a paragraph's properties name."""
    node = properties.find("numPr") if properties is not None else None
    if node is None:
        return None, None
    level = _value(node.find("ilvl"))
    return _value(node.find("numId")), _whole(level, 0) if level is not None else None


def _level(node: Element) -> Level:
    restart = _value(node.find("lvlRestart"))
    return Level(
        _value(node.find("numFmt")) or "decimal",
        (_value(node.find("lvlText")) or "")[:40],
        _whole(_value(node.find("start")), 1),
        node.find("isLgl") is not None,
        _whole(restart, 1) if restart is not None else None,
    )


def _value(node: Element | None) -> str | None:
    return node.get("val") if node is not None else None


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else default
