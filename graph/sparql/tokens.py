"""The tokens of a SPARQL text, as section 19.8 of the recommendation defines them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from peelgraph.ontology.errors import QueryError

_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_U: Final = _BASE + "_"
_EXTRA: Final = "0-9\u00b7\u0300-\u036f\u203f-\u2040"
_CHARS: Final = _U + _EXTRA + r"\-"
_PLX: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PREFIX: Final = rf"(?:[{_BASE}](?:\.*[{_CHARS}])*)?"
_LOCAL: Final = rf"(?:[{_U}:0-9]|{_PLX})(?:\.*(?:[{_CHARS}:]|{_PLX}))*"
_ESCAPED: Final = r"\\[tbnrf\\\"']"
_EXPONENT: Final = r"[eE][+-]?[0-9]+"
_DOUBLE: Final = rf"(?:[0-9]+\.[0-9]*{_EXPONENT}|\.[0-9]+{_EXPONENT}|[0-9]+{_EXPONENT})"
_DECIMAL: Final = r"[0-9]*\.[0-9]+"

_TOKEN: Final = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in (
            ("SPACE", r"(?:[ \t\r\n]|\#[^\r\n]*)+"),
            ("IRIREF", r"<[^<>\"{}|^`\\\x00-\x20]*>"),
            ("LONG", rf"'''(?:'{{0,2}}(?:[^'\\]|{_ESCAPED}))*'''|\"\"\"(?:\"{{0,2}}(?:[^\"\\]|{_ESCAPED}))*\"\"\""),
            ("SHORT", rf"'(?:[^'\\\n\r]|{_ESCAPED})*'|\"(?:[^\"\\\n\r]|{_ESCAPED})*\""),
            ("BLANK_NODE_LABEL", rf"_:[{_U}0-9](?:\.*[{_CHARS}])*"),
            ("PNAME_LN", rf"{_PREFIX}:{_LOCAL}"),
            ("PNAME_NS", rf"{_PREFIX}:"),
            ("VAR", rf"[?$][{_U}0-9][{_U}{_EXTRA}]*"),
            ("LANGTAG", r"@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*"),
            ("DOUBLE_POSITIVE", rf"\+{_DOUBLE}"),
            ("DOUBLE_NEGATIVE", rf"-{_DOUBLE}"),
            ("DOUBLE", _DOUBLE),
            ("DECIMAL_POSITIVE", rf"\+{_DECIMAL}"),
            ("DECIMAL_NEGATIVE", rf"-{_DECIMAL}"),
            ("DECIMAL", _DECIMAL),
            ("INTEGER_POSITIVE", r"\+[0-9]+"),
            ("INTEGER_NEGATIVE", r"-[0-9]+"),
            ("INTEGER", r"[0-9]+"),
            ("NIL", r"\([ \t\r\n]*\)"),
            ("ANON", r"\[[ \t\r\n]*\]"),
            ("MARK", r"\^\^|\|\||&&|!=|<=|>=|[{}()\[\].;,|/^?*+!=<>-]"),
            ("WORD", r"[A-Za-z][A-Za-z0-9_]*"),
        )
    )
)
_CODE_POINT: Final = re.compile(r"\\\\|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ESCAPE: Final = re.compile(r"\\(.)")
_MEANING: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_QUOTED: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\b": "\\b", "\n": "\\n", "\r": "\\r", "\f": "\\f"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    Args:
        kind: Its name in the grammar: of a keyword the word in capitals, of a mark the mark.
        text: It, written in one way: a string in double quotes, a keyword in capitals.
        line: Its 1-based line.
        column: Its 1-based column.
    """

    kind: str
    text: str
    line: int
    column: int

    @property
    def place(self) -> str:
        """Where it stands, for a person."""
        return f"line {self.line}, column {self.column}"


def tokens_of(text: str, keywords: Collection[str]) -> Iterator[Token]:
    r"""Yield the tokens of a text.

    Args:
        text: The text; ``\u`` and ``\U`` sequences are read before anything else, as the recommendation says.
        keywords: The words that the grammar knows, in capitals; ``a`` is the only one in lower case.

    Raises:
        QueryError: Something in it is no token.

    >>> [token.text for token in tokens_of("ask{?x a 'it''s'}", {"ASK"})][:4]
    ['ASK', '{', '?x', 'a']
    """
    text = _without_code_points(text)
    at = line = 0
    line_start = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        column = at - line_start + 1
        if not found or found.lastgroup is None:
            raise QueryError(f"line {line + 1}, column {column}: {_unreadable(text, at)}")
        raw = found.group()
        if found.lastgroup != "SPACE":
            yield _token(found.lastgroup, raw, line + 1, column, keywords)
        newlines = raw.count("\n")
        if newlines:
            line += newlines
            line_start = at + raw.rindex("\n") + 1
        at = found.end()


def _token(kind: str, raw: str, line: int, column: int, keywords: Collection[str]) -> Token:
    match kind:
        case "LONG":
            return Token("STRING", _quoted(raw[3:-3]), line, column)
        case "SHORT":
            return Token("STRING", _quoted(raw[1:-1]), line, column)
        case "NIL" | "ANON":
            return Token(kind, f"{raw[0]} {raw[-1]}", line, column)
        case "MARK":
            return Token(raw, raw, line, column)
        case "WORD" if raw == "a":
            return Token("a", "a", line, column)
        case "WORD" if raw.upper() in {"TRUE", "FALSE"}:
            return Token(raw.upper(), raw.lower(), line, column)
        case "WORD" if raw.upper() in keywords:
            return Token(raw.upper(), raw.upper(), line, column)
        case _:
            return Token(kind, raw, line, column)


def _quoted(body: str) -> str:
    said = _ESCAPE.sub(lambda match: _MEANING.get(match[1], match[1]), body)
    return f'"{said.translate(_QUOTED)}"'


def _without_code_points(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        digits = match[1] or match[2]
        if digits is None:
            return match[0]
        number = int(digits, 16)
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            raise QueryError(f"{match[0]} is no character of Unicode")
        return chr(number)

    return _CODE_POINT.sub(character, text)


def _unreadable(text: str, at: int) -> str:
    rest = text[at : at + 1]
    if rest in {"'", '"'}:
        return "this string is not closed, or holds a backslash before a character that needs none"
    if rest == "<":
        return "this address is not closed by > or holds a character that no address may hold, such as a space"
    return f"{rest!r} cannot stand here"
