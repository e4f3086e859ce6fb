"""Running clauses: each one turns rows into rows."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cmp_to_key
from itertools import islice
from typing import Any, TypeAlias

from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher.compare import group_key, sort_key
from peelgraph.graph.cypher.evaluate import Context, Row, Run
from peelgraph.graph.cypher.grouping import compile_groups
from peelgraph.graph.cypher.matching import compile_pattern
from peelgraph.graph.cypher.procedures import call_procedure
from peelgraph.graph.cypher.walk import has_aggregate, is_aggregate, pattern_variables, rewrite
from peelgraph.ontology.errors import QueryError

Stage: TypeAlias = "Callable[[Iterator[Row], Row], Iterator[Row]]"


def compile_query(ctx: Context, query: s.Query) -> Run:
    """Compile a query.

    Args:
        ctx: What the query shares.
        query: A whole query, or one inside braces.

    Returns:
        A function from the row of what is known outside to the rows of the answer; each holds the columns in order, or,
        for a query without RETURN, all that it binds.
    """
    arms = [_compile_arm(ctx, arm) for arm in query.arms]
    if len(arms) == 1:
        return arms[0]

    def run(row: Row) -> Iterator[Row]:
        found = (new for arm in arms for new in arm(row))
        return found if query.keeps_duplicates else _distinct(found)

    return run


def _compile_arm(ctx: Context, clauses: tuple[s.Clause, ...]) -> Run:
    stages = [_compile_clause(ctx, clause) for clause in clauses]

    def run(row: Row) -> Iterator[Row]:
        rows: Iterator[Row] = iter((dict(row),))
        for stage in stages:
            rows = stage(rows, row)
        return rows

    return run


def _compile_clause(ctx: Context, clause: s.Clause) -> Stage:
    match clause:
        case s.Match():
            return _match(ctx, clause)
        case s.Unwind():
            return _unwind(ctx, clause)
        case s.Projection():
            return _projection(ctx, clause)
        case s.CallSubquery():
            return _subquery(ctx, clause)
        case s.CallProcedure():
            return _procedure(ctx, clause)
        case s.Finish():
            return _finish


def _finish(rows: Iterator[Row], _outer: Row) -> Iterator[Row]:
    for _ in rows:
        pass
    return iter(())


def _match(ctx: Context, clause: s.Match) -> Stage:
    run = compile_pattern(ctx, clause.patterns, clause.where)
    if not clause.optional:
        return lambda rows, _outer: (new for row in rows for new in run(row))
    names = [name for name in pattern_names(clause.patterns) if not name.startswith(" ")]

    def stage(rows: Iterator[Row], _outer: Row) -> Iterator[Row]:
        for row in rows:
            found = False
            for new in run(row):
                found = True
                yield new
            if not found:
                yield {**dict.fromkeys(names), **row}

    return stage


def pattern_names(patterns: Iterable[s.PathPattern]) -> list[str]:
    """Return every variable that patterns bind, anonymous ones too."""
    found: list[str] = []
    for path in patterns:
        found.extend(name for name, _ in pattern_variables(path.elements))
        if path.variable is not None:
            found.append(path.variable)
    return list(dict.fromkeys(found))


def _unwind(ctx: Context, clause: s.Unwind) -> Stage:
    source, name = ctx.expression(clause.source), clause.variable

    def stage(rows: Iterator[Row], _outer: Row) -> Iterator[Row]:
        for row in rows:
            values = source(row)
            if values is None:
                continue
            for value in values if isinstance(values, list) else (values,):
                new = row.copy()
                new[name] = value
                yield new

    return stage


def _projection(ctx: Context, clause: s.Projection) -> Stage:
    names = None if clause.star else [item.name for item in clause.items]
    clause = _with_columns_named(clause)
    project = _grouped(ctx, clause) if _aggregates(clause) else _plain(ctx, clause)
    where = ctx.condition(clause.where)
    page = _page(ctx, clause)

    def stage(rows: Iterator[Row], outer: Row) -> Iterator[Row]:
        base = {} if clause.returns else outer
        for row in page(project(rows, outer)):
            new = dict(base)
            if names is None:
                new.update((key, value) for key, value in sorted(row.items()) if not key.startswith(" "))
                new.update((item.name, new.pop(item.name)) for item in clause.items)
            else:
                new.update((name, row[name]) for name in names)
            if where(row):
                yield new

    return stage


def _with_columns_named(clause: s.Projection) -> s.Projection:
    """Let ORDER BY and WHERE name the columns that they repeat; an aggregate of their own becomes a hidden column."""
    columns = {item.expression: item.name for item in clause.items if not isinstance(item.expression, s.Literal)}
    hidden: list[s.Item] = []
    aggregated = _aggregates(clause)

    def named(node: Any) -> s.Expr | None:
        if isinstance(node, s.Expr) and node in columns:
            return s.Variable(columns[node])
        if aggregated and is_aggregate(node):
            name = columns[node] = f" hidden {len(hidden)}"
            hidden.append(s.Item(node, name, aliased=True))
            return s.Variable(name)
        return None

    order = tuple(s.SortKey(rewrite(key.expression, named), key.descending) for key in clause.order)
    where = None if clause.where is None else rewrite(clause.where, named)
    return replace(clause, order=order, where=where, items=(*clause.items, *hidden))


def _aggregates(clause: s.Projection) -> bool:
    return any(has_aggregate(item.expression) for item in clause.items)


def _plain(ctx: Context, clause: s.Projection) -> Stage:
    items = [(item.name, ctx.expression(item.expression)) for item in clause.items]

    def stage(rows: Iterator[Row], _outer: Row) -> Iterator[Row]:
        for row in rows:
            new = row.copy()
            for name, value in [(name, value_of(row)) for name, value_of in items]:
                new[name] = value
            yield new

    if not clause.distinct:
        return stage
    return lambda rows, outer: _distinct(_only(stage(rows, outer), clause))


def _only(rows: Iterator[Row], clause: s.Projection) -> Iterator[Row]:
    """Keep of each row the columns, which are all that may count for DISTINCT."""
    names = None if clause.star else [item.name for item in clause.items if not item.name.startswith(" ")]
    for row in rows:
        yield {name: row[name] for name in (names or row) if names or not name.startswith(" ")}


def _grouped(ctx: Context, clause: s.Projection) -> Stage:
    stage = compile_groups(ctx, clause)
    if not clause.distinct:
        return stage
    return lambda rows, outer: _distinct(
        stage(rows, outer), [item.name for item in clause.items if item.name[:1] != " "]
    )


def _distinct(rows: Iterator[Row], names: list[str] | None = None) -> Iterator[Row]:
    seen = set()
    for row in rows:
        key = tuple(group_key(row[name]) for name in (names if names is not None else sorted(row)))
        if key not in seen:
            seen.add(key)
            yield row


def _page(ctx: Context, clause: s.Projection) -> Callable[[Iterator[Row]], Iterator[Row]]:
    keys = [(ctx.expression(key.expression), key.descending) for key in clause.order]
    skip, limit = ctx.expression(clause.skip), ctx.expression(clause.limit)

    def page(rows: Iterator[Row]) -> Iterator[Row]:
        first = _count(skip({}), "SKIP") if clause.skip is not None else 0
        most = _count(limit({}), "LIMIT") if clause.limit is not None else None
        stop = None if most is None else first + most
        if keys:
            rows = iter(_ordered(rows, keys, stop))
        return islice(rows, first, stop)

    return page


def _ordered(rows: Iterator[Row], keys: list[tuple[Callable[[Row], Any], bool]], most: int | None) -> list[Row]:
    directions = {descending for _, descending in keys}

    def key_of(row: Row) -> tuple[Any, ...]:
        return tuple(sort_key(value_of(row)) for value_of, _ in keys)

    decorated = [(key_of(row), at, row) for at, row in enumerate(rows)]
    if directions == {False}:
        chosen = sorted(decorated) if most is None else heapq.nsmallest(most, decorated)
        return [row for *_, row in chosen]

    def order(left: tuple[Any, ...], right: tuple[Any, ...]) -> int:
        for (_, descending), a, b in zip(keys, left[0], right[0], strict=True):
            if a != b:
                return 1 if (a < b) == descending else -1
        return 0

    return [row for *_, row in sorted(decorated, key=cmp_to_key(order))]


def _count(value: Any, what: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise QueryError(f"{what} takes a whole number from 0 up, not {value!r}")
    return value


def _subquery(ctx: Context, clause: s.CallSubquery) -> Stage:
    imports, query = clause.imports, clause.query
    if imports is None:
        imports, query = _older_imports(query)
    run = compile_query(ctx, query)
    columns = returned_names(query)

    def stage(rows: Iterator[Row], _outer: Row) -> Iterator[Row]:
        for row in rows:
            known = row if imports == "*" else {name: row[name] for name in imports}
            found = False
            for new in run({key: value for key, value in known.items() if not key.startswith(" ")}):
                found = True
                yield {**row, **new} if columns else dict(row)
            if not found and clause.optional:
                yield {**row, **dict.fromkeys(columns)}

    return stage


def _older_imports(query: s.Query) -> tuple[tuple[str, ...] | str, s.Query]:
    """Read ``CALL { WITH x, y ... }``: the first WITH of each arm names what comes in."""
    names: set[str] = set()
    for arm in query.arms:
        first = arm[0]
        if isinstance(first, s.Projection) and not first.returns:
            if first.star:
                return "*", query
            names.update(item.name for item in first.items)
    return tuple(sorted(names)), query


def returned_names(query: s.Query) -> list[str]:
    """Return the columns of a query that ends in RETURN without a star; else an empty list."""
    last = query.arms[0][-1]
    if isinstance(last, s.Projection) and last.returns:
        return [item.name for item in last.items]
    return []


def _procedure(ctx: Context, clause: s.CallProcedure) -> Stage:
    arguments = [ctx.expression(argument) for argument in clause.arguments]
    where = ctx.condition(clause.where)
    given = dict(clause.yields) if clause.yields is not None else None

    def stage(rows: Iterator[Row], _outer: Row) -> Iterator[Row]:
        for row in rows:
            for found in call_procedure(ctx.graph, clause.name, [argument(row) for argument in arguments]):
                named = found if given is None else {given[key]: found[key] for key in given}
                new = {**row, **named}
                if where(new):
                    yield new

    return stage
