"""A Register → the file of a spreadsheet: CSV as French spreadsheets open it, or ODS."""

import csv
import io
from collections.abc import Sequence

from odfdo import Document, Row, Table

from assistant.inventory.entries import Entry
from assistant.registers import Register

COLUMNS = (
    "n°",
    "entrée",
    "occurrences",
    "document",
    "section",
    "page",
    "page imprimée",
    "qui parle",
    "citation",
    "début",
    "fin",
)
VOICES = {
    "author": "le rapport",
    "recommendation": "recommandation",
    "example": "exemple",
    "contributor": "contribution",
    "mission_letter": "lettre de mission",
    "annex": "annexe",
}
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so is run as a formula by some spreadsheets."""
Cell = str | int | None


def register_csv(register: Register) -> bytes:
    """With a byte order mark and semicolons; no cell can be taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in register.entries:
        writer.writerow([_harmless(cell) for cell in _cells(entry)])
    return text.getvalue().encode("utf-8-sig")


def register_ods(register: Register) -> bytes:
    """One sheet, its first row the names of the columns; texts are texts and numbers numbers."""
    table = Table("Registre")
    for cells in [COLUMNS, *map(_cells, register.entries)]:
        table.append_row(_row(cells))
    document = Document("spreadsheet")
    document.body.clear()
    document.body.append(table)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _cells(entry: Entry) -> list[Cell]:
    place = entry.citation
    return [
        entry.number,
        " ".join(entry.label.split()),
        entry.times,
        place.document,
        " › ".join(" ".join(title.split()) for title in place.section),
        place.page,
        place.folio,
        VOICES[place.voice],
        place.quote,
        place.start,
        place.end,
    ]


def _harmless(cell: Cell) -> Cell:
    """An apostrophe in front makes a spreadsheet show the text as it is."""
    begins = isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(FORMULA_MARKS)
    return f"'{cell}" if begins else cell


def _row(cells: Sequence[Cell]) -> Row:
    row = Row()
    row.set_values([_without_controls(cell) if isinstance(cell, str) else cell for cell in cells])
    return row


def _without_controls(text: str) -> str:
    """XML holds no control character but tabs and ends of line."""
    return "".join(character for character in text if character in "\t\n\r" or ord(character) >= 32)
