"""The store of the graph, the questions that it answers, and the Python interface to both.

>>> from peelgraph.graph import open_graph
"""

from peelgraph.graph.open import open_graph

__all__ = ["open_graph"]
