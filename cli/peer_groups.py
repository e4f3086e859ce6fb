"""Reading a table of peer groups, such as the most-similar groups that the inspectorate uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peelgraph.ontology.errors import LoadError, UnknownNameError

if TYPE_CHECKING:
    from peelgraph.graph.naming import Naming


def read_peers(path: str, force: str, naming: Naming) -> set[str]:
    """Return the peers of a force (slugs) that a CSV file or workbook names.

    Args:
        path: The file. Its columns are ``force`` and ``group`` (all forces of a group are each other's peers), or
            ``force`` and ``peer`` (the row's force has these peers, several joined by ``;``).
        force: Slug of the force.
        naming: Knows the names of forces.

    Raises:
        LoadError: The file is no such table, names a force that is unknown, or has no peers of this one.
    """
    from peelgraph.loaders.tables import TableLimits  # noqa: PLC0415 - only where a file is named
    from peelgraph.loaders.tables.sheet import open_sheets  # noqa: PLC0415
    from peelgraph.loaders.tables.source import Source  # noqa: PLC0415

    with Source(path, limits=TableLimits()) as source:
        rows = open_sheets(source)[0].rows()
        header = [cell.strip().casefold() for cell in next(rows).cells]
        second = next((name for name in ("group", "peer", "peers") if name in header), None)
        if "force" not in header or second is None:
            raise LoadError(f"{source.name} is no table of peer groups: it needs the columns force and group, or peer")
        listed: list[tuple[str, str]] = []
        for row in rows:
            cells = dict(zip(header, (cell.strip() for cell in row.cells), strict=False))
            if cells.get("force") and cells.get(second):
                listed.append((_known(cells["force"], naming, source.name, row.line), cells[second]))
                if second != "group":
                    told = [_known(name, naming, source.name, row.line) for name in _parts(cells[second])]
                    listed[-1] = (listed[-1][0], ";".join(told))
    if second == "group":
        mine = {group.casefold() for slug, group in listed if slug == force}
        peers = {slug for slug, group in listed if group.casefold() in mine}
    else:
        peers = {peer for slug, told in listed if slug == force for peer in told.split(";")}
    if not peers - {force}:
        raise LoadError(f"{path} names no peers of {force}")
    return peers - {force}


def _known(name: str, naming: Naming, file: str, line: int) -> str:
    try:
        return naming.force(name)
    except UnknownNameError as error:
        raise LoadError(f"{file}, line {line}: {error}") from None


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
