"""A query that has been checked and may run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PreparedQuery:
    """A checked query with all that is needed to answer it.

    Args:
        text: The query as typed.
        parameters: The values of its parameters.
        columns: The names of the columns in order, as Neo4j names them.
        node_keys: For each label of the model its properties.
        relationship_keys: For each relationship type of the model its properties.
        notices: Sentences to show beside the answer: a label nobody knows, a date compared with a text.
    """

    text: str
    parameters: Mapping[str, Any]
    columns: tuple[str, ...]
    node_keys: Mapping[str, Sequence[str]]
    relationship_keys: Mapping[str, Sequence[str]]
    notices: tuple[str, ...] = ()
