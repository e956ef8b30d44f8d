"""A file's path → its Document, by the reader of its format, or a `ReadingError` that says what to do."""

from collections.abc import Callable
from pathlib import Path

from ingest.document import Document, EmptyDocumentError, FileMissingError, UnknownFormatError, UnreadableFileError
from ingest.readers.markdown import read_markdown
from ingest.readers.pdf import read_pdf

READERS: dict[str, Callable[[bytes, str], Document]] = {
    ".txt": read_markdown,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".pdf": read_pdf,
}


def read_file(path: Path) -> bytes:
    """The bytes of a file of a known format, not empty."""
    try:
        if not path.exists():
            raise FileMissingError(f"Le fichier « {path} » n'existe pas. Vérifiez le chemin.")
        if path.is_dir():
            raise UnknownFormatError(f"« {path} » est un dossier. Donnez le chemin d'un fichier ({_formats()}).")
        if path.suffix.lower() not in READERS:
            raise UnknownFormatError(
                f"« {path.name} » : format « {path.suffix or 'sans extension'} » inconnu. "
                f"Formats lus : {_formats()}. Enregistrez le document en PDF."
            )
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"« {path} » ne peut pas être ouvert ({error.strerror or error}).") from error
    if not raw.strip():
        raise EmptyDocumentError(f"« {path.name} » est vide. Rien n'a été lu.")
    return raw


def read_document(raw: bytes, path: Path) -> Document:
    """Read the bytes of `path` by its extension."""
    document = READERS[path.suffix.lower()](raw, path.name)
    if not document.blocks:
        raise EmptyDocumentError(
            f"« {path.name} » ne contient pas de texte : c'est peut-être un document numérisé (image). "
            "Passez-le d'abord par une reconnaissance de caractères."
        )
    return document


def _formats() -> str:
    return ", ".join(sorted(READERS))
