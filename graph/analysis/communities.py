"""Groups of forces with alike profiles, and whether shuffled data falls apart into groups just as clearly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from peelgraph.graph.analysis.chance import Floats, Shuffling, one_thread
from peelgraph.graph.analysis.coded import Counted, Counting, coded_findings, of_like_density
from peelgraph.graph.analysis.profiles import Profiles
from peelgraph.graph.store import Graph, Result

if TYPE_CHECKING:
    import networkx as nx

SHUFFLES = 99
"""How many shuffles are cut into groups to compare with."""
COLUMNS = ("group", "forces_count", "forces", "practices")
COMMON = 5
"""How many practices are named that set a group apart."""


@dataclass(frozen=True, slots=True)
class Communities:
    """Groups of forces.

    Args:
        result: One row for each group, the largest first.
        modularity: How clearly the data falls into them.
        usual: The mean modularity of shuffled data.
        p: The share of the shuffles, the real data among them, that fall apart at least as clearly.
        counted: Which findings were counted, and which not.
        test: How the test was made.
    """

    result: Result
    modularity: float
    usual: float
    p: float
    counted: Counted
    test: Shuffling

    @property
    def beyond_chance(self) -> bool:
        """True where the groups are clearer than in shuffled data."""
        return self.p <= self.test.level


def projection(profiles: Profiles) -> nx.Graph[str]:
    """Return the forces as a graph: each pair that shares anything joined by the cosine of their profiles.

    It is the projection of the bipartite graph of forces and what was found of them onto the forces.
    """
    return _graph(profiles, profiles.alike(profiles.places).score)


def communities(
    graph: Graph,
    *,
    counting: Counting | None = None,
    test: Shuffling | None = None,
    shuffles: int = SHUFFLES,
    **embargo: Any,
) -> Communities:
    """Return groups of forces with alike profiles, by Louvain's method with a fixed seed.

    Args:
        graph: The graph.
        counting: Which findings are counted together, see ``of_like_density``.
        test: Its seed and level are used.
        shuffles: How many shuffles to compare with.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.
    """
    made = test or Shuffling()
    counted = of_like_density(coded_findings(graph, **embargo), counting)
    profiles = Profiles(counted.findings)
    dealer = profiles.dealer(made.seed)
    with one_thread():
        groups, modularity = _cut(projection(profiles), made.seed)
        drawn = [_cut(_graph(profiles, profiles.alike(dealer.deal()).score), made.seed)[1] for _ in range(shuffles)]
    p = (1 + sum(value >= modularity - 1e-9 for value in drawn)) / (1 + shuffles)
    usual = sum(drawn) / len(drawn) if drawn else 0.0
    return Communities(_result(profiles, groups), round(modularity, 4), round(usual, 4), round(p, 4), counted, made)


def _graph(profiles: Profiles, score: Floats) -> nx.Graph[str]:
    import networkx as nx  # noqa: PLC0415 - costs 100 ms

    joined: nx.Graph[str] = nx.Graph()
    joined.add_nodes_from(profiles.forces)
    first, second = profiles.pairs()
    joined.add_weighted_edges_from(
        (profiles.forces[a], profiles.forces[b], float(score[a, b]))
        for a, b in zip(first, second, strict=True)
        if score[a, b] > 0
    )
    return joined


def _cut(joined: nx.Graph[str], seed: int) -> tuple[list[list[str]], float]:
    import networkx as nx  # noqa: PLC0415 - costs 100 ms

    if not joined.number_of_edges():
        return [[force] for force in joined], 0.0
    found = nx.community.louvain_communities(joined, weight="weight", seed=seed)
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    return groups, float(nx.community.modularity(joined, [set(group) for group in groups], weight="weight"))


def _result(profiles: Profiles, groups: list[list[str]]) -> Result:
    table = profiles.table(profiles.places)
    overall = table.mean(axis=0) if len(table) else table.sum(axis=0)
    rows: list[list[Any]] = []
    for number, group in enumerate(groups, 1):
        share = table[[profiles.forces.index(force) for force in group]].mean(axis=0)
        apart = np.argsort(-(share - overall), kind="stable")[:COMMON]
        practices = [
            {
                "polarity": profiles.items[i][0],
                "practice": profiles.items[i][1],
                "forces_count": round(float(share[i]) * len(group)),
            }
            for i in apart
            if share[i] > overall[i]
        ]
        rows.append([number, len(group), group, practices])
    return Result(COLUMNS, rows)
