"""PDF bytes → Document: reading order, headings, footnotes, tables, running heads, page and folio of every line."""

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.document import Document, FileTooLargeError, NotReport, ProtectedFileError, UnreadableFileError
from ingest.readers.pdf.assembly import Assembler, LaidOutPage
from ingest.readers.pdf.contents_pages import contents_lines, cover_lines
from ingest.readers.pdf.footnotes import Footnote, parted
from ingest.readers.pdf.fragments import Fragment
from ingest.readers.pdf.headings import body_size, find_headings
from ingest.readers.pdf.layout import Line, Table, page_layout
from ingest.readers.pdf.outline import OutlineEntry, outline_of
from ingest.readers.pdf.page_content import PageContent, content_of_page
from ingest.readers.pdf.page_parts import PageParts, parts_of
from ingest.readers.pdf.running_heads import Margins, find_running_heads
from ingest.readers.pdf.scanned import recognition
from ingest.readers.pdf.second_process import pages_from_the_end

MOST_PAGES = 5000
"""A stated limit: beyond it a file is refused, not read in part."""


def read_pdf(raw: bytes, name: str) -> Document:
    """Raises `ProtectedFileError`, `FileTooLargeError` beyond `MOST_PAGES`, `UnreadableFileError` for the rest.

    Scripts and attachments of the file are never run nor opened: pdfium is built without JavaScript, and only
    the pages are read.
    """
    if b"%PDF-" not in raw[:1024]:
        raise UnreadableFileError(
            f"« {name} » n'est pas un PDF, malgré son nom. Ouvrez-le avec le logiciel qui l'a fait et "
            "enregistrez-le en PDF."
        )
    try:
        pdf = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise _explained(error, name) from error
    try:
        if len(pdf) > MOST_PAGES:
            raise FileTooLargeError(
                f"« {name} » a {len(pdf)} pages ; la limite est de {MOST_PAGES}. Découpez-le et recommencez."
            )
        with _without_collection():
            return _read(pdf, raw, name)
    except (pypdfium2.PdfiumError, OSError, ValueError) as error:
        raise _explained(error, name) from error
    finally:
        pdf.close()


@contextmanager
def _without_collection() -> Iterator[None]:
    """Words and lines make no cycles: to look for some among a million of them takes a seventh of the reading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _explained(error: Exception, name: str) -> Exception:
    if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
        return ProtectedFileError(
            f"« {name} » est protégé par un mot de passe. Enregistrez-en une copie sans protection et recommencez."
        )
    return UnreadableFileError(
        f"« {name} » n'est pas un PDF lisible (fichier abîmé ou incomplet). Ouvrez-le et réenregistrez-le en PDF."
    )


def _read(pdf: pypdfium2.PdfDocument, raw: bytes, name: str) -> Document:
    n_pages = len(pdf)
    if n_pages == 0:
        raise UnreadableFileError(f"« {name} » est un PDF sans aucune page. Vérifiez le fichier.")
    parts, scanned, recognised = _parts(pdf, raw)
    margins = find_running_heads([page.fragments for page in parts], [page.height for page in parts])
    layouts = [
        page_layout(_without(page.fragments, margin), page.grids, page.height)
        for page, margin in zip(parts, margins, strict=True)
    ]
    blank = [
        index + 1
        for index, (columns, page) in enumerate(zip(layouts, parts, strict=True))
        if not columns and index + 1 not in scanned and (page.is_blank or not page.has_image)
    ]
    labels = _trusted_labels([pdf.get_page_label(index) or None for index in range(n_pages)], margins)
    outline = outline_of(pdf)
    del parts
    pages = _structured(layouts, margins, labels, outline, set(recognised))
    body = body_size([page.lines for page in pages])
    assembler = Assembler(pages, body)
    writer = assembler.write(pages)
    return writer.document(
        pages=n_pages,
        places=tuple(sorted(assembler.places, key=lambda place: place.start)),
        blank_pages=tuple(blank),
        scanned_pages=tuple(scanned),
        recognised_pages=tuple(recognised),
    )


def _parts(pdf: pypdfium2.PdfDocument, raw: bytes) -> tuple[list[PageParts], list[int], list[int]]:
    """The parts of each page, and the numbers of the pages that are images: not read, recognised."""
    n_pages = len(pdf)
    pages: list[PageParts] = []
    readings: dict[int, Future[PageContent | None]] = {}
    with recognition(n_pages) as recognise:
        with pages_from_the_end(raw, n_pages) as from_the_end:
            while (index := len(pages)) + len(from_the_end) < n_pages:
                pages.append(parts_of(content_of_page(pdf, index)))
                if pages[index].is_scanned:
                    readings[index] = recognise(pdf, index)
        pages += reversed(from_the_end[: n_pages - len(pages)])
        for index, page in enumerate(pages):
            if page.is_scanned and index not in readings:
                readings[index] = recognise(pdf, index)
    scanned, recognised = list[int](), list[int]()
    for index, reading in readings.items():
        content = reading.result()
        if content:
            pages[index] = parts_of(content)
        (recognised if content else scanned).append(index + 1)
    return pages, scanned, recognised


def _without(page: Sequence[Fragment], margins: Margins) -> list[Fragment]:
    heads = {id(one) for row in margins.rows for one in row}
    return [one for one in page if id(one) not in heads]


def _trusted_labels(labels: list[str | None], margins: Sequence[Margins]) -> list[str | None]:
    """The folio of each page: the number printed on it, else its label unless labels and print disagree elsewhere."""
    both = [(label, margin.folio) for label, margin in zip(labels, margins, strict=True) if label and margin.folio]
    disagree = sum(label.casefold() != folio.casefold() for label, folio in both)
    if 2 * disagree > len(both):
        labels = [None] * len(labels)
    return [margin.folio or label for label, margin in zip(labels, margins, strict=True)]


def _structured(
    layouts: Sequence[list[list[Line | Table]]],
    margins: Sequence[Margins],
    labels: Sequence[str | None],
    outline: Sequence[OutlineEntry],
    recognised: set[int],
) -> list[LaidOutPage]:
    """Pages with their footnotes apart, and the lines that are headings, covers and tables of contents marked.

    `recognised` are the numbers of the pages read from images.
    """
    body = body_size([line for column in columns for line in column] for columns in layouts)
    pages = []
    for index, (columns, margin, label) in enumerate(zip(layouts, margins, labels, strict=True)):
        texts, notes = [], list[Footnote]()
        for column in columns:
            text, under = parted(column, body)
            texts.append(text)
            notes += under
        pages.append(LaidOutPage(index + 1, label, texts, notes, margin.rows))
    lines = [page.lines for page in pages]
    listed, cover = contents_lines(lines), cover_lines(lines, body)
    apart = {index: listed.get(index, set()) | cover.get(index, set()) for index in {*listed, *cover}}
    for (index, position), heading in find_headings(lines, outline, body, apart).items():
        pages[index].headings[position] = heading
    for found, reason in ((cover, "cover"), (listed, "table_of_contents")):
        for index, positions in found.items():
            pages[index].not_report |= dict.fromkeys(positions, _reason(reason))
    printed = {index: lines for index, lines in cover.items() if index + 1 not in recognised}
    _title(pages, printed or cover)
    return pages


def _reason(reason: str) -> NotReport:
    return "cover" if reason == "cover" else "table_of_contents"


def _title(pages: list[LaidOutPage], cover: dict[int, set[int]]) -> None:
    """The largest lines of the cover are the title, which is a heading of the report."""
    lines = [
        (line.size, -index, -position)
        for index in cover
        for position, line in enumerate(pages[index].lines)
        if isinstance(line, Line)
    ]
    if not lines:
        return
    size, index, position = max(lines)
    page, start = pages[-index], -position
    count = 1
    while start + count < len(page.lines):
        line = page.lines[start + count]
        if not isinstance(line, Line) or abs(line.size - size) > 0.5:
            break
        count += 1
    page.headings[start] = (1, count)
