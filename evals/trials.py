"""A dataset and the assistant → what came of each question, its answer being in the index, then taken out."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answers import PASSAGES, Assistant
from assistant.passages import retrieve
from assistant.questions import understand
from assistant.relevance import ScoredSentence, score_sentences
from evals.memory_index import MemoryIndex, sentence_starts
from evals.squad import AskedQuestion, Dataset, holds_answer
from evals.vectors import Vectors

LEAST_CONFIDENCE = 0.2
DEEP = 10
"""Passages looked at by the measures of retrieval; the assistant itself reads `PASSAGES`."""


@dataclass(frozen=True)
class Outcome:
    """One question asked once. `first` and `three` are of the ranking, refused or not; `quoted_…` of the answer."""

    question: str
    article: int
    answerable: bool
    ranking: tuple[str, ...]
    first: bool
    three: bool
    answered: bool
    quoted_first: bool
    quoted: bool
    exact: bool
    confidence: float
    milliseconds: float


class _KnownQuestion:
    """An embedder that has the vector of the question asked: thousands of questions are embedded once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.vector = np.empty(0)

    def embed_question(self, question: str) -> np.ndarray:
        return self.vector


def ask_all(dataset: Dataset, vectors: Vectors, articles: Sequence[int]) -> Iterator[Outcome]:
    """Every question of `articles`, on an index of the whole dataset, then on one without the question's article."""
    starts = sentence_starts(dataset)
    everything = range(len(dataset.paragraphs))
    whole = MemoryIndex(dataset, vectors, starts, everything)
    for article in articles:
        others = [number for number in everything if dataset.articles[number] != article]
        without = MemoryIndex(dataset, vectors, starts, others)
        for position, asked in enumerate(dataset.questions):
            if dataset.articles[asked.paragraph] == article:
                vector = vectors.questions[position]
                yield _ask(dataset, asked, article, vector, whole, True)
                if others:
                    yield _ask(dataset, asked, article, vector, without, False)


def ranked_sentences(
    text: str, vector: np.ndarray, index: MemoryIndex, k: int = PASSAGES
) -> tuple[list[str], list[ScoredSentence]]:
    """The ids of the passages found for a question, and the sentences of the first `PASSAGES`, best first."""
    question = understand(text, index.terms.corrected)
    passages = retrieve(question, vector, index, k)  # type: ignore[arg-type]
    known = index.terms.frequencies.__contains__
    ranked = score_sentences(question, passages[:PASSAGES], index.terms.weight, known)
    return [passage.chunk.id for passage in passages], ranked


def _ask(
    dataset: Dataset, asked: AskedQuestion, article: int, vector: np.ndarray, index: MemoryIndex, answerable: bool
) -> Outcome:
    right = dataset.paragraphs[asked.paragraph]
    ranking, ranked = ranked_sentences(asked.text, vector, index, DEEP)
    holds = [one.passage.chunk.id == right.id and holds_answer(one.passage.chunk, one.number, asked) for one in ranked]
    embedder = _KnownQuestion("known")
    embedder.vector = vector
    started = time.perf_counter()
    answer = Assistant(index, embedder, LEAST_CONFIDENCE).ask(asked.text)  # type: ignore[arg-type]
    milliseconds = (time.perf_counter() - started) * 1000
    start, end = right.start + asked.start, right.start + asked.end
    quotes = [citation.start < end and start < citation.end for citation in answer.citations]
    return Outcome(
        question=asked.text,
        article=article,
        answerable=answerable,
        ranking=tuple(ranking),
        first=holds[:1] == [True],
        three=any(holds[:3]),
        answered=answer.status == "answered",
        quoted_first=quotes[:1] == [True],
        quoted=any(quotes),
        exact=all(dataset.text[one.start : one.end] == one.quote for one in answer.citations),
        confidence=answer.confidence,
        milliseconds=milliseconds,
    )
