"""What search engines read of a page: schema.org as JSON-LD, about the address of the thing itself."""

from __future__ import annotations

import json
from typing import Any

from peelgraph.graph.contents import HeldNode
from peelgraph.graph.publish.facts import Facts, Row
from peelgraph.graph.rdf.addresses import iri as address_of
from peelgraph.graph.rdf.addresses import is_address
from peelgraph.ontology.model import BASE

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

Object = dict[str, Any]
_SETS = {"Practice": "practices", "Risk": "risks", "Question": "questions"}


def json_ld(said: Object) -> str:
    r"""Return an object as the text of a script element, in which nothing can end the element.

    >>> json_ld({"name": "a </script> b"})
    '{"@context":{"@vocab":"https://schema.org/"},"name":"a \\u003c/script> b"}'
    """
    whole = {"@context": {"@vocab": "https://schema.org/"}, **said}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


class Structured:
    """Says things in the words of schema.org.

    Args:
        facts: The facts.
        base: What addresses of things begin with.
    """

    def __init__(self, facts: Facts, base: str = BASE) -> None:
        self._facts = facts
        self._base = base

    def node(self, node: HeldNode) -> Object:
        """Return a thing of any label."""
        said = node.properties
        named: Object = {"@id": address_of(node.label, node.id, self._base), "identifier": node.id}
        match node.label:
            case "Force":
                return named | self._force(node)
            case "Region":
                return {**named, "@type": "AdministrativeArea", "name": said["name"]}
            case "Practice" | "Risk" | "Question":
                concept = {"@type": "DefinedTerm", "name": said["name"], **_named(said, "definition", "description")}
                concept |= _named(said, "alternative_names", "alternateName")
                return named | concept | {"inDefinedTermSet": {"@id": f"{self._base}scheme/{_SETS[node.label]}"}}
            case "Inspection":
                return {
                    **named,
                    "@type": "Event",
                    "name": said["title"],
                    **_named(said, "formerly", "alternateName"),
                    **_named(said, "fieldwork_start", "startDate"),
                    **_named(said, "fieldwork_end", "endDate"),
                }
            case "Document":
                return {
                    **named,
                    "@type": "Report",
                    "name": said["title"],
                    **self._about(node, "SENT_TO"),
                    **_dated(said),
                    **_link(said.get("source_url"), "url"),
                }
            case "Finding":
                return named | self._finding(node)
        return {
            **named,
            "@type": "CreativeWork",
            **_named(said, "title", "name"),
            **_named(said, "summary", "abstract"),
            **self._about(node, "RUN_BY"),
            **_dated(said),
            **_link(said.get("source_url"), "isBasedOn"),
        }

    def dataset(self, row: Row) -> Object:
        """Return the data set, from what the page on it shows."""
        own = f"{row['url'] or self._base}catalogue.ttl#dataset"
        files = [
            {
                "@type": "DataDownload",
                "name": file["name"],
                "encodingFormat": file["media_type"],
                "contentSize": str(file["bytes"]),
                "sha256": file["sha256"],
                **({"contentUrl": {"@id": row["url"] + file["path"]}} if row["url"] else {}),
            }
            for file in row["files"]
        ]
        return {
            "@id": own,
            "@type": "Dataset",
            "name": row["title"],
            "description": row["description"],
            "version": row["version"],
            **({"dateModified": row["modified"]} if row["modified"] else {}),
            "license": {"@id": CC_BY},
            "copyrightNotice": row["rights"],
            "creditText": row["attribution"],
            "creator": {"@type": "Organization", "name": "The peelgraph authors"},
            **({"publisher": {"@type": "Organization", "name": row["publisher"]}} if row["publisher"] else {}),
            "isAccessibleForFree": True,
            "spatialCoverage": "England and Wales",
            "keywords": ["policing", "inspection", "HMICFRS", "PEEL", "police forces"],
            "distribution": files,
            **({"url": {"@id": row["url"]}, "usageInfo": {"@id": f"{row['url']}about.html"}} if row["url"] else {}),
        }

    def _force(self, node: HeldNode) -> Object:
        said = node.properties
        code = said.get("ons_code")
        same = {"sameAs": {"@id": f"http://statistics.data.gov.uk/id/statistical-geography/{code}"}} if code else {}
        region = self._facts.snapshot.one(node, "IN_REGION")
        return {
            "@type": "GovernmentOrganization",
            "name": said["name"],
            **_named(said, "alternative_names", "alternateName"),
            **({"areaServed": {"@id": address_of("Region", region.id, self._base)}} if region else {}),
            **(same if isinstance(code, str) and code.isalnum() else {}),
        }

    def _finding(self, node: HeldNode) -> Object:
        said = node.properties
        return {
            "@type": "Claim",
            "text": said["text"],
            **self._about(node, "ABOUT", "CONCERNS"),
            **_dated(said),
            **_link(said.get("source_url"), "isBasedOn"),
        }

    def _about(self, node: HeldNode, *types: str) -> Object:
        reached = [
            {"@id": address_of(other.label, other.id, self._base)}
            for type_ in types
            for other in self._facts.snapshot.out(node, type_)
        ]
        return {"about": reached} if reached else {}


def _named(said: Any, name: str, called: str) -> Object:
    return {called: said[name]} if said.get(name) else {}


def _dated(said: Any) -> Object:
    return {"datePublished": said["published"].isoformat()} if said.get("published") else {}


def _link(url: object, called: str) -> Object:
    return {called: {"@id": url}} if isinstance(url, str) and is_address(url) else {}
