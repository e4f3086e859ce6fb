"""Tables like the shipped ones at a multiple of their size, for the benchmarks.

Run ``python -m benchmarks.generate FOLDER --factor 100``. Copy by copy, each row of a shipped table is repeated
with something of it changed, so that every column keeps the frequencies of the shipped one exactly:

- a finding keeps where it was made (force, inspection, date or none, question, source); what was found (polarity,
  rank, practice, risk, context) is dealt anew among the rows of the copy; the sentence is new and distinct;
- a grade keeps all but its inspection: a grade's id is its force, inspection and question, so every copy after the
  first has inspections of its own, ``peel-sim-001`` and so on, that come later than all before them;
- initiatives and recommendations get new ids and sentences.

A new sentence is the beginning of one shipped sentence and the end of another, joined at a word that both hold, and
about as long as the first. The same factor and seed give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import chain
from pathlib import Path

Row = dict[str, str]
Table = Callable[[int, random.Random], Iterator[Row]]

TABLES = ("inspections", "findings", "grades", "good_practice", "recommendations")
"""The generated tables, each after those that it refers to. Forces and terms are the shipped ones."""

FOUND = ("polarity", "status", "practice", "risk", "peer_context")
"""What a finding says, beside its sentence; the other columns say where it was made."""


class Sentences:
    """Makes sentences by joining the beginning of one given sentence to the end of another.

    Args:
        given: The sentences to recombine.
        random_numbers: The source of every choice.
    """

    def __init__(self, given: Iterable[str], random_numbers: random.Random) -> None:
        self._random = random_numbers
        self._sentences = [sentence.split() for sentence in given]
        self._places: dict[str, list[tuple[int, int]]] = {}
        for number, words in enumerate(self._sentences):
            for place in range(1, len(words) - 1):
                self._places.setdefault(words[place], []).append((number, place))
        self._made: set[str] = set()

    def sentence(self) -> str:
        """Return a sentence that may have been returned before."""
        while True:
            first = self._random.choice(self._sentences)
            place = self._random.randrange(1, max(2, len(first) - 1))
            others = self._places.get(first[place] if place < len(first) else "")
            if not others:
                continue
            number, start = self._random.choice(others)
            second = self._sentences[number]
            if second is not first and abs(place + len(second) - start - len(first)) <= 1:
                return " ".join([*first[:place], *second[start:]])

    def distinct(self) -> str:
        """Return a sentence that was not returned by this method before."""
        while (made := self.sentence()) in self._made:
            pass
        self._made.add(made)
        return made


def shipped(name: str) -> list[Row]:
    """Return the rows of a shipped table."""
    text = files("peelgraph.data").joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def inspections(factor: int, _: random.Random) -> Iterator[Row]:
    """Yield the shipped inspections, then those invented for the grades of every further copy."""
    rows = shipped("inspections")
    yield from rows
    last = max(int(row["sequence"]) for row in rows)
    invented = (factor - 1) * len(_graded_cycles(shipped("grades")))
    empty = dict.fromkeys(rows[0], "")
    for number in range(1, invented + 1):
        title = f"Simulated inspection {number}"
        yield empty | {"slug": _simulated(number), "sequence": str(last + number), "title": title}


def findings(factor: int, random_numbers: random.Random) -> Iterator[Row]:
    """Yield the findings: what was found dealt anew among the places, each with a sentence of its own."""
    rows = shipped("findings")
    sentences = Sentences((row["statement"] for row in rows), random_numbers)
    for _ in range(factor):
        dealt = random_numbers.sample(rows, len(rows))
        for where, found in zip(rows, dealt, strict=True):
            yield where | {name: found[name] for name in FOUND} | {"statement": sentences.distinct()}


def grades(factor: int, _: random.Random) -> Iterator[Row]:
    """Yield the grades: the shipped ones, then the same in invented inspections."""
    rows = shipped("grades")
    cycles = _graded_cycles(rows)
    yield from rows
    for copy in range(1, factor):
        invented = {cycle: _simulated((copy - 1) * len(cycles) + i) for i, cycle in enumerate(cycles, 1)}
        yield from (row | {"cycle": invented[row["cycle"]]} for row in rows)


def good_practice(factor: int, random_numbers: random.Random) -> Iterator[Row]:
    """Yield the initiatives, with new ids and summaries."""
    return _renumbered("good_practice", factor, random_numbers)


def recommendations(factor: int, random_numbers: random.Random) -> Iterator[Row]:
    """Yield the recommendations, with new ids and summaries."""
    return _renumbered("recommendations", factor, random_numbers)


def generate(folder: Path, factor: int, seed: int = 0) -> dict[str, int]:
    """Write the tables to a folder, which is made if there is none.

    Args:
        folder: Where ``inspections.csv``, ``findings.csv`` and so on go.
        factor: How many times the shipped size.
        seed: Another seed gives other sentences and another deal.

    Returns:
        The number of rows of each table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    makers: Sequence[Table] = (inspections, findings, grades, good_practice, recommendations)
    return {
        name: _write(folder / f"{name}.csv", make(factor, random.Random(f"{seed} {name}")))
        for name, make in zip(TABLES, makers, strict=True)
    }


def _renumbered(name: str, factor: int, random_numbers: random.Random) -> Iterator[Row]:
    rows = shipped(name)
    sentences = Sentences((row["summary"] for row in rows), random_numbers)
    for copy in range(factor):
        yield from (row | {"id": f"{row['id']}-{copy}", "summary": sentences.sentence()} for row in rows)


def _graded_cycles(rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(row["cycle"] for row in rows))


def _simulated(number: int) -> str:
    return f"peel-sim-{number:03}"


def _write(path: Path, rows: Iterator[Row]) -> int:
    first = next(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, first, lineterminator="\n")
        table.writeheader()
        count = 0
        for row in chain([first], rows):
            table.writerow(row)
            count += 1
    return count


def main() -> None:
    """Write tables, and say how many rows."""
    parser = argparse.ArgumentParser(description="Write tables like the shipped ones at a multiple of their size.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--factor", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    for name, count in generate(given.folder, given.factor, given.seed).items():
        print(f"{name + '.csv':22}{count:>8,} rows")


if __name__ == "__main__":
    main()
