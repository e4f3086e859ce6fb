"""The options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_GRAPH = "peelgraph.kgl"
ROW_FORMATS = ("table", "json", "jsonl", "csv", "md", "xlsx", "line")


def graph_option(command: F) -> F:
    """Add ``--graph``."""
    return click.option(
        "--graph",
        "uri",
        metavar="URI",
        envvar="PEELGRAPH_GRAPH",
        default=DEFAULT_GRAPH,
        show_default=True,
        help="The graph: the path of a file, or neo4j://HOST/DATABASE. Also PEELGRAPH_GRAPH.",
    )(command)


def adopt_option(command: F) -> F:
    """Add ``--adopt``."""
    return click.option(
        "--adopt",
        is_flag=True,
        help="On a server: make a database ours that holds nodes of our labels which peelgraph did not write.",
    )(command)


def answer_options(command: F) -> F:
    """Add ``--format``, ``-o`` and ``--include-embargoed``, for commands that print an answer."""
    for option in (
        click.option(
            "--include-embargoed", is_flag=True, help="Also write to a file (-o) what is still under embargo."
        ),
        click.option(
            "-o", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="Write to a file instead."
        ),
        click.option(
            "--format",
            "form",
            type=click.Choice(ROW_FORMATS),
            help="How to write: table or md for reading, line for one sentence a row that can be copied alone, "
            "the others for machines. Default table, or by FILE's ending.",
        ),
    ):
        command = option(command)
    return command


def limit_option(command: F) -> F:
    """Add ``--limit``, which cuts what is shown to a reader and never what a machine gets unless asked."""
    return click.option(
        "--limit",
        type=click.IntRange(min=0),
        metavar="N",
        help="Most rows; 0 for all. Default 20 in a table, else all.",
    )(command)


def timeout_option(help: str) -> Callable[[F], F]:  # noqa: A002 - click's own word
    """Return what adds ``--timeout``, the most seconds that a typed query may take.

    Args:
        help: What the manual says of it.
    """
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=30.0,
        show_default=True,
        metavar="S",
        help=help,
    )


def rows_option(help: str) -> Callable[[F], F]:  # noqa: A002 - click's own word
    """Return what adds ``--limit``, the most rows that a typed query may answer; 0 for all.

    Args:
        help: What the manual says of it.
    """
    return click.option("--limit", type=click.IntRange(min=0), default=1000, show_default=True, metavar="N", help=help)
