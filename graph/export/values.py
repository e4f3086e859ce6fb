"""Properties in one order and of one kind, whichever engine gave them."""

from __future__ import annotations

from collections.abc import Mapping

from peelgraph.ontology.model import PropertyType
from peelgraph.ontology.records import Value


def in_model_order(properties: Mapping[str, Value], declared: Mapping[str, PropertyType]) -> dict[str, Value]:
    """Return properties in the order in which the model declares them, numbers with fractions as such.

    >>> from peelgraph.ontology.model import load_model
    >>> coding = load_model().relationship_types["CONCERNS"].properties
    >>> in_model_order({"confidence": 1, "method": "rule"}, coding)
    {'method': 'rule', 'confidence': 1.0}
    """
    ordered: dict[str, Value] = {}
    for name, one in declared.items():
        value = properties.get(name)
        if value is not None:
            ordered[name] = float(value) if one.datatype == "float" and isinstance(value, int) else value
    return ordered
