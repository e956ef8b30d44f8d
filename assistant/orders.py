"""A sentence of a document → whether it gives orders to a machine that reads it, instead of telling anything.

Known by its form, after what such attacks are made of (OWASP, LLM01 Prompt Injection): a call to drop instructions, a
role given, a demand on what to answer, marks of a conversation. Nothing that a model writes may rest on such a
sentence, and no model is given one.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from ingest.chunks import Chunk
from ingest.terms import fold, straight

_BEGINS = (
    r"(?:^|[.:;,!?«»\"“”'()\[\]{}<>*#=/|—–-]|\b(?:et|puis|maintenant|desormais|ensuite|donc|alors|and|then|now|please|"
    r"svp|stp|s'il (?:te|vous) plait|veuillez|merci de|tu dois|vous devez|tu vas|vous allez|il (?:te|vous) faut|dois|"
    r"you (?:must|should|will|are to|have to)|must|should|assistant|ia|ai|systeme?|system|note|important|attention|"
    r"urgent|obligation de|ordre de|demande de|priere de|afin de|pour|to))\s*"
)
_ADVERB = r"(?:(?:bien|toujours|simplement|juste|aussi|just|always|also|simply|completely|completement|totalement) )?"
_DROP = (
    r"(?:ne (?:tiens|tenez|tenir) (?:pas|plus|aucun) compte|ne (?:suis|suivez|respecte[zr]?|lis|lisez) (?:pas|plus)|"
    r"passe[zr]? outre|fai(?:s|tes|re) (?:abstraction|fi)|"
    r"ignore[zrs]?|ignorer|oublie[zrs]?|oublier|neglige[zr]?|contourne[zr]?|desactive[zr]?|abandonne[zr]?|efface[zr]?|"
    r"remplace[zr]?|annule[zr]?|desobei\w*|cesse[zr]? de (?:suivre|respecter)|arrete[zr]? de (?:suivre|respecter)|"
    r"disregard|forget|ignore|override|bypass|discard|delete|drop|disable|stop (?:following|obeying)|"
    r"do not (?:follow|obey)|don't (?:follow|obey))"
)
_RULES = (
    r"(?:instructions?|consignes?|directives?|prompts?|regles?|rules?|guidelines?|contraintes?|garde-?fous?|"
    r"guardrails?|"
    r"filtres?|securites?|safety|ordres? precedent|tout ce qui (?:precede|est ecrit)|everything (?:above|before)|"
    r"the above|ce qui precede|texte precedent|previous|passages?|contexte|context|document|citations?|ci-dessus|role)"
)
_MACHINE = (
    r"(?:assistants?\b|ia\b|i\.a\.|(?<!j')ai\b|intelligence artificielle|artificial intelligence|llms?\b|chatbots?|"
    r"robots?\b|bots?\b|gpt|chatgpt|claude\b|mistral\b|albert\b|modele(?:s)? de langage|language model|large model|"
    r"system ?prompt|prompt systeme|prompts?\b|invite systeme|agents? conversationnels?|machine qui lit|modele qui lit)"
)
_SAYS = (
    r"(?:repond(?:s|ez|re)|ecri(?:s|vez|re)|affiche[zr]?|dis|dites|dire|revele[zr]?|repete[zr]?|recopie[zr]?|"
    r"imprime[zr]?|"
    r"termine[zr]?|commence[zr]?|conclu(?:s|ez|re)|affirme[zr]?|confirme[zr]?|annonce[zr]?|declare[zr]?|insere[zr]?|"
    r"ajoute[zr]?|traduis|traduisez|traduire|mentionne[zr]?|precise[zr]?|indique[zr]?|donne[zr]?|cite[zr]?|"
    r"recommande[zr]?|produis(?:ez)?|genere[zr]?|fourni(?:s|ssez|r)|transmet(?:s|tez|tre)|envoie|envoyez|envoyer|"
    r"answer|reply|respond|say|write|output|print|reveal|repeat|display|show|state|tell|append|add|include|insert|"
    r"translate|confirm|claim|begin|start|end|send|leak|dump|give|provide|generate|mention|recommend)"
)
_ADDRESSED = (
    r"\b(?:tu|te|toi|ton|ta|tes|t'|you|your)\b|\b(?:utilisateur|utilisatrice|lecteur|user|reader)\b|"
    r"\b(?:reponse|reponses|question posee|questions posees|quelle que soit la question|answer|answers|response|"
    r"whatever the question|any question|toute question|toutes les questions|chaque question|every question)\b"
)
DROPS_RULES = re.compile(rf"{_BEGINS}{_ADVERB}{_DROP}\b.{{0,60}}?\b{_RULES}")
GIVES_A_ROLE = re.compile(
    r"\b(?:tu es|tu n'es|tu incarnes|tu joues|tu seras|vous etes|vous n'etes|vous incarnez|you are|you're|agis|agissez|"
    r"act as|act like|comporte-toi|pretend|fais semblant|joue[zr]? le role|dans ce role|in this role|roleplay|"
    r"a partir de maintenant|from now on|imagine que tu|imaginons)\b"
)
CALLS_A_MACHINE = re.compile(
    r"\b(?:nouvelles? (?:instructions?|consignes?|regles?)|new (?:instructions?|rules?|role)|"
    r"consignes? (?:prioritaires?|systeme|secretes?|speciales?|cachees?|de securite)|"
    r"(?:system|priority|hidden|secret|developer|admin) (?:instructions?|messages?|notices?|override|prompt|"
    r"directives?)|"
    r"(?:messages?|notes?|instructions?|consignes?) (?:du |de l'|des )?(?:systeme|developpeurs?|administrateurs?)|"
    r"instructions? (?:prioritaires?|systemes?|speciales?|cachees?|secretes?|internes?)|instructions? (?:for|to|pour) |"
    r"(?:mode|acces) (?:developpeur|administrateur|admin|debug|dieu|maintenance)|"
    r"(?:developer|admin|debug|god|maintenance) mode|"
    r"sans (?:aucune )?(?:restriction|filtre|censure|limite)s?|jailbreak|do anything now|prompt injection|"
    r"valide[es]? par l'administrateur|before answering|avant de repondre|(?:lire|lu) par le modele)\b"
)
NAMES_A_MACHINE = re.compile(
    rf"\b{_MACHINE}|\b(?:lecture|lecteurs?|syntheses?|resumes?|traitements?|reponses?|analyses?|outils?|systemes?|"
    r"dispositifs?|services?|agents?) (?:de \w+ )?automati\w+|\b(?:automated|automatic) \w+|\bsummari[sz]ers?\b|"
    r"\bmachine readers?\b|\bdan\b"
)
TO_A_MACHINE = re.compile(
    rf"(?:^|[\[<({{«\"*#=—–-]|\b(?:a|to|for|pour|cher|chere|dear|note a|note to|attention)\b)\W*"
    rf"(?:l'|the |toute? |any |all |tout )?{_MACHINE}.{{0,30}}?[:,!]|{_MACHINE}\W*:"
)
TURN_MARK = re.compile(
    r"<\|?/?\s*(?:im_start|im_end|system|user|assistant|endoftext|eot_id|(?:start|end)_header_id|passage|question|"
    r"instructions?|context|documents?|s)\b|<\|[^<>|]{1,40}\|>|\[/?(?:inst|system|sys)\]|<</?sys>>|\]\]>|"
    r"```\s*(?:system|assistant|user|prompt)|[\"']role[\"']\s*:|"
    r"^\W*#*\s*(?:system|systeme|assistant|user|utilisateur|human|humain|instructions?)\s*(?:prompt|message)?\s*:|"
    r"^\W*(?:fin|end) (?:du|des|of|of the) (?:passages?|document|contexte?|rapport|prompt|instructions?)"
    r"\W*(?:$|[.:\]>=*#-])"
)
"""What a conversation with a model is parted by: what follows is the rest of a made-up one."""
DEMANDS_AN_ANSWER = re.compile(
    rf"{_BEGINS}{_ADVERB}{_SAYS}\b(?:[- ](?:moi|lui|nous|leur|me|him|us|them|toujours|seulement|uniquement|"
    rf"always|only|just|simply|exactly|exactement|juste|simplement|bien))*"
    rf"(?:\s*:|\s*[«\"“*]|\s+(?:que|qu'|that|le mot|la phrase|la mention|le texte|the word|the phrase|the sentence|"
    rf"the text|en anglais|in english|par oui|par non|oui|non|yes|no|toujours|always|seulement|only)\b)"
)
IMPERATIVE = re.compile(
    rf"{_BEGINS}(?:ne |n'|do not |don't |never )?(?:reponds|ecris|dis|fais|mets|conclus|traduis|transmets|produis|"
    rf"fournis|"
    r"agis|reponds-|insulte-|invite plutot|repondez qu|cite sources|recopie[zr]?|repete[zr]?|list only|say that|"
    r"state that|reply|answer)\b"
)
"""Second persons that are no third person too: nobody writes so in a report."""
DIRECTS = re.compile(
    rf"\b(?:doi(?:s|t|vent)|devr\w+|tenue?s? d(?:e|')|il (?:convient|faut|est demande|importe)(?: de| d'|)|"
    rf"merci d(?:e|')|"
    rf"veuillez|priee?s? d(?:e|')|shall|must|should|is required to|are required to)\s*(?:[\w']+ ){{0,3}}?"
    rf"(?:ne (?:pas )?)?(?:{_SAYS}|designe[re]?|presente[rz]?|signale[rz]?|call|list|explain|invite[rz]?|"
    rf"insulte[rz]?)\b"
)
ASKS_AS_ONE = re.compile(rf"{_BEGINS}{_ADVERB}{_SAYS}\b")
SPOKEN_TO_AS_ONE = re.compile(r"\b(?:tu|toi|te)\b|\bt'(?=\w)|-tu\b")
BLOCK_END = "\n\n"
SPACED_OUT = re.compile(r"(?:\b\w ){6,}\w\b")


@lru_cache(maxsize=20_000)
def gives_orders(sentence: str) -> bool:
    """Whether the sentence surely orders about a machine that reads it."""
    text = _plain(sentence)
    if DROPS_RULES.search(text) or TURN_MARK.search(text):
        return True
    demands = bool(DEMANDS_AN_ANSWER.search(text) or IMPERATIVE.search(text))
    addressed = bool(re.search(_ADDRESSED, text))
    calls = bool(CALLS_A_MACHINE.search(text) or TO_A_MACHINE.search(text))
    directs = bool(DIRECTS.search(text) or ASKS_AS_ONE.search(text))
    names_one = bool(NAMES_A_MACHINE.search(text))
    if GIVES_A_ROLE.search(text) and (demands or names_one):
        return True
    return (calls and (demands or directs or addressed)) or (addressed and (demands or (directs and names_one)))


@lru_cache(maxsize=20_000)
def may_give_orders(sentence: str) -> bool:
    """The same when in doubt: « tu », an imperative, a machine that must say something."""
    text = _plain(sentence)
    return (
        gives_orders(sentence)
        or any(sign.search(text) for sign in (SPOKEN_TO_AS_ONE, IMPERATIVE, CALLS_A_MACHINE, TO_A_MACHINE))
        or bool(SPACED_OUT.search(" ".join(sentence.split())))
        or bool(NAMES_A_MACHINE.search(text) and (DIRECTS.search(text) or DEMANDS_AN_ANSWER.search(text)))
    )


def _plain(sentence: str) -> str:
    text = " ".join(fold(straight(sentence)).split())
    return SPACED_OUT.sub(lambda found: found[0].replace(" ", ""), text) if SPACED_OUT.search(text) else text


@lru_cache(maxsize=5_000)
def sentences_that_tell(chunk: Chunk) -> tuple[str, ...]:
    """The chunk's sentences, those empty that surely give orders, and what follows these in the same paragraph."""
    return _without(chunk, gives_orders)


@lru_cache(maxsize=5_000)
def sentences_that_bear(chunk: Chunk) -> tuple[str, ...]:
    """The chunk's sentences that something may rest on: those empty that may give orders, and what follows them."""
    return _without(chunk, may_give_orders)


def _without(chunk: Chunk, orders: Callable[[str], bool]) -> tuple[str, ...]:
    told: list[str] = []
    ordering, before = False, 0
    for start, end in chunk.sentences:
        between, sentence = chunk.text[before:start], chunk.text[start:end]
        turns = bool(TURN_MARK.search(_plain(between + sentence)))
        ordering = turns or (ordering and BLOCK_END not in between) or gives_orders(sentence)
        told.append("" if ordering or orders(sentence) else sentence)
        before = end
    return tuple(told)
