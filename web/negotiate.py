"""Which of the formats on offer a client wants: content negotiation by the ``Accept`` header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Offer:
    """A format on offer.

    Args:
        media: Its media type.
        aliases: Other media types that clients ask for it by.
        name: Its name in the parameter ``format``, for links on a page.
        names: Other names for that parameter, as clients that are in use send them.
    """

    media: str
    aliases: tuple[str, ...] = ()
    name: str = ""
    names: tuple[str, ...] = ()


ROWS = (
    Offer("application/sparql-results+json", ("application/json",), "json"),
    Offer("application/sparql-results+xml", ("application/xml", "text/xml"), "xml"),
    Offer("text/csv", (), "csv"),
    Offer("text/tab-separated-values", (), "tsv"),
)
"""For SELECT, the preferred one first."""

TRUTHS = ROWS[:2]
"""For ASK."""

GRAPHS = (
    Offer("text/turtle", ("application/x-turtle",), "turtle", ("ttl", "n3")),
    Offer("application/n-triples", ("text/plain",), "nt", ("n-triples", "ntriples")),
    Offer("application/rdf+xml", ("application/xml", "text/xml"), "rdf", ("xml", "rdf+xml", "rdfxml")),
    Offer("application/ld+json", ("application/json",), "jsonld", ("json-ld", "json")),
)
"""For CONSTRUCT, DESCRIBE and the description of the endpoint."""

PAGE = Offer(HTML, ("application/xhtml+xml",), "html")


def offered(named: str, offers: Sequence[Offer]) -> Offer | None:
    """Return what is on offer by a name or media type; None where nothing is.

    Args:
        named: The name, from an address, in which a plus sign that is not encoded is read as a space; where there are
            several, with commas between them, the first that is on offer counts.
        offers: What is on offer.

    >>> offered("application/sparql-results json", ROWS).name, offered("owl,RDF+XML", GRAPHS).name
    ('json', 'rdf')
    >>> print(offered("csv", TRUTHS))
    None
    """
    for name in (part.strip().lower().replace(" ", "+") for part in named.split(",")):
        for offer in offers:
            if name in {offer.name, offer.media, *offer.names, *offer.aliases}:
                return offer
    return None


def negotiated(accept: str | None, offers: Sequence[Offer]) -> tuple[Offer, str] | None:
    """Return what a client wants most of what is on offer, and the media type by which it asked for it.

    Args:
        accept: The header; None or empty takes anything.
        offers: What is on offer, the preferred one first.

    Returns:
        The offer and the name; None where the client takes nothing that is on offer.

    >>> negotiated("text/csv;q=0.5, application/json", ROWS)[1]
    'application/json'
    >>> negotiated("image/png", ROWS) is None
    True
    """
    ranges = _ranges(accept or "*/*")
    best: tuple[float, Offer, str] | None = None
    for offer in offers:
        for media in (offer.media, *offer.aliases):
            quality = _quality(media, ranges, exact=media != offer.media)
            if quality > 0 and (best is None or quality > best[0]):
                best = (quality, offer, media)
    return best[1:] if best else None


def _ranges(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        if media:
            found[media.lower()] = quality
    return found


def _quality(media: str, ranges: dict[str, float], *, exact: bool) -> float:
    """Return how much a client wants a media type: what it says of it most precisely counts."""
    if media in ranges:
        return ranges[media]
    if exact:
        return 0.0
    family = media.split("/", maxsplit=1)[0] + "/*"
    return ranges.get(family, ranges.get("*/*", 0.0))
