"""A data folder and the settings → its index, and the assistant over it."""

from collections.abc import Callable
from pathlib import Path

from assistant.answers import Assistant
from assistant.chat_model import ChatModelSettings
from assistant.entailment import NO_MODEL
from assistant.holdings import open_holdings
from assistant.refusals import Language
from assistant.reranking import BUNDLED, open_reranker
from assistant.writer import open_writer
from ingest.build import Progress, fill_if_empty
from ingest.chroma_client import connect
from ingest.chunks import cutting_name
from ingest.data_folder import DataFolder, open_data_folder
from ingest.embedding_server import EmbeddingServer
from ingest.embeddings import Embedder, open_embedder
from ingest.index import IndexSpace, ReportIndex


def open_index(
    data_dir: Path,
    embedding_model: str,
    passage_length: int,
    chroma_url: str | None = None,
    embedding_server: EmbeddingServer | None = None,
) -> tuple[ReportIndex, Embedder, DataFolder]:
    """Open the index of a data folder, or of a Chroma server, with the model that embeds for it."""
    folder = open_data_folder(data_dir)
    embedder = open_embedder(embedding_model, folder.models, embedding_server)
    space = IndexSpace(embedder.name, cutting_name(passage_length))
    return ReportIndex(connect(folder, chroma_url), folder, space, chroma_url), embedder, folder


def open_assistant(
    data_dir: Path,
    embedding_model: str,
    passage_length: int,
    least_confidence: float,
    chroma_url: str | None = None,
    language: Language = "fr",
    on_progress: Callable[[Progress], None] = lambda _: None,
    reranker_model: str = BUNDLED,
    embedding_server: EmbeddingServer | None = None,
    chat_model: ChatModelSettings | None = None,
    nli_model: str = NO_MODEL,
    keep_answers: bool = True,
) -> Assistant:
    """An assistant over everything in the index; an index never filled gets the bundled report first."""
    index, embedder, folder = open_index(data_dir, embedding_model, passage_length, chroma_url, embedding_server)
    fill_if_empty(index, embedder, folder, passage_length, on_progress)
    reranker = open_reranker(reranker_model, folder.models)
    writer = open_writer(chat_model, nli_model, keep_answers, folder) if chat_model else None
    return Assistant(index, embedder, least_confidence, language, reranker, writer, open_holdings(index, folder))
