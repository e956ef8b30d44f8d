"""A report's parts → the rows of its tables that state a recommendation each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.inventory.report_text import Part
from assistant.inventory.told import on_one_line
from assistant.orders import gives_orders
from ingest.document import CELL_SEPARATOR

HEADS_A_COLUMN = re.compile(
    r"^(?:les |intitulé (?:de la |des )?|libellé (?:de la |des )?|énoncé (?:de la |des )?)?"
    r"(?:propositions?|recommandations?|préconisations?|recommendations?)\b",
    re.IGNORECASE,
)
HEADS_NUMBERS = re.compile(r"^(?:n\s*[°ºo]\.?s?|numéros?|#|no\.?|réf\.?|référence)$", re.IGNORECASE)
HEADS_WORDING = re.compile(r"^(?:intitulé|libellé|contenu|texte|énoncé)", re.IGNORECASE)
NUMBER_CELL = re.compile(
    r"^(?:(?:proposition|recommandation|préconisation|recommendation|reco|prop|[RP])\.?)?\s*(?:n\s*[°ºo]\s*)?"
    r"(?P<number>\d{1,3}(?:[.-]\d{1,2})?(?:\s?(?:bis|ter|quater))?)\s*[.):–-]?$",
    re.IGNORECASE,
)
NUMBER_IN_TEXT = re.compile(
    r"^(?:(?:proposition|recommandation|préconisation|recommendation)\s*)?(?:n\s*[°ºo]\s*)?"
    r"(?P<number>\d{1,3}(?:[.-]\d{1,2})?(?:\s?(?:bis|ter|quater))?)\s*[.):–—-]\s*(?=\D)",
    re.IGNORECASE,
)
BOXED = re.compile(
    r"^(?:propositions?|recommandations?|préconisations?|recommendations?)\s*(?:n\s*[°ºo]\s*)?"
    r"(?P<number>\d{1,3}(?:[.-]\d{1,2})?(?:\s?\(?(?:bis|ter|quater)\)?)?)(?!\w)\s*[:.–—-]?\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""A recommendation in a frame, which a word processor makes of a table of one cell or two."""
ONLY_RULES = re.compile(r"^[\s|:+=-]*$")
SHORTEST = 3
ROWS_OF_HEADINGS = 2


@dataclass(frozen=True)
class Row:
    """A row of a table: the recommendation's text and number, and the row's place in the document."""

    text: str
    number: str | None
    start: int
    end: int


@dataclass(frozen=True)
class _Columns:
    text: int
    number: int | None


def rows_that_recommend(parts: Sequence[Part]) -> Iterator[Row]:
    """In the order of the report; a table that goes on in another part keeps its columns."""
    columns: _Columns | None = None
    before: Part | None = None
    alone: tuple[str, int] | None = None
    for part in parts:
        if part.kind != "table":
            columns = columns if part.kind in ("caption", "footnote") else None
            continue
        goes_on = before is not None and before.section == part.section and part.start <= before.end + 2
        columns = columns if goes_on else None
        before = part
        for place, (start, end) in enumerate(part.sentences):
            row = part.text[start - part.start : end - part.start]
            cells = _cells(row)
            heads = _columns_of(cells) if place < ROWS_OF_HEADINGS else None
            if heads:
                columns = heads
            elif not columns and (boxed := BOXED.match(" ".join(cells).strip())) and not gives_orders(row):
                text = boxed["text"].strip()
                if len(text.split()) >= SHORTEST:
                    yield Row(text, boxed["number"], start, end)
                alone = None if text else (boxed["number"], start)
                continue
            elif not columns and alone and not gives_orders(row):
                yield Row(" ".join(cells).strip(), alone[0], alone[1], end)
            elif columns and not ONLY_RULES.match(row) and not gives_orders(row):
                stated = _stated(cells, columns)
                if stated:
                    yield Row(stated[0], stated[1], start, end)
            alone = None


def _cells(row: str) -> list[str]:
    separator = "|" if row.lstrip().startswith("|") else CELL_SEPARATOR
    return [on_one_line(cell.strip(" *_")) for cell in row.strip(" |").split(separator)]


def _columns_of(cells: list[str]) -> _Columns | None:
    """The columns of a row of headings; None for any other row."""
    text = next((number for number, cell in enumerate(cells) if HEADS_A_COLUMN.match(cell)), None)
    if (
        text is None
        or len(cells) < 2
        or any(NUMBER_CELL.match(cell) for cell in cells)
        or NUMBER_IN_TEXT.match(cells[text])
    ):
        return None
    if len(cells[text].split()) > 6:
        return None
    numbers = next((number for number, cell in enumerate(cells) if HEADS_NUMBERS.match(cell)), None)
    if numbers is None and text + 1 < len(cells) and HEADS_WORDING.match(cells[text + 1]):
        return _Columns(text + 1, text)
    return _Columns(text, numbers)


def _stated(cells: list[str], columns: _Columns) -> tuple[str, str | None] | None:
    if columns.text >= len(cells):
        return None
    text = cells[columns.text]
    number = None
    if columns.number is not None and (found := NUMBER_CELL.match(cells[columns.number])):
        number = found["number"]
    elif found := NUMBER_IN_TEXT.match(text):
        number, text = found["number"], text[found.end() :]
    elif columns.text > 0 and (found := NUMBER_CELL.match(cells[columns.text - 1])):
        number = found["number"]
    return (text, number) if len(text.split()) >= SHORTEST else None
