"""The documentation says what the program does: pages are made from it, and its examples run."""

import dataclasses
import doctest
import importlib.util
import re
from pathlib import Path

import pytest
from peelgraph.cli.main import COMMANDS
from peelgraph.graph.analysis.chance import Shuffling
from peelgraph.graph.publish.settings import PublishSettings
from peelgraph.graph.question import question_names
from peelgraph.graph.sparql.limits import SparqlLimits
from peelgraph.graph.store import QueryLimits
from peelgraph.loaders.formats.limits import DocumentLimits
from peelgraph.loaders.tables import TableLimits
from peelgraph.ontology import errors
from peelgraph.web.settings import WebSettings

LIMITS = (QueryLimits, SparqlLimits, WebSettings, TableLimits, DocumentLimits, Shuffling)
ROOT = Path(__file__).resolve().parents[2]


def load_build():
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build = load_build()


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return build.workplace(tmp_path_factory.mktemp("docs"))


@pytest.mark.parametrize("name", build.PAGES)
def test_a_reference_page_is_what_the_program_says(name):
    assert (ROOT / name).read_text("utf-8") == build.PAGES[name](), "run: uv run python docs/build.py"


@pytest.mark.parametrize("name", build.EXAMPLE_PAGES)
def test_the_examples_print_what_the_page_shows(name, tmp_path):
    page = (ROOT / name).read_text("utf-8")
    assert build.filled(page, build.workplace(tmp_path / "place")) == page, "run: uv run python docs/build.py"


def test_the_python_examples_of_the_readme_run(place, monkeypatch):
    monkeypatch.chdir(place)
    text = "\n".join(re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL))
    test = doctest.DocTestParser().get_doctest(text, {}, "README.md", "README.md", 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_reference(command):
    assert f"## {command}\n" in (ROOT / "docs/commands.md").read_text("utf-8")


@pytest.mark.parametrize("question", question_names())
def test_every_question_is_in_the_reference(question):
    assert f"## {question}\n" in (ROOT / "docs/questions.md").read_text("utf-8")


@pytest.mark.parametrize(
    "setting", [f"{c.__name__}.{f.name}" for c in (*LIMITS, PublishSettings) for f in dataclasses.fields(c)]
)
def test_every_setting_is_documented(setting):
    group, name = setting.split(".")
    assert f"| `{name}` |" in section(group)


@pytest.mark.parametrize("limits", LIMITS)
def test_the_documented_defaults_are_the_real_ones(limits):
    for field in dataclasses.fields(limits):
        if isinstance(field.default, int | float):
            (row,) = [line for line in section(limits.__name__).splitlines() if line.startswith(f"| `{field.name}` |")]
            assert {f"{field.default:,}".removesuffix(".0"), f"{field.default:g}", str(field.default)} & set(
                row.split(" ")
            ), row


def section(group):
    """Return what the page on settings says of a group of them."""
    page = (ROOT / "docs/settings.md").read_text("utf-8")
    (found,) = [part for part in page.split("\n## ") if f"`{group}`" in part.splitlines()[0]]
    return found


@pytest.mark.parametrize(
    "error", [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.PeelgraphError)]
)
def test_every_error_is_documented(error):
    assert f"| `{error.__name__}` |" in (ROOT / "docs/errors.md").read_text("utf-8")


@pytest.mark.parametrize("page", sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").glob("*.md")))
def test_every_page_can_be_reached_from_the_readme(page):
    assert f"]({page})" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", ["README.md", *sorted(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))])
def test_links_between_pages_lead_somewhere(page):
    text = (ROOT / page).read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert ((ROOT / page).parent / target).exists(), target


def test_the_pages_speak_of_the_project_alone():
    for path in [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]:
        assert str(ROOT) not in path.read_text("utf-8")
        assert f"{Path.home()}/" not in path.read_text("utf-8")


def test_every_library_is_explained():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    page = (ROOT / "docs/dependencies.md").read_text("utf-8")
    extras = [requirement for extra in project["optional-dependencies"].values() for requirement in extra]
    for requirement in [*project["dependencies"], *extras]:
        name = re.match(r"[A-Za-z0-9-]+", requirement).group()
        assert re.search(rf"^\| {name} (`[^`]+` )?\|", page, re.MULTILINE), name


def test_every_library_of_the_developers_is_explained():
    import tomllib

    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    page = (ROOT / "docs/dependencies.md").read_text("utf-8").partition("For development only")[2]
    for requirement in [requirement for group in groups.values() for requirement in group]:
        name = re.match(r"[A-Za-z0-9-]+", requirement).group()
        assert re.search(rf"\b{name}\b", page), name


def test_the_readme_names_the_command_that_must_pass():
    commands = re.findall(r"uv run pytest[^#\n]*", (ROOT / "README.md").read_text("utf-8"))
    assert len(commands) == 1
    for other in (".ci/run", "docs/contributing.md"):
        found = re.findall(r"uv run pytest[^#\n]*", (ROOT / other).read_text("utf-8"))
        assert [command.strip() for command in found] == [commands[0].strip()]
