"""Running the application on a port."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from peelgraph.graph.rdf import PublicView
from peelgraph.ontology.errors import PeelgraphError
from peelgraph.web.app import ENDPOINT, create_app
from peelgraph.web.settings import WebSettings


def run(uri: str, view: PublicView, settings: WebSettings, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve a graph until interrupted.

    Args:
        uri: The graph.
        view: What of it.
        settings: The limits.
        host: The address to listen at.
        port: The port; 0 takes a free one.
        tell: Is told the endpoint's address once requests are answered.

    Raises:
        PeelgraphError: The port cannot be had, or the graph not be read.
    """
    door = _listening(host, port)
    with door:
        app = create_app(uri, view, settings)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            limit_concurrency=settings.connections,
            timeout_graceful_shutdown=5,
        )
        found: int = door.getsockname()[1]
        tell(f"http://{f'[{host}]' if ':' in host else host}:{found}{ENDPOINT}")
        uvicorn.Server(config).run(sockets=[door])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise PeelgraphError(
            f"{host}:{port} cannot be listened at: {error.strerror or error}; "
            "--port names another port, 0 takes a free one"
        ) from None
