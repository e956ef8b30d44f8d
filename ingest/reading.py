"""A file's path → its Document, by the reader of its format, or a `ReadingError` that says what to do."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ingest.document import (
    Document,
    EmptyDocumentError,
    FileMissingError,
    FileTooLargeError,
    UnknownFormatError,
    UnreadableFileError,
)
from ingest.readers.docx import read_docx
from ingest.readers.epub import read_epub
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.odt import read_odt
from ingest.readers.pdf.reader import read_pdf
from ingest.readers.pdf.scanned import HOW_TO_RECOGNISE

READERS: dict[str, Callable[[bytes, str], Document]] = {
    ".docx": read_docx,
    ".epub": read_epub,
    ".htm": read_html,
    ".html": read_html,
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".odt": read_odt,
    ".pdf": read_pdf,
    ".txt": read_markdown,
    ".xhtml": read_html,
}
LARGEST_FILE = 200_000_000
"""In bytes, a stated limit: a larger file is refused before it is opened."""


def files_under(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and for a folder every file of a known format in it and below, in order of name.

    Hidden files and folders, and what an office suite leaves beside an open file, are passed over.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.rglob("*")):
            hidden = any(part.startswith((".", "~$")) for part in file.relative_to(path).parts)
            if file.suffix.lower() in READERS and not hidden and file.is_file():
                yield file


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
        if (size := path.stat().st_size) > LARGEST_FILE:
            raise FileTooLargeError(
                f"« {path.name} » pèse {size / 1e6:.0f} Mo ; la limite est de {LARGEST_FILE / 1e6:.0f} Mo. "
                "Découpez-le ou réduisez ses images, et recommencez."
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
        if document.scanned_pages:
            raise EmptyDocumentError(
                f"« {path.name} » est un document numérisé : ses pages sont des images, sans texte. {HOW_TO_RECOGNISE}"
            )
        raise EmptyDocumentError(f"« {path.name} » ne contient pas de texte. Rien n'a été lu.")
    return document


def _formats() -> str:
    return ", ".join(sorted(READERS))
