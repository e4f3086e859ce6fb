"""A page before it is written, and how it is written: with links that are right from where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup
from peelgraph.graph.publish import words
from peelgraph.graph.publish.places import Places, relative
from peelgraph.graph.rdf.addresses import is_address


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Args:
        path: Its file, told from the top of the site.
        template: The template that lays it out.
        title: Its title.
        description: What a search engine shows of it.
        context: What the template shows.
        label: The label of the thing that it shows, if it shows one.
        address: The address of that thing.
        turtle: The file that says the same as Turtle.
        data: The same for search engines, as JSON-LD.
        trail: The pages above it: text and file.
    """

    path: str
    template: str
    title: str
    description: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    label: str = ""
    address: str = ""
    turtle: str = ""
    data: str = ""
    trail: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says.

    Args:
        title: What the data set is called.
        basis: A sentence on what it rests on.
        version: Its version.
        modified: The day of its content, in ISO form.
        base: What addresses of things begin with.
        url: Where it will be served, if that is known.
    """

    title: str
    basis: str
    version: str
    modified: str
    base: str
    url: str | None = None
    nav: tuple[tuple[str, str], ...] = (
        ("Forces", "force/index.html"),
        ("Practices", "practice/index.html"),
        ("Risks", "risk/index.html"),
        ("Questions", "question/index.html"),
        ("Inspections", "inspection/index.html"),
        ("Documents", "document/index.html"),
        ("Data", "data.html"),
        ("About", "about.html"),
    )


class Renderer:
    """Writes pages as HTML.

    Args:
        site: What every page says.
        places: Where things are.
    """

    def __init__(self, site: Site, places: Places) -> None:
        self._site = site
        self._places = places

    def html(self, page: Page) -> str:
        """Return a page as HTML."""

        def to(target: str) -> str:
            return relative(page.path, target)

        def at(label: str, id_: str) -> str:
            return relative(page.path, f"{self._places.stem(label, id_)}.html")

        return template(page.template).render(
            **page.context,
            page={
                "path": page.path,
                "title": page.title,
                "description": page.description,
                "label": page.label,
                "address": page.address,
                "turtle": page.turtle,
                "trail": page.trail,
                # json_ld() leaves no "<" in it, so that nothing in it can end the element.
                "data": Markup(page.data),  # noqa: S704
            },
            site=self._site,
            words=words,
            spoken=words.spoken,
            is_address=lambda text: is_address(str(text)),
            has=lambda label, id_: id_ is not None and self._places.has(label, id_),
            to=to,
            to_site=lambda target: relative("", target),
            at=at,
        )


def resource(name: str) -> str:
    """Return a file of the templates as text.

    >>> resource("style.css").startswith(":root")
    True
    """
    return files("peelgraph.graph.publish.templates").joinpath(name).read_text("utf-8")


@cache
def template(name: str) -> Template:
    """Return a template by its name."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, loader=FunctionLoader(resource), keep_trailing_newline=True
    )
