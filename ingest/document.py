"""What every reader makes: a Document, its extracted text and the blocks that place each part of it."""

from dataclasses import dataclass
from typing import Literal

from ingest.errors import IngestError

BlockKind = Literal["heading", "paragraph", "list_item", "table", "code"]


@dataclass(frozen=True)
class Block:
    """One part of a document: `text[start:end]` of its document, in characters, end excluded.

    `section` is the path of headings above the block (a heading's own path includes itself);
    `page` counts PDF pages from 1 and `folio` is the page as printed, both None where unknown.
    """

    kind: BlockKind
    start: int
    end: int
    section: tuple[str, ...]
    level: int = 0
    page: int | None = None
    folio: str | None = None


@dataclass(frozen=True)
class Document:
    """A document as read: offsets everywhere downstream count characters of `text`."""

    text: str
    blocks: tuple[Block, ...]
    pages: int | None = None

    def text_of(self, block: Block) -> str:
        return self.text[block.start : block.end]


class ReadingError(IngestError):
    """A file cannot be read; the message names the file, the cause and what to do, in French."""


class FileMissingError(ReadingError):
    """There is no file at this path."""


class EmptyDocumentError(ReadingError):
    """The file holds no text at all."""


class UnknownFormatError(ReadingError):
    """No reader knows this kind of file."""


class UnreadableFileError(ReadingError):
    """The file is of a known kind but its content cannot be decoded or opened."""
