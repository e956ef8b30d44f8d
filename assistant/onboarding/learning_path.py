"""A report and its inventory → a path of about fifteen minutes through it, section by section, in its own words."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
from pydantic import BaseModel, ConfigDict

from assistant.inventory.acronyms import Acronym
from assistant.inventory.definitions import Definition
from assistant.inventory.entries import Entry
from assistant.inventory.inventory import Inventory
from assistant.inventory.report_text import ReportText
from assistant.onboarding.central_sentences import CentralSentences, Span
from assistant.onboarding.outline import (
    WORDS_A_MINUTE,
    Outline,
    Section,
    Structure,
    every_section,
    minutes_for,
    outline_of,
)
from assistant.onboarding.weighty_sections import (
    LEAST_WORDS,
    grouped,
    is_beside_the_report,
    parted,
    shares_of,
    weightiest,
)
from assistant.onboarding.worth_showing import most_said_terms, paragraphs_of, telling_figures
from assistant.refusals import Language
from assistant.sentences import Citation

MINUTES = 15
MOST_SENTENCES, MOST_SENTENCES_WITHOUT_READING_ON = 8, 12
"""Few; more where no part of the section is short enough to be read on in the step's time."""
MOST_RECOMMENDATIONS = MOST_ACRONYMS = 3
MOST_BEYOND_ITS_SHARE = 2
FIRST_BLOCKS = 3
SHARE_OF_SENTENCES = 0.6
"""Of a step's words; definitions, figures and recommendations have the rest, and give back what they do not take."""
NOTICES: dict[Language, dict[str, str]] = {
    "fr": {
        "pages": "Ce rapport n'a pas de titres qui le partagent : le parcours suit ses pages.",
        "parts": "Ce rapport n'a pas de titres qui le partagent : le parcours suit son texte, d'un bout à l'autre.",
        "short": "Ce rapport est court : le parcours le fait lire presque en entier, en {minutes} minutes environ.",
        "very short": "Ce rapport est très court : le parcours le fait lire presque en entier, en une minute.",
        "nothing": "Aucune phrase de ce rapport ne se comprend seule : le parcours n'en donne que le plan.",
    },
    "en": {
        "pages": "No headings part this report: the path follows its pages.",
        "parts": "No headings part this report: the path follows its text, from end to end.",
        "short": "This report is short: the path has nearly all of it read, in about {minutes} minutes.",
        "very short": "This report is very short: the path has nearly all of it read, in a minute.",
        "nothing": "No sentence of this report is understood alone: the path only gives its outline.",
    },
}


class Step(BaseModel):
    """One section of the path, or short ones that follow each other; `key` stays the same for the same document.

    `passages` are verbatim, in the report's order: the paragraphs of sections read `whole`, else the central
    sentences. `read_on` is what to read next in the report itself, within the step's time. `minutes` counts both;
    `section_minutes` is what the whole would take. `recommendations_in_all` counts those of the section, of which
    `recommendations` shows the first.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    number: int
    sections: tuple[Section, ...]
    passages: tuple[Citation, ...]
    whole: bool
    definitions: tuple[Definition, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    figures: tuple[Entry, ...] = ()
    recommendations: tuple[Entry, ...] = ()
    recommendations_in_all: int = 0
    read_on: Section | None = None
    words: int
    section_words: int

    @property
    def minutes(self) -> float:
        return minutes_for(self.words)

    @property
    def section_minutes(self) -> float:
        return minutes_for(self.section_words)

    @property
    def section(self) -> Section:
        """The section that the step opens with."""
        return self.sections[0]


class LearningPath(BaseModel):
    """The steps in the report's order, and the sections that were left out of them; `notices` say what there is not."""

    model_config = ConfigDict(frozen=True)

    document: str
    version: str
    steps: tuple[Step, ...]
    left_out: tuple[Section, ...]
    minutes: float
    report_minutes: float
    structure: Structure
    notices: tuple[str, ...]


def learning_path(
    report: ReportText,
    inventory: Inventory,
    vectors: Mapping[str, np.ndarray] | None = None,
    minutes: int = MINUTES,
    language: Language = "fr",
) -> LearningPath:
    """The path through one report; `vectors` are those that the index has of its sentences, None to do without."""
    outline = outline_of(report, language)
    central = CentralSentences(report, vectors)
    words = minutes * WORDS_A_MINUTE
    short = outline.words <= words
    sections = list(outline.sections) if short else parted(outline.sections)
    groups = grouped(sections) if short else [[one] for one in weightiest(sections, central)]
    shares = shares_of([sum(one.words for one in group) for group in groups], words)
    made = [
        _step(report, inventory, central, group, share, number)
        for number, (group, share) in enumerate(zip(groups, shares, strict=True), start=1)
    ]
    # What some sections did not take lets others be read whole, the shortest first.
    left = words - sum(step.words for step in made)
    for step in sorted(made, key=lambda one: one.section_words):
        near = step.section_words <= MOST_BEYOND_ITS_SHARE * shares[step.number - 1]
        if not step.whole and near and step.section_words - step.words <= left:
            left -= step.section_words - step.words
            made[step.number - 1] = _step(report, inventory, central, step.sections, step.section_words, step.number)
    known = {section.key for group in groups for section in group}
    total = outline.minutes if short else minutes_for(sum(step.words for step in made))
    return LearningPath(
        document=report.record.id,
        version=report.record.version,
        steps=tuple(made),
        left_out=tuple(section for section in sections if section.key not in known),
        minutes=total,
        report_minutes=outline.minutes,
        structure=outline.structure,
        notices=tuple(_notices(outline, made, short, language)),
    )


def _step(
    report: ReportText,
    inventory: Inventory,
    central: CentralSentences,
    sections: Sequence[Section],
    words: int,
    number: int,
) -> Step:
    start, end = sections[0].start, sections[-1].end
    in_all = sum(one.words for one in sections)
    defined = [one for one in inventory.definitions if start <= one.citation.start < end]
    definitions = most_said_terms(defined, report, start, end)
    acronyms = [one for one in inventory.acronyms if one.expansion and start <= one.citation.start < end]
    entries = [entry for entry in inventory.entries if start <= entry.citation.start < end]
    recommendations = [entry for entry in entries if entry.kind == "recommendations"]
    shown = recommendations[:MOST_RECOMMENDATIONS]
    figures = telling_figures([entry for entry in entries if entry.kind == "figures"])
    whole = in_all <= words
    read_on = None
    if whole:
        passages = list(paragraphs_of(report, start, end, in_all))
        read = in_all
    else:
        beside = [*(one.citation for one in definitions), *(one.citation for one in [*shown, *figures])]
        length = _length(beside)
        taken: list[Span] = [(one.start, one.end) for one in beside]
        room = max(words - length, int(words * SHARE_OF_SENTENCES))
        passages = central.chosen(start, end, room, MOST_SENTENCES, taken)
        read_on = _read_on(sections, central, words - length - _length(passages))
        if read_on is None:
            passages = central.chosen(start, end, room, MOST_SENTENCES_WITHOUT_READING_ON, taken)
        # A section of lists or fragments has no such sentence: it opens with what stands there.
        passages = passages or list(islice(paragraphs_of(report, start, end, room), FIRST_BLOCKS))
        read = length + _length(passages)
        read += read_on.words if read_on else 0
    first = sections[0]
    return Step(
        key=f"{report.record.version}/{first.key}{'-' if first.opens else ''}",
        number=number,
        sections=tuple(sections),
        passages=tuple(passages),
        whole=whole,
        definitions=tuple(definitions),
        acronyms=tuple(acronyms[:MOST_ACRONYMS]),
        figures=tuple(figures),
        recommendations=tuple(shown),
        recommendations_in_all=len(recommendations),
        read_on=read_on,
        words=read,
        section_words=in_all,
    )


def _length(citations: Sequence[Citation]) -> int:
    return sum(len(one.quote.split()) for one in citations)


def _read_on(sections: Sequence[Section], central: CentralSentences, words: int) -> Section | None:
    """The part nearest to what the report speaks of among those that can be read in so many words; None without one."""
    parts = [one for one in every_section(sections) if not one.parts and LEAST_WORDS <= one.words <= words]
    parts = [one for one in parts if not is_beside_the_report(one)]
    telling = [one for one in parts if central.between(one.start, one.end)]
    return max(telling, key=lambda one: central.centrality(one.start, one.end) * one.words**0.25, default=None)


def _notices(outline: Outline, steps: Sequence[Step], short: bool, language: Language) -> Iterator[str]:
    if outline.structure != "headings":
        yield NOTICES[language][outline.structure]
    if short:
        minutes = round(outline.minutes)
        yield NOTICES[language]["short" if minutes > 1 else "very short"].format(minutes=minutes)
    if not any(step.passages for step in steps):
        yield NOTICES[language]["nothing"]
