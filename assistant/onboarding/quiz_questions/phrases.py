"""A text → its noun phrases of two words and more (« innovation territoriale »), as a choice can be made of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.inventory.lemmas import is_verbal
from assistant.vocabulary import is_a_word
from ingest.terms import EMPTY_WORDS, WORD, fold

MASCULINE, FEMININE = frozenset("le un du au ce".split()), frozenset("la une cette".split())
MASCULINE_PLURAL = frozenset("nombreux principaux differents divers grands certains".split())
FEMININE_PLURAL = frozenset("nombreuses principales differentes diverses grandes certaines".split())
PLURAL = frozenset("les des aux nos ces ses leurs plusieurs".split()) | MASCULINE_PLURAL | FEMININE_PLURAL
OF = frozenset("d de".split())
UNGENDERED = frozenset("les des aux nos ces ses leurs plusieurs d de l".split())
OPENERS = MASCULINE | FEMININE | PLURAL | OF | {"l"}
BEFORE_VOWEL, BEFORE_CONSONANT = frozenset("l d".split()), frozenset("le la du au de ce".split())
SEEN_AS_FEMININE = re.compile(r"(?:ive|euse|ale|elle|ienne|aine|oise|ee|publique|privee)s?$")
SEEN_AS_MASCULINE = re.compile(r"(?:if|el|ien|ain|al|public|prive|commun|local)s?$|(?:eux|aux|ois)$")
PLURAL_OF_A_NOUN = re.compile(r"(?:oir|ier|eur|ire|tre|dre|vre)s$")
FEMININE_NOUN = re.compile(r"(?:tion|sion|ance|ence|ure|ite)s?$")
INFINITIVE = re.compile(r"(?:er|ir|ire|dre|tre|vre|ure)$")
VOWEL = re.compile(r"[aeiouyh]")
ADJECTIVE = re.compile(
    r"\w{2,}(?:al|ale|ales|aux|ique|iques|if|ifs|ive|ives|el|els|elle|elles|able|ables|ible|ibles|aire|aires|eux|euse|"
    r"euses|ien|iens|ienne|iennes|ois|oise|oises|ain|ains|aine|aines|eures?|eurs|ants|ante|antes|trices?)|"
    r"(?:concret|publi|civi|commun|ouvert|prive|libre|rural|durable|mixte|numerique|jeune|vert|humain|sociaux|loca)\w{0,4}"
)
NOT_ADJECTIVES = frozenset(
    "ceux deux eux elle elles quelle quelles quel quels travaux travail possible possibles compatible compatibles "
    "semblable semblables originels".split()
)
AFTER_ITS_NOUN = re.compile(
    r"(?:suivant|precedent|respecti|actuel|restant|correspondant|relati|propre|conforme|superieur|inferieur|egal)"
)
NOT_NOUNS = frozenset(
    "moins plus plupart meme memes autre autres seul seule premier premiere dernier derniere nombreux nombreuses "
    "different differents differentes divers diverses principal principale principaux principales grand grande grands "
    "grandes petit petite petits petites nouveau nouvelle nouveaux nouvelles bon bonne bons bonnes certaines certains "
    "chaque plusieurs ensemble cas fois sorte sortes type types maniere facon jour jours profit cours sein cadre titre "
    "moyen lieu biais terme termes suite aide raison faveur face mise prise nombre majorite partie serie million "
    "millions milliard milliards gaiete demande compte intermediaire instar egard occasion issue moment faculte besoin "
    "plein pleine haut haute bas basse long longue court courte vieux vieille jeune jeunes gros grosse demi "
    "milliers centaines dizaines vingtaine dizaine centaine millier quantite part taux fin debut "
    "deux trois quatre cinq six sept huit neuf dix onze douze vingt trente cent chacun chacune quelques certains "
    "certaines tout toute tous toutes absence presence".split()
)
SHORTEST_NOUN = 4
TAKES_ON = frozenset("a au aux".split())
"""« un service ouvert à tous »: the adjective goes on."""


@dataclass(frozen=True)
class Phrase:
    """`text[begin:end]`, after the word `opener` (« l », « des »)."""

    text: str
    begin: int
    end: int
    opener: str

    @cached_property
    def plural(self) -> bool:
        return self.opener in PLURAL or (self.opener in OF and fold(self.text.split()[0])[-1] in "sx")

    @cached_property
    def gender(self) -> str | None:
        """As its opener or its adjective shows it."""
        if self.opener in MASCULINE or self.opener in FEMININE:
            return "m" if self.opener in MASCULINE else "f"
        if self.opener in MASCULINE_PLURAL or self.opener in FEMININE_PLURAL:
            return "m" if self.opener in MASCULINE_PLURAL else "f"
        last = fold(self.text)
        return "f" if SEEN_AS_FEMININE.search(last) else "m" if SEEN_AS_MASCULINE.search(last) else None

    @cached_property
    def opens_on_a_vowel(self) -> bool:
        return bool(VOWEL.match(fold(self.text)))

    def can_be(self, other: "Phrase") -> bool:
        """Whether the other can stand after this one's opener."""
        suits = not (self.opener in BEFORE_VOWEL and not other.opens_on_a_vowel) and not (
            self.opener in BEFORE_CONSONANT and other.opens_on_a_vowel
        )
        shown = self.opener not in UNGENDERED
        agrees = self.gender == other.gender or (not shown and None in (self.gender, other.gender))
        return suits and self.plural == other.plural and agrees


def phrases(text: str) -> Iterator[Phrase]:
    """In order; a phrase ends with its last adjective, or with the noun after « de » where it has none."""
    matches = list(WORD.finditer(text))
    folded = [fold(match[0]) for match in matches]
    for number in range(1, len(matches) - 1):
        noun = matches[number]
        if folded[number - 1] not in OPENERS or not is_noun(noun[0], folded[number]):
            continue
        if folded[number - 1] in OF and not folded[number].endswith(("s", "x")):
            continue
        if not re.fullmatch(r" |['’]", text[matches[number - 1].end() : noun.start()]):
            continue
        last = number
        while last + 1 < len(matches) and text[matches[last].end() : matches[last + 1].start()] == " ":
            if not _is_adjective(matches[last + 1][0], folded[last + 1], folded[number]):
                break
            last += 1
        if last == number and folded[number - 1] not in OF and _is_of_a_noun(text, matches, folded, number):
            last = number + 2
        if last > number and _ends_there(text, matches, folded, last):
            yield Phrase(
                text[noun.start() : matches[last].end()], noun.start(), matches[last].end(), folded[number - 1]
            )


def _ends_there(text: str, matches: list[re.Match[str]], folded: list[str], last: int) -> bool:
    """Before a sign, a small word or a verb: « loisirs de plein » goes on with « air »."""
    after = text[matches[last].end() :]
    if last + 1 == len(matches) or not after.startswith(" "):
        return not after.startswith(("-", "’", "'"))
    following = matches[last + 1][0]
    between = text[matches[last].end() : matches[last + 1].start()]
    if folded[last + 1] in TAKES_ON and folded[last - 1] not in OF:
        return False
    ended = folded[last + 1] in EMPTY_WORDS or is_verbal(following) or folded[last + 1].endswith("ment")
    return ended or between != " "


def _is_of_a_noun(text: str, matches: list[re.Match[str]], folded: list[str], number: int) -> bool:
    """« facteurs de succès », and nothing that goes on qualifying it."""
    if number + 2 >= len(matches) or folded[number + 1] not in OF:
        return False
    between = text[matches[number].end() : matches[number + 2].start()]
    if not re.fullmatch(r" d(?:e |['’])", between) or not is_noun(matches[number + 2][0], folded[number + 2], True):
        return False
    after = text[matches[number + 2].end() :]
    following = matches[number + 3][0] if number + 3 < len(matches) else ""
    return not after.startswith(" ") or not _is_adjective(following, fold(following), folded[number + 2])


def is_noun(word: str, folded: str, even_unknown: bool = False) -> bool:
    if len(word) < SHORTEST_NOUN or not word.islower() or folded in EMPTY_WORDS or folded in NOT_NOUNS:
        return False
    if INFINITIVE.search(word) and not is_a_word(f"{word}s"):
        return False
    return (even_unknown or is_a_word(word)) and (not is_verbal(word) or bool(PLURAL_OF_A_NOUN.search(word)))


def _is_adjective(word: str, folded: str, noun: str) -> bool:
    """One that agrees in number with its noun: « ses dimensions nationale et territoriale » is none."""
    if AFTER_ITS_NOUN.match(folded):
        return False
    known = word.islower() and folded not in EMPTY_WORDS and folded not in NOT_ADJECTIVES and is_a_word(word)
    agrees = folded.endswith(("s", "x")) or not noun.endswith(("s", "x"))
    if FEMININE_NOUN.search(noun) and not folded.rstrip("s").endswith("e"):
        return False
    return known and agrees and bool(ADJECTIVE.fullmatch(folded)) and not is_verbal(word)
