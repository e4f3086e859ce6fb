"""One graph for both engines: the shipped tables, and a letter and findings with awkward values."""

import csv
import datetime as dt
import hashlib
from pathlib import Path

DATA = Path(__file__).parents[3] / "data"


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def short(*parts):
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]


def day(text):
    return dt.date.fromisoformat(text) if len(text) == 10 else None


def several(text):
    return [part.strip() for part in text.split(";") if part.strip()] or None


class Sample:
    """Nodes by label and id, and relationships between them."""

    def __init__(self):
        self.nodes = {}
        self.relationships = []

    def node(self, label, key, /, **properties):
        stored = {name: value for name, value in properties.items() if value not in (None, "")}
        self.nodes.setdefault((label, key), {}).update({"id": key, "sources": ["peelgraph"], **stored})
        return (label, key)

    def link(self, kind, source, target, /, **properties):
        stored = {name: value for name, value in properties.items() if value is not None}
        self.relationships.append((kind, source, target, stored))


def build():
    sample = Sample()
    questions = set()
    for row in rows("forces"):
        force = sample.node(
            "Force",
            row["slug"],
            slug=row["slug"],
            name=row["name"],
            ons_code=row["ons_code"],
            nation=row["nation"],
            alternative_names=several(row["alternative_names"]),
        )
        region = row["region"].lower().replace(" ", "-")
        sample.link("IN_REGION", force, sample.node("Region", region, slug=region, name=row["region"]))
    for row in rows("vocabulary"):
        label = row["scheme"].capitalize()
        term = sample.node(
            label,
            row["slug"],
            slug=row["slug"],
            name=row["label"],
            definition=row["definition"],
            alternative_names=several(row["alternative_labels"]),
        )
        if row["broader"]:
            sample.link("BROADER", term, (label, row["broader"]))
    for row in rows("inspections"):
        sample.node(
            "Inspection",
            row["slug"],
            slug=row["slug"],
            sequence=int(row["sequence"]),
            title=row["title"],
            formerly=row["formerly"],
            published=day(row["published"]),
            published_period=row["published"],
            note=row["note"],
            fieldwork_start=row["fieldwork_start"],
            fieldwork_end=row["fieldwork_end"],
        )
    for row in rows("inspections"):
        if row["followed_up_by"]:
            sample.link("FOLLOWED_UP_BY", ("Inspection", row["slug"]), ("Inspection", row["followed_up_by"]))
    for row in rows("findings"):
        inspection = ("Inspection", f"peel-{row['cycle']}")
        key = f"{row['force']}-{row['cycle']}-{short(row['statement'])}"
        finding = sample.node(
            "Finding",
            key,
            text=row["statement"],
            wording="summary",
            kind="finding",
            polarity=row["polarity"],
            status=row["status"],
            published=day(row["published"]),
            published_period=row["published"],
            peer_context=row["peer_context"],
            source_kind=row["source_kind"],
            source_url=row["source_url"],
            polarity_method="hand",
            kind_method="hand",
        )
        sample.link("ABOUT", finding, ("Force", row["force"]))
        sample.link("FOUND_IN", finding, inspection)
        if row["practice"]:
            sample.link("CONCERNS", finding, ("Practice", row["practice"]), method="hand")
        if row["risk"]:
            sample.link("EXPOSES", finding, ("Risk", row["risk"]), method="hand")
        if row["pillar"]:
            question = sample.node(
                "Question", row["pillar"], slug=row["pillar"], name=row["pillar"].replace("-", " ").capitalize()
            )
            sample.link("ADDRESSES", finding, question)
    for row in rows("grades"):
        inspection = ("Inspection", f"peel-{row['cycle']}")
        question = sample.node(
            "Question", row["pillar"], slug=row["pillar"], name=row["pillar"].replace("-", " ").capitalize()
        )
        key = f"{row['force']}-{row['cycle']}-{row['pillar']}"
        grade = sample.node(
            "Grade",
            key,
            value=row["grade"],
            published=day(row["published"]),
            published_period=row["published"],
            source_kind=row["source_kind"],
            source_url=row["source_url"],
        )
        sample.link("OF", grade, ("Force", row["force"]))
        sample.link("ANSWERS", grade, question)
        sample.link("GIVEN_IN", grade, inspection)
        if (question, inspection) not in questions:
            questions.add((question, inspection))
            sample.link("ASKED_IN", question, inspection)
    for row in rows("good_practice"):
        initiative = sample.node(
            "Initiative",
            row["id"],
            title=row["title"],
            evidence_stage=row["evidence_stage"],
            year=int(row["year"]) if row["year"] else None,
            partners=several(row["partners"]),
            summary=row["summary"],
            source_kind=row["source_kind"],
            source_url=row["source_url"],
        )
        if row["force"] and ("Force", row["force"]) in sample.nodes:
            sample.link("RUN_BY", initiative, ("Force", row["force"]))
        if row["practice"]:
            sample.link("APPLIES", initiative, ("Practice", row["practice"]))
    for row in rows("recommendations"):
        recommendation = sample.node(
            "Recommendation",
            row["id"],
            summary=row["summary"],
            published=day(row["published"]),
            published_period=row["published"],
            due=row["due"],
            status=row["status"],
            status_date=row["status_date"],
            addressed_to=row["addressed_to"],
            superseded_by=row["superseded_by"],
            source_kind=row["source_kind"],
            source_url=row["source_url"],
        )
        if ("Inspection", row["inspection"]) in sample.nodes:
            sample.link("MADE_IN", recommendation, ("Inspection", row["inspection"]))
        if ("Force", row["addressed_to"]) in sample.nodes:
            sample.link("ADDRESSED_TO", recommendation, ("Force", row["addressed_to"]))
        if row["practice"]:
            sample.link("CONCERNS", recommendation, ("Practice", row["practice"]), method="hand", confidence=1.0)
    letter(sample)
    return sample


def letter(sample):
    document = sample.node(
        "Document",
        "letter-core-business-2014-essex-2014-09-03",
        title="Letter to Essex — 'core business'",
        kind="letter",
        published=dt.date(2014, 9, 3),
        embargoed_until=dt.datetime(2014, 9, 4, 0, 1),
        author="Her Majesty's Inspector",
        filename="essex.docx",
        sha256="ab" * 32,
    )
    other = sample.node(
        "Document",
        "report-national-2015",
        title="National report",
        kind="report",
        published=dt.date(2015, 12, 31),
        embargoed_until=dt.datetime(2016, 1, 1, 9, 30, 15, 250000),
    )
    sample.link("REPORTS", document, ("Inspection", "core-business-2014"))
    sample.link("SENT_TO", document, ("Force", "essex"))
    texts = [
        'The force doesn\'t evaluate what works; it says "we will".',
        "Ünïcode — naïve café, 10% \\ backslash 😀 end.",
        "SET n.x = 1; LOAD CSV FROM 'x' // not a comment",
        "",
    ]
    for number, text in enumerate(texts):
        passage = sample.node(
            "Passage",
            f"p{number}",
            number=number,
            section="Findings" if number % 2 else None,
            text=text or " ",
            page=number + 1 if number else None,
        )
        sample.link("PART_OF", passage, document if number else other)
        finding = sample.node(
            "Finding",
            f"quoted-{number}",
            text=(text or " ")[:20],
            wording="quoted",
            kind=["finding", "recommendation", "action-taken", "action-planned"][number],
            polarity=["weakness", "strength", "neutral", "weakness"][number],
            status="cause-of-concern",
            published=dt.date(2014, 9, 3),
            polarity_method="rule",
            polarity_confidence=0.25 * number + 0.1,
            polarity_cue="doesn't" if number == 0 else None,
            kind_method="model",
            kind_confidence=1.0,
            confidence=min(0.25 * number + 0.1, 1.0),
        )
        sample.link("STATED_IN", finding, passage, start=0, end=min(20, len(text or " ")))
        sample.link("ABOUT", finding, ("Force", "essex"))
        sample.link("FOUND_IN", finding, ("Inspection", "core-business-2014"))
        sample.link(
            "CONCERNS",
            finding,
            ("Practice", "evaluation-and-learning"),
            method="rule",
            confidence=0.5 + number / 10,
            cue="evaluate",
        )
    correction = sample.node(
        "Correction",
        "c1",
        field="polarity",
        old=["weakness"],
        new=["strength"],
        reviewer="r1",
        made_at=dt.datetime(2024, 1, 2, 3, 4, 5),
        state="active",
    )
    sample.link("CORRECTS", correction, ("Finding", "quoted-0"))


def into_kglite(sample, model):
    """Return a KGLite graph that holds the sample as the store writes it."""
    import kglite

    kglite.set_query_warning_policy("silent")
    graph = kglite.KnowledgeGraph()
    fixed = {"disable_optimizer": True}
    for label in dict.fromkeys(label for label, _ in sample.nodes):
        named = {"name", "title"} & set(model.node_types[label].properties)
        found = [props for (each, _), props in sample.nodes.items() if each == label]
        graph.cypher(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE", **fixed)
        create = f"UNWIND $rows AS row CREATE (n:{label} {{id: row.id{'' if named else ', title: null'}}}) SET n += row"
        graph.cypher(create, params={"rows": found}, **fixed)
    for kind, start, end, found in grouped(sample):
        query = (
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row.a}}), (b:{end} {{id: row.b}}) "
            f"CREATE (a)-[r:{kind}]->(b) SET r += row.p"
        )
        graph.cypher(query, params={"rows": found}, **fixed)
    return graph


def into_neo4j(sample, driver):
    """Fill an empty Neo4j with the sample."""
    with driver.session() as session:
        for label in dict.fromkeys(label for label, _ in sample.nodes):
            found = [props for (each, _), props in sample.nodes.items() if each == label]
            session.run(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE").consume()
            session.run(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", rows=found).consume()
        for kind, start, end, found in grouped(sample):
            query = (
                f"UNWIND $rows AS row MATCH (a:{start} {{id: row.a}}), (b:{end} {{id: row.b}}) "
                f"CREATE (a)-[r:{kind}]->(b) SET r = row.p"
            )
            session.run(query, rows=found).consume()


def grouped(sample):
    found = {}
    for kind, (start, a), (end, b), properties in sample.relationships:
        found.setdefault((kind, start, end), []).append({"a": a, "b": b, "p": properties})
    for (kind, start, end), each in found.items():
        yield kind, start, end, each
