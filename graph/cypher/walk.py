"""Walking over the parts of a query: children, free variables, conjunctions, aggregates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, Final

from peelgraph.graph.cypher import syntax as s

AGGREGATES: Final = frozenset(
    {"avg", "collect", "count", "max", "min", "percentilecont", "percentiledisc", "stdev", "stdevp", "sum"}
)


def parts(node: Any) -> Iterator[Any]:
    """Yield the parts of the query tree directly below one."""
    for each in fields(node):
        yield from _flat(getattr(node, each.name))


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for item in value:
            yield from _flat(item)
    elif hasattr(value, "__dataclass_fields__"):
        yield value


def walk(node: Any) -> Iterator[Any]:
    """Yield a part of the query tree and all below it."""
    yield node
    for part in parts(node):
        yield from walk(part)


def is_aggregate(node: Any) -> bool:
    """Tell whether an expression is itself an aggregate."""
    return isinstance(node, s.CountRows) or (isinstance(node, s.FunctionCall) and node.name in AGGREGATES)


def has_aggregate(node: Any) -> bool:
    """Tell whether an expression aggregates the rows of its own clause; what a subquery counts is its own."""
    if is_aggregate(node):
        return True
    return not isinstance(node, s.Subquery) and any(has_aggregate(part) for part in parts(node))


def rewrite(node: Any, change: Callable[[Any], Any]) -> Any:
    """Return a part of the tree with some parts below exchanged.

    Args:
        node: The part.
        change: Returns another part for one, or None to look below it.
    """
    changed = change(node)
    if changed is not None:
        return changed
    new = {each.name: _rewritten(getattr(node, each.name), change) for each in fields(node)}
    same = all(new[each.name] is getattr(node, each.name) for each in fields(node))
    return node if same else replace(node, **new)


def _rewritten(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, tuple):
        items = tuple(_rewritten(item, change) for item in value)
        return value if all(a is b for a, b in zip(items, value, strict=True)) else items
    return rewrite(value, change) if hasattr(value, "__dataclass_fields__") else value


def conjuncts(condition: s.Expr | None) -> list[s.Expr]:
    """Return the conditions that AND joins."""
    if condition is None:
        return []
    if isinstance(condition, s.Binary) and condition.operator == "AND":
        return conjuncts(condition.left) + conjuncts(condition.right)
    return [condition]


def mentioned(node: Any) -> set[str]:
    """Return every variable that an expression mentions or binds, also inside its subqueries."""
    found: set[str] = set()
    for part in walk(node):
        if isinstance(part, s.Variable):
            found.add(part.name)
        elif isinstance(part, (s.NodePattern, s.RelationshipPattern)) and not part.anonymous:
            found.add(part.variable)
        elif isinstance(part, s.CallSubquery) and isinstance(part.imports, tuple):
            found.update(part.imports)
    return found


def pattern_variables(elements: tuple[s.PathElement, ...]) -> Iterator[tuple[str, bool]]:
    """Yield the variables of a path, anonymous ones too, each with whether it is a list."""
    for element in elements:
        if isinstance(element, s.GroupPattern):
            for name, _ in pattern_variables(element.elements):
                yield name, True
        else:
            yield element.variable, isinstance(element, s.RelationshipPattern) and element.length is not None
