"""An answer as a network: which columns name nodes, and what links them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peelgraph.ontology.errors import PeelgraphError

if TYPE_CHECKING:
    import networkx as nx
    from peelgraph.graph.answer import Answer


@dataclass(frozen=True, slots=True)
class Ties:
    """Links that each row of an answer states.

    Args:
        source: The column that names where they leave, one or several.
        source_label: The label of the nodes there, or the column that says it.
        target: The column that names where they lead.
        target_label: The label of the nodes there, or the column that says it.
        type: What a link is called.
        told: Columns whose values stand on the link.
        marks: Columns that list some of the sources: true or false on the link.
    """

    source: str
    source_label: str
    target: str
    target_label: str
    type: str
    told: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


NETWORKS: Mapping[str, tuple[Ties, ...]] = {
    "shared-weaknesses": (Ties("forces", "Force", "practice", "Practice", "found_weak", marks=("since_praised",)),),
    "good-practice": (
        Ties("strength_forces", "Force", "practice", "Practice", "praised", marks=("since_criticised",)),
        Ties("initiative_forces", "Force", "practice", "Practice", "runs_initiative"),
    ),
    "repeated": (Ties("force", "Force", "practice", "Practice", "found_weak_again", told=("inspections", "basis")),),
    "coverage": (Ties("force", "Force", "inspections", "Inspection", "read"),),
    "findings": (
        Ties("finding", "Finding", "force", "Force", "ABOUT"),
        Ties("finding", "Finding", "practices", "Practice", "CONCERNS"),
        Ties("finding", "Finding", "risks", "Risk", "EXPOSES"),
        Ties("finding", "Finding", "inspection", "Inspection", "FOUND_IN"),
        Ties("finding", "Finding", "question", "Question", "ADDRESSES"),
    ),
    "initiatives": (
        Ties("initiative", "Initiative", "force", "Force", "RUN_BY"),
        Ties("initiative", "Initiative", "practice", "Practice", "APPLIES"),
    ),
    "recommendations": (
        Ties("recommendation", "Recommendation", "practices", "Practice", "CONCERNS", told=("state",)),
        Ties("recommendation", "Recommendation", "inspection", "Inspection", "MADE_IN"),
    ),
    "grades": (Ties("force", "Force", "question", "Question", "graded", told=("inspection", "value", "period")),),
    "learn-from": (Ties("force", "Force", "practice", "Practice", "may_teach", told=("score", "kind", "apart")),),
    "similar": (Ties("of", "Force", "force", "Force", "beside", told=("score", "shared", "verdict", "p")),),
    "communities": (Ties("forces", "Force", "group", "Group", "belongs_to"),),
    "together": (
        Ties("first", "first_kind", "second", "second_kind", "together", told=("forces_count", "lift", "p", "verdict")),
    ),
    "documents": (
        Ties("name", "Document", "force", "Force", "SENT_TO"),
        Ties("name", "Document", "inspection", "Inspection", "REPORTS"),
    ),
}
"""The links of each question's rows. Names in capitals are the graph's own relationships."""

_OWN = {
    "Finding": ("finding", ("polarity", "kind", "period", "text", "wording", "source_kind", "source_url")),
    "Initiative": ("initiative", ("title", "year", "evidence_stage", "source_kind", "source_url")),
    "Recommendation": ("recommendation", ("summary", "due", "state", "source_kind", "source_url")),
    "Document": ("name", ("title", "kind", "published")),
}
"""For a label whose rows are its nodes: the column with the id, and the columns that stand on the node."""


def network(answer: Answer) -> nx.Graph[str]:
    """Return the network that an answer's rows state.

    Links between the same two nodes are one link, except for grades, of which two forces' question has one for each
    inspection; links that are the graph's own relationships have a direction.

    Raises:
        PeelgraphError: The rows name nothing that hangs together.
    """
    import networkx as nx  # noqa: PLC0415

    if answer.name not in NETWORKS:
        raise PeelgraphError(f"the rows of {answer.name} are no network; these are: {', '.join(sorted(NETWORKS))}")
    ties = NETWORKS[answer.name]
    needed = dict.fromkeys(column for tie in ties for column in (tie.source, tie.target, *tie.told, *tie.marks))
    if lacking := [column for column in needed if column not in answer.columns]:
        raise PeelgraphError(f"the network of {answer.name} needs the column {', '.join(lacking)}, which was left out")
    if answer.name == "grades":
        net: nx.Graph[str] = nx.MultiGraph()
    else:
        net = nx.DiGraph() if any(tie.type.isupper() for tie in ties) else nx.Graph()
    net.graph.update(title=answer.title, about=answer.about)
    for row in answer:
        for tie in ties:
            for source in _several(row[tie.source]):
                for target in _several(row[tie.target]):
                    ends = [_node(net, tie.source_label, source, row), _node(net, tie.target_label, target, row)]
                    said = {column: row[column] for column in tie.told}
                    said |= {column: source in row[column] for column in tie.marks}
                    # What two nodes have to do with each other is told by name, so that several ties are one link.
                    said |= {"type": tie.type} if tie.type.isupper() else {tie.type: True}
                    net.add_edge(*ends, **said)
    return net


def _node(net: nx.Graph[str], said: str, id_: str, row: Mapping[str, Any]) -> str:
    label = str(row[said]).capitalize() if said in row else said
    key = f"{label}:{id_}"
    if key not in net:
        column, told = _OWN.get(label, ("", ()))
        known = {name: row[name] for name in told if name in row} if column and row.get(column) == id_ else {}
        net.add_node(key, **{"class": label, "id": id_}, **{k: v for k, v in known.items() if v is not None})
    return key


def _several(value: Any) -> list[str]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
