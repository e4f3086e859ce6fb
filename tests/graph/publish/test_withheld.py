"""What may not be published is in no file and in no count; what anybody typed cannot do anything on a page."""

import datetime as dt
import gzip
import io
import json
import zipfile

import pytest
import rdflib
from peelgraph.graph import open_graph
from peelgraph.graph.publish import PublishSettings, publish
from peelgraph.ontology.errors import PeelgraphError
from peelgraph.ontology.records import Link, Record
from rdflib.namespace import DCAT, DCTERMS


def all_text(contents, folder):
    """Return all that can be read in a folder, also in packed files."""
    read = []
    for name, data in contents(folder).items():
        if name.endswith(".gz"):
            read.append(gzip.decompress(data))
        elif name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as bundle:
                read += [bundle.read(entry) for entry in bundle.namelist()]
        read.append(data)
    return b"\n".join(read).decode("utf-8", "replace")


@pytest.mark.parametrize(
    "until", [dt.datetime(2026, 1, 15, 0, 1), dt.datetime(2026, 7, 1, 0, 1)], ids=["winter", "summer"]
)
def test_until_the_minute_nothing_shows_that_there_is_anything(tiny, claim, letters, tmp_path, contents, until):
    open_claims = [claim("x", "avon", "peel-2016", "weakness", ("calls",)).record()]
    moment = until.replace(tzinfo=dt.timezone(dt.timedelta(hours=1 if until.month == 7 else 0)))
    before = PublishSettings(now=moment.astimezone(dt.UTC) - dt.timedelta(minutes=1))
    after = PublishSettings(now=moment.astimezone(dt.UTC))
    graph = tiny(open_claims)
    publish(graph, tmp_path / "without", before)
    held = claim("held", "brent", "peel-2016", "weakness", ("grading",), text="Nobody may read this yet.")
    maker = type(letters)(until=until)
    maker.add(graph, "letter-held", held, new_inspection="secret-2026")
    report = publish(graph, tmp_path / "with", before)
    assert contents(tmp_path / "with") == contents(tmp_path / "without")
    assert (report.embargoed_count, report.embargoed_documents, report.embargoed_until) == (1, 1, until)
    released = publish(graph, tmp_path / "with", after)
    assert (released.embargoed_count, released.embargoed_until) == (0, None)
    text = all_text(contents, tmp_path / "with")
    assert "Nobody may read this yet." in text
    assert (tmp_path / "with/inspection/secret-2026.html").is_file()
    again = publish(graph, tmp_path / "with", before)
    assert again.removed > 0
    assert contents(tmp_path / "with") == contents(tmp_path / "without")
    asked = publish(graph, tmp_path / "asked", PublishSettings(now=before.now, include_embargoed=True))
    assert asked.embargoed_until is None
    assert "Nobody may read this yet." in all_text(contents, tmp_path / "asked")


def letter(licence=None):
    """Yield a letter of one passage, of which one sentence is a finding."""
    text = "Other forces do worse. Calls wait. This goes on & on."
    said = {"title": "A letter", "kind": "letter", "published": dt.date(2016, 3, 1)}
    to = (Link("SENT_TO", "Force", "avon"), Link("REPORTS", "Inspection", "peel-2016"))
    yield Record("Document", "letter-a", {**said, **({"licence": licence} if licence else {})}, to)
    part_of = (Link("PART_OF", "Document", "letter-a"),)
    yield Record("Passage", "letter-a-p", {"number": 1, "section": "Calls", "text": text}, part_of)
    links = (
        Link("ABOUT", "Force", "avon"), Link("FOUND_IN", "Inspection", "peel-2016"),
        Link("STATED_IN", "Passage", "letter-a-p", {"start": 23, "end": 34}),
    )  # fmt: skip
    finding = {"text": "Calls wait.", "wording": "quoted", "kind": "finding", "polarity": "weakness"}
    yield Record("Finding", "letter-a-f", finding, links)


@pytest.mark.parametrize("licence", [None, "All rights reserved", "Open Government Licence v3.0"])
def test_a_passage_is_whole_only_where_its_licence_is_open(tiny, tmp_path, contents, html, licence):
    graph = tiny()
    with graph.stating("letter-a") as writer:
        writer.write(letter(licence))
    publish(graph, tmp_path / "site")
    text = all_text(contents, tmp_path / "site")
    assert "Calls wait." in text
    is_open = licence is not None and licence.startswith("Open")
    assert ("Other forces do worse" in text) is is_open
    assert ("This goes on" in text) is is_open
    page = html((tmp_path / "site/document/letter-a.html").read_text())
    assert [e.text for e in page.all("h3")] == ["Calls"]
    assert ("Its licence is open" in page.all("main")[0].text) is is_open
    if not is_open:
        assert (
            "····· ······ ·· ······ Calls wait. ···· ···· ·· · ···"
            in (tmp_path / "site/data/csv/Passage.csv").read_text()
        )


def said_of_rights(site, html):
    """Return what the catalogue, VoID, search engines and the page say of rights, and the licences of the first three."""
    read = []
    for name in ("catalogue.ttl", "void.ttl"):
        graph = rdflib.Graph().parse(site / name, publicID="https://site.example/" + name, format="turtle")
        dataset = rdflib.URIRef("https://site.example/catalogue.ttl#dataset")
        rights = graph.value(dataset, DCTERMS.rights)
        read.append((str(graph.value(rights, rdflib.RDFS.label)), [*map(str, graph.objects(dataset, DCTERMS.license))]))
        given = {graph.value(d, DCTERMS.rights) for d in graph.objects(dataset, DCAT.distribution)}
        assert given <= {rights}
    pages = [html((site / name).read_text()) for name in ("index.html", "about.html")]
    data = json.loads(next(e.text for e in pages[0].all("script") if e.attributes.get("type") == "application/ld+json"))
    read.append((data["copyrightNotice"], [data["license"]["@id"]]))
    return read, " ".join(pages[1].all("main")[0].text.split())


@pytest.mark.parametrize("licence", [None, "All rights reserved", "Open Government Licence v3.0"])
def test_what_is_said_of_rights_is_the_same_everywhere(tiny, tmp_path, html, licence):
    graph = tiny()
    with graph.stating("letter-a") as writer:
        writer.write(letter(licence))
    publish(graph, tmp_path / "site")
    read, about = said_of_rights(tmp_path / "site", html)
    assert read == [read[0]] * 3
    assert read[0][1] == ["https://creativecommons.org/licenses/by/4.0/"]
    terms = (
        "A document that is given whole is under the licence that it names."
        if licence and "Open" in licence
        else "That licence does not cover the sentences quoted from “Letter to Avon Police, 1 March 2016: A letter”: no "
        "open licence is known for it, and the quoted sentences remain under their own terms."
    )
    assert terms in read[0][0]
    assert terms in about
    assert "Tables that the publisher added are under the terms of their own sources: tiny." in read[0][0]
    if "no open licence" in terms:
        named = licence or "no licence named"
        assert f"{named}; quoted are the sentences that are findings, under its own terms: 10 of its 43 char" in about


def test_of_many_documents_the_number_and_the_place_of_their_list_is_said(tiny, tmp_path, html):
    graph = tiny()
    to = (Link("SENT_TO", "Force", "avon"),)
    with graph.stating("letters") as writer:
        writer.write(Record("Document", f"d{n}", {"title": f"No {n}", "kind": "letter"}, to) for n in range(6))
    publish(graph, tmp_path / "site", PublishSettings(site_url="https://site.example/"))
    label = str(rdflib.Graph().parse(tmp_path / "site/catalogue.ttl").value(
        rdflib.URIRef("https://site.example/catalogue.ttl#rights"), rdflib.RDFS.label
    ))  # fmt: skip
    assert "quoted from 6 documents, which https://site.example/about.html#documents lists: no open licence" in label
    about = html((tmp_path / "site/about.html").read_text())
    assert "documents" in about.ids()


@pytest.mark.parametrize(
    ("spans", "quoted", "rest"),
    [
        ([(23, 34)], 10, "the rest of each passage is at its source"),
        ([(23, 34), (23, 34), (29, 34)], 10, "the rest of each passage is at its source"),
        ([(0, 22), (23, 34), (35, 53)], 43, "nothing of its passages is left out"),
    ],
)
def test_how_much_of_a_letter_is_quoted_is_measured(tiny, tmp_path, html, spans, quoted, rest):
    graph = tiny()
    document, passage, finding = letter()
    text = str(passage.properties["text"])
    with graph.stating("letter-a") as writer:
        writer.write([document, passage])
        for number, (start, end) in enumerate(spans):
            links = (*finding.links[:2], Link("STATED_IN", "Passage", "letter-a-p", {"start": start, "end": end}))
            said = {**finding.properties, "text": text[start:end]}
            writer.write([Record("Finding", f"letter-a-{number}", said, links)])
    report = publish(graph, tmp_path / "site")
    assert (report.quoted.documents, report.quoted.quoted, report.quoted.characters) == (1, quoted, 43)
    page = html((tmp_path / "site/document/letter-a.html").read_text()).all("main")[0].text
    assert f"Quoted are the sentences that are findings: {quoted} of its 43 characters, white space not counted" in page
    assert rest in page
    shown = (tmp_path / "site/data/csv/Passage.csv").read_text()
    assert shown.count("·") == 43 - quoted


def test_what_anybody_typed_does_nothing(tiny, tmp_path, html):
    graph = tiny()
    bad = "</script><script>alert(1)</script> \"'><img src=x onerror=alert(1)> {{ 7*7 }}"
    links = (Link("ABOUT", "Force", "avon"), Link("CONCERNS", "Practice", "calls", {"method": "hand"}))
    said = {"text": bad, "wording": "summary", "kind": "finding", "polarity": "weakness"}
    with graph.stating("bad") as writer:
        writer.write(
            [
                Record("Force", "avon", {"slug": "avon", "name": bad}),
                Record("Practice", "calls", {"slug": "calls", "name": bad, "definition": bad}),
                Record("Finding", "Odd id/../x%20é", {**said, "source_url": "javascript:alert(1)"}, links),
                Record("Finding", "odd ID/../x%20é", said, links),
            ]
        )
    publish(graph, tmp_path / "site", PublishSettings(title=bad, publisher=bad))
    site = tmp_path / "site"
    for path in site.rglob("*.html"):
        page = html(path.read_text())
        assert not page.all("img"), path
        assert all(set(e.attributes) <= {"type", "src", "defer"} for e in page.all("script")), path
        kinds = [e.attributes.get("type") for e in page.all("script") if "src" not in e.attributes]
        assert set(kinds) <= {"application/ld+json"}, path
        assert not [a for a in page.all("a") if a.attributes["href"].startswith("javascript")], path
        for link in (a.attributes["href"] for a in page.all("a") if "finding/Odd" in a.attributes["href"]):
            assert "%252F" in link
    assert {p.parent for p in site.rglob("*.html") if "dd" in p.name} == {site / "finding"}
    assert len({p.name.casefold() for p in (site / "finding").glob("*.html")}) == 3


def test_faults_stop_it(tiny, claim, tmp_path):
    graph = tiny([claim("x", "avon", "peel-2016", "strength", ("calls",), risks=("harm",)).record()])
    with pytest.raises(PeelgraphError, match=r"the graph has 1 fault, so that nothing is published: Finding x: "):
        publish(graph, tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]


def test_both_engines_give_the_same_bytes(lettered, site, tmp_path, contents):
    publish(lettered, tmp_path / "site", PublishSettings(now=dt.datetime(2026, 11, 23, 12, 0)))
    assert contents(tmp_path / "site") == contents(site)


def test_an_empty_graph_is_published_too(tmp_path, html):
    with open_graph(tmp_path / "empty.kgl", write=True) as graph:
        publish(graph, tmp_path / "site")
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert {"index.html", "about.html", "data.html"} <= {path.name for path in pages}
    for path in pages:
        html(path.read_text())


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"base": "https://x.org/a"}, "ends in a slash"),
        ({"site_url": "ftp://x.org/"}, "ends in a slash"),
        ({"contact": "ring me"}, "is no contact"),
        ({"contact": "javascript:alert(1)"}, "is no contact"),
        ({"title": " "}, "title"),
    ],
)
def test_settings_that_mean_nothing_are_refused(wrong, says):
    with pytest.raises(PeelgraphError, match=says):
        PublishSettings(**wrong)
