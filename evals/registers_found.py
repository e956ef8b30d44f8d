"""Documents annotated by hand → how many of the entries found are right, and how many of the right ones are found.

`python -m evals.registers_found --document NAME=FILE …` reads the documents that `annotated_registers.json` speaks of
and prints precision and recall by kind, with their 95 % intervals, and every failure. The annotation is complete for
the sections that it names (every section where it names none): what is found there and not annotated is wrong.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt
from pathlib import Path

from assistant.inventory.entries import KINDS, Entry, Kind
from assistant.inventory.inventory import make_inventory
from assistant.inventory.report_text import ReportText
from assistant.inventory.told import folded
from evals.measures import Figure
from ingest.build import read_and_cut

ANNOTATED = Path(__file__).with_name("annotated_registers.json")
PASSAGE_LENGTH = 1000


@dataclass(frozen=True)
class Annotated:
    """One entry that a document should hold: `label` is the number of a recommendation, else a part of its label."""

    document: str
    kind: Kind
    label: str


@dataclass
class Compared:
    """One kind: what was found and right, found and wrong, and missed."""

    right: list[Entry] = field(default_factory=list)
    wrong: list[Entry] = field(default_factory=list)
    missed: list[Annotated] = field(default_factory=list)


def interval(successes: int, trials: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a proportion."""
    if trials == 0:
        return 0.0, 1.0
    z, share = 1.96, successes / trials
    middle = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)) / (1 + z * z / trials)
    return max(0.0, middle - half), min(1.0, middle + half)


def compare(document: str, entries: list[Entry], annotated: list[Annotated]) -> dict[Kind, Compared]:
    """By kind; an entry answers one annotation, and an annotation takes one entry."""
    compared: dict[Kind, Compared] = defaultdict(Compared)
    for kind in KINDS:
        waiting = [one for one in annotated if one.document == document and one.kind == kind]
        labels = {folded(one.label) for one in waiting}
        of_kind = [entry for entry in entries if entry.kind == kind]
        for entry in sorted(of_kind, key=lambda entry: folded(entry.label) not in labels):
            meant = [one for one in waiting if is_meant(one, entry)]
            same = next((one for one in meant if folded(one.label) == folded(entry.label)), next(iter(meant), None))
            if same:
                waiting.remove(same)
                compared[kind].right.append(entry)
            else:
                compared[kind].wrong.append(entry)
        compared[kind].missed = waiting
    return compared


def is_meant(wanted: Annotated, entry: Entry) -> bool:
    """A recommendation by its number where it has one, anything else by its label, near enough."""
    if wanted.kind == "recommendations" and entry.number:
        return folded(wanted.label) == folded(entry.number)
    said, label = folded(entry.label), folded(wanted.label)
    return label == said or said.startswith(label) or label in said or said in label


def read_entries(path: Path, sections: list[str] | None) -> list[Entry]:
    """Every entry of a file, or of some sections of it, found without an index."""
    record, chunks = read_and_cut(path, PASSAGE_LENGTH)
    if sections is not None:
        chunks = [chunk for chunk in chunks if _is_one_of(chunk.section, sections)]
        outline = tuple(heading for heading in record.outline if _is_one_of(heading.section, sections))
        record = replace(record, outline=outline)
    return make_inventory(ReportText(record, chunks)).entries


def _is_one_of(section: Sequence[str], wanted: list[str]) -> bool:
    return any(title in heading for title in wanted for heading in section)


def measure(documents: Mapping[str, Path]) -> dict[str, dict[Kind, Compared]]:
    """Each of the documents that are given and annotated, by kind."""
    stored = json.loads(ANNOTATED.read_text(encoding="utf-8"))
    annotated = [Annotated(one["document"], one["kind"], one["label"]) for one in stored["entries"]]
    return {
        name: compare(name, read_entries(path, stored["documents"][name]["sections"]), annotated)
        for name, path in documents.items()
        if name in stored["documents"]
    }


def totals(measured: Mapping[str, Mapping[Kind, Compared]]) -> dict[Kind, Compared]:
    """All documents together."""
    summed: dict[Kind, Compared] = {kind: Compared() for kind in KINDS}
    for compared in measured.values():
        for kind, one in compared.items():
            summed[kind].right += one.right
            summed[kind].wrong += one.wrong
            summed[kind].missed += one.missed
    return summed


def precision_and_recall(one: Compared) -> tuple[Figure, Figure]:
    """With Wilson's 95 % intervals."""
    right = len(one.right)
    return _figure(right, right + len(one.wrong)), _figure(right, right + len(one.missed))


def _figure(successes: int, trials: int) -> Figure:
    return Figure(successes / trials if trials else 0.0, *interval(successes, trials))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--document", action="append", default=[], metavar="NAME=FILE", required=True)
    documents = {name: Path(path) for name, path in (one.split("=", 1) for one in parser.parse_args().document)}
    measured = measure(documents)
    for name, compared in measured.items():
        for kind, one in compared.items():
            for entry in one.wrong:
                print(f"{name} {kind} WRONG   {entry.label!r} in {' '.join(entry.citation.quote.split())[:120]!r}")
            for missing in one.missed:
                print(f"{name} {kind} MISSED  {missing.label!r}")
    for kind, one in totals(measured).items():
        precision, recall = precision_and_recall(one)
        right = len(one.right)
        print(
            f"{kind:<16} precision {precision} ({right}/{right + len(one.wrong)})   recall {recall} "
            f"({right}/{right + len(one.missed)})"
        )


if __name__ == "__main__":
    main()
