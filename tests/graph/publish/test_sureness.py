"""A page states what was coded surely, or by a person; else it tells a reading, and how sure it is."""

from peelgraph.graph.publish import publish
from peelgraph.ontology.records import Link, Record


def test_a_title_states_only_what_was_coded_surely(pages):
    titles = {path: page.all("h1")[0].text for path, page in pages.items() if path.startswith("finding/letter")}
    of = {path.rsplit("-", 1)[-1].removesuffix(".html"): title for path, title in titles.items()}
    assert of["c1f5cf1cf930"].startswith(
        "Wiltshire, evaluation and sharing of good practice: read as a weakness (64% sure), "
    )
    assert of["b3f71431eaee"].startswith("Wiltshire, neighbourhood policing: read as praise (47% sure), ")
    assert of["3f4ad7d072eb"].startswith("Wiltshire was praised in ")
    assert all(page.all("title")[0].text.startswith(titles[path]) for path, page in pages.items() if path in titles)
    for page in (pages["finding/" + next(p for p in titles if "c1f5cf" in p)[8:]], pages["force/wiltshire.html"]):
        marks = [e.text for e in page.all("span") if e.attributes.get("class") == "mark weakness"]
        assert "read as a weakness (64% sure)" in marks


def test_what_a_person_confirmed_is_stated_whatever_the_confidence_was(tiny, tmp_path, html):
    coded = {"polarity_confidence": 0.61, "kind_method": "rule", "kind_confidence": 0.99, "confidence": 0.61}
    said = {"wording": "summary", "kind": "finding", "polarity": "strength", "text": "Calls are answered.", **coded}
    links = (
        Link("ABOUT", "Force", "avon"), Link("FOUND_IN", "Inspection", "peel-2016"),
        Link("CONCERNS", "Practice", "calls", {"method": "rule", "confidence": 0.95}),
    )  # fmt: skip
    graph = tiny(
        Record("Finding", method, {**said, "polarity_method": method}, links) for method in ("model", "correction")
    )
    publish(graph, tmp_path / "site")
    titles = {
        path.stem: html(path.read_text()).all("h1")[0].text for path in (tmp_path / "site/finding").glob("[mc]*.html")
    }
    assert titles == {
        "model": "Avon, call handling: read as praise (61% sure), PEEL 2016 inspection",
        "correction": "Avon was praised in PEEL 2016 inspection: call handling",
    }
