"""A row of a forces table as records: the force, and the region it lies in."""

from __future__ import annotations

import re

from peelgraph.loaders.tables.row import Cells, filled, listed
from peelgraph.ontology.names import slugify
from peelgraph.ontology.records import Record

_ONS_CODE = re.compile(r"[EW][0-9]{8}")


def force(cells: Cells) -> tuple[Record | None, tuple[Record, ...]]:
    """Return the force that a row states and its region's record, or None where the row has faults."""
    slug = cells.slug("slug")
    name = cells.text("name")
    code = cells.text("ons_code")
    if code and not _ONS_CODE.fullmatch(code):
        cells.fault(f"ons_code {code[:40]!r} is not a code: it is E or W and eight digits, as in E23000028")
    region = cells.text("region")
    region_slug = slugify(region)
    if region and not region_slug:
        cells.fault(f"region {region[:40]!r} has no letters a to z or digits to make its id of")
    properties = {
        "slug": slug,
        "name": name,
        "ons_code": code,
        "nation": cells.text("nation"),
        "alternative_names": listed(cells.text("alternative_names")),
    }
    if cells.faults or not slug:
        return None, ()
    if not region:
        return Record("Force", slug, filled(properties)), ()
    region_record = Record("Region", region_slug, {"slug": region_slug, "name": region}, counted=False)
    links = (cells.link("IN_REGION", "Region", region_slug),)
    return Record("Force", slug, filled(properties), links), (region_record,)
