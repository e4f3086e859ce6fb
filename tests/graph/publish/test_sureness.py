"""A page states what was coded surely, or by a person; else it tells a reading, and how sure it is."""

import pytest
from peelgraph.graph.publish import publish
from peelgraph.ontology.records import Link, Record


@pytest.mark.parametrize(
    ("polarity", "kind", "coded", "practice", "title", "mark"),
    [
        ("strength", "finding", ("model", 0.61), ("rule", 0.95),
         "Avon, call handling: read as praise (61% sure), PEEL 2016 inspection", "read as praise (61% sure)"),
        ("weakness", "finding", ("rule", 0.9), ("model", 0.47),
         "Avon, call handling: read as a weakness (47% sure), PEEL 2016 inspection", "found weak"),
        ("weakness", "finding", ("rule", 0.799), ("hand", None),
         "Avon, call handling: read as a weakness (79% sure), PEEL 2016 inspection", "read as a weakness (79% sure)"),
        ("strength", "finding", ("rule", 0.8), ("model", 0.8),
         "Avon was praised in PEEL 2016 inspection: call handling", "praised"),
        ("strength", "finding", ("correction", 0.61), ("correction", 0.3),
         "Avon was praised in PEEL 2016 inspection: call handling", "praised"),
        ("neutral", "action-planned", ("rule", 0.3), ("rule", 0.9),
         "Avon action planned in PEEL 2016 inspection: call handling", "read as a description (30% sure)"),
    ],
)  # fmt: skip
def test_a_title_states_only_what_was_coded_surely(tiny, tmp_path, html, polarity, kind, coded, practice, title, mark):
    said = {
        "wording": "summary", "kind": kind, "polarity": polarity, "text": "Calls are answered.", "kind_method": "rule",
        "kind_confidence": 0.99, "polarity_method": coded[0], "polarity_confidence": coded[1],
        "confidence": min(coded[1], practice[1] or 1.0),
    }  # fmt: skip
    how = {"method": practice[0], **({"confidence": practice[1]} if practice[1] else {})}
    links = (
        Link("ABOUT", "Force", "avon"), Link("FOUND_IN", "Inspection", "peel-2016"),
        Link("CONCERNS", "Practice", "calls", how),
    )  # fmt: skip
    publish(tiny([Record("Finding", "f", said, links)]), tmp_path / "site")
    page = html((tmp_path / "site/finding/f.html").read_text())
    assert page.all("h1")[0].text == title
    assert page.all("title")[0].text.startswith(f"{title} – ")
    for path in ("finding/f.html", "force/avon.html"):
        shown = html((tmp_path / "site" / path).read_text()).all("span")
        assert mark in [e.text for e in shown if e.attributes.get("class") == f"mark {polarity}"], path
