"""The data folder or a server's address → a Chroma client; Chroma's errors → ours, the cause kept."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError

from ingest.data_folder import DataFolder
from ingest.errors import IngestError


class IndexUnavailableError(IngestError):
    """The index cannot be reached or opened: server down, folder damaged."""


def connect(folder: DataFolder, chroma_url: str | None) -> ClientAPI:
    """The Chroma of the data folder, or the server at `chroma_url`; usage reporting is off in both."""
    settings = Settings(anonymized_telemetry=False)
    logging.getLogger("chromadb").setLevel(logging.ERROR)
    with explained(chroma_url):
        if not chroma_url:
            return chromadb.PersistentClient(str(folder.chroma), settings=settings)
        url = urlsplit(chroma_url)
        if url.scheme not in ("http", "https") or not url.hostname:
            raise IndexUnavailableError(
                f"RAPPORT_CHROMA_URL vaut « {chroma_url} » : une adresse comme http://127.0.0.1:8000 est attendue."
            )
        port = url.port or (443 if url.scheme == "https" else 80)
        return chromadb.HttpClient(url.hostname, port, ssl=url.scheme == "https", settings=settings)


@contextmanager
def explained(chroma_url: str | None) -> Iterator[None]:
    """Turn Chroma's errors into ours at the door, the cause kept."""
    try:
        yield
    except NotFoundError:
        raise
    except (httpx.HTTPError, ConnectionError, ValueError, ChromaError, OSError) as error:
        if chroma_url:
            message = (
                f"Le serveur Chroma « {chroma_url} » ne répond pas. Vérifiez qu'il est démarré (chroma run) "
                "et que RAPPORT_CHROMA_URL donne son adresse."
            )
        else:
            message = (
                f"L'index du dossier de données ne s'ouvre pas ({error}). Vérifiez les droits d'écriture ; "
                "si le dossier « chroma » est abîmé, supprimez-le puis lancez : rapport ingest --rebuild"
            )
        raise IndexUnavailableError(message) from error
