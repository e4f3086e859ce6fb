"""The process that reads documents, one after the other: it opens no file and no connection while it reads one.

Run only by `peelgraph.loaders.formats.reader`. A request is one line of JSON and the document's bytes; the
answer is one line of JSON.
"""

from __future__ import annotations

import codecs
import dataclasses
import json
import resource
import signal
import sys
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

from peelgraph.loaders.formats.content import Content
from peelgraph.loaders.formats.limits import DocumentLimits
from peelgraph.ontology.errors import LoadError

_ENCODINGS = ("cp1252", "utf-16-le", "utf-16-be", "utf-16", "utf-32", "cp437", "iso8859-15", "iso8859-2", "cp1250",
              "mac-roman", "latin-1")  # fmt: skip
_OPEN_FILES = 64


def main() -> None:
    """Answer requests until there are no more."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := requests.readline():
        request = json.loads(line)
        limits = DocumentLimits(**request["limits"])
        data = requests.read(request["size"])
        answer = _answer(request["format"], data, limits)
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _answer(form: str, data: bytes, limits: DocumentLimits) -> dict[str, Any]:
    try:
        read = _reader(form)
        _close_the_door(limits)
        return dataclasses.asdict(read(data, limits))
    except LoadError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"stopped": "memory"}
    except RecursionError:
        return {"error": "it is nested too deeply: save it as plain text (.txt)"}
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is told in a sentence by the parent
        return {"failed": f"{type(error).__name__}: {error}"[:300]}
    finally:
        _open_the_door()


def _reader(form: str) -> Callable[[bytes, DocumentLimits], Content]:
    """Return what reads a format; it is imported only where it is needed, and before the limits are set."""
    import heapq  # noqa: F401, PLC0415 - a counter imports it when first asked, when no file can be opened any more

    for encoding in _ENCODINGS:
        codecs.lookup(encoding)
    if form == "pdf":
        from peelgraph.loaders.formats.pdf import read_pdf  # noqa: PLC0415

        known = _known_words()
        return lambda data, limits: read_pdf(data, limits, known)
    if form == "docx":
        from peelgraph.loaders.formats.docx import read_docx  # noqa: PLC0415

        return read_docx
    if form == "mhtml":
        import email.message  # noqa: PLC0415
        import email.policy  # noqa: PLC0415

        email.message_from_bytes(b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n")
    from peelgraph.loaders.formats.html import read_html  # noqa: PLC0415

    return read_html


@cache
def _known_words() -> list[str]:
    """Return texts of the trade, by whose words hyphens at the ends of lines are judged."""
    ontology, data = resources.files("peelgraph.ontology"), resources.files("peelgraph.data")
    return [(ontology / "practices.ttl").read_text("utf-8"), (data / "findings.csv").read_text("utf-8")]


def _close_the_door(limits: DocumentLimits) -> None:
    """Set the limits that hold even if the parent dies: time by an alarm, memory, no file, no socket, no core."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + 1)
    memory = limits.memory_mib * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, _OPEN_FILES))


def _open_the_door() -> None:
    """Let the reader of another format be imported."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
