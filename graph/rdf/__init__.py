"""The graph as RDF and back: what the model's Turtle declares, carried out.

>>> from peelgraph.graph.rdf import iri
>>> iri("Force", "essex")
'https://w3id.org/peelgraph/force/essex'
"""

from peelgraph.graph.rdf.addresses import iri
from peelgraph.graph.rdf.reading import graph_from_rdf
from peelgraph.graph.rdf.view import PublicView, load_rdf_store, quads, to_rdflib
from peelgraph.ontology.model import BASE

__all__ = ["BASE", "PublicView", "graph_from_rdf", "iri", "load_rdf_store", "quads", "to_rdflib"]
