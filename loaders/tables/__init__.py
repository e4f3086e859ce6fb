"""Tables in CSV and Excel files, told apart by their headers, as records.

`open_table` opens a file and says of what kind its tables are, `TableFile.read` makes records of its rows,
and `RejectsWriter` writes those with faults to a file that can be mended and loaded again.
"""

from peelgraph.loaders.tables.columns import Column, TableKind
from peelgraph.loaders.tables.kinds import KINDS
from peelgraph.loaders.tables.known import DefinedNames, Known, KnownNames
from peelgraph.loaders.tables.limits import TableLimits
from peelgraph.loaders.tables.rejects import RejectsWriter
from peelgraph.loaders.tables.settle import with_defined_names
from peelgraph.loaders.tables.table import Row, Table
from peelgraph.loaders.tables.table_file import TableFile, open_table, read_table

__all__ = [
    "KINDS",
    "Column",
    "DefinedNames",
    "Known",
    "KnownNames",
    "RejectsWriter",
    "Row",
    "Table",
    "TableFile",
    "TableKind",
    "TableLimits",
    "open_table",
    "read_table",
    "with_defined_names",
]
