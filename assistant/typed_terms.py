"""What somebody typed to look a term up → the term in it, and the words of the reports that a mistyped one may be."""

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from assistant.errors import AssistantError
from assistant.inventory.plain import ARTICLE, NAMING, plain
from assistant.questions import IN_THE_REPORT
from assistant.spelling import in_full
from assistant.vocabulary import is_a_word
from ingest.terms import fold

LONGEST_TYPED = 200
"""Characters: beyond, it is a text and not a term."""
QUESTION = re.compile(
    r"^(?:(?P<before>.*?)\b(?:qu'est[ -]?ce (?:que c'est |que |qu'|qui )*|c'est quoi(?: ça)?,? ?|qu'(?:entend|"
    r"appelle)-t?-?on "
    r"(?:par )?|(?:que|qu'est-ce que) (?:signifie(?:nt)?|veut dire|veulent dire|désigne(?:nt)?|veux dire) |"
    r"(?:ça |cela )?(?:veut dire|signifie) quoi,? ?|comment (?:se définit|est définie?|définir|définit-on|"
    r"définissez-vous) |"
    r"(?:donne[rz]?[- ]?(?:moi)? )?(?:quelle est )?(?:la |une )?définitions? (?:de |d'|du |des )?|"
    r"défini(?:s|r|ssez)(?:[- ]moi)? |explique[rz]?(?:[- ]moi)?(?: ce qu'est)? |ce qu'est |(?:le |un )?sens (?:de |d'|"
    r"du |des )|"
    r"que veut-on dire par |what (?:is|are|does) |define |definition of |meaning of ))",
    re.IGNORECASE,
)
TERM_FIRST = re.compile(
    r"^(?P<term>(?:[\w'-]+ ){1,4}):? ?(?:d[ée]finition|signification)(?: svp| stp| merci)?[\s?!.]*$", re.IGNORECASE
)
"""« coût contrat définition », as it is typed in a search box."""
TAIL = re.compile(
    r"[\s,]*(?:c'est quoi|ça veut dire quoi|veut dire quoi|signifie quoi|ça veut dire|: définition|définition|en fait|"
    r"svp|"
    r"s'il (?:vous|te) plaît|mean|means?)?[\s?!.:;,]*$",
    re.IGNORECASE,
)
SHORTEST_MENDED, SUBSTITUTED_FROM, TWICE_MENDED_FROM = 4, 7, 9
"""Letters from which a word may be read as another: with one letter more or less, another one, two changes."""


class TermError(AssistantError):
    """The term cannot be looked up: nothing was typed, or a whole text."""


def checked_term(typed: str) -> str:
    """What was typed in one line; raises `TermError` with what to do."""
    term = " ".join(typed.split())
    if not re.search(r"\w", term):
        raise TermError("Aucun terme n'est donné. Écrivez le mot à définir, par exemple « innovation territoriale ».")
    if len(term) > LONGEST_TYPED:
        raise TermError(
            f"Le terme est trop long ({len(term)} caractères, {LONGEST_TYPED} au plus). "
            "Écrivez seulement le mot ou l'expression à définir."
        )
    return term


def term_typed(typed: str) -> str:
    """The term of « c'est quoi l'innovation territoriale ? », of « l'innovation » or of « la notion de X »."""
    text = IN_THE_REPORT.sub(" ", plain(in_full(typed))).strip()
    bare = TAIL.sub("", QUESTION.sub("", text, count=1)).replace("«", "").replace("»", "").strip(" ?!.:;,'")
    bare = ARTICLE.sub("", NAMING.sub("", bare, count=1) or bare) or bare
    return bare if re.search(r"\w", bare) else text.strip(" ?!.:;,") or text


def asked_term(question: str) -> str | None:
    """The term that a question asks to define, as it was typed; None for a question that asks anything else."""
    question = in_full(question)
    if ending := TERM_FIRST.match(plain(question)):
        return term_typed(ending["term"])
    opening = QUESTION.match(plain(question))
    if opening is None or len(opening["before"].split()) > 1 or len(question) > LONGEST_TYPED or ":" in question:
        return None
    return term_typed(question)


def mended(word: str, known: Iterable[str]) -> str | None:
    """The one word of `known` that `word` must be, mistyped; None when there is none, or several, or it is a word.

    Folded words are given and returned. A word that French has is taken as meant.
    """
    if len(word) < SHORTEST_MENDED or is_a_word(word):
        return None
    near: dict[int, list[str]] = {}
    for other in known:
        if abs(len(other) - len(word)) > 2 or len(other) < SHORTEST_MENDED or other[0] != word[0]:
            continue
        changes = OSA.distance(word, other, score_cutoff=2)
        if changes <= _most_changes(word, other):
            near.setdefault(changes, []).append(other)
    if not near:
        return None
    nearest = near[min(near)]
    return nearest[0] if len(nearest) == 1 else None


def _most_changes(word: str, other: str) -> int:
    if len(word) >= TWICE_MENDED_FROM:
        return 2
    if len(word) >= SUBSTITUTED_FROM or len(word) != len(other) or sorted(word) == sorted(other):
        return 1
    return 0


def squeezed(text: str) -> str:
    """Without accents, case, blanks or hyphens: what is typed in one piece."""
    return re.sub(r"[\W_]+", "", fold(text))
