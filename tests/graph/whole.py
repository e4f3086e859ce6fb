"""All of a graph as plain rows, read without any of the code that copies and exports; and a graph of awkward values."""

import datetime as dt

from peelgraph.graph import open_graph
from peelgraph.ontology.model import load_model
from peelgraph.ontology.records import Link, Record

EMBARGO = dt.datetime(2026, 11, 23, 0, 1)
HELD_BACK = "Nobody may read this sentence yet."


def everything(uri):
    """Return every node and relationship of the graph at an address, property by property, in order."""
    model = load_model()
    rows = []
    with open_graph(uri) as graph:
        for label, node in model.node_types.items():
            given = ", ".join(f"n.`{name}` AS `{name}`" for name in node.properties)
            rows += [(label, shown(row)) for row in graph.run(f"MATCH (n:{label}) RETURN {given}")]
            for type_, end in node.relationships.items():
                given = "".join(f", r.`{name}` AS `p_{name}`" for name in end.properties)
                found = graph.run(f"MATCH (n:{label})-[r:{type_}]->(m:{end.target}) RETURN n.id AS a, m.id AS b{given}")
                rows += [(f"{label} {type_} {end.target}", shown(row)) for row in found]
    return sorted(rows)


def shown(row):
    """Return a row so that values of different kinds differ, whole numbers and fractions excepted."""
    return repr({k: float(v) if isinstance(v, int | float) else v for k, v in sorted(row.items()) if v is not None})


def force(slug, **more):
    return Record("Force", slug, {"slug": slug, "name": slug.title()} | more)


def finding(id_, *links, force="essex", **more):
    said = {"text": "Calls wait.", "wording": "summary", "kind": "finding", "polarity": "weakness"} | more
    return Record("Finding", id_, said, (Link("ABOUT", "Force", force), *links))


def letter(id_, *links, until=EMBARGO, text=HELD_BACK):
    """Yield a letter under embargo with one finding, and what it alone states."""
    held = {"embargoed_until": until}
    yield Record("Inspection", f"{id_}-seen", {"slug": f"{id_}-seen", "title": f"{id_} seen"})
    yield Record("Inspection", "known", {"slug": "known", "title": "Known"}, links)
    to = Link("SENT_TO", "Force", "essex"), Link("REPORTS", "Inspection", "known")
    yield Record("Document", id_, {"title": text, "kind": "letter", **held}, to)
    part_of = (Link("PART_OF", "Document", id_),)
    yield Record("Passage", f"{id_}-p", {"number": 1, "text": f"{text} So be it.", **held}, part_of)
    span = Link("STATED_IN", "Passage", f"{id_}-p", {"start": 0, "end": len(text)})
    yield finding(f"{id_}-x", span, Link("FOUND_IN", "Inspection", "known"), text=text, **held)


TEXTS = {
    "empty": "",
    "white": "  \t ",
    "quotes": "she said \"no\", 'never' and ``perhaps``",
    "lines": "one\ntwo\r\nthree\rfour\n\n",
    "last-line": "ends\n",
    "csv": 'a,b;c|d\t"",""\n"',
    "slashes": '\\ \\n \\" C:\\new \\u0041 $x {y}',
    "emoji": "👮🏽‍♀️ naïve café ﬁ \u2028\u2029\ufeff İ ß \U0010ffff",
    "controls": "\x01\x02\x0b\x0c\x1c\x1f\x7f\x85",
    "formula": "=1+1",
    "null": "null",
    "number": "007",
    "date": "2014-11-27",
    "long": "ä long text; " * 4000,
}


def awkward_records():
    """Yield records with what engines and files like to get wrong."""
    yield force("essex", alternative_names=[])
    yield force("kent", alternative_names=[""])
    yield force("null", alternative_names=["", ""])
    yield force("true", alternative_names=["a\x1fb", "c"])
    yield force("ünï-👮", alternative_names=["semi;colon", "com,ma", 'quo"te', "new\nline", " space "])
    yield force("zzz\uffff", alternative_names=["one"])
    yield force("zzz\U0001f600")
    yield Record("Region", "essex", {"slug": "essex", "name": "Essex"})
    yield Record(
        "Inspection", "known", {"slug": "known", "title": "Known"}, (Link("FOLLOWED_UP_BY", "Inspection", "later"),)
    )
    yield Record("Inspection", "later", {"slug": "later", "title": "Later", "sequence": 2**40})
    for slug, broader in (("a", "b"), ("b", "c"), ("c", None)):
        links = (Link("BROADER", "Practice", broader),) if broader else ()
        yield Record("Practice", slug, {"slug": slug, "name": slug, "definition": TEXTS["lines"]}, links)
    for number, (id_, text) in enumerate(TEXTS.items()):
        coding = {"method": "rule", "confidence": (number + 1) / 17, "cue": text}
        yield finding(
            id_,
            Link("CONCERNS", "Practice", "a", coding),
            Link("CONCERNS", "Practice", "b"),
            text=text,
            published=dt.date(1582 + 400 * (number % 3), 1, 1 + number),
            confidence=[0.1, 1 / 3, 1.0, 0.0, 5e-324, 0.30000000000000004][number % 6],
        )
    yield finding(TEXTS["quotes"], force="ünï-👮", published=dt.date(9999, 12, 31))


def fill_awkwardly(uri):
    """Make a graph of awkward values, of sources that disagree, and of a letter under embargo."""
    with open_graph(uri, write=True) as graph:
        states(graph, "awkward", *awkward_records())
        states(
            graph, 'other "source" 👮', force("essex", name="Essex!", nation="England"), finding("empty", text="full")
        )
        until = EMBARGO.replace(second=59, microsecond=123456)
        states(
            graph, "letter-1", *letter("letter-1", Link("FOLLOWED_UP_BY", "Inspection", "letter-1-seen"), until=until)
        )


def states(graph, source, *records):
    with graph.stating(source) as writer:
        writer.write(records)
