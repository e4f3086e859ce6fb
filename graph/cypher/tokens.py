"""The tokens of Cypher: exact positions, so that a name in a string or a comment is never taken for a clause."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from peelgraph.ontology.errors import QueryError

NAME: Final = "name"
QUOTED: Final = "quoted"
STRING: Final = "string"
INTEGER: Final = "integer"
FLOAT: Final = "float"
PARAMETER: Final = "parameter"
OPERATOR: Final = "operator"
END: Final = "end"

_SKIP = re.compile(r"(?:\s+|//[^\r\n]*|/\*.*?\*/)+", re.DOTALL)
_NAME = re.compile(r"[^\W\d]\w*")
_FLOAT = re.compile(r"\d[\d_]*\.\d[\d_]*(?:[eE][+-]?\d+)?|\d[\d_]*[eE][+-]?\d+|\.\d[\d_]*(?:[eE][+-]?\d+)?")
_INTEGER = re.compile(r"0[xX][0-9a-fA-F_]+|0o[0-7_]+|\d[\d_]*")
_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_QUOTED = re.compile(r"`(?:[^`]|``)*`")
_PARAMETER = re.compile(r"\$(?:\w+|`(?:[^`]|``)*`)")
_OPERATOR = re.compile(r"<=|>=|<>|=~|\.\.|\+=|\|\||::|[-+*/%^=<>.,:;|&!(){}\[\]$]")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPES: Final = {
    "\\": "\\",
    "'": "'",
    '"': '"',
    "`": "`",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
}
_ENDS_VALUE: Final = frozenset({NAME, QUOTED, STRING, INTEGER, FLOAT, PARAMETER})


class Token(NamedTuple):
    """One token of a query.

    Args:
        kind: One of the constants of this module.
        text: The text as it stands in the query.
        value: What it means: the unescaped name or string, the number's text without underscores.
        start: Offset of its first character in the query.
        end: Offset after its last character.
    """

    kind: str
    text: str
    value: str
    start: int
    end: int

    def word(self) -> str:
        """Return an unquoted name in upper case, the form in which keywords are compared; else an empty string."""
        return self.value.upper() if self.kind == NAME else ""


def position(query: str, offset: int) -> str:
    r"""Return where an offset lies, as a person counts.

    >>> position("MATCH (n)\nRETURN ?", 17)
    'line 2, column 8'
    """
    line = query.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - query.rfind(chr(10), 0, offset)}"


def tokenize(query: str) -> list[Token]:
    """Return the tokens of a query, without white space and comments, and one END token.

    Args:
        query: The text of a query.

    Returns:
        The tokens in order; between two of them lies nothing but white space and comments.

    Raises:
        QueryError: A string, comment or quoted name does not end, or a character belongs to no token.

    >>> [token.text for token in tokenize("RETURN 'SET' /* DELETE */ AS x")]
    ['RETURN', "'SET'", 'AS', 'x', '']
    """
    tokens: list[Token] = []
    at = 0
    while True:
        skipped = _SKIP.match(query, at)
        if skipped:
            at = skipped.end()
        if at >= len(query):
            tokens.append(Token(END, "", "", at, at))
            return tokens
        token = _token_at(query, at, tokens[-1] if tokens else None)
        tokens.append(token)
        at = token.end


def _token_at(query: str, at: int, before: Token | None) -> Token:
    character = query[at]
    if character in "'\"":
        return _string_at(query, at)
    if character == "`":
        return _made(QUOTED, _QUOTED.match(query, at), _unquoted) or _unfinished(query, at, "quoted name")
    if character == "$" and (found := _PARAMETER.match(query, at)):
        text = found.group()
        return Token(PARAMETER, text, _unquoted(text[1:]) if text[1] == "`" else text[1:], at, found.end())
    if character.isdecimal() or (character == "." and not _continues_value(before)):
        for kind, pattern in ((FLOAT, _FLOAT), (INTEGER, _INTEGER)):
            token = _made(kind, pattern.match(query, at), _digits)
            if token:
                return token
    token = _made(NAME, _NAME.match(query, at), str) or _made(OPERATOR, _OPERATOR.match(query, at), str)
    if query.startswith("/*", at):
        return _unfinished(query, at, "comment")
    return token or _unexpected(query, at)


def _continues_value(before: Token | None) -> bool:
    return before is not None and (before.kind in _ENDS_VALUE or before.text in {")", "]", "}", "."})


def _made(kind: str, found: re.Match[str] | None, meaning: type[str] | object) -> Token | None:
    if found is None:
        return None
    text = found.group()
    value = meaning(text) if callable(meaning) else text
    return Token(kind, text, str(value), found.start(), found.end())


def _digits(text: str) -> str:
    return text.replace("_", "")


def _unquoted(text: str) -> str:
    return text[1:-1].replace("``", "`")


def _string_at(query: str, at: int) -> Token:
    found = _STRING.match(query, at)
    if found is None:
        return _unfinished(query, at, "string")
    text = found.group()
    body = text[1:-1]
    value = body if "\\" not in body else _unescaped(body, query, at)
    return Token(STRING, text, value, at, found.end())


def _unescaped(body: str, query: str, at: int) -> str:
    def meaning(found: re.Match[str]) -> str:
        code = found.group(1)
        if len(code) == 5:
            character = chr(int(code[1:], 16))
            if character in "'\"`\\":
                raise QueryError(
                    f"\\{code} at {position(query, at)} stands for {character}: write the character itself"
                )
            return character
        if code not in _ESCAPES:
            raise QueryError(f"\\{code} at {position(query, at)} is no escape of Cypher: write \\\\ for a backslash")
        return _ESCAPES[code]

    value = _ESCAPE.sub(meaning, body)
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if "\\u" in body else value


def _unfinished(query: str, at: int, what: str) -> Token:
    raise QueryError(f"the {what} that starts at {position(query, at)} does not end")


def _unexpected(query: str, at: int) -> Token:
    character = query[at]
    advice = {
        "\\": "; a backslash has a meaning only inside a string",
        "?": "; a parameter is written $name",
        "\u2018": "; use straight quotes",
        "\u2019": "; use straight quotes",
        "\u201c": "; use straight quotes",
        "\u201d": "; use straight quotes",
        "#": "; a comment starts with //",
    }.get(character, "")
    raise QueryError(f"{character!r} at {position(query, at)} belongs to no Cypher query{advice}")
