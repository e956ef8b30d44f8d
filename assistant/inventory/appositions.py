"""A sentence → the terms that something set beside them defines: « le bibliobus, véhicule qui … », « X, soit le … »."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.inventory.genus import COUNTED, NAME, without_lead
from assistant.inventory.lemmas import is_verbal
from assistant.inventory.plain import NO_TERM_OPENING, NO_TERM_WORD, as_term, words_of
from assistant.vocabulary import is_a_word
from ingest.terms import EMPTY_WORDS

_ARTICLE = r"(?P<article>l'|(?:les?|la|une?) )"
REWORDED = re.compile(
    rf"^{_ARTICLE}{NAME},? (?:\()?(?:c'est-à-dire|autrement dit|à savoir|soit|entendue? comme|compris comme|définie? "
    rf"comme),? "
    r"(?P<said>(?:l'|(?:les?|la|une?|des|tout|toute|celui|celle|ceux) )[^.;:]{12,}?)(?:[,)] |$)",
    re.IGNORECASE,
)
BETWEEN_DASHES = re.compile(
    rf"^{_ARTICLE}{NAME} [–—] (?P<said>(?:l'|(?:les?|la|une?|tout|toute) |"
    rf"(?=rapport |part |nombre |montant |durée |somme ))[^.;:–—]{{12,}}?) [–—] ",
    re.IGNORECASE,
)
OR_ELSE = re.compile(rf"^{_ARTICLE}{NAME}, ou (?P<said>[^\W\d_][^.;:,]{{12,}}), ", re.IGNORECASE)
BESIDE = re.compile(rf"^{_ARTICLE}{NAME}, (?P<said>[^\W\d_][^.;:]{{12,}}?), (?=\S+)", re.IGNORECASE)
AT_THE_END = re.compile(
    r"(?P<article>\b(?:les?|la|une?|aux?|du|des) |\b[ld]')(?P<name>[^,;:()]{3,70})(?P<gloss> "
    r"\([A-ZÀ-Ý][^()]{1,15}\))?, "
    r"(?P<said>(?:(?:la|le|une?) |l')?[^\W\d_][^.;:()]+)\.?$"
)
RELATIVE = re.compile(
    r"\b(?:qui|dont|où|lequel|laquelle|lesquels|lesquelles|desquels|desquelles|duquel)\b|^\S+ \S+ \S+.* qu(?:e\b|')"
)
PARTICIPLE = re.compile(
    r"\b(?:permettant|visant|comprenant|regroupant|consistant|servant|réunissant|(?:destiné|composé|constitué|chargé|"
    r"conçu|créé|"
    r"financé|géré|versé|situé|installé|aménagé|délivré)e?s?)\b|\w(?:é|i|u)e?s? (?:par|à) "
)
MEASURE = re.compile(
    r"^(?:rapport|part|nombre|somme|différence|quotient|durée|montant|proportion|écart|produit|indice|moyenne) "
    r"(?:de |d'|du |des |entre |forfaitaire |moyen(?:ne)? |total |annuel(?:le)? |minimale? |maximale? )"
)
NOUN_THEN_RELATIVE = re.compile(
    r"^[\w-]+(?: [\w-]+)?(?: de [\w-]+)? (?:qui|dont|où|(?:par|dans|pour|sur) le(?:quel|squels)|(?:par|dans|pour|sur) "
    r"l(?:a|es)quelles?|"
    r"(?:à l'échelle|au sein|au moyen|au terme) (?:duquel|de laquelle|desquel(?:le)?s))\b"
)
NO_NOUN = re.compile(
    r"(?:é|ée|és|ées|i|ie|is|ies|it|ite|its|u|ue|us|ues|ant|ante|ants|antes|if|ive|ifs|ives|eux|euse|euses|able|ables|"
    r"ible|ibles|"
    r"er|ir|ez|al|ale|ales|aire|aires|ois|aise)$"
)
NOUN = re.compile(
    r"(?:[iauoe]té|[iauoe]tés|tié|eu|ieu|ieux|(?:jour|tribun|hôpit|journ|can|sign)(?:al|aux)|(?:annu|formul|questionn|"
    r"semin)aires?|"
    r"[^m]oi|oie|dispositifs?|collectifs?|étendue|crédits?|produits?|droits?|prêts?|édits?|outils?|récits?|circuits?|"
    r"procédés?|"
    r"traités?|arrêtés?|"
    r"déplacements?|(?:[eai]ment)s?|avenue|revue|unités?|statut|statuts|accords?|lieu|pacte)$"
)
"""Nouns that end as adjectives, participles or adverbs do."""
ROLES = re.compile(
    r"^(?:vice-)?(?:présid|directeur|directrice|ministre|maire|professeur|chercheu|auteur|autrice|architecte|chef|"
    r"responsable|élu|"
    r"député|sénat|conseill|secrétaire|délégué|fondat|ancien|membre|habitant|inspect|préfet|animat|stagiaire|fils|"
    r"fille|épou|date|"
    r"année|jour|mois|chiffre|ville|commune|région|pays)"
)
SHORTEST, LONGEST_NAME = 4, 6
BEFORE_A_NOUN = frozenset("de d à en l le la les des du un une au aux par sans pour et ou sur".split())


def set_beside(text: str) -> Iterator[tuple[str, str]]:
    """Each term so defined, with the form; `text` is plain."""
    text = without_lead(text)
    for form, pattern in (("that_is", REWORDED), ("that_is", BETWEEN_DASHES), ("or", OR_ELSE), ("apposition", BESIDE)):
        matched = pattern.match(text)
        term = _subject(matched) if matched else None
        if not matched or not term or len(words_of(matched["said"])) < SHORTEST:
            continue
        if form == "that_is" or (_is_bare_noun(matched["said"]) and (form == "or" or _tells(matched["said"]))):
            yield form, term
            return
    if (matched := AT_THE_END.search(text)) and (term := _at_the_end(text)):
        yield "apposition", term


def _subject(matched: re.Match[str]) -> str | None:
    """The term of a subject, which holds no verb."""
    term = as_term(f"{matched['article']}{matched['name']}")
    return None if term is None or _has_verb(term) or re.search(r"\d", term) else term


def _has_verb(term: str) -> bool:
    """« l'accessibilité comprend le temps »: a verb where a noun phrase has only nouns, adjectives and prepositions."""
    words = re.findall(r"[^\W\d_]+", term)
    return any(
        len(word) > 2 and is_verbal(word) and before.lower() not in BEFORE_A_NOUN for before, word in pairwise(words)
    )


def _at_the_end(text: str) -> str | None:
    """The term of « …, document par lequel … » at a sentence's end: a noun phrase just before the apposition."""
    for start in (found.start() for found in re.finditer(r"\b(?:(?:les?|la|une?|aux?|du|des) |[ld]')", text)):
        matched = AT_THE_END.match(text, start)
        if not matched or len(words_of(matched["said"])) < SHORTEST:
            continue
        words = re.findall(r"[^\W\d_]{3,}", matched["name"])
        term = as_term(matched["name"])
        if not term or re.search(r"\d", term) or any(map(is_verbal, words)) or len(words) > LONGEST_NAME:
            continue
        with_article = re.match(r"(?:la|le|une?) |l'", matched["said"])
        if with_article:
            return term if matched["gloss"] and RELATIVE.search(matched["said"]) else None
        again = words_of(matched["said"])[0] in words_of(matched["name"])
        said = matched["said"]
        measured = MEASURE.match(said) and PARTICIPLE.search(said)
        told = (NOUN_THEN_RELATIVE.match(said) or measured) and not again and _is_bare_noun(said)
        return term if told else None
    return None


def _tells(said: str) -> bool:
    """Whether an apposition says which: by a relative clause, by what is done to it, by what is measured."""
    return bool(RELATIVE.search(said) or PARTICIPLE.search(said) or MEASURE.match(said))


def _is_bare_noun(said: str) -> bool:
    """Whether a phrase opens with a noun without an article, no participle, no role of somebody."""
    first = re.match(r"[^\W\d_]+", said)
    if not first or not first[0][0].islower() or ROLES.match(said):
        return False
    word, folded = first[0], words_of(first[0])[0]
    if (
        is_verbal(word)
        or folded in COUNTED
        or folded in EMPTY_WORDS | NO_TERM_WORD | NO_TERM_OPENING
        or not is_a_word(word)
    ):
        return False
    return bool(NOUN.search(word)) or not NO_NOUN.search(word)
