"""The whole graph as JSON Lines, which loads again to an equal graph: a head, one node a line, an end that proves it.

The head says what the file is and whether it is complete. A node has its label, its id, its properties and the
relationships that leave it. The end has the counts and the content hash, so that a file that was cut off or changed
is known by it.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from peelgraph.graph.content_hash import ContentHash
from peelgraph.graph.contents import HeldNode
from peelgraph.graph.export.files import new_file
from peelgraph.graph.export.job import ExportJob
from peelgraph.graph.export.values import in_model_order
from peelgraph.ontology.errors import LoadError
from peelgraph.ontology.model import Model, PropertyType
from peelgraph.ontology.records import Link, Value

FORMAT = "peelgraph graph"
VERSION = 1


def write_json_lines(job: ExportJob) -> None:
    """Write the graph as JSON Lines.

    Raises:
        StoreError: The file cannot be written.
    """
    with new_file(job.target) as file:

        def write(line: Mapping[str, Any]) -> None:
            file.write((json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8"))

        head = {"format": FORMAT, "version": VERSION, "model_version": job.model.version, "complete": job.complete}
        write(head)
        for page in job.pages:
            for node in page:
                write(_node_line(node, job.model))
        end = {"nodes": job.content.nodes, "relationships": job.content.relationships}
        write({"end": {**end, "sha256": job.content.hexdigest()}})


def is_whole_graph(path: str | Path) -> bool:
    """Return whether a file begins as a whole graph in JSON Lines does."""
    given = Path(path)
    if not given.is_file():
        return False
    try:
        with _opened(given) as file:
            head = json.loads(file.readline(500))
    except (OSError, ValueError, EOFError, RecursionError):
        return False
    return isinstance(head, dict) and head.get("format") == FORMAT


def read_json_lines(path: str | Path, model: Model) -> Iterator[HeldNode]:
    """Yield the nodes of a file, one by one; that all of it was there is known when the last one was yielded.

    Raises:
        LoadError: The file is no whole graph, is of a later version, was cut off or changed, or breaks the model.
    """
    name = str(path)
    content = ContentHash(model)
    try:
        with _opened(Path(path)) as file:
            lines = ((number, _parsed(name, number, line)) for number, line in enumerate(file, 1))
            _check_head(name, next(lines, (1, {}))[1])
            for number, line in lines:
                if "end" in line:
                    _check_end(name, number, line["end"], content, next(lines, None))
                    return
                node = _node(name, number, line, model)
                content.add(node)
                yield node
    except (OSError, EOFError) as error:
        raise LoadError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    except UnicodeDecodeError:
        raise LoadError(f"{name} is not UTF-8, as a whole graph is: take the file as `export` wrote it") from None
    raise LoadError(f"{name} breaks off after {content.nodes:,} nodes: its last line is missing; write it again")


def _opened(path: Path) -> IO[str]:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    if packed:
        return gzip.open(path, "rt", encoding="utf-8", newline="\n")
    return path.open("r", encoding="utf-8", newline="\n")


def _node_line(node: HeldNode, model: Model) -> dict[str, Any]:
    node_type = model.node_types[node.label]
    links = [
        {"type": link.type, "label": link.label, "id": link.id}
        | _given(link.properties, node_type.relationships[link.type].properties)
        for link in node.links
    ]
    line = {"label": node.label, "id": node.id, **_given(node.properties, node_type.properties)}
    return line | ({"relationships": links} if links else {})


def _given(properties: Mapping[str, Value], declared: Mapping[str, PropertyType]) -> dict[str, Any]:
    plain = {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in in_model_order(properties, declared).items()
    }
    return {"properties": plain} if plain else {}


def _parsed(name: str, number: int, line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise LoadError(f"{name}, line {number}, is no JSON: {error}; take the file as `export` wrote it") from None
    except RecursionError:
        raise LoadError(
            f"{name}, line {number}, is nested too deeply to be read: take the file as `export` wrote it"
        ) from None
    if not isinstance(found, dict):
        raise LoadError(f"{name}, line {number}, is no JSON object: take the file as `export` wrote it")
    return found


def _check_head(name: str, head: Mapping[str, Any]) -> None:
    if head.get("format") != FORMAT:
        raise LoadError(f"{name} is no whole graph: its first line does not say so")
    if head.get("version") != VERSION:
        raise LoadError(
            f"{name} is of version {head.get('version')} of the format, and this peelgraph reads version {VERSION}: "
            "renew peelgraph, or write the file again"
        )


def _check_end(name: str, number: int, end: object, content: ContentHash, after: object) -> None:
    if after is not None:
        raise LoadError(f"{name} goes on after line {number}, which says that it ends: write it again")
    found = {"nodes": content.nodes, "relationships": content.relationships, "sha256": content.hexdigest()}
    if end != found:
        raise LoadError(
            f"{name} was changed after it was written: it holds {content.nodes:,} nodes and {content.relationships:,} "
            f"relationships (sha256 {content.hexdigest()}), and its last line says otherwise; write it again"
        )


def _node(name: str, number: int, line: Mapping[str, Any], model: Model) -> HeldNode:
    where = f"{name}, line {number},"
    try:
        node_type = model.node_types.get(line["label"])
        if node_type is None:
            raise LoadError(f"{where} has the label {line['label']!r}, which the model does not have")
        links = tuple(_link(link, node_type.relationships) for link in line.get("relationships", ()))
        return HeldNode(node_type.label, line["id"], _typed(line.get("properties", {}), node_type.properties), links)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LoadError(f"{where} is no node as `export` writes it ({error!r}): write the file again") from None


def _link(link: Mapping[str, Any], ends: Mapping[str, Any]) -> Link:
    return Link(
        link["type"], link["label"], link["id"], _typed(link.get("properties", {}), ends[link["type"]].properties)
    )


def _typed(properties: Mapping[str, Any], declared: Mapping[str, PropertyType]) -> dict[str, Value]:
    return {name: _value(value, declared[name].datatype) for name, value in properties.items()}


def _value(value: Any, datatype: str) -> Any:
    if datatype == "date" and isinstance(value, str):
        return dt.date.fromisoformat(value)
    if datatype == "datetime" and isinstance(value, str):
        return dt.datetime.fromisoformat(value)
    return value
