"""Which licences a web page names: in its mark-up, by address, and never in its running text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from peelgraph.loaders.formats.reader import DocumentReader

OGL = "Open Government Licence v3.0"
CC_BY = "Creative Commons Attribution 4.0"
OGL_ADDRESS = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
CC_BY_ADDRESS = "https://creativecommons.org/licenses/by/4.0"
OTHER = "https://example.org/terms"


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader() as opened:
        yield opened


def page(head: str = "", body: str = "") -> bytes:
    text = "<h1>Essex Police</h1><p>The force has a clear plan for reducing crime.</p>"
    return f"<!doctype html><html><head>{head}</head><body><main>{text}</main>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (page(f'<link rel="license" href="{OGL_ADDRESS}">'), (OGL,)),
        (page(f'<LINK REL="License" HREF=" {OGL_ADDRESS} ">'), (OGL,)),
        (page(body=f'<footer><a rel="noopener license" href="{CC_BY_ADDRESS}">Licence</a></footer>'), (CC_BY,)),
        (page(body='<a rel="license" href="//creativecommons.org/licenses/by/4.0/">Licence</a>'), (CC_BY,)),
        (page(f'<meta name="dcterms.license" content="{CC_BY_ADDRESS}">'), (CC_BY,)),
        (page(f'<meta name="DCTERMS.rights" content="{OGL_ADDRESS}">'), (OGL,)),
        (page(f'<link rel="license" href="{OTHER}">'), (OTHER,)),
        (
            page(f'<link rel="license" href="{OGL_ADDRESS}">', f'<a rel="license" href="{OGL_ADDRESS[:-1]}">OGL</a>'),
            (OGL,),
        ),
        (
            page(f'<meta name="dcterms.license" content="{OTHER}"><link rel="license" href="{OGL_ADDRESS}">'),
            (OGL, OTHER),
        ),
    ],
)
def test_a_licence_in_the_mark_up_is_read(reader: DocumentReader, data: bytes, named: tuple[str, ...]) -> None:
    assert reader.read(data).licences == named


@pytest.mark.parametrize(
    "data",
    [
        page(),
        page(body=f"<p>All content is available under the {OGL}, {OGL_ADDRESS}, except where otherwise stated.</p>"),
        page(body=f'<a href="{OGL_ADDRESS}">{OGL}</a>'),
        page(body=f'<a rel="licensed" href="{OGL_ADDRESS}">{OGL}</a>'),
        page(f'<meta name="dcterms.rights" content="Crown copyright; {OGL}">'),
        page(f'<meta name="dcterms.rights" content="see {OGL_ADDRESS}">'),
        page('<link rel="license" href="/terms">'),
        page('<link rel="license" href="javascript:alert(1)">'),
        page('<link rel="license">'),
        page(body=f'<figure><img alt=""><a rel="license" href="{CC_BY_ADDRESS}">Photo: CC BY</a></figure>'),
        page(body=f'<blockquote><p>Words. <a rel="license" href="{CC_BY_ADDRESS}">CC BY</a></p></blockquote>'),
        page(body=f'<!-- <a rel="license" href="{CC_BY_ADDRESS}">CC BY</a> -->'),
        f"Dear Chief Constable\n\nThe force has a clear plan.\n\n{OGL}: {OGL_ADDRESS}\n".encode(),
    ],
)
def test_what_is_no_statement_of_the_page_names_none(reader: DocumentReader, data: bytes) -> None:
    assert reader.read(data).licences == ()


def test_a_page_with_very_many_licences_is_read(reader: DocumentReader) -> None:
    links = "".join(f'<a rel="license" href="{OTHER}/{n}">x</a>' for n in range(50_000))
    assert len(reader.read(page(body=links)).licences) == 10
