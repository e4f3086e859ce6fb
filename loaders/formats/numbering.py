"""How numbers of lists are written: 1, a, iv."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def label(number: int, style: str) -> str:
    """Return a number as a list writes it, by the names that Word gives to styles.

    >>> label(4, "lowerRoman"), label(28, "upperLetter"), label(3, "decimal"), label(5, "decimalZero")
    ('iv', 'BB', '3', '05')
    """
    if style in {"lowerLetter", "upperLetter"} and 1 <= number <= 780:
        letters = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if style == "upperLetter" else letters
    if style in {"lowerRoman", "upperRoman"} and 1 <= number <= 3999:
        roman = _roman(number)
        return roman.upper() if style == "upperRoman" else roman
    if style == "decimalZero":
        return f"{number:02d}"
    if style == "cardinalText" and 0 <= number < len(_WORDS):
        return _WORDS[number].capitalize()
    if style == "ordinal":
        return f"{number}{'th' if 10 <= number % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written
