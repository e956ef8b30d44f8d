"""The outline of a PDF → its entries, and the lines of a page that each of them names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2

from ingest.readers.characters import cleaned
from ingest.readers.pdf.layout import Line, Table

MOST_LINES_OF_A_HEADING = 4
NUMBERING = re.compile(
    r"^(?:(?i:chapitre|partie|annexe|titre|section|chapter|part|appendix)\s+(?:[\dIVXLC]+|[A-Z])(?:\.\d+)*\s*[.):–—-]?"
    r"|\d+(?:\.\d+)*[.):]?|[A-Z](?:\.\d+)+[.):]?|[IVXLC]+[.):]|[A-Z][.)])\s+"
)
CHAPTER_WORD = re.compile(r"^(chapitre|annexe|partie|titre|chapter|appendix|part)\s+[\dIVXLA-Z]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """`level` counts from 1, `page` from 0."""

    level: int
    title: str
    page: int


def outline_of(pdf: pypdfium2.PdfDocument) -> list[OutlineEntry]:
    """The entries that lead to a page, in their order; none when the outline cannot be read."""
    entries = []
    try:
        for bookmark in pdf.get_toc(max_depth=8):
            destination = bookmark.get_dest()
            page = destination.get_index() if destination else None
            title = cleaned(bookmark.get_title()).strip()
            if page is not None and title:
                entries.append(OutlineEntry(bookmark.level + 1, title, page))
    except (pypdfium2.PdfiumError, UnicodeDecodeError, ValueError):
        return []
    return entries


# The first line of each heading is compared with the lines of three pages.
@lru_cache(maxsize=20_000)
def heading_key(title: str) -> str:
    """Headings are compared without their numbering, case, punctuation and spaces."""
    bare = NUMBERING.sub("", title.strip(), count=1)
    return re.sub(r"[\W_]+", "", bare or title).casefold()


def named_by_outline(
    entries: Sequence[OutlineEntry], pages: Sequence[Sequence[Line | Table]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """(Page, position of the first line) → (level, number of lines) of each heading that the outline names."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    for entry in entries:
        for page in (entry.page, entry.page + 1, entry.page - 1):
            if not 0 <= page < len(pages):
                continue
            place = _place(entry, page, pages[page], taken)
            if place:
                start, count = place
                found[page, start] = (entry.level, count)
                taken |= {(page, position) for position in range(start, start + count)}
                break
    return found


def _place(
    entry: OutlineEntry, page: int, lines: Sequence[Line | Table], taken: set[tuple[int, int]]
) -> tuple[int, int] | None:
    """The largest lines of the page that say what the entry says, and how many they are."""
    wanted, matches = heading_key(entry.title), []
    for start in range(len(lines)):
        text = ""
        for count in range(1, MOST_LINES_OF_A_HEADING + 1):
            position = start + count - 1
            line = lines[position] if position < len(lines) else None
            if not isinstance(line, Line) or (page, position) in taken:
                break
            text = f"{text} {line.text}".strip()
            key = heading_key(text)
            if key == wanted or heading_key(text.replace("\ufffe ", "")) == wanted:
                matches.append((line.size, line.bold, start, count))
                break
            if len(key) > len(wanted) + 12:
                break
    if not matches:
        return None
    _, _, start, count = max(matches, key=lambda match: (match[0], match[1], -match[2]))
    before = lines[start - 1] if start else None
    if isinstance(before, Line) and (page, start - 1) not in taken and CHAPTER_WORD.match(before.text.strip()):
        return start - 1, count + 1
    return start, count
