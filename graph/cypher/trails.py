"""Walking from a node: trails of many lengths, repeated parts and shortest paths."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from typing import Any, NamedTuple, TypeAlias

from peelgraph.graph.cypher.entities import NodeRef, RelationshipRef


class Leg(NamedTuple):
    """One step of a walk: a relationship, or one round of a repeated part.

    Args:
        relationships: The relationships walked, in order.
        nodes: The nodes reached, in order; the last one is where the step ends.
        bindings: The variables of the round, by name.
    """

    relationships: tuple[RelationshipRef, ...]
    nodes: tuple[NodeRef, ...]
    bindings: dict[str, Any]


Legs: TypeAlias = "tuple[Leg, ...]"
Step: TypeAlias = "Callable[[NodeRef], Iterator[Leg]]"


def trails(
    start: NodeRef, step: Step, least: int, most: int | None, used: Collection[RelationshipRef]
) -> Iterator[tuple[NodeRef, Legs]]:
    """Yield every walk that uses no relationship twice, with the node that it ends in.

    Args:
        start: The first node.
        step: Yields the legs that leave a node.
        least: The fewest legs.
        most: The most legs; None for any number.
        used: Relationships that may not be walked.
    """
    if least == 0:
        yield start, ()
    if most == 0:
        return
    walked: set[RelationshipRef] = set(used)
    legs: list[Leg] = []
    pending = [step(start)]
    while pending:
        leg = next(pending[-1], None)
        if leg is None:
            pending.pop()
            if legs:
                walked.difference_update(legs.pop().relationships)
            continue
        if not walked.isdisjoint(leg.relationships):
            continue
        legs.append(leg)
        walked.update(leg.relationships)
        if len(legs) >= least:
            yield leg.nodes[-1], tuple(legs)
        if most is None or len(legs) < most:
            pending.append(step(leg.nodes[-1]))
        else:
            walked.difference_update(legs.pop().relationships)


def layers(
    start: NodeRef,
    step: Step,
    least: int,
    most: int | None,
    *,
    prune: bool = False,
    one: bool = False,
    used: Collection[RelationshipRef] = (),
) -> Iterator[list[tuple[NodeRef, Legs]]]:
    """Yield the walks of each number of legs, shortest first.

    Args:
        start: The first node.
        step: Yields the legs that leave a node.
        least: The fewest legs.
        most: The most legs; None for any number.
        prune: Whether a node that was reached by fewer legs is not walked through again, which loses no shortest walk.
        one: Whether, with ``prune``, one walk to each node is enough.
        used: Relationships that may not be walked.
    """
    frontier: list[tuple[NodeRef, Legs]] = [(start, ())]
    seen = {start} if least == 0 else set()
    count = 0
    while frontier:
        if count >= least:
            yield frontier
        if most is not None and count >= most:
            return
        frontier = [
            found for node, legs in frontier for found in _longer(node, legs, step, seen if prune else (), used)
        ]
        if prune and one:
            frontier = list({node: (node, legs) for node, legs in reversed(frontier)}.values())
        if prune:
            seen.update(node for node, _ in frontier)
        count += 1


def closed_trails(start: NodeRef, step: Step, most: int | None, *, one: bool) -> Iterator[tuple[NodeRef, Legs]]:
    """Yield the shortest walks that lead from a node back to itself, which pruning would lose.

    Args:
        start: The first and last node.
        step: Yields the legs that leave a node.
        most: The most legs; None for any number.
        one: Whether one walk is enough.
    """
    found: list[Legs] = []
    for first in step(start):
        if first.nodes[-1] is start:
            found.append((first,))
            continue
        rest = None if most is None else most - 1
        for layer in layers(first.nodes[-1], step, 0, rest, prune=True, one=one, used=first.relationships):
            ends = [(first, *legs) for node, legs in layer if node is start]
            if ends:
                found.extend(ends)
                break
    for legs in sorted(found, key=len):
        yield start, legs


def _longer(
    node: NodeRef, legs: Legs, step: Step, closed: Collection[NodeRef], used: Collection[RelationshipRef]
) -> Iterator[tuple[NodeRef, Legs]]:
    walked = {*used, *(relationship for leg in legs for relationship in leg.relationships)}
    for leg in step(node):
        if leg.nodes[-1] not in closed and walked.isdisjoint(leg.relationships):
            yield leg.nodes[-1], (*legs, leg)


class Selection:
    """Decides which walks a selector such as ``SHORTEST 2`` keeps, for each pair of ends.

    Args:
        kind: ``all``, ``shortest``, ``groups``, ``shortestpath`` or ``allshortestpaths``.
        count: How many walks, or lengths, to keep.
    """

    def __init__(self, kind: str, count: int) -> None:
        self.by_length = kind in {"all", "groups", "allshortestpaths"}
        self.count = count if kind in {"shortest", "groups"} else 1
        self.kept: dict[Hashable, list[int]] = {}

    def takes(self, ends: Hashable, length: int) -> bool:
        """Tell whether a walk is kept; walks come shortest first."""
        lengths = self.kept.setdefault(ends, [])
        if self.by_length:
            if length in lengths:
                return True
            if len(lengths) >= self.count:
                return False
        elif len(lengths) >= self.count:
            return False
        lengths.append(length)
        return True

    def complete(self, ends: Hashable, length: int) -> bool:
        """Tell whether no walk of this length or longer can be kept."""
        lengths = self.kept.get(ends, [])
        return len(lengths) >= self.count and not (self.by_length and length in lengths)
