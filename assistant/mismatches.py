"""A question and a sentence close to it → the ways in which the sentence says nothing of what is asked.

Each was found by reading answers that were none; none is sure. A reader's confidence weighs them; without a reader
they refuse.
"""

import re
from collections.abc import Callable

from assistant.answer_kinds import ENTITY_KINDS, asks_another_role
from assistant.passages import Passage
from assistant.questions import Question
from assistant.vocabulary import synonyms
from ingest.terms import in_figures, term_set

MISMATCHES = ("name_unknown", "number_elsewhere", "another_role", "asked_untouched", "named_after")


def mismatches(question: Question, passage: Passage, number: int, known: Callable[[str], bool]) -> tuple[bool, ...]:
    """The values of `MISMATCHES` for the sentence `number` of the passage; `known`: whether the index has a term.

    The question names somebody that the index does not know; a number of it is not in the passage; its role is only
    given altered; nothing of what it asks is there besides a name; what it names is named only after the sentence.
    """
    start, end = passage.chunk.sentences[number]
    sentence = passage.chunk.text[start:end]
    return (
        not all(map(known, question.name_terms)),
        not _has_the_numbers_asked(question, passage),
        asks_another_role(question.text, sentence),
        not _touches_what_is_asked(question, passage, sentence),
        _names_only_after(question, passage, end),
    )


def _has_the_numbers_asked(question: Question, passage: Passage) -> bool:
    """Whether each number of the question stands in the passage: a figure of 2019 is no answer about 2022."""
    numbers = [name for name in question.names if name.isdigit()]
    text = in_figures(passage.chunk.text_to_embed()) if numbers else ""
    return all(re.search(rf"\b{number}\b", text) for number in numbers)


def _touches_what_is_asked(question: Question, passage: Passage, sentence: str) -> bool:
    """Whether the passage holds, by a synonym at least, something asked besides a name.

    « Où habite Mme X ? » is not answered by whatever is said of Mme X. Asked who, the very term of what is asked must
    be there: « qui préside » is not « qui assiste ». Asked how many, what is counted must be in the sentence.
    """
    if question.expected not in ENTITY_KINDS and not question.names:
        return True
    there = term_set(sentence if question.expected == "quantity" else passage.chunk.text_to_embed())
    wanted = [term for term in question.terms if term not in question.name_terms]
    if question.expected in ("person", "quantity"):
        wanted = wanted[:1]
    return not wanted or any(term in there or synonyms(term) & there for term in wanted)


def _names_only_after(question: Question, passage: Passage, until: int) -> bool:
    """Whether a figure, date or person is given before the passage has named whom or what the question names.

    The name may stand in the sentence, before it in its passage, or in the headings; only after it, the
    sentence speaks of something else.
    """
    if question.expected not in ENTITY_KINDS or not question.name_terms:
        return False
    chunk = passage.chunk
    said = term_set(" ".join([*chunk.section, passage.document.title or "", chunk.text[:until]]))
    return not all(term in said or synonyms(term) & said for term in question.name_terms)
