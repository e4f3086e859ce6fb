"""What a person says of a document that it does not say itself, as ``load`` and ``extract`` take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

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
