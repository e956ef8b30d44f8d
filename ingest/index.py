"""Chunks and vectors → the index, and questions out of it: the only module that knows
what Chroma holds.

Two collections: one record a passage, one record a sentence. Their name holds the embedding model and
the cutting, so that vectors of two kinds never meet. The metadata of the first is the manifest: the live
documents and a revision. A reading writes records of a new version beside the old one, then switches the
manifest in one transaction, then deletes what is no longer live: a reading stopped anywhere leaves the
old state or the new one.
"""

import hashlib
import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection
from chromadb.errors import NotFoundError

from ingest.chroma_client import explained
from ingest.chunks import Chunk
from ingest.data_folder import DataFolder
from ingest.errors import IngestError
from ingest.manifest import DocumentRecord, Manifest, manifest_as_text, manifest_from_text
from ingest.term_index import TermIndex

PREFIX = "rapport-"
WRITE_BATCH = 1000
HNSW: Any = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200}}


class IndexMismatchError(IngestError):
    """The index was made with another embedding model or another cutting."""


@dataclass(frozen=True)
class IndexSpace:
    """What vectors must share to be compared: the model that made them and how the text was cut."""

    embedding_model: str
    cutting: str

    @property
    def collection_name(self) -> str:
        return PREFIX + hashlib.sha256(f"{self.embedding_model}\n{self.cutting}".encode()).hexdigest()[:16]


class ReportIndex:
    """Writes passages and finds them again, with the vectors of one `IndexSpace` only."""

    def __init__(self, client: ClientAPI, folder: DataFolder, space: IndexSpace, chroma_url: str | None = None) -> None:
        self._client, self._folder, self.space, self._chroma_url = client, folder, space, chroma_url
        self._passages: Collection | None = None
        self._sentences: Collection | None = None
        self._terms: TermIndex | None = None
        self._chunks: dict[str, Chunk] = {}
        self.manifest = Manifest(revision="")

    # --- opening -----------------------------------------------------------------------------------

    def refresh(self) -> Manifest | None:
        """The live manifest, read again; None when nothing was ever indexed.

        Raises `IndexMismatchError` when what is there was made with another model or cutting.
        """
        with explained(self._chroma_url):
            try:
                self._passages = self._client.get_collection(self.space.collection_name, embedding_function=None)
                self._sentences = self._client.get_collection(self._sentences_name, embedding_function=None)
            except NotFoundError:
                self._passages = None
        manifest = _manifest_in(self._passages)
        if manifest is None:
            self._refuse_another_space()
            return None
        if manifest.revision != self.manifest.revision:
            self._terms, self._chunks = None, {}
        self.manifest = manifest
        return manifest

    @property
    def _sentences_name(self) -> str:
        return f"{self.space.collection_name}-sentences"

    def other_spaces(self) -> list[IndexSpace]:
        """The live indexes made with another model or cutting."""
        with explained(self._chroma_url):
            collections = self._client.list_collections()
        return [
            IndexSpace(str(collection.metadata["embedding_model"]), str(collection.metadata["cutting"]))
            for collection in collections
            if collection.name.startswith(PREFIX)
            and collection.name != self.space.collection_name
            and _manifest_in(collection)
        ]

    def manifest_of(self, space: IndexSpace) -> Manifest | None:
        """What an index made with another model or cutting holds."""
        with explained(self._chroma_url):
            return _manifest_in(self._client.get_collection(space.collection_name, embedding_function=None))

    def _refuse_another_space(self) -> None:
        for made_with in self.other_spaces():
            raise IndexMismatchError(
                f"L'index a été construit avec le modèle « {made_with.embedding_model} » et le découpage "
                f"« {made_with.cutting} » ; les réglages demandent « {self.space.embedding_model} » et "
                f"« {self.space.cutting} ». Rétablissez les réglages, ou relisez tout : rapport ingest --rebuild"
            )

    # --- writing -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Make the empty collections of this space, still unseen by readers; leftovers of a stopped start go."""
        with explained(self._chroma_url):
            for name in (self.space.collection_name, self._sentences_name):
                self._client.get_or_create_collection(
                    name, metadata=self._metadata(None), configuration=HNSW, embedding_function=None
                )
            self._passages = self._client.get_collection(self.space.collection_name, embedding_function=None)
            self._sentences = self._client.get_collection(self._sentences_name, embedding_function=None)

    def write(self, chunks: Sequence[Chunk], version: str, passages: np.ndarray, sentences: np.ndarray) -> None:
        """Write the records of one document version, beside the live ones: nothing changes for readers.

        `passages` is (chunks, dimensions), `sentences` (all sentences of all chunks in order, dimensions).
        """
        if self.manifest.revision and not self.manifest.writing:
            self._switch(replace(self.manifest, writing=True))
        sentence_ids = [f"{chunk.id}/{number}" for chunk in chunks for number in range(len(chunk.sentences))]
        records: list[Any] = [_record(chunk, version) for chunk in chunks]
        with explained(self._chroma_url):
            for part in _parts(len(chunks)):
                self._live_passages.upsert(
                    ids=[chunk.id for chunk in chunks[part]],
                    embeddings=passages[part],
                    documents=[chunk.text for chunk in chunks[part]],
                    metadatas=records[part],
                )
            for part in _parts(len(sentence_ids)):
                ids = sentence_ids[part]
                self._live_sentences.upsert(
                    ids=ids, embeddings=sentences[part], metadatas=[{"version": version}] * len(ids)
                )

    def publish(self, documents: Sequence[DocumentRecord]) -> None:
        """Make exactly these documents the live ones, in one transaction, then delete the others' records."""
        manifest = Manifest(uuid.uuid4().hex, tuple(documents), writing=True)
        self._switch(manifest)
        self._terms, self._chunks = None, {}
        live = [document.version for document in documents]
        with explained(self._chroma_url):
            for collection in (self._live_passages, self._live_sentences):
                dead: Any = {"version": {"$nin": live}} if live else None
                stale = collection.get(where=dead, include=[])["ids"]
                for part in _parts(len(stale)):
                    collection.delete(ids=stale[part])
            self._switch(replace(manifest, writing=False))
            for other in self.other_spaces():
                for name in (other.collection_name, f"{other.collection_name}-sentences"):
                    self._client.delete_collection(name)
        TermIndex.forget_all_but(self._folder.terms, manifest.revision)

    def _switch(self, manifest: Manifest) -> None:
        with explained(self._chroma_url):
            self._live_passages.modify(metadata=self._metadata(manifest))
        self.manifest = manifest

    def _metadata(self, manifest: Manifest | None) -> dict[str, str]:
        metadata = {"embedding_model": self.space.embedding_model, "cutting": self.space.cutting}
        if manifest:
            metadata["manifest"] = manifest_as_text(manifest)
        return metadata

    # --- finding -----------------------------------------------------------------------------------

    @property
    def _live_passages(self) -> Collection:
        assert self._passages is not None, "refresh() or start() first"
        return self._passages

    @property
    def _live_sentences(self) -> Collection:
        assert self._sentences is not None, "refresh() or start() first"
        return self._sentences

    def _live_only(self) -> Any:
        """The filter that hides half-written versions; costly, so only while there may be some."""
        return {"version": {"$in": [d.version for d in self.manifest.documents]}} if self.manifest.writing else None

    def nearest_passages(self, vector: np.ndarray, n: int) -> dict[str, float]:
        """Passage id → cosine, nearest first."""
        return self._nearest(self._live_passages, vector, n)

    def nearest_sentences(self, vector: np.ndarray, n: int) -> dict[tuple[str, int], float]:
        """(Passage id, number of the sentence in it) → cosine, nearest first."""
        found = self._nearest(self._live_sentences, vector, n)
        return {_sentence_place(key): cosine for key, cosine in found.items()}

    def _nearest(self, collection: Collection, vector: np.ndarray, n: int) -> dict[str, float]:
        if not self.manifest.documents:
            return {}
        with explained(self._chroma_url):
            found = collection.query(
                query_embeddings=[vector], n_results=n, include=["distances"], where=self._live_only()
            )
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
        live = self._live_passages.get(where=self._live_only(), include=["documents", "metadatas"])
        chunks = sorted(_chunks_of(live), key=lambda chunk: chunk.id)
        terms = TermIndex.build([chunk.id for chunk in chunks], [chunk.text_to_embed() for chunk in chunks])
        terms.save(self._folder.terms, self.manifest.revision)
        return terms

    def chunks(self, ids: Sequence[str]) -> list[Chunk]:
        """The chunks of these ids, in the order asked; ids that a reading has just replaced are left out."""
        missing = [key for key in ids if key not in self._chunks]
        if missing:
            with explained(self._chroma_url):
                found = self._live_passages.get(ids=missing, include=["documents", "metadatas"])
            self._chunks |= {chunk.id: chunk for chunk in _chunks_of(found)}
        return [self._chunks[key] for key in ids if key in self._chunks]

    def chunk_around(self, document_id: str, start: int, end: int) -> Chunk | None:
        """The live chunk of a document that covers the characters `start` to `end`."""
        document = self.manifest.find(document_id)
        if document is None:
            return None
        covers: Any = {
            "$and": [{"version": document.version}, {"start": {"$lte": start}}, {"end": {"$gte": end}}],
        }
        with explained(self._chroma_url):
            found = self._live_passages.get(where=covers, include=["documents", "metadatas"])
        return next(iter(_chunks_of(found)), None)


def _manifest_in(collection: Collection | None) -> Manifest | None:
    """The manifest of a collection; None in one that was never published."""
    metadata = collection.metadata if collection else None
    return manifest_from_text(metadata["manifest"]) if metadata and "manifest" in metadata else None


def _sentence_place(key: str) -> tuple[str, int]:
    """« passage id/3 » → the passage's id and the number of the sentence in it."""
    passage_id, number = key.rsplit("/", 1)
    return passage_id, int(number)


def _parts(length: int) -> Iterator[slice]:
    return (slice(start, start + WRITE_BATCH) for start in range(0, length, WRITE_BATCH))


def _record(chunk: Chunk, version: str) -> dict[str, Any]:
    """A chunk as Chroma's flat metadata, which has neither None nor tuples."""
    record: dict[str, Any] = {
        "version": version,
        "document": chunk.document_id,
        "start": chunk.start,
        "end": chunk.end,
        "section": json.dumps(chunk.section, ensure_ascii=False),
        "sentences": json.dumps(chunk.sentences),
        "label": chunk.label,
    }
    if chunk.page is not None:
        record["page"] = chunk.page
    if chunk.folio is not None:
        record["folio"] = chunk.folio
    return record


def _chunks_of(found: Any) -> list[Chunk]:
    return [
        Chunk(
            id=key,
            document_id=record["document"],
            text=text,
            start=record["start"],
            end=record["end"],
            section=tuple(json.loads(record["section"])),
            page=record.get("page"),
            folio=record.get("folio"),
            sentences=tuple((start, end) for start, end in json.loads(record["sentences"])),
            label=record["label"],
        )
        for key, text, record in zip(found["ids"], found["documents"], found["metadatas"], strict=True)
    ]
