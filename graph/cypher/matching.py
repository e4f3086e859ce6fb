"""Matching patterns: from a row, all rows that extend it by what the patterns bind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any, NamedTuple, TypeAlias

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher.compare import equals
from peelgraph.graph.cypher.entities import NodeRef, PathRef, RelationshipRef, RelationshipTable
from peelgraph.graph.cypher.evaluate import Context, Evaluate, Row, Run, label_test
from peelgraph.graph.cypher.trails import Leg, Legs, Step, trails
from peelgraph.graph.cypher.walk import conjuncts, mentioned, pattern_variables
from peelgraph.ontology.errors import QueryError

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
        self.path_conditions: list[s.Expr] = []
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
            self.filters.append(Filter(frozenset({name}), lambda row: _has_all(row[name], wanted(row))))

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


def _has_all(entity: Any, wanted: Any) -> bool:
    if not isinstance(wanted, dict):
        raise c.wrong_type("the properties of a pattern", "a map", wanted)
    return all(equals(entity.get(key), value) is True for key, value in wanted.items())


class Planner:
    """Chooses the order in which a pattern is matched: bound ends first, then the rarest start."""

    def __init__(self, matcher: Matcher, bound: frozenset[str]) -> None:
        self.matcher = matcher
        self.ctx = matcher.ctx
        self.bound = set(bound)
        self.filters = list(matcher.filters)
        self.links = list(matcher.links)
        self.walked: list[str] = []
        self.plan: list[Stage] = []

    def stages(self) -> list[Stage]:
        """Return the stages, each one from rows to longer rows."""
        for name in sorted(set(self.matcher.nodes) & self.bound):
            self.plan.append(_checked(name, self._labels(name)))
        self._filter()
        while self.links or set(self.matcher.nodes) - self.bound:
            link = self._next_link()
            if link is None:
                self._scan(self._best_start())
            else:
                self.links.remove(link)
                self._follow(link)
            self._filter()
        for name, path in self.matcher.paths:
            self.plan.append(_path_binding(name, path, self.matcher.links))
            self.bound.add(name)
            self._filter()
        return self.plan

    def _labels(self, name: str) -> Callable[[Row, str], bool]:
        tests = [label_test(self.ctx, node.labels) for node in self.matcher.nodes[name] if node.labels is not None]
        if len(tests) == 1:
            return tests[0]
        return lambda row, label: all(test(row, label) for test in tests)

    def _filter(self) -> None:
        ready = [each for each in self.filters if not (each.needs & self.matcher.names) - self.bound]
        for each in ready:
            self.filters.remove(each)
            self.plan.append(_filtered(each.holds))

    def _next_link(self) -> Link | None:
        open_links = [link for link in self.links if link.left in self.bound or link.right in self.bound]
        return min(open_links, key=self._link_cost, default=None)

    def _link_cost(self, link: Link) -> tuple[int, int]:
        simple = isinstance(link.via, s.RelationshipPattern) and link.via.length is None
        both = link.left in self.bound and link.right in self.bound
        return (0 if simple else 1, 0 if both else 1)

    def _best_start(self) -> str:
        free = sorted(set(self.matcher.nodes) - self.bound)
        return min(free, key=self._start_cost)

    def _start_cost(self, name: str) -> float:
        count = sum(self.ctx.graph.labels[label] for label in self._possible(name))
        if self._lookup(name) is not None:
            return count / 1000
        own = any(each.needs & self.matcher.names == {name} for each in self.filters)
        return count / 10 if own else count

    def _possible(self, name: str) -> list[str]:
        plain = [
            node.labels for node in self.matcher.nodes[name] if node.labels is not None and not _is_dynamic(node.labels)
        ]
        tests = [label_test(self.ctx, labels) for labels in plain]
        return [label for label in self.ctx.graph.labels if all(test({}, label) for test in tests)]

    def _lookup(self, name: str) -> tuple[str, Evaluate] | None:
        """Return a property that must equal a value known beforehand, and that value."""
        for each in self.filters:
            test = each.expression
            if not isinstance(test, s.Comparison) or test.operators != ("=",):
                continue
            for this, other in (test.operands, test.operands[::-1]):
                if not isinstance(this, s.Property) or this.subject != s.Variable(name):
                    continue
                if not (mentioned(other) & self.matcher.names) - self.bound:
                    return this.key, self.ctx.expression(other)
        return None

    def _scan(self, name: str) -> None:
        labels, test, lookup = self._possible(name), self._labels(name), self._lookup(name)
        graph = self.ctx.graph

        def candidates(row: Row) -> Iterator[NodeRef]:
            for label in labels:
                if not test(row, label):
                    continue
                table = graph.nodes(label)
                value = lookup[1](row) if lookup is not None else None
                if lookup is not None and isinstance(value, (str, int)):
                    yield from (table.nodes[at] for at in table.rows_where(lookup[0], value))
                else:
                    yield from table.nodes

        def stage(rows: Iterator[Row]) -> Iterator[Row]:
            for row in rows:
                for node in candidates(row):
                    new = row.copy()
                    new[name] = node
                    yield new

        self.plan.append(stage)
        self.bound.add(name)

    def _follow(self, link: Link) -> None:
        backwards = link.left not in self.bound
        start, end = (link.right, link.left) if backwards else (link.left, link.right)
        target = Target(end, end in self.bound, self._labels(end))
        if isinstance(link.via, s.PathPattern):
            self._select(link, start, target, backwards=backwards)
        elif isinstance(link.via, s.GroupPattern):
            step = group_step(self.ctx, link.via, backwards=backwards)
            self._walk(link, start, target, step, (link.via.least, link.via.most), backwards=backwards)
        elif link.via.length is not None:
            step = relationship_step(self.ctx, link.via, backwards=backwards)
            self._walk(link, start, target, step, link.via.length, backwards=backwards)
        else:
            self._expand(link.via, start, target, backwards=backwards)
        self.bound.add(end)

    def _expand(self, via: s.RelationshipPattern, start: str, target: Target, *, backwards: bool) -> None:
        name, given, walked = via.variable, via.variable in self.bound, tuple(self.walked)
        neighbours = _neighbours(self.ctx, via, backwards=backwards)

        def stage(rows: Iterator[Row]) -> Iterator[Row]:
            for row in rows:
                for relationship, node in neighbours(row, row[start]):
                    if (given and row[name] is not relationship) or not target.admits(row, node):
                        continue
                    if walked and _used(row, walked, relationship):
                        continue
                    new = row.copy()
                    new[name] = relationship
                    new[target.name] = node
                    yield new

        self.plan.append(stage)
        if not given:
            self.bound.add(name)
            self._filter_relationship(via)
        self.walked.append(name)

    def _filter_relationship(self, via: s.RelationshipPattern) -> None:
        if via.where is not None:
            self.plan.append(_filtered(self.ctx.condition(via.where)))
        if via.properties is not None:
            wanted, name = self.ctx.expression(via.properties), via.variable
            self.plan.append(_filtered(lambda row: _has_all(row[name], wanted(row))))

    def _walk(
        self, link: Link, start: str, target: Target, step: Callable[[Row], Step], length: tuple[int, int | None], *,
        backwards: bool,
    ) -> None:  # fmt: skip
        binds = leg_binding(link, backwards=backwards)
        given = isinstance(link.via, s.RelationshipPattern) and link.via.variable in self.bound
        name = link.via.variable if isinstance(link.via, s.RelationshipPattern) else ""
        walked, (least, most) = tuple(self.walked), length

        def stage(rows: Iterator[Row]) -> Iterator[Row]:
            for row in rows:
                used = _all_used(row, walked)
                for node, legs in trails(row[start], step(row), least, most, used):
                    if not target.admits(row, node):
                        continue
                    new = {**row, **binds(row[start], legs), target.name: node}
                    if not given or new[name] == row[name]:
                        yield new

        self.plan.append(stage)
        self.walked.append(link.hidden)
        if isinstance(link.via, s.RelationshipPattern):
            self.bound.add(link.via.variable)
        elif isinstance(link.via, s.GroupPattern):
            self.bound.update(name for name, _ in pattern_variables(link.via.elements))

    def _select(self, link: Link, start: str, target: Target, *, backwards: bool) -> None:
        from peelgraph.graph.cypher.selecting import select_stage  # noqa: PLC0415 - selected paths match their inner paths

        path = link.via
        if isinstance(path, s.PathPattern):
            depends = _depends_on_path(path, self.matcher.names, self.bound | {target.name})
            early = [each for each in self.filters if each.needs & depends]
            is_function = path.selector is not None and path.selector.kind.endswith(("path", "paths"))
            kept = early if is_function else []
            for each in kept:
                self.filters.remove(each)
            self.plan.append(
                select_stage(self.ctx, link, path, start, target, [each.holds for each in kept], backwards=backwards)
            )
            self.bound.update(name for name, _ in pattern_variables(path.elements))
            if path.variable is not None:
                self.bound.add(path.variable)


def _depends_on_path(path: s.PathPattern, names: set[str], bound: Collection[str]) -> frozenset[str]:
    inner = {name for name, _ in pattern_variables(path.elements)} | ({path.variable} if path.variable else set())
    return frozenset((inner & names) - set(bound))


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


def _is_dynamic(labels: s.LabelExpr) -> bool:
    match labels:
        case s.LabelDynamic():
            return True
        case s.LabelNot(inner=inner):
            return _is_dynamic(inner)
        case s.LabelAnd(left=left, right=right) | s.LabelOr(left=left, right=right):
            return _is_dynamic(left) or _is_dynamic(right)
        case _:
            return False


def _checked(name: str, labels: Callable[[Row, str], bool]) -> Stage:
    def stage(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            node = row[name]
            if node is None:
                continue
            if not isinstance(node, NodeRef):
                raise c.wrong_type(f"({name.strip()})", "a node", node)
            if labels(row, node.table.name):
                yield row

    return stage


def _filtered(holds: Callable[[Row], bool]) -> Stage:
    return lambda rows: (row for row in rows if holds(row))


def _used(row: Row, walked: tuple[str, ...], relationship: RelationshipRef) -> bool:
    for name in walked:
        before = row[name]
        if before is relationship or (type(before) is tuple and relationship in before):
            return True
    return False


def _all_used(row: Row, walked: tuple[str, ...]) -> set[RelationshipRef]:
    used: set[RelationshipRef] = set()
    for name in walked:
        before = row[name]
        used.update(before if isinstance(before, tuple) else (before,))
    return used


def _neighbours(
    ctx: Context, via: s.RelationshipPattern, *, backwards: bool
) -> Callable[[Row, NodeRef], Iterator[tuple[RelationshipRef, NodeRef]]]:
    """Return a function that yields the relationships at a node, each with its other end."""
    test = None if via.types is None else label_test(ctx, via.types)
    fixed = None
    if via.types is None or not _is_dynamic(via.types):
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
    neighbours = _neighbours(ctx, via, backwards=backwards)
    wanted = None if via.properties is None else ctx.expression(via.properties)

    def for_row(row: Row) -> Step:
        properties = None if wanted is None else wanted(row)

        def step(node: NodeRef) -> Iterator[Leg]:
            for relationship, other in neighbours(row, node):
                if properties is None or _has_all(relationship, properties):
                    yield Leg((relationship,), (other,), {})

        return step

    return for_row


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


def _path_binding(name: str, path: s.PathPattern, links: list[Link]) -> Stage:
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
