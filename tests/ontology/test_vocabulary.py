"""The concept schemes: sound in themselves, the same as the tables, and open to a new practice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from peelgraph.ontology.model import load_model
from peelgraph.ontology.names import fold, slugify
from peelgraph.ontology.vocabulary import Concept, load_vocabulary, vocabulary_csv
from rdflib import SKOS, Namespace, URIRef

PEEL = Namespace("https://w3id.org/peelgraph/ns#")
SCHEMES = ("practice", "risk", "question")


def concepts():
    vocabulary = load_vocabulary()
    return [concept for scheme in SCHEMES for concept in vocabulary.scheme(scheme).values()]


def test_the_table_is_the_turtle_byte_for_byte(root):
    assert vocabulary_csv(load_vocabulary()).encode() == (root / "data" / "vocabulary.csv").read_bytes()


def test_the_typed_vocabulary_says_what_rdflib_reads(turtle):
    def texts(term, predicate):
        return sorted(map(str, turtle.objects(term, predicate)))

    def slugs(term, predicate):
        return sorted(str(o).rsplit("/", 1)[1] for o in turtle.objects(term, predicate))

    for scheme in SCHEMES:
        prefix = f"https://w3id.org/peelgraph/{scheme}/"
        declared = {str(s).removeprefix(prefix) for s in turtle.subjects(SKOS.prefLabel) if str(s).startswith(prefix)}
        assert set(load_vocabulary().scheme(scheme)) == declared
    for concept in concepts():
        term = URIRef(f"https://w3id.org/peelgraph/{concept.scheme}/{concept.slug}")
        assert texts(term, SKOS.prefLabel) == [concept.name]
        assert texts(term, SKOS.definition) == [concept.definition]
        assert texts(term, SKOS.altLabel) == sorted(concept.alternative_names)
        assert texts(term, PEEL.weakLabel) == sorted(concept.weak_names)
        assert slugs(term, SKOS.broader) == ([concept.broader] if concept.broader else [])
        assert slugs(term, PEEL.askedIn) == sorted(concept.asked_in)


def test_slugs_are_unique_in_their_scheme_and_well_formed():
    keys = [(concept.scheme, concept.slug) for concept in concepts()]
    assert len(keys) == len(set(keys))
    assert all(slug == slugify(slug) for _, slug in keys)


def test_every_term_has_a_name_of_its_own_and_a_definition():
    for scheme in SCHEMES:
        names = [c.name for c in concepts() if c.scheme == scheme]
        assert len(names) == len(set(names))
    assert [c.slug for c in concepts() if not c.definition.strip()] == []


def test_every_broader_term_exists_in_the_scheme_and_no_way_up_goes_in_a_circle():
    for concept in concepts():
        scheme = load_vocabulary().scheme(concept.scheme)
        seen, above = {concept.slug}, concept.broader
        while above:
            assert above in scheme
            assert above not in seen
            seen.add(above)
            above = scheme[above].broader


def test_a_term_is_either_below_another_or_at_the_top_of_its_scheme(turtle):
    for concept in concepts():
        term = URIRef(f"https://w3id.org/peelgraph/{concept.scheme}/{concept.slug}")
        scheme = URIRef(f"https://w3id.org/peelgraph/scheme/{concept.scheme}s")
        said = SKOS.inScheme if concept.broader else SKOS.topConceptOf
        assert (term, said, scheme) in turtle


def test_a_weak_label_is_one_of_the_other_names_and_never_the_name_itself():
    for concept in concepts():
        assert set(concept.weak_names) <= set(concept.alternative_names), concept.slug
        assert concept.name not in concept.alternative_names


def test_every_inspection_that_a_question_or_grade_names_is_in_the_table(table, turtle):
    known = {row["slug"] for row in table("inspections")}
    for concept in load_vocabulary().questions.values():
        assert concept.asked_in
        assert set(concept.asked_in) <= known
    used = {str(o).rsplit("/", 1)[1] for o in turtle.objects(None, PEEL.usedIn)}
    assert used
    assert used <= known


def test_every_question_that_was_graded_is_known_to_have_been_asked(table):
    questions = load_vocabulary().questions
    graded = {(row["pillar"], f"peel-{row['cycle']}") for row in table("grades")}
    assert [(q, i) for q, i in sorted(graded) if i not in questions[q].asked_in] == []


def test_every_grade_that_was_given_is_known_to_be_used_then(table, turtle):
    given = {(row["grade"], f"peel-{row['cycle']}") for row in table("grades")}
    used = {
        (str(turtle.value(grade, SKOS.notation)), str(inspection).rsplit("/", 1)[1])
        for grade, inspection in turtle.subject_objects(PEEL.usedIn)
    }
    assert given <= used


def test_the_grades_are_those_of_the_model_best_first():
    grades = load_vocabulary().grades
    assert grades == ("outstanding", "good", "adequate", "requires improvement", "inadequate")
    assert load_model().node_types["Grade"].properties["value"].values == grades


def test_a_term_is_found_by_each_of_its_names():
    vocabulary = load_vocabulary()
    indexes = {
        "practice": vocabulary.practices_index,
        "risk": vocabulary.risks_index,
        "question": vocabulary.questions_index,
    }
    for concept in concepts():
        index = indexes[concept.scheme]
        assert index.find(concept.slug) == concept.slug
        assert index.find(concept.name.upper()) == concept.slug
        for name in concept.alternative_names:
            found = vocabulary.scheme(concept.scheme)[index.find(name)]
            assert fold(name) in {fold(known) for known in (found.slug, found.name, *found.alternative_names)}


def test_terms_of_a_graph_add_to_the_shipped_ones_and_redefine_them():
    known = next(c for c in load_vocabulary().practices.values() if c.weak_names)
    more = load_vocabulary().with_concepts(
        [
            Concept("practice", "drones", "Drones", broader="preventing-crime", alternative_names=("drone unit",)),
            Concept("practice", known.slug, "Another name"),
            Concept("question", "efficiency", "Efficiency"),
        ]
    )
    assert more.practices_index.find("Drone unit") == "drones"
    assert more.practices[known.slug].name == "Another name"
    assert more.practices[known.slug].weak_names == known.weak_names
    assert more.questions["efficiency"].asked_in == load_vocabulary().questions["efficiency"].asked_in
    assert "drones" not in load_vocabulary().practices


NEW = """
practice:drone-operations a peel:Practice ;
    skos:inScheme scheme:practices ;
    skos:prefLabel "Drone operations"@en ;
    skos:broader practice:preventing-crime ;
    skos:definition "Flying unmanned aircraft in police work"@en ;
    skos:altLabel "drone unit"@en , "unmanned aircraft"@en .
"""

USE = """
import io, sys
from peelgraph.graph import open_graph
from peelgraph.graph.question import ask
from peelgraph.loaders.load import load
from peelgraph.ontology.vocabulary import load_vocabulary, vocabulary_csv
import peelgraph.ontology.vocabulary as module

folder = sys.argv[1]
assert module.__file__.startswith(folder), module.__file__
concept = load_vocabulary().practices["drone-operations"]
assert "practice,drone-operations,Drone operations,preventing-crime,Flying" in vocabulary_csv(load_vocabulary())
with open_graph(folder + "/g.kgl", write=True) as graph:
    table = b"force,cycle,polarity,practice,statement\\nessex,2016,weakness,Drone unit,It has no pilots.\\n"
    report = load(["-"], graph, graph, stdin=io.BytesIO(table))
    assert not report.faulty, report.to_json()
    letter = open(folder + "/letter.txt", encoding="utf-8").read()
    open(folder + "/letter.txt", "w", encoding="utf-8").write(letter.replace(
        "The integrated offender management scheme is well run", "The drone unit is well run"
    ))
    report = load([folder + "/letter.txt"], graph, graph)
    assert not report.faulty, report.to_json()
    rows = {(row["force"], row["polarity"]): row for row in ask(graph, "findings", practice="drone-operations").dicts()}
    assert set(rows) == {("essex", "weakness"), ("wiltshire", "strength")}, rows
    (row,) = ask(graph, "shared-weaknesses", practice="preventing-crime", force="essex", min_forces=1).dicts()
    assert (row["practice"], row["name"]) == ("drone-operations", "Drone operations")
print("done")
"""


def test_a_practice_added_by_a_few_lines_of_turtle_needs_nothing_else(root, tmp_path):
    """In a copy of the packages: tables name it, letters are coded with it, questions group it."""
    for folder in ("ontology", "loaders", "graph", "data"):
        shutil.copytree(root / folder, tmp_path / "peelgraph" / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "data" / "sample-letter.txt", tmp_path / "letter.txt")
    with (tmp_path / "peelgraph" / "ontology" / "practices.ttl").open("a", encoding="utf-8") as file:
        file.write(NEW)
    done = subprocess.run(
        [sys.executable, "-c", USE, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "done\n", done.stderr
