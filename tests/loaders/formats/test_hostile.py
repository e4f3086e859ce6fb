"""Hostile and broken files: each a sentence; none a traceback, a hang, a connection or a gigabyte."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from peelgraph.loaders.formats.limits import DocumentLimits
from peelgraph.loaders.formats.reader import DocumentReader
from peelgraph.ontology.errors import LoadError

import hostile  # isort: skip

GIGABYTE_KB = 1_000_000
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader(DocumentLimits(seconds=5)) as shared:
        yield shared


def test_there_are_fifty_of_them() -> None:
    assert len(hostile.REFUSED) + len(hostile.READ) >= 50


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(name: str, reader: DocumentReader) -> None:
    make, said = hostile.REFUSED[name]
    with pytest.raises(LoadError) as told:
        reader.read(make(), name)
    message = str(told.value)
    assert said in message
    assert "\n" not in message
    assert "Traceback" not in message
    assert len(message) < 400


@pytest.mark.parametrize("name", hostile.READ)
def test_an_odd_file_is_read_by_what_it_holds(name: str, reader: DocumentReader) -> None:
    text = " ".join(line.text for line in reader.read(hostile.READ[name](), name).lines)
    assert "The force answers calls" in text


def test_the_process_that_reads_stays_under_a_gigabyte() -> None:
    names = ("zip-bomb.docx", "flate-bomb.pdf", "huge-picture.pdf", "many-elements.html")
    script = (
        "import resource, hostile\n"
        "from peelgraph.loaders.formats.limits import DocumentLimits\n"
        "from peelgraph.loaders.formats.reader import DocumentReader\n"
        "from peelgraph.ontology.errors import LoadError\n"
        "with DocumentReader(DocumentLimits(seconds=5)) as reader:\n"
        f"    for name in {names!r}:\n"
        "        try:\n            reader.read(hostile.REFUSED[name][0](), name)\n"
        "        except LoadError:\n            print('refused')\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    measured = subprocess.run(
        [sys.executable, "-c", script], cwd=HERE, env=os.environ | {"PYTHONPATH": str(HERE)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    *told, kilobytes = measured.stdout.split()
    assert told == ["refused"] * len(names)
    assert 10_000 < int(kilobytes) < GIGABYTE_KB


def test_after_a_harmful_file_the_next_one_is_read(reader: DocumentReader) -> None:
    for name in ("branching-forms.pdf", "laughs.docx"):
        with pytest.raises(LoadError):
            reader.read(hostile.REFUSED[name][0](), name)
        assert reader.read(hostile.READ["wrong-ending.docx"](), "good").lines


def test_a_document_that_takes_too_long_is_stopped() -> None:
    long = hostile.pages(900, hostile.stream(hostile.SHOWN * 50))
    with DocumentReader(DocumentLimits(seconds=0.001)) as hurried:
        with contextlib.suppress(LoadError):
            hurried.read(hostile.READ["wrong-ending.pdf"](), "first.docx")  # the process is given time to start
        with pytest.raises(LoadError, match=r"took longer than 0\.001 s"):
            hurried.read(long, "long.pdf")


def test_while_a_document_is_read_no_file_and_no_connection_can_be_opened() -> None:
    script = (
        "import socket; from peelgraph.loaders.formats.child import _close_the_door\n"
        "from peelgraph.loaders.formats.limits import DocumentLimits\n"
        "_close_the_door(DocumentLimits())\n"
        "for attempt in (socket.socket, lambda: open('/dev/null')):\n"
        "    try:\n        attempt()\n    except OSError:\n        print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["refused", "refused"]


def test_a_plain_text_is_refused_above_its_own_limit():
    with DocumentReader(DocumentLimits(text_bytes=20)) as reader:
        assert reader.read(b"Twenty bytes at most")
        with pytest.raises(LoadError, match="the file has 21 bytes, more than the 20"):
            reader.read(b"Twenty bytes at most.")
