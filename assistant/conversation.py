"""A question and the earlier ones → a question that stands alone, without a language model.

Each question of the conversation is read in turn, so that what one leans on is itself complete. A follow-up is
known by its form, and mended in the way of its form:
- « Et les entreprises ? » takes the place of the last thing asked about (« Quel rôle jouent les entreprises ? »);
- « Pourquoi ? » is asked of the whole question before it (« Qui a commandé le rapport — pourquoi ? »);
- « Et qui l'a étudiée ? » gets the last topic in front (« À propos de l'innovation territoriale : qui l'a… »).
A question with a topic of its own is left as it is.
"""

import re
from collections.abc import Callable, Sequence

from assistant.questions import ABOUT, FURTHER_MARK, TOPIC_MARK, TOPIC_OPENING
from assistant.vocabulary import SELF_REFERENCES
from ingest.terms import fold, terms

OPENING = re.compile(r"^\s*(et|mais|alors|ensuite|puis|sinon|ok|d['’]accord|and|but)\b[\s,]*", re.IGNORECASE)
PRONOUN = re.compile(
    r"\b(il|elle|ils|elles|lui|eux|celui-ci|celle-ci|ceux-ci|ce dernier|cette dernière|cela|ça|en quoi|y|là-dedans|"
    r"it|they|them|he|she|his|her|its|their)\b|-t?-?(il|elle|ils|elles)\b|\b(qui|quand|pourquoi|comment|où|on|par qui|"
    r"il|elle|ne|a-t-on|peut-on)\s+(l['’]|les?\s|la\s)(?=(a|ont|avait|est|sont|fait|dit|définit|propose|\w+(e|t|ent)\s*\?)\b)"
    r"|\b(l['’])(a|ont|avait|aurait)\b|\b(son|sa|ses|leur|leurs)\s|\ben\s+(est|sont|a|ont|parle|dit)\b"
    r"|\b(le|la|les)-?(définir|définit|décrire|décrit|caractérise|propose|distingue)\w*\b",
    re.IGNORECASE,
)
NO_CONTENT = frozenset(
    terms(
        "pourquoi comment quand combien lequel laquelle lesquels lesquelles quel précisément exactement exemple autre "
        "détail dire savoir préciser expliquer plus but raison cas sens donner donne donnez citer cite suite service "
        "vue ensuite enfin puis après suivant début fin"
    )
)
"""Terms of follow-ups that say what is wanted of the last question, and no subject."""
TOPIC_OPENINGS = re.compile(
    r"^\s*(qu['’]est-ce (que|qu['’])( c['’]est que?)?|c['’]est quoi|quel(le)?s? (est|sont|était|étaient)|"
    r"que (signifie|veut dire|dit le rapport (de|sur|à propos de))|qui (est|sont|était)|"
    r"comment (se )?(définit-on|définir|défini\w*)|"
    r"définition d[eu]|définis(sez)?|parle[zr]?(-moi)? d[eu]|à propos d[eu]|what (is|are)|who (is|are))\s*",
    re.IGNORECASE,
)
_LEAD = r"l['’]|d['’]|(?:les?|la|une?|des|du|de|ce|cet|cette|ces|ses|sa|son|leurs?|the|this|sur|à|aux?)\s+"
_NO_NOUN = (
    r"(?!(?:qu\w*|qu['’]\w+|ce|se|ne|on|ils?|elles?|y|en|a|ont|est|sont|who|what|l['’]\w+|les?|la)\b"
    r"|s['’]|\w+-(?:t-)?(?:ils?|elles?|on|ce)\b)"
)
NOUN_PHRASE = re.compile(
    rf"(?:\b(?:{_LEAD}))(?:la |l['’])?{_NO_NOUN}[\w’-]+"
    rf"(?:\s+(?:d['’]|l['’]|de la |de l['’]|du |des |de |et |of |the )?{_NO_NOUN}[\w’'-]+){{0,4}}",
    re.IGNORECASE,
)
ATTRIBUTE = re.compile(
    r"^(?:les? |la |l['’]|ses |son |sa )?(?:titre|auteur|date|nom|définition|sens|objectif|but|budget|coût|prix|durée|"
    r"fonction|rôle|âge|proposition|contenu|thème|sujet)s? (du |des |de la |de l['’]|d['’]|de )",
    re.IGNORECASE,
)
"""« le titre du rapport »: what is asked next is asked of the report."""
CONTRACTED = {"le": "du ", "les": "des "}
WITHOUT_PREPOSITION = {"du ": "le ", "des ": "les ", "de la ": "la ", "de l'": "l'", "d'": "", "de ": ""}
PROPER_NAME = re.compile(r"\b[A-ZÀ-Ý][\w’'-]+(?:\s+[A-ZÀ-Ý][\w’'-]+)+")
POSSESSIVE = re.compile(r"^(ses|leurs)\s|^(son|sa|leur)\s", re.IGNORECASE)

_OF = r"du |de la |de l['’]|des |de |d['’]"
_THE = r"les? |la |l['’]|une? |the "
_BARE = r"[^\s?!.,;:]+(?: [^\s?!.,;:]+){0,5}"
IN_ITS_PLACE = re.compile(
    rf"^(?P<kept>celui |celle |ceux |celles )?(?P<lead>{_OF}|{_THE})?(?P<name>{_BARE})\s*\?*$", re.I
)
LAST_OF = re.compile(rf"\b(?:{_OF})(?!.*\b(?:{_OF})){_BARE}(?=\s*\?*$)", re.IGNORECASE)
LAST_THING = re.compile(rf"(?:\b(?:{_THE})(?!.*\b(?:{_THE}|{_OF}))|(?=\b[A-ZÀ-Ý][\w’'-]+ [A-ZÀ-Ý])){_BARE}(?=\s*\?*$)")
ASKS = re.compile(
    r"\b(qui|que|quoi|quel(le)?s?|quand|pourquoi|comment|combien|où|qu|lequel|laquelle|lesquel(le)?s|est-ce|"
    r"who|what|when|where|which|how|why)\b",
    re.IGNORECASE,
)
ENGLISH = re.compile(r"\b(who|what|when|where|which|how|why|the|it|its|his|her|their|they)\b", re.IGNORECASE)


def standalone_question(question: str, earlier: Sequence[str], known: Callable[[str], bool]) -> str:
    """The question with its topic named, if it leans on the earlier ones (oldest first); else itself.

    `known` tells whether a term stands in the index: the topic is looked for among the words of the report.
    """
    complete: list[str] = []
    for asked in [*earlier, question]:
        complete.append(_completed(asked, complete, known))
    return complete[-1]


def leans_on_earlier(question: str) -> bool:
    """Whether the form of a question says that it needs the ones before it."""
    is_complete = question.startswith((TOPIC_OPENING, ABOUT)) or FURTHER_MARK in question
    asked = OPENING.sub("", question).strip()
    has_no_content = all(term in NO_CONTENT for term in terms(question))
    return not is_complete and (asked != question.strip() or bool(PRONOUN.search(question)) or has_no_content)


def _completed(question: str, past: Sequence[str], known: Callable[[str], bool]) -> str:
    """One question of the conversation, the ones before it being complete."""
    asked = OPENING.sub("", question).strip()
    is_further, leans = asked != question.strip(), bool(PRONOUN.search(question))
    is_complete = question.startswith((TOPIC_OPENING, ABOUT)) or FURTHER_MARK in question
    if not past or not asked or is_complete:
        return question
    if is_further and not leans and _has_a_topic(asked):
        return asked[0].upper() + asked[1:]
    if not leans and all(term in NO_CONTENT for term in terms(question)) and _about_the_report(past[-1], known):
        before = past[-1].rstrip(" ?!.")
        return f"{before}{FURTHER_MARK}{asked[:1].lower()}{asked[1:]}"
    if is_further and not leans and (changed := _in_its_place(asked, past[-1])):
        return changed
    if not (is_further or leans):
        return question
    topic = next((found for one in reversed(past) if (found := _topic(one, known))), "")
    if not topic:
        return question
    asked = asked[:1].lower() + asked[1:]
    return f"{ABOUT} {topic}{TOPIC_MARK}{asked}" if ENGLISH.search(asked) else f"{_of(topic)}{TOPIC_MARK}{asked}"


def _of(topic: str) -> str:
    """« À propos de » the topic, contracted as French does: « du rapport », « d'un territoire »."""
    contracted = re.sub(r"^(le|les)\s", lambda match: CONTRACTED[match[1].lower()], topic, flags=re.IGNORECASE)
    if contracted != topic:
        return f"{TOPIC_OPENING} {contracted}"
    return f"{TOPIC_OPENING} d'{topic}" if fold(topic)[:1] in "aeiouy" else f"{TOPIC_OPENING} de {topic}"


def _has_a_topic(asked: str) -> bool:
    """Whether a question that opens with « et » is whole: it asks, about the report or something of two words."""
    if not ASKS.search(asked):
        return False
    phrases = [match.group() for match in NOUN_PHRASE.finditer(asked)]
    return any(len(terms(phrase)) > 1 or SELF_REFERENCES & set(terms(phrase)) for phrase in phrases)


def _in_its_place(asked: str, past: str) -> str:
    """The last question, asked of something else: « et les entreprises ? », « et celle d'Akim Oural ? »."""
    new = IN_ITS_PLACE.match(asked)
    if not new or ASKS.search(asked) or TOPIC_MARK in past or FURTHER_MARK in past:
        return ""
    lead = new["lead"] or ""
    is_of = bool(re.fullmatch(_OF, lead, re.IGNORECASE))
    if new["kept"] and not is_of:
        return ""
    found = (LAST_OF if is_of else LAST_THING).search(past)
    return f"{past[: found.start()]}{lead}{new['name']}{past[found.end() :]}" if found else ""


def _about_the_report(past: str, known: Callable[[str], bool]) -> bool:
    return any(known(term) or term in SELF_REFERENCES for term in terms(past))


def _topic(past: str, known: Callable[[str], bool]) -> str:
    """What a past question was about: the names in it, else its phrase that holds most of the report's terms."""

    def found(phrase: str) -> int:
        return sum(known(term) or term in SELF_REFERENCES for term in terms(phrase))

    past = past.split(FURTHER_MARK)[0]
    if past.startswith(ABOUT):
        return past.removeprefix(ABOUT).split(TOPIC_MARK)[0].strip()
    if past.startswith(TOPIC_OPENING):
        topic, _, asked = past.removeprefix(TOPIC_OPENING).partition(TOPIC_MARK)
        own = _own_thing(asked)
        if own and found(own):
            return own
        return _without_of(topic.strip())
    rest = TOPIC_OPENINGS.sub("", past).strip(" ?!.")
    rest = _of_what(rest)
    if rest != past.strip(" ?!.") and 0 < len(rest.split()) <= 8 and found(rest):
        return rest
    phrases = [match.group().strip() for match in PROPER_NAME.finditer(rest)]
    phrases += [match.group().strip() for match in NOUN_PHRASE.finditer(rest)]
    phrases = [_of_what(re.sub(r"^(sur|de|à|au|aux)\s+", "", phrase)) for phrase in phrases]
    scored = [(found(phrase), -position, phrase) for position, phrase in enumerate(phrases)]
    best = max(scored, default=(0, 0, ""))
    if best[0]:
        return _possessed(best[2])
    return rest if found(rest) and len(rest.split()) <= 8 and not ASKS.search(rest) else ""


def _own_thing(asked: str) -> str:
    """What a follow-up is itself about: « les propositions » in « ses propositions, à qui s'adressent-elles ? »."""
    opening = re.match(rf"(?:ses|leurs|son|sa|leur)\s+{_BARE}", asked, re.IGNORECASE)
    return _possessed(opening.group()) if opening and "," in asked[opening.end() :][:1] else ""


def _possessed(phrase: str) -> str:
    return POSSESSIVE.sub(lambda match: "les " if match[1] else "le " if fold(match[2]) != "sa" else "la ", phrase)


def _of_what(phrase: str) -> str:
    """« le titre du rapport » → « le rapport »."""
    return ATTRIBUTE.sub(lambda match: WITHOUT_PREPOSITION[match[1].lower().replace("’", "'")], phrase)


def _without_of(topic: str) -> str:
    return re.sub(
        r"^(du |des |de la |de l'|de |d')", lambda match: WITHOUT_PREPOSITION[match[0].lower()], topic.replace("’", "'")
    )
