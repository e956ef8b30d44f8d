"""A table element → a table's text, one line a row; or the finding that it only lays out the page."""

from collections.abc import Container, Iterator

from lxml.html import HtmlElement

from ingest.document import CELL_SEPARATOR
from ingest.readers.characters import cleaned
from ingest.readers.web.elements import HEADINGS, classes, is_seen, roles

MOST_PARAGRAPHS = 6
"""In a cell of a table without heading cells; a cell with more is a column of the page."""
MOST_COLUMNS = 100
"""Kept in their place; a page may declare a cell of a billion columns."""
MOST_ROWS = 1000
ROW_PARENTS = ("table", "thead", "tbody", "tfoot")


def is_table(table: HtmlElement, notes: Container[HtmlElement]) -> bool:
    """Whether rows and columns mean something: not those of a page's layout, of a warning's icon, of one cell."""
    if roles(table) & {"presentation", "none"} or classes(table) & {"footnote", "citation"}:
        return False
    headed = False
    paragraphs: dict[HtmlElement, int] = {}
    for element in table.iterdescendants():
        tag = element.tag
        if tag in HEADINGS or tag == "table" or element in notes:
            return False
        if tag in ("table", "thead", "tbody", "tfoot", "tr") and _has_loose_text(element):
            return False
        headed = headed or tag == "th"
        if tag == "p":
            parent = element.getparent()
            paragraphs[parent] = paragraphs.get(parent, 0) + 1
    if _has_loose_text(table) or (not headed and max(paragraphs.values(), default=0) > MOST_PARAGRAPHS):
        return False
    rows = [cells for row in rows_of(table) if (cells := [cell for cell in cells_of(row) if _says_something(cell)])]
    return len(rows) > 1 and max(map(len, rows)) > 1


def rows_of(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr" and is_seen(child):
            yield child
        elif child.tag in ROW_PARENTS and is_seen(child):
            yield from rows_of(child)


def cells_of(row: HtmlElement) -> Iterator[HtmlElement]:
    return (cell for cell in row if cell.tag in ("td", "th") and is_seen(cell))


def table_text(rows: list[list[tuple[str, int, int]]]) -> str:
    """Rows of (text, columns, rows) of cells → lines; where a cell spans, the next ones keep their column."""
    lines = []
    taken: dict[int, int] = {}
    for row in rows:
        line: list[str] = []
        still = {column: left - 1 for column, left in taken.items() if left > 1}
        for text, width, height in row:
            while taken.get(len(line)) and len(line) < MOST_COLUMNS:
                line.append("")
            for column in range(len(line), len(line) + width):
                if height > 1:
                    still[column] = height - 1
            line.extend([text, *[""] * (width - 1)])
        taken = still
        if any(line):
            lines.append(CELL_SEPARATOR.join(line).rstrip())
    return "\n".join(lines)


def spans(cell: HtmlElement) -> tuple[int, int]:
    return _number(cell.get("colspan"), MOST_COLUMNS), _number(cell.get("rowspan"), MOST_ROWS)


def _number(written: str | None, most: int) -> int:
    digits = (written or "").strip()
    return max(1, min(int(digits[:6]), most)) if digits.isascii() and digits.isdigit() else 1


def _has_loose_text(element: HtmlElement) -> bool:
    """Text of a row or table that stands in none of its cells."""
    return any(cleaned(text or "").strip() for text in (element.text, *(child.tail for child in element)))


def _says_something(cell: HtmlElement) -> bool:
    return any(text.strip() for text in cell.itertext())
