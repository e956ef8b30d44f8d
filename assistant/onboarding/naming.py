"""A term or a heading of a report → the words that ask about it, with the article that the report gives it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.onboarding.self_description import plain_text
from assistant.refusals import Language
from assistant.vocabulary import is_a_word
from ingest.terms import fold, straight

_DETERMINER = (
    r"(?P<determiner>de la |de l'|du |des |d'une |d'un |la |le |l'|les |une |un |cette |ces |cet |ce |aux |au |"
    r"notre |nos |leurs |the |an |a )"
)
DEFINITE = {
    "de la": "la",
    "la": "la",
    "cette": "la",
    "du": "le",
    "le": "le",
    "ce": "le",
    "au": "le",
    "de l'": "l'",
    "l'": "l'",
    "des": "les",
    "les": "les",
    "ces": "les",
    "aux": "les",
    "d'un": "un",
    "un": "un",
    "d'une": "une",
    "une": "une",
}
WHAT_IS = {
    "la": "Qu'est-ce que la {term} ?",
    "le": "Qu'est-ce que le {term} ?",
    "l'": "Qu'est-ce que l'{term} ?",
    "un": "Qu'est-ce qu'un {term} ?",
    "une": "Qu'est-ce qu'une {term} ?",
    "les": "Que sont les {term} ?",
}
SINGULAR_FIRST = ("l'", "la", "le", "une", "un", "les")
NUMBERING = re.compile(
    r"^(?:(?:chapitre|partie|titre|section|axe|volet|annexe|chapter|part)\s+)?"
    r"(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])\s*[.):–—-]*\s+(?=\S)|^(?:chapitre|partie|axe|volet)\s+\w+\s*[:–—-]\s*",
    re.IGNORECASE,
)
NUMBERED_BY_LETTER = re.compile(r"^[A-Za-zÀ-ÿ](?=\s)")
"""« À propos… », « A method… »: a letter alone is a word."""
LONGEST_HEADING = 12
INFINITIVES = frozenset(
    "définir construire mettre faire soutenir garantir permettre répondre réduire produire investir établir ouvrir "
    "offrir prendre rendre inscrire promouvoir voir concevoir recevoir maintenir bâtir fournir réussir agir unir "
    "élargir enrichir approfondir conduire introduire apprendre comprendre étendre défendre poursuivre suivre "
    "transmettre remettre reconnaître connaître accroître".split()
)
GOES_ON_AS_AN_OBJECT = re.compile(
    r"(?:le|la|les|l'|un|une|des|du|de|d'|au|aux|à|en|sur|dans|vers|avec|leur|mieux|plus)\b"
)


def what_is(term: str, definition: str, whole_text: str, language: Language) -> str | None:
    """« Qu'est-ce que l'innovation territoriale ? »; None where the report gives the term no article to ask it by.

    `whole_text` is the report's as `plain_text` gives it: folding it anew for each term would take too long.
    """
    if language == "en":
        return f"What is {term}?"
    found = next(_determiners(term, plain_text(definition)), None) or _most_usual(term, whole_text)
    return WHAT_IS[found].format(term=term) if found else None


def asked_heading(title: str) -> str | None:
    """A heading that is a question already, without its number."""
    bare = _bare(title)
    return bare if bare.endswith("?") and 3 <= len(bare.split()) <= LONGEST_HEADING + 4 and bare[0].isupper() else None


def asked_of_heading(title: str, language: Language) -> str | None:
    """« Comment renforcer les échanges ? », « Que dit le rapport sur les lieux d'accueil ? »; None otherwise."""
    bare = _bare(title)
    words = bare.split()
    if not 2 <= len(words) <= LONGEST_HEADING or re.search(r"[:;?!.()«»]", bare) or bare.isupper():
        return None
    lowered = bare[0].lower() + bare[1:]
    if language == "en":
        return f"What does the report say about {lowered}?" if re.match(r"the ", lowered) else None
    if _is_infinitive(words[0].lower()) and GOES_ON_AS_AN_OBJECT.match(straight(" ".join(words[1:])).lower()):
        return f"Comment {lowered} ?"
    if re.match(r"(?:les? |la |l')", straight(lowered)) and len(words) > 2:
        return f"Que dit le rapport sur {lowered} ?"
    return None


@lru_cache(maxsize=2_000)
def _is_infinitive(word: str) -> bool:
    if word in INFINITIVES:
        return True
    # « quartier », « métier »: no participle of theirs is a word.
    return word.endswith("er") and len(word) > 4 and is_a_word(word[:-2] + "é") and is_a_word(word[:-2] + "ent")


def _most_usual(term: str, text: str) -> str | None:
    counts: dict[str, int] = {}
    for determiner in _determiners(term, text):
        counts[determiner] = counts.get(determiner, 0) + 1
    return max(counts, key=lambda one: (counts[one], -SINGULAR_FIRST.index(one)), default=None)


def _determiners(term: str, text: str) -> Iterator[str]:
    wanted = re.compile(rf"(?<![\w'])(?:{_DETERMINER})(?:«\s*|\"|“)?{re.escape(plain_text(term))}(?![\w-])")
    for found in wanted.finditer(text):
        determiner = DEFINITE.get(found["determiner"].strip())
        if determiner and _agrees(determiner, term):
            yield determiner


def _agrees(determiner: str, term: str) -> bool:
    """« le économie » is no French: whoever wrote it cut a word."""
    opens_on_a_vowel = fold(term)[:1] in "aeiou"
    return not (determiner in ("le", "la") and opens_on_a_vowel and not term[:1].isupper())


def _bare(title: str) -> str:
    flat = " ".join(title.split())
    opens_with_a_word = NUMBERED_BY_LETTER.match(flat) and not re.match(r"[IVX]\s", flat)
    return flat if opens_with_a_word else NUMBERING.sub("", flat).strip()
