"""Every limit of SPARQL and of the endpoint is documented with its real default."""

import dataclasses
from pathlib import Path

import pytest
from peelgraph.graph.sparql.limits import SparqlLimits
from peelgraph.web.settings import WebSettings

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("limits", [SparqlLimits, WebSettings])
def test_every_limit_is_documented(limits):
    page = (ROOT / "docs/settings.md").read_text("utf-8")
    section = page.split(f"`{limits.__name__}`\n")[1].split("\n## ")[0]
    for field in dataclasses.fields(limits):
        [row] = [line for line in section.splitlines() if line.startswith(f"| `{field.name}` |")]
        if field.default is not dataclasses.MISSING:
            assert {f"{field.default:,.0f}", f"{field.default:.0f}"} & set(row.split()), field.name
