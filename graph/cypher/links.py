"""The parts of a pattern while it is matched, and what they bind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple, TypeAlias

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher.compare import equals
from peelgraph.graph.cypher.entities import NodeRef, PathRef, RelationshipRef
from peelgraph.graph.cypher.evaluate import Row
from peelgraph.graph.cypher.trails import Legs
from peelgraph.graph.cypher.walk import pattern_variables

Stage: TypeAlias = "Callable[[Iterator[Row]], Iterator[Row]]"


class Link(NamedTuple):
    """Two neighbouring nodes of a path and what joins them; of a selected path, its two ends and all between."""

    left: str
    right: str
    via: s.RelationshipPattern | s.GroupPattern | s.PathPattern
    hidden: str


class Filter(NamedTuple):
    """A condition and the variables of the pattern that must be bound before it."""

    needs: frozenset[str]
    holds: Callable[[Row], bool]
    expression: s.Expr | None = None


def has_all(entity: Any, wanted: Any) -> bool:
    """Tell whether a node or relationship has every property of a map."""
    if not isinstance(wanted, dict):
        raise c.wrong_type("the properties of a pattern", "a map", wanted)
    return all(equals(entity.get(key), value) is True for key, value in wanted.items())


class Target(NamedTuple):
    """The node that a step ends in."""

    name: str
    bound: bool
    labels: Callable[[Row, str], bool]

    def admits(self, row: Row, node: NodeRef) -> bool:
        """Tell whether a node may stand there."""
        if self.bound:
            return row[self.name] is node
        return self.labels(row, node.table.name)


def is_dynamic(labels: s.LabelExpr) -> bool:
    """Tell whether a label expression reads the row."""
    match labels:
        case s.LabelDynamic():
            return True
        case s.LabelNot(inner=inner):
            return is_dynamic(inner)
        case s.LabelAnd(left=left, right=right) | s.LabelOr(left=left, right=right):
            return is_dynamic(left) or is_dynamic(right)
        case _:
            return False


def reversed_elements(elements: tuple[s.PathElement, ...]) -> tuple[s.PathElement, ...]:
    """Return a path read from its other end."""
    flipped = {"in": "out", "out": "in", "both": "both"}
    return tuple(
        replace(element, direction=flipped[element.direction])
        if isinstance(element, s.RelationshipPattern)
        else replace(element, elements=reversed_elements(element.elements))
        if isinstance(element, s.GroupPattern)
        else element
        for element in reversed(elements)
    )


def leg_binding(link: Link, *, backwards: bool) -> Callable[[NodeRef, Legs], Row]:
    """Return a function from the legs of a walk to what they bind, in the direction of the pattern."""
    via = link.via

    def bind(start: NodeRef, legs: Legs) -> Row:
        relationships = [relationship for leg in legs for relationship in leg.relationships]
        nodes = [start, *(node for leg in legs for node in leg.nodes)]
        if backwards:
            relationships.reverse()
            nodes.reverse()
        found: Row = {link.hidden: tuple(relationships), f"{link.hidden} nodes": tuple(nodes)}
        if isinstance(via, s.RelationshipPattern):
            found[via.variable] = relationships
        elif isinstance(via, s.GroupPattern):
            rounds = legs[::-1] if backwards else legs
            for name, _ in pattern_variables(via.elements):
                found[name] = [leg.bindings[name] for leg in rounds]
        return found

    return bind


def path_binding(name: str, path: s.PathPattern, links: list[Link]) -> Stage:
    """Return the stage that binds a named path."""
    if path.selector is not None:
        return lambda rows: rows
    own = [_link_of(links, left, right, via) for left, via, right in _triples(path)]
    first = path.elements[0]

    def stage(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            nodes = [row[first.variable]]  # type: ignore[union-attr]
            relationships: list[RelationshipRef] = []
            for link in own:
                if isinstance(link.via, s.RelationshipPattern) and link.via.length is None:
                    nodes.append(row[link.right])
                    relationships.append(row[link.via.variable])
                else:
                    nodes.extend(row[f"{link.hidden} nodes"][1:])
                    relationships.extend(row[link.hidden])
            row[name] = PathRef(tuple(nodes), tuple(relationships))
            yield row

    return stage


def _triples(path: s.PathPattern) -> Iterator[tuple[Any, Any, Any]]:
    for place in range(1, len(path.elements), 2):
        left, via, right = path.elements[place - 1 : place + 2]
        yield left, via, right


def _link_of(links: list[Link], left: s.NodePattern, right: s.NodePattern, via: object) -> Link:
    return next(
        link for link in links if link.via is via and (link.left, link.right) == (left.variable, right.variable)
    )


def path_of(start: NodeRef, legs: Legs) -> PathRef:
    """Return the path that legs make from a start."""
    nodes = (start, *(node for leg in legs for node in leg.nodes))
    return PathRef(nodes, tuple(relationship for leg in legs for relationship in leg.relationships))
