"""Fragments of all pages → those of running heads and feet, and the folio that they print on each page."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pdf.fragments import Fragment, rows_of

MARGIN_SHARE = 0.14
"""Of the page's height, at the top and at the bottom: where running heads stand."""
MOST_ROWS = 3
LEAST_GAP = 0.75
"""In heights of the row: the white between a running head and the text."""
LONGEST_HEAD = 200
LARGEST_HEAD = 1.2
"""Of the text's size: what is larger is a heading, though chapters that each open a page look alike."""
USUAL_SHARE = 0.25
"""Of the pages: a row that stands apart at one height on so many of them is a running head, whatever it says."""
SURE_HEADS = 2
"""Rows known for running heads by their words or numbers, that make others at their height heads too."""
SAME_HEIGHT = 3.0
"""In points: two heads this close stand at the same place of their pages."""

_NUMBER = r"(?P<number>\d{1,4}|[ivxlcdm]{1,8})"
ALONE = re.compile(
    rf"^(?:page\s*|p\.\s*)?[-–—|·•\[(]*\s*{_NUMBER}\s*(?:(?:/|sur|of|de)\s*\d{{1,4}})?\s*[-–—|·•\])]*$", re.IGNORECASE
)
AT_START = re.compile(rf"^{_NUMBER}(?=\s|\W)", re.IGNORECASE)
AT_END = re.compile(
    rf"(?:^|[\s|–—-])(?:page\s*|p\.\s*)?{_NUMBER}\s*(?:(?:/|sur|of)\s*\d{{1,4}})?\s*[-–—|]*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Margins:
    """Of one page: the rows of its running heads and feet, and the number printed in them, None when not sure."""

    rows: list[list[Fragment]]
    folio: str | None


def find_running_heads(pages: Sequence[Sequence[Fragment]], heights: Sequence[float]) -> list[Margins]:
    """What repeats from page to page at the same height, apart from the text, or numbers the pages."""
    largest = LARGEST_HEAD * _usual_size(pages)
    candidates = [
        [row for row in _margin_rows(page, height) if all(one.size <= largest for one in row)]
        for page, height in zip(pages, heights, strict=True)
    ]
    folios, numbering = _folios(candidates)
    keys = Counter(key for rows in candidates for key in {_key(row) for row in rows} if key.strip("# "))
    needed = 2 if len(pages) <= 6 else 3
    kept: list[list[list[Fragment]]] = []
    places: Counter[int] = Counter()
    for rows, numbered in zip(candidates, numbering, strict=True):
        sure = [row for row in rows if keys[_key(row)] >= needed or any(row is one for one in numbered)]
        kept.append(sure)
        places.update({_place(row) for row in sure})
    # A head that names a short section stands once, where heads stand and the text never does.
    apart = Counter(place for rows in candidates for place in {_place(row) for row in rows})
    filled = Counter(place for page in pages for place in {round(one.bottom) for one in page})
    least = max(4, USUAL_SHARE * len(pages))
    # Where no head is sure, what stands apart at the top of pages is the text, which begins there.
    usual = {
        place
        for place, count in apart.items()
        if count >= least and count >= 0.9 * filled[place] and _stand_near(places, place) >= SURE_HEADS
    }
    usual |= {place for place, count in places.items() if count >= least}
    margins = []
    for page, rows, sure, folio in zip(pages, candidates, kept, folios, strict=True):
        heads = [
            row
            for row in rows
            if any(row is one for one in sure)
            or (
                any(abs(_place(row) - place) <= SAME_HEIGHT for place in usual)
                and sum(len(one.text) for one in row) <= LONGEST_HEAD
                and _is_outermost(row, page)
            )
        ]
        margins.append(Margins(heads, folio))
    return margins


def _stand_near(places: Counter[int], place: int) -> int:
    return sum(count for other, count in places.items() if abs(other - place) <= SAME_HEIGHT)


def _usual_size(pages: Sequence[Sequence[Fragment]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for one in page:
            sizes[round(one.size, 1)] += len(one.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _margin_rows(page: Sequence[Fragment], height: float) -> list[list[Fragment]]:
    """The rows at the top and at the bottom that a white space parts from the text."""
    rows = rows_of(page)
    found = []
    heads = [row for row in rows if _bottom(row) < MARGIN_SHARE * height]
    for count in range(min(MOST_ROWS, len(heads)), 0, -1):
        last = heads[count - 1]
        below = rows[rows.index(last) + 1 :]
        if not below or min(map(_top, below)) - _bottom(last) > LEAST_GAP * _height(last):
            found += heads[:count]
            break
    feet = [row for row in rows if _top(row) > (1 - MARGIN_SHARE) * height]
    for count in range(min(MOST_ROWS, len(feet)), 0, -1):
        first = feet[-count]
        above = rows[: rows.index(first)]
        if not above or _top(first) - max(map(_bottom, above)) > LEAST_GAP * _height(first):
            found += feet[-count:]
            break
    return found


def _is_outermost(row: list[Fragment], page: Sequence[Fragment]) -> bool:
    """A heading that opens a page stands under the running head, not in its place."""
    return _bottom(row) <= min(one.bottom for one in page) + 1 or _top(row) >= max(one.top for one in page) - 1


def _top(row: list[Fragment]) -> float:
    return min(one.top for one in row)


def _bottom(row: list[Fragment]) -> float:
    return max(one.bottom for one in row)


def _height(row: list[Fragment]) -> float:
    return _bottom(row) - _top(row)


def _place(row: list[Fragment]) -> int:
    return round(_bottom(row))


def _key(row: list[Fragment]) -> str:
    """The text of a row without what changes from page to page."""
    text = " ".join(one.text for one in row).casefold()
    return re.sub(r"\b(\d+|[ivxlcdm]+)\b", "#", re.sub(r"\s+", " ", text))


def _folios(candidates: list[list[list[Fragment]]]) -> tuple[list[str | None], list[list[list[Fragment]]]]:
    """The printed number of each page, and the rows that print it: numbers that follow the pages one by one."""
    numbers: list[list[tuple[str, bool, int, list[Fragment]]]] = []
    support: dict[tuple[bool, int], set[int]] = defaultdict(set)
    for index, rows in enumerate(candidates):
        found = []
        for row in rows:
            for printed in _printed_numbers(row):
                roman = not printed.isdigit()
                value = _roman_value(printed) if roman else int(printed)
                found.append((printed, roman, value - index, row))
                support[roman, value - index].add(index)
        numbers.append(found)
    needed = 2 if len(candidates) <= 6 else 3
    folios: list[str | None] = []
    rows_that_number: list[list[list[Fragment]]] = []
    for found in numbers:
        sure = [one for one in found if len(support[one[1], one[2]]) >= needed]
        best = max(sure, key=lambda one: len(support[one[1], one[2]]), default=None)
        folios.append(best[0] if best else None)
        rows_that_number.append([best[3]] if best else [])
    return folios, rows_that_number


def _printed_numbers(row: list[Fragment]) -> list[str]:
    texts = [one.text.strip() for one in row]
    found = [match["number"] for text in texts if (match := ALONE.match(text))]
    line = " ".join(texts)
    found += [match["number"] for pattern in (AT_START, AT_END) if (match := pattern.search(line))]
    return [number for number in dict.fromkeys(found) if number.isdigit() or _roman_value(number)]


def _roman_value(text: str) -> int:
    """0 for what is no roman number."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [values[letter] for letter in text.lower()]
    total = sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))
    return total if text.lower() == _as_roman(total) else 0


def _as_roman(number: int) -> str:
    pairs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
    written = ""
    for value, letters in pairs:
        while number >= value:
            written, number = written + letters, number - value
    return written
