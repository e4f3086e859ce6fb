"""The addresses of things in RDF: what they are made of, and what they say."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from peelgraph.ontology.errors import PeelgraphError
from peelgraph.ontology.model import BASE

_BASE_FORM = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`?#\x7f]+/")
_ADDRESS_FORM = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`\x7f]+")


def iri(label: str, id_: str, base: str = BASE) -> str:
    """Return the address of a node.

    Args:
        label: Its label.
        id_: Its id; what may not stand in an address is percent-encoded.
        base: What the address begins with.

    >>> iri("Practice", "a/b c")
    'https://w3id.org/peelgraph/practice/a%2Fb%20c'
    """
    return f"{base}{segment_of(label)}/{encoded(id_)}"


def segment_of(label: str) -> str:
    """Return a label as part of an address: lower case, words joined by hyphens.

    >>> segment_of("Force"), segment_of("TwoWords"), segment_of("STATED_IN")
    ('force', 'two-words', 'stated-in')
    """
    if "_" in label or label.isupper():
        return label.lower().replace("_", "-")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", label).lower()


def encoded(id_: str) -> str:
    """Return an id as the last part of an address.

    >>> encoded("essex"), encoded(".."), encoded("é")
    ('essex', '%2E%2E', '%C3%A9')
    """
    text = quote(id_, safe="")
    return text.replace(".", "%2E") if text.strip(".") == "" else text


def id_in(address: str) -> str:
    """Return the id that an address ends in.

    >>> id_in("https://w3id.org/peelgraph/practice/a%2Fb%20c")
    'a/b c'
    """
    return unquote(address.rsplit("/", 1)[-1])


def is_address(text: str) -> bool:
    """Return whether a text is an http(s) address, which is a resource and not a text in RDF.

    >>> is_address("https://example.org/a?b"), is_address("see page 3"), is_address("https://a b")
    (True, False, False)
    """
    return _ADDRESS_FORM.fullmatch(text) is not None


def checked_base(base: str) -> str:
    """Return the base of addresses as it is given.

    Raises:
        PeelgraphError: Nothing can be put behind it to make an address.

    >>> checked_base("https://data.example.org/policing/")
    'https://data.example.org/policing/'
    """
    if not _BASE_FORM.fullmatch(base) or "//" in base.partition("://")[2] or "/." in base:
        raise PeelgraphError(
            f"{base!r} cannot begin the addresses of things: give an http(s) address that ends in a slash, "
            "for example https://data.example.org/policing/"
        )
    return base
