"""A question and the earlier ones → a question that stands alone, without a language model.

A follow-up is recognised by its form (« Et … », a pronoun, nothing but a question word), and only then is the
last topic named in front of it: « Et qui l'a étudiée ? » becomes « À propos de l'innovation territoriale : qui
l'a étudiée ? ». A question with a topic of its own is left as it is.
"""

import re
from collections.abc import Callable, Sequence

from assistant.questions import TOPIC_MARK, TOPIC_OPENING
from ingest.terms import fold, terms

OPENING = re.compile(r"^\s*(et|mais|alors|ensuite|puis|sinon|ok|d['’]accord|and|but)\b[\s,]*", re.IGNORECASE)
PRONOUN = re.compile(
    r"\b(il|elle|ils|elles|lui|eux|celui-ci|celle-ci|ceux-ci|celles-ci|ce dernier|cette dernière|cela|ça|en quoi|y|"
    r"it|they|them|he|she|his|her|its|their)\b|-t?-?(il|elle|ils|elles)\b|\b(qui|quand|pourquoi|comment|où|on|par qui|"
    r"il|elle|ne|a-t-on|peut-on)\s+(l['’]|les?\s|la\s)(?=(a|ont|avait|est|sont|fait|dit|définit|propose|\w+(e|t|ent)\s*\?)\b)"
    r"|\b(l['’])(a|ont|avait|aurait)\b|\b(son|sa|ses|leur|leurs)\s|\ben\s+(est|sont|a|ont|parle|dit)\b"
    r"|\b(le|la|les)-?(définir|définit|décrire|décrit|caractérise|propose|distingue)\w*\b",
    re.IGNORECASE,
)
QUESTION_WORDS = frozenset(
    terms(
        "pourquoi comment quand combien lequel laquelle lesquels lesquelles quel précisément exactement exemple autre "
        "détail dire savoir préciser expliquer plus but raison cas sens"
    )
)
TOPIC_OPENINGS = re.compile(
    r"^\s*(qu['’]est-ce (que|qu['’])( c['’]est que?)?|c['’]est quoi|quel(le)?s? (est|sont|était|étaient)|"
    r"que (signifie|veut dire|dit le rapport (de|sur|à propos de))|qui (est|sont|était)|"
    r"comment (se )?(définit-on|définir|défini\w*)|"
    r"définition d[eu]|définis(sez)?|parle[zr]?(-moi)? d[eu]|à propos d[eu]|what (is|are)|who (is|are))\s*",
    re.IGNORECASE,
)
NOUN_PHRASE = re.compile(
    r"(?:\b(?:l['’]|d['’]|(?:les?|la|une?|des|du|ce|cet|cette|ces|the|this|sur|de|à|au|aux)\s+))[\w’'-]+"
    r"(?:\s+(?:d['’]|l['’]|de la |de l['’]|du |des |de |et |of |the )?"
    r"(?!\w+-(?:t-)?(?:ils?|elles?|on|ce)\b)(?!l['’]|les? |la )[\w’'-]+){0,4}",
    re.IGNORECASE,
)
ATTRIBUTE = re.compile(
    r"^(?:le |la |l['’])(?:titre|auteur|date|nom|définition|sens) (du |des |de la |de l['’]|d['’]|de )", re.IGNORECASE
)
"""« le titre du rapport »: what is asked next is asked of the report."""
CONTRACTED = {"le": "du ", "les": "des "}
WITHOUT_PREPOSITION = {"du ": "le ", "des ": "les ", "de la ": "la ", "de l'": "l'", "d'": "", "de ": ""}
PROPER_NAME = re.compile(r"\b[A-ZÀ-Ý][\w’'-]+(?:\s+[A-ZÀ-Ý][\w’'-]+)+")


def standalone_question(question: str, earlier: Sequence[str], known: Callable[[str], bool]) -> str:
    """The question with its topic named, if it leans on the earlier ones (oldest first); else itself.

    `known` tells whether a term stands in the index: the topic is looked for among the words of the report.
    """
    if not earlier or not _leans(question):
        return question
    topic = next((found for past in reversed(earlier) if (found := _topic(past, known))), "")
    if not topic:
        return question
    topic = re.sub(r"^de (le|les)\s", lambda match: CONTRACTED[match[1].lower()], f"de {topic}", flags=re.IGNORECASE)
    asked = OPENING.sub("", question).strip()
    return f"{TOPIC_OPENING} {topic}{TOPIC_MARK}{asked[:1].lower()}{asked[1:]}" if asked else f"{TOPIC_OPENING} {topic}"


def _leans(question: str) -> bool:
    content = [term for term in terms(question) if term not in QUESTION_WORDS]
    return bool(OPENING.match(question) or PRONOUN.search(question) or not content)


def _topic(past: str, known: Callable[[str], bool]) -> str:
    """What a past question was about: the names in it, else its phrase that holds most of the report's terms."""
    if past.startswith(TOPIC_OPENING):
        past = past.removeprefix(TOPIC_OPENING).split(TOPIC_MARK)[0].strip()
        past = re.sub(r"^(du|des|de)\s", lambda match: WITHOUT_PREPOSITION[match[0].lower()], past)
    rest = TOPIC_OPENINGS.sub("", past).strip(" ?!.")
    rest = ATTRIBUTE.sub(lambda match: WITHOUT_PREPOSITION[match[1].lower().replace("’", "'")], rest)
    if rest != past.strip(" ?!.") and 0 < len(rest.split()) <= 8 and any(map(known, terms(rest))):
        return rest
    phrases = [match.group().strip() for match in PROPER_NAME.finditer(rest)]
    phrases += [match.group().strip() for match in NOUN_PHRASE.finditer(rest)]
    phrases = [re.sub(r"^(sur|de|à|au|aux)\s+", "", phrase) for phrase in phrases]
    scored = [(sum(map(known, terms(phrase))), -position, phrase) for position, phrase in enumerate(phrases)]
    best = max(scored, default=(0, 0, ""))
    if best[0]:
        return best[2]
    return rest if any(map(known, terms(rest))) and len(fold(rest).split()) <= 8 else ""
