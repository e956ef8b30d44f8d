"""A document of the index → its blocks and headings in order, as what is found in a report is looked for in them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.sentences import Citation, citation_between
from ingest.chunks import Chunk
from ingest.document import BlockKind
from ingest.index import ReportIndex
from ingest.manifest import DocumentRecord, Heading
from ingest.voices import Voice


@dataclass(frozen=True)
class Part:
    """A heading or a block of the report: `text` is the document's text[start:end].

    `sentences` are spans counted in the document, none in a heading. A block longer than a passage comes in several
    parts. `level` is a heading's, from 1, 0 for a block.
    """

    kind: BlockKind
    text: str
    start: int
    end: int
    section: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    voice: Voice
    level: int = 0


class ReportText:
    """One document, read from the index: its parts in order, and the citation of any span of them."""

    def __init__(self, record: DocumentRecord, chunks: Sequence[Chunk]) -> None:
        self.record = record
        self.chunks = tuple(sorted(chunks, key=lambda chunk: chunk.start))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Headings and blocks in the report's order."""
        blocks = [part for chunk in self.chunks for part in _parts_of(chunk)]
        known = {part.start for part in blocks}
        headings = [_as_part(heading) for heading in self.record.outline if heading.start not in known]
        return tuple(sorted([*headings, *blocks], key=lambda part: part.start))

    def cite(self, start: int, end: int, number: int = 1) -> Citation | None:
        """The citation of the document's characters `start` to `end`; None when no block and no heading holds them."""
        position = bisect_right(self._chunk_starts, start) - 1
        if position >= 0 and end <= self.chunks[position].end:
            return citation_between(self.chunks[position], start, end, number)
        for heading in self.record.outline:
            if heading.start <= start and end <= heading.end:
                return _citation_of_heading(self.record, heading, start, end, number)
        return None

    @cached_property
    def _chunk_starts(self) -> list[int]:
        return [chunk.start for chunk in self.chunks]


def report_text(index: ReportIndex, record: DocumentRecord) -> ReportText:
    """The whole text of one live document."""
    return ReportText(record, index.whole(record))


def _parts_of(chunk: Chunk) -> list[Part]:
    spans = [(chunk.start + start, chunk.start + end) for start, end in chunk.sentences]
    parts = []
    for kind, begin, end in chunk.blocks:
        start, finish = chunk.start + begin, chunk.start + end
        parts.append(
            Part(
                kind,
                chunk.text[begin:end],
                start,
                finish,
                chunk.section,
                tuple(span for span in spans if start <= span[0] and span[1] <= finish),
                chunk.voice,
                level=1 if kind == "heading" else 0,
            )
        )
    return parts


def _as_part(heading: Heading) -> Part:
    return Part("heading", heading.text, heading.start, heading.end, heading.section, (), "author", level=heading.level)


def _citation_of_heading(record: DocumentRecord, heading: Heading, start: int, end: int, number: int) -> Citation:
    return Citation(
        id=number,
        document=record.id,
        section=list(heading.section),
        page=heading.page,
        folio=heading.folio,
        start=start,
        end=end,
        quote=heading.text[start - heading.start : end - heading.start],
    )
