"""The address of a graph on a server: ``neo4j://host:7687/database``, and who opens it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from peelgraph.ontology.errors import StoreError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a graph is on a server, and with which credentials.

    Args:
        uri: Scheme, host and port, as the driver takes them; no credentials.
        database: The database; None for the user's home database.
        user: The user, ``neo4j`` where only a password is given; None where there is no authentication by password.
        password: The password; never shown.
        token: A bearer token; never shown.
        notices: What a person should know, as sentences.
    """

    uri: str
    database: str | None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    notices: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The address as it may be shown: with the database, without credentials."""
        return f"{self.uri}/{self.database}" if self.database else self.uri


def is_server(address: str) -> bool:
    """Return whether an address names a server.

    >>> is_server("neo4j://localhost"), is_server("peelgraph.kgl")
    (True, False)
    """
    return "://" in address


def parse_address(address: str, environment: Mapping[str, str]) -> ServerAddress:
    """Return the address in parts; credentials come from the environment.

    Args:
        address: ``SCHEME://HOST[:PORT][/DATABASE]``.
        environment: ``NEO4J_USERNAME``, ``NEO4J_PASSWORD``, ``NEO4J_TOKEN`` and ``NEO4J_DATABASE`` are read of it.

    Raises:
        StoreError: The scheme, host or port means nothing.

    >>> parse_address("neo4j://localhost/police", {}).database
    'police'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        raise StoreError(
            f"{_without_credentials(address)} is no address: write neo4j://HOST:7687/DATABASE, "
            "and an IPv6 address in brackets"
        ) from None
    if parts.scheme not in SCHEMES:
        known = ", ".join(f"{scheme}://" for scheme in SCHEMES)
        raise StoreError(f"no graph can be at a {parts.scheme}:// address: give the path of a file, or one of {known}")
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        raise StoreError(
            f"the port of {_without_credentials(address)} is no port: write {parts.scheme}://HOST:7687"
        ) from None
    if not host:
        raise StoreError(f"{_without_credentials(address)} names no host: write {parts.scheme}://HOST:7687/DATABASE")
    if parts.query or parts.fragment:
        raise StoreError(
            f"{_without_credentials(address)} has more than scheme, host, port and database; leave the rest out"
        )
    notices = []
    user, password = environment.get("NEO4J_USERNAME"), environment.get("NEO4J_PASSWORD")
    if parts.username is not None:
        user = unquote(parts.username)
        password = unquote(parts.password) if parts.password is not None else password
        notices.append("a password in an address is seen by others; set NEO4J_USERNAME and NEO4J_PASSWORD instead")
    shown_host = f"[{host}]" if ":" in host else host
    return ServerAddress(
        uri=f"{parts.scheme}://{shown_host}" + (f":{port}" if port else ""),
        database=unquote(parts.path.strip("/")) or environment.get("NEO4J_DATABASE") or None,
        user=user or ("neo4j" if password else None),
        password=password,
        token=environment.get("NEO4J_TOKEN") or None,
        notices=tuple(notices),
    )


def shown_address(address: str) -> str:
    """Return an address as it may be shown: that of a server without credentials, a path as it is.

    >>> shown_address("neo4j://ann:secret@localhost/police"), shown_address("police.kgl")
    ('neo4j://localhost/police', 'police.kgl')
    """
    return parse_address(address, {}).shown if is_server(address) else address


def _without_credentials(address: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rsplit('@', 1)[-1]}"
