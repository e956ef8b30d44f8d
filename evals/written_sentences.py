"""Sentences as a model might write them, each with passages and a verdict → what the check lets pass and strikes.

Sources: sentences written by hand about the bundled report and the questions on open data; others written about PIAF's
paragraphs by somebody who had not seen how the check works, of which one part was read while it was mended and the
other never; and those made from a dataset's own sentences by a change that makes them untrue: another number, date or
name, a negation, a quantifier, the beginning of one sentence with the end of another. Seeded.
"""

import json
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.support import verdict_on
from evals.squad import Dataset
from ingest.chunks import Chunk
from ingest.terms import term_set

WRITTEN = Path(__file__).parent / "written_sentences.json"
FAITHFUL = ("supported", "paraphrase")
UNFAITHFUL = (
    "number_changed",
    "date_changed",
    "name_changed",
    "negated",
    "quantifier_changed",
    "mixed",
    "invented",
    "elsewhere",
)
SHORTEST, LONGEST = 50, 260
A_KIND = 30
"""Sentences made of each kind."""


@dataclass(frozen=True)
class WrittenSentence:
    """A sentence, the passages that it was written from, and its kind, which says whether they bear it."""

    text: str
    chunks: tuple[Chunk, ...]
    kind: str
    source: str


@dataclass(frozen=True)
class Checked:
    """What the check made of a written sentence, in how many milliseconds."""

    written: WrittenSentence
    passed: bool
    problem: str
    milliseconds: float


def check(sentences: Sequence[WrittenSentence], weight: Callable[[str], float]) -> list[Checked]:
    checked = []
    for one in sentences:
        started = time.perf_counter()
        verdict = verdict_on(one.text, one.chunks, weight)
        took = (time.perf_counter() - started) * 1000
        checked.append(Checked(one, verdict.support is not None, str(verdict.problem), took))
    return checked


def rates_by_source(checked: Sequence[Checked]) -> dict[str, dict[str, float]]:
    """Source → the rates of its sentences."""
    sources = dict.fromkeys(one.written.source for one in checked)
    return {source: rates([one for one in checked if one.written.source == source]) for source in sources}


def passed_by_kind(checked: Sequence[Checked]) -> dict[str, tuple[int, int]]:
    """Kind → (how many passed, of how many)."""
    kinds = dict.fromkeys(one.written.kind for one in checked)
    return {
        kind: (
            sum(one.passed for one in checked if one.written.kind == kind),
            sum(one.written.kind == kind for one in checked),
        )
        for kind in kinds
    }


def written_by_hand(name: str, chunks: Sequence[Chunk]) -> list[WrittenSentence]:
    """Those about the document `name`, whose passages are `chunks`; those of some paragraphs get these alone."""
    rows = [row for row in json.loads(WRITTEN.read_text(encoding="utf-8")) if row["dataset"] == name]
    return [
        WrittenSentence(
            row["sentence"],
            tuple(chunks) if row["paragraphs"] is None else tuple(chunks[number] for number in row["paragraphs"]),
            row["kind"],
            row["source"],
        )
        for row in rows
    ]


NUMBER = re.compile(r"(?<![\d,.])(?!1[5-9]\d\d\b|20\d\d\b)\d{1,3}(?:[  ]\d{3})*(?:,\d+)?(?![\d,.]|e\b|er\b)")
YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
NAME = re.compile(r"(?<=[a-zé,] )[A-ZÉ][a-zéèêîïôç]{3,}(?: [A-ZÉ][a-zéèêîïôç]{3,})?\b")
VERB = re.compile(
    r"(?<![nN]['’e] )(?<!['’])\b(est|sont|était|étaient|fut|furent|peut|peuvent|sera|devient|reste) (?!pas)"
)
QUANTIFIED = (
    (re.compile(r"\b(certains|certaines|plusieurs|quelques) "), "tous les "),
    (re.compile(r"\bplus (de|d['’])(?= ?\d)"), r"moins \1"),
    (re.compile(r"\bmoins (de|d['’])(?= ?\d)"), r"plus \1"),
    (re.compile(r"\b(souvent|parfois|généralement)\b"), "toujours"),
    (re.compile(r"\bla plupart des\b"), "l'ensemble des"),
    (re.compile(r"\bau moins\b"), "au plus"),
    (re.compile(r"\b(environ|près de|presque)\b"), "exactement"),
    (re.compile(r"\bpeut (?=\w+er\b)"), "doit "),
)
INVENTIONS = (
    "{name} a reçu un prix pour l'ensemble de ces travaux.",
    "{name} employait alors près de trois cents personnes.",
    "Cette décision de {name} a été vivement critiquée par la presse.",
    "{name} a dû y renoncer faute de moyens.",
    "Les habitants ont protesté contre {name} pendant plusieurs semaines.",
    "{name} a ensuite été vendu à un groupe étranger.",
)


def made_from(dataset: Dataset, articles: Sequence[int], seed: int) -> list[WrittenSentence]:
    """`A_KIND` sentences of each kind (fewer where there is not enough to change), from these articles."""
    choose = random.Random(seed)
    places = [
        (number, sentence)
        for number, article in enumerate(dataset.articles)
        if article in set(articles)
        for sentence in dataset.paragraphs[number].sentence_texts()
        if SHORTEST <= len(sentence) <= LONGEST and re.match(r"[A-ZÀÉ]", sentence) and sentence.endswith(".")
    ]
    choose.shuffle(places)
    names = sorted({found for _, sentence in places for found in NAME.findall(sentence)})
    made: list[WrittenSentence] = []
    for kind in ("supported", *UNFAITHFUL):
        found = 0
        for number, sentence in places:
            if found == A_KIND:
                break
            written = _changed(kind, number, sentence, dataset, names, choose)
            if written is not None:
                made.append(written)
                found += 1
    return made


def _changed(
    kind: str, number: int, sentence: str, dataset: Dataset, names: Sequence[str], choose: random.Random
) -> WrittenSentence | None:
    paragraph = dataset.paragraphs[number]
    chunks: tuple[Chunk, ...] = (paragraph,)
    text: str | None = None
    if kind == "supported":
        text = sentence
    elif kind == "number_changed" and (found := NUMBER.search(sentence)):
        text = _replaced(sentence, found, str(int(re.sub(r"\D", "", found[0].split(",")[0])) * 2 + 7))
    elif kind == "date_changed" and (found := YEAR.search(sentence)):
        year = int(found[0]) + choose.choice([-11, -2, 3, 12])
        text = _replaced(sentence, found, str(year)) if str(year) not in paragraph.text else None
    elif kind == "name_changed" and (found := NAME.search(sentence)):
        other = choose.choice(names)
        text = _replaced(sentence, found, other) if other not in paragraph.text else None
    elif kind == "negated" and (found := VERB.search(sentence)):
        text = _replaced(sentence, found, f"n'{found[1]} pas " if found[1][0] in "eé" else f"ne {found[1]} pas ")
    elif kind == "quantifier_changed":
        text = next((p.sub(new, sentence, count=1) for p, new in QUANTIFIED if p.search(sentence)), None)
    elif kind == "mixed":
        text, chunks = _mixed(number, sentence, dataset, choose)
    elif kind == "invented" and (found := NAME.search(sentence)):
        text = choose.choice(INVENTIONS).format(name=found[0])
    elif kind == "elsewhere":
        others = _others_of_article(number, dataset)
        chunks = (dataset.paragraphs[choose.choice(others)],) if others else ()
        text = sentence if others else None
    return WrittenSentence(text, chunks, kind, "made by a change") if text else None


def _mixed(number: int, sentence: str, dataset: Dataset, choose: random.Random) -> tuple[str | None, tuple[Chunk, ...]]:
    """The subject of the sentence with what another paragraph of the article says of something else."""
    begin = VERB.search(sentence)
    others = _others_of_article(number, dataset)
    subject = sentence[: begin.start()] if begin else ""
    if not begin or not others or re.match(r"(Il|Elle|Ils|Elles|Ce|C|On|Cela)\b", subject):
        return None, ()
    other = dataset.paragraphs[choose.choice(others)]
    for candidate in other.sentence_texts():
        end = VERB.search(candidate)
        if end and term_set(subject) <= term_set(candidate[: end.start()]):
            # Said of the same: true, and not mixed.
            continue
        if end and end[1] == begin[1] and len(candidate) - end.start() > SHORTEST:
            return sentence[: begin.start()] + candidate[end.start() :], (dataset.paragraphs[number], other)
    return None, ()


def _others_of_article(number: int, dataset: Dataset) -> list[int]:
    return [n for n, article in enumerate(dataset.articles) if article == dataset.articles[number] and n != number]


def _replaced(text: str, found: re.Match[str], by: str) -> str:
    return text[: found.start()] + by + text[found.end() :]


def failures(checked: Sequence[Checked]) -> Iterator[Checked]:
    """What should have been struck and passed, and what should have passed and was struck."""
    return (one for one in checked if one.passed != (one.written.kind in FAITHFUL))


def rates(checked: Sequence[Checked]) -> dict[str, float]:
    """The share of unfaithful sentences that pass, of faithful ones that are struck, and the time of one."""
    faithful = [one.passed for one in checked if one.written.kind in FAITHFUL]
    unfaithful = [one.passed for one in checked if one.written.kind not in FAITHFUL]
    return {
        "sentences": float(len(checked)),
        "unfaithful_passed": float(np.mean(unfaithful)),
        "faithful_struck": 1 - float(np.mean(faithful)),
        "p95_ms": float(np.percentile([one.milliseconds for one in checked], 95)),
    }
