"""The graph over HTTP: a SPARQL 1.1 endpoint. Needs the extra ``web``."""

from __future__ import annotations
