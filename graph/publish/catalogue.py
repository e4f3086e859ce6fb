"""What harvesters read of a data set: a DCAT 3 catalogue, and VoID statistics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from peelgraph.graph.publish.dumps import Download
from peelgraph.graph.publish.settings import PublishSettings
from peelgraph.graph.publish.statistics import Statistics
from peelgraph.graph.publish.structured import CC_BY, OGL
from peelgraph.ontology.model import NS, RDF, XSD

_TOP = "site://top/"
"""Stands for the top of the site while links are made relative to it; no other address resembles it."""

DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
SPDX = "http://spdx.org/rdf/terms#"
VCARD = "http://www.w3.org/2006/vcard/ns#"
VOID = "http://rdfs.org/ns/void#"
PREFIXES = {
    "dcat": DCAT, "dcterms": DCTERMS, "foaf": FOAF, "spdx": SPDX,
    "vcard": VCARD, "void": VOID, "xsd": XSD,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "rdf": RDF,
}  # fmt: skip
_MEDIA = "https://www.iana.org/assignments/media-types/"
_NOT_REGISTERED = {"application/jsonl": "JSON Lines"}
"""Media types that are in use without being registered, which ``dcat:mediaType`` asks for; with names for people."""
_ENGLISH = ox.NamedNode("http://publications.europa.eu/resource/authority/language/ENG")
_JUSTICE = ox.NamedNode("http://publications.europa.eu/resource/authority/data-theme/JUST")
"""Justice, legal system and public safety, of the data themes that DCAT-AP asks for."""
_PLACES = ("http://statistics.data.gov.uk/id/statistical-geography/K04000001",)

Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Description:
    """What a catalogue says of a data set.

    Args:
        settings: What the publisher says of it.
        text: A paragraph on it.
        rights: Whose it is, as a paragraph.
        version: Its version.
        modified: The day of its content, in ISO form.
        downloads: Its files.
        statistics: Its counts.
        examples: Some addresses of things in it.
    """

    settings: PublishSettings
    text: str
    rights: str
    version: str
    modified: str
    downloads: Sequence[Download]
    statistics: Statistics
    examples: Sequence[str] = ()


def catalogue_turtle(said: Description) -> str:
    """Return the catalogue in DCAT 3 as Turtle; without the site's address, links are relative to the file."""
    return _turtle(_Catalogue(said).triples(), said.settings.site_url)


def void_turtle(said: Description) -> str:
    """Return the statistics in VoID as Turtle; links are as in the catalogue."""
    return _turtle(_Void(said).triples(), said.settings.site_url)


class _Writer:
    """Makes statements about files of the site."""

    def __init__(self, said: Description) -> None:
        self.said = said

    def here(self, path: str) -> ox.NamedNode:
        """Return the address of a file of the site, or of what is described in one."""
        return ox.NamedNode(_TOP + path)

    @property
    def dataset(self) -> ox.NamedNode:
        return self.here("catalogue.ttl#dataset")

    @property
    def rights(self) -> ox.NamedNode:
        return self.here("catalogue.ttl#rights")

    def rights_statement(self) -> Iterator[ox.Triple]:
        """Yield whose the data set is, and what of it is under other terms than its licence."""
        return _say(self.rights, [
            (RDF + "type", _iri(DCTERMS + "RightsStatement")),
            (PREFIXES["rdfs"] + "label", _text(self.said.rights)),
            (PREFIXES["rdfs"] + "seeAlso", _iri(OGL)),
            (PREFIXES["rdfs"] + "seeAlso", self.here("about.html")),
        ])  # fmt: skip


class _Catalogue(_Writer):
    def triples(self) -> Iterator[ox.Triple]:
        said, settings = self.said, self.said.settings
        catalogue, publisher = self.here("catalogue.ttl#catalogue"), self.here("catalogue.ttl#publisher")
        yield from _say(catalogue, [
            (RDF + "type", _iri(DCAT + "Catalog")),
            (DCTERMS + "title", _text(settings.title)),
            (DCTERMS + "description", _text(f"The catalogue of one data set. {said.text}")),
            (DCTERMS + "publisher", publisher),
            (DCTERMS + "license", _iri(CC_BY)),
            (DCTERMS + "language", _ENGLISH),
            *self._modified(),
            (DCAT + "dataset", self.dataset),
            (FOAF + "homepage", self.here("index.html")),
        ])  # fmt: skip
        yield from self._dataset(publisher)
        name = settings.publisher or "The publisher of this copy, who is not named"
        yield from _say(publisher, [(RDF + "type", _iri(FOAF + "Agent")), (FOAF + "name", ox.Literal(name))])
        authors = self.here("catalogue.ttl#authors")
        yield from _say(
            authors, [(RDF + "type", _iri(FOAF + "Agent")), (FOAF + "name", _text("The peelgraph authors"))]
        )
        if settings.contact_address:
            contact = self.here("catalogue.ttl#contact")
            how = "hasEmail" if settings.contact_address.startswith("mailto:") else "hasURL"
            yield from _say(contact, [
                (RDF + "type", _iri(VCARD + "Organization")),
                (VCARD + "fn", ox.Literal(settings.publisher or "Whom to tell of an error")),
                (VCARD + how, ox.NamedNode(settings.contact_address)),
            ])  # fmt: skip
        yield from self.rights_statement()
        formats = {d.media_type for d in said.downloads if d.media_type in _NOT_REGISTERED}
        for media_type in sorted(formats):
            yield from _say(self._format(media_type), [
                (RDF + "type", _iri(DCTERMS + "MediaTypeOrExtent")),
                (PREFIXES["rdfs"] + "label", _text(f"{_NOT_REGISTERED[media_type]} ({media_type})")),
            ])  # fmt: skip
        for download in said.downloads:
            if download.path.startswith("data/") and download.name != "README.md":
                yield from self._distribution(download)

    def _modified(self) -> list[tuple[str, Term]]:
        day = self.said.modified
        return [(DCTERMS + "modified", ox.Literal(day, datatype=_iri(XSD + "date")))] if day else []

    def _dataset(self, publisher: ox.NamedNode) -> Iterator[ox.Triple]:
        said, settings = self.said, self.said.settings
        contact = self.here("catalogue.ttl#contact")
        yield from _say(self.dataset, [
            (RDF + "type", _iri(DCAT + "Dataset")),
            (RDF + "type", _iri(VOID + "Dataset")),
            (DCTERMS + "title", _text(settings.title)),
            (DCTERMS + "description", _text(said.text)),
            (DCTERMS + "identifier", ox.Literal(f"peelgraph-{said.version}")),
            (DCAT + "version", ox.Literal(said.version)),
            (DCTERMS + "publisher", publisher),
            (DCTERMS + "creator", self.here("catalogue.ttl#authors")),
            (DCTERMS + "license", _iri(CC_BY)),
            (DCTERMS + "rights", self.rights),
            (DCTERMS + "language", _ENGLISH),
            *((DCTERMS + "spatial", _iri(place)) for place in _PLACES),
            *self._modified(),
            *((DCAT + "keyword", _text(w)) for w in ("policing", "inspection", "PEEL", "HMICFRS", "police forces")),
            (DCAT + "theme", _JUSTICE),
            (DCTERMS + "conformsTo", _iri(NS.rstrip("#"))),
            (DCAT + "landingPage", self.here("index.html")),
            *([(DCAT + "contactPoint", contact)] if settings.contact_address else []),
            *((DCAT + "distribution", self._address(d)) for d in said.downloads
              if d.path.startswith("data/") and d.name != "README.md"),
        ])  # fmt: skip

    def _distribution(self, download: Download) -> Iterator[ox.Triple]:
        own, file = self._address(download), self.here(download.path)
        checksum = ox.NamedNode(f"{own.value}-checksum")
        yield from _say(own, [
            (RDF + "type", _iri(DCAT + "Distribution")),
            (DCTERMS + "title", _text(download.name)),
            (DCTERMS + "description", _text(download.what)),
            (DCAT + "accessURL", self.here("data.html")),
            (DCAT + "downloadURL", file),
            self._kind(download.media_type),
            *([(DCAT + "compressFormat", _iri(_MEDIA + download.packed))] if download.packed else []),
            *([(DCAT + "packageFormat", _iri(_MEDIA + download.bundled))] if download.bundled else []),
            *([(DCTERMS + "format", _iri(download.conforms_to))] if download.conforms_to else []),
            (DCAT + "byteSize", ox.Literal(str(download.bytes), datatype=_iri(XSD + "nonNegativeInteger"))),
            (DCTERMS + "license", _iri(CC_BY)),
            (DCTERMS + "rights", self.rights),
            (SPDX + "checksum", checksum),
        ])  # fmt: skip
        yield from _say(checksum, [
            (RDF + "type", _iri(SPDX + "Checksum")),
            (SPDX + "algorithm", _iri(SPDX + "checksumAlgorithm_sha256")),
            (SPDX + "checksumValue", ox.Literal(download.sha256, datatype=_iri(XSD + "hexBinary"))),
        ])  # fmt: skip

    def _kind(self, media_type: str) -> tuple[str, Term]:
        """Return what says of a file of which kind it is: its registered media type, else a format of ours."""
        if media_type in _NOT_REGISTERED:
            return DCTERMS + "format", self._format(media_type)
        return DCAT + "mediaType", _iri(_MEDIA + media_type)

    def _format(self, media_type: str) -> ox.NamedNode:
        return self.here(f"catalogue.ttl#format-{media_type.rsplit('/', 1)[-1]}")

    def _address(self, download: Download) -> ox.NamedNode:
        name = re.sub(r"[^a-z0-9]+", "-", download.path.removeprefix("data/").lower())
        return self.here(f"catalogue.ttl#{name}")


class _Void(_Writer):
    def triples(self) -> Iterator[ox.Triple]:
        said, counts = self.said, self.said.statistics
        dumps = [d for d in said.downloads if d.path.startswith("data/all.") and d.conforms_to]
        yield from _say(self.dataset, [
            (RDF + "type", _iri(VOID + "Dataset")),
            (DCTERMS + "title", _text(said.settings.title)),
            (DCTERMS + "license", _iri(CC_BY)),
            (DCTERMS + "rights", self.rights),
            (VOID + "uriSpace", ox.Literal(counts.base)),
            (VOID + "triples", _number(counts.triples)),
            (VOID + "entities", _number(counts.entities)),
            (VOID + "distinctSubjects", _number(counts.distinct_subjects)),
            (VOID + "distinctObjects", _number(counts.distinct_objects)),
            (VOID + "properties", _number(len(counts.by_property))),
            (VOID + "classes", _number(len(counts.by_class))),
            *((VOID + "vocabulary", _iri(space)) for space in counts.vocabularies),
            *((VOID + "feature", _iri(form)) for form in dict.fromkeys(d.conforms_to for d in dumps)),
            *((VOID + "dataDump", self.here(d.path)) for d in dumps),
            *((VOID + "exampleResource", _iri(address)) for address in said.examples),
        ])  # fmt: skip
        yield from self.rights_statement()
        yield from self._parts("classPartition", "class", "entities", counts.by_class)
        yield from self._parts("propertyPartition", "property", "triples", counts.by_property)
        if counts.same_as:
            linkset = self.here("void.ttl#ons")
            yield from _say(linkset, [
                (RDF + "type", _iri(VOID + "Linkset")),
                (DCTERMS + "title", _text("Forces at the Office for National Statistics")),
                (VOID + "subjectsTarget", self.dataset),
                (VOID + "objectsTarget", self.here("void.ttl#statistics-data-gov-uk")),
                (VOID + "linkPredicate", _iri("http://www.w3.org/2002/07/owl#sameAs")),
                (VOID + "triples", _number(counts.same_as)),
            ])  # fmt: skip
            yield from _say(self.here("void.ttl#statistics-data-gov-uk"), [
                (RDF + "type", _iri(VOID + "Dataset")),
                (FOAF + "homepage", _iri("http://statistics.data.gov.uk/")),
            ])  # fmt: skip
            yield ox.Triple(self.dataset, _iri(VOID + "subset"), linkset)

    def _parts(self, part: str, of: str, count: str, counts: dict[str, int]) -> Iterator[ox.Triple]:
        for number, (term, found) in enumerate(sorted(counts.items()), 1):
            own = self.here(f"void.ttl#{of}-{number}")
            yield ox.Triple(self.dataset, _iri(VOID + part), own)
            yield from _say(own, [(VOID + of, _iri(term)), (VOID + count, _number(found))])


def _turtle(triples: Iterator[ox.Triple], site: str | None) -> str:
    """Return statements as Turtle, subject by subject, with what is on the site told relative to its top."""
    data = ox.serialize(_together(triples), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES, base_iri=_TOP)
    assert data is not None  # noqa: S101 - it is only None where it is written to a file
    lines = [line for line in data.decode().splitlines() if not line.startswith(("@base ", "@prefix "))]
    body = "".join(f"\n{line}\n" if line.startswith("<") else f"{line}\n" for line in lines)
    prefixes = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    return (f"@base <{site}> .\n" if site else "") + prefixes + body.replace("\t", "    ")


def _together(triples: Iterator[ox.Triple]) -> list[ox.Triple]:
    """Return statements so that those of one subject stand together, in the order in which subjects came."""
    by_subject: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        by_subject.setdefault(str(triple.subject), []).append(triple)
    return [triple for said in by_subject.values() for triple in said]


def _say(subject: ox.NamedNode, said: list[tuple[str, Term]]) -> Iterator[ox.Triple]:
    return (ox.Triple(subject, _iri(predicate), object_) for predicate, object_ in said)


def _iri(address: str) -> ox.NamedNode:
    return ox.NamedNode(address)


def _text(text: str) -> ox.Literal:
    return ox.Literal(text, language="en")


def _number(count: int) -> ox.Literal:
    return ox.Literal(str(count), datatype=_iri(XSD + "integer"))
