"""A sentence → its dates that can be asked, each with dates near it that the report does not give there."""

import re
from collections.abc import Iterator
from random import Random

from assistant.claims import Claims, Day
from assistant.onboarding.quiz_questions.said import Said
from assistant.onboarding.quiz_questions.spots import MOST_WRONG, Spot
from assistant.onboarding.quiz_questions.standing import Standing
from ingest.terms import fold, straight

FRENCH_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
ENGLISH_MONTHS = "January February March April May June July August September October November December".split()
_MONTHS = "|".join([*FRENCH_MONTHS, *ENGLISH_MONTHS])
WHOLE_DATE = re.compile(
    rf"(?<![\w-])(?:(?P<day>\d{{1,2}}|1er) )?(?P<month>{_MONTHS}) (?P<year>(?:1[5-9]|20)\d\d)(?![\w-])", re.IGNORECASE
)
YEAR = re.compile(
    r"(?<![\w-])(?:[EeIi]n|[Aa]nnée|l['’]an|fin|début|[Ii]n) (?P<year>(?:1[5-9]|20)\d\d)"
    r"(?![\w/-]|[ \u00a0][%€\d]|[.,]\d| (?:et|ou|à|and|or|to)\b)"
)
ONLY_A_SIDE = re.compile(
    r"\b(?:apres|avant|depuis|des|jusqu'?(?:a|au|en)?|entre|vers|partir|a compter|before|after|since|until|by|from)"
    r"(?: (?:le|la|du|de|l'|en|au))?\s*$"
)
LAW = re.compile(r"\b(?:lois?|decrets?|ordonnances?|arretes?|circulaires?|directives?|reglements?|act)\b[^,;.]{0,40}$")
LATEST_YEARS = 6


def date_spots(sentence: Standing, said: Said, rng: Random) -> Iterator[Spot]:
    """The dates of its own part that name when something was, not only after or before what."""
    for found in [*WHOLE_DATE.finditer(sentence.text, sentence.own), *YEAR.finditer(sentence.text, sentence.own)]:
        whole = "month" in found.re.groupindex
        begin = found.start() if whole else found.start("year")
        before = fold(straight(sentence.text[:begin]))
        if ONLY_A_SIDE.search(before) or re.search(r"\d\s*$|n[°o]\s*\S*\s*du\s*$", before) or LAW.search(before):
            continue
        right = sentence.text[begin : found.end()]
        year = int(found["year"])
        taken = _taken(sentence, said)
        latest = said.latest_year or year
        wrong = _dates_near(found, taken, latest) if whole else [str(one) for one in _years_near(year, taken, latest)]
        if len(wrong) < 2:
            continue
        chosen = rng.sample(wrong, min(MOST_WRONG, len(wrong)))
        yield Spot(
            "date", sentence, begin, found.end(), right, tuple(chosen), tuple(sorted([right, *chosen], key=_as_a_day))
        )


def other_dates(right: str, rng: Random) -> tuple[str, ...]:
    """Dates written like this one, near it and not after its year."""
    found = WHOLE_DATE.fullmatch(right)
    wrong = _dates_near(found, frozenset({int(found["year"])}), int(found["year"])) if found else []
    return tuple(rng.sample(wrong, min(MOST_WRONG, len(wrong))))


def in_time(dates: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(dates, key=_as_a_day))


def _taken(sentence: Standing, said: Said) -> frozenset[int]:
    """The years that this sentence, and those that speak of the same, say."""
    years: set[int] = set(Claims(sentence.text).years)
    for number in said.near(sentence.text, sentence.spans):
        years |= said.claims(number).years
    return frozenset(years)


def _years_near(year: int, taken: frozenset[int], latest: int) -> list[int]:
    """Years before and after, as far as the report goes: nobody takes the future for the answer."""
    last = min(year + LATEST_YEARS, max(latest, year))
    return [one for one in range(year - LATEST_YEARS, last + 1) if one != year and one not in taken]


def _dates_near(found: re.Match[str], taken: frozenset[int], latest: int) -> list[str]:
    """The same day of other years, and other months of the same one where nothing else is said of it."""
    year, day = int(found["year"]), f"{found['day']} " if found["day"] else ""
    years = [one for one in _years_near(year, taken, latest) if abs(one - year) <= LATEST_YEARS // 2]
    dates = [f"{day}{found['month']} {one}" for one in years]
    months = FRENCH_MONTHS if found["month"].lower() in FRENCH_MONTHS else ENGLISH_MONTHS
    place = [month.lower() for month in months].index(found["month"].lower())
    if not taken - {year}:
        dates += [
            f"{day}{months[(place + step) % 12]} {year}" for step in (-4, -3, 3, 5) if day not in ("30 ", "31 ", "29 ")
        ]
    return dates


def _as_a_day(text: str) -> tuple[int, int, int]:
    days: tuple[Day, ...] = Claims(text).days
    if not days:
        return int(text), 0, 0
    return days[0].year or 0, days[0].month or 0, days[0].day or 0
