"""Letters per second in each format, beside a spaCy pipeline that only splits sentences; and a report of 200 pages.

    uv run --group benchmarks python benchmarks/formats.py

All on the same letter, in one run, after one unmeasured round each: reading it from its bytes (text, PDF, Word, web
page; process and all), reading and coding it, and spaCy's ``blank("en")`` with its sentencizer on its text. Then a
PDF of 200 pages, with the peak memory of the process that reads it.
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests" / "loaders" / "formats"))

import rendering  # noqa: E402
from peelgraph.loaders.documents import given_facts, read_coded  # noqa: E402
from peelgraph.loaders.formats.limits import DocumentLimits  # noqa: E402
from peelgraph.loaders.formats.reader import DocumentReader  # noqa: E402
from peelgraph.loaders.letters.learning.coded_document import read_coded as read_coded_document  # noqa: E402
from peelgraph.loaders.reference import Names  # noqa: E402

LETTER = ROOT / "data" / "coded" / "training" / "letter-01-core-business.coded"
PAGES = 200


def per_second(work: Callable[[], object], seconds: float) -> float:
    """Return how often something is done in a second, the fastest of three rounds."""
    work()
    rates = []
    for _ in range(3):
        start, count = time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            work()
            count += 1
        rates.append(count / (time.perf_counter() - start))
    return max(rates)


def long_pdf() -> bytes:
    from reportlab.pdfgen import canvas  # noqa: PLC0415

    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    words = LETTER.read_text("utf-8").replace("|", " ").split()
    at = 0
    for page in range(PAGES):
        sheet.setFont("Helvetica", 10)
        for row in range(48):
            line = " ".join(words[(at + i) % len(words)] for i in range(13))
            at += 13
            sheet.drawString(60, 780 - 15 * row, line)
        sheet.drawString(60, 30, f"A long report | Page {page + 1}")
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=2.0)
    seconds = options.parse_args().seconds
    import spacy  # noqa: PLC0415

    document = read_coded_document(LETTER)
    text = document.text()
    formats = {
        "text": text.encode(),
        "PDF": rendering.pdf(document),
        "Word": rendering.docx(document),
        "web page": rendering.page(document),
    }
    names, facts = Names(), given_facts()
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    peer = per_second(lambda: list(pipeline(text).sents), seconds)
    print(f"spaCy sentencizer            {peer:8.1f} letters/s   1.00")
    with DocumentReader() as reader:
        for name, data in formats.items():
            rate = per_second(lambda data=data: reader.read(data), seconds)
            print(f"{name:10} read             {rate:8.1f} letters/s  {rate / peer:5.2f}")
            rate = per_second(lambda data=data: read_coded(reader.read(data), names, facts), seconds)
            print(f"{name:10} read and coded   {rate:8.1f} letters/s  {rate / peer:5.2f}")
    data = long_pdf()
    with DocumentReader(DocumentLimits(seconds=120)) as reader:
        start = time.perf_counter()
        lines = reader.read(data).lines
        took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    size = sum(len(line.text) for line in lines)
    print(f"PDF of {PAGES} pages ({size:,} characters): {took:.1f} s, {PAGES / took:.0f} pages/s, peak {peak:.0f} MiB")


if __name__ == "__main__":
    main()
