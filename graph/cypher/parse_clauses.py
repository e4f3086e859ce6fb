"""Queries: clauses, one after the other, and UNION between them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher import tokens as t
from peelgraph.graph.cypher.parse_expressions import ExpressionParser
from peelgraph.ontology.errors import QueryError

_CLAUSES: Final = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL", "FINISH", "UNION"})
_LATER: Final = {
    "LET": "WITH *, expression AS name",
    "FILTER": "WITH * WHERE condition",
    "NEXT": "WITH, or CALL { ... }",
    "HAVING": "WITH ... WHERE condition",
    "SELECT": "RETURN",
    "GROUP": "RETURN or WITH: what is not aggregated is the group",
    "FOR": "UNWIND list AS name",
    "OFFSET": "SKIP after RETURN or WITH",
}


def parse(query: str) -> s.Query:
    """Return the parts of a read query.

    Args:
        query: One statement of Cypher 5 that reads.

    Returns:
        Its arms and clauses.

    Raises:
        QueryError: The text is no such query; the sentence says where and what is missing.

    >>> parse("MATCH (f:Force) RETURN f.name AS name").arms[0][1].items[0].name
    'name'
    """
    try:
        return _parse(query)
    except RecursionError:
        raise QueryError("the query is nested too deeply: use fewer parentheses, or steps with WITH") from None


@lru_cache(maxsize=8)
def _parse(query: str) -> s.Query:
    parser = ClauseParser(query)
    parser.version()
    found = parser.query(nested=False)
    parser.take_sign(";")
    if parser.token.kind != t.END:
        parser.unknown_clause()
    return found


class ClauseParser(ExpressionParser):
    """The part of the parser that reads clauses; the whole parser."""

    def version(self) -> None:
        """Step over ``CYPHER 5 option=value``."""
        if not (self.at_word("CYPHER") and self.peek().text not in {"=", "("}):
            return
        self.at += 1
        if self.token.kind in {t.INTEGER, t.FLOAT}:
            if self.token.value.split(".", maxsplit=1)[0] != "5":
                self.fail("peelgraph speaks Cypher 5: leave the version out")
            self.at += 1
        while self.at_name() and self.peek().text == "=":
            self.at += 3

    def query(self, *, nested: bool) -> s.Query:
        """Parse the arms of a query up to its end, or up to ``}``."""
        start = self.at
        if nested and (self.at_sign("(") or self._opens_named_path() or self._opens_selector()):
            return s.Query(((self._bare_match(),),))
        arms = [self._arm()]
        kinds: set[bool] = set()
        while self.take_word("UNION"):
            kinds.add(self.take_word("ALL"))
            self.take_word("DISTINCT")
            arms.append(self._arm())
        if len(kinds) > 1:
            raise QueryError("UNION and UNION ALL cannot stand in one query: put one of them in CALL { ... }")
        return s.Query(tuple(arms), kinds == {True}, self.source(start))

    def _opens_named_path(self) -> bool:
        return self.at_name() and self.peek().text == "="

    def _opens_selector(self) -> bool:
        return self.token.word() in {"SHORTEST", "ANY", "SHORTESTPATH", "ALLSHORTESTPATHS"} or self.at_word(
            "ALL", "SHORTEST"
        )

    def _bare_match(self) -> s.Match:
        patterns = self._patterns()
        where = self.expression() if self.take_word("WHERE") else None
        return s.Match(patterns, where, optional=False)

    def _arm(self) -> tuple[s.Clause, ...]:
        clauses: list[s.Clause] = []
        while self.token.word() in _CLAUSES and not self.at_word("UNION"):
            clauses.append(self._clause())
        if not clauses:
            self.unknown_clause()
        return tuple(clauses)

    def unknown_clause(self) -> None:
        """Refuse what stands where a clause should.

        Raises:
            QueryError: Always.
        """
        replacement = _LATER.get(self.token.word())
        if replacement:
            self.fail(f"{self.token.word()} is not in Cypher 5: write {replacement}")
        if self.token.kind == t.END:
            self.fail("a clause such as MATCH or RETURN is missing")
        self.fail("a clause (MATCH, WITH, UNWIND, CALL, RETURN, UNION) is expected")

    def _clause(self) -> s.Clause:
        if self.take_word("OPTIONAL"):
            if self.take_word("CALL"):
                return self._call(optional=True)
            self.need_word("MATCH")
            return self._match(optional=True)
        if self.take_word("MATCH"):
            return self._match(optional=False)
        if self.take_word("UNWIND"):
            source = self.expression()
            self.need_word("AS")
            return s.Unwind(source, self.need_name("a name"))
        if self.take_word("CALL"):
            return self._call(optional=False)
        if self.take_word("FINISH"):
            return s.Finish()
        if self.take_word("WITH"):
            return self._projection(returns=False)
        self.need_word("RETURN")
        return self._projection(returns=True)

    def _match(self, *, optional: bool) -> s.Match:
        if self.take_word("REPEATABLE") or self.take_word("DIFFERENT"):
            self.at -= 1
            self.fail("match modes are not in Cypher 5: leave them out")
        patterns = self._patterns()
        while self.take_word("USING"):
            self._hint()
        where = self.expression() if self.take_word("WHERE") else None
        return s.Match(patterns, where, optional)

    def _patterns(self) -> tuple[s.PathPattern, ...]:
        patterns = [self.path_pattern()]
        while self.take_sign(","):
            patterns.append(self.path_pattern())
        return tuple(patterns)

    def _hint(self) -> None:
        """Step over ``USING INDEX n:Label(property)`` and its like: a hint never changes an answer."""
        while not (self.token.word() in _CLAUSES | {"WHERE", "USING"} or self.token.kind == t.END or self.at_sign("}")):
            self.at += 1

    def _call(self, *, optional: bool) -> s.Clause:
        if self.at_sign("{") or self.at_sign("("):
            return self._call_subquery(optional=optional)
        parts = [self.need_name("a procedure's name")]
        while self.take_sign("."):
            parts.append(self.need_name("a procedure's name"))
        arguments = self._comma_separated(")") if self.take_sign("(") else ()
        yields = where = None
        if self.take_word("YIELD"):
            yields = None if self.take_sign("*") else self._yields()
            where = self.expression() if self.take_word("WHERE") else None
        return s.CallProcedure(".".join(parts), arguments, yields, where, optional)

    def _yields(self) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        while not found or self.take_sign(","):
            column = self.need_name("a column")
            found.append((column, self.need_name("a name") if self.take_word("AS") else column))
        return tuple(found)

    def _call_subquery(self, *, optional: bool) -> s.Clause:
        imports: tuple[str, ...] | str | None = None
        if self.take_sign("("):
            imports = self._imports()
        self.need_sign("{")
        query = self.query(nested=False)
        self.need_sign("}")
        if self.at_word("IN") and (
            self.peek().word() in {"TRANSACTIONS", "CONCURRENT"}
            or self.peek(2).word() in {"CONCURRENT", "TRANSACTIONS"}
        ):
            self.fail("IN TRANSACTIONS is for writing: leave it out")
        return s.CallSubquery(query, imports, optional)

    def _imports(self) -> tuple[str, ...] | str:
        if self.take_sign("*", ")"):
            return "*"
        names: list[str] = []
        while not self.take_sign(")"):
            if names:
                self.need_sign(",")
            names.append(self.need_name("a variable"))
        return tuple(names)

    def _projection(self, *, returns: bool) -> s.Projection:
        distinct = self.take_word("DISTINCT")
        if not distinct and self.at_word("ALL") and self.peek().text != "(":
            self.at += 1
        star = self.take_sign("*")
        items: list[s.Item] = []
        while (not star and not items) or self.take_sign(","):
            items.append(self._item())
        order = self._order()
        skip = self.expression() if self.take_word("SKIP") or self.take_word("OFFSET") else None
        limit = self.expression() if self.take_word("LIMIT") else None
        where = self.expression() if not returns and self.take_word("WHERE") else None
        return s.Projection(returns, distinct, star, tuple(items), order, skip, limit, where)

    def _item(self) -> s.Item:
        start = self.at
        expression = self.expression()
        text = self.source(start)
        if self.take_word("AS"):
            return s.Item(expression, self.need_name("a name"), aliased=True)
        if isinstance(expression, s.MapProjection):
            return s.Item(expression, expression.subject.name, aliased=True)
        if isinstance(expression, s.Variable):
            return s.Item(expression, expression.name, aliased=True)
        return s.Item(expression, text, aliased=False)

    def _order(self) -> tuple[s.SortKey, ...]:
        if not self.take_word("ORDER", "BY"):
            return ()
        keys: list[s.SortKey] = []
        while not keys or self.take_sign(","):
            expression = self.expression()
            descending = self.take_word("DESC") or self.take_word("DESCENDING")
            if not descending and not self.take_word("ASC"):
                self.take_word("ASCENDING")
            if self.take_word("NULLS"):
                self.at -= 1
                self.fail("NULLS FIRST and NULLS LAST are not in Cypher 5: write ORDER BY x IS NULL, x")
            keys.append(s.SortKey(expression, descending))
        return tuple(keys)
