"""Finding what there is to load, and telling tables and documents apart by their content."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from peelgraph.loaders.formats.detect import ENDINGS, format_of
from peelgraph.loaders.tables.header import is_known_header
from peelgraph.ontology.errors import LoadError

Form = Literal["table", "letter"]

READABLE = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", *ENDINGS)
"""The endings that are looked at in a folder; a file that is named is looked at whatever its ending."""

_TABLE_ENDINGS = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Input:
    """One file to load, or what came through standard input.

    Args:
        name: What messages call it.
        path: The file; None for standard input and other pipes.
        data: What came through the pipe; None for a file.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None

    @property
    def source(self) -> str:
        """The name under which a table is kept where none is given: its full path, or of a pipe its content's hash."""
        if self.path:
            return str(self.path.resolve())
        return f"pipe-{hashlib.sha256(self.data or b'').hexdigest()[:8]}"

    def given(self) -> Path | BinaryIO:
        """Return the file's path, or a stream of what came through standard input."""
        return self.path if self.path is not None else io.BytesIO(self.data or b"")

    def head(self) -> bytes:
        """Return the first bytes.

        Raises:
            LoadError: The file cannot be read.
        """
        if self.path is None:
            return (self.data or b"")[:_HEAD]
        try:
            with self.path.open("rb") as file:
                return file.read(_HEAD)
        except OSError as error:
            raise LoadError(f"{self.name} cannot be read: {error.strerror or error}") from None


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to load at some paths.

    Args:
        inputs: The files, each once, folders walked in alphabetical order.
        left_out: Files in folders that are of no kind that can be read.
        faults: Paths at which there is nothing to load, each with a sentence that says why.
    """

    inputs: list[Input]
    left_out: list[Path]
    faults: list[tuple[str, str]]


def find_inputs(paths: Sequence[str], stdin: BinaryIO | None = None) -> Found:
    """Return what there is to load at these paths; ``-`` is standard input."""
    found = Found([], [], [])
    for given in dict.fromkeys(paths):
        path = Path(given)
        if given == "-":
            found.inputs.append(Input("standard input", data=stdin.read() if stdin else b""))
        elif path.is_dir():
            _walk(path, found)
        elif path.is_file():
            found.inputs.append(Input(given, path))
        elif path.is_fifo():
            # What comes through a pipe, as of `load <(unzip -p all.zip)`, can be read only once.
            found.inputs.append(Input(given, data=path.read_bytes()))
        elif path.exists():
            found.faults.append((given, f"{given} is a device, and no file or folder"))
        else:
            found.faults.append((given, f"there is no file or folder {given}"))
    once: dict[str, Input] = {}
    for file in found.inputs:
        once.setdefault(file.source, file)
    return Found(list(once.values()), list(dict.fromkeys(found.left_out)), found.faults)


def form_of(given: Input) -> Form:
    """Return whether an input is a table or a document, by its content first and its ending where that is silent.

    Raises:
        LoadError: It is empty, or of a format that cannot be read.
    """
    head = given.head()
    if not head.strip():
        raise LoadError(f"{given.name} is empty: there is nothing to load")
    form = format_of(given.name, head, given.path if given.path is not None else given.data)
    if form == "workbook":
        return "table"
    if form != "text":
        return "letter"
    if _has_table_header(head) or (given.path and given.path.suffix.lower() in _TABLE_ENDINGS):
        return "table"
    return "letter"


def _walk(folder: Path, found: Found) -> None:
    before = len(found.inputs)
    files = sorted(_files(folder))
    for path in files:
        if path.suffix.lower() in READABLE:
            found.inputs.append(Input(str(path), path))
        else:
            found.left_out.append(path)
    if len(found.inputs) == before:
        what = f"none of its {len(files)} files" if files else "it is empty; nothing"
        found.faults.append((str(folder), f"{folder}: {what} can be loaded: put {', '.join(READABLE)} files in it"))


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def _has_table_header(head: bytes) -> bool:
    encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    lines = head.decode(encoding, errors="replace").lstrip("\r\n ").splitlines()
    first = lines[0] if lines else ""
    return any(
        is_known_header([cell.strip().strip('"') for cell in first.split(separator)])
        for separator in (",", ";", "\t", "|")
    )
