"""Reading documents of every format: plain text here, all others in a process with limits."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final

from peelgraph.loaders.formats.detect import Format, format_of
from peelgraph.loaders.formats.limits import DocumentLimits
from peelgraph.loaders.formats.markup import is_mhtml
from peelgraph.loaders.letters.text import Line, clean, read_lines
from peelgraph.ontology.errors import LoadError
from peelgraph.ontology.isolated import ended, started
from peelgraph.ontology.licences import licence_called
from peelgraph.ontology.own_pages import says_peelgraph_wrote_it

_CHUNK: Final = 1 << 16
_STARTING: Final = 30.0
_HEAD: Final = 65_536
_KINDS: Final = {"pdf": "PDF", "docx": "Word document", "html": "web page"}
_OWN: Final = "{} is a page that peelgraph wrote, not a document of an inspectorate: load the document itself"


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a file says.

    Args:
        format: What kind of file it is.
        lines: Its lines, from which a letter is read.
        source_url: The address at which it says that it is published.
        warnings: What of it was not read.
        licences: The licences that it says it is under, each once: by name where it is known, else by address.
    """

    format: Format
    lines: list[Line]
    source_url: str | None = None
    warnings: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()


class DocumentReader:
    """Reads documents one by one; the process that does so is started for the first one that needs it, and kept.

    Args:
        limits: How large a document may be, and how long it may take.

    >>> with DocumentReader() as reader:
    ...     [line.text for line in reader.read(b"<html><body><nav>Home</nav><h1>Calls</h1><ul><li>Fast.").lines]
    ['Calls', '', '• Fast.']
    """

    def __init__(self, limits: DocumentLimits | None = None) -> None:
        self.limits = limits or DocumentLimits()
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0

    def read(self, data: bytes, name: str = "the file") -> ReadDocument:
        """Return what a document says.

        Args:
            data: The file.
            name: What messages call it.

        Raises:
            LoadError: It cannot be read; the error says why, and what to do.
        """
        if len(data) > self.limits.file_bytes:
            raise LoadError(f"{name} is larger than {self.limits.file_bytes / 1e6:g} MB, the limit for a document")
        form = format_of(name, data[:_HEAD], data)
        if form == "workbook":
            raise LoadError(f"{name} is an Excel workbook, not a document: load it as a table")
        if form == "text":
            read = ReadDocument(form, _lines_of_text(data, name, self.limits.text_bytes))
        else:
            answer = self._answer(form, data, name)
            if answer["by_peelgraph"]:
                raise LoadError(_OWN.format(name))
            lines = [Line(number, clean(text), page) for number, (text, page) in enumerate(answer["lines"], start=1)]
            licences = _licence_names(answer["licences"])
            read = ReadDocument(form, lines, answer["source_url"], tuple(answer["warnings"]), licences)
        if says_peelgraph_wrote_it("\n".join(line.text for line in read.lines)):
            raise LoadError(_OWN.format(name))
        return read

    def _answer(self, form: Format, data: bytes, name: str) -> dict[str, Any]:
        """Have the process read a document; one that died of what it had read before is given a second try."""
        served = self._served
        answer = self._ask(form, data)
        if served and answer.get("stopped") == "memory":
            answer = self._ask(form, data)
        if "error" in answer:
            raise LoadError(f"{name} cannot be read: {answer['error']}")
        if "lines" in answer:
            return answer
        limits = self.limits
        why = {
            "time": f"it took longer than {limits.seconds:g} s, the limit",
            "memory": f"it is broken, or needs more than {limits.memory_mib:,} MiB of memory, the limit",
            "size": "it holds too much text",
        }.get(str(answer.get("stopped")), f"it is broken ({answer.get('failed', 'nothing came back')})")
        raise LoadError(
            f"{name} cannot be read: {why}; it is a {_KINDS[form]}: open it and save it anew, or save it as plain text "
            "(.txt)"
        )

    def _ask(self, form: Format, data: bytes) -> dict[str, Any]:
        child = self._started()
        asked = "mhtml" if form == "html" and is_mhtml(data) else form
        request = {"format": asked, "size": len(data), "limits": dataclasses.asdict(self.limits)}
        fresh = _STARTING if not self._served else 0.0
        self._served += 1
        deadline = time.monotonic() + self.limits.seconds + fresh
        stopped, line = _exchange(child, json.dumps(request).encode() + b"\n" + data, deadline, self.limits.chars * 13)
        if stopped is None:
            answer: dict[str, Any] = json.loads(line)
            if "stopped" in answer:
                self.close()
            return answer
        status = child.poll()
        self.close()
        alarms = {-signal.SIGALRM, -signal.SIGXCPU}
        return {"stopped": "time" if status in alarms or child.returncode in alarms else stopped}

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = started("peelgraph.loaders.formats.child", recursion=3000)
        return self._child

    def close(self) -> None:
        """End the process."""
        child, self._child, self._served = self._child, None, 0
        if child is not None:
            ended(child)

    def __enter__(self) -> DocumentReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _licence_names(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the names of licences, each once; the address where none is known by it.

    >>> _licence_names(["http://creativecommons.org/licenses/by/4.0", "https://creativecommons.org/licenses/by/4.0/"])
    ('Creative Commons Attribution 4.0',)
    """
    known = ((address, licence_called(address)) for address in addresses)
    return tuple(dict.fromkeys(licence.name if licence else address for address, licence in known))


def _lines_of_text(data: bytes, name: str, most: int) -> list[Line]:
    """Return the lines of a plain-text file; what is wrong with it is told with its name."""
    try:
        return read_lines(data, most)
    except LoadError as error:
        raise LoadError(f"{name}: {error}") from None


def _exchange(child: subprocess.Popen[bytes], request: bytes, deadline: float, most: int) -> tuple[str | None, bytes]:
    """Send a request; return why there is no answer, or None and the answer's line."""
    if child.stdin is None or child.stdout is None:
        return "memory", b""
    found = bytearray()
    left = memoryview(request)
    os.set_blocking(child.stdin.fileno(), False)
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdin, selectors.EVENT_WRITE)
        selector.register(child.stdout, selectors.EVENT_READ)
        while True:
            seconds = deadline - time.monotonic()
            ready = selector.select(seconds) if seconds > 0 else []
            if not ready:
                return "time", b""
            for key, _ in ready:
                if key.fileobj is child.stdin:
                    try:
                        left = left[os.write(key.fd, left[:_CHUNK]) :]
                    except BrokenPipeError:
                        left = left[:0]
                    if not left:
                        selector.unregister(child.stdin)
                    continue
                chunk = os.read(key.fd, _CHUNK)
                if not chunk:
                    _wait(child)
                    return "memory", b""
                found += chunk
                if len(found) > most:
                    return "size", b""
                if found.endswith(b"\n"):
                    return None, bytes(found)


def _wait(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(1.0)
