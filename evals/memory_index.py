"""Some paragraphs of a dataset, with their vectors → an index in memory, searched exactly.

It answers the calls that `assistant.passages.retrieve` makes of a `ReportIndex`, so that thousands of small
indexes can be tried in seconds.
"""

from collections.abc import Sequence

import numpy as np

from evals.squad import Dataset
from evals.vectors import Vectors
from ingest.chunks import Chunk
from ingest.manifest import DocumentRecord, Manifest
from ingest.term_index import TermIndex


class MemoryIndex:
    """The paragraphs `numbers` of a dataset as one report."""

    def __init__(self, dataset: Dataset, vectors: Vectors, sentence_starts: np.ndarray, numbers: Sequence[int]) -> None:
        self._chunks = {dataset.paragraphs[number].id: dataset.paragraphs[number] for number in numbers}
        chunks = list(self._chunks.values())
        self._ids = list(self._chunks)
        self._passages = vectors.paragraphs[list(numbers)]
        rows = [
            sentence_starts[number] + n for number in numbers for n in range(len(dataset.paragraphs[number].sentences))
        ]
        self._sentences = vectors.sentences[rows]
        self._sentence_keys = [(chunk.id, n) for chunk in chunks for n in range(len(chunk.sentences))]
        self.terms = TermIndex.build(self._ids, [chunk.text_to_embed() for chunk in chunks])
        self.manifest = Manifest("memory", (record_of(chunks),))

    def refresh(self) -> Manifest:
        return self.manifest

    def nearest_passages(self, vector: np.ndarray, n: int) -> dict[str, float]:
        return self._nearest(self._passages, self._ids, vector, n)

    def nearest_sentences(self, vector: np.ndarray, n: int) -> dict[tuple[str, int], float]:
        return self._nearest(self._sentences, self._sentence_keys, vector, n)

    def chunks(self, ids: Sequence[str]) -> list[Chunk]:
        return [self._chunks[key] for key in ids]

    def whole(self, document: DocumentRecord) -> list[Chunk]:
        return [one for one in self._chunks.values() if one.document_id == document.id]

    def section(self, document_id: str, section: tuple[str, ...]) -> list[Chunk]:
        return [one for one in self._chunks.values() if (one.document_id, one.section) == (document_id, section)]

    def chunk_around(self, document_id: str, start: int, end: int) -> Chunk | None:
        held = (one for one in self._chunks.values() if one.document_id == document_id)
        return next((one for one in held if one.start <= start and end <= one.end), None)

    @staticmethod
    def _nearest(rows: np.ndarray, keys: list, vector: np.ndarray, n: int) -> dict:
        cosines = rows @ vector
        return {keys[row]: float(cosines[row]) for row in np.argsort(-cosines)[:n]}


def record_of(chunks: Sequence[Chunk]) -> DocumentRecord:
    """The record of paragraphs that come from no file."""
    name, sentences = chunks[0].document_id, sum(len(chunk.sentences) for chunk in chunks)
    return DocumentRecord(name, name, name, "0" * 64, None, None, None, 0, len(chunks), sentences, "2000-01-01")


def sentence_starts(dataset: Dataset) -> np.ndarray:
    """The row of the first sentence of each paragraph among all sentences."""
    counts = [len(chunk.sentences) for chunk in dataset.paragraphs]
    return np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(int)
