"""Scored sentences → the statements of the answer, verbatim, each with the citation that proves it."""

import re
from collections.abc import Callable, Sequence

from pydantic import BaseModel, ConfigDict

from assistant.answer_kinds import ENTITY_KINDS
from assistant.enumerations import Told, announced_at, enumeration_around, told_in_section
from assistant.questions import Question
from assistant.relevance import CLOSE_BEHIND, ScoredSentence
from assistant.vocabulary import synonyms
from ingest.chunks import Chunk
from ingest.terms import term_set
from ingest.voices import Voice

MOST_STATEMENTS = 5
CHUNKS_AROUND = 8
"""Of a section that goes on for pages: how far from the best sentence its enumeration is looked for."""
WEIGHTY_SHARE, DECISIVE_SHARE = 0.3, 0.5
CONTINUES = re.compile(
    r"^(il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|ce dernier|cette dernière|les? (deux |trois |quatre )?"
    r"(premi|deuxi|second|troisi|derni)\w+|enfin|ensuite|puis|en outre|de plus|par ailleurs|d['’]une part|"
    r"d['’]autre part)\b",
    re.IGNORECASE,
)
ENUMERATES = re.compile(r"\b(plusieurs|suivante?s?)\b|:\s*$", re.IGNORECASE)
ENDS_ANNOUNCING = re.compile(r":\s*$")
GOES_ON = re.compile(r"\b(également|aussi|enfin|ensuite|puis|lui|leur|ces|cette|son|sa|ses)\b", re.IGNORECASE)


Place = tuple[Chunk, int]
"""A sentence: its chunk and its number there."""


class Citation(BaseModel):
    """A place in a document: `quote` is exactly the extracted text from `start` to `end`.

    `page` counts from 1 in the file, `folio` is the page as printed; `boxes` are (page, left, top, right, bottom) in
    points from the top left corner, one a printed line. `voice` is who speaks there.
    """

    model_config = ConfigDict(frozen=True)

    id: int
    document: str
    section: list[str]
    page: int | None
    folio: str | None
    start: int
    end: int
    quote: str
    voice: Voice = "author"
    boxes: list[tuple[int, float, float, float, float]] = []


class Statement(BaseModel):
    """One sentence of the answer, the ids of its citations, and whether the check of its proof passed."""

    model_config = ConfigDict(frozen=True)

    text: str
    citations: list[int]
    verified: bool


def choose_sentences(
    question: Question,
    ranked: Sequence[ScoredSentence],
    weight: Callable[[str], float],
    section: Callable[[Chunk], Sequence[Chunk]],
) -> list[Place]:
    """The best sentence and what completes it, in the report's order: (chunk, number of the sentence in it).

    An enumeration is quoted whole, from the chunks of its section, which `section` gives. Else the best sentence is
    completed, in its passage, by the sentences that answer as well, by the one that holds a weighty term of the
    question which the best lacks, and by those that carry an enumeration on.
    """
    best = ranked[0]
    chunk = best.passage.chunk
    in_one_sentence = question.expected in ENTITY_KINDS and not ENDS_ANNOUNCING.search(best.text)
    told = [] if in_one_sentence or chunk.label else _told_around(chunk, section(chunk))
    if enumerated := _enumerated(question, best, told):
        return enumerated
    if question.expected in ENTITY_KINDS or chunk.label:
        return [(chunk, best.number)]
    passage = [sentence for sentence in ranked if sentence.passage.chunk.id == chunk.id]
    chosen = {best.number: best}
    for sentence in passage[1:]:
        brought = _brought(question, best, sentence, weight)
        if best.score - sentence.score <= CLOSE_BEHIND or brought >= WEIGHTY_SHARE:
            chosen[sentence.number] = sentence
        if brought >= DECISIVE_SHARE and question.expected == "list" and best.score - sentence.score <= CLOSE_BEHIND:
            chosen.pop(best.number, None)
    if question.expected == "list":
        for sentence in list(chosen.values()):
            if announced := _enumerated(question, sentence, told):
                return [*((chunk, number) for number in sorted(chosen) if number < announced[0][1]), *announced]
            if ENUMERATES.search(sentence.text):
                chosen |= {one.number: one for one in _rest_of_enumeration(sentence, passage)}
    return [(chunk, number) for number in sorted(chosen)][:MOST_STATEMENTS]


def _told_around(chunk: Chunk, section: Sequence[Chunk]) -> list[Told]:
    """The sentences of the section near the chunk, in order."""
    in_order = sorted(section, key=lambda one: one.start)
    here = next((number for number, one in enumerate(in_order) if one.id == chunk.id), 0)
    return told_in_section(in_order[max(0, here - CHUNKS_AROUND) : here + CHUNKS_AROUND + 1])


def _enumerated(question: Question, sentence: ScoredSentence, told: Sequence[Told]) -> list[Place]:
    """The enumeration that the sentence announces, or is of where several things are asked; empty without any."""
    here = (number for number, one in enumerate(told) if (one.chunk.document_id, one.start) == sentence.place)
    position = next(here, None)
    if position is None:
        return []
    found = enumeration_around(told, position) if question.expected == "list" else announced_at(told, position)
    return [(one.chunk, one.number) for one in found]


def _brought(question: Question, best: ScoredSentence, other: ScoredSentence, weight: Callable[[str], float]) -> float:
    """The share of the question's weight that stands in the other sentence, if by a synonym, and not in the best."""
    in_best, in_other = term_set(best.text), term_set(other.text)
    found = [term for term in question.terms if term not in in_best and ({term} | synonyms(term)) & in_other]
    return sum(map(weight, found)) / (sum(map(weight, question.terms)) or 1.0)


def _rest_of_enumeration(opening: ScoredSentence, passage: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """The sentences after the opening one in its passage, as long as they carry the enumeration on."""
    carried = []
    for follower in sorted(passage, key=lambda sentence: sentence.number):
        if follower.number <= opening.number:
            continue
        if not (CONTINUES.match(follower.text) or GOES_ON.search(follower.text)):
            break
        carried.append(follower)
    return carried


def cite(chosen: Sequence[Place]) -> list[Citation]:
    """The citations of the chosen sentences, numbered from 1 in their order."""
    return [citation_of(chunk, sentence, number) for number, (chunk, sentence) in enumerate(chosen, start=1)]


def citation_of(chunk: Chunk, sentence: int, number: int) -> Citation:
    """The citation of one sentence of a chunk, with `number` as its id."""
    start, end = chunk.sentences[sentence]
    return citation_between(chunk, chunk.start + start, chunk.start + end, number)


def citation_between(chunk: Chunk, start: int, end: int, number: int = 1) -> Citation:
    """The citation of the document's characters `start` to `end`, which stand in this chunk."""
    places = chunk.places_of(start, end)
    return Citation(
        id=number,
        document=chunk.document_id,
        section=list(chunk.section),
        page=places[0].page if places else None,
        folio=places[0].folio if places else None,
        start=start,
        end=end,
        quote=chunk.text[start - chunk.start : end - chunk.start],
        voice=chunk.voice,
        boxes=[(place.page, *place.box) for place in places],
    )
