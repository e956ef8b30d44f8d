"""The settings → the opened assistant, or the index to write: the one place where the faces hand settings over."""

from collections.abc import Callable

from assistant.answers import Assistant
from assistant.chat_model import ChatModelSettings
from assistant.opening import open_assistant, open_index
from ingest.build import Progress
from ingest.data_folder import DataFolder
from ingest.embedding_server import EmbeddingServer
from ingest.embeddings import Embedder
from ingest.index import ReportIndex
from ui.settings import Settings


def opened_assistant(settings: Settings, on_progress: Callable[[Progress], None] = lambda _: None) -> Assistant:
    return open_assistant(
        settings.data_dir,
        settings.embedding_model,
        settings.passage_length,
        settings.least_confidence,
        settings.chroma_url,
        settings.language,
        on_progress,
        settings.reranker_model,
        _embedding_server(settings),
        chat_model_of(settings),
        settings.nli_model,
        settings.llm_keep_answers,
    )


def opened_index(settings: Settings) -> tuple[ReportIndex, Embedder, DataFolder]:
    return open_index(
        settings.data_dir,
        settings.embedding_model,
        settings.passage_length,
        settings.chroma_url,
        _embedding_server(settings),
    )


def chat_model_of(settings: Settings) -> ChatModelSettings | None:
    if not settings.llm_model:
        return None
    key = settings.llm_api_key
    return ChatModelSettings(
        settings.llm_provider,
        settings.llm_model,
        settings.llm_base_url,
        key.get_secret_value() if key else None,
        settings.llm_most_tokens,
        settings.llm_window,
    )


def _embedding_server(settings: Settings) -> EmbeddingServer | None:
    if not settings.embedding_base_url:
        return None
    key = settings.embedding_api_key
    return EmbeddingServer(settings.embedding_base_url, key.get_secret_value() if key else None)
