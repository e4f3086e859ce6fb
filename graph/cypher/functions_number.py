"""Functions of numbers, and random ones."""

from __future__ import annotations

import math
import random
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import Any, Final

from peelgraph.graph.cypher import check_types as c
from peelgraph.ontology.errors import QueryError


def absolute(value: Any) -> float | int:
    """Return a number without its sign."""
    return abs(c.number(value, "abs(...)"))


def sign(value: Any) -> int:
    """Return -1, 0 or 1."""
    number = c.number(value, "sign(...)")
    return int(number > 0) - int(number < 0)


_MODES: Final = {
    "UP": ROUND_UP, "DOWN": ROUND_DOWN, "CEILING": ROUND_CEILING, "FLOOR": ROUND_FLOOR, "HALF_UP": ROUND_HALF_UP,
    "HALF_DOWN": ROUND_HALF_DOWN, "HALF_EVEN": ROUND_HALF_EVEN,
}  # fmt: skip


def rounded(value: Any, precision: Any = None, mode: Any = None) -> float:
    """Round a number; half goes up without a precision or mode, away from zero with one."""
    given = float(c.number(value, "round(...)"))
    if not math.isfinite(given):
        return given
    if precision is None or (precision == 0 and mode is None):
        return float(math.floor(given + 0.5)) if abs(given) < 2**52 else given
    places = c.integer(precision, "round(...)")
    if places < 0:
        raise QueryError("round(...) takes no negative precision: divide first")
    rounding = _MODES.get(c.string(mode, "round(...)").upper()) if mode is not None else ROUND_HALF_UP
    if rounding is None:
        raise QueryError(f"{mode!r} is no way to round: one of {', '.join(_MODES)}")
    number = Decimal(repr(given))
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return given
    return float(number.quantize(Decimal(1).scaleb(-places), rounding))


def logarithm(value: Any) -> float:
    """Return the natural logarithm."""
    number = c.number(value, "log(...)")
    return math.log(number) if number > 0 else (-math.inf if number == 0 else math.nan)


def logarithm10(value: Any) -> float:
    """Return the logarithm to base 10."""
    number = c.number(value, "log10(...)")
    return math.log10(number) if number > 0 else (-math.inf if number == 0 else math.nan)


def square_root(value: Any) -> float:
    """Return the square root; NaN of a negative number."""
    number = c.number(value, "sqrt(...)")
    return math.sqrt(number) if number >= 0 else math.nan


def exponential(value: Any) -> float:
    """Return e to a power."""
    try:
        return math.exp(c.number(value, "exp(...)"))
    except OverflowError:
        return math.inf


def real(name: str) -> Any:
    """Return a function of `math` as a function of Cypher: NaN outside its domain."""
    plain = getattr(math, name)

    def call(*values: Any) -> float:
        numbers = [float(c.number(value, f"{name}(...)")) for value in values]
        try:
            return float(plain(*numbers))
        except ValueError:
            return math.nan

    return call


def cotangent(value: Any) -> float:
    """Return the cotangent."""
    found = math.tan(c.number(value, "cot(...)"))
    return 1 / found if found else math.inf


def haversin(value: Any) -> float:
    """Return half the versine."""
    return (1 - math.cos(c.number(value, "haversin(...)"))) / 2


def whole(name: str) -> Any:
    """Return ``ceil`` or ``floor``, which answer a float."""
    plain = math.ceil if name == "ceil" else math.floor

    def call(value: Any) -> float:
        number = c.number(value, f"{name}(...)")
        return float(plain(number)) if math.isfinite(number) else float(number)

    return call


def is_nan(value: Any) -> bool:
    """Tell whether a number is NaN."""
    return math.isnan(c.number(value, "isNaN(...)"))


def random_number() -> float:
    """Return a random number from 0 up to 1."""
    return random.random()  # noqa: S311 - Cypher's rand() is no secret


def random_uuid() -> str:
    """Return a random UUID."""
    bits = random.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62) | 4 << 76 | 2 << 62
    digits = f"{bits:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
