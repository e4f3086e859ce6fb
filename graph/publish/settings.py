"""What a publisher says of a data set."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from peelgraph.graph.rdf.addresses import checked_base, is_address
from peelgraph.ontology.errors import PeelgraphError
from peelgraph.ontology.model import BASE

_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """How a data set is published.

    Args:
        base: What the addresses of things begin with: an http(s) address that ends in a slash.
        site_url: Where the folder will be served: an http(s) address that ends in a slash; without it every link
            is relative.
        title: What the data set is called.
        publisher: Who publishes it.
        contact: Whom to tell of an error: an e-mail address, or an http(s) address.
        include_embargoed: Also publish what is under embargo.
        now: The time by which embargoes are judged, wall-clock time in London; its day is also the day of the data
            set. By default now, and the day on which the content last changed.

    Raises:
        PeelgraphError: An address is none.
    """

    base: str = BASE
    site_url: str | None = None
    title: str = "Policing practice and findings, England and Wales"
    publisher: str | None = None
    contact: str | None = None
    include_embargoed: bool = False
    now: dt.datetime | None = None

    def __post_init__(self) -> None:
        checked_base(self.base)
        if self.site_url is not None:
            checked_base(self.site_url)
        if self.contact is not None and not (_MAIL.fullmatch(self.contact) or is_address(self.contact)):
            raise PeelgraphError(
                f"{self.contact!r} is no contact: give an e-mail address or an address that begins with https://"
            )
        if not self.title.strip():
            raise PeelgraphError("the title of the data set is empty: say what it is called")

    @property
    def contact_address(self) -> str | None:
        """The contact as an address: ``mailto:`` before an e-mail address.

        >>> PublishSettings(contact="data@example.org").contact_address
        'mailto:data@example.org'
        """
        if self.contact is None or is_address(self.contact):
            return self.contact
        return f"mailto:{self.contact}"
