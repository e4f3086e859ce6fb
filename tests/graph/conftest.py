"""One graph for each engine, the shipped graph, and the shipped tables as plain facts to calculate from."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from peelgraph.graph import open_graph
from peelgraph.graph.store import Graph
from peelgraph.loaders.load import load, load_shipped
from peelgraph.ontology.records import Link, Record

DATA = Path(__file__).parents[2] / "data"
Tables = Mapping[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Claim:
    """A finding as design.md has it: one claim on one force, coded, with a place in time."""

    id: str
    force: str
    inspection: str
    polarity: str
    practices: tuple[str, ...]
    risks: tuple[str, ...] = ()
    published: str = ""  # the day or period that the source gives, if any
    status: str = "not-stated"
    source_kind: str = "inspectorate-page"
    peer_context: str = ""
    question: str = ""
    text: str = "Calls wait."
    source_url: str = ""
    embargoed_until: dt.datetime | None = None

    def record(self) -> Record:
        """Return the claim as a record of the graph."""
        properties = {
            "text": self.text,
            "wording": "summary",
            "kind": "finding",
            "polarity": self.polarity,
            "status": self.status,
            "source_kind": self.source_kind,
        }
        if self.published:
            properties["published_period"] = self.published
        if len(self.published) == 10:
            properties["published"] = dt.date.fromisoformat(self.published)
        if self.peer_context:
            properties["peer_context"] = self.peer_context
        if self.embargoed_until:
            properties["embargoed_until"] = self.embargoed_until
        links = [Link("ABOUT", "Force", self.force), Link("FOUND_IN", "Inspection", self.inspection)]
        links += [Link("CONCERNS", "Practice", practice, {"method": "hand"}) for practice in self.practices]
        links += [Link("EXPOSES", "Risk", risk, {"method": "hand"}) for risk in self.risks]
        return Record("Finding", self.id, properties, tuple(links))


@dataclass(frozen=True)
class Facts:
    """What the tables say, and the few notions of design.md that every answer rests on."""

    claims: list[Claim]
    regions: dict[str, str]  # force -> slug of its region
    inspections: dict[str, tuple[int, str]]  # slug -> sequence, published
    practices: dict[str, tuple[str, str]]  # slug -> name, broader
    risks: dict[str, tuple[str, str]]
    tables: Tables = field(default_factory=dict)

    def sequence(self, inspection: str) -> int:
        return self.inspections[inspection][0]

    def place(self, claim: Claim) -> int:
        """Return where a claim stands in time among the others: its inspection's sequence."""
        return self.sequence(claim.inspection)

    def period(self, claim: Claim) -> str:
        """Return when a claim was published: its own date, else its inspection's."""
        return claim.published or self.inspections[claim.inspection][1]

    def since(self, claim: Claim, since: str | None) -> bool:
        """Return whether a claim was published then or later; a period counts as its first day."""
        if since is None:
            return True
        period = self.period(claim)
        return bool(period) and first_day(period) >= first_day(since)

    def under(self, scheme: dict[str, tuple[str, str]], slug: str | None, group: str | None) -> bool:
        """Return whether a term is a group's, at whatever depth, or the group itself."""
        while slug:
            if slug == group:
                return True
            slug = scheme[slug][1]
        return group is None


def first_day(period: str) -> dt.date:
    year, month, day = (*map(int, period.split("-")), 1, 1)[:3]
    return dt.date(year, month, day)


def slug_of(text: str) -> str:
    return "-".join(text.lower().split())


def inspection_of(cycle: str) -> str:
    return f"peel-{cycle}" if cycle[:1].isdigit() else cycle


def finding_id(row: Mapping[str, str]) -> str:
    normal = " ".join(unicodedata.normalize("NFKC", row["statement"]).split())
    return f"{row['force']}-{inspection_of(row['cycle'])}-{hashlib.sha256(normal.encode()).hexdigest()[:12]}"


def claim_of(row: Mapping[str, str]) -> Claim:
    return Claim(
        id=finding_id(row),
        force=row["force"],
        inspection=inspection_of(row["cycle"]),
        polarity=row["polarity"],
        practices=tuple(filter(None, [row["practice"]])),
        risks=tuple(filter(None, [row["risk"]])),
        published=row["published"],
        status=row["status"],
        source_kind=row["source_kind"],
        peer_context=row["peer_context"],
        question=row["pillar"],
        text=row["statement"],
        source_url=row["source_url"],
    )


def read_tables() -> Tables:
    tables = {}
    for path in DATA.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The shipped tables: name to rows, as the csv module reads them."""
    return read_tables()


@pytest.fixture(scope="session")
def facts(tables: Tables) -> Facts:
    """The shipped tables as facts, read without any code of the packages."""
    terms = {
        scheme: {r["slug"]: (r["label"], r["broader"]) for r in tables["vocabulary"] if r["scheme"] == scheme}
        for scheme in ("practice", "risk")
    }
    return Facts(
        claims=[claim_of(row) for row in tables["findings"]],
        regions={row["slug"]: slug_of(row["region"]) for row in tables["forces"]},
        inspections={row["slug"]: (int(row["sequence"]), row["published"]) for row in tables["inspections"]},
        practices=terms["practice"],
        risks=terms["risk"],
        tables=tables,
    )


@pytest.fixture
def shipped(shipped_uri: str) -> Iterator[Graph]:
    """The shipped graph, open for reading, on each engine."""
    with open_graph(shipped_uri) as graph:
        yield graph


@pytest.fixture
def small(graph: Graph) -> Callable[[Iterable[Claim]], Graph]:
    """A graph of a few forces, inspections and practices, with the claims given; another call replaces them."""

    def filled(claims: Iterable[Claim]) -> Graph:
        with graph.stating("small") as writer:
            writer.write([*small_world(), *(claim.record() for claim in claims)])
            writer.withdraw_unstated(["Finding"])
        return graph

    return filled


SMALL = Facts(
    claims=[],
    regions={"avon": "west", "brent": "west", "crewe": "north", "dover": "north"},
    inspections={
        "peel-2014": (2, "2014-11-27"),
        "peel-2016": (4, "2017-03"),
        "peel-2018-19": (5, "2019"),
        "core-2017": (3, ""),
        "thematic-2023": (9, "2023-08"),
        "peel-2021-22": (7, "2022"),
        "peel-2023-25": (8, "2023"),
    },
    practices={
        "public": ("Responding", ""),
        "calls": ("Call handling", "public"),
        "grading": ("Grading", "public"),
        "triage": ("Triage of calls", "calls"),
        "crime": ("Crime", ""),
    },
    risks={"harm": ("Harm", ""), "missed": ("Missed", "harm"), "waste": ("Waste", "")},
)


@pytest.fixture(scope="session")
def small_facts() -> Facts:
    """The forces, inspections and terms of the ``small`` graph."""
    return SMALL


@pytest.fixture(scope="session")
def claim() -> type[Claim]:
    """How a test states a finding of the ``small`` graph."""
    return Claim


def small_world() -> Iterator[Record]:
    for region in sorted(set(SMALL.regions.values())):
        yield Record("Region", region, {"slug": region, "name": region.title()})
    for force, region in SMALL.regions.items():
        name = f"{force.title()} Police"
        yield Record("Force", force, {"slug": force, "name": name}, (Link("IN_REGION", "Region", region),))
    for slug, (sequence, published) in SMALL.inspections.items():
        said = {"slug": slug, "title": slug, "sequence": sequence}
        yield Record("Inspection", slug, said | ({"published_period": published} if published else {}))
    for label, scheme in (("Practice", SMALL.practices), ("Risk", SMALL.risks)):
        for slug, (name, broader) in scheme.items():
            links = (Link("BROADER", label, broader),) if broader else ()
            yield Record(label, slug, {"slug": slug, "name": name}, links)


def load_lettered_into(uri: str | Path) -> None:
    """Make a graph of the shipped data with the sample letter."""
    with open_graph(uri, write=True) as graph:
        load_shipped(graph, graph)
        report = load([str(DATA / "sample-letter.txt")], graph, graph)
        assert not report.faulty


@pytest.fixture(scope="session")
def lettered_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the shipped data and the sample letter; only for reading."""
    path = tmp_path_factory.mktemp("lettered") / "lettered.kgl"
    load_lettered_into(path)
    return path


@pytest.fixture
def lettered_server_uri(servers: Any) -> str:
    """The address of a server with the shipped data and the sample letter; only for reading."""
    uri: str = servers.holding("lettered", load_lettered_into)
    return uri


@pytest.fixture
def lettered_uri(engine: str, request: pytest.FixtureRequest) -> str:
    """The address of a graph with the shipped data and the sample letter, on each engine; only for reading."""
    if engine == "embedded":
        return str(request.getfixturevalue("lettered_file"))
    uri: str = request.getfixturevalue("lettered_server_uri")
    return uri


@pytest.fixture
def lettered(lettered_uri: str) -> Iterator[Graph]:
    """The shipped graph with the sample letter loaded into it, open for reading, on each engine."""
    with open_graph(lettered_uri) as graph:
        yield graph


@dataclass(frozen=True)
class LetterMaker:
    """Puts a letter under embargo, with one finding of weakness on one practice, into a graph."""

    until: dt.datetime = dt.datetime(2026, 11, 23, 0, 1)

    def add(self, graph: Graph, id_: str, claim: Claim, *, new_inspection: str | None = None) -> None:
        """State the letter as the source named by its id."""
        sentence = f"{claim.text} That is not good enough."
        held = {"embargoed_until": self.until}
        inspection = new_inspection or claim.inspection
        stated = replace(claim, inspection=inspection, embargoed_until=self.until).record()
        span = Link("STATED_IN", "Passage", f"{id_}-p1", {"start": 0, "end": len(claim.text)})
        records = [
            Record(
                "Document",
                id_,
                {"title": f"Letter {id_}", "kind": "letter", "published": dt.date(2026, 11, 20), **held},
                (Link("SENT_TO", "Force", claim.force), Link("REPORTS", "Inspection", inspection)),
            ),
            Record(
                "Passage", f"{id_}-p1", {"number": 1, "text": sentence, **held}, (Link("PART_OF", "Document", id_),)
            ),
            replace(stated, properties={**stated.properties, "wording": "quoted"}, links=(*stated.links, span)),
        ]
        if new_inspection:
            records.insert(0, Record("Inspection", inspection, {"slug": inspection, "title": f"Title of {inspection}"}))
        with graph.stating(id_) as writer:
            writer.write(records)


@pytest.fixture(scope="session")
def letters() -> LetterMaker:
    """How a test adds a letter under embargo."""
    return LetterMaker()


@pytest.fixture(scope="session")
def whole() -> ModuleType:
    """The module ``whole.py``: all of a graph as plain rows, and a graph of awkward values."""
    spec = spec_from_file_location("whole", Path(__file__).with_name("whole.py"))
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def awkward_file(whole: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph file with awkward values and a letter under embargo; only for reading."""
    path = tmp_path_factory.mktemp("awkward") / "awkward.kgl"
    whole.fill_awkwardly(path)
    return path
