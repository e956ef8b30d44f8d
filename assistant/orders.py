"""A sentence of a document → whether it gives orders to a machine that reads it, instead of telling anything.

Known by its form, after what such attacks are made of (OWASP, LLM01 Prompt Injection): a call to drop instructions, a
role given, a demand on what to answer, marks of a conversation. Nothing that a model writes may rest on such a
sentence, and no model is given one.
"""

import re
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
    r"(?:instructions?|consignes?|directives?|prompts?|regles?|rules?|guidelines?|contraintes?|garde-?fous?|guardrails?|"
    r"filtres?|securites?|safety|ordres? precedent|tout ce qui (?:precede|est ecrit)|everything (?:above|before)|"
    r"the above|ce qui precede|texte precedent|previous|passages?|contexte|context|document|citations?|ci-dessus|role)"
)
_MACHINE = (
    r"(?:assistants?\b|ia\b|i\.a\.|(?<!j')ai\b|intelligence artificielle|artificial intelligence|llms?\b|chatbots?|"
    r"robots?\b|bots?\b|gpt|chatgpt|claude\b|mistral\b|albert\b|modele(?:s)? de langage|language model|large model|"
    r"system ?prompt|prompt systeme|prompts?\b|invite systeme|agents? conversationnels?|machine qui lit|modele qui lit)"
)
_SAYS = (
    r"(?:repond(?:s|ez|re)|ecri(?:s|vez|re)|affiche[zr]?|dis|dites|dire|revele[zr]?|repete[zr]?|recopie[zr]?|imprime[zr]?|"
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
    r"\b(?:tu es|tu n'es|vous etes|vous n'etes|you are|you're|agis|agissez|act as|act like|comporte-toi|pretend|"
    r"fais semblant|joue[zr]? le role|roleplay|a partir de maintenant|from now on)\b"
)
CALLS_A_MACHINE = re.compile(
    r"\b(?:nouvelles? (?:instructions?|consignes?)|"
    r"new (?:instructions?|rules?|role)|consigne (?:prioritaire|systeme|secrete|speciale|cachee|de securite)|"
    r"(?:system|priority|hidden|secret) (?:instructions?|message|override|prompt)|message systeme|"
    r"instructions? (?:prioritaires?|systemes?|speciales?|cachees?|secretes?|internes?)|"
    r"(?:mode|acces) (?:developpeur|administrateur|admin|debug|dieu|maintenance)|(?:developer|admin|debug|god) mode|"
    r"sans (?:aucune )?(?:restriction|filtre|censure)s?\b|jailbreak|do anything now|prompt injection)\b"
)
TO_A_MACHINE = re.compile(
    rf"(?:^|[\[<({{«\"*#=—–-]|\b(?:a|to|for|pour|cher|chere|dear|note a|note to|attention)\b)\W*"
    rf"(?:l'|the |toute? |any |all |tout )?{_MACHINE}.{{0,30}}?[:,!]|{_MACHINE}\W*:"
)
TURN_MARK = re.compile(
    r"<\|?/?\s*(?:im_start|im_end|system|user|assistant|endoftext|eot_id|(?:start|end)_header_id|passage|question|"
    r"instructions?|s)\b|\[/?(?:inst|system|sys)\]|<</?sys>>|\]\]>|"
    r"^\W*#*\s*(?:system|systeme|assistant|user|utilisateur|human|humain|instructions?)\s*(?:prompt|message)?\s*:|"
    r"^\W*(?:fin|end) (?:du|des|of|of the) (?:passages?|document|contexte?|rapport|prompt|instructions?)"
    r"\W*(?:$|[.:\]>=*#-])"
)
DEMANDS_AN_ANSWER = re.compile(
    rf"{_BEGINS}{_ADVERB}{_SAYS}\b(?:[- ](?:moi|lui|nous|leur|me|him|us|them|toujours|seulement|uniquement|"
    rf"always|only|just|simply|exactly|exactement|juste|simplement|bien))*"
    rf"(?:\s*:|\s*[«\"“]|\s+(?:que|qu'|that|le mot|la phrase|la mention|le texte|the word|the phrase|the sentence|"
    rf"the text|en anglais|in english|par oui|par non|oui|non|yes|no|toujours|always|seulement|only)\b)"
)
ASKS_AS_ONE = re.compile(rf"{_BEGINS}{_ADVERB}{_SAYS}\b")


@lru_cache(maxsize=20_000)
def gives_orders(sentence: str) -> bool:
    """Whether the sentence orders about a machine that reads it."""
    text = " ".join(fold(straight(sentence)).split())
    if DROPS_RULES.search(text) or TURN_MARK.search(text):
        return True
    demands = bool(DEMANDS_AN_ANSWER.search(text))
    addressed = bool(re.search(_ADDRESSED, text))
    machine = bool(CALLS_A_MACHINE.search(text) or TO_A_MACHINE.search(text))
    asks = bool(ASKS_AS_ONE.search(text))
    names_one = bool(re.search(rf"\b{_MACHINE}", text))
    if GIVES_A_ROLE.search(text) and (demands or names_one):
        return True
    return (machine and (demands or asks or addressed)) or (addressed and (demands or (asks and names_one)))


@lru_cache(maxsize=5_000)
def sentences_that_tell(chunk: Chunk) -> tuple[str, ...]:
    """The chunk's sentences, those empty that give orders, and what follows these in the same paragraph."""
    told: list[str] = []
    ordering, before = False, 0
    for start, end in chunk.sentences:
        ordering = ordering and "\n" not in chunk.text[before:start]
        sentence = chunk.text[start:end]
        ordering = ordering or gives_orders(sentence)
        told.append("" if ordering else sentence)
        before = end
    return tuple(told)
