"""A report's text → its figures: every number with what it counts, as the report writes it."""

import re
from collections.abc import Iterator

from assistant.inventory.entries import Entry
from assistant.inventory.number_values import ABOUT, DIGITS, FEW, IN_WORDS, PART, value_of
from assistant.inventory.report_text import ReportText
from assistant.inventory.told import Mention, Told, as_entries, folded, on_one_line, told_in
from assistant.vocabulary import is_a_word
from ingest.terms import EMPTY_WORDS, fold

_B = r"[ \u00a0\u202f\n]"
_WORD = r"[^\W\d_]{2,}(?:-[^\W\d_]+)*"
_TIMES = rf"(?:{_B}?(?:millions?|milliards?|milliers?|centaines?|dizaines?)\b)"
_UNIT = (
    rf"(?:%|‰|pour{_B}cent|points?{_B}de{_B}pourcentage|points?|[kMG]€|M[d€]{_B}?€|Mds?{_B}?€|€|euros?|dollars?|\$|"
    r"k?Wh|[MGT]Wh|[kMGT]W|km²|km2|km|m²|m2|m³|m3|ha|kg|tonnes?|[kKMGT]i?[oB]|[kMG]bit/s|[kMG]?Hz|bits?|"
    r"kilomètres?|mètres?|hectares?|ETPT?|ans?|mois|fois)"
)
NUMBER = re.compile(
    rf"(?<![\w.,/°º#§:=+_@~\\$^*<-])"
    rf"(?P<number>(?:{DIGITS})(?:{_B}?(?:à|-|–){_B}?(?:{DIGITS}))?|\b(?:{ABOUT}|{PART}|{IN_WORDS}|{FEW}))"
    rf"(?![\w/=_°:~-]|[.,]\d)(?P<times>{_TIMES})?(?:{_B}?(?P<unit>{_UNIT})(?![\w/-]))?",
    re.IGNORECASE,
)
OUT_OF = re.compile(
    rf"(?<![\w.,’'-])(?P<number>(?:une?|{FEW}|{IN_WORDS}|{DIGITS})){_B}(?:{_WORD}{_B}(?:{_WORD}{_B})?)?"
    rf"(?:sur|des){_B}(?P<of>{DIGITS}|{FEW}|{IN_WORDS})\b(?![,.]\d)(?:{_B}(?P<noun>{_WORD}))?",
    re.IGNORECASE,
)
"""« un habitant sur quatre », « 18 des 22 régions »."""
TAKES_OF = re.compile(rf"{ABOUT}|{PART}", re.IGNORECASE)
"""Numbers that are nouns: « une trentaine de communes », « un tiers des agents »."""
_OF = rf"{_B}(?:d[’']|de{_B}(?:la{_B}|l[’'])|(?:de|des|du){_B})(?:autres{_B})?"
COUNTED = re.compile(rf"{_B}(?P<noun>{_WORD})")
COUNTED_OF = re.compile(rf"{_OF}(?P<noun>entre{_B}(?:eux|elles)|{_WORD})")
PER = re.compile(rf"{_B}par{_B}{_WORD}|/(?:an|mois|jour|habitant|h)\b")
COMES_BEFORE = re.compile(
    r"(?:\b(?:articles?|art\.|alinéas?|lois?|décrets?|ordonnances?|arrêtés?|circulaires?|directives?|règlements?|"
    r"chapitres?|chap\.|parties?|sections?|annexes?|tableaux?|tables?|figures?|fig\.|graphiques?|graphes?|cartes?|"
    r"encadrés?|pages?|p\.|pp\.|paragraphes?|titres?|tomes?|volumes?|vol\.|lignes?|notes?|étapes?|phases?|axes?|"
    r"propositions?|recommandations?|préconisations?|mesures?|actions?|objectifs?|fiches?|questions?|scénarios?|"
    r"options?|lots?|livres?|versions?|v\.|numéros?|n[°o]\.?|no\.|niveaux?|types?|catégories?|classes?|zones?|"
    r"ports?|codes?|bugs?|rfc|iso|debian|linux|windows|python|noyau|kernel|release|exemples?|points?|cf\.|voir|"
    r"vers|mod|runlevel|cedex|tél\.?|téléphone|fax|bp|cs|isbn|issn)|[\[§#]|"
    r"(?<![\d,.])\d{1,2}(?:,| et| ou))[\s\u00a0\u202f]*$",
    re.IGNORECASE,
)
"""A number after one of these names a place in a text, a version, an address: it counts nothing."""
LIST_MARK = re.compile(r"^\s*\d+\s*(?:[.)–-]|\s[A-ZÀ-Ý])")
WITH_A_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:\W{1,3}(?:à |et |ou )?(?:1[5-9]|20)?\d\d)?")
COMES_BEFORE_A_YEAR = re.compile(
    r"\b(?:en|de|du|depuis|dès|avant|après|jusqu[’'](?:en|à)|fin|début|mi|années?|horizon|courant|d[’']ici|an|in|since|"
    r"by|until|et|ou|à)[\s\u00a0\u202f(-]*$",
    re.IGNORECASE,
)
POSTAL_CODE = re.compile(r"\d{5} [A-ZÀ-Ý]")
MONTH_OR_HOUR = re.compile(
    rf"{_B}?(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|"
    r"january|february|march|april|may|june|july|august|october|november|december|h\b|h\d)",
    re.IGNORECASE,
)
FEW_ALONE = re.compile(FEW, re.IGNORECASE)
PICKS = re.compile(r"\b(?:[cslmtd]es|leurs|nos|vos|tou(?:te)?s|entre|these|those)\s$", re.IGNORECASE)
"""« ces deux vedettes », « les cinq suivantes »: it picks them out rather than counts them."""
OF_THE_TEXT = re.compile(
    r"(?:choses?|differences|choix|possibilites|methodes|paragraphes|solutions|options|constats?|criteres?|points?|"
    r"volets?|axes|parties|types|sortes|raisons|facons|manieres|cas|temps|titres|questions|etapes|elements|aspects?|"
    r"categories|niveaux|facteurs|conditions|cotes|mots|suivantes?|exemples|registres|objectifs|principes|enjeux|"
    r"defis|idees|notions|termes)\b"
)
"""What a text has two or three of: its own parts, and no quantity."""
OPENING_HOURS = re.compile(rf"{_B}heures?\b(?!{_B}par\b)")
OPENING_HOURS_TO = re.compile(rf"{_B}heures?{_B}à{_B}\d+{_B}heures")
TIME_OF_DAY = re.compile(r"\b(?:[àÀ]|vers|dès|jusqu[’']à|avant|après|entre)\s$")
NO_NOUN = frozenset(
    "environ rue avenue boulevard place quai impasse allee chemin route cedex apres avant sans sous chez contre depuis "
    "pendant entre selon sauf dont ainsi puis donc alors lors soit afin pres tres trop bis ter quater premiers "
    "premieres derniers dernieres autres seules seuls memes plus moins pas est sont etait etaient sera seront peut "
    "peuvent doit doivent font fait vont avec pour dans sur par aux les des que qui quoi comme mais ceci cela tout "
    "tous toutes chaque vis toujours jamais hors vers the and for are was were with from which that this is to "
    "of".split()
)
NOT_FURTHER = NO_NOUN | frozenset(
    "ailleurs parfois temps ans mois fois dessous dessus suivants suivantes dehors".split()
)
PLURAL = ("s", "x", "z")


def find_figures(report: ReportText) -> list[Entry]:
    """Every figure of the report, in its order; the same figure of the same things once."""
    return as_entries(report, "figures", (one for told in told_in(report, headings=False) for one in _figures(told)))


def _figures(told: Told) -> Iterator[Mention]:
    for start, end, value in figures_in(told.text):
        label = on_one_line(told.text[start:end])
        yield Mention(told, label, f"{value:020.4f} {folded(label)}")


def figures_in(text: str) -> Iterator[tuple[int, int, float]]:
    """The spans of a sentence's figures, what they count included, with what they are worth."""
    shares = [found for found in OUT_OF.finditer(text) if _is_a_share(found)]
    for share in shares:
        counted = not share["noun"] or _is_counted(share["noun"], several=True)
        end_of_share = share.end() if counted else share.end("of")
        yield share.start(), end_of_share, value_of(share["number"]) / max(value_of(share["of"]), 1)
    for found in NUMBER.finditer(text):
        if any(share.start() <= found.start() < share.end() for share in shares):
            continue
        end = _end_of_what_is_counted(text, found)
        if end is not None and not _names_a_place(text, found, end):
            yield found.start(), end, value_of(found["number"], found["times"], found["unit"])


def _is_a_share(found: re.Match[str]) -> bool:
    """The smaller of the larger, and something that is counted."""
    words = found[0].split()
    counts = bool(found["noun"]) if " des " in found[0] else len(words) > 3 and "sur" in words[2:]
    return counts and value_of(found["number"]) <= value_of(found["of"]) < 1000


def _names_a_place(text: str, found: re.Match[str], end: int) -> bool:
    """Whether it is a section, a page, a version, a year or a date rather than a count."""
    before, number = text[: found.start()], found["number"]
    if found["unit"] and not found["unit"].startswith("point"):
        return False
    if COMES_BEFORE.search(before) or (not before.strip() and LIST_MARK.match(text)):
        return True
    if FEW_ALONE.fullmatch(number) and (PICKS.search(before) or OF_THE_TEXT.match(folded(text[found.end() :]))):
        return True
    if re.match(r"0\d", number) or POSTAL_CODE.match(text, found.start()) or MONTH_OR_HOUR.match(text, found.end()):
        return True
    if OPENING_HOURS.match(text, found.end()) and TIME_OF_DAY.search(before):
        return value_of(number) <= 24
    if OPENING_HOURS_TO.match(text, found.end()):
        return True
    if not WITH_A_YEAR.fullmatch(number) or found["times"]:
        return False
    return "-" in number or bool(COMES_BEFORE_A_YEAR.search(before)) or text[end - 1] not in PLURAL


def _end_of_what_is_counted(text: str, found: re.Match[str]) -> int | None:
    """Where the figure ends: after its unit, or the noun that it counts; None when it counts nothing that is said."""
    end = found.end()
    with_of = found["unit"] or found["times"] or TAKES_OF.fullmatch(found["number"])
    several = not with_of and value_of(found["number"]) >= 2
    noun = (COUNTED_OF if with_of else COUNTED).match(text, end)
    if noun and (_is_counted(noun["noun"], several) or noun["noun"].startswith("entre")):
        end = _with_adjectives(text, noun.end())
        further = None if with_of else COUNTED_OF.match(text, end)
        if further and _is_counted(further["noun"], several=False):
            end = _with_adjectives(text, further.end())
    elif not found["unit"]:
        return None
    per = PER.match(text, end)
    return per.end() if per else end


def _is_counted(word: str, several: bool) -> bool:
    """A noun; a plural one when there are several."""
    plain = fold(word)
    if plain in EMPTY_WORDS or plain in NO_NOUN or len(plain) < 3 or (several and not plain.endswith(PLURAL)):
        return False
    return is_a_word(word.lower()) or word[0].isupper() or plain.endswith(PLURAL)


def _with_adjectives(text: str, end: int) -> int:
    """Past the plural adjectives that follow the noun, two at most."""
    for _ in range(2):
        further = COUNTED.match(text, end)
        if not further:
            break
        word, plain = further["noun"], fold(further["noun"])
        adjective = plain.endswith(PLURAL) and plain not in NOT_FURTHER and plain not in EMPTY_WORDS
        if not (adjective and word.islower() and len(word) > 3 and is_a_word(word)):
            break
        end = further.end()
    return end
