"""An answer as Python, a notebook, pandas, polars and networkx take it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, overload

from peelgraph.ontology.errors import PeelgraphError

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd  # type: ignore[import-untyped] # has no types of its own
    import polars as pl

Values = dict[str, Any]


class AnswerRow(Mapping[str, Any]):
    """One row: its values by column, as keys and as attributes.

    Args:
        values: The values, by column.

    >>> row = AnswerRow({"practice": "vetting", "forces_count": 5})
    >>> row.practice, row["forces_count"]
    ('vetting', 5)
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._values:
            raise AttributeError(f"the row has no column {name!r}; it has {', '.join(self._values)}")
        return self._values[name]

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._values]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self._values == dict(other)

    __hash__ = None  # type: ignore[assignment] # rows hold lists

    def __repr__(self) -> str:
        return f"AnswerRow({', '.join(f'{name}={value!r}' for name, value in self._values.items())})"


class Answer(Sequence[AnswerRow]):
    """The rows that answer a question.

    Args:
        name: The question's name.
        title: What the answer is called.
        columns: The columns, in order, also where there are no rows.
        rows: The rows, by column.
        about: The line on the data under every answer.
        notes: What a reader should know beside the rows, as sentences.
        lines: Makes one sentence of each row, where that question has them.
    """

    def __init__(
        self,
        name: str,
        title: str,
        columns: Sequence[str],
        rows: Sequence[Mapping[str, Any]],
        *,
        about: str = "",
        notes: Sequence[str] = (),
        lines: Callable[[], list[str]] | None = None,
    ) -> None:
        self.name = name
        self.title = title
        self.notes = tuple(notes)
        self.columns = tuple(columns)
        self.about = about
        self._rows = [AnswerRow(row) for row in rows]
        self._lines = lines

    @overload
    def __getitem__(self, place: int) -> AnswerRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[AnswerRow]: ...
    def __getitem__(self, place: int | slice) -> AnswerRow | list[AnswerRow]:
        return self._rows[place]

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Answer):
            return NotImplemented
        return (self.name, self.columns, self._rows) == (other.name, other.columns, other._rows)

    __hash__ = None  # type: ignore[assignment] # rows hold lists

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self)} row{'' if len(self) == 1 else 's'} of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        from peelgraph.graph.answer_html import answer_html  # noqa: PLC0415

        return answer_html(self)

    def head(self, rows: int = 5) -> Answer:
        """Return the answer with its first rows only.

        Args:
            rows: How many.
        """
        return self._with(self.columns, self._rows[:rows], lambda: self.lines()[:rows])

    def select(self, *columns: str) -> Answer:
        """Return the answer with some of its columns, in the order given.

        Args:
            *columns: Their names.

        Raises:
            PeelgraphError: There is no such column.
        """
        unknown = [column for column in columns if column not in self.columns]
        if unknown:
            raise PeelgraphError(f"{self.name} has no column {', '.join(unknown)}; it has {', '.join(self.columns)}")
        return self._with(columns, [{c: row[c] for c in columns} for row in self._rows], self.lines)

    def _with(
        self, columns: Sequence[str], rows: Sequence[Mapping[str, Any]], lines: Callable[[], list[str]]
    ) -> Answer:
        return Answer(self.name, self.title, columns, rows, about=self.about, notes=self.notes, lines=lines)

    def to_dicts(self) -> list[Values]:
        """Return the rows as plain dictionaries."""
        return [dict(row) for row in self._rows]

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas frame; lists stay lists.

        Raises:
            PeelgraphError: pandas is not installed.
        """
        pandas = _optional("pandas")
        frame: pd.DataFrame = pandas.DataFrame(
            [[row[column] for column in self.columns] for row in self._rows], columns=list(self.columns)
        )
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a polars frame; lists stay lists.

        Raises:
            PeelgraphError: polars is not installed.
        """
        polars = _optional("polars")
        values = {column: [row[column] for row in self._rows] for column in self.columns}
        frame: pl.DataFrame = polars.DataFrame(values, strict=False)
        return frame

    def to_networkx(self) -> nx.Graph[str]:
        """Return the answer as a network of what its rows name, each node by its key ``Label:id``.

        Raises:
            PeelgraphError: The rows name nothing that hangs together.
        """
        from peelgraph.graph.answer_network import network  # noqa: PLC0415

        return network(self)

    def lines(self) -> list[str]:
        """Return each row as one sentence that can be copied, with whose words it rests on and which kind of source.

        Raises:
            PeelgraphError: The rows of this question have no such sentence.
        """
        if self._lines is None:
            raise PeelgraphError(f"the rows of {self.name} have no sentence of their own; use to_dicts()")
        return self._lines()


class AnswerInParts(Mapping[str, Any]):
    """An answer of several parts, such as all that is known of a force: by key and as attributes.

    A part of several rows is an ``Answer``, one of named values an ``AnswerRow``.

    Args:
        name: What was asked, for example ``force``.
        title: What the answer is called.
        parts: The parts, as the library returns them.
        about: The line on the data under every answer.
        lines: Makes the sentences that can be copied.
    """

    def __init__(
        self,
        name: str,
        title: str,
        parts: Mapping[str, Any],
        *,
        about: str = "",
        lines: Callable[[], list[str]] | None = None,
    ) -> None:
        self.name = name
        self.title = title
        self.about = about
        self._plain = dict(parts)
        self._parts = {key: _part(key, value, about) for key, value in parts.items()}
        self._lines = lines

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._parts:
            raise AttributeError(
                f"the answer has no part {name!r}; it has {', '.join(self.__dict__.get('_parts', ()))}"
            )
        return self._parts[name]

    def __getitem__(self, name: str) -> Any:
        return self._parts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._parts]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AnswerInParts):
            return NotImplemented
        return (self.name, self._plain) == (other.name, other._plain)

    __hash__ = None  # type: ignore[assignment] # parts hold lists

    def __repr__(self) -> str:
        return f"<{self.title}: {', '.join(self._parts)}>"

    def _repr_html_(self) -> str:
        from peelgraph.graph.answer_html import parts_html  # noqa: PLC0415

        return parts_html(self)

    @property
    def tables(self) -> dict[str, Answer]:
        """The parts of several rows, by name."""
        return {key: part for key, part in self._parts.items() if isinstance(part, Answer)}

    def to_dict(self) -> Values:
        """Return all parts as plain dictionaries and lists."""
        return dict(self._plain)

    def to_pandas(self) -> dict[str, pd.DataFrame]:
        """Return the parts of several rows as pandas frames, by name."""
        return {key: part.to_pandas() for key, part in self.tables.items()}

    def to_polars(self) -> dict[str, pl.DataFrame]:
        """Return the parts of several rows as polars frames, by name."""
        return {key: part.to_polars() for key, part in self.tables.items()}

    def lines(self) -> list[str]:
        """Return the answer as sentences that can be copied, with whose words they rest on and which kind of source.

        Raises:
            PeelgraphError: This answer has no such sentences.
        """
        if self._lines is None:
            raise PeelgraphError(f"the answer to {self.name} has no sentences of its own; use to_dict()")
        return self._lines()


_PLAIN = {"not_seen_between", "not_seen_since"}
"""Parts that list slugs: without one they are no table without rows."""


def _part(key: str, value: Any, about: str) -> Any:
    if isinstance(value, Mapping):
        return AnswerRow(value)
    if isinstance(value, list) and key not in _PLAIN and all(isinstance(row, Mapping) for row in value):
        columns = tuple(dict.fromkeys(column for row in value for column in row))
        rows = [{column: row.get(column) for column in columns} for row in value]
        return Answer(key, key.replace("_", " ").capitalize(), columns, rows, about=about)
    return value


def _optional(library: str) -> ModuleType:
    import importlib  # noqa: PLC0415

    try:
        return importlib.import_module(library)
    except ImportError:
        raise PeelgraphError(
            f"{library} is not installed, and peelgraph does without it: `uv add {library}` or `pip install {library}`"
        ) from None
