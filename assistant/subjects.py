"""A sentence and the sentences of a passage that it rests on → whether what it says is said of the same subject there.

The words of a predicate may all stand in the passage and be said of something else: « La course est ainsi convenue… »
of « Il est ainsi convenu… ». There is no parser here: a subject is what stands before the words that both share.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.claims import MONTHS, OPENERS, UNITS_IN_WORDS
from assistant.vocabulary import is_a_word, synonyms
from ingest.terms import EMPTY_WORDS, WORD, fold, stem, straight, term_set

SHARED_RUN, FIRST_WORDS = 3, 6
"""Words in a row that both say, and within how many after the subject they begin: then the predicate is the same."""
PREPOSITION = re.compile(
    r"(?:en|dans|selon|d'apres|depuis|pendant|durant|lors|apres|avant|a|au|aux|pour|par|sur|sous|chez|vers|avec|sans|"
    r"pres|peu|une fois|grace|outre|malgre|contrairement|parmi|entre|quant|des|ainsi|enfin|cependant|toutefois|"
    r"lorsque|quand|si|afin)\b"
)
PRONOUN_SUBJECT = re.compile(r"\W*(?:[\w']+ ){0,2}?(?P<pronoun>il|elle|ils|elles|ce|c'|cela|ceci|celui-ci|celle-ci)\b")
IMPERSONAL = re.compile(
    r"\W*il (?:s'agit|y a|n'y|faut|convient|existe|importe|appartient|suffit|semble|en|"
    r"(?:n')?est (?:pas )?(?:a )?\w+ qu)"
)
LONGEST_IMPERSONAL_OPENING, LONGEST_SUBJECT = 2, 5
"""Words: how near the beginning a predicate must be to be surely said of what opens the sentence."""
QUALIFYING = frozenset(
    stem(word)
    for word in "certains certaines plusieurs quelques nombreux nombreuses divers diverses différents différentes "
    "multiples grand grande grands grandes principal principale principaux principales nouveau nouvelle nouveaux "
    "nouvelles premier première premiers premières second seconde deuxième troisième dernier dernière seul seule "
    "seuls seules bon bonne meilleur meilleure autres même mêmes petit petite petits petites".split()
)
"""They stand before the noun that they qualify."""
TAKES_UP = re.compile(r"\W*(?:il|elle|ils|elles|ce|c'|celui|celle|ceux|celles|cela|ceci|lui|y|en)\b")
PRONOUN_LAST = re.compile(r"\b(?:il|elle|ils|elles|celui-ci|celle-ci)(?: \w+)?$")
POINTS_BACK = re.compile(r"\W*(?:ce|cet|cette|ces)\b")
BEFORE_WHO = 8
"""Words before « qui » among which whoever it stands for is named."""
OF = ("de", "d", "du")
SPOKEN_TO = re.compile(r"\W*(?:vous|nous|je)\b")
ARTICLES = frozenset(
    "le la les l un une des du ce cet cette ces son sa ses leur leurs notre nos chaque tout toute".split()
)
VERB = re.compile(
    r"(?:est|sont|etait|etaient|fut|furent|sera|seront|soit|a|ont|avait|avaient|aura|eut|peut|peuvent|pouvait|doit|"
    r"doivent|devait|devient|devint|reste|fait|font|ne|n|se|s)"
)
BOUNDARY = re.compile(r"[,;:]|\b(?:et|ou|mais|qui|que|qu|dont|ou|car|tandis|alors)\b")
LEAST_CLAUSE = 3
GENDERS = {"le": "m", "un": "m", "ce": "m", "cet": "m", "sa": "f", "la": "f", "une": "f", "cette": "f"}
PRONOUN_GENDERS = {"il": "m", "ils": "m", "elle": "f", "elles": "f", "celui-ci": "m", "celle-ci": "f"}


@dataclass(frozen=True)
class Subject:
    """What a sentence speaks of, as terms (several where it is a name, none where a pronoun stands for it).

    `qualities` are the terms between it and its verb; `begin` and `end` the words of the first clause that follow.
    """

    terms: tuple[str, ...]
    qualities: tuple[str, ...]
    gender: str | None
    begin: int
    end: int


def subject_of(sentence: str) -> Subject | None:
    """The first noun of a sentence, what precedes its first comma aside when that only sets the scene."""
    composed = straight(sentence)
    folded = fold(composed)
    matches = list(WORD.finditer(folded))
    words = [match[0] for match in matches]
    scene = folded.find(",") if _sets_the_scene(composed) else -1
    for number, match in enumerate(matches):
        if match.start() < scene:
            continue
        if words[number] in ("c", "ce") and words[number + 1 : number + 2] in (
            ["est"],
            ["sont"],
            ["etait"],
            ["etaient"],
        ):
            return None
        if words[number] in PRONOUN_GENDERS:
            end = _end_of_clause(folded, matches, number + 1)
            return Subject((), (), PRONOUN_GENDERS[words[number]], number + 1, end)
        article = words[number - 1] if number else ""
        if _is_noun(words[number]) or (words[number].endswith("ment") and article in ARTICLES):
            last = number
            while last + 1 < len(words) and _continues_a_name(composed, matches[last].end(), matches[last + 1].start()):
                last += 1
            named = last
            following = folded[matches[last].end() :].lstrip()
            if following.startswith(","):
                # « Marylise Lebranchu, ministre de…, est… »: what follows at once is no predicate.
                last = _before_the_verb(folded, matches, last)
            end = _end_of_clause(folded, matches, last + 1)
            verb = next((n for n in range(last + 1, end) if VERB.fullmatch(words[n])), None)
            names = tuple(stem(word) for word in words[number : named + 1] if word not in EMPTY_WORDS)
            # Without a verb that is known as one, what follows the name may be it.
            qualities = tuple(stem(word) for word in words[last + 1 : verb or last + 1] if _is_noun(word))
            return Subject(names, qualities, GENDERS.get(article), last + 1 if verb is None else verb, end)
    return None


def _sets_the_scene(sentence: str) -> bool:
    """« En 2010, … », « Découverte en 1781, … »: the subject comes after the comma."""
    if "," not in sentence:
        return False
    opening = WORD.findall(sentence)[:2]
    if not opening:
        return False
    first = fold(opening[0])
    if PREPOSITION.match(fold(sentence)) or first in OPENERS:
        return True
    return first not in ARTICLES and not opening[-1][0].isupper() and is_a_word(opening[0].lower())


def _end_of_clause(folded: str, matches: Sequence[re.Match[str]], begin: int) -> int:
    """The number of the word at which the clause that goes on at `begin` ends."""
    for number in range(begin + LEAST_CLAUSE, len(matches)):
        between = folded[matches[number - 1].end() : matches[number].start()]
        if re.search(r"[,;:]", between) or BOUNDARY.fullmatch(matches[number][0]):
            return number
    return len(matches)


def _before_the_verb(folded: str, matches: Sequence[re.Match[str]], last: int) -> int:
    """The number of the last word before a common verb that follows a comma; the last of all without any."""
    for number in range(last + 2, len(matches)):
        if VERB.fullmatch(matches[number][0]) and "," in folded[matches[number - 1].end() : matches[number].start()]:
            return number - 1
    return len(matches) - 1


def _continues_a_name(text: str, end: int, start: int) -> bool:
    return text[start : start + 1].isupper() and not text[end:start].strip(" -")


def is_said_of_another(sentence: str, passage: Sequence[str], resting: Sequence[int], titles: Sequence[str]) -> bool:
    """Whether a predicate that the passage says in the same words has another subject there.

    `resting` are the numbers of the passage's sentences that bear the sentence.
    """
    subject = subject_of(sentence)
    if subject is None or IMPERSONAL.match(fold(straight(sentence))):
        return False
    said = words_of(sentence)[: subject.end]
    runs = [(number, _longest_shared_run(said, words_of(passage[number]), subject.begin)) for number in resting]
    number, run = max(runs, key=lambda found: found[1].length, default=(0, Run(0, 0)))
    return run.length >= SHARED_RUN and _of_another(subject, passage, number, run.place, titles)


def _of_another(subject: Subject, passage: Sequence[str], number: int, shared: int, titles: Sequence[str]) -> bool:
    """Whether the words of that sentence that begin at `shared` are said of something else there."""
    there = words_of(passage[number])
    before, after = there[:shared], there[shared:]
    clause = _clause_before(passage[number], shared)
    if IMPERSONAL.match(f"{clause} {' '.join(after[:5])}"):
        return shared <= LONGEST_IMPERSONAL_OPENING
    if not subject.terms:
        own_subject = subject_of(passage[number])
        differs = own_subject is not None and _differ(subject.gender, own_subject.gender)
        return differs and shared <= LONGEST_SUBJECT
    named = _named(before, bool(VERB.fullmatch(there[shared])))
    if _holds_any(named, subject.terms):
        everywhere = term_set(" ".join([*passage[:number], *passage[number + 1 :]])) - term_set(" ".join(titles))
        here = term_set(passage[number])
        return any(one in everywhere and one not in here for one in subject.qualities)
    if _is_agent(after, subject.terms):
        return False
    pronoun = PRONOUN_SUBJECT.match(clause)
    if pronoun and _differ(subject.gender, PRONOUN_GENDERS.get(pronoun["pronoun"])):
        return True
    if SPOKEN_TO.match(clause):
        return False
    takes_up = bool(TAKES_UP.match(clause) or PRONOUN_LAST.search(clause))
    points_back = POINTS_BACK.match(clause) and not takes_up
    if any(map(_is_noun, before)) and not points_back and not takes_up:
        return True
    earlier = passage[max(0, number - 1) : number]
    near = earlier if points_back else [*titles, *earlier, " ".join(before)]
    return not _holds_any(term_set(" ".join(near)), [*subject.terms, *subject.qualities])


def _clause_before(text: str, place: int) -> str:
    """What stands before the word of that number since the last comma or bracket, folded."""
    folded = fold(straight(text))
    matches = list(WORD.finditer(folded))
    return re.split(r"[,;:()]", folded[: matches[place].start()])[-1].strip()


def _is_agent(after: Sequence[str], names: Sequence[str]) -> bool:
    """« sont fabriqués par Béséléel »: who does it comes after."""
    places = [place for place, word in enumerate(after) if word == "par"]
    return any(_holds_any(frozenset(map(stem, after[place : place + 5])), names) for place in places)


def _holds_any(present: frozenset[str], names: Sequence[str]) -> bool:
    return any(name in present or bool(synonyms(name) & present) for name in names)


def _named(before: Sequence[str], verb_follows: bool) -> frozenset[str]:
    """The terms that may be the subject of what follows.

    Before a verb, not « de l'algue » of « les restes de l'algue »; before « qui », only what is near.
    """
    first = max(0, len(before) - BEFORE_WHO) if before and before[-1] == "qui" else 0
    found = set()
    for place in range(first, len(before)):
        of = before[max(0, place - 2) : place]
        if not (verb_follows and of and (of[-1] in OF or (len(of) == 2 and of[0] in OF and of[1] in ("l", "la")))):
            found.add(stem(before[place]))
    return frozenset(found)


def _is_noun(word: str) -> bool:
    """As far as words alone tell: neither empty, nor a number, nor one of the common adjectives or adverbs."""
    return not (
        word in EMPTY_WORDS
        or word in OPENERS
        or word[0].isdigit()
        or word in UNITS_IN_WORDS
        or word.endswith("ment")
        or stem(word) in QUALIFYING
    )


def words_of(text: str) -> list[str]:
    return WORD.findall(fold(straight(text)))


@dataclass(frozen=True)
class Run:
    """Words that two sentences share in a row: where they begin in the second, and how many they are."""

    place: int
    length: int


def _longest_shared_run(said: Sequence[str], there: Sequence[str], begin: int) -> Run:
    """The longest that begins in `said` within `FIRST_WORDS` after `begin`, with a noun in it."""
    longest = Run(0, 0)
    for first in range(begin, min(begin + FIRST_WORDS, len(said))):
        for place in range(len(there)):
            length = 0
            while (
                first + length < len(said)
                and said[first + length : first + length + 1] == there[place + length : place + length + 1]
            ):
                length += 1
            tells = any(_is_noun(word) and word not in MONTHS for word in said[first : first + length])
            if length > longest.length and tells:
                longest = Run(place, length)
    return longest


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
