"""A question → whether it asks for all of a kind, and on which topic; None when it asks anything else.

Read whole: a question with a condition that is not understood is not answered from a register.
"""

import re

from assistant.inventory.entries import Kind
from ingest.terms import straight

_NOUNS: dict[Kind, str] = {
    "recommendations": r"propositions|recommandations|pr[ée]conisations|mesures(?: propos[ée]es| pr[ée]conis[ée]es|"
    r" recommand[ée]es)?|recommendations|proposals",
    "examples": r"exemples|[ée]tudes de cas|cas pratiques|examples|case studies",
    "places": r"lieux|endroits|places",
    "people": r"personnes|personnalit[ée]s|people|persons",
    "organisations": r"organismes|organisations|institutions|organi[sz]ations|bodies",
    "figures": r"chiffres(?:[- ]cl[ée]s)?|donn[ée]es chiffr[ée]es|figures|numbers",
    "dates": r"dates(?:[- ]cl[ée]s)?|[ée]ch[ée]ances",
}
_NAMED = (
    r"(?:qui (?:sont |y sont )?)?(?:cit[ée]e?s|mentionn[ée]e?s|nomm[ée]e?s|donn[ée]e?s|formul[ée]e?s|[ée]voqu[ée]e?s|"
    r"pr[ée]sent[ée]e?s|[ée]nonc[ée]e?s|faites|contenu(?:e?s)|list[ée]e?s|mentioned|named|given|made|quoted|cited)"
)
_IN_REPORT = (
    r"(?:(?:du|de ce|de cet|de la|de cette|de l'|dans le|dans ce|dans cet|dans la|dans cette|dans l'|par le|par ce|"
    r"par cet|par la|par cette|par l'|que fait le|que fait ce|que contient le|que donne le|que cite le|"
    r"que mentionne le|selon le|d'apr[èe]s le|in the|of the|in this|of this|by the)\s*"
    r"(?:rapport|document|texte|[ée]tude|page|dossier|fichier|mission|report|study|paper))"
)
_ALL_FR = (
    r"(?:tou(?:te)?s (?:les|ces|ses)|l'ensemble des|la liste (?:compl[èe]te |exhaustive )?des|"
    r"une liste (?:compl[èe]te |exhaustive )?des|la totalit[ée] des)"
)
_ASKS = (
    r"(?:(?:quel(?:le)?s sont|quel(?:le)?s (?:[ée]taient)|what are|which are) (?:" + _ALL_FR + r"|all the|les|ses|the)"
    r"|(?:peux-tu |pouvez-vous |pourriez-vous |peut-on |je (?:veux|voudrais|souhaite|souhaiterais|cherche) |"
    r"j'aimerais (?:avoir |conna[îi]tre |voir )?|please |can you |merci de )?"
    r"(?:me |m'|nous )?(?:list(?:e|er|ez)|[ée]num[èe]re[rz]?|[ée]num[ée]re[rz]|cite[rz]?|recense[rz]?|"
    r"donne[rz]?|montre[rz]?|"
    r"affiche[rz]?|rappelle[rz]?|rappeler|pr[ée]sente[rz]?|avoir|conna[îi]tre|voir|list|give|show)?"
    r"(?:-(?:moi|nous)| me| us)?\s*(?:"
    + _ALL_FR
    + r"|all(?: of)? the|the (?:full |complete )?list of(?: all)?(?: the)?|"
    r"every)"
    r"|(?:liste|list|inventaire|relev[ée]|registre)(?: compl[èe]te| exhaustive)? (?:des|de toutes les|"
    r"de tous les|of(?: all)?(?: the)?)"
    r"|(?:list(?:e|er|ez)|[ée]num[èe]re[rz]?|recense[rz]?|list)(?:-(?:moi|nous))? (?:les|the)"
    r"|combien (?:de|d'|y a-t-il de|y a-t-il d'|de ces|le rapport (?:fait|formule|contient|compte)-t-il de|"
    r"fait-il de|contient-il de|contient-il d')|how many"
    r"|quel(?:le)?s|which|what)"
)
_TOPIC = (
    r"(?:sur|concernant|qui concernent?|relati(?:ve|f)s? (?:à|au|aux)|li[ée]e?s (?:à|au|aux)|portant sur|"
    r"qui portent? sur|qui parlent? d(?:e|u|es)|au sujet d(?:e|u|es)|à propos d(?:e|u|es)|en mati[èe]re d(?:e|u|es)|"
    r"touchant (?:à|au|aux)|en rapport avec|en lien avec|autour d(?:e|u|es)|pour ce qui est d(?:e|u|es)|"
    r"(?:au sujet|à propos) d'|en mati[èe]re d'|autour d'|on|about|regarding|concerning|related to|qui parlent? d')"
)
_ARTICLE = r"(?:les?|la|l'|une?|des|du|de la|de l'|de|d'|the|a|an)"
_FILLERS = (
    r"(?:principales?|principaux|grandes?|diff[ée]rente?s|autres|importante?s|\d+|key|main|"
    r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt)"
)
_TAIL = (
    r"(?:y a-t-il|y figurent|figurent|apparaissent|sont|ont [ée]t[ée]|fait-il|formule-t-il|contient-il|cite-t-il|"
    r"donne-t-il|mentionne-t-il|are there|are|does the report (?:make|give|name|contain)|formule le rapport|"
    r"fait le rapport|contient le rapport|cite le rapport|mentionne le rapport|donne le rapport|comporte le rapport|"
    r"le rapport (?:fait|formule|contient|cite|donne|mentionne|comporte|compte|en compte)(?:-t)?-il|"
    + _NAMED
    + r"|"
    + _IN_REPORT
    + r")"
)
OPENING = re.compile(r"(?:à propos|about) (?:d'|de la |de l'|des? |du )?(?P<topic>[^:]+?) : ", re.IGNORECASE)
"""How a follow-up is completed with its topic."""
ALL = re.compile(r"\btou(?:te)?s\b|\ball\b|liste?\b|ensemble|totalit[ée]")
NEED_BEING_NAMED: frozenset[Kind] = frozenset({"people", "organisations"})
"""« Quelles sont les personnes concernées ? » asks something else."""
COUNTED_KINDS: frozenset[Kind] = frozenset({"recommendations", "examples"})
"""« Combien de lieux » asks for a number that the report may give of its own, and these do not."""


def asked_register(question: str) -> tuple[Kind, str | None] | None:
    """« Toutes les propositions sur l'expérimentation » → recommendations, « l'expérimentation »."""
    asked = straight(" ".join(question.split())).strip(" ?.!")
    opening = OPENING.match(asked)
    about, asked = (opening["topic"], asked[opening.end() :]) if opening else (None, asked)
    for kind in _NOUNS:
        found = _pattern(kind).fullmatch(asked)
        if found is None:
            continue
        asks = found["asks"].lower()
        if asks.startswith(("combien", "how many")) and kind not in COUNTED_KINDS:
            continue
        topic = found["topic"]
        if asks in {"quels", "quelles", "which", "what"} and not found["tail"] and not topic:
            continue
        if kind in NEED_BEING_NAMED and not found["tail"] and not ALL.search(asks):
            continue
        return kind, _as_topic(topic or about)
    return None


def _pattern(kind: Kind) -> re.Pattern[str]:
    known = _PATTERNS.get(kind)
    if known is None:
        known = _PATTERNS[kind] = re.compile(
            rf"(?:et |bonjour,? |alors,? )?(?P<asks>{_ASKS})\s*(?:{_FILLERS} )*(?:{_NOUNS[kind]})"
            rf"(?: {_FILLERS})*(?P<tail>(?: {_TAIL})*)(?: {_TOPIC}\s*(?:{_ARTICLE}\s*)?(?P<topic>.+?))?"
            rf"(?:,? {_IN_REPORT})?(?:,? (?:s'il (?:te|vous) pla[îi]t|svp|please|merci))?",
            re.IGNORECASE,
        )
    return known


_PATTERNS: dict[Kind, re.Pattern[str]] = {}


def _as_topic(topic: str | None) -> str | None:
    if topic is None:
        return None
    plain = re.sub(rf",?\s*{_IN_REPORT}$", "", topic, flags=re.IGNORECASE).strip(" ,?")
    return plain or None
