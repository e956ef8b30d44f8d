"""Rules and words of a page → its tables, row by row; rows of aligned fragments → tables without rules."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import CELL_SEPARATOR
from ingest.readers.pdf.fragments import Fragment, joined, rows_of
from ingest.readers.pdf.page_content import Box, Word

TOUCHING = 3.0
LEAST_CELL_WIDTH, LEAST_CELL_HEIGHT = 9.0, 5.0
LEAST_FILLED_SHARE = 0.3
"""Of the cells: a grid emptier than this is a drawing."""
LEAST_ALIGNED_ROWS = 3
CELL_GAP = 1.6
"""In font sizes: the least of the widest gap of a row of cells."""
ALIGNED = 4.0
MARKER = re.compile(r"^(?:[•▪◦●■□–—−‣➢➤✓*·o-]|\(?\d{1,3}[.)°]|\(?[a-zA-Z][.)]|[\dIVX]+(?:\.\d+)*\.?|n°)$")
"""What opens a list item or a heading, set apart from its text by a gap."""


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, top to bottom; `rows` are texts whose cells are parted by `CELL_SEPARATOR`."""

    rows: tuple[Row, ...]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def box(self) -> Box:
        return (self.left, self.top, self.right, self.bottom)


@dataclass(slots=True)
class Grid:
    """Rules that touch each other: `xs` and `ys` are where they run, `verticals` with their extent."""

    box: Box
    xs: list[float]
    ys: list[float]
    verticals: list[Box]

    @property
    def is_table(self) -> bool:
        return len(self.xs) >= 3 and len(self.ys) >= 3


def grids_of(rules: Sequence[Box], areas: Sequence[Box]) -> list[Grid]:
    """Each set of rules and edges that touch."""
    horizontals: list[Box] = []
    verticals: list[Box] = []
    for left, top, right, bottom in rules:
        (horizontals if right - left >= bottom - top else verticals).append((left, top, right, bottom))
    for left, top, right, bottom in areas:
        horizontals += [(left, top, right, top), (left, bottom, right, bottom)]
        verticals += [(left, top, left, bottom), (right, top, right, bottom)]
    horizontals = [_turned(line) for line in _merged([_turned(line) for line in horizontals])]
    verticals = _merged(verticals)
    grids = []
    for group in _touching([*horizontals, *verticals]):
        across = [line for line in group if line[2] - line[0] >= line[3] - line[1]]
        down = [line for line in group if line[2] - line[0] < line[3] - line[1]]
        box = _around(group)
        xs = _steps([box[0], box[2], *((line[0] + line[2]) / 2 for line in down)], LEAST_CELL_WIDTH)
        ys = _steps([box[1], box[3], *((line[1] + line[3]) / 2 for line in across)], LEAST_CELL_HEIGHT)
        grids.append(Grid(box, xs, ys, down))
    return grids


def _turned(box: Box) -> Box:
    left, top, right, bottom = box
    return (top, left, bottom, right)


def _merged(verticals: Iterable[Box]) -> list[Box]:
    """Vertical lines that continue or cover each other, as one."""
    merged: list[Box] = []
    for line in sorted(verticals, key=lambda one: (round((one[0] + one[2]) / 2), one[1])):
        last = merged[-1] if merged else None
        if last and abs(last[0] - line[0]) <= 2 and abs(last[2] - line[2]) <= 2 and line[1] <= last[3] + TOUCHING:
            merged[-1] = (min(last[0], line[0]), last[1], max(last[2], line[2]), max(last[3], line[3]))
        else:
            merged.append(line)
    return merged


def _touching(lines: list[Box]) -> list[list[Box]]:
    groups: list[tuple[Box, list[Box]]] = []
    for line in sorted(lines, key=lambda one: one[1]):
        reached: list[tuple[Box, list[Box]]] = []
        apart: list[tuple[Box, list[Box]]] = []
        for box, group in groups:
            # Most groups end above the line.
            touches = line[1] <= box[3] + TOUCHING and _meet(line, box) and any(_meet(line, other) for other in group)
            (reached if touches else apart).append((box, group))
        joined_lines = [line, *(other for _, group in reached for other in group)]
        groups = [*apart, (_around([line, *(box for box, _ in reached)]), joined_lines)]
    return [group for _, group in groups]


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[2] + TOUCHING
        and other[0] <= one[2] + TOUCHING
        and one[1] <= other[3] + TOUCHING
        and other[1] <= one[3] + TOUCHING
    )


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _steps(values: Iterable[float], least: float) -> list[float]:
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] >= least:
            steps.append(value)
    return steps


def ruled_tables(fragments: Sequence[Fragment], grids: Iterable[Grid]) -> tuple[list[Table], list[Fragment]]:
    """The tables that rules draw, and the fragments that stand in none."""
    tables, left = [], list(fragments)
    for grid in grids:
        if not grid.is_table:
            continue
        inside, outside = [], []
        for fragment in left:
            is_beside = fragment.bottom < grid.box[1] - 1 or fragment.top > grid.box[3] + 1
            within = [] if is_beside else [word for word in fragment.words if _holds(grid.box, word)]
            if not within:
                outside.append(fragment)
                continue
            inside += within
            if rest := [word for word in fragment.words if not _holds(grid.box, word)]:
                outside.append(joined(rest))
        if (table := _table(grid, inside)) is not None:
            tables.append(table)
            left = outside
    return tables, left


def _holds(box: Box, word: Word) -> bool:
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box[0] - 1 <= across <= box[2] + 1 and box[1] - 1 <= down <= box[3] + 1


def _table(grid: Grid, words: list[Word]) -> Table | None:
    rows, cells, filled = [], 0, 0
    bands = _parted(words, grid.ys, [(word.top + word.bottom) / 2 for word in words])
    for top, bottom, band in zip(grid.ys, grid.ys[1:], bands, strict=False):
        middle = (top + bottom) / 2
        inner = [(line[0] + line[2]) / 2 for line in grid.verticals if line[1] <= middle <= line[3]]
        xs = _steps([grid.box[0], grid.box[2], *inner], LEAST_CELL_WIDTH)
        edges = [xs[0] - 99, *xs[1:-1], xs[-1] + 99]
        texts = [_cell_text(cell) for cell in _parted(band, edges, [word.left + 1 for word in band])]
        cells += len(texts)
        filled += sum(map(bool, texts))
        if any(texts):
            rows.append(Row(CELL_SEPARATOR.join(texts), (grid.box[0], top, grid.box[2], bottom)))
    if len(rows) < 2 or filled < LEAST_FILLED_SHARE * cells:
        return None
    return Table(tuple(rows), *grid.box)


def _parted(words: Sequence[Word], edges: Sequence[float], places: Iterable[float]) -> list[list[Word]]:
    """The words between each edge and the next one, in their order."""
    parts: list[list[Word]] = [[] for _ in edges[1:]]
    for word, place in zip(words, places, strict=True):
        if edges[0] <= place < edges[-1]:
            parts[bisect_right(edges, place) - 1].append(word)
    return parts


def _cell_text(words: list[Word]) -> str:
    rows = rows_of(joined([word]) for word in words)
    return " ".join(" ".join(one.text for one in row) for row in rows)


def aligned_tables(rows: Sequence[list[Fragment]]) -> list[list[Fragment] | Table]:
    """The rows of a column, those that stand in aligned cells replaced by their tables."""
    rows = [_with_markers_joined(row) for row in rows]
    found: list[list[Fragment] | Table] = []
    start = 0
    while start < len(rows):
        end = start + 1
        members = [rows[start]] if _has_cells(rows[start]) else []
        while members and end < len(rows):
            row = rows[end]
            if _aligned(members[-1], row):
                members.append(row)
            elif not (len(row) == 1 and _continues(members[-1], row[0])):
                break
            end += 1
        if len(members) >= LEAST_ALIGNED_ROWS:
            found.append(_aligned_table(rows[start:end]))
            start = end
        else:
            found.append(rows[start])
            start += 1
    return found


def _with_markers_joined(row: list[Fragment]) -> list[Fragment]:
    if len(row) > 1 and MARKER.match(row[0].text) and row[1].left - row[0].right < 6 * row[0].size:
        return [_side_by_side(row[:2]), *row[2:]]
    return row


def _side_by_side(row: Sequence[Fragment]) -> Fragment:
    words = [word for one in row for word in one.words]
    for one in row:
        one.words[-1].spaced = True
    return joined(words)


def _has_cells(row: list[Fragment]) -> bool:
    """Is this a row of cells, and not of code, nor a line stretched to its column by equal gaps?"""
    if len(row) < 2 or all(one.mono for one in row):
        return False
    gaps = [after.left - before.right for before, after in pairwise(row)]
    stretched = len(gaps) > 2 and max(gaps) - min(gaps) < 0.35 * max(gaps)
    return max(gaps) >= CELL_GAP * row[0].size and not stretched


def _aligned(row: list[Fragment], other: list[Fragment]) -> bool:
    """Do two rows share the places of two cells or more?"""
    if not _has_cells(row) or not _has_cells(other):
        return False
    shared = sum(
        any(
            abs(one.left - two.left) < ALIGNED
            or abs(one.right - two.right) < ALIGNED
            or abs(one.left + one.right - two.left - two.right) < 2 * ALIGNED
            for two in other
        )
        for one in row
    )
    return shared >= 2


def _continues(row: list[Fragment], fragment: Fragment) -> bool:
    """Is this lone fragment the next line of a cell of the row above?"""
    near = fragment.top - max(one.bottom for one in row) < 0.6 * fragment.size
    return near and any(abs(one.left - fragment.left) < ALIGNED for one in row[1:])


def _aligned_table(rows: Sequence[list[Fragment]]) -> Table:
    texts: list[list[Fragment]] = []
    for row in rows:
        if len(row) == 1 and texts:
            texts[-1] = [
                _side_by_side([one, row[0]]) if abs(one.left - row[0].left) < ALIGNED else one for one in texts[-1]
            ]
        else:
            texts.append(list(row))
    lines = tuple(Row(CELL_SEPARATOR.join(one.text for one in row), _around([one.box for one in row])) for row in texts)
    return Table(lines, *_around([line.box for line in lines]))
