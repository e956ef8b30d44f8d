"""What the index says of itself: the live documents, and the state they make together."""

import json
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any


@dataclass(frozen=True)
class SetAsideText:
    """A text that was not read as the report, the reason's code and its place."""

    text: str
    reason: str
    start: int
    end: int


@dataclass(frozen=True)
class DocumentRecord:
    """What the index knows of one document; `updated` and `read_on` are ISO dates."""

    id: str
    name: str
    source: str
    fingerprint: str
    title: str | None
    updated: str | None
    pages: int | None
    characters: int
    passages: int
    sentences: int
    read_on: str
    set_aside: tuple[SetAsideText, ...] = ()

    @property
    def version(self) -> str:
        return f"{self.id}@{self.fingerprint[:12]}"


@dataclass(frozen=True)
class Manifest:
    """The live state: readers answer from these documents and from nothing else."""

    revision: str
    documents: tuple[DocumentRecord, ...] = field(default=())

    def find(self, name: str) -> DocumentRecord | None:
        """A document by its id, file name, title or source."""
        wanted = name.strip().casefold()
        for document in self.documents:
            if wanted in {document.id, document.name.casefold(), (document.title or "").casefold(), document.source}:
                return document
        return None


def manifest_as_text(manifest: Manifest) -> str:
    return json.dumps(asdict(manifest), ensure_ascii=False)


@lru_cache(maxsize=4)
def manifest_from_text(text: str) -> Manifest:
    """Parsed once for each state, though read at each question."""
    stored: dict[str, Any] = json.loads(text)
    documents = tuple(
        DocumentRecord(**{**record, "set_aside": tuple(SetAsideText(**text) for text in record["set_aside"])})
        for record in stored["documents"]
    )
    return Manifest(stored["revision"], documents)
