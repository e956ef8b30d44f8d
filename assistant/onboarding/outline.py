"""A report's text → its sections, nested, each with its place, its words and the minutes that it takes to read."""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.inventory.report_text import Part, ReportText
from assistant.refusals import Language

WORDS_A_MINUTE = 230
WORDS_OF_A_PART = 700
"""How much of a report without headings makes one section, pages kept whole."""
Structure = Literal["headings", "pages", "parts"]
TITLES: dict[Language, dict[str, str]] = {
    "fr": {
        "page": "Page {first}",
        "pages": "Pages {first} à {last}",
        "part": "Partie {first}",
        "whole": "Texte",
        "opening": "Ouverture",
    },
    "en": {
        "page": "Page {first}",
        "pages": "Pages {first} to {last}",
        "part": "Part {first}",
        "whole": "Text",
        "opening": "Opening",
    },
}


class Section(BaseModel):
    """A heading with what stands under it: `words` and `minutes` are those of its `parts` too.

    `key` stays the same for the same document, whatever is added around it. `start` and `end` are its characters;
    `opens` is the text of a section before its first part, told apart from the section itself.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    title: str
    path: tuple[str, ...]
    words: int
    minutes: float
    start: int
    end: int
    page: int | None
    folio: str | None
    opens: bool = False
    parts: tuple["Section", ...] = ()


class Outline(BaseModel):
    """The sections of a report; `structure` says what they are made of where it has no headings to part it."""

    model_config = ConfigDict(frozen=True)

    structure: Structure
    sections: tuple[Section, ...]
    words: int
    minutes: float


@dataclass
class _Node:
    title: str
    path: tuple[str, ...]
    level: int
    start: int
    own: list[Part] = field(default_factory=list)
    under: list["_Node"] = field(default_factory=list)
    opens: bool = False

    def words(self) -> int:
        return words_of(self.own) + sum(node.words() for node in self.under)


def outline_of(report: ReportText, language: Language = "fr") -> Outline:
    """The sections by headings; by pages, or by runs of paragraphs, where headings do not part the report."""
    nodes = _tree(report, TITLES[language]["opening"])
    while len(nodes) == 1 and nodes[0].under:
        nodes = [*_opening(nodes[0]), *nodes[0].under]
    nodes = [node for node in nodes if node.words()]
    structure: Structure = "headings"
    body = [part for part in report.parts if part.kind != "heading"]
    if len(nodes) < 2:
        structure = "pages" if any(chunk.page for chunk in report.chunks) else "parts"
        nodes = list(_by_pages(report, body, language) if structure == "pages" else _by_runs(body, language))
    ends = [*(node.start for node in nodes[1:]), max((part.end for part in report.parts), default=0)][: len(nodes)]
    seen: Counter[tuple[str, ...]] = Counter()
    sections = tuple(_section(report, node, end, seen) for node, end in zip(nodes, ends, strict=True))
    words = words_of(body)
    return Outline(structure=structure, sections=sections, words=words, minutes=minutes_for(words))


def minutes_for(words: int) -> float:
    return round(words / WORDS_A_MINUTE, 1)


def words_of(parts: Sequence[Part]) -> int:
    return sum(len(part.text.split()) for part in parts)


def every_section(sections: Sequence[Section]) -> Iterator[Section]:
    """The sections and their parts, in the report's order."""
    for section in sections:
        yield section
        yield from every_section(section.parts)


def _tree(report: ReportText, opening: str) -> list[_Node]:
    """The headings nested by level, each with the blocks that follow it; `opening` names what precedes the first."""
    headings = [part for part in report.parts if part.kind == "heading"]
    nodes = [_Node(_in_line(part.text), part.section, part.level, part.start) for part in headings]
    starts = [node.start for node in nodes]
    before = _Node(opening, (), 1, 0, opens=True)
    for part in report.parts:
        if part.kind != "heading":
            position = bisect_right(starts, part.start) - 1
            (nodes[position] if position >= 0 else before).own.append(part)
    roots = [before] if before.own else []
    above: list[_Node] = []
    for node in nodes:
        while above and above[-1].level >= node.level:
            above.pop()
        (above[-1].under if above else roots).append(node)
        above.append(node)
    return roots


def _opening(node: _Node) -> list[_Node]:
    """The text of a section before its first part, as a section of its own."""
    return [_Node(node.title, node.path, node.level, node.start, node.own, opens=True)] if node.own else []


def _by_pages(report: ReportText, body: Sequence[Part], language: Language) -> Iterator[_Node]:
    pages: dict[int, list[Part]] = {}
    last = 1
    for part in body:
        citation = report.cite(part.start, part.end)
        last = (citation.page if citation else None) or last
        pages.setdefault(last, []).append(part)
    run: list[int] = []
    for page in sorted(pages):
        if run and sum(words_of(pages[one]) for one in [*run, page]) > WORDS_OF_A_PART:
            yield _pages_node(run, pages, language)
            run = []
        run.append(page)
    if run:
        yield _pages_node(run, pages, language)


def _pages_node(run: Sequence[int], pages: dict[int, list[Part]], language: Language) -> _Node:
    title = TITLES[language]["page" if len(run) == 1 else "pages"].format(first=run[0], last=run[-1])
    own = [part for page in run for part in pages[page]]
    return _Node(title, (), 1, own[0].start, own)


def _by_runs(body: Sequence[Part], language: Language) -> Iterator[_Node]:
    runs: list[list[Part]] = []
    for part in body:
        if not runs or words_of([*runs[-1], part]) > WORDS_OF_A_PART:
            runs.append([])
        runs[-1].append(part)
    for number, run in enumerate(runs, start=1):
        title = TITLES[language]["part" if len(runs) > 1 else "whole"].format(first=number)
        yield _Node(title, (), 1, run[0].start, run)


def _section(report: ReportText, node: _Node, end: int, seen: Counter[tuple[str, ...]]) -> Section:
    name = (*node.path, node.title)
    seen[name] += 1
    known = "\n".join([*name, str(seen[name])])
    under = [one for one in node.under if one.words()]
    ends = [*(one.start for one in under[1:]), end][: len(under)]
    words = node.words()
    first = report.cite(node.start, node.start + 1)
    if first is None and node.own:
        first = report.cite(node.own[0].start, node.own[0].end)
    return Section(
        key=hashlib.sha256(known.encode()).hexdigest()[:12],
        title=node.title,
        path=node.path,
        words=words,
        minutes=minutes_for(words),
        start=node.start,
        end=end,
        page=first.page if first else None,
        folio=first.folio if first else None,
        opens=node.opens,
        parts=tuple(_section(report, one, finish, seen) for one, finish in zip(under, ends, strict=True)),
    )


def _in_line(text: str) -> str:
    return " ".join(text.split())
