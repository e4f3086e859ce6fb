"""What a kind of table is: its name, and its columns."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind of table.

    Args:
        name: Its name, as the shipped data has it.
        holds: What its cells hold, as a phrase for a person.
        required: True where a table is of the kind only if it has the column.
        filled: True where no cell of it may be empty; by default as `required`.
        aliases: Other names that a header may give it.
        values: The only values it may hold, if they are listed.
    """

    name: str
    holds: str
    required: bool = False
    filled: bool | None = None
    aliases: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

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
