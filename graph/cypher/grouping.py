"""Grouping: RETURN and WITH that aggregate."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, NamedTuple

from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher.aggregates import MAKERS, Aggregate, Distinct
from peelgraph.graph.cypher.compare import group_key
from peelgraph.graph.cypher.evaluate import Context, Evaluate, Row
from peelgraph.graph.cypher.walk import has_aggregate, is_aggregate, rewrite


class _Column(NamedTuple):
    """One aggregate: where its answer goes, and how it is reckoned."""

    name: str
    make: Callable[[], Aggregate]
    value: Evaluate | None
    second: Evaluate | None


def compile_groups(ctx: Context, clause: s.Projection) -> Callable[[Iterator[Row], Row], Iterator[Row]]:
    """Compile a projection that aggregates.

    Args:
        ctx: What the query shares.
        clause: The projection; what it does not aggregate is the group.

    Returns:
        A function from rows, and the row of what is known outside, to one row for each group. It also holds, for ORDER
        BY, what the first row of the group held.
    """
    keys = [(item.name, ctx.expression(item.expression)) for item in clause.items if not has_aggregate(item.expression)]
    columns: list[_Column] = []
    answers = [
        (item.name, ctx.expression(rewrite(item.expression, lambda node: _placed(ctx, node, columns))))
        for item in clause.items
        if has_aggregate(item.expression)
    ]

    def stage(rows: Iterator[Row], outer: Row) -> Iterator[Row]:
        groups: dict[Hashable, tuple[Row, list[Aggregate]]] = {}
        for row in rows:
            values = [value_of(row) for _, value_of in keys]
            key = tuple(map(group_key, values))
            group = groups.get(key)
            if group is None:
                named = {name: value for (name, _), value in zip(keys, values, strict=True)}
                group = groups[key] = ({**row, " keys": named}, [column.make() for column in columns])
            _gather(row, columns, group[1])
        if not groups and not keys:
            groups[()] = ({**outer, " keys": {}}, [column.make() for column in columns])
        for first, gathered in groups.values():
            yield _answer(first, columns, gathered, answers)

    return stage


def _gather(row: Row, columns: list[_Column], gathered: list[Aggregate]) -> None:
    for column, aggregate in zip(columns, gathered, strict=True):
        value = True if column.value is None else column.value(row)
        if value is not None:
            second = column.second
            aggregate.add(value, None if second is None else second(row))


def _answer(first: Row, columns: list[_Column], gathered: list[Aggregate], answers: list[tuple[str, Evaluate]]) -> Row:
    inner = dict(first)
    for column, aggregate in zip(columns, gathered, strict=True):
        inner[column.name] = aggregate.result()
    found = [(name, value_of(inner)) for name, value_of in answers]
    inner.update(inner.pop(" keys"))
    inner.update(found)
    return inner


def _placed(ctx: Context, node: Any, columns: list[_Column]) -> s.Expr | None:
    """Exchange an aggregate for the name under which its answer is found; look below anything else."""
    if isinstance(node, s.Subquery):
        return node
    if not is_aggregate(node):
        return None
    name = f" aggregate {len(columns)}"
    if isinstance(node, s.CountRows):
        columns.append(_Column(name, MAKERS["count"], None, None))
        return s.Variable(name)
    make = MAKERS[node.name]
    value = ctx.expression(node.arguments[0])
    extra = ctx.expression(node.arguments[1]) if len(node.arguments) > 1 else None
    columns.append(_Column(name, _distinct(make) if node.distinct else make, value, extra))
    return s.Variable(name)


def _distinct(make: Callable[[], Aggregate]) -> Callable[[], Aggregate]:
    return lambda: Distinct(make())
