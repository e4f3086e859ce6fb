"""A place in the tokens of a query, and the small steps that every parser takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Never

from peelgraph.graph.cypher import tokens as t
from peelgraph.ontology.errors import QueryError

if TYPE_CHECKING:
    from peelgraph.graph.cypher.syntax import Expr, Query


class Cursor:
    """Walks over the tokens of one query.

    Args:
        query: The text of the query.
    """

    def __init__(self, query: str) -> None:
        self.text = query
        self.tokens = t.tokenize(query)
        self.at = 0
        self.anonymous = 0

    @property
    def token(self) -> t.Token:
        """The token at the cursor."""
        return self.tokens[self.at]

    def peek(self, ahead: int = 1) -> t.Token:
        """Return a token further on; past the last one, the last."""
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def at_word(self, *words: str) -> bool:
        """Tell whether these keywords stand at the cursor, one after the other."""
        return all(self.peek(step).word() == word for step, word in enumerate(words))

    def take_word(self, *words: str) -> bool:
        """Step over these keywords if they stand at the cursor."""
        found = self.at_word(*words)
        if found:
            self.at += len(words)
        return found

    def at_sign(self, *signs: str) -> bool:
        """Tell whether these operators stand at the cursor, one after the other."""
        return all(
            self.peek(step).kind == t.OPERATOR and self.peek(step).text == sign for step, sign in enumerate(signs)
        )

    def take_sign(self, *signs: str) -> bool:
        """Step over these operators if they stand at the cursor."""
        found = self.at_sign(*signs)
        if found:
            self.at += len(signs)
        return found

    def need_word(self, word: str) -> None:
        """Step over a keyword that must stand here."""
        if not self.take_word(word):
            self.fail(f"{word} is missing")

    def need_sign(self, sign: str) -> None:
        """Step over an operator that must stand here."""
        if not self.take_sign(sign):
            self.fail(f"{sign!r} is missing")

    def at_name(self) -> bool:
        """Tell whether a name, quoted or not, stands at the cursor."""
        return self.token.kind in {t.NAME, t.QUOTED}

    def need_name(self, what: str) -> str:
        """Step over a name and return it."""
        if not self.at_name():
            self.fail(f"{what} is missing")
        name = self.token.value
        self.at += 1
        return name

    def need_whole_number(self, what: str) -> int:
        """Step over a whole number and return it."""
        if self.token.kind != t.INTEGER:
            self.fail(f"{what} is missing")
        number = int(self.token.value, 0) if not self.token.value.isdigit() else int(self.token.value)
        self.at += 1
        return number

    def fail(self, problem: str) -> Never:
        """Refuse the query at the cursor.

        Raises:
            QueryError: Always.
        """
        token = self.token
        here = repr(token.text) if token.kind != t.END else "the end of the query"
        raise QueryError(f"{problem} at {t.position(self.text, token.start)}, before {here}")

    def new_anonymous(self) -> str:
        """Return a name for something that the query does not name; no query can write it."""
        self.anonymous += 1
        return f" {self.anonymous}"

    def source(self, start: int) -> str:
        """Return the text from a token's index up to the cursor, as typed."""
        return self.text[self.tokens[start].start : self.tokens[self.at - 1].end]

    def expression(self) -> Expr:
        """Parse an expression; the expression parser says how."""
        raise NotImplementedError

    def query(self, *, nested: bool) -> Query:
        """Parse a query; the clause parser says how."""
        raise NotImplementedError
