"""What kind of answer a question expects, and whether a sentence holds one: cues in words, French first.

The cues are read on text without accents; `kind_strength` looks at the sentence as it is written.
"""

import re
from typing import Literal

from ingest.terms import fold, stem, term_set

Expected = Literal[
    "person", "date", "money", "share", "time", "quantity", "place", "definition", "list", "reason", "other"
]
ENTITY_KINDS: tuple[Expected, ...] = ("person", "date", "money", "share", "time", "quantity", "place")
"""Kinds whose answer is a name, a date, a figure or a place: a sentence without any is no answer."""


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_IS = r"(est |etait |sont |etaient |fut )?"
_MONEY = "euros|argent|million|milliard|franc"
_THE = r"(le |la |l.|les |son |sa |ses |du |de la |des )?"

# Tried in this order on the question; the first kind that matches decides.
QUESTION_CUES: tuple[tuple[Expected, re.Pattern[str]], ...] = (
    (
        "money",
        _any(
            rf"\bcombien (?!d(?:e |')(?!{_MONEY}))(?:.*\b)?(?:cout|budget|euros|paye|finance|depens)",
            rf"\bcombien d(?:e |')(?:{_MONEY})",
            rf"\bquel(le)?s? {_IS}{_THE}(montant|budget|cout|prix|tarif|depense|subvention)s?\b",
            r"\bhow much\b",
            r"\bwhat (is|was) the (budget|cost|price|amount)\b",
        ),
    ),
    ("share", _any(rf"\bquel(le)?s? {_IS}{_THE}(part|pourcentage|taux|proportion)\b", r"\bwhat (share|percentage)\b")),
    (
        "time",
        _any(
            r"\b(a|jusqu.a) quelle heure\b",
            r"\b(pendant |depuis )?combien de temps\b",
            rf"\bquel(le)?s? {_IS}{_THE}duree\b",
            r"\bhow long\b",
        ),
    ),
    (
        "quantity",
        _any(
            r"\bcombien\b",
            r"\bhow many\b",
            rf"\bquel(le)?s? {_IS}{_THE}"
            r"(nombre|age|taille|superficie|longueur|distance|population)\b",
            r"\bwhat (is|was) the (number|population|length)\b",
        ),
    ),
    (
        "date",
        _any(
            r"\bquand\b",
            r"\bwhen\b",
            r"^date\b",
            r"\b(quelle|la) (est la )?(date|annee)\b",
            r"\bquel (jour|mois|siecle)\b",
            r"\ba quelle (date|epoque)\b",
            r"\bwhat (date|year)\b",
        ),
    ),
    (
        "person",
        _any(
            r"^(et |mais )?(a |de |par |pour |avec |chez |c.est )?qui\b",
            r"\b(par|de|a|avec) qui\b",
            r"\bqui est.ce qui\b",
            r"\b(whom?|whose)\b",
            rf"\bquel(le)?s? {_IS}(le nom |l.identite )?(de )?{_THE}"
            r"(auteur|autrice|ministre|personne|maire|elue?|deputee?|senat\w+|prefete?|responsable|commanditaire|presidente?|directeur|directrice|rapporteure?|secretaire|"
            r"cheff?e?|deleguee?|gerante?)s?\b",
            r"^(auteur|commanditaire)\b",
        ),
    ),
    (
        "place",
        _any(
            r"\bdans quel(le)?s? (ville|pays|region|lieu|commune|departement)s?\b",
            r"\bwhere\b",
            r"\b(de )?quelle (est la )?(ville|capitale|region|commune)\b",
        ),
    ),
    (
        "reason",
        _any(
            r"\bpourquoi\b",
            r"\bwhy\b",
            rf"\bquel(le)? est {_THE}(but|finalite|raison d.etre|interet|raison|cause)\b",
            r"\b(pour|dans) quel(le)?s? (raison|but|motif)s?\b",
            r"\ba quoi sert\b",
        ),
    ),
    (
        "definition",
        _any(
            r"qu.est.ce que? (c.est )?",
            r"\bc.est quoi\b",
            r"\bque (signifie|veut dire|designe)\b",
            r"\b(definition|definir|definit|definis\w*|defini|define)\b",
            r"\bwhat (is|are) (an? )?\b",
            r"\ben quoi consiste",
            r"\bcomment (se )?defini",
        ),
    ),
    (
        "list",
        _any(
            r"\bquel(le)?s (sont|elements?|\w+s)\b",
            r"\bliste",
            r"\benumere",
            r"\bwhat are\b",
            r"\bwhich \w+s\b",
            r"\bcites?\b",
            r"\blesquel",
        ),
    ),
)

_MONTH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
NUMBER_WORDS = (
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cents?|"
    "mille|millions?|milliards?|dizaines?|centaines?|moitié|tiers|quart"
)
_NAME = r"(?:[A-ZÀ-Ý][\w’'-]*[a-zà-ÿ][\w’'-]*)"
_PERSON_ROLES = "ministre|maire|président|directeur|directrice|roi|reine|préfet|député|sénateur|professeur|écrivain"
_GROUPS = (
    "acteurs|citoyens|habitants|pouvoirs publics|puissance publique|collectivités|État|gouvernement|élus|agents|"
    "entreprises|associations?|usagers|administrations?|ministères?|commission|conseil|comité|société|institut|agence"
)

# For each kind, what a sentence that holds such an answer shows, the surest sign first.
SENTENCE_SIGNS: dict[Expected, tuple[re.Pattern[str], ...]] = {
    "person": (
        re.compile(rf"\b(?:MM?\.|Mmes?|Mlle|Dr|Pr)\s+{_NAME}|{_NAME}(?:\s+(?:de |d['’]|von |van |le |la )?{_NAME})+"),
        _any(rf"\b({_PERSON_ROLES})"),
        re.compile(rf"\b({_GROUPS})\b"),
        re.compile(rf"(?<![.!?»] )(?<!^)\b{_NAME}"),
    ),
    "date": (
        re.compile(
            rf"\b1\d{{3}}\b|\b20\d{{2}}\b|\b\d{{1,2}}(?:er)?\s+(?:{_MONTH})\b|\b[IVX]+e siècle"
            r"|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
        ),
    ),
    "money": (
        _any(r"\d[\d\s.,]*(k€|m€|€|((millions?|milliards?)\s+(d['’]\s*)?)?(€|euros?\b|francs?\b))"),
        _any(r"\b(euros?|francs?)\b"),
    ),
    "share": (_any(r"\d\s*%", r"\bpour cent\b", rf"\b(moitié|tiers|quart|{NUMBER_WORDS}) (de|des|sur)\b"),),
    "time": (_any(rf"(\d|\b(?:une?|{NUMBER_WORDS}))\s*(h\b|heures?|minutes?|jours?|semaines?|mois|ans?|années?)"),),
    "quantity": (_any(rf"\d|\b(?:{NUMBER_WORDS})\b"),),
    "place": (
        re.compile(rf"\b(?:à|au|aux|en|dans|de|du|vers|près de|situé\w*)\s+(?:la |le |les |l['’])?{_NAME}"),
        re.compile(rf"(?<![.!?»] )(?<!^)\b{_NAME}"),
    ),
    "definition": (
        _any(
            r"\b(se définit|se définir|se définissent|est défini|désigne|désignent|signifie|consiste|on entend|"
            r"s['’]entend|correspond à|on appelle|c['’]est-à-dire|est une?|sont des|regroupe)\b"
        ),
    ),
    "reason": (
        _any(
            r"\b(parce qu|car|afin|en raison|pour|grâce|en vue|permet|puisque|à cause|en effet|c['’]est pourquoi|"
            r"due? à)"
        ),
    ),
    "list": (
        _any(r"\b(plusieurs|suivante?s?|deux|trois|quatre|cinq|six|dix)\b", ":"),
        _any(";", r",[^,]*,", ", [^,]* et "),
    ),
    "other": (),
}
LESS_FOR_EACH_SIGN = 0.3

_ROLE = r"(ministre|maire|pr[ée]sident|directeur|directrice|secr[ée]taire|pr[ée]fet|d[ée]l[ée]gu[ée]|rapporteure?|chef)"
_ROLE_OF = _any(
    rf"\b(?P<role>{_ROLE}\w*)(?: (?:générale?|exécuti\w+|technique|adjointe?))? "
    r"(?:de la |de l['’]|du |des |de |d['’])(?P<body>\w{3,})"
)
_ALTERED_ROLE = _any(
    rf"\b(?:vice|ancienne?|ex|sous|former|deputy)[ -]+{_ROLE}\b",
    rf"\b{_ROLE}[ -](?:adjointe?|suppl[ée]ante?|d[ée]l[ée]gu[ée]e?|honoraire)\b",
)


def expected_kind(question: str) -> Expected:
    """The kind of answer that the question asks for."""
    if re.match(r"\s*où\b", question, re.IGNORECASE):
        return "place"
    folded = fold(question).strip().replace("’", "'")
    return next((kind for kind, cue in QUESTION_CUES if cue.search(folded)), "other")


def kind_strength(kind: Expected, sentence: str, named_in_question: frozenset[str]) -> float:
    """How surely the sentence holds an answer of this kind: 1 by the surest sign, less by the next, 0 by none.

    What the question names itself is no answer to it.
    """
    for rank, sign in enumerate(SENTENCE_SIGNS[kind]):
        for found in sign.finditer(sentence):
            words = {fold(word) for word in re.findall(r"[^\W_]+", found.group())}
            if kind not in ENTITY_KINDS or not words <= named_in_question:
                return 1.0 - LESS_FOR_EACH_SIGN * rank
    return 0.0


def asks_the_role_elsewhere(question: str, sentence: str, passage: str) -> bool:
    """Whether it asks for the role of one body and the sentence gives it of another, the passage not speaking of the
    one asked: « la directrice de la centrale », « directrice de la fédération ». An acronym may stand for any body.
    """
    asked = _ROLE_OF.search(question)
    if not asked or stem(asked["body"]) in term_set(passage):
        return False
    given = [one for one in _ROLE_OF.finditer(sentence) if stem(one["role"]) == stem(asked["role"])]
    return bool(given) and not any(one["body"].isupper() or asked["body"].isupper() for one in given)


def asks_another_role(question: str, sentence: str) -> bool:
    """Whether the question asks for a role that the sentence gives only altered: « maire », « maire adjoint »."""
    if _ALTERED_ROLE.search(question):
        return False
    plain = _ALTERED_ROLE.sub("", sentence)
    roles = {role.casefold() for role in re.findall(rf"\b{_ROLE}\b", question, re.IGNORECASE)}
    return any(
        re.search(rf"\b{role}\b", sentence, re.IGNORECASE) and not re.search(rf"\b{role}\b", plain, re.IGNORECASE)
        for role in roles
    )
