"""The command ``peelgraph``: commands are imported only when they are used, so that it starts fast."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "Begin": {
        "quickstart": ("load", "Load the shipped open data and show what is most widely shared."),
        "load": ("load", "Load letters, tables and whole folders."),
        "completion": ("completion", "Set up completion of commands in your shell."),
    },
    "Across forces": {
        "shared-weaknesses": ("practices", "Which practices were found weak in how many forces?"),
        "good-practice": ("practices", "Which practices were praised, or applied by an initiative?"),
        "repeated": ("practices", "Weaknesses that were found again."),
        "recommendations": ("recommendations", "What was recommended, to whom, and what became of it."),
        "together": (
            "similarity",
            "Weaknesses and risks that occur together in the same force and inspection, more than chance allows.",
        ),
        "search": ("search", "Findings and initiatives by words."),
    },
    "One force": {
        "force": ("portraits", "All that the graph knows of a force."),
        "learn-from": (
            "learning",
            "For each weakness of a force: who is strong there, or got out of it, with the reason.",
        ),
        "timeline": ("timeline", "A force over all inspections in which it was seen."),
        "changes": ("comparisons", "A force between two inspections."),
        "compare": ("comparisons", "Forces side by side."),
        "similar": (
            "similarity",
            "Forces whose findings are like those of one force, and whether that is more than chance.",
        ),
        "report": ("report", "Two pages on a force for its chief officers."),
    },
    "One practice, risk or finding": {
        "practice": ("portraits", "All that the graph knows of a practice."),
        "risk": ("portraits", "All that the graph knows of a risk."),
        "evidence": ("evidence", "The sentence behind a finding, its document and its coding."),
    },
    "How sure it is": {
        "coverage": ("coverage", "How much of each force and inspection is known."),
        "quality": ("quality", "How good the reading and coding is."),
        "review": ("review", "Corrections of the coding by a person."),
        "validate": ("validate", "The graph against the shapes."),
    },
    "Your own questions": {
        "questions": ("questions", "The questions behind the answers, with their Cypher."),
        "cypher": ("cypher", "Ask the graph in Cypher, read-only."),
        "sparql": ("sparql", "Ask the graph's RDF in SPARQL 1.1, read-only."),
    },
    "What is loaded": {
        "info": ("info", "What is in the graph."),
        "documents": ("documents", "What was loaded."),
        "remove": ("documents", "Take a document or a table source out."),
        "extract": ("extract", "Read one document without a graph."),
    },
    "For others": {
        "copy": ("copy", "Copy a graph to another place."),
        "export": ("export", "Write the graph for other tools."),
        "publish": ("publish", "Write the open data set, ready for a static host."),
        "serve": ("serve", "Serve the graph as a SPARQL 1.1 endpoint, with a page for browsers."),
    },
}
"""The commands under the headings of ``--help``, in the order in which a newcomer meets them."""

COMMANDS = {name: entry for commands in SECTIONS.values() for name, entry in commands.items()}
"""Each command with the module that holds it and its short help, which a test compares with the command's own."""


class Commands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's arguments
        """Return the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, importing its module."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"peelgraph.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands with their short help under their headings, without importing any of them."""
        width = max(map(len, COMMANDS))
        for heading, commands in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(width), about) for name, (_, about) in commands.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the words name; an unknown one gets the nearest."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib  # noqa: PLC0415 - only where a name is wrong

            near = difflib.get_close_matches(name, COMMANDS, n=2, cutoff=0.5)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"there is no command {name!r}.{hint} `peelgraph --help` lists them.")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with `peelgraph quickstart`. Every command explains itself: `peelgraph shared-weaknesses --help`.",
)
@click.version_option(package_name="peelgraph", prog_name="peelgraph")
def cli() -> None:
    """Which police forces share weaknesses or good practice, as the inspectorate found them.

    peelgraph keeps findings, forces, practices and risks in a graph: by default the file peelgraph.kgl in the
    current folder (--graph or PEELGRAPH_GRAPH name another).
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its status: 0 done, 1 refused or failed, 2 wrong use, 130 interrupted."""
    from peelgraph.ontology.errors import PeelgraphError  # noqa: PLC0415 - --help does not need it

    try:
        status = cli.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="peelgraph",
            standalone_mode=False,
        )
    except click.exceptions.Exit as leaving:
        status = leaving.exit_code
    except click.UsageError as error:
        error.show()
        status = 2
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        status = 130
    except PeelgraphError as error:
        click.echo(f"peelgraph: {error}", err=True)
        status = 1
    except BrokenPipeError:
        # Nobody reads on, as in `peelgraph search x | head`: not a fault of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except OSError as error:
        # What a command itself opens it answers for: what has no name is the place where the answer goes.
        what = f"{error.filename} cannot be used" if error.filename else "the answer cannot be written"
        click.echo(f"peelgraph: {what}: {error.strerror or error}", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status if isinstance(status, int) else 0)


def invoke(*arguments: str) -> Any:
    """Run a command in this process and return what it returns; for tests and the documentation."""
    return cli.main(args=list(arguments), prog_name="peelgraph", standalone_mode=False)
