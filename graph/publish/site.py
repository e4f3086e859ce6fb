"""Making the whole site in a folder of its own: files to download, their description, Turtle files and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from markupsafe import Markup
from peelgraph.graph.publish.catalogue import Description, catalogue_turtle, void_turtle
from peelgraph.graph.publish.dumps import Download, attribution, write_downloads
from peelgraph.graph.publish.facts import Facts
from peelgraph.graph.publish.lists import ListPages
from peelgraph.graph.publish.page import Page, Renderer, Site, resource, template
from peelgraph.graph.publish.places import Places, file_name, relative
from peelgraph.graph.publish.rights import Rights
from peelgraph.graph.publish.settings import PublishSettings
from peelgraph.graph.publish.small import SmallPages, Stub
from peelgraph.graph.publish.snapshot import Snapshot
from peelgraph.graph.publish.statistics import Statistics
from peelgraph.graph.publish.structured import Structured
from peelgraph.graph.publish.things import ThingPages
from peelgraph.graph.publish.turtles import Turtles
from peelgraph.graph.publish.vocabulary import ontology_page, scheme_pages, scheme_turtles
from peelgraph.graph.rdf.addresses import iri
from peelgraph.graph.rdf.view import PublicView
from peelgraph.graph.store import Graph
from peelgraph.ontology.counted import counted

BASIS = (
    "This is a coding, by peelgraph, of what His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services "
    "and others have published on police forces."
)
SITEMAP_MOST = 50_000
"""The most addresses that one sitemap may have, by its standard."""

Progress = Callable[[str, int], None]


class SiteMaker:
    """Makes a site.

    Args:
        graph: The graph.
        snapshot: What of it is published.
        settings: What the publisher says of it.
        modified: The day of its content, in ISO form.
        progress: Told what is being written and how far.
    """

    def __init__(
        self, graph: Graph, snapshot: Snapshot, settings: PublishSettings, modified: str, progress: Progress
    ) -> None:
        self._graph = graph
        self._snapshot = snapshot
        self._settings = settings
        self._progress = progress
        self._facts = Facts(snapshot)
        self._rights = Rights(self._facts, settings.site_url)
        self._places = Places(snapshot)
        version = snapshot.content.hexdigest()[:12]
        self._site = Site(settings.title, BASIS, version, modified, settings.base, settings.site_url)
        self._count = 0

    def write(self, stage: Path, has: Callable[[str, bytes], bool] = lambda _path, _data: False) -> None:
        """Write everything into an empty folder.

        Args:
            stage: The folder.
            has: Says of a page or Turtle file that it need not be written.
        """
        self._stage = stage
        self._has = has
        downloads = write_downloads(self._graph, self._snapshot, stage, self._settings.base, self._progress)
        mapper = PublicView(self._settings.base).mapper(self._graph, self._snapshot.model)
        turtles = Turtles(self._snapshot, self._places, mapper, self._settings.base)
        turtles.write(self._put)
        for path, text in scheme_turtles(self._settings.base):
            self._put(path, text)
        self._describe(downloads, turtles.statistics)
        self._write_pages(downloads, turtles.statistics)

    def _put(self, path: str, text: str) -> None:
        data = text.encode("utf-8")
        if not self._has(path, data):
            target = self._stage / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        self._count += 1
        self._progress("writing files", self._count)

    def _describe(self, downloads: list[Download], statistics: Statistics) -> None:
        examples = [iri(label, next(iter(self._snapshot.of(label))), self._settings.base)
                    for label in ("Force", "Practice", "Finding") if self._snapshot.of(label)]  # fmt: skip
        said = Description(
            self._settings, self._text(), self._rights.statement, self._site.version, self._site.modified, downloads,
            statistics, examples,
        )  # fmt: skip
        self._put("catalogue.ttl", catalogue_turtle(said))
        self._put("void.ttl", void_turtle(said))
        self._put("SHA256SUMS", "".join(f"{d.sha256}  {d.path}\n" for d in sorted(downloads, key=lambda d: d.path)))

    def _write_pages(self, downloads: list[Download], statistics: Statistics) -> None:
        renderer = Renderer(self._site, self._places)
        mapped: list[str] = []
        for page in self._pages(downloads, statistics):
            if isinstance(page, Stub):
                self._put(page.path, _stub(page))
            else:
                self._put(page.path, renderer.html(page))
                mapped.append(page.path)
        self._put("404.html", _not_found(self._site))
        self._put("assets/style.css", resource("style.css"))
        self._put("assets/search.js", resource("search.js"))
        self._put("assets/search-index.js", ListPages(self._facts, self._places, self._settings.base).search_index())
        if self._settings.site_url:
            self._write_sitemaps(self._settings.site_url, mapped)

    def _pages(self, downloads: list[Download], statistics: Statistics) -> Iterator[Page | Stub]:
        base = self._settings.base
        small = SmallPages(self._facts, self._places, base)
        lists = ListPages(self._facts, self._places, base)
        yield lists.start(self._settings.title, self._text(), self._dataset(downloads))
        yield from chain(ThingPages(self._facts, self._places, base).pages(), small.pages(), small.stubs())
        yield from lists.pages()
        yield from scheme_pages(base)
        yield ontology_page()
        for id_, node in self._snapshot.of("Document").items():
            stem = f"graph/{file_name(id_)}"
            target = f"{self._places.stem('Document', id_)}.html"
            yield Stub(f"{stem}.html", target, self._facts.name(node), f"{stem}.ttl")
        yield self._data_page(downloads, statistics)
        yield self._about_page()

    def _data_page(self, downloads: list[Download], statistics: Statistics) -> Page:
        files = [
            {"path": d.path, "name": d.path.removeprefix("data/"), "what": d.what, "size": _size(d.bytes),
             "sha256": d.sha256}
            for d in downloads
        ]  # fmt: skip
        context = {"counts": self._counts(), "files": files, "triples": f"{statistics.triples:,}"}
        trail = (("Start", "index.html"),)
        return Page("data.html", "data.html", "The data", "Files to download, with checksums.", context, trail=trail)

    def _about_page(self) -> Page:
        settings = self._settings
        documents = [
            {"id": id_, "name": self._facts.name(node), "licence": self._rights.of_document(node)}
            for id_, node in self._snapshot.of("Document").items()
        ]
        contact = {"address": settings.contact_address, "text": settings.contact} if settings.contact else None
        context: dict[str, Any] = {
            "counts": self._counts(),
            "attribution": attribution(),
            "documents": documents,
            "sources": self._rights.tables,
            "of_others": self._rights.of_others,
            "contact": contact,
            "publisher": settings.publisher,
            "ontology": self._snapshot.model.version,
        }
        title = "Licence, attribution, errors"
        return Page("about.html", "about.html", title, f"{BASIS} {title}.", context, trail=(("Start", "index.html"),))

    def _dataset(self, downloads: list[Download]) -> dict[str, Any]:
        settings = self._settings
        files = [{"name": d.name, "path": d.path, "media_type": d.packed or d.bundled or d.media_type,
                  "bytes": d.bytes, "sha256": d.sha256} for d in downloads if "/csv/" not in d.path]  # fmt: skip
        return Structured(self._facts, settings.base).dataset(
            {
                "url": settings.site_url, "files": files, "title": settings.title, "description": self._text(),
                "version": self._site.version, "modified": self._site.modified, "publisher": settings.publisher,
                "rights": self._rights.statement, "attribution": attribution(),
            }
        )  # fmt: skip

    def _text(self) -> str:
        return (
            "What inspections found of the police forces of England and Wales: which forces share weaknesses or good "
            f"practice, when it was found, in whose words, and where it can be read. {self._counts()}"
        )

    def _counts(self) -> str:
        snapshot = self._snapshot
        names = {"Finding": "finding", "Grade": "grade", "Initiative": "initiative", "Recommendation": "recommendation"}
        parts = [counted(len(snapshot.of(label)), name) for label, name in names.items()]
        return (
            f"It has {', '.join(parts[:-1])} and {parts[-1]}; of {counted(len(snapshot.of('Force')), 'force')}, "
            f"{self._facts.forces_read} have any finding."
        )

    def _write_sitemaps(self, url: str, paths: list[str]) -> None:
        parts = [paths[start : start + SITEMAP_MOST] for start in range(0, len(paths), SITEMAP_MOST)]
        names = ["sitemap.xml"] if len(parts) == 1 else [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            self._put(name, _sitemap("urlset", "url", [url + relative("", path) for path in part]))
        if len(parts) > 1:
            self._put("sitemap.xml", _sitemap("sitemapindex", "sitemap", [url + name for name in names]))
        self._put("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {url}sitemap.xml\n")


def _sitemap(root: str, element: str, addresses: list[str]) -> str:
    lines = "".join(f"<{element}><loc>{escape(address)}</loc></{element}>\n" for address in addresses)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{space}">\n{lines}</{root}>\n'


def _stub(stub: Stub) -> str:
    return template("stub.html").render(
        title=stub.title,
        target=relative(stub.path, stub.target),
        turtle=relative(stub.path, stub.turtle),
    )


def _not_found(site: Site) -> str:
    return template("404.html").render(site=site, style=Markup(resource("style.css")))  # noqa: S704 - ours


def _size(count: int) -> str:
    """Return a size as people read it.

    >>> _size(999), _size(123456), _size(7_654_321)
    ('999 bytes', '123 kB', '7.7 MB')
    """
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
