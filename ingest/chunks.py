"""The report's blocks → chunks: whole blocks of one section, with the sentences in them and their places."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Block, BlockKind, Document, Place
from ingest.metadata import Metadata
from ingest.sentence_splitting import sentence_spans
from ingest.terms import straight
from ingest.voices import Voice, voice_of

TITLE_LABEL = "Titre, nom, intitulé du document"
UPDATED_LABEL = "Date de mise à jour du document, quand a-t-il été mis à jour"


@dataclass(frozen=True)
class Chunk:
    """A piece of a document that can be found, and quoted: `text` is the document's text[start:end].

    `sentences` are spans counted from the chunk's own start; `label` is what the section path does
    not say and the embedding should know; `places` are the printed lines it is made of, none where the
    format has no pages; `blocks` are the blocks it is made of, or parts of one, counted from its start too.
    A chunk never crosses a heading, and one voice speaks in it.
    """

    id: str
    document_id: str
    text: str
    start: int
    end: int
    section: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    label: str = ""
    voice: Voice = "author"
    places: tuple[Place, ...] = ()
    blocks: tuple[tuple[BlockKind, int, int], ...] = ()

    @property
    def page(self) -> int | None:
        """The page of the file where it begins, from 1."""
        return self.places[0].page if self.places else None

    @property
    def folio(self) -> str | None:
        """The number printed on that page."""
        return self.places[0].folio if self.places else None

    def places_of(self, start: int, end: int) -> tuple[Place, ...]:
        """The printed lines of the document's characters `start` to `end`."""
        return tuple(place for place in self.places if place.start < end and start < place.end)

    def text_to_embed(self) -> str:
        """The section's last heading, then the text: what is embedded is not what is quoted."""
        context = self.label or (self.section[-1] if self.section else "")
        return straight(f"{context}\n{self.text}" if context else self.text)

    def sentence_texts(self) -> list[str]:
        return [self.text[start:end] for start, end in self.sentences]

    def sentences_to_embed(self) -> list[str]:
        return [straight(f"{self.label} : {text}" if self.label else text) for text in self.sentence_texts()]


@dataclass
class _Group:
    """A chunk to be: pieces of text, each with its block, that stand next to each other."""

    pieces: list[tuple[int, int, Block]]
    label: str
    voice: Voice

    @property
    def start(self) -> int:
        return self.pieces[0][0]


def cutting_name(longest: int) -> str:
    """How documents are read and cut, as the index remembers it: change it with any rule that moves text."""
    return f"blocks-4/{longest}"


def cut(document: Document, kept: list[Block], metadata: Metadata, version: str, longest: int) -> list[Chunk]:
    """Chunks of at most `longest` characters (more only when one sentence is longer), in document order.

    A table, or a list with the sentence that announces it, is not parted when it fits. `version` names the document
    and its content; ids are made of it, so the same reading gives the same ids.
    """
    groups: list[_Group] = []
    for run in _runs(document, kept):
        open_group: _Group | None = None
        for unit in _units(document, run):
            block = unit[0]
            label = _label(block, metadata)
            if block.kind == "heading" and not label:
                continue
            voice = voice_of(block, document.text_of(block))
            fits = unit[-1].end - block.start <= longest
            pieces = [piece for one in unit for piece in _pieces(document, one, longest)]
            for batch in [pieces] if fits else [[piece] for piece in pieces]:
                if open_group and _belongs(open_group, batch[-1][1], label, voice, longest):
                    open_group.pieces += batch
                else:
                    open_group = _Group(list(batch), label, voice)
                    groups.append(open_group)
    return [_chunk(document, group, version, number) for number, group in enumerate(groups)]


def _runs(document: Document, kept: list[Block]) -> Iterator[list[Block]]:
    """Kept blocks that follow each other under one heading: nothing set aside, no heading or footnote between them."""
    wanted = set(map(id, kept))
    run: list[Block] = []
    for block in document.blocks:
        alone = block.kind in ("heading", "footnote")
        if alone or id(block) not in wanted:
            if run:
                yield run
            run = []
        if id(block) in wanted:
            if alone:
                yield [block]
            else:
                run.append(block)
    if run:
        yield run


def _units(document: Document, run: list[Block]) -> Iterator[list[Block]]:
    """Lists whole, with the paragraph that announces them; every other block by itself."""
    unit: list[Block] = []
    for block in run:
        announced = bool(unit) and unit[-1].kind != "list_item" and document.text_of(unit[-1]).endswith(":")
        if unit and block.kind == "list_item" and (unit[-1].kind == "list_item" or announced):
            unit.append(block)
        else:
            if unit:
                yield unit
            unit = [block]
    if unit:
        yield unit


def _belongs(group: _Group, end: int, label: str, voice: Voice, longest: int) -> bool:
    return not label and not group.label and group.voice == voice and end - group.start <= longest


def _chunk(document: Document, group: _Group, version: str, number: int) -> Chunk:
    (start, _, block), (_, end, _) = group.pieces[0], group.pieces[-1]
    sentences = tuple(
        (begin - start, finish - start)
        for piece_start, piece_end, of in group.pieces
        for begin, finish in _sentences(document.text, piece_start, piece_end, of)
    )
    return Chunk(
        id=f"{version}#{number:05d}",
        document_id=version.split("@")[0],
        text=document.text[start:end],
        start=start,
        end=end,
        section=() if group.label == TITLE_LABEL else block.section,
        sentences=sentences,
        label=group.label,
        voice=group.voice,
        places=_places(document, start, end),
        blocks=tuple((of.kind, begin - start, finish - start) for begin, finish, of in group.pieces),
    )


def _places(document: Document, start: int, end: int) -> tuple[Place, ...]:
    first = max(0, bisect_right(document.places, start, key=lambda place: place.start) - 1)
    found = []
    for place in document.places[first:]:
        if place.start >= end:
            break
        if place.end > start:
            found.append(place)
    return tuple(found)


def _label(block: Block, metadata: Metadata) -> str:
    if block == metadata.title_block:
        return TITLE_LABEL
    return UPDATED_LABEL if block == metadata.updated_block else ""


def _pieces(document: Document, block: Block, longest: int) -> list[tuple[int, int, Block]]:
    """The block, or runs of its sentences when it is longer than a chunk may be."""
    if block.end - block.start <= longest:
        return [(block.start, block.end, block)]
    pieces: list[tuple[int, int, Block]] = []
    for start, end in _sentences(document.text, block.start, block.end, block):
        if pieces and end - pieces[-1][0] <= longest:
            pieces[-1] = (pieces[-1][0], end, block)
        else:
            pieces.append((start, end, block))
    return pieces


def _sentences(text: str, start: int, end: int, block: Block) -> list[tuple[int, int]]:
    """Sentences of running text; the rows of a table or the lines of code, which have none."""
    if block.kind in ("table", "code"):
        rows = re.finditer(r"[^\r\n]*\w[^\r\n]*", text[start:end])
        return [(start + row.start(), start + row.end()) for row in rows]
    return sentence_spans(text, start, end)
