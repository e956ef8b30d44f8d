"""A sentence and the sentences of a passage that it rests on → whether what it says is said of the same subject there.

The words of a predicate may all stand in the passage and be said of something else: « La course est ainsi convenue… »
of « Il est ainsi convenu… ». There is no parser here: a subject is what stands before the words that both share.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.claims import UNITS_IN_WORDS
from assistant.vocabulary import synonyms
from ingest.terms import EMPTY_WORDS, WORD, fold, stem, straight, term_set, terms

SHARED_RUN = 3
"""Words in a row that both say: then the predicate is the passage's own."""
PREPOSITION = re.compile(
    r"(?:en|dans|selon|d'apres|depuis|pendant|durant|lors|apres|avant|a|au|aux|pour|par|sur|sous|chez|vers|avec|sans|"
    r"grace|outre|malgre|contrairement|parmi|entre|quant|des|ainsi|enfin|cependant|toutefois|lorsque|quand|si|afin)\b"
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
POINTS_BACK = re.compile(r"\W*(?:ce|cet|cette|ces)\b")
BEFORE_WHO = 8
"""Words before « qui » among which whoever it stands for is named."""
OF = ("de", "d", "du")
SPOKEN_TO = re.compile(r"\W*(?:vous|nous|je)\b")
VERB = re.compile(
    r"(?:est|sont|etait|etaient|fut|furent|sera|seront|soit|a|ont|avait|avaient|aura|eut|peut|peuvent|pouvait|doit|"
    r"doivent|devait|devient|devint|reste|fait|font|ne|n|se|s)"
)
GENDERS = {"le": "m", "un": "m", "ce": "m", "cet": "m", "sa": "f", "la": "f", "une": "f", "cette": "f"}
PRONOUN_GENDERS = {"il": "m", "ils": "m", "elle": "f", "elles": "f", "celui-ci": "m", "celle-ci": "f"}


@dataclass(frozen=True)
class Subject:
    """The head noun of a sentence as a term, none where a pronoun stands for it, and the gender where it shows.

    `after` is the number of the first word after it, its verb where that is one of the commonest.
    """

    term: str | None
    gender: str | None
    after: int


def subject_of(sentence: str) -> Subject | None:
    """The first noun of a sentence, what precedes its first comma aside when that only sets the scene."""
    folded = fold(straight(sentence))
    words = list(WORD.finditer(folded))
    begin = 0
    if PREPOSITION.match(folded) and "," in folded:
        begin = folded.index(",")
    for number, word in enumerate(words):
        if word.start() < begin:
            continue
        if word[0] in PRONOUN_GENDERS:
            return Subject(None, PRONOUN_GENDERS[word[0]], number + 1)
        if _is_noun(word[0]):
            article = words[number - 1][0] if number else ""
            verb = next((n for n in range(number + 1, len(words)) if VERB.fullmatch(words[n][0])), number)
            return Subject(terms(word[0])[0], GENDERS.get(article), verb + 1 if verb == number else verb)
    return None


def is_said_of_another(sentence: str, passage: Sequence[str], resting: Sequence[int], titles: Sequence[str]) -> bool:
    """Whether a predicate that the passage says in the same words has another subject there.

    `resting` are the numbers of the passage's sentences that bear the sentence.
    """
    subject = subject_of(sentence)
    if subject is None or IMPERSONAL.match(fold(straight(sentence))):
        return False
    said = _words(sentence)
    for number in resting:
        there = _words(passage[number])
        shared = _first_shared_run(said, there, subject.after)
        if shared is None:
            continue
        before = there[:shared]
        text = fold(straight(passage[number]))
        if IMPERSONAL.match(text):
            if shared <= LONGEST_IMPERSONAL_OPENING:
                return True
            continue
        if subject.term is None:
            own_subject = subject_of(passage[number])
            if shared <= LONGEST_SUBJECT and own_subject and _differ(subject.gender, own_subject.gender):
                return True
            continue
        if _holds(_named(before, bool(VERB.fullmatch(there[shared]))), subject.term):
            continue
        pronoun = PRONOUN_SUBJECT.match(text)
        if pronoun and _differ(subject.gender, PRONOUN_GENDERS.get(pronoun["pronoun"])):
            return True
        if SPOKEN_TO.match(text):
            continue
        own = [word for word in before if _is_noun(word)]
        points_back = POINTS_BACK.match(text)
        if own and not points_back and not TAKES_UP.match(text):
            return True
        near = passage[max(0, number - 1) : number] if points_back else [*titles, *passage[max(0, number - 1) : number]]
        if not _holds(term_set(" ".join(near)), subject.term):
            return True
    return False


def _holds(present: frozenset[str], term: str) -> bool:
    return term in present or bool(synonyms(term) & present)


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
    """As far as words alone tell: neither empty, nor a number, nor one of the common adjectives."""
    return not (word in EMPTY_WORDS or word[0].isdigit() or word in UNITS_IN_WORDS or stem(word) in QUALIFYING)


def _words(text: str) -> list[str]:
    return WORD.findall(fold(straight(text)))


def _first_shared_run(said: Sequence[str], there: Sequence[str], begin: int) -> int | None:
    """Where in `there` the first run of `SHARED_RUN` words that `said` also has after `begin` starts."""
    places: dict[tuple[str, ...], int] = {}
    for place in range(len(there) - SHARED_RUN + 1):
        places.setdefault(tuple(there[place : place + SHARED_RUN]), place)
    for place in range(begin, len(said) - SHARED_RUN + 1):
        run = tuple(said[place : place + SHARED_RUN])
        if run in places and any(word not in EMPTY_WORDS for word in run):
            return places[run]
    return None


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
