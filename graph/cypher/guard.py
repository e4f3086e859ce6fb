"""The guard of a typed query: it reads the graph, and does nothing else.

It works on tokens, so that a word in a string, a comment or a quoted name is only a word. On the laptop the
evaluator knows no clause that writes, and the engine never sees the text; on a server this is the second line, behind
a READ session.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from peelgraph.graph.cypher import tokens as t
from peelgraph.graph.cypher.procedures import COLUMNS
from peelgraph.ontology.errors import QueryError, QueryRefusedError

ALLOWED_PROCEDURES: Final = frozenset(COLUMNS)
"""Procedures that tell what a graph holds, in lower case; Neo4j has them all."""

_WRITES: Final = frozenset({"CREATE", "MERGE", "DELETE", "DETACH", "NODETACH", "SET", "REMOVE", "FOREACH", "INSERT"})
_SCHEMA: Final = frozenset({"DROP", "ALTER", "RENAME"})
_SCHEMA_THINGS: Final = frozenset(
    [
        "INDEX",
        "CONSTRAINT",
        "DATABASE",
        "USER",
        "ROLE",
        "ALIAS",
        "OR",
        "RANGE",
        "TEXT",
        "POINT",
        "FULLTEXT",
        "VECTOR",
        "LOOKUP",
        "COMPOSITE",
    ]
)
_ADMIN: Final = frozenset(
    {"GRANT", "DENY", "REVOKE", "SHOW", "TERMINATE", "START", "STOP", "ENABLE", "DEALLOCATE", "REALLOCATE"}
)
_SHOW: Final = {
    "PROCEDURES": "docs/cypher.md for those that are allowed",
    "FUNCTIONS": "docs/cypher.md for those that are known",
    "INDEXES": "CALL db.labels() or CALL db.schema.nodeTypeProperties()",
}
_NOT_CYPHER: Final = {
    "FORMAT": "--format csv on the command line",
    "EXCEPT": "WHERE NOT EXISTS { ... }",
    "INTERSECT": "WHERE EXISTS { ... }",
}
_BEFORE_NAMES: Final = frozenset(
    [
        "AND",
        "AS",
        "ALL",
        "ANY",
        "BY",
        "CASE",
        "CONTAINS",
        "DISTINCT",
        "ELSE",
        "IN",
        "IS",
        "LIMIT",
        "MATCH",
        "NOT",
        "ON",
        "OPTIONAL",
        "OR",
        "RETURN",
        "SKIP",
        "THEN",
        "UNWIND",
        "WHEN",
        "WHERE",
        "WITH",
        "XOR",
        "YIELD",
        "OFFSET",
        "LABEL",
    ]
) - {"ALL", "ANY"}
_BEFORE_NAME_SIGNS: Final = frozenset(
    {
        ".",
        ":",
        ",",
        "(",
        "[",
        "|",
        "&",
        "!",
        "=",
        "<>",
        "<",
        ">",
        "<=",
        ">=",
        "+",
        "-",
        "/",
        "%",
        "^",
        "$",
        "=~",
        "||",
        "..",
        "::",
        "+=",
    }
)
_AFTER_NAME_SIGNS: Final = frozenset(
    {".", ":", ",", ")", "]", "}", "=", "<>", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "^"}
)
_NAMESPACES: Final = frozenset(
    {"date", "datetime", "localdatetime", "time", "localtime", "duration", "point", "vector"}
)


def check_read_only(query: str, procedures: Collection[str] = ALLOWED_PROCEDURES) -> None:
    """Refuse a query that does anything but read the graph.

    Args:
        query: One statement of Cypher, as typed.
        procedures: The procedures that may be called, in lower case.

    Raises:
        QueryRefusedError: It would write, change the schema or the server, read a file or call another procedure, or
            it is more than one statement; the sentence says which, and what to do instead.

    >>> check_read_only("MATCH (f:Force) WHERE f.name CONTAINS 'SET' RETURN f")
    >>> check_read_only("MATCH (f:Force) SET f.name = 'x'")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    peelgraph.ontology.errors.QueryRefusedError: SET writes, and a query only reads: ...
    """
    try:
        found = t.tokenize(query)
    except QueryError as error:
        raise QueryRefusedError(str(error)) from None
    if found[0].kind == t.END or all(token.text == ";" for token in found[:-1]):
        raise QueryRefusedError("there is no query: write one such as MATCH (f:Force) RETURN f.name")
    _refuse_several_statements(found)
    _refuse_escapes(query, found)
    for at, token in enumerate(found):
        before = found[at - 1] if at else None
        if _spelled(token, "LOAD") and _spelled(found[min(at + 1, len(found) - 1)], "CSV"):
            raise QueryRefusedError(
                "LOAD CSV reads a file: load tables with 'peelgraph load', and give values with --param"
            )
        if token.kind == t.NAME and _starts_clause(before, token, found[at + 1]):
            _refuse_clause(found, at)
        if token.word() == "CALL" and _starts_clause(before, token, found[at + 1]):
            _check_procedure(found, at + 1, procedures)
        if token.kind in {t.NAME, t.QUOTED}:
            _check_function(found, at)


def _spelled(token: t.Token, word: str) -> bool:
    return token.kind in {t.NAME, t.QUOTED} and token.value.strip().upper() == word


def _refuse_several_statements(found: list[t.Token]) -> None:
    for at, token in enumerate(found):
        if token.text == ";" and token.kind == t.OPERATOR and found[at + 1].kind != t.END:
            raise QueryRefusedError("there are several statements: give one query at a time, without ';' inside it")


def _refuse_escapes(query: str, found: list[t.Token]) -> None:
    r"""A server turns \u0041 into A before it reads the query, so that a comment or quoted name can end early."""
    kept = 0
    for token in found:
        gap = query[kept : token.start]
        if "\\u" in gap or (token.kind in {t.QUOTED, t.PARAMETER} and "\\u" in token.text):
            raise QueryRefusedError("\\u stands in a comment or a quoted name: write the character itself")
        kept = token.end


def _starts_clause(before: t.Token | None, token: t.Token, after: t.Token) -> bool:
    if before is None:
        return True
    if token.word() == "SET" and before.word() in {"CREATE", "MATCH"}:
        return True
    if before.kind == t.OPERATOR and before.text in _BEFORE_NAME_SIGNS:
        return (
            before.text == "|" and token.word() in _WRITES and after.kind in {t.NAME, t.QUOTED} and after.word() != "IN"
        )
    if before.word() in _BEFORE_NAMES:
        return False
    return not (after.kind == t.OPERATOR and after.text in _AFTER_NAME_SIGNS and before.text in {"{", ","})


def _refuse_clause(found: list[t.Token], at: int) -> None:
    word, after = found[at].word(), found[at + 1]
    if word in _WRITES and not _is_plain_name(found, at):
        if word == "CREATE" and after.word() in _SCHEMA_THINGS:
            raise QueryRefusedError(f"CREATE {after.word()} changes the schema, and a query only reads")
        raise QueryRefusedError(f"{word} writes, and a query only reads: change the graph with 'peelgraph load'")
    first = at == 0 or found[at - 1].word() in {"UNION", "ALL"} or found[at - 1].text in {"{", ";"}
    if word in _SCHEMA and first:
        raise QueryRefusedError(f"{word} changes the schema or the server, and a query only reads")
    if word in _ADMIN and first and after.text not in {"=", "(", ":"}:
        instead = _SHOW.get(after.word(), "CALL db.labels(), CALL db.relationshipTypes() or 'peelgraph info'")
        raise QueryRefusedError(f"{word} is for the administrator of a server: use {instead}")
    if word == "USE" and first and after.kind in {t.NAME, t.QUOTED}:
        raise QueryRefusedError("USE chooses another database: name the graph with --graph instead")
    if word in {"EXPLAIN", "PROFILE"} and at in {0, 1, 2} and after.kind in {t.NAME, t.QUOTED}:
        raise QueryRefusedError(f"{word} shows a plan, not an answer: run the query without it")
    if word in _NOT_CYPHER and after.kind == t.NAME:
        raise QueryRefusedError(f"{word} is not in Cypher: use {_NOT_CYPHER[word]}")
    if word == "PERIODIC" and after.word() == "COMMIT":
        raise QueryRefusedError("PERIODIC COMMIT is for writing: leave it out")


def _is_plain_name(found: list[t.Token], at: int) -> bool:
    """Tell whether a word such as ``set`` at the start of a clause can only be a variable, as in ``RETURN set``."""
    after = found[at + 1]
    return after.kind == t.END or (after.kind == t.OPERATOR and after.text in {",", ")", "]", "}", ".", "=", ":"})


def _check_procedure(found: list[t.Token], at: int, procedures: Collection[str]) -> None:
    if found[at].kind not in {t.NAME, t.QUOTED}:
        return
    name = _dotted(found, at).lower()
    if name not in procedures:
        allowed = ", ".join(f"{each}()" for each in sorted(procedures))
        raise QueryRefusedError(f"the procedure {name} is not allowed{_instead(name)}; allowed are {allowed}")


_INSTEAD: Final[Mapping[str, str]] = {
    "db.index.fulltext": ": use WHERE n.text CONTAINS 'word', or 'peelgraph search'",
    "db.schema.visualization": ": use MATCH (a)-[r]->(b) RETURN DISTINCT labels(a), type(r), labels(b)",
    "apoc.": ": plain Cypher has most of it (docs/cypher.md)",
    "gds.": ": export with 'peelgraph export FILE.graphml', or use 'peelgraph similar' and 'together'",
    "dbms.": ": use 'peelgraph info'",
}


def _instead(name: str) -> str:
    return next((text for start, text in _INSTEAD.items() if name.startswith(start)), "")


def _dotted(found: list[t.Token], at: int) -> str:
    parts = [found[at].value]
    while found[at + 1].text == "." and found[at + 2].kind in {t.NAME, t.QUOTED}:
        at += 2
        parts.append(found[at].value)
    return ".".join(parts)


def _check_function(found: list[t.Token], at: int) -> None:
    if at and found[at - 1].text == ".":
        return
    name = _dotted(found, at)
    end = at + 2 * name.count(".") if "." in name else at
    if "." not in name or end + 1 >= len(found) or found[end + 1].text != "(" or found[at - 1].word() == "CALL":
        return
    if name.split(".", maxsplit=1)[0].lower() not in _NAMESPACES:
        raise QueryRefusedError(f"the function {name} is not known{_instead(name.lower())}")
