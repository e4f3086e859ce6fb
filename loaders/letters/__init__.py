"""Inspection letters in: text, structure, findings, coding, records; one module for each stage."""

from peelgraph.loaders.letters.extract import extract
from peelgraph.loaders.letters.extraction import Extraction, GivenFacts
from peelgraph.loaders.letters.records import document_records

__all__ = ["Extraction", "GivenFacts", "document_records", "extract"]
