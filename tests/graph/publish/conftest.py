"""One published site of the shipped data with the sample letter, and readers of its files."""

import datetime as dt
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from peelgraph.graph import open_graph
from peelgraph.graph.publish import PublishSettings, publish
from peelgraph.ontology.records import Record

NOW = dt.datetime(2026, 11, 23, 12, 0)
VOID_ELEMENTS = {"meta", "link", "input", "br", "img", "hr"}


@dataclass
class Element:
    tag: str
    attributes: dict
    text: str = ""
    inside: list = field(default_factory=list)


class Html(HTMLParser):
    """A page, read strictly: every element is closed in its turn."""

    def __init__(self, text):
        super().__init__()
        self.elements, self._open = [], []
        assert text.startswith("<!doctype html>\n")
        self.feed(text)
        self.close()
        assert not self._open, f"not closed: {[e.tag for e in self._open]}"

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in {tag}"
        element = Element(tag, dict(attrs), inside=[e.tag for e in self._open])
        self.elements.append(element)
        if tag not in VOID_ELEMENTS:
            self._open.append(element)

    def handle_endtag(self, tag):
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data):
        for element in self._open:
            element.text += data

    def all(self, *tags):
        return [element for element in self.elements if element.tag in tags]

    def ids(self):
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]


@pytest.fixture(scope="session")
def html():
    """How a test reads a page."""
    return Html


@pytest.fixture(scope="session")
def site(lettered_file, tmp_path_factory):
    """The site of the shipped data and the sample letter; only for reading."""
    folder = tmp_path_factory.mktemp("published") / "site"
    with open_graph(lettered_file) as graph:
        publish(graph, folder, PublishSettings(now=NOW))
    return folder


@pytest.fixture(scope="session")
def pages(site):
    """Every page of it, read: file to page."""
    return {path.relative_to(site).as_posix(): Html(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


def everything_in(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def contents():
    """How a test takes all files of a folder: file to bytes."""
    return everything_in


def tiny_world():
    """Yield two forces, a practice, a risk and an inspection, without a fault."""
    yield Record("Force", "avon", {"slug": "avon", "name": "Avon Police"})
    yield Record("Force", "brent", {"slug": "brent", "name": "Brent Police"})
    yield Record("Practice", "calls", {"slug": "calls", "name": "Call handling", "definition": "Answering calls"})
    yield Record("Practice", "grading", {"slug": "grading", "name": "Grading of calls"})
    yield Record("Risk", "harm", {"slug": "harm", "name": "Harm"})
    said = {"slug": "peel-2016", "title": "PEEL 2016 inspection", "sequence": 4, "published_period": "2017-03"}
    yield Record("Inspection", "peel-2016", said)


@pytest.fixture
def tiny(tmp_path):
    """A graph of a few sound records, with the records given; another call replaces them."""
    (tmp_path / "graph").mkdir()
    with open_graph(tmp_path / "graph" / "tiny.kgl", write=True) as graph:

        def filled(records=()):
            with graph.stating("tiny") as writer:
                writer.write([*tiny_world(), *records])
                writer.withdraw_unstated(["Finding"])
            return graph

        yield filled
