"""The errors of peelgraph: one base class, and messages that say what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class PeelgraphError(Exception):
    """Anything that peelgraph refuses or fails to do; its text is a sentence for a person."""


class ModelError(PeelgraphError):
    """The shipped or loaded model is not what the code needs."""


class UnknownNameError(PeelgraphError):
    """A force, practice, risk, question, inspection or finding that nobody knows.

    Args:
        what: The kind of thing in lower case, as a person would say it, for example ``"force"``.
        given: The name as it was given.
        nearest: Valid names that resemble it, best first; may be empty.
    """

    def __init__(self, what: str, given: str, nearest: Sequence[str] = ()) -> None:
        self.what = what
        self.given = given
        self.nearest = tuple(nearest)
        super().__init__(f"no {what} is called {given!r}" + did_you_mean(self.nearest))


class LoadError(PeelgraphError):
    """A file or folder that could not be loaded at all."""


class GivenFactError(LoadError):
    """What was given of a document, such as its date, can be said of none.

    Args:
        fact: Which fact, as the option is called: ``published``, ``document`` and so on.
        reason: What is wrong with it, and what to do.
    """

    def __init__(self, fact: str, reason: str) -> None:
        self.fact = fact
        self.reason = reason
        super().__init__(f"--{fact}: {reason}")


class StoreError(PeelgraphError):
    """The graph could not be opened, read or written."""


class NoGraphError(StoreError):
    """There is no graph at the given place yet."""


class GraphBusyError(StoreError):
    """Another process is writing to the graph."""


class TransientStoreError(GraphBusyError):
    """The graph could not take it just now, and has not taken it: the same again may succeed.

    Args:
        message: What happened and what to do.
        away: True where nobody answered, so that other work will fare no better.
    """

    def __init__(self, message: str, *, away: bool = False) -> None:
        super().__init__(message)
        self.away = away


class ConstraintError(StoreError):
    """A record breaks the model: a missing key, a value of the wrong type, an end that is not there."""


class QueryError(PeelgraphError):
    """A query could not be answered: it is wrong, or the engine failed on it."""


class QueryRefusedError(QueryError):
    """A query that is not run: it would write, read a file, or mean something else on another engine."""


class QueryStoppedError(QueryError):
    """A query that reached a limit of time or memory and was stopped."""


class QueryTimeoutError(QueryStoppedError):
    """A query that reached its limit of time."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file.

    Args:
        message: What is wrong and what to do, as one sentence without a final full stop.
        line: The 1-based line of a table or text, if there is one.
        page: The 1-based page of a paged document, if there is one.
    """

    message: str
    line: int | None = None
    page: int | None = None

    def __str__(self) -> str:
        if self.line is not None:
            return f"line {self.line}: {self.message}"
        if self.page is not None:
            return f"page {self.page}: {self.message}"
        return self.message


def did_you_mean(nearest: Sequence[str]) -> str:
    """Return the end of a sentence that offers the nearest valid names, or nothing where there are none.

    >>> did_you_mean(["essex", "sussex"])
    '; did you mean essex or sussex?'
    """
    if not nearest:
        return ""
    *rest, last = nearest
    return f"; did you mean {', '.join(rest)} or {last}?" if rest else f"; did you mean {last}?"
