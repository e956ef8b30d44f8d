"""A report's text → its dates: days, months, years and periods, each with the sentence that says what happens."""

import re
from collections.abc import Iterator

from assistant.claims import MONTHS
from assistant.inventory.entries import Entry
from assistant.inventory.figures import figures_in
from assistant.inventory.report_text import ReportText
from assistant.inventory.told import Mention, Told, as_entries, on_one_line, told_in
from ingest.terms import fold

_BLANK = r"[\s\u00a0\u202f]"
_MONTH = (
    r"janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|"
    r"january|february|march|april|may|june|july|august|september|october|november|december"
)
_YEAR = r"(?:1[0-9]|20)\d\d"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:er)?"
_SEASON = (
    r"(?:(?:la |le )?(?:fin|mi|début|milieu)(?:[ -]d[e’'])?|printemps|été|automne|hiver|rentrée|"
    r"(?:premier|deuxième|second|troisième|quatrième|dernier|1er|2e|3e|4e)(?:[ -](?:semestre|trimestre)))"
)
DATE = re.compile(
    rf"(?<![\w/.,-])(?:"
    rf"(?P<from_day>{_DAY})(?:{_BLANK}(?P<from_month>{_MONTH}))?{_BLANK}?(?:-|–|au|et|à){_BLANK}?(?P<to_day>{_DAY})"
    rf"{_BLANK}(?P<to_month>{_MONTH})(?:{_BLANK}(?P<days_year>{_YEAR}))?"
    rf"|(?P<day>{_DAY}){_BLANK}(?P<month>{_MONTH})(?:,?{_BLANK}(?P<year>{_YEAR}))?"
    rf"|(?P<english_month>{_MONTH}){_BLANK}(?P<english_day>{_DAY}),{_BLANK}(?P<english_year>{_YEAR})"
    rf"|(?P<first_month>{_MONTH}){_BLANK}?(?:-|–|à|et){_BLANK}?(?P<last_month>{_MONTH}){_BLANK}(?P<months_year>{_YEAR})"
    rf"|(?P<month_of>{_MONTH}){_BLANK}(?P<year_of>{_YEAR})"
    rf"|(?P<day_2>{_DAY})[/.](?P<month_2>0?[1-9]|1[0-2])[/.](?P<year_2>{_YEAR})"
    rf"|(?P<year_3>{_YEAR})-(?P<month_3>0[1-9]|1[0-2])-(?P<day_3>0[1-9]|[12]\d|3[01])"
    rf"|(?:(?:de|entre|depuis|from|between){_BLANK})?(?P<first_year>{_YEAR})"
    rf"(?:{_BLANK}?[-–]{_BLANK}?|{_BLANK}(?:à|et|to|and|jusqu[’']en){_BLANK})(?P<last_year>{_YEAR})"
    rf"|(?P<years>années?{_BLANK}(?P<decade>{_YEAR}|\d0)(?:[-–/](?P<decade_end>{_YEAR}|\d\d))?)"
    rf"|(?P<century>[XVI]+)(?:e|ème|ᵉ){_BLANK}siècle"
    rf"|(?:(?P<season>{_SEASON}){_BLANK}?(?:de{_BLANK}|d[’'])?)?(?P<year_alone>{_YEAR})"
    rf")(?![\w/°]|-\w|[.,]\d)",
    re.IGNORECASE,
)
TELLS_A_YEAR = re.compile(
    r"(?:\b(?:en|de|du|depuis|dès|avant|après|jusqu[’'](?:en|à)|fin|début|mi|année|l[’']an|horizon|courant|"
    r"d[’']ici(?: à)?|in|since|by|until|before|after|et|ou|puis|entre|à partir de|millésime|exercice|campagne|budget|"
    r"rapport|loi|session|édition|édition de|rentrée|élections?|recensement|programmation|plan|bilan|printemps|"
    r"été|hiver|automne)\s+|[(,;–—]\s*)$",
    re.IGNORECASE,
)
"""What stands before a number of four digits that is a year."""
AFTER_A_CODE = re.compile(
    r"(?:\b(?:n[°o]s?|numéros?|iso|rfc|norme|article|port|version|page|p\.|bug|code|art\.)\s*|[#$=/\\_<>\[{]\s*)$",
    re.IGNORECASE,
)
LAST_YEAR = 2100
NO_YEAR = 9999


def find_dates(report: ReportText) -> list[Entry]:
    """Every date of the report, in its order; one entry a date, whichever way it is written. `key` sorts by time."""
    return as_entries(report, "dates", (one for told in told_in(report) for one in _dates(told)))


def _dates(told: Told) -> Iterator[Mention]:
    figures = [(start, end) for start, end, _ in figures_in(told.text)]
    for found in DATE.finditer(told.text):
        before = told.text[: found.start()]
        if AFTER_A_CODE.search(before):
            continue
        if found["year_alone"] and not found["season"]:
            counted = any(start <= found.start() < end for start, end in figures)
            told_so = TELLS_A_YEAR.search(before) or _is_a_year_in_a_table(told, found)
            if counted or not told_so or not 1500 <= int(found["year_alone"]) <= LAST_YEAR:
                continue
        key = key_of(found)
        if key:
            yield Mention(told, on_one_line(found[0]), key)


def _is_a_year_in_a_table(told: Told, found: re.Match[str]) -> bool:
    """A cell of its own, in a table that has no other number of its size than years."""
    cells = [cell for row in told.part.text.splitlines() for cell in re.split(r"\s*[|\t]\s*", row.strip(" |"))]
    numbers = [cell for cell in cells if re.fullmatch(r"\d{3,}", cell)]
    return told.part.kind == "table" and found[0] in cells and all(re.fullmatch(r"(?:19|20)\d\d", n) for n in numbers)


def key_of(found: re.Match[str]) -> str | None:
    """« 2016-04-11 », « 2016-04 », « 2014/2020 »: dates sorted by it are in the order of time; None for no date."""
    if found["to_day"]:
        year = int(found["days_year"] or NO_YEAR)
        last = _month(found["to_month"])
        first = _month(found["from_month"]) if found["from_month"] else last
        start, end = _day(year, first, found["from_day"]), _day(year, last, found["to_day"])
        return f"{start}/{end}" if start < end else None
    if found["day"]:
        return _day(int(found["year"] or NO_YEAR), _month(found["month"]), found["day"])
    if found["english_day"]:
        return _day(int(found["english_year"]), _month(found["english_month"]), found["english_day"])
    if found["months_year"]:
        year = int(found["months_year"])
        return f"{year}-{_month(found['first_month']):02d}/{year}-{_month(found['last_month']):02d}"
    if found["month_of"]:
        return f"{int(found['year_of'])}-{_month(found['month_of']):02d}"
    if found["day_2"]:
        return _day(int(found["year_2"]), int(found["month_2"]), found["day_2"])
    if found["day_3"]:
        return f"{found['year_3']}-{found['month_3']}-{found['day_3']}"
    if found["first_year"]:
        first, last = int(found["first_year"]), int(found["last_year"])
        return f"{first}/{last}" if first < last <= LAST_YEAR else None
    if found["years"]:
        return _years(found["decade"], found["decade_end"], found[0])
    if found["century"]:
        return _century(found["century"].upper())
    season = fold(found["season"] or "")
    order = next((rank for words, rank in SEASONS if any(word in season for word in words)), "")
    return f"{int(found['year_alone'])}{order}"


SEASONS = (
    (("debut", "premier", "1er", "hiver"), "-00 début"),
    (("printemps", "deuxieme tri", "2e tri"), "-03 printemps"),
    (("mi", "milieu", "ete"), "-06 été"),
    (("second", "deuxieme sem", "2e sem", "troisieme", "3e"), "-07 second"),
    (("automne", "rentree"), "-09 automne"),
    (("fin", "dernier", "quatrieme", "4e"), "-12 fin"),
)


def _month(name: str) -> int:
    return MONTHS[fold(name)]


def _day(year: int, month: int, day: str) -> str:
    return f"{year}-{month:02d}-{int(day.lower().removesuffix('er')):02d}"


def _years(first: str, last: str | None, text: str) -> str:
    start = int(first) if len(first) == 4 else 1900 + int(first)
    if last:
        return f"{start}/{last if len(last) == 4 else str(start)[:2] + last}"
    return f"{start}s" if "s " in fold(text) or len(first) == 2 else f"{start}"


def _century(numeral: str) -> str | None:
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    for number, letter in enumerate(numeral):
        value = values[letter]
        total += -value if any(values[after] > value for after in numeral[number + 1 : number + 2]) else value
    return f"{(total - 1) * 100 + 1:04d}s siècle" if 0 < total <= 21 else None
