"""Stating a source again where the graph could not take it just now: a new leader, two writers in a deadlock."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from peelgraph.ontology.errors import TransientStoreError

T = TypeVar("T")

TRIES = 6
"""How often a source is stated before its load is given up."""
FIRST_WAIT = 0.25
"""Seconds before the second try; each further wait is twice as long, and a little longer or shorter by chance."""


class Patience:
    """How a load meets a graph that is busy or away; one for the whole load.

    Where the graph stayed away for all tries of one source, the sources after it are not tried, and get the same fault.
    """

    def __init__(self) -> None:
        self._away: TransientStoreError | None = None

    def state(self, source: Callable[[], T]) -> T:
        """Call what states a source, again after each passing error; it must be able to start afresh.

        Raises:
            TransientStoreError: It failed every time, or the graph has been away before.
        """
        if self._away is not None:
            raise self._away
        for tried in range(1, TRIES + 1):
            try:
                return source()
            except TransientStoreError as error:
                if tried == TRIES:
                    self._away = error if error.away else None
                    raise
                _wait(FIRST_WAIT * 2 ** (tried - 1))
        raise AssertionError("the last try returns or raises")


def _wait(seconds: float) -> None:
    time.sleep(seconds * random.uniform(0.8, 1.2))  # noqa: S311 - so that two writers do not meet again
