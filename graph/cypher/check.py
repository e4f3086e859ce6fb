"""Checks before a query runs: names are known, aggregates stand where they may, columns are counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Final, TypeAlias

from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher.functions import Function
from peelgraph.graph.cypher.procedures import COLUMNS
from peelgraph.graph.cypher.walk import (
    AGGREGATES,
    has_aggregate,
    is_aggregate,
    parts,
    pattern_variables,
    rewrite,
    walk,
)
from peelgraph.ontology.errors import QueryError, did_you_mean

Scope: TypeAlias = "dict[str, str]"

_TWO_ARGUMENTS: Final = frozenset({"percentilecont", "percentiledisc"})
_ELSEWHERE: Final = {
    "nvl": "coalesce(x, y)",
    "ifnull": "coalesce(x, y)",
    "len": "size(x)",
    "substr": "substring(text, start, length)",
    "length": "size(x)",
    "now": "datetime()",
    "concat": "a + b",
    "mean": "avg(x)",
    "median": "percentileCont(x, 0.5)",
    "group_concat": "collect(x)",
    "string_agg": "collect(x)",
    "stdev_samp": "stDev(x)",
    "percentile_cont": "percentileCont(x, 0.5)",
    "percentile_disc": "percentileDisc(x, 0.5)",
    "int": "toInteger(x)",
    "float": "toFloat(x)",
    "str": "toString(x)",
    "toint": "toInteger(x)",
    "extract": "[x IN list | expression]",
    "filter": "[x IN list WHERE condition]",
    "rels": "relationships(p)",
    "startswith": "x STARTS WITH y",
    "contains": "x CONTAINS y",
    "count_distinct": "count(DISTINCT x)",
    "mod": "a % b",
    "power": "a ^ b",
    "pow": "a ^ b",
    "year": "x.year",
    "month": "x.month",
    "datediff": "duration.inDays(a, b).days",
    "point": "nothing: the graph holds no points",
    "point.distance": "nothing: the graph holds no points",
    "distance": "nothing: the graph holds no points",
    "file": "nothing: a query reads no file",
    "linenumber": "nothing: a query reads no file",
}


class Checker:
    """Checks one query.

    Args:
        functions: The functions by name.
        parameters: The parameters that were given.
    """

    def __init__(self, functions: Mapping[str, Function], parameters: Collection[str]) -> None:
        self.functions = functions
        self.parameters = parameters

    def query(self, query: s.Query, scope: Scope, *, kind: str = "") -> list[str]:
        """Check the arms of a query and return its columns.

        Args:
            query: The query.
            scope: What is known outside it.
            kind: Empty for a whole query; for one inside braces ``CALL``, ``WITH`` (the older CALL), ``EXISTS``,
                ``COUNT`` or ``COLLECT``.

        Raises:
            QueryError: Neo4j would refuse it too; the sentence says why.
        """
        columns = [self._arm(arm, scope, kind) for arm in query.arms]
        for other in columns[1:]:
            if sorted(other) != sorted(columns[0]):
                raise QueryError(
                    f"the arms of UNION need the same columns: {', '.join(columns[0])} is not {', '.join(other)}; "
                    "name them alike with AS"
                )
        if kind == "COLLECT" and len(columns[0]) != 1:
            raise QueryError("COLLECT { ... } ends in RETURN with exactly one column")
        return columns[0]

    def _arm(self, clauses: tuple[s.Clause, ...], outer: Scope, kind: str) -> list[str]:
        scope = dict(outer)
        for at, clause in enumerate(clauses):
            ends = isinstance(clause, s.Finish) or (isinstance(clause, s.Projection) and clause.returns)
            if ends and at + 1 < len(clauses):
                raise QueryError("RETURN ends a query: put WITH in its place to go on")
            scope = self._clause(clause, scope, outer, kind, first=at == 0)
        return self._columns(clauses, outer, scope, kind)

    def _columns(self, clauses: tuple[s.Clause, ...], outer: Scope, scope: Scope, kind: str) -> list[str]:
        last = clauses[-1]
        if isinstance(last, s.Projection) and last.returns:
            return [name for name in scope if not name.startswith(" ")]
        if isinstance(last, s.Finish):
            return []
        if isinstance(last, s.CallProcedure) and len(clauses) == 1 and not kind:
            return [name for name in scope if name not in outer]
        if kind in {"EXISTS", "COUNT"}:
            return []
        raise QueryError(f"a query ends in RETURN, not in {_clause_name(last)}: say what to return")

    def _clause(self, clause: s.Clause, scope: Scope, outer: Scope, kind: str, *, first: bool) -> Scope:
        match clause:
            case s.Match():
                scope = self._patterns(clause.patterns, scope)
                self._condition(clause.where, scope, "WHERE")
                return scope
            case s.Unwind():
                self._plain(clause.source, scope, "UNWIND")
                return self._bound(scope, clause.variable, "value")
            case s.CallSubquery():
                return self._subquery(clause, scope)
            case s.CallProcedure():
                return self._procedure(clause, scope)
            case s.Projection():
                imports = kind == "WITH" or (kind == "CALL" and first and not clause.returns and not outer)
                return self._projection(clause, scope, outer, kind, imports=imports)
            case s.Finish():
                return {}

    def _bound(self, scope: Scope, name: str, what: str) -> Scope:
        if name in scope:
            raise QueryError(f"the name {name} is used already: choose another one")
        return {**scope, name: what}

    def _subquery(self, clause: s.CallSubquery, scope: Scope) -> Scope:
        if clause.imports is None:
            inner, known = self._older_imports(clause.query, scope), scope
            columns = self.query(clause.query, inner, kind="WITH") if _ends(clause.query) else []
        else:
            names = scope if clause.imports == "*" else {name: self._known(name, scope) for name in clause.imports}
            known = scope
            columns = self.query(clause.query, dict(names), kind="CALL") if _ends(clause.query) else []
        if not columns and not _ends(clause.query):
            raise QueryError("CALL { ... } ends in RETURN: say what it hands on")
        for name in columns:
            if name in known:
                raise QueryError(f"CALL {{ ... }} returns {name}, which is used outside already: rename it with AS")
        return {**scope, **dict.fromkeys(columns, "value")}

    def _older_imports(self, query: s.Query, scope: Scope) -> Scope:
        """Let in what the first WITH of an arm names, and nothing else."""
        names: dict[str, str] = {}
        for arm in query.arms:
            head = arm[0]
            if not isinstance(head, s.Projection) or head.returns:
                continue
            if head.star:
                return dict(scope)
            simple = all(isinstance(i.expression, s.Variable) and i.expression.name == i.name for i in head.items)
            uses_outer = any(name in scope for item in head.items for name in _names(item.expression))
            if uses_outer and (not simple or head.distinct or head.order or head.where or head.skip or head.limit):
                raise QueryError(
                    "the WITH that starts CALL { ... } only names variables: write CALL (x) { ... }, then WITH"
                )
            names.update({item.name: scope[item.name] for item in head.items if simple and item.name in scope})
        return names

    def _known(self, name: str, scope: Scope) -> str:
        if name not in scope:
            visible = [each for each in scope if not each.startswith(" ")]
            raise QueryError(f"the name {name} is not defined here" + did_you_mean(get_close_matches(name, visible, 1)))
        return scope[name]

    def _procedure(self, clause: s.CallProcedure, scope: Scope) -> Scope:
        columns = COLUMNS.get(clause.name.lower())
        if columns is None:
            raise QueryError(f"no procedure is called {clause.name}: there are {', '.join(COLUMNS)}")
        for argument in clause.arguments:
            self._plain(argument, scope, "CALL")
        yields = clause.yields if clause.yields is not None else tuple((name, name) for name in columns)
        for column, name in yields:
            if column not in columns:
                raise QueryError(f"{clause.name}() has no column {column}: it has {', '.join(columns)}")
            scope = self._bound(scope, name, "value")
        self._condition(clause.where, scope, "WHERE")
        return scope

    def _patterns(self, patterns: Iterable[s.PathPattern], scope: Scope, *, new: bool = True) -> Scope:
        found = dict(scope)
        patterns = tuple(patterns)
        selected = [path for path in patterns if path.selector is not None]
        if len(patterns) > 1 and any(not _is_function(path) for path in selected):
            raise QueryError(
                "SHORTEST, ANY and ALL SHORTEST stand alone in a MATCH: put the other patterns in one before it"
            )
        for path in patterns:
            self._elements(path.elements, found, scope, new=new)
            if path.variable is not None:
                found = self._bound(found, path.variable, "path")
        for path in patterns:
            self._inside(path.elements, found)
            self._condition(path.where, found, "WHERE")
        return found

    def _elements(
        self, elements: tuple[s.PathElement, ...], found: Scope, scope: Scope, *, new: bool,
        grouped: bool = False,
    ) -> None:  # fmt: skip
        for element in elements:
            if isinstance(element, s.GroupPattern):
                self._elements(element.elements, found, scope, new=new, grouped=True)
                continue
            node = isinstance(element, s.NodePattern)
            what = "node" if node else "relationship"
            if isinstance(element, s.RelationshipPattern) and element.length is not None:
                what = "list"
            known = found.get(element.variable, "value")
            if known not in {"value", what} or (grouped and element.variable in scope):
                raise QueryError(f"{element.variable} is a {known} already: choose another name for the {what}")
            if not new and not element.anonymous and element.variable not in scope:
                raise QueryError(
                    f"a pattern in a condition takes no new name ({element.variable}): "
                    "leave it out, or write EXISTS { ... }"
                )
            found[element.variable] = "list" if grouped else what

    def _inside(self, elements: tuple[s.PathElement, ...], scope: Scope) -> None:
        for element in elements:
            if isinstance(element, s.GroupPattern):
                inner = dict(scope)
                for name, is_list in pattern_variables(element.elements):
                    inner[name] = "list" if is_list else "value"
                self._inside(element.elements, inner)
                self._condition(element.where, inner, "WHERE")
                continue
            if element.properties is not None:
                self._plain(element.properties, scope, "a pattern")
            self._condition(element.where, scope, "WHERE")

    def _condition(self, condition: s.Expr | None, scope: Scope, where: str) -> None:
        if condition is not None:
            self._plain(condition, scope, where)
            if isinstance(condition, s.Literal) and condition.kind not in {"boolean", "null"}:
                raise QueryError(f"WHERE takes a condition, not a {condition.kind}")

    def _plain(self, expression: s.Expr, scope: Scope, where: str) -> None:
        if has_aggregate(expression):
            raise QueryError(f"{where} takes no aggregate: reckon it in WITH ... AS name first, then use the name")
        self.expression(expression, scope)

    def _projection(self, clause: s.Projection, scope: Scope, outer: Scope, kind: str, *, imports: bool) -> Scope:
        names = [item.name for item in clause.items]
        visible = sorted(name for name in scope if not name.startswith(" "))
        if clause.star:
            names = [*visible, *names]
            if not visible:
                raise QueryError(
                    f"{'RETURN' if clause.returns else 'WITH'} * has nothing to take: name a variable before"
                )
        for name in names:
            if names.count(name) > 1:
                raise QueryError(f"two columns are called {name}: rename one with AS")
        for item in clause.items:
            if not clause.returns and not item.aliased:
                raise QueryError(f"WITH needs a name for {item.name}: write {item.name} AS name")
            self.expression(item.expression, scope)
            if (
                kind not in {"", "CALL", "WITH"}
                and item.aliased
                and item.name in outer
                and item.expression != s.Variable(item.name)
            ):
                raise QueryError(f"{item.name} is used outside already: rename it with AS")
        self._grouping(clause)
        kinds = {item.name: _kind_of(item.expression, scope) for item in clause.items}
        after = {name: kinds.get(name) or scope[name] for name in names}
        self._ordering(clause, scope, after)
        self._pages(clause)
        kept = {} if clause.returns or imports else outer
        return {**kept, **after}

    def _grouping(self, clause: s.Projection) -> None:
        """Refuse what stands beside an aggregate and is no group of its own, as Neo4j does."""
        groups = {item.expression for item in clause.items if not has_aggregate(item.expression)}
        for item in clause.items:
            if has_aggregate(item.expression):
                for stray in _strays(item.expression, groups, clause, frozenset()):
                    raise QueryError(
                        f"{stray} stands beside an aggregate but is no column: add it as a column, or use WITH before"
                    )
            for node in walk(item.expression):
                if is_aggregate(node) and any(has_aggregate(part) for part in parts(node)):
                    raise QueryError(
                        "an aggregate cannot stand inside an aggregate: reckon the inner one in WITH first"
                    )

    def _ordering(self, clause: s.Projection, scope: Scope, after: Scope) -> None:
        columns = {item.expression: item.name for item in clause.items}
        aggregated = any(has_aggregate(item.expression) for item in clause.items)
        narrow = aggregated or clause.distinct

        def named(node: Any) -> s.Expr | None:
            if isinstance(node, s.Expr) and node in columns:
                return s.Variable(columns[node])
            if aggregated and is_aggregate(node):
                self.expression(node, scope)
                return s.Literal(None, "null")
            return None

        seen = after if narrow else {**scope, **after}
        conditions = [key.expression for key in clause.order] + ([clause.where] if clause.where is not None else [])
        for expression in conditions:
            rest = rewrite(expression, named)
            if has_aggregate(rest):
                raise QueryError("ORDER BY and WHERE take an aggregate only where RETURN or WITH aggregates too")
            lost = [name for name in _names(rest) if name in scope and name not in seen]
            if lost:
                raise QueryError(
                    "after DISTINCT or an aggregate only columns can be sorted or filtered by: "
                    f"add {lost[0]} as a column"
                )
            self.expression(rest, seen)

    def _pages(self, clause: s.Projection) -> None:
        for what, expression in (("SKIP", clause.skip), ("LIMIT", clause.limit)):
            if expression is None:
                continue
            if any(isinstance(node, s.Variable) for node in walk(expression)):
                raise QueryError(f"{what} takes a number or a parameter, not a variable")
            self._plain(expression, {}, what)

    def expression(self, node: s.Expr, scope: Scope) -> None:  # noqa: PLR0912 - one branch for each kind
        """Check that an expression knows its names, functions and parameters."""
        match node:
            case s.Variable(name=name):
                self._known(name, scope)
            case s.Parameter(name=name):
                if name not in self.parameters:
                    raise QueryError(f"the parameter ${name} has no value: give it with --param {name}=VALUE")
            case s.FunctionCall():
                self._function(node, scope)
            case s.ListComprehension():
                self.expression(node.source, scope)
                self._each((node.where, node.result), {**scope, node.variable: "value"})
            case s.Quantifier():
                self.expression(node.source, scope)
                self.expression(node.where, {**scope, node.variable: "value"})
            case s.Reduce():
                self._each((node.start, node.source), scope)
                self.expression(node.step, {**scope, node.variable: "value", node.total: "value"})
            case s.PatternComprehension():
                inner = self._patterns((node.pattern,), scope)
                self._each((node.where, node.result), inner)
            case s.PatternTest():
                self._patterns((node.pattern,), scope, new=node.pattern.selector is not None)
            case s.Subquery():
                self.query(node.query, scope, kind=node.kind)
            case _:
                for part in parts(node):
                    if isinstance(part, s.Expr):
                        self.expression(part, scope)
                    elif isinstance(part, s.LabelDynamic):
                        self.expression(part.names, scope)

    def _each(self, nodes: Iterable[s.Expr | None], scope: Scope) -> None:
        for node in nodes:
            if node is not None:
                self.expression(node, scope)

    def _function(self, node: s.FunctionCall, scope: Scope) -> None:
        count = len(node.arguments)
        if node.name == "exists":
            if count != 1 or not isinstance(node.arguments[0], (s.PatternTest, s.PatternComprehension)):
                raise QueryError("exists(...) takes a pattern: write x.property IS NOT NULL, or EXISTS { ... }")
        elif node.name == "size" and count == 1 and isinstance(node.arguments[0], s.PatternTest):
            raise QueryError("size(...) takes no pattern: write COUNT { (a)-->(b) }")
        elif node.name in AGGREGATES:
            least = 2 if node.name in _TWO_ARGUMENTS else 1
            _need_arguments(node.name, count, least, least)
        elif node.name in self.functions:
            if node.distinct:
                raise QueryError(f"DISTINCT stands only in an aggregate, not in {node.name}(...)")
            function = self.functions[node.name]
            _need_arguments(node.name, count, function.least, function.most)
        else:
            self._unknown_function(node.name)
        self._each(node.arguments, scope)

    def _unknown_function(self, name: str) -> None:
        if name in _ELSEWHERE:
            raise QueryError(f"{name}(...) is not known: write {_ELSEWHERE[name]}")
        near = get_close_matches(name, [*self.functions, *AGGREGATES], 2)
        raise QueryError(f"no function is called {name}" + did_you_mean(near))


def _is_function(path: s.PathPattern) -> bool:
    return path.selector is not None and path.selector.kind in {"shortestpath", "allshortestpaths"}


def _ends(query: s.Query) -> bool:
    return all(
        isinstance(arm[-1], s.Finish) or (isinstance(arm[-1], s.Projection) and arm[-1].returns) for arm in query.arms
    )


def _need_arguments(name: str, count: int, least: int, most: int) -> None:
    if not least <= count <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        raise QueryError(f"{name}(...) takes {wanted} argument{'' if wanted == '1' else 's'}, not {count}")


def _clause_name(clause: s.Clause) -> str:
    match clause:
        case s.Match():
            return "MATCH"
        case s.Unwind():
            return "UNWIND"
        case s.Projection():
            return "WITH"
        case _:
            return "CALL"


def _kind_of(expression: s.Expr, scope: Scope) -> str:
    return scope.get(expression.name, "value") if isinstance(expression, s.Variable) else "value"


def _names(node: Any) -> list[str]:
    """Return the variables that an expression uses from outside itself."""
    local: set[str] = set()
    for part in walk(node):
        if isinstance(part, (s.ListComprehension, s.Quantifier)):
            local.add(part.variable)
        elif isinstance(part, s.Reduce):
            local.update((part.variable, part.total))
    return [part.name for part in walk(node) if isinstance(part, s.Variable) and part.name not in local]


def _strays(node: Any, groups: Collection[s.Expr], clause: s.Projection, local: frozenset[str]) -> list[str]:
    """Return the names outside aggregates that no column accounts for."""
    if is_aggregate(node) or (isinstance(node, s.Expr) and node in groups):
        return []
    if isinstance(node, s.Variable):
        return [] if clause.star or node.name in local else [node.name]
    if isinstance(node, s.Property) and isinstance(node.subject, s.Variable):
        free = clause.star or node.subject in groups or node.subject.name in local
        return [] if free else [f"{node.subject.name}.{node.key}"]
    if isinstance(node, (s.Subquery, s.PatternComprehension, s.PatternTest)):
        return []
    if isinstance(node, (s.ListComprehension, s.Quantifier)):
        local |= {node.variable}
    if isinstance(node, s.Reduce):
        local |= {node.variable, node.total}
    return [name for part in parts(node) for name in _strays(part, groups, clause, local)]
