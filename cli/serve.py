"""``serve``: the graph over HTTP."""

from __future__ import annotations

import datetime as dt

import click
from peelgraph.cli.options import graph_option, timeout_option
from peelgraph.cli.output import say
from peelgraph.cli.reading import reading
from peelgraph.cli.views import tell_embargo, view_of, view_options

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8480,
    show_default=True,
    metavar="N",
    help="Port to listen at; 0 takes a free one.",
)
@timeout_option("Most seconds of one query.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10_000,
    show_default=True,
    metavar="N",
    help="Most rows or triples of one answer.",
)
@click.option(
    "--concurrency",
    type=click.IntRange(min=1),
    default=4,
    show_default=True,
    metavar="N",
    help="Most queries at the same time.",
)
@view_options
@graph_option
def serve(
    uri: str,
    host: str,
    port: int,
    timeout: float,
    limit: int,
    concurrency: int,
    include_embargoed: bool,
    now: dt.datetime | None,
    base: str | None,
) -> None:
    """Serve the graph as a SPARQL 1.1 endpoint, with a page for browsers.

    It listens on this machine only unless --host says otherwise, and ends with Ctrl-C. What is under embargo is left
    out, and comes in at the minute at which its embargo ends; a changed graph is read again. Needs the extra "web".

    \b
    Examples:
      peelgraph serve
      peelgraph serve --port 9000 --timeout 10 --limit 1000
    """
    if include_embargoed and host not in _LOOPBACK:
        raise click.UsageError(
            "what is under embargo is served to this machine only: leave --host or --include-embargoed out"
        )
    try:
        from peelgraph.web.running import run  # noqa: PLC0415 - an optional extra
    except ModuleNotFoundError as missing:
        raise click.ClickException(
            f'{missing.name} is not installed: serve needs the extra "web", as in pip install "peelgraph[web]"'
        ) from None
    from peelgraph.graph.sparql.limits import SparqlLimits  # noqa: PLC0415
    from peelgraph.web.settings import WebSettings  # noqa: PLC0415

    view = view_of(base, now, include_embargoed=include_embargoed)
    with reading(uri) as graph:
        tell_embargo(graph, view)
    settings = WebSettings(SparqlLimits(timeout=timeout, rows=limit), concurrency=concurrency)
    run(uri, view, settings, host, port, lambda address: say(f"SPARQL endpoint: {address} (Ctrl-C ends it)"))
