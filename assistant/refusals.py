"""A question that is not answered → a refusal that says what was searched, and why the answer is no."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.answer_kinds import asks_another_role
from assistant.passages import Passage
from assistant.questions import Question
from assistant.relevance import SIGNALS, ScoredSentence
from assistant.vocabulary import synonyms
from ingest.manifest import DocumentRecord
from ingest.terms import fold, stem, terms

Reason = Literal["absent", "not_answered", "out_of_scope"]

Language = Literal["fr", "en"]

EXPLANATIONS: dict[Language, dict[str, str]] = {
    "fr": {
        "after": "La question porte sur {asked}, après la date du document (mis à jour en {updated}).",
        "out_of_scope": "Cette question est hors du sujet du rapport : aucun de ses termes n'y figure.",
        "absent": "Le rapport ne le dit pas. Termes introuvables : {missing}. Termes présents : {present}.",
        "not_answered": "Le rapport emploie les termes de la question, mais aucune de ses phrases n'y répond.",
    },
    "en": {
        "after": "The question is about {asked}, after the date of the document (updated in {updated}).",
        "out_of_scope": "This question is outside the report's subject: none of its terms stands in it.",
        "absent": "The report does not say. Terms not found: {missing}. Terms present: {present}.",
        "not_answered": "The report uses the terms of the question, but none of its sentences answers it.",
    },
}
MOST_NEAREST = 3
MORE_WHEN_ABSENT = 0.6
YEAR = re.compile(r"\b(1[89]\d{2}|20\d{2})\b")


class NearestSection(BaseModel):
    """Where the report comes closest to the question."""

    model_config = ConfigDict(frozen=True)

    document: str
    section: list[str]
    page: int | None


class Refusal(BaseModel):
    """« The report does not say », with what allows to check it."""

    model_config = ConfigDict(frozen=True)

    reason: Reason
    explanation: str
    passages_searched: int
    terms: list[str]
    nearest: list[NearestSection]


def must_refuse(
    question: Question,
    ranked: Sequence[ScoredSentence],
    sureness: float,
    least: float,
    known: Callable[[str], bool],
) -> bool:
    """Whether the best sentence is no answer: too unlikely, or about something else than what is asked.

    `least` is the confidence asked of a question whose terms all stand in the index; it rises with the share
    that stands nowhere. Whatever the confidence, a question that names somebody or something unknown to the
    index is not answered, what is only said of a name does not answer what is asked of it, and a deputy is
    not the mayor.
    """
    if not ranked:
        return True
    signals = dict(zip(SIGNALS, ranked[0].signals, strict=True))
    return (
        sureness < least + MORE_WHEN_ABSENT * signals["terms_nowhere"]
        or not all(map(known, question.name_terms))
        or _only_names_in_common(question, ranked[0])
        or asks_another_role(question.text, ranked[0].text)
    )


def _only_names_in_common(question: Question, best: ScoredSentence) -> bool:
    """Whether the passage speaks of whom the question names, and of nothing else that it asks.

    « Où habite Mme X ? » is not answered by whatever is said of Mme X.
    """
    others = [term for term in question.terms if term not in question.name_terms]
    passage_terms = set(terms(best.passage.chunk.text_to_embed()))
    touched = any(term in passage_terms or synonyms(term) & passage_terms for term in others)
    return bool(question.names) and bool(others) and not touched


def refuse(
    question: Question,
    passages: Sequence[Passage],
    documents: Sequence[DocumentRecord],
    known: Callable[[str], bool],
    language: Language,
) -> Refusal:
    """Say no, for one of three reasons, with the words searched and the nearest sections."""
    present = [term for term in question.terms if known(term)]
    near = [term for term in question.terms if term not in present and any(map(known, synonyms(term)))]
    missing = [term for term in question.terms if term not in present and term not in near]
    words = {term: _word(term, question.text) for term in question.terms}
    searched = sum(document.passages for document in documents)
    after = _year_after(question, documents)
    reason: Reason = "out_of_scope" if after or not (present or near) else "absent" if missing else "not_answered"
    explanation = EXPLANATIONS[language]["after" if after else reason].format(
        asked=after and after[0],
        updated=after and after[1],
        missing=", ".join(words[term] for term in missing),
        present=", ".join(words[term] for term in [*present, *near]),
    )
    return Refusal(
        reason=reason,
        explanation=explanation,
        passages_searched=searched,
        terms=list(words.values()),
        nearest=[] if reason == "out_of_scope" and not after else _nearest(passages),
    )


def _word(term: str, text: str) -> str:
    """The word of the question that this stem comes from."""
    return next((word for word in re.findall(r"[^\W_]+", text) if term in (stem(word), *terms(word))), term)


def _year_after(question: Question, documents: Sequence[DocumentRecord]) -> tuple[str, str] | None:
    """(year asked, year of the last update) when every document is older than the year asked."""
    updated = [document.updated[:4] for document in documents if document.updated]
    asked = YEAR.findall(fold(question.text))
    if asked and updated and len(updated) == len(documents) and max(asked) > max(updated):
        return max(asked), max(updated)
    return None


def _nearest(passages: Sequence[Passage]) -> list[NearestSection]:
    seen: dict[tuple, NearestSection] = {}
    for passage in passages:
        chunk = passage.chunk
        if not chunk.label:
            key = (chunk.document_id, chunk.section, chunk.page)
            seen.setdefault(
                key, NearestSection(document=chunk.document_id, section=list(chunk.section), page=chunk.page)
            )
    return list(seen.values())[:MOST_NEAREST]
