"""DOCX bytes → Document: headings by style, lists, tables, notes and boxes, in the order of the text; no pages."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from ingest.document import Document, NotReport, ProtectedFileError, UnreadableFileError
from ingest.readers.docx_styles import Style, W, is_drop_cap, is_hidden, style_of, styles_of, value
from ingest.readers.word_processing import (
    EMPTY,
    MOST_COLUMNS,
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

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace of the strict variant of the format, read as the usual one."""
ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
TEXTS = (W + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
SIGNS = {W + "tab": " ", W + "ptab": " ", W + "br": " ", W + "cr": " ", W + "noBreakHyphen": "-"}
NOTE_PARTS = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
SKIPPED = {W + tag for tag in "del moveFrom pPr rPr sdtPr sdtEndPr sectPr tblPr tblGrid tcPr trPr rt".split()}


@dataclass(frozen=True, slots=True)
class Parts:
    """What the text refers to; a note is taken out when it is called, so that none is written twice."""

    styles: dict[str, Style]
    notes: dict[tuple[str, str], etree._Element]


def read_docx(raw: bytes, name: str) -> Document:
    """Read the body of a Word document: neither headers and footers, nor comments, nor what was struck out."""
    if raw.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise ProtectedFileError(protected_message(name))
        raise UnreadableFileError(
            f"« {name} » est dans l'ancien format de Word (.doc). "
            "Ouvrez-le dans un traitement de texte, enregistrez-le en .docx et recommencez."
        )
    with open_zip(raw, name) as archive:
        main = _targets(archive, "", name).get("officeDocument", "word/document.xml")
        body = _root(archive, main, name).find(W + "body")
        if body is None:
            raise UnreadableFileError(
                f"« {name} » n'est pas un document Word. Vérifiez son extension, ou réenregistrez-le en .docx."
            )
        targets = _targets(archive, main, name)
        roots = {
            kind: _root(archive, targets[kind], name)
            for kind in ("styles", *NOTE_PARTS.values())
            if targets.get(kind) in archive.NameToInfo
        }
    notes = {
        (mark, note.get(W + "id", "")): note
        for mark, kind in NOTE_PARTS.items()
        for note in roots.get(kind, ())
        if note.get(W + "type", "normal") == "normal"
    }
    try:
        return written(_pieces(body, Parts(styles_of(roots.get("styles", ())), notes)))
    except RecursionError as error:
        raise UnreadableFileError(damaged_message(name)) from error


def _root(archive: zipfile.ZipFile, part: str, name: str) -> etree._Element:
    return parse_xml(read_part(archive, part, name).replace(STRICT, W[1:-1].encode()), name)


def _targets(archive: zipfile.ZipFile, part: str, name: str) -> dict[str, str]:
    """The parts that `part` (or, for "", the archive) leads to, by kind of relation."""
    folder, base = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{base}.rels")
    found: dict[str, str] = {}
    if relations in archive.NameToInfo:
        for relation in _root(archive, relations, name):
            target = posixpath.join("/", folder, relation.get("Target", ""))
            found.setdefault(relation.get("Type", "").rpartition("/")[2], posixpath.normpath(target).lstrip("/"))
    return found


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """The children that are read; of the versions of an alternative, the first."""
    for child in element:
        if child.tag == ALTERNATIVE:
            yield from chain.from_iterable(_children(version) for version in child[:1])
        elif child.tag not in SKIPPED:
            yield child


def _outermost(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The descendants of a tag, but those inside one another."""
    for child in _children(element):
        if child.tag == tag:
            yield child
        else:
            yield from _outermost(child, tag)


def _pieces(
    element: etree._Element, parts: Parts, in_box: bool = False, not_report: NotReport | None = None
) -> Iterator[Piece]:
    dropped: tuple[Item, ...] = ()
    for child in _children(element):
        if child.tag == W + "p":
            style = style_of(child, parts.styles)
            items = (*dropped, *_items(child, parts, style.hidden))
            # A drop cap is a paragraph of its own, to be read with the next one.
            dropped = items if is_drop_cap(child) else ()
            if not dropped:
                role = placed(style.role, style.listed, style.bordered, in_box, not_report)
                yield from _with_boxes(role, line_of(items), parts)
        elif child.tag == W + "tbl":
            yield from _table(child, parts, in_box, not_report)
        else:
            gallery = value(child, "sdtPr/docPartObj/docPartGallery")
            inside = "table_of_contents" if gallery == "Table of Contents" else not_report
            yield from _pieces(child, parts, in_box, inside)
    if dropped:
        yield from _with_boxes(placed(Role(), False, False, in_box, not_report), line_of(dropped), parts)


def _with_boxes(role: Role, line: Line, parts: Parts) -> Iterator[Piece]:
    yield Piece(role, line)
    for box in line.boxes:
        yield from _pieces(box, parts, True, role.not_report)


def _table(table: etree._Element, parts: Parts, in_box: bool, not_report: NotReport | None) -> Iterator[Piece]:
    rows = [
        list(_outermost(row, W + "tc")) for row in _outermost(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None
    ]
    cells = list(chain.from_iterable(rows))
    if len(cells) == 1:
        # A frame around paragraphs, not a table.
        yield from _pieces(cells[0], parts, True, not_report)
    else:
        line = table_line(chain.from_iterable(_cell(cell, parts) for cell in row) for row in rows)
        yield from _with_boxes(Role("table", 0, not_report), line, parts)


def _cell(cell: etree._Element, parts: Parts) -> list[Line]:
    """A cell and the columns it covers, empty; nothing of what another cell covers from above."""
    span = value(cell, "tcPr/gridSpan")
    covered = min(int(span[:9]), MOST_COLUMNS) - 1 if span.isascii() and span.isdigit() else 0
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    from_above = merge is not None and merge.get(W + "val", "continue") == "continue"
    return [EMPTY if from_above else _flattened(cell, parts, " "), *[EMPTY] * covered]


def _flattened(element: etree._Element, parts: Parts, separator: str) -> Line:
    """All the paragraphs of a cell or a note as one, those of nested tables too."""
    return joined(
        (
            line_of(_items(paragraph, parts, style_of(paragraph, parts.styles).hidden))
            for paragraph in _outermost(element, W + "p")
        ),
        separator,
    )


def _items(element: etree._Element, parts: Parts, hidden: bool) -> Iterator[Item]:
    for child in _children(element):
        tag = child.tag
        if tag in TEXTS:
            yield child.text or ""
        elif tag in SIGNS:
            yield SIGNS[tag]
        elif tag in NOTE_PARTS:
            note = parts.notes.pop((tag, child.get(W + "id", "")), None)
            if note is not None:
                yield Note(_flattened(note, parts, "\n").text)
        elif tag == W + "txbxContent":
            yield Box(child)
        elif tag == W + "r":
            if not is_hidden(child, parts.styles, hidden):
                yield from _run(child, parts)
        else:
            yield from _items(child, parts, hidden)


def _run(run: etree._Element, parts: Parts) -> Iterator[Item]:
    items = _items(run, parts, False)
    if any(child.get(W + "customMarkFollows") in ("1", "true", "on") for child in run if child.tag in NOTE_PARTS):
        # The mark was typed: it is the text of the run.
        return (item for item in items if not isinstance(item, str))
    return items
