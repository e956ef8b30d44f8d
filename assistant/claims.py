"""A sentence → what in it can be held against a passage: numbers, dates, names, acronyms, quotations.

Each is compared as French writes it: accents, ligatures, apostrophes, hyphens and spaces aside, numbers in figures or
in words, dates in any order.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from assistant.vocabulary import is_a_word, synonyms
from ingest.terms import EMPTY_WORDS, WORD, fold, in_figures, stem, straight, term_set, terms

ClaimKind = Literal["number", "date", "name", "acronym", "quotation"]
Bound = Literal["at_least", "at_most", "about"]


@dataclass(frozen=True)
class Claim:
    """What a sentence says that its passage must say too, as written."""

    kind: ClaimKind
    text: str


@dataclass(frozen=True)
class Number:
    """A value, what is counted (stems of the next words, or a unit's symbol), and how exactly."""

    value: Decimal
    unit: str
    beside: tuple[str, ...]
    bound: Bound | None
    text: str


@dataclass(frozen=True)
class Day:
    """A date, as much of it as is said."""

    year: int | None
    month: int | None
    day: int | None
    text: str

    def says(self, other: "Day") -> bool:
        """Whether this date says all that the other says."""
        return all(
            asked is None or asked == said
            for asked, said in ((other.year, self.year), (other.month, self.month), (other.day, self.day))
        )


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january",
            "fevrier february",
            "mars march",
            "avril april",
            "mai may",
            "juin june",
            "juillet july",
            "aout august",
            "septembre september",
            "octobre october",
            "novembre november",
            "decembre december",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(MONTHS)
DATES = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:er)? +)?(?P<month>{_MONTH})(?:,? +(?P<year>1\d{{3}}|20\d{{2}}))?\b"
    r"|\b(?P<day2>\d{1,2})[/.](?P<month2>\d{1,2})[/.](?P<year2>1\d{3}|20\d{2})\b"
    r"|\b(?P<year3>1\d{3}|20\d{2})-(?P<month3>\d{2})-(?P<day3>\d{2})\b"
)
AMBIGUOUS_MONTHS = {"may", "march", "mars"}
"""They are a date only beside a day or a year."""
UNITS_IN_WORDS = {
    "deux": "2",
    "trois": "3",
    "quatre": "4",
    "cinq": "5",
    "six": "6",
    "sept": "7",
    "huit": "8",
    "neuf": "9",
    "dix": "10",
    "premier": "1er",
    "premiere": "1er",
    "premiers": "1er",
    "premieres": "1er",
    "second": "2e",
    "seconde": "2e",
    "deuxieme": "2e",
    "troisieme": "3e",
    "quatrieme": "4e",
    "cinquieme": "5e",
    "sixieme": "6e",
    "septieme": "7e",
    "huitieme": "8e",
    "neuvieme": "9e",
    "dixieme": "10e",
}
_UNIT_WORD = re.compile(rf"\b(?:{'|'.join(UNITS_IN_WORDS)})\b")
AMOUNTS = ("moitié", "tiers", "quart", "dizaine", "douzaine", "vingtaine", "centaine", "millier")
_AMOUNT = re.compile(rf"\b(?:{'|'.join(map(fold, AMOUNTS))})s?\b")
MULTIPLIERS = {"k€": 10**3, "m€": 10**6, "md€": 10**9, "mds€": 10**9}
SYMBOLS = {"euro": "€", "euros": "€", "eur": "€", "dollar": "$", "dollars": "$"}
MEASURES = frozenset("€ $ % km m cm kg g t ha h mn s annee mois jour".split())
SAME_MEASURE = {
    "an": "annee",
    "ans": "annee",
    "annees": "annee",
    "jours": "jour",
    "heures": "h",
    "heure": "h",
    "minute": "mn",
    "minutes": "mn",
    "min": "mn",
    "metre": "m",
    "metres": "m",
    "kilometre": "km",
    "kilometres": "km",
    "gramme": "g",
    "grammes": "g",
    "kilo": "kg",
    "kilos": "kg",
    "kilogramme": "kg",
    "kilogrammes": "kg",
    "tonne": "t",
    "tonnes": "t",
    "hectare": "ha",
    "hectares": "ha",
    "fois": "fois",
    "reprise": "fois",
    "reprises": "fois",
}
NUMBER = re.compile(
    r"(?<![\w,.])(?P<value>\d+(?:[.,]\d+)?)(?P<ordinal>er|re|e|eme|nd|nde)?(?![\w])"
    r"(?: +(?P<times>1000|1000000|1000000000)\b)?(?: *(?P<unit>%|€|\$|k€|m€|mds?€))?"
)
_HOUR = re.compile(r"\b(\d{1,2}) ?h ?(\d{2})\b")
BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        "at_least",
        re.compile(
            r"(plus (de|d'|des)|au moins|au minimum|superieure?s? a|depass\w*(?: (?:jamais|pas))?|over|more than)\s*$"
        ),
    ),
    ("at_most", re.compile(r"(moins (de|d'|des)|au plus|au maximum|inferieure?s? a|jusqu'a|less than)\s*$")),
    (
        "about",
        re.compile(
            r"(environ|(pres|a peu pres|autour) (de|d')|presque|quasiment|approximativement|autour (de|d')|quelque|"
            r"about)\s*$"
        ),
    ),
)
WORDS_BESIDE, LOOK_BACK = 3, 24
YEARS = 1000, 2100
A_YEAR_FOLLOWS = re.compile(r"\b(?:annees?|en|depuis|fin|debut|printemps|ete|automne|hiver)\s*$")
NEAR: dict[Bound, tuple[Decimal, Decimal]] = {
    "at_least": (Decimal("0.85"), Decimal(1)),
    "at_most": (Decimal(1), Decimal("1.15")),
    "about": (Decimal("0.95"), Decimal("1.05")),
}
"""How far from an exact number one may be that is said so: « plus de deux millions » of 2 169 000."""
OF_A_PLACE = re.compile(
    r"(?:iennes?|iens?|aines?|ains?|aises?|ais|oises?|ois|eennes?|eens?|cains?|caines?|ales?|al|aux|ques?|ies?|es?|as?)$"
)
SHORTEST_ROOT = 4
QUOTED = re.compile(r"«\s*([^«»]+?)\s*»|“([^“”]+)”|\"([^\"]+)\"")
CODE = re.compile(r"(?=.*\d)[A-Za-z]+\d\w*|\d+[A-Z]\w*")
ORDINAL = re.compile(r"\d+(e|er|re|ère|eme|ème|nd|nde|h|km|kg|m|cm|mm)s?\d*", re.IGNORECASE)
PARTICLES = frozenset("de du des d la le les l en sur sous et von van".split())
TITLES = frozenset("m mme mr mrs mlle monsieur madame mesdames messieurs docteur dr professeur pr".split())
OPENERS = frozenset(
    "selon ainsi enfin cependant toutefois neanmoins outre grace face afin lors lorsque quand depuis pendant apres "
    "avant plusieurs certains certaines chaque tous aucun quelques elles celui celle parmi pourtant mais donc car puis "
    "ensuite concernant malgre hormis sauf voici voila bien sinon alors oui non faute autrement quant rien tant moins "
    "entre contre durant hors devant derriere parce puisque comme tandis chez autour aupres jusque dessous dessus hier "
    "aujourd demain bientot souvent parfois toujours jamais deja encore tres trop beaucoup plutot notamment "
    "deux trois quatre cinq six sept huit neuf dix seul seule seuls seules premier "
    "premiere".split()
)
NOT_A_NAME = re.compile(
    r"(ment|ant|ee|ees|es|er|ir|oir)$|^(per|pro|sou|ad)?mettre$|^(com|entre|re|ap)?prendre$|^(re|de)?(rendre|pondre)$|"
    r"^\w*(duire|truire|crire|suivre|vivre|naitre)$"
)
"""How a sentence that does not open with a name or an article may begin: adverb, participle, infinitive."""


class Claims:
    """The numbers, dates, names, acronyms and quotations of a text, read once."""

    def __init__(self, text: str) -> None:
        composed = straight(unicodedata.normalize("NFC", text)).replace("\u00a0", " ").replace("\u202f", " ")
        self.quotations = tuple(next(filter(None, found)) for found in QUOTED.findall(composed))
        folded = " ".join(fold(composed).split())
        self.days = tuple(_days(folded))
        without_days = DATES.sub(lambda found: " ; " if _day_of(found) else found[0], folded)
        self.numbers = tuple(_numbers(without_days))
        self.amounts = tuple(stem(found[0]) for found in _AMOUNT.finditer(folded))
        self._composed = composed
        self.squeezed = _squeezed(composed)
        self.words = frozenset(self.squeezed.split())
        self.stems = term_set(composed)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that are said, in a date or alone."""
        alone = (number for number in self.numbers if not number.unit and number.bound is None)
        plain = {int(number.value) for number in alone if YEARS[0] <= number.value <= YEARS[1]}
        return frozenset(plain | {day.year for day in self.days if day.year})

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Runs of capitalised words as written, particles inside; the first word of the sentence only when sure."""
        return tuple(self._runs_of_capitals())

    def _runs_of_capitals(self) -> Iterator[str]:
        words = list(WORD.finditer(self._composed))
        tokens = [word[0] for word in words]
        run: list[str] = []
        previous_end = 0
        for position, (token, word) in enumerate(zip(tokens, words, strict=True)):
            between = self._composed[previous_end : word.start()]
            if run and not re.fullmatch(r"[\s'-]*", between):
                yield from _as_name(run)
                run = []
            previous_end = word.end()
            folded = fold(token)
            if folded in TITLES and token[0].isupper():
                yield from _as_name(run)
                run = []
            elif token[0].isupper() and not (token.isupper() and len(token) > 1) and len(token) > 1:
                opens = position == 0 or re.search(r"[.!?:]\s*[«\"“]?\s*$|^\s*[«\"“]\s*$|[«“]\s*$", between)
                if not run and opens and not self._opens_with_a_name(tokens, position):
                    continue
                run.append(token)
            elif run and folded in PARTICLES:
                run.append(token)
            else:
                yield from _as_name(run)
                run = []
        yield from _as_name(run)

    def _opens_with_a_name(self, tokens: list[str], position: int) -> bool:
        token = tokens[position]
        following = tokens[position + 1] if position + 1 < len(tokens) else ""
        folded = fold(token)
        if folded in EMPTY_WORDS or folded in OPENERS:
            return False
        if following[:1].isupper() and not following.isupper():
            return True
        return not (NOT_A_NAME.search(folded) or is_a_word(token.lower()))

    @cached_property
    def acronyms(self) -> tuple[str, ...]:
        """« CNFPT », « XXIe », « M87 »: two capitals at least and more than small letters, or letters and digits."""
        return () if self._composed.isupper() else tuple(filter(_is_acronym, WORD.findall(self._composed)))


def _is_acronym(token: str) -> bool:
    capitals = sum(character.isupper() for character in token)
    coded = CODE.fullmatch(token) and not ORDINAL.fullmatch(token)
    return bool(coded) or (capitals >= 2 and capitals > len(token) / 2)


def unsupported(said: Claims, passage: Claims, heading: Claims) -> list[Claim]:
    """What the sentence says that its passage does not; names may stand in the headings above it."""
    missing: list[Claim] = []
    for quotation in said.quotations:
        if _squeezed(quotation) not in passage.squeezed:
            missing.append(Claim("quotation", quotation))
    for day in said.days:
        if not any(known.says(day) for known in passage.days):
            missing.append(Claim("date", day.text))
    for number in said.numbers:
        if not _number_stands(number, passage):
            missing.append(Claim("number", number.text))
    missing += [Claim("number", amount) for amount in said.amounts if amount not in passage.amounts]
    for name in said.names:
        if not (_name_stands(name, passage) or _name_stands(name, heading)):
            missing.append(Claim("name", name))
    for acronym in said.acronyms:
        if not {fold(acronym), fold(acronym).rstrip("s")} & (passage.words | heading.words):
            missing.append(Claim("acronym", acronym))
    return missing


def of_another_day(said: Claims, told: Claims) -> Day | None:
    """A date of the first, where the second gives dates as precise and this is none of them."""
    for day in said.days:
        as_precise = [one for one in told.days if (one.day is None) == (day.day is None)]
        if as_precise and not any(one.says(day) or day.says(one) for one in told.days):
            return day
    years = told.years
    other = next((year for year in sorted(said.years) if years and year not in years), None)
    return Day(other, None, None, str(other)) if other else None


def _number_stands(number: Number, passage: Claims) -> bool:
    """The same value, said as exactly or less so, of the same thing: another noun only if the passage has not that one.

    « Le premier » counts nothing where the passage ranks nothing.
    """
    if number.unit == "e" and number.value == 1 and not any(known.unit == "e" for known in passage.numbers):
        return True
    for known in passage.numbers:
        if not _says_as_much(number, known):
            continue
        if number.unit in MEASURES or known.unit in MEASURES or "e" in (number.unit, known.unit):
            if known.unit == number.unit:
                return True
            continue
        if "fois" in (number.unit, known.unit):
            if {number.unit, known.unit} <= {"fois", ""}:
                return True
            continue
        counted = number.beside[:1]
        if not counted or not known.beside or _meet(counted[0], known.beside):
            return True
        if counted[0] not in passage.stems and not synonyms(counted[0]) & passage.stems:
            return True
    plain_year = not number.unit and number.bound is None and YEARS[0] <= number.value <= YEARS[1]
    return plain_year and any(day.year == number.value for day in passage.days)


def _says_as_much(number: Number, known: Number) -> bool:
    """Whether a number follows from one that is known: the same, or a round one near an exact one."""
    if known.bound == number.bound:
        return known.value == number.value
    if known.bound is not None or number.bound is None:
        return False
    lowest, highest = NEAR[number.bound]
    return lowest * known.value <= number.value <= highest * known.value and (
        number.bound == "about" or number.value != known.value
    )


def _meet(term: str, others: tuple[str, ...]) -> bool:
    return term in others or bool(synonyms(term) & set(others))


def _name_stands(name: str, passage: Claims) -> bool:
    """A name of words that follow each other must follow each other there too."""
    words = [fold(word) for word in WORD.findall(name)]
    if any(word in PARTICLES for word in words):
        return all(word in passage.words or stem(word) in passage.stems for word in words if word not in PARTICLES)
    if len(words) == 1:
        return _word_of_a_name_stands(words[0], passage)
    if f" {' '.join(words)} " in f" {passage.squeezed} ":
        return True
    # « le Hongrois Ányos Jedlik »
    return len(words) > 2 and bool(OF_A_PLACE.search(words[0])) and _name_stands(" ".join(words[1:]), passage)


def _word_of_a_name_stands(word: str, passage: Claims) -> bool:
    """The name itself, or that of the place, its people or their adjective: « Italie », « Italiens », « italienne »."""
    if {word, f"{word}s", word.rstrip("sx")} & passage.words:
        return True
    root = OF_A_PLACE.sub("", word)
    return len(root) >= SHORTEST_ROOT and any(
        one.startswith(root) and one != root and OF_A_PLACE.sub("", one) == root for one in passage.words
    )


def _as_name(run: list[str]) -> Iterator[str]:
    while run and fold(run[-1]) in PARTICLES:
        run = run[:-1]
    if run:
        yield " ".join(run)


def _days(folded: str) -> Iterator[Day]:
    for found in DATES.finditer(folded):
        if day := _day_of(found):
            yield day


def _day_of(found: re.Match[str]) -> Day | None:
    part = found.groupdict()
    month_name = part["month"]
    if month_name:
        if month_name in AMBIGUOUS_MONTHS and not (part["day"] or part["year"]):
            return None
        return Day(_whole(part["year"]), MONTHS[month_name], _whole(part["day"]), found[0])
    year, month, day = (part["year2"] or part["year3"], part["month2"] or part["month3"], part["day2"] or part["day3"])
    return Day(_whole(year), _whole(month), _whole(day), found[0])


def _whole(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _numbers(folded: str) -> Iterator[Number]:
    folded = re.sub(r"\b(du|de|a) neuf\b(?! \w+s\b)", r"\1 nouveau", folded)
    folded = re.sub(r"\btou(s|tes) (les )?(deux|trois|quatre)\b", "ensemble", folded)
    text = _HOUR.sub(r"\1,\2 h", fold(in_figures(re.sub(r"\bpour ?cent\b", "%", folded))))
    text = _UNIT_WORD.sub(lambda found: UNITS_IN_WORDS[found[0]], text)
    for found in NUMBER.finditer(text):
        value = Decimal(found["value"].replace(",", "."))
        if found["times"]:
            value *= int(found["times"])
        after = text[found.end() :]
        following = re.match(r"[ -]*(?:d'|de |des |du )?([a-z]+)", after)
        follows = following[1] if following and following[1] not in EMPTY_WORDS else ""
        unit = found["unit"] or follows
        value *= MULTIPLIERS.get(unit, 1)
        if unit in ("siecle", "siecles") and not found["ordinal"]:
            value, unit = value * 100, "annee"
        unit = "€" if unit in MULTIPLIERS else SYMBOLS.get(unit, unit)
        unit = "e" if found["ordinal"] else SAME_MEASURE.get(unit, unit if unit in MEASURES else unit.rstrip("s"))
        before = text[max(0, found.start() - LOOK_BACK) : found.start()]
        if A_YEAR_FOLLOWS.search(before) and YEARS[0] <= value <= YEARS[1]:
            unit, follows = "", ""
        # What is counted stands right after; « en 1780, Lavoisier… » counts nothing.
        counted = re.split(r"[.,;:!?()]", after)[0] if follows or found["unit"] else ""
        beside = tuple(terms(" ".join(counted.split()[: WORDS_BESIDE + 1]))[:WORDS_BESIDE])
        bound = next((name for name, pattern in BOUNDS if pattern.search(before)), None)
        if bound is None and re.match(r"(?: \w+)? environ\b", after):
            bound = "about"
        yield Number(value.normalize(), unit, beside, bound, _as_printed(value, unit))


def _as_printed(value: Decimal, unit: str) -> str:
    """« 100 000 000 € », « 3e », « 12,5 % »."""
    digits = f"{value:,f}".replace(",", " ").replace(".", ",")
    return f"{digits}{unit}" if unit == "e" else f"{digits} {unit}".strip()


def _squeezed(text: str) -> str:
    """Folded words with one space between them: what two writings of the same words share."""
    return " ".join(WORD.findall(fold(straight(text))))
