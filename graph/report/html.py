"""A report as one web page that needs nothing else, and prints on two pages of A4."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from peelgraph.graph.report.blocks import Break, Grades, Line, Link, Listing, Paragraph, Ref, Report, Table, Text
from peelgraph.graph.report.chart import chart_of

if TYPE_CHECKING:
    from jinja2 import Template


def to_html(report: Report) -> bytes:
    """Return a report as a web page; every text in it is escaped."""
    page = _template().render(report=report, style=_resource("report.css"), chart_of=chart_of, kind=_kind)
    return "".join(f"{line.rstrip()}\n" for line in page.splitlines() if line.strip()).encode()


@cache
def _template() -> Template:
    from jinja2 import DictLoader, Environment, StrictUndefined  # noqa: PLC0415 - costs 60 ms

    names = ("report.html", "chart.html")
    environment = Environment(
        loader=DictLoader({name: _resource(name) for name in names}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")


def _resource(name: str) -> str:
    return files("peelgraph.graph.report").joinpath(name).read_text("utf-8")


def _kind(part: Paragraph | Listing | Table | Grades | Text | Link | Ref | Break | Line) -> str:
    """Return what a part of a report is, for the template."""
    return type(part).__name__
