"""Annotated documents → the scorecard's page on what is found in a report: definitions, expansions, registers.

    python -m evals.holdings_card --models-dir DIR --document crpa=FILE … --output docs/scorecard

The bundled report and those written for the tests are always measured.
"""

import argparse
import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from assistant.inventory.inventory import make_inventory
from assistant.inventory.report_text import ReportText
from assistant.inventory.tagged_definitions import BundledTagger, Tagger
from assistant.lexicon import open_lexicon
from evals import definitions_found, registers_found
from evals.definitions_found import ALWAYS_HERE, LONGEST_PASSAGE, Half, What, score
from ingest.build import read_and_cut

HALVES: dict[str, Half | None] = {"all": None, "read while the rules were made": "tuned_on", "unread": "unread"}
MOST_TERMS = 300


def write_holdings_card(documents: Mapping[str, Path], folder: Path, tagger: Tagger) -> Path:
    """Measure the documents that are annotated; writes `holdings.md` and `holdings.json`, returns the page."""
    documents = {name: path for name, path in (ALWAYS_HERE | dict(documents)).items() if path.exists()}
    folder.mkdir(parents=True, exist_ok=True)
    found = list(_rows_of_definitions(documents, tagger))
    registers = registers_found.measure(documents)
    listed = [
        [kind, *map(str, registers_found.precision_and_recall(one)), str(len(one.right) + len(one.missed))]
        for kind, one in registers_found.totals(registers).items()
    ]
    largest, milliseconds = _card_milliseconds(documents)
    record = {"documents": sorted(documents), "definitions": found, "registers": listed, "card_ms": milliseconds}
    (folder / "holdings.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    page = folder / "holdings.md"
    lines = [
        "# What is found in a report",
        "",
        f"Measured on {', '.join(sorted(documents))}, against what was annotated by hand by somebody who had not seen "
        "the rules. In brackets, 95 % intervals.",
        "",
        *_table(["definitions and acronyms", "precision", "recall", "annotated"], found),
        "",
        *_table(["registers", "precision", "recall", "annotated"], listed),
        "",
        *_table(["a term's card, warm", "p50 ms", "p95 ms"], [[largest, *(f"{one:.1f}" for one in milliseconds)]]),
    ]
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return page


def _rows_of_definitions(documents: Mapping[str, Path], tagger: Tagger) -> Iterator[list[str]]:
    judged = definitions_found.measure(documents, tagger)
    whats: dict[What, str] = {"definition": "definitions", "expansion": "acronyms spelled out"}
    for what, title in whats.items():
        of_it = [one for one in judged if one.what == what]
        parts = {part: [one for one in of_it if half in (None, one.half)] for part, half in HALVES.items()}
        parts |= {name: [one for one in of_it if one.document == name] for name in documents}
        for part, some in parts.items():
            scored = score(some)
            if scored:
                yield [f"{title}, {part}", str(scored.precision), str(scored.recall), str(scored.noted)]


def _card_milliseconds(documents: Mapping[str, Path]) -> tuple[str, list[float]]:
    """How long a card takes, in the longest document; half of the time, and 95 % of it."""
    reports = {name: ReportText(*read_and_cut(path, LONGEST_PASSAGE)) for name, path in documents.items()}
    name = max(reports, key=lambda one: reports[one].record.characters)
    report = reports[name]
    lexicon = open_lexicon([(report, make_inventory(report))])
    terms = list(dict.fromkeys(line.term for line in lexicon.glossary()))[:MOST_TERMS]
    taken = []
    for term in terms:
        started = time.perf_counter()
        lexicon.card(term)
        taken.append((time.perf_counter() - started) * 1000)
    return f"{name} ({report.record.passages} passages)", [float(np.percentile(taken, share)) for share in (50, 95)]


def _table(heads: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in [heads, ["---"] * len(heads), *rows]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--document", action="append", default=[], metavar="NAME=FILE")
    parser.add_argument("--models-dir", type=Path, required=True, help="where the bundled model is prepared")
    parser.add_argument("--output", type=Path, default=Path("scorecard"), metavar="DIR")
    given = parser.parse_args()
    documents = {name: Path(file) for name, file in (one.split("=", 1) for one in given.document)}
    tagger = BundledTagger(given.models_dir)
    print(write_holdings_card(documents, given.output, tagger).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
