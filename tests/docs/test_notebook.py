"""The notebook runs in a fresh folder on the shipped data, and gives what the repository shows."""

import json
import re
import runpy
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def text_of(part):
    return part if isinstance(part, str) else "".join(part)


@pytest.fixture(scope="module")
def kept():
    return json.loads(NOTEBOOK.read_text("utf-8"))


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebook")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the libraries that run notebooks warn of themselves
        return json.loads(runpy.run_path(str(ROOT / "docs" / "notebook.py"))["executed"](folder))


def test_the_notebook_runs_and_gives_what_it_shows(ran, kept):
    assert [cell["source"] for cell in ran["cells"]] == [cell["source"] for cell in kept["cells"]]
    for now, then in zip(ran["cells"], kept["cells"], strict=True):
        assert now.get("outputs") == then.get("outputs"), "run: uv run python docs/build.py"


def test_no_cell_failed_or_warned(ran):
    outputs = [output for cell in ran["cells"] for output in cell.get("outputs", [])]
    assert outputs
    assert not [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]


def test_the_notebook_says_what_the_data_cannot_carry(kept):
    words = " ".join(text_of(cell["source"]) for cell in kept["cells"] if cell["cell_type"] == "markdown")
    for said in ("never ranked", "*not seen*", "not** say", "no proof\nof effect", "own coding"):
        assert said in words
    shown = json.dumps(kept)
    assert not re.search(r"\bforces? (is|are) weak\b", shown)
    assert "/home/" not in shown
    assert "/tmp/" not in shown


def test_the_chart_can_be_read_without_seeing_it(kept):
    charts = [
        text_of(output["data"]["image/svg+xml"])
        for cell in kept["cells"]
        for output in cell.get("outputs", [])
        if "image/svg+xml" in output.get("data", {})
    ]
    assert len(charts) == 1
    assert 'role="img"' in charts[0]
    assert "<title>" in charts[0]
    assert "found weak" in charts[0]
