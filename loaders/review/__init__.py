"""Review sheets: doubtful codings go out to a person as a spreadsheet, and come back with corrections."""

from peelgraph.loaders.review.read import read_review
from peelgraph.loaders.review.write import write_review

__all__ = ["read_review", "write_review"]
