"""Compiling lists, maps and what runs over their items: comprehensions, reduce, all, any, none and single."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher import operators as op
from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher.entities import NodeRef, RelationshipRef
from peelgraph.ontology.errors import QueryError

if TYPE_CHECKING:
    from peelgraph.graph.cypher.evaluate import Context, Evaluate, Row


def collection(ctx: Context, node: s.Expr) -> Evaluate:
    """Compile a list, a map, a part of one, or a map projection."""
    match node:
        case s.ListLiteral(items=items):
            values = [ctx.expression(item) for item in items]
            return lambda row: [value(row) for value in values]
        case s.MapLiteral(entries=entries):
            pairs = [(key, ctx.expression(value)) for key, value in entries]
            return lambda row: {key: value(row) for key, value in pairs}
        case s.Subscript(subject=subject, index=index):
            of, at = ctx.expression(subject), ctx.expression(index)
            return lambda row: op.item(of(row), at(row))
        case s.Slice(subject=subject, start=start, stop=stop):
            of = ctx.expression(subject)
            first = ctx.expression(start if start is not None else s.Literal(0, "integer"))
            end = ctx.expression(stop if stop is not None else s.Literal(2**63 - 1, "integer"))
            return lambda row: op.part(of(row), first(row), end(row))
        case s.MapProjection():
            return _map_projection(ctx, node)
        case _:
            raise QueryError(f"{type(node).__name__} is no list or map")


def _map_projection(ctx: Context, node: s.MapProjection) -> Evaluate:
    subject = ctx.expression(node.subject)
    entries = [(key, None if value is None else ctx.expression(value)) for key, value in node.entries]

    def project(row: Row) -> dict[str, Any] | None:
        of = subject(row)
        if of is None:
            return None
        if not isinstance(of, (NodeRef, RelationshipRef, dict)):
            raise c.wrong_type("a map projection", "a node, a relationship or a map", of)
        found: dict[str, Any] = {}
        for key, value in entries:
            if value is not None:
                found[key] = value(row)
            elif key == "*":
                found.update(of if isinstance(of, dict) else of.properties())
            else:
                found[key] = of.get(key)
        return found

    return project


def loop(ctx: Context, node: s.Expr) -> Evaluate:
    """Compile what runs over the items of a list."""
    if isinstance(node, s.Reduce):
        return _reduce(ctx, node)
    if isinstance(node, s.Quantifier):
        return _quantifier(ctx, node)
    if not isinstance(node, s.ListComprehension):
        raise QueryError(f"{type(node).__name__} is no loop")
    source, name, holds = ctx.expression(node.source), node.variable, ctx.condition(node.where)
    result = None if node.result is None else ctx.expression(node.result)

    def comprehend(row: Row) -> list[Any] | None:
        values = source(row)
        if values is None:
            return None
        inner = dict(row)
        found = []
        for value in c.as_list(values, "IN"):
            inner[name] = value
            if holds(inner):
                found.append(value if result is None else result(inner))
        return found

    return comprehend


def _reduce(ctx: Context, node: s.Reduce) -> Evaluate:
    start, source, step = ctx.expression(node.start), ctx.expression(node.source), ctx.expression(node.step)

    def fold(row: Row) -> Any:
        values = source(row)
        if values is None:
            return None
        inner = {**row, node.total: start(row)}
        for value in c.as_list(values, "reduce(...)"):
            inner[node.variable] = value
            inner[node.total] = step(inner)
        return inner[node.total]

    return fold


def _quantifier(ctx: Context, node: s.Quantifier) -> Evaluate:
    source, test = ctx.expression(node.source), ctx.expression(node.where)

    def decide(row: Row) -> bool | None:
        values = source(row)
        if values is None:
            return None
        inner = dict(row)
        found = {True: 0, False: 0, None: 0}
        for value in c.as_list(values, f"{node.kind}(...)"):
            inner[node.variable] = value
            found[c.boolean(test(inner), f"{node.kind}(...)")] += 1
        return _verdict(node.kind, found)

    return decide


def _verdict(quantifier: str, found: Mapping[bool | None, int]) -> bool | None:
    unknown = None if found[None] else True
    match quantifier:
        case "all":
            return False if found[False] else unknown
        case "any":
            return True if found[True] else (None if found[None] else False)
        case "none":
            return False if found[True] else unknown
        case _:
            if found[True] > 1:
                return False
            return None if found[None] else found[True] == 1
