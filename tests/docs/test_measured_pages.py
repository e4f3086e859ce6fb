"""The pages that hold measured figures say what is measured today."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load_pages():
    spec = importlib.util.spec_from_file_location("measured_pages", ROOT / "docs" / "measured_pages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pages = load_pages()


def test_the_figures_are_those_that_are_measured():
    shown = (ROOT / pages.QUALITY).read_text("utf-8")
    assert pages.same_figures(shown, pages.quality_page()), "run: uv run python docs/measured_pages.py"


def test_the_card_of_the_coded_documents_counts_what_is_there():
    card = (ROOT / pages.CARD).read_text("utf-8")
    assert pages.card(card) == card, "run: uv run python docs/measured_pages.py"
    assert "| held-back documents | 10 |" in card
    parts = {path.name.partition("-")[0] for path in (ROOT / "data" / "coded" / "training").glob("*.coded")}
    assert all(card.count(f"| `{part}-*` |") == 2 for part in parts), "each part is counted and explained"


@pytest.mark.parametrize(
    ("page", "other", "same"),
    [
        ("0.912 of 10", "0.917 of 11", True),
        ("0.912 of 10", "0.918 of 10", False),
        ("0.912 of 10", "0.912 of 12", False),
        ("1,000 cases", "1,001 cases", True),
        ("0.912 of 10", "0.912 by 10", False),
        ("0.912", "0.912 and 1", False),
    ],
)
def test_figures_may_differ_by_no_more_than_another_machine_makes_them(page, other, same):
    assert pages.same_figures(page, other) == same
