"""PDF bytes → Document: lines joined into paragraphs, headings by outline or size, page and folio of each."""

import re
import statistics
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium_c

from ingest.document import Block, BlockKind, Document, UnreadableFileError

HEADING_SIZE_RATIO = 1.15
"""A line this much taller than the body text is a heading (body = the median line height)."""
PARAGRAPH_GAP_RATIO = 0.6
"""A white gap wider than this share of a line's height starts a paragraph."""
LONGEST_HEADING = 150
LINE_END_HYPHENS = ("\ufffe", "\x02")
"""What pdfium gives for a hyphen that only the end of the line asked for."""


@dataclass(frozen=True)
class _Line:
    text: str
    height: float
    top: float
    bottom: float


def read_pdf(raw: bytes, name: str) -> Document:
    """Extract the text page by page; raises `UnreadableFileError` when pdfium cannot open the file."""
    try:
        pdf = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError(_cause(error, name)) from error
    try:
        outline = {_key(title): level for level, title in _outline(pdf)}
        pages = [(_lines(pdf[index]), _folio(pdf, index)) for index in range(len(pdf))]
        n_pages = len(pdf)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError(_cause(error, name)) from error
    finally:
        pdf.close()
    heights = [line.height for lines, _ in pages for line in lines]
    body = statistics.median(heights) if heights else 0.0
    return _assemble(pages, outline, body, n_pages)


def _cause(error: Exception, name: str) -> str:
    if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
        return f"« {name} » est protégé par un mot de passe. Enregistrez-en une copie sans protection et recommencez."
    return f"« {name} » n'est pas un PDF lisible (fichier abîmé ou incomplet). Ouvrez-le et réenregistrez-le en PDF."


def _outline(pdf: pypdfium2.PdfDocument) -> list[tuple[int, str]]:
    return [(bookmark.level + 1, bookmark.get_title()) for bookmark in pdf.get_toc()]


def _folio(pdf: pypdfium2.PdfDocument, index: int) -> str | None:
    return pdf.get_page_label(index) or None


def _lines(page: pypdfium2.PdfPage) -> list[_Line]:
    """The page's lines in the order of the file, the runs that share a baseline joined."""
    textpage = page.get_textpage()
    lines: list[_Line] = []
    for index in range(textpage.count_rects()):
        left, bottom, right, top = textpage.get_rect(index)
        text = textpage.get_text_bounded(left, bottom, right, top)
        text = re.sub(r"\s+", " ", text.replace("\r\n", " "))
        if not text.strip():
            continue
        previous = lines[-1] if lines else None
        height = top - bottom
        if previous and min(previous.top, top) - max(previous.bottom, bottom) > 0.5 * min(previous.height, height):
            glue = "" if previous.text.endswith((" ", "’", "'")) or text.startswith((" ", ",", ".", ")")) else " "
            top, bottom = max(top, previous.top), min(bottom, previous.bottom)
            lines[-1] = _Line(previous.text + glue + text, max(previous.height, height), top, bottom)
        else:
            lines.append(_Line(text, height, top, bottom))
    textpage.close()
    page.close()
    return lines


def _assemble(
    pages: list[tuple[list[_Line], str | None]], outline: dict[str, int], body: float, n_pages: int
) -> Document:
    """Join lines into blocks and write the extracted text they are placed in."""
    sizes = sorted({round(line.height) for lines, _ in pages for line in lines if _is_large(line, body)}, reverse=True)
    text, blocks = "", []
    path: list[tuple[int, str]] = []
    for number, (lines, folio) in enumerate(pages, start=1):
        for group in _paragraphs(lines, outline, body):
            content = _joined(group)
            if not content:
                continue
            level = _heading_level(group[0], content, outline, body, sizes)
            if level:
                path = [entry for entry in path if entry[0] < level] + [(level, content)]
            section = tuple(title for _, title in path)
            kind: BlockKind = "heading" if level else "paragraph"
            blocks.append(Block(kind, len(text), len(text) + len(content), section, level, number, folio))
            text += content + "\n\n"
    return Document(text, tuple(blocks), n_pages)


def _paragraphs(lines: list[_Line], outline: dict[str, int], body: float) -> list[list[_Line]]:
    groups: list[list[_Line]] = []
    for line in lines:
        previous = groups[-1][-1] if groups else None
        starts = (
            previous is None
            or previous.bottom - line.top > PARAGRAPH_GAP_RATIO * body
            or line.top > previous.top
            or abs(line.height - previous.height) > (HEADING_SIZE_RATIO - 1) * body * 2
            or _key(line.text) in outline
            or _key(previous.text) in outline
        )
        if starts:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _joined(lines: list[_Line]) -> str:
    content = ""
    for line in lines:
        piece = line.text.strip()
        if content.endswith(LINE_END_HYPHENS):
            content = content[:-1] + piece
        else:
            content = f"{content} {piece}" if content else piece
    return content.rstrip("".join(LINE_END_HYPHENS)).strip()


def _is_large(line: _Line, body: float) -> bool:
    return line.height > HEADING_SIZE_RATIO * body


def _heading_level(line: _Line, content: str, outline: dict[str, int], body: float, sizes: list[int]) -> int:
    """1 for the highest heading, 0 for text that is none."""
    if _key(content) in outline:
        return outline[_key(content)]
    if outline or not _is_large(line, body) or len(content) > LONGEST_HEADING or content.endswith((".", ";", ",")):
        return 0
    return sizes.index(round(line.height)) + 1


def _key(title: str) -> str:
    """Headings are matched to the outline without their numbering, case and spaces."""
    return re.sub(r"^[\dIVX]+(\.\d+)*[.)]?\s+|\W+", "", title).casefold()
