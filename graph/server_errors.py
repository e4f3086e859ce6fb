"""The faults of a server as sentences that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from peelgraph.graph.address import ServerAddress
from peelgraph.ontology.errors import (
    ConstraintError,
    GraphBusyError,
    PeelgraphError,
    QueryError,
    QueryRefusedError,
    QueryStoppedError,
    StoreError,
)

if TYPE_CHECKING:
    from neo4j.exceptions import Neo4jError


@contextmanager
def server_errors(address: ServerAddress) -> Iterator[None]:
    """Turn the driver's errors into sentences of ours; credentials are never in them."""
    from neo4j import exceptions  # noqa: PLC0415 - imported already where a server is open

    try:
        yield
    except PeelgraphError:
        raise
    except exceptions.AuthError as error:
        raise StoreError(_refused(address, error)) from None
    except exceptions.Neo4jError as error:
        raise _of_code(address, error) from None
    except (exceptions.ServiceUnavailable, exceptions.SessionExpired) as error:
        raise StoreError(_absent(address, str(error))) from None
    except exceptions.ConfigurationError as error:
        raise StoreError(f"{address.shown} cannot be opened like this: {error}") from None
    except exceptions.DriverError as error:
        raise StoreError(f"the connection to {address.shown} failed: {error}") from None
    except (OSError, ValueError) as error:
        raise StoreError(f"{address.shown} cannot be reached: {error}") from None


def _absent(address: ServerAddress, said: str) -> str:
    if "routing" in said:
        said = "it gave no routing information; for a single server try bolt:// instead of neo4j://"
        return f"the server at {address.uri} could not be used: {said}"
    return (
        f"no Neo4j answers at {address.uri}, or it went away: start it (docker compose up --wait), "
        "check host and port, and do it again; what was acknowledged is there, and loading again completes the rest"
    )


def _refused(address: ServerAddress, error: Neo4jError) -> str:
    if error.code and "RateLimit" in error.code:
        return f"{address.uri} was tried too often with a wrong password: wait a few seconds, then set NEO4J_PASSWORD"
    if address.token:
        return f"{address.uri} refused the token in NEO4J_TOKEN"
    if address.user is None:
        return f"{address.uri} wants a user and a password: set NEO4J_USERNAME and NEO4J_PASSWORD"
    return f"{address.uri} refused the user {address.user!r}: check NEO4J_USERNAME and NEO4J_PASSWORD"


def _of_code(address: ServerAddress, error: Neo4jError) -> PeelgraphError:
    code, said = error.code or "", (error.message or "").strip()
    ending = code.rsplit(".", 1)[-1]
    if ending in {"DatabaseNotFound", "DatabaseUnavailable"}:
        named = f"called {address.database!r}" if address.database else "of that name"
        return StoreError(f"the server at {address.uri} has no database {named}: name another as {address.uri}/NAME")
    if "ReadOnly" in code or "read-only" in said or "read only" in said:
        return StoreError(
            f"the database at {address.shown} is read-only: ask its administrator, or set "
            "server.databases.default_to_read_only=false and restart it"
        )
    if "MemoryPoolOutOfMemory" in code or "OutOfMemory" in ending:
        return QueryStoppedError(
            f"the transaction was too large for {address.shown}: raise server.memory.heap.max_size or "
            "db.memory.transaction.max on the server, or load smaller files under sources of their own (--source)"
        )
    if ending in {"TransactionTimedOut", "TransactionTimedOutClientConfiguration", "Terminated"}:
        return QueryStoppedError("the query took too long and was stopped: match less, or raise --timeout")
    if ending in {"ConstraintValidationFailed", "ConstraintViolation"}:
        return ConstraintError(f"{address.shown} refused a record: {said}")
    if ending in {"ConstraintCreationFailed", "ConstraintAlreadyExists", "EquivalentSchemaRuleAlreadyExists"}:
        return ConstraintError(
            f"the database at {address.shown} holds two nodes with one id, so it cannot become a graph of peelgraph: "
            f"{said}; merge or delete one of them first"
        )
    if ending == "Forbidden":
        return StoreError(f"the user may not do this at {address.shown}: {said}")
    if error.is_retryable():
        return GraphBusyError(f"the server at {address.shown} was busy with another writer; do it again: {said}")
    if ending == "AccessMode":
        return QueryRefusedError("the query would write; `cypher` only reads")
    return QueryError(f"the server refused the query: {said}")
