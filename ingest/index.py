"""Chunks and vectors → the index, and questions out of it: the only module that knows what Chroma holds.

A head collection, empty, is named after the embedding model and the cutting, so that vectors of two kinds
never meet; its metadata is the manifest: the live documents and a revision. Each revision has two collections
of its own, one record a passage and one record a sentence, which are never written again once live. A reading
fills the collections of the next revision beside them, then switches the manifest in one transaction, then
deletes the old ones: a reading stopped anywhere leaves the old state or the new one, and a reader in another
process never sees a collection change under it.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from typing import Any

import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection
from chromadb.errors import NotFoundError

from ingest.chroma_client import explained
from ingest.chunks import Chunk
from ingest.data_folder import DataFolder
from ingest.document import Place
from ingest.errors import IngestError
from ingest.manifest import DocumentRecord, Manifest, manifest_as_text, manifest_from_text
from ingest.term_index import TermIndex

PREFIX = "rapport-"
WRITE_BATCH = 1000
HNSW: Any = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200}}


class IndexMismatchError(IngestError):
    """The index was made with another embedding model or another cutting."""


class IndexChangedError(IngestError):
    """Another process has published a new state during a search: search again after `refresh`."""


@dataclass(frozen=True)
class IndexSpace:
    """What vectors must share to be compared: the model that made them and how the text was cut."""

    embedding_model: str
    cutting: str

    @property
    def collection_name(self) -> str:
        return PREFIX + hashlib.sha256(f"{self.embedding_model}\n{self.cutting}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class _Records:
    """The two collections of one revision."""

    passages: Collection
    sentences: Collection

    def both(self) -> tuple[Collection, Collection]:
        return self.passages, self.sentences


class ReportIndex:
    """Writes passages and finds them again, with the vectors of one `IndexSpace` only."""

    def __init__(self, client: ClientAPI, folder: DataFolder, space: IndexSpace, chroma_url: str | None = None) -> None:
        self._client, self._folder, self.space, self._chroma_url = client, folder, space, chroma_url
        self._live: _Records | None = None
        self._draft: tuple[str, _Records] | None = None
        self._terms: TermIndex | None = None
        self._chunks: dict[str, Chunk] = {}
        self.manifest = Manifest(revision="")

    # --- opening -----------------------------------------------------------------------------------

    def refresh(self) -> Manifest | None:
        """The live manifest, read again; None when nothing was ever published.

        Raises `IndexMismatchError` when what is there was made with another model or cutting.
        """
        manifest = self.manifest_of(self.space)
        if manifest is None:
            for made_with in self.other_spaces():
                raise IndexMismatchError(
                    f"L'index a été construit avec le modèle « {made_with.embedding_model} » et le découpage "
                    f"« {made_with.cutting} » ; les réglages demandent « {self.space.embedding_model} » et "
                    f"« {self.space.cutting} ». Rétablissez RAPPORT_EMBEDDING_MODEL et RAPPORT_PASSAGE_LENGTH, "
                    "ou relisez tout : rapport ingest --rebuild"
                )
            return None
        if manifest.revision != self.manifest.revision:
            self._go_live(manifest.revision, self._records(manifest.revision))
        self.manifest = manifest
        return manifest

    def manifest_of(self, space: IndexSpace) -> Manifest | None:
        """What the index of a space holds; None when it was never published."""
        with explained(self._chroma_url):
            try:
                return _manifest_in(self._client.get_collection(space.collection_name, embedding_function=None))
            except NotFoundError:
                return None

    def other_spaces(self) -> list[IndexSpace]:
        """The live indexes made with another model or cutting."""
        return [
            IndexSpace(str(head.metadata["embedding_model"]), str(head.metadata["cutting"]))
            for head in self._collections()
            if head.name != self.space.collection_name and _manifest_in(head)
        ]

    def _collections(self) -> list[Collection]:
        with explained(self._chroma_url):
            return [one for one in self._client.list_collections() if one.name.startswith(PREFIX)]

    def _names(self, revision: str) -> tuple[str, str]:
        return f"{self.space.collection_name}-{revision}-passages", f"{self.space.collection_name}-{revision}-sentences"

    def _records(self, revision: str) -> _Records:
        with explained(self._chroma_url):
            try:
                return _Records(
                    *(self._client.get_collection(name, embedding_function=None) for name in self._names(revision))
                )
            except NotFoundError as error:
                raise IndexChangedError("L'index vient de changer. Posez la question de nouveau.") from error

    def _go_live(self, revision: str, records: _Records) -> None:
        self._live, self._terms, self._chunks = records, None, {}

    # --- writing, by one process at a time -----------------------------------------------------------

    def write(self, chunks: Sequence[Chunk], version: str, passages: np.ndarray, sentences: np.ndarray) -> None:
        """Write the records of one document version into the next revision: readers see nothing of it yet.

        `passages` is (chunks, dimensions), `sentences` (all sentences of all chunks in order, dimensions).
        """
        draft = self._open_draft()[1]
        sentence_ids = [f"{chunk.id}/{number}" for chunk in chunks for number in range(len(chunk.sentences))]
        records: list[Any] = [_record(chunk, version) for chunk in chunks]
        with explained(self._chroma_url):
            for part in _parts(len(chunks)):
                draft.passages.upsert(
                    ids=[chunk.id for chunk in chunks[part]],
                    embeddings=passages[part],
                    documents=[chunk.text for chunk in chunks[part]],
                    metadatas=records[part],
                )
            for part in _parts(len(sentence_ids)):
                ids = sentence_ids[part]
                draft.sentences.upsert(ids=ids, embeddings=sentences[part], metadatas=[{"version": version}] * len(ids))

    def vectors_of(self, version: str) -> dict[str, np.ndarray]:
        """Text that was embedded → its vector, for every passage and sentence of a live version; {} of another."""
        if self._live is None:
            return {}
        vectors: dict[str, np.ndarray] = {}
        with explained(self._chroma_url):
            ids = self._live.passages.get(where={"version": version}, include=[])["ids"]
            for part in _parts(len(ids)):
                found = self._live.passages.get(ids=ids[part], include=["documents", "metadatas", "embeddings"])
                chunks = _chunks_of(found)
                made: Any = found["embeddings"]
                vectors |= {chunk.text_to_embed(): vector for chunk, vector in zip(chunks, made, strict=True)}
                texts = {
                    f"{chunk.id}/{number}": text
                    for chunk in chunks
                    for number, text in enumerate(chunk.sentences_to_embed())
                }
                sentences = self._live.sentences.get(ids=list(texts), include=["embeddings"])
                made = sentences["embeddings"]
                vectors |= {texts[key]: vector for key, vector in zip(sentences["ids"], made, strict=True)}
        return vectors

    def publish(self, documents: Iterable[DocumentRecord], written: Iterable[str] = ()) -> None:
        """Make exactly these documents the live ones, in one transaction.

        `written` are the versions that `write` put into the next revision; the others are copied from the
        live one. What is no longer live is then deleted, leftovers of stopped readings included.
        """
        revision, draft = self._open_draft()
        documents, already = tuple(documents), set(written)
        staying = [document.version for document in documents if document.version not in already]
        with explained(self._chroma_url):
            if self._live and staying:
                for source, target in zip(self._live.both(), draft.both(), strict=True):
                    _copy(source, target, staying)
            self._switch(Manifest(revision, documents))
            self._draft = None
            self._go_live(revision, draft)
            kept = {self.space.collection_name, *self._names(revision)}
            for collection in self._collections():
                if collection.name not in kept:
                    self._client.delete_collection(collection.name)
        TermIndex.forget_all_but(self._folder.terms, revision)

    def correct(self, document: DocumentRecord) -> None:
        """Replace what the manifest says of one live document, its records being the same."""
        others = [document if known.id == document.id else known for known in self.manifest.documents]
        with explained(self._chroma_url):
            self._switch(replace(self.manifest, documents=tuple(others)))

    def _switch(self, manifest: Manifest) -> None:
        metadata = {
            "embedding_model": self.space.embedding_model,
            "cutting": self.space.cutting,
            "manifest": manifest_as_text(manifest),
        }
        head = self._client.get_or_create_collection(self.space.collection_name, embedding_function=None)
        head.modify(metadata=metadata)
        self.manifest = manifest

    def _open_draft(self) -> tuple[str, _Records]:
        if self._draft is None:
            revision = uuid.uuid4().hex[:12]
            with explained(self._chroma_url):
                made = (
                    self._client.create_collection(name, configuration=HNSW, embedding_function=None)
                    for name in self._names(revision)
                )
                self._draft = revision, _Records(*made)
        return self._draft

    # --- finding -----------------------------------------------------------------------------------

    def nearest_passages(self, vector: np.ndarray, n: int) -> dict[str, float]:
        """Passage id → cosine, nearest first."""
        return self._nearest(self._live.passages if self._live else None, vector, n)

    def nearest_sentences(self, vector: np.ndarray, n: int) -> dict[tuple[str, int], float]:
        """(Passage id, number of the sentence in it) → cosine, nearest first."""
        found = self._nearest(self._live.sentences if self._live else None, vector, n)
        return {_sentence_place(key): cosine for key, cosine in found.items()}

    def _nearest(self, collection: Collection | None, vector: np.ndarray, n: int) -> dict[str, float]:
        if collection is None or not self.manifest.documents:
            return {}
        with self._unless_changed():
            found = collection.query(query_embeddings=[vector], n_results=n, include=["distances"])
        distances = found["distances"] or [[]]
        return {key: 1.0 - distance for key, distance in zip(found["ids"][0], distances[0], strict=True)}

    @property
    def terms(self) -> TermIndex:
        """The BM25 index of the live passages, kept on disk beside the index and made again when it changed."""
        if self._terms is None:
            saved = TermIndex.load(self._folder.terms, self.manifest.revision)
            self._terms = saved or self._make_terms()
        return self._terms

    def _make_terms(self) -> TermIndex:
        chunks = sorted(self._find(), key=lambda chunk: chunk.id)
        terms = TermIndex.build([chunk.id for chunk in chunks], [chunk.text_to_embed() for chunk in chunks])
        terms.save(self._folder.terms, self.manifest.revision)
        return terms

    def chunks(self, ids: Sequence[str]) -> list[Chunk]:
        """The chunks of these ids, in the order asked."""
        if missing := [key for key in ids if key not in self._chunks]:
            self._chunks |= {chunk.id: chunk for chunk in self._find(ids=missing)}
        return [self._chunks[key] for key in ids if key in self._chunks]

    def section(self, document_id: str, section: tuple[str, ...]) -> list[Chunk]:
        """The live chunks of one section of a document."""
        return self._find(
            where={"$and": [{"document": document_id}, {"section": json.dumps(section, ensure_ascii=False)}]}
        )

    def whole(self, document: DocumentRecord) -> list[Chunk]:
        """The live chunks of a document, in its order."""
        return sorted(self._find(where={"document": document.id}), key=lambda chunk: chunk.start)

    def chunk_around(self, document_id: str, start: int, end: int) -> Chunk | None:
        """The live chunk of a document that covers the characters `start` to `end`."""
        covers = {"$and": [{"document": document_id}, {"start": {"$lte": start}}, {"end": {"$gte": end}}]}
        return next(iter(self._find(where=covers)), None)

    def _find(self, **wanted: Any) -> list[Chunk]:
        if self._live is None:
            return []
        with self._unless_changed():
            found = self._live.passages.get(include=["documents", "metadatas"], **wanted)
        return _chunks_of(found)

    @contextmanager
    def _unless_changed(self) -> Iterator[None]:
        try:
            with explained(self._chroma_url):
                yield
        except NotFoundError as error:
            raise IndexChangedError("L'index vient de changer. Posez la question de nouveau.") from error


def _copy(source: Collection, target: Collection, versions: list[str]) -> None:
    """Copy the records of these versions, vectors included, a batch at a time."""
    staying: Any = {"version": {"$in": versions}}
    ids = source.get(where=staying, include=[])["ids"]
    for part in _parts(len(ids)):
        found = source.get(ids=ids[part], include=["documents", "metadatas", "embeddings"])
        texts: Any = found["documents"] if any(found["documents"] or []) else None
        target.upsert(found["ids"], found["embeddings"], found["metadatas"], texts)


def _manifest_in(collection: Collection) -> Manifest | None:
    """The manifest of a head collection; None in any other, and in a head that was never published."""
    metadata = collection.metadata or {}
    return manifest_from_text(metadata["manifest"]) if "manifest" in metadata else None


def _sentence_place(key: str) -> tuple[str, int]:
    """« passage id/3 » → the passage's id and the number of the sentence in it."""
    passage_id, number = key.rsplit("/", 1)
    return passage_id, int(number)


def _parts(length: int) -> Iterator[slice]:
    return (slice(start, start + WRITE_BATCH) for start in range(0, length, WRITE_BATCH))


def _record(chunk: Chunk, version: str) -> dict[str, Any]:
    """A chunk as Chroma's flat metadata, which has neither None nor tuples."""
    return {
        "version": version,
        "document": chunk.document_id,
        "start": chunk.start,
        "end": chunk.end,
        "section": json.dumps(chunk.section, ensure_ascii=False),
        "sentences": json.dumps(chunk.sentences),
        "label": chunk.label,
        "voice": chunk.voice,
        "places": json.dumps([astuple(place) for place in chunk.places], ensure_ascii=False),
        "blocks": json.dumps(chunk.blocks),
    }


def _chunks_of(found: Any) -> list[Chunk]:
    return [
        Chunk(
            id=key,
            document_id=record["document"],
            text=text,
            start=record["start"],
            end=record["end"],
            section=tuple(json.loads(record["section"])),
            sentences=tuple((start, end) for start, end in json.loads(record["sentences"])),
            label=record["label"],
            voice=record["voice"],
            places=tuple(
                Place(start, end, page, folio, tuple(box))
                for start, end, page, folio, box in json.loads(record["places"])
            ),
            blocks=tuple((kind, start, end) for kind, start, end in json.loads(record["blocks"])),
        )
        for key, text, record in zip(found["ids"], found["documents"], found["metadatas"], strict=True)
    ]
