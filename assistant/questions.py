"""A standalone question → what it asks: its terms, the names it gives, and the kind of answer expected."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer_kinds import Expected, expected_kind
from assistant.errors import AssistantError
from assistant.spelling import in_full
from assistant.vocabulary import ASKING_WORDS, KIND_WORDS, SELF_REFERENCES
from ingest.terms import WORD, fold, in_figures, straight, terms, words

TOPIC_OPENING, ABOUT, TOPIC_MARK, FURTHER_MARK = "À propos", "About", " : ", " — "
"""Around the topic that is named in front of a follow-up; between a question and what is further asked of it."""

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


_REFERENCE = r"(le |ce |cette |la |l['’])(rapport|document|étude|texte|page)"
IN_THE_REPORT = re.compile(
    rf"[,\s]*\b(selon|d['’]après|dans|according to|in) ({_REFERENCE}|(the|this) (report|document|page|study))\b[,\s]*",
    re.IGNORECASE,
)
"""« selon le rapport »: it draws the vector of a question towards every sentence that speaks of the report."""

COUNTED = re.compile(r"\bcombien (?:y a-t-il )?(?:de |d['’ ])(.+)", re.IGNORECASE)
ENGLISH = frozenset(
    "the of and is are was were to for it its this that with by who whom what when where why how which whose do does "
    "did many much there any on in an".split()
)
FRENCH = frozenset(
    "le la les un une des du de et est sont par pour dans ce cette il elle qui que quoi quel quelle".split()
)


@dataclass(frozen=True)
class Question:
    """A question that stands alone: what is embedded, what is counted, what is expected.

    `names` are the proper names and numbers of the question, folded; `name_terms` their stems; `asked` is the
    term of what is asked about them (« coût » in « Combien coûte la ligne de Montvère ? »), None without any.
    `in_english`: its words are not those of a French report.
    """

    text: str
    terms: tuple[str, ...]
    names: frozenset[str]
    name_terms: frozenset[str]
    asked: str | None
    expected: Expected
    in_english: bool = False

    def text_to_embed(self) -> str:
        bare = IN_THE_REPORT.sub(" ", self.text).strip()
        return straight(bare if len(bare.split()) > 1 else self.text)


def understand(typed: str, corrected: Callable[[str], str] = lambda word: word) -> Question:
    """Read a standalone question; `corrected` maps a mistyped word to the one meant.

    The terms leave out the words that name the document itself and those that only ask.
    """
    text = in_full(typed)
    expected = expected_kind(re.split(f"{TOPIC_MARK}|{FURTHER_MARK}", text)[-1])
    counted = [term for word in words(_without_opening(text)) for term in terms(corrected(word))]
    topical = [term for term in counted if term not in SELF_REFERENCES]
    asked = [term for term in topical if term not in ASKING_WORDS | KIND_WORDS.get(expected, frozenset())]
    kept = tuple(dict.fromkeys(asked or topical or counted))
    names = _names_in(text)
    name_terms = frozenset(term for name in names for term in terms(corrected(name)))
    return Question(
        text=text,
        terms=kept,
        names=frozenset(map(fold, names)),
        name_terms=name_terms,
        asked=_counted(text, expected, kept) or next((term for term in kept if term not in name_terms), None),
        expected=expected,
        in_english=_is_in_english(text),
    )


def _counted(text: str, expected: Expected, kept: Sequence[str]) -> str | None:
    """What « combien de » counts, among the terms of the question."""
    found = COUNTED.search(text) if expected == "quantity" else None
    return next((term for term in terms(found[1]) if term in kept), None) if found else None


def _is_in_english(text: str) -> bool:
    words = {fold(word) for word in WORD.findall(text)}
    return len(words & ENGLISH) >= 2 and not words & FRENCH


def _without_opening(text: str) -> str:
    return text.removeprefix(TOPIC_OPENING).removeprefix(ABOUT)


def _names_in(text: str) -> list[str]:
    """Proper names (capitals inside the sentence) and numbers of a text, one word each."""
    words = WORD.findall(in_figures(_without_opening(text)))
    if text.isupper():
        return [word for word in words if word.isdigit()]
    first = words[0] if words else ""
    return [word for word in words if word.isdigit() or (word[0].isupper() and len(word) > 1 and word != first)]
