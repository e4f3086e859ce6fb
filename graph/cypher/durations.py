"""Durations: months, days, seconds and nanoseconds, kept apart as Cypher keeps them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from peelgraph.ontology.errors import QueryError

NANOS: Final = 1_000_000_000
_AVERAGE_MONTH: Final = 2_629_746  # seconds in a twelfth of 365.2425 days
_NUMBER = r"([-+]?\d+(?:[.,]\d+)?)"
_ISO = re.compile(
    rf"([-+]?)P(?=.)(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?"
    rf"(?:T(?=.)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time.

    Args:
        months: Whole months.
        days: Whole days.
        seconds: Whole seconds.
        nanoseconds: 0 to 999,999,999, counted forward from ``seconds``.
    """

    months: int = 0
    days: int = 0
    seconds: int = 0
    nanoseconds: int = 0

    def average_seconds(self) -> int:
        """Return its length with months of average length, by which durations are sorted."""
        return self.months * _AVERAGE_MONTH + self.days * 86_400 + self.seconds

    def __str__(self) -> str:
        """Return the ISO 8601 text, as Neo4j writes it.

        >>> str(Duration(months=15, days=6))
        'P1Y3M6D'
        """
        years, months = _split(self.months, 12)
        total = self.seconds * NANOS + self.nanoseconds
        hours, rest = _split(total, 3600 * NANOS)
        minutes, nanos = _split(rest, 60 * NANOS)
        days = "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (self.days, "D")) if n)
        times = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M")) if n)
        if nanos:
            times += _decimal(nanos) + "S"
        if not days and not times:
            return "PT0S"
        return f"P{days}" + (f"T{times}" if times else "")


def _split(value: int, unit: int) -> tuple[int, int]:
    """Divide towards zero."""
    whole = abs(value) // unit * (1 if value >= 0 else -1)
    return whole, value - whole * unit


def _decimal(nanos: int) -> str:
    sign = "-" if nanos < 0 else ""
    seconds, rest = divmod(abs(nanos), NANOS)
    return f"{sign}{seconds}" + (f".{rest:09d}".rstrip("0") if rest else "")


def duration_of(months: float = 0, days: float = 0, nanos: float = 0) -> Duration:
    """Return a duration; fractions of a month and a day run over into the smaller units.

    Args:
        months: Months, also in part.
        days: Days, also in part.
        nanos: Nanoseconds.
    """
    whole_months = int(months)
    days += (months - whole_months) * _AVERAGE_MONTH / 86_400 if months != whole_months else 0
    whole_days = int(days)
    nanos += round((days - whole_days) * 86_400 * NANOS) if days != whole_days else 0
    seconds, rest = divmod(round(nanos), NANOS)
    return Duration(whole_months, whole_days, seconds, rest)


def parse_duration(text: str) -> Duration:
    """Return the duration that an ISO 8601 text names.

    >>> parse_duration("P1Y2M10DT2H30M").days
    10

    Raises:
        QueryError: The text is no duration.
    """
    found = _ISO.fullmatch(text)
    if found is None or text.endswith("P"):
        raise QueryError(f"{text!r} is no duration: write it as in 'P1Y2M10DT2H30M'")
    sign = -1 if found.group(1) == "-" else 1
    parts = [_number(part) for part in found.groups()[1:]]
    years, months, weeks, days, hours, minutes, seconds = (sign * part for part in parts)
    return duration_of(
        years * 12 + months, weeks * 7 + days, (hours * 3600 + minutes * 60) * NANOS + round(seconds * NANOS)
    )


def _number(part: str | None) -> float:
    if part is None:
        return 0
    text = part.replace(",", ".")
    return float(text) if "." in text else int(text)
