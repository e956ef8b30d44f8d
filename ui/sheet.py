"""A report's overview, path and inventory → the content of its one-page sheet, cut to what a page holds."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.inventory.definitions import Definition
from assistant.inventory.entries import Entry
from assistant.inventory.inventory import Inventory
from assistant.onboarding.learning_path import LearningPath, Step
from assistant.onboarding.outline import Section
from assistant.onboarding.overview import Overview
from assistant.sentences import Citation
from ingest.terms import fold
from ui.sheet_wording import SheetWording, counted, sheet_wording

LONGEST_TITLE, LONGEST_STEP, LONGEST_SECTION, LONGEST_LABEL = 120, 64, 40, 50
UNBREAKABLE = re.compile(r"(?<=«) | (?=[»:;?!%€…])|(?<=\d) (?=\d{3}\b)")
"""Blanks at which French does not break a line."""


@dataclass(frozen=True)
class Limits:
    """How much of each kind a sheet shows, in characters where it is a text; `size` is its letters', in points."""

    size: float
    quote: int
    definitions: int
    definition: int
    figures: int
    figure: int
    recommendations: int
    recommendation: int


FROM_FULL_TO_SPARE = (
    Limits(9.0, 600, 6, 420, 6, 240, 8, 260),
    Limits(8.8, 420, 5, 300, 6, 200, 7, 200),
    Limits(8.5, 300, 5, 220, 6, 150, 7, 170),
    Limits(8.2, 220, 4, 170, 5, 130, 6, 140),
    Limits(8.0, 170, 4, 130, 4, 110, 5, 110),
    Limits(8.0, 130, 3, 100, 3, 90, 4, 90),
    Limits(7.5, 90, 2, 80, 2, 80, 3, 80),
)


@dataclass(frozen=True)
class Line:
    """One line of the sheet: a label, empty without one, the words after it, and their place."""

    label: str
    text: str
    place: str


@dataclass(frozen=True)
class Block:
    """What stands under one heading; `empty` is said where there is no line, `more` that there are others."""

    title: str
    lines: tuple[Line, ...]
    empty: str
    more: str = ""


@dataclass(frozen=True)
class Sheet:
    """The content of a sheet, in the order in which it is read."""

    texts: SheetWording
    size: float
    title: str
    facts: tuple[str, ...]
    brief: Block
    definitions: Block
    figures: Block
    recommendations: Block
    path: Block
    foot: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.brief, self.definitions, self.figures, self.recommendations, self.path


def sheet_of(
    overview: Overview,
    path: LearningPath,
    inventory: Inventory,
    language: str = "fr",
    limits: Limits = FROM_FULL_TO_SPARE[1],
) -> Sheet:
    """The sheet of one report, within `limits`."""
    texts = sheet_wording(language)
    return Sheet(
        texts=texts,
        size=limits.size,
        title=_cut(overview.title or overview.name, LONGEST_TITLE),
        facts=tuple(_facts(overview, texts)),
        brief=Block(texts.in_brief, tuple(_brief(overview, texts, limits)), ""),
        definitions=_definitions(path, inventory, texts, limits),
        figures=_figures(path, texts, limits),
        recommendations=_recommendations(inventory.entries, texts, limits),
        path=_path(path, texts),
        foot=texts.foot.format(name=_cut(overview.name, LONGEST_TITLE)),
    )


def _facts(overview: Overview, texts: SheetWording) -> Iterable[str]:
    if overview.pages:
        yield texts.pages.format(count=overview.pages)
    yield texts.words.format(minutes=_minutes(overview.outline.minutes, texts))


def _brief(overview: Overview, texts: SheetWording, limits: Limits) -> Iterable[Line]:
    for label, citations in (
        (texts.asked_by, overview.asked_by),
        (texts.written_by, overview.written_by),
        (texts.dated, overview.dated),
        (texts.purposes, overview.purposes),
        (texts.proposals, overview.announced or overview.proposals),
    ):
        if citations:
            # The mission letter speaks to somebody; the report says who. The last purpose is the report's own.
            own = [one for one in citations if one.voice != "mission_letter"] or list(citations)
            one = own[-1] if label == texts.purposes else own[0]
            yield Line(label, _cut(one.quote, limits.quote), _place(one, texts))
        else:
            yield Line(label, texts.not_said, "")


def _definitions(path: LearningPath, inventory: Inventory, texts: SheetWording, limits: Limits) -> Block:
    """Those of the path's steps first, then the others."""
    of_path = [one for step in path.steps for one in step.definitions]
    distinct: dict[str, Definition] = {}
    for one in [*of_path, *inventory.definitions]:
        distinct.setdefault(fold(one.term), one)
    shown = list(distinct.values())[: limits.definitions]
    lines = [_labelled(one.term, one.citation, limits.definition, texts) for one in shown]
    return Block(texts.definitions, tuple(lines), texts.no_definition, _more(len(distinct) - len(shown), texts))


def _figures(path: LearningPath, texts: SheetWording, limits: Limits) -> Block:
    figures = _in_turn([step.figures for step in path.steps])
    shown = sorted(figures[: limits.figures], key=lambda one: one.citation.start)
    lines = [_labelled(one.label, one.citation, limits.figure, texts) for one in shown]
    return Block(texts.figures, tuple(lines), texts.no_figure)


def _labelled(label: str, citation: Citation, longest: int, texts: SheetWording) -> Line:
    """« terme : sa définition »; without the term where the report writes it so itself."""
    quote = _cut(citation.quote, longest)
    said = re.match(rf"{re.escape(fold(label))}\s*:", fold(quote))
    return Line("" if said else f"{_cut(label, LONGEST_LABEL)}\u00a0:", quote, _place(citation, texts))


def _in_turn(kinds: Sequence[Sequence[Entry]]) -> list[Entry]:
    """The first of each step, then the second of each."""
    longest = max(map(len, kinds), default=0)
    return [one[number] for number in range(longest) for one in kinds if number < len(one)]


def _recommendations(entries: Sequence[Entry], texts: SheetWording, limits: Limits) -> Block:
    found = [one for one in entries if one.kind == "recommendations"]
    shown = found[: limits.recommendations]
    lines = [
        Line(
            f"{one.number}." if one.number else "", _cut(one.label, limits.recommendation), _place(one.citation, texts)
        )
        for one in shown
    ]
    title = f"{texts.recommendations} ({len(found)})" if found else texts.recommendations
    return Block(title, tuple(lines), texts.no_recommendation, _more(len(found) - len(shown), texts))


def _path(path: LearningPath, texts: SheetWording) -> Block:
    lines = [Line(f"{step.number}.", _step_title(step, texts), _step_place(step, texts)) for step in path.steps]
    title = texts.path_of.format(minutes=_minutes(path.minutes, texts))
    left = len(path.left_out)
    return Block(title, tuple(lines), "", counted(texts.left_out, left) if left else "")


def _step_title(step: Step, texts: SheetWording) -> str:
    title = _cut(step.section.title, LONGEST_STEP)
    others = len(step.sections) - 1
    return counted(texts.and_others, others, title=title) if others else title


def _step_place(step: Step, texts: SheetWording) -> str:
    return ", ".join(filter(None, [_minutes(step.minutes, texts), _page(step.section, texts)]))


def _place(citation: Citation, texts: SheetWording) -> str:
    """The printed page, else the page of the file, else the section."""
    where = _page(citation, texts)
    if where or not citation.section:
        return where
    return texts.in_section.format(section=_cut(citation.section[-1], LONGEST_SECTION))


def _page(one: Citation | Section, texts: SheetWording) -> str:
    if one.folio is not None:
        return texts.folio.format(folio=one.folio)
    return texts.page.format(page=one.page) if one.page is not None else ""


def _minutes(minutes: float, texts: SheetWording) -> str:
    whole = round(minutes)
    if whole < 1:
        return texts.less_than_a_minute
    hours, left = divmod(whole, 60)
    return texts.hours.format(hours=hours, minutes=left) if hours else texts.minutes.format(minutes=whole)


def _more(count: int, texts: SheetWording) -> str:
    return counted(texts.more, count) if count > 0 else ""


def _cut(text: str, longest: int) -> str:
    """The text in one line, cut after a word where it is longer; without characters that no page prints."""
    printable = "".join(" " if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Co", "Cn") else one for one in text)
    line = " ".join(printable.split())
    if len(line) > longest:
        kept = line[: longest - 1]
        line = (kept.rsplit(" ", 1)[0] if " " in kept[longest // 2 :] else kept).rstrip(" ,;:") + " …"
    return UNBREAKABLE.sub("\u00a0", line)
