"""Lines of all pages → which of them are headings and of what level, by the outline and by typography."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingest.readers.pdf.layout import Line, Table
from ingest.readers.pdf.outline import OutlineEntry, named_by_outline

Headings = dict[tuple[int, int], tuple[int, int]]
"""(Page from 0, position of the first line) → (level from 1, number of lines)."""

LARGER = 1.12
"""Of the text's size: a line this large is a heading."""
LEAST_OUTLINE_FOUND = 0.5
"""An outline that names fewer of the lines is not that of the headings."""
LONGEST_HEADING = 220
MOST_LINES = 3
TOUCHING = 0.2
"""Of a line's size: how far the next line's box may reach into it, in text set solid."""
_NAMED = (
    r"(?:chapitre|partie|annexe|titre|section|article|proposition|recommandation|préconisation|mesure|action|axe"
    r"|orientation|fiche|objectif|levier|chantier)\s+(?:n[°o]\s*)?(?:\d+|[IVXL]+|[A-Z])\b"
)
NAMED = re.compile(rf"^{_NAMED}", re.IGNORECASE)
NUMBERED = re.compile(
    r"^(?:(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,5})\.?|\d{1,2}\.|[IVXL]{1,6}\.|[A-Z]\.|\d{1,2}\)|[IVX]{1,5}\s[-–—])\s"
)
ENDS_A_SENTENCE = (".", ";", ",", ":")
Style = tuple[float, bool]


def body_size(pages: Iterable[Sequence[Line | Table]]) -> float:
    """The size in which most characters are set; 0 when there are none."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            if isinstance(line, Line):
                sizes[_rounded(line.size)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def find_headings(
    pages: Sequence[Sequence[Line | Table]], entries: Sequence[OutlineEntry], body: float, apart: Mapping[int, set[int]]
) -> Headings:
    """`apart` gives for a page the lines that are no text of the report (covers, tables of contents)."""
    free = [
        [line if position not in apart.get(page, ()) else _NOTHING for position, line in enumerate(lines)]
        for page, lines in enumerate(pages)
    ]
    named = named_by_outline(entries, free) if entries else {}
    if len(named) < LEAST_OUTLINE_FOUND * len(entries):
        named = {}
    taken = {(page, start + more) for (page, start), (_, count) in named.items() for more in range(count)}
    level_of_style: dict[Style, int] = {}
    for (page, start), (level, count) in named.items():
        for line in pages[page][start : start + count]:
            if isinstance(line, Line):
                level_of_style[_style(line)] = min(level, level_of_style.get(_style(line), level))
    candidates = [
        place
        for place in _candidates(free, body, bool(named))
        if not any((place[0], place[1] + k) in taken for k in range(place[2]))
    ]
    if named:
        deepest = max(level for level, _ in named.values())
        levels = {
            style: min((level for other, level in level_of_style.items() if other[0] <= style[0]), default=deepest + 1)
            for style in {_style_at(pages, one) for one in candidates}
        }
    else:
        levels = {}
    ranks = _ranks(pages, candidates)
    above_numbering = _level_above_numbering(pages, named)
    found = dict(named)
    for page, start, count in candidates:
        style, depth = _style_at(pages, (page, start, count)), _depth(pages, page, start)
        if named and above_numbering is not None and depth > 1:
            level = depth + above_numbering
        else:
            level = levels.get(style) or ranks[style, depth]
        found[page, start] = (level, count)
    return found


def _level_above_numbering(pages: Sequence[Sequence[Line | Table]], named: Headings) -> int | None:
    """By how much the level of numbered headings exceeds the depth of their number (« 2.1 » is of depth 2)."""
    excess = Counter(
        level - _depth(pages, page, start)
        for (page, start), (level, _) in named.items()
        if _depth(pages, page, start) > 1
    )
    return excess.most_common(1)[0][0] if excess else None


_NOTHING = Line("", 0, 0, 0, 0, 0, False, False, 0, 0, True)


def _candidates(pages: Sequence[Sequence[Line | Table]], body: float, has_outline: bool) -> list[tuple[int, int, int]]:
    """(Page, first line, number of lines) of the groups of lines that look like headings."""
    found = []
    for page, lines in enumerate(pages):
        position = 0
        while position < len(lines):
            line = lines[position]
            count = 1
            if isinstance(line, Line) and _may_head(line, body):
                while position + count < len(lines) and _same_heading(
                    lines[position + count - 1], lines[position + count]
                ):
                    count += 1
                group = [one for one in lines[position : position + count] if isinstance(one, Line)]
                following = lines[position + count] if position + count < len(lines) else None
                if _is_heading(group, following, body, has_outline):
                    found.append((page, position, count))
            position += count
    return found


def _may_head(line: Line, body: float) -> bool:
    if line.framed or line.mono or not re.search(r"[^\W\d_]", line.text):
        return False
    return line.size > LARGER * body or line.bold or bool(NAMED.match(line.text)) or bool(NUMBERED.match(line.text))


def _same_heading(line: Line | Table, following: Line | Table) -> bool:
    if isinstance(line, Table) or isinstance(following, Table):
        return False
    near = -TOUCHING * line.size <= following.top - line.bottom < 0.9 * line.size
    return near and _style(line) == _style(following) and not following.framed and not NUMBERED.match(following.text)


def _is_heading(group: list[Line], following: Line | Table | None, body: float, has_outline: bool) -> bool:
    text = " ".join(line.text for line in group).strip()
    if len(text) > LONGEST_HEADING or len(group) > MOST_LINES:
        return False
    first = group[0]
    larger = first.size > LARGER * body
    numbered = bool(NAMED.match(text) or NUMBERED.match(text))
    bold = all(line.bold for line in group)
    if text.endswith(ENDS_A_SENTENCE) and not (larger and bold):
        return False
    if larger:
        return True
    stands_apart = not isinstance(following, Line) or not _runs_on(group[-1], following)
    if bold and stands_apart and first.size >= 0.97 * body:
        return numbered or not has_outline
    return (
        numbered
        and bool(NAMED.match(text))
        and not text[0].islower()
        and stands_apart
        and first.size >= 0.97 * body
        and len(group) == 1
        and len(text) < 120
    )


def _runs_on(line: Line, following: Line) -> bool:
    """Does the next line carry on the sentence of this one?"""
    carried_on = following.text[:1].islower() or (line.text.endswith("-") and following.text[:1].isalnum())
    return (
        -TOUCHING * line.size <= following.top - line.bottom < 0.5 * line.size
        and carried_on
        and line.right > line.column_right - 0.2 * (line.column_right - line.column_left)
    )


def _rounded(size: float) -> float:
    return round(size * 4) / 4


def _style(line: Line) -> Style:
    return (_rounded(line.size), line.bold)


def _style_at(pages: Sequence[Sequence[Line | Table]], place: tuple[int, int, int]) -> Style:
    line = pages[place[0]][place[1]]
    assert isinstance(line, Line)
    return _style(line)


def _depth(pages: Sequence[Sequence[Line | Table]], page: int, start: int) -> int:
    line = pages[page][start]
    assert isinstance(line, Line)
    match = NUMBERED.match(line.text)
    return match["dotted"].count(".") + 1 if match and match["dotted"] else 1


def _ranks(
    pages: Sequence[Sequence[Line | Table]], candidates: Sequence[tuple[int, int, int]]
) -> dict[tuple[Style, int], int]:
    """Levels where there is no outline: by size, then weight, then the depth of the numbering."""
    depths: dict[Style, set[int]] = defaultdict(set)
    for page, start, count in candidates:
        depths[_style_at(pages, (page, start, count))].add(_depth(pages, page, start))
    ranks, level = {}, 0
    for style in sorted(depths, key=lambda one: (-one[0], not one[1])):
        for depth in sorted(depths[style]):
            level += 1
            ranks[style, depth] = level
    return ranks
