"""An acronym and words beside it → the words that it stands for, when its letters are theirs; else None."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.terms import fold

WORD = re.compile(r"[^\W_]+(?:'(?=\W|$))?", re.UNICODE)
SMALL = frozenset(
    "a l d le la les un une des du de et en au aux pour sur par dans avec ou sans contre entre the of and for to in "
    "on "
    "n c s qu".split()
)
OPENS_PHRASE = re.compile(
    r"(?:^|[,;:(«»–—-]|\b(?:les?|la|une?|des|du|de|aux?|et|ou|en|par|the|of|and)|"
    r"\b[ld]')\s*$",
    re.IGNORECASE,
)
"""Before the first word of a noun phrase: « la » of « la Direction départementale des territoires »."""
LONGEST_PREFIX = 4
"""Letters that one word may give: « AFNOR », Association française de normalisation."""


def letters_of(form: str) -> str:
    """What of a form must be found in its expansion: « R&D » → rd, « PLUi » → plui, « G7 » → g7."""
    return "".join(re.findall(r"[a-z0-9]", fold(form)))


def spans_of_words(text: str) -> list[tuple[int, int, str]]:
    return [(found.start(), found.end(), fold(found[0])) for found in re.finditer(r"[^\W_]+", text)]


@lru_cache(maxsize=50_000)
def fits(letters: str, words: tuple[str, ...], missed: int) -> bool:
    """Whether the letters, in order, begin the words: from the first word on, and at most `missed` content words
    give none.

    A plural's mark at the end of the form (« EPCIs ») is left aside.
    """
    content = [word for word in words if word not in SMALL and not word.isdigit()]
    if len(letters) < 2 or not words or len(content) > len(letters) + missed:
        return False
    if words[0][0] != letters[0]:
        return False
    return _fits(letters, words, missed) or (
        letters.endswith("s") and len(letters) > 2 and _fits(letters[:-1], words, missed)
    )


@lru_cache(maxsize=200_000)
def _fits(letters: str, words: tuple[str, ...], missed: int) -> bool:
    if not words:
        return not letters
    word, rest = words[0], words[1:]
    for taken in range(min(LONGEST_PREFIX, len(word), len(letters)), 0, -1):
        if letters.startswith(word[:taken]) and _fits(letters[taken:], rest, missed):
            return True
    # A compound in one word: « interministériel » gives « im », « hydroélectrique » gives « he ».
    compound = len(letters) > 1 and word[0] == letters[0] and len(word) > 7 and letters[1] in word[2:-2]
    if compound and _fits(letters[2:], rest, missed):
        return True
    if word in SMALL or word.isdigit():
        return _fits(letters, rest, missed)
    return missed > 0 and _fits(letters, rest, missed - 1)


def missed_words(letters: str) -> int:
    """How many content words an acronym of so many letters may pass over."""
    return 0 if len(letters) < 3 else 1


def before(form: str, text: str) -> str | None:
    """The expansion that ends `text`: « …, le Centre national de la fonction publique territoriale »."""
    letters = letters_of(form)
    words = spans_of_words(text)[-(3 * len(letters) + 4) :]
    if not words or len(letters) < 2 or (words[-1][1] < len(text.rstrip(" «»'")) - 1):
        return None
    for missed in range(missed_words(letters) + 1):
        fitting = list(_beginnings(letters, text, words, missed))
        if fitting:
            begun = [start for start in fitting if OPENS_PHRASE.search(text[:start])]
            return text[(begun or fitting)[0] : words[-1][1]]
    return None


def _beginnings(letters: str, text: str, words: list[tuple[int, int, str]], missed: int) -> Iterator[int]:
    """Where an expansion that ends with the last word may begin, the nearest first."""
    for first in range(len(words) - 1, -1, -1):
        start, run = words[first][0], tuple(word for _, _, word in words[first:])
        if re.search(r"[.;:()!?]\s|\|", text[start : words[-1][1]]):
            return
        may_begin = run[0] not in SMALL and run[0][0] == letters[0] and run[-1] not in SMALL
        if may_begin and _is_spelt(letters, run, missed):
            yield start


def after(form: str, text: str, strict: bool = True) -> str | None:
    """The expansion that begins `text`, an article aside; up to a mark or the end.

    `strict` when nothing but the letters tells that it is one.
    """
    letters = letters_of(form)
    text = text.lstrip(" «")
    text = re.sub(
        r"^(?:ou|soit|c'est-à-dire|acronyme de|sigle de|"
        r"pour)\s*[:,]?\s*«?\s*",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"^(?:l'|les? |la |the |une? )(?=\S)", "", text, flags=re.IGNORECASE)
    words = spans_of_words(text)[: 4 * len(letters) + 4]
    if not words or words[0][0] > 1 or len(letters) < 2:
        return None
    missed = 0 if strict else missed_words(letters)
    for tolerated in range(missed + 1):
        for last in _ends(text, words):
            run = tuple(word for _, _, word in words[: last + 1])
            if run[-1] not in SMALL and _is_spelt(letters, run, tolerated):
                return text[words[0][0] : words[last][1]]
    return None


def _ends(text: str, words: list[tuple[int, int, str]]) -> list[int]:
    """The words after which a mark or the end stands, up to the first full stop; the nearest first."""
    ends = []
    for number, (_, end, _) in enumerate(words):
        following = text[end : end + 2].lstrip("»' ")
        if end == len(text.rstrip(" »")) or (following and following[0] in ",.;:()[–—»-|\t/"):
            ends.append(number)
        if following[:1] in (".", ";", "(", ")"):
            break
    return ends or []


def _is_spelt(letters: str, run: tuple[str, ...], missed: int) -> bool:
    """Whether words spell the letters: several, the acronym itself not among them, the last of them needed."""
    several = len([word for word in run if word not in SMALL]) >= 2
    needed = not missed or not fits(letters, run[:-1], 0)
    return several and letters not in run and needed and fits(letters, run, missed)
