"""GraphML and GEXF, in which Gephi and other programs that draw networks read a graph.

A node's ``id`` is ``Label:id``, what is shown is its name, title or the beginning of its text, ``class`` is its label.
Neither format has lists that these programs read: several values are one text, separated by ``; ``. What XML cannot
hold in a text (control characters) is written as the replacement character.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from peelgraph.graph.contents import HeldNode
from peelgraph.graph.export.files import new_file
from peelgraph.graph.export.job import ExportJob
from peelgraph.ontology.model import Model, PropertyType
from peelgraph.ontology.records import Link, Value

SHOWN = 80
"""The most characters of what is shown for a node."""

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LEFT_OUT = {"id", "claims"}
_NUMBERS = {"integer": "long", "float": "double", "boolean": "boolean"}


def write_graphml(job: ExportJob) -> None:
    """Write the graph as GraphML.

    Raises:
        StoreError: The file cannot be written.
    """
    _write(job, _GraphML(job.model))


def write_gexf(job: ExportJob) -> None:
    """Write the graph as GEXF 1.3.

    Raises:
        StoreError: The file cannot be written.
    """
    _write(job, _Gexf(job.model))


def shown(node: HeldNode) -> str:
    """Return what is shown for a node: its name or title, else the beginning of its text, else its id.

    >>> shown(HeldNode("Force", "kent", {"name": "Kent Police"})), shown(HeldNode("Grade", "kent-2014", {}))
    ('Kent Police', 'kent-2014')
    """
    said = (node.properties.get(name) for name in ("name", "title", "text", "summary", "value", "field"))
    text = next((value for value in said if isinstance(value, str) and value.strip()), node.id)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _write(job: ExportJob, form: _Form) -> None:
    with new_file(job.target) as file, tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as later:

        def write(text: str) -> None:
            file.write(text.encode("utf-8"))

        for text in form.before():
            write(text)
        _write_nodes(job, form, write, later)
        write(form.between)
        later.seek(0)
        while text := later.read(1 << 20):
            write(text)
        write(form.after)


def _write_nodes(job: ExportJob, form: _Form, write: Callable[[str], None], later: IO[str]) -> None:
    """Write the nodes, and put their relationships aside: they come after all nodes."""
    number = 0
    for page in job.pages:
        for node in page:
            write(form.node(node))
            for link in node.links:
                number += 1
                later.write(form.edge(number, node, link))


class _Form(ABC):
    """One of the two formats."""

    between: str
    after: str

    def __init__(self, model: Model) -> None:
        self.node_names = _merged(t.properties for t in model.node_types.values())
        self.edge_names = _merged(t.properties for t in model.relationship_types.values())
        self.node_keys = {name: f"n{place}" for place, name in enumerate(self.node_names)}
        self.edge_keys = {name: f"e{place}" for place, name in enumerate(self.edge_names)}

    @abstractmethod
    def before(self) -> Iterator[str]:
        """Yield what stands before the nodes."""

    @abstractmethod
    def node(self, node: HeldNode) -> str:
        """Return a node."""

    @abstractmethod
    def edge(self, number: int, node: HeldNode, link: Link) -> str:
        """Return a relationship."""


class _GraphML(_Form):
    between = ""
    after = "</graph>\n</graphml>\n"

    def before(self) -> Iterator[str]:
        yield (
            '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation='
            '"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
            '<key id="label" for="node" attr.name="label" attr.type="string"/>\n'
            '<key id="class" for="node" attr.name="class" attr.type="string"/>\n'
            '<key id="edgelabel" for="edge" attr.name="label" attr.type="string"/>\n'
        )
        for what, names, keys in (
            ("node", self.node_names, self.node_keys),
            ("edge", self.edge_names, self.edge_keys),
        ):
            for name, kind in names.items():
                yield f'<key id="{keys[name]}" for="{what}" attr.name="{name}" attr.type="{kind}"/>\n'
        yield '<graph id="peelgraph" edgedefault="directed">\n'

    def node(self, node: HeldNode) -> str:
        data = "".join(
            f'<data key="{self.node_keys[name]}">{_text(value)}</data>'
            for name, value in _given(node.properties, self.node_names)
        )
        label = f'<data key="label">{_text(shown(node))}</data><data key="class">{node.label}</data>'
        return f"<node id={_quoted(f'{node.label}:{node.id}')}>{label}{data}</node>\n"

    def edge(self, number: int, node: HeldNode, link: Link) -> str:
        data = "".join(
            f'<data key="{self.edge_keys[name]}">{_text(value)}</data>'
            for name, value in _given(link.properties, self.edge_names)
        )
        return f'<edge id="r{number}" {_ends(node, link)}><data key="edgelabel">{link.type}</data>{data}</edge>\n'


class _Gexf(_Form):
    between = "</nodes>\n<edges>\n"
    after = "</edges>\n</graph>\n</gexf>\n"

    def before(self) -> Iterator[str]:
        yield (
            '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">\n'
            '<meta><creator>peelgraph</creator></meta>\n<graph mode="static" defaultedgetype="directed">\n'
            '<attributes class="node">\n<attribute id="class" title="class" type="string"/>\n'
        )
        for name, kind in self.node_names.items():
            yield f'<attribute id="{self.node_keys[name]}" title="{name}" type="{kind}"/>\n'
        yield '</attributes>\n<attributes class="edge">\n'
        for name, kind in self.edge_names.items():
            yield f'<attribute id="{self.edge_keys[name]}" title="{name}" type="{kind}"/>\n'
        yield "</attributes>\n<nodes>\n"

    def node(self, node: HeldNode) -> str:
        values = "".join(
            f'<attvalue for="{self.node_keys[name]}" value={_quoted(value)}/>'
            for name, value in _given(node.properties, self.node_names)
        )
        own = f'<attvalue for="class" value="{node.label}"/>'
        names = f"id={_quoted(f'{node.label}:{node.id}')} label={_quoted(shown(node))}"
        return f"<node {names}><attvalues>{own}{values}</attvalues></node>\n"

    def edge(self, number: int, node: HeldNode, link: Link) -> str:
        values = "".join(
            f'<attvalue for="{self.edge_keys[name]}" value={_quoted(value)}/>'
            for name, value in _given(link.properties, self.edge_names)
        )
        names = f'id="r{number}" {_ends(node, link)} kind="{link.type}" label="{link.type}"'
        return f"<edge {names}><attvalues>{values}</attvalues></edge>\n" if values else f"<edge {names}/>\n"


def _ends(node: HeldNode, link: Link) -> str:
    return f"source={_quoted(f'{node.label}:{node.id}')} target={_quoted(f'{link.label}:{link.id}')}"


def _merged(declared: Iterator[Mapping[str, PropertyType]]) -> dict[str, str]:
    """Return the names of properties with their type, which is text where labels differ in it."""
    kinds: dict[str, str] = {}
    for properties in declared:
        for name, one in properties.items():
            if name not in _LEFT_OUT:
                kind = "string" if one.many else _NUMBERS.get(one.datatype, "string")
                kinds[name] = kind if kinds.get(name, kind) == kind else "string"
    return kinds


def _given(properties: Mapping[str, Value], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in names:
        value = properties.get(name)
        if value is None or value == []:
            continue
        if isinstance(value, bool):
            yield name, str(value).lower()
        elif isinstance(value, int | float):
            yield name, repr(float(value) if names[name] == "double" else value)
        elif isinstance(value, dt.date):
            yield name, value.isoformat()
        else:
            yield name, "; ".join(value) if isinstance(value, list) else value


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text), {"\r": "&#13;"})


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))
