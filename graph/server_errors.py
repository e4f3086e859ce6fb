"""The faults of a server as sentences that say what to do."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from peelgraph.graph.address import ServerAddress
from peelgraph.ontology.errors import (
    ConstraintError,
    PeelgraphError,
    QueryError,
    QueryRefusedError,
    QueryStoppedError,
    StoreError,
    TransientStoreError,
)

if TYPE_CHECKING:
    from neo4j.exceptions import Neo4jError


@contextmanager
def server_errors(address: ServerAddress, *, writing: bool = False) -> Iterator[None]:
    """Turn the driver's errors into sentences of ours; credentials are never in them.

    Args:
        address: The server.
        writing: True for what we write ourselves; otherwise a query is what went wrong.

    Raises:
        TransientStoreError: Doing the same again may succeed.
        StoreError: The server is absent, refuses us, or cannot do this.
        QueryError: A query is wrong.
    """
    from neo4j import exceptions  # noqa: PLC0415 - imported already where a server is open

    try:
        yield
    except PeelgraphError:
        raise
    except exceptions.AuthError as error:
        raise StoreError(_refused(address, error)) from None
    except exceptions.Neo4jError as error:
        raise _of_code(address, error, writing=writing) from None
    except (exceptions.ServiceUnavailable, exceptions.SessionExpired) as error:
        raise TransientStoreError(_absent(address, error), away=True) from None
    except exceptions.ConfigurationError as error:
        raise StoreError(f"{address.shown} cannot be opened like this: {_first_line(error)}") from None
    except exceptions.BrokenRecordError:
        raise QueryError(
            "the answer holds a value that cannot be shown, such as a date after the year 9999: return toString() of it"
        ) from None
    except exceptions.DriverError as error:
        raise StoreError(f"the connection to {address.shown} failed: {_first_line(error)}") from None
    except (OSError, ValueError) as error:
        raise StoreError(f"{address.shown} cannot be reached: {_first_line(error)}") from None


def _first_line(error: Exception) -> str:
    """Return what a driver or server says, without the query and the mark under it, and without a full stop."""
    said = str(getattr(error, "message", None) or error).strip()
    return (said.splitlines() or [""])[0].rstrip(". ")


def _absent(address: ServerAddress, error: Exception) -> str:
    if "routing" in str(error) and _listens(address):
        return (
            f"the server at {address.uri} could not be used: it gave no routing information; it may still be starting, "
            "or for a single server try bolt:// instead of neo4j://"
        )
    return (
        f"no Neo4j answers at {address.uri}, or it went away: start it (docker compose up --wait), "
        "check host and port, and do it again; what was acknowledged is there, and loading again completes the rest"
    )


def _listens(address: ServerAddress) -> bool:
    """Return whether anybody listens there, which the driver does not say where it fails to route."""
    parts = urlsplit(address.uri)
    try:
        with socket.create_connection((parts.hostname, parts.port or 7687), timeout=2):
            return True
    except OSError:
        return False


def _refused(address: ServerAddress, error: Neo4jError) -> str:
    if error.code and "RateLimit" in error.code:
        return f"{address.uri} was tried too often with a wrong password: wait a few seconds, then set NEO4J_PASSWORD"
    if address.token:
        return f"{address.uri} refused the token in NEO4J_TOKEN"
    if address.user is None:
        return f"{address.uri} wants a user and a password: set NEO4J_USERNAME and NEO4J_PASSWORD"
    return f"{address.uri} refused the user {address.user!r}: check NEO4J_USERNAME and NEO4J_PASSWORD"


def _of_code(address: ServerAddress, error: Neo4jError, *, writing: bool) -> PeelgraphError:
    code, said = error.code or "", _first_line(error)
    ending = code.rsplit(".", 1)[-1]
    if ending == "AuthenticationRateLimit":
        return StoreError(_refused(address, error))
    if ending in {"DatabaseNotFound", "DatabaseUnavailable"}:
        named = f"called {address.database!r}" if address.database else "of that name"
        return StoreError(f"the server at {address.uri} has no database {named}: name another as {address.uri}/NAME")
    if "ReadOnly" in code or "read-only" in said or "read only" in said:
        return StoreError(
            f"the database at {address.shown} is read-only: ask its administrator, or set "
            "server.databases.default_to_read_only=false and restart it"
        )
    if "MemoryPoolOutOfMemory" in code or "OutOfMemory" in ending:
        return _too_large(address, writing=writing)
    if ending in {"TransactionTimedOut", "TransactionTimedOutClientConfiguration", "Terminated"}:
        if writing:
            return TransientStoreError(
                f"{address.shown} ended a transaction of ours: do it again; where it ends it every time, raise "
                "db.transaction.timeout on the server"
            )
        return QueryStoppedError("the query took too long and was stopped: match less, or raise --timeout")
    if ending in {"ConstraintCreationFailed", "ConstraintAlreadyExists", "EquivalentSchemaRuleAlreadyExists"}:
        return ConstraintError(
            f"the database at {address.shown} holds two nodes with one id, so it cannot become a graph of peelgraph: "
            f"{_duplicate(error)}; merge or delete one of them first"
        )
    if ending in {"IndexAlreadyExists", "ForbiddenDueToIndex"}:
        return ConstraintError(
            f"the database at {address.shown} has an index where peelgraph needs a constraint: {said}; drop that index"
        )
    if ending in {"ConstraintValidationFailed", "ConstraintViolation"} and writing:
        # We look before we write, so somebody else wrote the same in between.
        return TransientStoreError(f"another program wrote to {address.shown} at the same time; do it again: {said}")
    if ending == "Forbidden":
        return StoreError(f"the user may not do this at {address.shown}: {said}")
    if error.is_retryable():
        return TransientStoreError(f"the server at {address.shown} was busy; do it again: {said}")
    if ending == "AccessMode":
        return QueryRefusedError("the query would write; `cypher` only reads")
    return QueryError(f"the server refused the query: {said}")


def _duplicate(error: Neo4jError) -> str:
    """Return which two nodes have one id: the server says so in its second line."""
    lines = (error.message or "").strip().splitlines()
    return lines[-1].split(". Note")[0].rstrip(". ") if lines else "it does not say which"


def _too_large(address: ServerAddress, *, writing: bool) -> PeelgraphError:
    if writing:
        return StoreError(
            f"the transaction was too large for {address.shown}: raise db.memory.transaction.max or "
            "server.memory.heap.max_size on the server, or load smaller files under sources of their own (--source)"
        )
    return QueryStoppedError(
        f"the query needed more memory than {address.shown} gives: match or collect less, or raise "
        "db.memory.transaction.max or server.memory.heap.max_size on the server"
    )
