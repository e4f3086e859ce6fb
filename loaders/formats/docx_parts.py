"""The parts of a Word document: a look at the archive first, then its XML, within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from functools import lru_cache
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from peelgraph.loaders.formats.limits import DocumentLimits
from peelgraph.ontology.errors import LoadError

_SMALL = 1_000_000
_CHUNK = 1 << 20
_BROKEN = (
    "it is a broken Word document: open and save it again in a word processor, or save it as PDF or plain text (.txt)"
)
_RELATIONS = "_rels/.rels"
_MAIN = "word/document.xml"
_PROPERTIES = "docProps/core.xml"


class WordParts:
    """The parts of a Word document that are read, each parsed when asked for.

    Nothing outside the archive is ever looked at, whatever its relationships say.

    Args:
        data: The file.
        limits: How large it may be.

    Raises:
        LoadError: It is no archive, encrypted, broken, or passes a limit.
    """

    def __init__(self, data: bytes, limits: DocumentLimits) -> None:
        self._limits = limits
        self._elements = 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            parts = self._archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise LoadError(_BROKEN) from error
        _check(parts, limits)
        self._names = {part.filename for part in parts}
        self.main = self._main()

    def document(self) -> Element:
        """Return the document's own text.

        Raises:
            LoadError: It is broken or passes a limit.
        """
        found = self.part(self.main)
        if found is None:
            raise LoadError(_BROKEN)
        return found

    def beside(self, kind: str) -> Element | None:
        """Return a part that the document refers to, such as ``styles``; None if there is none."""
        folder, name = posixpath.split(self.main)
        relations = self.part(f"{folder}/_rels/{name}.rels")
        for relation in relations if relations is not None else []:
            about = relation.attrib
            if about.get("Type", "").endswith(f"/{kind}") and about.get("TargetMode") != "External":
                return self.part(_within(folder, about.get("Target", "")))
        return self.part(f"{folder}/{kind}.xml")

    def author(self) -> str:
        """Return who wrote the document, as its properties say; empty where they say nothing or are broken."""
        try:
            about = self.part(_PROPERTIES)
        except LoadError:
            return ""
        return (about.findtext("creator") if about is not None else None) or ""

    def part(self, name: str) -> Element | None:
        """Return a part as a tree whose names bear no namespace; None if there is none.

        Raises:
            LoadError: It is broken or passes a limit.
        """
        if name not in self._names:
            return None
        target = _Limited(self._limits, self._elements)
        parser = target.parser()
        left = self._limits.expanded_bytes
        try:
            with self._archive.open(name) as file:
                while chunk := file.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise LoadError(_too_much(self._limits))
                    parser.Parse(chunk, False)
            parser.Parse(b"", True)
            tree = target.close()
        except (
            expat.ExpatError,
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            ValueError,
        ) as error:
            raise LoadError(_BROKEN) from error
        except (LookupError, RuntimeError, AssertionError) as error:
            raise LoadError(_BROKEN) from error
        self._elements = target.count
        if not isinstance(tree, Element):
            raise LoadError(_BROKEN)
        return tree

    def _main(self) -> str:
        relations = self.part(_RELATIONS)
        for relation in relations if relations is not None else []:
            if relation.attrib.get("Type", "").endswith("/officeDocument"):
                name = _within("", relation.attrib.get("Target", ""))
                if name in self._names:
                    return name
        return _MAIN


class _Limited:
    """Builds a tree without namespaces that is neither too deep nor too large."""

    def __init__(self, limits: DocumentLimits, count: int) -> None:
        self._limits = limits
        self._builder = TreeBuilder()
        self._depth = 0
        self.count = count

    def parser(self) -> expat.XMLParserType:
        """Return a parser that builds the tree; a document type, without which there are no entities, is refused."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self._builder.data
        parser.StartDoctypeDeclHandler = _refuse_doctype
        return parser

    def start(self, tag: str, about: dict[str, str]) -> None:
        """Begin an element."""
        self._depth += 1
        self.count += 1
        if self._depth > self._limits.depth:
            raise LoadError(
                f"its elements are nested more than {self._limits.depth} deep, the limit: save it as plain text (.txt)"
            )
        if self.count > self._limits.elements:
            raise LoadError(f"it has more than {self._limits.elements:,} elements, the limit: give the letter alone")
        self._builder.start(_local(tag), {_local(name): value for name, value in about.items()})

    def end(self, tag: str) -> None:
        """End an element."""
        self._depth -= 1
        self._builder.end(_local(tag))

    def close(self) -> Element:
        """Return the tree."""
        return self._builder.close()


@lru_cache(maxsize=4096)
def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_doctype(*_: object) -> None:
    raise LoadError(
        "it declares entities or a document type, as no word processor does and harmful files do: "
        "save it again in a word processor"
    )


def _within(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _too_much(limits: DocumentLimits) -> str:
    return f"it unpacks to more than {limits.expanded_bytes:,} bytes, the limit: take pictures out, or save it as text"


def _check(parts: list[zipfile.ZipInfo], limits: DocumentLimits) -> None:
    """Refuse an archive that is encrypted, or would unpack to far more than its size."""
    if any(part.flag_bits & 1 for part in parts):
        raise LoadError("it is encrypted: save it without a password")
    if len(parts) > limits.parts:
        raise LoadError(f"it has {len(parts):,} parts; the limit is {limits.parts:,}: save it as plain text (.txt)")
    if sum(part.file_size for part in parts) > limits.expanded_bytes:
        raise LoadError(_too_much(limits))
    for part in parts:
        if part.file_size > _SMALL and part.file_size > limits.ratio * max(part.compress_size, 1):
            raise LoadError(
                f"its part {part.filename[:80]!r} unpacks to more than {limits.ratio} times its size, as harmful "
                "archives do: save it as plain text (.txt)"
            )
