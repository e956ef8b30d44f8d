"""What anyone would build first, on the same passages: the comparison without which a figure says nothing."""

from collections.abc import Sequence

import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter

from evals.squad import Dataset
from ingest.embeddings import Embedder
from ingest.term_index import TermIndex
from ingest.terms import terms

PIECE, OVERLAP, TOP = 1000, 200, 4


def by_terms(dataset: Dataset, questions: Sequence[str], k: int) -> list[list[str]]:
    """BM25 with French stemming, alone."""
    paragraphs = dataset.paragraphs
    index = TermIndex.build([chunk.id for chunk in paragraphs], [chunk.text_to_embed() for chunk in paragraphs])
    return [list(index.best(terms(question), k)) for question in questions]


def tutorial_chain(dataset: Dataset, embedder: Embedder, questions: np.ndarray) -> list[list[str]]:
    """The usual tutorial: recursive splitter of 1,000 characters with 200 of overlap, nearest 4 by cosine.

    Chroma's search is exact at this size, so it is a product of matrices here. Ids are those of the paragraphs.
    """
    splitter = RecursiveCharacterTextSplitter(chunk_size=PIECE, chunk_overlap=OVERLAP)
    owners, pieces = [], []
    for paragraph in dataset.paragraphs:
        for piece in splitter.split_text(paragraph.text):
            owners.append(paragraph.id)
            pieces.append(piece)
    vectors = embedder.embed_passages(pieces)
    rankings = []
    for row in questions @ vectors.T:
        nearest = np.argsort(-row)[:TOP]
        rankings.append(list(dict.fromkeys(owners[position] for position in nearest)))
    return rankings
