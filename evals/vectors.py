"""A dataset → the vectors of its paragraphs, sentences and questions, kept in a file between runs."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.squad import Dataset
from ingest.embeddings import Embedder


@dataclass(frozen=True)
class Vectors:
    """Unit vectors, one row each: paragraphs, all sentences in order, questions."""

    paragraphs: np.ndarray
    sentences: np.ndarray
    questions: np.ndarray


def embed_dataset(dataset: Dataset, embedder: Embedder, cache: Path | None = None) -> Vectors:
    """Embed everything, or read it back from `cache` when the texts and the model are the same."""
    passages = [chunk.text_to_embed() for chunk in dataset.paragraphs]
    sentences = [text for chunk in dataset.paragraphs for text in chunk.sentences_to_embed()]
    questions = [question.text for question in dataset.questions]
    state = hashlib.sha256("\0".join([embedder.name, *passages, *sentences, *questions]).encode()).hexdigest()
    if cache and cache.exists():
        kept = np.load(cache)
        if str(kept["state"]) == state:
            return Vectors(kept["paragraphs"], kept["sentences"], kept["questions"])
    vectors = Vectors(
        embedder.embed_passages(passages),
        embedder.embed_passages(sentences),
        np.stack([embedder.embed_question(question) for question in questions]),
    )
    if cache:
        np.savez(
            cache,
            state=state,
            paragraphs=vectors.paragraphs,
            sentences=vectors.sentences,
            questions=vectors.questions,
        )
    return vectors
