"""PIAF → the weights of `assistant.relevance`, fitted on a part of its articles and measured on the rest.

`python -m evals.fit_relevance --dataset piaf-v1.0.json` writes `assistant/relevance_weights.json` and prints
the measures. Each article becomes reports of three sizes (alone, with a few other articles, with many), asked
with the right paragraph in and with it taken out. How much to trust the reader is fitted on articles that it was
not trained on, asked of all articles, also with the right article out; `--written` adds questions to those, of which
some are near and unanswered, and `--document` pages on which it asks something. Seeded: two runs write the same file.
"""

import argparse
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.passages import retrieve
from assistant.questions import Question, understand
from assistant.reader import BundledReader
from assistant.relevance import (
    CLOSE_BEHIND,
    CONTEXT_SIGNALS,
    READING_SIGNALS,
    SIGNALS,
    WEIGHTS_FILE,
    ScoredSentence,
    context_signals,
    reading_signals,
    score_sentences,
    sentence_signals,
    unread_log_odds,
    with_reading,
)
from assistant.reranking import Reranker, with_reader
from evals.memory_index import MemoryIndex, sentence_starts
from evals.splits import SEED, held_out_articles, train_articles, tuning_articles
from evals.squad import Dataset, holds_answer, load_squad
from evals.training_questions import dataset_of_documents, with_written_questions
from evals.vectors import Vectors, embed_dataset
from ingest.embeddings import open_embedder

OTHER_ARTICLES = (0, 4, 40)
K = 5
WRONG_PER_RIGHT = 8
READER_WEIGHTS = (0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.3, 1.7)


@dataclass(frozen=True)
class Trial:
    """One question asked of one index: the signals of each sentence, which hold the answer, if any can."""

    answerable: bool
    signals: np.ndarray
    right: np.ndarray
    passages: np.ndarray


def trials(dataset: Dataset, vectors: Vectors, articles: list[int], seed: int) -> list[Trial]:
    """Every question of these articles, on an index of each size in turn, with and without its paragraph."""
    choose, starts = random.Random(seed), sentence_starts(dataset)
    by_article: dict[int, list[int]] = {}
    for number, article in enumerate(dataset.articles):
        by_article.setdefault(article, []).append(number)
    made = []
    for position, asked in enumerate(dataset.questions):
        article = dataset.articles[asked.paragraph]
        if article not in articles or not asked.answered:
            continue
        others = choose.sample(articles, min(len(articles), OTHER_ARTICLES[position % len(OTHER_ARTICLES)]))
        paragraphs = [n for a in {article, *others} for n in by_article[a]]
        question = understand(asked.text)
        for answerable in (True, False):
            numbers = paragraphs if answerable else [n for n in paragraphs if n != asked.paragraph]
            if not numbers:
                continue
            index = MemoryIndex(dataset, vectors, starts, numbers)
            passages = retrieve(question, vectors.questions[position], index, K)  # type: ignore[arg-type]
            known = index.terms.frequencies.__contains__
            found = list(sentence_signals(question, passages, index.terms.weight, known))
            right_id = dataset.paragraphs[asked.paragraph].id
            right = [p.chunk.id == right_id and holds_answer(p.chunk, number, asked) for p, number, _ in found]
            ids = np.array([passage.chunk.id for passage, *_ in found])
            made.append(Trial(answerable, np.array([s for *_, s in found]), np.array(right), ids))
    return made


@dataclass(frozen=True)
class ReadTrial:
    """One question asked of passages that the reader has read: every sentence, and which hold the answer."""

    question: Question
    known: Callable[[str], bool]
    answerable: bool
    sentences: tuple[ScoredSentence, ...]
    right: frozenset[tuple[str, int]]

    def is_right(self, sentence: ScoredSentence) -> bool:
        return (sentence.passage.chunk.id, sentence.number) in self.right


def read_trials(dataset: Dataset, vectors: Vectors, articles: Sequence[int], reranker: Reranker) -> list[ReadTrial]:
    """Every question of these articles asked of the whole dataset, of it without their article, and of the article
    alone without the right paragraph: far and near, what cannot be answered. What has no answer, asked of the whole
    and of its article.
    """
    starts, everything = sentence_starts(dataset), range(len(dataset.paragraphs))
    whole = MemoryIndex(dataset, vectors, starts, everything)
    made = []
    for article in articles:
        own = [number for number in everything if dataset.articles[number] == article]
        without = MemoryIndex(dataset, vectors, starts, [n for n in everything if dataset.articles[n] != article])
        for position, asked in enumerate(dataset.questions):
            if dataset.articles[asked.paragraph] != article:
                continue
            right = dataset.paragraphs[asked.paragraph]
            holding = frozenset((right.id, n) for n in range(len(right.sentences)) if holds_answer(right, n, asked))
            near = [number for number in own if number != asked.paragraph] if asked.answered else own
            indexes = [whole, without] if asked.answered else [whole]
            for index in [*indexes, *([MemoryIndex(dataset, vectors, starts, near)] if near else [])]:
                question = understand(asked.text, index.terms.corrected)
                passages = retrieve(question, vectors.questions[position], index, reranker.depth)  # type: ignore[arg-type]
                known = index.terms.frequencies.__contains__
                found = score_sentences(question, reranker.order(question, passages), index.terms.weight, known)
                if found:
                    answerable = asked.answered and index is whole
                    made.append(ReadTrial(question, known, answerable, tuple(found), holding))
    return made


def fit_reading(tuning: Sequence[ReadTrial]) -> dict[str, Any]:
    """The weight of the reader that puts the answer first most often, then the confidence in what is quoted."""
    can = [trial for trial in tuning if trial.answerable]

    def first(weight: float) -> float:
        return float(np.mean([trial.is_right(with_reading(trial.sentences, weight)[0]) for trial in can]))

    weight = max(READER_WEIGHTS, key=first)
    values, quoted = reading_rows(tuning, weight)
    model = LogisticRegression(fit_intercept=False, max_iter=5000)
    model.fit(values, quoted)
    return {"weight": weight, "confidence": _named(READING_SIGNALS, model.coef_[0])}


def reading_rows(trials: Sequence[ReadTrial], weight: float) -> tuple[np.ndarray, np.ndarray]:
    """For each trial, the values of `READING_SIGNALS` and whether what would be quoted holds the answer."""
    rows, quoted = [], []
    for trial in trials:
        ranked = with_reading(trial.sentences, weight)
        best = ranked[0]
        rows.append(reading_signals(trial.question, ranked, unread_log_odds(ranked), trial.known))
        quoted.append(
            any(
                trial.is_right(one)
                for one in ranked
                if one.passage.chunk.id == best.passage.chunk.id and best.score - one.score <= CLOSE_BEHIND
            )
        )
    return np.array(rows), np.array(quoted)


def fit_ranking(training: list[Trial], seed: int) -> dict[str, float]:
    """Pairwise logistic regression: the right sentence against others of the same question."""
    choose = np.random.RandomState(seed)
    differences = []
    for trial in training:
        if not trial.right.any() or trial.right.all():
            continue
        right, wrong = trial.signals[trial.right][0], trial.signals[~trial.right]
        differences.extend(right - wrong[choose.permutation(len(wrong))[:WRONG_PER_RIGHT]])
    rows = np.array(differences)
    model = LogisticRegression(fit_intercept=False, max_iter=5000)
    model.fit(np.concatenate([rows, -rows]), np.repeat([1, 0], len(rows)))
    return _named(SIGNALS, model.coef_[0])


def fit_confidence(training: list[Trial], ranking: dict[str, float]) -> dict[str, float]:
    """Logistic regression: is the answer in what would be quoted, on all trials, answerable or not?"""
    ranked = [_rank(trial, ranking) for trial in training]
    model = LogisticRegression(fit_intercept=False, max_iter=5000)
    model.fit([one.values for one in ranked], [one.quoted for one in ranked])
    return _named((*CONTEXT_SIGNALS, *SIGNALS), model.coef_[0])


def _named(names: tuple[str, ...], weights: np.ndarray) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


@dataclass(frozen=True)
class _Ranked:
    """A trial as the assistant would rank it: what the confidence looks at, and where the answer came."""

    values: tuple[float, ...]
    first: bool
    three: bool
    quoted: bool


def _rank(trial: Trial, ranking: dict[str, float]) -> _Ranked:
    scores = trial.signals @ np.array([ranking[name] for name in SIGNALS])
    order = np.argsort(-scores, kind="stable")
    best = order[0]
    best_of: dict[str, float] = {}
    for row in order:
        best_of.setdefault(trial.passages[row], float(scores[row]))
    beside = (trial.passages == trial.passages[best]) & (scores[best] - scores <= CLOSE_BEHIND)
    values = (*context_signals(list(best_of.values())), *trial.signals[best])
    first, three = bool(trial.right[best]), bool(trial.right[order[:3]].any())
    return _Ranked(values, first, three, bool(trial.right[beside].any()))


def measure(held_out: list[Trial], ranking: dict[str, float], confidence: dict[str, float]) -> dict[str, float]:
    """Answer in the first and first three sentences, AUROC of refusal, and error rates by threshold."""
    ranked = [_rank(trial, ranking) for trial in held_out]
    weights = np.array([confidence[name] for name in (*CONTEXT_SIGNALS, *SIGNALS)])
    sure = 1 / (1 + np.exp(-np.array([one.values for one in ranked]) @ weights))
    answerable = np.array([trial.answerable for trial in held_out])
    can = [one for one, trial in zip(ranked, held_out, strict=True) if trial.answerable]
    measures = {
        "questions": float(len(can)),
        "answer_in_first": float(np.mean([one.first for one in can])),
        "answer_in_three": float(np.mean([one.three for one in can])),
        "answer_quoted": float(np.mean([one.quoted for one in can])),
        "auroc": float(roc_auc_score(answerable, sure)),
    }
    for threshold in (0.1, 0.2, 0.3, 0.4, 0.5):
        measures[f"refused_wrongly@{threshold}"] = float(np.mean(sure[answerable] < threshold))
        measures[f"answered_wrongly@{threshold}"] = float(np.mean(sure[~answerable] >= threshold))
    return {name: round(value, 4) for name, value in measures.items()}


def _fit_without_reader(dataset: Dataset, vectors: Vectors, name: str) -> dict[str, Any]:
    training = trials(dataset, vectors, train_articles(dataset), SEED)
    ranking = fit_ranking(training, SEED)
    sureness = fit_confidence(training, ranking)
    measures = measure(trials(dataset, vectors, held_out_articles(dataset), SEED + 1), ranking, sureness)
    # The weights fitted so far are those that ranking reads.
    fitted: dict[str, Any] = {
        "dataset": name,
        "seed": SEED,
        "ranking": ranking,
        "confidence": sureness,
        "reading": {"weight": 0.0, "confidence": {}},
        "held_out": measures,
    }
    _write(fitted)
    return fitted


def _known() -> dict[str, Any]:
    return json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dataset", type=Path, required=True)
    parser.add_argument("--models-dir", type=Path, required=True, help="where the bundled model is prepared")
    parser.add_argument("--cache", type=Path, help="a .npz file that keeps the vectors between runs")
    parser.add_argument("--written", type=Path, nargs="*", default=[], help="questions on the articles to tune on")
    parser.add_argument("--document", type=Path, nargs="*", default=[], help="pages that the reader was not trained on")
    parser.add_argument("--reading-only", action="store_true", help="keep the weights that no reader is needed for")
    options = parser.parse_args()
    dataset = with_written_questions(load_squad(options.dataset), options.written)
    embedder = open_embedder("bundled", options.models_dir)
    vectors = embed_dataset(dataset, embedder, options.cache)
    fitted = _known() if options.reading_only else _fit_without_reader(dataset, vectors, options.dataset.name)
    reranker = with_reader(BundledReader(options.models_dir))
    read = read_trials(dataset, vectors, tuning_articles(dataset), reranker)
    if options.document:
        pages = dataset_of_documents(options.document, options.written)
        read += read_trials(pages, embed_dataset(pages, embedder), sorted(set(pages.articles)), reranker)
    fitted["reading"] = fit_reading(read)
    _write(fitted)
    print(json.dumps(fitted, indent=2))


def _write(fitted: dict[str, Any]) -> None:
    WEIGHTS_FILE.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
