"""Matching patterns: from a row, all rows that extend it by what the patterns bind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher.entities import NodeRef
from peelgraph.graph.cypher.evaluate import Context, Row, Run
from peelgraph.graph.cypher.links import Filter, Link, Stage, has_all, reversed_elements
from peelgraph.graph.cypher.planning import Planner
from peelgraph.graph.cypher.trails import Leg, Step
from peelgraph.graph.cypher.walk import conjuncts, mentioned, pattern_variables
from peelgraph.ontology.errors import QueryError


def compile_pattern(ctx: Context, patterns: tuple[s.PathPattern, ...], where: s.Expr | None) -> Run:
    """Compile patterns with a condition.

    Args:
        ctx: What the query shares.
        patterns: The paths of one MATCH, or of one pattern inside an expression.
        where: Its condition.

    Returns:
        A function from a row to the rows that extend it; what the row binds already stays as it is.
    """
    matcher = Matcher(ctx, patterns, where)
    return matcher.rows


class Matcher:
    """The patterns of one MATCH, planned once for each set of variables bound beforehand."""

    def __init__(self, ctx: Context, patterns: tuple[s.PathPattern, ...], where: s.Expr | None) -> None:
        self.ctx = ctx
        self.patterns = patterns
        self.nodes: dict[str, list[s.NodePattern]] = {}
        self.links: list[Link] = []
        self.names: set[str] = set()
        self.filters: list[Filter] = []
        self.plans: dict[frozenset[str], list[Stage]] = {}
        for at, path in enumerate(patterns):
            self._take_path(at, path)
        self.names.update(path.variable for path in patterns if path.variable)
        for condition in conjuncts(where):
            self._take_condition(condition)
        self.paths = [(path.variable, path) for path in patterns if path.variable]

    def _take_path(self, at: int, path: s.PathPattern) -> None:
        for name, _ in pattern_variables(path.elements):
            self.names.add(name)
        if path.selector is not None:
            first, last = path.elements[0], path.elements[-1]
            if isinstance(first, s.NodePattern) and isinstance(last, s.NodePattern):
                self._take_node(first)
                self._take_node(last)
                self.links.append(Link(first.variable, last.variable, path, f" path{at}"))
            return
        if path.where is not None:
            for condition in conjuncts(path.where):
                self._take_condition(condition)
        for element in path.elements:
            if isinstance(element, s.NodePattern):
                self._take_node(element)
        for place in range(1, len(path.elements), 2):
            left, via, right = path.elements[place - 1 : place + 2]
            if (
                isinstance(left, s.NodePattern)
                and isinstance(right, s.NodePattern)
                and not isinstance(via, s.NodePattern)
            ):
                self.links.append(Link(left.variable, right.variable, via, f" link{at}.{place}"))

    def _take_node(self, node: s.NodePattern) -> None:
        self.nodes.setdefault(node.variable, []).append(node)
        for condition in conjuncts(node.where):
            self._take_condition(condition)
        if isinstance(node.properties, s.MapLiteral):
            for key, value in node.properties.entries:
                test = s.Comparison((s.Property(s.Variable(node.variable), key), value), ("=",))
                self._take_condition(test)
        elif node.properties is not None:
            wanted, name = self.ctx.expression(node.properties), node.variable
            self.filters.append(Filter(frozenset({name}), lambda row: has_all(row[name], wanted(row))))

    def _take_condition(self, condition: s.Expr) -> None:
        self.filters.append(Filter(frozenset(mentioned(condition)), self.ctx.condition(condition), condition))

    def rows(self, row: Row) -> Iterator[Row]:
        """Yield the rows that extend a row."""
        bound = frozenset(name for name in self.names if name in row)
        stages = self.plans.get(bound)
        if stages is None:
            stages = self.plans[bound] = Planner(self, bound).stages()
        found: Iterator[Row] = iter((row,))
        for stage in stages:
            found = stage(found)
        return found


def group_step(ctx: Context, group: s.GroupPattern, *, backwards: bool) -> Callable[[Row], Step]:
    """Return, for a row, the step along one round of a repeated part."""
    elements = reversed_elements(group.elements) if backwards else group.elements
    first = elements[0]
    names = [name for name, _ in pattern_variables(group.elements)]
    inner = Matcher(ctx, (s.PathPattern(elements, " round"),), group.where)

    def for_row(row: Row) -> Step:
        outer = {key: value for key, value in row.items() if key not in names}

        def step(node: NodeRef) -> Iterator[Leg]:
            if not isinstance(first, s.NodePattern):
                raise QueryError("a repeated part of a path starts with a node")
            for found in inner.rows({**outer, first.variable: node}):
                path = found[" round"]
                yield Leg(path.relationships, path.nodes[1:], {name: found[name] for name in names})

        return step

    return for_row
