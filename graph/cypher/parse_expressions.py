"""Expressions, from OR down to names and literals, with the precedence of Cypher 5."""

from __future__ import annotations

from typing import Final

from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher import tokens as t
from peelgraph.graph.cypher.parse_atoms import AtomParser

_COMPARISONS: Final = frozenset({"=", "<>", "<", ">", "<=", ">="})
_LARGEST: Final = 2**63


class ExpressionParser(AtomParser):
    """The part of the parser that reads expressions."""

    def expression(self) -> s.Expr:
        """Parse a whole expression."""
        kept, self._bars_end_labels = self._bars_end_labels, False
        found = self._disjunction()
        self._bars_end_labels = kept
        return found

    def _condition_before_bar(self) -> s.Expr:
        kept, self._bars_end_labels = self._bars_end_labels, True
        found = self._disjunction()
        self._bars_end_labels = kept
        return found

    def _disjunction(self) -> s.Expr:
        left = self._exclusive()
        while self.take_word("OR"):
            left = s.Binary("OR", left, self._exclusive())
        return left

    def _exclusive(self) -> s.Expr:
        left = self._conjunction()
        while self.take_word("XOR"):
            left = s.Binary("XOR", left, self._conjunction())
        return left

    def _conjunction(self) -> s.Expr:
        left = self._negation()
        while self.take_word("AND"):
            left = s.Binary("AND", left, self._negation())
        return left

    def _negation(self) -> s.Expr:
        if self.at_word("NOT") and self.peek().text != ".":
            self.at += 1
            return s.Unary("NOT", self._negation())
        return self._comparison()

    def _comparison(self) -> s.Expr:
        operands = [self._predicate(self._sum())]
        operators: list[str] = []
        while self.token.kind == t.OPERATOR and self.token.text in _COMPARISONS:
            operators.append(self.token.text)
            self.at += 1
            operands.append(self._predicate(self._sum()))
        if self.at_sign("!", "=") or self.at_sign("=", "="):
            self.fail("write <> for unequal and = for equal")
        return s.Comparison(tuple(operands), tuple(operators)) if operators else operands[0]

    def _predicate(self, left: s.Expr) -> s.Expr:
        while True:
            if self.take_sign("=~"):
                left = s.Binary("=~", left, self._sum())
            elif self.take_word("STARTS", "WITH"):
                left = s.Binary("STARTS WITH", left, self._sum())
            elif self.take_word("ENDS", "WITH"):
                left = s.Binary("ENDS WITH", left, self._sum())
            elif self.take_word("CONTAINS"):
                left = s.Binary("CONTAINS", left, self._sum())
            elif self.take_word("IN"):
                left = s.Binary("IN", left, self._sum())
            elif self.at_word("IS"):
                self.at += 1
                left = self._is_predicate(left)
            elif self.at_sign("::"):
                self.at += 1
                left = s.IsTyped(left, self.value_types(), negated=False)
            else:
                return left

    def _is_predicate(self, left: s.Expr) -> s.Expr:
        negated = self.take_word("NOT")
        if self.take_word("NULL"):
            return s.IsNull(left, negated)
        if self.take_sign("::") or self.take_word("TYPED"):
            return s.IsTyped(left, self.value_types(), negated)
        form = self.token.word() if self.token.word() in {"NFC", "NFD", "NFKC", "NFKD"} else ""
        if form:
            self.at += 1
        if self.take_word("NORMALIZED"):
            return s.IsNormalized(left, form or "NFC", negated)
        if negated:
            self.fail("NULL is missing")
        return s.HasLabels(left, self.label_expression())

    def value_types(self) -> s.ValueTypes:
        """Parse the types of a type predicate."""
        options = [self._value_type()]
        while self.at_sign("|") and not self._bars_end_labels:
            self.at += 1
            options.append(self._value_type())
        return s.ValueTypes(tuple(options))

    def _value_type(self) -> s.ValueType:
        words = [self.need_name("a type").upper()]
        while self.token.word() in {
            "NODE",
            "EDGE",
            "LOCAL",
            "ZONED",
            "TIME",
            "DATETIME",
            "VALUE",
            "WITH",
            "WITHOUT",
            "ZONE",
            "MAP",
        }:
            words.append(self.token.word())
            self.at += 1
        inner = None
        if words[0] in {"LIST", "ARRAY"} and self.take_sign("<"):
            inner = self.value_types()
            self.need_sign(">")
        nullable = not (self.take_word("NOT", "NULL") or self.take_sign("!"))
        return s.ValueType(" ".join(words), nullable, inner)

    def _sum(self) -> s.Expr:
        left = self._product()
        while self.token.kind == t.OPERATOR and self.token.text in {"+", "-", "||"}:
            operator = self.token.text
            self.at += 1
            left = s.Binary(operator, left, self._product())
        return left

    def _product(self) -> s.Expr:
        left = self._power()
        while self.token.kind == t.OPERATOR and self.token.text in {"*", "/", "%"}:
            operator = self.token.text
            self.at += 1
            left = s.Binary(operator, left, self._power())
        return left

    def _power(self) -> s.Expr:
        left = self._signed()
        while self.take_sign("^"):
            left = s.Binary("^", left, self._signed())
        return left

    def _signed(self) -> s.Expr:
        if self.take_sign("-"):
            if (
                self.token.kind == t.INTEGER
                and int(self.token.value, 0 if not self.token.value.isdigit() else 10) == _LARGEST
            ):
                self.at += 1
                return s.Literal(-_LARGEST, "integer")
            return s.Unary("-", self._signed())
        if self.take_sign("+"):
            return s.Unary("+", self._signed())
        return self._postfix()

    def _postfix(self) -> s.Expr:
        found = self._atom()
        while True:
            if self.at_sign(".") and self.peek().kind in {t.NAME, t.QUOTED}:
                self.at += 1
                found = s.Property(found, self.need_name("a property"))
            elif self.at_sign("["):
                self.at += 1
                found = self._subscript(found)
            elif self.at_sign(":") and isinstance(found, (s.Variable, s.Property, s.FunctionCall, s.Subscript)):
                self.at += 1
                found = s.HasLabels(found, self.label_expression())
            else:
                return found

    def _subscript(self, subject: s.Expr) -> s.Expr:
        start = None if self.at_sign("..") else self.expression()
        if self.take_sign(".."):
            stop = None if self.at_sign("]") else self.expression()
            self.need_sign("]")
            return s.Slice(subject, start, stop)
        self.need_sign("]")
        if start is None:
            self.fail("an index is missing")
        return s.Subscript(subject, start)
