"""Inspection letters in: text, structure, findings, coding, records."""
