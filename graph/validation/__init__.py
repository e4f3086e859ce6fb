"""Checking a graph against the model's shapes and against what the model promises beyond them."""

from peelgraph.graph.validation.breach import Breach
from peelgraph.graph.validation.check import Validation, validate

__all__ = ["Breach", "Validation", "validate"]
