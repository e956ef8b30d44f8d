"""The report's blocks → chunks: whole blocks of one section, with the sentences in them and their places."""

import re
from dataclasses import dataclass

from ingest.document import Block, Document
from ingest.metadata import Metadata
from ingest.sentence_splitting import sentence_spans
from ingest.terms import straight

TITLE_LABEL = "Titre, nom, intitulé du document"
UPDATED_LABEL = "Date de mise à jour du document, quand a-t-il été mis à jour"


@dataclass(frozen=True)
class Chunk:
    """A piece of a document that can be found, and quoted: `text` is the document's text[start:end].

    `sentences` are spans counted from the chunk's own start; `label` is what the section path does
    not say and the embedding should know. A chunk never crosses a heading or a page.
    """

    id: str
    document_id: str
    text: str
    start: int
    end: int
    section: tuple[str, ...]
    page: int | None
    folio: str | None
    sentences: tuple[tuple[int, int], ...]
    label: str = ""

    def text_to_embed(self) -> str:
        """The section's last heading, then the text: what is embedded is not what is quoted."""
        context = self.label or (self.section[-1] if self.section else "")
        return straight(f"{context}\n{self.text}" if context else self.text)

    def sentence_texts(self) -> list[str]:
        return [self.text[start:end] for start, end in self.sentences]

    def sentences_to_embed(self) -> list[str]:
        return [straight(f"{self.label} : {text}" if self.label else text) for text in self.sentence_texts()]


_Piece = tuple[int, int, Block]
_Group = tuple[list[_Piece], str]
"""The pieces of text of a chunk to be, each with its block, and its label."""


def cutting_name(longest: int) -> str:
    """How chunks were cut, as the index remembers it: change it with any rule below."""
    return f"blocks-2/{longest}"


def cut(document: Document, kept: list[Block], metadata: Metadata, version: str, longest: int) -> list[Chunk]:
    """Chunks of at most `longest` characters (more only when one sentence is longer), in document order.

    `version` names the document and its content; ids are made of it, so the same reading gives the same ids.
    """
    groups: list[_Group] = []
    for block in kept:
        label = _label(block, metadata)
        if block.kind == "heading" and not label:
            continue
        for piece in _pieces(document, block, longest):
            if groups and not label and not groups[-1][1] and _belongs(groups[-1][0], piece, longest):
                groups[-1][0].append(piece)
            else:
                groups.append(([piece], label))
    return [_chunk(document, pieces, label, version, number) for number, (pieces, label) in enumerate(groups)]


def _chunk(document: Document, pieces: list[_Piece], label: str, version: str, number: int) -> Chunk:
    (start, _, block), (_, end, _) = pieces[0], pieces[-1]
    sentences = tuple(
        (begin - start, finish - start)
        for piece_start, piece_end, of in pieces
        for begin, finish in _sentences(document.text, piece_start, piece_end, of)
    )
    return Chunk(
        id=f"{version}#{number:05d}",
        document_id=version.split("@")[0],
        text=document.text[start:end],
        start=start,
        end=end,
        section=() if label == TITLE_LABEL else block.section,
        page=block.page,
        folio=block.folio,
        sentences=sentences,
        label=label,
    )


def _label(block: Block, metadata: Metadata) -> str:
    if block == metadata.title_block:
        return TITLE_LABEL
    return UPDATED_LABEL if block == metadata.updated_block else ""


def _belongs(pieces: list[_Piece], piece: _Piece, longest: int) -> bool:
    start, _, first = pieces[0]
    same_place = first.section == piece[2].section and first.page == piece[2].page
    return same_place and piece[1] - start <= longest


def _pieces(document: Document, block: Block, longest: int) -> list[_Piece]:
    """The block, or runs of its sentences when it is longer than a chunk may be."""
    if block.end - block.start <= longest:
        return [(block.start, block.end, block)]
    pieces: list[_Piece] = []
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
