"""What the rules and the checker make of sentences → areas under the curve by kind, and operating points.

The rules' vetoes (numbers, names, dates, negation, quantity, roles…) stay; what is weighed is the judgement by the
share of words. Thresholds come from sentences held out of training, and are then held against the others.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.support import verdict_on
from assistant.vocabulary import synonyms
from evals.written_sentences import FAITHFUL, WrittenSentence
from ingest.chunks import Chunk
from ingest.terms import term_set, terms

Weight = Callable[[str], float]
MOST_PASSAGES = 3
"""Those that hold most of the sentence are read; the others cannot say it."""
VETOES = (
    frozenset({"number", "date"}),
    frozenset({"name", "acronym", "quotation"}),
    frozenset({"negation", "quantifier"}),
)
"""Groups of problems, each with a weight of its own where vetoes are weighed; any other is a group too."""
MOST_PASSED, MOST_STRUCK = 0.01, 0.1


@dataclass(frozen=True)
class Judged:
    """A sentence, whether it passes today, what the rules alone object to on the passage that suits it best (None where
    only too small a share is), the share of its words there, and the checker's logit that the passage says it."""

    written: WrittenSentence
    passes: bool
    veto: str | None
    share: float
    logit: float

    @property
    def faithful(self) -> bool:
        return self.written.kind in FAITHFUL


def judged(
    sentences: Sequence[WrittenSentence], weight: Weight, said: Callable[[Sequence[tuple[str, Chunk]]], np.ndarray]
) -> list[Judged]:
    """`said` gives the checker's logit for each sentence with a passage."""
    near = [_nearest(one, weight) for one in sentences]
    logits = iter(said([(one.text, chunk) for one, chunks in zip(sentences, near, strict=True) for chunk in chunks]))
    found = []
    for one, chunks in zip(sentences, near, strict=True):
        candidates = []
        for chunk in chunks:
            verdict = verdict_on(one.text, [chunk], weight)
            veto = None if verdict.support or verdict.problem == "meaning" else str(verdict.problem)
            share = share_of_words(one.text, chunk, weight)
            candidates.append(Judged(one, verdict.support is not None, veto, share, float(next(logits))))
        found.append(max(candidates, key=lambda each: (each.passes, each.veto is None, each.logit)))
    return found


def share_of_words(sentence: str, chunk: Chunk, weight: Weight) -> float:
    """The share of the sentence's weight that the passage and its headings hold, by the word or a synonym."""
    there = term_set(" ".join([*chunk.section, chunk.text]))
    said = {term: weight(term) for term in terms(sentence)}
    held = sum(value for term, value in said.items() if term in there or synonyms(term) & there)
    return held / (sum(said.values()) or 1.0)


def _nearest(one: WrittenSentence, weight: Weight) -> list[Chunk]:
    return sorted(one.chunks, key=lambda chunk: -share_of_words(one.text, chunk, weight))[:MOST_PASSAGES]


Score = Callable[[Sequence[Judged]], np.ndarray]


def ways_to_score(held_out: Sequence[Judged]) -> dict[str, Score]:
    """Each way to judge: a score a sentence, what is struck whatever the threshold having none (minus infinity)."""
    clear = [one for one in held_out if one.veto is None]
    beside, weighed = LogisticRegression(), LogisticRegression()
    beside.fit(_two(clear), [one.faithful for one in clear])
    weighed.fit(_all(held_out), [one.faithful for one in held_out])

    def unless(struck: Callable[[Judged], bool], score: Score) -> Score:
        return lambda some: np.where([struck(one) for one in some], -np.inf, score(some))

    return {
        "rules, share of words": unless(lambda one: one.veto is not None, lambda some: _column(some, "share")),
        "rules, checker": unless(lambda one: one.veto is not None, lambda some: _column(some, "logit")),
        "rules, checker and share": unless(
            lambda one: one.veto is not None, lambda some: beside.decision_function(_two(some))
        ),
        "today's check, checker": unless(lambda one: not one.passes, lambda some: _column(some, "logit")),
        "checker alone": lambda some: _column(some, "logit"),
        "all weighed, vetoes too": lambda some: weighed.decision_function(_all(some)),
    }


def _column(some: Sequence[Judged], name: str) -> np.ndarray:
    return np.array([getattr(one, name) for one in some], float)


def _two(some: Sequence[Judged]) -> np.ndarray:
    return np.array([[one.logit, one.share] for one in some])


def _all(some: Sequence[Judged]) -> np.ndarray:
    known = frozenset().union(*VETOES)
    return np.array(
        [
            [
                one.logit,
                one.share,
                float(one.passes),
                *(float(one.veto in group) for group in VETOES),
                float(one.veto is not None and one.veto not in known),
            ]
            for one in some
        ]
    )


def rates_at(some: Sequence[Judged], scores: np.ndarray, threshold: float) -> tuple[float, float]:
    """The share of unfaithful sentences that pass, and of faithful ones that are struck."""
    faithful = np.array([one.faithful for one in some])
    passed = (scores >= threshold) & np.isfinite(scores)
    return float(passed[~faithful].mean()), float(1 - passed[faithful].mean())


def threshold_at_most(some: Sequence[Judged], scores: np.ndarray, most_passed: float) -> float:
    """The lowest threshold at which at most this share of unfaithful sentences passes."""
    return next(one for one in _thresholds(scores) if rates_at(some, scores, one)[0] <= most_passed)


def threshold_striking(some: Sequence[Judged], scores: np.ndarray, most_struck: float) -> float:
    """The highest threshold at which at most this share of faithful sentences is struck, or the lowest of all."""
    fine = [one for one in _thresholds(scores) if rates_at(some, scores, one)[1] <= most_struck]
    return fine[-1] if fine else float(_thresholds(scores)[0])


def _thresholds(scores: np.ndarray) -> np.ndarray:
    finite = np.unique(scores[np.isfinite(scores)])
    return np.append(finite, finite[-1] + 1)


def told(held_out: Sequence[Judged], others: Sequence[Judged]) -> str:
    """The whole measure, in Markdown."""
    sets = {"held out": list(held_out)}
    for one in others:
        sets.setdefault(one.written.source, []).append(one)
    lines = ["| set, kind | sentences | AUROC, share of words | checker |", "| --- | --- | --- | --- |"]
    for name, some in sets.items():
        lines += _areas(name, some)
    today = {name: rates_at(some, np.array([float(one.passes) for one in some]), 0.5) for name, some in sets.items()}
    lines += ["", f"| way, threshold from the held out | {' | '.join(sets)} |", "| --- |" + " --- |" * len(sets)]
    lines.append(_row("today", today.values()))
    for way, score in ways_to_score(held_out).items():
        scores = {name: score(some) for name, some in sets.items()}
        own = scores["held out"]
        for point, threshold in {
            f"at most {MOST_PASSED:.0%} pass": threshold_at_most(held_out, own, MOST_PASSED),
            "as many pass as today": threshold_at_most(held_out, own, today["held out"][0]),
            f"at most {MOST_STRUCK:.0%} struck": threshold_striking(held_out, own, MOST_STRUCK),
        }.items():
            rates = [rates_at(some, scores[name], threshold) for name, some in sets.items()]
            lines.append(_row(f"{way}: {point} ({threshold:.2f})", rates))
        best = [rates_at(some, scores[n], threshold_at_most(some, scores[n], MOST_PASSED)) for n, some in sets.items()]
        lines.append(_row(f"{way}: at most {MOST_PASSED:.0%} pass, threshold from each set itself", best))
    lines += ["", "Each cell: unfaithful that pass, faithful that are struck."]
    return "\n".join(lines)


def _areas(name: str, some: Sequence[Judged]) -> list[str]:
    faithful = [one for one in some if one.faithful]
    lines = []
    for kind in ["all", *sorted({one.written.kind for one in some if not one.faithful})]:
        others = [one for one in some if not one.faithful and kind in ("all", one.written.kind)]
        labels = [one.faithful for one in [*faithful, *others]]
        areas = [roc_auc_score(labels, _column([*faithful, *others], column)) for column in ("share", "logit")]
        lines.append(f"| {name}, {kind} | {len(labels)} | {areas[0]:.3f} | {areas[1]:.3f} |")
    return lines


def _row(name: str, rates: Iterable[tuple[float, float]]) -> str:
    return f"| {name} | {' | '.join(f'{passed:.3f}, {struck:.3f}' for passed, struck in rates)} |"
