"""A grammar in the notation of the W3C, made into the table by which a text is parsed token by token.

The grammar of SPARQL is LL(1): the next token always tells which rule goes on. So a table and a stack parse it exactly
as the recommendation writes it, at any depth, and know at every point what could have stood there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

END = "end of the query"

Alternatives = list[tuple[str, ...]]

_SYMBOL = re.compile(r"'[^']+'|\w+|[()|?*+]")
_NULL = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """A grammar as a table.

    Args:
        start: The symbol that stands for a whole text.
        table: For each symbol that is no token, what it becomes, by the kind of the next token.
        conflicts: Where two rules could go on with the same token; none for an LL(1) grammar.
        keywords: The words of the grammar, in capitals.
    """

    start: str
    table: Mapping[str, Mapping[str, tuple[str, ...]]]
    conflicts: tuple[str, ...]
    keywords: frozenset[str]


@cache
def query_grammar() -> Grammar:
    """Return the grammar of SPARQL 1.1 queries.

    >>> query_grammar().table["Verb"]["a"]
    ('a',)
    """
    return read_grammar(files("peelgraph.graph.sparql").joinpath("query.bnf").read_text("utf-8"))


def read_grammar(text: str) -> Grammar:
    """Return the grammar that a text declares, a rule a line; the first rule is the start.

    >>> read_grammar("S ::= 'x' S?").table["S"]
    {'x': ('x', 'S?1')}
    """
    rules: dict[str, Alternatives] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, body = line.partition(" ::= ")
            _Rule(name, _SYMBOL.findall(body), rules).read()
    start = next(name for name in rules)
    first = _first_sets(rules)
    follow = _follow_sets(rules, first, start)
    table: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in rules}
    conflicts = []
    for name, alternatives in rules.items():
        for alternative in alternatives:
            begins = _begins(alternative, first)
            tokens = (begins - {_NULL}) | (follow[name] if _NULL in begins else set())
            for token in tokens:
                if token in table[name]:
                    conflicts.append(f"{name} at {token}")
                table[name].setdefault(token, alternative)
    words = {s for rule in rules.values() for alternative in rule for s in alternative if s not in rules}
    return Grammar(start, table, tuple(conflicts), frozenset(word for word in words if word[0].isalpha()))


class _Rule:
    """Reads one rule, with a rule of its own for each group in it."""

    def __init__(self, name: str, symbols: Sequence[str], rules: dict[str, Alternatives]) -> None:
        self.name = name
        self.symbols: Iterator[str] = iter(symbols)
        self.rules = rules
        self.made = 0

    def read(self) -> None:
        self.rules[self.name] = []
        self.rules[self.name] += self._alternatives()

    def _alternatives(self) -> Alternatives:
        found: Alternatives = []
        current: list[str] = []
        for symbol in self.symbols:
            if symbol == ")":
                break
            if symbol == "|":
                found.append(tuple(current))
                current = []
            elif symbol == "(":
                current.append(self._new("()", self._alternatives()))
            elif symbol in {"?", "*", "+"}:
                current.append(self._repeated(current.pop(), symbol))
            else:
                current.append(symbol.strip("'"))
        return [*found, tuple(current)]

    def _repeated(self, symbol: str, mark: str) -> str:
        if mark == "?":
            return self._new("?", [(symbol,), ()])
        many = self._new("*", [()])
        self.rules[many].insert(0, (symbol, many))
        return many if mark == "*" else self._new("+", [(symbol, many)])

    def _new(self, mark: str, alternatives: Alternatives) -> str:
        self.made += 1
        name = f"{self.name}{mark}{self.made}"
        self.rules[name] = alternatives
        return name


def _begins(symbols: Sequence[str], first: Mapping[str, set[str]]) -> set[str]:
    """Return the tokens that a sequence can begin with, with the empty text where it can be empty."""
    found: set[str] = set()
    for symbol in symbols:
        here = first.get(symbol, {symbol})
        found |= here - {_NULL}
        if _NULL not in here:
            return found
    return found | {_NULL}


def _first_sets(rules: Mapping[str, Alternatives]) -> dict[str, set[str]]:
    first: dict[str, set[str]] = {name: set() for name in rules}
    growing = True
    while growing:
        growing = False
        for name, alternatives in rules.items():
            found = set().union(*(_begins(alternative, first) for alternative in alternatives))
            growing = growing or not found <= first[name]
            first[name] |= found
    return first


def _follow_sets(rules: Mapping[str, Alternatives], first: Mapping[str, set[str]], start: str) -> dict[str, set[str]]:
    follow: dict[str, set[str]] = {name: set() for name in rules}
    follow[start].add(END)
    places = [(name, a[n], a[n + 1 :]) for name, rule in rules.items() for a in rule for n in range(len(a))]
    growing = True
    while growing:
        growing = False
        for name, symbol, rest in places:
            if symbol in rules:
                after = _begins(rest, first)
                found = (after - {_NULL}) | (follow[name] if _NULL in after else set())
                growing = growing or not found <= follow[symbol]
                follow[symbol] |= found
    return follow
