"""Patterns: nodes, relationships, quantified parts and shortest paths."""

from __future__ import annotations

from dataclasses import replace

from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher import tokens as t
from peelgraph.graph.cypher.cursor import Cursor


class PatternParser(Cursor):
    """The part of the parser that reads patterns."""

    _bars_end_labels = False

    def path_pattern(self) -> s.PathPattern:
        """Parse ``[variable =] [selector] nodes and relationships``."""
        variable = None
        if self.at_name() and self.peek().text == "=" and self.peek().kind == t.OPERATOR:
            variable = self.need_name("a path's name")
            self.need_sign("=")
        selector = self._selector()
        if self.at_word("SHORTESTPATH") or self.at_word("ALLSHORTESTPATHS"):
            return replace(self.shortest_path(), variable=variable)
        path = self._wrapped_path() or s.PathPattern(self._elements())
        if variable is not None and path.variable is not None:
            self.fail("a path has one name only")
        return replace(path, variable=variable or path.variable, selector=selector)

    def shortest_path(self) -> s.PathPattern:
        """Parse ``shortestPath(pattern)`` and ``allShortestPaths(pattern)``."""
        kind = self.need_name("shortestPath").lower()
        self.need_sign("(")
        elements = self._elements()
        self.need_sign(")")
        links = [element for element in elements if not isinstance(element, s.NodePattern)]
        if len(links) != 1 or not isinstance(links[0], s.RelationshipPattern):
            self.fail(f"{kind}(...) takes exactly one relationship, as in (a)-[:T*]-(b)")
        if links[0].length is not None and links[0].length[0] > 1:
            self.fail(f"{kind}(...) takes no least length above 1; filter by length(path) after it")
        return s.PathPattern(elements, selector=s.Selector(kind))

    def _selector(self) -> s.Selector | None:
        if self.take_word("ALL", "SHORTEST"):
            found = s.Selector("all")
        elif self.take_word("ANY", "SHORTEST"):
            found = s.Selector("shortest")
        elif self.at_word("ANY") and self.peek().kind in {t.INTEGER, t.OPERATOR, t.NAME}:
            self.at += 1
            found = s.Selector("shortest", self._count())
        elif self.take_word("SHORTEST"):
            count = self._count()
            self._paths_word()
            if self.take_word("GROUPS") or self.take_word("GROUP"):
                return s.Selector("groups", count)
            return s.Selector("shortest", count)
        elif self.at_word("ALL") and (self.peek().text == "(" or self.peek().word() in {"PATH", "PATHS"}):
            self.at += 1
            self._paths_word()
            return None
        else:
            return None
        self._paths_word()
        return found

    def _paths_word(self) -> None:
        if self.token.word() in {"PATH", "PATHS"}:
            self.at += 1

    def _count(self) -> int:
        if self.token.kind != t.INTEGER:
            return 1
        count = self.need_whole_number("a number of paths")
        if count < 1:
            self.fail("the number of paths must be at least 1")
        return count

    def _wrapped_path(self) -> s.PathPattern | None:
        """Parse ``((a)-->(b) WHERE condition)`` without a quantifier, as a whole path."""
        start = self.at
        if not self.at_sign("("):
            return None
        opens_name = self.peek().kind in {t.NAME, t.QUOTED} and self.peek(2).text == "="
        if self.peek().text != "(" and not opens_name:
            return None
        self.at += 1
        variable = self.need_name("a path's name") if opens_name else None
        if variable is not None:
            self.need_sign("=")
        elements = self._elements()
        where = self.expression() if self.take_word("WHERE") else None
        self.need_sign(")")
        if self.token.text in {"(", "-", "<", "+", "*", "{"} and self.token.kind == t.OPERATOR:
            self.at = start
            return None
        return s.PathPattern(elements, variable=variable, where=where)

    def _elements(self) -> tuple[s.PathElement, ...]:
        elements: list[s.PathElement] = []
        while True:
            if self.at_sign("("):
                element: s.PathElement = self._group() if self.peek().text == "(" else self.node_pattern()
            elif self.at_relationship() and elements and not isinstance(elements[-1], s.RelationshipPattern):
                element = self.relationship_pattern()
            else:
                break
            self._join(elements, element)
        if not elements or isinstance(elements[-1], s.RelationshipPattern):
            self.fail("a node in parentheses is missing")
        if isinstance(elements[-1], s.GroupPattern):
            elements.append(self._any_node())
        return tuple(elements)

    def _join(self, elements: list[s.PathElement], element: s.PathElement) -> None:
        before = elements[-1] if elements else None
        if not isinstance(element, s.NodePattern) and not isinstance(before, s.NodePattern):
            elements.append(self._any_node())
        elif isinstance(element, s.NodePattern) and isinstance(before, s.NodePattern):
            self.fail("two nodes need a relationship between them")
        elements.append(element)

    def _any_node(self) -> s.NodePattern:
        return s.NodePattern(self.new_anonymous(), anonymous=True)

    def _group(self) -> s.GroupPattern:
        self.need_sign("(")
        elements = self._elements()
        where = self.expression() if self.take_word("WHERE") else None
        self.need_sign(")")
        quantifier = self._quantifier()
        if quantifier is None:
            self.fail("a part of a path in parentheses needs a quantifier such as + or {1,3}")
        if all(isinstance(element, s.NodePattern) for element in elements):
            self.fail("a repeated part of a path needs a relationship")
        return s.GroupPattern(elements, where, *quantifier)

    def node_pattern(self) -> s.NodePattern:
        """Parse ``(variable:Label {properties} WHERE condition)``."""
        self.need_sign("(")
        named = self.at_name() and not self._opens_where()
        variable = self.need_name("a name") if named else self.new_anonymous()
        labels = self.label_expression() if self.take_sign(":") or self.take_word("IS") else None
        properties = self._properties()
        where = self.expression() if self.take_word("WHERE") else None
        self.need_sign(")")
        return s.NodePattern(variable, labels, properties, where, anonymous=not named)

    def _opens_where(self) -> bool:
        following = self.peek()
        return self.at_word("WHERE") and not (following.kind == t.OPERATOR and following.text in {")", ":", "{"})

    def at_relationship(self) -> bool:
        """Tell whether a relationship pattern starts at the cursor."""
        return self.at_sign("-", "[") or self.at_sign("-", "-") or self.at_sign("<", "-")

    def relationship_pattern(self) -> s.RelationshipPattern | s.GroupPattern:
        """Parse ``-[variable:TYPE*1..3 {properties} WHERE condition]->`` with an optional quantifier."""
        incoming = self.take_sign("<")
        self.need_sign("-")
        pattern = s.RelationshipPattern(self.new_anonymous(), "", anonymous=True)
        if self.take_sign("["):
            pattern = self._relationship_body()
        self.need_sign("-")
        outgoing = self.take_sign(">")
        direction = "both" if incoming == outgoing else "in" if incoming else "out"
        pattern = replace(pattern, direction=direction)
        quantifier = self._quantifier()
        if quantifier is None:
            return pattern
        if pattern.length is not None:
            self.fail("a relationship takes a length or a quantifier, not both")
        return s.GroupPattern((self._any_node(), pattern, self._any_node()), None, *quantifier)

    def _relationship_body(self) -> s.RelationshipPattern:
        named = self.at_name() and not self.at_word("IS") and not self._opens_where()
        variable = self.need_name("a name") if named else self.new_anonymous()
        types = self.label_expression() if self.take_sign(":") or self.take_word("IS") else None
        length = self._length() if self.take_sign("*") else None
        properties = self._properties()
        where = self.expression() if self.take_word("WHERE") else None
        self.need_sign("]")
        return s.RelationshipPattern(variable, "", types, properties, where, length, anonymous=not named)

    def _length(self) -> tuple[int, int | None]:
        least = self.need_whole_number("a length") if self.token.kind == t.INTEGER else None
        if not self.take_sign(".."):
            return (1, None) if least is None else (least, least)
        most = self.need_whole_number("a length") if self.token.kind == t.INTEGER else None
        return (1 if least is None else least, most)

    def _quantifier(self) -> tuple[int, int | None] | None:
        if self.take_sign("+"):
            return (1, None)
        if self.take_sign("*"):
            return (0, None)
        is_range = self.at_sign("{") and (self.peek().kind == t.INTEGER or self.peek().text == ",")
        if not is_range:
            return None
        self.need_sign("{")
        least = self.need_whole_number("a number") if self.token.kind == t.INTEGER else 0
        most: int | None = least
        if self.take_sign(","):
            most = self.need_whole_number("a number") if self.token.kind == t.INTEGER else None
        self.need_sign("}")
        if most == 0 or (most is not None and most < least):
            self.fail("a quantifier's upper number must be at least 1 and not below the lower one")
        return (least, most)

    def _properties(self) -> s.Expr | None:
        if self.at_sign("{") or self.token.kind == t.PARAMETER:
            return self.expression()
        return None

    def label_expression(self) -> s.LabelExpr:
        """Parse ``A|B&!C`` and the older ``A:B``, ``A|:B``."""
        left = self._label_conjunction()
        while self.at_sign("|") and not (self._bars_end_labels and not self._label_follows_bar()):
            self.at += 1
            self.take_sign(":")
            left = s.LabelOr(left, self._label_conjunction())
        return left

    def _label_follows_bar(self) -> bool:
        """In ``[n IN list WHERE n:A|B | n.x]`` the last bar ends the condition: nothing is a label after it."""
        after = self.peek(2)
        return self.peek().kind in {t.NAME, t.QUOTED} and after.text in {"|", "&"}

    def _label_conjunction(self) -> s.LabelExpr:
        left = self._label_atom()
        while self.at_sign("&") or self.at_sign(":"):
            self.at += 1
            left = s.LabelAnd(left, self._label_atom())
        return left

    def _label_atom(self) -> s.LabelExpr:
        if self.take_sign("!"):
            return s.LabelNot(self._label_atom())
        if self.take_sign("%"):
            return s.LabelAny()
        if self.take_sign("$"):
            every = not self.take_word("ANY")
            self.take_word("ALL")
            return s.LabelDynamic(self._in_parentheses(), every)
        if self.take_sign("("):
            kept, self._bars_end_labels = self._bars_end_labels, False
            inner = self.label_expression()
            self._bars_end_labels = kept
            self.need_sign(")")
            return inner
        return s.LabelName(self.need_name("a label"))

    def _in_parentheses(self) -> s.Expr:
        self.need_sign("(")
        inner = self.expression()
        self.need_sign(")")
        return inner
