"""A question and a sentence close to it → the ways in which the sentence says nothing of what is asked.

Each was found by reading answers that were none; none is sure. A reader's confidence weighs them; without a reader
they refuse.
"""

import re
from collections.abc import Callable

from assistant.answer_kinds import ENTITY_KINDS, asks_another_role, asks_the_role_elsewhere
from assistant.passages import Passage
from assistant.questions import Question
from assistant.vocabulary import is_a_word, is_among, synonyms
from ingest.terms import WORD, fold, in_figures, straight, term_set

SHORTEST_OF_A_FAMILY = 6
MOST_ASKED_FOR = 20
TAKEN_UP = re.compile(
    r"\b(?:[Oo]n en|[Nn]ous en|[Ii]ls?|[Ee]lles?|[Cc]eux-ci|[Cc]elles-ci|d['’]entre (?:elles|eux)|en)\b"
)
ASKS_A_NAME = re.compile(
    r"\b(?:comment (?:s'appel\w+|se nomm\w+)|(?:quel est|quels sont|quel etait|donne\w*(?:-moi)?) (?:le |les )?noms?)\b"
    r"(?! (?:de )?(?:l'|la |le |les )?(?:activite|action|fait|processus|formation|phenomene|technique|methode|oeuvre))"
)
GIVES_A_NAME = re.compile(
    r"«[^»]+»|“[^”]+”|\b[A-ZÀ-Ý][\w’'-]*[a-zà-ÿ0-9][\w’'-]*|\b[A-ZÀ-Ý]{2,}\b|"
    r"\b(?:appel|nomm|baptis|surnomm|dénomm|intitul)(?:é|ée|és|ées|ent|e)\b \w+"
)
MISMATCHES = ("name_unknown", "number_elsewhere", "another_role", "asked_untouched", "named_after")


def mismatches(question: Question, passage: Passage, number: int, known: Callable[[str], bool]) -> tuple[bool, ...]:
    """The values of `MISMATCHES` for the sentence `number` of the passage; `known`: whether the index has a term.

    The question names somebody that the index does not know; a number of it is not in the passage; its role is only
    given altered, or of another body; nothing of what it asks is there besides a name; what it names is named only
    after the sentence.
    """
    start, end = passage.chunk.sentences[number]
    sentence = passage.chunk.text[start:end]
    return (
        not all(map(known, question.name_terms)),
        not _has_the_numbers_asked(question, passage),
        asks_another_role(question.text, sentence)
        or asks_the_role_elsewhere(question.text, sentence, passage.chunk.text_to_embed()),
        not _touches_what_is_asked(question, passage, number),
        _names_only_after(question, passage, end),
    )


def _has_the_numbers_asked(question: Question, passage: Passage) -> bool:
    """Whether each number of the question stands in the passage: a figure of 2019 is no answer about 2022.

    « Les cinq fichiers » only says how many things are asked for.
    """
    counts = MOST_ASKED_FOR if question.expected == "list" else 0
    numbers = [name for name in question.names if name.isdigit() and int(name) > counts]
    text = in_figures(passage.chunk.text_to_embed()) if numbers else ""
    return all(re.search(rf"\b{number}\b", text) for number in numbers)


def _touches_what_is_asked(question: Question, passage: Passage, number: int) -> bool:
    """Whether the passage holds, by a synonym or a word of its family, something asked besides a name.

    « Où habite Mme X ? » is not answered by whatever is said of Mme X. Asked who, the very term of what is asked must
    be there: « qui préside » is not « qui assiste ». Asked how many, what is counted must be in the sentence, or in the
    one before where it is taken up (« On en dénombre 57 »). Words in English tell nothing of that.
    """
    if question.in_english or (question.expected not in ENTITY_KINDS and not question.names):
        return True
    wanted = [term for term in question.terms if term not in question.name_terms]
    there = term_set(passage.chunk.text_to_embed())
    if question.expected == "quantity":
        texts = passage.chunk.sentence_texts()
        takes_up = number > 0 and TAKEN_UP.search(texts[number])
        there = term_set(texts[number]) | (term_set(texts[number - 1]) if takes_up else frozenset())
        wanted = [question.asked] if question.asked in wanted else wanted[:1]
    elif question.expected == "person":
        wanted = wanted[:1]
    return not wanted or any(is_among(term, there, SHORTEST_OF_A_FAMILY) for term in wanted)


def lacks_the_name_asked(question: Question, passage: Passage, number: int) -> bool:
    """Whether it is asked how somebody or something is called, and the sentence gives no name but the question's own.

    The document's title is its name.
    """
    if passage.chunk.label or not ASKS_A_NAME.search(fold(straight(question.text))):
        return False
    sentence = passage.chunk.sentence_texts()[number]
    given = [one[0] for one in GIVES_A_NAME.finditer(sentence) if one.start() > 0 or not is_a_word(one[0].lower())]
    named = question.names | {fold(word) for word in WORD.findall(question.text)}
    return all({fold(word) for word in WORD.findall(name)} <= named for name in given)


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
