"""Parsing what expressions are made of: literals, lists, maps, calls, CASE and subqueries."""

from __future__ import annotations

from typing import Final

from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher import tokens as t
from peelgraph.graph.cypher.parse_patterns import PatternParser
from peelgraph.ontology.errors import QueryError

_COMPARISONS: Final = frozenset({"=", "<>", "<", ">", "<=", ">="})
_QUANTIFIERS: Final = frozenset({"all", "any", "none", "single"})
_CONSTANTS: Final = {"TRUE": True, "FALSE": False, "NULL": None}
_SUBQUERIES: Final = frozenset({"EXISTS", "COUNT", "COLLECT"})
_LARGEST: Final = 2**63


class AtomParser(PatternParser):
    """Reads one operand of an expression; the operators around it are read by what inherits this."""

    def _condition_before_bar(self) -> s.Expr:
        raise NotImplementedError

    def _predicate(self, left: s.Expr) -> s.Expr:
        raise NotImplementedError

    def _sum(self) -> s.Expr:
        raise NotImplementedError

    def _atom(self) -> s.Expr:
        token = self.token
        if token.kind == t.STRING:
            self.at += 1
            return s.Literal(token.value, "string")
        if token.kind in {t.INTEGER, t.FLOAT}:
            return self._number()
        if token.kind == t.PARAMETER:
            self.at += 1
            return s.Parameter(token.value)
        if self.at_sign("("):
            return self._pattern_test() or self._in_parentheses()
        if self.at_sign("["):
            return self._list()
        if self.at_sign("{"):
            return self._map()
        if not self.at_name():
            self.fail("an expression is missing")
        return self._named()

    def _number(self) -> s.Expr:
        token = self.token
        self.at += 1
        if token.kind == t.FLOAT:
            return s.Literal(float(token.value), "float")
        number = int(token.value) if token.value.isdigit() else int(token.value, 0)
        if number >= _LARGEST:
            self.at -= 1
            self.fail("an integer goes up to 9223372036854775807; write a decimal point for a larger number")
        return s.Literal(number, "integer")

    def _pattern_test(self) -> s.Expr | None:
        start, anonymous = self.at, self.anonymous
        try:
            pattern = s.PathPattern(self._elements())
        except QueryError:
            pattern = None
        if pattern is not None and len(pattern.elements) > 1:
            return s.PatternTest(pattern)
        self.at, self.anonymous = start, anonymous
        return None

    def _list(self) -> s.Expr:
        comprehension = self._list_comprehension() or self._pattern_comprehension()
        if comprehension is not None:
            return comprehension
        self.need_sign("[")
        items = self._comma_separated("]")
        return s.ListLiteral(items)

    def _comma_separated(self, closing: str) -> tuple[s.Expr, ...]:
        items: list[s.Expr] = []
        while not self.take_sign(closing):
            if items:
                self.need_sign(",")
            items.append(self.expression())
        return tuple(items)

    def _list_comprehension(self) -> s.Expr | None:
        opens = self.peek().kind in {t.NAME, t.QUOTED} and self.peek(2).word() == "IN"
        if not opens:
            return None
        start = self.at
        self.at += 1
        variable = self.need_name("a name")
        self.need_word("IN")
        source = self.expression()
        where = self._condition_before_bar() if self.take_word("WHERE") else None
        result = self.expression() if self.take_sign("|") else None
        if where is None and result is None and not self.at_sign("]"):
            self.at = start
            return None
        self.need_sign("]")
        return s.ListComprehension(variable, source, where, result)

    def _pattern_comprehension(self) -> s.Expr | None:
        named = self.peek().kind in {t.NAME, t.QUOTED} and self.peek(2).text == "=" and self.peek(3).text == "("
        if not named and self.peek().text != "(":
            return None
        start, anonymous = self.at, self.anonymous
        self.at += 1
        variable = self.need_name("a path's name") if named else None
        if named:
            self.need_sign("=")
        try:
            pattern = s.PathPattern(self._elements(), variable=variable)
            if len(pattern.elements) == 1 or not (self.at_sign("|") or self.at_word("WHERE")):
                self.fail("a pattern comprehension needs a relationship and a result after |")
        except QueryError:
            self.at, self.anonymous = start, anonymous
            return None
        where = self._condition_before_bar() if self.take_word("WHERE") else None
        self.need_sign("|")
        result = self.expression()
        self.need_sign("]")
        return s.PatternComprehension(pattern, where, result)

    def _map(self) -> s.Expr:
        self.need_sign("{")
        entries: list[tuple[str, s.Expr]] = []
        while not self.take_sign("}"):
            if entries:
                self.need_sign(",")
            key = self.need_name("a key")
            self.need_sign(":")
            entries.append((key, self.expression()))
        return s.MapLiteral(tuple(entries))

    def _named(self) -> s.Expr:
        word, following = self.token.word(), self.peek()
        opens = following.kind == t.OPERATOR and following.text == "("
        if word in _CONSTANTS and not opens:
            self.at += 1
            return s.Literal(_CONSTANTS[word], "null" if word == "NULL" else "boolean")
        if word == "CASE" and not opens and following.text not in {".", ",", ")", "]", "}", ""}:
            return self._case()
        if word in _SUBQUERIES and following.text == "{":
            return self._subquery()
        if word in {"SHORTESTPATH", "ALLSHORTESTPATHS"} and opens:
            return s.PatternTest(self.shortest_path())
        function = self._function()
        if function is not None:
            return function
        variable = s.Variable(self.need_name("a name"))
        return self._map_projection(variable) if self.at_sign("{") else variable

    def _subquery(self) -> s.Expr:
        kind = self.need_name("EXISTS").upper()
        self.need_sign("{")
        found = self.query(nested=True)
        self.need_sign("}")
        return s.Subquery(kind, found)

    def _map_projection(self, subject: s.Variable) -> s.Expr:
        self.need_sign("{")
        entries: list[tuple[str, s.Expr | None]] = []
        while not self.take_sign("}"):
            if entries:
                self.need_sign(",")
            if self.take_sign("."):
                key = "*" if self.take_sign("*") else self.need_name("a property")
                entries.append((key, None))
            else:
                key = self.need_name("a key")
                entries.append((key, self.expression() if self.take_sign(":") else s.Variable(key)))
        return s.MapProjection(subject, tuple(entries))

    def _case(self) -> s.Expr:
        self.need_word("CASE")
        subject = None if self.at_word("WHEN") else self.expression()
        branches: list[tuple[s.Expr, s.Expr]] = []
        while self.take_word("WHEN"):
            condition = self.expression() if subject is None else self._simple_conditions()
            self.need_word("THEN")
            branches.append((condition, self.expression()))
        if not branches:
            self.fail("WHEN is missing")
        default = self.expression() if self.take_word("ELSE") else None
        self.need_word("END")
        return s.Case(subject, tuple(branches), default)

    def _simple_conditions(self) -> s.Expr:
        found = self._simple_condition()
        while self.take_sign(","):
            found = s.Binary("OR", found, self._simple_condition())
        return found

    def _simple_condition(self) -> s.Expr:
        operator = self.token.text if self.token.kind == t.OPERATOR else ""
        if operator in _COMPARISONS:
            self.at += 1
            return s.Comparison((s.CaseSubject(), self._sum()), (operator,))
        starts_predicate = self.token.word() in {"IS", "STARTS", "ENDS", "CONTAINS", "IN"} or operator in {
            "=~",
            "::",
        }
        if starts_predicate:
            return self._predicate(s.CaseSubject())
        return s.Comparison((s.CaseSubject(), self.expression()), ("=",))

    def _function(self) -> s.Expr | None:
        start = self.at
        parts = [self.need_name("a name")]
        while self.at_sign(".") and self.peek().kind in {t.NAME, t.QUOTED}:
            self.at += 1
            parts.append(self.need_name("a name"))
        if not self.at_sign("("):
            self.at = start
            return None
        name = ".".join(parts).lower()
        self.need_sign("(")
        if name == "count" and self.take_sign("*", ")"):
            return s.CountRows()
        if name in _QUANTIFIERS:
            return self._quantified(name)
        if name == "reduce":
            return self._reduce()
        if name == "trim" and self._opens_long_trim():
            return self._long_trim()
        if name == "normalize" and self.peek().text == "," and self.peek(2).word().startswith("NF"):
            pass
        distinct = self.take_word("DISTINCT")
        if not distinct:
            self.take_word("ALL")
        return s.FunctionCall(name, self._arguments(name), distinct)

    def _arguments(self, name: str) -> tuple[s.Expr, ...]:
        arguments: list[s.Expr] = []
        while not self.take_sign(")"):
            if arguments:
                self.need_sign(",")
            form = self.token.word() in {"NFC", "NFD", "NFKC", "NFKD"} and name == "normalize" and bool(arguments)
            if form:
                arguments.append(s.Literal(self.token.word(), "string"))
                self.at += 1
            else:
                arguments.append(self.expression())
        return tuple(arguments)

    def _quantified(self, kind: str) -> s.Expr:
        variable = self.need_name("a name")
        self.need_word("IN")
        source = self.expression()
        where = self.expression() if self.take_word("WHERE") else None
        self.need_sign(")")
        return s.Quantifier(kind, variable, source, where or s.Variable(variable))

    def _reduce(self) -> s.Expr:
        total = self.need_name("a name")
        self.need_sign("=")
        start = self.expression()
        self.need_sign(",")
        variable = self.need_name("a name")
        self.need_word("IN")
        source = self.expression()
        self.need_sign("|")
        step = self.expression()
        self.need_sign(")")
        return s.Reduce(total, start, variable, source, step)

    def _opens_long_trim(self) -> bool:
        if self.token.word() in {"BOTH", "LEADING", "TRAILING"} and self.peek().text not in {")", ",", "."}:
            return True
        return self.peek().word() == "FROM"

    def _long_trim(self) -> s.Expr:
        sides = {"BOTH": "btrim", "LEADING": "ltrim", "TRAILING": "rtrim"}
        name = sides.get(self.token.word(), "")
        if name:
            self.at += 1
        characters = None if self.at_word("FROM") else self.expression()
        self.need_word("FROM")
        subject = self.expression()
        self.need_sign(")")
        return s.FunctionCall(name or "btrim", (subject,) if characters is None else (subject, characters))
