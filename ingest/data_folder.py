"""The data folder: where the index, the models and the copies of the documents lie, and who may write."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from filelock import FileLock, Timeout

from ingest.errors import IngestError

WAIT_FOR_WRITER = 600.0
"""Seconds: as long as the reading of a large report by another process may last."""


class DataFolderError(IngestError):
    """The data folder cannot be made or written."""


class IndexBusyError(IngestError):
    """Another process has been writing the index for too long."""


@dataclass(frozen=True)
class DataFolder:
    """The places inside `RAPPORT_DATA_DIR`."""

    root: Path

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def chroma(self) -> Path:
        return self.root / "chroma"

    @property
    def terms(self) -> Path:
        return self.root / "terms"

    @property
    def answers(self) -> Path:
        return self.root / "answers"

    @property
    def inventories(self) -> Path:
        return self.root / "inventories"

    @property
    def progress(self) -> Path:
        return self.root / "progress"

    @property
    def documents(self) -> Path:
        return self.root / "documents"


def open_data_folder(root: Path) -> DataFolder:
    """Make the folder if need be; raises `DataFolderError` where nothing can be written."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        writable = os.access(root, os.W_OK | os.X_OK)
        cause = "écriture refusée"
    except OSError as error:
        writable, cause = False, error.strerror or str(error)
    if not writable:
        raise DataFolderError(
            f"Le dossier de données « {root} » n'est pas utilisable ({cause}). "
            "Donnez-lui le droit d'écriture ou indiquez-en un autre par RAPPORT_DATA_DIR."
        )
    return DataFolder(root)


def write_whole(path: Path, text: str) -> None:
    """Written beside, then moved: a reader of `path` finds the old text or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".new", delete=False) as draft:
        draft.write(text)
    Path(draft.name).replace(path)


@contextmanager
def single_writer(folder: DataFolder, wait: float = WAIT_FOR_WRITER) -> Iterator[None]:
    """Hold the folder's write lock; readers never wait for it."""
    lock = FileLock(folder.root / "writer.lock")
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise IndexBusyError(
            "Une autre lecture de documents est en cours dans ce dossier de données. Attendez sa fin et recommencez."
        ) from error
    except OSError as error:
        raise DataFolderError(f"Impossible d'écrire dans « {folder.root} » ({error.strerror}).") from error
    try:
        yield
    finally:
        lock.release()
