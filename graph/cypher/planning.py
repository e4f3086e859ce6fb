"""The order in which a pattern is matched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher.entities import NodeRef
from peelgraph.graph.cypher.evaluate import Evaluate, Row, label_test
from peelgraph.graph.cypher.links import Link, Stage, Target, has_all, is_dynamic, leg_binding, path_binding
from peelgraph.graph.cypher.stepping import all_used, is_used, neighbours_of, relationship_step
from peelgraph.graph.cypher.trails import Step, trails
from peelgraph.graph.cypher.walk import mentioned, pattern_variables

if TYPE_CHECKING:
    from peelgraph.graph.cypher.matching import Matcher


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
            self.plan.append(path_binding(name, path, self.matcher.links))
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
            node.labels for node in self.matcher.nodes[name] if node.labels is not None and not is_dynamic(node.labels)
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
            from peelgraph.graph.cypher.matching import group_step  # noqa: PLC0415 - a round matches its inner path

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
        neighbours = neighbours_of(self.ctx, via, backwards=backwards)

        def stage(rows: Iterator[Row]) -> Iterator[Row]:
            for row in rows:
                for relationship, node in neighbours(row, row[start]):
                    if (given and row[name] is not relationship) or not target.admits(row, node):
                        continue
                    if walked and is_used(row, walked, relationship):
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
            self.plan.append(_filtered(lambda row: has_all(row[name], wanted(row))))

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
                used = all_used(row, walked)
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
