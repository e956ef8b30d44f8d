"""What every reader makes: a Document, its extracted text and the blocks that place each part of it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.errors import IngestError

BlockKind = Literal["heading", "paragraph", "list_item", "table", "code", "footnote", "caption", "box"]

NotReport = Literal[
    "action_link",
    "similar_content",
    "agenda",
    "subscription",
    "viewer",
    "web_page",
    "running_head",
    "page_number",
    "table_of_contents",
    "cover",
    "blank_page",
]
"""Why a part of a file is not the report."""

CELL_SEPARATOR = "\t"
"""Between the cells of a table's row; rows are lines."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where `text[start:end]` is printed: a line of a page counted from 1, or a part of one.

    `folio` is the page's number as printed, None when not sure; `box` is (left, top, right, bottom) in points
    from the top left corner of the page.
    """

    start: int
    end: int
    page: int
    folio: str | None
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a document: `text[start:end]` of its document, in characters, end excluded.

    `section` is the path of headings above the block (a heading's own path includes itself); `level` is a
    heading's, from 1. `called_at` is where a footnote's mark stood in the text, None when that is not known.
    `not_report` is set by the reader that sees it in the form of the file.
    """

    kind: BlockKind
    start: int
    end: int
    section: tuple[str, ...]
    level: int = 0
    called_at: int | None = None
    not_report: NotReport | None = None


@dataclass(frozen=True)
class Document:
    """A document as read: offsets everywhere downstream count characters of `text`.

    `places` are in the order of `text`, empty for a format that has no pages. `blank_pages`, `scanned_pages`
    (images of text, not read) and `recognised_pages` (images of text, read by character recognition) count from 1.
    `from_web` says that the text may be that of a web page, with what stands around its content.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    places: tuple[Place, ...] = ()
    blank_pages: tuple[int, ...] = ()
    scanned_pages: tuple[int, ...] = ()
    recognised_pages: tuple[int, ...] = ()
    from_web: bool = False

    def text_of(self, block: Block) -> str:
        return self.text[block.start : block.end]

    def place_of(self, offset: int) -> Place | None:
        """Where the character at `offset` is printed; None where there are no pages."""
        position = bisect_right(self.places, offset, key=lambda place: place.start) - 1
        return self.places[position] if position >= 0 else None

    def page_of(self, offset: int) -> int | None:
        """The page where the character at `offset` is printed; None where there are no pages."""
        place = self.place_of(offset)
        return place.page if place else None


class DocumentWriter:
    """Writes the extracted text block by block, and keeps the path of headings."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.length = 0
        self._texts: list[str] = []
        self._path: list[tuple[int, str]] = []

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(title for _, title in self._path)

    def add(
        self,
        kind: BlockKind,
        text: str,
        level: int = 0,
        called_at: int | None = None,
        not_report: NotReport | None = None,
        section: tuple[str, ...] | None = None,
    ) -> Block | None:
        """Write one block after a blank line; a heading opens its section unless it is not the report.

        `section` is for a block that belongs elsewhere than where it is written. None for a text of spaces.
        """
        # The first cell of a table may be empty: its separator stays.
        text = text.strip("\n ") if kind == "table" else text.strip()
        if not text.strip():
            return None
        if kind == "heading" and not not_report:
            self._path = [entry for entry in self._path if entry[0] < level]
            self._path.append((level, " ".join(text.split())))
        start = self.length
        block = Block(
            kind,
            start,
            start + len(text),
            self.section if section is None else section,
            level,
            called_at,
            not_report,
        )
        self.blocks.append(block)
        self._texts.append(text)
        self.length = block.end + 2
        return block

    def document(self, **facts: Sequence[Place] | Sequence[int] | int | None) -> Document:
        """What was written; `facts` are the other fields of `Document`."""
        return Document("\n\n".join(self._texts), tuple(self.blocks), **facts)  # type: ignore[arg-type]


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


class ProtectedFileError(ReadingError):
    """The file asks for a password."""


class FileTooLargeError(ReadingError):
    """The file, or what it unpacks to, is beyond a stated limit."""
