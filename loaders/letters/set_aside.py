"""What the reading of findings sets aside, so that no section is ever lost without a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peelgraph.loaders.letters.blocks import Block
from peelgraph.loaders.letters.opening import blocks_under, in_introduction_list, is_other_section, may_be_finding
from peelgraph.ontology.counted import counted


@dataclass(frozen=True, slots=True)
class SetAside:
    """A section that was read as no part of the findings although it has points like those of the findings.

    Args:
        heading: Its heading.
        line: The number of its heading's line.
        points: How many points it has.
    """

    heading: str
    line: int
    points: int

    def __str__(self) -> str:
        return (
            f"the section {self.heading!r} (line {self.line}) was read as background and not as findings, although it "
            f"has {counted(self.points, 'point')}: if it holds findings, give it another heading"
        )


def sections_set_aside(blocks: Sequence[Block]) -> tuple[SetAside, ...]:
    """Return the sections of background that have bullets which are sentences, as findings are."""
    found = []
    for at, block in enumerate(blocks):
        if block.kind == "heading" and is_other_section(blocks, at):
            points = [other for other in blocks_under(blocks, at) if other.kind == "bullet" and may_be_finding(other)]
            if points:
                found.append(SetAside(block.text, block.line, len(points)))
    return tuple(found)


def first_point(blocks: Sequence[Block], start: int) -> int:
    """Return where the findings begin when what stands before a place is looked at once more.

    A bullet that is a sentence and stands neither in a list of what was looked at nor under a heading of background is
    a finding, whatever was taken for the beginning of the findings; its headings belong to it.

    Args:
        blocks: The document's blocks.
        start: Where the findings were thought to begin.
    """
    other = False
    for at, block in enumerate(blocks[:start]):
        if block.kind == "heading":
            other = is_other_section(blocks, at)
        elif block.kind == "bullet" and not other and not in_introduction_list(blocks, at) and may_be_finding(block):
            above = next((i for i in range(at - 1, -1, -1) if blocks[i].kind != "heading"), -1)
            return above + 1
    return start
