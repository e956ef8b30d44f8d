"""A question that is not answered → a refusal that says what was searched, and why the answer is no."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer

from assistant.answer_kinds import ENTITY_KINDS
from assistant.mismatches import lacks_the_name_asked, mismatches
from assistant.passages import Passage
from assistant.questions import Question
from assistant.relevance import SIGNALS, ScoredSentence
from assistant.sentences import Citation
from assistant.vocabulary import ASKING_WORDS, synonyms
from ingest.manifest import DocumentRecord
from ingest.terms import WORD, fold, stem, terms

Reason = Literal["absent", "not_answered", "out_of_scope"]

Language = Literal["fr", "en"]

EXPLANATIONS: dict[Language, dict[str, str]] = {
    "fr": {
        "after": "La question porte sur {asked}, après la date du document (mis à jour en {updated}).",
        "out_of_scope": "Cette question est hors du sujet du rapport : aucun de ses termes n'y figure.",
        "absent": "Le rapport ne le dit pas. Termes introuvables : {missing}. Termes présents : {present}.",
        "not_answered": "Le rapport emploie ces termes, ou des termes voisins, mais aucune de ses phrases n'y répond.",
        "supposed": "La question suppose ce que le rapport ne dit pas ({missing}). Voici ce qu'il dit.",
    },
    "en": {
        "after": "The question is about {asked}, after the date of the document (updated in {updated}).",
        "out_of_scope": "This question is outside the report's subject: none of its terms stands in it.",
        "absent": "The report does not say. Terms not found: {missing}. Terms present: {present}.",
        "not_answered": "The report uses these terms, or near ones, but none of its sentences answers.",
        "supposed": "The question supposes what the report does not say ({missing}). Here is what it says.",
    },
}
MOST_NEAREST = 3
MORE_WHEN_ABSENT, SURE = 0.6, 0.7
NONE_KNOWN = 0.999
"""Share of the question, by weight, that stands nowhere: all of it, rounding apart."""
SMALL_WORDS = r"de la|de l['’]|du|des|de|d['’]|à la|à l['’]|au|aux|à|en|les?|la|l['’]|une?|of|the|for|in"
WHICH_WITHOUT_A_NOUN = re.compile(r"^quel(?:le)?s? (?=(?:a|ont|est|sont|avait|fut|était|doit|peut) )", re.IGNORECASE)
YEAR = re.compile(r"\b(1[89]\d{2}|20\d{2})\b")


class NearestSection(BaseModel):
    """Where the report comes closest to the question."""

    model_config = ConfigDict(frozen=True)

    document: str
    section: list[str]
    page: int | None


class Refusal(BaseModel):
    """« The report does not say », with what allows to check it.

    `correction` is what the report says instead, when the question supposes something that it does not.
    """

    model_config = ConfigDict(frozen=True)

    reason: Reason
    explanation: str
    passages_searched: int
    terms: list[str]
    nearest: list[NearestSection]
    correction: Citation | None = None

    @model_serializer(mode="wrap")
    def _without_an_empty_correction(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in written(self).items() if key != "correction" or value is not None}


def asks_of_another(question: Question, best: ScoredSentence, known: Callable[[str], bool]) -> bool:
    """Whether the question is about a name, a number or a role that is not there: no confidence outweighs that."""
    return _of_another(mismatches(question, best.passage, best.number, known))


def _of_another(found: Sequence[bool]) -> bool:
    unknown, elsewhere, altered, *_ = found
    return unknown or elsewhere or altered


def must_refuse(
    question: Question,
    ranked: Sequence[ScoredSentence],
    sureness: float,
    least: float,
    known: Callable[[str], bool],
) -> bool:
    """Whether the best sentence is no answer: too unlikely, or about something else than what is asked.

    `least` is the confidence asked. « Et pourquoi ? » alone asks nothing, nor « Bonjour », of whose words none is in
    the index. A name, a number or a role that is not there refuses in any case. A reader's confidence has weighed the
    other mismatches; below `SURE`, a sentence without what is asked or without its kind refuses too. Without a reader
    all do, and `least` rises with the share of the question that stands nowhere.
    """
    if not ranked or ASKING_WORDS.issuperset(question.terms):
        return True
    best = ranked[0]
    nowhere = best.signals[SIGNALS.index("terms_nowhere")]
    found = mismatches(question, best.passage, best.number, known)
    if nowhere >= NONE_KNOWN or _of_another(found):
        return True
    *_, untouched, after = found
    if best.passage.answer_logits:
        without_its_kind = question.expected != "date" and best.signals[SIGNALS.index("entity_not_found")] > 0
        about_another = untouched and question.expected in ENTITY_KINDS
        in_doubt = without_its_kind or about_another or lacks_the_name_asked(question, best.passage, best.number)
        return sureness < (max(least, SURE) if in_doubt else least)
    least += MORE_WHEN_ABSENT * nowhere
    return (
        sureness < least
        or (untouched and (sureness < SURE or question.expected in ENTITY_KINDS))
        or (after and sureness < SURE)
    )


def refuse(
    question: Question,
    passages: Sequence[Passage],
    documents: Sequence[DocumentRecord],
    known: Callable[[str], bool],
    language: Language,
    correction: Citation | None = None,
) -> Refusal:
    """Say no, for one of three reasons, with the words searched, the nearest sections, and the correction if any."""
    present = [term for term in question.terms if known(term)]
    near = [term for term in question.terms if term not in present and any(map(known, synonyms(term)))]
    missing = [term for term in question.terms if term not in present and term not in near]
    words = {term: _word(term, question.text) for term in question.terms}
    searched = sum(document.passages for document in documents)
    after = _year_after(question, documents)
    reason: Reason = "out_of_scope" if after or not (present or near) else "absent" if missing else "not_answered"
    said = "supposed" if correction else "after" if after else reason
    explanation = EXPLANATIONS[language][said].format(
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
        correction=correction,
    )


def without_what_is_unknown(question: Question, known: Callable[[str], bool]) -> str | None:
    """The question less the words that stand nowhere in the index, with the small words before them.

    « Quel ministre de la Santé a commandé le rapport ? » → « Quel ministre a commandé le rapport ? ». None when
    nothing is unknown, when what is asked is (a budget, if the report knows none; but who did it may be told, whatever
    the question calls them), or when no more than names would be left to ask about.
    """
    unknown = {term for term in question.terms if not known(term) and not any(map(known, synonyms(term)))}
    left = [term for term in question.terms if term not in unknown and term not in question.name_terms]
    if not unknown or not left or (question.asked in unknown and question.expected != "person"):
        return None
    text = question.text
    for word in WORD.findall(text):
        if stem(word) in unknown:
            text = re.sub(rf"(?:\b(?:{SMALL_WORDS})\s*)*\b{word}\b", "", text)
    text = " ".join(text.split())
    return WHICH_WITHOUT_A_NOUN.sub("Qui ", text) if question.expected == "person" else text


def _word(term: str, text: str) -> str:
    """The word of the question that this stem comes from."""
    return next((word for word in WORD.findall(text) if term in terms(word)), term)


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
