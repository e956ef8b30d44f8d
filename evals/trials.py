"""A dataset and the assistant → what came of each question, its answer being in the index, then taken out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.answers import PASSAGES, Assistant, passages_looked_at
from assistant.passages import ReportRetriever
from assistant.questions import understand
from assistant.reader import Reader
from assistant.relevance import ScoredSentence, score_sentences
from assistant.reranking import Reranker
from evals.memory_index import MemoryIndex, sentence_starts
from evals.squad import AskedQuestion, Dataset, holds_answer
from evals.vectors import Vectors
from ingest.chunks import Chunk

PASSAGE_LENGTH, LEAST_CONFIDENCE = 1000, 0.12
"""The defaults of the settings, which is what is measured."""
DEEP = 10
"""Passages looked at by the measures of retrieval; the assistant itself reads `PASSAGES`."""


@dataclass(frozen=True)
class Outcome:
    """The question at `position` in its dataset, asked once.

    `first` and `three` are of the ranking, refused or not; `quoted_…` of the answer.
    """

    position: int
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


@dataclass(frozen=True)
class _KnownQuestion:
    """An embedder that has the vector of the question asked: thousands of questions are embedded once."""

    vector: np.ndarray

    def embed_question(self, question: str) -> np.ndarray:
        return self.vector


@dataclass(frozen=True)
class RememberingReader:
    """A reader that reads each pair once: the same question is searched for its ranks, then for its answer."""

    reader: Reader
    read_already: dict[tuple[str, str], np.ndarray] = field(default_factory=dict)

    def read(self, question: str, chunks: Sequence[Chunk]) -> list[np.ndarray]:
        new = [chunk for chunk in chunks if (question, chunk.id) not in self.read_already]
        found = self.reader.read(question, new)
        self.read_already.update(((question, chunk.id), one) for chunk, one in zip(new, found, strict=True))
        return [self.read_already[question, chunk.id] for chunk in chunks]


def ask_all(
    dataset: Dataset, vectors: Vectors, articles: Sequence[int], reranker: Reranker | None = None
) -> Iterator[Outcome]:
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
                yield _ask(dataset, position, vector, whole, reranker, True)
                if others:
                    yield _ask(dataset, position, vector, without, reranker, False)


def ranked_sentences(
    text: str, vector: np.ndarray, index: MemoryIndex, k: int = PASSAGES, reranker: Reranker | None = None
) -> tuple[list[str], list[ScoredSentence]]:
    """The ids of the passages found for a question, and the sentences of those that are looked at, best first."""
    question = understand(text, index.terms.corrected)
    retriever = ReportRetriever(index=index, embedder=_KnownQuestion(vector), reranker=reranker, k=k)
    passages = retriever.passages(question)
    known = index.terms.frequencies.__contains__
    looked_at = passages[: passages_looked_at(reranker)]
    ranked = score_sentences(question, looked_at, index.terms.weight, known)
    return [passage.chunk.id for passage in passages], ranked


def hold_answer(ranked: Sequence[ScoredSentence], right: str, asked: AskedQuestion) -> list[bool]:
    """For each sentence, whether it overlaps the expected answer in the passage of id `right`."""
    return [one.passage.chunk.id == right and holds_answer(one.passage.chunk, one.number, asked) for one in ranked]


def _ask(
    dataset: Dataset,
    position: int,
    vector: np.ndarray,
    index: MemoryIndex,
    reranker: Reranker | None,
    answerable: bool,
) -> Outcome:
    asked = dataset.questions[position]
    right = dataset.paragraphs[asked.paragraph]
    ranking, ranked = ranked_sentences(asked.text, vector, index, DEEP, reranker)
    holds = hold_answer(ranked, right.id, asked)
    assistant = Assistant(index, _KnownQuestion(vector), LEAST_CONFIDENCE, reranker=reranker)  # type: ignore[arg-type]
    answer = assistant.ask(asked.text)
    start, end = right.start + asked.start, right.start + asked.end
    quotes = [citation.start < end and start < citation.end for citation in answer.citations]
    return Outcome(
        position=position,
        article=dataset.articles[asked.paragraph],
        answerable=answerable,
        ranking=tuple(ranking),
        first=holds[:1] == [True],
        three=any(holds[:3]),
        answered=answer.status == "answered",
        quoted_first=quotes[:1] == [True],
        quoted=any(quotes),
        exact=all(dataset.text[one.start : one.end] == one.quote for one in answer.citations),
        confidence=answer.confidence,
    )
