"""A folder for ``neo4j-admin database import``, the fastest way of a very large graph onto a server."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from peelgraph.graph.content_hash import ContentHash
from peelgraph.graph.contents import HeldNode
from peelgraph.graph.export.admin_csv import ARRAY_DELIMITER, Parts, cell, header, literal
from peelgraph.graph.export.files import umask
from peelgraph.graph.export.job import ExportJob
from peelgraph.graph.schema import constraint_statements, marker_statement
from peelgraph.ontology.errors import StoreError
from peelgraph.ontology.model import Model
from peelgraph.ontology.records import Link

_BUFFER = 4 * 1024 * 1024
"""The importer's own buffer, which must hold the longest value."""

_README = """# A graph of peelgraph for `neo4j-admin database import`

{nodes:,} nodes and {relationships:,} relationships. Content hash (sha256): {sha256}

1. Stop the server. What the database `neo4j` holds is replaced; for another database, write its name instead.
   In this folder, with the `neo4j-admin` of Neo4j 5.26 or later:

```sh
{command}
```

2. Start the server, and make the database a graph of peelgraph:

```sh
cypher-shell -d neo4j -f constraints.cypher
{values}```

3. Check: `peelgraph info --graph neo4j://localhost` counts what is there, and
   `peelgraph copy neo4j://localhost check.kgl` says its content hash, which is the one above.

Sources of tables that are paths are named by their last part and 8 digits of the path's hash. To renew such a table
later, load it with `--source` and that name.
"""


def write_import_folder(job: ExportJob) -> None:
    """Write nodes and relationships as a folder for the importer, with the command to run in its README.

    The folder appears when it is complete.

    Args:
        job: What to write; its target does not exist yet, or is an empty folder.

    Raises:
        StoreError: The folder is not empty, or cannot be written.
    """
    target = job.target
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise StoreError(f"{target} is there already and not an empty folder: name a new one")
        if not target.absolute().parent.is_dir():
            raise StoreError(f"there is no folder {target.parent}; create it first")
        unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.absolute().parent))
        try:
            _write(job.pages, unfinished, job.model, job.content)
            unfinished.chmod(0o777 & ~umask())
            unfinished.replace(target)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror or error}") from None


def _write(pages: Iterator[list[HeldNode]], folder: Path, model: Model, content: ContentHash) -> None:
    with ExitStack() as files:
        writing = _Folder(folder, model, files)
        for page in pages:
            for node in page:
                writing.add(node)
    after = [statement + ";\n" for statement in (*constraint_statements(model), marker_statement())]
    (folder / "constraints.cypher").write_text("".join(after), "utf-8", newline="\n")
    has_values = (folder / "values.cypher").exists()
    readme = _README.format(
        nodes=content.nodes,
        relationships=content.relationships,
        sha256=content.hexdigest(),
        command=writing.command(),
        values="cypher-shell -d neo4j -f values.cypher\n" if has_values else "",
    )
    (folder / "README.md").write_text(readme, "utf-8", newline="\n")


class _Folder:
    """The files of an import folder while they are written."""

    def __init__(self, folder: Path, model: Model, files: ExitStack) -> None:
        self._folder = folder
        self._model = model
        self._files = files
        self._nodes: dict[str, Parts] = {}
        self._links: dict[tuple[str, str, str], Parts] = {}
        for name in ("nodes", "relationships"):
            (folder / name).mkdir()

    def add(self, node: HeldNode) -> None:
        """Write a node and the relationships that leave it."""
        label, declared = node.label, self._model.node_types[node.label].properties
        if label not in self._nodes:
            own = {name: p for name, p in declared.items() if name != "id"}
            heading = header(own, [f"id:ID({label})"], [":LABEL"])
            self._nodes[label] = Parts(self._folder / "nodes", label, heading, self._files)
        cells = [str(cell(node.id))]
        for name in declared:
            if name != "id":
                held = cell(node.properties.get(name))
                if held is None:
                    self._set_later(node, name)
                cells.append(held or "")
        self._nodes[label].write([*cells, label])
        for link in node.links:
            self._add_link(node, link)

    def _add_link(self, node: HeldNode, link: Link) -> None:
        key = (link.type, node.label, link.label)
        declared = self._model.node_types[node.label].relationships[link.type].properties
        if key not in self._links:
            heading = header(declared, [f":START_ID({node.label})", f":END_ID({link.label})"], [":TYPE"])
            self._links[key] = Parts(self._folder / "relationships", "-".join(key), heading, self._files)
        cells = [cell(value) for value in (node.id, link.id, *(link.properties.get(name) for name in declared))]
        if None in cells:
            raise StoreError(f"a property of {link.type} from {node.label} {node.id!r} cannot be written as CSV")
        self._links[key].write([*(held or "" for held in cells), link.type])

    def _set_later(self, node: HeldNode, name: str) -> None:
        """Write the statement that sets a value which no cell can hold."""
        value = literal(node.properties[name])
        with (self._folder / "values.cypher").open("a", encoding="utf-8", newline="") as file:
            file.write(f"MATCH (n:{node.label} {{id: {literal(node.id)}}}) SET n.`{name}` = {value};\n")

    def command(self) -> str:
        """Return the command that imports the folder."""
        parts = [*self._nodes.values(), *self._links.values()]
        lines = ["neo4j-admin database import full neo4j", "--overwrite-destination=true"]
        lines.append(f"--array-delimiter=U+{ord(ARRAY_DELIMITER):04X}")
        if any(part.multiline for part in parts):
            lines.append("--multiline-fields=true")
        longest = 4 * max((part.longest for part in parts), default=0)
        if longest > _BUFFER:
            lines.append(f"--read-buffer-size={longest // (1024 * 1024) + 1}m")
        lines += [f"--nodes={','.join(part.names)}" for part in self._nodes.values()]
        lines += [f"--relationships={','.join(part.names)}" for part in self._links.values()]
        return " \\\n    ".join(lines)
