"""Makes the reference pages, and fills the examples of the documentation with what the commands print.

Run ``uv run python docs/build.py`` after changing a command, a question or the model. ``tests/docs`` fails where a page
no longer says what the program does.
"""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

import click
from peelgraph.cli.main import COMMANDS, cli
from peelgraph.graph.question import load_question, question_names
from peelgraph.graph.sparql.questions import sparql_question_names
from peelgraph.ontology.model import PropertyType, load_model

EXIT_STATUS = (
    "**Exit status**: 0 done, also with no rows or with more rows than a limit (said on standard error); 1 a named thing "
    "is unknown, a row was rejected, a query was refused or stopped, the engine failed, or there is no graph yet; 2 wrong "
    "use; 130 interrupted.\n"
)
ABOUT_QUESTIONS = (
    "Each answer of the command line comes from one Cypher file in `graph/questions`; its header says what it answers, "
    "what it takes and what it gives. `peelgraph questions NAME` prints one; `ask(graph, NAME, **parameters)` of "
    "`peelgraph.graph.question` asks it from Python. To add a question, add a file.\n\n"
    "Where it says *also in SPARQL*, a query of the same name ends in `.rq`: `peelgraph questions NAME --sparql` prints it, and "
    "[SPARQL](sparql.md) says what it leaves out.\n"
)
ABOUT_MODEL = (
    "Version {version} of the model. `ontology/model.ttl` declares it; this page, the store's constraints and the checks "
    "of every record are made from that. Every node has `id`, unique within its label.\n"
)
ROOT = Path(__file__).resolve().parent.parent
EXAMPLE_PAGES = (
    "README.md",
    "docs/researchers.md",
    "docs/moving.md",
    "docs/validation.md",
    "docs/rdf.md",
    "docs/publishing.md",
    "docs/time.md",
)
_WORKED = re.compile(r"```cypher\n(.*?)```\n```text\n(.*?)```", re.DOTALL)
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands_page() -> str:
    """Return the page with the help of every command."""
    parts = [
        "# Commands\n",
        "Every command explains itself with `--help`; this page is made from that.\n",
        EXIT_STATUS,
        "Rows go to standard output; progress, warnings and reports to standard error.\n",
        f"```text\n{_help([])}```\n",
    ]
    parts += [f"## {name}\n\n```text\n{_help([name])}```\n" for name in COMMANDS]
    return "\n".join(parts)


def questions_page() -> str:
    """Return the page with every question, its parameters and columns."""
    parts = [
        "# Questions\n",
        ABOUT_QUESTIONS,
    ]
    for name in question_names():
        question = load_question(name)
        also = " *Also in SPARQL.*" if name in sparql_question_names() else ""
        parts.append(f"## {name}\n\n{question.title}. {question.answers}{also}\n")
        if question.parameters:
            rows = [
                f"| `{p.name}` | {p.type} | {'' if p.default is None else p.default} | {p.meaning} |"
                for p in question.parameters
            ]
            parts.append("| parameter | type | default | meaning |\n|---|---|---|---|\n" + "\n".join(rows) + "\n")
        rows = [f"| `{c.name}` | {c.meaning} |" for c in question.columns]
        parts.append("| column | what it holds |\n|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def model_page() -> str:
    """Return the page with the labels, properties and relationships of the graph."""
    model = load_model()
    parts = [
        "# The graph\n",
        ABOUT_MODEL.format(version=model.version),
        _picture(),
    ]
    for node in model.node_types.values():
        parts.append(f"## {node.label}\n\n{node.description} Known by its `{node.key}`.\n")
        rows = [f"| `{p.name}` | {_kind(p)} | {_meaning(p)} |" for p in node.properties.values()]
        parts.append("| property | type | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n")
        if node.relationships:
            rows = [
                f"| `{r.type}` | {r.target} | {_cardinality(many=r.many, required=r.required)} | "
                f"{', '.join(f'`{p}`' for p in r.properties)} | {r.description} |"
                for r in node.relationships.values()
            ]
            head = "| relationship | to | how many | properties | meaning |\n|---|---|---|---|---|\n"
            parts.append(head + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _picture() -> str:
    pairs = [
        f"  {node.label} -->|{end.type}| {end.target}"
        for node in load_model().node_types.values()
        for end in node.relationships.values()
    ]
    return "```mermaid\ngraph LR\n" + "\n".join(pairs) + "\n```\n"


def _kind(declared: PropertyType) -> str:
    kind = f"list of {declared.datatype}" if declared.many else declared.datatype
    return kind + (", always there" if declared.required else "")


def _meaning(declared: PropertyType) -> str:
    values = f" One of {', '.join(f'`{value}`' for value in declared.values)}." if declared.values else ""
    return declared.description + values


def _cardinality(*, many: bool, required: bool) -> str:
    return {(False, False): "0..1", (False, True): "1", (True, False): "any", (True, True): "1 or more"}[many, required]


def _help(words: list[str]) -> str:
    context = click.Context(cli, info_name="peelgraph", terminal_width=100, help_option_names=["-h", "--help"])
    if not words:
        return cli.get_help(context) + "\n"
    command = cli.get_command(context, words[0])
    assert command is not None  # noqa: S101 - COMMANDS names it
    inner = click.Context(command, info_name=words[0], parent=context, terminal_width=100)
    page = command.get_help(inner) + "\n"
    for name, below in command.commands.items() if isinstance(command, click.Group) else ():
        page += "\n" + below.get_help(click.Context(below, info_name=name, parent=inner, terminal_width=100)) + "\n"
    return page


def methods_page() -> str:
    """Return the module with a Python method for each question."""
    made: str = runpy.run_path(str(ROOT / "docs" / "python_methods.py"))["methods_module"]()
    return made


PAGES: Mapping[str, Callable[[], str]] = {
    "docs/commands.md": commands_page,
    "docs/questions.md": questions_page,
    "docs/model.md": model_page,
    "graph/question_methods.py": methods_page,
}


def settings_of(cls: type) -> list[str]:
    """Return the names of a dataclass's fields: settings that the page on settings must tell of."""
    return [field.name for field in fields(cls)]


def filled(text: str, folder: Path) -> str:
    """Return a page with each console example followed by what its commands print, run one after another.

    Args:
        text: The page.
        folder: Where the commands run; it holds ``data`` and a graph made by ``quickstart``.
    """
    text = _CONSOLE.sub(lambda block: f"```console\n{_ran(block.group(1), folder)}```", text)
    return _WORKED.sub(lambda pair: f"```cypher\n{pair[1]}```\n```text\n{_answered(pair[1], folder)}```", text)


def worked_queries(text: str) -> list[str]:
    """Return the worked Cypher queries of a page, each followed by its answer there."""
    return [query for query, _ in _WORKED.findall(text)]


def _ran(block: str, folder: Path) -> str:
    out = []
    for line in block.splitlines():
        if line.startswith("$ "):
            done = subprocess.run(
                ["bash", "-c", line[2:]], cwd=folder, env=_environment(), capture_output=True, text=True, check=False
            )
            out.append(f"{line}\n{_trimmed(done.stdout)}{_trimmed(done.stderr)}")
    return "".join(out)


def _answered(query: str, folder: Path) -> str:
    command = ["peelgraph", "cypher", "--file", "-", "--format", "md"]
    done = subprocess.run(
        command, input=query, cwd=folder, env=_environment(), capture_output=True, text=True, check=True
    )
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in done.stdout.splitlines() if line[:1] == "|"
    ]
    head, _, *body = rows
    widths = [max(len(row[place]) for row in (head, *body)) for place in range(len(head))]
    lines = [head, ["─" * width for width in widths], *body]
    aligned = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in lines]
    return "\n".join(aligned) + "\n"


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip() + "\n" if text.strip() else ""


def _environment() -> dict[str, str]:
    scripts = str(Path(sys.executable).parent)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PEELGRAPH")}
    return {**kept, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}


def workplace(folder: Path) -> Path:
    """Prepare a folder in which the examples run: the data beside a graph made by ``quickstart``."""
    shutil.copytree(ROOT / "data", folder / "data")
    subprocess.run(["peelgraph", "quickstart"], cwd=folder, env=_environment(), capture_output=True, check=True)
    return folder


def main() -> None:
    """Write all pages."""
    for name, page in PAGES.items():
        (ROOT / name).write_text(page(), "utf-8")
    runpy.run_path(str(ROOT / "docs" / "measured_pages.py"))["main"]()
    for name in EXAMPLE_PAGES:
        with tempfile.TemporaryDirectory() as folder:
            page = ROOT / name
            page.write_text(filled(page.read_text("utf-8"), workplace(Path(folder))), "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        ran = runpy.run_path(str(ROOT / "docs" / "notebook.py"))["executed"](Path(folder))
    (ROOT / "docs" / "notebook.ipynb").write_text(ran, "utf-8")


if __name__ == "__main__":
    main()
