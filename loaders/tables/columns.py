"""What a kind of table is: its name, and its columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from peelgraph.ontology.model import load_model


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind of table.

    Args:
        name: Its name, as the shipped data has it.
        holds: What its cells hold, as a phrase for a person.
        required: True where a table is of the kind only if it has the column.
        filled: True where no cell of it may be empty; by default as `required`.
        aliases: Other names that a header may give it.
        choices: The only values it may hold, where the table itself lists them.
        listed_in: The label and property whose values the model lists, where it may hold only those.
    """

    name: str
    holds: str
    required: bool = False
    filled: bool | None = None
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    listed_in: tuple[str, str] | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """The only values it may hold; none where it may hold any."""
        if self.listed_in is None:
            return self.choices
        label, name = self.listed_in
        return load_model().node_types[label].properties[name].values or ()

    @property
    def must_be_filled(self) -> bool:
        """True where no cell of the column may be empty."""
        return self.required if self.filled is None else self.filled


@dataclass(frozen=True, slots=True)
class TableKind:
    """One kind of table.

    Args:
        name: Its name, as that of the shipped file (``"findings"``).
        label: The label of the nodes that its rows become, or of most of them.
        one: What a row is, with its article (``"a finding"``).
        holds: What the table holds, as a sentence.
        columns: Its columns in their usual order.
        example: A small table of the kind, as CSV.
    """

    name: str
    label: str
    one: str
    holds: str
    columns: tuple[Column, ...]
    example: str = field(repr=False)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the columns without which a table is not of this kind."""
        return tuple(column.name for column in self.columns if column.required)
