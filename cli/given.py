"""What ``load`` and ``extract`` share: what a person says of a document, and what they are told of its embargo."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click
from peelgraph.cli.output import say

if TYPE_CHECKING:
    from peelgraph.loaders.letters import GivenFacts


def facts_given(**given: str | None) -> GivenFacts:
    """Return what the options say of a document, checked.

    Args:
        given: The options as typed, by their names; None where an option was not given.

    Raises:
        click.BadParameter: The date is no day, the id is no id, a name is empty, or nobody knows the licence.
    """
    from peelgraph.loaders.documents import given_facts  # noqa: PLC0415
    from peelgraph.ontology.errors import GivenFactError  # noqa: PLC0415

    try:
        return given_facts(**given)
    except GivenFactError as error:
        raise click.BadParameter(error.reason, param_hint=f"--{error.fact}") from None


def say_embargoed(path: str, until: dt.datetime) -> None:
    """Tell a person that a document is not to be published yet.

    Args:
        path: The document, as it was named.
        until: From when it may be published, wall-clock time in London.
    """
    say(f"{path}: † under embargo until {until:%d %B %Y, %H:%M} (London): not to be published")
