"""A question and passages → for each sentence, how much the reader believes that it holds the answer.

The reader is the bundled model with what `evals.fit_reader` taught it: question and passage are read together, each
token of the passage gets a logit, and a sentence's is the log of the sum of its tokens' exponentials. « No answer
here » has logit 0, so the logits of several passages compare (Clark and Gardner, 2018).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from assistant.grown_model import GrownModel, ReadTokens
from ingest.chunks import Chunk

WEIGHTS_FILE = Path(__file__).parent / "reader_weights.npz"

UNREAD = -12.0
"""The logit of a sentence beyond what the reader can take in."""


class Reader(Protocol):
    """What ranking needs of a reader."""

    def read(self, question: str, chunks: Sequence[Chunk]) -> list[np.ndarray]:
        """For each passage, one logit a sentence."""
        ...


def pair_to_read(question: str, chunk: Chunk) -> tuple[str, str, int]:
    """What the reader reads: the question, the passage under its heading, and where in that the passage begins."""
    heading = f"{chunk.section[-1]}\n" if chunk.section else ""
    return f"query: {question}", heading + chunk.text, len(heading)


class BundledReader:
    """The bundled model, taught by `evals.fit_reader`."""

    def __init__(self, models_dir: Path) -> None:
        self._model = GrownModel(models_dir, WEIGHTS_FILE)

    def read(self, question: str, chunks: Sequence[Chunk]) -> list[np.ndarray]:
        return [self._read(question, chunk) for chunk in chunks]

    def _read(self, question: str, chunk: Chunk) -> np.ndarray:
        first, second, begins = pair_to_read(question, chunk)
        sentences = [(start + begins, end + begins) for start, end in chunk.sentences]
        return sentence_logits(self._model.read(first, second), sentences)


def sentence_logits(tokens: ReadTokens, sentences: Sequence[tuple[int, int]]) -> np.ndarray:
    """Tokens read, and spans in their text → one logit a sentence, `UNREAD` without any token."""
    found = []
    for span in sentences:
        own = tokens.logits[tokens.within(*span), 0]
        found.append(np.logaddexp.reduce(own) if own.size else UNREAD)
    return np.array(found, np.float32)
