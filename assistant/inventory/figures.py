"""A report's text → its figures: every number with what it counts, as the report writes it."""

import re
from collections.abc import Iterator

from assistant.inventory.entries import Entry
from assistant.inventory.report_text import ReportText
from assistant.inventory.told import Mention, Told, as_entries, folded, on_one_line, told_in
from assistant.vocabulary import is_a_word
from ingest.terms import EMPTY_WORDS, fold

_BLANK = r"[ \u00a0\u202f\n]"
_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|\d+(?:[,.]\d+)?"
_SPELLED = (
    r"(?:onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|quatre-vingts?|cents?|"
    r"mille|dix-sept|dix-huit|dix-neuf)"
)
_SMALL = r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)"
_IN_WORDS = rf"(?:{_SMALL}[ -])?{_SPELLED}(?:(?:[ -](?:et[ -])?)(?:{_SPELLED}|{_SMALL}))*"
_ABOUT = r"(?:une |plusieurs |quelques |deux |trois |\d+ )?(?:dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine|millier)s?"
_SHARE = r"(?:la moitié|(?:un|deux|les deux|le|trois|les trois) (?:tiers|quarts?|cinquièmes?|dixièmes?))"
_TIMES = rf"(?:{_BLANK}?(?:millions?|milliards?|milliers?|centaines?|dizaines?))"
_UNIT = (
    rf"(?:%|‰|pour{_BLANK}cent|points?{_BLANK}de{_BLANK}pourcentage|points?|[kMG]€|M[d€]{_BLANK}?€|Mds?{_BLANK}?€|€|"
    r"euros?|dollars?|\$|k?Wh|[MGT]Wh|[kMGT]W|km²|km|m²|m³|ha|kg|tonnes?|Mo|Go|To|Ko|Mbit/s|"
    r"kilomètres?|mètres?|hectares?|ETPT?)"
)
NUMBER = re.compile(
    rf"(?<![\w.,/°º#§:=+_@~\\$^*<-])(?P<number>(?:{_DIGITS})(?:{_BLANK}?(?:à|-|–){_BLANK}?(?:{_DIGITS}))?"
    rf"|\b{_ABOUT}|\b{_SHARE}|\b{_IN_WORDS}|\b{_SMALL}(?={_BLANK}(?:millions?|milliards?)\b))(?![\w/=_°:~-]|[.,]\d)"
    rf"(?P<times>{_TIMES})?(?:{_BLANK}?(?P<unit>{_UNIT})(?![\w/-]))?",
    re.IGNORECASE,
)
TAKES_OF = re.compile(rf"{_ABOUT}|{_SHARE}", re.IGNORECASE)
"""Numbers that are nouns: « une trentaine de communes », « un tiers des agents »."""
_OF = rf"{_BLANK}(?:d[’']|de{_BLANK}(?:la{_BLANK}|l[’'])|(?:de|des|du){_BLANK})"
_WORD = r"[^\W\d_]{3,}(?:-[^\W\d_]+)*"
COUNTED = re.compile(rf"{_BLANK}(?P<noun>{_WORD})")
COUNTED_OF = re.compile(rf"{_OF}(?P<noun>{_WORD})")
FURTHER = re.compile(rf"{_BLANK}(?P<word>{_WORD})")
PER = re.compile(rf"{_BLANK}(?:par|/){_BLANK}(?:an|mois|jour|{_WORD})|/(?:an|mois|jour|habitant|h)\b")
COMES_BEFORE = re.compile(
    r"(?:\b(?:articles?|art\.|alinéas?|lois?|décrets?|ordonnances?|arrêtés?|circulaires?|directives?|règlements?|"
    r"chapitres?|chap\.|parties?|sections?|annexes?|tableaux?|tables?|figures?|fig\.|graphiques?|graphes?|cartes?|"
    r"encadrés?|pages?|p\.|pp\.|paragraphes?|titres?|tomes?|volumes?|vol\.|lignes?|notes?|étapes?|phases?|axes?|"
    r"propositions?|recommandations?|préconisations?|mesures?|actions?|objectifs?|fiches?|questions?|scénarios?|"
    r"options?|lots?|livres?|versions?|v\.|numéros?|n[°o]\.?|no\.|niveaux?|types?|catégories?|classes?|zones?|"
    r"ports?|codes?|bugs?|rfc|iso|debian|linux|windows|python|noyau|kernel|release|exemples?|points?|cf\.|voir|"
    r"vers|mod|runlevel|cedex|tél\.?|téléphone|fax|bp|cs|isbn|issn)|[\[§#])[\s\u00a0\u202f]*$",
    re.IGNORECASE,
)
"""A number after one of these names a place in a text, a version, an address: it counts nothing."""
SURE_UNITS = re.compile(r"%|‰|€|\$|euros?|dollars?|pour", re.IGNORECASE)
LIST_MARK = re.compile(r"^\s*\d+\s*(?:[.)–-]|\s[A-ZÀ-Ý])")
WITH_A_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:\W{1,3}(?:à |et |ou )?(?:1[5-9]|20)?\d\d)?")
COMES_BEFORE_A_YEAR = re.compile(
    r"\b(?:en|de|du|depuis|dès|avant|après|jusqu[’'](?:en|à)|fin|début|mi|années?|horizon|courant|d[’']ici|an|in|since|by|"
    r"until|et|ou|à)[\s\u00a0\u202f(-]*$",
    re.IGNORECASE,
)
POSTAL_CODE = re.compile(r"\d{5} [A-ZÀ-Ý]")
MONTH_OR_HOUR = re.compile(
    rf"{_BLANK}?(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|"
    r"january|february|march|april|may|june|july|august|october|november|december|heures?\b|h\b|h\d)",
    re.IGNORECASE,
)
NO_NOUN = frozenset(
    "environ rue avenue boulevard place quai impasse allee chemin route cedex apres avant sans sous chez contre depuis pendant entre selon sauf dont ainsi puis donc alors lors soit afin pres "
    "tres trop fois bis ter quater premiers premieres derniers dernieres autres seules seuls memes ans plus moins "
    "est sont etait etaient sera seront peut peuvent doit doivent font fait vont avec pour dans sur par aux les des "
    "que qui quoi comme mais ceci cela tout tous toutes chaque and the for are was were with from which that this".split()
)
NOT_FURTHER = frozenset(
    "apres sans dans depuis pres tres plus moins vers puis hors alors lors dehors ailleurs parfois toujours jamais "
    "temps mais ans mois fois sous dessous dessus suivants suivantes".split()
)


def find_figures(report: ReportText) -> list[Entry]:
    """Every figure of the report, in its order; the same figure of the same things once."""
    return as_entries(report, "figures", (one for told in told_in(report, headings=False) for one in _figures(told)))


def _figures(told: Told) -> Iterator[Mention]:
    for start, end, value in figures_in(told.text):
        label = on_one_line(told.text[start:end])
        yield Mention(told, label, f"{value:020.4f} {folded(label)}")


def figures_in(text: str) -> Iterator[tuple[int, int, float]]:
    """The spans of a sentence's figures, what they count included, with what they are worth."""
    for found in NUMBER.finditer(text):
        end = _end_of_what_is_counted(text, found)
        if end is not None and not _names_a_place(text, found, end):
            yield found.start(), end, value_of(found["number"], found["times"], found["unit"])


def _names_a_place(text: str, found: re.Match[str], end: int) -> bool:
    """Whether it is a section, a page, a version, a year or a date rather than a count."""
    before, number = text[: found.start()], found["number"]
    if found["unit"] and SURE_UNITS.match(found["unit"]):
        return False
    if COMES_BEFORE.search(before) or (not before.strip() and LIST_MARK.match(text)):
        return True
    if re.match(r"0\d", number) or POSTAL_CODE.match(text, found.start()) or MONTH_OR_HOUR.match(text, found.end()):
        return True
    if not WITH_A_YEAR.fullmatch(number) or found["times"] or found["unit"]:
        return False
    return "-" in number or bool(COMES_BEFORE_A_YEAR.search(before)) or text[end - 1] not in "sx"


def _end_of_what_is_counted(text: str, found: re.Match[str]) -> int | None:
    """Where the figure ends: after its unit, or the noun that it counts; None when it counts nothing that is said."""
    end = found.end()
    with_of = found["unit"] or found["times"] or TAKES_OF.fullmatch(found["number"])
    noun = (COUNTED_OF if with_of else COUNTED).match(text, end)
    if noun and _is_noun(noun["noun"]):
        end = _with_adjectives(text, noun.end())
        further = None if with_of else COUNTED_OF.match(text, end)
        if further and _is_noun(further["noun"]):
            end = _with_adjectives(text, further.end())
    elif not found["unit"]:
        return None
    per = PER.match(text, end)
    return per.end() if per else end


def _is_noun(word: str) -> bool:
    plain = fold(word)
    known = plain in EMPTY_WORDS or plain in NO_NOUN
    return not known and (is_a_word(word.lower()) or word[0].isupper() or plain.endswith(("s", "x")))


def _with_adjectives(text: str, end: int) -> int:
    """Past the plural adjectives that follow the noun, two at most."""
    for _ in range(2):
        further = FURTHER.match(text, end)
        if not further:
            break
        word = further["word"]
        plain = fold(word)
        adjective = plain.endswith(("s", "x")) and plain not in NOT_FURTHER and plain not in EMPTY_WORDS
        if not (adjective and word.islower() and is_a_word(word)):
            break
        end = further.end()
    return end


_VALUES = {
    word: value
    for value, words in (
        (1, "un une"), (2, "deux"), (3, "trois"), (4, "quatre"), (5, "cinq"), (6, "six"), (7, "sept"), (8, "huit"),
        (9, "neuf"), (10, "dix dizaine"), (11, "onze"), (12, "douze douzaine"), (13, "treize"), (14, "quatorze"),
        (15, "quinze quinzaine"), (16, "seize"), (20, "vingt vingtaine"), (30, "trente trentaine"),
        (40, "quarante quarantaine"), (50, "cinquante cinquantaine"), (60, "soixante soixantaine"),
        (100, "cent centaine"), (1000, "mille millier"), (10**6, "million"), (10**9, "milliard"),
    )
    for word in words.split()
}  # fmt: skip
_SCALES = {
    "dizaine": 10,
    "centaine": 100,
    "millier": 1000,
    "million": 10**6,
    "milliard": 10**9,
    "k€": 1000,
    "m€": 10**6,
    "md€": 10**9,
    "mds€": 10**9,
}
_SHARES = {"moitie": 1 / 2, "tiers": 1 / 3, "quart": 1 / 4, "cinquieme": 1 / 5, "dixieme": 1 / 10}


def value_of(number: str, times: str | None = None, unit: str | None = None) -> float:
    """What the number is worth, near enough to sort by."""
    digits = re.match(_DIGITS, number)
    if digits:
        value = float(re.sub(r"[ \u00a0\u202f]|\.(?=\d{3}(?:\D|$))", "", digits[0]).replace(",", "."))
    else:
        value = _value_in_words(number)
    return value * _SCALES.get(fold(times or "").strip().rstrip("s"), 1) * _SCALES.get((unit or "").lower(), 1)


def _value_in_words(number: str) -> float:
    words = [word.rstrip("s") if word != "tiers" else word for word in re.findall(r"[a-z]+", fold(number))]
    if len(words) > 1 and words[0] in ("une", "quelque", "plusieur"):
        words = words[1:]
    share = next((_SHARES[word] for word in words if word in _SHARES), None)
    if share:
        return share * max((_VALUES.get(word, 1) for word in words), default=1)
    total = 0
    for word in words:
        value = _VALUES.get(word, 0)
        total = max(total, 1) * value if value >= 100 or (word == "vingt" and total == 4) else total + value
    return float(total)
