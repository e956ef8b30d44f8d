"""Documents and what somebody noted in them by hand → precision and recall of the definitions and expansions found.

    python -m evals.definitions_found --models-dir DIR --document crpa=FILE --document debian-faq=FILE …

The bundled report and those written for the tests are measured too. Only the sections noted wholly count. The terms
fall into two halves by their hash: the rules were made with one before the eyes, the other was never read.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from assistant.inventory.acronyms import find_acronyms
from assistant.inventory.definitions import find_definitions
from assistant.inventory.lemmas import lemma_key
from assistant.inventory.plain import plain
from assistant.inventory.report_text import ReportText
from assistant.inventory.tagged_definitions import BundledTagger, Tagger
from assistant.sentences import Citation
from evals.measures import Figure, mean_with_interval
from ingest.build import BUNDLED_REPORT, read_and_cut
from ingest.terms import fold

ANNOTATED = Path(__file__).parent / "annotated_definitions.json"
WRITTEN = Path(__file__).parent.parent / "tests" / "documents"
ALWAYS_HERE = {
    "bundled": BUNDLED_REPORT,
    "mobilites": WRITTEN / "rapport_mobilites.md",
    "lecture-publique": WRITTEN / "rapport_lecture_publique.md",
    "friches": WRITTEN / "rapport_friches.md",
    "alternance": WRITTEN / "rapport_alternance.md",
    "acces-aux-soins": WRITTEN / "rapport_acces_aux_soins.md",
    "commande-publique": WRITTEN / "rapport_commande_publique.md",
}
LONGEST_PASSAGE = 1000
NUMBER = re.compile(r"^(?:CHAPITRE\s+|Chapitre\s+)?[\dA-Z]{1,2}(?:\.\d+)*[.)]?\s+")
Half = Literal["tuned_on", "unread"]
What = Literal["definition", "expansion"]


@dataclass(frozen=True)
class Judged:
    """A definition or an expansion that was noted, found, or both: it is right when it is both."""

    what: What
    document: str
    term: str
    noted: bool
    found: bool
    text: str
    form: str = ""

    @property
    def half(self) -> Half:
        known = hashlib.sha256(" ".join(lemma_key(self.term)).encode()).digest()
        return "tuned_on" if known[0] % 2 else "unread"


@dataclass(frozen=True)
class Score:
    """Precision and recall with their intervals, over so many found and so many noted."""

    precision: Figure
    recall: Figure
    found: int
    noted: int


def measure(documents: Mapping[str, Path], tagger: Tagger) -> list[Judged]:
    """What was noted or found in each of the documents that are given and noted."""
    annotated = json.loads(ANNOTATED.read_text(encoding="utf-8"))
    judged: list[Judged] = []
    for name, path in documents.items():
        if name not in annotated["documents"]:
            continue
        report = ReportText(*read_and_cut(path, LONGEST_PASSAGE))
        sections = annotated["documents"][name]["sections"]
        judged += _definitions(name, report, tagger, sections, _of(annotated["definitions"], name))
        judged += _expansions(name, report, sections, _of(annotated["acronyms"], name))
    return judged


def score(judged: Sequence[Judged]) -> Score | None:
    """None where nothing was found or nothing noted."""
    found, noted = [one for one in judged if one.found], [one for one in judged if one.noted]
    if not found or not noted:
        return None
    return Score(_share(found, lambda one: one.noted), _share(noted, lambda one: one.found), len(found), len(noted))


def _share(of: Sequence[Judged], holds: Callable[[Judged], bool]) -> Figure:
    return mean_with_interval(np.array([float(holds(one)) for one in of]), np.arange(len(of)))


def _of(noted: Sequence[dict[str, str]], document: str) -> list[dict[str, str]]:
    return [one for one in noted if one["document"] == document]


def _definitions(
    name: str, report: ReportText, tagger: Tagger, sections: Sequence[str] | None, noted: Sequence[dict[str, str]]
) -> list[Judged]:
    left = list(noted)
    judged = []
    for definition in find_definitions(report, tagger):
        if not _in_sections(definition.citation, sections):
            continue
        quote = plain(definition.citation.quote)
        right = [one for one in left if _same_term(one["term"], definition.term) and _begins(quote, one["opening"])]
        if right:
            left.remove(right[0])
        judged.append(Judged("definition", name, definition.term, bool(right), True, quote[:120], definition.form))
    return judged + [Judged("definition", name, one["term"], True, False, one["opening"]) for one in left]


def _expansions(
    name: str, report: ReportText, sections: Sequence[str] | None, noted: Sequence[dict[str, str]]
) -> list[Judged]:
    left = {one["form"]: one["expansion"] for one in noted}
    judged = []
    for acronym in find_acronyms(report):
        if acronym.expansion is None or not _in_sections(acronym.citation, sections):
            continue
        right = _same_words(left.pop(acronym.form, ""), acronym.expansion)
        judged.append(Judged("expansion", name, acronym.form, right, True, acronym.expansion))
    return judged + [Judged("expansion", name, form, True, False, expansion) for form, expansion in left.items()]


def _in_sections(citation: Citation, sections: Sequence[str] | None) -> bool:
    return sections is None or bool({_title(one) for one in citation.section} & {_title(one) for one in sections})


def _title(text: str) -> str:
    """Letters only: a title of two lines in a PDF may have kept a hyphen."""
    return "".join(re.findall(r"\w+", fold(NUMBER.sub("", text.strip()))))


def _same_term(one: str, other: str) -> bool:
    return lemma_key(one) == lemma_key(other)


def _same_words(one: str, other: str) -> bool:
    return lemma_key(one) == lemma_key(other)


def _begins(quote: str, opening: str) -> bool:
    said, wanted = re.findall(r"\w+", fold(quote)), re.findall(r"\w+", fold(plain(opening)))
    return said[: len(wanted)] == wanted


def main() -> None:
    parser = argparse.ArgumentParser(description="Precision and recall of the definitions found.")
    parser.add_argument("--document", action="append", default=[], metavar="NAME=FILE")
    parser.add_argument("--models-dir", type=Path, required=True, help="where the bundled model is prepared")
    parser.add_argument("--unread", action="store_true", help="print the failures of the unread half too")
    arguments = parser.parse_args()
    documents = ALWAYS_HERE | {name: Path(file) for name, file in (one.split("=", 1) for one in arguments.document)}
    judged = measure(documents, BundledTagger(arguments.models_dir))
    for one in judged:
        if one.noted != one.found and (arguments.unread or one.half == "tuned_on"):
            print(
                f"{'missed' if one.noted else 'wrong '} {one.what} {one.document} [{one.form}] {one.term} | {one.text}"
            )
    halves: tuple[tuple[str, Half | None], ...] = (("all", None), ("tuned on", "tuned_on"), ("unread", "unread"))
    for what in ("definition", "expansion"):
        for title, half in halves:
            _print(f"{what}s, {title}", [one for one in judged if one.what == what and half in (None, one.half)])
        for name in documents:
            _print(f"{what}s, {name}", [one for one in judged if one.what == what and one.document == name])


def _print(title: str, judged: Sequence[Judged]) -> None:
    scored = score(judged)
    if scored:
        print(
            f"{title}: precision {scored.precision} of {scored.found} found, recall {scored.recall} of "
            f"{scored.noted} noted"
        )


if __name__ == "__main__":
    main()
