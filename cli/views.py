"""The options that say what of a graph is published, and by which clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click
from peelgraph.cli.output import say
from peelgraph.ontology.counted import counted

if TYPE_CHECKING:
    from peelgraph.graph.rdf import PublicView
    from peelgraph.graph.store import Graph

F = TypeVar("F", bound=Callable[..., Any])


def view_options(command: F) -> F:
    """Add ``--include-embargoed``, ``--as-of`` and ``--base-uri``, for commands that answer on the RDF."""
    for option in (
        click.option(
            "--base-uri", "base", metavar="URI", help="What addresses begin with. Default https://w3id.org/peelgraph/."
        ),
        click.option(
            "--as-of",
            "now",
            type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d"]),
            metavar="TIME",
            help="Judge embargoes by this time in London (YYYY-MM-DDTHH:MM) instead of now.",
        ),
        click.option("--include-embargoed", is_flag=True, help="Also answer from what is still under embargo."),
    ):
        command = option(command)
    return command


def view_of(base: str | None, now: dt.datetime | None, *, include_embargoed: bool) -> PublicView:
    """Return what the options say is published.

    Raises:
        click.BadParameter: The base cannot begin an address.
    """
    from peelgraph.graph.rdf import BASE, PublicView  # noqa: PLC0415
    from peelgraph.ontology.errors import PeelgraphError  # noqa: PLC0415

    try:
        return PublicView(base or BASE, include_embargoed=include_embargoed, now=now)
    except PeelgraphError as error:
        raise click.BadParameter(str(error), param_hint="--base-uri") from None


def tell_embargo(graph: Graph, view: PublicView) -> None:
    """Say how much the answer leaves out, and until when."""
    from peelgraph.ontology.model import load_model  # noqa: PLC0415

    held = view.embargo(graph, load_model())
    if held.documents and held.until:
        count = len(held.documents)
        until = f"{held.until.day} {held.until:%B %Y, %H:%M}"
        say(
            f"left out: {counted(count, 'document')} under embargo until {until}, "
            f"with {held.findings} findings (--include-embargoed answers from them)"
        )
