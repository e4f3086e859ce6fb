"""The same document as PDF, Word and web page gives the sentences that its text gives."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import rendering
from peelgraph.loaders.documents import extract_file, given_facts, read_coded
from peelgraph.loaders.formats.reader import DocumentReader
from peelgraph.loaders.letters import Extraction
from peelgraph.loaders.letters.coding.coded import Coded
from peelgraph.loaders.letters.coding.coder import Coder, Coding
from peelgraph.loaders.letters.learning.coded_document import CodedDocument, read_folder
from peelgraph.loaders.reference import Names
from rendering import PdfStyle

ROOT = Path(__file__).parents[3]
DOCUMENTS = read_folder(ROOT / "data" / "coded" / "training")
SHARED = ROOT.parent / "shared"
ESSEX = SHARED / "letters" / "essex-2014-09-03.txt"
NAMES = [document.name for document in DOCUMENTS]
STYLES = [
    PdfStyle(),
    PdfStyle(columns=2, size=9),
    PdfStyle(justify=True, ligatures=True),
    PdfStyle(bullet="●", bullet_font="ZapfDingbats", footnotes=True),
    PdfStyle(columns=2, size=9, justify=True, footnotes=True),
    PdfStyle(bullet="\u2022", bullet_font="Symbol", bold_headings=False),
]


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader() as shared:
        yield shared


@pytest.fixture
def uncoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every finding has the same coding: only sentences and facts are compared, and coding them takes most of the time."""
    same = Coding(Coded("finding", 1.0, "", "none"), Coded("neutral", 1.0, "", "none"), (), (), None)
    monkeypatch.setattr(Coder, "code_all", lambda self, passages: [[same for _ in spans] for _, spans in passages])


@cache
def names() -> Names:
    return Names()


def coded(reader: DocumentReader, data: bytes) -> Extraction:
    return read_coded(reader.read(data), names(), given_facts())


@cache
def of_text(name: str) -> Extraction:
    """What the document's text gives, each block on one line."""
    with DocumentReader() as reader:
        return coded(reader, rendering.text(named(name)).encode())


def named(name: str) -> CodedDocument:
    return DOCUMENTS[NAMES.index(name)]


def words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def sentences(extraction: Extraction) -> list[str]:
    return [words(finding.text) for finding in extraction.findings]


def facts(extraction: Extraction) -> dict[str, str | None]:
    return extraction.document


def test_there_is_something_to_compare() -> None:
    assert len(DOCUMENTS) >= 20


@pytest.mark.usefixtures("uncoded")
@pytest.mark.parametrize("name", NAMES)
def test_a_web_page_gives_the_sentences_of_the_text(name: str, reader: DocumentReader) -> None:
    at = NAMES.index(name)
    page = rendering.page(named(name), main=bool(at % 2), encoding=["utf-8", "windows-1252"][at // 2 % 2])
    found = coded(reader, page)
    assert sentences(found) == sentences(of_text(name))
    assert facts(found) == facts(of_text(name))


@pytest.mark.usefixtures("uncoded")
@pytest.mark.parametrize("name", NAMES)
def test_a_word_document_gives_the_sentences_of_the_text(name: str, reader: DocumentReader) -> None:
    found = coded(reader, rendering.docx(named(name)))
    assert sentences(found) == sentences(of_text(name))
    assert facts(found) == facts(of_text(name))


@pytest.mark.usefixtures("uncoded")
@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_gives_the_sentences_of_the_text(name: str, reader: DocumentReader) -> None:
    style = STYLES[NAMES.index(name) % len(STYLES)]
    found = coded(reader, rendering.pdf(named(name), style))
    assert sentences(found) == sentences(of_text(name))
    if style.columns == 1:  # in a narrow column a line that is meant to end can be as long as one that is wrapped
        assert facts(found) == facts(of_text(name))
    assert all(passage.passage.page for passage in found.passages)


@pytest.mark.usefixtures("uncoded")
@pytest.mark.parametrize("columns", [1, 2])
def test_words_cut_at_the_ends_of_lines_are_joined(columns: int, reader: DocumentReader) -> None:
    right = of = 0
    for document in DOCUMENTS[:12]:
        found = coded(reader, rendering.pdf(document, PdfStyle(columns=columns, size=9, hyphenate=True)))
        expected = sentences(of_text(document.name))
        assert [re.sub(r"\W", "", text) for text in sentences(found)] == [re.sub(r"\W", "", text) for text in expected]
        right += len(set(expected) & set(sentences(found)))
        of += len(set(expected))
    assert right >= 0.98 * of


@pytest.mark.skipif(not ESSEX.exists(), reason="the letter is not beside the repository")
@pytest.mark.parametrize("ending", ["pdf", "docx", "html"])
def test_the_real_letter_loses_nothing(ending: str, tmp_path: Path) -> None:
    figures = []
    for path in (ESSEX, ESSEX.with_suffix(f".{ending}")):
        predicted = tmp_path / f"{path.name}.json"
        found = extract_file(str(path), None, given_facts())
        predicted.write_text(json.dumps(found.to_json()), "utf-8")
        command = [sys.executable, SHARED / "tools" / "score_extraction.py", ESSEX.with_suffix(".gold.json"), predicted]
        line = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        figures.append({key: float(value) for key, value in (pair.split("=") for pair in line.split())})
    for name, value in figures[0].items():
        assert figures[1][name] >= value - 0.02, name
