"""Lines of all pages → those of the cover and of tables of contents, which are not the report's text."""

import re
from collections.abc import Sequence

from ingest.readers.pdf.layout import Line, Table

CONTENTS_TITLE = re.compile(
    r"^(table des mati[èe]res|sommaire( général| détaillé)?|contents|table of contents"
    r"|(table|liste|list) (des|of) (tableaux|figures|illustrations|encadrés|tables|cartes|graphiques))\s*$",
    re.IGNORECASE,
)
LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|(?:_\s?){4,}")
ENDS_WITH_PAGE = re.compile(r"(?:[\s.…_]|^)(\d{1,4}|[ivxlc]{1,7})\s*$", re.IGNORECASE)
LONGEST_END = 9
"""Characters of the longest match of `ENDS_WITH_PAGE`, and one more."""
LEAST_LEADERS = 3
MOST_COVER_WORDS = 80
LONGEST_COVER_LINE = 14
"""In words: a longer line is running text, which no cover has much of."""
MOST_COVER_PAGES = 3
SHORTEST_WITH_COVER = 3


def contents_lines(pages: Sequence[Sequence[Line | Table]]) -> dict[int, set[int]]:
    """Page (from 0) → the positions of the lines of its tables of contents, their title included."""
    found: dict[int, set[int]] = {}
    open_before = False
    for page, lines in enumerate(pages):
        title = next((k for k, line in enumerate(lines) if CONTENTS_TITLE.match(_text(line).strip())), None)
        ends = [k for k, line in enumerate(lines) if _ends_with_page(_text(line))]
        leaders = [k for k in ends if LEADERS.search(_text(lines[k]))]
        if title is not None:
            entries = [k for k in ends if k > title]
            listed = len(entries) >= 3 and len(entries) >= 0.4 * (entries[-1] - title)
            first = title
        elif len(leaders) >= LEAST_LEADERS or open_before:
            entries = leaders if len(leaders) >= LEAST_LEADERS else ends
            listed = len(entries) >= 2 and len(entries) >= 0.5 * (entries[-1] + 1)
            first = 0 if open_before and listed else (entries[0] if entries else 0)
        else:
            entries, listed, first = [], False, 0
        if listed:
            found[page] = set(range(first, entries[-1] + 1))
        open_before = listed and entries[-1] >= len(lines) - 2
    return found


def cover_lines(pages: Sequence[Sequence[Line | Table]], body: float) -> dict[int, set[int]]:
    """Page (from 0) → the positions of all its lines, for the title pages that open a document."""
    if len(pages) < SHORTEST_WITH_COVER:
        return {}
    found: dict[int, set[int]] = {}
    for page, lines in enumerate(pages[:MOST_COVER_PAGES]):
        if not lines:
            continue
        words = sum(_text(line).count(" ") + 1 for line in lines)
        large = any(isinstance(line, Line) and line.size > 1.3 * body for line in lines)
        running = sum(_text(line).count(" ") >= LONGEST_COVER_LINE for line in lines)
        tables = any(isinstance(line, Table) for line in lines)
        sentences = any(_text(line).rstrip().endswith(".") and _text(line).count(" ") >= 5 for line in lines)
        if words > MOST_COVER_WORDS or running > 1 or sentences or tables or not large:
            break
        found[page] = set(range(len(lines)))
    return found


def _ends_with_page(text: str) -> bool:
    # Searched from the start, a long line takes longer than all else that is asked of it.
    return bool(ENDS_WITH_PAGE.search(text.rstrip()[-LONGEST_END:]))


def _text(line: Line | Table) -> str:
    return line.text if isinstance(line, Line) else line.rows[-1].text
