"""Finding the rows of tables that state given nodes, so that a person can be sent to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from peelgraph.loaders.load import SHIPPED_SOURCE
from peelgraph.loaders.reference import SHIPPED_TABLES, Names, open_shipped
from peelgraph.loaders.tables import TableFile, open_table, with_defined_names
from peelgraph.ontology.errors import LoadError
from peelgraph.ontology.protocols import Lookup

Key = tuple[str, str]


def find_rows(
    source: str, keys: Collection[Key], lookup: Lookup | None = None, *, name: str | None = None
) -> dict[Key, str]:
    """Return where the tables of a source state nodes, as far as they can be read now.

    Args:
        source: The source: ``peelgraph`` for the shipped data, or a table's path.
        keys: Label and id of the nodes.
        lookup: The graph that the rows may refer to; None for the shipped names only.
        name: What the table of a path is called; by default its path.

    >>> find_rows("peelgraph", [("Force", "bedfordshire")])
    {('Force', 'bedfordshire'): 'forces.csv, line 3'}
    """
    wanted, found = set(keys), dict[Key, str]()
    try:
        with _tables(source, name or source) as files:
            known = with_defined_names(files, Names(lookup).known())
            for file in files:
                for table, row in file.read(known):
                    for record in (*([row.record] if row.record else []), *row.extra_records):
                        if record.key in wanted:
                            found.setdefault(record.key, f"{table.where.rstrip(',')}, line {row.line}")
    except LoadError:
        return found  # the table is not what it was; the graph still names it
    return found


@contextmanager
def _tables(source: str, name: str) -> Iterator[list[TableFile]]:
    with ExitStack() as open_files:
        if source == SHIPPED_SOURCE:
            yield [open_files.enter_context(open_shipped(name)) for name in SHIPPED_TABLES]
        elif (path := Path(source)).is_absolute() and path.is_file():
            yield [open_files.enter_context(open_table(path, name=name))]
        else:
            yield []
