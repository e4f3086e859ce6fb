"""Aggregates: one object gathers the values of one group."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from typing import Any, Final, Protocol

from peelgraph.graph.cypher import check_types as c
from peelgraph.graph.cypher import operators
from peelgraph.graph.cypher.compare import group_key, is_number, sort_key
from peelgraph.graph.cypher.durations import Duration
from peelgraph.ontology.errors import QueryError


class Aggregate(Protocol):
    """Gathers values that are not null."""

    def add(self, value: Any, extra: Any) -> None:
        """Take one value, and the second argument if there is one."""

    def result(self) -> Any:
        """Return the answer for the values taken."""


class Count:
    """``count(x)``."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, value: Any, extra: Any) -> None:  # noqa: ARG002
        """Count a value."""
        self.count += 1

    def result(self) -> int:
        """Return the number of values."""
        return self.count


class Collect:
    """``collect(x)``."""

    def __init__(self) -> None:
        self.values: list[Any] = []

    def add(self, value: Any, extra: Any) -> None:  # noqa: ARG002
        """Keep a value."""
        self.values.append(value)

    def result(self) -> list[Any]:
        """Return the values in order."""
        return self.values


class Sum:
    """``sum(x)`` of numbers or of durations."""

    def __init__(self) -> None:
        self.total: Any = 0

    def add(self, value: Any, extra: Any) -> None:  # noqa: ARG002
        """Add a value."""
        if not is_number(value) and not isinstance(value, Duration):
            raise c.wrong_type("sum(...)", "numbers", value)
        self.total = value if isinstance(value, Duration) and self.total == 0 else operators.add(self.total, value)

    def result(self) -> Any:
        """Return the sum; 0 of nothing."""
        return self.total


class Average(Sum):
    """``avg(x)``."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def add(self, value: Any, extra: Any) -> None:
        """Move the mean towards a value, step by step as Neo4j does, so that the last digit is the same."""
        self.count += 1
        if is_number(value) and not isinstance(self.total, Duration):
            self.total += (value - self.total) / self.count
        else:
            super().add(value, extra)

    def result(self) -> Any:
        """Return the mean; null of nothing."""
        if isinstance(self.total, Duration):
            return operators.divide(self.total, self.count)
        return float(self.total) if self.count else None


class Extreme:
    """``min(x)`` or ``max(x)``."""

    def __init__(self, sign: int) -> None:
        self.sign = sign
        self.best: Any = None
        self.key: Any = None

    def add(self, value: Any, extra: Any) -> None:  # noqa: ARG002
        """Keep the value if it is the best so far."""
        key = sort_key(value)
        if self.key is None or (key < self.key if self.sign < 0 else key > self.key):
            self.best, self.key = value, key

    def result(self) -> Any:
        """Return the best value; null of nothing."""
        return self.best


class Deviation:
    """``stDev(x)`` of a sample, ``stDevP(x)`` of a population."""

    def __init__(self, *, sample: bool) -> None:
        self.sample = sample
        self.values: list[float] = []

    def add(self, value: Any, extra: Any) -> None:  # noqa: ARG002
        """Keep a number."""
        self.values.append(float(c.number(value, "stDev(...)")))

    def result(self) -> float | None:
        """Return the standard deviation; 0 of one value, null of none."""
        count = len(self.values)
        if not count:
            return None
        if count < 2:
            return 0.0
        mean = math.fsum(self.values) / count
        spread = math.fsum((value - mean) ** 2 for value in self.values)
        return math.sqrt(spread / (count - 1 if self.sample else count))


class Percentile:
    """``percentileCont(x, p)`` between two values, ``percentileDisc(x, p)`` the nearest one."""

    def __init__(self, *, continuous: bool) -> None:
        self.continuous = continuous
        self.values: list[Any] = []
        self.share: float | None = None

    def add(self, value: Any, extra: Any) -> None:
        """Keep a number."""
        self.values.append(c.number(value, "percentileCont(...)" if self.continuous else "percentileDisc(...)"))
        self.share = float(c.number(extra, "the second argument of a percentile"))

    def result(self) -> Any:
        """Return the percentile; null of nothing."""
        if not self.values or self.share is None:
            return None
        if not 0 <= self.share <= 1:
            raise QueryError(f"a percentile lies between 0.0 and 1.0, not at {self.share}")
        values = sorted(self.values)
        if not self.continuous:
            return values[max(0, math.ceil(self.share * len(values)) - 1)]
        place = self.share * (len(values) - 1)
        below = math.floor(place)
        if place == below:
            return values[below]
        return values[below] * (below + 1 - place) + values[below + 1] * (place - below)


class Distinct:
    """Hands each different value on once."""

    def __init__(self, inner: Aggregate) -> None:
        self.inner = inner
        self.seen: set[Hashable] = set()

    def add(self, value: Any, extra: Any) -> None:
        """Hand a value on if it is new."""
        key = group_key(value)
        if key not in self.seen:
            self.seen.add(key)
            self.inner.add(value, extra)

    def result(self) -> Any:
        """Return the answer for the different values."""
        return self.inner.result()


MAKERS: Final[dict[str, Callable[[], Aggregate]]] = {
    "count": Count,
    "collect": Collect,
    "sum": Sum,
    "avg": Average,
    "min": lambda: Extreme(-1),
    "max": lambda: Extreme(1),
    "stdev": lambda: Deviation(sample=True),
    "stdevp": lambda: Deviation(sample=False),
    "percentilecont": lambda: Percentile(continuous=True),
    "percentiledisc": lambda: Percentile(continuous=False),
}
