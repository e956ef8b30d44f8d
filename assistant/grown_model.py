"""Two texts → logits for each token of the second, by the bundled model with what a script of `evals` taught it."""

import mmap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from assistant.grown_graph import prepare_graph
from ingest.bundled_model import (
    BundledModelError,
    PackedModel,
    packed_weights,
    parse_packed_model,
    prepare_bundled_model,
)

MOST_TOKENS = 480


@dataclass(frozen=True)
class ReadTokens:
    """The second text's tokens: their logits (tokens, outputs), and the span of each in it, in characters."""

    logits: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    def within(self, start: int, end: int) -> np.ndarray:
        """Which tokens touch the characters `start` to `end`: one truth value a token, none for an empty token."""
        return (self.starts < end) & (self.ends > np.maximum(start, self.starts))


class GrownModel:
    """Runs on ONNX Runtime: neither torch nor the 384 MB of embeddings are loaded.

    What is beyond `MOST_TOKENS` of the second text is not read.
    """

    def __init__(self, models_dir: Path, weights_file: Path) -> None:
        self._models_dir, self._weights_file = models_dir, weights_file

    def read(self, first: str, second: str) -> ReadTokens:
        encoded = self._tokenizer.encode(first, second)
        logits = self._session.run(None, {"embedded": self._embedded(encoded.ids)})[0][0]
        of_second = np.array([part == 1 for part in encoded.sequence_ids])
        spans = np.array(encoded.offsets)[of_second]
        return ReadTokens(logits[of_second], spans[:, 0], spans[:, 1])

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
        path = self._prepared()
        try:
            return _opened(path)
        except BundledModelError:
            # Cut short by a full disk or a crash: made again, once.
            path.unlink()
            return _opened(self._prepared())

    def _prepared(self) -> Path:
        return prepare_graph(self._models_dir, packed_weights(), self._weights_file)


def _opened(path: Path) -> Any:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.log_severity_level = 4
    try:
        return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's own have no common type.
        raise BundledModelError(
            f"Le modèle « {path} » ne s'ouvre pas. Réinstallez le paquet « onnxruntime » ; pour répondre sans le "
            "lecteur : RAPPORT_RERANKER_MODEL=none."
        ) from error
