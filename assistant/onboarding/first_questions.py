"""A report and its inventory → questions to start from, each one answered by the assistant from the right place.

Candidates are made of the report's own headings, definitions, acronyms, figures, recommendations and people, in the
language that it is written in; each is asked, one after the other, until there are enough that are answered where
they should be.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from pydantic import BaseModel, ConfigDict

from assistant.answer import Answer
from assistant.claims import Claims
from assistant.inventory.acronyms import Acronym
from assistant.inventory.definitions import Definition
from assistant.inventory.entries import Entry
from assistant.inventory.inventory import Inventory
from assistant.inventory.report_text import ReportText
from assistant.onboarding.naming import asked_heading, asked_of_heading, what_is
from assistant.onboarding.outline import Section, every_section, outline_of
from assistant.onboarding.overview import overview
from assistant.onboarding.self_description import plain_text
from assistant.refusals import Language
from assistant.sentences import Citation
from ingest.terms import WORD, fold

Ask = Callable[[str], Answer]
Span = tuple[int, int]
MOST = 6
TRIES_FOR_EACH = 4
"""Each question asked costs a fifth of a second: a report where few are answered is given up."""
LEAST_CONFIDENCE = 0.3
ENGLISH_WORDS = frozenset("the of and to in is that for on with by are this was which from at be have".split())
FRENCH_WORDS = frozenset("le la les de des du et en un une est que pour dans qui sur par au aux ce".split())
WORDS_TO_TELL_A_LANGUAGE = 2000
RECOMMENDATION = re.compile(
    r"^(?P<kind>recommandation|proposition|préconisation|recommendation|proposal)\b", re.IGNORECASE
)
LARGE_FIGURE = re.compile(r"^\d[\d \u00a0\u202f.,]*(?:(?:millions?|milliards?)\b.*|[a-zà-ÿœ]+s\b.*)$")
LEAST_FIGURE = 1000
GENERIC: dict[Language, dict[str, tuple[str, ...]]] = {
    "fr": {
        "asked_by": ("Qui a demandé ce rapport ?", "Qui a confié la mission ?"),
        "purposes": ("Quels sont les objectifs du rapport ?",),
        "written_by": ("Qui est l'auteur du rapport ?", "À qui la mission a-t-elle été confiée ?"),
        "proposals": ("Quelles sont les propositions du rapport ?", "Quelles sont les recommandations du rapport ?"),
        "dated": ("Quand le document a-t-il été mis à jour ?", "Quelle est la date du rapport ?"),
    },
    "en": {
        "asked_by": ("Who requested this report?",),
        "purposes": ("What are the objectives of the report?",),
        "written_by": ("Who is the author of the report?",),
        "proposals": ("What does the report recommend?", "What are the recommendations of the report?"),
        "dated": ("When was the document updated?", "What is the date of the report?"),
    },
}
TEMPLATES: dict[Language, dict[str, str]] = {
    "fr": {
        "acronym": "Que veut dire {form} ?",
        "recommendation": "Que dit la {kind} n° {number} ?",
        "figure": "À quoi correspondent les {figure} ?",
        "person": "Qui est {name} ?",
    },
    "en": {
        "acronym": "What does {form} stand for?",
        "recommendation": "What does {kind} {number} say?",
        "figure": "What are the {figure}?",
        "person": "Who is {name}?",
    },
}


class StartingQuestion(BaseModel):
    """A question that the assistant answers, the section where the answer stands, and the sentence that answers."""

    model_config = ConfigDict(frozen=True)

    text: str
    section: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True)
class _Candidate:
    """A question that might be asked, and the spans of which one must hold its answer."""

    text: str
    spans: tuple[Span, ...]


def first_questions(
    report: ReportText, inventory: Inventory, ask: Ask, most: int = MOST, language: Language | None = None
) -> list[StartingQuestion]:
    """Questions on the whole report; `language` is the report's own where None."""
    language = language or language_of(report)
    said = overview(report, inventory, language=language)
    places = {line: _spans(getattr(said, line)) for line in GENERIC[language]}
    places["proposals"] += _spans(said.announced)
    generic = {line: [_Candidate(text, places[line]) for text in texts] for line, texts in GENERIC[language].items()}
    definitions, *others = _own_candidates(report, inventory, language, None)
    definition = next(definitions, None)
    opening = [generic["asked_by"], [definition] if definition else [], generic["purposes"]]
    closing = [generic["proposals"], generic["written_by"], generic["dated"]]
    own = [one for turn in zip_longest(others[0], definitions, *others[1:]) for one in turn if one]
    groups = [*opening, *([one] for one in own[: most // 2]), *closing, *([one] for one in own[most // 2 :])]
    return list(islice(_answered(report, groups, ask, most), most))


def questions_of_section(
    report: ReportText,
    inventory: Inventory,
    sections: Sequence[Section],
    ask: Ask,
    most: int = 2,
    language: Language | None = None,
) -> list[StartingQuestion]:
    """Questions that a section answers, or several that follow each other."""
    within = (sections[0].start, sections[-1].end)
    kinds = _own_candidates(report, inventory, language or language_of(report), within)
    groups = [[one] for turn in zip_longest(*kinds) for one in turn if one]
    return list(islice(_answered(report, groups, ask, most), most))


def language_of(report: ReportText) -> Language:
    """The language that most of the small words of its beginning are of."""
    english = french = 0
    for part in report.parts:
        words = [fold(word) for word in WORD.findall(part.text)]
        english += sum(word in ENGLISH_WORDS for word in words)
        french += sum(word in FRENCH_WORDS for word in words)
        if english + french > WORDS_TO_TELL_A_LANGUAGE:
            break
    return "en" if english > french else "fr"


def _own_candidates(
    report: ReportText, inventory: Inventory, language: Language, within: Span | None
) -> list[Iterator[_Candidate]]:
    """What is made of the report's own words, a kind each, the definitions first."""

    def inside(citation: Citation) -> bool:
        return within is None or within[0] <= citation.start < within[1]

    entries = [entry for entry in inventory.entries if inside(entry.citation)]
    return [
        _of_definitions(report, [one for one in inventory.definitions if inside(one.citation)], language),
        _of_recommendations([one for one in entries if one.kind == "recommendations"], language),
        _of_headings(report, within, language),
        _of_acronyms([one for one in inventory.acronyms if inside(one.citation)], language),
        _of_people([one for one in entries if one.kind == "people"], language),
        _of_figures([one for one in entries if one.kind == "figures"], language),
    ]


def _of_definitions(report: ReportText, definitions: Sequence[Definition], language: Language) -> Iterator[_Candidate]:
    """Those of the title first, then the terms that the report says most."""
    title = fold(report.record.title or "")
    said = plain_text("\n".join(part.text for part in report.parts if part.kind != "code"))
    by_use = sorted(definitions, key=lambda one: (fold(one.term) not in title, -said.count(fold(one.term))))
    for one in by_use:
        heading = asked_heading(one.citation.section[-1]) if one.citation.section else None
        asked = heading if heading and fold(one.term) in fold(heading) else None
        if asked is None and not one.term.isupper():
            asked = what_is(one.term, one.citation.quote, said, language)
        if asked:
            yield _Candidate(asked, _spans([one.citation, *one.completes]))


def _of_recommendations(entries: Sequence[Entry], language: Language) -> Iterator[_Candidate]:
    for entry in entries:
        kind = RECOMMENDATION.match(entry.citation.quote)
        if kind and entry.number:
            text = TEMPLATES[language]["recommendation"].format(kind=kind["kind"].lower(), number=entry.number)
            yield _Candidate(text, _spans([entry.citation]))


def _of_headings(report: ReportText, within: Span | None, language: Language) -> Iterator[_Candidate]:
    for section in every_section(outline_of(report, language).sections):
        if within is None or within[0] <= section.start < within[1]:
            asked = asked_heading(section.title) or asked_of_heading(section.title, language)
            if asked:
                yield _Candidate(asked, ((section.start, section.end),))


def _of_acronyms(acronyms: Sequence[Acronym], language: Language) -> Iterator[_Candidate]:
    for one in acronyms:
        if one.expansion:
            yield _Candidate(TEMPLATES[language]["acronym"].format(form=one.form), _spans([one.citation]))


def _of_figures(entries: Sequence[Entry], language: Language) -> Iterator[_Candidate]:
    """The largest counts: of « 17 communes » one would not ask what they are."""
    for entry in sorted(entries, key=lambda one: one.key, reverse=True):
        value = Claims(entry.label).numbers
        if value and value[0].value >= LEAST_FIGURE and LARGE_FIGURE.match(entry.label):
            yield _Candidate(TEMPLATES[language]["figure"].format(figure=entry.label), _spans([entry.citation]))


def _of_people(entries: Sequence[Entry], language: Language) -> Iterator[_Candidate]:
    """Those of whom the report says what they are."""
    for entry in entries:
        name, _, role = entry.label.partition(",")
        if role.strip() and len(name.split()) > 1 and not any(word.isupper() for word in name.split()):
            yield _Candidate(TEMPLATES[language]["person"].format(name=name), _spans([entry.citation]))


def _answered(
    report: ReportText, groups: Iterable[Sequence[_Candidate]], ask: Ask, most: int
) -> Iterator[StartingQuestion]:
    """The first of each group that is answered where it should be, no answer given twice."""
    tries = most * TRIES_FOR_EACH
    asked: set[str] = set()
    for group in groups:
        for candidate in group:
            if not candidate.spans or fold(candidate.text) in asked:
                continue
            if tries == 0:
                return
            tries -= 1
            asked.add(fold(candidate.text))
            citation = _answer_in_place(report, candidate, ask)
            if citation:
                yield StartingQuestion(text=candidate.text, section=tuple(citation.section), citation=citation)
                break


def _answer_in_place(report: ReportText, candidate: _Candidate, ask: Ask) -> Citation | None:
    """The citation that answers, when the answer opens with it or is mostly made of such."""
    answer = ask(candidate.text)
    if answer.status != "answered" or answer.confidence < LEAST_CONFIDENCE:
        return None
    right = [one for one in answer.citations if one.document == report.record.id and _within(one, candidate.spans)]
    if not right or (right[0] != answer.citations[0] and 2 * len(right) <= len(answer.citations)):
        return None
    return right[0]


def _within(citation: Citation, spans: Iterable[Span]) -> bool:
    return any(start < citation.end and citation.start < end for start, end in spans)


def _spans(citations: Iterable[Citation]) -> tuple[Span, ...]:
    return tuple((one.start, one.end) for one in citations)
