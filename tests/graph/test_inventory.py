"""What is in a graph, counted, against the tables."""

from __future__ import annotations

from peelgraph.graph.inventory import inventory
from peelgraph.ontology.model import load_model


def test_the_shipped_graph_holds_a_node_for_every_row_and_a_relationship_for_every_reference(shipped, tables):
    def filled(name, column):
        return sum(bool(row[column]) for row in tables[name])

    forces = {row["slug"] for row in tables["forces"]}
    answer = inventory(shipped)
    questions = answer["labels"].pop("Question")
    assert questions >= len({row["pillar"] for row in tables["grades"]})
    assert answer["labels"] == {
        "Force": len(tables["forces"]),
        "Region": len({row["region"] for row in tables["forces"]}),
        "Practice": sum(row["scheme"] == "practice" for row in tables["vocabulary"]),
        "Risk": sum(row["scheme"] == "risk" for row in tables["vocabulary"]),
        "Inspection": len(tables["inspections"]),
        "Finding": len(tables["findings"]),
        "Grade": len(tables["grades"]),
        "Initiative": len(tables["good_practice"]),
        "Recommendation": len(tables["recommendations"]),
    }
    assert answer["relationships"].pop("ASKED_IN") >= questions
    assert answer["relationships"] == {
        "IN_REGION": len(tables["forces"]),
        "BROADER": filled("vocabulary", "broader"),
        "FOLLOWED_UP_BY": filled("inspections", "followed_up_by"),
        "ABOUT": len(tables["findings"]),
        "FOUND_IN": filled("findings", "cycle"),
        "ADDRESSES": filled("findings", "pillar"),
        "CONCERNS": filled("findings", "practice") + filled("recommendations", "practice"),
        "EXPOSES": filled("findings", "risk"),
        "OF": len(tables["grades"]),
        "ANSWERS": len(tables["grades"]),
        "GIVEN_IN": len(tables["grades"]),
        "RUN_BY": len(tables["good_practice"]),
        "APPLIES": filled("good_practice", "practice"),
        "MADE_IN": filled("recommendations", "inspection"),
        "ADDRESSED_TO": sum(row["addressed_to"] in forces for row in tables["recommendations"]),
    }
    assert (answer["graph"], answer["model_version"]) == (shipped.uri, load_model().version)


def test_an_empty_graph_holds_nothing(graph):
    answer = inventory(graph)
    assert (answer["labels"], answer["relationships"]) == ({}, {})
