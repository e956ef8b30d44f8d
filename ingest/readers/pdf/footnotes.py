"""The lines of a column → its text, and the footnotes under it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pdf.layout import Line, Table
from ingest.readers.pdf.page_content import AS_DIGITS

SMALLER = 0.93
"""Of the text's size: footnotes are set smaller."""
NOTE = re.compile(r"^[\[(]?(?P<number>\d{1,3})(?:[.)\]]|(?=\s|[^\W\d]))\s*")


@dataclass(frozen=True, slots=True)
class Footnote:
    """`number` is None for the rest of a note that began on the page before; `skipped` is the length of the mark."""

    number: str | None
    lines: tuple[Line, ...]
    skipped: int = 0


def parted(column: Sequence[Line | Table], body_size: float) -> tuple[list[Line | Table], list[Footnote]]:
    """The small lines at the foot of a column, when the first of them opens with a number, are its footnotes."""
    start = len(column)
    while start > 0:
        line = column[start - 1]
        if isinstance(line, Table) or line.size >= SMALLER * body_size or line.mono or line.framed:
            break
        start -= 1
    openings = [position for position in range(start, len(column)) if _opens(column[position], column, position)]
    if not openings:
        return list(column), []
    notes = []
    first = openings[0]
    for position, following in zip(openings, [*openings[1:], len(column)], strict=True):
        lines = tuple(line for line in column[position:following] if isinstance(line, Line))
        match = NOTE.match(_opening_text(lines[0]))
        notes.append(
            Footnote(
                match["number"] if match else lines[0].calls[0][1].translate(AS_DIGITS),
                lines,
                match.end() if match else 0,
            )
        )
    return list(column[:first]), notes


def _opens(line: Line | Table, column: Sequence[Line | Table], position: int) -> bool:
    if isinstance(line, Table):
        return False
    if line.calls and line.calls[0][0] == 0:
        return True
    match = NOTE.match(line.text)
    if not match:
        return False
    # A line that only goes on with a number (« … en / 2015, les… ») continues the note above it.
    above = column[position - 1] if position else None
    if not isinstance(above, Line) or abs(above.size - line.size) > 0.5:
        return True
    return above.text.rstrip().endswith((".", "»", ")", "?", "!", "…")) or _is_short(above)


def _is_short(line: Line) -> bool:
    return line.right < line.column_right - 0.1 * (line.column_right - line.column_left)


def _opening_text(line: Line) -> str:
    return "" if line.calls and line.calls[0][0] == 0 else line.text
