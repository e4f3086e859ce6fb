"""The same query on both engines, and the answers in one comparable form."""

import datetime as dt
import json
import math
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "cases"
DIRECTIVES = ("ties", "lists", "near", "params")


@dataclass(frozen=True)
class Case:
    """One query of a file of cases."""

    query: str
    directives: frozenset
    parameters: dict

    @property
    def ordered(self):
        return "ORDER BY" in self.query.upper() and "ties" not in self.directives


def cases(name):
    """Return the cases of a file: queries between blank lines, each after its directives."""
    found = []
    for block in (CASES / f"{name}.cypher").read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip("\n").split("\n")
        heads = [line for line in lines if line.startswith("// ")]
        query = "\n".join(line for line in lines if not line.startswith("// ")).strip()
        if not query:
            continue
        words = frozenset(line[3:].split(maxsplit=1)[0] for line in heads)
        parameters = next((json.loads(line[10:]) for line in heads if line.startswith("// params ")), {})
        found.append(Case(query, words & set(DIRECTIVES), parameters))
    return found


def comparable(case, columns, rows):
    """Return columns and rows with types that tell 1 from 1.0, in an order that does not depend on the engine."""
    plain = [[typed(value, case.directives) for value in row] for row in rows]
    if not case.ordered:
        plain.sort(key=repr)
    return list(columns), plain


def typed(value, directives=frozenset()):
    if isinstance(value, float):
        if math.isnan(value):
            return ("float", "NaN")
        return ("float", float(f"{value:.12g}") if "near" in directives else float(f"{value:.15g}"))
    if isinstance(value, list):
        items = [typed(item, directives) for item in value]
        return ("list", sorted(items, key=repr) if "lists" in directives else items)
    if isinstance(value, dict):
        return ("map", {key: typed(item, directives) for key, item in sorted(value.items())})
    if isinstance(value, dt.datetime):
        zone = value.tzinfo and (getattr(value.tzinfo, "key", None) or getattr(value.tzinfo, "zone", None))
        return ("datetime", value.replace(tzinfo=None), str(value.utcoffset()), None if zone == "UTC" else zone)
    return (type(value).__name__, value)


def ours(value):
    """Return a value of ours with entities as tuples."""
    from peelgraph.graph.cypher.durations import Duration
    from peelgraph.graph.cypher.values import Node, Path, Relationship

    match value:
        case Node():
            return ["node", list(value.labels), dict(value.properties)]
        case Relationship():
            return ["relationship", value.type, dict(value.properties)]
        case Path():
            return ["path", [ours(n) for n in value.nodes], [ours(r) for r in value.relationships]]
        case Duration():
            return ["duration", value.months, value.days, value.seconds * 10**9 + value.nanoseconds]
        case list():
            return [ours(item) for item in value]
        case dict():
            return {key: ours(item) for key, item in value.items()}
    return value


def theirs(value):
    """Return a value of the driver likewise."""
    import neo4j.graph
    import neo4j.time

    match value:
        case neo4j.graph.Node():
            return ["node", sorted(value.labels), theirs(dict(value))]
        case neo4j.graph.Relationship():
            return ["relationship", value.type, theirs(dict(value))]
        case neo4j.graph.Path():
            return ["path", [theirs(n) for n in value.nodes], [theirs(r) for r in value.relationships]]
        case neo4j.time.Duration():
            return ["duration", value.months, value.days, value.seconds * 10**9 + value.nanoseconds]
        case neo4j.time.Date() | neo4j.time.DateTime() | neo4j.time.Time():
            return value.to_native()
        case list():
            return [theirs(item) for item in value]
        case dict():
            return {key: theirs(item) for key, item in value.items()}
    return value


def ask_neo4j(driver, case):
    import neo4j

    with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
        result = session.run(case.query, case.parameters)
        columns = result.keys()
        return comparable(case, columns, [[theirs(value) for value in record.values()] for record in result])


def ask_ours(graph, model, case):
    from peelgraph.graph.cypher.prepare import prepare
    from peelgraph.graph.cypher.run import answer
    from peelgraph.graph.cypher.wire import public

    prepared = prepare(case.query, case.parameters, model)
    return comparable(
        case, prepared.columns, [[ours(public(value)) for value in row] for row in answer(prepared, graph)]
    )
