"""Text → unit vectors from an OpenAI-compatible server: the only module that knows langchain-openai."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ingest.errors import IngestError

if TYPE_CHECKING:
    from langchain_openai import OpenAIEmbeddings

BATCH = 32
LONGEST_WAIT, ATTEMPTS = 60.0, 3
"""Seconds for one batch, and how often a refused or broken request is sent again."""


class EmbeddingServerError(IngestError):
    """The embedding server cannot be used; the message says which, why and what to check."""


@dataclass(frozen=True)
class EmbeddingServer:
    """Where the server is, up to what comes before `/embeddings`, and its key if it asks for one."""

    base_url: str
    api_key: str | None = field(default=None, repr=False)


class ServerEmbedder:
    """A model behind `/embeddings`: vLLM, llama.cpp, Ollama, Albert… It is sent the texts as they are."""

    def __init__(self, model: str, server: EmbeddingServer) -> None:
        self._model_name, self._base_url, self._api_key = model, server.base_url, server.api_key
        self.name = f"{model} ({server.base_url})"

    @cached_property
    def _model(self) -> "OpenAIEmbeddings":
        try:
            from langchain_openai import OpenAIEmbeddings
        except ImportError as error:
            raise EmbeddingServerError(
                "Un serveur de vecteurs demande un paquet de plus. Installez-le : pip install 'rapport[openai]'."
            ) from error
        return OpenAIEmbeddings(
            model=self._model_name,
            base_url=self._base_url,
            # Servers on one's own machine ask for none, but the library does.
            api_key=self._api_key or "none",  # type: ignore[arg-type]
            # Otherwise it counts tokens with OpenAI's vocabulary, downloaded, and sends numbers instead of text.
            check_embedding_ctx_length=False,
            chunk_size=BATCH,
            max_retries=ATTEMPTS - 1,
            timeout=LONGEST_WAIT,
        )

    def embed_question(self, question: str) -> np.ndarray:
        return self._embed([question])[0]

    def embed_passages(self, texts: Sequence[str], on_embedded: Callable[[int], None] = lambda _: None) -> np.ndarray:
        made = []
        for start in range(0, len(texts), BATCH):
            made.append(self._embed(texts[start : start + BATCH]))
            on_embedded(len(made[-1]))
        return np.concatenate(made) if made else np.empty((0, 0), np.float32)

    def _embed(self, texts: Sequence[str]) -> np.ndarray:
        from openai import OpenAIError

        try:
            vectors = self._model.embed_documents([unicodedata.normalize("NFC", text) for text in texts])
            found = np.array(vectors, np.float32)
        except (OpenAIError, ValueError, TypeError, AttributeError) as error:
            raise EmbeddingServerError(
                f"Le serveur de vecteurs « {self._base_url} » n'a pas répondu comme attendu "
                f"({type(error).__name__}). Vérifiez RAPPORT_EMBEDDING_BASE_URL, RAPPORT_EMBEDDING_MODEL "
                "et RAPPORT_EMBEDDING_API_KEY, et que le serveur tourne."
            ) from error
        lengths = np.linalg.norm(found, axis=1, keepdims=True) if found.ndim == 2 else np.zeros(1)
        if found.ndim != 2 or len(found) != len(texts) or not np.all(np.isfinite(found)) or not lengths.all():
            raise EmbeddingServerError(
                f"Le serveur de vecteurs « {self._base_url} » n'a pas rendu un vecteur par texte. "
                "Vérifiez que RAPPORT_EMBEDDING_MODEL nomme un modèle de vecteurs."
            )
        return found / lengths
