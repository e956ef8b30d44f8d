"""What the index says of itself: the live documents, and the state they make together."""

import json
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any


@dataclass(frozen=True)
class SetAsideText:
    """A text that was not read as the report, the reason's code and its first place; `times` it stands there.

    A blank page is one of an empty text, with its `page`.
    """

    text: str
    reason: str
    start: int
    end: int
    page: int | None = None
    times: int = 1


@dataclass(frozen=True)
class Heading:
    """A heading of a report: `text[start:end]` of it, its level from 1, page and folio None where not known.

    `section` is the path of headings down to this one, included.
    """

    text: str
    level: int
    start: int
    end: int
    section: tuple[str, ...] = ()
    page: int | None = None
    folio: str | None = None

    @property
    def title(self) -> str:
        return " ".join(self.text.split())


@dataclass(frozen=True)
class DocumentRecord:
    """What the index knows of one document; `updated` and `read_on` are ISO dates, `outline` its headings in order.

    `keep_all` when what is not the report was read too; `scanned_pages` were images that nothing could read,
    `recognised_pages` images read by character recognition.
    """

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
    keep_all: bool = False
    scanned_pages: tuple[int, ...] = ()
    recognised_pages: tuple[int, ...] = ()
    outline: tuple[Heading, ...] = ()

    @property
    def version(self) -> str:
        return f"{self.id}@{self.fingerprint[:12]}{'-all' if self.keep_all else ''}"


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
    return Manifest(stored["revision"], tuple(_record(record) for record in stored["documents"]))


def _record(stored: dict[str, Any]) -> DocumentRecord:
    lists = {name: tuple(value) for name, value in stored.items() if isinstance(value, list)}
    lists["set_aside"] = tuple(SetAsideText(**text) for text in stored["set_aside"])
    lists["outline"] = tuple(
        Heading(**{**heading, "section": tuple(heading["section"])}) for heading in stored.get("outline", ())
    )
    return DocumentRecord(**{**stored, **lists})
