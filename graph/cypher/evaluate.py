"""Expressions, compiled once into functions of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher import operators as op
from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher.compare import compare, equals
from peelgraph.graph.cypher.entities import Graph, NodeRef, PathRef, RelationshipRef
from peelgraph.graph.cypher.evaluate_lists import collection, loop
from peelgraph.graph.cypher.functions import Function
from peelgraph.graph.cypher.functions_text import normalize
from peelgraph.graph.cypher.type_predicates import has_type

Row: TypeAlias = "dict[str, Any]"
Evaluate: TypeAlias = "Callable[[Row], Any]"
Run: TypeAlias = "Callable[[Row], Iterator[Row]]"
CASE_SUBJECT: Final = " case"
_ARITHMETIC: Final = {
    "+": op.add, "-": op.subtract, "*": op.multiply, "/": op.divide, "%": op.remainder, "^": op.power,
    "||": op.concatenate,
}  # fmt: skip


@dataclass(frozen=True)
class Context:
    """What the parts of one query share.

    Args:
        graph: The graph.
        parameters: The values of the parameters.
        functions: The functions by name.
        compile_pattern: Compiles patterns with a condition into a function that yields the rows that match.
        compile_query: Compiles a nested query likewise.
    """

    graph: Graph
    parameters: Mapping[str, Any]
    functions: Mapping[str, Function]
    compile_pattern: Callable[[Context, tuple[s.PathPattern, ...], s.Expr | None], Run]
    compile_query: Callable[[Context, s.Query], Run]

    def expression(self, node: s.Expr | None) -> Evaluate:
        """Compile an expression; of none, a function that answers None."""
        return compile_expression(self, node) if node is not None else lambda _row: None

    def condition(self, node: s.Expr | None) -> Callable[[Row], bool]:
        """Compile a condition, which holds only where it is true."""
        if node is None:
            return lambda _row: True
        test = compile_expression(self, node)
        return lambda row: c.boolean(test(row), "a condition") is True


def compile_expression(ctx: Context, node: s.Expr) -> Evaluate:  # noqa: PLR0912 - one branch for each kind
    """Compile an expression.

    Args:
        ctx: What the query shares.
        node: The expression; its variables are bound in every row given later.

    Returns:
        A function from a row to the value.
    """
    match node:
        case s.Literal(value=value):
            return lambda _row: value
        case s.Variable(name=name):
            return lambda row: row[name]
        case s.Property():
            return _property(ctx, node)
        case s.Parameter(name=name):
            value = ctx.parameters[name]
            return lambda _row: value
        case s.Comparison():
            return _comparison(ctx, node)
        case s.Binary():
            return _binary(ctx, node)
        case s.Unary():
            return _unary(ctx, node)
        case s.FunctionCall():
            return _function(ctx, node)
        case s.IsNull(subject=subject, negated=negated):
            value_of = ctx.expression(subject)
            return lambda row: (value_of(row) is None) != negated
        case s.Case():
            return _case(ctx, node)
        case s.CaseSubject():
            return lambda row: row[CASE_SUBJECT]
        case s.HasLabels():
            return _has_labels(ctx, node)
        case s.IsTyped(subject=subject, types=types, negated=negated):
            value_of = ctx.expression(subject)
            return lambda row: has_type(value_of(row), types) != negated
        case s.IsNormalized(subject=subject, form=form, negated=negated):
            return _normalized(ctx.expression(subject), form, negated=negated)
        case s.ListLiteral() | s.MapLiteral() | s.MapProjection() | s.Subscript() | s.Slice():
            return collection(ctx, node)
        case s.ListComprehension() | s.Quantifier() | s.Reduce():
            return loop(ctx, node)
        case _:
            return _subquery(ctx, node)


def _property(ctx: Context, node: s.Property) -> Evaluate:
    key = node.key
    subject = ctx.expression(node.subject)

    def get(row: Row) -> Any:
        value = subject(row)
        if type(value) is NodeRef:
            column = value.table.column(key)
            return None if column is None else column[value.row]
        return op.member(value, key)

    return get


def _comparison(ctx: Context, node: s.Comparison) -> Evaluate:
    operands = [ctx.expression(operand) for operand in node.operands]
    tests = [_link(operator) for operator in node.operators]
    if len(tests) == 1:
        [test], (left, right) = tests, operands
        return lambda row: test(left(row), right(row))

    def chain(row: Row) -> bool | None:
        values = [operand(row) for operand in operands]
        found: bool | None = True
        for at, test in enumerate(tests):
            holds = test(values[at], values[at + 1])
            if holds is False:
                return False
            found = None if holds is None else found
        return found

    return chain


def _link(operator: str) -> Callable[[Any, Any], bool | None]:
    if operator == "=":
        return equals
    if operator == "<>":
        return _unequal
    orders = {"<": (-1,), ">": (1,), "<=": (-1, 0), ">=": (0, 1)}[operator]

    def test(left: Any, right: Any) -> bool | None:
        order = compare(left, right)
        return None if order is None else order in orders

    return test


def _unequal(left: Any, right: Any) -> bool | None:
    same = equals(left, right)
    return None if same is None else not same


def _binary(ctx: Context, node: s.Binary) -> Evaluate:
    left, right, operator = ctx.expression(node.left), ctx.expression(node.right), node.operator
    if operator in _ARITHMETIC:
        reckon = _ARITHMETIC[operator]
        return lambda row: reckon(left(row), right(row))
    if operator == "IN":
        return lambda row: op.contains(right(row), left(row))
    if operator == "AND":
        return _short(left, right, "AND", stops=False)
    if operator == "OR":
        return _short(left, right, "OR", stops=True)
    if operator == "XOR":
        return lambda row: _exclusive(c.boolean(left(row), "XOR"), c.boolean(right(row), "XOR"))
    return lambda row: op.text_test(operator, left(row), right(row))


def _short(left: Evaluate, right: Evaluate, name: str, *, stops: bool) -> Evaluate:
    def either(row: Row) -> bool | None:
        first = c.boolean(left(row), name)
        if first is stops:
            return stops
        second = c.boolean(right(row), name)
        if second is stops:
            return stops
        return None if first is None or second is None else not stops

    return either


def _exclusive(left: bool | None, right: bool | None) -> bool | None:
    return None if left is None or right is None else left != right


def _unary(ctx: Context, node: s.Unary) -> Evaluate:
    operand = ctx.expression(node.operand)
    if node.operator == "-":
        return lambda row: op.negate(operand(row))
    if node.operator == "+":
        return operand

    def opposite(row: Row) -> bool | None:
        value = c.boolean(operand(row), "NOT")
        return None if value is None else not value

    return opposite


def _function(ctx: Context, node: s.FunctionCall) -> Evaluate:
    if node.name == "exists":
        return _subquery(ctx, node.arguments[0])
    function = ctx.functions[node.name]
    arguments = [ctx.expression(argument) for argument in node.arguments]
    call = function.call
    if function.sees_null or not arguments:
        return lambda row: call(*[argument(row) for argument in arguments])
    if len(arguments) == 1:
        [only] = arguments

        def call_one(row: Row) -> Any:
            value = only(row)
            return None if value is None else call(value)

        return call_one

    def call_all(row: Row) -> Any:
        values = [argument(row) for argument in arguments]
        return None if any(value is None for value in values) else call(*values)

    return call_all


def _case(ctx: Context, node: s.Case) -> Evaluate:
    branches = [(ctx.condition(condition), ctx.expression(result)) for condition, result in node.branches]
    default = ctx.expression(node.default)
    subject = None if node.subject is None else ctx.expression(node.subject)

    def choose(row: Row) -> Any:
        inner = row if subject is None else {**row, CASE_SUBJECT: subject(row)}
        for holds, result in branches:
            if holds(inner):
                return result(row)
        return default(row)

    return choose


def label_test(ctx: Context, labels: s.LabelExpr) -> Callable[[Row, str], bool]:
    """Compile a label expression into a test of the one label, or type, that something has."""
    match labels:
        case s.LabelName(name=name):
            return lambda _row, label: label == name
        case s.LabelAny():
            return lambda _row, _label: True
        case s.LabelNot(inner=inner):
            test = label_test(ctx, inner)
            return lambda row, label: not test(row, label)
        case s.LabelAnd(left=left, right=right):
            first, second = label_test(ctx, left), label_test(ctx, right)
            return lambda row, label: first(row, label) and second(row, label)
        case s.LabelOr(left=left, right=right):
            first, second = label_test(ctx, left), label_test(ctx, right)
            return lambda row, label: first(row, label) or second(row, label)
        case s.LabelDynamic(names=names, every=every):
            value_of = ctx.expression(names)
            return lambda row, label: _dynamic(value_of(row), label, every=every)


def _dynamic(names: Any, label: str, *, every: bool) -> bool:
    wanted = [c.string(name, "$(...)") for name in (names if isinstance(names, list) else [names])]
    return all(name == label for name in wanted) if every else label in wanted


def _has_labels(ctx: Context, node: s.HasLabels) -> Evaluate:
    subject, test = ctx.expression(node.subject), label_test(ctx, node.labels)

    def has(row: Row) -> bool | None:
        value = subject(row)
        if value is None:
            return None
        if not isinstance(value, (NodeRef, RelationshipRef)):
            raise c.wrong_type("a label test", "a node or a relationship", value)
        return test(row, value.table.name)

    return has


def _normalized(value_of: Evaluate, form: str, *, negated: bool) -> Evaluate:
    def test(row: Row) -> bool | None:
        value = value_of(row)
        if not isinstance(value, str):
            return None
        return (normalize(value, form) == value) != negated

    return test


def _subquery(ctx: Context, node: s.Expr) -> Evaluate:
    match node:
        case s.PatternTest(pattern=pattern) if pattern.selector is not None:
            return _shortest(ctx, pattern)
        case s.PatternTest(pattern=pattern):
            run = ctx.compile_pattern(ctx, (pattern,), None)
            return lambda row: next(iter(run(row)), None) is not None
        case s.PatternComprehension(pattern=pattern, where=where, result=result):
            run, value_of = ctx.compile_pattern(ctx, (pattern,), where), ctx.expression(result)
            return lambda row: [value_of(inner) for inner in run(row)]
        case s.Subquery(kind="EXISTS", query=query):
            answer = ctx.compile_query(ctx, query)
            return lambda row: next(iter(answer(row)), None) is not None
        case s.Subquery(kind="COUNT", query=query):
            answer = ctx.compile_query(ctx, query)
            return lambda row: sum(1 for _ in answer(row))
        case s.Subquery(query=query):
            answer = ctx.compile_query(ctx, query)
            return lambda row: [next(iter(inner.values())) for inner in answer(row)]
        case _:
            value_of = ctx.expression(node)
            return lambda row: value_of(row) is not None


def _shortest(ctx: Context, pattern: s.PathPattern) -> Evaluate:
    name = " shortest"
    run = ctx.compile_pattern(ctx, (s.PathPattern(pattern.elements, name, pattern.selector),), None)
    several = pattern.selector is not None and pattern.selector.kind == "allshortestpaths"

    def paths(row: Row) -> PathRef | list[PathRef] | None:
        found = [inner[name] for inner in run(row)]
        return found if several else (found[0] if found else None)

    return paths
