"""Pages lead to each other, can be read by everybody, and say what the commands say."""

import json
import re
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from peelgraph.graph import open_graph
from peelgraph.graph.portraits import force_portrait, practice_portrait, risk_portrait
from peelgraph.graph.public import Embargo
from peelgraph.graph.publish.facts import Facts
from peelgraph.graph.publish.snapshot import Snapshot
from peelgraph.graph.question import ask
from peelgraph.loaders.documents import extract_file, given_facts
from peelgraph.ontology.errors import LoadError
from peelgraph.ontology.model import BASE, load_model


def links(page):
    for element in page.elements:
        for name in ("href", "src"):
            if name in element.attributes:
                yield element, element.attributes[name]


def test_every_link_leads_to_a_file_and_to_a_place_in_it(site, pages):
    checked = 0
    anchors = {path: set(page.ids()) for path, page in pages.items()}
    for path, page in pages.items():
        for _, link in links(page):
            parts = urlsplit(link)
            if parts.scheme:
                continue
            assert not link.startswith("/"), f"{path}: {link} is not relative"
            target = (site / path).parent / unquote(parts.path) if parts.path else site / path
            assert target.resolve().is_file(), f"{path}: {link}"
            if parts.fragment:
                name = target.resolve().relative_to(site.resolve()).as_posix()
                assert unquote(parts.fragment) in anchors[name], f"{path}: {link}"
            checked += 1
    assert checked > 20_000


def test_what_leads_on_by_itself_leads_to_a_place(site, pages):
    stubs = [path for path, page in pages.items() if "http-equiv" in json.dumps([e.attributes for e in page.elements])]
    assert any(path.startswith("grade/") for path in stubs)
    for path in stubs:
        refresh = next(e for e in pages[path].all("meta") if e.attributes.get("http-equiv") == "refresh")
        link = pages[path].all("a")[0].attributes["href"]
        assert refresh.attributes["content"] == f"0; url={link}"


def test_every_page_says_what_wrote_it(pages):
    for path, page in pages.items():
        names = [e.attributes.get("content") for e in page.all("meta") if e.attributes.get("name") == "generator"]
        assert names == ["peelgraph"], path


@pytest.mark.parametrize("path", ["index.html", "404.html", "force/essex.html", "data.html"])
def test_a_page_is_never_loaded_as_a_document(site, path):
    with pytest.raises(LoadError, match=r"is a page that peelgraph wrote, not a document of an inspectorate"):
        extract_file(str(site / path), None, given_facts())


def test_nothing_is_fetched_from_elsewhere(site, pages):
    for path, page in pages.items():
        for element, link in links(page):
            if element.tag != "a":
                assert not urlsplit(link).scheme or element.attributes.get("rel") == "canonical", f"{path}: {link}"
        assert not page.all("iframe", "img", "object", "embed"), path
    style = (site / "assets/style.css").read_text("utf-8")
    assert "url(" not in style
    assert "@import" not in style


def test_every_page_can_be_found_through(pages):
    for path, page in pages.items():
        assert page.all("html")[0].attributes["lang"] == "en-GB", path
        assert len(page.all("main")) == 1, path
        assert page.all("title")[0].text.strip(), path
        ids = page.ids()
        assert len(ids) == len(set(ids)), path
        headings = [int(e.tag[1]) for e in page.all("h1", "h2", "h3", "h4")]
        if headings:
            assert headings.count(1) == 1, path
            assert all(after - before <= 1 for before, after in pairwise(headings)), path
        for element in page.elements:
            labelled = element.attributes.get("aria-labelledby") or element.attributes.get("aria-describedby")
            assert labelled is None or labelled in ids, path
        assert len(page.all("table")) == len(page.all("caption")), path
        assert all(th.attributes.get("scope") for th in page.all("th")), path
        assert all(a.text.strip() for a in page.all("a")), path


def test_every_page_is_reached_from_the_start(site, pages):
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        path = waiting.pop()
        for element, link in links(pages[path]):
            parts = urlsplit(link)
            if element.tag == "a" and not parts.scheme and parts.path:
                target = ((site / path).parent / unquote(parts.path)).resolve().relative_to(site.resolve()).as_posix()
                if target.endswith(".html") and target not in seen:
                    seen.add(target)
                    waiting.append(target)
    ways = {path for path in pages if path.split("/")[0] in {"grade", "passage", "graph", "grade-value", "scheme"}}
    lists = {path for path in pages if path.endswith("/index.html")}
    assert set(pages) - seen - ways - lists == {"404.html"}


def test_every_address_leads_to_a_page_and_a_turtle_file(site):
    triples = ox.parse((site / "data/all.nq").read_bytes(), format=ox.RdfFormat.N_QUADS)
    addresses = set()
    for quad in triples:
        for term in (quad.subject, quad.object, quad.graph_name):
            if (
                isinstance(term, ox.NamedNode)
                and term.value.startswith(BASE)
                and not term.value.startswith(f"{BASE}ns")
            ):
                addresses.add(term.value.partition("#")[0].removeprefix(BASE))
    assert len(addresses) > 1800
    for address in addresses:
        assert (site / f"{address}.html").is_file(), address
        assert (site / f"{address}.ttl").is_file(), address


def test_turtle_files_say_what_the_dump_says(site):
    def triples(path, form):
        return {quad.triple for quad in ox.parse(path.read_bytes(), format=form)}

    whole = triples(site / "data/all.nt", ox.RdfFormat.N_TRIPLES)
    said = set()
    for path in site.rglob("*.ttl"):
        if path.parent not in {site, site / "data"}:
            own = triples(path, ox.RdfFormat.TURTLE)
            assert own <= whole, path
            assert own, path
            said |= own
    assert said == whole


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")
def test_search_engines_read_what_a_page_is_about(site, pages):
    kinds = {}
    for path, page in pages.items():
        for script in page.all("script"):
            if script.attributes.get("type") == "application/ld+json":
                said = json.loads(script.text)
                assert said["@context"] == {"@vocab": "https://schema.org/"}
                kinds.setdefault((path.split("/")[0], said["@type"]), []).append((path, script.text))
    assert {kind for _, kind in kinds} == {
        "Dataset", "GovernmentOrganization", "AdministrativeArea", "DefinedTerm", "Event", "Report", "Claim",
        "CreativeWork",
    }  # fmt: skip
    for (folder, kind), found in kinds.items():
        for path, text in found[:3]:
            read = rdflib.Graph().parse(data=text, format="json-ld")
            subjects = set(read.subjects(rdflib.RDF.type, rdflib.URIRef(f"https://schema.org/{kind}")))
            if folder == "index.html":
                assert len(set(read.objects(None, rdflib.URIRef("https://schema.org/sha256")))) >= 15
            else:
                assert rdflib.URIRef(BASE + path.removesuffix(".html")) in subjects, path


def test_a_page_says_when_in_whose_words_and_where(site, pages):
    wiltshire = pages["force/wiltshire.html"]
    entries = [e.text for e in wiltshire.all("li") if "evidence" in e.text]
    assert len(entries) > 10
    assert all(re.search("our summary|in the source’s words", text) for text in entries)
    assert all("source:" in text for text in entries)
    headings = [e.text for e in wiltshire.all("h3")]
    assert any(re.fullmatch(r"PEEL \d{4}.*", text) for text in headings)
    ours = [e.text for page in pages.values() for e in page.all("h1", "h2", "caption")]
    ours += [e.text for page in pages.values() for e in page.all("span") if "mark" in e.attributes.get("class", "")]
    ours += [page.all("p")[2].text for path, page in pages.items() if path.startswith(("practice/", "risk/"))]
    assert not [text for text in ours if re.search(r"\b(is|are) (weak|strong|good|bad)\b", text)]


def test_forces_are_never_ranked(site, pages):
    for path in ("practice/call-handling.html", "risk/vulnerability-missed.html", "question/effectiveness.html"):
        table = next(e for e in pages[path].all("tbody"))
        names = [e.text for e in pages[path].all("th") if e.attributes.get("scope") == "row"]
        assert table
        first = names[: len(set(names))]
        assert first == sorted(first), path


@pytest.fixture(scope="module")
def facts(lettered_file):
    model = load_model()
    with open_graph(lettered_file) as graph:
        yield graph, Facts(Snapshot.of_graph(graph, model, Embargo()))


def test_findings_are_those_of_the_question(facts):
    graph, own = facts
    asked = ask(graph, "findings").dicts()
    names = set(asked[0]) - {"force_name", "inspection_title", "question"}
    shown = [{name: row[name] for name in names} for row in own.findings]
    expected = [{name: row[name] for name in names} for row in asked]
    assert [row["finding"] for row in shown] == [row["finding"] for row in expected]
    assert shown == expected
    assert [min(row["questions"], default=None) for row in own.findings] == [row["question"] for row in asked]


def test_pages_count_what_the_commands_count(facts, pages):
    graph, _ = facts
    for slug in ("essex", "wiltshire"):
        portrait = force_portrait(graph, slug)
        text = pages[f"force/{slug}.html"].all("main")[0].text
        assert f"{len(portrait['findings'])} findings, {len(portrait['grades'])} grades" in text
        rows = [e for e in pages[f"force/{slug}.html"].all("th") if e.attributes.get("role") == "rowheader"]
        assert sorted(e.text for e in rows) == sorted(row["name"] for row in portrait["practices"])
    for slug in ("call-handling", "managing-offenders"):
        rows = practice_portrait(graph, slug)["forces"]
        weak = {row["force"] for row in rows if row["weaknesses"]}
        strong = {row["force"] for row in rows if row["strengths"]}
        text = " ".join(pages[f"practice/{slug}.html"].all("main")[0].text.split())
        assert f"{len(weak)} forces were found weak and {len(strong)} forces were praised" in text
        shown = [e for e in pages[f"practice/{slug}.html"].all("th") if e.attributes.get("role") == "rowheader"]
        assert len(shown) == len(rows)
    forces = risk_portrait(graph, "vulnerability-missed")["forces"]
    assert f"{len(forces)} forces were found" in pages["risk/vulnerability-missed.html"].all("main")[0].text
    read = sum(1 for row in ask(graph, "coverage").dicts() if row["findings_count"])
    assert f"{read} forces of 43 had any finding read" in pages["practice/call-handling.html"].all("main")[0].text


def test_the_search_box_looks_in_names(site):
    text = (site / "assets/search-index.js").read_text("utf-8")
    rows = json.loads(text.removeprefix("window.PEELGRAPH_SEARCH = ").removesuffix(";\n"))
    assert ["Force", "Essex"] in [row[:2] for row in rows]
    assert all((site / unquote(row[2])).is_file() for row in rows)
    assert len(rows) > 280
