"""A sentence « X est un Y qui … » → X, and how sure it is that this says what X is, and not what is thought of it."""

import re
from dataclasses import dataclass

from assistant.inventory.lemmas import is_verbal
from assistant.inventory.plain import as_term, plain, words_of
from assistant.vocabulary import is_a_word


@dataclass(frozen=True)
class KindOf:
    """The term, and whether the form alone is enough: else its section must be about it.

    With `at_first`, to be mentioned for the first time is enough too.
    """

    term: str
    sure: bool
    at_first: bool = True


LEAD = re.compile(
    r"^(?:(?:ainsi|donc|enfin|en effet|en résumé|autrement dit|aujourd'hui|historiquement|concrètement|en pratique|"
    r"au sens|en|dans|pour|selon|notez qu[e']) ?[^,;:.]{0,60}, |notez qu[e'] ?)",
    re.IGNORECASE,
)
_ARTICLE = r"(?P<article>l'|(?:une?|les?|la|des|tout|toute|an?|the) )?"
NAME = r"(?P<name>«[^«»]{2,80}»|[^\s,;:()«»](?:(?!\. )[^,;:()])*?)(?P<gloss>,? \([^()]{2,80}\))?"
_INSERT = r"(?:,(?! (?:et|ou|mais|\d))(?:[^,;:]|:(?=\S)){3,90},)?"
_GENUS = r"(?P<genus>(?:(?:une?|des|les?|la|an?|le fait|la capacité|celui|celle|ce (?=qui|que|qu')|the)\b|l').+)$"
CALLED_IN_PASSING = r"(?:baptisée?s?|appelée?s?|nommée?s?|dénommée?s?|intitulée?s?|connue?s? sous le nom de)"
"""« L'outil, baptisé X, est … » says what X is."""
IS_A = re.compile(
    rf"^{_ARTICLE}{NAME}{_INSERT} (?:est|sont|is|are)(?: censée?s? être)?"
    rf"(?: donc| ainsi| avant tout| à la fois| ici)?{_INSERT} {_GENUS}",
    re.IGNORECASE,
)
SAYS_WHAT_FOR = re.compile(
    rf"^{_ARTICLE}{NAME}{_INSERT} (?P<verb>permet(?:tent)? (?:à|de|d'|aux?)|fournit|fournissent|regroupe(?:nt)?|"
    rf"réunit|réunissent|"
    r"rassemble(?:nt)?|contien(?:t|nent)|vise(?:nt)? à|sert à|servent à|a pour (?:objet|mission|but|objectif|vocation|"
    r"fonction|rôle)|"
    r"ont pour (?:objet|mission|but|objectif|vocation|fonction|rôle)|constitue(?:nt)?|consiste(?:nt)? (?:à|en)|se "
    r"compose(?:nt)? d|"
    r"est (?:chargée?|composée?|constituée?) d|sont (?:chargée?s|composée?s|constituée?s) d|se reconnaît à|se "
    r"caractérise)",
    re.IGNORECASE,
)
COUNTS_PARTS = re.compile(r"(?:composé|constitué)\w* d\w* (?:deux|trois|quatre|cinq|six|sept|huit|\d+) ")
OF_ANY = re.compile(
    r"^(?:se compose|se reconnaît|se caractérise|regroupe|rassemble|réunit|est composé|est constitué|"
    r"consiste)"
)
EVALUATIVE = re.compile(
    r"^(?:une?|les?|la|l'|des|an?|the) ?(?:(?:vrai|vraie|véritable|grande?|petite?|bonne?|belle|très|bien|autre)s? )*"
    r"(?:un des|une des|maître|pari|réussite|excellent|façon|manière|moyen|enjeu|levier|atout|facteur|priorité|"
    r"condition|"
    r"opportunité|défi|"
    r"préalable|réalité|exemple|"
    r"succès|échec|"
    r"nécessité|frein|"
    r"obstacle|question|problème|sujet|chance|signe|gage|force|faiblesse|source|axe|objectif|étape|point|résultat|"
    r""
    r"conséquence|cause|cas|premi|\w+ième|second|new|popular|names of|tool of choice|principal|plus|moins|seul|"
    r"meilleur|même|same|important|"
    r"majeur|"
    r"essentiel|"
    r"incontournable|affaire|chose|règle|jour|confort|bien|mal|progrès|avantage|inconvénient|limite|violation|erreur|"
    r"échéance|"
    r"choix|solution|réponse|piste|fruit|reflet|preuve|symbole|moteur|clé|coeur|cœur|pilier|acteur|partenaire|"
    r"interlocuteur|"
    r"lieu commun|autres?|suivant|nôtre|leur|fait que|raison|idée|occasion|sorte|première|dernier|dernière|issue|fin|"
    r"début|"
    r"urgence|évidence|impératif|constat|tâche|travail|tiers|moitié|quart|majorité|minorité|nombre|priority|key|most|"
    r"best|only|"
    r"good|major|main|first|last|part of)\w*\b|^(?:une?|les?|la|l') ?(?:[\w'-]+ ){1,3}(?:majeure?|essentielle?|"
    r"importante?|"
    r"incontournable|difficile|sérieuse?|indispensable|crucial|central|prioritaire|stratégique)s?\b",
    re.IGNORECASE,
)
"""What a thing is said to be worth, or its place among others: no definition."""
GENERA = re.compile(
    r"^(?:une?|le|la|l'|des|les) ?(?:pratique|processus|procédé|ensemble|opération|dispositif|outil|technique|"
    r"mécanisme|système|"
    r"document|service|contrat|organisme|établissement|logiciel|acte|procédure|forme|type|catégorie|structure|"
    r"instance|personne|"
    r"collectivité|programme|capacité|faculté|action de|logiciels|gestionnaire|interface|liste de|terme|notion|mot|"
    r"norme|label|"
    r"méthode|réseau|plateforme|fichier|base de données|espace|association|autorité|impôt|taxe|aide|prestation|"
    r"allocation|"
    r"fait de|droit)s?\b",
    re.IGNORECASE,
)
SPECIFIES = re.compile(
    r"\b(?:qui|que|dont|où|lequel|laquelle|lesquels|lesquelles|auquel|duquel|permettant|destinée?s?|visant|chargée?s?|"
    r"conçue?s?|"
    r"composée?s?|constituée?s?|utilisée?s?|comprenant|regroupant|consistant|servant|mise?s?|créée?s?|assurée?s?|"
    r"effectuée?s?|basée?s?|fondée?s?|dédiée?s?|réservée?s?|regroupant|"
    r"exercée?s?|délivrée?s?|pour|par|entre|which|that|who|for|used)\b|\bqu'",
    re.IGNORECASE,
)
NO_ONE_THING = re.compile(
    r"\bsur (?:deux|trois|quatre|cinq|six|dix|cent)\b|\b(?:et|ou) (?:les?|la|l'|une?)\b|^[a-zà-ÿ]+(?:er|ir) (?:les?|"
    r"la|l'|une?|des)\b|"
    r"^(?:utilisation|usage)\b"
)
BY_DEFAULT = re.compile(
    r"^[^,;]{3,30} (?:par défaut|actuel|by default)\b|^une? [\w-]+ [\w-]+ (?:très|plus|assez|"
    r"fort) ",
    re.IGNORECASE,
)
STATED = frozenset(
    "exemple difference coeur but objectif enjeu role principe avantage inconvenient interet resultat raison idee "
    "presence "
    "absence "
    "importance limite risque choix titre sujet nombre montant total moitie utilisation usage projet rapport mission "
    "reforme"
    " programme etude".split()
)
"""What a sentence says something of, and names no notion by."""
SAYS_WHICH = re.compile(
    r"\b(?:par|dans|pour|sur|à|selon|avec|au moyen d\w*) ?(?:le|la|les|a?u)?(?:quel|quelle|quels|quelles)\b|"
    r"\bqui (?:permet|vise|consiste|désigne|regroupe|réunit|rassemble|comprend|assure|définit|fixe|organise|"
    r"gère)\w*\b|"
    r"\b(?:permettant|visant|consistant|regroupant|réunissant|(?:destiné|chargé|conclu|conçu|composé|constitué|placé|"
    r"situé)e?s?)\b",
    re.IGNORECASE,
)
WAS = re.compile(r"\b(?:qui|que|qu'|dont|où)\b[^.]{0,20}?\b(?:a|ont|avait|avaient|eut|fut|était|étaient)\b")
"""What happened to a thing, and not what it is."""
COUNTED = frozenset(
    "multitude vingtaine dizaine centaine millier douzaine trentaine majorite partie moitie tiers nombre quart "
    "minorite".split()
)
PRESENT = re.compile(r"(?:e|it|t|ent|end)$")
SHORTEST_GENUS, SHORTEST_SURE = 3, 5


def kind_of(sentence: str) -> KindOf | None:
    """The term of « X est un Y »; None when it is an opinion, a rank or a mere statement."""
    text = LEAD.sub("", plain(sentence), count=1)
    matched = IS_A.match(text)
    if (
        not matched
        or EVALUATIVE.match(matched["genus"])
        or matched["genus"].lower().startswith(("quelqu'un", "une fois"))
        or re.search(rf", {CALLED_IN_PASSING} ", text[: matched.start("genus")])
    ):
        return None
    term = _without_class(_term(matched), matched["genus"])
    length = len(words_of(matched["genus"]))
    if term is None or length < SHORTEST_GENUS or set(words_of(term)[:1]) & COUNTED:
        return None
    if BY_DEFAULT.search(matched["genus"]) or re.search(r"\d{4}", term):
        return None
    if _is_a_person(term, matched["article"]) or words_of(term)[0] in STATED or NO_ONE_THING.search(term):
        return None
    if (matched["article"] or "").strip().lower() in ("un", "une", "tout", "toute", "a", "an"):
        return KindOf(term, sure=True)
    if length < SHORTEST_SURE or not SPECIFIES.search(matched["genus"]):
        return KindOf(term, sure=False) if "«" in matched["name"] else None
    named = matched["gloss"] is not None and bool(re.search(r"[A-ZÀ-Ý]{2}|«", matched["gloss"]))
    named = named or (
        (is_a_name(term) and not (term.islower() and matched["article"])) and bool(GENERA.match(matched["genus"]))
    )
    several = len([word for word in words_of(term) if len(word) > 3]) > 1
    defining = _says_which(term, matched["genus"]) and not WAS.search(matched["genus"])
    sure = named or (several and defining and bool(GENERA.match(matched["genus"])))
    return KindOf(
        term,
        sure=sure,
        at_first=defining
        or "«" in matched["name"]
        or (is_a_name(term) and not (term.islower() and matched["article"])),
    )


def _says_which(term: str, genus: str) -> bool:
    """« la part de … », « un contrat par lequel … », « une bibliothèque où … » of some library: no mere quality."""
    again = words_of(term)[0] in words_of(genus)[1:2]
    return again or bool(re.match(r"(?:le|la|ce|celui|celle) |l'", genus)) or bool(SAYS_WHICH.search(genus))


def opens_with_its_name(sentence: str, title: str) -> bool:
    """Whether a sentence tells in the present what a thing that has a name of its own does: « lintian vérifie … »."""
    name = plain(title)
    if not is_a_name(name):
        return False
    told = re.match(
        rf"(?:(?:l'|le |la )?(?:[\w-]+ )?)?«?{re.escape(name)}»?(?: \([^()]+\))? (?P<verb>[\w-]+) "
        rf"[^\d]{{12}}",
        plain(sentence),
    )
    return told is not None and bool(PRESENT.search(told["verb"])) and is_verbal(told["verb"])


def is_a_name(term: str) -> bool:
    """One word that French does not have, in small letters (a tool) or in capitals (an acronym); no town, nobody."""
    if " " in term or is_a_word(term.lower()) or not re.search(r"[^\W\d_]{2}", term):
        return False
    return term.islower() or (term.isupper() and len(term) > 1)


def said_for(sentence: str) -> KindOf | None:
    """The term of « X permet de … », « X regroupe … »: what a thing is for, or made of; sure of « un X » only."""
    matched = SAYS_WHAT_FOR.match(LEAD.sub("", plain(sentence), count=1))
    term = _term(matched) if matched else None
    if not matched or term is None or COUNTS_PARTS.search(plain(sentence)[matched.end() - len(matched["verb"]) - 3 :]):
        return None
    of_any = (matched["article"] or "").strip().lower() in ("un", "une", "tout", "toute")
    return KindOf(term, sure=of_any and bool(OF_ANY.match(matched["verb"])))


def _term(matched: re.Match[str]) -> str | None:
    return as_term(f"{matched['article'] or ''}{matched['name']}")


def _without_class(term: str | None, genus: str) -> str | None:
    """« wanna-build » for « le système wanna-build est un système »: a name that only follows what it is."""
    if term is None:
        return None
    kind, _, name = term.partition(" ")
    is_name = bool(name) and not any(is_a_word(word.lower()) for word in re.findall(r"[^\W\d_]{2,}", name)[:1])
    return name if is_name and words_of(kind)[:1] == words_of(genus)[1:2] else term


def _is_a_person(term: str, article: str | None) -> bool:
    """« Claude Vezin », without an article."""
    found = re.findall(r"[^\W\d_]+", term)
    return not article and len(found) > 1 and all(word[0].isupper() and not word.isupper() for word in found[:2])


def without_lead(text: str) -> str:
    """The sentence from its subject on: « En astronomie, une éclipse … » → « une éclipse … »."""
    return LEAD.sub("", text, count=1)
