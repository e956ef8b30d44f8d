"""A term → the lemmas by which it is known again: « Données » and « donnée » have the same."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from simplemma import is_known, lemmatize

from ingest.terms import EMPTY_WORDS, fold

TOKEN = re.compile(
    r"(?:(?:co|inter|multi|pluri|auto|micro|macro|éco|socio|anti|pré|télé)-(?=[^\W\d_]{3}))?[^\W_]+", re.IGNORECASE
)
"""A word; a prefix and its hyphen belong to it, so that « co-construction » is « coconstruction »."""
SMALL_WORDS = frozenset("l d le la les un une des du de the a an of".split())
"""They may be left out of a term or stand in it: « charte de Debian », « charte Debian »."""
INFINITIVES = ("er", "ir", "re")
NOUNS = frozenset(
    "mise mises prise prises fait faits vue vues suite suites part cours point reprise entreprise".split()
)
"""Nouns that are forms of verbs too, and in reports seldom so."""
PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
LONGEST_KEPT = 60


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The lemma of one word, folded; a noun's, never the infinitive of a verb that is written alike."""
    word = unicodedata.normalize("NFC", word).replace("-", "")
    if len(word) > LONGEST_KEPT:
        return fold(word)
    small = (word[:-1] if PLURAL_ACRONYM.fullmatch(word) else word).lower()
    if fold(small) in EMPTY_WORDS:
        return fold(small)
    if small.endswith("e") and fold(small).endswith("ee"):
        small += "s"
    if not is_known(small, lang="fr"):
        return fold(_singular(small))
    found = lemmatize(small, lang="fr").lower()
    is_a_verb = found.endswith(INFINITIVES) and not _singular(small).startswith(found[:-1])
    return fold(_singular(small) if is_a_verb else found)


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith(("s", "x")) and not word.endswith(("ss", "us", "is", "oix", "aix", "eux")):
        return word[:-1]
    return word


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of `text`: its start, its end, its lemma."""
    for found in TOKEN.finditer(text):
        yield found.start(), found.end(), lemma(found[0])


def lemma_key(term: str) -> tuple[str, ...]:
    """The lemmas of a term without its small words; of all its words when it has no other."""
    found = [key for _, _, key in tokens(term)]
    return tuple(key for key in found if key not in SMALL_WORDS) or tuple(found)


@lru_cache(maxsize=50_000)
def is_verbal(word: str) -> bool:
    """Whether a word is a form of a verb before all: « permet », « utiliser », but not « atelier »."""
    if word in NOUNS:
        return False
    found = lemmatize(word, lang="fr") if is_known(word, lang="fr") else word
    if found == word:
        return word.endswith(("er", "ir")) and is_known(f"{word[:-2]}ait", lang="fr")
    return found.endswith(INFINITIVES) and _singular(word) != found and not fold(word).endswith(("ere", "eres"))
