"""What peelgraph wrote is known again in every format, and nothing else is taken for it."""

from __future__ import annotations

import io

import docx
import pytest
from peelgraph.loaders.formats.reader import DocumentReader
from peelgraph.ontology.errors import LoadError

BODY = "<main><h1>Essex Police</h1><p>The force has a clear plan for reducing crime, and staff know it.</p></main>"
LETTER = "Dear Chief Constable\n\nThe force has a clear plan.\n\n"


def word(author: str) -> bytes:
    document = docx.Document()
    document.core_properties.author = author
    document.add_paragraph("The force has a clear plan.")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        f'<!doctype html><meta name="generator" content="peelgraph">{BODY}'.encode(),
        f'<!doctype html><META content="peelgraph 0.1.0" name="Generator">{BODY}'.encode(),
        f"<!doctype html>{BODY}<footer>Coded by peelgraph,\n not by the inspectorate.</footer>".encode(),
        f"<!doctype html>{BODY}<footer>This is a coding, by peelgraph, of what others published.</footer>".encode(),
        f"{LETTER}Coded by peelgraph, not by\nthe inspectorate; it does not rank forces.\n".encode(),
        word("peelgraph"),
    ],
)
def test_what_peelgraph_wrote_is_refused(data: bytes) -> None:
    with DocumentReader() as reader, pytest.raises(LoadError) as error:
        reader.read(data, "mine")
    assert str(error.value) == (
        "mine is a page that peelgraph wrote, not a document of an inspectorate: load the document itself"
    )


@pytest.mark.parametrize(
    "data",
    [
        f'<!doctype html><meta name="generator" content="Drupal 10"><meta name="author" content="x">{BODY}'.encode(),
        f"{LETTER}The force coded its calls, and peelgraph is a word in it.\n".encode(),
        word("HM Inspector"),
        word(""),
    ],
)
def test_what_others_wrote_is_read(data: bytes) -> None:
    with DocumentReader() as reader:
        assert any("clear plan" in line.text or "coded" in line.text for line in reader.read(data).lines)
