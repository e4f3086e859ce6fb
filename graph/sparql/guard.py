"""The guard of a typed SPARQL query: it asks the graph, and does nothing else.

A text is parsed by the grammar of SPARQL 1.1 and written anew, token by token: names with a prefix as whole addresses,
strings in one kind of quotation mark, comments left out. The engine reads only what is written anew, so that there is
no text that the guard and the engine read differently; and what fetches from elsewhere (SERVICE, FROM) or changes the
graph is refused where the grammar says that it stands, never because of how a string, a name or a comment looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal

from peelgraph.graph.sparql.grammar import END, query_grammar
from peelgraph.graph.sparql.prefixes import PREFIXES
from peelgraph.graph.sparql.tokens import Token, tokens_of
from peelgraph.ontology.errors import QueryError, QueryRefusedError, did_you_mean

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

MAX_CHARS: Final = 100_000
"""Most characters of a query."""

MAX_DEPTH: Final = 64
"""Most brackets of any kind that may be open at once."""

_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES: Final = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH", "USING"}
)
_REFUSED: Final = {
    "ServiceGraphPattern": "SERVICE would ask another endpoint, and queries here reach no other machine: leave it out",
    "DatasetClause": "FROM would read a graph from elsewhere, and queries here reach no other machine: leave it out; "
    "every graph of the data set is in the default graph, and GRAPH <address> { ... } asks one of them",
}
_KINDS: Final = {
    "IRIREF": "an address in <>",
    "STRING": "a string",
    "VAR": "a variable",
    "PNAME_LN": "a name with a prefix",
    "PNAME_NS": "a prefix",
    "INTEGER": "a whole number",
    "NIL": "()",
    "ANON": "[]",
    "BLANK_NODE_LABEL": "a blank node",
    "LANGTAG": "a language tag",
    "DECIMAL": "a number",
}
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LOCAL_ESCAPE: Final = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that may run.

    Args:
        form: What it asks for.
        parts: It, written anew: tokens, each of which goes on a line of its own.
        places: For each part the line and column of its token in the text as typed.
    """

    form: Form
    parts: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """What the engine reads."""
        return "\n".join(self.parts)


def checked(text: str, prefixes: Mapping[str, str] = PREFIXES) -> CheckedQuery:
    """Return a query that may run.

    Args:
        text: The query as typed.
        prefixes: The prefixes that it need not declare.

    Raises:
        QueryRefusedError: It would reach another machine or change the graph.
        QueryError: It is no SPARQL 1.1 query, or longer or deeper than allowed.

    >>> checked("select * { ?force a peel:Force } # all of them").text.split()
    ['SELECT', '*', '{', '?force', 'a', '<https://w3id.org/peelgraph/ns#Force>', '}']
    >>> checked("ASK { SERVICE <http://example.org/> {} }")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    peelgraph.ontology.errors.QueryRefusedError: line 1, column 7: SERVICE would ask another endpoint...
    """
    if len(text) > MAX_CHARS:
        raise QueryError(f"the query has {len(text):,} characters; at most {MAX_CHARS:,} are read")
    tokens = list(tokens_of(text, query_grammar().keywords))
    if not tokens:
        raise QueryError("the query is empty: begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    form = _parse(tokens)
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    before = ""
    for token, part in _written(tokens, dict(prefixes)):
        if _belongs(before, token.kind):
            parts[-1] += part
        else:
            parts.append(part)
            places.append((token.line, token.column))
        before = token.kind
    return CheckedQuery(form, tuple(parts), tuple(places))


def _parse(tokens: list[Token]) -> Form:
    """Return the form of a query, having parsed all of it."""
    grammar = query_grammar()
    form: Form | None = None
    depth = 0
    stack = [END, grammar.start]
    last = tokens[-1]
    end = Token(END, "", last.line, last.column + len(last.text))
    for token in [*tokens, end]:
        while stack[-1] in grammar.table:
            rule = stack.pop()
            if rule in _REFUSED and token.kind in grammar.table[rule]:
                raise QueryRefusedError(f"{token.place}: {_REFUSED[rule]}")
            becomes = grammar.table[rule].get(token.kind)
            if becomes is None:
                raise _unexpected(token, grammar.table[rule], form)
            stack.extend(reversed(becomes))
        expected = stack.pop()
        if expected != token.kind:
            raise _unexpected(token, {expected: ()}, form)
        if form is None and token.kind in _FORMS:
            form = token.kind  # type: ignore[assignment]
        depth += {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}.get(token.kind, 0)
        if depth > MAX_DEPTH:
            raise QueryError(f"{token.place}: more than {MAX_DEPTH} brackets are open here; nest less")
    assert form is not None  # noqa: S101 - the grammar demands one
    return form


def _belongs(before: str, kind: str) -> bool:
    """Return whether a token must follow the one before it without a space, as the engine reads them."""
    if kind in {"LANGTAG", "^^"} or before == "^^":
        return True
    return kind in {"(", "NIL"} and (before in query_grammar().keywords - {"a"} or before in {"IRIREF", "PNAME_LN"})


def _unexpected(token: Token, table: Mapping[str, object], form: Form | None) -> QueryError:
    if form is None and token.text.upper() in _UPDATES:
        return QueryRefusedError(
            f"{token.place}: {token.text.upper()} would change the graph, and SPARQL here only reads it: "
            "use SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    wanted = sorted({_KINDS.get(kind, kind) for kind in table})
    found = "the query ends" if token.kind == END else f"{token.text} cannot stand here"
    if len(wanted) > 12:
        wanted = [*wanted[:11], "…"]
    near = get_close_matches(token.text.upper(), wanted, n=1, cutoff=0.7) if token.kind == "WORD" else []
    hint = did_you_mean(near) if near else f"; expected: {' '.join(wanted)}"
    return QueryError(f"{token.place}: {found}{hint}")


def _written(tokens: list[Token], prefixes: dict[str, str]) -> Iterator[tuple[Token, str]]:
    """Yield each token with its text for the engine; the declarations of prefixes are left out."""
    coming = iter(tokens)
    for token in coming:
        match token.kind:
            case "PREFIX":
                name, address = next(coming), next(coming)
                start = address.text[1:-1]
                if not _ABSOLUTE.match(start):
                    raise QueryError(f"{address.place}: write the whole address of the prefix {name.text}")
                prefixes[name.text[:-1]] = start
            case "PNAME_LN" | "PNAME_NS":
                yield token, _address(token, prefixes)
            case _:
                yield token, token.text


def _address(token: Token, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = token.text.partition(":")
    start = prefixes.get(prefix)
    if start is None:
        near = get_close_matches(prefix, prefixes, n=2)
        hint = did_you_mean(near) or f"; declare it: PREFIX {prefix}: <address>"
        raise QueryError(f"{token.place}: no prefix is called {prefix}:{hint}")
    return f"<{start}{_LOCAL_ESCAPE.sub(lambda match: match[1], local)}>"
