"""The prefixes that every query knows without declaring them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from peelgraph.graph.rdf import BASE

__all__ = ["BASE", "PREFIXES", "shortened"]

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "peel": "https://w3id.org/peelgraph/ns#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Prefix to address; a query may declare any of them anew."""


def shortened(address: str, base: str = BASE, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return an address as short as a query can say it, for a reader.

    >>> shortened("https://w3id.org/peelgraph/force/essex")
    '<force/essex>'
    >>> shortened("http://www.w3.org/2004/02/skos/core#prefLabel"), shortened("https://example.org/x")
    ('skos:prefLabel', 'https://example.org/x')
    """
    for prefix, start in prefixes.items():
        local = address.removeprefix(start)
        if local != address and local.isidentifier():
            return f"{prefix}:{local}"
    relative = address.removeprefix(base)
    return f"<{relative}>" if relative and relative != address else address
