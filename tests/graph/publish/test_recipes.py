"""The recipes of docs/publishing.md lead those who ask to what they ask for, on both servers alike."""

import re
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[3] / "docs/publishing.md").read_text("utf-8")


def recipe(server):
    return re.search(rf"```{server}\n(.*?)```", TEXT, re.DOTALL)[1]


def ending_on_nginx(accept):
    """Return what the first pattern of the map that fits gives."""
    body = re.search(r"map \$http_accept \$peelgraph_ending \{(.*?)\n\}", recipe("nginx"), re.DOTALL)[1]
    rules = re.findall(r'^ *"~\*(.*)" (\.\w+);$', body, re.MULTILINE)
    assert len(rules) == body.count('"~*') == 4
    return next((ending for pattern, ending in rules if re.search(pattern, accept, re.IGNORECASE)), ".html")


def ending_on_apache(accept):
    """Return whether the conditions on the header all hold, of those with OR any of the two."""
    rules = re.findall(r"^RewriteCond %\{HTTP_ACCEPT\} (!?)(.*) \[NC(,OR)?\]$", recipe("apache"), re.MULTILINE)
    held = [(re.search(pattern, accept, re.IGNORECASE) is None) == bool(no) for no, pattern, _ in rules]
    assert [bool(either) for *_, either in rules] == [False, False, True, False]
    return ".ttl" if held[0] and held[1] and (held[2] or held[3]) else ".html"


@pytest.mark.parametrize("ending", [ending_on_nginx, ending_on_apache])
@pytest.mark.parametrize(
    ("accept", "gets"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ".html"),
        ("", ".html"),
        ("*/*", ".html"),
        ("text/html, text/turtle;q=0.1", ".html"),
        ("text/turtle;q=0.5, text/html", ".html"),
        ("text/turtle;q=0.5,application/xhtml+xml;q=1.0", ".html"),
        ("text/turtle;q=0, */*", ".html"),
        ("text/turtle; q=0.000", ".html"),
        ("text/html, text/turtle", ".html"),
        ("application/ld+json", ".html"),
        ("text/turtle", ".ttl"),
        ("Text/Turtle ; q=1.0", ".ttl"),
        ("text/turtle;q=0.05", ".ttl"),
        ("text/turtle, */*;q=0.1", ".ttl"),
        ("text/turtle, text/html;q=0.5", ".ttl"),
        ("text/turtle;q=0.9, text/html;q=0.5", ".ttl"),
        ("text/turtle, text/html", ".ttl"),
        ("application/rdf+xml, text/turtle;q=0.8", ".ttl"),
    ],
)
def test_a_header_leads_to_the_page_or_to_turtle(ending, accept, gets):
    assert ending(accept) == gets


def test_both_answer_303():
    assert recipe("apache").count("[L,R=303]") == 2
    assert "return 303 " in recipe("nginx")
