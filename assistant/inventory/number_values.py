"""Numbers as French writes them, in digits or in words: the patterns of both, and what each is worth."""

import re

from ingest.terms import fold

DIGITS = r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|\d+(?:[,.]\d+)?"
FEW = r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix)"
_UNDER_TEN = rf"(?:une?|{FEW})"
_MANY = (
    r"(?:onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|quatre-vingts?|cents?|mille|"
    r"dix-sept|dix-huit|dix-neuf)"
)
IN_WORDS = (
    rf"(?:{_UNDER_TEN}[ -])?{_MANY}(?:[ -](?:et[ -])?(?:{_MANY}|{_UNDER_TEN})\b)*"
    rf"|{_UNDER_TEN}(?= (?:millions?|milliards?)\b)"
)
ABOUT = (
    r"(?:une |plusieurs |quelques |deux |trois |\d+ )?(?:dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|"
    r"cinquantaine|soixantaine|centaine|millier)s?"
)
PART = r"(?:la moitié|(?:un|le|les deux|deux|trois|les trois) (?:tiers|quarts?|cinquièmes?|dixièmes?))"
_VALUES = {
    word: value
    for value, words in (
        (1, "un une"), (2, "deux"), (3, "trois"), (4, "quatre"), (5, "cinq"), (6, "six"), (7, "sept"), (8, "huit"),
        (9, "neuf"), (10, "dix dizaine"), (11, "onze"), (12, "douze douzaine"), (13, "treize"), (14, "quatorze"),
        (15, "quinze quinzaine"), (16, "seize"), (20, "vingt vingtaine"), (30, "trente trentaine"),
        (40, "quarante quarantaine"), (50, "cinquante cinquantaine"), (60, "soixante soixantaine"),
        (100, "cent centaine"), (1000, "mille millier"),
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
_PARTS = {"moitie": 1 / 2, "tier": 1 / 3, "quart": 1 / 4, "cinquieme": 1 / 5, "dixieme": 1 / 10}
NO_QUANTITY = frozenset("le les la et quelque plusieur".split())


def value_of(number: str, times: str | None = None, unit: str | None = None) -> float:
    """What « 263 », « deux cents », « un tiers », « 3 » with « millions » are worth: near enough to sort by."""
    digits = re.match(DIGITS, number)
    if digits:
        value = float(re.sub(r"[ \u00a0\u202f]|\.(?=\d{3}(?:\D|$))", "", digits[0]).replace(",", "."))
    else:
        value = _value_in_words(number)
    return value * _SCALES.get(fold(times or "").strip().rstrip("s"), 1) * _SCALES.get((unit or "").lower(), 1)


def _value_in_words(number: str) -> float:
    words = [word.rstrip("s") if word != "trois" else word for word in re.findall(r"[a-z]+", fold(number))]
    words = [word for word in words if word not in NO_QUANTITY]
    part = next((_PARTS[word] for word in words if word in _PARTS), None)
    if part:
        return part * max((_VALUES.get(word, 1) for word in words), default=1)
    if len(words) > 1 and words[0] == "une" and words[1].endswith("aine"):
        words = words[1:]
    total = 0
    for word in words:
        value = _VALUES.get(word, 0)
        multiplies = value >= 100 or word.endswith("aine") or (word == "vingt" and total == 4)
        total = max(total, 1) * value if multiplies else total + value
    return float(total)
