"""Bytes of an HTML page → Document: all the text of the page, what is not its content told with the reason."""

from lxml.html import HtmlElement

from ingest.document import Document, DocumentWriter, EmptyDocumentError, NotReport
from ingest.readers.web.blocks import Piece, pieces_of
from ingest.readers.web.notes import find_notes
from ingest.readers.web.page_parts import book_reasons, web_reasons
from ingest.readers.web.page_tree import page_tree

Calls = dict[str, tuple[int, tuple[str, ...]]]
"""The address of each footnote that was called → where its mark stood, and in which section."""


def read_html(raw: bytes, name: str) -> Document:
    """Menus, banners and footers are read too, as `web_page`: nothing of what the page shows is lost."""
    root = page_tree(raw, name)
    notes = find_notes(root)
    pieces = list(pieces_of(root, notes))
    writer = DocumentWriter()
    _write(writer, pieces, web_reasons(pieces, root, len(raw)), {})
    if not writer.blocks:
        raise EmptyDocumentError(
            f"« {name} » ne contient pas de texte : la page est vide, ou son texte n'apparaît que dans un navigateur. "
            "Ouvrez-la dans un navigateur, enregistrez-la en PDF et lisez ce PDF."
        )
    return writer.document(from_web=True)


def write_chapter(
    writer: DocumentWriter,
    root: HtmlElement,
    path: str = "",
    calls: Calls | None = None,
    not_report: NotReport | None = None,
) -> None:
    """Write one page of a book. `path` is the page's own in the book, `calls` those of the pages before, which grow.

    `not_report` is for a page that is, as a whole, a cover or a table of contents.
    """
    calls = {} if calls is None else calls
    pieces = list(pieces_of(root, find_notes(root, path, calls)))
    reasons: list[NotReport | None] = [not_report] * len(pieces) if not_report else book_reasons(pieces)
    _write(writer, pieces, reasons, calls)


def _write(writer: DocumentWriter, pieces: list[Piece], reasons: list[NotReport | None], calls: Calls) -> None:
    for piece, reason in zip(pieces, reasons, strict=True):
        keys = piece.note.keys if piece.note else []
        called_at, section = next((calls[key] for key in keys if key in calls), (None, None))
        if piece.kind != "footnote":
            called_at, section = None, None
        block = writer.add(piece.kind, piece.text, piece.level, called_at, reason, section)
        # A mark alone calls its footnote from the end of what it follows.
        at = block or (writer.blocks[-1] if writer.blocks else None)
        if at is None:
            continue
        # The writer takes the spaces off both ends of a text.
        lead = len(piece.text) - len(piece.text.lstrip()) if at.end - at.start < len(piece.text) else 0
        for offset, key in piece.calls:
            place = at.start + max(offset - lead, 0) if block else at.end
            calls.setdefault(key, (min(place, at.end), at.section))
