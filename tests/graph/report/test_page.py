"""The web page of a report: needs nothing else, can be read aloud and in black and white, and prints on two pages."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from importlib.resources import files

import pypdfium2
import pytest
from peelgraph.graph import open_graph
from peelgraph.graph.report import force_report, written
from selectolax.lexbor import LexborHTMLParser

NOW = dt.datetime(2026, 11, 23, 9, 0)
STYLE = files("peelgraph.graph.report").joinpath("report.css").read_text("utf-8")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FULLEST = ("essex", "lincolnshire", "metropolitan", "north-wales", "surrey", "warwickshire", "wiltshire")
"""The forces of whose pages the least is left."""

ALONE = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
)  # fmt: skip


@pytest.fixture(scope="module")
def page(shipped_file):
    with open_graph(shipped_file) as graph:
        return LexborHTMLParser(written(force_report(graph, "wiltshire", now=NOW), "html"))


def test_it_needs_no_network(page):
    assert not page.css("script, link, img, iframe, [src], [srcset]")
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert "default-src 'none'" in page.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]


def test_it_can_be_read_aloud(page):
    assert page.css_first("html").attributes["lang"] == "en-GB"
    assert len(page.css("h1")) == 1
    assert page.css_first("title").text()
    for part in page.css("section"):
        assert page.css_first(f"#{part.attributes['aria-labelledby']}").tag == "h2"
    for table in page.css("table"):
        assert table.css_first("caption").text().strip()
        assert all(cell.attributes["scope"] in {"col", "row"} for cell in table.css("th"))
        columns = len(table.css("thead th"))
        assert all(len(row.css("th, td")) == columns for row in table.css("tbody tr"))
    drawing = page.css_first("svg[role=img]")
    labels = drawing.attributes["aria-labelledby"].split()
    assert all(page.css_first(f"#{label}").text().strip() for label in labels)
    assert not drawing.css("a")


def test_every_reference_leads_to_a_source_and_no_id_is_there_twice(page):
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    wanted = {a.attributes["href"] for a in page.css("a.ref")}
    assert wanted
    assert wanted <= {f"#{id_}" for id_ in ids}


def test_the_chart_and_its_table_say_the_same(page):
    drawn = sorted(
        " ".join(line.text() for line in tile.css("tspan"))
        for tile in page.css("svg g.grade")
        if "–" not in tile.text()
    )
    told = sorted(cell.text() for cell in page.css(".read-aloud td") if cell.text() != "no grade read")
    assert drawn == told
    assert len(told) == 33


def contrast(one, other):
    """Return the contrast of two colours, as WCAG defines it."""

    def light(colour):
        digits = colour.lstrip("#")
        digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_grade_and_text_stands_out_from_its_ground():
    fills = dict(re.findall(r"\.([a-z-]+) rect \{ fill: (#[0-9a-f]+)", STYLE))
    inks = dict(re.findall(r"\.([a-z-]+) text \{ fill: (#[0-9a-f]+)", STYLE))
    assert set(fills) == {"outstanding", "good", "adequate", "requires-improvement", "inadequate", "none"}
    for grade, fill in fills.items():
        assert contrast(inks.get(grade, "#1a1a1a"), fill) >= 4.5, grade
    for colour in re.findall(r"[^-]color: (#[0-9a-f]+)", STYLE):
        assert contrast(colour, "#fff") >= 4.5, colour


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here to print with")
def test_a_report_is_printed_on_two_pages_of_a4(shipped_file, tmp_path):
    """One printing for all: each begins on a new page, and its first page is every second one."""
    bodies, names, style = [], [], ""
    with open_graph(shipped_file) as graph:
        for force in FULLEST:
            content = written(force_report(graph, force, now=NOW), "html").decode()
            bodies.append(re.search(r"<main>.*</main>", content, re.DOTALL).group())
            names.append(LexborHTMLParser(content).css_first("h1").text())
            style = re.search(r"<style>.*?</style>", content, re.DOTALL).group()
    whole = tmp_path / "all.html"
    apart = "<style>main + main { break-before: page }</style>"
    whole.write_text(f"<!DOCTYPE html><meta charset=utf-8>{style}{apart}{''.join(bodies)}", "utf-8")
    printed = tmp_path / "all.pdf"
    subprocess.run(
        [CHROMIUM, *ALONE, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={printed}", whole.as_uri()],
        check=True,
        capture_output=True,
        timeout=300,
    )
    document = pypdfium2.PdfDocument(printed)
    try:
        said = [document[i].get_textpage().get_text_range() for i in range(len(document))]
        size = document[0].get_size()
    finally:
        document.close()
    assert [round(side / 72 * 25.4) for side in size] == [210, 297]
    assert len(said) == 2 * len(names)
    for name, first, second in zip(names, said[::2], said[1::2], strict=True):
        assert "In brief" in first
        assert f"{name}, page 2 of 2" in second
        assert "Coded by peelgraph, not by the inspectorate" in " ".join(second.split())
