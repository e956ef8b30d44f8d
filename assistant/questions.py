"""A standalone question → what it asks: its terms, the names it gives, and the kind of answer expected."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.answer_kinds import Expected, expected_kind
from assistant.errors import AssistantError
from assistant.vocabulary import ASKING_WORDS, SELF_REFERENCES
from ingest.terms import fold, terms

TOPIC_OPENING, TOPIC_MARK = "À propos de ", " : "
"""Around the topic that is named in front of a follow-up."""

LONGEST_QUESTION = 2000
"""Characters: beyond, it is a text and not a question."""


class QuestionError(AssistantError):
    """The question cannot be asked: it is empty, or a text too long to be a question."""


def checked(text: str) -> str:
    """The question without surrounding blanks; raises `QuestionError` with what to do."""
    question = " ".join(text.split())
    if not re.search(r"\w", question):
        raise QuestionError("La question est vide. Écrivez une question, par exemple « Qui a demandé ce rapport ? ».")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"La question est trop longue ({len(question)} caractères, {LONGEST_QUESTION} au plus). Résumez-la."
        )
    return question


@dataclass(frozen=True)
class Question:
    """A question that stands alone: what is embedded, what is counted, what is expected."""

    text: str
    terms: tuple[str, ...]
    names: frozenset[str]
    expected: Expected


def understand(text: str, corrected: Callable[[str], str] = lambda term: term) -> Question:
    """Read a standalone question; `corrected` maps a mistyped term to the one meant.

    The terms leave out the words that name the document itself and those that only ask.
    """
    counted = [corrected(term) for term in terms(text.removeprefix(TOPIC_OPENING))]
    topical = [term for term in counted if term not in SELF_REFERENCES]
    asked = [term for term in topical if term not in ASKING_WORDS]
    kept = tuple(dict.fromkeys(asked or topical or counted))
    return Question(text, kept, names_in(text), expected_kind(text.rsplit(TOPIC_MARK, 1)[-1]))


def names_in(text: str) -> frozenset[str]:
    """Proper names (capitals inside the sentence) and numbers of a text, folded, one word each."""
    text = text.removeprefix(TOPIC_OPENING)
    words = re.findall(r"[^\W_]+", text)
    first = words[0] if words else ""
    if text.isupper():
        return frozenset(word for word in words if word.isdigit())
    names = {fold(word) for word in words if word[0].isupper() and len(word) > 1 and word != first}
    return frozenset(names | {word for word in words if word.isdigit()})
