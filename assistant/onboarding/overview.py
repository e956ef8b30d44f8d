"""A report and its inventory → the report in one page: who asked for it, who wrote it, when, why, what it proposes.

Each line is a sentence of the report with its place. What the report does not say stays empty: a sentence is taken
only when it speaks of the report itself, in its own voice, and says the thing asked in so many words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from pydantic import BaseModel, ConfigDict

from assistant.answer import Answer
from assistant.claims import Claims
from assistant.inventory.inventory import Inventory
from assistant.inventory.report_text import ReportText
from assistant.onboarding.outline import Outline, outline_of
from assistant.onboarding.self_description import (
    DATED,
    LEAST_FRONT,
    SelfLine,
    asks_for_it,
    is_entrusted,
    lines_on_itself,
    names_its_author,
    plain_text,
    proposes_something,
    says_why,
)
from assistant.onboarding.signatures import letter_signatures, names_on_the_title, start_of_sections
from assistant.refusals import Language
from assistant.sentences import Citation
from ingest.chunks import UPDATED_LABEL
from ingest.manifest import SetAsideText
from ingest.metadata import MONTHS

Ask = Callable[[str], Answer]
"""The assistant's own question answering: by quotation."""

MOST_LINES = 3
MOST_PROPOSALS = 5
LEAST_CONFIDENCE = 0.15
MONTH_AND_YEAR = re.compile(rf"(?:\b\d{{1,2}}(?:er)? )?\b(?:{'|'.join(MONTHS)}) (?:19|20)\d{{2}}\b", re.IGNORECASE)
LONGEST_DATE_LINE = 12
"""In words: a longer line that holds a date does not date the report."""

QUESTIONS = {
    "asked_by": ("Qui a demandé ce rapport ?",),
    "written_by": ("Qui est l'auteur du rapport ?", "Qui a écrit ce rapport ?"),
    "purposes": ("Quels sont les objectifs du rapport ?",),
    "proposals": ("Quelles sont les propositions du rapport ?",),
}


class Overview(BaseModel):
    """The report in one page; a list is empty where the report does not say, never guessed.

    `announced` are the sentences by which the report says that it proposes something; `proposals` the first of its
    `recommendations_in_all` recommendations where it has a register of them, else the same.
    """

    model_config = ConfigDict(frozen=True)

    document: str
    version: str
    title: str | None
    name: str
    updated: str | None
    pages: int | None
    asked_by: tuple[Citation, ...]
    written_by: tuple[Citation, ...]
    dated: tuple[Citation, ...]
    purposes: tuple[Citation, ...]
    proposals: tuple[Citation, ...]
    announced: tuple[Citation, ...]
    recommendations_in_all: int
    outline: Outline


def overview(report: ReportText, inventory: Inventory, ask: Ask | None = None, language: Language = "fr") -> Overview:
    """One report in one page; `ask` puts first, of what the rules find, what the assistant answers."""
    record = report.record
    lines = list(lines_on_itself(report))
    recommendations = [entry for entry in inventory.entries if entry.kind == "recommendations"]
    people = [entry for entry in inventory.entries if entry.kind == "people"]
    proposals = [entry.citation for entry in recommendations[:MOST_PROPOSALS]]
    announced = _said(report, lines, proposes_something, ask, "proposals", MOST_LINES)
    return Overview(
        document=record.id,
        version=record.version,
        title=record.title,
        name=record.name,
        updated=record.updated,
        pages=record.pages,
        asked_by=(*_said(report, lines, asks_for_it, ask, "asked_by", 2), *letter_signatures(report, people)),
        written_by=_said(report, lines, names_its_author, ask, "written_by", 2)
        or tuple(names_on_the_title(report, people))
        or _said(report, lines, is_entrusted, ask, "written_by", 1),
        dated=tuple(_dated(report, lines)),
        purposes=_said(report, lines, says_why, ask, "purposes", MOST_LINES),
        proposals=tuple(proposals) or announced,
        announced=announced,
        recommendations_in_all=len(recommendations),
        outline=outline_of(report, language),
    )


def _said(
    report: ReportText,
    lines: Sequence[SelfLine],
    says: Callable[[SelfLine], bool],
    ask: Ask | None,
    line: str,
    most: int,
) -> tuple[Citation, ...]:
    """The lines that say the thing, in the report's order; when there are too many, what the assistant answers."""
    found = [one for one in lines if says(one)]
    if len(found) > most and ask:
        answered = {citation.start for question in QUESTIONS[line] for citation in _answers(report, ask, question)}
        found.sort(key=lambda one: (one.citation.start not in answered, one.in_letter))
    chosen = sorted(found[:most], key=lambda one: one.citation.start)
    whole = (_with_what_it_takes_up(report, one) for one in chosen)
    return tuple({one.end: one for one in whole}.values())


def _with_what_it_takes_up(report: ReportText, line: SelfLine) -> Citation:
    """« Enfin, il tire… » from the sentence of its block that names the report."""
    if line.names_the_report(line.text) or not line.takes_it_up:
        return line.citation
    start, end = line.citation.start, line.citation.end
    for part in report.parts:
        if part.start <= start < part.end:
            for begin, finish in reversed([span for span in part.sentences if span[0] < start]):
                if line.names_the_report(plain_text(part.text[begin - part.start : finish - part.start])):
                    return report.cite(begin, end) or line.citation
    return line.citation


def _answers(report: ReportText, ask: Ask, question: str) -> list[Citation]:
    answer = ask(question)
    if answer.status != "answered" or answer.confidence < LEAST_CONFIDENCE:
        return []
    return [one for one in answer.citations if one.document == report.record.id]


def _dated(report: ReportText, lines: Sequence[SelfLine]) -> Iterator[Citation]:
    """Its date of update; else what dates it on its cover, in a line of its beginning, or in a sentence on itself."""
    updated = next((chunk for chunk in report.chunks if chunk.label == UPDATED_LABEL), None)
    if updated and (citation := report.cite(updated.start, updated.end)):
        yield citation
        return
    cover = next((text for text in report.record.set_aside if text.reason == "cover" and _is_a_date(text.text)), None)
    if cover:
        yield _on_the_cover(report, cover)
        return
    for line in lines:
        short = len(line.text.split()) <= LONGEST_DATE_LINE and line.at < LEAST_FRONT / 4
        if (short and _is_a_date(line.text)) or (
            DATED.search(line.text) and (short or line.of_the_report) and _has_a_day(line.text)
        ):
            yield line.citation
            return
    yield from islice(_dates_on_the_title(report), 1)


def _dates_on_the_title(report: ReportText) -> Iterator[Citation]:
    """« Mars 2024 », where the lines of a title page were read as one paragraph."""
    first_section = start_of_sections(report)
    for part in report.parts:
        if part.kind == "paragraph" and part.start < first_section:
            for found in MONTH_AND_YEAR.finditer(part.text):
                if citation := report.cite(part.start + found.start(), part.start + found.end()):
                    yield citation


def _is_a_date(text: str) -> bool:
    """Whether the text is a date and little else: « Paris, le 3 mars 2015 », « Mars 2015 »."""
    return _has_a_day(text) and len(plain_text(text).split()) <= 5


def _has_a_day(text: str) -> bool:
    return any(day.year and day.month for day in Claims(text).days)


def _on_the_cover(report: ReportText, cover: SetAsideText) -> Citation:
    return Citation(
        id=1,
        document=report.record.id,
        section=[],
        page=cover.page,
        folio=None,
        start=cover.start,
        end=cover.end,
        quote=cover.text,
    )
