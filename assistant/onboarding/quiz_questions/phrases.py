"""A text → its noun phrases with an adjective (« innovation territoriale »), each with the word that opens it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.inventory.lemmas import is_verbal
from assistant.vocabulary import is_a_word
from ingest.terms import EMPTY_WORDS, WORD, fold

MASCULINE, FEMININE, PLURAL, OF = (
    "le un du au".split(),
    "la une".split(),
    "les des aux nos plusieurs".split(),
    "d de".split(),
)
OPENERS = frozenset([*MASCULINE, *FEMININE, *PLURAL, *OF, "l"])
FEMININE_PLURAL = re.compile(r"(?:ives|euses|ales|elles|iennes|aines|oises|ées|publiques|privees|locales)$")
MASCULINE_PLURAL = re.compile(r"(?:ifs|eux|aux|iens|ains|ois|publics|prives)$")
VOWEL = re.compile(r"[aeiouyh]")
ADJECTIVE = re.compile(
    r"\w{2,}(?:al|ale|ales|aux|ique|iques|if|ifs|ive|ives|el|els|elle|elles|able|ables|ible|ibles|aire|aires|eux|euse|"
    r"euses|ien|iens|ienne|iennes|ois|oise|oises|ain|ains|aine|aines|eures?|eurs)|"
    r"(?:publi|civi|commun|ouvert|prive|libre|rural|durable|mixte|numerique|jeune|vert|humain|sociaux|loca)\w{0,4}"
)
NOT_ADJECTIVES = frozenset(
    "aux ceux deux eux elle elles quelle quelles quel quels travaux locaux-memes travail".split()
)
SHORTEST_NOUN = 4


@dataclass(frozen=True)
class Phrase:
    """`text[begin:end]`, after the word `opener` (« l », « des »)."""

    text: str
    begin: int
    end: int
    opener: str

    @property
    def form(self) -> str:
        """Phrases of one form can stand for each other after their openers, as far as agreement goes."""
        if self.opener in PLURAL:
            last = fold(self.text)
            return (
                "plural f"
                if FEMININE_PLURAL.search(last)
                else "plural m"
                if MASCULINE_PLURAL.search(last)
                else "plural"
            )
        gender = "m" if self.opener in MASCULINE else "f" if self.opener in FEMININE else self.opener
        return f"{gender} vowel" if VOWEL.match(fold(self.text)) else gender


def phrases(text: str) -> Iterator[Phrase]:
    """In order; a phrase ends with its last adjective."""
    matches = list(WORD.finditer(text))
    words = [fold(match[0]) for match in matches]
    for number in range(1, len(matches) - 1):
        noun = matches[number]
        if words[number - 1] not in OPENERS or not _is_noun(noun[0], words[number]):
            continue
        last = number
        while last + 1 < len(matches) and text[matches[last].end() : matches[last + 1].start()] == " ":
            if not _is_adjective(matches[last + 1][0], words[last + 1]):
                break
            last += 1
        joined = text[matches[number - 1].end() : noun.start()]
        if last > number and re.fullmatch(r" |['’]", joined) and not text[matches[last].end() :].startswith("-"):
            yield Phrase(text[noun.start() : matches[last].end()], noun.start(), matches[last].end(), words[number - 1])


def _is_noun(word: str, folded: str) -> bool:
    if len(word) < SHORTEST_NOUN or not word.islower() or folded in EMPTY_WORDS or not is_a_word(word):
        return False
    return not is_verbal(word)


def _is_adjective(word: str, folded: str) -> bool:
    known = word.islower() and folded not in EMPTY_WORDS and folded not in NOT_ADJECTIVES and is_a_word(word)
    return known and bool(ADJECTIVE.fullmatch(folded)) and not is_verbal(word)
