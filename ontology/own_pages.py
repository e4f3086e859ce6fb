"""The marks by which peelgraph knows what it wrote itself and never reads it as a document of an inspectorate."""

from __future__ import annotations

import re

WRITER = "peelgraph"
"""Who wrote a file, as a web page names its generator and a Word document its author."""
CODED = "Coded by peelgraph, not by the inspectorate"
"""What stands under every answer and every report."""
CODING = "This is a coding, by peelgraph, of what"
"""How a published data set begins to say what it is."""
_SAID = re.compile("|".join(re.escape(said).replace(r"\ ", r"\s+") for said in (CODED, CODING)))


def says_peelgraph_wrote_it(text: str) -> bool:
    r"""Return whether a text says of itself that peelgraph wrote it, however its lines are broken.

    >>> says_peelgraph_wrote_it("Coded by peelgraph,\nnot by the inspectorate; it does not rank forces.")
    True
    >>> says_peelgraph_wrote_it("Coded by hand.")
    False
    """
    return _SAID.search(text) is not None


def names_peelgraph(writer: str) -> bool:
    """Return whether a file's properties name peelgraph as what wrote it, with or without a version.

    >>> names_peelgraph("peelgraph 0.1.0"), names_peelgraph("A person"), names_peelgraph("")
    (True, False, False)
    """
    return writer.strip().lower().split(" ")[0] == WRITER
