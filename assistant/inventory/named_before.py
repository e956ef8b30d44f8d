"""A sentence that defines what stands just before it → that term: « Celle-ci est … », « On entend par là … ».

What it takes up is the subject of the sentence before, or the last thing that it names. A clause behind a colon takes
up the clause in front of it in the same way.
"""

import re
from collections.abc import Iterator

from assistant.inventory.definition_forms import UNDERTAKEN
from assistant.inventory.genus import EVALUATIVE, SPECIFIES, without_lead
from assistant.inventory.plain import VAGUE, as_term, plain, words_of

IT_IS = re.compile(
    r"^(?:il s'agit (?:là )?(?:de|d'|du|des)|c'est (?:une?\b|(?:le|la|l'|tout)(?!.*\bqu[ie']))|ce sont des|it is an?) "
    r"?",
    re.IGNORECASE,
)
"""« C'est le maire qui décide » says who decides, and what nothing is."""
ACTION_OF = re.compile(
    r"^(?:(?:la|le) |l')?[^\W\d_]+(?:ment|tion|age|ance|ence|ise|ison|ure) (?:de |d'|du |des )", re.IGNORECASE
)
IT_CONSISTS = re.compile(
    r"^(?P<pronoun>ils?|elles?) (?:consiste(?:nt)? (?:à|en)|s'entend(?:ent)?|se défini(?:t|ssent)|désigne(?:nt)?)\b",
    re.IGNORECASE,
)
THE_WORD = re.compile(
    r"^(?:(?:le|ce|cette|l'|la) ?(?P<last>derni(?:er|ère) )?(?:mot|terme|expression|notion|concept|appellation|formule|"
    r"sigle|vocable)) (?:y |ici |en |juridique |générique )*(?:désigne|recouvre|signifie|renvoie à|qualifie|"
    r"s'applique (?:à|aux?)|s'entend|correspond (?:à|aux?))\b",
    re.IGNORECASE,
)
BY_THAT = re.compile(
    r"^(?:on|nous|il faut|il convient d'|il y a lieu d') ?(?:peut |doit )?(?:entend|entendons|entendre|désigne|"
    r"désignons|désigner|appelle|appelons|nomme|nommons) (?:ici )?(?:par là|ainsi|de la sorte)\b",
    re.IGNORECASE,
)
THE_LATTER = re.compile(
    r"^(?:cette dernière|ce dernier|celle-ci|celui-ci|ces derniers|ces dernières|ceux-ci|celles-ci) (?:"
    r"(?:désigne|correspond|se défini|signifie|consiste|s'entend)\w*|(?:est|sont) (?P<genus>(?:(?:une?|la|le|des|les) |"
    r"l').+)$)",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"^(?P<subject>(?:(?:les?|la|une?|des) |l')[^,;:()]+?)(?: \([^()]{2,40}\))?(?:, [^,;:()]{3,40},)?$", re.IGNORECASE
)
VERB = re.compile(r" (?:(?:ne|en|y|se) |[ns]')?(?:a|ont|est|sont|\w{3,}(?:e|ent|it|nd|ait|aient))\b(?! \()")
LAST_NAMED = re.compile(r".*\b(?P<term>(?:les? |la |l'|une? )[^,;:().]{3,50}?)[.! ]*$", re.IGNORECASE)
PRACTICE_OF = re.compile(
    r"^(?:l'objectif|le principe|la pratique|la technique|le mécanisme|la méthode|la procédure|le régime|le procédé) "
    r"(?:du |de la |de l'|de |d'|dite? )",
    re.IGNORECASE,
)
MASCULINE, FEMININE = ("le ", "un "), ("la ", "une ")
LONGEST = 6
BEHIND_A_COLON = re.compile(r" ?: (?=\S)")


def defined_before(before: str, sentence: str) -> list[tuple[str, str]]:
    """What the sentence `before` names and `sentence` defines, with the form; nothing or one term."""
    return _taken_up(plain(before), plain(sentence), behind_a_colon=False)


def defined_before_a_colon(sentence: str) -> list[tuple[str, str]]:
    """« … la phytoremédiation : on désigne ainsi le recours à des plantes … »."""
    text = plain(sentence)
    return [
        found
        for colon in BEHIND_A_COLON.finditer(text)
        for found in _taken_up(text[: colon.start()], text[colon.end() :], behind_a_colon=True)
    ]


def agrees(text: str, term: str) -> bool:
    """« Ce sont des » of several things, « c'est un » of one; no year, no number."""
    several = term.split()[0].lower().endswith(("s", "x"))
    return not re.search(r"\d", term) and (several or not text.lower().startswith("ce sont"))


def _taken_up(before: str, text: str, behind_a_colon: bool) -> list[tuple[str, str]]:
    if it_is := IT_IS.match(text):
        told = text[it_is.end() :]
        says_which = not behind_a_colon and (SPECIFIES.search(told) or ACTION_OF.match(told))
        phrases = _subject(before) if says_which else iter(())
    elif consists := IT_CONSISTS.match(text):
        phrases = (one for one in _subject(before) if _may_be(consists["pronoun"], one))
    elif word := THE_WORD.match(text):
        phrases = _last(before) if word["last"] else _subject(before)
    elif BY_THAT.match(text):
        phrases = _last(before) if behind_a_colon else _subject(before)
    elif (latter := THE_LATTER.match(text)) and not EVALUATIVE.match(latter["genus"] or ""):
        phrases = _last(before)
    else:
        phrases = iter(())
    terms = (as_term(PRACTICE_OF.sub("", phrase)) for phrase in phrases)
    return [
        (term, "section")
        for term in terms
        if term and len(term.split()) <= LONGEST and agrees(text, term) and not _is_of_no_notion(term, text)
    ][:1]


def _subject(before: str) -> Iterator[str]:
    """The subject of a sentence, guessed from where its verb may be: the shortest that is a noun phrase."""
    text = without_lead(before)
    for verb in VERB.finditer(text):
        if (found := SUBJECT.match(text[: verb.start()])) and as_term(found["subject"]):
            yield found["subject"]
            return


def _last(before: str) -> Iterator[str]:
    found = LAST_NAMED.search(before)
    if found and found.start("term"):
        yield found["term"]
    elif found:
        yield from _subject(before)


def _may_be(pronoun: str, phrase: str) -> bool:
    others = MASCULINE if pronoun.lower().startswith("elle") else FEMININE
    return not phrase.lower().startswith(others)


def _is_of_no_notion(term: str, text: str) -> bool:
    """« Le projet … Il consiste à … »: what somebody does."""
    return bool(IT_CONSISTS.match(text)) and bool(set(words_of(term)) & (VAGUE | UNDERTAKEN))
