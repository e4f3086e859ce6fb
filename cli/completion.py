"""``completion``: completion of commands and options in the shell."""

from __future__ import annotations

import click

FILES = {"bash": "~/.bashrc", "zsh": "~/.zshrc", "fish": "~/.config/fish/completions/peelgraph.fish"}


@click.command("completion")
@click.argument("shell", type=click.Choice(list(FILES)))
def completion(shell: str) -> None:
    """Set up completion of commands in your shell.

    Prints the script; add it to your shell's start-up file.

    \b
    Examples:
      peelgraph completion bash >> ~/.bashrc
      peelgraph completion zsh >> ~/.zshrc
      peelgraph completion fish > ~/.config/fish/completions/peelgraph.fish
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415
    from peelgraph.cli.main import cli  # noqa: PLC0415

    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 - click knows the three shells
    click.echo(found(cli, {}, "peelgraph", "_PEELGRAPH_COMPLETE").source())
