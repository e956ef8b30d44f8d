"""Words of a page → fragments: runs of words on one baseline with no wide gap between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from ingest.readers.pdf.page_content import Box, Word

WIDE_GAP = 0.9
"""In font sizes: a wider gap is no space between words but one between columns or cells."""
BOLD_SHARE = 0.8
UNITS = {"m", "cm", "dm", "km", "mm", "hm", "dam"}
POWERS = {"2": "²", "3": "³"}


@dataclass(slots=True)
class Fragment:
    """A piece of a printed line; `calls` are (offset in the text, number) of what may be calls of footnotes."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    mono: bool
    calls: list[tuple[int, str]] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return (self.left, self.top, self.right, self.bottom)


def fragments_of(words: Iterable[Word]) -> list[Fragment]:
    """In the order of the file."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and _goes_on(runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [joined(run) for run in runs]


def _goes_on(previous: Word, word: Word) -> bool:
    size = previous.size if previous.size > word.size else word.size
    if not -0.5 * size < word.left - previous.right < WIDE_GAP * size:
        return False
    if previous.top == word.top and previous.bottom == word.bottom:
        return True
    lowest = min(previous.bottom - previous.top, word.bottom - word.top)
    overlap = min(previous.bottom, word.bottom) - max(previous.top, word.top)
    return overlap > 0.5 * lowest


def joined(words: Sequence[Word]) -> Fragment:
    """One fragment of words that follow each other, spaces where the page has them."""
    pieces: list[str] = []
    calls: list[tuple[int, str]] = []
    first = main = words[0]
    top, right, bottom, length, letters, bold, mono = first.top, first.right, first.bottom, 0, 0, 0, True
    for word in words:
        piece = word.text
        if word.raised:
            if piece.casefold().lstrip("(") in UNITS and (power := POWERS.get(word.raised, word.raised)) in "²³":
                piece += power
            else:
                calls.append((length + len(piece), word.raised))
        if word.spaced:
            piece += " "
        pieces.append(piece)
        length += len(piece)
        size = len(word.text)
        letters += size
        bold += size if word.bold else 0
        mono = mono and word.mono
        if word.top < top:
            top = word.top
        if word.bottom > bottom:
            bottom = word.bottom
        if word.right > right:
            right = word.right
        if size > len(main.text):
            main = word
    text = "".join(pieces).rstrip(" ")
    return Fragment(
        text, first.left, top, right, bottom, main.size, bold > BOLD_SHARE * letters, mono, calls, list(words)
    )


def rows_of(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Fragments by printed line, from the top, each line from the left."""
    rows: list[list[Fragment]] = []
    last = None
    for fragment in sorted(fragments, key=attrgetter("bottom")):
        if last and _share_line(last, fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
        last = fragment
    for row in rows:
        if len(row) > 1:
            row.sort(key=attrgetter("left"))
    rows.sort(key=lambda row: min([one.top for one in row]))
    return rows


def _share_line(last: Fragment, fragment: Fragment) -> bool:
    overlap = min(last.bottom, fragment.bottom) - max(last.top, fragment.top)
    return overlap > 0.6 * min(last.bottom - last.top, fragment.bottom - fragment.top)
