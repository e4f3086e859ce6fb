"""The licences that a document may be known to be under, as ``licences.ttl`` declares them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from peelgraph.ontology.model import NS
from peelgraph.ontology.vocabulary import statements

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEME = re.compile(r"https?:(?=//)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence.

    Args:
        address: Where it stands.
        short: Its short name, for the command line.
        name: Its name in full, as a document's ``licence`` holds it.
        is_open: Whether whole passages may be published under it.
    """

    address: str
    short: str
    name: str
    is_open: bool


@cache
def licences() -> tuple[Licence, ...]:
    """Return the known licences in the order of the ontology.

    >>> [licence.short for licence in licences()][:4]
    ['ogl-1', 'ogl-2', 'ogl-3', 'cc-by-4.0']
    """
    return tuple(
        Licence(address, said[_SKOS + "notation"][0], said[_SKOS + "prefLabel"][0], said[NS + "open"] == ["true"])
        for address, said in statements("licences.ttl").items()
        if _SKOS + "notation" in said
    )


def licence_called(name: str) -> Licence | None:
    """Return the licence that any of its names or its address means; None where none is known by it.

    Case, hyphens and white space make no difference, nor do ``http`` or ``https`` and a slash at the end.

    >>> licence_called("OGL-UK-3.0") == licence_called("ogl-3") == licence_called("Open Government Licence v3.0")
    True
    >>> licence_called("http://creativecommons.org/licenses/by/4.0").short
    'cc-by-4.0'
    """
    return _by_name().get(_key(name))


def is_open(licence: object) -> bool:
    """Return whether a licence, as a document names it, lets whole passages be published; an unknown one does not.

    >>> is_open("Open Government Licence v3.0"), is_open("ogl-uk-3.0"), is_open("all rights reserved"), is_open(None)
    (True, True, False, False)
    """
    known = licence_called(licence) if isinstance(licence, str) else None
    return known is not None and known.is_open


@cache
def _by_name() -> Mapping[str, Licence]:
    said = statements("licences.ttl")
    return {
        _key(name): licence
        for licence in licences()
        for name in (
            licence.address,
            licence.short,
            licence.name,
            *said[licence.address].get(_SKOS + "altLabel", ()),
        )
    }


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", " ", _SCHEME.sub("", name.strip(), count=1)).rstrip(" /").casefold()
