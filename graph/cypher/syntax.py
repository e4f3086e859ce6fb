"""The parts of a read query: expressions, patterns and clauses, as the parser hands them on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

Constant: TypeAlias = "bool | int | float | str | None"


@dataclass(frozen=True)
class Expr:
    """Any expression; two expressions are equal if they are written alike, wherever they stand."""


@dataclass(frozen=True)
class Literal(Expr):
    """A number, string, boolean or null."""

    value: Constant
    kind: str


@dataclass(frozen=True)
class Parameter(Expr):
    """``$name``."""

    name: str


@dataclass(frozen=True)
class Variable(Expr):
    """A name bound by a pattern or a projection."""

    name: str


@dataclass(frozen=True)
class Property(Expr):
    """``subject.key``."""

    subject: Expr
    key: str


@dataclass(frozen=True)
class Subscript(Expr):
    """``subject[index]``."""

    subject: Expr
    index: Expr


@dataclass(frozen=True)
class Slice(Expr):
    """``subject[start..stop]``."""

    subject: Expr
    start: Expr | None
    stop: Expr | None


@dataclass(frozen=True)
class ListLiteral(Expr):
    """``[a, b]``."""

    items: tuple[Expr, ...]


@dataclass(frozen=True)
class MapLiteral(Expr):
    """``{key: value}``."""

    entries: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True)
class MapProjection(Expr):
    """``variable {.key, .*, key: value, variable}``; an entry without an expression is ``.key``, ``*`` is all."""

    subject: Variable
    entries: tuple[tuple[str, Expr | None], ...]


@dataclass(frozen=True)
class Unary(Expr):
    """``NOT x``, ``-x``, ``+x``."""

    operator: str
    operand: Expr


@dataclass(frozen=True)
class Binary(Expr):
    """Arithmetic, string, list and boolean operators of two sides."""

    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True)
class Comparison(Expr):
    """``a < b <= c``: a chain holds where each link holds."""

    operands: tuple[Expr, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True)
class IsNull(Expr):
    """``x IS [NOT] NULL``."""

    subject: Expr
    negated: bool


@dataclass(frozen=True)
class ValueType:
    """A type as in ``x IS :: LIST<INTEGER NOT NULL>``."""

    name: str
    nullable: bool = True
    inner: ValueTypes | None = None


@dataclass(frozen=True)
class ValueTypes:
    """A closed union of types."""

    options: tuple[ValueType, ...]


@dataclass(frozen=True)
class IsTyped(Expr):
    """``x IS [NOT] :: TYPE``."""

    subject: Expr
    types: ValueTypes
    negated: bool


@dataclass(frozen=True)
class IsNormalized(Expr):
    """``x IS [NOT] [NFC] NORMALIZED``."""

    subject: Expr
    form: str
    negated: bool


@dataclass(frozen=True)
class LabelName:
    """One label or relationship type."""

    name: str


@dataclass(frozen=True)
class LabelAny:
    """``%``: whatever has a label."""


@dataclass(frozen=True)
class LabelNot:
    """``!A``."""

    inner: LabelExpr


@dataclass(frozen=True)
class LabelAnd:
    """``A&B``, ``:A:B``."""

    left: LabelExpr
    right: LabelExpr


@dataclass(frozen=True)
class LabelOr:
    """``A|B``."""

    left: LabelExpr
    right: LabelExpr


@dataclass(frozen=True)
class LabelDynamic:
    """``$(expression)``, ``$any(expression)``."""

    names: Expr
    every: bool


LabelExpr: TypeAlias = "LabelName | LabelAny | LabelNot | LabelAnd | LabelOr | LabelDynamic"


@dataclass(frozen=True)
class HasLabels(Expr):
    """``n:A|B`` as a condition."""

    subject: Expr
    labels: LabelExpr


@dataclass(frozen=True)
class CaseSubject(Expr):
    """The value that a simple ``CASE`` compares, inside its conditions."""


@dataclass(frozen=True)
class Case(Expr):
    """``CASE``; a simple one has a subject, and conditions on ``CaseSubject``."""

    subject: Expr | None
    branches: tuple[tuple[Expr, Expr], ...]
    default: Expr | None


@dataclass(frozen=True)
class FunctionCall(Expr):
    """``name(arguments)``; the name in lower case."""

    name: str
    arguments: tuple[Expr, ...]
    distinct: bool = False


@dataclass(frozen=True)
class CountRows(Expr):
    """``count(*)``."""


@dataclass(frozen=True)
class ListComprehension(Expr):
    """``[x IN list WHERE condition | result]``."""

    variable: str
    source: Expr
    where: Expr | None
    result: Expr | None


@dataclass(frozen=True)
class Quantifier(Expr):
    """``all|any|none|single(x IN list WHERE condition)``."""

    kind: str
    variable: str
    source: Expr
    where: Expr


@dataclass(frozen=True)
class Reduce(Expr):
    """``reduce(total = start, x IN list | step)``."""

    total: str
    start: Expr
    variable: str
    source: Expr
    step: Expr


@dataclass(frozen=True)
class PatternComprehension(Expr):
    """``[pattern WHERE condition | result]``."""

    pattern: PathPattern
    where: Expr | None
    result: Expr


@dataclass(frozen=True)
class PatternTest(Expr):
    """A pattern as a condition; ``shortestPath(...)`` as a value."""

    pattern: PathPattern


@dataclass(frozen=True)
class Subquery(Expr):
    """``EXISTS|COUNT|COLLECT { query }``."""

    kind: str
    query: Query


@dataclass(frozen=True)
class NodePattern:
    """``(variable:Label {properties} WHERE condition)``."""

    variable: str
    labels: LabelExpr | None = None
    properties: Expr | None = None
    where: Expr | None = None
    anonymous: bool = False


@dataclass(frozen=True)
class RelationshipPattern:
    """``-[variable:TYPE {properties} WHERE condition]->``; a length makes it a list of relationships."""

    variable: str
    direction: str
    types: LabelExpr | None = None
    properties: Expr | None = None
    where: Expr | None = None
    length: tuple[int, int | None] | None = None
    anonymous: bool = False


@dataclass(frozen=True)
class GroupPattern:
    """``((a)-[r]->(b) WHERE condition){least,most}``."""

    elements: tuple[PathElement, ...]
    where: Expr | None
    least: int
    most: int | None


PathElement: TypeAlias = "NodePattern | RelationshipPattern | GroupPattern"


@dataclass(frozen=True)
class Selector:
    """``SHORTEST k [GROUPS]``, ``ALL SHORTEST``, ``ANY k``, ``shortestPath``, ``allShortestPaths``."""

    kind: str
    count: int = 1


@dataclass(frozen=True)
class PathPattern:
    """Nodes and what joins them, always node first and last."""

    elements: tuple[PathElement, ...]
    variable: str | None = None
    selector: Selector | None = None
    where: Expr | None = None


@dataclass(frozen=True)
class Item:
    """One column of a projection.

    Args:
        expression: What it holds.
        name: Its alias, or its text as typed.
        aliased: Whether the query names it with ``AS``.
    """

    expression: Expr
    name: str
    aliased: bool


@dataclass(frozen=True)
class SortKey:
    """``expression [DESC]``."""

    expression: Expr
    descending: bool


@dataclass(frozen=True)
class Match:
    """``[OPTIONAL] MATCH patterns WHERE condition``."""

    patterns: tuple[PathPattern, ...]
    where: Expr | None
    optional: bool


@dataclass(frozen=True)
class Unwind:
    """``UNWIND list AS variable``."""

    source: Expr
    variable: str


@dataclass(frozen=True)
class Projection:
    """``WITH`` and ``RETURN``."""

    returns: bool
    distinct: bool
    star: bool
    items: tuple[Item, ...]
    order: tuple[SortKey, ...] = ()
    skip: Expr | None = None
    limit: Expr | None = None
    where: Expr | None = None


@dataclass(frozen=True)
class CallSubquery:
    """``CALL (imports) { query }``; ``None`` is the older form with a first ``WITH``, ``*`` takes all."""

    query: Query
    imports: tuple[str, ...] | str | None
    optional: bool


@dataclass(frozen=True)
class CallProcedure:
    """``CALL name(arguments) YIELD column AS variable WHERE condition``."""

    name: str
    arguments: tuple[Expr, ...]
    yields: tuple[tuple[str, str], ...] | None
    where: Expr | None
    optional: bool


@dataclass(frozen=True)
class Finish:
    """``FINISH``: no rows."""


Clause: TypeAlias = "Match | Unwind | Projection | CallSubquery | CallProcedure | Finish"


@dataclass(frozen=True)
class Query:
    """The arms of a ``UNION``; most queries have one.

    Args:
        arms: The clauses of each arm.
        keeps_duplicates: Whether the arms are joined by ``UNION ALL``.
    """

    arms: tuple[tuple[Clause, ...], ...]
    keeps_duplicates: bool = False
    text: str = field(default="", compare=False)
