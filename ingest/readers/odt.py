"""ODT bytes → Document: headings by level, lists, tables, notes and boxes, in the order of the text; no pages."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from lxml import etree

from ingest.document import Document, NotReport, ProtectedFileError, UnreadableFileError
from ingest.readers.odt_styles import PLAIN_STYLE, TEXT, Key, Style, styles_of, whole_number
from ingest.readers.word_processing import (
    CONTENTS_HEADING,
    EMPTY,
    MOST_COLUMNS,
    TITLE,
    Box,
    Item,
    Line,
    Note,
    Piece,
    Role,
    joined,
    line_of,
    placed,
    table_line,
    written,
)
from ingest.readers.zipped import damaged_message, open_zip, parse_xml, protected_message, read_part

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
ENCRYPTION = re.compile(rb"<(\w+:)?encryption-data\b")
HEADING, PARAGRAPH = TEXT + "h", TEXT + "p"
PARAGRAPHS = (HEADING, PARAGRAPH)
CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
LISTS = (TEXT + "list", TEXT + "numbered-paragraph")
INDEXES = {TEXT + kind for kind in "table-of-content illustration-index table-index object-index".split()}
SIGNS = {TEXT + "s": " ", TEXT + "tab": " ", TEXT + "line-break": " "}
SKIPPED = {
    *(TEXT + tag for tag in "tracked-changes ruby-text note-citation script".split()),
    *(TEXT + f"{tag}-source" for tag in "table-of-content illustration-index table-index object-index".split()),
    *(OFFICE + tag for tag in "annotation annotation-end forms".split()),
    TABLE + "title",
    TABLE + "desc",
}

LONGEST_REPEATED = 20
"""Characters of a cell written as many times as it says, so that columns stay in line: a figure, « oui », « non »."""

Styles = dict[Key, Style]


@dataclass(frozen=True, slots=True)
class Place:
    """What surrounds a part of the text."""

    listed: bool = False
    in_box: bool = False
    not_report: NotReport | None = None


def read_odt(raw: bytes, name: str) -> Document:
    """Read the body of an OpenDocument text: neither headers and footers, nor comments, nor what was struck out."""
    with open_zip(raw, name) as archive:
        if _is_encrypted(archive, name):
            raise ProtectedFileError(protected_message(name))
        content = parse_xml(read_part(archive, "content.xml", name), name)
        text = content.find(f"{OFFICE}body/{OFFICE}text")
        if text is None:
            raise UnreadableFileError(
                f"« {name} » n'est pas un texte OpenDocument. Vérifiez son extension, ou réenregistrez-le en .odt."
            )
        roots = [content]
        if "styles.xml" in archive.NameToInfo:
            roots.insert(0, parse_xml(read_part(archive, "styles.xml", name), name))
    try:
        return written(_pieces(text, styles_of(roots), Place()))
    except RecursionError as error:
        raise UnreadableFileError(damaged_message(name)) from error


def _is_encrypted(archive: zipfile.ZipFile, name: str) -> bool:
    # Not parsed: old manifests leave their prefix without a namespace.
    part = "META-INF/manifest.xml"
    return part in archive.NameToInfo and ENCRYPTION.search(read_part(archive, part, name)) is not None


def _children(element: etree._Element) -> Iterator[etree._Element]:
    return (child for child in element if child.tag not in SKIPPED)


def _outermost(element: etree._Element, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The descendants of these tags, but those inside one another."""
    for child in _children(element):
        if child.tag in tags:
            yield child
        else:
            yield from _outermost(child, tags)


def _pieces(element: etree._Element, styles: Styles, place: Place) -> Iterator[Piece]:
    for child in _children(element):
        if child.tag in PARAGRAPHS:
            yield from _paragraph(child, styles, place)
        elif child.tag == TABLE + "table":
            yield from _table(child, styles, place)
        elif child.tag in LISTS:
            yield from _pieces(child, styles, replace(place, listed=True))
        elif child.tag in INDEXES:
            yield from _pieces(child, styles, replace(place, not_report="table_of_contents"))
        elif child.tag == DRAW + "text-box":
            yield from _pieces(child, styles, Place(in_box=True, not_report=place.not_report))
        elif not _is_hidden_section(child, styles):
            yield from _pieces(child, styles, place)


def _is_hidden_section(element: etree._Element, styles: Styles) -> bool:
    if element.tag != TEXT + "section":
        return False
    style = styles.get(("section", element.get(TEXT + "style-name", "")), PLAIN_STYLE)
    return style.hidden or element.get(TEXT + "display") == "none"


def _style(paragraph: etree._Element, styles: Styles) -> Style:
    return styles.get(("paragraph", paragraph.get(TEXT + "style-name", "")), PLAIN_STYLE)


def _paragraph(paragraph: etree._Element, styles: Styles, place: Place) -> Iterator[Piece]:
    style = _style(paragraph, styles)
    role = style.role
    if paragraph.tag == HEADING and role not in (TITLE, CONTENTS_HEADING):
        role = Role("heading", whole_number(paragraph.get(TEXT + "outline-level"), 10))
    role = placed(role, place.listed, style.bordered, place.in_box, place.not_report)
    yield from _with_boxes(role, _line(paragraph, styles), styles)


def _with_boxes(role: Role, line: Line, styles: Styles) -> Iterator[Piece]:
    yield Piece(role, line)
    for box in line.boxes:
        yield from _pieces(box, styles, Place(in_box=True, not_report=role.not_report))


def _table(table: etree._Element, styles: Styles, place: Place) -> Iterator[Piece]:
    rows = [list(_outermost(row, CELLS)) for row in _outermost(table, (TABLE + "table-row",))]
    cells = list(chain.from_iterable(rows))
    if len(cells) == 1:
        # A frame around paragraphs, not a table.
        yield from _pieces(cells[0], styles, Place(in_box=True, not_report=place.not_report))
    else:
        line = table_line(chain.from_iterable(_cell(cell, styles) for cell in row) for row in rows)
        yield from _with_boxes(Role("table", 0, place.not_report), line, styles)


def _cell(cell: etree._Element, styles: Styles) -> list[Line]:
    """A cell, as many times as it is repeated; nothing of what another cell covers."""
    repeated = whole_number(cell.get(TABLE + "number-columns-repeated"), MOST_COLUMNS)
    line = EMPTY if cell.tag == TABLE + "covered-table-cell" else _flattened(cell, styles, " ")
    again = Line(line.text) if len(line.text) <= LONGEST_REPEATED else EMPTY
    return [line, *[again] * (repeated - 1)]


def _flattened(element: etree._Element, styles: Styles, separator: str) -> Line:
    """All the paragraphs of a cell or a note as one, those of nested tables too."""
    return joined((_line(paragraph, styles) for paragraph in _outermost(element, PARAGRAPHS)), separator)


def _line(paragraph: etree._Element, styles: Styles) -> Line:
    hidden = _style(paragraph, styles).hidden
    return EMPTY if hidden else line_of(_items(paragraph, styles))


def _items(element: etree._Element, styles: Styles) -> Iterator[Item]:
    yield element.text or ""
    for child in element:
        yield from _item(child, styles)
        yield child.tail or ""


def _item(element: etree._Element, styles: Styles) -> Iterator[Item]:
    tag = element.tag
    if tag in SIGNS:
        yield SIGNS[tag]
    elif tag == TEXT + "note":
        body = element.find(TEXT + "note-body")
        if body is not None:
            yield Note(_flattened(body, styles, "\n").text)
    elif not isinstance(tag, str) or tag in SKIPPED or element.get(TEXT + "is-hidden") == "true":
        return
    elif tag.startswith((DRAW, TABLE)) or tag in PARAGRAPHS:
        yield Box(element)
    elif not (tag == TEXT + "span" and _span_style(element, styles).hidden):
        yield from _items(element, styles)


def _span_style(span: etree._Element, styles: Styles) -> Style:
    return styles.get(("text", span.get(TEXT + "style-name", "")), PLAIN_STYLE)
