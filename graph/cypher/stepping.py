"""Steps along relationships, and which of them a row has used."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher.entities import NodeRef, RelationshipRef, RelationshipTable
from peelgraph.graph.cypher.evaluate import Context, Row, label_test
from peelgraph.graph.cypher.links import has_all, is_dynamic
from peelgraph.graph.cypher.trails import Leg, Step


def is_used(row: Row, walked: tuple[str, ...], relationship: RelationshipRef) -> bool:
    """Tell whether a row has walked a relationship already."""
    for name in walked:
        before = row[name]
        if before is relationship or (type(before) is tuple and relationship in before):
            return True
    return False


def all_used(row: Row, walked: tuple[str, ...]) -> set[RelationshipRef]:
    """Return all relationships that a row has walked."""
    used: set[RelationshipRef] = set()
    for name in walked:
        before = row[name]
        used.update(before if isinstance(before, tuple) else (before,))
    return used


def neighbours_of(
    ctx: Context, via: s.RelationshipPattern, *, backwards: bool
) -> Callable[[Row, NodeRef], Iterator[tuple[RelationshipRef, NodeRef]]]:
    """Return a function that yields the relationships at a node, each with its other end."""
    test = None if via.types is None else label_test(ctx, via.types)
    fixed = None
    if via.types is None or not is_dynamic(via.types):
        fixed = [name for name in ctx.graph.types if test is None or test({}, name)]
    direction = via.direction if not backwards else {"in": "out", "out": "in", "both": "both"}[via.direction]
    tables: list[RelationshipTable] | None = None

    def of(row: Row, node: NodeRef) -> Iterator[tuple[RelationshipRef, NodeRef]]:
        nonlocal tables
        if tables is None or fixed is None:
            names = (
                fixed if fixed is not None else [name for name in ctx.graph.types if test is None or test(row, name)]
            )
            tables = [ctx.graph.relationships(name) for name in names]
        for table in tables:
            if direction != "in":
                for relationship in table.leaving.get(node, ()):
                    yield relationship, relationship.end
            if direction != "out":
                for relationship in table.entering.get(node, ()):
                    if direction == "in" or relationship.start is not relationship.end:
                        yield relationship, relationship.start

    return of


def relationship_step(ctx: Context, via: s.RelationshipPattern, *, backwards: bool) -> Callable[[Row], Step]:
    """Return, for a row, the step along one relationship."""
    neighbours = neighbours_of(ctx, via, backwards=backwards)
    wanted = None if via.properties is None else ctx.expression(via.properties)

    def for_row(row: Row) -> Step:
        properties = None if wanted is None else wanted(row)

        def step(node: NodeRef) -> Iterator[Leg]:
            for relationship, other in neighbours(row, node):
                if properties is None or has_all(relationship, properties):
                    yield Leg((relationship,), (other,), {})

        return step

    return for_row
