"""The options that commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_GRAPH = "peelgraph.kgl"
ROW_FORMATS = ("table", "json", "jsonl", "csv", "md", "xlsx", "line")
"""Of rows of which each also has a sentence."""
PLAIN_ROW_FORMATS = ("table", "json", "jsonl", "csv", "md", "xlsx")
"""Of rows without sentences."""
OBJECT_FORMATS = ("table", "json", "jsonl", "md", "line")
"""Of one object that also has sentences."""
PLAIN_OBJECT_FORMATS = ("table", "json", "jsonl", "md")
"""Of one object without sentences."""


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


def unfit(form: str) -> str:
    """Return why an answer cannot be written in a format that other answers have."""
    if form == "line":
        return "this answer has no sentences of its own: use table to read it, or json"
    return f"this answer is one object, which {form} cannot hold: use json, or table to read it"


class FormatChoice(click.Choice[str]):
    """The formats of one answer; of those that only other answers have it says why."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the format, as click asks for it."""
        if value in ROW_FORMATS and value not in self.choices:
            raise click.UsageError(unfit(value), ctx)
        return super().convert(value, param, ctx)


def answer_options_in(formats: Sequence[str], *, embargo: bool = True) -> Callable[[F], F]:
    """Return what adds ``--format``, ``-o`` and ``--include-embargoed``, for commands that print an answer.

    Args:
        formats: The formats in which the answer can be written.
        embargo: False where nothing of the answer can be under embargo, so that there is nothing to include.
    """
    sentences = "line for sentences that can be copied alone, " if "line" in formats else ""
    included = click.option(
        "--include-embargoed", is_flag=True, help="Also write to a file (-o) what is still under embargo."
    )
    options = (
        *([included] if embargo else []),
        click.option(
            "-o", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="Write to a file instead."
        ),
        click.option(
            "--format",
            "form",
            type=FormatChoice(formats),
            help=f"How to write: table or md for reading, {sentences}the others for machines. "
            "Default table, or by FILE's ending.",
        ),
    )

    def add(command: F) -> F:
        for option in options:
            command = option(command)
        return command

    return add


def answer_options(command: F) -> F:
    """Add ``--format`` with all formats, ``-o`` and ``--include-embargoed``, for rows that have sentences."""
    return answer_options_in(ROW_FORMATS)(command)


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
