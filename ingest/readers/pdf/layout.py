"""Fragments of a page → its lines and tables in reading order, column after column."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf.fragments import Fragment, rows_of
from ingest.readers.pdf.page_content import Box
from ingest.readers.pdf.tables import Grid, Table, aligned_tables, ruled_tables

LEAST_COLUMN_LINES = 4
LEAST_GUTTER = 6.0
LEAST_WORDS_A_LINE = 2.5
LEAST_SIDE_BY_SIDE = 0.5
"""Of the shorter column: the share of its lines that have a line of the other column beside them."""
LEAST_FRAME = (100.0, 14.0)
TALLEST_FRAME = 0.6
"""Of the page: a taller frame is that of the page."""
TALLEST_RULED = 0.35


@dataclass(slots=True)
class Line:
    """A printed line of one column, whose edges are `column_left` and `column_right`; `framed` in a box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    mono: bool
    column_left: float
    column_right: float
    framed: bool = False
    calls: list[tuple[int, str]] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return (self.left, self.top, self.right, self.bottom)


def page_layout(fragments: Sequence[Fragment], grids: list[Grid], height: float) -> list[list[Line | Table]]:
    """Column by column, in reading order."""
    tables, free = ruled_tables(fragments, grids)
    frames = _frames(grids, free, height)
    columns = []
    for column in _columns([*free, *tables]):
        lines = _lines(column, frames)
        if lines:
            columns.append(lines)
    return columns


def _columns(items: list[Fragment | Table]) -> list[list[Fragment | Table]]:
    gutter = _gutter(items)
    if gutter is None:
        return [items] if items else []
    ordered: list[list[Fragment | Table]] = []
    left: list[Fragment | Table] = []
    right: list[Fragment | Table] = []
    across: list[Fragment | Table] = []
    for item in sorted(items, key=lambda one: one.top):
        if item.right > gutter and item.left < gutter - LEAST_GUTTER / 2:
            if left or right:
                ordered += [across, *_columns(left), *_columns(right)]
                left, right, across = [], [], []
            across.append(item)
        elif item.left < gutter - LEAST_GUTTER / 2:
            left.append(item)
        else:
            right.append(item)
    return [column for column in [*ordered, across, *_columns(left), *_columns(right)] if column]


def _gutter(items: Sequence[Fragment | Table]) -> float | None:
    """Where the right column begins, when there are two; None when the text runs all across."""
    fragments = [item for item in items if isinstance(item, Fragment)]
    if len(fragments) < 2 * LEAST_COLUMN_LINES:
        return None
    first, last = min(one.left for one in fragments), max(one.right for one in fragments)
    starts = Counter(round(one.left) for one in fragments)
    best, gain = None, 0
    for start, count in starts.items():
        if count < LEAST_COLUMN_LINES or not first + 0.2 * (last - first) < start < last - 0.15 * (last - first):
            continue
        left = [one for one in fragments if one.right <= start - LEAST_GUTTER]
        right = [one for one in fragments if one.left >= start - 2]
        crossing = len(fragments) - len(left) - len(right)
        if min(len(left), len(right)) < LEAST_COLUMN_LINES or crossing > len(left) + len(right):
            continue
        if _are_columns(left, right) and count - crossing + len(right) > gain:
            best, gain = float(start), count - crossing + len(right)
    return best


def _are_columns(left: list[Fragment], right: list[Fragment]) -> bool:
    """Two columns of text stand side by side, and their lines are text, not the cells of a table."""
    shorter, longer = sorted((left, right), key=len)
    beside = sum(any(one.top < other.bottom and other.top < one.bottom for other in longer) for one in shorter)
    if beside < LEAST_SIDE_BY_SIDE * len(shorter):
        return False
    return all(
        sum(one.text.count(" ") + 1 for one in side) >= LEAST_WORDS_A_LINE * len(side)
        and 2 * sum(one.right - one.left > 0.6 * _width(side) for one in side) >= len(side)
        for side in (left, right)
    )


def _width(side: list[Fragment]) -> float:
    return max(one.right for one in side) - min(one.left for one in side)


def _lines(column: list[Fragment | Table], frames: list[Box]) -> list[Line | Table]:
    fragments = [item for item in column if isinstance(item, Fragment)]
    tables = [item for item in column if isinstance(item, Table)]
    left = min((one.left for one in fragments), default=0.0)
    right = max((one.right for one in fragments), default=0.0)
    lines: list[Line | Table] = list(tables)
    for row in aligned_tables(rows_of(fragments)):
        lines.append(row if isinstance(row, Table) else _line(row, left, right, frames))
    lines.sort(key=lambda one: one.top)
    return lines


def _line(row: list[Fragment], column_left: float, column_right: float, frames: list[Box]) -> Line:
    text = ""
    calls: list[tuple[int, str]] = []
    for position, one in enumerate(row):
        text += " " if position else ""
        calls += [(len(text) + offset, number) for offset, number in one.calls]
        text += one.text
    main = max(row, key=lambda one: len(one.text))
    left, right = min(one.left for one in row), max(one.right for one in row)
    top, bottom = min(one.top for one in row), max(one.bottom for one in row)
    middle = (top + bottom) / 2
    # A line may run out of its frame on the right.
    frame = next(
        (box for box in frames if box[1] <= middle <= box[3] and box[0] <= left + 2 and (left + right) / 2 < box[2]),
        None,
    )
    if frame:
        column_left, column_right = max(column_left, frame[0]), min(column_right, frame[2])
    return Line(
        text,
        left,
        top,
        right,
        bottom,
        main.size,
        all(one.bold for one in row),
        all(one.mono for one in row),
        column_left,
        column_right,
        frame is not None,
        calls,
    )


def _frames(grids: list[Grid], fragments: Sequence[Fragment], height: float) -> list[Box]:
    """Boxes drawn around text, or above and below it."""
    closed = [grid.box for grid in grids if not grid.is_table and len(grid.xs) == 2 and len(grid.ys) >= 2]
    frames = [box for box in closed if _is_frame(box, height)]
    rules = sorted((grid.box for grid in grids if len(grid.ys) == 1), key=lambda box: box[1])
    position = 0
    while position + 1 < len(rules):
        upper, lower = rules[position], rules[position + 1]
        box = (upper[0], upper[1], upper[2], lower[3])
        same = abs(upper[0] - lower[0]) < 2 and abs(upper[2] - lower[2]) < 2
        # Rules of one width that stand far apart, or at the foot, are those of the page and of its chapters.
        near = lower[3] - upper[1] < TALLEST_RULED * height and lower[3] < 0.92 * height
        if same and near and _is_frame(box, height) and _opens_with_a_title(box, fragments):
            frames.append(box)
            position += 1
        position += 1
    return frames


def _is_frame(box: Box, height: float) -> bool:
    across, down = box[2] - box[0], box[3] - box[1]
    return across >= LEAST_FRAME[0] and LEAST_FRAME[1] <= down <= TALLEST_FRAME * height


def _opens_with_a_title(box: Box, fragments: Sequence[Fragment]) -> bool:
    inside = [one for one in fragments if box[1] <= (one.top + one.bottom) / 2 <= box[3]]
    first = min(inside, key=lambda one: one.top, default=None)
    return first is not None and (first.bold or first.text.isupper()) and len(first.text) < 80
