"""A sentence → the terms that its own wording defines, each with the form of it: « X désigne », « on entend par X »."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.inventory.appositions import set_beside
from assistant.inventory.genus import CALLED_IN_PASSING, NO_ONE_THING, PRESENT
from assistant.inventory.lemmas import is_verbal
from assistant.inventory.plain import VAGUE, as_term, plain, words_of
from ingest.terms import fold


@dataclass(frozen=True)
class DefinedTerm:
    """A term that a sentence defines, and how."""

    term: str
    form: str


_ADVERB = (
    r"(?:(?:ainsi|donc|alors|aujourd'hui|également|aussi|généralement|communément|parfois|souvent|ici|habituellement|"
    r"plus largement|classiquement|couramment|simplement|juridiquement|en général|dans ce rapport) )*"
)
_THEN_DEFINED = (
    r"(?<! de)(?<! d')(?<! à)(?<! en)(?<! et)(?<! ou)(?<! par)(?<! pour)(?<! sur)(?<! dans)(?<! avec)"
    r"(?: ?[:,] ?| )(?=(?:tout(?:es?)?|tous|une?|les?|la|ce(?:ux|lui|lle|lles)?|cet|cette|ces|chaque|aussi bien|à la "
    r"fois|"
    r"non seulement|soit|quiconque|le fait)\s|l')"
)
"""Where a term ends and what it is begins: at a determiner that no preposition commands."""
_WHAT = (
    r"(?:ainsi |ici |donc |aussi bien |à la fois |non seulement |d'abord |tantôt )?(?:l'|(?:tout(?:es?)?|tous|une?|"
    r"les?|la|ce(?:ux|lui|lle|lles)?|"
    r"cet|cette|ces|des|chaque|du) )"
)
_AS = r"(?:,[^,]{3,80},| par [^,]{3,60}?)? ?comme\b"
IS_DEFINED = re.compile(
    r"^(?P<before>.+?)(?:,[^,]{3,80},)? (?:ne )?"
    r"(?:(?:peut|peuvent|pourrait|pourraient|doit|doivent|devrait|devraient) (?:donc |ainsi |alors )?"
    rf"(?:se définir|s'entendre|être (?:ici )?(?:{_ADVERB})(?:définie?s?|entendue?s?|comprise?s?)){_AS}"
    rf"|se définit\b|se définissent\b|(?:est|sont) {_ADVERB}(?:définie?s?|entendue?s?|comprise?s?)(?: ici)?{_AS}"
    r"|s'entend(?:ent)? (?:ici )?(?:de|des|du|d'|comme|par)\b)",
    re.IGNORECASE,
)
DEFINES = re.compile(
    r"\b(?:on|nous|le (?:présent )?rapport|la loi|le code|l'article [\w.-]+|la mission|l'(?:ONU|OCDE|Unesco|INSEE|"
    r"Insee|État)|"
    r"les auteurs|le décret|la directive|le règlement)(?:[^,.;:]{0,60})? "
    r"(?:peut|pourrait|propose de|choisit de|avons choisi de|proposons de|a proposé de|convient de)? ?"
    r"(?:définir|définit|définissons|a défini|avons défini) (?P<term>.+?) comme(?: étant)? (?=\S)",
    re.IGNORECASE,
)
IS_MEANT = re.compile(
    r"(?:\bon|\bnous|\bil faut|\bil convient d'|\bil y a lieu d'|\bdoit(?: être)?|\bsera|\best)"
    rf"(?: faut| peut| doit| pouvons| devons)? ?{_ADVERB}(?:entend|entendons|entendre|entendra|désigne|désignons|"
    rf"comprend|veut dire|entendu|"
    rf"entendue) "
    rf"{_ADVERB}(?:ici )?par (?:là )?(?!là\b)(?P<term>«[^«»]+»|.+?){_THEN_DEFINED}",
    re.IGNORECASE,
)
BY_IS_MEANT = re.compile(
    r"(?:^|[,;:.] )par (?P<term>«[^«»]+»|[^,;:]{2,90}?)(?:,(?: [^,;:]{3,60},)? | )(?:on|nous|il faut|il convient d'|"
    r"il y a lieu d'|l'on|la loi|la mission|les auteurs|le (?:présent )?rapport)(?: peut| doit)? ?"
    r"(?:entend|entendons|entendre|comprend|"
    r"comprendre|désigne|désignons)\b",
    re.IGNORECASE,
)
MEANS = re.compile(
    r"^(?P<before>.+?)(?:,[^,]{3,80},)? "
    rf"(?P<verb>(?:{_ADVERB})(?:(?:ne )?désigne(?:nt)?(?: (?:rien d'autre )?qu)?|désignera|signifie(?:nt)?|veut dire|"
    rf"veulent dire|correspond(?:ent)? "
    rf"(?:à|au|aux)|"
    r"fait référence (?:à|au|aux)|font référence (?:à|au|aux)|renvoie(?:nt)? (?:à|au|aux)|recouvre(?:nt)?|"
    rf"caractérise(?:nt)?|qualifie(?:nt)?|(?:est|sont) {_ADVERB}(?:utilisée?s?|employée?s?) pour (?:désigner|nommer|"
    rf"qualifier|décrire|parler d\w*|faire référence (?:à|aux?))|s'applique(?:nt)? (?:à|au|aux))) (?P<after>.+)$",
    re.IGNORECASE,
)
ENGLISH = re.compile(
    r"^(?P<before>.+?) (?:is defined as|are defined as|can be defined as|means|refers to|stands for) "
    r"(?P<after>.+)$",
    re.IGNORECASE,
)
IS_CALLED = re.compile(
    r"^(?P<genus>(?:un|une|le|la|les|l'|des|cet|cette|ce|ces|tout|toute|l'ensemble) ?[^.;:]{8,160}?) "
    rf"(?:est|sont) {_ADVERB}(?:appelée?s?|nommée?s?|dénommée?s?|désignée?s? (?:sous le (?:nom|terme) d|par le terme "
    rf"d)'?e?) "
    r"(?P<term>«[^«»]+»|[^.,;:()«»]{2,60})(?= ?(?:[.,;(]|$))",
    re.IGNORECASE,
)
ONE_CALLS = re.compile(
    rf"(?:^|[,;:] )(?:on|nous) (?:peut |pouvons )?{_ADVERB}(?:appelle|appelons|appeler|nomme|nommons|qualifie de|"
    rf"dénomme|"
    rf"désigne sous le (?:nom|terme) de) {_ADVERB}(?P<term>«[^«»]+»|.+?){_THEN_DEFINED}",
    re.IGNORECASE,
)
_CALLED = (
    r"(?:également |aussi |couramment |communément )?(?:appelée?s?|dite?s?|dénommée?s?|nommée?s?|baptisée?s?|qu'on "
    r"appelle|"
    r"que l'on appelle)(?: également| aussi| les?| la| un| une)* "
)
_SOME = r"\b(?:une?|l'ensemble|des) (?:(?!\b(?:qui|que|dont|où|est|sont)\b)[^.;:«»,]){6,80}?"
_NAME = r"[^\s,.;:()«»/*_]+(?: d[eu]s? [^\s,.;:()«»/*_]+| [^\s,.;:()«»/*_]+)?"
NAMED = re.compile(rf"{_SOME}(?:, | \(| ){_CALLED}(?P<term>«[^«»./*_]{{2,60}}»)(?= ?(?:[,.;:)]|qui|$))", re.IGNORECASE)
NAMED_BARELY = re.compile(rf"{_SOME}(?:, {_CALLED}(?P<term>{_NAME})(?= ?(?:qui|dont|\.$|,)))", re.IGNORECASE)
NAMED_AND_TOLD = re.compile(rf"{_SOME} {_CALLED}(?P<term>{_NAME})(?= (?:qui|dont) )", re.IGNORECASE)
SUCH_ARE_CALLED = re.compile(
    r"^(?P<genus>(?:de tels?|de telles?|ces|cet|cette|ce) [^,.;:()«»]{3,60}) (?:est|sont) "
    r"(?:alors |ainsi |aussi |donc )?(?:dite?s?|appelée?s?|nommée?s?|dénommée?s?|qualifiée?s? de) "
    r"(?P<term>«[^«»]{3,60}»)",
    re.IGNORECASE,
)
THEY_ARE_CALLED = re.compile(
    r"^.*\b(?P<noun>[^\W\d_]{4,})\b.*; (?:ces|cet|cette|ce) (?P=noun) (?:est|sont) (?:dite?s?|appelée?s?|nommée?s?|"
    r"dénommée?s?) (?P<term>«[^«»]{3,60}»|[^\s,.;:()«»]+)(?= ?(?:[.,;]|$))",
    re.IGNORECASE,
)
THAT_ONE_CALLS = re.compile(
    r"\b(?:une?|des) [^\W\d_]+(?: [^\W\d_]+)? (?:qu'on|que l'on|que nous) (?:appelle|appelons|nomme|nommons)(?: "
    r"(?:aussi|parfois|couramment|ici))? (?:(?:les?|la|une?) |l')?(?P<term>«[^«»]{3,60}»|[^,.;:()«»]{3,50}?)"
    r"(?= ?(?:[.,;(]|$))",
    re.IGNORECASE,
)
SAID_IN_BRACKETS = re.compile(
    r"\b(?:l'|(?:les?|la|une?|des) )(?P<term>[^\s,.;:()«»']+(?: (?:de |d'|des |du )?[^\s,.;:()«»]+)?) "
    r"\(c'est-à-dire,? (?=(?:l'|(?:les?|la|une?|des|celui|celle|ceux|celles|tout|toute) )[^()]{8})",
    re.IGNORECASE,
)
SO_CALLED = re.compile(r"\b(?:les?|la|l'|une?|des) ?(?P<noun>[^\W\d_]+) dite?s? «(?P<term>[^\W\d_]+)»", re.IGNORECASE)
IS_WHO = re.compile(
    r"^(?:est|sont)(?: ici| donc| ainsi)?(?: (?:considérée?s?|regardée?s?|réputée?s?|qualifiée?s?) comme(?: étant)?|"
    r" qualifiée?s? de| dite?s?)? "
    r"(?!nommée?s? |élue?s? |désignée?s? |invitée?s? |concernée?s? |déclarée?s? |retenue?s? |exclue?s? )"
    r"(?P<term>«[^«»]+»|[^,;:()]{3,60}?)(?:,[^;:]{3,200},)? "
    r"(?=(?:celui|celle|ceux|celles|toute?s? |tous |les? |la |l'|une? |quiconque))",
    re.IGNORECASE,
)
IS_SAID_OF = re.compile(
    r"^(?:est|sont) (?:dite?s?|réputée?s?) (?P<quality>[^\W\d_]+) (?:une?|les?|la|des|tout|toute|l')"
    r" ?(?P<noun>[^\W\d_]+)\b.{12}",
    re.IGNORECASE,
)
"""« Est dit orphelin un site dont … » defines the orphan site."""
CONSTITUTES = re.compile(
    r"\b(?:constitue(?:nt)?|forme(?:nt)?) (?P<term>(?:une?|des) [^,;:()]{3,60}?) "
    r"(?=(?:toute?s?|tous|le fait|l'ensemble|celui|celle|ceux|celles|quiconque)\b)",
    re.IGNORECASE,
)
ANY_WITH_ACRONYM = re.compile(
    r"^(?P<term>(?:Une?|Tout|Toute) [^,;:()]{3,60}) \([A-ZÀ-Ý][\w-]{1,9}\) (?P<verb>[^\W\d_]+)\b(?! \d).{12}"
)
ATTESTS = re.compile(
    r"^(?:la |le |l')(?P<term>(?:certification|norme|label|certificat|diplôme|agrément|marque|titre) "
    r"«?[A-ZÀ-Ý\d][\w-]*»?(?: [A-ZÀ-Ý\d][\w-]*)*) (?:atteste|garantit|certifie|reconnaît|"
    r"distingue|signale|récompense)\b",
    re.IGNORECASE,
)
NAMED_IN_PASSING = re.compile(
    rf"^(?:(?:les?|la|une?|cet|cette|ce|ces) |l')[^,;:()«»]{{3,60}}, {CALLED_IN_PASSING} "
    r"(?P<term>«[^«»]{2,60}»|[^,;:()«»]{2,50}), (?:est|sont) (?=(?:une?|la|le|les|des) |l')",
    re.IGNORECASE,
)
"""« L'outil, baptisé X, est une application… »."""
BEHIND_THE_NAME = re.compile(
    r"\bsous (?:le (?:nom|terme|vocable)|l'(?:appellation|expression)|la dénomination) (?:générique )?(?:de |"
    r"d')(?P<term>«[^«»]+»|"
    r"[^,;:()]{3,60}?) (?=se cache|on |nous |sont |est |se range)",
    re.IGNORECASE,
)
ONE_SPEAKS_OF = re.compile(
    r"\b(?:on parle|(?:nous )?parlons|parlent|parle-t-on) (?:alors |ainsi |aussi |ici )?(?:de |d')(?P<term>«[^«»]+»|"
    r"[^,;:()]{3,60}?) "
    r"(?=(?:pour (?:nommer|désigner|qualifier|décrire|évoquer|parler|signifier)|lorsqu|quand|dès lors|dès qu))",
    re.IGNORECASE,
)
WHAT_ONE_CALLS = re.compile(
    r"^c'est (?:là )?ce qu(?:e l')?'?(?:on|nous) (?:appelle|appelons|nomme|nommons|désigne sous le nom de) "
    r"(?P<term>«[^«»]+»|"
    r"[^,;:()]{3,60}?)(?= ?[:,–—(.])",
    re.IGNORECASE,
)
WHICH_COVERS = re.compile(
    r"\b(?:(?:la notion|le terme|le concept|l'expression|le mot|celui|celle) (?:de |d')|(?:l'|le |la "
    r"))(?P<term>«[^«»]+»|"
    r"[^,;:()«»]{3,50}?)(?: \([^()]{2,30}\))?, (?:terme |notion |expression )?qui "
    r"(?=(?:recouvre|désigne|signifie|s'applique à|renvoie à|correspond à) (?:l'|tout|une?|les?|la|des|ce))",
    re.IGNORECASE,
)
BETTER_KNOWN = re.compile(
    r"(?:plus|mieux|également|aussi) connue?s? sous (?:le nom|l'appellation|la dénomination) (?:de |"
    r"d')(?P<term>«[^«»]+»|"
    r"[^,;:()]{3,60}?),? (?=(?:est|sont|désigne|permet)\b)",
    re.IGNORECASE,
)
DEFINITION_OF = re.compile(
    r"\bdéfinition (?:suivante |retenue |commune |officielle )?(?:de la |de l'|du |des |de |d')(?P<term>«[^«»]+»|"
    r"[^,;:()]{3,60}?)"
    r"(?: (?:retenue )?est (?:la suivante|celle-ci))? ?: (?=\S.{15})",
    re.IGNORECASE,
)
OTHER_FORMS = (
    (DEFINITION_OF, "is_defined_as"),
    (NAMED, "is_called"),
    (NAMED_BARELY, "is_called"),
    (NAMED_AND_TOLD, "is_called"),
    (SUCH_ARE_CALLED, "is_called"),
    (THEY_ARE_CALLED, "is_called"),
    (THAT_ONE_CALLS, "is_called"),
    (SAID_IN_BRACKETS, "that_is"),
    (IS_WHO, "is_who"),
    (CONSTITUTES, "is_who"),
    (ATTESTS, "presents"),
    (NAMED_IN_PASSING, "is_called"),
    (BEHIND_THE_NAME, "is_called"),
    (ONE_SPEAKS_OF, "is_called"),
    (WHAT_ONE_CALLS, "is_called"),
    (WHICH_COVERS, "means"),
    (BETTER_KNOWN, "is_called"),
)
CONSISTS = re.compile(r"^(?P<before>[^,;:]{3,80}?) consiste(?:nt)? (?:à|en) (?P<after>.{20,})$", re.IGNORECASE)
UNDERTAKEN = frozenset(
    "projet projets reforme programme dispositif mesure mesures experimentation demarche plan politique strategie "
    "travail difficulte "
    "effort efforts tendance approche idee logique solution intervention aide initiative priorite reponse levier "
    "travaux etude".split()
)
"""What somebody does « consiste à » without being a notion."""
SHORTEST_RECALLED = 4
CLAUSE_END = re.compile(
    r"[,;:()—–]\s|\b(?:que|qu'|car|si|mais|puisque|parce que|alors que|où|dont|selon lequel|quand|lorsque|that|"
    r"while)\b"
)
APPOINTS = frozenset(
    "loi code rapport mission article decret maire maires prefet prefets ministre ministres conseil conseils "
    "assemblee assemblees comite comites commission "
    "commissions collectivite collectivites commune communes region regions departement departements president "
    "presidente gouvernement etat jury bureau direction directeur directrice parties membres elus elu juge tribunal "
    "employeur agent administration autorite premier parlement senat metropole epci".split()
)
"""Who « désigne » somebody: no term is defined then."""
APPOINTED = re.compile(
    r"^(?:en son sein |parmi |chaque |en |au |à |leurs? |ses |son |sa )|^(?:une?|les?|la|l'|des|deux|\d+) ?"
    r"(?:référente?s?|présidente?s?|responsables?|membres?|représentante?s?|rapporteure?s?|déléguée?s?|"
    r"correspondante?s?|"
    r"chefs?|coordonna|secrétaire|titulaire|candidat|lauréat|vice-)",
    re.IGNORECASE,
)
VARIOUS = re.compile(
    r"^(?:à |aux? )?(?:des|de|plusieurs|différent\w*|divers\w*) ?(?:\w+ )?(?:réalités|situations|"
    r"sens|acceptions|choses|nombreu\w+|très)"
)
FIGURE = re.compile(
    r"^(?:près d|plus d|moins d|environ |quelque |un total|\d|un (?:tiers|quart)|une (?:moyenne|hausse|baisse|part))"
)
NAMES_A_WORD = re.compile(
    r"^(?:(?:dans|pour|en|selon|au sens)\b[^,]{2,60}, )?(?:le |la |l'|les |ce |cette )?"
    r"(?:termes?|mots?(?! d'ordre)|expressions?|notions?|concepts?|sigle|acronyme|vocable|term|word|expression|"
    r"concept|notion)\b",
    re.IGNORECASE,
)


def defined_terms(sentence: str) -> list[DefinedTerm]:
    """The terms that the sentence defines by its wording, the surest form first; no term twice."""
    text = plain(sentence)
    if not text or text.endswith("?") or len(text) > 1200:
        return []
    found: dict[str, DefinedTerm] = {}
    for form, phrase in _candidates(text):
        term = as_term(phrase)
        if term and (term[0].isalnum() or form == "is_a"):
            found.setdefault(fold(term), DefinedTerm(term, form))
    return list(found.values())


def _candidates(text: str) -> Iterator[tuple[str, str]]:
    if matched := IS_DEFINED.match(text):
        yield "is_defined_as", _subject(matched["before"])
    for matched in DEFINES.finditer(text):
        yield "is_defined_as", matched["term"]
    for matched in (*BY_IS_MEANT.finditer(text), *IS_MEANT.finditer(text)):
        yield "is_meant_by", matched["term"]
    for clause in re.split(r"»? (?:alors que|tandis que)|;", text):
        if (matched := MEANS.match(clause.strip())) and _means(matched):
            yield "means", _subject(matched["before"])
    if (matched := CONSISTS.match(text)) and not set(words_of(matched["before"])) & (VAGUE | UNDERTAKEN):
        yield "consists_in", matched["before"]
    if (matched := ENGLISH.match(text)) and not re.match(r"that\b", matched["after"]):
        yield "means", _subject(matched["before"])
    for matched in ONE_CALLS.finditer(text):
        yield "is_called", matched["term"]
    if (matched := IS_CALLED.match(text)) and _names_a_kind(matched):
        yield "is_called", matched["term"]
    for matched in NAMED.finditer(text):
        yield "is_called", f"«{matched['term']}»"
    said_of = IS_SAID_OF.match(text)
    for pattern, form in OTHER_FORMS:
        if pattern is IS_WHO and (said_of or not text[0].isupper()):
            continue
        yield from (
            (form, matched["term"]) for matched in pattern.finditer(text) if not _is_an_acronym_of_many(matched)
        )
    if said_of:
        yield "is_who", f"{said_of['noun']} {said_of['quality']}"
    if (
        (matched := ANY_WITH_ACRONYM.match(text))
        and _does(matched["verb"])
        and not NO_ONE_THING.search(matched["term"])
    ):
        yield "is_for", matched["term"]
    if matched := SO_CALLED.search(text):
        yield "is_called", f"{matched['noun']} {matched['term']}"
    yield from set_beside(text)


def _does(verb: str) -> bool:
    return is_verbal(verb) and bool(PRESENT.search(verb))


def _is_an_acronym_of_many(matched: re.Match[str]) -> bool:
    """« l'Association des directeurs, dite ADT »: an acronym beside the end of what it stands for."""
    return matched["term"].isupper() and matched[0].lower().startswith("des ")


def _names_a_kind(matched: re.Match[str]) -> bool:
    """« ce mélange de plusieurs distributions est appelé … », and not the first disk, a file or a path."""
    genus, words = matched["genus"], words_of(matched["genus"])
    one = bool(set(words) & {"premier", "premiere", "second", "seconde", "deuxieme"}) or re.search(
        r"[/\\.*_]", matched["term"]
    )
    this = words[0] in ("ce", "cet", "cette", "ces") and len(words) < SHORTEST_RECALLED
    return not (one or this or re.search(r"\b(?:qui|que)\b[^,]*$", genus))


def _means(matched: re.Match[str]) -> bool:
    """Whether « désigne », « signifie », « correspond à » says what a word means, and not what somebody does."""
    subject, verb, after = _subject(matched["before"]), matched["verb"], matched["after"]
    of_a_word = bool(NAMES_A_WORD.match(subject)) or bool(
        re.fullmatch(r"(?:l'|les? |la |une? )?«[^«»]+»(?: \([^()]*\))?", subject)
    )
    if FIGURE.match(after) or VARIOUS.match(after) or (set(words_of(subject)) & VAGUE and not of_a_word):
        return False
    if of_a_word:
        return True
    verb = verb.split()[-1] if verb.split()[-1].startswith(("désign", "signif")) else verb
    if re.search(r"désign", verb):
        told = re.match(rf"{_WHAT}", after, re.IGNORECASE)
        return bool(told) and not (set(words_of(subject)[:4]) & APPOINTS or APPOINTED.match(after))
    if re.search(r"signifi|veu", verb):
        bare = not re.match(r"(?:l'|(?:les?|la|une?|des|du) )", subject, re.IGNORECASE)
        return bare or not re.match(r"(?:que|qu')\b", after)
    if re.search(r"correspond", verb):
        return bool(re.match(r"(?:une?|la|les?|masquage) |l'|\w+ ou ", after)) or verb.endswith("au")
    return False


def _subject(before: str) -> str:
    """The noun phrase that ends `before`: what follows the last end of a clause; nothing in a subordinate one."""
    if NAMES_A_WORD.match(before) or before.startswith("«"):
        return re.sub(r"^(?:dans|pour|en|selon|au sens|aux fins)\b[^,]{2,60}, ", "", before, flags=re.IGNORECASE)
    if quoted := re.match(r"(?:l'|(?:les?|la|the|une?) )«[^«»]+»(?=,)", before, re.IGNORECASE):
        return quoted[0]
    cuts = list(CLAUSE_END.finditer(before))
    if cuts and re.match(r"(?:dont|où|quand|lorsque|si|puisque|while|that)$", cuts[-1][0]):
        return ""
    return before[cuts[-1].end() :].strip() if cuts else before.strip()
