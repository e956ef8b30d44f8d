"""Laid-out pages → the blocks of the Document: paragraphs joined across lines, columns and pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.document import BlockKind, DocumentWriter, NotReport, Place
from ingest.readers.characters import cleaned
from ingest.readers.pdf.footnotes import Footnote
from ingest.readers.pdf.fragments import Fragment
from ingest.readers.pdf.layout import Line, Table
from ingest.readers.pdf.line_ends import ends_with_hyphen, joined_at_hyphen, vocabulary_of
from ingest.readers.pdf.page_content import AS_DIGITS, Box

BULLET = re.compile(r"^(?:[•▪◦●■□‣➢➤✓·]|[–—−*-](?=\s)|\(?\d{1,2}[.)](?=\s)|\(?[a-z][.)](?=\s)|n°\s?\d+\s)\s*")
CAPTION = re.compile(
    r"^(?:tableau|table|figure|fig\.|graphique|carte|schéma|illustration|photo|encadré)\s*(?:n[°o]\s*)?[\dIVX]+"
    r"(?:[.-]\d+)*\s*(?:[.:–—-]|$)",
    re.IGNORECASE,
)
ENDS_A_SENTENCE = re.compile(r"[.!?…:;][»”\")\]]?$")
LOOSER = 1.2
"""In usual line pitches: lines further apart stand in two paragraphs."""
INDENT = 0.6
"""In font sizes: a first line moved this far to the right opens a paragraph."""
SHORT_LINE = 0.12
"""Of the column's width: a line that ends this far from its right edge may end a paragraph."""


@dataclass
class LaidOutPage:
    """One page ready to be written; `columns` hold the text without running heads and footnotes."""

    number: int
    folio: str | None
    columns: list[list[Line | Table]]
    notes: list[Footnote]
    margins: list[list[Fragment]]
    headings: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Position of the first line in the page's lines, columns end to end → (level, number of lines)."""
    not_report: dict[int, NotReport] = field(default_factory=dict)
    """Position of a line in the page's lines → why it is no text of the report."""

    @property
    def lines(self) -> list[Line | Table]:
        return [line for column in self.columns for line in column]


@dataclass
class _Open:
    """A paragraph being joined, which may go on in the next column or on the next page."""

    kind: BlockKind
    lines: list[tuple[LaidOutPage, Line, str]]
    level: int = 0
    not_report: NotReport | None = None


class Assembler:
    """Writes pages one after the other into a DocumentWriter, with the place of each line."""

    def __init__(self, pages: Sequence[LaidOutPage], body: float) -> None:
        self._body = body
        self._pitches = _usual_pitches(pages)
        self._vocabulary: AbstractSet[str] = vocabulary_of(
            line.text for page in pages for line in page.lines if isinstance(line, Line)
        )
        self._writer = DocumentWriter()
        self.places: list[Place] = []
        self._open: _Open | None = None
        self._waiting: list[tuple[LaidOutPage, list[Footnote]]] = []
        self._calls: dict[tuple[int, str], tuple[int, tuple[str, ...]]] = {}

    def write(self, pages: Sequence[LaidOutPage]) -> DocumentWriter:
        for page in pages:
            self._write_page(page)
        self._close()
        return self._writer

    def _write_page(self, page: LaidOutPage) -> None:
        self._note_numbers = {note.number for note in page.notes if note.number}
        position = 0
        for column in page.columns:
            before: Line | None = None
            skip = 0
            for place, line in enumerate(column):
                if skip:
                    skip -= 1
                elif isinstance(line, Table):
                    self._write_table(page, line, page.not_report.get(position + place))
                    before = None
                elif heading := page.headings.get(position + place):
                    level, count = heading
                    self._close()
                    group = [one for one in column[place : place + count] if isinstance(one, Line)]
                    self._open = _Open("heading", [(page, one, one.text) for one in group], level)
                    self._close()
                    skip, before = count - 1, None
                else:
                    self._take(page, line, before, page.not_report.get(position + place))
                    before = line
            position += len(column)
        if page.margins or page.notes:
            self._waiting.append((page, page.notes))
            if self._open is None:
                self._flush()

    def _take(self, page: LaidOutPage, line: Line, before: Line | None, not_report: NotReport | None) -> None:
        kind = self._kind(line)
        if not_report:
            self._close()
            self._open = _Open("list_item" if not_report == "table_of_contents" else "paragraph", [], 0, not_report)
            self._open.lines.append((page, line, line.text))
            self._close()
            return
        opened = self._open
        if opened and opened.lines and self._goes_on(opened, line, kind, before):
            opened.lines.append((page, line, line.text))
            return
        self._close()
        text = line.text
        if kind == "list_item":
            text = text[_bullet_length(text) :]
        self._open = _Open(kind, [(page, line, text)])

    def _kind(self, line: Line) -> BlockKind:
        if line.mono:
            return "code"
        if CAPTION.match(line.text):
            return "caption"
        if line.framed:
            return "box"
        return "list_item" if BULLET.match(line.text) else "paragraph"

    def _goes_on(self, opened: _Open, line: Line, kind: BlockKind, before: Line | None) -> bool:
        last = opened.lines[-1][1]
        if (last.mono and opened.kind == "code") != (kind == "code"):
            return False
        if kind == "code":
            return before is None or line.top - last.top < 3 * self._pitch(line)
        if kind in ("list_item", "caption") or last.framed != line.framed:
            return False
        if abs(last.size - line.size) > 0.08 * last.size or (last.bold != line.bold and _whole_bold(opened, line)):
            return False
        if before is None:
            return _carries_on(opened.lines[-1][2], line, last)
        if line.top - last.top > LOOSER * self._pitch(line) or line.top < last.top - 1:
            return False
        if ends_with_hyphen(last.text):
            return True
        width = last.column_right - last.column_left
        is_short = last.right < last.column_right - SHORT_LINE * width
        first = opened.lines[0][1]
        if opened.kind == "list_item":
            # Text under a bullet stands to the right of it; the text after the list does not.
            return line.left > first.left + 1 or (not is_short and not ENDS_A_SENTENCE.search(last.text))
        indented = line.left > last.left + INDENT * line.size and line.left < last.left + 5 * line.size
        if indented and len(opened.lines) > 1 and ENDS_A_SENTENCE.search(last.text):
            return False
        starts_anew = line.text[:1].isupper() or not line.text[:1].isalpha()
        return not (is_short and ENDS_A_SENTENCE.search(last.text) and starts_anew)

    def _pitch(self, line: Line) -> float:
        return self._pitches.get(round(line.size * 2), 1.25 * line.size)

    def _close(self) -> None:
        opened, self._open = self._open, None
        if opened and opened.lines:
            self._write_lines(opened)
        self._flush()

    def _write_lines(self, opened: _Open) -> None:
        start = self._writer.length
        separator = "\n" if opened.kind == "code" else " "
        text, spans, calls = "", [], []
        left = min(line.left for _, line, _ in opened.lines)
        for page, line, raw in opened.lines:
            piece, offsets = self._piece(page, line, raw)
            if opened.kind == "code":
                piece = " " * round((line.left - left) / (0.6 * line.size or 1)) + piece
            elif text and ends_with_hyphen(text):
                text = joined_at_hyphen(text, piece, self._vocabulary)
                spans.append((len(text) - len(piece), len(text), page, line))
                calls += [(len(text) - len(piece) + at, page, number) for at, number in offsets]
                continue
            text += separator if text else ""
            calls += [(len(text) + at, page, number) for at, number in offsets]
            spans.append((len(text), len(text) + len(piece), page, line))
            text += piece
        text = text.rstrip("\ufffe\u00ad")
        text, shift = text.lstrip(), len(text) - len(text.lstrip())
        block = self._writer.add(opened.kind, text, opened.level, not_report=opened.not_report)
        if block is None:
            return
        for begin, end, page, line in spans:
            begin, end = max(0, begin - shift), min(end - shift, block.end - block.start)
            if begin < end:
                self.places.append(Place(start + begin, start + end, page.number, page.folio, _rounded(line.box)))
        for at, page, number in calls:
            self._calls[page.number, number] = (start + min(max(at - shift, 0), len(text)), block.section)

    def _piece(self, page: LaidOutPage, line: Line, raw: str) -> tuple[str, list[tuple[int, str]]]:
        """The text of a line, cleaned, its calls of footnotes taken out; other raised numbers put back."""
        if not line.calls:
            return _one_line(raw), []
        cut = len(line.text) - len(raw)
        text, offsets, done = "", [], 0
        for at, number in line.calls:
            at = max(0, at - cut)
            text += raw[done:at]
            if (called := number.translate(AS_DIGITS)) in self._note_numbers:
                offsets.append((len(_one_line(text).rstrip()), called))
            else:
                text += number
            done = at
        return _one_line(text + raw[done:]), offsets

    def _write_table(self, page: LaidOutPage, table: Table, not_report: NotReport | None) -> None:
        self._close()
        start = self._writer.length
        rows = [(cleaned_row(row.text), row.box) for row in table.rows]
        block = self._writer.add("table", "\n".join(row for row, _ in rows), not_report=not_report)
        at = start
        for row, box in rows:
            if block and at < (end := min(at + len(row), block.end)):
                self.places.append(Place(at, end, page.number, page.folio, _rounded(box)))
            at += len(row) + 1

    def _flush(self) -> None:
        """Write what stands around the text of the pages before: footnotes, then running heads."""
        waiting, self._waiting = self._waiting, []
        for page, notes in waiting:
            for note in notes:
                self._write_note(page, note)
            for row in page.margins:
                self._write_margin(page, row)

    def _write_note(self, page: LaidOutPage, note: Footnote) -> None:
        start = self._writer.length
        text, spans = "", []
        for position, line in enumerate(note.lines):
            piece = _one_line(line.text[note.skipped :] if position == 0 else line.text)
            if text and ends_with_hyphen(text):
                text = joined_at_hyphen(text, piece, self._vocabulary)
            else:
                text = f"{text} {piece}" if text else piece
            spans.append((len(text) - len(piece), len(text), line))
        called = self._calls.get((page.number, note.number or ""))
        block = self._writer.add(
            "footnote", text, called_at=called[0] if called else None, section=called[1] if called else None
        )
        if block:
            self.places += [
                Place(start + begin, min(start + end, block.end), page.number, page.folio, _rounded(line.box))
                for begin, end, line in spans
            ]

    def _write_margin(self, page: LaidOutPage, row: list[Fragment]) -> None:
        start = self._writer.length
        text = _one_line(" ".join(one.text for one in row))
        reason: NotReport = "page_number" if not re.search(r"[^\W\d_]{2}", text) else "running_head"
        if self._writer.add("paragraph", text, not_report=reason):
            box = (row[0].left, min(one.top for one in row), row[-1].right, max(one.bottom for one in row))
            self.places.append(Place(start, start + len(text.strip()), page.number, page.folio, _rounded(box)))


def cleaned_row(text: str) -> str:
    return "\t".join(_one_line(cell) for cell in text.split("\t"))


def _one_line(text: str) -> str:
    """Cleaned, but for the hyphen at its end, which the joining judges."""
    ended = text[-1:] if text.endswith(("\ufffe", "\u00ad")) else ""
    return cleaned(text).strip() + ended


def _bullet_length(text: str) -> int:
    match = BULLET.match(text)
    # The number of an item is text that others refer to: « au 3) ».
    return match.end() if match and not match[0][:2].strip("(")[:1].isalnum() else 0


def _whole_bold(opened: _Open, line: Line) -> bool:
    return line.bold or len(opened.lines) == 1


def _carries_on(text: str, line: Line, last: Line) -> bool:
    """Does the first line of a column or page go on with the paragraph before it?"""
    if ends_with_hyphen(last.text):
        return True
    if ENDS_A_SENTENCE.search(text.rstrip()):
        return False
    reaches_edge = last.right > last.column_right - SHORT_LINE * (last.column_right - last.column_left)
    return line.text[:1].islower() or reaches_edge


def _usual_pitches(pages: Sequence[LaidOutPage]) -> dict[int, float]:
    """Twice the font size, rounded → the usual distance in points from one line to the next."""
    found: dict[int, Counter[float]] = defaultdict(Counter)
    for page in pages:
        for column in page.columns:
            for line, following in pairwise(column):
                if isinstance(line, Line) and isinstance(following, Line) and line.size == following.size:
                    pitch = following.top - line.top
                    if 0.9 * line.size < pitch < 2 * line.size:
                        found[round(line.size * 2)][round(pitch * 2) / 2] += 1
    return {size: min(_most(pitches)) for size, pitches in found.items()}


def _most(pitches: Counter[float]) -> list[float]:
    """The usual pitches: of two that are nearly as frequent, both."""
    top = max(pitches.values())
    return [pitch for pitch, count in pitches.items() if count >= 0.5 * top]


def _rounded(box: Box) -> Box:
    left, top, right, bottom = box
    return (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
