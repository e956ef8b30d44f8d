"""A standalone question → what it asks: its terms, the names it gives, and the kind of answer expected."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from assistant.errors import AssistantError
from assistant.vocabulary import ASKING_WORDS, SELF_REFERENCES
from ingest.terms import fold, terms

Expected = Literal["person", "date", "quantity", "place", "definition", "list", "reason", "other"]

TOPIC_OPENING, TOPIC_MARK = "À propos de ", " : "
"""Around the topic that is named in front of a follow-up."""

LONGEST_QUESTION = 2000
"""Characters: beyond, it is a text and not a question."""

# Tried in this order on the question without accents; the first that matches decides.
_KINDS: tuple[tuple[Expected, re.Pattern[str]], ...] = (
    ("quantity", re.compile(r"\bcombien\b|\bhow (many|much)\b|\bquel(le)?s? (est |etait |sont |fut )?(le |la |l.|les |son |sa )?"
                            r"(nombre|montant|budget|cout|prix|pourcentage|taux|part|age|taille|superficie|duree|population)\b"
                            r"|\bwhat (is|was) the (budget|cost|price|number|amount)\b")),
    ("date", re.compile(r"\bquand\b|\b(quelle|la) (est la )?(date|annee)\b|\bquel "
                        r"(jour|mois|siecle)\b|\bwhen\b|\bwhat (date|year)\b|\ba quelle (date|epoque)\b|\ben quelle annee\b|^date\b")),
    ("person", re.compile(r"^(et )?(mais )?(a |de |par |pour |avec |chez |c.est )?qui\b(?! vise)|\b(par|de|a|avec) qui\b|\bqui est.ce qui\b|\bwhom?\b|\bwhose\b"
                          r"|\bquel(le)?s? (est |etait |sont |fut )?(le nom |l.identite )?(de )?(la |le |l.|les |du |des )?"
                          r"(auteurs?|autrices?|ministres?|personnes?|maires?|elue?s?|responsables?|commanditaires?|presidente?s?|directeurs?|rapporteurs?)\b"
                          r"|^(auteur|commanditaire)\b")),
    ("place", re.compile(r"^ou\b(?! bien)|\bdans quel(le)?s? (ville|pays|region|lieu|commune|departement)s?\b|\bwhere\b|\bquelle (est la )?(ville|capitale|region|commune)\b")),
    ("reason", re.compile(r"\bpourquoi\b|\bquel(le)? est (le |la |son |sa |l.)(but|finalite|raison d.etre|interet)\b|\b(pour|dans) quel(le)?s? (raison|but|motif)s?\b|\bwhy\b|\bquelle est la (raison|cause)\b|\ba quoi sert\b")),
    ("definition", re.compile(r"qu.est.ce que? (c.est )?|\bc.est quoi\b|\bque (signifie|veut dire|designe)\b|\b(definition|definir|define)\b|\bwhat (is|are) (an? )?\b"
                              r"|\ben quoi consiste|\bcomment (se )?defini")),
    ("list", re.compile(r"\bquel(le)?s (sont|elements?|\w+s)\b|\bliste|\benumere|\bwhat are\b|\bwhich \w+s\b|\bcites?\b|\blesquel")),
)
_NUMBER_WORDS = "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante soixante cent cents mille million millions milliard milliards premier première deuxième dizaine dizaines centaine centaines moitié tiers quart".split()

_NAME = r"(?:[A-ZÀ-Ý][\w’'-]*[a-zà-ÿ][\w’'-]*)"
_PERSON = re.compile(rf"\b(?:MM?\.|Mmes?|Mlle|Dr|Pr)\s+{_NAME}|{_NAME}(?:\s+(?:de |d['’]|von |van |le |la )?{_NAME})+")
_ROLE = re.compile(r"\b(ministre|maire|président|directeur|directrice|roi|reine|préfet|député|sénateur|professeur|écrivain)", re.I)
_GROUP = re.compile(
    r"\b(acteurs|citoyens|habitants|pouvoirs publics|puissance publique|collectivités|État|gouvernement|élus|agents|"
    r"entreprises|associations?|usagers|administrations?|ministères?|commission|conseil|comité|société|institut|agence)\b"
)
_CAPITALISED = re.compile(rf"(?<![.!?»] )(?<!^)\b{_NAME}")
_DATE = re.compile(rf"\b1\d{{3}}\b|\b20\d{{2}}\b|\b\d{{1,2}}(?:er)?\s+(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b|\b[IVX]+e siècle|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b")
_QUANTITY = re.compile(rf"\d|\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.I)
_PLACE = re.compile(rf"\b(?:à|au|aux|en|dans|de|du|vers|près de|situé\w*)\s+(?:la |le |les |l['’])?{_NAME}")
_DEFINING = re.compile(
    r"\b(se définit|se définir|se définissent|est défini|désigne|désignent|signifie|consiste|on entend|s['’]entend|"
    r"correspond à|on appelle|c['’]est-à-dire|est une?|sont des|regroupe)\b", re.I)
_REASON = re.compile(r"\b(parce qu|car|afin|en raison|pour|grâce|en vue|permet|puisque|à cause|en effet|c['’]est pourquoi|due? à)", re.I)
_ENUMERATION = re.compile(r"\b(plusieurs|suivante?s?|deux|trois|quatre|cinq|six|dix)\b|:", re.I)
_SEVERAL = re.compile(r";|,[^,]*,|, [^,]* et ")

PATTERNS: dict[Expected, tuple[re.Pattern[str], ...]] = {
    "person": (_PERSON, _ROLE, _GROUP, _CAPITALISED),
    "date": (_DATE,),
    "quantity": (_QUANTITY,),
    "place": (_PLACE, _CAPITALISED),
    "definition": (_DEFINING,),
    "reason": (_REASON,),
    "list": (_ENUMERATION, _SEVERAL),
    "other": (),
}


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


def expected_kind(text: str) -> Expected:
    folded = fold(text).strip().replace("’", "'")
    if re.match(r"\s*où\b", text, re.I):
        return "place"
    for kind, pattern in _KINDS:
        if pattern.search(folded):
            return kind
    return "other"


def names_in(text: str) -> frozenset[str]:
    """Proper names (capitals inside the sentence) and numbers of a text, folded, one word each."""
    text = text.removeprefix(TOPIC_OPENING)
    words = re.findall(r"[^\W_]+", text)
    first = words[0] if words else ""
    if text.isupper():
        return frozenset(word for word in words if word.isdigit())
    names = {fold(word) for word in words if word[0].isupper() and len(word) > 1 and word != first}
    return frozenset(names | {word for word in words if word.isdigit()})


def kind_strength(kind: Expected, sentence: str, question: Question) -> float:
    """How surely the sentence holds an answer of this kind: 1 the first pattern, less for the next, 0 none.

    What the question names itself is no answer to it.
    """
    for rank, pattern in enumerate(PATTERNS[kind]):
        for found in pattern.finditer(sentence):
            words = {fold(word) for word in re.findall(r"[^\W_]+", found.group())}
            if kind in ("definition", "reason", "list") or not words <= question.names:
                return 1.0 - 0.3 * rank
    return 0.0


_ROLES = r"(ministre|maire|pr[ée]sident|directeur|directrice|secr[ée]taire|pr[ée]fet|d[ée]l[ée]gu[ée]|rapporteur|chef|rapporteure|mayor|minister)"
_ALTERED_ROLE = re.compile(rf"\b(vice|ancien|ancienne|ex|sous|former|deputy)[ -]+{_ROLES}\b|\b{_ROLES}[ -](adjointe?|suppl[ée]ante?|d[ée]l[ée]gu[ée]e?|honoraire)\b", re.I)
_ROLE_ASKED = re.compile(rf"\b{_ROLES}\b", re.I)


def asks_another_role(question: str, sentence: str) -> bool:
    """Whether the question asks for a role that the sentence only gives altered: « maire » for « maire adjoint »."""
    if _ALTERED_ROLE.search(question):
        return False
    for asked in _ROLE_ASKED.findall(question):
        bare = re.findall(rf"\b{asked}\b", _ALTERED_ROLE.sub("", sentence), re.I)
        if not bare and _ALTERED_ROLE.search(sentence) and re.search(rf"\b{asked}\b", sentence, re.I):
            return True
    return False
