"""Paragraphs of a word processor, with the notes and boxes that hang from them → Document; names of styles → kinds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ingest.document import CELL_SEPARATOR, BlockKind, Document, DocumentWriter, NotReport
from ingest.readers.characters import cleaned

MOST_COLUMNS = 63
"""Columns of a table, as in Word: a file may declare that a cell spans or repeats any number of times."""
MOST_ANCESTORS = 10
"""Styles followed up from one style; a file may chain thousands of them, or chain them in a circle."""
# No character of any text (Unicode reserves it), and left alone by cleaning.
MARK = "\ufdd0"
SPACE_BEFORE_MARKS = re.compile(f" ({MARK}+)(?= )")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or an endnote, where its mark stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """The XML element of a text box, where it is anchored."""

    element: Any


Item = str | Note | Box


@dataclass(frozen=True, slots=True)
class Line:
    """A text, the notes it calls (offset in the text, text of the note) and the boxes anchored in it."""

    text: str
    notes: tuple[tuple[int, str], ...] = ()
    boxes: tuple[Any, ...] = ()


EMPTY = Line("")


@dataclass(frozen=True, slots=True)
class Role:
    """What a style makes of its paragraphs; the level of a title is 0, of « Heading 1 » 1."""

    kind: BlockKind = "paragraph"
    level: int = 0
    not_report: NotReport | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One block to be written, its notes with it."""

    role: Role
    line: Line


PLAIN = Role()
TABLE = Role("table")
TITLE = Role("heading", 0)
CONTENTS = Role("paragraph", 0, "table_of_contents")
CONTENTS_HEADING = Role("heading", 1, "table_of_contents")
HEADING_NAME = re.compile(r"(?:heading|titre) ?([1-9])")
# Names that Word and LibreOffice give, in English and in French, in small letters.
ROLES = (
    (re.compile(r"title|titre"), TITLE),
    (
        re.compile(r"(toc|contents|index) heading|en-tête de table des matières|titre de table des matières"),
        CONTENTS_HEADING,
    ),
    (re.compile(r"(toc|tm|contents|table des matières) ?\d+|(figure|table|illustration|object) index \d+"), CONTENTS),
    (re.compile(r"table of figures|table des (figures|illustrations|tableaux)"), CONTENTS),
    (re.compile(r"caption|légende|legende|illustration|figure|drawing|table|tableau"), Role("caption")),
    (re.compile(r"(html )?preformatted( text)?|(html )?préformaté( html)?|texte préformaté"), Role("code")),
    (re.compile(r"code( source)?|source code|macro( text)?"), Role("code")),
)
LIST_NAME = re.compile(r"(list|liste|numbering|numérotation|puces?)\b.*|paragraphe de liste")


def line_of(items: Iterable[Item]) -> Line:
    """The cleaned text of one paragraph; a note is called where the text before its mark ends."""
    items = list(items)
    raw = "".join(MARK if isinstance(item, Note) else _plain(item) for item in items)
    parts = SPACE_BEFORE_MARKS.sub(r"\1", cleaned(raw)).split(MARK)
    whole = "".join(parts)
    text = whole.strip()
    length = len(whole.lstrip()) - len(whole)
    calls = []
    for part, note in zip(parts, (item.text for item in items if isinstance(item, Note)), strict=False):
        length += len(part)
        calls.append((min(max(length, 0), len(text)), note))
    return Line(text, tuple(calls), tuple(item.element for item in items if isinstance(item, Box)))


def _plain(item: Item) -> str:
    return item.replace(MARK, "").replace("\u2011", "-") if isinstance(item, str) else ""


def joined(lines: Iterable[Line], separator: str) -> Line:
    """Several lines as one, their notes and boxes with them; only cells may be empty."""
    texts: list[str] = []
    notes: list[tuple[int, str]] = []
    boxes: list[Any] = []
    length = 0
    for line in lines:
        if line.text or separator == CELL_SEPARATOR:
            length += len(separator) if texts else 0
            texts.append(line.text)
        notes.extend((length + at, note) for at, note in line.notes)
        boxes.extend(line.boxes)
        length += len(line.text)
    text = separator.join(texts).rstrip()
    return Line(text, tuple((min(at, len(text)), note) for at, note in notes), tuple(boxes))


def table_line(rows: Iterable[Iterable[Line]]) -> Line:
    """The text of a table: a line a row, without the rows that are empty and the empty cells that end one."""
    return joined((joined(row, CELL_SEPARATOR) for row in rows), "\n")


def role_of(ancestry: Iterable[tuple[str, int | None]]) -> Role:
    """The role of a style from its name and outline level (1 to 9), then from those of its ancestors."""
    for name, outline in ancestry:
        name = " ".join(name.lower().split())
        if heading := HEADING_NAME.fullmatch(name):
            return Role("heading", int(heading[1]))
        for pattern, role in ROLES:
            if pattern.fullmatch(name):
                return role
        if outline:
            return Role("heading", outline)
        if LIST_NAME.fullmatch(name):
            return Role("list_item")
    return PLAIN


def placed(role: Role, listed: bool, bordered: bool, in_box: bool, not_report: NotReport | None) -> Role:
    """The role of a paragraph where it stands: headings, captions and code keep theirs inside borders."""
    kind = role.kind
    if kind == "paragraph" and listed:
        kind = "list_item"
    if kind in ("paragraph", "list_item") and (bordered or in_box):
        kind = "box"
    if kind == "heading" and in_box:
        kind = "box"
    return Role(kind, role.level, role.not_report or not_report)


def written(all_pieces: Iterable[Piece]) -> Document:
    """Write the pieces in order; when the document has a title, it is the root of every heading."""
    pieces = [piece for piece in all_pieces if piece.line.text or piece.line.notes]
    titled = any(piece.role == TITLE and piece.line.text for piece in pieces)
    writer = DocumentWriter()
    for piece in pieces:
        role = piece.role
        level = max(role.level + titled, 1) if role.kind == "heading" else 0
        text = piece.line.text
        block = writer.add(role.kind, text, level, not_report=role.not_report)
        lead = len(text) - len(text.lstrip())
        for at, note in piece.line.notes:
            called_at = None if block is None else min(block.start + max(at - lead, 0), block.end)
            writer.add("footnote", note, called_at=called_at)
    return writer.document()
