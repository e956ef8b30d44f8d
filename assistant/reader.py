"""A question and passages → for each sentence, how much the reader believes that it holds the answer.

The reader is the bundled model with what `evals.fit_reader` taught it: question and passage are read together, each
token of the passage gets a logit, and a sentence's is the log of the sum of its tokens' exponentials. « No answer
here » has logit 0, so the logits of several passages compare (Clark and Gardner, 2018).
"""

import mmap
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from assistant.reader_graph import prepare_reader
from ingest.bundled_model import (
    BundledModelError,
    PackedModel,
    packed_weights,
    parse_packed_model,
    prepare_bundled_model,
)
from ingest.chunks import Chunk

UNREAD = -12.0
"""The logit of a sentence beyond what the reader can take in."""
MOST_TOKENS = 480


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
    """Runs on ONNX Runtime: neither torch nor the 384 MB of embeddings are loaded."""

    def __init__(self, models_dir: Path) -> None:
        self._models_dir = models_dir

    def read(self, question: str, chunks: Sequence[Chunk]) -> list[np.ndarray]:
        return [self._read(question, chunk) for chunk in chunks]

    def _read(self, question: str, chunk: Chunk) -> np.ndarray:
        first, second, begins = pair_to_read(question, chunk)
        encoded = self._tokenizer.encode(first, second)
        logits = self._session.run(None, {"embedded": self._embedded(encoded.ids)})[0][0, :, 0]
        of_passage = np.array([part == 1 for part in encoded.sequence_ids])
        spans = np.array(encoded.offsets)[of_passage] - begins
        return sentence_logits(logits[of_passage], spans[:, 0], spans[:, 1], chunk.sentences)

    def _embedded(self, ids: Sequence[int]) -> np.ndarray:
        """The summed embeddings of the tokens, (1, tokens, width): their rows are unpacked one by one."""
        packed = self._packed
        tensors, width = packed.tensors, packed.hidden
        words = tensors["emb.word"].rows(ids, width)
        places = tensors["emb.pos"].rows(range(len(ids)), width)
        return (words + places + tensors["emb.type"].rows([0], width))[None].astype(np.float32)

    @cached_property
    def _packed(self) -> PackedModel:
        with packed_weights().open("rb") as file:
            return parse_packed_model(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    @cached_property
    def _tokenizer(self):
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(prepare_bundled_model(self._models_dir) / "tokenizer.json"))
        tokenizer.enable_truncation(MOST_TOKENS, strategy="only_second")
        return tokenizer

    @cached_property
    def _session(self):
        path = prepare_reader(self._models_dir, packed_weights())
        try:
            return _opened(path)
        except BundledModelError:
            # Cut short by a full disk or a crash: made again, once.
            path.unlink()
            return _opened(prepare_reader(self._models_dir, packed_weights()))


def _opened(path: Path) -> Any:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.log_severity_level = 4
    try:
        return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's own have no common type.
        raise BundledModelError(
            f"Le lecteur « {path} » ne s'ouvre pas. Réinstallez le paquet « onnxruntime », "
            "ou passez-vous du lecteur : RAPPORT_RERANKER_MODEL=none."
        ) from error


def sentence_logits(
    logits: np.ndarray, starts: np.ndarray, ends: np.ndarray, sentences: Sequence[tuple[int, int]]
) -> np.ndarray:
    """Logits of tokens, with their spans in the passage's text → one logit a sentence, `UNREAD` without any token."""
    found = []
    for start, end in sentences:
        own = logits[(starts < end) & (ends > np.maximum(start, starts))]
        found.append(np.logaddexp.reduce(own) if own.size else UNREAD)
    return np.array(found, np.float32)
