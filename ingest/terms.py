"""Text → the terms that BM25 counts: French stems without accents, the empty words left out."""

import re
import unicodedata
from functools import lru_cache

import Stemmer
from text_to_num import alpha2digit

TERMS_VERSION = 2
"""To be raised with any rule that changes a term: the terms kept on disk are then made again."""
WORD = re.compile(r"[^\W_]+")
GROUPED_DIGITS = re.compile(r"\b\d{1,3}(?:[ \u00a0\u202f]\d{3})+\b")
EMPTY_WORDS = frozenset(
    "a ai aie aient ait alors an and are as at au aucun aucune aura auront aussi autre autres aux avaient avait avec "
    "avoir avons ayant by c ce ceci cela celle celles celui ces cet cette ceux chaque ci comme comment combien d dans "
    "de depuis des did do does donc dont du elle elles en encore entre es est et etaient etait etant ete etes etre eu "
    "eux faire fait fut for from had has have how i ici if il ils in is it its j je l la laquelle le lequel les "
    "lesquelles lesquels leur leurs lors lui m ma mais me meme memes mes moi mon n ne ni nos notre nous of on ont or "
    "ou par parmi pas peu peut peuvent plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se "
    "sera seront ses si sien soi soit son sont sous sur t ta tandis te tel telle telles tels tes that the their there "
    "this to toi ton tous tout toute toutes tres tu un une vers via vos votre vous was were what when where which who "
    "whom whose why with y".split()
)
_STEMMER = Stemmer.Stemmer("french")


def fold(text: str) -> str:
    """Lower case, without accents or ligatures: « Cœur d'Évreux » → « coeur d'evreux »."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


PLURAL_VERB = re.compile(r"(?<=.{5})(?<!m)ent$")
"""« adressent » is stemmed to itself; without its ending it meets « adresser » and « adressé »."""
PARTICIPLE = re.compile(r"(?<=.{2})(ées?|és?)$")
PARTICIPLE_WITHOUT_ACCENT = re.compile(r"(?<=.{3})ees?$")
LONGEST_WITH_FINAL_E = 4


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Snowball stem of one word, accents or not, so that « confiée », « CONFIEE » and « confier » meet.

    Snowball knows participles by their accents only; they are given the ending of the infinitive first.
    """
    infinitive = PARTICIPLE.sub("er", unicodedata.normalize("NFC", word.lower()))
    infinitive = PARTICIPLE_WITHOUT_ACCENT.sub("er", fold(infinitive))
    stemmed = PLURAL_VERB.sub("", _STEMMER.stemWord(infinitive))
    return stemmed.rstrip("e") if len(stemmed) > LONGEST_WITH_FINAL_E else stemmed


def straight(text: str) -> str:
    """Typographic apostrophes as typed ones: the embedding model tells them apart, readers do not."""
    return text.replace("’", "'")


def in_figures(text: str) -> str:
    """Numbers as one run of digits: « deux cent soixante-trois » → « 263 », « 12 500 » → « 12500 ».

    Lone units stay as they are: « neuf » is also new, and « un » an article.
    """
    return GROUPED_DIGITS.sub(lambda found: re.sub(r"\D", "", found[0]), alpha2digit(text, "fr"))


def words(text: str) -> list[str]:
    """The words of `text` that are not empty ones, in order, repeated ones included; numbers in figures."""
    composed = in_figures(unicodedata.normalize("NFC", text))
    return [word for word in WORD.findall(composed) if fold(word) not in EMPTY_WORDS]


def terms(text: str) -> list[str]:
    """The stems of `text` in order, repeated ones included."""
    return [stem(word) for word in words(text)]


@lru_cache(maxsize=20_000)
def term_set(text: str) -> frozenset[str]:
    """The different stems of `text`, remembered: the same passages come back at each question."""
    return frozenset(terms(text))
