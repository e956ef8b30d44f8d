"""A question → the passages most likely to answer it, by vectors and by terms together.

Each score is scaled per question between its best and its floor, then weighed: on held-out French questions
(PIAF) this beats reciprocal rank fusion, and the vector of the best sentence beside the passage's own adds
two to three points of hit@1.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from assistant.questions import Question, understand
from assistant.vocabulary import synonyms
from ingest.chunks import Chunk
from ingest.embeddings import Embedder
from ingest.index import ReportIndex
from ingest.manifest import DocumentRecord

CANDIDATES = 50
SENTENCE_CANDIDATES = 150
TERMS_WEIGHT = 0.4
FURTHER = 8
"""Passages looked at besides, before saying no: all that are left in a report of a few pages."""


@dataclass(frozen=True)
class Passage:
    """A retrieved chunk: its fused score in [0, 1], and the cosines of its passage and sentences.

    `answer_logits` are the reader's, one a sentence; none where no reader has read it.
    """

    chunk: Chunk
    document: DocumentRecord
    score: float
    cosine: float
    sentence_cosines: tuple[float, ...]
    answer_logits: tuple[float, ...] = ()


def unranked(chunk: Chunk, beside: Passage) -> Passage:
    """A passage that no search has found, of the same document as `beside`."""
    return Passage(chunk, beside.document, 0.0, -1.0, (-1.0,) * len(chunk.sentences))


def is_unranked(passage: Passage) -> bool:
    return passage.cosine == -1.0


def retrieve(question: Question, vector: np.ndarray, index: ReportIndex, k: int) -> list[Passage]:
    """The `k` best passages of the index, best first. `vector` is the question's, of unit length."""
    by_passage = index.nearest_passages(vector, CANDIDATES)
    by_sentence = index.nearest_sentences(vector, SENTENCE_CANDIDATES)
    expanded = [*question.terms, *(other for term in question.terms for other in synonyms(term))]
    by_terms = index.terms.best(expanded, CANDIDATES)
    best_sentence: dict[str, float] = {}
    for (passage_id, _), cosine in by_sentence.items():
        best_sentence[passage_id] = max(cosine, best_sentence.get(passage_id, -1.0))
    ids = list(dict.fromkeys([*by_passage, *by_terms, *best_sentence]))
    if not ids:
        return []
    dense = _column(ids, by_passage) + _column(ids, best_sentence)
    words = np.array([by_terms.get(key, 0.0) for key in ids])
    fused = TERMS_WEIGHT * _scaled(words) + (1 - TERMS_WEIGHT) * _scaled(dense)
    best = [ids[position] for position in np.argsort(-fused, kind="stable")[:k]]
    scores = dict(zip(ids, fused, strict=True))
    floor = min(by_sentence.values(), default=0.0)
    documents = {document.id: document for document in index.manifest.documents}
    return [
        Passage(
            chunk=chunk,
            document=documents[chunk.document_id],
            score=float(scores[chunk.id]),
            cosine=by_passage.get(chunk.id, min(by_passage.values(), default=0.0)),
            sentence_cosines=tuple(by_sentence.get((chunk.id, n), floor) for n in range(len(chunk.sentences))),
        )
        for chunk in index.chunks(best)
        if chunk.document_id in documents
    ]


def _column(ids: list[str], found: dict[str, float]) -> np.ndarray:
    """Scores in the order of `ids`; what was not among the nearest gets the score of the farthest found."""
    floor = min(found.values(), default=0.0)
    return np.array([found.get(key, floor) for key in ids])


def _scaled(scores: np.ndarray) -> np.ndarray:
    low, high = scores.min(), scores.max()
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)


class ReportRetriever(BaseRetriever):
    """The retrieval above as LangChain knows it: a question → documents with their place and score."""

    index: Any
    embedder: Any
    reranker: Any = None
    k: int = 8

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [as_langchain(passage) for passage in self.passages(understand(query))]

    def passages(self, question: Question) -> list[Passage]:
        """The same, with our own types, from a question already understood."""
        embedder: Embedder = self.embedder
        vector = embedder.embed_question(question.text_to_embed())
        if self.reranker is None:
            return retrieve(question, vector, self.index, self.k)
        found = retrieve(question, vector, self.index, max(self.k, self.reranker.depth))
        reordered = self.reranker.order(question, found[: self.reranker.depth])
        return [*reordered, *found[self.reranker.depth :]][: self.k]

    def read(self, question: Question, passages: Sequence[Passage]) -> list[Passage]:
        """Passages that no search has ranked, as if it had: with the reader's logits and the cosines of their texts."""
        embedder: Embedder = self.embedder
        vector = embedder.embed_question(question.text_to_embed())
        ranked = []
        for one in passages:
            texts = [one.chunk.text_to_embed(), *one.chunk.sentences_to_embed()]
            cosines = embedder.embed_passages(texts) @ vector
            ranked.append(replace(one, cosine=float(cosines[0]), sentence_cosines=tuple(map(float, cosines[1:]))))
        return self.reranker.order(question, ranked) if self.reranker and ranked else ranked

    def second_look(self, question: Question, seen: Sequence[Passage]) -> list[Passage]:
        """The passages seen, then what is left of the best one's section and the next ones found."""
        embedder: Embedder = self.embedder
        vector = embedder.embed_question(question.text_to_embed())
        known = {passage.chunk.id for passage in seen}
        found = retrieve(question, vector, self.index, len(seen) + FURTHER)
        further = {one.chunk.id: one for one in found if one.chunk.id not in known}
        if seen:
            best, least = seen[0], min(seen, key=lambda passage: passage.score)
            rest = {}
            for chunk in self.index.section(best.chunk.document_id, best.chunk.section):
                if chunk.id not in known:
                    cosines = (min(least.sentence_cosines, default=0.0),) * len(chunk.sentences)
                    rest[chunk.id] = further.get(chunk.id) or Passage(chunk, best.document, 0.0, least.cosine, cosines)
            further = {**rest, **further}
        looked_at = list(further.values())[:FURTHER]
        return [*seen, *(self.reranker.order(question, looked_at) if self.reranker else looked_at)]


def as_langchain(passage: Passage) -> LangChainDocument:
    chunk = passage.chunk
    return LangChainDocument(
        id=chunk.id,
        page_content=chunk.text,
        metadata={
            "document": chunk.document_id,
            "section": list(chunk.section),
            "page": chunk.page,
            "folio": chunk.folio,
            "voice": chunk.voice,
            "start": chunk.start,
            "end": chunk.end,
            "score": passage.score,
        },
    )
