"""A sentence → its numbers that can be asked, each with numbers near in size that the report does not give there."""

import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from assistant.claims import MONTHS, Claims
from assistant.onboarding.quiz_questions.said import Said
from assistant.onboarding.quiz_questions.spots import MOST_WRONG, Spot
from assistant.onboarding.quiz_questions.standing import Standing
from ingest.terms import EMPTY_WORDS, fold, straight

IN_WORDS = {
    word: value
    for value, word in enumerate(
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(), start=2
    )
} | {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
ENGLISH_WORDS = {
    word: value
    for value, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2)
}
_WORDS = "|".join([*IN_WORDS, *ENGLISH_WORDS])
NUMERAL = re.compile(
    rf"(?<![\w.,/°’'-])(?P<value>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?|(?:{_WORDS}))"
    r"(?P<unit>[ \u00a0\u202f]?[%€]|[ \u00a0\u202f](?P<noun>[a-zà-ÿœ]{3,}))(?![\w(])",
    re.IGNORECASE,
)
NAMES_A_PLACE = re.compile(
    r"(?:\b(?:articles?|art\.?|n[°o]s?|numeros?|pages?|p\.|chapitres?|sections?|versions?|v|lois?|decrets?|etapes?|annexes?|"
    r"figures?|tableaux?|titres?|livres?|parties?|axes?|propositions?|recommandations?|alineas?|rubriques?|niveaux?|niveau|"
    r"phases?|mesures?|objectifs?|les|ces|des|aux|leurs|ses|nos|vos|l'un des|tous|toutes|the|these|of the|lot|zone|"
    r"entre|between|from|sur|pour)|\d[ \u00a0]*(?:a|et|ou|-|–|,|sur|x|to|and|or))\s*$"
)
BOUNDED = re.compile(
    r"\b(?:plus|moins|minimum|maximum|jusqu'a|superieure?s? a|inferieure?s? a|depass\w+|exced\w+|au-dela|en dessous|"
    r"over|more than|less than|at least|at most|up to|atteindre)(?: (?:de|d'|des))?\s*$"
)
BOUNDED_AFTER = re.compile(r"\W*\w* ?(?:ou plus|ou moins|au moins|au plus|au maximum|au minimum|minimum|maximum)\b")
WITHIN_A_NUMBER = re.compile(rf"(?:\b(?:cents?|mille|millions?|{_WORDS})(?: (?:ou|a|et))?|\d)[ -]$")
"""« cent quarante », « deux ou trois »."""
ABOUT = re.compile(r"\b(?:environ|pres de|pres d'|autour de|quelque|presque|approximativement|about|nearly)\s*$")
OF_SO_MANY = re.compile(r"\W*(?:\w+ ){0,2}sur (?:dix|cent|mille|deux|trois|quatre|cinq|\d+)\b")
"""« neuf maires sur dix »: a larger number is none."""
NOT_COUNTED = frozenset("tiers quarts fois points heures heure ans bits bit premiers premieres derniers autres".split())
RIGHT_DISTANCE, SAFE_DISTANCE = Decimal("0.04"), Decimal("0.35")
FACTORS = tuple(map(Decimal, ("0.4", "0.5", "0.6", "0.7", "0.8", "1.2", "1.3", "1.5", "1.75", "2", "2.5")))
LARGEST_STEP, MOST_LISTED = 20, 8
"""So few things may be listed beside their number, and counted."""


def number_spots(sentence: Standing, said: Said, rng: Random) -> Iterator[Spot]:
    """The numbers of things and shares in its own part, none that is a mere bound or the name of an article."""
    text = sentence.text
    for found in NUMERAL.finditer(text, sentence.own):
        before, after = fold(straight(text[: found.start()])), fold(straight(text[found.end("value") :]))
        noun = fold(found["noun"] or "")
        if (
            NAMES_A_PLACE.search(before)
            or BOUNDED.search(before)
            or BOUNDED_AFTER.match(after)
            or OF_SO_MANY.match(after)
            or WITHIN_A_NUMBER.search(before)
            or noun in MONTHS
            or noun in EMPTY_WORDS
            or noun in NOT_COUNTED
            or re.search(r"[A-Z]\w*\s$", text[: found.start()])
            or re.match(r"\s*(?:\w+\s)?(?:a|ou|et|-|–)\s*\d", after)
        ):
            continue
        value, style = _value_of(found["value"])
        listed = re.search(r":|,.*,| \(", text[found.end() :]) or re.search(r"(?: et |,).*:", text[: found.start()])
        if value <= MOST_LISTED and listed:
            continue
        if value < 2 or (style == "digits" and found["unit"].strip() not in "%€" and 1500 <= value <= 2100):
            continue
        wrong = _wrong_numbers(sentence, found, value, bool(ABOUT.search(before)), said, rng)
        if len(wrong) >= 2:
            chosen = _about_evenly(value, wrong, rng)
            written = {number: _written(number, found["value"]) for number in chosen}
            if len(set(written.values()) | {found["value"]}) != len(written) + 1:
                continue
            everything = sorted([*chosen, value])
            yield Spot(
                "number",
                sentence,
                found.start("value"),
                found.end("value"),
                found["value"],
                tuple(written.values()),
                tuple(written.get(number, found["value"]) for number in everything),
            )


def _value_of(written: str) -> tuple[Decimal, str]:
    word = written.lower()
    known = IN_WORDS.get(word) or ENGLISH_WORDS.get(word)
    if known:
        return Decimal(known), "words"
    return Decimal(re.sub(r"[ \u00a0\u202f]", "", written).replace(",", ".")), "digits"


def _written(value: Decimal, like: str) -> str:
    """In words, or in figures grouped by the same space, as the right one is."""
    for words in (IN_WORDS, ENGLISH_WORDS):
        if like.lower() in words:
            word = next(word for word, number in words.items() if number == value)
            return word.capitalize() if like[0].isupper() else word
    grouping = re.search(r"\d([ \u00a0\u202f])\d", like)
    mark = re.search(r"\d([.,])\d", like)
    shown = re.search(r"\d[.,](\d+)$", like)
    whole, _, decimals = f"{value:,.{len(shown[1]) if shown else 0}f}".partition(".")
    return whole.replace(",", grouping[1] if grouping else "") + (
        f"{mark[1] if mark else ','}{decimals}" if decimals else ""
    )


def _candidates(value: Decimal, written: str, percent: bool) -> list[Decimal]:
    if written.lower() in IN_WORDS or written.lower() in ENGLISH_WORDS:
        values = sorted(set(IN_WORDS.values() if written.lower() in IN_WORDS else ENGLISH_WORDS.values()))
        place = values.index(int(value))
        return [Decimal(values[n]) for n in range(max(0, place - 3), min(len(values), place + 4)) if n != place]
    exponent = int(value.normalize().as_tuple().exponent)
    if value % 10 == 0 and 10 <= value <= 100:
        return [Decimal(one) for one in range(10, 100 if percent else 130, 10) if one != value and one <= 3 * value]
    if value == value.to_integral_value() and value <= LARGEST_STEP:
        return [value + step for step in (-4, -3, -2, -1, 1, 2, 3, 4, 5) if value + step >= 2]
    step = Decimal(1).scaleb(exponent)
    found = {(value * factor / step).to_integral_value() * step for factor in FACTORS}
    kept = (
        one for one in found if abs(one - value) > value * RIGHT_DISTANCE and one > 1 and not (percent and one >= 100)
    )
    # As round as the right one, so that its form does not single it out.
    return sorted(one for one in kept if int(one.normalize().as_tuple().exponent) == exponent)


def _wrong_numbers(
    sentence: Standing, found: re.Match[str], value: Decimal, about: bool, said: Said, rng: Random
) -> list[Decimal]:
    text = sentence.text
    percent = "%" in found["unit"]
    candidates = _candidates(value, found["value"], percent)
    if about:
        candidates = [one for one in candidates if abs(one - value) >= value * SAFE_DISTANCE]
    if not candidates:
        return []
    here = {number.value for number in Claims(text).numbers}
    numbers = said.near(text, sentence.spans)
    there = {number.value for place in numbers for number in said.claims(place).numbers}
    scales = (1, 1000, 10**6, 10**9)
    taken = here | there
    wrong = [one for one in candidates if not any(one * scale in taken for scale in scales)]
    return [one for one in wrong if not said.says(f"{_written(one, found['value'])} {found['noun'] or ''}")]


def _about_evenly(value: Decimal, wrong: list[Decimal], rng: Random) -> list[Decimal]:
    """Some smaller, some larger, by chance: the right one stands anywhere among them."""
    smaller = [one for one in wrong if one < value]
    larger = [one for one in wrong if one > value]
    wanted = rng.randint(0, MOST_WRONG)
    wanted = max(min(wanted, len(smaller)), MOST_WRONG - len(larger))
    return [*rng.sample(smaller, min(wanted, len(smaller))), *rng.sample(larger, min(MOST_WRONG - wanted, len(larger)))]
