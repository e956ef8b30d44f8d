"""Paths of files → documents in the index: the whole way of reading, with what was read, kept out or failed."""

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np

from ingest.chunks import Chunk, cut
from ingest.data_folder import DataFolder, single_writer
from ingest.document import Block, Document, EmptyDocumentError, ReadingError
from ingest.embeddings import Embedder
from ingest.errors import IngestError
from ingest.furniture import SetAside, set_furniture_aside
from ingest.index import IndexMismatchError, ReportIndex
from ingest.manifest import DocumentRecord, Heading, Manifest, SetAsideText
from ingest.metadata import find_metadata
from ingest.reading import files_under, read_document, read_file
from ingest.terms import fold

BUNDLED_REPORT = Path(__file__).parent / "bundled_report" / "rapport-innovation-territoriale.txt"

PUBLISH_EVERY = 30.0
"""Seconds between two publications of a long reading; each copies the records of the documents that stay."""

Outcome = Literal["added", "replaced", "unchanged"]


class UnknownDocumentError(IngestError):
    """No document of the index has this name."""


@dataclass(frozen=True)
class Progress:
    """One step of the reading of one file: `done` of `total` texts embedded (0 of 0 while preparing).

    The file is the `number`th `of` those asked for, from 1.
    """

    name: str
    step: Literal["reading", "model", "embedding", "writing", "inventory"]
    done: int = 0
    total: int = 0
    number: int = 1
    of: int = 1


@dataclass(frozen=True)
class FileRead:
    """A file that is in the index now, and what the reading did."""

    record: DocumentRecord
    outcome: Outcome


@dataclass(frozen=True)
class FileFailed:
    """A file that could not be read, and the message for the user."""

    path: Path
    message: str


def ingest_files(
    paths: Iterable[Path],
    index: ReportIndex,
    embedder: Embedder,
    folder: DataFolder,
    longest_passage: int,
    on_progress: Callable[[Progress], None] = lambda _: None,
    keep_all: bool = False,
) -> list[FileRead | FileFailed]:
    """Read files, and those of folders, into the index; a file that fails is named and leaves the others alone.

    What is read is published at the end, and on the way every `PUBLISH_EVERY` seconds: a long reading that is
    stopped loses no more than that, and goes on from there when it is asked again. `keep_all` reads as the report
    what would be set aside (covers, tables of contents, running heads…).
    """
    with single_writer(folder):
        index.refresh()
        return _Reading(index, embedder, folder, longest_passage, on_progress, keep_all).read(paths)


def fill_if_empty(
    index: ReportIndex,
    embedder: Embedder,
    folder: DataFolder,
    longest_passage: int,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> None:
    """Read the bundled report when nothing was ever indexed; an index that was emptied stays empty."""
    if index.refresh() is not None:
        return
    with single_writer(folder):
        if index.refresh() is None:
            _Reading(index, embedder, folder, longest_passage, on_progress).read([BUNDLED_REPORT])


def rebuild(
    index: ReportIndex,
    embedder: Embedder,
    folder: DataFolder,
    longest_passage: int,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> list[FileRead | FileFailed]:
    """Read every document again from the copies kept, with the model and the cutting of now."""
    with single_writer(folder):
        records = _records_of_any_space(index)
        read: list[FileRead | FileFailed] = []
        for record in records:
            copy = _copy_of(record, folder)
            path = copy if copy.exists() else Path(record.source)
            try:
                document = read_document(read_file(path), path)
            except ReadingError as error:
                read.append(FileFailed(path, str(error)))
                continue
            written = _write(document, record, index, embedder, longest_passage, on_progress, {})
            read.append(FileRead(written, "replaced"))
        if any(isinstance(result, FileFailed) for result in read):
            # The old index stays live: publishing now would lose the documents that failed.
            return [result for result in read if isinstance(result, FileFailed)]
        records = [result.record for result in read if isinstance(result, FileRead)]
        index.publish(records, [record.version for record in records])
        return read


def remove_document(name: str, index: ReportIndex, folder: DataFolder) -> DocumentRecord:
    """Take one document out of the index; raises `UnknownDocumentError` with the names that exist."""
    with single_writer(folder):
        manifest = index.refresh() or Manifest("")
        record = manifest.find(name)
        if record is None:
            known = ", ".join(document.id for document in manifest.documents) or "aucun"
            raise UnknownDocumentError(f"Aucun document « {name} » dans l'index. Documents présents : {known}.")
        index.publish([document for document in manifest.documents if document != record])
        _drop_copy(record, index.manifest, folder)
        return record


class _Reading:
    """One run of readings under the write lock: the documents that will be live, and those not published yet."""

    def __init__(
        self,
        index: ReportIndex,
        embedder: Embedder,
        folder: DataFolder,
        longest_passage: int,
        on_progress: Callable[[Progress], None],
        keep_all: bool = False,
    ) -> None:
        self._index, self._embedder, self._folder = index, embedder, folder
        self._longest_passage, self._on_progress, self._keep_all = longest_passage, on_progress, keep_all
        self._documents = {document.id: document for document in index.manifest.documents}
        self._written: list[str] = []
        self._published_at = time.monotonic()

    def read(self, paths: Iterable[Path]) -> list[FileRead | FileFailed]:
        results: list[FileRead | FileFailed] = []
        asked = list(paths)
        for folder in asked:
            if folder.is_dir() and not any(files_under([folder])):
                results.append(FileFailed(folder, f"« {folder} » : ce dossier ne contient aucun fichier à lire."))
        files = list(files_under(asked))
        told = self._on_progress
        for number, path in enumerate(files, start=1):

            def tell(progress: Progress, number: int = number) -> None:
                told(replace(progress, number=number, of=len(files)))

            self._on_progress = tell
            try:
                results.append(self._read_file(path))
            except ReadingError as error:
                results.append(FileFailed(path, str(error)))
            if time.monotonic() - self._published_at > PUBLISH_EVERY:
                self._publish()
        self._publish()
        return results

    def _read_file(self, path: Path) -> FileRead:
        self._on_progress(Progress(path.name, "reading"))
        raw = read_file(path)
        source, fingerprint = str(path.resolve()), hashlib.sha256(raw).hexdigest()
        known = list(self._documents.values())
        same_source = next((one for one in known if one.source == source), None)
        same_content = next(
            (one for one in known if one.fingerprint == fingerprint and one.keep_all == self._keep_all), None
        )
        if same_content and (same_source is None or same_source is same_content):
            return FileRead(self._located(same_content, path.name, source), "unchanged")
        document_id = same_source.id if same_source else _new_id(path, set(self._documents))
        document = read_document(raw, path)
        blank = _blank_record(document_id, path, fingerprint, self._keep_all)
        known_vectors = self._index.vectors_of(same_source.version) if same_source else {}
        record = _write(
            document, blank, self._index, self._embedder, self._longest_passage, self._on_progress, known_vectors
        )
        _keep_copy(raw, record, self._folder)
        self._documents[record.id] = record
        self._written.append(record.version)
        return FileRead(record, "replaced" if same_source else "added")

    def _located(self, record: DocumentRecord, name: str, source: str) -> DocumentRecord:
        """The record of a content already read, which the user keeps at this path now."""
        if record.source == source:
            return record
        moved = replace(record, source=source, name=name)
        self._documents[record.id] = moved
        if record.version not in self._written:
            self._index.correct(moved)
        return moved

    def _publish(self) -> None:
        if self._written:
            before = self._index.manifest.documents
            self._index.publish(self._documents.values(), self._written)
            for record in before:
                _drop_copy(record, self._index.manifest, self._folder)
        self._written, self._published_at = [], time.monotonic()


def _write(
    document: Document,
    record: DocumentRecord,
    index: ReportIndex,
    embedder: Embedder,
    longest_passage: int,
    on_progress: Callable[[Progress], None],
    known_vectors: Mapping[str, np.ndarray],
) -> DocumentRecord:
    """Cut, embed and write one document version; returns its record, not yet published.

    Texts that have a known vector are not embedded again.
    """
    record, chunks = _cut(document, record, longest_passage)
    passages = [chunk.text_to_embed() for chunk in chunks]
    sentences = [text for chunk in chunks for text in chunk.sentences_to_embed()]
    new = list(dict.fromkeys(text for text in [*passages, *sentences] if text not in known_vectors))
    done, total = 0, len(new)
    on_progress(Progress(record.name, "model"))

    def advance(more: int) -> None:
        nonlocal done
        done += more
        on_progress(Progress(record.name, "embedding", done, total))

    made = zip(new, embedder.embed_passages(new, advance), strict=True) if new else ()
    vectors = {**known_vectors, **dict(made)}
    on_progress(Progress(record.name, "writing", total, total))
    index.write(
        chunks,
        record.version,
        np.array([vectors[text] for text in passages]),
        np.array([vectors[text] for text in sentences]),
    )
    return record


def read_and_cut(path: Path, longest_passage: int) -> tuple[DocumentRecord, list[Chunk]]:
    """One file read and cut as for the index, with no vector made and nothing written; raises `ReadingError`."""
    raw = read_file(path)
    blank = _blank_record(_new_id(path, set()), path, hashlib.sha256(raw).hexdigest())
    return _cut(read_document(raw, path), blank, longest_passage)


def _blank_record(document_id: str, path: Path, fingerprint: str, keep_all: bool = False) -> DocumentRecord:
    today = date.today().isoformat()
    return DocumentRecord(
        document_id, path.name, str(path.resolve()), fingerprint, None, None, None, 0, 0, 0, today, keep_all=keep_all
    )


def _cut(document: Document, record: DocumentRecord, longest_passage: int) -> tuple[DocumentRecord, list[Chunk]]:
    """The chunks of a document, and its record with what the reading tells."""
    kept, aside = (list(document.blocks), []) if record.keep_all else set_furniture_aside(document)
    metadata = find_metadata(document)
    chunks = cut(document, kept, metadata, record.version, longest_passage)
    if not chunks:
        raise EmptyDocumentError(
            f"« {record.name} » ne contient aucun passage à lire, seulement des titres ou des menus."
        )
    read = replace(
        record,
        title=metadata.title,
        updated=metadata.updated.isoformat() if metadata.updated else None,
        pages=document.pages,
        characters=len(document.text),
        passages=len(chunks),
        sentences=sum(len(chunk.sentences) for chunk in chunks),
        set_aside=_told_aside(document, aside),
        scanned_pages=document.scanned_pages,
        recognised_pages=document.recognised_pages,
        outline=_outline(document, kept),
    )
    return read, chunks


def _outline(document: Document, kept: Sequence[Block]) -> tuple[Heading, ...]:
    """The headings of the report, in its order."""
    headings = []
    for block in kept:
        if block.kind == "heading":
            place = document.place_of(block.start)
            page, folio = (place.page, place.folio) if place else (None, None)
            text = document.text_of(block)
            headings.append(Heading(text, block.level, block.start, block.end, block.section, page, folio))
    return tuple(headings)


def _told_aside(document: Document, aside: Sequence[SetAside]) -> tuple[SetAsideText, ...]:
    """What was set aside, running heads that repeat told once, and the blank pages."""
    told: dict[tuple[str, str], SetAsideText] = {}
    for one in aside:
        text, block = document.text_of(one.block), one.block
        same = re.sub(r"\d+|\b[ivxlc]+\b", "#", text) if one.reason in ("running_head", "page_number") else text
        key = (one.reason, same if one.reason in ("running_head", "page_number") else str(block.start))
        if key in told:
            told[key] = replace(told[key], times=told[key].times + 1)
        else:
            told[key] = SetAsideText(text, one.reason, block.start, block.end, document.page_of(block.start))
    blank = tuple(SetAsideText("", "blank_page", 0, 0, page) for page in document.blank_pages)
    return (*told.values(), *blank)


def _records_of_any_space(index: ReportIndex) -> list[DocumentRecord]:
    try:
        manifest = index.refresh()
    except IndexMismatchError:
        manifest = index.manifest_of(index.other_spaces()[0])
    return list(manifest.documents) if manifest else []


def _new_id(path: Path, taken: set[str]) -> str:
    """A short name to type: « rapport-annuel », then « rapport-annuel-2 » when it is taken."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(path.stem)).strip("-") or "document"
    number = 1
    while (name := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return name


def _copy_of(record: DocumentRecord, folder: DataFolder) -> Path:
    return folder.documents / f"{record.fingerprint}{Path(record.name).suffix.lower()}"


def _keep_copy(raw: bytes, record: DocumentRecord, folder: DataFolder) -> None:
    """Keep the file as it was read: the user's own may move or change, a citation must not."""
    folder.documents.mkdir(parents=True, exist_ok=True)
    _copy_of(record, folder).write_bytes(raw)


def _drop_copy(record: DocumentRecord, manifest: Manifest, folder: DataFolder) -> None:
    if all(other.fingerprint != record.fingerprint for other in manifest.documents):
        _copy_of(record, folder).unlink(missing_ok=True)
