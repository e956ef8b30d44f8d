"""The settings → the opened assistant, or the index to write: the one place where the faces hand settings over."""

from collections.abc import Callable

from assistant.answers import Assistant, open_assistant, open_index
from ingest.build import Progress
from ingest.data_folder import DataFolder
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
    )


def opened_index(settings: Settings) -> tuple[ReportIndex, Embedder, DataFolder]:
    return open_index(settings.data_dir, settings.embedding_model, settings.passage_length, settings.chroma_url)
