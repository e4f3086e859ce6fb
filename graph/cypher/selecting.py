"""Selected paths: ``shortestPath``, ``SHORTEST k``, ``ANY`` and ``ALL SHORTEST``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher.entities import NodeRef, PathRef
from peelgraph.graph.cypher.evaluate import Context, Row
from peelgraph.graph.cypher.links import Link, Stage, Target, leg_binding, path_of
from peelgraph.graph.cypher.matching import Matcher, group_step
from peelgraph.graph.cypher.stepping import relationship_step
from peelgraph.graph.cypher.trails import Legs, Selection, Step, closed_trails, layers
from peelgraph.graph.cypher.walk import conjuncts, mentioned, pattern_variables
from peelgraph.ontology.errors import QueryError


def select_stage(
    ctx: Context,
    link: Link,
    path: s.PathPattern,
    start: str,
    target: Target,
    conditions: Sequence[Callable[[Row], bool]],
    *,
    backwards: bool,
) -> Stage:
    """Return the stage that finds the selected paths between two ends.

    Args:
        ctx: What the query shares.
        link: The two ends.
        path: The pattern with its selector.
        start: The end that is bound.
        target: The other end.
        conditions: Conditions on the path that the search itself must keep (only ``shortestPath`` has them).
        backwards: Whether the bound end is the last one of the pattern.
    """
    via = path.elements[1]
    if len(path.elements) == 3 and not isinstance(via, s.NodePattern):
        single = Link(link.left, link.right, via, link.hidden)
        return _search(ctx, single, path, start, target, conditions, backwards=backwards)
    return _sift(ctx, path, start, target, backwards=backwards)


def _search(
    ctx: Context,
    link: Link,
    path: s.PathPattern,
    start: str,
    target: Target,
    conditions: Sequence[Callable[[Row], bool]],
    *,
    backwards: bool,
) -> Stage:
    """Find the paths of one repeated part, layer by layer."""
    via, selector = link.via, path.selector or s.Selector("all")
    bind = leg_binding(link, backwards=backwards)
    step_for, (least, most) = _repeated(ctx, via, backwards=backwards)
    is_function = selector.kind.endswith(("path", "paths"))
    ends = {link.left, link.right}
    inner = {name for name, _ in pattern_variables(path.elements)} | ({path.variable} if path.variable else set())
    own = conjuncts(path.where)
    of_ends = [ctx.condition(each) for each in own if mentioned(each) & inner <= ends]
    of_path = [*conditions, *(ctx.condition(each) for each in own if not mentioned(each) & inner <= ends)]
    one_length = selector.kind in {"all", "shortestpath", "allshortestpaths"} or (
        selector.kind in {"shortest", "groups"} and selector.count == 1
    )
    prune = one_length and least <= 1 and not of_path
    one = selector.kind in {"shortest", "shortestpath"}

    def walks(origin: NodeRef, step: Step) -> Iterator[tuple[NodeRef, Legs]]:
        for layer in layers(origin, step, least, most, prune=prune, one=one):
            yield from (walk for walk in layer if not (prune and least == 1 and walk[0] is origin))
        if prune and least == 1 and not is_function:
            yield from closed_trails(origin, step, most, one=one)

    def stage(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            selection = Selection(selector.kind, selector.count)
            origin = row[start]
            if is_function and target.bound and row[target.name] is origin:
                raise QueryError(
                    "a shortest path needs two different nodes: add WHERE a <> b in a clause before shortestPath(...)"
                )
            goal = row[target.name] if target.bound else None
            for node, legs in walks(origin, step_for(row)):
                length = sum(len(leg.relationships) for leg in legs)
                if goal is not None and selection.complete(goal, length):
                    break
                if not target.admits(row, node) or (is_function and node is origin):
                    continue
                new = {**row, **bind(origin, legs), target.name: node}
                if path.variable is not None:
                    new[path.variable] = _oriented(path_of(origin, legs), backwards=backwards)
                _single(new, via, selector)
                if all(holds(new) for holds in (*of_ends, *of_path)) and selection.takes(node, length):
                    yield new

    return stage


def _single(row: Row, via: Any, selector: s.Selector) -> None:
    """Bind a relationship without a length to itself, not to a list of one."""
    if isinstance(via, s.RelationshipPattern) and via.length is None and not selector.kind.endswith(("path", "paths")):
        [row[via.variable]] = row[via.variable]


def _repeated(ctx: Context, via: Any, *, backwards: bool) -> tuple[Callable[[Row], Step], tuple[int, int | None]]:
    if isinstance(via, s.GroupPattern):
        return group_step(ctx, via, backwards=backwards), (via.least, via.most)
    relationship: s.RelationshipPattern = via
    if relationship.where is not None:
        inner = s.GroupPattern(
            (
                s.NodePattern(" from", anonymous=True),
                replace(relationship, length=None),
                s.NodePattern(" to", anonymous=True),
            ),
            None,
            1,
            1,
        )
        return group_step(ctx, inner, backwards=backwards), relationship.length or (1, 1)
    return relationship_step(ctx, relationship, backwards=backwards), relationship.length or (1, 1)


def _oriented(path: PathRef, *, backwards: bool) -> PathRef:
    return PathRef(path.nodes[::-1], path.relationships[::-1]) if backwards else path


def _sift(ctx: Context, path: s.PathPattern, start: str, target: Target, *, backwards: bool) -> Stage:
    """Match a pattern of several parts as a whole, then keep the selected paths of each pair of ends."""
    selector = path.selector or s.Selector("all")
    name = path.variable or " whole"
    inner = Matcher(ctx, (s.PathPattern(path.elements, name),), path.where)
    del backwards

    def stage(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            selection = Selection(selector.kind, selector.count)
            found = sorted(inner.rows(row), key=lambda new: len(new[name].relationships))
            for new in found:
                ends = (new[start], new[target.name])
                if selection.takes(ends, len(new[name].relationships)):
                    yield new

    return stage
